//! What players say from their phones, and who can keep it off the big screen.

use crate::table::Table;
use couchpad_core::identity::FileStore;
use couchpad_core::protocol::{ButtonIndex, ControlId, ControlKind, PadId};
use couchpad_receiver::chat::{Chat, LETTERS, LINES, Said};
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::kept::{self, Comeback, Keeper};
use couchpad_receiver::room::Room;
use couchpad_theme::emotes::Emote;
use std::sync::Arc;
use std::time::Duration;

/// The controls for talking on a pad: the row of pictures, and the line.
fn controls(table: &mut Table, pad: usize) -> Option<(ControlId, ControlId)> {
    let layout = table.pad(pad).session().layout()?;
    let id = |fits: fn(&ControlKind) -> bool| {
        let mut controls = layout.controls.iter();
        controls.find(|c| fits(&c.kind)).map(|control| control.id)
    };
    let emotes = id(|kind| matches!(kind, ControlKind::Choices { .. }))?;
    Some((emotes, id(|kind| matches!(kind, ControlKind::Text { .. }))?))
}

fn write(table: &mut Table, pad: usize, words: &str) {
    let (_, line) = controls(table, pad).expect("a line to write on");
    let now = table.now();
    let session = table.pad(pad).session_mut();
    session.text(now, line, words.into());
    table.settle();
}

fn show(table: &mut Table, pad: usize, emote: Emote) {
    let (emotes, _) = controls(table, pad).expect("a row of pictures");
    let at = Emote::ALL.iter().position(|e| *e == emote).unwrap();
    let now = table.now();
    let session = table.pad(pad).session_mut();
    session.choose(now, emotes, at as u8);
    table.settle();
}

/// Who says what at present.
fn said(table: &Table) -> Vec<(String, Said)> {
    let chat: &Chat = table.app.world().resource();
    let bubbles = chat.bubbles.iter();
    bubbles.map(|b| (b.name.clone(), b.said.clone())).collect()
}

fn text(name: &str, words: &str) -> (String, Said) {
    (name.into(), Said::Text(words.into()))
}

fn id(table: &Table, seat: u16) -> PadId {
    table.card(seat).pad
}

#[test]
fn words_and_pictures_are_shown_for_a_while() {
    let mut table = Table::new();
    let (ada, bo) = (table.join("Ada"), table.join("Bo"));
    write(&mut table, ada, "  hello \u{7} all ");
    show(&mut table, bo, Emote::Love);
    let picture = ("Bo".to_owned(), Said::Emote(Emote::Love));
    assert_eq!(said(&table), [text("Ada", "hello all"), picture.clone()]);
    write(&mut table, ada, &"x".repeat(200));
    let Some((_, Said::Text(newest))) = said(&table).pop() else {
        panic!("the newest comes last")
    };
    assert_eq!(newest.chars().count(), LETTERS);
    table.pass(Duration::from_secs(4));
    assert_eq!(said(&table).len(), 1, "a picture goes first");
    table.pass(Duration::from_secs(7));
    assert_eq!(said(&table), []);
}

#[test]
fn in_play_only_those_who_wait_talk_and_at_the_end_everybody() {
    let mut table = Table::new();
    let players: Vec<_> = (0..9).map(|n| table.join(&format!("P{n}"))).collect();
    table.tap(players[0], ButtonIndex::START);
    assert_eq!(table.screen(), Screen::Playing);
    assert_eq!(controls(&mut table, players[0]), None);
    write(&mut table, players[8], "well done");
    assert_eq!(said(&table), [text("P8", "well done")]);
    // what a player chooses in play is the game's business, and what was under way from the lobby is nobody's
    let now = table.now();
    let session = table.pad(players[0]).session_mut();
    session.text(now, ControlId(1), "too late".into());
    table.settle();
    assert_eq!(said(&table).len(), 1);
    table.lose();
    table.settle();
    write(&mut table, players[0], "again?");
    assert!(said(&table).contains(&text("P0", "again?")));
}

