//! Sounds for games that have none of their own: their points and rounds.

use super::{Cue, Effect, presenter, up_the_scale};
use crate::flow::GameNews;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::GameEvent;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, play.before(super::speak));
}

fn play(stage: Res<Stage>, mut news: MessageReader<GameNews>, mut cues: MessageWriter<Cue>) {
    let is_plain = presenter(stage.entry.manifest.id).is_none();
    let heard = news.read().filter_map(cue);
    // what is not for this one is read all the same
    cues.write_batch(heard.filter(|_| is_plain));
}

fn cue(news: &GameNews) -> Option<Cue> {
    match news {
        GameNews::Started { .. } => Some(Cue::plain(Effect::Go)),
        GameNews::Step(GameEvent::Score { seat, points, .. }) if *points > 0 => {
            Some(Cue::plain(Effect::Point).higher(up_the_scale(seat.index() % 8)))
        }
        GameNews::Step(GameEvent::RoundCleared { .. }) => Some(Cue::plain(Effect::Cleared)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::SeatIndex;

    #[test]
    fn points_are_heard_and_lost_points_are_not() {
        let score = |points| {
            let event = GameEvent::Score {
                seat: SeatIndex(1),
                points,
                total: 10,
            };
            cue(&GameNews::Step(event)).map(|cue| (cue.effect, cue.semitones))
        };
        assert_eq!(score(5), Some((Effect::Point, 2)));
        assert_eq!((score(0), score(-5)), (None, None));
    }

    #[test]
    fn a_game_with_sounds_of_its_own_is_left_to_them() {
        for (game, count) in [("tug", 1), ("arkanoid", 0)] {
            let mut app = App::new();
            app.insert_resource(Stage::new(*couchpad_games::find(game).unwrap()))
                .add_message::<GameNews>()
                .add_message::<Cue>()
                .add_systems(Update, play);
            app.world_mut()
                .write_message(GameNews::Started { game, seed: 1 });
            app.update();
            let cues = app.world().resource::<Messages<Cue>>();
            assert_eq!(cues.len(), count, "{game}");
        }
    }
}
