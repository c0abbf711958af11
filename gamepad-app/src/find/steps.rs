//! What the machine does: the steps between the screens before play.

use super::entry::{AddressEntry, CodeEntry, CodeTrouble};
use super::fault::Fault;
use super::goal::{Goal, Proof};
use super::hidden::Hidden;
use super::model::{Act, Ask, Effect, Finder, News, Screen, Search};
use super::receivers::misfit;
use couchpad_core::PadEnd;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{JoinLink, PublicKey};
use std::time::Duration;

impl Finder {
    pub(super) fn act(&mut self, act: Act, now: Duration, out: &mut Vec<Effect>) {
        match act {
            Act::Nearby(id) => self.choose_nearby(&id, out),
            Act::Recent(key) => {
                self.goal = self.receivers.paired(&key).map(Goal::recent);
                self.set_out(out);
            }
            Act::Scan if self.can_scan => out.push(Effect::Scan),
            Act::Scan => {}
            Act::Address => self.screen = Screen::Address(AddressEntry::default()),
            Act::Type(letter) => self.typed(letter.encode_utf8(&mut [0; 4]), now, out),
            Act::Delete => self.delete(now),
            Act::Join => self.join_typed(out),
            Act::TryAgain => self.set_out(out),
            Act::EnterCode => self.ask_code(None, out),
            Act::Why => self.examine(out),
            Act::Back => self.back(now, out),
            Act::Find => self.find(now, out),
            Act::Menu => self.open_menu(),
            Act::Remember => {
                self.asked = true;
                out.push(Effect::RememberMe);
            }
            Act::Keyboard | Act::Name | Act::Settings | Act::ShareLog => self.ask(&act, out),
            Act::Tune
            | Act::Arrange
            | Act::Arranged
            | Act::AsItWas
            | Act::Choose(_)
            | Act::Player
            | Act::Mark(_)
            | Act::Another
            | Act::GoOn
            | Act::Forget(_)
            | Act::Confirm => self.tune(&act, now, out),
            Act::Leave => {
                out.push(Effect::Leave);
                self.find(now, out);
            }
        }
    }

    /// What only a shell can do.
    fn ask(&self, act: &Act, out: &mut Vec<Effect>) {
        let ask = match (act, &self.screen) {
            (Act::Keyboard, Screen::Address(entry)) => {
                Ask::Address(Hidden(entry.text().to_owned()))
            }
            (Act::Name, Screen::Player { entry, .. }) => Ask::Name(entry.text().to_owned()),
            (Act::Name, _) => Ask::Name(self.name.clone()),
            (Act::Settings, _) => Ask::Settings,
            (Act::ShareLog, _) => Ask::Log,
            _ => return,
        };
        out.extend(self.has_shell.then_some(Effect::Ask(ask)));
    }

    /// The answer may come late, when nobody wants to search any more.
    pub(super) fn network_allowed(&mut self, allowed: bool, out: &mut Vec<Effect>) {
        match (allowed, &self.search) {
            (true, Search::Running { .. }) => out.push(Effect::Search),
            (false, Search::Running { .. }) => self.search_ended(Search::Forbidden),
            _ => {}
        }
    }

    fn choose_nearby(&mut self, id: &str, out: &mut Vec<Effect>) {
        let Some(nearby) = self.receivers.get(id) else {
            return;
        };
        let goal = Goal::nearby(nearby, &self.receivers);
        let misfit = misfit(nearby);
        self.goal = Some(goal);
        match misfit {
            Some(refusal) => self.screen = Screen::Failure(Fault::Refused(refusal)),
            None => self.set_out(out),
        }
    }

    /// Begins with the best proof at hand, or asks for the code.
    pub(super) fn set_out(&mut self, out: &mut Vec<Effect>) {
        match self.goal.as_ref().map(Goal::proof) {
            Some(Some(proof)) => self.connect(proof, out),
            Some(None) => self.ask_code(None, out),
            // nobody was chosen: the list is the way on
            None => self.screen = Screen::Find,
        }
    }

