//! Files no well-meaning program wrote. The numbers are those of the project's list of bad inputs.
//!
//! Of each: the message names file and remedy, the file stays as it was, the rest opens.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use pressmark::claims::ClaimId;
use pressmark::project::{Access, Edit, EditError, Status};
use pressmark::store::{self, Finding, Opened, StoreError};
use support::{coder, sample, slug};

const CLAIMS: &str = "stories/one/kim.claims.ron";

/// Opens the sample with `file` replaced; makes sure that nothing was written.
fn with(file: &str, content: &[u8]) -> Opened {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    fs::write(dir.path().join(file), content).unwrap();
    let before = support::files(dir.path());
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(support::files(dir.path()), before);
    assert!(opened.project.stories.contains_key(&slug("two")), "the other story opens");
    opened
}

/// The file as it is in the sample, with one thing replaced.
fn altered(file: &str, from: &str, to: &str) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let text = fs::read_to_string(dir.path().join(file)).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1).into_bytes()
}

/// The only finding, which is about `file`.
fn only(opened: &Opened, file: &str) -> Finding {
    let [finding] = opened.findings.as_slice() else { panic!("{:?}", opened.findings) };
    assert_eq!(finding.file, file);
    assert!(!finding.remedy.is_empty());
    finding.clone()
}

/// Kim's claims cannot be read, and so cannot be changed; Lee's can.
fn sealed(content: &[u8]) -> Finding {
    let mut opened = with(CLAIMS, content);
    let finding = only(&opened, CLAIMS);
    let status = |name: &str| Edit::Status { story: slug("one"), coder: coder(name), to: Status::Done };
    assert!(matches!(opened.project.apply(status("kim")), Err(EditError::Sealed { .. })));
    opened.project.apply(status("lee")).unwrap();
    finding
}

#[test]
fn n01_empty() {
    assert!(sealed(b"").problem.contains("empty"));
}

#[test]
fn n02_every_sort_of_file_truncated_at_every_byte() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    // The default code book is long, and its kinds are all alike.
    let codebook = fs::read_to_string(dir.path().join("codebook.ron")).unwrap();
    let short = codebook.lines().take(4).collect::<Vec<_>>().join("\n") + "\n  ],\n)\n";
    assert!(short.len() < codebook.len());
    fs::write(dir.path().join("codebook.ron"), short).unwrap();
    assert_eq!(store::open(dir.path()).unwrap().findings, []);
    let text = format!("stories/one/text-{}.txt", project.stories[&slug("one")].text.hash().short());
    let whole = support::files(dir.path());
    for file in ["project.ron", "codebook.ron", "actors.ron", "stories/one/story.ron", &text, CLAIMS] {
        let bytes = &whole[file];
        // Without its last line end a record is still whole; a text is not.
        let ends = if file == text { bytes.len() } else { bytes.len() - 1 };
        for end in 0..ends {
            fs::write(dir.path().join(file), &bytes[..end]).unwrap();
            let opened = store::open(dir.path()).unwrap();
            let about = |finding: &&Finding| finding.file == file;
            assert_eq!(opened.findings.iter().filter(about).count().min(1), 1, "{file} {end}");
            let one = opened.project.stories.get(&slug("one"));
            match file {
                CLAIMS => assert!(one.unwrap().sealed.contains_key(&coder("kim"))),
                "stories/one/story.ron" => assert!(one.is_none() && opened.folder.is_taken(&slug("one"))),
                file if file == text => assert!(one.is_none_or(|work| work.coders.len() == 2)),
                _ => assert_ne!(opened.project.access, Access::Write, "{file} {end}"),
            }
            assert!(opened.project.stories.contains_key(&slug("two")));
        }
        fs::write(dir.path().join(file), bytes).unwrap();
    }
    assert_eq!(support::files(dir.path()), whole);
}

#[test]
fn n03_all_zero_bytes() {
    assert!(sealed(&[0; 4096]).problem.contains("lost in a crash"));
}

