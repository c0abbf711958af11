//! The first half of a pad's control connection: one address is called and the hellos are exchanged. Several calls may run
//! side by side, so a call says nothing that proves or spends anything: that waits until it is chosen. Must not know the
//! other calls, nor what is said once both sides have proven themselves.

use crate::session::pairing::{
    Credential, DeviceKey, HANDSHAKE_FRAME_BYTES, PadFault, PadHandshake, PadStep,
};
use crate::transport::wire::{Wire, WireEnd};
use mio::net::TcpStream;
use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// Time from the first packet to the host's hello. Long enough for a packet that is lost twice on its way.
const HELLO_DEADLINE: Duration = Duration::from_secs(3);

/// Why a call came to nothing.
#[derive(Debug)]
pub(crate) enum CallEnd {
    /// The system could not connect, or the connection broke.
    Broken(io::ErrorKind),
    /// Whoever answered closed without a hello.
    HungUp,
    /// Whoever answered is no receiver.
    Stranger,
    /// The host's hello, or what came in its place.
    Fault(PadFault),
}

/// One address that is called.
pub(crate) struct Call {
    pub(super) wire: Wire,
    pub(super) host: SocketAddr,
    pub(super) handshake: PadHandshake,
    deadline: Duration,
}

impl Call {
    /// Begins to connect, from an address of this machine where one is given; the pad's hello leaves as soon as the
    /// connection stands. The caller registers [`stream`](Self::stream).
    pub(crate) fn open(
        now: Duration,
        (from, host): (Option<IpAddr>, SocketAddr),
        device: &DeviceKey,
        credential: Credential,
    ) -> io::Result<Self> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        let (handshake, hello) = PadHandshake::new(device, credential, nonce);
        let mut call = Self {
            wire: Wire::new(connect(from, host)?),
            host,
            handshake,
            deadline: now + HELLO_DEADLINE,
        };
        call.wire
            .send(&hello)
            .map_err(|_| call.wire.fault().unwrap_or(io::ErrorKind::Other))?;
        Ok(call)
    }

    pub(crate) const fn stream(&mut self) -> &mut TcpStream {
        self.wire.stream()
    }

    pub(crate) const fn host(&self) -> SocketAddr {
        self.host
    }

    /// Whether the machine at the other end has answered.
    pub(crate) fn is_answered(&mut self) -> bool {
        self.stream().peer_addr().is_ok()
    }

    /// When it is to be given up.
    pub(crate) const fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Writes and reads what there is. Once the host's hello is there and fits: what is to be said next, if this call is
    /// the one to go on with.
    pub(crate) fn ready(&mut self) -> Result<Option<Vec<u8>>, CallEnd> {
        // what was said before a fault tells more than the fault
        let flushed = self.wire.flush();
        let frame = match (self.wire.read(HANDSHAKE_FRAME_BYTES), flushed) {
            (Ok(Some(frame)), _) => frame,
            (Ok(None), Ok(())) => return self.pending(),
            (Err(WireEnd::Abuse), _) => return Err(CallEnd::Stranger),
            (Err(WireEnd::Gone), _) | (Ok(None), Err(_)) => {
                return Err(self.wire.fault().map_or(CallEnd::HungUp, CallEnd::Broken));
            }
        };
        match self.handshake.read(&frame) {
            Ok(PadStep::Send(next)) => Ok(Some(next)),
            // nothing is proven by a hello
            Ok(PadStep::Done { .. }) => Err(CallEnd::Stranger),
            Err(fault) => Err(CallEnd::Fault(fault)),
        }
    }

    /// Some systems tell only here that the connection was refused, and otherwise that it is not there yet.
    fn pending(&mut self) -> Result<Option<Vec<u8>>, CallEnd> {
        match self.stream().take_error() {
            Ok(Some(error)) => Err(CallEnd::Broken(error.kind())),
            Ok(None) | Err(_) => Ok(None),
        }
    }
}

/// Begins to connect. From an address of the other family than the host's nothing can come, so that is left to the system.
fn connect(from: Option<IpAddr>, host: SocketAddr) -> io::Result<TcpStream> {
    let Some(from) = from.filter(|from| from.is_ipv4() == host.is_ipv4()) else {
        return TcpStream::connect(host);
    };
    let socket = Socket::new(Domain::for_address(host), Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.bind(&SocketAddr::new(from, 0).into())?;
    match socket.connect(&host.into()) {
        Err(error) if !is_under_way(&error) => Err(error),
        _ => Ok(TcpStream::from_std(socket.into())),
    }
}

/// Whether the system connects on, as it does where nothing waits for it.
fn is_under_way(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(libc::EINPROGRESS) {
        return true;
    }
    error.kind() == io::ErrorKind::WouldBlock
}
