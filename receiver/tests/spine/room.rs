//! The room by key: who may come in, and what changes for whom, with guests over real sockets.

use crate::guests::{Hall, guest, stranger, way_back, wrong};
use bevy::prelude::*;
use couchpad_core::identity::{EVENING_SECONDS, HostIdentity, MemoryStore, SecureStore};
use couchpad_core::protocol::JoinLink;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::{PadEnd, PadUpdate, Target};
use couchpad_receiver::flow::Intent;
use couchpad_receiver::identity::unix_now;
use couchpad_receiver::room::{Ask, Room, RoomNews};
use std::net::Ipv4Addr;
use std::sync::Arc;

#[test]
fn a_locked_room_lets_back_who_was_in_it_and_nobody_else() {
    let (mut hall, ada) = (Hall::new(), stranger());
    let pad = guest("Ada", hall.by_link(), &ada);
    let number = hall.seated("Ada");
    hall.wish(Intent::ToggleLock);
    assert!(hall.room().locked);
    hall.hear("lock", |news| *news == RoomNews::Locked(true));
    for target in [hall.by_link(), hall.by_code(hall.code())] {
        assert_eq!(hall.refused(target), Refusal::RoomLocked);
    }
    let said = hall.until("a sentence", |hall| hall.room().news);
    assert_eq!(said, "Mallory wanted to join, but the room is locked.");
    drop(pad);
    let back = guest("Ada", way_back(&ada), &ada);
    hall.until("Ada's return", |_| back.view().place);
    assert_eq!(hall.seated("Ada"), number);
    hall.wish(Intent::ToggleLock);
    hall.hear("opening", |news| *news == RoomNews::Locked(false));
    let _bo = guest("Bo", hall.by_link(), &stranger());
    hall.seated("Bo");
}

#[test]
fn a_new_code_ends_the_old_one_and_not_the_link() {
    let mut hall = Hall::new();
    let (old, link) = (hall.code(), hall.room().link);
    hall.wish(Intent::NewCode);
    let news = hall.hear("code", |news| matches!(news, RoomNews::CodeChanged { .. }));
    let code = hall.room().code;
    assert_eq!(news, RoomNews::CodeChanged { code });
    assert!(hall.code() != old && hall.room().link == link);
    assert_eq!(hall.room().news, None, "whoever wished for it knows");
    assert_eq!(hall.refused(hall.by_code(old)), Refusal::WrongCode);
    let by_code = hall.by_code(hall.code());
    let by_link = hall.by_link();
    let _pads = [("Ada", by_code), ("Bo", by_link)].map(|(name, target)| {
        let pad = guest(name, target, &stranger());
        hall.seated(name);
        pad
    });
}

#[test]
fn a_new_link_ends_the_old_one_and_not_the_pairings() {
    let (mut hall, ada) = (Hall::new(), stranger());
    let (old, before) = (hall.by_link(), hall.room());
    let pad = guest("Ada", hall.by_link(), &ada);
    let number = hall.seated("Ada");
    hall.wish(Intent::NewLink);
    hall.hear("link", |news| matches!(news, RoomNews::LinkChanged { .. }));
    let after = hall.room();
    assert!(after.link != before.link && after.page != before.page);
    assert_eq!(after.addresses, before.addresses);
    assert_eq!(hall.refused(old), Refusal::WrongLink);
    drop(pad);
    let back = guest("Ada", way_back(&ada), &ada);
    hall.until("Ada's return", |_| back.view().place);
    assert_eq!(hall.seated("Ada"), number);
    let _bo = guest("Bo", hall.by_link(), &stranger());
    hall.seated("Bo");
}

#[test]
fn whoever_is_sent_away_is_told_and_the_seat_is_free() {
    let mut hall = Hall::new();
    let pad = guest("Ada", hall.by_link(), &stranger());
    let number = hall.seated("Ada");
    hall.wish(Intent::Kick(number));
    let reason = PadEnd::Kicked;
    let words = hall.last_words(&pad);
    assert!(words.contains(&PadUpdate::Ended { reason }), "{words:?}");
    assert!(hall.net().session().pad(number).is_none());
}

#[test]
fn whoever_is_sent_away_comes_back_by_what_the_screen_shows() {
    let (mut hall, ada) = (Hall::new(), stranger());
    let (link, code) = (hall.by_link(), hall.code());
    let by_code = hall.by_code(code);
    let pad = guest("Ada", link.clone(), &ada);
    let number = hall.seated("Ada");
    hall.until("Ada's pairing", |_| ada.receivers().pop());
    hall.wish(Intent::Kick(number));
    hall.last_words(&pad);
    for target in [link, by_code] {
        assert_eq!(hall.refused_as(&ada, way_back(&ada)), Refusal::NotPaired);
        let pad = guest("Ada", target, &ada);
        let number = hall.seated("Ada");
        hall.wish(Intent::Kick(number));
        hall.last_words(&pad);
    }
    assert_eq!(hall.code(), code);
}

#[test]
fn whoever_is_remembered_may_come_back_after_being_sent_away() {
    let (mut hall, ada) = (Hall::new(), stranger());
    let pad = guest("Ada", hall.by_link(), &ada);
    let number = hall.seated("Ada");
    hall.wish(Intent::Remember {
        pad: number,
        yes: true,
    });
    hall.until("Ada's news", |_| pad.view().remembered.then_some(()));
    hall.wish(Intent::Kick(number));
    hall.last_words(&pad);
    let _back = guest("Ada", way_back(&ada), &ada);
    assert_ne!(hall.seated("Ada"), number);
}

