//! The built program, from outside.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::{coder, sample, slug};

fn pressmark(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pressmark")).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn new_makes_a_project_that_check_finds_well() {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("talks");
    let made = pressmark(&["new", path(&project), "--name", "Talks \u{1b}[2J"]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    assert!(!out(&made).contains('\u{1b}'));
    assert!(project.join("codebook.ron").is_file());
    let checked = pressmark(&["check", path(&project)]);
    assert_eq!((checked.status.code(), out(&checked).as_str()), (Some(0), "all is well\n"));
    let again = pressmark(&["new", path(&project)]);
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("is a project already"));
}

#[test]
fn claims_are_listed_in_code_points() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let listed = pressmark(&["claims", path(dir.path()), "--format", "jsonl", "--coder", "kim"]);
    assert_eq!(listed.status.code(), Some(0), "{}", err(&listed));
    let rows: Vec<serde_json::Value> =
        out(&listed).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    let text: Vec<char> = project.stories[&slug("one")].text.as_str().chars().collect();
    for row in &rows {
        let [start, end] = ["start", "end"].map(|name| row[name].as_u64().unwrap() as usize);
        assert_eq!(String::from_iter(&text[start..end]), row["quote"].as_str().unwrap());
    }
    let none = pressmark(&["claims", path(dir.path()), "--story", "two"]);
    assert_eq!(out(&none).lines().count(), 1, "only the header");
    let unknown = pressmark(&["claims", path(dir.path()), "--story", "three"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(err(&unknown).contains("no story called three"));
}

#[test]
fn every_region_has_its_outline() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let file = dir.path().join("stories/one/kim.claims.ron");
    let text = fs::read_to_string(&file).unwrap();
    let regions = r#"regions: [(picture: "p1", shape: Polygon([(1, 2), (30, 4), (5, 60)])), (picture: "p1", shape: Polygon([])), (picture: "p2", shape: Point(x: 7, y: 8))], made:"#;
    fs::write(&file, text.replacen("made:", regions, 1)).unwrap();
    let listed = pressmark(&["claims", path(dir.path()), "--format", "jsonl", "--coder", "kim"]);
    let first: serde_json::Value = serde_json::from_str(out(&listed).lines().next().unwrap()).unwrap();
    let expected = serde_json::json!([
        {"picture": "p1", "shape": "polygon", "bounds": [1, 2, 30, 60], "outline": [[1, 2], [30, 4], [5, 60]]},
        {"picture": "p1", "shape": "polygon", "bounds": [0, 0, 0, 0], "outline": []},
        {"picture": "p2", "shape": "point", "bounds": [7, 8, 7, 8], "outline": [[7, 8]]},
    ]);
    assert_eq!(first["regions"], expected, "{}", err(&listed));
    let csv = pressmark(&["claims", path(dir.path()), "--format", "csv"]);
    assert!(out(&csv).contains("p1:1,2;30,4;5,60 p1: p2:7,8"), "{}", out(&csv));
}

#[test]
fn links_are_listed_and_those_that_lead_nowhere_are_told() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let file = dir.path().join("stories/one/kim.claims.ron");
    let text = fs::read_to_string(&file).unwrap();
    let [one, three] = [1, 3].map(|id| pressmark::claims::ClaimId(id).to_string());
    let links = format!(r#"links: [(how: "answers", to: "{three}")], made:"#);
    fs::write(&file, text.replacen("made:", &links, 1)).unwrap();
    let listed = pressmark(&["claims", path(dir.path()), "--format", "jsonl", "--coder", "kim"]);
    let rows: Vec<serde_json::Value> =
        out(&listed).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let row = rows.iter().find(|row| row["id"] == one.as_str()).unwrap();
    assert_eq!(row["links"], serde_json::json!([{"how": "answers", "to": three}]), "{}", err(&listed));
    assert_eq!(out(&pressmark(&["check", path(dir.path())])), "all is well\n");
    let gone =
        fs::read_to_string(&file).unwrap().replace(&three, "00000000000000zz").replace("answers", "mocks");
    let gone = gone.replace("00000000000000zz", &pressmark::claims::ClaimId(77).to_string());
    fs::write(&file, gone).unwrap();
    let checked = out(&pressmark(&["check", path(dir.path())]));
    assert!(
        checked.contains("linked to a claim that is not there") && checked.contains("a way the code book")
    );
    assert_eq!(checked.lines().count(), 2, "{checked}");
    assert!(checked.starts_with("stories/one/kim.claims.ron:"), "{checked}");
}

#[test]
fn csv_holds_no_formulas_and_n22_tables_no_controls() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("stories/one/kim.claims.ron");
    sample(dir.path());
    let text = fs::read_to_string(&file).unwrap();
    let note = r#"note: "=HYPERLINK(\"x\"),\u{1b}[2J", made:"#;
    fs::write(&file, text.replacen("made:", note, 1)).unwrap();
    let csv = pressmark(&["claims", path(dir.path()), "--format", "csv"]);
    let csv = out(&csv);
    let mut lines = csv.split("\r\n");
    assert!(lines.next().unwrap().starts_with("story,coder,kind,quote,speaker,"));
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\"),\u{1b}[2J\""), "{csv}");
    let table = pressmark(&["claims", path(dir.path())]);
    assert!(!out(&table).contains('\u{1b}'));
    assert!(out(&table).contains("‹U+001B›"));
}

#[test]
fn check_names_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let file = dir.path().join("stories/one/lee.claims.ron");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"quote\"", "\"rumour\"")).unwrap();
    let checked = pressmark(&["check", path(dir.path())]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(out(&checked).starts_with("stories/one/lee.claims.ron:6: "), "{}", out(&checked));
    assert_eq!(err(&checked), "pressmark: 1 finding\n");
    let json = pressmark(&["check", path(dir.path()), "--json"]);
    let findings: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(findings[0]["line"], 6);
    assert_eq!(json.status.code(), Some(1));
}

#[test]
fn n83_paths_that_are_no_project() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    for (bad, message) in [
        (dir.path().join("gone"), "there is no folder"),
        (file, "is not a folder"),
        (dir.path().to_owned(), "not a Pressmark project"),
    ] {
        for verb in ["claims", "check"] {
            let refused = pressmark(&[verb, path(&bad)]);
            assert_eq!(refused.status.code(), Some(1));
            assert!(err(&refused).contains(message), "{}", err(&refused));
        }
    }
}

#[cfg(unix)]
#[test]
fn n83_a_path_that_is_no_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let bad = std::ffi::OsStr::from_bytes(b"/nowhere/no\xff\x1bsuch");
    let refused = Command::new(env!("CARGO_BIN_EXE_pressmark")).arg("check").arg(bad).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("there is no folder") && !err(&refused).contains('\u{1b}'));
}

#[test]
fn wrong_use_is_told_apart() {
    for wrong in [&["claims"][..], &["new"], &["check", "x", "--what"], &["claims", "x", "--format", "xml"]] {
        assert_eq!(pressmark(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(pressmark(&["--help"]).status.code(), Some(0));
}

#[test]
fn a_reader_who_goes_away_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    let opened = support::sample(dir.path());
    assert!(opened.coders().contains(&coder("kim")));
    let mut child = Command::new(env!("CARGO_BIN_EXE_pressmark"))
        .args(["claims", path(dir.path())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(err(&ended), "");
    assert_eq!(ended.status.code(), Some(0));
}
