//! A display of its own for programs with a window: Xvfb draws it, xdotool is the hand on its mouse, and what it shows can be
//! read. Must not know which program is on it. Linux alone has it.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "tests and measurements take what they need"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use tempfile::TempDir;

/// Depth of the screen: one word of four bytes a pixel.
const DEPTH: u32 = 24;
/// Bytes of a pixel.
const PIXEL: usize = 4;
/// By how much a channel may differ in what looks alike.
const ALIKE: u8 = 24;

/// A virtual display, with a hand on it. Both end with this value.
pub struct Display {
    server: Child,
    hand: Child,
    says: ChildStdin,
    number: String,
    width: u32,
    height: u32,
    /// Where the server keeps its pixels.
    folder: TempDir,
}

/// What is on it at one moment.
#[derive(Clone, PartialEq)]
pub struct Picture {
    width: u32,
    height: u32,
    /// Blue, green, red and nothing, row by row.
    pixels: Vec<u8>,
}

impl Display {
    /// Opens one of this size in pixels, whose number nobody else has.
    ///
    /// # Errors
    /// What is missing here, as the middle of a sentence.
    pub fn open(width: u32, height: u32) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut server = Command::new("Xvfb");
        let screen = format!("{width}x{height}x{DEPTH}");
        server
            .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset"])
            .args(["-screen", "0", &screen, "-fbdir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = server
            .spawn()
            .map_err(|error| format!("Xvfb does not start ({error})"))?;
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            // it tells its number once it is ready, and nothing where it is not
            let _ = BufReader::new(out).read_line(&mut number);
        }
        let number = number.trim().to_owned();
        let (hand, says) = match hand(&number) {
            Ok(hand) => hand,
            Err(missing) => {
                end(&mut server);
                return Err(missing);
            }
        };
        Ok(Self {
            server,
            hand,
            says,
            number,
            width,
            height,
            folder,
        })
    }

    /// What to set `DISPLAY` to.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Lets the hand do something, in xdotool's words; it is done a moment later, and in order.
    pub fn does(&mut self, words: &str) {
        writeln!(self.says, "{words}").expect("xdotool listens");
        self.says.flush().expect("xdotool listens");
    }

    /// Moves the pointer to these pixels from the top left.
    pub fn points_at(&mut self, x: f32, y: f32) {
        self.does(&format!("mousemove {} {}", x.round(), y.round()));
    }

    /// What is on it now.
    pub fn picture(&self) -> Picture {
        let file = fs::read(self.file()).expect("the server's pixels");
        let word = |at: usize| {
            let bytes = file[4 * at..4 * at + 4].try_into();
            u32::from_be_bytes(bytes.expect("four bytes")) as usize
        };
        // the format of xwd: the header's own length first, in its 19th word how many colours of 12 bytes follow it
        let begin = word(0) + 12 * word(19);
        let len = self.width as usize * self.height as usize * PIXEL;
        Picture {
            width: self.width,
            height: self.height,
            pixels: file[begin..begin + len].to_vec(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("Xvfb_screen0")
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.hand);
        end(&mut self.server);
    }
}

impl Picture {
    /// Red, green and blue of a pixel; black outside.
    pub fn at(&self, x: u32, y: u32) -> [u8; 3] {
        if x >= self.width || y >= self.height {
            return [0; 3];
        }
        let begin = (y as usize * self.width as usize + x as usize) * PIXEL;
        [2, 1, 0].map(|channel| self.pixels[begin + channel])
    }

    /// Whether at most this share of its pixels (0 to 1) differs visibly.
    pub fn is_like(&self, other: &Self, share: f64) -> bool {
        if self.pixels.len() != other.pixels.len() {
            return false;
        }
        let pixels = self.pixels.chunks_exact(PIXEL);
        let pairs = pixels.zip(other.pixels.chunks_exact(PIXEL));
        let differ = |(one, two): &(&[u8], &[u8])| {
            let mut channels = one.iter().zip(*two);
            channels.any(|(one, two)| one.abs_diff(*two) > ALIKE)
        };
        let different = pairs.filter(differ).count();
        different as f64 <= share * (self.pixels.len() / PIXEL) as f64
    }

    /// Keeps it in a file, as a portable pixmap.
    pub fn save(&self, file: &Path) {
        let mut bytes = format!("P6 {} {} 255\n", self.width, self.height).into_bytes();
        for pixel in self.pixels.chunks_exact(PIXEL) {
            bytes.extend([pixel[2], pixel[1], pixel[0]]);
        }
        fs::write(file, bytes).expect("the picture is written");
    }

    /// Whether any of it is not black.
    pub fn has_something(&self) -> bool {
        let mut pixels = self.pixels.chunks_exact(PIXEL);
        pixels.any(|pixel| pixel[..3] != [0; 3])
    }
}

/// The hand takes its words one by one, so that nothing is started for each.
fn hand(display: &str) -> Result<(Child, ChildStdin), String> {
    if display.is_empty() {
        return Err("Xvfb does not start (it says no number)".into());
    }
    let mut hand = Command::new("xdotool");
    hand.arg("-")
        .env("DISPLAY", format!(":{display}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    let mut hand = hand
        .spawn()
        .map_err(|error| format!("xdotool does not start ({error})"))?;
    let says = hand.stdin.take().expect("its input is a pipe");
    Ok((hand, says))
}

fn end(program: &mut Child) {
    // it may have ended by itself
    let _ = program.kill();
    let _ = program.wait();
}
