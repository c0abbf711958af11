//! The pad's links, and when each is to be given up. Must not know how the next one is made, nor which is wanted.

use super::news::PadLoss;
use crate::protocol::LinkId;
use crate::session::Time;
use crate::transport::netcode_pad::{LinkEnd, NetcodePad};

/// Time that a link's handshake has.
const HANDSHAKE: Time = Time::from_millis(2_500);
/// Time that the host has to answer the wish for a link over TCP; the same where a link over UDP worked before: then both are
/// dead, more likely than slow.
const ANSWER: Time = Time::from_secs(3);
const ANSWER_SOON: Time = Time::from_millis(500);
/// Silence of the receiver after which a fresh link is tried: five pings missed in play, three otherwise.
const SILENCE_IN_PLAY: Time = Time::from_secs(5);
const SILENCE: Time = Time::from_secs(16);
/// The same over TCP in play with a seat, where the host pings every second: the system would send what got lost again later
/// and later, and the host calls the pad away by then.
const SILENCE_ON_TCP: Time = Time::from_secs(2);

const fn patience(live: bool) -> Time {
    if live { SILENCE_IN_PLAY } else { SILENCE }
}

/// A link over UDP.
pub(super) struct UdpLink {
    pub(super) id: LinkId,
    pub(super) netcode: NetcodePad,
    pub(super) opened: Time,
    /// It is the session's link.
    pub(super) up: bool,
}

impl UdpLink {
    /// What is wrong with it; `Some(None)` if it never came up. `live`: in play, where silence matters soon.
    pub(super) fn trouble(&self, now: Time, live: bool) -> Option<Option<PadLoss>> {
        if let Some(end) = self.netcode.end() {
            return Some(self.up.then_some(match end {
                LinkEnd::Host | LinkEnd::Denied | LinkEnd::Broken => PadLoss::LinkClosed,
                LinkEnd::Silent => PadLoss::Silent,
            }));
        }
        if !self.up {
            return (now.saturating_sub(self.opened) > HANDSHAKE).then_some(None);
        }
        let silent = now.saturating_sub(self.netcode.heard()) > patience(live);
        silent.then_some(Some(PadLoss::Silent))
    }
}

/// A link over TCP, on the control connection.
pub(super) struct TcpLink {
    pub(super) id: LinkId,
    /// When the host was heard on it last, or asked for it.
    pub(super) heard: Time,
    /// It is the session's link. If not, the host has not answered yet.
    pub(super) up: bool,
    /// Something came on it.
    pub(super) works: bool,
}

impl TcpLink {
    /// When it is given up, unless the host is heard before. `playing`: in play, with a seat. `from_udp`: a link over UDP
    /// stands that has fallen silent. The host says something at once on a new link, so one on which nothing came is not
    /// waited for as long as one that rests.
    pub(super) fn deadline(&self, playing: bool, from_udp: bool) -> Time {
        let patience = match (self.up, playing, from_udp) {
            (true, true, _) => SILENCE_ON_TCP,
            (true, false, _) if self.works => SILENCE,
            (true, false, _) => ANSWER,
            (false, _, true) => ANSWER_SOON,
            (false, _, false) => ANSWER,
        };
        self.heard + patience
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_over_tcp_is_given_up_soon_while_nothing_has_come_on_it() {
        let link = |works| TcpLink {
            id: LinkId(1),
            heard: Time::ZERO,
            up: true,
            works,
        };
        let given = |works, playing| link(works).deadline(playing, false);
        assert_eq!((given(false, false), given(true, false)), (ANSWER, SILENCE));
        assert_eq!(given(false, true), SILENCE_ON_TCP);
    }
}
