//! The saver: never blocks, never lies about what is saved, never gives up.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use pressmark::claims::CoderId;
use pressmark::project::{Edit, Project, Session, Touched};
use pressmark::store::{self, Attachment, Folder, Place, SaveState, Saver};
use support::{LONG, claim, coder, sample, shelve, slug, story};

fn work(story: &str, whose: &str) -> BTreeSet<Touched> {
    [Touched::Work(slug(story), coder(whose))].into()
}

fn shelf(story: &str) -> BTreeSet<Touched> {
    [Touched::Shelf(slug(story))].into()
}

fn save(saver: &Saver, session: &mut Session) {
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
}

fn kim() -> CoderId {
    coder("kim")
}

fn begin(dir: &std::path::Path) -> (Project, Folder, Saver) {
    sample(dir);
    let opened = store::open(dir).unwrap();
    let saver = Saver::start(opened.folder.clone(), opened.project.clone());
    (opened.project, opened.folder, saver)
}

fn note(project: &mut Project, words: &str) {
    let work = &project.stories[&slug("one")];
    let mut claim = claim(work, 1, "“no”");
    Arc::make_mut(&mut claim).note = words.to_owned();
    let edit = Edit::Claim { story: slug("one"), coder: kim(), id: claim.id, to: Some(claim) };
    project.apply(edit).unwrap();
}

#[test]
fn the_last_of_many_quick_edits_is_what_is_saved() {
    let dir = tempfile::tempdir().unwrap();
    let (mut project, _, saver) = begin(dir.path());
    assert_eq!(saver.state(), SaveState::Saved { at: None });
    for number in 0..200 {
        note(&mut project, &number.to_string());
        saver.save(&project, &work("one", "kim"));
        assert_ne!(saver.state(), SaveState::Saved { at: None });
    }
    saver.finish(LONG).unwrap();
    assert!(matches!(saver.state(), SaveState::Saved { at: Some(_) }));
    assert_eq!(store::open(dir.path()).unwrap().project, project);
}

#[test]
fn a_failure_is_told_and_mended_without_another_edit() {
    let dir = tempfile::tempdir().unwrap();
    let (mut project, folder, saver) = begin(dir.path());
    let (home, away) = (folder.root().join("stories/one"), folder.root().join("stories/away"));
    fs::rename(&home, &away).unwrap();
    note(&mut project, "kept in memory");
    saver.save(&project, &work("one", "kim"));
    let failure = saver.finish(LONG).unwrap_err();
    assert_eq!(failure.file, "stories/one/kim.claims.ron");
    assert_eq!(failure.reason, "its folder is gone");
    assert_eq!(saver.state(), SaveState::Failing { failure, kept: false });
    // The other stories are saved meanwhile.
    let edit = Edit::Status { story: slug("two"), coder: kim(), to: pressmark::project::Status::Done };
    project.apply(edit).unwrap();
    saver.save(&project, &work("two", "kim"));
    assert!(saver.finish(LONG).is_err());
    assert!(folder.root().join("stories/two/kim.claims.ron").exists());
    fs::rename(&away, &home).unwrap();
    let patience = std::time::Instant::now();
    while !matches!(saver.state(), SaveState::Saved { .. }) && patience.elapsed() < LONG {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(store::open(dir.path()).unwrap().project, project);
}

#[test]
fn a_file_damaged_while_open_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let (mut project, folder, saver) = begin(dir.path());
    let file = folder.root().join("stories/one/kim.claims.ron");
    let theirs = b"<<<<<<< ours\n(format: 1)\n";
    fs::write(&file, theirs).unwrap();
    note(&mut project, "mine");
    saver.save(&project, &work("one", "kim"));
    let failure = saver.finish(LONG).unwrap_err();
    assert!(failure.reason.contains("unresolved merge"), "{failure}");
    assert_eq!(fs::read(&file).unwrap(), theirs);
    fs::remove_file(&file).unwrap();
    saver.finish(LONG).unwrap();
    assert_eq!(store::open(dir.path()).unwrap().project, project);
}

#[test]
fn an_import_undone_is_put_aside_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let (project, folder, saver) = begin(dir.path());
    let mut session = Session::new(project, kim());
    let new = Edit::Shelf { id: slug("new"), to: Some(Box::new(story("New"))) };
    for (place, name) in [(Place::Picture, "ba7816bf8f01cfea.png"), (Place::Source, "new story.txt")] {
        let attachment = Attachment { place, name: name.to_owned(), bytes: Arc::from(&b"abc"[..]) };
        saver.attach(&slug("new"), attachment);
    }
    session.perform("import", new).unwrap();
    save(&saver, &mut session);
    saver.finish(LONG).unwrap();
    let home = folder.root().join("stories/new");
    let before = support::files(&home);
    assert_eq!(before.len(), 4);
    assert!(folder.is_taken(&slug("new")));
    for _ in 0..2 {
        session.undo().unwrap();
        save(&saver, &mut session);
        saver.finish(LONG).unwrap();
        assert!(!home.exists());
        assert_eq!(support::files(&folder.root().join(".pressmark/removed/new-1")), before);
        session.redo().unwrap();
        save(&saver, &mut session);
        saver.finish(LONG).unwrap();
        assert_eq!(support::files(&home), before);
    }
}

#[test]
fn import_and_undo_at_once_leave_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (mut project, folder, saver) = begin(dir.path());
    for _ in 0..20 {
        shelve(&mut project, "new", story("New"));
        saver.save(&project, &shelf("new"));
        let gone = Edit::Shelf { id: slug("new"), to: None };
        project.apply(gone).unwrap();
        saver.save(&project, &shelf("new"));
    }
    saver.finish(LONG).unwrap();
    assert!(!folder.root().join("stories/new").exists());
    assert_eq!(store::open(dir.path()).unwrap().project, project);
}

