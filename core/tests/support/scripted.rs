//! A receiver made by hand, which does on each connection what a test wants: the handshake is the real one, all else is
//! the script's.

use couchpad_core::Target;
use couchpad_core::protocol::control::{
    ControlToHost, ControlToPad, Hello, Refusal, ResumeSecret, Unframer, frame,
};
use couchpad_core::protocol::{JoinSecret, LinkPairing, PadId, RoomCode};
use couchpad_core::session::Time;
use couchpad_core::session::pairing::{
    Channel, Credential, DeviceKey, Door, HostHandshake, HostStep,
};
use parking_lot::Mutex;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Which connection it is, from 0 on, and the connection.
type Script = dyn Fn(usize, &mut Line) + Send + Sync;

/// What is the same for all addresses of one receiver.
#[derive(Clone)]
pub struct Who {
    pub key: DeviceKey,
    pub door: Arc<Mutex<Door>>,
}

impl Who {
    /// One byte makes its key, its secret and its code.
    pub fn new(byte: u8) -> Self {
        let entropy = Box::new(move |bytes: &mut [u8]| bytes.fill(byte));
        let door = Door::new(JoinSecret([byte; 16]), entropy);
        Self {
            key: DeviceKey::from_bytes([byte; 32]),
            door: Arc::new(Mutex::new(door)),
        }
    }

    pub fn by_link(&self, addresses: &[SocketAddr]) -> Target {
        let secret = self.door.lock().secret().clone();
        let key = self.key.public();
        Target {
            addresses: addresses.to_vec(),
            credential: Credential::Link(LinkPairing { secret, key }),
        }
    }

    pub fn by_code(&self, addresses: &[SocketAddr]) -> Target {
        Target {
            addresses: addresses.to_vec(),
            credential: Credential::Code(self.door.lock().code()),
        }
    }

    pub fn by_wrong_code(&self, addresses: &[SocketAddr]) -> Target {
        let digits: u32 = self.door.lock().code().reveal().parse().unwrap();
        let wrong = RoomCode::new((digits + 1) % RoomCode::COUNT).unwrap();
        Target {
            addresses: addresses.to_vec(),
            credential: Credential::Code(wrong),
        }
    }

    /// Listens at a free port of its own and follows the script, each connection on its own thread, until the test ends.
    pub fn listen(&self, script: impl Fn(usize, &mut Line) + Send + Sync + 'static) -> Listener {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        self.listen_at(listener, script)
    }

    pub fn listen_at(
        &self,
        listener: TcpListener,
        script: impl Fn(usize, &mut Line) + Send + Sync + 'static,
    ) -> Listener {
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let (who, counter) = (self.clone(), Arc::clone(&connections));
        let script: Arc<Script> = Arc::new(script);
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                let nth = counter.fetch_add(1, Ordering::SeqCst);
                let (who, script) = (who.clone(), Arc::clone(&script));
                thread::spawn(move || script(nth, &mut Line::new(stream, who)));
            }
        });
        Listener {
            address,
            connections,
        }
    }
}

pub struct Listener {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Listener {
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// One connection at the receiver.
pub struct Line {
    stream: TcpStream,
    unframer: Unframer,
    who: Who,
    handshake: HostHandshake,
    channel: Option<Channel>,
    /// How the pad wanted to prove itself, once its hello was heard.
    pub mode: Option<u8>,
    hello: Vec<u8>,
}

impl Line {
    fn new(stream: TcpStream, who: Who) -> Self {
        stream.set_read_timeout(Some(super::DEADLINE)).unwrap();
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).unwrap();
        let (handshake, hello) = HostHandshake::new(&who.key, nonce);
        Self {
            stream,
            unframer: Unframer::default(),
            who,
            handshake,
            channel: None,
            mode: None,
            hello,
        }
    }

    /// Says a frame as it is. A pad that is gone is no matter.
    pub fn say_raw(&mut self, body: &[u8]) {
        let _ = self.stream.write_all(&frame(body).unwrap());
    }

