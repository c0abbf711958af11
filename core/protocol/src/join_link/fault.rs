//! Why a text is not a join link, in words that may be shown and logged: they repeat what was given only as far as it
//! cannot be the secret. Must not know how a link is read.

/// Most characters of what was given that an error repeats.
const ECHO: usize = 60;

/// Why a text is not a join link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinLinkError {
    /// Another scheme, or none.
    #[error(
        "`{0}` is not a join link: it must begin with couchpad://, like couchpad://192.168.0.5:4455; copy it from the big screen"
    )]
    Scheme(String),
    /// A page, but not a receiver's.
    #[error(
        "`{0}` is not a join link: that of a receiver looks like http://192.168.0.5:4455/j#...; scan or copy it from the big screen"
    )]
    Page(String),
    /// No port.
    #[error(
        "the join link has no port: put it after the address, like couchpad://192.168.0.5:4455"
    )]
    Port,
    /// What stands for the port is none.
    #[error(
        "the join link's port must be a number from 1 to 65535, like couchpad://192.168.0.5:4455"
    )]
    PortRange,
    /// Not an address.
    #[error(
        "`{0}` in the join link is not an IP address; write 192.168.0.5, or [fd00::1] for IPv6"
    )]
    Host(String),
    /// The secret without the key, the key without the secret, or one of them damaged.
    #[error("the join link is damaged: copy it again, to its very end, from the big screen")]
    Pairing,
    /// Absurdly long, or too many addresses.
    #[error("the join link is too long: copy it again from the big screen")]
    TooLong,
}

/// What of a text an error may repeat: its head, and nothing that may be the secret, also where the link is broken or its
/// signs came as `%23`.
pub(super) fn echo(text: &str) -> String {
    let (head, _) = super::read::cut(text, &['?', '#', '&', '=', '%']);
    let mut echo: String = head.chars().take(ECHO).collect();
    if echo.len() < text.len() {
        echo.push('…');
    }
    echo
}
