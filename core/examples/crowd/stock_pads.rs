//! Clients as renet's own transport runs them: in each tick read the socket dry, update, send. Each has its own socket and
//! sends one unreliable message of 30 bytes in each tick, as large as a pad's. Must not know the server's program.

use crate::stock_host::{KEY, PROTOCOL, stamp};
use anyhow::{Context, Result};
use renet::{ConnectionConfig, DefaultChannel, RenetClient};
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Args {
    /// The server.
    #[arg(long)]
    to: SocketAddr,
    #[arg(long)]
    pads: u32,
    #[arg(long)]
    rate: f64,
    /// How long they play once all have joined.
    #[arg(long)]
    seconds: f64,
}

struct Client {
    socket: UdpSocket,
    netcode: NetcodeClient,
    renet: RenetClient,
    ticked: Instant,
    next: Instant,
}

pub(crate) fn main(args: &Args) -> Result<()> {
    rlimit::increase_nofile_limit(u64::from(args.pads) + 1_024)?;
    let period = Duration::from_secs_f64(1.0 / args.rate);
    let start = Instant::now();
    let clients = (0..args.pads).map(|n| Client::new(args.to, n, start + period * n / args.pads));
    let mut clients = clients.collect::<Result<Vec<_>>>()?;
    let mut end = None;
    let mut sent = 0_u64;
    while end.is_none_or(|end| Instant::now() < end) {
        // they come in turn, one phase after the other
        for client in &mut clients {
            thread::sleep(client.next.saturating_duration_since(Instant::now()));
            sent += u64::from(client.tick()? && end.is_some());
            client.next += period;
            let now = Instant::now();
            if client.next < now {
                client.next = now;
            }
        }
        let joined = clients.iter().filter(|c| c.netcode.is_connected()).count();
        if end.is_none() && joined == clients.len() {
            println!("{}", json!({"joined": joined}));
            end = Some(Instant::now() + Duration::from_secs_f64(args.seconds));
        }
        anyhow::ensure!(
            end.is_some() || start.elapsed().as_secs() < 120,
            "only {joined} joined"
        );
    }
    println!("{}", json!({"sent": sent}));
    Ok(())
}

impl Client {
    fn new(to: SocketAddr, number: u32, next: Instant) -> Result<Self> {
        let from = Ipv4Addr::from(0x7f01_0001 + number / 4);
        let socket = UdpSocket::bind((from, 0))?;
        socket.set_nonblocking(true)?;
        let now = Duration::from_micros(stamp());
        let token = ConnectToken::generate(
            now,
            PROTOCOL,
            300,
            u64::from(number),
            15,
            vec![to],
            None,
            &KEY,
        );
        let connect_token = token.context("a token")?;
        Ok(Self {
            socket,
            netcode: NetcodeClient::new(now, ClientAuthentication::Secure { connect_token })?,
            renet: RenetClient::new(ConnectionConfig::default()),
            ticked: Instant::now(),
            next,
        })
    }

    /// `RenetClient::update`, then what `NetcodeClientTransport` does in `update` and `send_packets`. Whether it sent a message.
    fn tick(&mut self) -> Result<bool> {
        let elapsed = self.ticked.elapsed();
        self.ticked = Instant::now();
        self.renet.update(elapsed);
        let mut buffer = [0; 1_400];
        while let Ok(len) = self.socket.recv(&mut buffer) {
            let bytes = buffer.get_mut(..len).context("a length")?;
            if let Some(payload) = self.netcode.process_packet(bytes) {
                self.renet.process_packet(payload);
            }
        }
        let is_in = self.netcode.is_connected();
        if is_in {
            self.renet.set_connected();
            let mut message = stamp().to_le_bytes().to_vec();
            message.resize(30, 0);
            self.renet.send_message(DefaultChannel::Unreliable, message);
        }
        if let Some((bytes, to)) = self.netcode.update(elapsed) {
            self.socket.send_to(bytes, to)?;
        }
        if is_in {
            for packet in self.renet.get_packets_to_send() {
                let (to, bytes) = self.netcode.generate_payload_packet(&packet)?;
                self.socket.send_to(bytes, to)?;
            }
        }
        Ok(is_in)
    }
}
