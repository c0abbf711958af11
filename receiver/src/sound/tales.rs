//! Tall Tales' sounds: every lie that is written is a note, time that gets short ticks, and what comes out about an answer is
//! heard. Decides nothing.

use super::{Cue, Effect, Presenter, up_the_scale};
use crate::flow::Screen;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::tales::{Event, Tales, Who};

pub(super) const PRESENTER: Presenter = Presenter {
    game: Tales::MANIFEST.id,
    plugin,
    tune: |_| None,
};

fn plugin(app: &mut App) {
    // what bots play in an empty lobby is for the eye: the room may be asleep
    let is_played = in_state(Screen::Playing);
    app.add_systems(FixedUpdate, play.in_set(StepSet::Seen).run_if(is_played));
}

fn play(stage: Res<Stage>, mut cues: MessageWriter<Cue>) {
    if !stage.stepped {
        return;
    }
    if let Some(running) = stage.running::<Tales>() {
        cues.write_batch(running.outputs.details.iter().filter_map(cue));
    }
}

/// What this sounds like; nothing, where something else that happens with it does.
fn cue(event: &Event) -> Option<Cue> {
    let plain = |effect| Some(Cue::plain(effect));
    match *event {
        Event::RoundBegan(_) => plain(Effect::Round),
        Event::Asked => plain(Effect::Drop),
        Event::Wrote(who) => Some(of(who, Effect::Point)),
        Event::Mixed => plain(Effect::Split),
        Event::Picked(who) => Some(of(who, Effect::Stick)),
        // the last seconds come nearer
        Event::Hurry(left) => {
            Some(Cue::plain(Effect::Count).higher(up_the_scale(5 - left.min(5) as usize)))
        }
        Event::Shown => plain(Effect::Door),
        Event::Lie(fooled) => Some(Cue::plain(Effect::Combo).higher(up_the_scale(fooled as usize))),
        Event::Truth(0) => plain(Effect::BallLost),
        Event::Truth(_) => plain(Effect::Life),
        Event::Scored => plain(Effect::Cleared),
    }
}

/// A little different for each player; the guests of the house are softer.
fn of(who: Who, effect: Effect) -> Cue {
    match who {
        Who::Seat(seat) => Cue::plain(effect).higher(up_the_scale(seat.index() % 8)),
        Who::Guest(_) => Cue::plain(effect).softer(0.6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::SeatIndex;

    #[test]
    fn players_are_told_apart_and_guests_are_soft() {
        let wrote = |who| cue(&Event::Wrote(who)).unwrap();
        let (one, other) = (Who::Seat(SeatIndex(0)), Who::Seat(SeatIndex(3)));
        assert_ne!(wrote(one).semitones, wrote(other).semitones);
        assert!(wrote(Who::Guest(1)).gain < wrote(one).gain);
    }

    #[test]
    fn the_last_seconds_rise_and_an_unfound_truth_is_sad() {
        let ticks: Vec<_> = [5, 4, 3, 2, 1]
            .iter()
            .filter_map(|left| cue(&Event::Hurry(*left)))
            .map(|cue| cue.semitones)
            .collect();
        assert!(ticks.is_sorted_by(|one, two| one < two), "{ticks:?}");
        assert_ne!(cue(&Event::Truth(0)), cue(&Event::Truth(1)));
    }
}
