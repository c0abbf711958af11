//! The bot without a window: the same link, model and bot as in the window, in a plain loop that sleeps between its beats.

use crate::bot::{Bot, Sight, beat};
use crate::cli::Options;
use crate::find::Fault;
use crate::link::Link;
use crate::model::{Connection, PadModel};
use crate::saying::Saying;
use crate::signals::EndWish;
use anyhow::Context;
use couchpad_core::PadLoss;
use std::io::Write;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Plays until the receiver closes or sends the bot away, the time is up, or the system asks it to end.
///
/// # Errors
/// This device has no room for a connection, or the receiver does not let the bot in.
pub fn play(options: &Options) -> anyhow::Result<()> {
    let me = thread::current();
    let wish = {
        let me = me.clone();
        EndWish::listen(move || me.unpark()).context("the system's signals cannot be heard")?
    };
    let link = Link::open(&options.join, &options.name, Arc::new(move || me.unpark()))?;
    let mut bot = Bot::new(options.bot.unwrap_or_default());
    let mut model = PadModel::default();
    let mut saying = Saying::new(&options.join);
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
            Connection::Impostor => anyhow::bail!("{}", Fault::Impostor.told().words),
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
        bot.act(now, Sight::of(&model), &mut actions);
        actions.drain(..).for_each(|action| link.send(action));
        thread::park_timeout(nap(&model, options.exit_after, now));
    }
    link.leave();
    Ok(())
}

fn nap(model: &PadModel, end: Option<Duration>, now: Duration) -> Duration {
    let left = end.map_or(Duration::MAX, |end| end.saturating_sub(now));
    beat(Sight::of(model)).min(left)
}
