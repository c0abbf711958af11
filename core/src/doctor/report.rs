//! What an examination found, and how it reads in a terminal. Must not know how it was found.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// How good or bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing; may explain a trouble.
    Note,
    /// In the way.
    Trouble,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How good or bad it is.
    pub level: Level,
    /// One sentence.
    pub what: String,
    /// What to do; may hold a command to copy.
    pub advice: Option<String>,
    /// The same as data, for who says it in another language; `None` where only a receiver finds it, or who made it did not
    /// say.
    pub about: Option<About>,
}

/// What a pad's examination finds, without words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// This device has addresses that pads and receivers may use.
    Addresses {
        /// The interface.
        interface: String,
        /// All that it has.
        addresses: Vec<IpAddr>,
    },
    /// The network gave no address.
    NoAddress {
        /// The interface.
        interface: String,
        /// The address that it gave itself.
        own: IpAddr,
    },
    /// There is an address, and no connection.
    Unplugged {
        /// The interface.
        interface: String,
    },
    /// There is nothing that phones could be on.
    NoNetwork,
    /// Phones have to be on one of several.
    SeveralNetworks {
        /// Their interfaces.
        interfaces: Vec<String>,
    },
    /// A tunnel takes everything.
    VpnCarriesAll {
        /// Its interface.
        interface: String,
    },
    /// A tunnel takes some things.
    VpnBeside {
        /// Its interface.
        interface: String,
    },
    /// No receiver is heard.
    NobodyAnnounces,
    /// Receivers are heard.
    AnnouncementsArrive,
    /// Receivers cannot be heard.
    AnnouncementsUnheard {
        /// The system's words.
        reason: String,
    },
    /// The receiver answers there.
    Answers(SocketAddr),
    /// The receiver there is too new for this pad.
    PadTooOld(SocketAddr),
    /// The receiver there is too old for this pad.
    ReceiverTooOld(SocketAddr),
    /// The device is there, and no receiver listens on that port.
    NotListening(SocketAddr),
    /// What answers there is no receiver, or too busy.
    Stranger(SocketAddr),
    /// No answer, from this very network.
    SilentNear(SocketAddr),
    /// No answer, from another network.
    SilentFar(SocketAddr),
    /// This device cannot even look.
    TooBusy {
        /// The system's words.
        reason: String,
    },
}

impl Finding {
    pub(super) fn good(what: impl Into<String>) -> Self {
        Self::new(Level::Good, what.into(), None)
    }

    pub(super) fn note(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Level::Note, what.into(), Some(advice.into()))
    }

    pub(super) fn trouble(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(Level::Trouble, what.into(), Some(advice.into()))
    }

    const fn new(level: Level, what: String, advice: Option<String>) -> Self {
        Self {
            level,
            what,
            advice,
            about: None,
        }
    }

    /// The same with what it is about.
    pub(super) fn about(self, about: About) -> Self {
        let about = Some(about);
        Self { about, ..self }
    }
}

impl fmt::Display for Finding {
    /// A mark, the sentence, and the advice in lines of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.level {
            Level::Good => "[ok]  ",
            Level::Note => "[note]",
            Level::Trouble => "[!!]  ",
        };
        write!(f, "{mark} {}", self.what)?;
        let lines = self.advice.iter().flat_map(|advice| advice.lines());
        for line in lines {
            write!(f, "\n       {line}")?;
        }
        Ok(())
    }
}

/// Everything that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order in which they were found.
    pub findings: Vec<Finding>,
    can_join: bool,
    needs_rights: bool,
}

impl Report {
    pub(super) const fn new(findings: Vec<Finding>, can_join: bool) -> Self {
        Self {
            findings,
            can_join,
            needs_rights: false,
        }
    }

    /// The same, of an examination that was (or was not) kept from something for want of rights.
    pub(super) const fn needing_rights(mut self, needs_rights: bool) -> Self {
        self.needs_rights = needs_rights;
        self
    }

    /// Whether something could not be looked at that an administrator may look at: what [`can_join`](Self::can_join) says is
    /// true as far as can be told without.
    #[must_use]
    pub const fn needs_rights(&self) -> bool {
        self.needs_rights
    }

    /// Whether a pad could join: there is an address that pads reach, the port answers there, and neither a firewall nor the
    /// inner network of another system is known to stand before it. On a pad: whether a receiver answers, or, where none was named, whether one could.
    #[must_use]
    pub const fn can_join(&self) -> bool {
        self.can_join
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_well_in_a_terminal() {
        let findings = vec![
            Finding::good("Port 4455 answers."),
            Finding::trouble("ufw blocks it.", "Open it:\n  sudo ufw allow 4455"),
        ];
        let shown = Report::new(findings, false).to_string();
        let expected = "[ok]   Port 4455 answers.\n[!!]   ufw blocks it.\n       Open it:\n         sudo ufw allow 4455\n";
        assert_eq!(shown, expected);
    }
}
