//! A copy of a project is a project of its own, with all that lies in the original.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;

use pressmark::project::{Edit, Status};
use pressmark::store::{self, Resumed, Saver};
use support::{LONG, coder, files, sample, slug};

#[test]
fn a_copy_leaves_the_journal_outside_the_project_to_the_original() {
    let (dir, spare, to) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    // A file where the folder should be stops even root.
    fs::write(dir.path().join(".pressmark/journal"), "in the way").unwrap();
    let resume =
        |dir: &std::path::Path| store::resume(store::open(dir).unwrap(), &coder("kim"), Some(spare.path()));
    let Resumed { mut session, folder, on_disk, journal, .. } = resume(dir.path());
    let begin = session.take_unsaved();
    let saver = Saver::resume(folder.clone(), on_disk, journal, (session.project(), begin), || ());
    let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to: Status::Done };
    session.perform("done", edit).unwrap();
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    saver.finish(LONG).unwrap();
    while !saver.release() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let kept = files(spare.path());
    assert_eq!(kept.len(), 1, "{:?}", kept.keys());

    let copied = to.path().join("copies/of it");
    store::copy(session.project(), &folder, &copied).unwrap();
    let copy = resume(&copied);
    assert_eq!(copy.session.project().stories, session.project().stories);
    // Work in the copy puts away the journals that it took over.
    let Resumed { mut session, folder, on_disk, journal, .. } = copy;
    let begin = session.take_unsaved();
    let saver = Saver::resume(folder, on_disk, journal, (session.project(), begin), || ());
    let edit = Edit::Status { story: slug("two"), coder: coder("kim"), to: Status::InProgress };
    session.perform("begun again", edit).unwrap();
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    saver.finish(LONG).unwrap();
    assert_eq!(files(spare.path()), kept);
}

#[test]
fn a_copy_has_every_file_of_every_story() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    for (name, bytes) in [("pictures/a.png", "pixels"), ("source/page.html", "as it came"), ("notes", "mine")]
    {
        let path = dir.path().join("stories/one").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let opened = store::open(dir.path()).unwrap();
    let copied = to.path().join("copy");
    store::copy(&opened.project, &opened.folder, &copied).unwrap();
    let (mut before, mut after) = (files(dir.path()), files(&copied));
    let (was, is) = (before.remove("project.ron").unwrap(), after.remove("project.ron").unwrap());
    assert_eq!(after, before);
    assert_ne!(is, was, "it is another project");
    let again = store::open(&copied).unwrap();
    assert_eq!(again.project.name, opened.project.name);
    assert_eq!(again.findings, []);
}
