//! What an import makes of a text, and that it never loses any of it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;
use std::path::{Path, PathBuf};

use pressmark::claims::CoderId;
use pressmark::import::{Draft, Group, ImportError, Shelving, group, into_edit, read_story, understand};
use pressmark::project::{Project, Session};
use pressmark::store::Place;
use pressmark::story::{Block, Caption, Picture, PictureId, Role};
use proptest::prelude::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0";

fn draft(text: &str) -> Draft {
    understand("story.txt", text.as_bytes()).unwrap()
}

fn blocks(draft: &Draft) -> Vec<(Role, &str)> {
    let of = |block: &Block| (block.role, draft.text.slice(block.range).unwrap());
    draft.story.blocks.iter().map(of).collect()
}

fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let written = files.iter().map(|(name, bytes)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    });
    let paths = written.collect();
    (folder, paths)
}

/// Every character that is no blank lies in exactly one block, and the blocks are in order.
fn assert_whole(draft: &Draft) {
    let text = draft.text.as_str();
    let mut end = 0;
    for block in &draft.story.blocks {
        let range = block.range.indices();
        assert!(range.start >= end && range.end > range.start);
        assert!(text[end..range.start].trim().is_empty(), "words between blocks");
        let inside = &text[range.clone()];
        assert_eq!(inside, inside.trim());
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "words after the last block");
    let in_order = |pair: &[Picture]| pair[0].at <= pair[1].at;
    assert!(draft.story.pictures.windows(2).all(in_order));
}

proptest! {
    #[test]
    fn no_word_is_ever_lost(
        text in "(?s)([a-zA-Z .,/\"“”\\r\\n\\t>é]|漢|한|\u{a0}|\u{2028}|\u{301}|👨‍👩‍👧|By |Copyright|<b>|\n\n| / AP){0,80}",
    ) {
        match understand("story.txt", text.as_bytes()) {
            Ok(draft) => assert_whole(&draft),
            // A stray tag is no word.
            Err(_) => prop_assert!(text.replace("<b>", "").trim().is_empty()),
        }
    }

    #[test]
    fn lines_of_all_sorts_stay_whole(
        lines in proptest::collection::vec("([a-z]{1,9} ){0,20}|[漢字あ한ب]{0,9}|", 0..30),
    ) {
        if let Ok(draft) = understand("story.txt", lines.join("\n").as_bytes()) {
            assert_whole(&draft);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..300), name in "(?s).{0,20}",
    ) {
        if let Ok(draft) = understand(&name, &bytes) {
            assert_whole(&draft);
        }
    }
}

#[test]
fn an_empty_text_is_refused_with_a_way_out() {
    for empty in [&b""[..], b"\xef\xbb\xbf", b" \n\t\r\n\xc2\xa0"] {
        let error = understand("a.txt", empty).unwrap_err();
        assert!(matches!(error, ImportError::Empty { .. }), "{error}");
    }
}

#[test]
fn other_encodings_are_read_and_told() {
    let latin = understand("a.txt", b"The caf\xe9 closes").unwrap();
    assert_eq!(latin.text.as_str(), "The caf\u{e9} closes");
    assert!(latin.notes[0].starts_with("encoding: windows-1252; it was guessed"), "{:?}", latin.notes);
    let korean: Vec<u8> =
        "회담이 느려진다\n\n세 나라가 만난다.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let korean = understand("a.txt", &[b"\xff\xfe", &korean[..]].concat()).unwrap();
    assert_eq!(
        (korean.story.headline.as_str(), korean.story.language.as_deref()),
        ("회담이 느려진다", Some("ko"))
    );
    assert!(korean.notes.contains(&"encoding: UTF-16LE".to_owned()), "{:?}", korean.notes);
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(matches!(understand("a", b"a\0b"), Err(ImportError::Binary { .. })));
    assert!(matches!(understand("a.md", b"a\0b"), Err(ImportError::Binary { .. })));
    let noise: Vec<u8> = (1..=255).cycle().take(4000).collect();
    assert!(matches!(understand("a", &noise), Err(ImportError::Binary { .. })));
    let name = understand("a\u{1b}[1m\n.txt", b"").unwrap_err().to_string();
    assert!(!name.contains(['\u{1b}', '\n']), "{name}");
}

