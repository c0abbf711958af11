//! Arkanoid's sounds: every event of its field as an effect, from the side where it happened. A brick of another colour is
//! another note, and every player's launch, too. Decides nothing.

use super::{Cue, Effect, Presenter, Tune, up_the_scale};
use crate::flow::Screen;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, Brick, BrickKind, CapsuleKind, Event, FIELD_WIDTH, GATES, Striker, Wall,
};
use couchpad_games::game::{Game, SeatIndex};

pub(super) const PRESENTER: Presenter = Presenter {
    game: Arkanoid::MANIFEST.id,
    plugin,
    tune,
};

/// How far to the side the walls are heard: a full turn would tire.
const WIDTH: f32 = 0.65;
/// Of its loudness, what a laser breaks: it breaks a lot.
const SHOT_DOWN: f32 = 0.7;

fn plugin(app: &mut App) {
    // what bots play in an empty lobby is for the eye: the room may be asleep
    let is_played = in_state(Screen::Playing);
    app.add_systems(FixedUpdate, play.in_set(StepSet::Seen).run_if(is_played));
}

fn play(stage: Res<Stage>, mut cues: MessageWriter<Cue>) {
    if !stage.stepped {
        return;
    }
    if let Some(running) = stage.running::<Arkanoid>() {
        cues.write_batch(running.outputs.details.iter().filter_map(cue));
    }
}

fn tune(stage: &Stage) -> Option<Tune> {
    let state = stage.running::<Arkanoid>()?.game.state();
    state.boss.is_some().then_some(Tune::Boss)
}

/// What this sounds like; nothing, where something else that happens with it does.
fn cue(event: &Event) -> Option<Cue> {
    let plain = |effect| Some(Cue::plain(effect));
    match *event {
        Event::RoundStarted { .. } => plain(Effect::Round),
        Event::RoundCleared { .. } => plain(Effect::Cleared),
        Event::LifeWon { .. } => plain(Effect::Life),
        // with the last life the game is over, and that is heard
        Event::LifeLost { left: 0 } => None,
        Event::LifeLost { .. } => plain(Effect::LifeLost),
        Event::DoorOpened => Some(at(Effect::Door, FIELD_WIDTH)),
        Event::WentThrough { .. } => Some(at(Effect::Through, FIELD_WIDTH)),
        Event::FasterBall { .. } => plain(Effect::Faster),
        Event::PaddleBack { seat } => Some(of(seat, Cue::plain(Effect::Back))),
        Event::EnemyEntered { gate, .. } => Some(at(Effect::Enemy, gate_x(gate))),
        _ => on_the_field(event),
    }
}

/// What happens at a place.
fn on_the_field(event: &Event) -> Option<Cue> {
    Some(match *event {
        Event::Launched {
            seat, at: place, ..
        } => of(seat, at(Effect::Launch, place.x)),
        Event::PaddleHit {
            seat, at: place, ..
        } => of(seat, at(Effect::Paddle, place.x)),
        Event::BallCaught {
            seat, at: place, ..
        } => of(seat, at(Effect::Stick, place.x)),
        Event::WallHit {
            wall, at: place, ..
        } => {
            let up = if wall == Wall::Top { 5 } else { 0 };
            at(Effect::Wall, place.x).higher(up)
        }
        Event::BallLost { at: place, .. } => at(Effect::BallLost, place.x),
        Event::BrickHit {
            by,
            brick,
            broken,
            at: place,
            ..
        } => struck(by, brick, broken, place.x),
        Event::BrickCrumbled { cell, .. } => at(Effect::Crumble, cell.centre().x),
        Event::Combo {
            bricks, at: place, ..
        } => {
            let beyond = usize::try_from(bricks.saturating_sub(3)).unwrap_or(0);
            at(Effect::Combo, place.x).higher(up_the_scale(beyond.min(9)))
        }
        Event::Assist { at: place, .. } => at(Effect::Assist, place.x),
        Event::CapsuleDropped { at: place, .. } => at(Effect::Drop, place.x),
        Event::CapsuleCaught {
            kind, at: place, ..
        } => at(caught(kind)?, place.x),
        Event::BallSplit { at: place, .. } => at(Effect::Split, place.x),
        Event::ShotsFired { seat, at: place } => of(seat, at(Effect::Shot, place.x)),
        Event::EnemyHit { at: place, .. } => at(Effect::Pop, place.x),
        Event::BossHit {
            left: 0, at: place, ..
        } => at(Effect::BossGone, place.x),
        Event::BossHit { at: place, .. } => at(Effect::BossHit, place.x),
        Event::BoltFired { at: place } => at(Effect::Bolt, place.x),
        Event::PaddleOut { at: place, .. } => at(Effect::Out, place.x),
        Event::RoundStarted { .. }
        | Event::RoundCleared { .. }
        | Event::LifeWon { .. }
        | Event::LifeLost { .. }
        | Event::DoorOpened
        | Event::WentThrough { .. }
        | Event::FasterBall { .. }
        | Event::PaddleBack { .. }
        | Event::EnemyEntered { .. } => return None,
    })
}

