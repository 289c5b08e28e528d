//! The journal: what it holds survives, is told apart from what it is not, and is history.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pressmark::project::{Edit, Project, Session, Standing, Status};
use pressmark::store::{self, Resumed, Saver};
use support::{LONG, claim, coder, sample, shelve, slug, story};

fn resume(dir: &Path) -> Resumed {
    store::resume(store::open(dir).unwrap(), &coder("kim"), None)
}

/// Work on the project as the window does it.
struct Run {
    session: Session,
    saver: Saver,
    restored: usize,
    findings: Vec<String>,
}

impl Run {
    fn begin(dir: &Path) -> Self {
        let Resumed { mut session, folder, on_disk, journal, restored, findings, .. } = resume(dir);
        let unsaved = session.take_unsaved();
        let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
        Self { session, saver, restored, findings: findings.iter().map(ToString::to_string).collect() }
    }

    fn note(&mut self, words: &str) {
        let work = &self.session.project().stories[&slug("one")];
        let mut claim = claim(work, 1, "“no”");
        Arc::make_mut(&mut claim).note = words.to_owned();
        let edit = Edit::Claim { story: slug("one"), coder: coder("kim"), id: claim.id, to: Some(claim) };
        self.session.perform(format!("note {words}"), edit).unwrap();
    }

    fn keep(&mut self) {
        let unsaved = self.session.take_unsaved();
        self.saver.keep(self.session.project(), unsaved);
    }

    fn finish(mut self) -> Project {
        self.keep();
        self.saver.finish(LONG).unwrap();
        // The next start must not find the journal in the hands of a thread that is just ending.
        while !self.saver.release() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        self.session.project().clone()
    }
}

fn journal(dir: &Path) -> PathBuf {
    dir.join(".pressmark/journal/kim.jnl")
}

fn words(project: &Project) -> String {
    project.stories[&slug("one")].claim(&coder("kim"), pressmark::claims::ClaimId(1)).unwrap().note.clone()
}

/// A project in which the journal holds the notes 1 to `notes` and the files none of them, as after
/// a kill before the files followed.
fn killed(dir: &Path, notes: usize) -> Project {
    sample(dir);
    let before = support::files(dir);
    let mut run = Run::begin(dir);
    for number in 1..=notes {
        run.note(&number.to_string());
    }
    let after = run.finish();
    put_back(dir, &before);
    let text = fs::read_to_string(journal(dir)).unwrap();
    let changes: Vec<&str> = text.lines().filter(|line| !line.ends_with(" Settled")).collect();
    assert_eq!(changes.len(), notes + 1, "a head and the notes");
    fs::write(journal(dir), changes.join("\n") + "\n").unwrap();
    after
}

fn put_back(dir: &Path, files: &std::collections::BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files {
        fs::write(dir.join(name), bytes).unwrap();
    }
}

#[test]
fn what_the_journal_holds_and_the_files_do_not_is_restored_once() {
    let dir = tempfile::tempdir().unwrap();
    let after = killed(dir.path(), 12);
    let run = Run::begin(dir.path());
    assert_eq!((run.restored, run.findings.as_slice()), (12, [].as_slice()));
    assert_eq!(*run.session.project(), after);
    assert_eq!(run.session.history().len(), 12, "what was restored can be undone step by step");
    run.finish();
    assert_eq!(store::open(dir.path()).unwrap().project, after);
    let run = Run::begin(dir.path());
    assert_eq!(run.restored, 0);
    assert_eq!(run.session.history().len(), 12);
}

