//! The index says of each story what its files say, or says that it does not know; and whatever
//! becomes of its file, the project opens all the same.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pressmark::project::{Project, Status};
use pressmark::store::{self, CoderLine, Opened, Preview, StoryLine};
use proptest::prelude::*;
use support::{claim, coder, copy, files, give, sample, save_all, shelve, slug, story};

/// Gives every file and folder below `dir` this time, so that its stamp can be relied on.
fn age(dir: &Path, to: SystemTime) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            age(&path, to);
        } else {
            File::options().write(true).open(&path).unwrap().set_modified(to).unwrap();
        }
    }
    set_folder(dir, to);
}

fn set_folder(dir: &Path, to: SystemTime) {
    // Only Unix opens a folder; elsewhere a young one is simply read anew.
    if cfg!(unix) {
        File::open(dir).unwrap().set_modified(to).unwrap();
    }
}

fn long_ago() -> SystemTime {
    SystemTime::now() - Duration::from_secs(3600)
}

fn index_file(dir: &Path) -> PathBuf {
    dir.join(".pressmark/index.ron")
}

/// What a full open says, in the words of the list.
fn truth(project: &Project) -> Vec<StoryLine> {
    project.stories.iter().map(|(id, work)| StoryLine::of(id, work)).collect()
}

fn open(dir: &Path) -> Opened {
    store::open(dir).unwrap()
}

/// Opens the project and keeps its index.
fn keep(dir: &Path) -> bool {
    let opened = open(dir);
    opened.index.keep(&opened.folder).unwrap()
}

/// A settled project with an index, and its folder.
fn indexed() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    age(dir.path(), long_ago());
    assert!(keep(dir.path()), "there was none yet");
    dir
}

/// The preview, which must say what a full open says.
fn true_preview(dir: &Path) -> Preview {
    let preview = store::preview(dir).unwrap();
    let opened = open(dir);
    assert!(preview.unread.is_empty(), "{:?}", preview.unread);
    assert_eq!(preview.stories, truth(&opened.project));
    assert_eq!((&preview.project, &preview.name), (&opened.project.id, &opened.project.name));
    preview
}

#[test]
fn the_index_says_what_a_full_open_says() {
    let dir = indexed();
    let preview = true_preview(dir.path());
    let one = &preview.stories[0];
    assert_eq!(one.headline, "Talks");
    assert_eq!(one.of_coder(&coder("kim")), CoderLine { status: Status::InProgress, claims: 2 });
    assert_eq!(one.of_coder(&coder("lee")).claims, 1);
    assert_eq!(one.of_coder(&coder("nobody")), CoderLine::default());
    assert!(!keep(dir.path()), "the same is not written twice");
}

#[test]
fn lines_whose_files_are_as_they_were_are_taken_from_the_index() {
    let dir = indexed();
    // What is not read cannot be told: a change that shows in nothing is the proof of it.
    let file = dir.path().join("stories/one/story.ron");
    let text = fs::read_to_string(&file).unwrap();
    let when = fs::metadata(&file).unwrap().modified().unwrap();
    fs::write(&file, text.replace("Talks", "Talkz")).unwrap();
    File::options().write(true).open(&file).unwrap().set_modified(when).unwrap();
    let preview = store::preview(dir.path()).unwrap();
    if cfg!(unix) {
        assert_eq!(preview.stories[0].headline, "Talks", "from the index");
    }
    assert_eq!(open(dir.path()).project.stories[&slug("one")].story.headline, "Talkz", "the files decide");
}

#[test]
fn stories_that_came_went_or_changed_are_read_anew() {
    let dir = indexed();
    let stories = dir.path().join("stories");
    copy(&stories.join("one"), &stories.join("three"));
    assert_eq!(true_preview(dir.path()).stories.len(), 3);
    fs::remove_dir_all(stories.join("two")).unwrap();
    assert_eq!(true_preview(dir.path()).stories.len(), 2);
    // Another program edits a file where it is,
    let file = stories.join("one/story.ron");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("Talks", "Other")).unwrap();
    assert_eq!(true_preview(dir.path()).stories[0].headline, "Other");
    // a colleague's claims come,
    let theirs = fs::read_to_string(stories.join("one/lee.claims.ron")).unwrap().replace("lee", "min");
    fs::write(stories.join("one/min.claims.ron"), theirs).unwrap();
    assert_eq!(true_preview(dir.path()).stories[0].of_coder(&coder("min")).claims, 1);
    // go,
    fs::remove_file(stories.join("one/kim.claims.ron")).unwrap();
    assert_eq!(true_preview(dir.path()).stories[0].of_coder(&coder("kim")).claims, 0);
    // and a file is damaged.
    fs::write(&file, "(").unwrap();
    assert_eq!(true_preview(dir.path()).stories.len(), 1);
}

#[test]
fn a_session_s_end_makes_the_index_true_again() {
    let dir = indexed();
    let opened = open(dir.path());
    let mut project = opened.project;
    let mut work = story("A third");
    let made = claim(&work, 9, "Lee");
    give(&mut work, "kim", [made]);
    shelve(&mut project, "third", work);
    save_all(&opened.folder, &project);
    assert!(store::refresh_index(&opened.folder).unwrap());
    assert_eq!(true_preview(dir.path()).stories.len(), 3);
    // Once the files have settled it says the same as one made by a full open, and rests.
    age(&dir.path().join("stories"), long_ago());
    store::refresh_index(&opened.folder).unwrap();
    assert!(!store::refresh_index(&opened.folder).unwrap());
    assert!(!keep(dir.path()));
}

