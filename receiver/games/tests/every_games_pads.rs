//! What holds for the phones of every game on the list, while stand-ins play it.

use couchpad_games::game::{
    AnyGame, ButtonIndex, ControlId, ControlKind, GameEntry, Inputs, PadLayout, SeatAction,
    SeatEvent, SeatIndex, SeatInput, Setup, Showing, seats,
};
use couchpad_games::games;

/// Steps that are looked at: in each of them every phone is.
const STEPS: usize = 4_000;

/// A game that so many stand-ins play.
struct Table {
    game: Box<dyn AnyGame>,
    players: usize,
}

impl Table {
    fn new(entry: &GameEntry) -> Self {
        let players = usize::from(entry.manifest.seats.seats()).min(5);
        let mut game = (entry.begin)(&Setup::new(11));
        seats(players).for_each(|seat| game.on_seat(SeatEvent::Taken(seat)));
        Self { game, players }
    }

    /// Lets everybody's stand-in act in the next step. Whether one of them did anything.
    fn step(&mut self) -> bool {
        let seats = || seats(self.players);
        let inputs: Vec<_> = seats().map(|seat| self.game.stand_in(seat)).collect();
        let actions = seats().filter_map(|seat| {
            let action = self.game.stand_in_action(seat)?;
            Some(SeatAction { seat, action })
        });
        let actions: Vec<_> = actions.collect();
        let acts = |(seat, input): (SeatIndex, &SeatInput)| {
            let axes = self.game.axes(seat);
            input.pressed != 0 || input.held != 0 || input.axes != axes
        };
        let does = !actions.is_empty() || seats().zip(&inputs).any(acts);
        self.game.step(&Inputs {
            seats: &inputs,
            actions: &actions,
        });
        does
    }

    /// What all phones have now.
    fn pads(&self) -> Vec<(PadLayout, Showing)> {
        let pad = |seat| {
            let mut showing = Showing::default();
            self.game.show(seat, &mut showing);
            (self.game.layout(seat), showing)
        };
        seats(self.players).map(pad).collect()
    }
}

#[test]
fn what_phones_have_changes_only_with_its_number() {
    for entry in games() {
        let mut table = Table::new(entry);
        let mut before = (table.game.pads(), table.pads());
        for step in 0..STEPS {
            table.step();
            let now = (table.game.pads(), table.pads());
            let is_told = now.0 != before.0 || now.1 == before.1;
            let id = entry.manifest.id;
            assert!(
                is_told,
                "{id}, step {step}: other controls or words, and pads() is {} as before",
                now.0
            );
            before = now;
        }
    }
}

#[test]
fn what_phones_show_has_a_place_and_what_they_press_is_the_games_own() {
    for entry in games() {
        let mut table = Table::new(entry);
        for step in 0..STEPS {
            for (layout, showing) in table.pads() {
                let at = format!("{}, step {step}", entry.manifest.id);
                assert_eq!(layout.validate(), Ok(()), "{at}");
                assert!(!buttons(&layout).any(|button| button.is_system()), "{at}");
                let lost = showing.iter().find(|(id, _)| !shows(&layout, *id));
                assert_eq!(lost, None, "{at}: no control shows it");
            }
            table.step();
        }
    }
}

fn buttons(layout: &PadLayout) -> impl Iterator<Item = &ButtonIndex> {
    let buttons = layout.controls.iter().map(|control| match &control.kind {
        ControlKind::Button { button, .. } => vec![button],
        ControlKind::DPad {
            up,
            down,
            left,
            right,
        } => vec![up, down, left, right],
        _ => Vec::new(),
    });
    buttons.flatten()
}

fn shows(layout: &PadLayout, id: ControlId) -> bool {
    let mut controls = layout.controls.iter();
    controls.any(|control| control.id == id && matches!(control.kind, ControlKind::Show { .. }))
}

#[test]
fn stand_ins_play() {
    for entry in games() {
        let mut table = Table::new(entry);
        let acts = (0..STEPS).any(|_| table.step());
        assert!(acts, "{}: nobody stands in", entry.manifest.id);
    }
}

#[test]
fn phones_in_seats_that_do_not_exist_have_something_harmless() {
    for entry in games() {
        let game = Table::new(entry).game;
        for seat in [entry.manifest.seats.seats(), u16::MAX].map(SeatIndex) {
            let mut showing = Showing::default();
            game.show(seat, &mut showing);
            assert_eq!(game.layout(seat).validate(), Ok(()));
            assert_eq!(game.stand_in_action(seat), None, "{}", entry.manifest.id);
            let _ = (game.turn(seat), game.highlight(seat), game.axes(seat));
        }
    }
}
