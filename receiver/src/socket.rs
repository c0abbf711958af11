//! Opens the receiver's socket: at the port that somebody asked for, else at that of last time, else at the usual one or
//! one of the next ten.

use crate::options::Options;
use couchpad_core::identity::HostIdentity;
use couchpad_core::protocol::DEFAULT_PORT;
use couchpad_core::session::{HostConfig, SavedSession};
use couchpad_core::transport::{Bind, BindError, BoundPort, HostDriver, HostDriverConfig};

/// How many ports after the usual one are tried.
const FURTHER_PORTS: u16 = 10;

/// Opens the socket; `last` is the port that this receiver had last time. Tells in a sentence when another port than the
/// first choice had to be taken.
///
/// # Errors
/// See [`BindError`]: each says what to do.
pub fn open(
    options: &Options,
    last: Option<u16>,
) -> Result<(BoundPort, Option<String>), BindError> {
    let mut taken: Option<BindError> = None;
    for port in ports(options.bind.port, last) {
        match BoundPort::take(at(options, port)) {
            Ok(bound) => return Ok((bound, taken.map(|taken| moved(&taken, port)))),
            // the complaint about the first choice is the one worth telling
            Err(error @ BindError::InUse { .. }) => {
                taken.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(taken.unwrap_or(BindError::NoFreePort(at(options, DEFAULT_PORT))))
}

/// The ports to try, in order.
fn ports(asked: Option<u16>, last: Option<u16>) -> Vec<u16> {
    if let Some(port) = asked {
        return vec![port];
    }
    let usual = DEFAULT_PORT..=DEFAULT_PORT + FURTHER_PORTS;
    let last = last.filter(|port| *port != 0);
    let others = usual.filter(|port| Some(*port) != last);
    last.into_iter().chain(others).collect()
}

/// What is wrong with the first choice, without the advice, and where controllers join instead.
fn moved(taken: &BindError, port: u16) -> String {
    let taken = taken.to_string();
    let fault = taken.split(": ").next().unwrap_or(&taken);
    format!("{fault}, so controllers join at port {port}")
}

fn at(options: &Options, port: u16) -> Bind {
    Bind {
        ip: options.bind.ip,
        port,
    }
}

/// Serves controllers on the socket that [`open`] gave; `seats` wait for those who had them before.
///
/// # Errors
/// See [`BindError`]: each says what to do.
pub fn serve(
    options: &Options,
    bound: BoundPort,
    identity: HostIdentity,
    seats: Option<SavedSession>,
) -> Result<HostDriver, BindError> {
    let config = HostDriverConfig {
        bind: at(options, bound.listening().tcp.port()),
        name: options.receiver_name.clone(),
        session: HostConfig {
            seats: options.game.manifest.seats.seats(),
            cap: options.cap,
            hold: options.seat_hold,
            ..HostConfig::default()
        },
        identity,
        package: options.package.clone(),
        saved: seats,
    };
    HostDriver::serve(bound, config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_was_asked_for_is_the_only_one() {
        assert_eq!(ports(Some(5_000), Some(4_460)), [5_000]);
        assert_eq!(ports(Some(0), None), [0]);
    }

    #[test]
    fn the_port_of_last_time_comes_first() {
        let usual: Vec<_> = (4_455..=4_465).collect();
        assert_eq!(ports(None, None), usual);
        assert_eq!(ports(None, Some(0)), usual);
        let others: Vec<_> = usual.iter().copied().filter(|p| *p != 4_457).collect();
        assert_eq!(ports(None, Some(4_457)), [&[4_457][..], &others].concat());
        assert_eq!(ports(None, Some(9_000)), [&[9_000][..], &usual].concat());
    }

    #[test]
    fn a_move_says_why_and_where_to() {
        let taken = BindError::InUse {
            bind: Bind::loopback(4_455),
            owner: None,
            next: Some(4_456),
        };
        let said = moved(&taken, 4_456);
        assert!(said.contains("4455") && said.contains("4456"), "{said}");
        assert!(!said.contains("--bind"), "{said}");
    }
}
