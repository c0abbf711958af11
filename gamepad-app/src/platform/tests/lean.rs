//! The sensor that tells how the phone lies: when it is on, and what the app hears of it.

use super::*;
use crate::touch::tilt::TiltNow;
use couchpad_core::protocol::AxisIndex;

fn leaning() -> PadLayout {
    let tilt = ControlKind::Tilt {
        x: Some(AxisIndex(0)),
        y: None,
        range: 40,
    };
    button().with("", Area::ALL, tilt)
}

#[test]
fn the_sensor_is_on_while_leaning_does_something_and_the_player_wants_it() {
    let mut phone = Phone::new(false);
    phone.play(leaning());
    assert!(!phone.asked().contains(&Asked::Tilt(true)), "not wanted");
    phone.app.world_mut().resource_mut::<Settings>().tilt = true;
    assert_eq!(phone.asked(), [Asked::Tilt(true)]);
    let down = Gravity {
        x: 1.0,
        y: 0.0,
        z: -1.0,
        quarter_turns: 0,
    };
    let woken = phone.woken.load(Ordering::Relaxed);
    phone.platform.set_gravity(down);
    assert!(phone.woken.load(Ordering::Relaxed) > woken);
    phone.step();
    let leans = |phone: &Phone| phone.app.world().resource::<TiltNow>().0;
    let lean = leans(&phone).expect("a reading");
    assert!(lean.abs_diff_eq(Vec2::new(std::f32::consts::FRAC_PI_4, 0.0), 1e-4));
    phone.play(button());
    assert!(phone.asked().contains(&Asked::Tilt(false)));
    // one that was under way counts no more
    phone.platform.set_gravity(down);
    phone.step();
    assert_eq!(leans(&phone), None);
}
