//! How passages fare when their text changes, and how long it takes to find them again. Prints, judges
//! nothing; `tests/anchors.rs` holds the least that must come of it.
//!
//! `cargo bench --bench anchors`; the articles are made by rule.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench has nobody to hand an error to")]

#[path = "../tests/support/mutations.rs"]
mod mutations;

use std::hint::black_box;
use std::time::{Duration, Instant};

use mutations::{Case, Counts, MUTATIONS};
use pressmark::claims::Passage;
use pressmark::claims::anchors::Anchors;
use pressmark::story::{StoryText, TextRange};

const ARTICLES: u64 = 60;
const PASSAGES: usize = 20;

fn main() {
    println!("{ARTICLES} articles, {PASSAGES} passages each; percent of those not torn apart\n");
    for with_old in [true, false] {
        println!("{}", if with_old { "with the old text" } else { "\nwithout the old text" });
        println!(
            "{:24}{:>8}{:>8}{:>8}{:>8}{:>8}{:>14}{:>14}",
            "change", "right", "wrong", "review", "orphan", "ghosts", "ms a passage", "ms an article"
        );
        for mutation in &MUTATIONS {
            let cases: Vec<Case> = (0..ARTICLES).map(|seed| Case::of(mutation, seed, PASSAGES)).collect();
            let mut counts = Counts::default();
            cases.iter().for_each(|case| case.count(&mut counts, with_old));
            let (diff, find) = time(&cases, with_old);
            print!("{:24}", mutation.name);
            for count in [counts.right, counts.wrong, counts.review, counts.orphan, counts.ghosts] {
                print!("{:8.1}", counts.percent(count));
            }
            println!("{:14.2}{:14.2}", find / (ARTICLES as f64 * PASSAGES as f64), diff / ARTICLES as f64);
        }
    }
    long_text();
}

/// Milliseconds to compare all texts, and to find all passages.
fn time(cases: &[Case], with_old: bool) -> (f64, f64) {
    let (mut diff, mut find) = (Duration::ZERO, Duration::ZERO);
    for case in cases {
        let start = Instant::now();
        let anchors = Anchors::new(with_old.then_some(&case.old), &case.new);
        diff += start.elapsed();
        let start = Instant::now();
        for passage in case.passages() {
            black_box(anchors.find(passage));
        }
        find += start.elapsed();
    }
    (diff.as_secs_f64() * 1e3, find.as_secs_f64() * 1e3)
}

/// A text of a megabyte with a typo mended in its middle, and 5,000 passages.
fn long_text() {
    let mut dice = mutations::Dice::new(7);
    let mut text = String::new();
    while text.len() < 1_000_000 {
        text.push_str(&mutations::article(&mut dice));
        text.push('\n');
    }
    let middle = text.floor_char_boundary(text.len() / 2);
    let mended = format!("{}mended{}", &text[..middle], &text[middle..]);
    let (old, new) = (StoryText::from_canonical(text), StoryText::from_canonical(mended));
    let passages: Vec<Passage> = (0..5_000)
        .filter_map(|number| {
            let start = old.as_str().floor_char_boundary(number * 200);
            let end = old.as_str().floor_char_boundary(start + 90);
            Passage::of(&old, TextRange::from_indices(start, end))
        })
        .collect();
    let start = Instant::now();
    let anchors = Anchors::new(Some(&old), &new);
    let compared = start.elapsed();
    let placed = passages.iter().filter(|passage| anchors.find(passage).range.is_some()).count();
    let all = start.elapsed() - compared;
    println!(
        "\na mended typo in 1 MB: {:.0} ms to compare, {:.0} ms for {} passages, {placed} of them found",
        compared.as_secs_f64() * 1e3,
        all.as_secs_f64() * 1e3,
        passages.len()
    );
}
