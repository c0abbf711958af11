//! The host's netcode: connect tokens, handshakes, keep-alives, one shared socket. netcode looks through all its clients for
//! the one that a datagram is from, so the work is dealt out to many small servers by the sender's address. Keeps the set of
//! known addresses and of tokens that the I/O thread sorts by. Must not know renet or sessions, beyond the resume secret that a token carries for them.

use crate::protocol::control::{NETCODE_PROTOCOL_ID, ResumeSecret, Token};
use crate::transport::by_id::ById;
use crate::transport::guard::{self, Standing};
use crate::transport::io::Standings;
use crate::transport::tickets::{Seal, Tickets, seal};
use renetcode::{
    ConnectToken, NETCODE_KEY_BYTES, NETCODE_USER_DATA_BYTES, NetcodeServer, ServerAuthentication,
    ServerConfig, ServerResult,
};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

/// Servers that share the clients.
const SHARDS: usize = 32;
/// Clients of one server, at most. Addresses are dealt out at random, so that of the 1,000 pads that a host admits, and old
/// links that outlive a new one's handshake, one server gets 32 on the average, and more than this in none of many lifetimes.
/// Who finds his server full is told so and comes from another port next time.
const SHARD_CLIENTS: usize = 96;
/// Addresses that have shown a token and have no link yet, at most.
const JOINING_AT_ONCE: usize = 1_024;
/// How long a token opens a link after it was made, in seconds.
const TOKEN_LIFE: u64 = 60;
/// How long a link may be silent before both ends give it up, in seconds.
const LINK_TIMEOUT: i32 = 30;
/// How long an address stays known after it showed a token, without a link.
const JOINING: Duration = Duration::from_secs(10);
/// Stands in every token for the host's address, so that no list of addresses can be wrong: the pad sends to where its
/// control connection arrived.
const PLACEHOLDER: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 1));
const REQUEST: u8 = 0;
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
    shards: Vec<NetcodeServer>,
    /// Nobody outside can choose the server of an address.
    deal: RandomState,
    /// Since the host began, as its servers count it.
    now: Duration,
    key: [u8; NETCODE_KEY_BYTES],
    known: Known,
    tickets: Arc<Tickets>,
    /// Each client's server.
    clients: ById<usize>,
    joining: HashMap<SocketAddr, Duration>,
    /// The datagram that told a pad that its link is up, until the pad speaks on it. Payloads make netcode believe that
    /// nothing is to be kept alive; if this one datagram gets lost, they alone would never let the pad in.
    greetings: HashMap<u64, Vec<u8>>,
}

/// Who is no stranger, and whose shard: a copy of what the I/O thread sorts by, which is written here alone, so that looking
/// takes no lock.
struct Known {
    shared: Standings,
    own: HashMap<SocketAddr, (Standing, usize)>,
}

impl Known {
    fn insert(&mut self, address: SocketAddr, standing: Standing, shard: usize) {
        self.own.insert(address, (standing, shard));
        self.shared.write().insert(address, standing);
    }

    fn remove(&mut self, address: SocketAddr) {
        self.own.remove(&address);
        self.shared.write().remove(&address);
    }
}

impl NetcodeHost {
    /// A host with a fresh key, which lives in memory only.
    pub(crate) fn new(
        standings: Standings,
        tickets: Arc<Tickets>,
    ) -> Result<Self, getrandom::Error> {
        let mut key = [0; NETCODE_KEY_BYTES];
        getrandom::fill(&mut key)?;
        let server = || {
            NetcodeServer::new(ServerConfig {
                current_time: Duration::ZERO,
                max_clients: SHARD_CLIENTS,
                protocol_id: NETCODE_PROTOCOL_ID,
                public_addresses: vec![PLACEHOLDER],
                authentication: ServerAuthentication::Secure { private_key: key },
            })
        };
        Ok(Self {
            shards: (0..SHARDS).map(|_| server()).collect(),
            deal: RandomState::new(),
            now: Duration::ZERO,
            key,
            known: Known {
                shared: standings,
                own: HashMap::new(),
            },
            tickets,
            clients: ById::default(),
            joining: HashMap::new(),
            greetings: HashMap::new(),
        })
    }

    /// A token that opens one link, under a fresh client id, for the pad with this secret.
    pub(crate) fn token(&self, secret: &ResumeSecret) -> Option<Token> {
        let mut user_data = [0; NETCODE_USER_DATA_BYTES];
        user_data.get_mut(..16)?.copy_from_slice(&secret.0);
        let client = getrandom::u64().ok()?;
        let token = ConnectToken::generate(
            self.now,
            NETCODE_PROTOCOL_ID,
            TOKEN_LIFE,
            client,
            LINK_TIMEOUT,
            vec![PLACEHOLDER],
            Some(&user_data),
            &self.key,
        );
        let token = token.ok()?;
        let mut bytes = Vec::with_capacity(1_200);
        token.write(&mut bytes).ok()?;
        let until = self.now + Duration::from_secs(TOKEN_LIFE);
        self.tickets
            .issue(seal(&token.private_data)?, *secret, until);
        Some(Token(bytes))
    }

