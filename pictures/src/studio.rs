//! The studio: one Bevy app that draws into an image, a clock that only moves when told, and a shutter.

use crate::device::{self, NoRenderer};
use bevy::app::PluginsState;
use bevy::camera::{CameraUpdateSystems, ImageRenderTarget, RenderTarget};
use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput, NativeKey};
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{CachedPipelineState, PipelineCache, PollType, TextureFormat};
use bevy::render::renderer::RenderDevice;
use bevy::render::settings::RenderCreation;
use bevy::render::view::screenshot::{CapturedScreenshots, Screenshot};
use bevy::render::{RenderApp, RenderPlugin};
use bevy::time::TimeUpdateStrategy;
use bevy::window::{ExitCondition, PrimaryWindow, WindowRef, WindowResolution};
use bevy::winit::WinitPlugin;
use image::RgbaImage;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

/// How much time one stepped frame takes.
const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 60);
/// Frames without time before a shot at least: assets that a step has just made reach the graphics device in them.
const SETTLE: u32 = 5;
/// And at most: shaders that are still not ready after so many never will be.
const PATIENCE: u32 = 600;
/// How long the graphics device may take to hand a picture over.
const HAND_OVER: Duration = Duration::from_secs(60);
/// How long one look for the picture takes, before the device is asked again.
const ASK_AGAIN: Duration = Duration::from_millis(5);

/// Why a shot gave no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// A shader did not compile, or an asset that one needs never came.
    #[error(
        "the app's shaders were not ready after {PATIENCE} frames; set RUST_LOG=warn to see why"
    )]
    NotReady,
    /// The graphics device gave up.
    #[error("the graphics device handed no picture over within {} s; run the test again, alone", HAND_OVER.as_secs())]
    NotHandedOver,
    /// What came is not a picture of the studio's size.
    #[error("the graphics device handed over something that is no picture of {width} x {height}")]
    Malformed {
        /// Width asked for, in pixels.
        width: u32,
        /// Height asked for, in pixels.
        height: u32,
    },
}

/// A Bevy app that draws into an image and whose time stands still between steps.
pub struct Studio {
    app: App,
    target: Handle<Image>,
    size: UVec2,
}

/// Where cameras that would draw to a window draw instead.
#[derive(Resource)]
struct Target(Handle<Image>);

