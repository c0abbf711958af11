//! The shell, the questions that wait for its answers, and what it has told. Any thread may come here; nothing is called
//! with the lock held. Must not know Bevy's world.

use super::shell::{
    Gravity, Insets, Permission, PermissionAnswer, Shell, ShellAbout, ShellError, ShellWords,
    SystemWishes, TextField,
};
use super::tilt::Tilt;
use super::wishes::OfSystem;
use crate::find::outside::Inbox;
use crate::find::{Act, Event};
use crate::words::Words;
use bevy::math::Vec2;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

/// Questions that wait, at most: a shell that never answers must not fill the memory.
const OPEN: usize = 32;
/// Longest text that is taken from outside, in bytes.
const TEXT: usize = 4_096;
/// Ways back that wait for the app to run, at most.
const BACKS: usize = 8;

/// What is done with an answer.
enum Then {
    Scanned(Box<dyn FnOnce(Option<String>, Option<String>) + Send>),
    Permission(Box<dyn FnOnce(PermissionAnswer) + Send>),
    Text(Box<dyn FnOnce(Option<String>) + Send>),
}

#[derive(Default)]
struct State {
    shell: Option<Arc<dyn Shell>>,
    about: ShellAbout,
    insets: Insets,
    wishes: SystemWishes,
    /// What the shell says; none before the app runs.
    words: Option<ShellWords>,
    /// Since when the sensor is on, and what it told.
    tilt: Option<(Instant, Tilt)>,
    /// The number of the last question.
    number: u64,
    open: BTreeMap<u64, Then>,
    /// The app, once it runs.
    inbox: Option<Inbox>,
    /// What came before it ran.
    early: Vec<Event>,
}

/// See the module.
#[derive(Default)]
pub struct Platform {
    state: Mutex<State>,
}

impl Platform {
    /// The process's one: the one that the exported functions mean.
    #[must_use]
    pub fn shared() -> Arc<Self> {
        static PLATFORM: OnceLock<Arc<Platform>> = OnceLock::new();
        Arc::clone(PLATFORM.get_or_init(Arc::default))
    }

    /// Brings the shell.
    ///
    /// # Errors
    /// There is one already.
    pub fn attach(&self, shell: Arc<dyn Shell>, about: ShellAbout) -> Result<(), ShellError> {
        let mut state = self.lock();
        if state.shell.is_some() {
            let reason = "There is a shell already: attach one, once, before the app starts.";
            let reason = reason.to_owned();
            return Err(ShellError::Failed { reason });
        }
        state.shell = Some(shell);
        state.about = about;
        Ok(())
    }

    /// Whether there is a shell. None on desktops.
    #[must_use]
    pub fn has_shell(&self) -> bool {
        self.lock().shell.is_some()
    }

    /// The device, as its shell describes it.
    #[must_use]
    pub fn about(&self) -> ShellAbout {
        self.lock().about.clone()
    }

    /// Whether the device can tell how it lies.
    #[must_use]
    pub fn has_tilt(&self) -> bool {
        self.lock().about.has_tilt
    }

    /// What the player asks of every app, as the shell told it last.
    #[must_use]
    pub fn wishes(&self) -> SystemWishes {
        self.lock().wishes.clone()
    }

    /// The player's language, as BCP 47 has it; empty where the shell has not told.
    #[must_use]
    pub fn locale(&self) -> String {
        self.lock().wishes.locale.clone()
    }

    /// What the system keeps of each edge, in physical pixels: finite, and never below zero.
    #[must_use]
    pub fn insets(&self) -> Insets {
        self.lock().insets
    }

    /// The app runs: what the shell tells goes there from now on, and what came before follows.
    pub fn run(&self, inbox: Inbox) {
        let early = {
            let mut state = self.lock();
            state.inbox = Some(inbox.clone());
            std::mem::take(&mut state.early)
        };
        early.into_iter().for_each(|event| inbox.bring(event));
    }

    pub(super) fn set_insets(&self, insets: Insets) {
        let sound = |edge: f32| if edge.is_finite() { edge.max(0.0) } else { 0.0 };
        self.lock().insets = Insets {
            left: sound(insets.left),
            top: sound(insets.top),
            right: sound(insets.right),
            bottom: sound(insets.bottom),
        };
        self.wake();
    }

    pub(super) fn set_wishes(&self, wishes: SystemWishes) {
        self.lock().wishes = OfSystem::bounded(wishes);
        self.wake();
    }

    pub(super) fn set_words(&self, words: ShellWords) {
        self.lock().words = Some(words);
    }

    /// What the shell is to say; before the app runs, in English.
    pub(super) fn words(&self) -> ShellWords {
        let words = self.lock().words.clone();
        words.unwrap_or_else(|| ShellWords::of(&Words::default()))
    }

    /// Turns the sensor on or off: only while it is on does it tell anything.
    pub(super) fn tilt(&self, on: bool) {
        self.lock().tilt = on.then(|| (Instant::now(), Tilt::default()));
        // logged, and nothing else follows from it: nothing is told then
        let _ = self.call("set_tilt", |shell| shell.set_tilt(on));
    }

    pub(super) fn set_gravity(&self, gravity: Gravity) {
        let is_news = match &mut self.lock().tilt {
            Some((since, tilt)) => tilt.take(gravity, since.elapsed()),
            None => false,
        };
        if is_news {
            self.wake();
        }
    }

    /// How far the phone leans, in radians; see [`Tilt::now`].
    pub(super) fn leans(&self) -> Option<Vec2> {
        self.lock().tilt.as_ref().and_then(|(_, tilt)| tilt.now())
    }

