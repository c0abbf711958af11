//! What is asked over any screen but play: one small panel. What there is to say lies in the screen's band.

use super::arrive::Arriving;
use super::band;
use super::clicks::{Deed, Wish};
use super::desk::{Desk, Guest, Hall, List, Matter};
use super::nodes::{column, row, show_if};
use super::player::name;
use crate::flow::{Intent, Screen};
use crate::room::Room;
use crate::roster::Roster;
use crate::view::Arrangement;
use bevy::prelude::*;
use bevy::ui::FocusPolicy;
use couchpad_theme::colour::{GOOD, GROUND, PRESSED, QUIET, RAISED, TEXT};
use couchpad_theme::players::mark;
use couchpad_theme::space::{CORNER, MARGIN_PERCENT, grid, outer_margin};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    Pill, PillLook, PillState, hint, keycap, mark_node, pill, strong, text,
};

/// Letters of a name that fit a line of the panel.
const LETTERS: usize = 20;

/// Height of a heading with what lies below it, and of a screen's last line with what lies above it, in units.
const HEADING: f32 = 90.0;
const FOOT: f32 = 96.0;

/// The panel, and what it shows.
#[derive(Component)]
struct Panel {
    matter: Matter,
    place: Place,
}

/// Where the panel stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the top, in the middle.
    Top,
    /// At the right, below the headings: the code is to be read whatever is asked.
    BelowHeadings,
    /// At the right, above the last line, where there is no room beside who is here.
    AboveTheFoot,
}

/// The news that the band shows.
#[derive(Component)]
struct Told(String);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (super::desk::tidy, (ask, tell)).chain());
}

fn ask(
    mut commands: Commands,
    (screen, room, roster): (Res<State<Screen>>, Res<Room>, Res<Roster>),
    desk: Res<Desk>,
    arrangement: Option<Res<Arrangement>>,
    shown: Query<(Entity, &Panel)>,
) {
    let is_wide = arrangement.is_none_or(|arrangement| arrangement.side);
    let place = match (screen.get(), is_wide) {
        (Screen::Lobby, true) => Place::BelowHeadings,
        (Screen::Lobby, false) => Place::AboveTheFoot,
        _ => Place::Top,
    };
    let hall = Hall {
        screen: *screen.get(),
        room: &room,
        roster: &roster,
    };
    let now = hall.matter(*desk).filter(|matter| !is_news(matter));
    let old = shown.single().ok();
    let is_same = |panel: &Panel| Some(&panel.matter) == now.as_ref() && panel.place == place;
    if old.map_or(now.is_none(), |(_, panel)| is_same(panel)) {
        return;
    }
    if let Some((entity, _)) = old {
        commands.entity(entity).despawn();
    }
    if let Some(matter) = now {
        commands
            .spawn((place_node(place), GlobalZIndex(20)))
            .with_children(|place| panel(place, &matter))
            .insert(Panel { matter, place });
    }
}

const fn is_news(matter: &Matter) -> bool {
    matches!(matter, Matter::News(_))
}

/// Says the news in the band of the screen.
fn tell(
    mut commands: Commands,
    (screen, room, roster): (Res<State<Screen>>, Res<Room>, Res<Roster>),
    desk: Res<Desk>,
    mut places: Query<(Entity, &mut Node, Option<&Told>), With<band::News>>,
) {
    let hall = Hall {
        screen: *screen.get(),
        room: &room,
        roster: &roster,
    };
    let now = hall
        .matter(*desk)
        .filter(is_news)
        .map(|news| news.sentence());
    for (entity, mut node, told) in &mut places {
        if told.map(|told| &told.0) == now.as_ref() {
            continue;
        }
        show_if(&mut node, now.is_some());
        let mut place = commands.entity(entity);
        place.despawn_children().remove::<Told>();
        if let Some(words) = &now {
            place
                .insert(Told(words.clone()))
                .with_children(|place| news(place, words));
        }
    }
}

fn news(place: &mut ChildSpawnerCommands, words: &str) {
    let node = Node {
        padding: UiRect::axes(grid(2.5), grid(1.0)),
        max_width: Val::Percent(100.0),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    place
        .spawn((node, ground(), Arriving::default()))
        .with_child(strong(words, Step::Body, TEXT));
}

fn ground() -> BackgroundColor {
    BackgroundColor(GROUND.towards(PRESSED, 0.85).color())
}

/// Over the whole screen within the margin.
fn place_node(place: Place) -> Node {
    let over = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        padding: outer_margin(),
        justify_content: JustifyContent::FlexEnd,
        ..default()
    };
    match place {
        Place::Top => Node {
            justify_content: JustifyContent::Center,
            ..over
        },
        Place::BelowHeadings => Node {
            margin: UiRect::top(Val::Px(HEADING)),
            ..over
        },
        Place::AboveTheFoot => Node {
            height: Val::Vh(100.0),
            align_items: AlignItems::FlexEnd,
            padding: UiRect {
                bottom: Val::Px(FOOT + MARGIN_PERCENT / 100.0 * crate::view::area::HEIGHT),
                ..outer_margin()
            },
            ..over
        },
    }
}

