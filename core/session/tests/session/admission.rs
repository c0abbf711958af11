//! Who gets which pad: a seat goes only to the device that holds it, and a locked room lets nobody new in.

use crate::common::{Room, layout, profile};
use couchpad_protocol::control::{Refusal, ResumeSecret};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{LinkId, PublicKey, SeatIndex};
use couchpad_session::{Admission, Audience, HostConfig, HostSession, LinkDown, Newcomer, Time};

/// A host that makes secrets as it goes.
struct Door {
    host: HostSession,
    made: u8,
}

impl Door {
    fn new() -> Self {
        Self {
            host: HostSession::new(HostConfig::default(), 1),
            made: 0,
        }
    }

    fn knock(
        &mut self,
        name: &str,
        device: Option<PublicKey>,
        resume: Option<ResumeSecret>,
    ) -> Result<Admission, Refusal> {
        self.made += 1;
        let newcomer = Newcomer {
            profile: profile(name),
            device,
            resume,
        };
        let fresh = ResumeSecret([self.made; 16]);
        self.host.admit(Time::ZERO, newcomer, fresh)
    }
}

const ADA: Option<PublicKey> = Some(PublicKey([1; 32]));
const EVE: Option<PublicKey> = Some(PublicKey([2; 32]));

#[test]
fn a_seat_goes_only_to_the_device_that_holds_it() {
    let mut door = Door::new();
    let ada = door.knock("Ada", ADA, None).unwrap();
    assert_eq!(door.host.device_of(ada.pad), ADA);
    // with her name, her secret, or both
    let by_name = door.knock("Ada", EVE, None).unwrap();
    assert!(!by_name.resumed && by_name.pad != ada.pad && by_name.secret != ada.secret);
    let by_secret = door.knock("Ada", EVE, Some(ada.secret)).unwrap();
    assert_eq!(
        (by_secret.pad, by_secret.secret),
        (by_name.pad, by_name.secret),
        "her own, whatever secret she found"
    );
    assert_eq!(door.host.pad(by_name.pad).unwrap().name, "Ada 2");
    // without a key no secret of a device's pad is worth anything
    let keyless = door.knock("Ada", None, Some(ada.secret)).unwrap();
    assert!(!keyless.resumed && keyless.pad != ada.pad && keyless.secret != ada.secret);
}

#[test]
fn a_device_gets_its_own_pad_with_or_without_its_secret() {
    let mut door = Door::new();
    let ada = door.knock("Ada", ADA, None).unwrap();
    let eve = door.knock("Eve", EVE, None).unwrap();
    for resume in [None, Some(ada.secret), Some(eve.secret)] {
        let again = door.knock("Ada L", ADA, resume).unwrap();
        assert!(again.resumed);
        assert_eq!((again.pad, again.secret), (ada.pad, ada.secret));
    }
    assert_eq!(door.host.pad(ada.pad).unwrap().name, "Ada L");
    assert_eq!(door.host.pads().count(), 2);
}

#[test]
fn a_device_that_was_sent_away_comes_as_somebody_new() {
    let mut door = Door::new();
    let ada = door.knock("Ada", ADA, None).unwrap();
    door.host
        .link_up(Time::ZERO, LinkId(1), &ada.secret)
        .unwrap();
    door.host.kick(Time::ZERO, ada.pad);
    assert_eq!(door.host.device_of(ada.pad), None);
    let again = door.knock("Ada", ADA, Some(ada.secret)).unwrap();
    assert!(!again.resumed && again.pad != ada.pad && again.secret != ada.secret);
    assert_eq!(door.host.device_of(again.pad), ADA);
    // the old pad's end does not make the host forget the new one's device
    door.host
        .link_down(Time::ZERO, LinkId(1), LinkDown::TimedOut);
    assert!(door.knock("Ada", ADA, None).unwrap().resumed);
}

#[test]
fn a_locked_room_refuses_newcomers_and_never_who_is_in_it() {
    let mut door = Door::new();
    let ada = door.knock("Ada", ADA, None).unwrap();
    assert!(!door.host.is_locked());
    door.host.set_locked(true);
    assert!(door.host.is_locked());
    assert_eq!(door.knock("Eve", EVE, None), Err(Refusal::RoomLocked));
    assert_eq!(
        door.knock("Ada", EVE, Some(ada.secret)),
        Err(Refusal::RoomLocked)
    );
    assert!(door.knock("Ada", ADA, Some(ada.secret)).unwrap().resumed);
    assert!(
        door.knock("Ada", ADA, None).unwrap().resumed,
        "secret lost, device known"
    );
    // the receiver's own keyboard is in the room
    assert!(door.knock("Kit", None, None).is_ok());
    door.host.set_locked(false);
    assert!(door.knock("Eve", EVE, None).is_ok());
}

#[test]
fn a_pad_that_never_had_a_link_is_a_newcomer_again() {
    let mut door = Door::new();
    let ada = door.knock("Ada", ADA, None).unwrap();
    door.host.set_locked(true);
    let gone = door.host.next_wake().unwrap();
    door.host.tick(gone);
    assert_eq!(door.host.pad(ada.pad), None, "it never had a link");
    assert_eq!(
        door.knock("Ada", ADA, Some(ada.secret)),
        Err(Refusal::RoomLocked)
    );
}

/// The largest values that a program may ask for: as many seats as there are, for ever.
#[test]
fn seats_without_end_wait_without_end() {
    let config = HostConfig {
        seats: u16::MAX,
        hold: Time::MAX,
        ..HostConfig::default()
    };
    let mut room = Room::new(1);
    room.host = HostSession::new(config, 3);
    let title = layout("Many");
    let shown = room
        .host
        .set_layout(room.now, Audience::All, title, |_| [0; AXES]);
    shown.unwrap();
    let ada = room.join("Ada");
    assert_eq!(room.view(ada).seat(), Some(SeatIndex(0)));
    let link = room.players[ada].link;
    room.host.link_down(room.now, link, LinkDown::TimedOut);
    assert_eq!(room.host.next_wake(), None, "there is nothing to wait for");
    room.run(1_000);
    assert_eq!(room.view(ada).seat(), Some(SeatIndex(0)));
}
