//! An independent reader of QR codes: zbarimg, as it comes with zbar-tools.

use image::DynamicImage;
use std::process::Command;

/// What an independent reader finds in a picture; nothing where there is no code in it.
pub(crate) fn read_code(picture: &DynamicImage) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder for the picture");
    let file = folder.path().join("picture.png");
    picture.save(&file).expect("saved");
    let run = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(&file)
        .output();
    let run = run.unwrap_or_else(|error| {
        panic!("zbarimg does not run ({error}); install zbar-tools: cargo xtask setup --for test")
    });
    let text = String::from_utf8(run.stdout).expect("text");
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}
