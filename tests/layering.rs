//! The rules of the house, asked of its source: which room may use which, who knows egui, who
//! touches the disk, who prints.
//!
//! Each rule is a function over one file, so that the tests at the end can show that it does find
//! what breaks it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;
use std::path::Path;

/// The rooms in the order in which they may use each other: each those before it.
const ROOMS: [&str; 10] =
    ["story", "claims", "project", "store", "import", "export", "assist", "analysis", "window", "cli"];

/// Rooms whose work is on the disk.
const ON_DISK: [&str; 3] = ["store", "import", "export"];

/// Files elsewhere that touch the disk, each with its reason. None of them touches a file of a
/// project but to look at it.
const TOUCH_THE_DISK: [(&str, &str); 9] = [
    ("window/settings/file.rs", "the user's settings belong to no project"),
    ("window/pictures/decode.rs", "pictures are decoded on the loader's threads, as they come off the disk"),
    ("window/chrome/recents.rs", "asks, on a thread, which recent projects are still there"),
    ("window/chrome/dialogs/listing.rs", "lists a folder for the path box, on a thread"),
    ("window/chrome/dialogs/path_box.rs", "asks, on a thread, what the one chosen path is"),
    ("window/chrome/dialogs/new_project.rs", "asks, on a thread, whether the chosen folder is free"),
    ("window/workbench/errands.rs", "asks, on a thread, whether what was dropped is a project"),
    ("cli/mod.rs", "asks whether the given project is there"),
    ("cli/shot.rs", "writes the picture it was asked for"),
];

/// Files that print although they are not of the command line.
const PRINT: [(&str, &str); 1] = [("window/log.rs", "warnings go to standard error")];

/// A source file: its path from `src/`, and its code without comments and tests.
struct Source {
    path: String,
    code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        // Tests stand at the end of a file.
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code: Vec<&str> = text.lines().map(without_comment).collect();
        Self { path: path.to_owned(), code: code.join("\n") }
    }

    /// The room it belongs to; `None` for `lib.rs` and `main.rs`.
    fn room(&self) -> Option<&str> {
        let room = self.path.split(['/', '.']).next()?;
        ROOMS.contains(&room).then_some(room)
    }

    /// The lines with one of these pieces of code.
    fn having<'a>(&'a self, pieces: &'a [&str]) -> impl Iterator<Item = String> + 'a {
        let found = move |line: &&str| pieces.iter().any(|piece| line.contains(piece));
        self.code.lines().filter(found).map(|line| format!("src/{}: {}", self.path, line.trim()))
    }
}

/// The line up to a comment. A `//` within quotation marks is none.
fn without_comment(line: &str) -> &str {
    let starts = |at: &usize| line[..*at].matches('"').count().is_multiple_of(2);
    line.match_indices("//").map(|(at, _)| at).find(starts).map_or(line, |at| &line[..at])
}

fn sources() -> Vec<Source> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                // A file of tests, declared as such by the file beside it.
                if !name.ends_with("_tests.rs") {
                    found.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
                }
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(found.len() > 50, "the source is not where it should be");
    found
}

/// What a room uses of those after it.
fn upward(source: &Source) -> Vec<String> {
    let Some(here) = source.room().and_then(|room| ROOMS.iter().position(|known| *known == room)) else {
        return Vec::new();
    };
    let names = source.code.split("crate::").skip(1);
    // `crate::{a, b}` would hide the second name; nobody writes it.
    let used = names.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap());
    used.filter(|name| ROOMS.iter().position(|known| known == name).is_none_or(|there| there > here))
        .map(|name| format!("src/{} uses {name:?}", source.path))
        .collect()
}

fn knows_egui(source: &Source) -> Vec<String> {
    if source.room() == Some("window") { Vec::new() } else { source.having(&["egui", "eframe"]).collect() }
}