    /// Lets time pass for tokens and handshakes.
    pub(crate) fn advance(&mut self, elapsed: Duration) {
        self.now += elapsed;
        let now = self.now;
        for shard in &mut self.shards {
            shard.update(elapsed);
        }
        self.tickets.advance(now);
        let stale = |since: &Duration| now.saturating_sub(*since) > JOINING;
        if self.joining.values().any(stale) {
            let known = &mut self.known;
            self.joining.retain(|address, since| {
                if stale(since) {
                    known.remove(*address);
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
        let (standing, which) = self.look_up(from);
        if !guard::from_pad(bytes, standing) {
            return Arrival::Nothing;
        }
        let request = is_request(bytes).then(|| seal(bytes)).flatten();
        if request.is_some_and(|seal| !self.may_join(&seal, from)) {
            return Arrival::Nothing;
        }
        let Some(shard) = self.shards.get_mut(which) else {
            return Arrival::Nothing;
        };
        let now = self.now;
        match shard.process_packet(from, bytes) {
            ServerResult::None => Arrival::Nothing,
            ServerResult::PacketToSend { addr, payload } => {
                if let Some(seal) = request {
                    self.tickets.bind(&seal, addr);
                }
                if payload.first().is_some_and(|p| p & 0x0f == CHALLENGE) {
                    // before the challenge leaves: the guard would take a quick response for a stranger's
                    self.joining.insert(addr, now);
                    self.known.insert(addr, Standing::Joining, which);
                }
                send(addr, payload);
                Arrival::Nothing
            }
            ServerResult::Payload { client_id, payload } => {
                if !self.greetings.is_empty() {
                    self.greetings.remove(&client_id);
                }
                Arrival::Payload {
                    client: client_id,
                    bytes: payload,
                }
            }
            ServerResult::ClientConnected {
                client_id,
                addr,
                user_data,
                payload,
            } => {
                self.joining.remove(&addr);
                // before the answer leaves: what the pad says next must not meet a stranger's queue
                self.known.insert(addr, Standing::Connected, which);
                send(addr, payload);
                self.greetings.insert(client_id, payload.to_vec());
                self.up(client_id, which, &user_data, send)
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
        shard: usize,
        user_data: &[u8; NETCODE_USER_DATA_BYTES],
        mut send: impl FnMut(SocketAddr, &[u8]),
    ) -> Arrival<'static> {
        if let Some(other) = self.clients.remove(&client) {
            for shard in [other, shard] {
                self.end(client, shard, &mut send);
            }
            return Arrival::Clash { client };
        }
        self.clients.insert(client, shard);
        let mut secret = [0; 16];
        for (byte, from) in secret.iter_mut().zip(user_data) {
            *byte = *from;
        }
        Arrival::Up {
            client,
            secret: ResumeSecret(secret),
        }
    }

    /// Sends a payload to a client; before the client was heard, its greeting goes first. A second one does no harm:
    /// netcode takes each number once.
    pub(crate) fn send(
        &mut self,
        client: u64,
        payload: &[u8],
        mut send: impl FnMut(SocketAddr, &[u8]),
    ) {
        let are_heard = self.greetings.is_empty();
        let greeting = (!are_heard).then(|| self.greetings.get(&client).cloned());
        let greeting = greeting.flatten();
        let Some(shard) = self.shard_of(client) else {
            return;
        };
        match shard.generate_payload_packet(client, payload) {
            Ok((address, bytes)) => {
                if let Some(greeting) = greeting {
                    send(address, &greeting);
                }
                send(address, bytes);
            }
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
        let Some(shard) = self.shard_of(client) else {
            return false;
        };
        match shard.update_client(client) {
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
        if let Some(shard) = self.clients.get(&client).copied() {
            self.end(client, shard, &mut send);
        }
    }

    fn end(&mut self, client: u64, shard: usize, send: &mut impl FnMut(SocketAddr, &[u8])) {
        let shard = self.shards.get_mut(shard);
        if let Some(ServerResult::ClientDisconnected { addr, payload, .. }) =
            shard.map(|shard| shard.disconnect(client))
        {
            if let Some(payload) = payload {
                send(addr, payload);
            }
            self.forget(client, addr);
        }
    }

    /// Whether a token with this seal opens a link for this address, and there is room.
    fn may_join(&self, seal: &Seal, from: SocketAddr) -> bool {
        let has_room = self.joining.len() < JOINING_AT_ONCE || self.joining.contains_key(&from);
        has_room && self.tickets.is_good(seal, from)
    }

    fn shard_of(&mut self, client: u64) -> Option<&mut NetcodeServer> {
        let shard = *self.clients.get(&client)?;
        self.shards.get_mut(shard)
    }

    /// Every client that has a link.
    pub(crate) fn clients(&self) -> Vec<u64> {
        self.clients.keys().copied().collect()
    }

    /// How far an address has come, and the server that everything of it goes to.
    fn look_up(&self, address: SocketAddr) -> (Standing, usize) {
        let known = self.known.own.get(&address).copied();
        known.unwrap_or_else(|| (Standing::Stranger, self.shard_for(address)))
    }

    fn shard_for(&self, address: SocketAddr) -> usize {
        let shards = u64::try_from(self.shards.len().max(1)).unwrap_or(1);
        usize::try_from(self.deal.hash_one(address) % shards).unwrap_or_default()
    }

    fn forget(&mut self, client: u64, address: SocketAddr) {
        self.clients.remove(&client);
        self.greetings.remove(&client);
        self.known.remove(address);
    }
}

/// Whether the guard's word is for a request to connect.
pub(crate) fn is_request(datagram: &[u8]) -> bool {
    datagram.first() == Some(&REQUEST)
}
