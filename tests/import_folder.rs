//! Folders and many files at once, as `pressmark import` takes them.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use pressmark::import::{Batch, Fate, Plan, Progress, Report};
use pressmark::store::{create, open};

fn pressmark(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pressmark")).args(args).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn news(topic: &str) -> String {
    format!("The {topic} reopens\n\nThe {topic} opened again on Monday, the mayor said.\n")
}

fn png() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()
}

/// Writes files below `root`, with the folders they need.
fn put(root: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A folder with a project `p` and a folder `in` with these files.
fn desk(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    create(&desk.path().join("p"), "Test").unwrap();
    fs::create_dir(desk.path().join("in")).unwrap();
    put(&desk.path().join("in"), files);
    desk
}

/// What an import of `in` would do.
fn report(desk: &tempfile::TempDir) -> Report {
    let opened = open(&desk.path().join("p")).unwrap();
    let progress = Progress::default();
    let plan = Plan::of(&[desk.path().join("in")], &progress);
    let batch = Batch::new(plan, &opened.project, opened.folder, progress);
    Report { lines: batch.map(|came| came.line).collect(), left: 0 }
}

/// The line about the file whose path ends so.
fn fate<'a>(report: &'a Report, file: &str) -> &'a Fate {
    let line = report.lines.iter().find(|line| line.file.ends_with(file));
    &line.unwrap_or_else(|| panic!("no line about {file} in\n{report}")).fate
}

fn skipped<'a>(report: &'a Report, file: &str) -> &'a str {
    match fate(report, file) {
        Fate::Skipped(why) => why,
        other => panic!("{file}: {other:?}"),
    }
}

#[test]
fn a_folder_comes_in_with_all_that_is_in_it() {
    let page = format!(
        "<html><body><article><h1>Talks slow down</h1><figure><img src='Talks_files/night.png'></figure>{}</article></body></html>",
        "<p>The talks between the three capitals are slowing down, said people who know of them.</p>"
            .repeat(4)
    );
    let (harbour, bridge) = (news("harbour"), format!("# {}", news("bridge")));
    let desk = desk(&[
        ("harbour.txt", harbour.as_bytes()),
        ("harbour-2.png", &png()),
        ("notes.pdf", b"%PDF-1.4"),
        (".hidden/secret.txt", b"nobody should see this"),
        ("2018/bridge.md", bridge.as_bytes()),
        ("2018/again.txt", harbour.as_bytes()),
        ("pages/Talks.html", page.as_bytes()),
        ("pages/Talks_files/night.png", &[png(), vec![7; 50]].concat()),
        ("pages/Talks_files/script.js", b"alert(1)"),
        ("pages/Gone_files/style.txt", b"not an article"),
        ("album/one.png", &[png(), vec![1; 9]].concat()),
    ]);
    let output = pressmark(&["import", "in", "--into", "p", "--json"], desk.path());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let stories: Vec<(&str, bool, u64)> = told["stories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|story| {
            let known = story["known"].as_bool().unwrap();
            assert_eq!(known, story["just_now"].as_bool().unwrap());
            (story["id"].as_str().unwrap(), known, story["pictures"].as_u64().unwrap())
        })
        .collect();
    let expected = [
        ("the-harbour-reopens", false, 1),
        ("the-harbour-reopens", true, 0),
        ("the-bridge-reopens", false, 0),
        ("one", false, 1),
        ("talks-slow-down", false, 1),
    ];
    assert_eq!(stories, expected, "{told:#}");
    let skipped: Vec<&str> =
        told["skipped"].as_array().unwrap().iter().map(|skip| skip["file"].as_str().unwrap()).collect();
    assert_eq!(skipped.len(), 3, "{skipped:?}");
    assert!(skipped.iter().any(|file| file.ends_with("notes.pdf")));
    assert!(skipped.iter().any(|file| file.ends_with("Gone_files")));
    assert!(skipped.contains(&"1 file or folder"), "the hidden one: {skipped:?}");
    let opened = open(&desk.path().join("p")).unwrap();
    assert_eq!((opened.findings, opened.project.stories.len()), (Vec::new(), 4));
    let source = desk.path().join("p/stories/the-bridge-reopens/source/bridge.md");
    assert_eq!(fs::read_to_string(source).unwrap(), bridge);
    assert!(
        !desk.path().join("p/.pressmark/incoming").read_dir().is_ok_and(|mut left| left.next().is_some())
    );
    // Once more: nothing is new.
    let again = text(&pressmark(&["import", "in", "--into", "p"], desk.path()).stdout);
    assert!(again.contains("No story was imported. 5 are in the project already."), "{again}");
}

#[test]
fn a_saved_page_may_be_given_with_its_folder() {
    let page = format!(
        "<article><h1>Talks slow down</h1><figure><img src='Talks_files/night.png'></figure>{}</article>",
        "<p>The talks between the three capitals are slowing down, said people who know of them.</p>"
            .repeat(4)
    );
    let desk = desk(&[
        ("Talks.html", page.as_bytes()),
        ("Talks_files/night.png", &[png(), vec![7; 50]].concat()),
        ("Talks_files/teaser.html", page.replace("slow", "break").as_bytes()),
    ]);
    let output = pressmark(&["import", "in/Talks.html", "in/Talks_files", "--into", "p"], desk.path());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let opened = open(&desk.path().join("p")).unwrap();
    let stories = &opened.project.stories;
    assert_eq!(stories.len(), 1, "{}", text(&output.stdout));
}

