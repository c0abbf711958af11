//! The rules of a move by name, on snakes that were laid where they are needed.

use super::event::{Cause, Event};
use super::state::{Cell, Fate, Field, Heading, Phase, SEATS};
use super::tick::MEAL;
use super::{Mode, Snakes, round, told};
use crate::game::{Game, GameEvent, Inputs, Outputs, SeatEvent, SeatIndex, Setup};
use Heading::{Left, Up};

/// A game in the middle of a round without fruit: snakes by their cells, the head first.
fn staged(snakes: &[&[(u8, u8)]]) -> Snakes {
    let mut game = Snakes::new(&Setup::new(5));
    for seat in 0..snakes.len() {
        game.on_seat(SeatEvent::Taken(SeatIndex(seat as u16)));
    }
    game.state.phase = Phase::Running;
    game.state.field = Field::for_snakes(SEATS, false);
    for (player, cells) in game.state.players.iter_mut().zip(snakes) {
        player.snake.vanish();
        player.snake.fate = Fate::Alive;
        player
            .snake
            .body
            .extend(cells.iter().map(|(x, y)| Cell::new(*x, *y)));
        let (head, neck) = (cells[0], cells[1]);
        let ways = Heading::ALL.into_iter();
        player.snake.heading = ways
            .max_by_key(|way| {
                let (x, y) = way.way();
                x * (i16::from(head.0) - i16::from(neck.0))
                    + y * (i16::from(head.1) - i16::from(neck.1))
            })
            .unwrap();
    }
    for player in &mut game.state.players[snakes.len()..] {
        player.snake.vanish();
    }
    game
}

/// One move. Why each seat is out, if it is, and everything that was told.
fn tick(game: &mut Snakes) -> (Vec<(usize, Cause)>, Outputs<Event>) {
    let mut outputs = Outputs::default();
    game.tick(&mut outputs);
    let out = outputs.details.iter().filter_map(|event| match event {
        Event::Out { seat, cause, .. } => Some((*seat, *cause)),
        _ => None,
    });
    (out.collect(), outputs)
}

fn out(snakes: &[&[(u8, u8)]]) -> Vec<(usize, Cause)> {
    tick(&mut staged(snakes)).0
}

#[test]
fn a_snake_goes_on_and_its_tail_follows() {
    let mut game = staged(&[&[(5, 5), (4, 5), (3, 5)]]);
    assert_eq!(tick(&mut game).0, []);
    let snake = &game.state.players[0].snake;
    assert_eq!(
        snake.body,
        [Cell::new(6, 5), Cell::new(5, 5), Cell::new(4, 5)]
    );
    assert_eq!(snake.left, Some(Cell::new(3, 5)));
}

#[test]
fn the_edge_is_a_wall_or_a_way_through() {
    let snake: &[(u8, u8)] = &[(47, 5), (46, 5)];
    assert_eq!(out(&[snake]), [(0, Cause::Wall)]);
    let mut game = staged(&[snake]);
    game.state.field.open = true;
    assert_eq!(tick(&mut game).0, []);
    assert_eq!(game.state.players[0].snake.head(), Some(Cell::new(0, 5)));
}

#[test]
fn a_ring_that_is_wall_is_wall_where_the_edge_is_open_too() {
    let mut game = staged(&[&[(1, 5), (2, 5)], &[(46, 9), (45, 9)]]);
    (game.state.field.open, game.state.field.closed) = (true, 1);
    assert_eq!(tick(&mut game).0, [(0, Cause::Wall), (1, Cause::Wall)]);
}

#[test]
fn a_fruit_makes_longer_and_counts() {
    let mut game = staged(&[&[(5, 5), (4, 5), (3, 5)]]);
    game.state.fruit.push(Cell::new(6, 5));
    let (_, outputs) = tick(&mut game);
    assert!(game.state.fruit.is_empty());
    assert_eq!(game.state.players[0].snake.length(), 3 + usize::from(MEAL));
    let score = GameEvent::Score {
        seat: SeatIndex(0),
        points: 1,
        total: 1,
    };
    assert!(outputs.events.contains(&score));
    (0..MEAL).for_each(|_| drop(tick(&mut game)));
    let snake = &game.state.players[0].snake;
    assert_eq!((snake.body.len(), snake.growing), (5, 0));
}

