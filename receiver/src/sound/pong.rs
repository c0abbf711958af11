//! Crowd Pong's sounds: the ball from where it is, and a return that is another note the longer a rally lasts. Decides nothing.

use super::{Cue, Effect, Presenter, up_the_scale};
use crate::flow::Screen;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::pong::{Event, Pong, Team, WIDTH};

pub(super) const PRESENTER: Presenter = Presenter {
    game: Pong::MANIFEST.id,
    plugin,
    tune: |_| None,
};

/// How far to the side the paddles are heard: a full turn would tire.
const ASIDE: f32 = 0.65;

fn plugin(app: &mut App) {
    // what bots play in an empty lobby is for the eye: the room may be asleep
    let is_played = in_state(Screen::Playing);
    app.add_systems(FixedUpdate, play.in_set(StepSet::Seen).run_if(is_played));
}

fn play(stage: Res<Stage>, mut cues: MessageWriter<Cue>) {
    if !stage.stepped {
        return;
    }
    if let Some(running) = stage.running::<Pong>() {
        cues.write_batch(running.outputs.details.iter().filter_map(cue));
    }
}

/// What this sounds like. Whatever one of a thousand players does alone is not heard.
fn cue(event: &Event) -> Option<Cue> {
    Some(match *event {
        Event::Served { .. } => Cue::plain(Effect::Launch),
        Event::Returned { team, rally, .. } => {
            let longer = usize::try_from(rally / 2).unwrap_or(usize::MAX);
            of(team, Effect::Paddle).higher(up_the_scale(longer.min(9)))
        }
        Event::Wall { x, .. } => {
            let aside = 2.0 * (x / WIDTH).clamp(0.0, 1.0) - 1.0;
            Cue::plain(Effect::Wall).from(ASIDE * aside)
        }
        Event::Point { team, .. } => of(team, Effect::Cleared),
        Event::Overtime => Cue::plain(Effect::Faster),
        Event::Moved { .. } | Event::Flashed { .. } => return None,
    })
}

fn of(team: Team, effect: Effect) -> Cue {
    Cue::plain(effect).from(-ASIDE * team.ahead())
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::SeatIndex;

    #[test]
    fn a_rally_rises_and_comes_from_its_sides() {
        let returned = |team, rally| {
            let y = 100.0;
            cue(&Event::Returned { team, y, rally }).unwrap()
        };
        let rising: Vec<_> = (1..30).map(|n| returned(Team::Sun, n).semitones).collect();
        assert!(rising.is_sorted() && rising[0] < rising[20]);
        assert!(returned(Team::Sun, 1).pan < 0.0 && returned(Team::Sky, 1).pan > 0.0);
    }

    #[test]
    fn one_of_a_crowd_is_not_heard() {
        let seat = SeatIndex(7);
        assert_eq!(cue(&Event::Flashed { seat }), None);
        let to = Team::Sky;
        assert_eq!(cue(&Event::Moved { seat, to }), None);
    }
}
