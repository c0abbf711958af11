//! The driver's side of the control connections: who is let in, who gets tokens, who is gone.

use super::{Admitted, HostDriver, random};
use crate::protocol::control::{ControlToPad, Refusal, ResumeSecret, Token};
use crate::protocol::limits::TOKENS;
use crate::protocol::{PadId, Profile, clean_name};
use crate::session::{Newcomer, Time};
use crate::transport::control_conn::Said;
use crate::transport::control_host::ConnId;
use std::collections::HashSet;
use std::time::Duration;

/// How often control connections of pads that are no more are looked for.
const SWEEP: Duration = Duration::from_secs(1);
/// Refusals that are remembered for [`HostDriver::take_refused`].
const REFUSED: usize = 64;

impl HostDriver {
    pub(super) fn hear(&mut self, now: Time, conn: ConnId, said: Said) {
        match said {
            Said::Join { profile, resume } => self.join(now, conn, profile, resume),
            Said::WantTokens => {
                if let Some(admitted) = self.admitted.get(&conn) {
                    let tokens = self.tokens(&admitted.secret);
                    self.control.tell(conn, &ControlToPad::Tokens(tokens));
                }
            }
            Said::Refused(refusal) => self.remember_refusal(String::new(), refusal),
            Said::Gone => {
                if let Some(Admitted { pad, .. }) = self.admitted.remove(&conn)
                    && self.conn_of.get(&pad) == Some(&conn)
                {
                    self.conn_of.remove(&pad);
                    self.session.control_lost(now, pad);
                }
            }
        }
    }

    fn join(&mut self, now: Time, conn: ConnId, profile: Profile, resume: Option<ResumeSecret>) {
        let name = profile.name.clone();
        let fresh = random().map(ResumeSecret).ok_or(Refusal::Closing);
        let newcomer = Newcomer {
            profile,
            device: None,
            resume,
        };
        let admission = fresh.and_then(|fresh| self.session.admit(now, newcomer, fresh));
        match admission {
            Ok(admission) => {
                let welcome = ControlToPad::Welcome {
                    receiver: self.name.clone(),
                    remembered: false,
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
                    self.control.cut(old);
                }
            }
            Err(refusal) => {
                self.control.refuse(conn, refusal);
                self.remember_refusal(name, refusal);
            }
        }
    }

    fn tokens(&self, secret: &ResumeSecret) -> Vec<Token> {
        (0..TOKENS)
            .filter_map(|_| self.netcode.token(secret))
            .collect()
    }

    fn remember_refusal(&mut self, name: String, refusal: Refusal) {
        if self.refused.len() >= REFUSED {
            self.refused.pop_front();
        }
        self.refused.push_back((clean_name(&name), refusal));
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
