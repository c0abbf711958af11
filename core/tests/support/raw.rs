//! A pad made by hand: frames over a blocking stream, to say what no pad of ours would. The handshake is the real one.

use couchpad_core::Host;
use couchpad_core::protocol::Profile;
use couchpad_core::protocol::control::{
    ControlToHost, ControlToPad, ResumeSecret, Token, Unframer, frame,
};
use couchpad_core::session::pairing::{
    Channel, Credential, DeviceKey, PadFault, PadHandshake, PadStep,
};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub struct Raw {
    pub stream: TcpStream,
    unframer: Unframer,
    channel: Option<Channel>,
}

/// A fresh device.
pub fn device() -> DeviceKey {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).unwrap();
    DeviceKey::from_bytes(bytes)
}

/// What the screen of a host shows.
pub fn by_link(host: &Host) -> Credential {
    Credential::Link(host.join_link().pairing().unwrap().clone())
}

impl Raw {
    /// A connection that has said nothing.
    pub fn silent(host: &Host) -> Self {
        Self::over(TcpStream::connect(host.listening().tcp).unwrap())
    }

    /// The same over a stream that is there already.
    pub fn over(stream: TcpStream) -> Self {
        // as pads do: else the join waits until the handshake's last frame is acknowledged
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(super::DEADLINE)).unwrap();
        stream.set_write_timeout(Some(super::DEADLINE)).unwrap();
        Self {
            stream,
            unframer: Unframer::default(),
            channel: None,
        }
    }

    /// A connection with the handshake done.
    pub fn secured(host: &Host, device: &DeviceKey, credential: Credential) -> Self {
        let mut raw = Self::silent(host);
        raw.secure(device, credential).unwrap();
        raw
    }

    /// Does the handshake; what was wrong with it, or nothing where the host just closed.
    pub fn secure(
        &mut self,
        device: &DeviceKey,
        credential: Credential,
    ) -> Result<(), Option<PadFault>> {
        let (mut handshake, hello) = PadHandshake::new(device, credential, [1; 16]);
        self.say_clear(&hello);
        loop {
            let heard = self.hear_clear().ok_or(None)?;
            match handshake.read(&heard).map_err(Some)? {
                PadStep::Send(next) => self.say_clear(&next),
                PadStep::Done { send, channel, .. } => {
                    if let Some(last) = send {
                        self.say_clear(&last);
                    }
                    self.channel = Some(channel);
                    return Ok(());
                }
            }
        }
    }

    /// A connection of an admitted pad, with its tokens.
    pub fn admitted(host: &Host, name: &str) -> (Self, Vec<Token>) {
        let mut raw = Self::secured(host, &device(), by_link(host));
        raw.join(name, None);
        match raw.hear() {
            Some(ControlToPad::Welcome { tokens, .. }) => (raw, tokens),
            other => panic!("not let in: {other:?}"),
        }
    }

    pub fn join(&mut self, name: &str, resume: Option<ResumeSecret>) {
        let profile = Profile {
            name: name.to_owned(),
            mark: None,
        };
        self.say(&ControlToHost::Join { profile, resume });
    }

    /// Says something in the channel.
    pub fn say(&mut self, message: &ControlToHost) {
        self.say_sealed(&message.encode().unwrap());
    }

    /// A message as it would travel, for those who write it themselves.
    pub fn seal(&mut self, message: &ControlToHost) -> Vec<u8> {
        let plain = message.encode().unwrap();
        let sealed = self.channel.as_mut().unwrap().seal(&plain).unwrap();
        frame(&sealed).unwrap()
    }

    /// Says any bytes in the channel.
    pub fn say_sealed(&mut self, plain: &[u8]) {
        let sealed = self.channel.as_mut().unwrap().seal(plain).unwrap();
        self.say_clear(&sealed);
    }

    /// Says a frame as it is. A host that has closed is no matter.
    pub fn say_clear(&mut self, body: &[u8]) {
        let _ = self.stream.write_all(&frame(body).unwrap());
    }

    /// The next frame as it is; `None` once the host has closed.
    pub fn hear_clear(&mut self) -> Option<Vec<u8>> {
        let mut chunk = [0; 1_024];
        loop {
            if let Some(frame) = self.unframer.next(usize::from(u16::MAX)).unwrap() {
                return Some(frame);
            }
            match self.stream.read(&mut chunk) {
                Ok(0) => return None,
                Ok(len) => self.unframer.push(&chunk[..len]),
                Err(error)
                    if matches!(
                        error.kind(),
                        std::io::ErrorKind::ConnectionReset | std::io::ErrorKind::BrokenPipe
                    ) =>
                {
                    return None;
                }
                Err(error) => panic!("the host neither answers nor closes: {error}"),
            }
        }
    }

    /// The next message: in the channel, or a refusal in the clear before there is one.
    pub fn hear(&mut self) -> Option<ControlToPad> {
        let frame = self.hear_clear()?;
        let plain = match &mut self.channel {
            Some(channel) => channel.open(&frame).unwrap(),
            None => frame,
        };
        Some(ControlToPad::decode(&plain).unwrap())
    }

    /// Waits until the host has closed.
    pub fn assert_cut(&mut self) {
        while self.hear_clear().is_some() {}
    }

    /// Whether the host has closed by now.
    pub fn is_closed(&mut self) -> bool {
        self.stream
            .set_read_timeout(Some(Duration::from_millis(1)))
            .unwrap();
        let mut chunk = [0; 1_024];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => {
                    return !matches!(
                        error.kind(),
                        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                    );
                }
            }
        }
    }
}

/// A stream from a certain address of this machine.
pub fn connect_from(from: [u8; 4], to: SocketAddr) -> TcpStream {
    use socket2::{Domain, Socket, Type};
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((from, 0)).into()).unwrap();
    socket.connect(&to.into()).unwrap();
    socket.into()
}
