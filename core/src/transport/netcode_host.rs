//! The host's netcode: connect tokens, handshakes, keep-alives, one shared socket. Keeps the set of known addresses that
//! the I/O thread sorts by. Must not know renet or sessions, beyond the resume secret that a token carries for them.

use crate::protocol::control::{NETCODE_PROTOCOL_ID, ResumeSecret, Token};
use crate::transport::guard::{self, Standing};
use crate::transport::io::Standings;
use renetcode::{
    ConnectToken, NETCODE_KEY_BYTES, NETCODE_USER_DATA_BYTES, NetcodeServer, ServerAuthentication,
    ServerConfig, ServerResult,
};
use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

/// netcode's own bound, a little over the 1,000 pads that a host admits: an old link may outlive the new one's handshake.
const CLIENTS: usize = 1_024;
/// How long a token opens a link after it was made, in seconds.
const TOKEN_LIFE: u64 = 60;
/// How long a link may be silent before both ends give it up, in seconds.
const LINK_TIMEOUT: i32 = 30;
/// How long an address stays known after it showed a token, without a link.
const JOINING: Duration = Duration::from_secs(10);
/// Stands in every token for the host's address, so that no list of addresses can be wrong: the pad sends to where its
/// control connection arrived.
const PLACEHOLDER: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 1));
const CHALLENGE: u8 = 2;

/// What a datagram meant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arrival<'a> {
    /// Nothing for the layers above.
    Nothing,
    /// Decrypted bytes of a link.
    Payload { client: u64, bytes: &'a [u8] },
    /// A link is up, for whoever has this secret.
    Up { client: u64, secret: ResumeSecret },
    /// The pad ended its link.
    Quit { client: u64 },
    /// Two links claim one id, which only a hostile pad brings about: both are gone.
    Clash { client: u64 },
}

/// netcode for every link of a host.
pub(crate) struct NetcodeHost {
    server: NetcodeServer,
    key: [u8; NETCODE_KEY_BYTES],
    standings: Standings,
    clients: HashMap<u64, SocketAddr>,
    joining: HashMap<SocketAddr, Duration>,
}

impl NetcodeHost {
    /// A host with a fresh key, which lives in memory only.
    pub(crate) fn new(standings: Standings) -> Result<Self, getrandom::Error> {
        let mut key = [0; NETCODE_KEY_BYTES];
        getrandom::fill(&mut key)?;
        let server = NetcodeServer::new(ServerConfig {
            current_time: Duration::ZERO,
            max_clients: CLIENTS,
            protocol_id: NETCODE_PROTOCOL_ID,
            public_addresses: vec![PLACEHOLDER],
            authentication: ServerAuthentication::Secure { private_key: key },
        });
        Ok(Self {
            server,
            key,
            standings,
            clients: HashMap::new(),
            joining: HashMap::new(),
        })
    }

    /// A token that opens one link, under a fresh client id, for the pad with this secret.
    pub(crate) fn token(&self, secret: &ResumeSecret) -> Option<Token> {
        let mut user_data = [0; NETCODE_USER_DATA_BYTES];
        user_data.get_mut(..16)?.copy_from_slice(&secret.0);
        let client = getrandom::u64().ok()?;
        let token = ConnectToken::generate(
            self.server.current_time(),
            NETCODE_PROTOCOL_ID,
            TOKEN_LIFE,
            client,
            LINK_TIMEOUT,
            vec![PLACEHOLDER],
            Some(&user_data),
            &self.key,
        );
        let mut bytes = Vec::with_capacity(1_200);
        token.ok()?.write(&mut bytes).ok()?;
        Some(Token(bytes))
    }

    /// Lets time pass for tokens and handshakes.
    pub(crate) fn advance(&mut self, elapsed: Duration) {
        self.server.update(elapsed);
        let now = self.server.current_time();
        let stale = |since: &Duration| now.saturating_sub(*since) > JOINING;
        if self.joining.values().any(stale) {
            let mut standings = self.standings.write();
            self.joining.retain(|address, since| {
                if stale(since) {
                    standings.remove(address);
                }
                !stale(since)
            });
        }
    }