fn panel(place: &mut ChildSpawnerCommands, matter: &Matter) {
    let node = Node {
        padding: UiRect::axes(grid(4.0), grid(2.5)),
        max_width: Val::Px(960.0),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..column(2.0)
    };
    let shadow = BoxShadow::new(
        GROUND.faded(0.8),
        Val::ZERO,
        grid(1.0),
        grid(1.0),
        grid(5.0),
    );
    let arriving = Arriving::default();
    place
        .spawn((node, ground(), shadow, arriving, FocusPolicy::Block))
        .with_children(|panel| {
            panel.spawn(strong(matter.sentence(), Step::Lead, TEXT));
            if let Some(detail) = matter.detail() {
                panel.spawn(text(detail, Step::Small, QUIET));
            }
            match matter {
                Matter::Whom(list) => whom(panel, list),
                Matter::Mute { list, all } => mutes(panel, list, *all),
                _ => answers(panel, matter),
            }
        });
}

fn whom(panel: &mut ChildSpawnerCommands, list: &List) {
    page(panel, list, |guest| Deed::Turn(Desk::Sure(guest.pad)));
    panel.spawn(keys()).with_children(|line| {
        others(line, list);
        hint(line, &["Esc"], "nobody");
    });
}

/// Whom to mute, and everybody at once.
fn mutes(panel: &mut ChildSpawnerCommands, list: &List, all: bool) {
    page(panel, list, |guest| Deed::Intend(Intent::Mute(guest.pad)));
    panel.spawn(keys()).with_children(|line| {
        others(line, list);
        let everybody = if all {
            "hear everybody again"
        } else {
            "everybody"
        };
        hint(line, &["T"], everybody);
        hint(line, &["Esc"], "nobody");
    });
}

fn page(panel: &mut ChildSpawnerCommands, list: &List, deed: impl Fn(&Guest) -> Deed) {
    panel.spawn(column(1.0)).with_children(|lines| {
        for guest in &list.guests {
            choice(lines, guest, deed(guest));
        }
    });
}

fn keys() -> Node {
    Node {
        flex_wrap: FlexWrap::Wrap,
        row_gap: grid(1.0),
        ..row(2.5)
    }
}

/// How to find who is not on the page.
fn others(line: &mut ChildSpawnerCommands, list: &List) {
    for (key, does) in list.keys() {
        hint(line, &[key], &does);
    }
}

/// A line that the number or a click chooses.
fn choice(list: &mut ChildSpawnerCommands, guest: &Guest, deed: Deed) {
    let node = Node {
        min_width: grid(55.0),
        padding: UiRect::axes(grid(1.5), grid(0.75)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..row(2.0)
    };
    let wish = Wish {
        deed,
        rest: PillState::Rest,
    };
    list.spawn((node, BackgroundColor(RAISED.color()), Button, wish))
        .with_children(|line| {
            line.spawn(keycap(&guest.number.to_string(), Step::Body));
            line.spawn(mark_node(mark(usize::from(guest.mark)), 36.0));
            name(line, &guest.name, LETTERS, Step::Body, TEXT);
            if guest.muted {
                line.spawn(text("muted", Step::Small, QUIET));
            }
        });
}

/// Yes and no, by key or by click.
fn answers(panel: &mut ChildSpawnerCommands, matter: &Matter) {
    let Some((yes, no)) = matter.answers() else {
        return;
    };
    let no = no.map_or(Deed::Turn(Desk::Clear), Deed::Intend);
    let kind = match matter {
        Matter::Remember { .. } => PillLook::Filled(GOOD),
        // Sending someone away is not to be pressed just because it glows.
        _ => PillLook::Quiet,
    };
    panel.spawn(row(2.0)).with_children(|line| {
        answer(line, "Yes", "Y", kind, Deed::Intend(yes));
        line.spawn(Node {
            width: grid(2.0),
            ..default()
        });
        answer(line, "No", "N", PillLook::Quiet, no);
    });
}

fn answer(line: &mut ChildSpawnerCommands, word: &str, key: &str, look: PillLook, deed: Deed) {
    let look = Pill {
        look,
        state: PillState::Rest,
    };
    let wish = Wish {
        deed,
        rest: look.state,
    };
    line.spawn((pill(word, look, false), Button, wish));
    line.spawn(keycap(key, Step::Body));
}
