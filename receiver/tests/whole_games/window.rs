//! The same in the window, on displays that nobody sees. The pictures of each game are kept below the target folder.

use super::evening::{Evening, Started};
use super::screen::{Display, Picture};
use super::{PATIENCE, play_all};
use std::path::PathBuf;
use std::time::Duration;

const WIDTH: u32 = 800;
const HEIGHT: u32 = 600;
/// Set where everything must be tried, as the tests with namespaces know it.
const MUST: &str = "COUCHPAD_MUST_TEST";

#[test]
fn every_game_is_played_to_its_end_in_the_window() {
    if let Err(missing) = Display::open(WIDTH, HEIGHT) {
        let is_must = std::env::var(MUST).is_ok_and(|value| value == "1");
        assert!(!is_must, "{MUST}=1, but {missing}");
        println!("not tried, as {missing}");
        return;
    }
    play_all(2, |id| {
        let display = Display::open(WIDTH, HEIGHT).expect("one more");
        let name = display.name();
        let mut evening = Evening::start(id, "window", Started::On(&name));
        let mut pictures = Vec::new();
        evening.play_to_the_end(PATIENCE, |_, moment| {
            // the results come in one by one
            std::thread::sleep(Duration::from_secs(2));
            pictures.push(keep(id, moment, &display));
        });
        let [play, results] = &pictures[..] else {
            panic!("{id}: a picture of the game, and one of its results")
        };
        assert!(colours(play) > 8 && colours(results) > 8, "{id}");
        assert!(
            !play.is_like(results, 0.02),
            "{id}: the results look like the game"
        );
        evening.close();
    });
}

/// Keeps what is on the display, to be looked at.
fn keep(id: &str, moment: &str, display: &Display) -> Picture {
    let picture = display.picture();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("whole-games");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut png = image::RgbImage::new(WIDTH, HEIGHT);
    for (x, y, pixel) in png.enumerate_pixels_mut() {
        pixel.0 = picture.at(x, y);
    }
    let file = folder.join(format!("{id}-{moment}.png"));
    png.save(&file).expect("the picture is written");
    picture
}

/// How many colours there are, of a coarse palette: of an empty window, one or two.
fn colours(picture: &Picture) -> usize {
    let mut seen = std::collections::HashSet::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            seen.insert(picture.at(x, y).map(|channel| channel >> 4));
        }
    }
    seen.len()
}