#[test]
fn n04_bom_and_n07_crlf_are_accepted() {
    let text = String::from_utf8(altered(CLAIMS, "(", "\u{feff}(")).unwrap().replace('\n', "\r\n");
    let opened = with(CLAIMS, text.as_bytes());
    assert_eq!(opened.findings, []);
    assert_eq!(opened.project.stories[&slug("one")].coders[&coder("kim")].claims.len(), 2);
}

#[test]
fn n05_utf16() {
    let utf16: Vec<u8> = "\u{feff}(format: 1)".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(sealed(&utf16).problem.contains("UTF-16"));
}

#[test]
fn n06_latin1_is_refused_with_its_position() {
    let finding = sealed(b"(\n  format: 1,\n  coder: \"Ren\xe9\",\n)");
    assert!(finding.problem.contains("not UTF-8"));
    assert_eq!(finding.line, Some(3));
}

#[test]
fn n08_git_conflict_markers() {
    let finding = sealed(&altered(CLAIMS, "    (id", "<<<<<<< HEAD\n    (id"));
    assert!(finding.problem.contains("unresolved merge"));
    assert_eq!(finding.line, Some(6));
}

#[test]
fn n09_nested_brackets_and_n11_nested_comments_are_refused_at_once() {
    let begun = Instant::now();
    let text = format!("(format: 1, coder: \"kim\", status: ToDo, claims: {})", "[".repeat(100_000));
    sealed(text.as_bytes());
    sealed(format!("{}(", "/*".repeat(200_000)).as_bytes());
    sealed(format!("{}{}(", "/*".repeat(200_000), "*/".repeat(200_000)).as_bytes());
    let file = "stories/one/story.ron";
    for deep in ["[", "{", "(", "Some(", "\"a\": ["] {
        let text = format!("(format: 1, headline: {}", deep.repeat(100_000));
        assert!(!only(&with(file, text.as_bytes()), file).problem.is_empty());
    }
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn n10_a_huge_file_is_not_read() {
    let text = {
        let dir = tempfile::tempdir().unwrap();
        format!("stories/one/text-{}.txt", sample(dir.path()).stories[&slug("one")].text.hash().short())
    };
    for file in ["project.ron", "codebook.ron", "actors.ron", "stories/one/story.ron", &text, CLAIMS] {
        let dir = tempfile::tempdir().unwrap();
        sample(dir.path());
        // Sparse: it takes no room on the disk.
        fs::File::options().write(true).open(dir.path().join(file)).unwrap().set_len(1 << 30).unwrap();
        let finding = only(&store::open(dir.path()).unwrap(), file);
        assert!(finding.problem.contains("larger than 64 MiB"), "{finding}");
    }
}

#[test]
fn n12_unknown_field() {
    let finding = sealed(&altered(CLAIMS, "status:", "mood: 1,\n  status:"));
    assert!(finding.problem.contains("mood"));
    assert_eq!(finding.line, Some(4));
    // Of a story's own file: that story is not shown, and the rest opens.
    let file = "stories/one/story.ron";
    let opened = with(file, &altered(file, "headline:", "mood: 1,\n  headline:"));
    assert!(only(&opened, file).problem.contains("mood"));
    assert_eq!(opened.project.access, Access::Write);
    for file in ["project.ron", "codebook.ron", "actors.ron"] {
        let opened = with(file, &altered(file, "format: 4,", "format: 4,\n  mood: 1,"));
        assert!(only(&opened, file).problem.contains("mood"));
        assert_ne!(opened.project.access, Access::Write);
    }
}

#[test]
fn n13_newer_format() {
    assert!(sealed(&altered(CLAIMS, "format: 4", "format: 999")).problem.contains("newer Pressmark"));
    for file in ["project.ron", "codebook.ron", "actors.ron"] {
        let opened = with(file, &altered(file, "format: 4", "format: 999"));
        assert!(matches!(&opened.project.access, Access::ReadOnly(why) if why.contains("newer")), "{file}");
        assert_eq!(opened.project.stories.len(), 2);
    }
}

#[test]
fn a_story_of_a_newer_format_is_shown_and_not_changed() {
    let file = "stories/one/story.ron";
    let newer = String::from_utf8(altered(file, "format: 4", "format: 5")).unwrap();
    let moods = newer.replacen("headline:", "mood: (of: [1, Odd(2)]),\n  headline:", 1);
    let roles = newer.replacen("role: Headline", "role: Ticker", 1);
    for content in [newer, moods, roles] {
        let mut opened = with(file, content.as_bytes());
        let finding = only(&opened, file);
        assert!(finding.problem.contains("newer Pressmark (format 5)"), "{finding}");
        assert!(finding.problem.contains("as far as it can be understood"), "{finding}");
        let work = opened.project.stories[&slug("one")].clone();
        assert_eq!(work.story.headline, "Talks");
        assert_eq!(work.story.blocks.len(), 3);
        assert_eq!(work.coders[&coder("kim")].claims.len(), 2);
        assert!(work.sealed.contains_key(&coder("kim")) && work.sealed.contains_key(&coder("lee")));
        let story = Edit::Story { id: slug("one"), to: work.story.clone() };
        assert!(matches!(opened.project.apply(story), Err(EditError::Locked { .. })));
        for name in ["kim", "new"] {
            let status = Edit::Status { story: slug("one"), coder: coder(name), to: Status::Done };
            assert!(matches!(opened.project.apply(status), Err(EditError::Locked { .. })), "{name}");
        }
        let other = Edit::Status { story: slug("two"), coder: coder("kim"), to: Status::Done };
        opened.project.apply(other).unwrap();
    }
    let bare = with(file, b"(format: 5, pages: 7)");
    assert!(only(&bare, file).problem.contains("newer Pressmark"));
    assert!(!bare.project.stories.contains_key(&slug("one")), "no story without a text");
}

/// The files of a project without the one that says which it is.
fn but_the_id(dir: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = support::files(dir);
    files.remove("project.ron").unwrap();
    files
}

#[test]
fn a_story_of_a_newer_format_is_copied_as_it_lies() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    let path = dir.path().join("stories/one/story.ron");
    let newer = fs::read_to_string(&path).unwrap().replace("format: 4,", "format: 5,\n  mood: 1,");
    fs::write(&path, newer).unwrap();
    let opened = store::open(dir.path()).unwrap();
    let copied = to.path().join("copy");
    store::copy(&opened.project, &opened.folder, &copied).unwrap();
    assert_eq!(but_the_id(&copied), but_the_id(dir.path()));
}