#[test]
fn undo_reaches_back_over_restarts_and_what_was_undone_stays_within_reach() {
    let dir = tempfile::tempdir().unwrap();
    let start = sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.note("a");
    run.note("b");
    run.finish();
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    run.note("c");
    let with_c = run.finish();
    let mut run = Run::begin(dir.path());
    let standings = run.session.history().standings();
    let labels: Vec<(String, Standing)> =
        run.session.history().steps().map(|(id, step)| (step.label.clone(), standings[&id])).collect();
    assert_eq!(
        labels,
        [
            ("note a".to_owned(), Standing::Done),
            ("note b".to_owned(), Standing::Aside),
            ("note c".to_owned(), Standing::Done)
        ]
    );
    let b = run.session.history().steps().find(|(_, step)| step.label == "note b").unwrap().0;
    run.session.go_back("go back", Some(b)).unwrap().unwrap();
    assert_eq!(words(run.session.project()), "b");
    run.finish();
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    assert_eq!(*run.session.project(), with_c, "going back is undone as one step");
    while run.session.undo().unwrap().is_some() {}
    assert_eq!(run.finish(), start);
    let mut run = Run::begin(dir.path());
    while run.session.redo().unwrap().is_some() {}
    assert_eq!(words(run.session.project()), "b");
}

#[test]
fn n75_a_torn_end_costs_only_itself_and_is_written_over() {
    let dir = tempfile::tempdir().unwrap();
    let whole = {
        killed(dir.path(), 3);
        fs::read(journal(dir.path())).unwrap()
    };
    let last = whole[..whole.len() - 1].iter().rposition(|&byte| byte == b'\n').unwrap() + 1;
    for cut in [last + 1, last + 9, whole.len() - 1] {
        let scratch = tempfile::tempdir().unwrap();
        killed(scratch.path(), 3);
        fs::write(journal(scratch.path()), &whole_for(scratch.path())[..cut]).unwrap();
        let mut run = Run::begin(scratch.path());
        assert_eq!((run.restored, run.findings.len()), (2, 0), "cut at {cut}");
        run.note("after");
        run.finish();
        let run = Run::begin(scratch.path());
        assert_eq!((run.restored, run.findings.len()), (0, 0));
        assert_eq!(words(run.session.project()), "after");
        assert_eq!(run.session.history().len(), 3);
    }
}

fn whole_for(dir: &Path) -> Vec<u8> {
    fs::read(journal(dir)).unwrap()
}

#[test]
fn n75_a_bad_line_in_the_middle_costs_only_itself() {
    let dir = tempfile::tempdir().unwrap();
    killed(dir.path(), 5);
    let text = fs::read_to_string(journal(dir.path())).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[3] = lines[3].replace("note 3", "note X");
    fs::write(journal(dir.path()), lines.join("\n") + "\n").unwrap();
    let run = Run::begin(dir.path());
    assert_eq!(run.restored, 4);
    assert_eq!(words(run.session.project()), "5");
    assert!(run.findings[0].contains("kim.jnl:4") && run.findings[0].contains("damaged line"));
    assert_eq!(run.session.history().len(), 4);
}

/// The line that says where undo and redo stand in a packed journal is there twice.
#[test]
fn n75_a_damaged_place_in_a_packed_journal_costs_only_itself() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    for number in 1..=6 {
        run.note(&number.to_string());
    }
    run.session.undo().unwrap().unwrap();
    run.session.undo().unwrap().unwrap();
    run.finish();
    store::pack_history(dir.path(), &coder("kim"), 2).unwrap();
    let text = fs::read_to_string(journal(dir.path())).unwrap();
    let places: Vec<usize> = text.match_indices(" At(").map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        let mut bytes = text.clone().into_bytes();
        bytes[at + 1] = b'X';
        fs::write(journal(dir.path()), bytes).unwrap();
        let mut run = Run::begin(dir.path());
        assert!(run.findings[0].contains("damaged line"), "{:?}", run.findings);
        assert_eq!((run.restored, words(run.session.project()).as_str()), (0, "4"));
        run.session.redo().unwrap().unwrap();
        assert_eq!(words(run.session.project()), "5");
        run.session.undo().unwrap().unwrap();
        run.session.undo().unwrap().unwrap();
        assert_eq!(words(run.session.project()), "3");
    }
}

