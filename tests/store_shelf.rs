//! Stories that leave come back as themselves, with all that lay in their folder.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use pressmark::project::{Edit, Project};
use pressmark::store::{self, Attachment, Place, Resumed, SaveState, Saver};
use support::{LONG, Run, claim, coder, give, sample, slug, story};

impl Run {
    fn remove(&mut self) {
        self.session.perform("remove", Edit::Shelf { id: slug("one"), to: None }).unwrap();
        self.finish();
    }

    /// Imports a story under the old name.
    fn import(&mut self, headline: &str) {
        self.attach("one", Place::Source, "page.html", headline.as_bytes());
        let to = Some(Box::new(story(headline)));
        self.session.perform("import", Edit::Shelf { id: slug("one"), to }).unwrap();
        self.keep();
    }
}

fn pixels(dir: &Path) -> Option<Vec<u8>> {
    fs::read(dir.join("stories/one/pictures/a.png")).ok()
}

/// The project `sample` with a picture in the story `one`.
fn with_picture(dir: &Path) -> Project {
    let start = sample(dir);
    let run = Run::begin(dir);
    run.attach("one", Place::Picture, "a.png", b"pixels");
    run.end();
    start
}

#[test]
fn a_story_that_left_in_an_earlier_session_comes_back_with_its_pictures() {
    let dir = tempfile::tempdir().unwrap();
    let start = with_picture(dir.path());
    let mut run = Run::begin(dir.path());
    run.remove();
    run.end();
    assert_eq!(pixels(dir.path()), None);
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    assert_eq!(run.end(), start);
    assert_eq!(pixels(dir.path()).as_deref(), Some(&b"pixels"[..]));
    assert_eq!(store::open(dir.path()).unwrap().project, start);
}

#[test]
fn a_new_story_under_the_name_of_one_that_left_has_nothing_of_it() {
    // The same page once more, and another one.
    for headline in ["Talks", "Other talks"] {
        let dir = tempfile::tempdir().unwrap();
        let start = with_picture(dir.path());
        let mut run = Run::begin(dir.path());
        run.remove();
        run.import(headline);
        let mut changed = story(headline);
        let one = claim(&changed, 9, "said");
        give(&mut changed, "min", [one.clone()]);
        let edit = Edit::put(slug("one"), coder("min"), Arc::unwrap_or_clone(one));
        run.finish();
        assert_eq!(pixels(dir.path()), None, "{headline}");
        assert_eq!(store::open(dir.path()).unwrap().project, *run.session.project(), "{headline}");
        run.session.perform("tag", edit).unwrap();
        let second = run.end();
        assert_eq!(store::open(dir.path()).unwrap().project, second, "{headline}");

        let mut run = Run::begin(dir.path());
        run.session.go_back("go back", None).unwrap().unwrap();
        assert_eq!(run.end(), start);
        let opened = store::open(dir.path()).unwrap();
        assert_eq!(opened.project, start, "{headline}: and nothing of what was min's");
        if headline != "Talks" {
            assert!(pixels(dir.path()).is_some());
        }
        let mut run = Run::begin(dir.path());
        run.session.undo().unwrap().unwrap();
        run.finish();
        assert_eq!(store::open(dir.path()).unwrap().project, second, "{headline}: going back is undone");
        // Step by step it is the same.
        while run.session.undo().unwrap().is_some() {
            run.finish();
            assert_eq!(store::open(dir.path()).unwrap().project, *run.session.project(), "{headline}");
        }
        assert_eq!(run.end(), start);
        assert!(headline == "Talks" || pixels(dir.path()).is_some());
    }
}

#[test]
fn an_import_that_was_undone_at_once_is_done_again_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let start = sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.session.perform("remove", Edit::Shelf { id: slug("one"), to: None }).unwrap();
    run.keep();
    run.import("Other talks");
    let imported = run.session.project().clone();
    run.session.undo().unwrap().unwrap();
    run.keep();
    run.end();
    let mut run = Run::begin(dir.path());
    run.session.redo().unwrap().unwrap();
    assert_eq!(run.end(), imported);
    assert_eq!(store::open(dir.path()).unwrap().project, imported);
    assert_eq!(fs::read(dir.path().join("stories/one/source/page.html")).unwrap(), b"Other talks");
    let mut run = Run::begin(dir.path());
    while run.session.undo().unwrap().is_some() {}
    assert_eq!(run.end(), start);
}

