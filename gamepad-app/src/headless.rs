//! The bot without a window: the same link, model and bot as in the window, in a plain loop that sleeps between its beats.

use crate::bot::{Bot, Sight, beat};
use crate::cli::{CannotStart, Options};
use crate::find::{Attempt, Fault, Goal, Proof};
use crate::identity::Me;
use crate::link::Link;
use crate::lookout::Lookout;
use crate::model::{Connection, PadModel};
use crate::saying::Saying;
use crate::signals::EndWish;
use crate::words::Words;
use anyhow::Context;
use couchpad_core::protocol::JoinLink;
use couchpad_core::transport::Wake;
use couchpad_core::{PadEnd, PadLoss};
use std::io::Write;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Plays until the receiver closes, the time is up, or the system asks it to end.
///
/// # Errors
/// This device has no room for a connection, or the receiver does not let the bot in, or sends it away.
pub fn play(options: &Options, me: &Me) -> anyhow::Result<()> {
    let join = options.join.as_ref().ok_or(CannotStart::NoLink)?;
    let attempt = attempt(join, options, me)?;
    let this = thread::current();
    let wish = {
        let this = this.clone();
        EndWish::listen(move || this.unpark()).context("the system's signals cannot be heard")?
    };
    let wake: Wake = Arc::new(move || this.unpark());
    let link = Link::open(&attempt, me, Arc::clone(&wake))?;
    let mut lookout = Lookout::default();
    let mut bot = Bot::new(options.bot.unwrap_or_default());
    let mut model = PadModel::default();
    let mut saying = Saying::new(join);
    let mut actions = Vec::new();
    let start = Instant::now();
    while !wish.is_set() {
        let now = start.elapsed();
        if options.exit_after.is_some_and(|end| now >= end) {
            break;
        }
        if link.receive(&mut model, now) {
            tracing::info!(connection = ?model.connection, place = ?model.place, phase = ?model.phase, "told");
        }
        match model.connection {
            Connection::Refused(refusal) => anyhow::bail!("{refusal}"),
            Connection::Impostor => {
                anyhow::bail!("{}", Fault::Impostor.told(&Words::default()).words)
            }
            Connection::Ended(end) if end != PadEnd::Left => {
                let told = Fault::Ended(end).told(&Words::default());
                anyhow::bail!("{}. {}", told.heading, told.words)
            }
            Connection::Ended(_)
            | Connection::Lost {
                reason: PadLoss::ReceiverQuit,
                ..
            } => break,
            Connection::Connecting { .. } | Connection::Live | Connection::Lost { .. } => {}
        }
        if let Some(line) = saying.line(&model) {
            // nobody to tell when standard error is gone, and no reason to stop playing
            let _ = writeln!(std::io::stderr(), "couchpad-gamepad: {line}");
        }
        if options.discovery {
            let begin = || me.session().browse(Arc::clone(&wake));
            if let Some(addresses) = lookout.turn(&model, now, begin) {
                link.also_at(addresses);
            }
        }
        bot.act(now, Sight::of(&model), &mut actions);
        actions.drain(..).for_each(|action| link.send(action));
        thread::park_timeout(nap(&model, options.exit_after, now));
    }
    link.leave();
    Ok(())
}

/// With the best proof at hand: nobody is there to be asked for one.
fn attempt(join: &JoinLink, options: &Options, me: &Me) -> Result<Attempt, CannotStart> {
    let goal = Goal::link(join, &me.known());
    let proof = match options.code {
        Some(code) => Some(Proof::Code(code)),
        None => goal.proof(),
    };
    Ok(goal.with(proof.ok_or(CannotStart::NoCode)?))
}

fn nap(model: &PadModel, end: Option<Duration>, now: Duration) -> Duration {
    let left = end.map_or(Duration::MAX, |end| end.saturating_sub(now));
    beat(Sight::of(model)).min(left)
}