#[test]
fn a_question_waits_for_an_answer_and_the_answer_lasts() {
    let (mut hall, ada) = (Hall::new(), stranger());
    let pad = guest("Ada", hall.by_link(), &ada);
    let number = hall.seated("Ada");
    pad.remember_me();
    hall.hear("question", |news| matches!(news, RoomNews::Asked(_)));
    let ask = Ask {
        pad: number,
        name: "Ada".into(),
    };
    assert_eq!(hall.room().asks, [ask]);
    hall.wish(Intent::Remember {
        pad: number,
        yes: true,
    });
    let is_yes = |news: &RoomNews| matches!(news, RoomNews::Remembered { yes: true, .. });
    hall.hear("answer", is_yes);
    assert_eq!(hall.room().asks, []);
    hall.until("Ada's news", |_| pad.view().remembered.then_some(()));
    let driver = hall
        .app
        .world_mut()
        .resource_mut::<couchpad_receiver::net::Net>();
    assert!(driver.identity().is_remembered(&ada.device().public()));
}

#[test]
fn a_question_goes_with_who_asked_it() {
    let mut hall = Hall::new();
    let pad = guest("Ada", hall.by_link(), &stranger());
    hall.seated("Ada");
    pad.remember_me();
    hall.hear("question", |news| matches!(news, RoomNews::Asked(_)));
    pad.leave();
    hall.until("silence", |hall| hall.room().asks.is_empty().then_some(()));
}

#[test]
fn wrong_codes_are_told_and_keep_nobody_with_the_link_out() {
    let mut hall = Hall::new();
    let locks = Refusal::LockedOut { seconds: 30 };
    for told in [Refusal::WrongCode, Refusal::WrongCode, locks] {
        let target = hall.by_code(wrong(hall.code()));
        assert_eq!(hall.refused(target), told);
    }
    hall.hear("lock-out", |news| {
        *news == RoomNews::LockedOut { seconds: 30 }
    });
    let refusal = hall.refused(hall.by_code(hall.code()));
    assert!(matches!(refusal, Refusal::LockedOut { .. }), "{refusal:?}");
    let _ada = guest("Ada", hall.by_link(), &stranger());
    hall.seated("Ada");
}

#[test]
fn an_evening_ends_for_whoever_is_not_remembered() {
    let (ada, bo) = (stranger(), stranger());
    let store: Arc<dyn SecureStore> = Arc::new(MemoryStore::default());
    let open = |now| HostIdentity::open(Arc::clone(&store), now).unwrap().0;
    let mut hall = Hall::of(open(unix_now()));
    for (name, identity) in [("Ada", &ada), ("Bo", &bo)] {
        let pad = guest(name, hall.by_link(), identity);
        let number = hall.seated(name);
        if name == "Ada" {
            hall.wish(Intent::Remember {
                pad: number,
                yes: true,
            });
            hall.until("Ada's news", |_| pad.view().remembered.then_some(()));
        } else {
            hall.until("Bo's pairing", |_| bo.receivers().pop());
        }
        pad.leave();
        hall.last_words(&pad);
    }
    drop(hall);
    // as if so long had passed
    let mut hall = Hall::of(open(unix_now() + EVENING_SECONDS));
    let to_hall = |hall: &Hall, identity| Target {
        addresses: hall.link().addresses().collect(),
        ..way_back(identity)
    };
    assert_eq!(
        hall.refused_as(&bo, to_hall(&hall, &bo)),
        Refusal::NotPaired
    );
    let _pad = guest("Ada", to_hall(&hall, &ada), &ada);
    hall.seated("Ada");
}

#[test]
fn an_evening_that_ends_while_it_runs_changes_link_and_code() {
    let almost_over = unix_now() - EVENING_SECONDS + 1;
    let identity = HostIdentity::ephemeral(almost_over).unwrap();
    let (secret, key) = (identity.secret(), identity.device().public());
    let mut hall = Hall::of(identity);
    hall.hear("the end", |news| *news == RoomNews::EveningEnded);
    hall.until("another link", |hall| {
        let link = hall.link();
        (link.pairing()?.secret != secret).then_some(())
    });
    let port = hall.link().port();
    let old = JoinLink::new(vec![Ipv4Addr::LOCALHOST.into()], port).unwrap();
    let old = Target::of_link(&old.with_pairing(secret, key)).unwrap();
    assert_eq!(hall.refused(old), Refusal::WrongLink);
    let _ada = guest("Ada", hall.by_link(), &stranger());
    hall.seated("Ada");
}

#[test]
fn the_room_is_marked_as_changed_only_when_it_changed() {
    #[derive(Resource, Default)]
    struct Changes(usize);
    let mut hall = Hall::new();
    hall.app.init_resource::<Changes>();
    let count = |room: Res<Room>, mut changes: ResMut<Changes>| {
        changes.0 += usize::from(room.is_changed());
    };
    hall.app.add_systems(Last, count);
    let changes = |hall: &Hall| hall.app.world().resource::<Changes>().0;
    (0..5).for_each(|_| hall.frame());
    let before = changes(&hall);
    (0..50).for_each(|_| hall.frame());
    assert_eq!(changes(&hall), before);
    hall.wish(Intent::ToggleHidden);
    assert!(hall.room().hidden);
    (0..50).for_each(|_| hall.frame());
    assert_eq!(changes(&hall), before + 1);
}
