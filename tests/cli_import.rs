//! `pressmark import`, as another program would call it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use pressmark::claims::CoderId;
use pressmark::store::{ProjectLock, create, open};

fn pressmark(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pressmark")).args(args).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with a project `p`, a story and a picture.
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    create(&desk.path().join("p"), "Test").unwrap();
    let story = "Talks slow down\n\nA ship leaves port. / Agency\n\nThe talks are slowing down.\n";
    fs::write(desk.path().join("talks.txt"), story).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/korea_night.jpg");
    fs::copy(sample, desk.path().join("night.jpg")).unwrap();
    desk
}

#[test]
fn it_makes_stories_once_and_says_so() {
    let desk = desk();
    let args = ["import", "talks.txt", "night.jpg", "--into", "p"];
    let first = pressmark(&args, desk.path());
    assert_eq!((first.status.code(), text(&first.stderr)), (Some(0), String::new()));
    assert!(text(&first.stdout).starts_with("talks-slow-down: Talks slow down (blocks: 3, pictures: 1)\n"));

    let opened = open(&desk.path().join("p")).unwrap();
    assert_eq!(opened.findings, []);
    let (id, work) = opened.project.stories.iter().next().unwrap();
    let picture = work.story.pictures[0].file.as_ref().unwrap();
    let there = fs::read(opened.folder.picture_path(id, picture).unwrap()).unwrap();
    assert!(there == fs::read(desk.path().join("night.jpg")).unwrap());

    let again = pressmark(&args, desk.path());
    assert_eq!(again.status.code(), Some(0));
    assert!(text(&again.stdout).contains("had it already"), "{}", text(&again.stdout));
    assert_eq!(open(&desk.path().join("p")).unwrap().project.stories.len(), 1);
}

#[test]
fn what_it_could_not_import_holds_nothing_up() {
    let desk = desk();
    fs::write(desk.path().join("latin.txt"), b"Caf\xe9").unwrap();
    let output =
        pressmark(&["import", "none.txt", "latin.txt", "talks.txt", "--into", "p", "--json"], desk.path());
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["stories"][0]["id"], "talks-slow-down");
    assert_eq!(report["stories"][0]["known"], false);
    assert_eq!(report["errors"].as_array().unwrap().len(), 2);
    assert!(text(&output.stderr).contains("none.txt could not be read"), "{}", text(&output.stderr));
    assert_eq!(open(&desk.path().join("p")).unwrap().project.stories.len(), 1);
}

#[test]
fn wrong_data_and_wrong_use_differ() {
    let desk = desk();
    let code = |args: &[&str]| pressmark(args, desk.path()).status.code();
    assert_eq!(code(&["import", "night.jpg", "--into", "p"]), Some(1), "only a picture");
    assert_eq!(code(&["import", "talks.txt", "--into", "nowhere"]), Some(1));
    assert_eq!(code(&["import", "talks.txt"]), Some(2));
    assert_eq!(code(&["import", "--into", "p"]), Some(2));
}

#[test]
fn a_project_that_is_open_elsewhere_gets_its_stories_and_that_is_said() {
    let desk = desk();
    let folder = open(&desk.path().join("p")).unwrap().folder;
    let lock = ProjectLock::take(&folder, &CoderId::nearest("kim"));
    let output = pressmark(&["import", "talks.txt", "--into", "p"], desk.path());
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    assert!(said.starts_with("pressmark: the project is open elsewhere: kim has it open on "), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(open(&desk.path().join("p")).unwrap().project.stories.len(), 1);
    drop(lock);
    let output = pressmark(&["import", "talks.txt", "--into", "p"], desk.path());
    assert_eq!(text(&output.stderr), "");
}