impl Studio {
    /// Sets up `DefaultPlugins` for a picture of this size in pixels, lets `build` add what is to be drawn, and runs the app
    /// until it is ready to draw: its start-up systems and a few frames in which no time passes.
    ///
    /// # Errors
    /// [`NoRenderer`] where the machine has nothing to draw with. A test should fail with it, not pass.
    pub fn new(width: u32, height: u32, build: impl FnOnce(&mut App)) -> Result<Self, NoRenderer> {
        let device = device::shared()?;
        let mut app = App::new();
        let render = RenderPlugin {
            render_creation: RenderCreation::Manual(device),
            synchronous_pipeline_compilation: true,
            ..default()
        };
        let plugins = DefaultPlugins
            .set(unseen_window(width, height))
            .set(render)
            .disable::<WinitPlugin>()
            .disable::<PipelinedRenderingPlugin>();
        // A log can be installed once in a process, and only who debugs a picture wants one.
        if std::env::var_os("RUST_LOG").is_some() {
            app.add_plugins(plugins);
        } else {
            app.add_plugins(plugins.disable::<LogPlugin>());
        }
        let picture = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
        let target = app.world_mut().resource_mut::<Assets<Image>>().add(picture);
        app.insert_resource(Target(target.clone()))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO))
            .add_systems(PostUpdate, turn_cameras.before(CameraUpdateSystems));
        build(&mut app);
        while app.plugins_state() == PluginsState::Adding {
            bevy::tasks::tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        let mut studio = Self {
            app,
            target,
            size: UVec2::new(width, height),
        };
        studio.still(SETTLE);
        Ok(studio)
    }

    /// Runs so many frames of 1/60 s each.
    pub fn step(&mut self, frames: u32) {
        self.run(frames, FRAME);
    }

    /// The same, but nothing is drawn: for what only has to be over before the next picture. Cheaper by most of a frame.
    pub fn step_unseen(&mut self, frames: u32) {
        self.open_eyes(false);
        self.step(frames);
        self.open_eyes(true);
    }

    fn open_eyes(&mut self, open: bool) {
        let world = self.app.world_mut();
        let mut cameras = world.query::<&mut Camera>();
        for mut camera in cameras.iter_mut(world) {
            camera.is_active = open;
        }
    }

    /// The app, to send it input or to look into its world.
    pub fn app(&mut self) -> &mut App {
        &mut self.app
    }

    /// Puts a finger down, moves it or lifts it, at a place in pixels from the top left. The next frame sees it.
    pub fn touch(&mut self, finger: u64, phase: TouchPhase, position: Vec2) {
        let window = self.window();
        let touch = TouchInput {
            phase,
            position,
            window,
            force: None,
            id: finger,
        };
        self.app.world_mut().write_message(touch);
    }

    /// Presses or releases a key. The next frame sees it.
    pub fn key(&mut self, key_code: KeyCode, state: ButtonState) {
        let window = self.window();
        let key = KeyboardInput {
            key_code,
            logical_key: Key::Unidentified(NativeKey::Unidentified),
            state,
            text: None,
            repeat: false,
            window,
        };
        self.app.world_mut().write_message(key);
    }

    fn window(&mut self) -> Entity {
        let world = self.app.world_mut();
        let mut windows = world.query_filtered::<Entity, With<PrimaryWindow>>();
        windows.single(world).unwrap_or(Entity::PLACEHOLDER)
    }

    /// The picture as it is now. No time passes for the app, though its `Update` systems run a few times.
    ///
    /// # Errors
    /// [`NoPicture`] where the app's shaders fail or the graphics device does.
    pub fn shoot(&mut self) -> Result<RgbaImage, NoPicture> {
        self.settle(SETTLE)?;
        self.expose()
    }

    /// The same with fewer frames before it: for one of many pictures of an app whose textures have all been drawn before.
    ///
    /// # Errors
    /// See [`shoot`](Self::shoot).
    pub fn snap(&mut self) -> Result<RgbaImage, NoPicture> {
        self.settle(1)?;
        self.expose()
    }

    fn expose(&mut self) -> Result<RgbaImage, NoPicture> {
        let shot = Screenshot::image(self.target.clone());
        let shot = self.app.world_mut().spawn(shot).id();
        self.still(1);
        let picture = self.hand_over();
        self.app.world_mut().despawn(shot);
        picture
    }

    fn settle(&mut self, frames: u32) -> Result<(), NoPicture> {
        self.still(frames);
        for _ in 0..PATIENCE {
            if self.shaders_are_ready() {
                return Ok(());
            }
            self.still(1);
        }
        Err(NoPicture::NotReady)
    }

    fn shaders_are_ready(&self) -> bool {
        let Some(render) = self.app.get_sub_app(RenderApp) else {
            return false;
        };
        let cache = render.world().resource::<PipelineCache>();
        cache
            .pipelines()
            .all(|pipeline| matches!(pipeline.state, CachedPipelineState::Ok(_)))
    }

    /// Waits for the graphics device here and now, instead of for frames: how many it takes differs from run to run.
    fn hand_over(&self) -> Result<RgbaImage, NoPicture> {
        let world = self.app.world();
        let device = world.resource::<RenderDevice>();
        let captured = world.resource::<CapturedScreenshots>();
        let receiver = captured.lock().map_err(|_| NoPicture::NotHandedOver)?;
        let begun = Instant::now();
        let picture = loop {
            // Again and again: Bevy asks for the picture from a task of its own, which a busy machine may run only after
            // the device was done. A failed wait shows below, as a picture that does not come.
            let _ = device.poll(PollType::wait_indefinitely());
            match receiver.recv_timeout(ASK_AGAIN) {
                Ok((_, picture)) => break picture,
                Err(RecvTimeoutError::Timeout) if begun.elapsed() < HAND_OVER => {}
                Err(_) => return Err(NoPicture::NotHandedOver),
            }
        };
        let UVec2 {
            x: width,
            y: height,
        } = self.size;
        let bytes = picture.data.unwrap_or_default();
        let mut picture = RgbaImage::from_raw(width, height, bytes)
            .ok_or(NoPicture::Malformed { width, height })?;
        // A window has no opacity; what cameras leave in this channel nobody sees.
        picture.pixels_mut().for_each(|pixel| pixel.0[3] = 255);
        Ok(picture)
    }

    fn still(&mut self, frames: u32) {
        self.run(frames, Duration::ZERO);
    }

    fn run(&mut self, frames: u32, each: Duration) {
        let clock = TimeUpdateStrategy::ManualDuration(each);
        self.app.insert_resource(clock);
        for _ in 0..frames {
            self.app.update();
        }
    }
}

fn unseen_window(width: u32, height: u32) -> WindowPlugin {
    let window = Window {
        resolution: WindowResolution::new(width, height).with_scale_factor_override(1.0),
        ..default()
    };
    WindowPlugin {
        primary_window: Some(window),
        exit_condition: ExitCondition::DontExit,
        ..default()
    }
}

/// Turns every camera that looks at the window to the image, without multisampling, and gives the UI to the front one.
fn turn_cameras(
    mut commands: Commands,
    target: Res<Target>,
    primary: Query<Entity, With<PrimaryWindow>>,
    mut cameras: Query<(Entity, &Camera, &mut RenderTarget)>,
    chosen: Query<(), With<IsDefaultUiCamera>>,
) {
    let mut front: Option<(isize, Entity)> = None;
    for (entity, camera, mut looks_at) in &mut cameras {
        let at_window = match *looks_at {
            RenderTarget::Window(WindowRef::Primary) => true,
            RenderTarget::Window(WindowRef::Entity(window)) => primary.contains(window),
            _ => false,
        };
        if at_window {
            *looks_at = RenderTarget::Image(ImageRenderTarget::from(target.0.clone()));
            commands.entity(entity).insert(Msaa::Off);
            front = front.max(Some((camera.order, entity)));
        }
    }
    if let (Some((_, entity)), true) = (front, chosen.is_empty()) {
        commands.entity(entity).insert(IsDefaultUiCamera);
    }
}