    pub(super) fn open_link(&self, link: String) {
        if link.len() > TEXT {
            tracing::warn!("a link that was opened is too long for one of ours");
            return;
        }
        let mut state = self.lock();
        // of several that came before the app ran, only the newest counts
        state.early.retain(|event| matches!(event, Event::Act(_)));
        tell(state, Event::Scanned(Some(link)));
    }

    pub(super) fn back_pressed(&self) {
        let state = self.lock();
        if state.early.len() < BACKS {
            tell(state, Event::Act(Act::Back));
        }
    }

    /// Calls the shell, if there is one. What it throws is logged.
    pub(super) fn call(
        &self,
        what: &str,
        call: impl FnOnce(&dyn Shell) -> Result<(), ShellError>,
    ) -> Result<(), ShellError> {
        let Some(shell) = self.lock().shell.clone() else {
            let reason = "This device has no such thing.".to_owned();
            return Err(ShellError::Failed { reason });
        };
        let called = catch_unwind(AssertUnwindSafe(|| call(&*shell)));
        let result = called.unwrap_or_else(|_| {
            let reason = "The app's shell could not be called.".to_owned();
            Err(ShellError::Failed { reason })
        });
        if let Err(fault) = &result {
            tracing::warn!("{what}: the shell failed: {fault}");
        }
        result
    }

    /// Opens the scanner. `then` hears what it read, or what is wrong with it; neither: it was closed.
    pub(super) fn scan(
        &self,
        then: impl FnOnce(Option<String>, Option<String>) + Send + 'static,
    ) -> Option<u64> {
        let request = self.open(Then::Scanned(Box::new(then)))?;
        if let Err(ShellError::Failed { reason }) = self.call("scan", |s| s.scan(request)) {
            self.scanned(request, None, Some(reason));
        }
        Some(request)
    }

    pub(super) fn scanned(&self, request: u64, text: Option<String>, trouble: Option<String>) {
        match self.close(request, |then| matches!(then, Then::Scanned(_))) {
            Some(Then::Scanned(then)) => then(text.filter(|text| text.len() <= TEXT), trouble),
            _ => return,
        }
        self.wake();
    }

    /// Asks for a permission.
    pub(super) fn ask(
        &self,
        permission: Permission,
        then: impl FnOnce(PermissionAnswer) + Send + 'static,
    ) -> Option<u64> {
        let request = self.open(Then::Permission(Box::new(then)))?;
        let asked = self.call("ask_permission", |s| s.ask_permission(request, permission));
        if asked.is_err() {
            self.permission_answered(request, PermissionAnswer::Granted);
        }
        Some(request)
    }

    pub(super) fn permission_answered(&self, request: u64, answer: PermissionAnswer) {
        match self.close(request, |then| matches!(then, Then::Permission(_))) {
            Some(Then::Permission(then)) => then(answer),
            _ => return,
        }
        self.wake();
    }

    /// Opens a field. `then` hears the line, no longer than was asked for; none: it was cancelled.
    pub(super) fn edit(
        &self,
        field: TextField,
        then: impl FnOnce(Option<String>) + Send + 'static,
    ) -> Option<u64> {
        let most = usize::try_from(field.max_bytes).unwrap_or(TEXT);
        let then = move |text: Option<String>| then(text.map(|text| cut(text, most)));
        let request = self.open(Then::Text(Box::new(then)))?;
        if self
            .call("edit_text", |s| s.edit_text(request, field))
            .is_err()
        {
            self.text_edited(request, None);
        }
        Some(request)
    }

    pub(super) fn text_edited(&self, request: u64, text: Option<String>) {
        match self.close(request, |then| matches!(then, Then::Text(_))) {
            Some(Then::Text(then)) => then(text),
            _ => return,
        }
        self.wake();
    }

    /// Closes a question that nobody waits for any more.
    pub(super) fn cancel(&self, request: u64) {
        if self.close(request, |_| true).is_some() {
            // logged, and nothing else follows from it
            let _ = self.call("cancel", |s| s.cancel(request));
        }
    }

    /// A new question, unless far too many wait.
    fn open(&self, then: Then) -> Option<u64> {
        let mut state = self.lock();
        if state.open.len() >= OPEN {
            tracing::warn!("the shell leaves {OPEN} questions unanswered: no more are asked");
            return None;
        }
        state.number += 1;
        let request = state.number;
        state.open.insert(request, then);
        Some(request)
    }

    /// Takes a question off the list, where it is of the kind that was answered.
    fn close(&self, request: u64, fits: impl FnOnce(&Then) -> bool) -> Option<Then> {
        let mut state = self.lock();
        if state.open.get(&request).is_some_and(fits) {
            return state.open.remove(&request);
        }
        tracing::debug!(request, "an answer to no question that waits");
        None
    }

    fn wake(&self) {
        let inbox = self.lock().inbox.clone();
        if let Some(inbox) = inbox {
            inbox.wake();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// To the app, or kept until it runs.
fn tell(mut state: MutexGuard<'_, State>, event: Event) {
    let Some(inbox) = state.inbox.clone() else {
        state.early.push(event);
        return;
    };
    drop(state);
    inbox.bring(event);
}

/// A line of visible text, of so many bytes at most.
fn cut(text: String, most: usize) -> String {
    let mut line = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if line.len() + letter.len_utf8() > most {
            break;
        }
        line.push(letter);
    }
    line
}