#[test]
fn work_that_was_taken_back_leaves_an_empty_list() {
    let dir = tempfile::tempdir().unwrap();
    let (mut project, folder, saver) = begin(dir.path());
    let id = *project.stories[&slug("one")].coders[&coder("lee")].claims.keys().next().unwrap();
    project.apply(Edit::Claim { story: slug("one"), coder: coder("lee"), id, to: None }).unwrap();
    saver.save(&project, &work("one", "lee"));
    saver.finish(LONG).unwrap();
    let text = fs::read_to_string(folder.root().join("stories/one/lee.claims.ron")).unwrap();
    assert!(text.contains("claims: []"), "{text}");
    assert_eq!(store::open(dir.path()).unwrap().project, project);
}

#[test]
fn nothing_is_written_into_a_story_that_could_not_be_read() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let file = dir.path().join("stories/one/story.ron");
    fs::write(&file, "(format: 1, headline: ").unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert!(opened.folder.is_taken(&slug("one")));
    let mut project = opened.project;
    shelve(&mut project, "one", story("Another"));
    let saver = Saver::start(opened.folder, project.clone());
    saver.save(&project, &shelf("one"));
    assert!(saver.finish(LONG).unwrap_err().reason.contains("could not be read"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "(format: 1, headline: ");
}

#[test]
fn attachments_cannot_leave_their_folder() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder, saver) = begin(dir.path());
    let name = "../../../project.ron".to_owned();
    saver.attach(&slug("one"), Attachment { place: Place::Picture, name, bytes: Arc::from(&b"x"[..]) });
    assert!(saver.finish(LONG).is_err());
    assert!(folder.root().join("project.ron").metadata().unwrap().len() > 1);
}

/// What is news after everything was looked at.
fn around(saver: &Saver) -> Vec<store::Outside> {
    saver.look_around();
    let begun = std::time::Instant::now();
    while saver.is_looking() {
        assert!(begun.elapsed() < LONG);
        std::thread::sleep(Duration::from_millis(2));
    }
    saver.take_outside()
}

#[test]
fn a_look_around_finds_every_change_once() {
    use store::News;
    let dir = tempfile::tempdir().unwrap();
    let (mut project, folder, saver) = begin(dir.path());
    assert_eq!(around(&saver), [], "nothing happened yet");
    let edit = Edit::Status { story: slug("two"), coder: coder("lee"), to: pressmark::project::Status::Done };
    project.apply(edit).unwrap();
    shelve(&mut project, "came", story("Came"));
    support::save_all(&folder, &project);
    let news = around(&saver);
    assert_eq!(news.len(), 2, "{news:?}");
    assert!(news.iter().any(|outside| matches!(&outside.news, News::Arrived(id, _) if *id == slug("came"))));
    assert!(news.iter().any(|outside| outside.file == "stories/two/lee.claims.ron"));
    assert_eq!(around(&saver), []);

    let claims = folder.root().join("stories/one/lee.claims.ron");
    let text = fs::read(&claims).unwrap();
    fs::remove_file(&claims).unwrap();
    fs::rename(folder.root().join("stories/two"), dir.path().join("away")).unwrap();
    let news = around(&saver);
    assert!(
        matches!(
            news.iter().map(|outside| &outside.news).collect::<Vec<_>>()[..],
            [News::Missing, News::StoryMissing(_)] | [News::StoryMissing(_), News::Missing]
        ),
        "{news:?}"
    );
    assert_eq!(around(&saver), [], "it is told once");
    fs::write(&claims, text).unwrap();
    fs::rename(dir.path().join("away"), folder.root().join("stories/two")).unwrap();
    assert_eq!(around(&saver), [], "and nothing is new when it is back as it was");
}

#[test]
fn a_file_that_stays_unreadable_is_told_once_and_taken_up_when_it_is_mended() {
    let dir = tempfile::tempdir().unwrap();
    let (_, folder, saver) = begin(dir.path());
    let path = folder.root().join("stories/one/kim.claims.ron");
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, &whole[..20]).unwrap();
    let told: Vec<usize> = (0..5).map(|_| around(&saver).len()).collect();
    assert_eq!(told, [0, 0, 1, 0, 0]);
    fs::write(&path, whole.replace("status: InProgress", "status: Done")).unwrap();
    let news = around(&saver);
    assert!(matches!(&news[..], [store::Outside { news: store::News::Work(..), .. }]), "{news:?}");
}

#[test]
fn metadata_that_another_program_broke_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let opened = store::open(dir.path()).unwrap();
    let mut session = Session::new(opened.project.clone(), kim());
    let saver = Saver::start(opened.folder, opened.project);
    let file = dir.path().join("stories/one/story.ron");
    let text = fs::read_to_string(&file).unwrap();
    let end = format!("end: {}", session.project().stories[&slug("one")].text.as_str().len() + 9);
    let at = text.rfind("end: ").unwrap();
    let broken = text[..at].to_owned() + &end + &text[at..][text[at..].find(')').unwrap()..];
    fs::write(&file, &broken).unwrap();
    let mut new = (*session.project().stories[&slug("one")].story).clone();
    new.headline = "Other".to_owned();
    session.perform("rename", Edit::Story { id: slug("one"), to: Arc::new(new) }).unwrap();
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    let failure = saver.finish(LONG).unwrap_err();
    assert!(failure.reason.contains("do not fit the text"), "{failure}");
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
}