#[test]
fn an_older_format_is_read_by_its_own_rules() {
    let first = String::from_utf8(altered(CLAIMS, "format: 4", "format: 1")).unwrap();
    assert_eq!(with(CLAIMS, first.as_bytes()).findings, []);
    // The first format knew no clashes.
    let clashes = first.replacen("made:", "clashes: [Deleted], made:", 1);
    let finding = sealed(clashes.as_bytes());
    assert!(finding.problem.contains("clashes"), "{finding}");
    assert_eq!(finding.line, Some(6));
    let second = clashes.replacen("format: 1", "format: 2", 1);
    assert_eq!(with(CLAIMS, second.as_bytes()).findings, []);
    // The second one knew no links.
    let links = second.replacen("made:", "links: [(how: \"answers\", to: \"0000000000000002\")], made:", 1);
    assert!(sealed(links.as_bytes()).problem.contains("links"));
    assert_eq!(with(CLAIMS, links.replacen("format: 2", "format: 4", 1).as_bytes()).findings, []);
}

#[test]
fn n14_format_missing_negative_or_a_text() {
    for bad in ["", "format: -1,", "format: \"3\",", "format: 0,"] {
        sealed(&altered(CLAIMS, "format: 4,", bad));
    }
}

#[test]
fn n15_duplicate_ids_are_both_kept() {
    let opened = with(CLAIMS, &altered(CLAIMS, "0000000000000002", "0000000000000001"));
    assert!(only(&opened, CLAIMS).problem.contains("two claims with the id 0000000000000001"));
    assert_eq!(opened.project.stories[&slug("one")].coders[&coder("kim")].claims.len(), 2);
}

