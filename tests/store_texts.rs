//! The texts of stories that come back, or whose folder is away: each lies where its story does, or is
//! not called saved.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;

use pressmark::project::{Correction, Edit, Project, StepId};
use pressmark::store::{self, Place, SaveState};
use support::{LONG, Run, coder, sample, slug, story};

impl Run {
    /// The first step: a story comes with a picture and its source.
    fn import(&mut self) -> StepId {
        self.attach("new", Place::Picture, "a.png", b"pixels");
        self.attach("new", Place::Source, "page.html", b"page");
        let to = Some(Box::new(story("New")));
        self.session.perform("import", Edit::Shelf { id: slug("new"), to }).unwrap();
        self.finish();
        self.session.history().current().unwrap()
    }

    /// Another step, as `F2` makes it.
    fn correct(&mut self, words: &str) {
        let work = &self.session.project().stories[&slug("new")];
        let correction = Correction::of_block(work, &coder("kim"), 1, words).unwrap();
        self.session.perform("correct", correction.into_edit(&slug("new"), &coder("kim"))).unwrap();
    }

    fn go_to(&mut self, step: Option<StepId>) {
        self.session.go_back("go back", step).unwrap().unwrap();
        self.finish();
    }
}

fn home(dir: &Path) -> std::path::PathBuf {
    dir.join("stories/new")
}

/// The files say what the project says, and the story has all that came with it.
fn assert_whole(dir: &Path, project: &Project) {
    let opened = store::open(dir).unwrap();
    assert_eq!(opened.findings, []);
    assert_eq!(opened.project, *project);
    assert_eq!(fs::read(home(dir).join("pictures/a.png")).unwrap(), b"pixels");
    assert_eq!(fs::read(home(dir).join("source/page.html")).unwrap(), b"page");
    let left_aside = fs::read_dir(dir.join(".pressmark/incoming")).unwrap().count();
    assert_eq!(left_aside, 0, "nothing of it lies aside");
}

#[test]
fn going_back_over_an_import_and_a_correction_brings_all_of_the_story_back() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    let imported = run.import();
    let before = run.session.project().clone();
    run.correct("Kim firmly said \u{201c}no\u{201d}.");
    run.finish();
    let corrected = run.session.history().current();
    let after = run.session.project().clone();

    run.go_to(None);
    assert!(!home(dir.path()).exists());
    run.go_to(Some(imported));
    assert_eq!(*run.session.project(), before);
    assert_whole(dir.path(), &before);
    run.go_to(None);
    run.go_to(corrected);
    assert_whole(dir.path(), &after);
    // Also in a later session, and with both texts in one step.
    run.go_to(None);
    run.end();
    let mut run = Run::begin(dir.path());
    run.go_to(Some(imported));
    assert_whole(dir.path(), &before);
    run.session.go_back("once more", corrected).unwrap().unwrap();
    assert_eq!(run.end(), after);
    assert_whole(dir.path(), &after);
}

#[test]
fn a_story_comes_back_whole_however_many_steps_are_kept_at_once() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.import();
    let before = run.session.project().clone();
    run.correct("Kim firmly said \u{201c}no\u{201d}.");
    run.finish();
    let after = run.session.project().clone();
    for (undone, project) in [(0, &after), (1, &before)] {
        run.session.undo().unwrap().unwrap();
        run.session.undo().unwrap().unwrap();
        run.finish();
        assert!(!home(dir.path()).exists());
        // Two redos in one frame, and some more of both.
        run.session.redo().unwrap().unwrap();
        run.session.redo().unwrap().unwrap();
        for _ in 0..2 * undone {
            run.session.undo().unwrap().unwrap();
        }
        for _ in 0..undone {
            run.session.redo().unwrap().unwrap();
        }
        run.finish();
        assert_whole(dir.path(), project);
        while run.session.redo().unwrap().is_some() {}
        run.finish();
        assert_whole(dir.path(), &after);
    }
    run.end();
    // Every text a step tells of is there at the next start.
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    assert_eq!(run.end(), before);
}

#[test]
fn a_story_that_comes_and_is_corrected_at_once_leaves_both_texts() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    let to = Some(Box::new(story("New")));
    run.session.perform("import", Edit::Shelf { id: slug("new"), to }).unwrap();
    let before = run.session.project().clone();
    run.correct("Kim firmly said \u{201c}no\u{201d}.");
    run.end();
    let mut run = Run::begin(dir.path());
    run.session.undo().unwrap().unwrap();
    assert_eq!(run.end(), before);
    let opened = store::open(dir.path()).unwrap();
    assert_eq!((opened.project, opened.findings.len()), (before, 0));
}

/// A sync client, or a checkout, takes the story's folder away for a while.
#[test]
fn what_belongs_to_a_story_whose_folder_is_away_waits_until_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.import();
    let away = dir.path().join("stories/away");
    fs::rename(home(dir.path()), &away).unwrap();
    run.correct("Kim firmly said \u{201c}no\u{201d}.");
    run.keep();
    // As another import of the story does it.
    run.attach("new", Place::Picture, "b.png", b"more");
    let failure = run.saver.finish(LONG).unwrap_err();
    assert_eq!(failure.reason, "its folder is gone");
    assert!(matches!(run.saver.state(), SaveState::Failing { kept: false, .. }), "{:?}", run.saver.state());
    let aside = dir.path().join(".pressmark/incoming");
    assert_eq!(fs::read_dir(&aside).unwrap().count(), 0, "nothing lies where it would be forgotten");
    assert!(!home(dir.path()).exists());

    fs::rename(&away, home(dir.path())).unwrap();
    run.saver.hurry();
    let end = run.end();
    assert_whole(dir.path(), &end);
    assert_eq!(fs::read(home(dir.path()).join("pictures/b.png")).unwrap(), b"more");
}

#[test]
fn a_story_that_was_away_when_it_was_removed_can_be_imported_anew() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.import();
    fs::remove_dir_all(home(dir.path())).unwrap();
    run.session.perform("remove", Edit::Shelf { id: slug("new"), to: None }).unwrap();
    run.finish();
    run.import();
    let end = run.end();
    assert_whole(dir.path(), &end);
}

#[test]
fn a_corrected_text_that_cannot_be_written_is_not_called_kept() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut run = Run::begin(dir.path());
    run.import();
    run.correct("Kim firmly said \u{201c}no\u{201d}.");
    // A folder where the text should lie stops even root.
    let text = &run.session.project().stories[&slug("new")].text;
    let in_the_way = home(dir.path()).join(format!("text-{}.txt", text.hash().short()));
    fs::create_dir(&in_the_way).unwrap();
    run.keep();
    assert!(run.saver.finish(LONG).is_err());
    // The journal tells of the correction, but no text is in it.
    let journal = dir.path().join(".pressmark/journal/kim.jnl");
    let begun = std::time::Instant::now();
    while !fs::read_to_string(&journal).unwrap().contains("\"correct\"") && begun.elapsed() < LONG {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let SaveState::Failing { kept, .. } = run.saver.state() else { panic!("{:?}", run.saver.state()) };
    assert!(!kept, "the text is nowhere");
    fs::remove_dir(&in_the_way).unwrap();
    run.saver.hurry();
    let end = run.end();
    assert_whole(dir.path(), &end);
}