#[test]
fn what_no_journal_holds_is_not_called_kept() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    // A file where the new story should be made stops even root.
    let in_the_way = dir.path().join(".pressmark/incoming");
    fs::remove_dir_all(&in_the_way).unwrap();
    fs::write(&in_the_way, "in the way").unwrap();
    let to = Some(Box::new(story("New")));
    run.session.perform("import", Edit::Shelf { id: slug("new"), to }).unwrap();
    run.keep();
    assert!(run.saver.finish(LONG).is_err());
    let begun = std::time::Instant::now();
    // The journal tells of it all the same.
    let journal = dir.path().join(".pressmark/journal/kim.jnl");
    while fs::read_to_string(&journal).unwrap_or_default().lines().count() < 2 && begun.elapsed() < LONG {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let SaveState::Failing { kept, .. } = run.saver.state() else { panic!("{:?}", run.saver.state()) };
    assert!(!kept, "its text is nowhere");
    fs::remove_file(&in_the_way).unwrap();
    run.saver.hurry();
    let end = run.end();
    assert_eq!(store::open(dir.path()).unwrap().project, end);
}

fn named(name: &str, bytes: &[u8]) -> Attachment {
    Attachment { place: Place::Picture, name: name.to_owned(), bytes: Arc::from(bytes) }
}

#[test]
fn a_picture_lies_there_before_it_is_told() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    let answer = run.saver.lay(&slug("one"), named("a.png", b"pixels"));
    assert_eq!(answer.recv_timeout(LONG).unwrap(), Ok(()));
    assert_eq!(pixels(dir.path()).as_deref(), Some(&b"pixels"[..]));
    // A story that comes in this moment has it in its folder too.
    let to = Some(Box::new(story("New")));
    run.session.perform("import", Edit::Shelf { id: slug("new"), to }).unwrap();
    run.keep();
    let answer = run.saver.lay(&slug("new"), named("b.png", b"more"));
    assert_eq!(answer.recv_timeout(LONG).unwrap(), Ok(()));
    let end = run.end();
    assert_eq!(fs::read(dir.path().join("stories/new/pictures/b.png")).unwrap(), b"more");
    assert_eq!(store::open(dir.path()).unwrap().project, end);
}

#[test]
fn a_picture_that_cannot_be_laid_is_refused_once_and_holds_nothing_up() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    let home = dir.path().join("stories/one");
    fs::write(home.join("pictures"), "in the way").unwrap();
    let before = support::files(dir.path());
    let answer = run.saver.lay(&slug("one"), named("a.png", b"pixels"));
    let failure = answer.recv_timeout(LONG).unwrap().unwrap_err();
    assert!(failure.file.contains("pictures"), "{failure}");
    run.saver.finish(LONG).unwrap();
    assert!(matches!(run.saver.state(), SaveState::Saved { .. }), "nothing waits: {:?}", run.saver.state());
    assert_eq!(support::files(dir.path()), before, "nothing is there by half");
    // Neither outside the story's folder, nor in the folder of one that is gone.
    for name in ["../a.png", "a/b.png", ""] {
        let answer = run.saver.lay(&slug("one"), named(name, b"pixels"));
        assert!(answer.recv_timeout(LONG).unwrap().is_err(), "{name:?}");
    }
    let answer = run.saver.lay(&slug("nobody"), named("a.png", b"pixels"));
    assert!(answer.recv_timeout(LONG).unwrap().is_err());
    assert!(!dir.path().join("stories/nobody").exists());
    fs::remove_file(home.join("pictures")).unwrap();
    let answer = run.saver.lay(&slug("one"), named("a.png", b"pixels"));
    assert_eq!(answer.recv_timeout(LONG).unwrap(), Ok(()));
    // Behind something of its story that cannot be saved it does not wait for ever.
    let away = dir.path().join("stories/away");
    fs::rename(&home, &away).unwrap();
    let changed = claim(&run.session.project().stories[&slug("one")], 9, "said");
    let edit = Edit::put(slug("one"), coder("kim"), Arc::unwrap_or_clone(changed));
    run.session.perform("tag", edit).unwrap();
    run.keep();
    assert!(run.saver.finish(LONG).is_err());
    let answer = run.saver.lay(&slug("one"), named("c.png", b"pixels"));
    assert!(answer.recv_timeout(LONG).unwrap().is_err());
    fs::rename(&away, &home).unwrap();
    run.saver.hurry();
    let end = run.end();
    assert_eq!(store::open(dir.path()).unwrap().project, end);
}

