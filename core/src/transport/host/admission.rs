//! The driver's side of the control connections: who is let in, who gets tokens, who is gone.

use super::door::{DoorNews, unix_now};
use super::{Admitted, HostDriver, random};
use crate::protocol::control::{ControlToPad, Refusal, ResumeSecret, Token};
use crate::protocol::limits::TOKENS;
use crate::protocol::{Closing, PadId, clean_name};
use crate::session::pairing::Proof;
use crate::session::{Admission, Newcomer, Time};
use crate::transport::control_conn::{Join, Said};
use crate::transport::control_host::{ConnId, News};
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// How often control connections of pads that are no more are looked for.
const SWEEP: Duration = Duration::from_secs(1);

impl HostDriver {
    pub(super) fn hear(&mut self, clock: (Instant, Time), news: News) {
        let now = clock.1;
        let (conn, said) = match news {
            News::Said(conn, said) => (conn, said),
            News::LockedOut(address) => {
                return self.doorway.tell(DoorNews::LockedOut { address });
            }
            News::CodeChanged => return self.doorway.tell(DoorNews::CodeChanged),
            News::Addresses(found) => return self.move_to(found),
        };
        match said {
            Said::Join(join) => self.join(now, conn, join),
            Said::WantTokens => {
                if let Some(admitted) = self.admitted.get(&conn) {
                    let tokens = self.tokens(&admitted.secret);
                    self.control.tell(conn, &ControlToPad::Tokens(tokens));
                }
            }
            Said::RememberMe => {
                if let Some(pad) = self.admitted.get(&conn).map(|admitted| admitted.pad) {
                    self.asks_to_be_remembered(now, pad);
                }
            }
            Said::Link(queues) => self.tcp_up(clock, conn, queues),
            // whoever had proved anything would have joined
            Said::Refused(refusal) => self.refused.of_stranger(now, "", refusal),
            Said::Gone => {
                self.tcp_gone(clock, conn);
                if let Some(Admitted { pad, .. }) = self.admitted.remove(&conn)
                    && self.conn_of.get(&pad) == Some(&conn)
                {
                    self.conn_of.remove(&pad);
                    self.session.control_lost(now, pad);
                }
            }
        }
    }

    fn join(&mut self, now: Time, conn: ConnId, join: Join) {
        let name = join.profile.name.clone();
        match self.admit(now, join) {
            Ok((admission, remembered)) => self.welcome(conn, &admission, remembered),
            Err(refusal) => {
                self.control.refuse(conn, refusal);
                if refusal == Refusal::NotPaired {
                    self.refused.of_stranger(now, &name, refusal);
                } else {
                    self.refused.of_guest(now, &name, refusal);
                }
            }
        }
    }

    /// Lets a pad in whose key is proven, and tells whether it is remembered.
    fn admit(&mut self, now: Time, join: Join) -> Result<(Admission, bool), Refusal> {
        let device = join.device;
        let is_known =
            self.session.pad_with(&device).is_some() || self.identity.is_trusted(&device);
        if join.proof == Proof::Trusted && !is_known {
            return Err(Refusal::NotPaired);
        }
        let fresh = ResumeSecret(random().ok_or(Refusal::Closing)?);
        let name = clean_name(&join.profile.name);
        let newcomer = Newcomer {
            profile: join.profile,
            device: Some(device),
            resume: join.resume,
        };
        let admission = self.session.admit(now, newcomer, fresh)?;
        match join.proof {
            Proof::Link | Proof::Code => self.identity.trust(device, &name, unix_now()),
            Proof::Trusted => self.identity.seen(&device, &name, unix_now()),
        }
        Ok((admission, self.identity.is_remembered(&device)))
    }

    fn welcome(&mut self, conn: ConnId, admission: &Admission, remembered: bool) {
        let welcome = ControlToPad::Welcome {
            receiver: self.name.clone(),
            remembered,
            pad: admission.pad,
            secret: admission.secret,
            tokens: self.tokens(&admission.secret),
        };
        self.control.admit(conn, &welcome);
        let admitted = Admitted {
            pad: admission.pad,
            secret: admission.secret,
        };
        self.admitted.insert(conn, admitted);
        if let Some(old) = self.conn_of.insert(admission.pad, conn) {
            self.admitted.remove(&old);
            // a program that made this connection itself has left the old one; another one would come back and evict it
            let replaced = ControlToPad::Closing(Closing::Replaced);
            self.control.part(old, &replaced);
        }
    }

    fn tokens(&self, secret: &ResumeSecret) -> Vec<Token> {
        (0..TOKENS)
            .filter_map(|_| self.netcode.token(secret))
            .collect()
    }

    /// Closes the control connections of pads that the session does not know any more.
    pub(super) fn sweep(&mut self, now: Time) {
        if now.saturating_sub(self.swept) < SWEEP || self.conn_of.is_empty() {
            return;
        }
        self.swept = now;
        let known: HashSet<PadId> = self.session.pads().map(|pad| pad.id).collect();
        let (control, admitted) = (&self.control, &mut self.admitted);
        self.conn_of.retain(|pad, conn| {
            if !known.contains(pad) {
                admitted.remove(conn);
                control.cut(*conn);
            }
            known.contains(pad)
        });
    }
}
