//! What the phone does while a game is played: what is felt, how the picture stands, what the system is set to.

use super::*;
use couchpad_core::protocol::Shakes;

#[test]
fn presses_and_rumbles_are_felt_once_each() {
    let mut phone = Phone::new(false);
    phone.play(button());
    phone.asked();
    let press = Action::Press(ButtonIndex(0));
    phone.app.world_mut().write_message(press);
    let release = Action::Release(ButtonIndex(0));
    phone.app.world_mut().write_message(release);
    assert_eq!(phone.asked(), [Asked::Haptic(TICK)]);
    let mut model = phone.app.world_mut().resource_mut::<PadModel>();
    model.rumble = Some(Rumble {
        shakes: Shakes::once(200, 60_000),
        at: Duration::ZERO,
    });
    let strength = 200;
    let millis = couchpad_core::protocol::SHAKE_MILLIS;
    let rumble = Haptic::Rumble { strength, millis };
    assert_eq!(phone.asked(), [Asked::Haptic(rumble)]);
    assert_eq!(phone.asked(), []);
}

#[test]
fn the_phone_stays_awake_in_play_and_may_sleep_after_it() {
    let mut phone = Phone::new(false);
    phone.asked();
    phone.play(button());
    assert_eq!(phone.asked(), [Asked::Awake(true), Asked::Playing(true)]);
    phone.app.world_mut().resource_mut::<PadModel>().connection =
        Connection::Ended(couchpad_core::PadEnd::Kicked);
    assert_eq!(phone.asked(), [Asked::Awake(false), Asked::Playing(false)]);
}

#[test]
fn things_are_felt_as_strongly_as_the_player_likes() {
    let mut phone = Phone::new(false);
    phone.play(button());
    phone.asked();
    let world = phone.app.world_mut();
    world.resource_mut::<Settings>().haptics = 40;
    world.write_message(Action::Press(ButtonIndex(0)));
    world.resource_mut::<PadModel>().rumble = Some(Rumble {
        shakes: Shakes::once(100, 80),
        at: Duration::ZERO,
    });
    let felt = [
        Haptic::Tick { strength: 102 },
        Haptic::Rumble {
            strength: 40,
            millis: 80,
        },
    ];
    let asked = phone.asked();
    let all = felt.map(Asked::Haptic);
    assert!(all.iter().all(|felt| asked.contains(felt)), "{asked:?}");
    assert_eq!(asked.len(), 2);
    // a system that wants no touch to be felt does not take a game's rumble away
    phone.platform.set_wishes(SystemWishes {
        touch_haptics: false,
        ..SystemWishes::default()
    });
    let press = Action::Press(ButtonIndex(0));
    phone.app.world_mut().write_message(press);
    assert_eq!(phone.asked(), []);
}

#[test]
fn what_the_system_is_set_to_reaches_the_app_and_wakes_it() {
    let mut phone = Phone::new(false);
    let before = phone.woken.load(Ordering::Relaxed);
    let wishes = SystemWishes {
        locale: "de-CH".into(),
        text_scale: 1.3,
        high_contrast: true,
        reduced_motion: true,
        touch_haptics: false,
    };
    phone.platform.set_wishes(wishes.clone());
    assert!(phone.woken.load(Ordering::Relaxed) > before);
    phone.step();
    assert_eq!(phone.app.world().resource::<OfSystem>().0, wishes);
}

#[test]
fn what_the_shell_says_follows_the_apps_language() {
    let mut phone = Phone::new(false);
    phone.step();
    assert_eq!(phone.platform.words().cancel, "Cancel");
    *phone.app.world_mut().resource_mut::<Words>() = Words::of(Language::German);
    phone.step();
    let said = phone.platform.words();
    assert_eq!(said, ShellWords::of(&Words::of(Language::German)));
    assert_eq!(said.cancel, "Abbrechen");
    let before = Platform::default().words();
    assert_eq!(before, ShellWords::of(&Words::of(Language::English)));
}

#[test]
fn the_picture_turns_as_the_controls_want_it_and_no_longer_than_they_are_there() {
    let mut phone = Phone::new(false);
    let mut layout = button();
    layout.orientation = Orientation::Landscape;
    phone.play(layout);
    let landscape = Asked::Turn(ScreenOrientation::Landscape);
    assert!(phone.asked().contains(&landscape));
    let set = |phone: &mut Phone, connection| {
        phone.app.world_mut().resource_mut::<PadModel>().connection = connection;
    };
    let reason = couchpad_core::PadLoss::Silent;
    let attempt = 2;
    set(&mut phone, Connection::Lost { reason, attempt });
    assert_eq!(phone.asked(), [], "a short loss does not turn it");
    set(&mut phone, Connection::Live);
    let mut upright = button();
    upright.orientation = Orientation::Portrait;
    phone.app.world_mut().resource_mut::<PadModel>().layout = Some(Arc::new(upright));
    let portrait = Asked::Turn(ScreenOrientation::Portrait);
    assert_eq!(phone.asked(), [portrait]);
    set(&mut phone, Connection::Ended(couchpad_core::PadEnd::Kicked));
    let any = Asked::Turn(ScreenOrientation::Any);
    assert!(phone.asked().contains(&any), "it is the player's again");
}