/// Whether the file touches the disk at all, and is not of a room for that.
fn touches_disk(source: &Source) -> Vec<String> {
    const CALLS: [&str; 11] = [
        "std::fs",
        "fs::",
        "OpenOptions",
        ".is_file()",
        ".is_dir()",
        ".exists()",
        ".canonicalize(",
        ".read_dir(",
        ".symlink_metadata()",
        "ImageReader::open",
        ".save_with_format(",
    ];
    if source.room().is_some_and(|room| ON_DISK.contains(&room)) {
        return Vec::new();
    }
    source.having(&CALLS).collect()
}

fn prints(source: &Source) -> Vec<String> {
    if source.room() == Some("cli") {
        return Vec::new();
    }
    source.having(&["println!", "print!", "io::stdout", "io::stderr"]).collect()
}

fn unfinished(source: &Source) -> Vec<String> {
    source.having(&["todo!", "unimplemented!", "dbg!", "unsafe ", "allow(unsafe_code"]).collect()
}

/// What breaks `rule`, leaving out the files that may; an exception nobody needs breaks it too.
fn broken(rule: fn(&Source) -> Vec<String>, exceptions: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut unused: Vec<&str> = exceptions.iter().map(|(path, _)| *path).collect();
    for source in sources() {
        let breaks = rule(&source);
        if exceptions.iter().all(|(path, _)| *path != source.path) {
            found.extend(breaks);
        } else if !breaks.is_empty() {
            unused.retain(|path| *path != source.path);
        }
    }
    found.extend(unused.into_iter().map(|path| format!("src/{path} needs no exception any more")));
    found
}

#[test]
fn a_room_uses_only_those_above_it() {
    assert_eq!(broken(upward, &[]), Vec::<String>::new());
}

#[test]
fn only_the_window_knows_egui() {
    assert_eq!(broken(knows_egui, &[]), Vec::<String>::new());
}

#[test]
fn only_the_rooms_for_it_touch_the_disk() {
    assert_eq!(broken(touches_disk, &TOUCH_THE_DISK), Vec::<String>::new());
}

#[test]
fn only_the_command_line_prints() {
    assert_eq!(broken(prints, &PRINT), Vec::<String>::new());
}

#[test]
fn nothing_is_left_unfinished_or_unsafe() {
    assert_eq!(broken(unfinished, &[]), Vec::<String>::new());
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let lints = manifest.split("[lints.rust]").nth(1).unwrap().split("\n[").next().unwrap();
    assert!(lints.contains("unsafe_code = \"forbid\""), "{lints}");
}

#[test]
fn every_folder_of_the_source_is_a_known_room() {
    let strangers: Vec<String> =
        sources().into_iter().filter(|source| source.room().is_none()).map(|source| source.path).collect();
    let mut strangers: Vec<&str> = strangers.iter().map(String::as_str).collect();
    strangers.sort_unstable();
    assert_eq!(strangers, ["lib.rs", "main.rs"]);
}

#[test]
fn the_rules_find_what_breaks_them() {
    let finds = |rule: fn(&Source) -> Vec<String>, path, code| !rule(&Source::new(path, code)).is_empty();
    assert!(finds(upward, "story/text.rs", "use crate::claims::Claim;"));
    assert!(finds(upward, "store/mod.rs", "fn f(_: crate::import::Draft) {}"));
    assert!(finds(upward, "import/mod.rs", "use crate::{window, story};"));
    assert!(!finds(upward, "import/mod.rs", "use crate::store::Folder; // not crate::window"));
    assert!(finds(knows_egui, "claims/claim.rs", "let at: egui::Pos2;"));
    assert!(!finds(knows_egui, "lib.rs", "//! the only room that knows egui"));
    assert!(finds(touches_disk, "window/article/page.rs", "    if path.is_file() {"));
    assert!(finds(touches_disk, "project/mod.rs", "use std::fs;"));
    assert!(!finds(touches_disk, "story/text.rs", "#[cfg(test)]\nmod tests {\n use std::fs;"));
    assert!(finds(prints, "store/mod.rs", "println!(\"https://example.org\");"));
    assert!(finds(unfinished, "cli/mod.rs", "\"//\"; todo!()"));
    assert!(finds(unfinished, "story/mod.rs", "unsafe { f() }"));
}