#[test]
fn who_runs_into_a_body_is_out_and_whose_it_was_gets_points() {
    let mut game = staged(&[
        &[(5, 5), (4, 5), (3, 5)],
        &[(6, 3), (6, 4), (6, 5), (6, 6), (6, 7)],
    ]);
    assert_eq!(tick(&mut game).0, [(0, Cause::Body(1))]);
    assert_eq!(game.state.players[1].points, i64::from(told::CATCH));
    assert_eq!(game.state.players[1].caught, 1);
}

#[test]
fn who_runs_into_itself_is_out_and_nobody_gets_points() {
    let mut game = staged(&[&[(5, 5), (5, 6), (4, 6), (4, 5), (4, 4), (5, 4), (6, 4)]]);
    assert_eq!(tick(&mut game).0, [(0, Cause::Itself)]);
    assert_eq!(game.state.players[0].points, 0);
}

#[test]
fn a_tail_that_leaves_makes_room_and_one_that_stays_does_not() {
    let snakes: [&[(u8, u8)]; 2] = [&[(5, 5), (4, 5), (3, 5)], &[(6, 3), (6, 4), (6, 5)]];
    assert_eq!(out(&snakes), []);
    let mut game = staged(&snakes);
    game.state.players[1].snake.growing = 1;
    assert_eq!(tick(&mut game).0, [(0, Cause::Body(1))]);
    // its own, too: round in a ring
    assert_eq!(out(&[&[(5, 5), (5, 6), (4, 6), (4, 5)]]), []);
}

#[test]
fn head_on_the_longer_one_goes_on_and_of_two_as_long_neither() {
    let short: &[(u8, u8)] = &[(5, 5), (4, 5), (3, 5)];
    let as_long: &[(u8, u8)] = &[(7, 5), (8, 5), (9, 5)];
    let longer: &[(u8, u8)] = &[(7, 5), (8, 5), (9, 5), (10, 5)];
    assert_eq!(
        out(&[short, as_long]),
        [(0, Cause::HeadOn(1)), (1, Cause::HeadOn(0))]
    );
    let mut game = staged(&[short, longer]);
    assert_eq!(tick(&mut game).0, [(0, Cause::HeadOn(1))]);
    assert_eq!(game.state.players[1].snake.head(), Some(Cell::new(6, 5)));
    assert_eq!(game.state.players[1].caught, 1);
}

#[test]
fn heads_that_would_change_places_meet() {
    let short: &[(u8, u8)] = &[(5, 5), (4, 5), (3, 5)];
    let longer: &[(u8, u8)] = &[(6, 5), (7, 5), (8, 5), (9, 5)];
    assert_eq!(out(&[longer, short]), [(1, Cause::HeadOn(0))]);
    let as_long: &[(u8, u8)] = &[(6, 5), (7, 5), (8, 5)];
    assert_eq!(out(&[short, as_long]).len(), 2);
}

#[test]
fn of_three_heads_in_one_cell_only_the_longest_goes_on() {
    let one: &[(u8, u8)] = &[(5, 5), (4, 5), (3, 5)];
    let two: &[(u8, u8)] = &[(7, 5), (8, 5), (9, 5), (10, 5)];
    let three: &[(u8, u8)] = &[(6, 6), (6, 7), (6, 8), (6, 9), (6, 10)];
    let seats: Vec<_> = out(&[one, two, three])
        .into_iter()
        .map(|(seat, _)| seat)
        .collect();
    assert_eq!(seats, [0, 1]);
    // whoever meets in the body of a fourth is out, however long
    let fourth: &[(u8, u8)] = &[(6, 3), (6, 4), (6, 5)];
    let mut game = staged(&[one, two, three, fourth]);
    game.state.players[3].snake.growing = 1;
    assert_eq!(tick(&mut game).0.len(), 3);
    assert!(game.state.players[3].snake.is_alive());
}

