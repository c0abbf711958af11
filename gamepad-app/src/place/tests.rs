use super::*;
use couchpad_core::protocol::{Area, ButtonIndex, Orientation, Weight};
use couchpad_theme::space::{TOUCH, TOUCH_GAP};
use proptest::prelude::*;

fn button(weight: Weight) -> ControlKind {
    ControlKind::Button {
        button: ButtonIndex(0),
        weight,
    }
}

fn one(area: Area, kind: ControlKind, glass: &Glass) -> Placed {
    let layout = PadLayout::new("", Orientation::Any).with("LAUNCH", area, kind);
    Plan::new(&layout, glass).controls.remove(0)
}

#[test]
fn a_swipe_area_is_the_whole_safe_area() {
    let mut glass = Glass::plain(360.0, 800.0);
    glass.insets.top = 40.0;
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: None,
        travel: 600,
    };
    let placed = one(Area::ALL, swipe, &glass);
    assert_eq!(placed.rect, Rect::new(0.0, 40.0, 360.0, 800.0));
}

#[test]
fn the_topmost_control_is_met_first() {
    let layout = PadLayout::new("", Orientation::Any)
        .with("", Area::ALL, button(Weight::Quiet))
        .with("", Area::ALL, button(Weight::Quiet));
    let plan = Plan::new(&layout, &Glass::plain(360.0, 800.0));
    assert_eq!(plan.at(Vec2::new(180.0, 400.0)), Some(1));
    assert_eq!(plan.at(Vec2::new(1.0, 1.0)), None);
}

#[test]
fn what_a_left_hand_presses_lies_mirrored() {
    let glass = Glass::plain(360.0, 800.0);
    let layout = PadLayout::new("", Orientation::Any)
        .with("A", Area::new(600, 700, 400, 200), button(Weight::Primary))
        .with("B", Area::new(0, 0, 200, 100), button(Weight::Quiet));
    let left = Placing {
        mirrored: true,
        ..Placing::default()
    };
    let usual = Plan::new(&layout, &glass).controls;
    let mirrored = Plan::as_wanted(&layout, &glass, &left).controls;
    for (there, here) in mirrored.iter().zip(&usual) {
        assert!((there.rect.min.x - (360.0 - here.rect.max.x)).abs() < 0.01);
        assert_eq!(there.rect.min.y, here.rect.min.y);
        assert_eq!(there.label, here.label);
    }
    let own = Placing {
        moved: vec![(ControlId(0), Area::new(500, 500, 100, 100))],
        ..left
    };
    let moved = &Plan::as_wanted(&layout, &glass, &own).controls[0];
    let wanted = Rect::from_center_size(Vec2::new(198.0, 440.0), Vec2::new(64.0, 80.0));
    assert!(
        (moved.rect.min - wanted.min).length() < 0.01,
        "as it was put"
    );
    assert!((moved.rect.max - wanted.max).length() < 0.01);
}

#[test]
fn larger_letters_make_larger_buttons_and_nothing_else() {
    let glass = Glass::plain(360.0, 800.0);
    let layout = PadLayout::new("", Orientation::Any).with(
        "PAUSE",
        Area::new(800, 0, 200, 80),
        button(Weight::Quiet),
    );
    let of = |letters: f32| {
        let how = Placing {
            letters,
            ..Placing::default()
        };
        Plan::as_wanted(&layout, &glass, &how)
            .controls
            .remove(0)
            .rect
    };
    assert_eq!(of(1.0), Plan::new(&layout, &glass).controls[0].rect);
    assert!(of(2.0).width() > 1.5 * of(1.0).width());
    assert!(
        of(2.0).height() >= 56.0,
        "two lines of nothing, one of 40 dp"
    );
    assert!(glass.reach().inflate(0.01).contains(of(2.0).min));
}

#[test]
fn words_take_a_second_line_rather_than_a_neighbours_place() {
    let glass = Glass::plain(360.0, 800.0);
    let wide = |label: &str, area| {
        let layout = PadLayout::new("", Orientation::Any);
        let layout = layout.with(label, area, button(Weight::Secondary));
        Plan::new(&layout, &glass).controls.remove(0).rect.width()
    };
    let high = Area::new(630, 200, 320, 370);
    assert!(wide("NEXT GAME", high) <= 116.0);
    assert!(wide("NEXTGAME", high) > 130.0, "no place to break it");
    let low = Area::new(630, 200, 320, 50);
    assert!(
        wide("NEXT GAME", low) > 150.0,
        "no height for a second line"
    );
}

#[test]
fn a_feel_is_no_place_and_a_tilt_is_one_where_nobody_leans() {
    let glass = Glass::plain(360.0, 800.0);
    let axis = AxisIndex(0);
    let feel = ControlKind::Feel {
        axis,
        gain: Gain::Plain,
        smoothing: None,
    };
    let tilt = ControlKind::Tilt {
        x: Some(axis),
        y: None,
        range: 30,
    };
    let layout = PadLayout::new("", Orientation::Any)
        .with("", Area::ALL, feel)
        .with("", Area::new(0, 600, 1000, 400), tilt);
    let stick = Plan::new(&layout, &glass);
    assert_eq!(stick.controls.len(), 1);
    assert_eq!((stick.feels.len(), stick.leans.len()), (1, 0));
    assert_eq!(stick.at(Vec2::new(180.0, 100.0)), None);
    let tilts = Placing {
        tilts: true,
        ..Placing::default()
    };
    let leans = Plan::as_wanted(&layout, &glass, &tilts);
    assert!(leans.controls.is_empty());
    assert_eq!(leans.leans[0].range, 30);
}

