//! Files that are ahead of a journal that could not be written: what they say is not overlaid by what
//! the journal said last.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pressmark::claims::Actor;
use pressmark::project::{Edit, Project, Session, Status};
use pressmark::store::{self, Resumed, Saver};
use proptest::prelude::*;
use support::{LONG, claim, coder, sample, slug};

fn resume(dir: &Path) -> Resumed {
    store::resume(store::open(dir).unwrap(), &coder("kim"), None)
}

/// Work on the project as the window does it.
struct Run {
    session: Session,
    saver: Saver,
    restored: usize,
}

impl Run {
    fn begin(dir: &Path) -> Self {
        Self::of(resume(dir))
    }

    fn of(resumed: Resumed) -> Self {
        let Resumed { mut session, folder, on_disk, journal, restored, .. } = resumed;
        let unsaved = session.take_unsaved();
        let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
        Self { session, saver, restored }
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
        self.let_go();
        self.session.project().clone()
    }
}

fn journal(dir: &Path) -> PathBuf {
    dir.join(".pressmark/journal/kim.jnl")
}

fn words(project: &Project) -> String {
    project.stories[&slug("one")].claim(&coder("kim"), pressmark::claims::ClaimId(1)).unwrap().note.clone()
}

/// Takes the lines out of a journal which say that the files hold what is before them.
fn unsettle(journal: &Path) {
    let text = fs::read_to_string(journal).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.ends_with(" Settled")).collect();
    fs::write(journal, lines.join("\n") + "\n").unwrap();
}

const ONE: &str = "stories/one/kim.claims.ron";

/// A project whose journal says "a" and then "b", and whose file was set back to "a" when the journal
/// could not be written.
fn set_back() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    sample(dir);
    let mut run = Run::begin(dir);
    run.note("a");
    run.note("b");
    assert_eq!(words(&run.finish()), "b");
    unsettle(&journal(dir));
    assert!(!fs::read_to_string(dir.join(ONE)).unwrap().contains("ahead_of"), "most files say nothing");
    Run::begin(dir).blocked(dir, |run| run.note("a"))
}

impl Run {
    /// Does something while the journal cannot be written. The project as it lies there then: whoever
    /// had it open goes on trying.
    fn blocked(mut self, dir: &Path, deed: impl FnOnce(&mut Self)) -> tempfile::TempDir {
        self.let_go();
        let (journal, aside) = (dir.join(".pressmark/journal"), dir.join(".pressmark/aside"));
        fs::rename(&journal, &aside).unwrap();
        // A file where the folder should be stops even root.
        fs::write(&journal, "in the way").unwrap();
        deed(&mut self);
        self.keep();
        self.saver.finish(LONG).unwrap();
        self.let_go();
        let killed = tempfile::tempdir().unwrap();
        support::copy(dir, killed.path());
        let journal = killed.path().join(".pressmark/journal");
        support::copy(&aside, &journal);
        unsettle(&journal.join("kim.jnl"));
        killed
    }

