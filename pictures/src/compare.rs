//! Comparing a picture with the accepted one, and accepting a new one.

use image::{RgbaImage, codecs::png, codecs::png::PngEncoder};
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// How much a picture may differ from the accepted one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// A pixel is the same when no channel differs by more than this.
    pub channel: u8,
    /// The picture is the same when at most this share of its pixels (0 to 1) differs.
    pub pixels: f32,
}

impl Tolerance {
    /// Every byte the same.
    pub const NONE: Self = Self {
        channel: 0,
        pixels: 0.0,
    };

    /// The accepted pictures are drawn by Mesa's software renderer, which only Linux has. Other systems' drivers smooth edges
    /// and blend glows differently: there a picture still shows a missing or misplaced thing, but not a changed word.
    const ANOTHER_DRIVER: Self = Self {
        channel: 24,
        pixels: 0.02,
    };

    fn here(self) -> Self {
        if cfg!(target_os = "linux") {
            return self;
        }
        let least = Self::ANOTHER_DRIVER;
        Self {
            channel: self.channel.max(least.channel),
            pixels: self.pixels.max(least.pixels),
        }
    }
}

impl Default for Tolerance {
    /// What two versions of a software renderer may round differently: a few edge pixels, nothing that a person sees.
    fn default() -> Self {
        Self {
            channel: 8,
            pixels: 0.002,
        }
    }
}

/// Why a picture was not taken for the accepted one.
#[derive(Debug, thiserror::Error)]
pub enum PictureDiff {
    /// Nobody has accepted a picture here yet.
    #[error(
        "no accepted picture {accepted}; look at {new}, then accept it by running the test with COUCHPAD_PICTURES=accept"
    )]
    Missing {
        /// Where the accepted picture should be.
        accepted: PathBuf,
        /// The picture that was drawn.
        new: PathBuf,
    },
    /// The pictures' sizes differ.
    #[error(
        "{new} is {new_size:?} pixels, the accepted {accepted} is {accepted_size:?}; if that is right, run the test with COUCHPAD_PICTURES=accept"
    )]
    Size {
        /// The accepted picture.
        accepted: PathBuf,
        /// The picture that was drawn.
        new: PathBuf,
        /// Its width and height.
        new_size: (u32, u32),
        /// The accepted one's.
        accepted_size: (u32, u32),
    },
    /// Too many pixels differ too much.
    #[error(
        "{new} differs from {accepted}: {pixels} pixels ({percent:.3} %) by more than {channel}, at most by {worst}, first at {first:?}, \
         all within {area:?}; look at both, and if the new one is right run the test with COUCHPAD_PICTURES=accept"
    )]
    Pixels {
        /// The accepted picture.
        accepted: PathBuf,
        /// The picture that was drawn.
        new: PathBuf,
        /// How many pixels differ by more than `channel`.
        pixels: usize,
        /// Their share of the picture, in percent.
        percent: f32,
        /// The tolerance they were held against.
        channel: u8,
        /// The largest difference of a channel.
        worst: u8,
        /// The topmost of them, leftmost in its row.
        first: (u32, u32),
        /// Left, top, right and bottom of what holds them all.
        area: [u32; 4],
    },
    /// A picture could not be read or written.
    #[error("cannot read or write {path}: {error}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system or the decoder said.
        error: String,
    },
}

/// Compares a picture with the accepted one in a PNG file. Paths are relative to the crate under test, as cargo runs tests there.
///
/// A mismatch leaves the picture beside the accepted one, as `NAME.new.png`; a match removes it. With the environment
/// variable `COUCHPAD_PICTURES` at `accept` a picture that does not match becomes the accepted one.
///
/// # Errors
/// [`PictureDiff`], whose words say what differs and what to do.
pub fn compare(
    picture: &RgbaImage,
    accepted: impl AsRef<Path>,
    tolerance: Tolerance,
) -> Result<(), PictureDiff> {
    let accept = std::env::var_os("COUCHPAD_PICTURES").is_some_and(|value| value == "accept");
    compare_or_accept(picture, accepted.as_ref(), tolerance.here(), accept)
}

fn compare_or_accept(
    picture: &RgbaImage,
    accepted: &Path,
    tolerance: Tolerance,
    accept: bool,
) -> Result<(), PictureDiff> {
    let new = accepted.with_extension("new.png");
    let outcome = check(picture, accepted, &new, tolerance);
    match outcome {
        Err(PictureDiff::File { .. }) => outcome,
        Err(_) if accept => save(picture, accepted),
        Err(_) => save(picture, &new).and(outcome),
        Ok(()) => Ok(()),
    }?;
    // It may not be there, and that is fine.
    let _ = fs::remove_file(new);
    Ok(())
}

fn check(
    picture: &RgbaImage,
    accepted: &Path,
    new: &Path,
    tolerance: Tolerance,
) -> Result<(), PictureDiff> {
    let (accepted_path, new_path) = (accepted.to_owned(), new.to_owned());
    if !accepted.exists() {
        return Err(PictureDiff::Missing {
            accepted: accepted_path,
            new: new_path,
        });
    }
    let expected = image::open(accepted)
        .map_err(|error| broken(accepted, error))?
        .to_rgba8();
    if expected.dimensions() != picture.dimensions() {
        return Err(PictureDiff::Size {
            accepted: accepted_path,
            new: new_path,
            new_size: picture.dimensions(),
            accepted_size: expected.dimensions(),
        });
    }
    let diff = Differing::between(picture, &expected, tolerance.channel);
    let total = (picture.width() as usize * picture.height() as usize).max(1);
    let share = diff.pixels as f32 / total as f32;
    match diff.first {
        Some(first) if share > tolerance.pixels => Err(PictureDiff::Pixels {
            accepted: accepted_path,
            new: new_path,
            pixels: diff.pixels,
            percent: share * 100.0,
            channel: tolerance.channel,
            worst: diff.worst,
            first,
            area: diff.area,
        }),
        _ => Ok(()),
    }
}