#[test]
fn a_story_that_left_takes_its_laid_pictures_along() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    let answer = run.saver.lay(&slug("one"), named("a.png", b"pixels"));
    run.remove();
    assert_eq!(answer.recv_timeout(LONG).unwrap(), Ok(()), "it was asked for first");
    assert_eq!(pixels(dir.path()), None);
    run.session.undo().unwrap().unwrap();
    run.end();
    assert_eq!(pixels(dir.path()).as_deref(), Some(&b"pixels"[..]));
}

/// All of a folder, the program's own part too, as a kill would leave it.
fn as_killed(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).unwrap();
            as_killed(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Two stories are imported as the window does it, and the disk takes neither before the kill.
#[test]
fn an_import_killed_before_there_was_room_is_told_of_and_nothing_of_it_is_there() {
    let (dir, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let start = sample(dir.path());
    let mut run = Run::begin(dir.path());
    let in_the_way = dir.path().join(".pressmark/incoming");
    fs::remove_dir_all(&in_the_way).unwrap();
    fs::write(&in_the_way, "in the way").unwrap();
    let porter = run.saver.porter();
    let mut edits = Vec::new();
    for name in ["new", "newer"] {
        let work = story(name);
        let source = Attachment {
            place: Place::Source,
            name: "page.html".to_owned(),
            bytes: Arc::from(name.as_bytes()),
        };
        porter.bring(&slug(name), &work, vec![source]);
        edits.push(Edit::Shelf { id: slug(name), to: Some(Box::new(work)) });
    }
    run.session.perform("import 2 stories", Edit::Batch(edits)).unwrap();
    run.keep();
    assert!(run.saver.finish(LONG).is_err());
    let journal = dir.path().join(".pressmark/journal/kim.jnl");
    let begun = std::time::Instant::now();
    while fs::read_to_string(&journal).unwrap_or_default().lines().count() < 2 && begun.elapsed() < LONG {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let SaveState::Failing { kept: false, .. } = run.saver.state() else {
        panic!("never called saved: {:?}", run.saver.state())
    };
    as_killed(dir.path(), after.path());
    fs::remove_file(after.path().join(".pressmark/incoming")).unwrap();

    // The next start: without them, and it says so.
    let opened = store::open(after.path()).unwrap();
    let Resumed { mut session, folder, on_disk, journal, findings, .. } =
        store::resume(opened, &coder("kim"), None);
    assert_eq!(session.project().stories, start.stories);
    for name in ["new", "newer"] {
        assert!(findings.iter().any(|finding| finding.to_string().contains(name)), "{findings:?}");
    }
    assert!(findings.iter().all(|finding| finding.remedy.contains("mport")), "{findings:?}");
    let names: Vec<_> = fs::read_dir(after.path().join("stories")).unwrap().flatten().collect();
    assert_eq!(names.len(), start.stories.len(), "{names:?}");
    // They can come in again, under the same names.
    let unsaved = session.take_unsaved();
    let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
    let mut run = Run { session, saver };
    run.session.perform("import", Edit::Shelf { id: slug("new"), to: Some(Box::new(story("new"))) }).unwrap();
    let end = run.end();
    let opened = store::open(after.path()).unwrap();
    assert_eq!((opened.project, opened.findings.len()), (end, 0));
}
