//! What keyboard players are asked, beside the game: the answer that their keys are at, and which keys they are. Must not know
//! the game, nor what is done with an answer.

use super::nodes::{column, one_line, row};
use crate::local_players::{Asked, AskedHere, KeySet, SLOTS};
use crate::view::AtPlay;
use bevy::prelude::*;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{hint, keycap, strong, text};

/// Letters of an answer that are shown; the game shows the rest.
const LETTERS: usize = 16;

/// Where it stands.
#[derive(Component, Default)]
struct Asks(Option<[Option<Asked>; SLOTS]>);

/// A place for it, which takes no room while nobody is asked anything.
pub(super) fn place() -> impl Bundle {
    (column(1.5), Asks::default())
}

pub(super) fn plugin(app: &mut App) {
    // the strip that it stands in may be made anew in any Update
    app.init_resource::<AskedHere>()
        .add_systems(PreUpdate, fill.run_if(in_state(AtPlay)));
}

fn fill(mut commands: Commands, asked: Res<AskedHere>, mut places: Query<(Entity, &mut Asks)>) {
    for (entity, mut place) in &mut places {
        if place.0.as_ref() == Some(&asked.0) {
            continue;
        }
        place.0 = Some(asked.0.clone());
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        entity.with_children(|place| {
            for (keys, asked) in KeySet::ALL.into_iter().zip(&asked.0) {
                if let Some(asked) = asked {
                    line(place, keys, asked);
                }
            }
        });
    }
}

/// Two lines: the answer, and the keys.
fn line(place: &mut ChildSpawnerCommands, keys: KeySet, asked: &Asked) {
    let (less, more, main) = match keys {
        KeySet::Arrows => ("←", "→", "Space"),
        KeySet::Letters => ("A", "D", "W"),
    };
    let is_given = asked.chosen() == Some(asked.at());
    place.spawn(column(0.5)).with_children(|lines| {
        lines.spawn(row(1.0)).with_children(|line| {
            line.spawn(keycap(less, Step::Small));
            line.spawn(one_line(strong(answer(asked), Step::Small, TEXT)));
            line.spawn(keycap(more, Step::Small));
        });
        lines.spawn(row(1.0)).with_children(|line| {
            if is_given {
                line.spawn(one_line(text("chosen", Step::Small, QUIET)));
            } else {
                hint(line, &[main], "chooses");
            }
        });
    });
}

/// With its number, which is a key, too.
fn answer(asked: &Asked) -> String {
    let words = asked.options().get(asked.at()).map_or("", String::as_str);
    let number = asked.at() + 1;
    if words == number.to_string() {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(LETTERS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("{number}  {short}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, Orientation, PadLayout};

    fn said(options: &[&str]) -> String {
        let layout = PadLayout::new("", Orientation::Any);
        let layout = layout.choices("", Area::ALL, options.iter().copied());
        answer(&Asked::of(&layout).expect("a question"))
    }

    #[test]
    fn an_answer_is_told_with_its_number_once() {
        assert_eq!(said(&["Paris", "Rome"]), "1  Paris");
        assert_eq!(said(&["1", "2"]), "1");
        assert_eq!(said(&["The longest loaf of all"]), "1  The longest loaf…");
    }
}