    fn let_go(&self) {
        while !self.saver.release() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

#[test]
fn what_was_set_back_while_the_journal_could_not_be_written_stays_so() {
    let dir = set_back();
    let again = resume(dir.path());
    assert_eq!((words(again.session.project()).as_str(), again.restored), ("a", 0));
    assert_eq!(again.findings, []);
    drop(again);
    // Without the file's word nobody could know.
    let text = fs::read_to_string(dir.path().join(ONE)).unwrap();
    let at = text.find("  ahead_of: [\n").unwrap();
    let end = at + text[at..].find("  ],\n").unwrap() + "  ],\n".len();
    fs::write(dir.path().join(ONE), text.replace(&text[at..end], "")).unwrap();
    assert_eq!(words(resume(dir.path()).session.project()), "b");
    // Nor does what it says of a journal that is not here.
    let other = text
        .replace(&text[at..end], "  ahead_of: [\n    (journal: \"00000000000000aa\", before: 99),\n  ],\n");
    fs::write(dir.path().join(ONE), other).unwrap();
    assert_eq!(words(resume(dir.path()).session.project()), "b");
}

#[test]
fn the_next_write_that_is_not_ahead_of_the_journal_says_nothing_of_it() {
    let dir = set_back();
    let mut run = Run::begin(dir.path());
    run.note("c");
    assert_eq!(words(&run.finish()), "c");
    assert!(!fs::read_to_string(dir.path().join(ONE)).unwrap().contains("ahead_of"));
    unsettle(&journal(dir.path()));
    let again = resume(dir.path());
    assert_eq!((words(again.session.project()).as_str(), again.restored), ("c", 0));
}

#[test]
fn that_all_was_settled_may_be_forgotten_of_every_file_of_a_journal() {
    let dir = set_back();
    let mut run = Run::begin(dir.path());
    run.let_go();
    // Whoever lengthens a journal makes this program go on in a second file.
    let mut first = fs::read_to_string(journal(dir.path())).unwrap();
    first.push('\n');
    fs::write(journal(dir.path()), first).unwrap();
    run.note("c");
    run.finish();
    let second = dir.path().join(".pressmark/journal/kim.2.jnl");
    assert!(fs::read_to_string(second).unwrap().ends_with(" Settled\n"));
    let dir = Run::begin(dir.path()).blocked(dir.path(), |run| run.note("a"));
    forget(dir.path());
    let again = resume(dir.path());
    assert_eq!((words(again.session.project()).as_str(), again.restored), ("a", 0));
}

#[test]
fn lines_that_a_file_holds_are_not_numbered_again() {
    let dir = set_back();
    // As if three more lines had been tried, which never reached the disk.
    let text = fs::read_to_string(dir.path().join(ONE)).unwrap();
    let before = text.split("before: ").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    let more = (before.parse::<u64>().unwrap() + 3).to_string();
    let file = text.replace(&format!("before: {before}"), &format!("before: {more}"));
    fs::write(dir.path().join(ONE), &file).unwrap();
    let mut run = Run::begin(dir.path());
    run.note("c");
    run.finish();
    // Killed before the file followed.
    unsettle(&journal(dir.path()));
    fs::write(dir.path().join(ONE), &file).unwrap();
    let again = resume(dir.path());
    assert_eq!((words(again.session.project()).as_str(), again.restored), ("c", 1));
}

#[test]
fn a_file_that_would_say_nothing_is_written_to_say_so() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mark = |run: &mut Run, to| {
        let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to };
        run.session.perform("mark", edit).unwrap();
    };
    let file = dir.path().join("stories/two/kim.claims.ron");
    let mut run = Run::begin(dir.path());
    mark(&mut run, Status::Done);
    run.finish();
    unsettle(&journal(dir.path()));
    // Killed before the file was there at all; it comes back with the next start.
    fs::remove_file(&file).unwrap();
    let run = Run::begin(dir.path());
    assert_eq!(run.restored, 1);
    let dir = run.blocked(dir.path(), |run| {
        fs::remove_file(&file).unwrap();
        mark(run, Status::ToDo);
    });
    let file = dir.path().join("stories/two/kim.claims.ron");
    let status = |project: &Project| project.stories[&slug("two")].status(&coder("kim"));
    assert_eq!(status(resume(dir.path()).session.project()), Status::ToDo);
    fs::remove_file(&file).unwrap();
    assert_eq!(status(resume(dir.path()).session.project()), Status::Done);
}

#[test]
fn what_went_to_the_spare_folder_is_not_missed_where_that_is_gone() {
    let (dir, spare) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.note("a");
    run.note("b");
    run.finish();
    unsettle(&journal(dir.path()));
    let opened = store::open(dir.path()).unwrap();
    let run = Run::of(store::resume(opened, &coder("kim"), Some(spare.path())));
    let dir = run.blocked(dir.path(), |run| run.note("a"));
    let with = store::resume(store::open(dir.path()).unwrap(), &coder("kim"), Some(spare.path()));
    assert_eq!((words(with.session.project()).as_str(), with.restored), ("a", 0));
    assert_eq!(with.session.history().len(), 3, "the spare folder holds the third");
    drop(with);
    assert_eq!(words(resume(dir.path()).session.project()), "a");
    // Not after a further change either, as long as a part of the journal lies there.
    let opened = store::open(dir.path()).unwrap();
    let mut run = Run::of(store::resume(opened, &coder("kim"), Some(spare.path())));
    run.note("c");
    run.note("b");
    run.note("a");
    run.finish();
    unsettle(&journal(dir.path()));
    assert_eq!(words(resume(dir.path()).session.project()), "a");
}

#[test]
fn what_a_file_says_of_anothers_journal_stays_in_it() {
    let dir = set_back();
    // A program without a journal changes another thing in the same file.
    let opened = store::open(dir.path()).unwrap();
    let mut other = opened.project.clone();
    other.apply(Edit::Status { story: slug("one"), coder: coder("kim"), to: Status::Done }).unwrap();
    support::save_all(&opened.folder, &other);
    let again = resume(dir.path());
    assert_eq!((words(again.session.project()).as_str(), again.restored), ("a", 0));
    assert_eq!(again.session.project().stories[&slug("one")].status(&coder("kim")), Status::Done);
}

#[test]
fn actors_the_code_book_and_a_story_that_were_set_back_stay_so() {
    let dir = tempfile::tempdir().unwrap();
    let start = sample(dir.path());
    let named = |name: &str, project: &Project| {
        let actor = Actor::named("kim".into(), name);
        let mut book = (*project.codebook).clone();
        book.kinds[0].name = name.to_owned();
        let mut story = (*project.stories[&slug("one")].story).clone();
        story.headline = name.to_owned();
        Edit::Batch(vec![
            Edit::Actor { id: "kim".into(), to: Some(Box::new(actor)) },
            Edit::CodeBook(Arc::new(book)),
            Edit::Story { id: slug("one"), to: Arc::new(story) },
        ])
    };
    let mut run = Run::begin(dir.path());
    for name in ["A", "B"] {
        run.session.perform(name, named(name, &start)).unwrap();
    }
    run.finish();
    unsettle(&journal(dir.path()));
    let run = Run::begin(dir.path());
    let dir = run.blocked(dir.path(), |run| {
        run.session.perform("A", named("A", &start)).unwrap();
    });
    let again = resume(dir.path());
    let mut meant = start.clone();
    meant.apply(named("A", &start)).unwrap();
    assert_eq!((*again.session.project() == meant, again.restored), (true, 0));
    // Another coder is not told that something is missing.
    let lee = store::resume(store::open(dir.path()).unwrap(), &coder("lee"), None);
    assert_eq!(lee.findings, []);
}

