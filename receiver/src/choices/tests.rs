//! Choosing, against a game that is made up.

use super::*;
use couchpad_games::game::{PackInfo, Packs};

const fn value(id: &'static str, title: &'static str) -> OptionValue {
    OptionValue {
        id,
        title,
        blurb: "",
    }
}

static GAME: Manifest = Manifest {
    id: "made-up",
    title: "Made Up",
    options: &[
        GameOption {
            id: "mode",
            title: "Mode",
            values: &[
                value("coop", "Together"),
                value("versus", "Against each other"),
                value("endless", "Endless"),
            ],
        },
        GameOption {
            id: "join",
            title: "Who comes late",
            values: &[
                value("at-once", "At once"),
                value("next-round", "Next round"),
            ],
        },
    ],
    packs: Some(Packs {
        name: "levels",
        unit: "round",
        check: |_| {
            Ok(PackInfo {
                title: String::new(),
                author: String::new(),
                count: 1,
            })
        },
    }),
    ..<couchpad_games::tug::Tug as couchpad_games::game::Game>::MANIFEST
};

fn pack(name: &str) -> Pack {
    Pack {
        name: name.into(),
        text: format!("text of {name}").into(),
    }
}

fn shown(choices: &Choices) -> Vec<(String, String)> {
    let rows = choices.rows(&GAME).into_iter();
    rows.map(|row| (row.title.into_owned(), row.value.to_owned()))
        .collect()
}

#[test]
fn what_is_chosen_by_name_is_what_the_game_begins_with() {
    let mut choices = Choices::default();
    assert_eq!(choices.setup(&GAME, 7), Setup::new(7));
    choices.choose(&GAME, "mode", "versus").unwrap();
    choices.choose(&GAME, "join", "next-round").unwrap();
    choices.play_with(&GAME, pack("Castle"));
    let setup = choices.setup(&GAME, 7);
    assert_eq!(setup.options, Options::default().with(0, 1).with(1, 1));
    assert_eq!(setup.pack.as_deref(), Some("text of Castle"));
    let names: Vec<_> = named(&GAME, setup.options).collect();
    assert_eq!(names, [("mode", "versus"), ("join", "next-round")]);
}

#[test]
fn what_cannot_be_chosen_says_what_can() {
    let mut choices = Choices::default();
    let words = choices.choose(&GAME, "speed", "7").unwrap_err().to_string();
    assert_eq!(words, "Made Up has no option `speed`; it has mode, join");
    let words = choices.choose(&GAME, "mode", "chess").unwrap_err();
    assert_eq!(
        words.to_string(),
        "`chess` is no mode of Made Up; choose one of: coop, versus, endless"
    );
    assert_eq!(choices, Choices::default());
}

#[test]
fn rows_turn_round_and_round() {
    let mut choices = Choices::default();
    assert!(
        choices.turn(&GAME, 0, -1),
        "back from the first is the last"
    );
    let mode = |choices: &Choices| shown(choices)[0].1.clone();
    assert_eq!(mode(&choices), "Endless");
    choices.turn(&GAME, 0, 1);
    assert_eq!(mode(&choices), "Together");
    choices.turn(&GAME, 0, 1);
    assert_eq!(mode(&choices), "Against each other");
    assert!(!choices.turn(&GAME, 2, 1), "there are no packs");
    choices.offer(&GAME, [pack("Castle"), pack("Moon")]);
    let levels = |choices: &Choices| shown(choices)[2].clone();
    assert_eq!(levels(&choices), ("Levels".into(), "The game's own".into()));
    for expected in ["Castle", "Moon", "The game's own"] {
        choices.turn(&GAME, 2, 1);
        assert_eq!(levels(&choices).1, expected);
    }
}

#[test]
fn only_an_endless_game_offers_the_draw_of_the_day() {
    let mut choices = Choices::default();
    assert_eq!(shown(&choices).len(), 2);
    choices.choose(&GAME, "mode", "endless").unwrap();
    assert_eq!(shown(&choices)[2].1, "New every time");
    choices.turn(&GAME, 2, 1);
    assert!(choices.daily && shown(&choices)[2].1 == "Today's");
    choices.choose(&GAME, "mode", "coop").unwrap();
    assert_eq!(
        shown(&choices)[2].1,
        "Today's",
        "nothing is hidden that counts"
    );
    let mut choices = Choices::default();
    choices.take_daily(&GAME);
    assert_eq!(shown(&choices)[0].1, "Endless");
}

#[test]
fn a_game_without_an_end_has_no_use_for_a_pack_and_does_not_forget_it() {
    let mut choices = Choices::default();
    choices.play_with(&GAME, pack("Castle"));
    choices.choose(&GAME, "mode", "endless").unwrap();
    assert_eq!(choices.setup(&GAME, 1).pack, None);
    assert!(shown(&choices).iter().all(|(title, _)| title != "Levels"));
    choices.choose(&GAME, "mode", "versus").unwrap();
    assert_eq!(choices.pack(&GAME), Some(&pack("Castle")));
}

#[test]
fn a_game_that_is_to_end_keeps_every_other_choice() {
    let mut choices = Choices::default();
    choices.choose(&GAME, "join", "next-round").unwrap();
    for (mode, left) in [("versus", 1), ("endless", 0)] {
        choices.choose(&GAME, "mode", mode).unwrap();
        assert_eq!(choices.is_endless(&GAME), mode == "endless");
        choices.let_it_end(&GAME);
        assert!(!choices.is_endless(&GAME));
        let expected = Options::default().with(0, left).with(1, 1);
        assert_eq!(choices.options(&GAME), expected);
    }
}

#[test]
fn a_choice_beyond_the_list_is_the_usual() {
    let mut choices = Choices::default();
    choices.set(&GAME, 0, 200);
    assert_eq!(shown(&choices)[0].1, "Together");
    choices.turn(&GAME, 0, 1);
    assert_eq!(shown(&choices)[0].1, "Against each other");
}

#[test]
fn a_pack_of_the_same_name_takes_the_place_and_a_full_shelf_takes_no_more() {
    let mut choices = Choices::default();
    choices.offer(&GAME, [pack("Castle"), pack("Moon")]);
    let newer = Pack {
        text: "newer".into(),
        ..pack("Castle")
    };
    choices.play_with(&GAME, newer);
    assert_eq!(choices.pack(&GAME).map(|pack| &*pack.text), Some("newer"));
    assert!(choices.choose_pack(&GAME, "Moon") && !choices.choose_pack(&GAME, "Sun"));
    assert_eq!(choices.pack(&GAME), Some(&pack("Moon")));
    choices.offer(&GAME, (0..300).map(|n| pack(&n.to_string())));
    assert_eq!(choices.games["made-up"].shelf.len(), MAX_PACKS);
}

#[test]
fn what_was_asked_for_is_played_with_on_a_full_shelf_too() {
    let mut choices = Choices::default();
    choices.offer(&GAME, (0..300).map(|n| pack(&n.to_string())));
    choices.play_with(&GAME, pack("Castle"));
    assert_eq!(choices.pack(&GAME), Some(&pack("Castle")));
    choices.play_with(&GAME, pack("0"));
    assert_eq!(choices.pack(&GAME), Some(&pack("0")));
    assert_eq!(choices.games["made-up"].shelf.len(), MAX_PACKS);
    assert!(choices.choose_pack(&GAME, "Castle"));
}