/// A plain brick's colour is its note; a silver one's rises with each hit.
fn struck(by: Striker, brick: Brick, broken: bool, x: f32) -> Cue {
    let cue = match brick.kind {
        BrickKind::Plain => at(Effect::Brick, x).higher(up_the_scale(usize::from(brick.colour))),
        BrickKind::Silver if broken => at(Effect::Silver, x).higher(12),
        BrickKind::Silver => {
            at(Effect::Silver, x).higher(7 - i8::try_from(brick.hits_left.min(7)).unwrap_or(7))
        }
        BrickKind::Gold => at(Effect::Gold, x),
    };
    match by {
        Striker::Shot(_) => cue.softer(SHOT_DOWN),
        Striker::Ball(_) | Striker::Paddle => cue,
    }
}

/// What a capsule sounds like; nothing where what it does is heard by itself: three balls, a door, a life.
fn caught(kind: CapsuleKind) -> Option<Effect> {
    match kind {
        CapsuleKind::Slow => Some(Effect::Slow),
        CapsuleKind::Enlarge => Some(Effect::Widen),
        CapsuleKind::Catch => Some(Effect::Catch),
        CapsuleKind::Laser => Some(Effect::Arm),
        CapsuleKind::Disruption | CapsuleKind::Break | CapsuleKind::Player => None,
    }
}

/// From that far right on the field.
fn at(effect: Effect, x: f32) -> Cue {
    Cue::plain(effect).from(WIDTH * (2.0 * x / FIELD_WIDTH - 1.0))
}

/// A little different for each player.
fn of(seat: SeatIndex, cue: Cue) -> Cue {
    cue.higher(up_the_scale(seat.index() % 8))
}