#[test]
fn n16_duplicate_keys() {
    let twice = "fields: {\"topic\": Text(\"a\"), \"topic\": Text(\"b\")}, made:";
    let finding = sealed(&altered(CLAIMS, "made:", twice));
    assert!(finding.problem.contains("\u{201c}topic\u{201d} stands twice"), "{finding}");
    assert_eq!(finding.line, Some(6));
    let actor = "(id: \"a\", name: \"A\", sort: Person),\n";
    let opened = with("actors.ron", format!("(format: 1, actors: [{actor}{actor}])").as_bytes());
    assert!(only(&opened, "actors.ron").problem.contains("twice"));
    assert_ne!(opened.project.access, Access::Write);
}

#[test]
fn n17_passages_out_of_place_are_kept_for_review() {
    let dir = tempfile::tempdir().unwrap();
    let work = sample(dir.path()).stories[&slug("one")].clone();
    let range = work.coders[&coder("kim")].claims[&ClaimId(1)].passages[0].range;
    let at = format!("(start: {}, end: {})", range.start.0, range.end.0);
    let inside = range.start.0 + 1;
    for (start, end, problem) in [
        (20, 10, "ends before it starts"),
        (0, 4_000_000_000, "beyond the end"),
        (inside, range.end.0, "inside a character"),
        (0, 3, "does not stand there"),
    ] {
        let opened = with(CLAIMS, &altered(CLAIMS, &at, &format!("(start: {start}, end: {end})")));
        let finding = only(&opened, CLAIMS);
        assert!(finding.problem.contains(problem), "{finding}");
        assert!(finding.line.is_some());
        let work = &opened.project.stories[&slug("one")];
        let claim = work.claim(&coder("kim"), ClaimId(1)).unwrap();
        assert!(!claim.passages[0].stands_in(&work.text));
        assert!(work.sealed.is_empty(), "it can be put right");
    }
}

#[test]
fn n18_and_n19_bad_numbers_are_refused_where_they_stand() {
    for bad in ["1e999", "NaN", "4294967296", "-1", "1.5", "\"1\""] {
        let finding = sealed(&altered(CLAIMS, "(start: ", &format!("(start: {bad}, x: ")));
        assert_eq!(finding.line, Some(6), "{finding}");
        assert!(finding.problem.contains("column"), "{finding}");
    }
}

#[test]
fn a_bad_claim_does_not_hide_the_others() {
    let opened = with(CLAIMS, &altered(CLAIMS, "(start: ", "(start: -1, x: "));
    let work = &opened.project.stories[&slug("one")];
    assert!(work.claim(&coder("kim"), ClaimId(1)).is_none());
    assert_eq!(work.claim(&coder("kim"), ClaimId(2)).unwrap().quote(), "是的");
    assert!(work.sealed.contains_key(&coder("kim")));
}

#[test]
fn n20_an_unknown_kind_is_kept_and_told_by_check() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let rumour = altered(CLAIMS, "\"quote\"", "\"rumour\"");
    fs::write(dir.path().join(CLAIMS), rumour).unwrap();
    assert_eq!(store::open(dir.path()).unwrap().findings, []);
    let findings = store::check(dir.path()).unwrap();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].problem.contains("rumour"));
    assert_eq!(findings[0].line, Some(6));
}

#[test]
fn n21_a_note_of_ten_megabytes() {
    let note = format!("note: \"{}\", made:", "x".repeat(10_000_000));
    assert_eq!(with(CLAIMS, &altered(CLAIMS, "made:", &note)).findings, []);
}

#[test]
fn n22_controls_in_a_headline_are_read_and_shown_as_signs() {
    let file = "stories/one/story.ron";
    let opened = with(file, &altered(file, "Talks", r"a\u{0}\u{1b}[2J\u{202e}"));
    let headline = &opened.project.stories[&slug("one")].story.headline;
    assert_eq!(pressmark::story::visible(headline), "a‹U+0000›‹U+001B›[2J‹U+202E›");
}

