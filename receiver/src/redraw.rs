//! When the window is drawn: every frame in play, and elsewhere only when something on it changed; so, too, in a game that waits for
//! its players. The app itself goes on
//! at once whenever a pad is heard, so a calm window makes no one wait. Must not know what is drawn.

use crate::attract::Attract;
use crate::flow::Screen;
use crate::net::{Net, NetSet, PadNews};
use crate::stage::Stage;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::sprite::Text2d;
use bevy::text::TextLayoutInfo;
use bevy::time::TimeSystems;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use bevy::window::{PrimaryWindow, RequestRedraw, WindowEvent};
use bevy::winit::{EventLoopProxyWrapper, UpdateMode, WinitSettings, WinitUserEvent};
use couchpad_games::game::Pacing;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The longest wait between two looks at the network where no game runs.
const CALM: Duration = Duration::from_millis(250);
/// The same where a game waits for its players: as long as one frame may be, so that its time goes on as it should.
const WAITING: Duration = Duration::from_millis(100);
/// How long drawing goes on after a change: text and pictures may be ready a frame late.
const TAIL: Duration = Duration::from_millis(100);
/// The time from one picture of a demonstration to the next: nobody plays, and a thirtieth of a second looks alive.
const DEMO: Duration = Duration::from_millis(33);
/// The clock that wakes the app is that fine.
const GRAIN: Duration = Duration::from_millis(2);
/// The window is drawn so often in any case: some systems forget what a covered window showed.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Until when the window is drawn, and when it was drawn last, on the app's clock.
#[derive(Resource, Clone, Copy, Debug)]
struct Eyes {
    open_until: Duration,
    drawn: Duration,
}

impl Default for Eyes {
    fn default() -> Self {
        Self {
            // whatever has to load at the start
            open_until: Duration::from_secs(2),
            drawn: Duration::ZERO,
        }
    }
}

/// A wake-up is on its way to the loop: one is enough, however much arrives.
#[derive(Resource, Clone, Default)]
struct WakeUnderWay(Arc<AtomicBool>);

/// Anything that a window shows.
pub(crate) type Shown = Or<(
    Changed<ComputedNode>,
    Changed<UiGlobalTransform>,
    Changed<InheritedVisibility>,
    Changed<BackgroundColor>,
    Changed<BorderColor>,
    Changed<ImageNode>,
    Changed<TextColor>,
    Changed<TextLayoutInfo>,
    Changed<Text2d>,
    Changed<Sprite>,
    Changed<GlobalTransform>,
)>;

/// Paces a windowed app; wants [`Net`] and Bevy's window plugins to be there.
pub fn plugin(app: &mut App) {
    app.init_resource::<Eyes>()
        .init_resource::<WakeUnderWay>()
        .add_systems(Startup, wake_when_heard)
        .add_systems(First, open_or_close.after(TimeSystems))
        .add_systems(PreUpdate, (pace, take_wake.before(NetSet::Local)))
        .add_systems(Last, look);
}

fn wake_when_heard(
    proxy: Res<EventLoopProxyWrapper>,
    way: Res<WakeUnderWay>,
    mut net: ResMut<Net>,
) {
    let (proxy, way) = ((**proxy).clone(), Arc::clone(&way.0));
    net.driver_mut().set_wake(Arc::new(move || {
        if !way.swap(true, Ordering::Relaxed) {
            // a loop that has ended needs no waking
            let _ = proxy.send_event(WinitUserEvent::WakeUp);
        }
    }));
}

/// What arrives from here on needs a wake-up of its own.
fn take_wake(way: Res<WakeUnderWay>) {
    way.0.store(false, Ordering::Relaxed);
}

/// What decides how often there is a frame.
#[derive(SystemParam)]
struct Moment<'w> {
    screen: Res<'w, State<Screen>>,
    stage: Option<Res<'w, Stage>>,
    attract: Option<Res<'w, State<Attract>>>,
}

impl Moment<'_> {
    /// Something may move at any time.
    fn is_lively(&self) -> bool {
        let waits = |stage: &Res<Stage>| stage.entry.manifest.pacing == Pacing::OnEvent;
        *self.screen.get() == Screen::Playing && !self.stage.as_ref().is_some_and(waits)
    }

    /// Bots play in the lobby.
    fn is_demo(&self) -> bool {
        is_demo(self.attract.as_deref())
    }
}

fn is_demo(attract: Option<&State<Attract>>) -> bool {
    attract.is_some_and(|attract| *attract.get() == Attract::Demo)
}

fn pace(
    moment: Moment<'_>,
    windows: Query<(), With<PrimaryWindow>>,
    mut settings: ResMut<WinitSettings>,
) {
    let attract = moment.attract.as_ref();
    let is_news = moment.screen.is_changed() || attract.is_some_and(|a| a.is_changed());
    if !is_news || windows.is_empty() {
        return;
    }
    let mode = match moment.screen.get() {
        Screen::Playing if moment.is_lively() => UpdateMode::Continuous,
        Screen::Playing => UpdateMode::reactive(WAITING),
        _ if moment.is_demo() => UpdateMode::reactive(DEMO),
        _ => UpdateMode::reactive(CALM),
    };
    settings.focused_mode = mode;
    settings.unfocused_mode = mode;
}