    pub(super) fn connect(&mut self, proof: Proof, out: &mut Vec<Effect>) {
        let Some(goal) = &self.goal else {
            return;
        };
        self.asked = false;
        self.linked = true;
        out.push(Effect::Connect(goal.with(proof)));
        if !matches!(self.screen, Screen::Code(_)) {
            self.screen = Screen::Joining { trouble: None };
        }
    }

    fn ask_code(&mut self, trouble: Option<CodeTrouble>, out: &mut Vec<Effect>) {
        self.hang_up(out);
        self.screen = Screen::Code(CodeEntry::after(trouble));
    }

    pub(super) fn typed(&mut self, text: &str, now: Duration, out: &mut Vec<Effect>) {
        let mut whole = None;
        match &mut self.screen {
            Screen::Code(entry) => {
                for digit in text.chars() {
                    whole = whole.or(entry.push(digit, now));
                }
            }
            Screen::Address(entry) => entry.push(text),
            Screen::Player { entry, .. } => entry.push(text),
            _ => {}
        }
        if let Some(code) = whole {
            self.connect(Proof::Code(code), out);
        }
    }

    fn delete(&mut self, now: Duration) {
        match &mut self.screen {
            Screen::Code(entry) => entry.delete(now),
            Screen::Address(entry) => entry.delete(),
            Screen::Player { entry, .. } => entry.delete(),
            _ => {}
        }
    }

    fn join_typed(&mut self, out: &mut Vec<Effect>) {
        if let Screen::Address(entry) = &self.screen
            && let Some(Ok(link)) = entry.read()
        {
            self.join(&link, out);
        }
    }

    fn join(&mut self, link: &JoinLink, out: &mut Vec<Effect>) {
        self.goal = Some(Goal::link(link, &self.receivers));
        self.set_out(out);
    }

    /// What the scanner read: a link, else the address field with it, where its fault is said.
    pub(super) fn scanned(&mut self, text: &str, out: &mut Vec<Effect>) {
        let link = JoinLink::from_typed(text);
        if self.asks_who() {
            // it is not lost on who is new here, and joined with the next tap
            self.pending = link.ok().map(|link| (link, None)).or(self.pending.take());
            return;
        }
        if let Ok(link) = link {
            self.join(&link, out);
            return;
        }
        let mut entry = AddressEntry::default();
        entry.push(text);
        self.screen = Screen::Address(entry);
    }

    fn examine(&mut self, out: &mut Vec<Effect>) {
        let addresses = self.goal.as_ref().map(|goal| goal.addresses.clone());
        out.push(Effect::Examine(addresses.unwrap_or_default()));
        let from = match std::mem::replace(&mut self.screen, Screen::Find) {
            // never two of them on top of each other
            Screen::Doctor { from, .. } => from,
            screen => Box::new(screen),
        };
        let findings = None;
        self.screen = Screen::Doctor { from, findings };
    }

    fn open_menu(&mut self) {
        if let Screen::Play { menu } = &mut self.screen {
            *menu = true;
        }
    }

    fn back(&mut self, now: Duration, out: &mut Vec<Effect>) {
        match &mut self.screen {
            Screen::Find | Screen::Player { from: None, .. } => out.push(Effect::Quit),
            Screen::Player { from: Some(_), .. } => self.go_on(now, out),
            Screen::Settings { from } | Screen::Arrange { from } | Screen::Forget { from, .. } => {
                self.screen = std::mem::replace(from, Screen::Find);
            }
            Screen::Doctor { from, .. } => self.screen = std::mem::replace(from, Screen::Find),
            // leaving takes a second, deliberate tap
            Screen::Play { menu } => *menu = !*menu,
            _ => self.find(now, out),
        }
    }

    /// To the receivers, whatever went on.
    pub(super) fn find(&mut self, now: Duration, out: &mut Vec<Effect>) {
        self.screen = Screen::Find;
        self.goal = None;
        self.asked = false;
        self.hang_up(out);
        out.push(Effect::LoadRecent);
        // a search that failed is worth another try, and one that was turned off is not
        if !matches!(
            self.search,
            Search::Running { .. } | Search::Off { wanted: false }
        ) {
            self.search = Search::Running { since: now };
            // another search tells of all that are there
            self.receivers.clear_nearby();
            out.push(if self.has_shell {
                Effect::Ask(Ask::Network)
            } else {
                Effect::Search
            });
        }
    }

