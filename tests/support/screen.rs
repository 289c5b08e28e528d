//! A screen nobody looks at: an X server that draws into a file, worked by `xdotool`.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use egui::Pos2;

/// The server; it ends with the test.
pub struct Screen {
    server: Child,
    number: String,
    /// Where it keeps its pixels.
    file: PathBuf,
}

/// A rectangle of the screen, in pixels.
pub struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// What an area shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture(Vec<u32>);

impl Screen {
    /// Its width and height in pixels, which are points.
    pub const SIZE: (u16, u16) = (1440, 900);
    /// A place where the pointer lights nothing.
    pub const CORNER: Pos2 = Pos2::new(1438.0, 898.0);

    /// Starts a server that keeps its pixels in a file within `scratch`.
    pub fn start(scratch: &Path) -> Self {
        let (width, height) = Self::SIZE;
        let mut server = Command::new("Xvfb")
            // It chooses a free number and tells it. It must never blank the screen, nor begin anew
            // when the last program goes, for the next one would find nobody.
            .args(["-displayfd", "1", "-noreset", "-s", "0", "-dpi", "96", "-nolisten", "tcp"])
            .args(["-screen", "0", &format!("{width}x{height}x24")])
            .arg("-fbdir")
            .arg(scratch)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let number = number.trim().to_owned();
        assert!(!number.is_empty(), "Xvfb did not start");
        Self { server, number, file: scratch.join("Xvfb_screen0") }
    }

    /// What `DISPLAY` is set to.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Waits until a window of this title is on screen, and gives it the keyboard: there is no
    /// window manager that would.
    pub fn wait_for_window(&self, title: &str) {
        self.tool(&["search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync"]);
    }

    pub fn move_to(&self, to: Pos2) {
        self.tool(&["mousemove", &to.x.to_string(), &to.y.to_string()]);
    }

    /// Presses at one place and lets go at another, as fast as a quick hand.
    pub fn drag(&self, from: Pos2, to: Pos2) {
        self.move_to(from);
        pause();
        self.tool(&["mousedown", "1"]);
        for step in 1..=4_u8 {
            pause();
            self.move_to(from.lerp(to, f32::from(step) / 4.0));
        }
        pause();
        self.tool(&["mouseup", "1"]);
        pause();
    }

    /// Presses a key, under the X server's name for it.
    pub fn key(&self, key: &str) {
        self.tool(&["key", key]);
    }

    /// What is to be seen in `area`.
    pub fn picture(&self, area: &Area) -> Picture {
        // The format of `xwd`: a head of 32-bit numbers, the first of which is its own length, a
        // table of colours of 12 bytes each, and rows of pixels.
        let dump = fs::read(&self.file).unwrap();
        let number = |index: usize| u32::from_be_bytes(dump[index * 4..][..4].try_into().unwrap()) as usize;
        let (head, bits, row, colours) = (number(0), number(11), number(12), number(19));
        assert_eq!(bits, 32, "the server keeps a pixel in four bytes");
        let pixels = &dump[head + colours * 12..];
        let pixel = |x: usize, y: usize| {
            let bytes = &pixels[y * row + x * 4..][..4];
            u32::from_ne_bytes(bytes.try_into().unwrap()) & 0x00ff_ffff
        };
        let rows = area.top..area.bottom;
        Picture(
            rows.flat_map(|y| (area.left..area.right).map(move |x| (x, y)))
                .map(|(x, y)| pixel(x, y))
                .collect(),
        )
    }

    fn tool(&self, arguments: &[&str]) {
        let tool = Command::new("timeout")
            .args(["60", "xdotool"])
            .args(arguments)
            .env("DISPLAY", self.name())
            .output();
        let output = tool.expect("xdotool is installed");
        assert!(output.status.success(), "xdotool {arguments:?}: {output:?}");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Area {
    /// What lies between two points of one row and within `above_and_below` of it.
    pub fn around(from: Pos2, to: Pos2, above_and_below: f32) -> Self {
        let whole = |value: f32| value.max(0.0) as usize;
        Self {
            left: whole(from.x),
            right: whole(to.x),
            top: whole(from.y - above_and_below),
            bottom: whole(to.y + above_and_below),
        }
    }
}

impl Picture {
    /// The colour that most of it has.
    pub fn ground(&self) -> u32 {
        let mut counts = HashMap::<u32, usize>::new();
        self.0.iter().for_each(|pixel| *counts.entry(*pixel).or_default() += 1);
        counts.into_iter().max_by_key(|(pixel, count)| (*count, *pixel)).map_or(0, |(pixel, _)| pixel)
    }

    /// Whether it has one colour all over, so that it shows no words.
    pub fn is_blank(&self) -> bool {
        self.0.windows(2).all(|pair| pair[0] == pair[1])
    }
}

/// Between two movements of a hand.
fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(60));
}
