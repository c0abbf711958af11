//! Where a host is to listen, as people write it. Opens nothing.

use crate::protocol::DEFAULT_PORT;
use crate::transport::Bind;
use std::net::{IpAddr, SocketAddr};

const SCHEME: &str = "couchpad://";

/// Text that is no place to listen at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address to listen at: use a port (4455), an address (192.168.0.5:4455, [::]:4455), or either behind couchpad://; port 0 finds a free one"
)]
pub struct AddressError(String);

/// Reads `couchpad://ADDRESS:PORT`, `ADDRESS:PORT`, `ADDRESS` (then the usual port) or `PORT` (then every interface).
pub(super) fn bind_of(text: &str) -> Result<Bind, AddressError> {
    let bare = text.trim();
    let bare = bare.strip_prefix(SCHEME).unwrap_or(bare);
    let bare = bare.strip_suffix('/').unwrap_or(bare);
    if let Ok(port) = bare.parse::<u16>() {
        return Ok(Bind::everywhere(port));
    }
    if let Ok(address) = bare.parse::<SocketAddr>() {
        return Ok(address.into());
    }
    let unbracketed = bare.strip_prefix('[').and_then(|b| b.strip_suffix(']'));
    match unbracketed.unwrap_or(bare).parse::<IpAddr>() {
        Ok(ip) => Ok(SocketAddr::new(ip, DEFAULT_PORT).into()),
        Err(_) => Err(AddressError(text.chars().take(80).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_people_write_them() {
        let at =
            |text: &str| bind_of(text).map(|bind| (bind.ip.map(|ip| ip.to_string()), bind.port));
        let v4 = |ip: &str, port| Ok((Some(ip.to_owned()), port));
        assert_eq!(at("4455"), Ok((None, 4455)));
        assert_eq!(at("couchpad://0"), Ok((None, 0)));
        assert_eq!(at("couchpad://0.0.0.0:4455"), v4("0.0.0.0", 4455));
        assert_eq!(at(" 127.0.0.1:0 "), v4("127.0.0.1", 0));
        assert_eq!(at("couchpad://[::1]:7/"), v4("::1", 7));
        assert_eq!(at("[::]"), v4("::", DEFAULT_PORT));
        assert_eq!(at("10.0.0.1"), v4("10.0.0.1", DEFAULT_PORT));
        for wrong in [
            "",
            "http://1.2.3.4:5",
            "somewhere:4455",
            "1.2.3.4:70000",
            "65536",
        ] {
            let told = bind_of(wrong).unwrap_err().to_string();
            assert!(told.contains("use a port"), "{told}");
        }
    }
}