#[test]
fn n75_foreign_and_newer_journals_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    killed(dir.path(), 2);
    let ours = fs::read_to_string(journal(dir.path())).unwrap();
    let strange = [
        (ours + "J9 4 3 00000000 abc\n", "newer Pressmark"),
        // The journal of another project, as when a folder was copied by hand.
        (foreign(), "another project"),
        ("this is no journal\nat all\n".to_owned(), "is no journal"),
    ];
    for (text, problem) in strange {
        fs::write(journal(dir.path()), &text).unwrap();
        let mut run = Run::begin(dir.path());
        assert_eq!(run.restored, 0, "{problem}");
        assert!(run.findings.iter().any(|finding| finding.contains(problem)), "{:?}", run.findings);
        run.note("goes on");
        run.finish();
        assert_eq!(fs::read_to_string(journal(dir.path())).unwrap(), text, "{problem}");
        let run = Run::begin(dir.path());
        assert_eq!(words(run.session.project()), "goes on");
        for extra in fs::read_dir(dir.path().join(".pressmark/journal")).unwrap().flatten() {
            if extra.path() != journal(dir.path()) && extra.path().is_file() {
                fs::remove_file(extra.path()).unwrap();
            }
        }
    }
}

fn foreign() -> String {
    let dir = tempfile::tempdir().unwrap();
    killed(dir.path(), 2);
    fs::read_to_string(journal(dir.path())).unwrap()
}

#[test]
fn a_change_whose_story_is_gone_waits_until_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let after = killed(dir.path(), 2);
    let (home, away) = (dir.path().join("stories/one"), dir.path().join("away"));
    fs::rename(&home, &away).unwrap();
    for _ in 0..2 {
        let mut run = Run::begin(dir.path());
        assert_eq!(run.restored, 0);
        assert!(run.findings[0].contains("not there"), "{:?}", run.findings);
        let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to: Status::Done };
        run.session.perform("done", edit).unwrap();
        run.finish();
    }
    fs::rename(&away, &home).unwrap();
    let run = Run::begin(dir.path());
    assert_eq!(run.restored, 2);
    assert_eq!(run.session.project().stories[&slug("one")], after.stories[&slug("one")]);
    run.finish();
    assert_eq!(Run::begin(dir.path()).restored, 0);
}

#[test]
fn a_restored_change_is_merged_with_what_came_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    killed(dir.path(), 1);
    // Another machine's program changed the same claim's kind, and lee's.
    let opened = store::open(dir.path()).unwrap();
    let mut project = opened.project.clone();
    let mut other =
        project.stories[&slug("one")].claim(&coder("kim"), pressmark::claims::ClaimId(1)).unwrap().clone();
    Arc::make_mut(&mut other).kind = Some("fact".into());
    project
        .apply(Edit::Claim { story: slug("one"), coder: coder("kim"), id: other.id, to: Some(other) })
        .unwrap();
    support::save_all(&opened.folder, &project);
    let run = Run::begin(dir.path());
    assert_eq!(run.restored, 1);
    let claim = run.session.project().stories[&slug("one")]
        .claim(&coder("kim"), pressmark::claims::ClaimId(1))
        .unwrap();
    assert_eq!((claim.note.as_str(), claim.kind.as_ref().unwrap().as_str()), ("1", "fact"));
    assert!(claim.clashes.is_empty());
}

#[test]
fn an_import_and_a_removal_are_undone_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let start = sample(dir.path());
    let mut run = Run::begin(dir.path());
    let mut new = story("New");
    let one = claim(&new, 9, "said");
    support::give(&mut new, "kim", [one]);
    run.session.perform("import", Edit::Shelf { id: slug("new"), to: Some(Box::new(new)) }).unwrap();
    run.keep();
    run.saver.finish(LONG).unwrap();
    run.session.perform("remove", Edit::Shelf { id: slug("one"), to: None }).unwrap();
    let end = run.finish();
    assert_eq!(store::open(dir.path()).unwrap().project, end);
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    run.session.undo().unwrap().unwrap();
    assert_eq!(*run.session.project(), start);
    run.finish();
    assert_eq!(store::open(dir.path()).unwrap().project, start);
    let mut run = Run::begin(dir.path());
    assert_eq!(run.findings.as_slice(), [] as [String; 0]);
    while run.session.redo().unwrap().is_some() {}
    assert_eq!(run.finish(), end);
    assert_eq!(store::open(dir.path()).unwrap().project, end);
}

