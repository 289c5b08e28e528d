//! How long saving takes, and how much one edit writes. Prints, judges nothing.
//!
//! `cargo bench --bench store`; the project is made in the system's folder for temporary files.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench has nobody to hand an error to")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pressmark::claims::{Claim, ClaimId, Passage};
use pressmark::project::{Edit, StoryWork, Touched};
use pressmark::store::{self, Saver};
use pressmark::story::{Block, Role, Story, StoryText, TextRange};
use support::{LONG, coder, slug};

fn main() {
    for claims in [20, 1_000, 5_000] {
        save_one_edit(claims);
    }
}

/// A story with a claim on every other sentence of 70 bytes.
fn story(claims: usize) -> StoryWork {
    let sentence = "Officials said on Thursday that the talks would go on as they had so.";
    let paragraph = [sentence; 5].join(" ") + "\n";
    let text = StoryText::from_canonical(paragraph.repeat((claims * 2).div_ceil(5).max(1)));
    let block = |at: usize| {
        let start = at * paragraph.len();
        Block { role: Role::Paragraph, range: TextRange::from_indices(start, start + paragraph.len() - 1) }
    };
    let story = Story {
        headline: "Talks go on".to_owned(),
        outlet: Some("The Example".to_owned()),
        authors: vec!["A. Writer".to_owned()],
        date: None,
        language: Some("en".to_owned()),
        url: None,
        source: None,
        text: text.hash().clone(),
        pictures: Vec::new(),
        blocks: (0..text.as_str().len() / paragraph.len()).map(block).collect(),
    };
    let mut work = StoryWork::new(story, text);
    let made = (0..claims).map(|number| {
        let start = number * 2 * (sentence.len() + 1);
        let range = TextRange::from_indices(start, start + sentence.len());
        let mut claim = Claim::new(Some("quote".into()));
        claim.id = ClaimId(number as u64 + 1);
        claim.passages.extend(Passage::of(&work.text, range));
        claim.fields.insert("form".into(), pressmark::claims::Value::Choice("indirect".into()));
        Arc::new(claim)
    });
    let made: Vec<_> = made.collect();
    support::give(&mut work, "kim", made);
    work
}

fn save_one_edit(claims: usize) {
    let dir = tempfile::tempdir().unwrap();
    let opened = store::create(dir.path(), "bench").unwrap();
    let mut project = opened.project;
    support::shelve(&mut project, "one", story(claims));
    let saver = Saver::start(opened.folder, project.clone());
    saver.save(&project, &support::everything(&project));
    saver.finish(LONG).unwrap();
    let file = dir.path().join("stories/one/kim.claims.ron");
    let mut handing = Vec::new();
    let mut whole = Vec::new();
    for number in 0..15 {
        let mut claim = project.stories[&slug("one")].claim(&coder("kim"), ClaimId(1)).unwrap().clone();
        Arc::make_mut(&mut claim).note = number.to_string();
        let edit = Edit::Claim { story: slug("one"), coder: coder("kim"), id: claim.id, to: Some(claim) };
        let begun = Instant::now();
        project.apply(edit).unwrap();
        saver.save(&project, &[Touched::Work(slug("one"), coder("kim"))].into());
        handing.push(begun.elapsed());
        saver.finish(LONG).unwrap();
        whole.push(begun.elapsed());
    }
    println!(
        "save, {claims:>5} claims: edit and hand over {:>8.3} ms, on disk after {:>7.1} ms, {} bytes written",
        median(handing),
        median(whole),
        fs::metadata(file).unwrap().len()
    );
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
