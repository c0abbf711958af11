//! A line that the receiver sends: shown for a few seconds, then gone by itself.

use crate::a11y::Announced;
use crate::model::{Notice, PadModel};
use crate::pad::{Layer, sheet};
use crate::redraw::Awake;
use crate::words::Words;
use bevy::prelude::*;
use couchpad_theme::Motion;
use couchpad_theme::colour::{PRESSED, TEXT};
use couchpad_theme::motion::SAY;
use couchpad_theme::space::{CORNER, GRID};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::text;
use std::time::Duration;

/// How long it stays, long enough for the longest line that there is.
const STAYS: Duration = Duration::from_millis(3500);

/// Until it is gone.
pub(crate) const NOTICE: Duration = Duration::from_millis(3500 + 240);

#[derive(Component)]
struct NoticeSheet;

/// The card that carries the line.
#[derive(Component)]
struct Card;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Notice), NoticeSheet));
    })
    .add_systems(Update, (draw, fade).chain());
}

fn draw(
    mut commands: Commands,
    (model, words): (Res<PadModel>, Res<Words>),
    sheet: Query<Entity, With<NoticeSheet>>,
    mut awake: ResMut<Awake>,
    mut shown: Local<Option<Notice>>,
) {
    if *shown == model.notice {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    shown.clone_from(&model.notice);
    commands.entity(sheet).despawn_children();
    let Some(notice) = shown.as_ref() else {
        return;
    };
    awake.stay(notice.at, STAYS + SAY);
    let row = Node {
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        justify_content: JustifyContent::Center,
        align_items: AlignItems::Start,
        padding: UiRect::axes(Val::Px(2.0 * GRID), Val::Px(14.0 * GRID)),
        ..default()
    };
    let card = Node {
        padding: UiRect::axes(Val::Px(2.5 * GRID), Val::Px(1.5 * GRID)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let said = match notice.cause {
        Some(cause) => words.advice(cause),
        None => notice.text.clone(),
    };
    let said = (
        text(said, Step::Small, TEXT),
        TextLayout::justify(Justify::Center),
    );
    commands.spawn((row, ChildOf(sheet))).with_children(|row| {
        row.spawn((card, Card, Announced, BackgroundColor(PRESSED.color())))
            .with_child(said);
    });
}

fn fade(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    model: Res<PadModel>,
    mut cards: Query<(Entity, &Children, &mut BackgroundColor), With<Card>>,
    mut inks: Query<&mut TextColor>,
) {
    let Some(notice) = &model.notice else {
        return;
    };
    let age = time.elapsed().saturating_sub(notice.at);
    for (card, children, mut ground) in &mut cards {
        let there = if age < STAYS {
            motion.progress(age, SAY)
        } else {
            1.0 - motion.progress(age.saturating_sub(STAYS), SAY)
        };
        if age > STAYS && there <= 0.0 {
            commands.entity(card).despawn();
            continue;
        }
        ground.0 = PRESSED.faded(there);
        for child in children {
            if let Ok(mut ink) = inks.get_mut(*child) {
                ink.0 = TEXT.faded(there);
            }
        }
    }
}
