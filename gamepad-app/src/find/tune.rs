//! What the machine does on the pages about this player and this phone: who plays, what they choose, what is forgotten.

use super::model::{Act, Effect, Finder, Forgets, Screen};
use super::player::PlayerEntry;
use crate::settings::Choice;
use couchpad_core::protocol::clean_name;
use std::time::Duration;

impl Finder {
    pub(super) fn tune(&mut self, act: &Act, now: Duration, out: &mut Vec<Effect>) {
        match act {
            Act::Tune => self.open_settings(),
            Act::Arrange => self.arrange(),
            Act::Arranged => self.arranged(out),
            Act::AsItWas => out.extend(self.arranges().then_some(Effect::PutBack)),
            Act::Choose(choice) => out.push(Effect::Choose(*choice)),
            Act::Player => self.ask_who(),
            Act::Mark(mark) => self.mark(*mark, out),
            Act::Another => {
                if let Screen::Player { entry, .. } = &mut self.screen {
                    entry.suggest(&mut self.dice);
                }
            }
            Act::GoOn => self.go_on(now, out),
            Act::Forget(what) => self.ask_to_forget(*what),
            Act::Confirm => self.forget(out),
            _ => {}
        }
    }

    /// From the list and from the sheet over play, and not on top of themselves.
    fn open_settings(&mut self) {
        let from = match &self.screen {
            Screen::Find => Screen::Find,
            // back from there the game goes on
            Screen::Play { .. } => Screen::Play { menu: false },
            _ => return,
        };
        let from = Box::new(from);
        self.screen = Screen::Settings { from };
    }

    /// Over the pad alone. Back from there the game goes on.
    fn arrange(&mut self) {
        if matches!(self.screen, Screen::Play { .. }) {
            let from = Box::new(Screen::Play { menu: false });
            self.screen = Screen::Arrange { from };
        }
    }

    /// The controls stay where they were moved to.
    fn arranged(&mut self, out: &mut Vec<Effect>) {
        if let Screen::Arrange { from } = &mut self.screen {
            self.screen = std::mem::replace(from, Screen::Find);
            out.push(Effect::KeepArrangement);
        }
    }

    fn ask_who(&mut self) {
        if matches!(self.screen, Screen::Settings { .. } | Screen::Find) {
            let from = std::mem::replace(&mut self.screen, Screen::Find);
            self.screen = Screen::Player {
                entry: PlayerEntry::known(&self.name),
                from: Some(Box::new(from)),
            };
        }
    }

    /// A known player has it at once; a new one once it is said who that is.
    fn mark(&mut self, mark: u8, out: &mut Vec<Effect>) {
        if let Screen::Player { entry, from } = &mut self.screen {
            entry.mark = mark;
            if from.is_some() {
                out.push(Effect::Choose(Choice::Mark(mark)));
            }
        }
    }

    /// It is said who plays. A name of nothing that is to be seen is none: then the old one stays, or another one is drawn.
    pub(super) fn go_on(&mut self, now: Duration, out: &mut Vec<Effect>) {
        let Screen::Player { entry, from } = &mut self.screen else {
            return;
        };
        let is_new = from.is_none();
        if is_new && entry.name().is_none() {
            entry.suggest(&mut self.dice);
        }
        let (name, mark) = (entry.name(), entry.mark);
        let back = from.take();
        if let Some(name) = name.filter(|name| *name != self.name) {
            self.rename(name, out);
        }
        match back {
            Some(from) => self.screen = *from,
            None => {
                out.push(Effect::Choose(Choice::Mark(mark)));
                let wish = self.pending.take();
                self.screen = Screen::Find;
                self.set_out_for(wish, now, out);
            }
        }
    }

    /// A name came from the shell's own field.
    pub(super) fn named(&mut self, name: &str, out: &mut Vec<Effect>) {
        if name.trim().is_empty() {
            return;
        }
        if let Screen::Player { entry, from } = &mut self.screen {
            entry.set(name);
            // a new player may still think about it
            if from.is_none() {
                return;
            }
        }
        self.rename(clean_name(name), out);
    }

    fn rename(&mut self, name: String, out: &mut Vec<Effect>) {
        self.name.clone_from(&name);
        out.push(Effect::Rename(name));
    }

    /// In play nothing is forgotten: the link that is on would write itself down again.
    fn ask_to_forget(&mut self, what: Forgets) {
        let may = matches!(&self.screen, Screen::Settings { from } if **from == Screen::Find);
        if may {
            let from = std::mem::replace(&mut self.screen, Screen::Find);
            let from = Box::new(from);
            self.screen = Screen::Forget { what, from };
        }
    }

    fn forget(&mut self, out: &mut Vec<Effect>) {
        let Screen::Forget { what, from } = &mut self.screen else {
            return;
        };
        out.push(Effect::Forget(*what));
        if *what == Forgets::Receivers {
            out.push(Effect::LoadRecent);
        }
        // all else follows once everything is forgotten
        self.screen = std::mem::replace(from, Screen::Find);
    }

    /// This device knows nobody any more, and nobody it.
    pub(super) fn forgotten(&mut self, out: &mut Vec<Effect>) {
        self.stop_search(out);
        self.goal = None;
        self.pending = None;
        self.name.clear();
        self.receivers.set_recent(Vec::new());
        let entry = PlayerEntry::suggested(&mut self.dice);
        self.screen = Screen::Player { entry, from: None };
    }
}