#[test]
fn the_order_of_the_seats_means_nothing() {
    let snakes: [&[(u8, u8)]; 4] = [
        &[(5, 5), (4, 5), (3, 5)],
        &[(7, 5), (8, 5), (9, 5), (10, 5)],
        &[(20, 20), (20, 21), (20, 22)],
        &[(21, 20), (21, 21), (21, 22), (21, 23)],
    ];
    let mut backwards = snakes;
    backwards.reverse();
    let sorted = |snakes: &[&[(u8, u8)]], turn: fn(usize) -> usize| {
        let mut out: Vec<_> = out(snakes)
            .into_iter()
            .map(|(seat, _)| turn(seat))
            .collect();
        out.sort_unstable();
        out
    };
    assert_eq!(
        sorted(&snakes, |seat| seat),
        sorted(&backwards, |seat| 3 - seat)
    );
}

#[test]
fn what_is_left_of_a_snake_is_fruit() {
    let mut game = staged(&[&[(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5), (6, 5)]]);
    assert_eq!(tick(&mut game).0, [(0, Cause::Wall)]);
    assert_eq!(game.state.fruit, [0, 3].map(|x| Cell::new(x, 5)));
    let snake = &game.state.players[0].snake;
    assert!(!snake.body.is_empty(), "its body is seen to vanish");
    (0..round::FADE_STEPS).for_each(|_| game.fade());
    assert!(game.state.players[0].snake.body.is_empty());
}

#[test]
fn a_turn_waits_for_the_next_move_and_the_one_after_it_for_the_next_but_one() {
    let mut game = staged(&[&[(5, 5), (4, 5), (3, 5)], &[(30, 30), (30, 31)]]);
    game.state.since = 0;
    let mut outputs = Outputs::default();
    for way in [Up, Left] {
        let mut seats = [crate::game::SeatInput::default()];
        seats[0].pressed = super::button(way).bit();
        game.step(
            &Inputs {
                seats: &seats,
                actions: &[],
            },
            &mut outputs,
        );
    }
    let mut headings = Vec::new();
    for _ in 0..3 {
        tick(&mut game);
        headings.push(game.state.players[0].snake.heading);
    }
    assert_eq!(headings, [Up, Left, Left]);
}

#[test]
fn the_walls_come_closer_until_somebody_has_won() {
    let mut game = staged(&[
        &[(0, 20), (0, 21), (0, 22)],
        &[(20, 20), (20, 21), (20, 22)],
    ]);
    game.state.mode = Mode::Last;
    game.state.period = 200;
    game.state.round_steps = game.lengths().close_after - u32::from(round::CLOSES_STEPS) - 1;
    let mut outputs = Outputs::default();
    game.run(&mut outputs);
    assert_eq!(game.state.closes_in, Some(round::CLOSES_STEPS));
    for _ in 0..round::CLOSES_STEPS {
        assert_eq!(game.state.field.closed, 0);
        assert_eq!(game.state.phase, Phase::Running);
        game.run(&mut outputs);
    }
    assert_eq!(game.state.field.closed, 1);
    assert!(matches!(game.state.phase, Phase::Decided(_)));
    assert_eq!(game.state.winner, Some(1));
    let won = i64::from(told::LAST + told::OUTLIVED);
    assert_eq!(game.state.players[1].points, won);
    assert_eq!(game.state.players[0].place, Some(2));
}

#[test]
fn a_feast_is_won_by_whoever_ate_most_and_by_nobody_where_two_did() {
    for (points, winner) in [([3, 5, 1], Some(1)), ([5, 5, 1], None), ([0, 0, 0], None)] {
        let mut game = staged(&[
            &[(5, 5), (4, 5), (3, 5)],
            &[(20, 20), (20, 21), (20, 22)],
            &[(30, 20), (30, 21), (30, 22)],
        ]);
        game.state.mode = Mode::Feast;
        for (player, points) in game.state.players.iter_mut().zip(points) {
            player.round_points = points;
        }
        game.state.feast_steps = 100;
        game.state.round_steps = 99;
        game.run(&mut Outputs::default());
        assert!(matches!(game.state.phase, Phase::Decided(_)));
        assert_eq!(game.state.winner, winner, "{points:?}");
    }
}
