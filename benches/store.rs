//! How long saving takes, and how much one edit writes; how long a journal takes to be replayed and
//! packed, and two versions of a file to be merged. Prints, judges nothing.
//!
//! `cargo bench --bench store`; the projects are made in the system's folder for temporary files.
//! Numbers after `--` make it smaller: `-- CLAIMS LINES`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench has nobody to hand an error to")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pressmark::claims::{Claim, ClaimId, Passage};
use pressmark::project::{Edit, Project, Session, StoryWork, Touched, merge};
use pressmark::store::{self, Resumed, SaveState, Saver};
use pressmark::story::{Block, Role, Story, StoryText, TextRange};
use support::{LONG, coder, slug};

fn main() {
    // The runner of benches adds words of its own.
    let mut numbers = std::env::args().filter_map(|word| word.parse::<usize>().ok());
    let claims = numbers.next().unwrap_or(5_000);
    let lines = numbers.next().unwrap_or(50_000);
    for claims in [claims / 250, claims / 5, claims].map(|claims| claims.max(1)) {
        save_one_edit(claims);
        keep_one_edit(claims);
    }
    replay(lines);
    merge_two(claims);
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
        encoding: None,
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

/// A project with one story of so many claims.
fn project(dir: &Path, claims: usize) -> Project {
    let opened = store::create(dir, "bench").unwrap();
    let mut project = opened.project;
    support::shelve(&mut project, "one", story(claims));
    let saver = Saver::start(opened.folder, project.clone());
    saver.save(&project, &support::everything(&project));
    saver.finish(LONG).unwrap();
    project
}

/// Begins work as the window does; says how long the reading of files and of the journal took.
fn begin(dir: &Path) -> (Session, Saver, Duration, Duration) {
    let begun = Instant::now();
    let opened = store::open(dir).unwrap();
    let read = begun.elapsed();
    let begun = Instant::now();
    let Resumed { mut session, folder, on_disk, journal, .. } = store::resume(opened, &coder("kim"), None);
    let resumed = begun.elapsed();
    let unsaved = session.take_unsaved();
    let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
    (session, saver, read, resumed)
}

/// Ends work, so that the journal is free.
fn end(saver: &Saver) {
    saver.finish(LONG).unwrap();
    while !saver.release() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn note(session: &mut Session, number: usize) {
    let claims = &session.project().stories[&slug("one")].work_of(&coder("kim")).unwrap().claims;
    let id = ClaimId((number % claims.len()) as u64 + 1);
    let mut claim = claims[&id].clone();
    Arc::make_mut(&mut claim).note = number.to_string();
    let edit = Edit::Claim { story: slug("one"), coder: coder("kim"), id, to: Some(claim) };
    session.perform("note", edit).unwrap();
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |is| is.len())
}

/// One edit through the journal: until it is kept, and until the file says it too.
fn keep_one_edit(claims: usize) {
    let dir = tempfile::tempdir().unwrap();
    project(dir.path(), claims);
    let (mut session, saver, ..) = begin(dir.path());
    let journal = dir.path().join(".pressmark/journal/kim.jnl");
    let (mut kept, mut followed, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..9 {
        let before = length(&journal);
        let begun = Instant::now();
        note(&mut session, number);
        let unsaved = session.take_unsaved();
        saver.keep(session.project(), unsaved);
        while !matches!(saver.state(), SaveState::Saved { .. }) {
            std::thread::sleep(Duration::from_micros(50));
        }
        kept.push(begun.elapsed());
        bytes.push(length(&journal) - before);
        while !saver.is_settled() {
            std::thread::sleep(Duration::from_millis(1));
        }
        followed.push(begun.elapsed());
        saver.finish(LONG).unwrap();
    }
    bytes.sort_unstable();
    println!(
        "keep, {claims:>5} claims: saved after {:>7.1} ms with {} bytes, the file of {} bytes follows after {:>6.0} ms",
        median(kept),
        bytes[bytes.len() / 2],
        length(&dir.path().join("stories/one/kim.claims.ron")),
        median(followed),
    );
}

/// A journal of so many lines: read at the start, after a kill too, and packed.
fn replay(lines: usize) {
    let dir = tempfile::tempdir().unwrap();
    project(dir.path(), 100);
    let files = support::files(dir.path());
    let (mut session, saver, ..) = begin(dir.path());
    for number in 0..lines {
        note(&mut session, number);
        if number % 1_000 == 999 {
            let unsaved = session.take_unsaved();
            saver.keep(session.project(), unsaved);
        }
    }
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    end(&saver);
    let journal = dir.path().join(".pressmark/journal/kim.jnl");
    println!("journal of {lines} changes: {:.1} MB", length(&journal) as f64 / 1e6);

    // As after a kill: the files say what they said at first, and nothing tells of more.
    let whole = fs::read(&journal).unwrap();
    let pending: Vec<&[u8]> =
        whole.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.ends_with(b" Settled\n")).collect();
    fs::write(&journal, pending.concat()).unwrap();
    for (name, bytes) in &files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    let (again, saver, read, resumed) = begin(dir.path());
    assert_eq!(again.project(), session.project());
    println!("  files read in {:.1} ms; all of it restored in {:.1} ms", ms(read), ms(resumed));
    end(&saver);

    let packs = begin(dir.path());
    println!("  next start: journal read, and packed where it is long, in {:.1} ms", ms(packs.3));
    println!("  it is {:.1} MB then", length(&journal) as f64 / 1e6);
    end(&packs.1);
    let (_, saver, _, resumed) = begin(dir.path());
    println!("  the start after that: {:.1} ms", ms(resumed));
    end(&saver);
}

/// Two versions of a file, in which each side changed every third claim and added some.
fn merge_two(claims: usize) {
    let base = story(claims).coders.remove(&coder("kim")).unwrap();
    let version = |first: u64| {
        let mut work = base.clone();
        for (id, claim) in &mut work.claims {
            if id.0 % 3 == first {
                Arc::make_mut(claim).note = format!("note {first}");
            }
        }
        let new: Vec<_> = work.claims.values().take(claims / 20).cloned().collect();
        for (number, mut claim) in new.into_iter().enumerate() {
            Arc::make_mut(&mut claim).id = ClaimId(1_000_000 * (first + 1) + number as u64);
            work.claims.insert(claim.id, claim);
        }
        work
    };
    let (ours, theirs) = (version(0), version(1));
    let times = (0..9).map(|_| {
        let begun = Instant::now();
        std::hint::black_box(merge::work(&base, &ours, &theirs));
        begun.elapsed()
    });
    println!("merge of two files with {claims} claims each: {:.2} ms", median(times.collect()));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