#[test]
fn n23_ids_that_lead_elsewhere() {
    for bad in ["../../../x", "a/b", ""] {
        sealed(&altered(CLAIMS, "0000000000000001", bad));
        sealed(&altered(CLAIMS, "coder: \"kim\"", &format!("coder: \"{bad}\"")));
    }
    let file = "stories/one/story.ron";
    let dir = tempfile::tempdir().unwrap();
    let hash = sample(dir.path()).stories[&slug("one")].text.hash().0.clone();
    let opened = with(file, &altered(file, &hash, "../../../../etc/passwd"));
    assert!(only(&opened, file).problem.contains("no SHA-256"));
}

#[test]
fn a_file_of_another_coders_claims() {
    let finding = sealed(&altered(CLAIMS, "coder: \"kim\"", "coder: \"lee\""));
    assert!(finding.problem.contains("lee"));
}

#[test]
fn n24_and_n70_names_that_are_no_stories() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut names = vec!["One".to_owned(), "con".to_owned(), "e\u{301}".to_owned(), "\u{e9}".to_owned()];
    if cfg!(unix) {
        names.extend(["a\nb".to_owned(), "dot.".to_owned(), "a".repeat(255)]);
    }
    for name in &names {
        support::copy(&dir.path().join("stories/one"), &dir.path().join("stories").join(name));
    }
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(opened.findings.len(), names.len(), "{:?}", opened.findings);
    assert!(opened.findings.iter().all(|finding| !finding.to_string().contains('\n')));
    assert_eq!(opened.project.stories.len(), 2);
}

#[test]
fn n25_a_story_without_its_files() {
    let dir = tempfile::tempdir().unwrap();
    let text = sample(dir.path()).stories[&slug("one")].text.hash().short().to_owned();
    let text = format!("stories/one/text-{text}.txt");
    for file in ["stories/one/story.ron", &text] {
        let whole = fs::read(dir.path().join(file)).unwrap();
        fs::remove_file(dir.path().join(file)).unwrap();
        let opened = store::open(dir.path()).unwrap();
        assert!(only(&opened, file).problem.contains("missing"));
        assert_eq!(opened.project.stories.len(), 1);
        assert!(opened.folder.is_taken(&slug("one")));
        fs::write(dir.path().join(file), whole).unwrap();
    }
    assert_eq!(store::open(dir.path()).unwrap().findings, []);
}

#[test]
fn n26_a_coder_nobody_knows_is_shown() {
    let stranger = altered(CLAIMS, "coder: \"kim\"", "coder: \"李娜\"");
    let opened = with("stories/two/李娜.claims.ron", &stranger);
    assert!(opened.project.coders().contains(&coder("李娜")));
    // The passages are those of another story, or stand there by chance.
    assert!(opened.project.stories[&slug("two")].sealed.is_empty());
}

#[test]
fn n34_a_text_changed_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let path = dir
        .path()
        .join(format!("stories/one/text-{}.txt", project.stories[&slug("one")].text.hash().short()));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    assert_eq!(store::open(dir.path()).unwrap().project, project, "only line ends: read as before");
    fs::write(&path, "short").unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert!(opened.findings.iter().any(|finding| finding.problem.contains("not the text that was imported")));
    let work = &opened.project.stories[&slug("one")];
    assert_eq!(work.coders[&coder("kim")].claims.len(), 2, "nothing is dropped");
    assert!(work.story.blocks.iter().all(|block| work.text.slice(block.range).is_some()));
}

