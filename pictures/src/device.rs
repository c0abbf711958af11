//! The graphics device that all studios of a process share, and the plain words for when there is none.

use bevy::render::renderer::initialize_renderer;
use bevy::render::settings::{Backends, RenderResources, WgpuSettings};
use bevy::tasks::block_on;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// No graphics driver that can draw without a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "no Vulkan, Metal or DirectX adapter to draw pictures with; on Linux install a software Vulkan driver with \
     `cargo xtask setup --for test` (Debian: apt-get install mesa-vulkan-drivers libvulkan1), then run the test again"
)]
pub struct NoRenderer;

/// The device, opened once. A failure is remembered too.
pub(crate) fn shared() -> Result<RenderResources, NoRenderer> {
    static DEVICE: OnceLock<Option<RenderResources>> = OnceLock::new();
    DEVICE.get_or_init(open).clone().ok_or(NoRenderer)
}

fn open() -> Option<RenderResources> {
    let backends = Backends::VULKAN | Backends::METAL | Backends::DX12;
    let settings = WgpuSettings {
        backends: Some(backends),
        // Metal has no software renderer to ask for.
        force_fallback_adapter: !cfg!(target_vendor = "apple"),
        ..WgpuSettings::default()
    };
    // Bevy panics where it finds no adapter; here that is an answer, not a crash.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        block_on(initialize_renderer(backends, None, &settings))
    }));
    opened.ok()
}