#[test]
fn no_line_end_at_the_end_is_needed() {
    let text = draft("Talks slow down\n\nThe last words");
    assert_eq!(blocks(&text), [(Role::Headline, "Talks slow down"), (Role::Paragraph, "The last words")]);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_make_no_difference() {
    let text = draft("\u{feff}Talks slow down\r\n\r\nThe end.\r\n");
    assert_eq!(text.text.as_str(), "Talks slow down\n\nThe end.\n");
    assert_eq!(text.story.headline, "Talks slow down");
}

#[test]
fn hostile_and_mixed_writing_stays_whole() {
    let zalgo = format!("Z{}a{}", "\u{301}\u{327}".repeat(500), "\u{36f}".repeat(500));
    let marks_only = "\u{300}\u{301}\u{302}";
    let mixed = "The envoy said شكرا then שלום (hello) \u{202e}and left\u{202c}.";
    let families = "👨‍👩‍👧‍👦 👩🏽‍🚀\n\n👨‍👩‍👧";
    for text in [&zalgo, marks_only, mixed, families] {
        assert_whole(&draft(text));
    }
}

#[test]
fn a_text_without_a_headline_is_called_as_its_file() {
    let draft = understand("seoul notes.txt", b"It rained.\n\nNobody knew.").unwrap();
    assert_eq!(draft.story.headline, "seoul notes");
    assert_eq!(draft.notes.len(), 1);
}

const ILLUSTRATED: &str = "Talks slow down\n\n\
    The leader visits the <b></b>palace in the capital. / Agency\n\
    The leader visits the palace in the capital. / Agency\n\nBy Ann Lee\n\n\
    The talks are slowing down.\n\
    A ship leaves port for the island. / Other-Agency\n\nThe end.";

#[test]
fn pictures_go_to_captions_in_order() {
    let (_folder, files) = folder(&[("s.txt", ILLUSTRATED.as_bytes()), ("one.jpg", PNG)]);
    let imported = read_story(&files[0], &files[1..]).unwrap();
    let [first, second] = &imported.story.pictures[..] else { panic!("a caption that comes twice is one") };
    assert_eq!(first.id, PictureId("p1".to_owned()));
    let file = first.file.as_ref().unwrap();
    assert!(file.name.ends_with(".png") && file.name.len() == 20, "named by content: {}", file.name);
    assert_eq!(file.original, "one.jpg");
    assert_eq!(first.caption(&imported.text), "The leader visits the palace in the capital.");
    assert_eq!(first.credit.as_deref(), Some("Agency"));
    assert!(
        imported.notes.iter().any(|note| note.starts_with("cleaned away (stray tags: 2")),
        "{:?}",
        imported.notes
    );
    assert!(matches!(second.caption, Some(Caption::InText(range)) if range.start == second.at));
    assert_eq!((second.file.as_ref(), second.credit.as_deref()), (None, Some("Other-Agency")));
    assert_eq!(imported.story.authors, ["Ann Lee"]);
    assert_eq!(imported.story.source.as_deref(), Some("s.txt"));
    assert!(imported.notes.contains(&"captions without a picture: 1".to_owned()), "{:?}", imported.notes);
}

#[test]
fn pictures_left_over_stand_at_the_headline() {
    let other = [PNG, b"other"].concat();
    let third = [GIF, b"third"].concat();
    let (_folder, files) = folder(&[
        ("s.txt", ILLUSTRATED.as_bytes()),
        ("1.png", PNG),
        ("2.png", &other),
        ("3.gif", &third),
        ("again.png", PNG),
    ]);
    let imported = read_story(&files[0], &files[1..]).unwrap();
    let first = &imported.story.pictures[0];
    assert_eq!((first.id.0.as_str(), first.at.0, first.caption.is_some()), ("p1", 0, false));
    assert_eq!(imported.story.pictures.len(), 3);
    assert_eq!(imported.pictures.len(), 3, "the same picture is kept once");
    assert!(imported.notes.iter().any(|note| note.contains("again.png was given twice")));
}

#[test]
fn what_is_no_picture_is_refused() {
    let (_folder, files) = folder(&[("s.txt", b"Words."), ("page.png", b"<html></html>")]);
    let error = read_story(&files[0], &files[1..]).unwrap_err();
    assert!(matches!(error, ImportError::NotAPicture { .. }), "{error}");
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = read_story(&folder.path().join("none.txt"), &[]).unwrap_err();
    assert!(missing.to_string().contains("none.txt could not be read"), "{missing}");
    assert!(matches!(read_story(folder.path(), &[]), Err(ImportError::Folder { .. })));
    let large = folder.path().join("large.txt");
    fs::File::create(&large).unwrap().set_len((64 << 20) + 1).unwrap();
    assert!(matches!(read_story(&large, &[]), Err(ImportError::TooLarge { .. })));
    #[cfg(unix)]
    assert!(matches!(read_story(Path::new("/dev/zero"), &[]), Err(ImportError::Special { .. })));
}

#[test]
fn pictures_belong_to_the_text_before_them() {
    let (_folder, files) =
        folder(&[("0.png", PNG), ("a.txt", b"BMW"), ("1.dat", PNG), ("b.txt", b"B"), ("2.jpg", b"broken")]);
    let groups = group(&files).unwrap();
    let expected = [
        Group { text: files[1].clone(), pictures: vec![files[0].clone(), files[2].clone()] },
        Group { text: files[3].clone(), pictures: vec![files[4].clone()] },
    ];
    assert_eq!(groups, expected);
    let alone = [Group { text: files[0].clone(), pictures: Vec::new() }];
    assert_eq!(group(&files[..1]).unwrap(), alone, "a picture alone is a story");
    let folder = files[0].parent().unwrap().to_path_buf();
    assert!(matches!(group(&[folder]), Err(ImportError::Folder { .. })));
    assert_eq!(group(&[]).unwrap(), []);
}

#[test]
fn a_story_comes_onto_the_shelf_once_and_goes_again() {
    let (_folder, files) = folder(&[("s.txt", ILLUSTRATED.as_bytes()), ("1.png", PNG)]);
    let import = || read_story(&files[0], &files[1..]).unwrap();
    let mut session = Session::new(Project::new("Test"), CoderId::nearest("kim"));
    let empty = session.project().clone();
    let Shelving::New { id, edit, files: kept, .. } = into_edit(session.project(), import(), |_| false)
    else {
        panic!("it is new")
    };
    assert_eq!(id.as_str(), "talks-slow-down");
    let places: Vec<Place> = kept.iter().map(|file| file.place).collect();
    assert_eq!(places, [Place::Source, Place::Picture]);
    session.perform("import", edit).unwrap();
    let again = into_edit(session.project(), import(), |_| false);
    assert!(matches!(again, Shelving::Known { id: known } if known == id));
    session.undo().unwrap();
    assert_eq!(*session.project(), empty);
}

/// The real thing that the sample was modelled on; not everyone has it.
#[test]
fn a_scraped_story_is_understood() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places =
        ["../shared", "../../shared"].map(|up| here.join(up).join("samples/koreas-us-slow-down.txt"));
    let Some(file) = places.iter().find(|file| file.exists()) else {
        eprintln!("skipped: the scraped story is not here");
        return;
    };
    let imported = read_story(file, &[]).unwrap();
    assert_eq!(imported.story.headline, "Koreas, US slow down on denuclearization talks");
    assert_eq!(imported.story.authors, ["Yi Whan-woo"]);
    assert_eq!(imported.story.language.as_deref(), Some("en"));
    let roles: Vec<Role> = imported.story.blocks.iter().map(|block| block.role).collect();
    let count = |role| roles.iter().filter(|&&r| r == role).count();
    assert_eq!((roles[0], roles[1]), (Role::Furniture, Role::Headline));
    assert_eq!(roles[roles.len() - 2..], [Role::Furniture, Role::Furniture]);
    assert_eq!((count(Role::Caption), count(Role::Furniture), count(Role::Byline)), (4, 3, 1));
    assert_eq!(count(Role::Credit), 4);
    assert!(!imported.text.as_str().contains("strong>"));
    assert!(imported.notes.iter().any(|note| note.contains("stray tags: 2")), "{:?}", imported.notes);
    let credits: Vec<_> = imported.story.pictures.iter().map(|picture| picture.credit.as_deref()).collect();
    assert_eq!(credits, [Some("Yonhap"), Some("AP-Yonhap")]);
    // Every word of the file is there, in its order; only the two tags are gone.
    let came = fs::read_to_string(file).unwrap().replace("<strong></strong>", "");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(imported.text.as_str()), words(&came));
    assert_eq!(imported.story.pictures.len(), 2, "one caption stands there three times");
}