#[test]
fn n27_an_empty_article() {
    let dir = tempfile::tempdir().unwrap();
    let opened = store::create(dir.path(), "empty").unwrap();
    let mut project = opened.project;
    let text = pressmark::story::StoryText::from_canonical("");
    let mut story = (*support::story("x").story).clone();
    story.text = text.hash().clone();
    story.blocks.clear();
    support::shelve(&mut project, "empty", pressmark::project::StoryWork::new(story, text));
    support::save_all(&opened.folder, &project);
    let again = store::open(dir.path()).unwrap();
    assert_eq!((again.findings, again.project), (vec![], project));
}

#[cfg(unix)]
#[test]
fn n68_links_pipes_and_folders_in_place_of_files() {
    use std::os::unix::fs::symlink;
    type Put = fn(&Path);
    let cases: [(Put, &str); 5] = [
        (|path| fs::create_dir(path).unwrap(), "a folder"),
        (|path| symlink("/etc/passwd", path).unwrap(), "out of the project"),
        (|path| symlink("kim.claims.ron", path).unwrap(), "nowhere"),
        (|path| symlink("/dev/zero", path).unwrap(), "out of the project"),
        (
            |path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success()),
            "a pipe",
        ),
    ];
    for (put, problem) in cases {
        let dir = tempfile::tempdir().unwrap();
        sample(dir.path());
        let path = dir.path().join(CLAIMS);
        fs::remove_file(&path).unwrap();
        put(&path);
        let opened = store::open(dir.path()).unwrap();
        assert!(only(&opened, CLAIMS).problem.contains(problem), "{:?}", opened.findings);
        assert!(opened.project.stories[&slug("one")].sealed.contains_key(&coder("kim")));
    }
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    symlink("/", dir.path().join("stories/out")).unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert!(only(&opened, "stories/out").problem.contains("out of the project"));
}

#[cfg(unix)]
#[test]
fn n69_without_the_right_to_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let path = dir.path().join(CLAIMS);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // The system's administrator may read everything.
    }
    assert!(only(&store::open(dir.path()).unwrap(), CLAIMS).problem.contains("may not be read"));
}

#[test]
fn pictures_outside_their_folder_have_no_path() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let folder = store::open(dir.path()).unwrap().folder;
    fs::create_dir(dir.path().join("stories/one/pictures")).unwrap();
    fs::write(dir.path().join("stories/one/pictures/a.png"), "x").unwrap();
    let path = |name: &str| {
        let file = pressmark::story::PictureFile { name: name.to_owned(), original: String::new() };
        folder.picture_path(&slug("one"), &file)
    };
    assert!(path("a.png").is_some());
    for bad in ["../story.ron", "../../../project.ron", "/etc/passwd", "b.png", ".", ""] {
        assert_eq!(path(bad), None, "{bad:?}");
    }
}

#[test]
fn n83_what_is_no_project() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(store::open(&file), Err(StoreError::NotAFolder(_))));
    assert!(matches!(store::open(&dir.path().join("gone")), Err(StoreError::NoSuchFolder(_))));
    assert!(matches!(store::open(dir.path()), Err(StoreError::NotAProject(_))));
    assert!(matches!(store::create(dir.path(), "x"), Err(StoreError::NotEmpty(_))));
    assert!(matches!(store::create(&file, "x"), Err(StoreError::NotAFolder(_))));
    let new = dir.path().join("a/b");
    store::create(&new, "x").unwrap();
    assert!(matches!(store::create(&new, "x"), Err(StoreError::AlreadyAProject(_))));
    assert_eq!(store::check(&new).unwrap(), []);
}

#[test]
fn a_copy_takes_along_what_could_not_be_read() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    let stories = dir.path().join("stories");
    fs::write(stories.join("two/story.ron"), "(format: 1, headline: ").unwrap();
    fs::write(stories.join("one/lee.claims.ron"), "(format: 1, coder: ").unwrap();
    fs::create_dir(stories.join("one/source")).unwrap();
    fs::write(stories.join("one/source/a.txt"), "as it came").unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(opened.findings.len(), 2);
    let copied = to.path().join("copy");
    store::copy(&opened.project, &opened.folder, &copied).unwrap();
    assert_eq!(but_the_id(&copied), but_the_id(dir.path()));
}