    fn hang_up(&mut self, out: &mut Vec<Effect>) {
        self.linked = false;
        out.push(Effect::HangUp);
    }

    pub(super) fn stop_search(&mut self, out: &mut Vec<Effect>) {
        // one that failed goes on trying, too
        if !matches!(self.search, Search::Off { .. }) {
            self.search = Search::Off { wanted: true };
            self.receivers.clear_nearby();
            out.push(Effect::StopSearch);
        }
    }

    pub(super) fn hear(&mut self, news: News, now: Duration, out: &mut Vec<Effect>) {
        match news {
            News::Unreached(why) => self.unreached(why, out),
            News::Paired(key) => self.paired(key, out),
            News::Live => self.live(out),
            News::Refused(refusal) => self.refused(refusal, now, out),
            News::Impostor => {
                self.forget_trust();
                self.fail(Fault::Impostor, out);
            }
            News::Remembered => self.asked = false,
            News::Ended(PadEnd::Left) => self.find(now, out),
            News::Ended(PadEnd::Interrupted) => {
                self.ask_code(Some(CodeTrouble::Interrupted), out);
            }
            News::Ended(end) => self.fail(Fault::Ended(end), out),
            News::NoConnection => self.fail(Fault::NoConnection, out),
        }
    }

    fn unreached(&mut self, why: super::fault::Unreached, out: &mut Vec<Effect>) {
        if let Some(goal) = &self.goal {
            // one that was switched off without a goodbye would be listed for minutes
            for near in self.receivers.nearby() {
                if near.addresses.iter().any(|a| goal.addresses.contains(a)) {
                    out.push(Effect::Doubt(near.id.clone()));
                }
            }
        }
        let joining = Screen::Joining { trouble: Some(why) };
        match &mut self.screen {
            Screen::Joining { .. } => self.screen = joining,
            Screen::Code(entry) if entry.checking => self.screen = joining,
            Screen::Doctor { from, .. } if matches!(**from, Screen::Joining { .. }) => {
                **from = joining;
            }
            _ => {}
        }
    }

    /// From now on the way in is open without code and link, also the way back after an end.
    fn paired(&mut self, key: PublicKey, out: &mut Vec<Effect>) {
        if let Some(goal) = &mut self.goal {
            goal.trusted = Some(key);
        }
        out.push(Effect::LoadRecent);
    }

    fn live(&mut self, out: &mut Vec<Effect>) {
        // a receiver that was started anew knows of no wish: it may be asked again
        self.asked = false;
        // whoever looks at the settings meanwhile goes on doing so
        if !matches!(self.screen.base(), Screen::Play { .. }) {
            self.screen = Screen::Play { menu: false };
            self.stop_search(out);
        }
    }

    fn refused(&mut self, refusal: Refusal, now: Duration, out: &mut Vec<Effect>) {
        match refusal {
            Refusal::WrongCode => self.ask_code(Some(CodeTrouble::Wrong), out),
            Refusal::NotPaired => {
                self.forget_trust();
                self.ask_code(Some(CodeTrouble::Forgotten), out);
            }
            Refusal::LockedOut { seconds } => {
                let until = now + Duration::from_secs(seconds.into());
                self.ask_code(Some(CodeTrouble::LockedOut { until }), out);
            }
            other => self.fail(Fault::Refused(other), out),
        }
    }

    /// This way in is closed for now. The pairing itself is kept: who said so has proven nothing.
    fn forget_trust(&mut self) {
        if let Some(goal) = &mut self.goal {
            goal.trusted = None;
        }
    }

    fn fail(&mut self, fault: Fault, out: &mut Vec<Effect>) {
        self.hang_up(out);
        self.screen = Screen::Failure(fault);
    }
}
