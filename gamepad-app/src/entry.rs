//! Where the two phone systems come in: the functions that they call by name. Nothing else here.

/// GameActivity calls this on a thread of its own, once the activity is there. The window library's loop runs once in a
/// process, and so does the app: the process ends with it.
#[cfg(target_os = "android")]
#[allow(
    unsafe_code,
    reason = "the system finds it by its name; no other function of this library has that name"
)]
#[unsafe(no_mangle)]
fn android_main(app: bevy::android::android_activity::AndroidApp) {
    let is_first = bevy::android::ANDROID_APP.set(app).is_ok();
    let status = if is_first { crate::phone::main() } else { 1 };
    std::process::exit(status);
}

/// The Swift program's `main` calls this on the main thread, once the shell is attached. It does not come back while the
/// app runs.
#[cfg(target_os = "ios")]
#[allow(
    unsafe_code,
    reason = "Swift finds it by its name; no other function of this library has that name"
)]
#[unsafe(no_mangle)]
extern "C" fn main_rs() {
    // the system takes no status from an app
    let _ = crate::phone::main();
}