/// A camera that is not active leaves the window as it is, and costs next to nothing.
fn open_or_close(
    time: Res<Time<Real>>,
    moment: Moment<'_>,
    mut eyes: ResMut<Eyes>,
    mut cameras: Query<&mut Camera>,
) {
    let now = time.elapsed();
    let is_open = if moment.is_demo() {
        now + GRAIN >= eyes.drawn + DEMO
    } else {
        moment.is_lively() || now < eyes.open_until || now >= eyes.drawn + HEARTBEAT
    };
    if is_open {
        eyes.drawn = now;
    }
    for mut camera in &mut cameras {
        if camera.is_active != is_open {
            camera.is_active = is_open;
        }
    }
}

/// Looks for changes once the frame is done; they are drawn from the next one on, which comes at once.
fn look(
    time: Res<Time<Real>>,
    moment: Moment<'_>,
    (changed, mut gone): (Query<(), Shown>, RemovedComponents<ComputedNode>),
    mut touched: MessageReader<WindowEvent>,
    (mut heard, net): (MessageReader<PadNews>, Option<Res<Net>>),
    mut eyes: ResMut<Eyes>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let now = time.elapsed();
    let is_touched = touched
        .read()
        .any(|event| !matches!(event, WindowEvent::RequestRedraw(_)));
    let is_gone = gone.read().next().is_some();
    // what a player did may show with the game's next step, which must not wait for the next look at the network
    let is_pressed = net.is_some_and(|net| {
        let mut inputs = net.session().inputs().iter();
        inputs.any(|input| input.pressed | input.released != 0)
    });
    let is_heard = heard.read().count() > 0 || is_pressed;
    let is_news = moment.screen.is_changed() || is_heard;
    if is_news || is_gone || is_touched || !changed.is_empty() {
        eyes.open_until = eyes.open_until.max(now + TAIL);
    }
    // a demonstration has its own pace, however much of it moves
    if now < eyes.open_until && !moment.is_demo() {
        redraw.write(RequestRedraw);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::state::app::StatesPlugin;
    use bevy::time::TimeUpdateStrategy;

    const FRAME: Duration = Duration::from_millis(20);

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, StatesPlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME))
            .init_state::<Screen>()
            .init_resource::<Eyes>()
            .add_message::<WindowEvent>()
            .add_message::<RequestRedraw>()
            .add_message::<PadNews>()
            .add_systems(First, open_or_close.after(TimeSystems))
            .add_systems(Last, look);
        app.world_mut().spawn(Camera::default());
        app
    }

    /// How many of so many frames are drawn.
    fn drawn(app: &mut App, frames: usize) -> usize {
        let mut count = 0;
        for _ in 0..frames {
            app.update();
            let mut cameras = app.world_mut().query::<&Camera>();
            count += usize::from(cameras.iter(app.world()).all(|camera| camera.is_active));
        }
        count
    }

    #[test]
    fn a_calm_window_rests_and_any_change_is_drawn() {
        let mut app = app();
        drawn(&mut app, 150);
        let resting = drawn(&mut app, 200);
        assert!(
            resting <= 2,
            "the heartbeat alone in four seconds: {resting}"
        );
        let node = app.world_mut().spawn(BackgroundColor::default()).id();
        let seen = drawn(&mut app, 20);
        assert!((4..=6).contains(&seen), "a change and its tail: {seen}");
        let white = BackgroundColor(Color::WHITE);
        app.world_mut().entity_mut(node).insert(white);
        let seen = drawn(&mut app, 20);
        assert!((4..=6).contains(&seen), "another: {seen}");
    }

    #[test]
    fn play_is_drawn_every_frame() {
        let mut app = app();
        drawn(&mut app, 150);
        app.world_mut()
            .resource_mut::<NextState<Screen>>()
            .set(Screen::Playing);
        drawn(&mut app, 1);
        assert_eq!(drawn(&mut app, 40), 40);
    }

    fn playing(game: &str) -> App {
        let mut app = app();
        let entry = couchpad_games::find(game).unwrap();
        app.insert_resource(Stage::new(*entry));
        app.world_mut()
            .resource_mut::<NextState<Screen>>()
            .set(Screen::Playing);
        drawn(&mut app, 150);
        app
    }

    #[test]
    fn a_game_that_waits_for_its_players_is_drawn_when_something_changes() {
        assert_eq!(drawn(&mut playing("arkanoid"), 200), 200);
        let mut app = playing("four");
        let resting = drawn(&mut app, 200);
        assert!(
            resting <= 2,
            "the heartbeat alone in four seconds: {resting}"
        );
        let node = app.world_mut().spawn(UiGlobalTransform::default()).id();
        assert!(drawn(&mut app, 20) >= 4, "a disc appears");
        app.world_mut().despawn(node);
        let change = PadNews(couchpad_core::session::HostEvent {
            pad: couchpad_core::protocol::PadId(1),
            name: "Ada".into(),
            seat: None,
            kind: couchpad_core::session::HostEventKind::Renamed,
        });
        app.world_mut().write_message(change);
        let seen = drawn(&mut app, 20);
        assert!((4..=6).contains(&seen), "something is heard: {seen}");
    }
}