#[test]
fn pictures_go_to_the_text_that_is_called_like_them() {
    let (talks, more, other) = (news("talks"), news("tower"), news("bridge"));
    let picture = |n: u8| [png(), vec![n; 9]].concat();
    let desk = desk(&[
        ("talks.txt", talks.as_bytes()),
        ("talks-2.txt", more.as_bytes()),
        ("talks_a.png", &picture(1)),
        ("talks-2-a.png", &picture(2)),
        ("talksmith.png", &picture(3)),
        ("single/bridge.txt", other.as_bytes()),
        ("single/IMG_001.png", &picture(4)),
    ]);
    let report = report(&desk);
    let pictures = |file: &str| match fate(&report, file) {
        Fate::Made { pictures, .. } => *pictures,
        other => panic!("{other:?}"),
    };
    assert_eq!((pictures("talks.txt"), pictures("talks-2.txt"), pictures("bridge.txt")), (1, 1, 1));
    assert!(skipped(&report, "talksmith.png").contains("like no text beside it"));
}

#[cfg(unix)]
#[test]
fn loops_of_links_are_met_and_links_that_lead_out_are_not_followed() {
    use std::os::unix::fs::symlink;
    let harbour = news("harbour");
    let desk = desk(&[("a/harbour.txt", harbour.as_bytes())]);
    put(desk.path(), &[("outside/secret.txt", news("vault").as_bytes())]);
    let inside = desk.path().join("in/a");
    symlink(desk.path().join("in"), inside.join("round")).unwrap();
    symlink(desk.path().join("outside"), inside.join("out")).unwrap();
    symlink(desk.path().join("outside/secret.txt"), inside.join("secret.txt")).unwrap();
    symlink(inside.join("self"), inside.join("self")).unwrap();
    symlink(inside.join("harbour.txt"), inside.join("twin.txt")).unwrap();
    let report = report(&desk);
    assert_eq!((report.made(), report.skipped(), report.failed()), (1, 5, 0), "{report}");
    for (file, why) in [
        ("round", "leads out"),
        ("out", "leads out"),
        ("secret.txt", "leads out"),
        ("self", "in a circle"),
        ("twin.txt", "where it lies"),
    ] {
        assert!(skipped(&report, file).contains(why), "{file}: {}", skipped(&report, file));
    }
}

#[test]
fn each_bad_file_has_a_line_and_the_others_come_in() {
    let harbour = news("harbour");
    let desk = desk(&[
        ("a-empty.txt", b""),
        ("b-blank.txt", b" \n\t\n"),
        ("c-binary.txt", b"ab\0\x01\x02"),
        ("d-torn.mhtml", b"From: somebody"),
        ("e.png", b"<html>no picture</html>"),
        (
            "g.html",
            &[b"\x1f\x8b\x08\0".to_vec(), (0..4000_u32).map(|n| ((n * n) >> 3) as u8).collect()].concat(),
        ),
        ("h.htm", b"%PDF-1.4 stream"),
        ("f-harbour.txt", harbour.as_bytes()),
        ("data.csv", b"a,b"),
        ("README", b"Read this first, it holds words."),
        ("program", b"\x7fELF\0\0"),
    ]);
    let output = pressmark(&["import", "in", "--into", "p"], desk.path());
    assert_eq!(output.status.code(), Some(1));
    let (out, errors) = (text(&output.stdout), text(&output.stderr));
    for (file, why) in [
        ("a-empty.txt", "holds no text"),
        ("b-blank.txt", "holds no text"),
        ("c-binary.txt", "is not a text"),
        ("d-torn.mhtml", "holds no web page"),
        ("e.png", "is not a picture"),
        ("g.html", "is not a text"),
        ("h.htm", "is not a text"),
    ] {
        assert!(errors.lines().any(|line| line.contains(file) && line.contains(why)), "{file}: {errors}");
    }
    assert_eq!(errors.lines().count(), 7, "{errors}");
    assert!(out.contains("data.csv was skipped") && out.contains("program was skipped"), "{out}");
    assert!(out.ends_with("2 stories imported. 2 skipped. 7 failed.\n"), "{out}");
    let opened = open(&desk.path().join("p")).unwrap();
    assert_eq!((opened.findings, opened.project.stories.len()), (Vec::new(), 2));
}

#[test]
fn a_project_among_the_folders_is_no_stories() {
    let desk = desk(&[]);
    create(&desk.path().join("in/other"), "Other").unwrap();
    let report = report(&desk);
    assert!(skipped(&report, "other").contains("is a Pressmark project"));
    assert_eq!(report.lines.len(), 1, "{report}");
}

#[test]
fn what_is_cancelled_ends_at_a_whole_story() {
    let files: Vec<(String, String)> =
        (0..20).map(|n| (format!("{n:02}.txt"), news(&format!("bridge number {n}")))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let desk = desk(&files);
    let opened = open(&desk.path().join("p")).unwrap();
    let progress = Progress::default();
    let plan = Plan::of(&[desk.path().join("in")], &progress);
    let mut batch = Batch::new(plan, &opened.project, opened.folder, progress.clone());
    assert!(batch.by_ref().take(5).all(|came| came.story.is_some()));
    assert_eq!(progress.so_far(), (5, 20));
    assert_eq!(progress.current(), "04.txt");
    progress.cancel();
    assert!(batch.next().is_none());
    assert_eq!(progress.unless_cancelled(|| ()), None);
}

#[test]
fn n82_a_folder_that_is_absurdly_large_is_refused_in_one_line() {
    let desk = desk(&[]);
    for n in 0..=20_000 {
        // No content is needed to count them.
        fs::File::create(desk.path().join(format!("in/{n}.txt"))).unwrap();
    }
    let report = report(&desk);
    assert_eq!(report.lines.len(), 1);
    let line = report.lines[0].to_string();
    assert!(line.contains("20000 stories") && line.contains("nothing was imported"), "{line}");
}