#[test]
fn who_talks_all_the_time_is_heard_now_and_then() {
    let mut table = Table::new();
    let ada = table.join("Ada");
    for number in 0..10 {
        write(&mut table, ada, &format!("number {number}"));
    }
    assert_eq!(said(&table), [text("Ada", "number 2")], "three at once");
    table.pass(Duration::from_secs(2));
    write(&mut table, ada, "sorry");
    assert_eq!(said(&table), [text("Ada", "sorry")]);
}

#[test]
fn somebody_at_the_receiver_can_mute_one_and_all() {
    let mut table = Table::new();
    let (ada, bo) = (table.join("Ada"), table.join("Bo"));
    let (of_ada, of_bo) = (id(&table, 0), id(&table, 1));
    write(&mut table, ada, "rude");
    write(&mut table, bo, "kind");
    table.wish(Intent::Mute(of_ada));
    assert_eq!(said(&table), [text("Bo", "kind")], "gone at once");
    assert_eq!(controls(&mut table, ada), None);
    assert!(controls(&mut table, bo).is_some());
    // on another screen, too
    table.tap(bo, ButtonIndex::START);
    table.lose();
    table.settle();
    assert_eq!(controls(&mut table, ada), None);
    write(&mut table, bo, "still here");
    assert_eq!(said(&table), [text("Bo", "still here")]);
    table.wish(Intent::MuteAll);
    assert_eq!(said(&table), []);
    assert_eq!(controls(&mut table, bo), None);
    table.wish(Intent::MuteAll);
    table.wish(Intent::Mute(of_ada));
    write(&mut table, ada, "sorry");
    assert_eq!(said(&table), [text("Ada", "sorry")]);
    let room: &Room = table.app.world().resource();
    assert!(room.muted.is_empty() && !room.quiet);
    table.wish(Intent::Mute(of_bo));
    assert_eq!(controls(&mut table, bo), None);
    // whoever leaves is no longer on the list
    table.wish(Intent::Kick(of_bo));
    let room: &Room = table.app.world().resource();
    assert!(room.muted.is_empty());
}

#[test]
fn who_was_muted_before_a_crash_is_muted_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FileStore::open(folder.path()).unwrap());
    let mut table = Table::new();
    let keeper = Keeper::new(Arc::clone(&store)).unwrap();
    table.app.insert_resource(keeper);
    table.join("Ada");
    table.join("Bo");
    let muted = |table: &Table| {
        let room: &Room = table.app.world().resource();
        (room.muted.clone(), room.quiet)
    };
    let crash = |table: &mut Table| {
        // a new hand, so that the one before has written all that it was given
        let keeper = Keeper::new(Arc::clone(&store)).unwrap();
        table.app.insert_resource(keeper);
        let kept = kept::read(&store).unwrap().expect("they are here");
        let mut next = Table::again(Some(kept.session.clone()));
        next.app.insert_resource(Comeback::of(&kept));
        next.settle();
        next
    };
    let (ada, bo) = (id(&table, 0), id(&table, 1));
    table.wish(Intent::Mute(bo));
    let mut table = crash(&mut table);
    assert_eq!(muted(&table), (vec![bo], false));
    table
        .app
        .insert_resource(Keeper::new(Arc::clone(&store)).unwrap());
    table.wish(Intent::Mute(bo));
    table.wish(Intent::Mute(ada));
    table.wish(Intent::MuteAll);
    let mut table = crash(&mut table);
    assert_eq!(muted(&table), (vec![ada], true));
    // a number that is somebody else's by now mutes nobody
    table
        .app
        .insert_resource(Keeper::new(Arc::clone(&store)).unwrap());
    table.wish(Intent::Kick(ada));
    let table = crash(&mut table);
    assert_eq!(muted(&table), (Vec::new(), true));
}

#[test]
fn a_crowd_does_not_fill_the_room() {
    let mut table = Table::new();
    let crowd: Vec<_> = (0..30).map(|n| table.join(&format!("P{n}"))).collect();
    for pad in crowd {
        write(&mut table, pad, "hi");
    }
    assert_eq!(said(&table).len(), LINES);
}
