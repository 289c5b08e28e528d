//! What killed programs left half made is swept away by who has the project, and nothing else is.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use pressmark::store::{self, Saver};
use support::{LONG, everything, files, sample};

/// A folder made two days ago, with a file in it.
fn old_folder(path: &Path) {
    fs::create_dir_all(path).unwrap();
    fs::write(path.join("story.ron"), "(").unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(48 * 60 * 60);
    fs::File::open(path).unwrap().set_modified(long_ago).unwrap();
}

/// Runs a saver on the project, which sweeps if it is asked to.
fn run(dir: &Path, sweep: bool) {
    let opened = store::open(dir).unwrap();
    let saver = Saver::start(opened.folder, opened.project.clone());
    if sweep {
        saver.sweep();
    }
    // A look comes after what else is to be done.
    saver.look_around();
    let begun = std::time::Instant::now();
    while saver.is_looking() && begun.elapsed() < LONG {
        std::thread::sleep(Duration::from_millis(1));
    }
    saver.save(&opened.project, &everything(&opened.project));
    saver.finish(LONG).unwrap();
}

#[test]
fn only_stories_that_never_came_are_swept_and_only_by_who_has_the_project() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let incoming = dir.path().join(".pressmark/incoming");
    let left = incoming.join("talks.00000000000000ff");
    old_folder(&left);
    let others = ["notes", "talks.old", "talks.00000000000000fg"].map(|name| incoming.join(name));
    others.iter().for_each(|other| old_folder(other));
    let fresh = incoming.join("new.00000000000000fe");
    fs::create_dir(&fresh).unwrap();
    run(dir.path(), false);
    assert!(left.is_dir(), "another window may be about to bring it in");
    run(dir.path(), true);
    assert!(!left.exists());
    assert!(fresh.is_dir() && others.iter().all(|other| other.join("story.ron").is_file()));
}

#[cfg(unix)]
#[test]
fn a_sweep_follows_no_link() {
    use std::os::unix::fs::symlink;
    let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    let hidden = dir.path().join(".pressmark");
    // Within the project, where every story would seem to be left over.
    let incoming = hidden.join("incoming");
    fs::remove_dir_all(&incoming).unwrap();
    symlink("../stories", &incoming).unwrap();
    let looks_left = dir.path().join("stories/talks.00000000000000ff");
    old_folder(&looks_left);
    let before = files(dir.path());
    run(dir.path(), true);
    assert_eq!(files(dir.path()), before);
    // And out of it.
    let precious = outside.path().join("incoming/precious.00000000000000ff");
    old_folder(&precious);
    fs::remove_dir_all(&hidden).unwrap();
    symlink(outside.path(), &hidden).unwrap();
    run(dir.path(), true);
    assert!(precious.is_dir());
}
