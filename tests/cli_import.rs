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
    assert!(text(&first.stdout).starts_with("talks-slow-down: Talks slow down (blocks: 4, pictures: 1)\n"));

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
    fs::write(desk.path().join("latin.txt"), b"Caf\xe9\0").unwrap();
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
    fs::write(desk.path().join("empty.txt"), b"").unwrap();
    assert_eq!(code(&["import", "empty.txt", "--into", "p"]), Some(1));
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

const PAGE: &str = "<html lang=en><head><title>Talks slow down | Our Paper</title>\
    <meta property='og:site_name' content='Our Paper'><meta name=author content='Ann Lee'>\
    <meta property='article:published_time' content='2024-12-21T08:00:00Z'></head><body>\
    <nav>Home Politics World Sport</nav><article><h1>Talks slow down</h1>\
    <figure><img src='Talks_files/night.jpg' alt='The peninsula'><figcaption>The peninsula at night. Photo: Bo Kim</figcaption></figure>\
    <p>The talks between the three capitals are slowing down, said people who know of them on Friday.</p>\
    <p>Nobody expects the next round before the spring, and some do not expect one at all this year.</p>\
    </article><footer>All about us and our terms</footer></body></html>";

#[test]
fn saved_pages_come_in_with_the_pictures_beside_them() {
    let desk = desk();
    fs::create_dir(desk.path().join("Talks_files")).unwrap();
    fs::copy(desk.path().join("night.jpg"), desk.path().join("Talks_files/night.jpg")).unwrap();
    fs::write(desk.path().join("Talks.html"), PAGE).unwrap();
    let output = pressmark(&["import", "Talks.html", "night.jpg", "--into", "p", "--json"], desk.path());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let opened = open(&desk.path().join("p")).unwrap();
    assert_eq!(opened.findings, []);
    let (id, work) = opened.project.stories.iter().next().unwrap();
    assert_eq!((id.as_str(), work.story.source.as_deref()), ("talks-slow-down", Some("Talks.html")));
    let file = work.story.pictures[0].file.as_ref().unwrap();
    assert!(opened.folder.picture_path(id, file).unwrap().exists());
    assert_eq!(work.story.pictures[0].credit.as_deref(), Some("Bo Kim"));
    let source = desk.path().join("p/stories/talks-slow-down/source/Talks.html");
    assert_eq!(fs::read_to_string(source).unwrap(), PAGE, "the bytes that came in are kept");
}

#[test]
fn inspect_says_what_an_import_would_make_and_makes_nothing() {
    let desk = desk();
    fs::write(desk.path().join("Talks.html"), PAGE).unwrap();
    let before = fs::read_dir(desk.path()).unwrap().count();
    let output = pressmark(&["inspect", "Talks.html", "--json"], desk.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["headline"], &told["date"]), (&"Talks slow down".into(), &"2024-12-21".into()));
    assert_eq!((&told["authors"][0], &told["outlet"]), (&"Ann Lee".into(), &"Our Paper".into()));
    assert_eq!(told["pictures"][0]["caption"], "The peninsula at night.");
    assert_eq!(told["pictures"][0]["kept"], false, "its file is not there");
    let roles: Vec<&str> =
        told["blocks"].as_array().unwrap().iter().map(|block| block["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["headline", "caption", "credit", "paragraph", "paragraph"]);
    let plain = text(&pressmark(&["inspect", "Talks.html"], desk.path()).stdout);
    assert!(plain.starts_with("headline   Talks slow down\nauthors    Ann Lee\n"), "{plain}");
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), before);
    let missing = pressmark(&["inspect", "none.html"], desk.path());
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("none.html could not be read"), "{}", text(&missing.stderr));
}

#[test]
fn a_text_is_read_in_the_encoding_that_is_named() {
    let desk = desk();
    // "Тихо" in windows-1251, too short to be guessed for certain.
    fs::write(desk.path().join("quiet.txt"), b"\xd2\xe8\xf5\xee\n").unwrap();
    let inspect = |encoding: &str| {
        let output = pressmark(&["inspect", "--json", "--encoding", encoding, "quiet.txt"], desk.path());
        (output.status.code(), text(&output.stdout))
    };
    let (status, cyrillic) = inspect("CP1251");
    assert_eq!(status, Some(0));
    assert!(cyrillic.contains("Тихо") && cyrillic.contains(r#""encoding": "windows-1251""#), "{cyrillic}");
    assert!(inspect("latin1").1.contains("Òèõî"));
    assert_eq!(inspect("klingon").0, Some(2), "wrong use");
    let import = ["import", "--encoding", "windows-1251", "quiet.txt", "--into", "p"];
    assert_eq!(pressmark(&import, desk.path()).status.code(), Some(0));
    let opened = open(&desk.path().join("p")).unwrap();
    let work = opened.project.stories.values().next().unwrap();
    assert!(work.text.as_str().contains("Тихо"));
}