#[test]
fn an_index_that_cannot_be_used_is_no_error_and_is_made_again() {
    let dir = indexed();
    let file = index_file(dir.path());
    let whole = fs::read_to_string(&file).unwrap();
    let other = tempfile::tempdir().unwrap();
    sample(other.path());
    age(other.path(), long_ago());
    keep(other.path());
    let (body, _) = whole.rsplit_once("// sha256").unwrap();
    let signed = |body: &str| {
        let sum = pressmark::story::TextHash::of(body.as_bytes());
        format!("{body}// sha256 {}\n", sum.0)
    };
    assert_eq!(signed(body), whole, "or this test tests nothing");
    let id = open(dir.path()).project.id;
    let made_later = format!("(format:1,project:\"{id}\",made:{})\n", i64::MAX);
    let bad: [(&str, Vec<u8>); 8] = [
        ("empty", Vec::new()),
        ("zeros", vec![0; 4096]),
        ("not text", vec![0xff; 100]),
        ("foreign", fs::read(index_file(other.path())).unwrap()),
        ("newer", signed(&body.replacen("format:1", "format:2", 1)).into_bytes()),
        ("unknown", signed(&body.replacen("line:(", "line:(mood:1,", 1)).into_bytes()),
        ("from the future", signed(&(made_later + body.split_once('\n').unwrap().1)).into_bytes()),
        ("unsigned", body.as_bytes().to_vec()),
    ];
    for (what, bytes) in bad {
        fs::write(&file, bytes).unwrap();
        assert_eq!(store::preview(dir.path()), None, "{what}");
        let opened = open(dir.path());
        assert_eq!((opened.project.stories.len(), opened.findings.as_slice()), (2, &[][..]), "{what}");
        assert!(opened.index.keep(&opened.folder).unwrap(), "{what}");
        true_preview(dir.path());
    }
    fs::remove_dir_all(dir.path().join(".pressmark")).unwrap();
    assert_eq!(store::preview(dir.path()), None);
    assert!(keep(dir.path()));
    assert!(dir.path().join(".pressmark/.gitignore").exists(), "git does not see it");
    true_preview(dir.path());
}

#[test]
fn an_index_cut_off_anywhere_counts_for_nothing() {
    let dir = indexed();
    let file = index_file(dir.path());
    let whole = fs::read(&file).unwrap();
    for end in 0..whole.len() - 1 {
        fs::write(&file, &whole[..end]).unwrap();
        assert_eq!(store::preview(dir.path()), None, "cut off after {end} bytes");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_neither_read_nor_written() {
    let dir = indexed();
    let outside = tempfile::tempdir().unwrap();
    let hidden = dir.path().join(".pressmark");
    copy(&hidden, outside.path());
    fs::rename(&hidden, outside.path().join("hidden")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("hidden"), &hidden).unwrap();
    let before = files(outside.path());
    assert_eq!(store::preview(dir.path()), None);
    fs::write(dir.path().join("stories/one/lee.claims.ron"), "(").unwrap();
    let opened = open(dir.path());
    assert!(opened.index.keep(&opened.folder).is_err());
    assert_eq!(files(outside.path()), before);
}

#[test]
fn whatever_time_a_file_bears_the_list_is_true() {
    let far = [
        UNIX_EPOCH,
        UNIX_EPOCH + Duration::from_nanos(1),
        UNIX_EPOCH - Duration::from_secs(86_400),
        SystemTime::now() + Duration::from_secs(86_400 * 365),
        SystemTime::now(),
    ];
    for when in far {
        let dir = tempfile::tempdir().unwrap();
        sample(dir.path());
        age(dir.path(), when);
        keep(dir.path());
        true_preview(dir.path());
        // The same length and the same time: of a file from the future nothing is believed.
        let file = dir.path().join("stories/one/story.ron");
        fs::write(&file, fs::read_to_string(&file).unwrap().replace("Talks", "Talkz")).unwrap();
        if when >= SystemTime::now() - Duration::from_secs(1) {
            File::options().write(true).open(&file).unwrap().set_modified(when).unwrap();
        }
        assert_eq!(true_preview(dir.path()).stories[0].headline, "Talkz", "{when:?}");
    }
}

#[test]
fn a_project_that_cannot_be_opened_has_no_preview() {
    let dir = indexed();
    fs::write(dir.path().join("project.ron"), "(format: 999)").unwrap();
    assert_eq!(store::preview(dir.path()), None);
    assert_eq!(store::preview(&dir.path().join("nowhere")), None);
    assert_eq!(store::preview(&dir.path().join("project.ron")), None);
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_ended() {
    let dir = indexed();
    let progress = store::Progress::default();
    store::open_watched(dir.path(), &progress).unwrap();
    assert_eq!(progress.so_far(), (2, 2));
    progress.cancel();
    let ended = store::open_watched(dir.path(), &progress);
    assert!(matches!(ended, Err(store::StoreError::Cancelled)), "{ended:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes of the index go wrong: the preview is either none or still true.
    #[test]
    fn bytes_that_went_wrong_never_show(wrong in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let dir = indexed();
        let file = index_file(dir.path());
        let mut bytes = fs::read(&file).unwrap();
        let whole = bytes.clone();
        for (at, byte) in wrong {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        fs::write(&file, &bytes).unwrap();
        match store::preview(dir.path()) {
            Some(preview) => prop_assert_eq!(preview.stories, truth(&open(dir.path()).project)),
            None => prop_assert_ne!(bytes, whole),
        }
    }

    /// Anything at all in the index's place.
    #[test]
    fn any_bytes_are_no_index(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let dir = indexed();
        fs::write(index_file(dir.path()), bytes).unwrap();
        prop_assert_eq!(store::preview(dir.path()), None);
        prop_assert_eq!(open(dir.path()).project.stories.len(), 2);
    }
}