#[test]
fn a_stick_comes_to_the_thumb_where_nothing_else_is_drawn() {
    let glass = Glass::plain(800.0, 360.0);
    let stick = ControlKind::Stick {
        x: AxisIndex(0),
        y: AxisIndex(1),
    };
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(2)),
        y: None,
        travel: 600,
    };
    let layout = PadLayout::new("", Orientation::Any)
        .with("", Area::ALL, swipe)
        .with("A", Area::new(0, 0, 200, 300), button(Weight::Quiet))
        .with("", Area::new(0, 0, 500, 1000), stick);
    let plan = Plan::new(&layout, &glass);
    let a = plan.controls[1].rect;
    assert!(plan.controls[2].zone.contains(a.center()), "in its zone");
    assert_eq!(plan.at(a.center()), Some(1), "what is drawn is met first");
    assert_eq!(plan.at(Vec2::new(380.0, 30.0)), Some(2));
    assert_eq!(plan.at(Vec2::new(600.0, 180.0)), Some(0));
}

#[test]
fn a_tiny_area_still_makes_a_target_for_a_thumb() {
    let glass = Glass::plain(360.0, 800.0);
    let speck = Area::new(999, 999, 1, 1);
    for (weight, least) in [(Weight::Primary, 64.0), (Weight::Quiet, 48.0)] {
        let rect = one(speck, button(weight), &glass).rect;
        assert!(rect.size().min_element() >= least, "{rect:?}");
        assert!(glass.reach().contains(rect.min) && glass.reach().contains(rect.max));
    }
}

#[test]
fn a_quiet_button_keeps_to_its_corner() {
    let glass = Glass::plain(800.0, 360.0);
    let corner = Area::new(600, 0, 400, 300);
    let rect = one(corner, button(Weight::Quiet), &glass).rect;
    assert_eq!(
        Vec2::new(rect.max.x, rect.min.y),
        Vec2::new(glass.reach().max.x, glass.reach().min.y)
    );
}

#[test]
fn answers_do_not_touch_each_other_and_are_all_there() {
    let glass = Glass::plain(360.0, 800.0);
    let options = vec![String::new(); 20];
    let placed = one(
        Area::new(0, 200, 1000, 400),
        ControlKind::Choices { options },
        &glass,
    );
    assert_eq!(placed.options.len(), 20);
    for (n, a) in placed.options.iter().enumerate() {
        assert!(a.height() >= TOUCH, "{a:?}");
        assert!(placed.rect.inflate(0.5).union(*a) == placed.rect.inflate(0.5));
        for b in &placed.options[n + 1..] {
            assert!(a.inflate(TOUCH_GAP / 2.0 - 0.01).intersect(*b).is_empty());
        }
    }
}

fn any_kind() -> impl Strategy<Value = ControlKind> {
    prop_oneof![
        Just(button(Weight::Primary)),
        Just(button(Weight::Secondary)),
        Just(button(Weight::Quiet)),
        Just(ControlKind::Slider { axis: AxisIndex(1) }),
        Just(ControlKind::Stick {
            x: AxisIndex(0),
            y: AxisIndex(1)
        }),
        (0_usize..33).prop_map(|n| ControlKind::Choices {
            options: vec!["x".into(); n]
        }),
        Just(ControlKind::Text {
            hint: String::new()
        }),
        Just(ControlKind::DPad {
            up: ButtonIndex(0),
            down: ButtonIndex(1),
            left: ButtonIndex(2),
            right: ButtonIndex(3),
        }),
        Just(ControlKind::Tilt {
            x: Some(AxisIndex(0)),
            y: None,
            range: 30
        }),
    ]
}

proptest! {
    #[test]
    fn every_control_stays_on_any_glass(
        (x, y, w, h) in (0_u16..1000, 0_u16..1000, 1_u16..=1000, 1_u16..=1000),
        (width, height) in (0.0_f32..3000.0, 0.0_f32..3000.0),
        inset in 0.0_f32..4000.0,
        kind in any_kind(),
        (mirrored, large, own, letters) in (any::<bool>(), any::<bool>(), any::<bool>(), 1.0_f32..2.0),
    ) {
        let area = Area::new(x, y, w.min(1000 - x), h.min(1000 - y));
        let mut glass = Glass::plain(width, height);
        glass.insets = Insets { left: inset, top: 0.0, right: 0.0, bottom: inset / 7.0 };
        let moved = if own { vec![(ControlId(0), area)] } else { Vec::new() };
        let how = Placing { mirrored, large, letters, moved, ..Placing::default() };
        let layout = PadLayout::new("", Orientation::Any).with("LAUNCH", area, kind);
        let placed = Plan::as_wanted(&layout, &glass, &how).controls.remove(0);
        let whole = Rect::new(0.0, 0.0, width, height).inflate(0.1);
        for rect in placed.options.iter().chain([&placed.rect, &placed.zone]) {
            prop_assert!(rect.min.is_finite() && rect.max.is_finite());
            prop_assert!(rect.width() >= 0.0 && rect.height() >= 0.0);
        }
        prop_assert!(whole.contains(placed.rect.min) && whole.contains(placed.rect.max), "{:?}", placed.rect);
    }
}