#[test]
fn the_code_book_is_kept_and_undone_too() {
    let dir = tempfile::tempdir().unwrap();
    let start = sample(dir.path());
    let mut run = Run::begin(dir.path());
    let mut book = (*run.session.project().codebook).clone();
    book.kinds[0].name = "Standpoint".to_owned();
    run.session.perform("rename kind", Edit::CodeBook(Arc::new(book))).unwrap();
    let end = run.finish();
    assert_eq!(store::open(dir.path()).unwrap().project, end);
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    run.finish();
    assert_eq!(store::open(dir.path()).unwrap().project, start);
}

#[test]
fn a_second_window_has_a_journal_of_its_own_which_the_next_start_takes_over() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut first = Run::begin(dir.path());
    first.note("first");
    first.keep();
    first.saver.finish(LONG).unwrap();
    let before = support::files(dir.path());
    let mut second = Run::begin(dir.path());
    let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to: Status::Done };
    second.session.perform("done", edit).unwrap();
    second.finish();
    let own = dir.path().join(".pressmark/journal/kim.2.jnl");
    let text = fs::read_to_string(&own).unwrap();
    // The second was killed before its files followed.
    fs::write(&own, text.replace(&text[text.rfind("J2 ").unwrap()..], "")).unwrap();
    first.finish();
    let two = dir.path().join("stories/two/kim.claims.ron");
    assert!(!before.contains_key("stories/two/kim.claims.ron"));
    fs::remove_file(&two).unwrap();
    let run = Run::begin(dir.path());
    assert_eq!(run.restored, 1);
    assert_eq!(run.session.history().next_undo(), Some("restore 1 change"));
    run.finish();
    assert!(two.exists());
    let run = Run::begin(dir.path());
    assert_eq!((run.restored, run.session.history().next_undo()), (0, Some("restore 1 change")));
    assert!(!own.exists(), "it was put away");
}

#[test]
fn where_the_project_cannot_be_written_the_spare_folder_keeps_the_journal() {
    let (dir, spare) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    // A file where the folder should be stops even root.
    fs::write(dir.path().join(".pressmark/journal"), "in the way").unwrap();
    let resume = || store::resume(store::open(dir.path()).unwrap(), &coder("kim"), Some(spare.path()));
    let Resumed { mut session, folder, on_disk, journal, .. } = resume();
    let begin = session.take_unsaved();
    let saver = Saver::resume(folder, on_disk, journal, (session.project(), begin), || ());
    let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to: Status::Done };
    session.perform("done", edit).unwrap();
    let before = support::files(dir.path());
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    saver.finish(LONG).unwrap();
    while !saver.release() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let home = spare.path().join(&session.project().id);
    assert_eq!(fs::read_dir(&home).unwrap().count(), 1);
    let kept = fs::read_dir(&home).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&kept).unwrap();
    fs::write(&kept, text.replace(&text[text.rfind("J2 ").unwrap()..], "")).unwrap();
    fs::remove_file(dir.path().join("stories/two/kim.claims.ron")).unwrap();
    put_back(dir.path(), &before);
    let again = resume();
    assert_eq!(again.restored, 1);
    assert_eq!(again.session.project(), session.project());
}