    /// Takes one datagram; answers of netcode's own go to `send`.
    pub(crate) fn receive<'a>(
        &mut self,
        from: SocketAddr,
        bytes: &'a mut [u8],
        mut send: impl FnMut(SocketAddr, &[u8]),
    ) -> Arrival<'a> {
        // once more, as the standing may have changed while the datagram waited
        if !guard::from_pad(bytes, self.standing(from)) {
            return Arrival::Nothing;
        }
        let now = self.server.current_time();
        match self.server.process_packet(from, bytes) {
            ServerResult::None => Arrival::Nothing,
            ServerResult::PacketToSend { addr, payload } => {
                if payload.first().is_some_and(|p| p & 0x0f == CHALLENGE) {
                    // before the challenge leaves: the guard would take a quick response for a stranger's
                    self.joining.insert(addr, now);
                    self.standings.write().insert(addr, Standing::Joining);
                }
                send(addr, payload);
                Arrival::Nothing
            }
            ServerResult::Payload { client_id, payload } => Arrival::Payload {
                client: client_id,
                bytes: payload,
            },
            ServerResult::ClientConnected {
                client_id,
                addr,
                user_data,
                payload,
            } => {
                self.joining.remove(&addr);
                // before the answer leaves: what the pad says next must not meet a stranger's queue
                self.standings.write().insert(addr, Standing::Connected);
                send(addr, payload);
                self.up(client_id, addr, &user_data, send)
            }
            ServerResult::ClientDisconnected {
                client_id, addr, ..
            } => {
                self.forget(client_id, addr);
                Arrival::Quit { client: client_id }
            }
        }
    }

    fn up(
        &mut self,
        client: u64,
        address: SocketAddr,
        user_data: &[u8; NETCODE_USER_DATA_BYTES],
        mut send: impl FnMut(SocketAddr, &[u8]),
    ) -> Arrival<'static> {
        if self.clients.contains_key(&client) {
            while self.server.is_client_connected(client) {
                self.disconnect(client, &mut send);
            }
            return Arrival::Clash { client };
        }
        self.clients.insert(client, address);
        let mut secret = [0; 16];
        for (byte, from) in secret.iter_mut().zip(user_data) {
            *byte = *from;
        }
        Arrival::Up {
            client,
            secret: ResumeSecret(secret),
        }
    }

    /// Sends a payload to a client.
    pub(crate) fn send(
        &mut self,
        client: u64,
        payload: &[u8],
        mut send: impl FnMut(SocketAddr, &[u8]),
    ) {
        match self.server.generate_payload_packet(client, payload) {
            Ok((address, bytes)) => send(address, bytes),
            Err(error) => tracing::debug!(%error, "a packet was not sent"),
        }
    }

    /// Sends a keep-alive if one is due and `worth_it`. False if the client was silent for too long: it is gone.
    pub(crate) fn beat(
        &mut self,
        client: u64,
        worth_it: bool,
        mut send: impl FnMut(SocketAddr, &[u8]),
    ) -> bool {
        match self.server.update_client(client) {
            ServerResult::PacketToSend { addr, payload } => {
                if worth_it {
                    send(addr, payload);
                }
                true
            }
            ServerResult::ClientDisconnected {
                client_id,
                addr,
                payload,
            } => {
                if let Some(payload) = payload {
                    send(addr, payload);
                }
                self.forget(client_id, addr);
                false
            }
            _ => true,
        }
    }

    /// Ends a link and tells the pad.
    pub(crate) fn disconnect(&mut self, client: u64, mut send: impl FnMut(SocketAddr, &[u8])) {
        if let ServerResult::ClientDisconnected {
            client_id,
            addr,
            payload,
        } = self.server.disconnect(client)
        {
            if let Some(payload) = payload {
                send(addr, payload);
            }
            self.forget(client_id, addr);
        }
    }

    /// Every client that has a link.
    pub(crate) fn clients(&self) -> Vec<u64> {
        self.clients.keys().copied().collect()
    }

    fn standing(&self, address: SocketAddr) -> Standing {
        self.standings
            .read()
            .get(&address)
            .copied()
            .unwrap_or_default()
    }

    fn forget(&mut self, client: u64, address: SocketAddr) {
        self.clients.remove(&client);
        self.standings.write().remove(&address);
    }
}
