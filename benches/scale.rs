//! How a project of thousands of stories opens, what it costs in memory, and what an edit in it
//! costs. Prints, judges nothing.
//!
//! ```text
//! cargo bench --bench scale                                  1, 1,000 and 10,000 stories
//! cargo bench --bench scale -- --stories 300                 only so many
//! cargo bench --bench scale -- --make DIR [--stories N]      makes such a project, to look at
//! ```
#![allow(
    dead_code,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench has nobody to hand an error to, and its helpers serve others too"
)]

#[path = "support/generate.rs"]
mod generate;
#[path = "support/large.rs"]
mod large;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pressmark::analysis::search::{Query, Run, Shelf, Snapshot};
use pressmark::claims::CoderId;
use pressmark::project::{Edit, Project, Touched};
use pressmark::store::{self, Saver};

const SEED: u64 = 7;

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut make, mut only, mut memory) = (None, None, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--make" => make = args.next().map(PathBuf::from),
            "--stories" => only = args.next().and_then(|number| number.parse().ok()),
            "--memory" => memory = args.next().map(PathBuf::from),
            // What cargo itself gives to every bench.
            _ => {}
        }
    }
    if let Some(dir) = memory {
        return tell_memory(&dir);
    }
    if let Some(dir) = make {
        let stories = only.unwrap_or(10_000);
        let begun = Instant::now();
        generate::project(&dir, stories, SEED);
        println!("{}: {stories} stories, made in {:.1} s", dir.display(), begun.elapsed().as_secs_f64());
        return;
    }
    for stories in only.map_or_else(|| vec![1, 1_000, 10_000], |stories| vec![stories]) {
        measure(stories);
    }
}

fn measure(stories: usize) {
    let dir = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    generate::project(dir.path(), stories, SEED);
    let claims = stories * generate::CLAIMS;
    println!(
        "{stories} stories, {claims} claims, {} pictures; made in {:.1} s",
        stories * generate::PICTURES,
        begun.elapsed().as_secs_f64()
    );
    // Files that were written just now are not trusted yet.
    std::thread::sleep(Duration::from_millis(2_500));

    let begun = Instant::now();
    let opened = store::open(dir.path()).unwrap();
    say("open", begun);
    assert_eq!((opened.project.stories.len(), opened.findings.len()), (stories, 0));
    let begun = Instant::now();
    opened.index.keep(&opened.folder).unwrap();
    say("write the index", begun);
    let folder = opened.folder.clone();
    drop(opened);

    let list = |what: &str| {
        let begun = Instant::now();
        let preview = store::preview(dir.path());
        say(what, begun);
        preview.map(|preview| (preview.stories.len(), preview.unread.len()))
    };
    assert_eq!(list("list with the index"), Some((stories, 0)));
    let touched = stories.div_ceil(20).min(200);
    for entry in fs::read_dir(dir.path().join("stories")).unwrap().flatten().take(touched) {
        let file = entry.path().join("kim.claims.ron");
        fs::File::options()
            .append(true)
            .open(file)
            .unwrap()
            .set_modified(std::time::SystemTime::now())
            .unwrap();
    }
    assert_eq!(list(&format!("list, {touched} stories changed")), Some((stories, 0)));
    let begun = Instant::now();
    store::refresh_index(&folder).unwrap();
    say("refresh the index", begun);
    for entry in fs::read_dir(dir.path().join("stories")).unwrap().flatten() {
        fs::write(entry.path().join("text-old.txt"), "").unwrap();
    }
    list("list, all stories changed");
    fs::remove_dir_all(dir.path().join(".pressmark")).unwrap();
    assert_eq!(list("list, index deleted"), None);
    let begun = Instant::now();
    drop(store::open(dir.path()).unwrap());
    say("open, index deleted", begun);

    edit(dir.path());
    let this = std::env::current_exe().unwrap();
    let told = Command::new(this).arg("--memory").arg(dir.path()).output().unwrap();
    print!("{}", String::from_utf8_lossy(&told.stdout));
}

/// One claim's note changed and on the disk.
fn edit(dir: &Path) {
    let opened = store::open(dir).unwrap();
    let mut project = opened.project;
    let saver = Saver::start(opened.folder, project.clone());
    let kim = CoderId::nearest("kim");
    let mut times = Vec::new();
    for note in 0..9 {
        let (id, work) = project.stories.iter().next().unwrap();
        let (id, mut claim) = (id.clone(), work.coders[&kim].claims.values().next().unwrap().clone());
        Arc::make_mut(&mut claim).note = note.to_string();
        let begun = Instant::now();
        let edit = Edit::Claim { story: id.clone(), coder: kim.clone(), id: claim.id, to: Some(claim) };
        project.apply(edit).unwrap();
        saver.save(&project, &[Touched::Work(id, kim.clone())].into());
        let handed = begun.elapsed();
        saver.finish(Duration::from_secs(60)).unwrap();
        times.push((begun.elapsed(), handed));
    }
    times.sort();
    let (whole, handed) = times[times.len() / 2];
    println!("  {:<32} {:>9.3} ms, on disk after {:.1} ms", "one edit handed over", ms(handed), ms(whole));
}

/// Opens a project in a process of its own and says what that took at most.
fn tell_memory(dir: &Path) {
    let before = kilobytes("VmRSS:");
    let opened = store::open(dir).unwrap();
    let (held, peak) = (kilobytes("VmRSS:"), kilobytes("VmHWM:"));
    let claims: usize = opened
        .project
        .stories
        .values()
        .flat_map(|work| work.coders.values())
        .map(|work| work.claims.len())
        .sum();
    let (Some(before), Some(held), Some(peak)) = (before, held, peak) else {
        println!("  memory: only Linux tells it");
        return;
    };
    println!(
        "  memory: peak (VmHWM) {:.1} MB, held (VmRSS) {:.1} MB, {} bytes a claim with its share of the rest",
        peak as f64 / 1e3,
        held as f64 / 1e3,
        (held.saturating_sub(before) * 1024).checked_div(claims).unwrap_or_default()
    );
    tell_memory_of_hits(&opened.project);
}

/// What the hits of a frequent word take, beside the project, and what of it is given back.
fn tell_memory_of_hits(project: &Project) {
    let now = || kilobytes("VmRSS:").unwrap_or_default() as f64 / 1e3;
    let before = now();
    let Shelf { stories, names } = Snapshot::of(project).shelve();
    let ready = now();
    let query = Query { words: "the".to_owned(), ..Query::default() };
    let mut run = Run::start(query.prepare().unwrap(), names, || ());
    run.feed(&stories);
    run.close();
    let mut all = Vec::new();
    while let Some(batch) = run.wait() {
        all.extend(batch.found);
    }
    let hits: usize = all.iter().map(|found| found.hits.len()).sum();
    let held = now();
    // As the window lets go of them: on a thread.
    std::thread::spawn(move || drop((run, all))).join().unwrap();
    let let_go = now();
    std::thread::spawn(move || drop(stories)).join().unwrap();
    println!(
        "  memory of a search: {:.1} MB made ready, {:.1} MB with {hits} hits, {:.1} MB without them, {:.1} MB at the end",
        ready - before,
        held - before,
        let_go - before,
        now() - before
    );
}

/// A line of `/proc/self/status`.
fn kilobytes(name: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn say(what: &str, begun: Instant) {
    println!("  {what:<32} {:>9.1} ms", ms(begun.elapsed()));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