    /// Says bytes that need not be frames.
    pub fn pour(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes);
    }

    pub fn refuse_in_the_clear(&mut self, refusal: Refusal) {
        self.say_raw(&ControlToPad::Refused(refusal).encode().unwrap());
        self.wait_for_the_end();
    }

    /// The pad's next frame; `None` once it has hung up.
    pub fn hear_raw(&mut self) -> Option<Vec<u8>> {
        let mut chunk = [0; 1_024];
        loop {
            if let Some(frame) = self.unframer.next(usize::from(u16::MAX)).unwrap() {
                return Some(frame);
            }
            match self.stream.read(&mut chunk) {
                Ok(0) | Err(_) => return None,
                Ok(len) => self.unframer.push(&chunk[..len]),
            }
        }
    }

    /// Says hello and takes the pad's.
    pub fn greet(&mut self) -> Option<()> {
        let hello = self.hello.clone();
        self.say_raw(&hello);
        self.step().map(drop)
    }

    /// Takes one frame of the handshake and answers it. `Some(true)`: it is done.
    pub fn step(&mut self) -> Option<bool> {
        let frame = self.hear_raw()?;
        self.mode = self.mode.or(Hello::decode(&frame).map(|hello| hello.mode));
        let from = self.stream.peer_addr().ok()?.ip();
        let step = {
            let door = &mut *self.who.door.lock();
            self.handshake.read(Time::ZERO, from, &frame, door)
        };
        match step {
            HostStep::Wait => Some(false),
            HostStep::Send(next) => {
                self.say_raw(&next);
                Some(false)
            }
            HostStep::Done { send, channel, .. } => {
                if let Some(last) = send {
                    self.say_raw(&last);
                }
                self.channel = Some(channel);
                Some(true)
            }
            HostStep::Refuse(refusal) => {
                self.refuse_in_the_clear(refusal);
                None
            }
        }
    }

    /// The whole handshake, to the pad's join: the resume secret that it has.
    pub fn secure(&mut self) -> Option<Option<ResumeSecret>> {
        if self.mode.is_none() {
            self.greet()?;
        }
        while self.channel.is_none() {
            self.step()?;
        }
        match self.hear()? {
            ControlToHost::Join { resume, .. } => Some(resume),
            other => panic!("no join: {other:?}"),
        }
    }

    pub fn hear(&mut self) -> Option<ControlToHost> {
        let sealed = self.hear_raw()?;
        let plain = self.channel.as_mut().unwrap().open(&sealed).unwrap();
        Some(ControlToHost::decode(&plain).unwrap())
    }

    pub fn say(&mut self, message: &ControlToPad) {
        self.say_at_once(std::slice::from_ref(message));
    }

    /// Says all of them before the pad can answer any.
    pub fn say_at_once(&mut self, messages: &[ControlToPad]) {
        let channel = self.channel.as_mut().unwrap();
        let seal = |message: &ControlToPad| {
            let sealed = channel.seal(&message.encode().unwrap()).unwrap();
            frame(&sealed).unwrap()
        };
        let frames: Vec<u8> = messages.iter().flat_map(seal).collect();
        self.pour(&frames);
    }

    /// Lets the pad in, without a token: there is nothing behind this door.
    pub fn welcome(&mut self, secret: ResumeSecret) {
        self.say(&ControlToPad::Welcome {
            receiver: "Scripted".to_owned(),
            remembered: false,
            pad: PadId(1),
            secret,
            tokens: Vec::new(),
        });
    }

    /// As a good receiver, to the end of the connection.
    pub fn admit(&mut self, secret: ResumeSecret) {
        if self.secure().is_some() {
            self.welcome(secret);
            self.wait_for_the_end();
        }
    }

    pub fn wait_for_the_end(&mut self) {
        while self.hear_raw().is_some() {}
    }
}
