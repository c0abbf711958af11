//! Why a host cannot listen, in words that say what to do. Must not know sockets.

use super::Bind;
use super::owner::PortOwner;
use crate::identity::IdentityError;
use std::io;

/// Why a host cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Another program has the port.
    #[error(
        "port {port} is in use by {by}; or choose another port with --bind, such as --bind {other} (0 finds a free one)",
        port = bind.port, by = by(owner.as_ref(), bind.port), other = bind.with_port(next.unwrap_or(0))
    )]
    InUse {
        /// What was wanted.
        bind: Bind,
        /// Who has it, where the system tells.
        owner: Option<PortOwner>,
        /// The next port that is free.
        next: Option<u16>,
    },
    /// The address is not one of this machine.
    #[error(
        "this machine does not have the address of {0}: choose another with --bind, or leave it out to listen on every interface"
    )]
    NoSuchAddress(Bind),
    /// The system forbids it.
    #[error("the system does not allow listening on {0}: choose a port from 1024 on with --bind")]
    Forbidden(Bind),
    /// No port is free for both kinds of socket.
    #[error("no free port was found for {0}: choose one with --bind")]
    NoFreePort(Bind),
    /// The system has no random numbers.
    #[error("the system gives no random numbers, and without them no key is safe: {0}")]
    Random(#[from] getrandom::Error),
    /// There is no identity to be had.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// Anything else.
    #[error("cannot listen on {bind}: {source}")]
    Io {
        /// Where.
        bind: Bind,
        /// Why.
        source: io::Error,
    },
}

impl BindError {
    pub(crate) fn of_system(bind: Bind, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrNotAvailable => Self::NoSuchAddress(bind),
            io::ErrorKind::PermissionDenied => Self::Forbidden(bind),
            _ => Self::Io { bind, source },
        }
    }
}

fn by(owner: Option<&PortOwner>, port: u16) -> String {
    match owner {
        Some(PortOwner { name, process }) => format!("{name} (process {process}): close that"),
        None if cfg!(target_os = "linux") => {
            format!("another program (`ss -lptun 'sport = :{port}'` as root tells which): close it")
        }
        None if cfg!(target_os = "macos") => {
            format!("another program (`lsof -nP -i :{port}` tells which): close it")
        }
        None if cfg!(windows) => {
            format!("another program (`netstat -ano | findstr :{port}` tells which): close it")
        }
        None => "another program: close it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_who_has_the_port_and_what_to_do() {
        let owner = PortOwner {
            name: "couchpad".to_owned(),
            process: 123,
        };
        let known = BindError::InUse {
            bind: Bind::everywhere(4455),
            owner: Some(owner),
            next: Some(4457),
        };
        assert_eq!(
            known.to_string(),
            "port 4455 is in use by couchpad (process 123): close that; or choose another port with --bind, such as --bind 4457 (0 finds a free one)"
        );
        let unknown = BindError::InUse {
            bind: Bind::loopback(4455),
            owner: None,
            next: None,
        };
        let text = unknown.to_string();
        assert!(text.contains("another program"), "{text}");
        assert!(text.contains("--bind 127.0.0.1:0 "), "{text}");
    }
}