fn gate_x(gate: usize) -> f32 {
    (gate.min(GATES - 1) as f32 + 0.5) * FIELD_WIDTH / GATES as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::state::app::StatesPlugin;
    use couchpad_games::arkanoid::{Cell, STEPS_PER_SECOND, Vec2};
    use couchpad_games::game::{Inputs, Running, SeatEvent, Setup};

    const PLACE: Vec2 = Vec2::new(0.0, 100.0);

    #[derive(Resource, Default)]
    struct Heard(Vec<Effect>);

    /// What is heard of so many seconds that a bot plays on this screen.
    fn heard(screen: Screen, seconds: u32) -> Vec<Effect> {
        let mut game = Running::<Arkanoid>::new(&Setup::new(3));
        game.game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        let mut app = App::new();
        app.add_plugins(StatesPlugin)
            .insert_state(screen)
            .insert_resource(Stage {
                game: Some(Box::new(game)),
                ..Stage::new(*couchpad_games::find("arkanoid").unwrap())
            })
            .configure_sets(FixedUpdate, (StepSet::Step, StepSet::Seen).chain())
            .init_resource::<Heard>()
            .add_message::<Cue>()
            .add_systems(FixedUpdate, step.in_set(StepSet::Step))
            .add_systems(FixedUpdate, note.after(StepSet::Seen));
        plugin(&mut app);
        app.update();
        for _ in 0..seconds * STEPS_PER_SECOND {
            app.world_mut().run_schedule(FixedUpdate);
        }
        std::mem::take(&mut app.world_mut().resource_mut::<Heard>().0)
    }

    fn step(mut stage: ResMut<Stage>) {
        stage.stepped = true;
        let game = stage.game.as_deref_mut().unwrap();
        let seats = [game.stand_in(SeatIndex(0))];
        game.step(&Inputs {
            seats: &seats,
            actions: &[],
        });
    }

    fn note(mut cues: MessageReader<Cue>, mut heard: ResMut<Heard>) {
        heard.0.extend(cues.read().map(|cue| cue.effect));
    }

    #[test]
    fn a_game_is_heard_and_a_demonstration_is_not() {
        let heard_in_play = heard(Screen::Playing, 12);
        assert_eq!(heard_in_play.first(), Some(&Effect::Round));
        for effect in [Effect::Launch, Effect::Brick, Effect::Paddle, Effect::Wall] {
            assert!(
                heard_in_play.contains(&effect),
                "{effect:?}: {heard_in_play:?}"
            );
        }
        assert_eq!(heard(Screen::Lobby, 12), []);
    }

    fn brick(kind: BrickKind, hits_left: u8, colour: u8) -> Event {
        let brick = Brick {
            kind,
            hits_left,
            colour,
        };
        Event::BrickHit {
            by: Striker::Ball(1),
            seat: None,
            cell: Cell { column: 0, row: 0 },
            brick,
            broken: hits_left == 0 && kind != BrickKind::Gold,
            at: PLACE,
        }
    }

    #[test]
    fn every_colour_of_brick_is_a_note_of_its_own() {
        let notes: Vec<_> = (0..8)
            .filter_map(|colour| cue(&brick(BrickKind::Plain, 0, colour)))
            .map(|cue| cue.semitones)
            .collect();
        assert_eq!(notes, [0, 2, 4, 7, 9, 12, 14, 16]);
    }

    #[test]
    fn a_silver_brick_rises_until_it_breaks_and_a_gold_one_never_does() {
        let hits: Vec<_> = [3, 2, 1, 0]
            .iter()
            .filter_map(|left| cue(&brick(BrickKind::Silver, *left, 0)))
            .collect();
        assert!(hits.iter().all(|cue| cue.effect == Effect::Silver));
        assert!(hits.is_sorted_by(|one, two| one.semitones < two.semitones));
        let gold = cue(&brick(BrickKind::Gold, 0, 0)).unwrap();
        assert_eq!((gold.effect, gold.semitones), (Effect::Gold, 0));
    }

    #[test]
    fn every_player_launches_with_a_note_of_their_own() {
        let launch = |seat| {
            let seat = SeatIndex(seat);
            cue(&Event::Launched {
                ball: 1,
                seat,
                at: PLACE,
            })
            .unwrap()
            .semitones
        };
        let mut notes: Vec<_> = (0..8).map(launch).collect();
        notes.dedup();
        assert_eq!(notes.len(), 8);
    }

    #[test]
    fn it_comes_from_where_it_happened() {
        let wall = |x| {
            let at = Vec2::new(x, 50.0);
            cue(&Event::WallHit {
                ball: 1,
                wall: Wall::Left,
                at,
            })
            .unwrap()
            .pan
        };
        assert_eq!(wall(FIELD_WIDTH / 2.0), 0.0);
        assert!(wall(0.0) < -0.5 && wall(FIELD_WIDTH) > 0.5);
        let gates: Vec<_> = (0..GATES)
            .filter_map(|gate| {
                let kind = couchpad_games::arkanoid::EnemyKind::Drifter;
                cue(&Event::EnemyEntered { id: 1, kind, gate })
            })
            .collect();
        assert!(gates[0].pan < 0.0 && gates[GATES - 1].pan > 0.0);
    }

    #[test]
    fn what_a_capsule_does_is_heard_once() {
        let heard = |event| cue(&event).map(|cue| cue.effect);
        let catch = |kind| Event::CapsuleCaught {
            seat: SeatIndex(0),
            kind,
            at: PLACE,
        };
        let effects: Vec<_> = CapsuleKind::ALL.map(|kind| heard(catch(kind))).into();
        let own = effects.iter().flatten().count();
        assert_eq!(own, 4, "{effects:?}");
        assert_eq!(
            heard(Event::BallSplit { ball: 1, at: PLACE }),
            Some(Effect::Split)
        );
        assert_eq!(heard(Event::DoorOpened), Some(Effect::Door));
        assert_eq!(heard(Event::LifeWon { left: 5 }), Some(Effect::Life));
    }

    #[test]
    fn the_end_is_heard_once() {
        assert_eq!(cue(&Event::LifeLost { left: 0 }), None);
        let lost = cue(&Event::LifeLost { left: 1 }).map(|cue| cue.effect);
        assert_eq!(lost, Some(Effect::LifeLost));
        let boss = |left| {
            let hit = Event::BossHit {
                left,
                seat: None,
                at: PLACE,
            };
            cue(&hit).map(|cue| cue.effect)
        };
        assert_eq!(
            [boss(0), boss(1)],
            [Some(Effect::BossGone), Some(Effect::BossHit)]
        );
    }
}
