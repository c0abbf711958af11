//! What a bot without a window tells whoever started it: that nobody answers, that it is connected, that the receiver was
//! lost. One line for each change, none for what was to be expected. Pure: owns no stream.

use crate::find::Unreached;
use crate::model::{Connection, PadModel};
use couchpad_core::protocol::JoinLink;

/// The try that says that nobody answers: a second or two after the first, time for a receiver that starts beside it.
const NOBODY: u32 = 6;

/// How things stood when the last line was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Nothing has happened yet.
    Fresh,
    /// Nobody answered yet.
    Alone,
    /// The receiver did, but play does not get through.
    Blocked,
    /// Messages travel.
    Reached,
    /// They did, and do not any more.
    Lost,
}

impl Stand {
    /// Before the first meeting, at this try.
    fn connecting(self, attempt: u32, model: &PadModel) -> Self {
        let is_let_in = model.paired.is_some();
        match model.unreached {
            Some(Unreached::NoDatagrams) => Self::Blocked,
            // it did answer; what holds the rest up is not known yet
            None if is_let_in => self,
            _ if attempt >= NOBODY => Self::Alone,
            _ => self,
        }
    }
}

/// Says what changed.
#[derive(Debug, Clone)]
pub struct Saying {
    address: String,
    stand: Stand,
}

impl Saying {
    /// For the receiver behind this link. Of the link only the addresses are ever said.
    #[must_use]
    pub fn new(link: &JoinLink) -> Self {
        let addresses: Vec<_> = link.addresses().map(|at| at.to_string()).collect();
        Self {
            address: addresses.join(" or "),
            stand: Stand::Fresh,
        }
    }

    /// The line to say now, if what the pad knows is a change worth one.
    pub fn line(&mut self, model: &PadModel) -> Option<String> {
        let before = self.stand;
        self.stand = match (model.connection, before) {
            (Connection::Live, _) => Stand::Reached,
            (Connection::Lost { .. }, _) => Stand::Lost,
            (Connection::Connecting { attempt }, Stand::Fresh | Stand::Alone) => {
                before.connecting(attempt, model)
            }
            (_, before) => before,
        };
        let address = &self.address;
        match (before, self.stand) {
            (Stand::Fresh, Stand::Alone) => Some(format!(
                "nobody answers at {address}; still trying. Is the receiver running?"
            )),
            (Stand::Fresh | Stand::Alone, Stand::Blocked) => Some(format!(
                "the receiver at {address} answers, but a firewall holds the game's packets up; still trying. \
                 Run `couchpad doctor` on the big screen."
            )),
            (Stand::Alone | Stand::Blocked | Stand::Lost, Stand::Reached) => {
                Some(format!("connected to {address}"))
            }
            (Stand::Reached, Stand::Lost) => Some("lost the receiver; trying again".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::PadLoss;
    use couchpad_core::protocol::{JoinSecret, PublicKey};

    fn said(connections: impl IntoIterator<Item = Connection>) -> Vec<String> {
        let link = "couchpad://127.0.0.1:4999".parse().expect("a link");
        let mut saying = Saying::new(&link);
        let mut model = PadModel::default();
        let line = |connection| {
            model.connection = connection;
            saying.line(&model)
        };
        connections.into_iter().filter_map(line).collect()
    }

    fn tries(last: u32) -> impl Iterator<Item = Connection> {
        (1..=last).map(|attempt| Connection::Connecting { attempt })
    }

    fn lost(last: u32) -> impl Iterator<Item = Connection> {
        let reason = PadLoss::Silent;
        (0..=last).map(move |attempt| Connection::Lost { reason, attempt })
    }

    #[test]
    fn what_goes_well_is_not_told() {
        assert!(said(tries(NOBODY - 1).chain([Connection::Live; 3])).is_empty());
    }

    #[test]
    fn a_receiver_that_answers_is_not_called_nobody() {
        let link = "couchpad://127.0.0.1:4999".parse().expect("a link");
        let mut saying = Saying::new(&link);
        let mut model = PadModel {
            paired: Some(PublicKey([2; 32])),
            connection: Connection::Connecting { attempt: NOBODY },
            ..PadModel::default()
        };
        assert_eq!(saying.line(&model), None, "it may come up yet");
        model.unreached = Some(Unreached::NoDatagrams);
        let line = saying.line(&model).expect("a line");
        assert!(line.contains("127.0.0.1:4999 answers"), "{line}");
        assert!(line.contains("firewall") && !line.contains("nobody"));
        assert_eq!(saying.line(&model), None, "once");
        model.connection = Connection::Live;
        let connected = "connected to 127.0.0.1:4999";
        assert_eq!(saying.line(&model).as_deref(), Some(connected));
        // one that let the pad in and is gone before they met
        let mut saying = Saying::new(&link);
        model.connection = Connection::Connecting { attempt: NOBODY };
        model.unreached = Some(Unreached::Refused);
        assert!(saying.line(&model).expect("a line").contains("nobody"));
    }

    #[test]
    fn the_secret_of_a_link_is_not_told() {
        let link = "couchpad://10.0.0.5:4999"
            .parse::<JoinLink>()
            .expect("a link");
        let (secret, key) = (JoinSecret([1; 16]), PublicKey([2; 32]));
        let mut saying = Saying::new(&link.with_pairing(secret.clone(), key));
        let model = PadModel {
            connection: Connection::Connecting { attempt: NOBODY },
            ..PadModel::default()
        };
        let line = saying.line(&model).expect("a line");
        assert!(line.contains("10.0.0.5:4999;"), "{line}");
        assert!(!line.contains(&secret.reveal()) && !line.contains(&key.to_string()));
    }

    #[test]
    fn each_change_is_told_once() {
        let course = tries(50)
            .chain([Connection::Live; 2])
            .chain(lost(200))
            .chain([Connection::Live; 2]);
        let nobody = "nobody answers at 127.0.0.1:4999; still trying. Is the receiver running?";
        let connected = "connected to 127.0.0.1:4999";
        assert_eq!(
            said(course),
            [
                nobody,
                connected,
                "lost the receiver; trying again",
                connected
            ]
        );
    }
}
