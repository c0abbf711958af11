//! Opens the receiver's socket: where the player asked for it, else at the default port or one of the next ten.

use crate::cli::DEFAULT_PORT;
use crate::options::Options;
use couchpad_core::session::HostConfig;
use couchpad_core::transport::{BindError, HostDriver, HostDriverConfig};
use std::net::SocketAddr;

/// How many ports after the default one are tried.
const FURTHER_PORTS: u16 = 10;

/// Opens the socket. Says so in the log when another port than the usual one had to be taken.
///
/// # Errors
/// See [`BindError`]: each says what to do.
pub fn open(options: &Options) -> Result<HostDriver, BindError> {
    let mut outcome = bind(options, options.bind);
    if options.bind_asked {
        return outcome;
    }
    for port in DEFAULT_PORT + 1..=DEFAULT_PORT + FURTHER_PORTS {
        if !matches!(outcome, Err(BindError::InUse(_))) {
            break;
        }
        outcome = bind(options, SocketAddr::new(options.bind.ip(), port));
        if outcome.is_ok() {
            tracing::warn!("port {DEFAULT_PORT} is in use, so controllers join at port {port}");
        }
    }
    outcome
}

fn bind(options: &Options, bind: SocketAddr) -> Result<HostDriver, BindError> {
    HostDriver::bind(HostDriverConfig {
        bind,
        session: HostConfig {
            seats: options.game.manifest.seats.seats(),
            cap: options.cap,
            ..HostConfig::default()
        },
    })
}