#[test]
fn another_writers_change_is_merged_and_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.note("first");
    run.keep();
    run.saver.finish(LONG).unwrap();
    // Another program adds a claim and changes the status.
    let opened = store::open(dir.path()).unwrap();
    let mut other = opened.project.clone();
    let added = claim(&other.stories[&slug("one")], 77, "Lee");
    other
        .apply(Edit::Claim { story: slug("one"), coder: coder("kim"), id: added.id, to: Some(added.clone()) })
        .unwrap();
    other.apply(Edit::Status { story: slug("one"), coder: coder("kim"), to: Status::Done }).unwrap();
    support::save_all(&opened.folder, &other);
    run.note("second");
    run.keep();
    run.saver.finish(LONG).unwrap();
    let news = run.saver.take_outside();
    assert_eq!(news.len(), 1);
    let (edit, beyond) = news[0].edit(run.session.project()).unwrap();
    assert!(!beyond, "the file says all of it");
    run.session.absorb(edit, []).unwrap();
    let work = &run.session.project().stories[&slug("one")];
    assert_eq!(work.claim(&coder("kim"), added.id), Some(&added));
    assert_eq!((words(run.session.project()).as_str(), work.status(&coder("kim"))), ("second", Status::Done));
    assert_eq!(store::open(dir.path()).unwrap().project, *run.session.project());
    assert_eq!(run.session.history().next_undo(), Some("note second"), "it is no step of the analyst's");
}

#[test]
fn a_look_finds_what_others_did_and_a_missing_file_is_no_deletion() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.note("first");
    run.keep();
    run.saver.finish(LONG).unwrap();
    let opened = store::open(dir.path()).unwrap();
    let mut other = opened.project.clone();
    other.apply(Edit::Status { story: slug("one"), coder: coder("lee"), to: Status::Done }).unwrap();
    shelve(&mut other, "came", story("Came"));
    support::save_all(&opened.folder, &other);
    use pressmark::project::Touched;
    fs::remove_file(dir.path().join("stories/one/kim.claims.ron")).unwrap();
    run.saver.look([
        Touched::Work(slug("one"), coder("lee")),
        Touched::Work(slug("one"), coder("kim")),
        Touched::Shelf(slug("came")),
        Touched::Actors,
        Touched::CodeBook,
        Touched::Story(slug("one")),
    ]);
    let begun = std::time::Instant::now();
    let mut news = Vec::new();
    while news.len() < 3 && begun.elapsed() < LONG {
        news.extend(run.saver.take_outside());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    for outside in &news {
        if let Some((edit, _)) = outside.edit(run.session.project()) {
            run.session.absorb(edit, []).unwrap();
        }
    }
    assert_eq!(words(run.session.project()), "first");
    assert_eq!(run.session.project().stories[&slug("one")].status(&coder("lee")), Status::Done);
    assert!(run.session.project().story(&slug("came")).is_some());
    run.note("again");
    let end = run.finish();
    assert_eq!(store::open(dir.path()).unwrap().project, end, "the missing file is written again");
}

#[test]
fn what_another_coders_journal_keeps_is_told_and_left_to_them() {
    let dir = tempfile::tempdir().unwrap();
    killed(dir.path(), 2);
    let resume = |name: &str| store::resume(store::open(dir.path()).unwrap(), &coder(name), None);
    let lee = resume("lee");
    assert_eq!(lee.restored, 0);
    let told = lee.findings[0].to_string();
    assert!(told.contains("kim.jnl: holds 2 changes") && told.contains("Work as kim"), "{told}");
    assert_eq!(lee.on_disk, store::OnDisk::of(lee.session.project()));
    drop(lee);
    assert_eq!(resume("kim").restored, 2);
}

fn renamed(project: &Project, name: &str) -> Edit {
    let mut book = (*project.codebook).clone();
    book.kinds[0].name = name.to_owned();
    Edit::CodeBook(Arc::new(book))
}

/// Another program changes the project's files.
fn others(dir: &Path, edit: impl FnOnce(&Project) -> Edit) {
    let opened = store::open(dir).unwrap();
    let mut project = opened.project;
    project.apply(edit(&project)).unwrap();
    support::save_all(&opened.folder, &project);
}

fn with_kind(project: &Project, id: &str) -> Edit {
    let mut book = (*project.codebook).clone();
    let mut kind = book.kinds[0].clone();
    (kind.id, kind.name) = (id.into(), id.to_owned());
    book.kinds.push(kind);
    Edit::CodeBook(Arc::new(book))
}

