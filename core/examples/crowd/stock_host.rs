//! A server as renet's own transport runs one: one netcode server, one socket that is read dry in each frame, every client
//! asked for packets and keep-alives in each frame. Must not know the clients' program.

use crate::figures::{Times, cpu_of, rounded};
use anyhow::Result;
use renet::{ConnectionConfig, DefaultChannel, RenetServer};
use renetcode::{NetcodeServer, ServerAuthentication, ServerConfig, ServerResult};
use serde_json::json;
use std::net::{SocketAddr, UdpSocket};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Both programs are of one run on one machine and nobody else's business.
pub(crate) const KEY: [u8; 32] = [7; 32];
pub(crate) const PROTOCOL: u64 = 1;

#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Args {
    /// Frames a second.
    #[arg(long, default_value_t = 60.0)]
    frames: f64,
}

struct Server {
    socket: UdpSocket,
    netcode: NetcodeServer,
    renet: RenetServer,
    received: u64,
    buffer: [u8; 1_400],
}

pub(crate) fn main(args: &Args) -> Result<()> {
    let mut server = Server::new()?;
    let address = server.socket.local_addr()?;
    println!(
        "{}",
        json!({"address": address.to_string(), "pid": std::process::id()})
    );
    let frame = Duration::from_secs_f64(1.0 / args.frames);
    let start = Instant::now();
    let (mut last, mut began, mut cpu, mut age) =
        (start, start, cpu_of(std::process::id()), Times::default());
    for number in 1_u32.. {
        let now = Instant::now();
        server.frame(now.duration_since(last), &mut age);
        last = now;
        if began.elapsed() >= Duration::from_secs(1) {
            let after = cpu_of(std::process::id());
            let spent = cpu
                .zip(after)
                .map(|(before, after)| after.saturating_sub(before));
            let line = json!({
                "pads": server.netcode.connected_clients(),
                "seconds": rounded(began.elapsed().as_secs_f64()),
                "cpu_s": spent.map(|spent| rounded(spent.as_secs_f64())),
                "received": std::mem::take(&mut server.received),
                "age_ms": std::mem::take(&mut age).json(),
            });
            println!("{line}");
            (began, cpu) = (Instant::now(), after);
        }
        thread::sleep((frame * number).saturating_sub(start.elapsed()));
    }
    Ok(())
}

impl Server {
    fn new() -> Result<Self> {
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        socket.set_nonblocking(true)?;
        let config = ServerConfig {
            current_time: SystemTime::now().duration_since(UNIX_EPOCH)?,
            max_clients: 1_024,
            protocol_id: PROTOCOL,
            public_addresses: vec![socket.local_addr()?],
            authentication: ServerAuthentication::Secure { private_key: KEY },
        };
        Ok(Self {
            socket,
            netcode: NetcodeServer::new(config),
            renet: RenetServer::new(ConnectionConfig::default()),
            received: 0,
            buffer: [0; 1_400],
        })
    }

    /// `RenetServer::update`, then what `NetcodeServerTransport` does in `update` and `send_packets`.
    fn frame(&mut self, elapsed: Duration, age: &mut Times) {
        self.renet.update(elapsed);
        self.netcode.update(elapsed);
        while let Ok((len, from)) = self.socket.recv_from(&mut self.buffer) {
            if let Some(bytes) = self.buffer.get_mut(..len) {
                let result = self.netcode.process_packet(from, bytes);
                follow(result, &mut self.renet, &self.socket);
            }
        }
        for client in self.netcode.clients_id() {
            follow(
                self.netcode.update_client(client),
                &mut self.renet,
                &self.socket,
            );
        }
        for client in self.renet.disconnections_id() {
            follow(
                self.netcode.disconnect(client),
                &mut self.renet,
                &self.socket,
            );
        }
        for client in self.renet.clients_id() {
            while let Some(message) = self
                .renet
                .receive_message(client, DefaultChannel::Unreliable)
            {
                self.received += 1;
                age.add(age_of(&message));
            }
        }
        for client in self.renet.clients_id() {
            for packet in self.renet.get_packets_to_send(client).unwrap_or_default() {
                if let Ok((to, bytes)) = self.netcode.generate_payload_packet(client, &packet) {
                    send(&self.socket, to, bytes);
                }
            }
        }
        while self.renet.get_event().is_some() {}
    }
}

fn follow(result: ServerResult<'_, '_>, renet: &mut RenetServer, socket: &UdpSocket) {
    match result {
        ServerResult::None => {}
        ServerResult::PacketToSend { addr, payload } => send(socket, addr, payload),
        ServerResult::Payload { client_id, payload } => {
            // of a client that is gone by now
            let _ = renet.process_packet_from(payload, client_id);
        }
        ServerResult::ClientConnected {
            client_id,
            addr,
            payload,
            ..
        } => {
            renet.add_connection(client_id);
            send(socket, addr, payload);
        }
        ServerResult::ClientDisconnected {
            client_id,
            addr,
            payload,
        } => {
            renet.remove_connection(client_id);
            if let Some(payload) = payload {
                send(socket, addr, payload);
            }
        }
    }
}

fn send(socket: &UdpSocket, to: SocketAddr, bytes: &[u8]) {
    // a full buffer is a lost datagram
    let _ = socket.send_to(bytes, to);
}

/// Messages begin with the sender's time: both programs run on one machine and read one clock.
fn age_of(message: &[u8]) -> Duration {
    let sent = message
        .first_chunk()
        .map_or(0, |bytes| u64::from_le_bytes(*bytes));
    Duration::from_micros(stamp().saturating_sub(sent))
}

/// Microseconds since 1970.
pub(crate) fn stamp() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_micros()).unwrap_or_default()
}