/// What happens in one run of the program.
#[derive(Clone, Debug)]
enum Act {
    Note(usize),
    Mark(Status),
    Name(usize),
    Undo,
    /// The files follow the journal.
    Rest,
    /// From now on the journal cannot be written, or can be again.
    Block(bool),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => (0..3_usize).prop_map(Act::Note),
        3 => proptest::sample::select(Status::ALL.to_vec()).prop_map(Act::Mark),
        2 => (0..3_usize).prop_map(Act::Name),
        2 => Just(Act::Undo),
        2 => Just(Act::Rest),
        2 => any::<bool>().prop_map(Act::Block),
    ];
    proptest::collection::vec(act, 1..12)
}

const WORDS: [&str; 3] = ["a", "b", "c"];

/// What a kill leaves.
struct Killed {
    /// What the project said.
    is: Project,
    /// The files say all of it.
    whole: tempfile::TempDir,
    /// The files say what they said at the last rest; the journal has the remainder. Only of
    /// a run in which it could always be written.
    early: Option<tempfile::TempDir>,
}

/// Lives through it in `dir`.
fn live(dir: &Path, acts: Vec<Act>) -> Killed {
    let mut run = Run::begin(dir);
    let mut blocked = false;
    let ever = acts.iter().any(|act| matches!(act, Act::Block(true)));
    let mut rested = support::files(dir);
    let (journal, aside) = (dir.join(".pressmark/journal"), dir.join(".pressmark/aside"));
    for act in acts {
        match act {
            Act::Note(words) => run.note(WORDS[words]),
            Act::Mark(to) => {
                let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to };
                run.session.perform("mark", edit).unwrap();
            }
            Act::Name(name) => {
                let to = Some(Box::new(Actor::named("lee".into(), WORDS[name])));
                run.session.perform("name", Edit::Actor { id: "lee".into(), to }).unwrap();
            }
            Act::Undo => drop(run.session.undo().unwrap()),
            Act::Rest => {}
            Act::Block(on) => {
                run.keep();
                run.saver.finish(LONG).unwrap();
                run.let_go();
                if on != blocked && on {
                    fs::create_dir_all(&journal).unwrap();
                    fs::rename(&journal, &aside).unwrap();
                    fs::write(&journal, "in the way").unwrap();
                } else if on != blocked {
                    fs::remove_file(&journal).unwrap();
                    fs::rename(&aside, &journal).unwrap();
                }
                blocked = on;
            }
        }
        run.keep();
        if matches!(act, Act::Rest) {
            run.saver.finish(LONG).unwrap();
            rested = support::files(dir);
        }
    }
    run.saver.finish(LONG).unwrap();
    run.let_go();
    let from = if blocked { aside } else { journal };
    let killed = |early: bool| {
        let killed = tempfile::tempdir().unwrap();
        let files = if early { rested.clone() } else { support::files(dir) };
        for (name, bytes) in files {
            let path = killed.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        if from.is_dir() {
            support::copy(&from, &killed.path().join(".pressmark/journal"));
        }
        killed
    };
    let is = run.session.project().clone();
    Killed { is, whole: killed(false), early: (!ever).then(|| killed(true)) }
}

/// The note that the files hold all of it may be lost, for nothing waits for it.
fn forget(dir: &Path) {
    for journal in fs::read_dir(dir.join(".pressmark/journal")).into_iter().flatten() {
        let path = journal.unwrap().path();
        // Beside them lies the folder of those that have done their duty.
        if path.is_file() {
            unsettle(&path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_files_say_is_what_the_next_start_says(
        runs in proptest::collection::vec((acts(), any::<bool>()), 1..4),
    ) {
        let mut dir = tempfile::tempdir().unwrap();
        sample(dir.path());
        for (acts, forgets) in runs {
            let Killed { is, whole, early } = live(dir.path(), acts);
            if let Some(early) = early {
                forget(early.path());
                let again = resume(early.path());
                prop_assert_eq!(again.session.project(), &is);
            }
            dir = whole;
            if forgets {
                forget(dir.path());
            }
            prop_assert_eq!(&store::open(dir.path()).unwrap().project, &is);
            let again = resume(dir.path());
            prop_assert_eq!(again.session.project(), &is);
            prop_assert_eq!(again.restored, 0);
        }
    }
}
