//! Arkanoid in the window. Start reading here; then `memory` for what is kept from step to step, `field` for scale and
//! walls, `art` for what everything is painted from, and one file for each thing that is drawn. Reads the stage and writes
//! only its own entities and [`Facts`].

mod art;
mod balls;
mod boss;
mod bricks;
mod capsules;
mod emblem;
mod enemies;
mod field;
mod gates;
mod hits;
mod memory;
mod notes;
mod paddles;
mod particles;
mod shake;
mod shots;
mod waiting;
mod words;

use super::{Presenter, shown};
use crate::roster::Roster;
use bevy::prelude::*;
use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::Mark;
use couchpad_theme::players::mark;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Arkanoid::MANIFEST.id,
    plugin,
    emblem: emblem::spawn,
};

/// When in a frame the presenter does what.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Draw {
    /// What happened since the last frame is taken note of.
    Events,
    /// The field is there and of the right size.
    Field,
    /// Everything on it is where it should be.
    Things,
}

fn plugin(app: &mut App) {
    shown::plugin::<Arkanoid, _>(app, (Draw::Events, Draw::Field, Draw::Things));
    memory::plugin(app);
    art::plugin(app);
    field::plugin(app);
    gates::plugin(app);
    bricks::plugin(app);
    paddles::plugin(app);
    balls::plugin(app);
    capsules::plugin(app);
    shots::plugin(app);
    enemies::plugin(app);
    boss::plugin(app);
    particles::plugin(app);
    hits::plugin(app);
    notes::plugin(app);
    shake::plugin(app);
    waiting::plugin(app);
    words::plugin(app);
}

/// The mark of whoever sits there: as the card says, else the seat's own.
fn mark_of(roster: &Roster, seat: SeatIndex) -> Mark {
    let number = roster
        .seat(seat)
        .map_or(seat.index(), |card| usize::from(card.mark));
    mark(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Screen;
    use crate::redraw::Shown;
    use crate::stage::Stage;
    use crate::view::OnStage;
    use bevy::state::app::StatesPlugin;
    use bevy::time::TimeUpdateStrategy;
    use couchpad_games::game::{Inputs, SeatEvent, SeatInput};
    use couchpad_theme::Motion;
    use std::time::Duration;

    /// How many things a window would have to draw anew, frame by frame.
    #[derive(Resource, Default)]
    struct Drawn(Vec<usize>);

    fn count(changed: Query<(), Shown>, mut drawn: ResMut<Drawn>) {
        drawn.0.push(changed.iter().count());
    }

    /// A game for one after so many steps, on the screen.
    fn shown(steps: usize, screen: Screen) -> App {
        let mut stage = Stage::new(*couchpad_games::find("arkanoid").unwrap());
        let mut game = (stage.entry.begin)(&couchpad_games::game::Setup::new(7));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        for _ in 0..steps {
            game.step(&Inputs {
                seats: &[SeatInput::default()],
                actions: &[],
            });
        }
        stage.game = Some(game);
        let mut app = App::new();
        app.add_plugins((
            MinimalPlugins,
            StatesPlugin,
            AssetPlugin::default(),
            TransformPlugin,
        ))
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(
            16,
        )))
        .init_asset::<Image>()
        .insert_resource(stage)
        .init_resource::<Roster>()
        .init_resource::<Drawn>()
        .init_resource::<crate::view::Arrangement>()
        .init_resource::<crate::view::Facts>()
        .insert_resource(Motion::default())
        .insert_state(screen)
        .init_state::<crate::attract::Attract>()
        .add_computed_state::<OnStage>()
        .add_computed_state::<crate::view::Moving>()
        .add_systems(Last, count);
        plugin(&mut app);
        app
    }

    fn drawn(app: &mut App, frames: usize) -> Vec<usize> {
        app.world_mut().resource_mut::<Drawn>().0.clear();
        (0..frames).for_each(|_| app.update());
        app.world().resource::<Drawn>().0.clone()
    }

    #[test]
    fn nothing_is_drawn_anew_in_a_pause() {
        // while the first ball rests, and while it flies
        for steps in [900, 2_400] {
            let mut app = shown(steps, Screen::Paused);
            assert!(drawn(&mut app, 3)[0] > 50, "the field is laid out");
            assert_eq!(drawn(&mut app, 20), [0; 20], "{steps} steps");
        }
        let mut app = shown(900, Screen::Playing);
        drawn(&mut app, 3);
        let anew = drawn(&mut app, 20);
        assert!(anew.iter().all(|count| *count > 0), "the arrow breathes");
    }
}