#[test]
fn a_colleagues_kind_that_came_between_two_runs_outlives_undo_and_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let start = sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.session.perform("rename kind", renamed(run.session.project(), "Standpoint")).unwrap();
    run.finish();
    others(dir.path(), |project| with_kind(project, "theirs"));
    let mut run = Run::begin(dir.path());
    let both = run.session.project().clone();
    run.session.undo().unwrap().unwrap();
    let undone = run.finish();
    assert_eq!(undone.codebook.kinds[0].name, start.codebook.kinds[0].name);
    assert_eq!(undone.codebook.kinds.last().unwrap().id.as_str(), "theirs");
    assert_eq!(store::open(dir.path()).unwrap().project, undone);
    let mut run = Run::begin(dir.path());
    assert_eq!((run.restored, run.findings.len()), (0, 0));
    assert_eq!(*run.session.project(), undone);
    run.session.redo().unwrap().unwrap();
    assert_eq!(*run.session.project(), both);
    run.finish();
}

/// Kim's change and its undo are both in the journal only; in between others wrote the file.
#[test]
fn an_undo_that_left_others_work_alone_is_restored_after_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.session.perform("rename kind", renamed(run.session.project(), "Standpoint")).unwrap();
    run.keep();
    run.saver.finish(LONG).unwrap();
    others(dir.path(), |project| with_kind(project, "theirs"));
    let before = support::files(dir.path());
    run.session.absorb(with_kind(run.session.project(), "theirs"), []).unwrap();
    run.session.undo().unwrap().unwrap();
    let undone = run.finish();
    put_back(dir.path(), &before);
    let text = fs::read_to_string(journal(dir.path())).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.ends_with(" Settled")).collect();
    fs::write(journal(dir.path()), lines.join("\n") + "\n").unwrap();
    let run = Run::begin(dir.path());
    assert_eq!(*run.session.project(), undone);
    assert!(run.findings.is_empty(), "{:?}", run.findings);
}

#[test]
fn what_the_journal_and_the_files_have_in_two_ways_is_told() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let before = support::files(dir.path());
    let mut run = Run::begin(dir.path());
    run.session.perform("rename kind", renamed(run.session.project(), "Standpoint")).unwrap();
    run.finish();
    put_back(dir.path(), &before);
    let text = fs::read_to_string(journal(dir.path())).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.ends_with(" Settled")).collect();
    fs::write(journal(dir.path()), lines.join("\n") + "\n").unwrap();
    others(dir.path(), |project| renamed(project, "Zeal"));
    let run = Run::begin(dir.path());
    assert_eq!(run.session.project().codebook.kinds[0].name, "Zeal");
    let [told] = run.findings.as_slice() else { panic!("{:?}", run.findings) };
    assert!(told.starts_with("codebook.ron: ") && told.contains("was changed in two ways"), "{told}");
    assert!(told.contains("Zeal") && told.contains("Standpoint"), "{told}");
    run.finish();
    let run = Run::begin(dir.path());
    assert!(run.findings.is_empty(), "once is enough: {:?}", run.findings);
}

/// A story whose file was damaged since bars no step before it.
#[test]
fn undo_passes_what_cannot_be_taken_back_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.session.perform("rename kind", renamed(run.session.project(), "Standpoint")).unwrap();
    run.note("first");
    run.finish();
    fs::write(dir.path().join("stories/one/kim.claims.ron"), "(format: 3, cl").unwrap();
    let mut run = Run::begin(dir.path());
    let retraced = run.session.undo().unwrap().unwrap();
    assert!(retraced.left_out[0].to_string().contains("could not be read"), "{:?}", retraced.left_out);
    run.session.undo().unwrap().unwrap();
    assert_ne!(run.session.project().codebook.kinds[0].name, "Standpoint");
    run.finish();
    let run = Run::begin(dir.path());
    assert!(run.session.history().is_empty(), "and the journal has it so");
}
