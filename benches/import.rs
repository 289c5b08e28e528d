//! How fast a folder of texts of 7 KB comes in, and how much memory that takes. Prints, judges
//! nothing.
//!
//! `cargo bench --bench import`; numbers after `--` say how many texts: `-- 100 1000`. Each number is
//! imported in a process of its own, for the peak of memory is a process's.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench has nobody to hand an error to")]

#[path = "support/large.rs"]
#[allow(dead_code, reason = "its texts only")]
mod large;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use large::Dice;
use pressmark::claims::CoderId;
use pressmark::import::{Batch, Plan, Progress};
use pressmark::project::{Edit, Session};
use pressmark::store::{Saver, create};

/// Set to a number, the process imports so many texts and ends.
const ONE: &str = "PRESSMARK_BENCH_IMPORT";

fn main() {
    if let Some(number) = std::env::var(ONE).ok().and_then(|number| number.parse().ok()) {
        return import(number);
    }
    let mut numbers: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if numbers.is_empty() {
        numbers = vec![100, 1_000, 4_000];
    }
    for number in numbers {
        let status = Command::new(std::env::current_exe().unwrap()).env(ONE, number.to_string()).status();
        assert!(status.unwrap().success());
    }
}

/// As the window does it: made aside one by one, shelved as one step.
fn import(number: usize) {
    let dir = tempfile::tempdir().unwrap();
    let from = dir.path().join("in");
    fs::create_dir(&from).unwrap();
    let mut dice = Dice::new(7);
    for at in 0..number {
        let text = large::text(7 * 1024, &mut dice).replacen("some words", &format!("some words {at}"), 1);
        fs::write(from.join(format!("{at:05}.txt")), text).unwrap();
    }
    let opened = create(&dir.path().join("project"), "bench").unwrap();
    let before = peak();
    let begun = Instant::now();
    let progress = Progress::default();
    let plan = Plan::of(&[from], &progress);
    let batch = Batch::new(plan, &opened.project, opened.folder.clone(), progress);
    let saver = Saver::start(opened.folder, opened.project.clone());
    let porter = saver.porter();
    let mut reading = Duration::ZERO;
    let mut edits = Vec::new();
    let mut last = Instant::now();
    for came in batch {
        reading += last.elapsed();
        while !porter.wait(Duration::from_secs(1)) {}
        let story = came.story.unwrap();
        edits.push(story.edit());
        porter.bring(&story.id, &story.work, story.files);
        last = Instant::now();
    }
    let read = begun.elapsed();
    let mut session = Session::new(opened.project, CoderId::nearest("bench"));
    let shelving = Instant::now();
    session.perform("import", Edit::Batch(edits)).unwrap();
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    let frame = shelving.elapsed();
    saver.finish(Duration::from_secs(600)).unwrap();
    let whole = begun.elapsed();
    println!(
        "{number:6} texts of 7 KB: {:6.0} stories a second on the disk ({:.0} understood), the one step {:.1} ms in the window, then {:.2} s until all is saved; peak of memory {} before, {} after",
        number as f64 / whole.as_secs_f64(),
        number as f64 / reading.as_secs_f64(),
        frame.as_secs_f64() * 1e3,
        (whole - read).as_secs_f64(),
        before,
        peak(),
    );
}

/// The most memory this process has had, as the system tells it.
fn peak() -> String {
    let status = fs::read_to_string(Path::new("/proc/self/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: Option<f64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kib.map_or_else(|| "unknown".to_owned(), |kib| format!("{:.1} MiB", kib / 1024.0))
}