/// What differs between two pictures of one size.
#[derive(Debug, PartialEq)]
struct Differing {
    pixels: usize,
    worst: u8,
    first: Option<(u32, u32)>,
    area: [u32; 4],
}

impl Differing {
    fn between(a: &RgbaImage, b: &RgbaImage, channel: u8) -> Self {
        let mut found = Self {
            pixels: 0,
            worst: 0,
            first: None,
            area: [u32::MAX, u32::MAX, 0, 0],
        };
        for ((x, y, one), other) in a.enumerate_pixels().zip(b.pixels()) {
            let apart = one.0.iter().zip(other.0).map(|(p, q)| p.abs_diff(q)).max();
            let apart = apart.unwrap_or(0);
            found.worst = found.worst.max(apart);
            if apart > channel {
                found.pixels += 1;
                found.first.get_or_insert((x, y));
                let [left, top, right, bottom] = found.area;
                found.area = [left.min(x), top.min(y), right.max(x), bottom.max(y)];
            }
        }
        found
    }
}

/// Writes a PNG as small as it gets: these files are kept in the repository.
fn save(picture: &RgbaImage, path: &Path) -> Result<(), PictureDiff> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| broken(path, error))?;
    }
    let file = fs::File::create(path).map_err(|error| broken(path, error))?;
    let (compression, filter) = (png::CompressionType::Best, png::FilterType::Adaptive);
    let encoder = PngEncoder::new_with_quality(BufWriter::new(file), compression, filter);
    let opaque = image::DynamicImage::ImageRgba8(picture.clone()).into_rgb8();
    opaque
        .write_with_encoder(encoder)
        .map_err(|error| broken(path, error))
}

fn broken(path: &Path, error: impl std::fmt::Display) -> PictureDiff {
    PictureDiff::File {
        path: path.to_owned(),
        error: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn grey(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_pixel(width, height, Rgba([100, 100, 100, 255]))
    }

    fn with_pixel(x: u32, y: u32, value: u8) -> RgbaImage {
        let mut picture = grey(10, 10);
        picture.put_pixel(x, y, Rgba([100, value, 100, 255]));
        picture
    }

    fn accepted_grey() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deep/room.png");
        compare_or_accept(&grey(10, 10), &path, Tolerance::NONE, true).expect("accepted");
        (folder, path)
    }

    #[test]
    fn an_accepted_picture_matches_itself() {
        let (_folder, path) = accepted_grey();
        compare_or_accept(&grey(10, 10), &path, Tolerance::NONE, false).expect("the same");
    }

    #[test]
    fn a_missing_picture_fails_and_leaves_the_new_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("room.png");
        let diff = compare_or_accept(&grey(4, 4), &path, Tolerance::default(), false);
        assert!(matches!(diff, Err(PictureDiff::Missing { .. })), "{diff:?}");
        assert!(folder.path().join("room.new.png").exists());
        assert!(!path.exists());
    }

    #[test]
    fn one_differing_pixel_is_named_and_the_tolerance_holds_on_both_sides() {
        let (_folder, path) = accepted_grey();
        let changed = with_pixel(3, 7, 120);
        let strict = Tolerance {
            channel: 19,
            pixels: 0.0,
        };
        match compare_or_accept(&changed, &path, strict, false) {
            Err(PictureDiff::Pixels {
                pixels,
                worst,
                first,
                area,
                ..
            }) => {
                assert_eq!((pixels, worst, first, area), (1, 20, (3, 7), [3, 7, 3, 7]));
            }
            other => panic!("{other:?}"),
        }
        assert!(path.with_extension("new.png").exists());
        let by_channel = Tolerance {
            channel: 20,
            pixels: 0.0,
        };
        compare_or_accept(&changed, &path, by_channel, false)
            .expect("within the channel's tolerance");
        assert!(
            !path.with_extension("new.png").exists(),
            "cleared by the match"
        );
        let by_share = Tolerance {
            channel: 0,
            pixels: 0.01,
        };
        compare_or_accept(&changed, &path, by_share, false).expect("one of a hundred is allowed");
    }

    #[test]
    fn another_size_never_matches() {
        let (_folder, path) = accepted_grey();
        let all = Tolerance {
            channel: 255,
            pixels: 1.0,
        };
        let diff = compare_or_accept(&grey(10, 11), &path, all, false);
        assert!(matches!(diff, Err(PictureDiff::Size { .. })), "{diff:?}");
    }

    #[test]
    fn accepting_replaces_the_picture() {
        let (_folder, path) = accepted_grey();
        let changed = with_pixel(0, 0, 255);
        compare_or_accept(&changed, &path, Tolerance::NONE, true).expect("accepted");
        compare_or_accept(&changed, &path, Tolerance::NONE, false).expect("now the same");
        assert!(compare_or_accept(&grey(10, 10), &path, Tolerance::NONE, false).is_err());
    }

    #[test]
    fn a_file_that_is_no_picture_is_said_so_and_kept() {
        let (_folder, path) = accepted_grey();
        fs::write(&path, "not a picture").expect("written");
        let diff = compare_or_accept(&grey(10, 10), &path, Tolerance::default(), true);
        assert!(matches!(diff, Err(PictureDiff::File { .. })), "{diff:?}");
        assert_eq!(fs::read(&path).expect("kept"), b"not a picture");
    }
}
