//! Nothing in a project leads outside it, and no name stands for two things. The numbers are those
//! of the project's list of bad inputs.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use pressmark::claims::{Claim, ClaimId};
use pressmark::project::{Edit, EditError, Session, Status};
use pressmark::store::{self, Attachment, Opened, Place, Saver};
use pressmark::story::{Picture, PictureFile, PictureId};
use support::{LONG, coder, files, sample, slug};

const CLAIMS: &str = "stories/one/kim.claims.ron";

fn opened(dir: &Path) -> Opened {
    store::open(dir).unwrap()
}

fn told(opened: &Opened) -> Vec<String> {
    opened.findings.iter().map(ToString::to_string).collect()
}

fn save(saver: &Saver, session: &mut Session) {
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
}

fn picture(name: &str) -> Attachment {
    Attachment { place: Place::Picture, name: name.to_owned(), bytes: Arc::from(*b"pixels") }
}

/// Gives story `one` a picture's file of this name, in its metadata only.
fn name_a_picture(dir: &Path, name: &str) {
    let Opened { mut project, folder, .. } = opened(dir);
    let mut work = project.stories[&slug("one")].clone();
    let file = PictureFile { name: name.to_owned(), original: String::new() };
    let (at, id) = (pressmark::story::BytePos(0), PictureId("p1".into()));
    let picture = Picture { id, at, file: Some(file), caption: None, credit: None, alt: None, url: None };
    Arc::make_mut(&mut work.story).pictures = vec![picture];
    project.stories.insert(slug("one"), work);
    support::save_all(&folder, &project);
}

#[test]
fn n23_and_n70_names_of_pictures_that_are_none() {
    let long = "a".repeat(256);
    for name in [
        "../story.ron",
        "/etc/passwd",
        "..",
        "C:\\x.png",
        "C:x.png",
        "a\\b.png",
        "a\0.png",
        "CON",
        "NUL.png",
        "aux.ron",
        "com1.jpg",
        "com\u{b9}",
        "a.png.",
        "a.png ",
        "a\nb.png",
        "a\u{1b}[2J.png",
        "",
        ".hidden",
        &long,
    ] {
        let dir = tempfile::tempdir().unwrap();
        sample(dir.path());
        name_a_picture(dir.path(), name);
        for findings in [opened(dir.path()).findings, store::check(dir.path()).unwrap()] {
            assert_eq!(findings.len(), 1, "{name:?}: {findings:?}");
            assert_eq!(findings[0].file, "stories/one/story.ron");
            assert!(findings[0].line.is_some());
            let words = findings[0].to_string();
            assert!(
                words.contains(&pressmark::story::visible(name)) && !words.contains(['\n', '\u{1b}']),
                "{words}"
            );
        }
        let file = PictureFile { name: name.to_owned(), original: String::new() };
        assert_eq!(opened(dir.path()).folder.picture_path(&slug("one"), &file), None, "{name:?}");
        let saver = support::saver(opened(dir.path()).folder);
        saver.attach(&slug("one"), picture(name));
        assert!(saver.finish(LONG).is_err(), "{name:?}");
        assert!(!dir.path().join("stories/one/pictures").exists());
    }
}

#[test]
fn coders_whose_names_differ_by_case_are_both_shown_and_neither_takes_the_others_file() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let text = fs::read_to_string(dir.path().join(CLAIMS)).unwrap();
    let twin = dir.path().join("stories/two/Kim.claims.ron");
    fs::write(&twin, text.replace("coder: \"kim\"", "coder: \"Kim\"")).unwrap();
    let project = opened(dir.path()).project;
    assert_eq!(project.coder_like(&coder("KIM")), coder("Kim"), "the first of those with files");
    assert_eq!(project.coder_like(&coder("kim")), coder("kim"));
    assert_eq!(project.coder_like(&coder("LEE")), coder("lee"));
    assert_eq!(project.coder_like(&coder("kims")), coder("kims"));

    // Kim is in story two already: kim's claims there would be one file with Kim's elsewhere.
    let saver = support::saver(opened(dir.path()).folder);
    let mut session = Session::new(project, coder("kim"));
    let status = |name: &str| Edit::Status { story: slug("two"), coder: coder(name), to: Status::Done };
    session.perform("mark", status("kim")).unwrap();
    save(&saver, &mut session);
    let failure = saver.finish(LONG).unwrap_err();
    assert!(failure.reason.contains("Kim.claims.ron"), "{failure}");
    assert!(
        !fs::read_dir(twin.parent().unwrap()).unwrap().any(|e| e.unwrap().file_name() == "kim.claims.ron")
    );
    session.undo().unwrap();
    save(&saver, &mut session);
    saver.finish(LONG).unwrap();
    drop(saver);

    let saver = support::saver(opened(dir.path()).folder);
    session.perform("mark", status("Kim")).unwrap();
    saver.save(session.project(), &[pressmark::project::Touched::Work(slug("two"), coder("Kim"))].into());
    saver.finish(LONG).unwrap();
    assert!(fs::read_to_string(&twin).unwrap().contains("Done"));

    // Both in one folder, where the system allows it.
    let both = dir.path().join("stories/one/KIM.claims.ron");
    if both.exists() {
        return;
    }
    fs::write(&both, text.replace("coder: \"kim\"", "coder: \"KIM\"")).unwrap();
    let opened = opened(dir.path());
    let work = &opened.project.stories[&slug("one")];
    assert_eq!(work.coders[&coder("kim")].claims.len(), 2);
    assert_eq!(work.coders[&coder("KIM")].claims.len(), 2);
    assert!(work.sealed.is_empty());
    let twins = told(&opened).into_iter().filter(|finding| finding.contains("cannot keep both"));
    let twins: Vec<String> = twins.collect();
    assert_eq!(twins.len(), 1);
    assert!(twins[0].contains("KIM.claims.ron") && twins[0].contains("kim.claims.ron"), "{twins:?}");
}

#[test]
fn n70_a_coders_name_spelt_apart_is_shown_and_left_alone() {
    let (whole, apart) = ("Ren\u{e9}", "Rene\u{301}");
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let path = |name: &str| dir.path().join(format!("stories/two/{name}.claims.ron"));
    let text = format!("(format: 1, coder: \"{whole}\", status: Done, claims: [])");
    fs::write(path(apart), &text).unwrap();
    if path(whole).exists() {
        return; // This system takes the two for one.
    }
    let Opened { mut project, findings, .. } = opened(dir.path());
    assert_eq!(findings.len(), 1);
    assert!(findings[0].remedy.contains(whole), "{}", findings[0]);
    assert_eq!(project.stories[&slug("two")].status(&coder(whole)), Status::Done);
    let edit = Edit::Status { story: slug("two"), coder: coder(whole), to: Status::ToDo };
    assert!(matches!(project.apply(edit.clone()), Err(EditError::Sealed { .. })));

    // Beside one spelt as it should be, that one counts.
    fs::write(path(whole), text.replace("Done", "InProgress")).unwrap();
    let Opened { mut project, findings, .. } = opened(dir.path());
    assert_eq!(findings.len(), 1);
    assert!(findings[0].problem.contains("cannot keep both"), "{}", findings[0]);
    assert_eq!(project.stories[&slug("two")].status(&coder(whole)), Status::InProgress);
    project.apply(edit).unwrap();
}

#[test]
fn n15_a_second_claim_of_one_id_gets_the_same_new_one_each_time() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let path = dir.path().join(CLAIMS);
    let text = fs::read_to_string(&path).unwrap();
    // Three of one id, two of which say the same.
    let line = text.lines().find(|line| line.contains("0000000000000002")).unwrap();
    let text = text.replace(line, &format!("{line}\n{line}")).replace("0000000000000002", "0000000000000001");
    fs::write(&path, &text).unwrap();
    let first = opened(dir.path());
    let second = opened(dir.path());
    assert_eq!(first.project, second.project);
    assert_eq!(told(&first), told(&second));
    let claims = &first.project.stories[&slug("one")].coders[&coder("kim")].claims;
    assert_eq!(claims.len(), 3);
    let quotes: Vec<_> = claims.values().map(|claim| Claim::quote(claim)).collect();
    assert_eq!(quotes.iter().filter(|quote| *quote == "是的").count(), 2);
    assert!(claims.contains_key(&ClaimId(1)));
    // Once saved, the ids are in the file and stay.
    support::save_all(&first.folder, &first.project);
    let again = opened(dir.path());
    assert_eq!(again.project, first.project);
    assert_eq!(told(&again), Vec::<String>::new());
}

#[test]
fn n24_a_story_copied_by_hand_is_listed_twice_and_told() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    support::copy(&dir.path().join("stories/one"), &dir.path().join("stories/again"));
    let project = opened(dir.path()).project;
    assert_eq!(project.stories[&slug("again")], project.stories[&slug("one")]);
    let findings = store::check(dir.path()).unwrap();
    let about = |words: &str| findings.iter().filter(|finding| finding.problem.contains(words)).count();
    assert_eq!(about("the text of another story, again"), 1, "{findings:?}");
    assert_eq!(about("the id of another claim"), 3, "{findings:?}");
}

#[test]
fn n70_no_new_story_gets_a_name_that_is_there_but_for_case() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    for name in ["Three-Talks", "ONE"] {
        fs::create_dir_all(dir.path().join("stories").join(name)).unwrap();
    }
    let opened = opened(dir.path());
    assert!(opened.folder.is_taken(&slug("three-talks")));
    // One that is there under its own name stays what it was.
    support::save_all(&opened.folder, &opened.project);
    let mut project = opened.project;
    support::shelve(&mut project, "three-talks", support::story("Three talks"));
    let saver = support::saver(opened.folder);
    saver.save(&project, &support::everything(&project));
    assert!(saver.finish(LONG).is_err());
    assert!(!dir.path().join("stories/three-talks").join("story.ron").exists());
}

#[test]
fn n67_a_folder_removed_while_open_is_not_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("p");
    sample(&home);
    let Opened { project, folder, .. } = opened(&home);
    let saver = support::saver(folder);
    fs::rename(&home, dir.path().join("away")).unwrap();
    saver.save(&project, &support::everything(&project));
    saver.attach(&slug("one"), picture("a.png"));
    let failure = saver.finish(LONG).unwrap_err();
    assert_eq!(failure.reason, "its folder is gone");
    assert!(!home.exists());
    fs::rename(dir.path().join("away"), &home).unwrap();
    saver.finish(LONG).unwrap();
    assert!(home.join("stories/one/pictures/a.png").exists());
}

#[test]
fn n71_clocks_that_are_wrong_and_n74_what_killed_saves_left() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let before = opened(dir.path()).project;
    let future = SystemTime::now() + Duration::from_secs(40 * 365 * 24 * 60 * 60);
    let set =
        |path: &Path, time| fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    for (name, _) in files(dir.path()) {
        for time in [future, SystemTime::UNIX_EPOCH] {
            set(&dir.path().join(&name), time);
        }
    }
    assert_eq!(opened(dir.path()).project, before);
    let left = |name: &str, time| {
        let path = dir.path().join("stories/one").join(name);
        fs::write(&path, "half a fi").unwrap();
        set(&path, time);
        path
    };
    let old = left(".kim.claims.ron.00000000000000aa.tmp", SystemTime::UNIX_EPOCH);
    let young = left(".kim.claims.ron.00000000000000bb.tmp", future);
    let Opened { mut project, folder, findings, .. } = opened(dir.path());
    assert_eq!(findings, []);
    let saver = support::saver(folder);
    let edit = Edit::Status { story: slug("one"), coder: coder("kim"), to: Status::Done };
    project.apply(edit).unwrap();
    saver.save(&project, &support::everything(&project));
    saver.finish(LONG).unwrap();
    saver.sweep();
    // A look comes after it.
    saver.look_around();
    while saver.is_looking() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(!old.exists() && young.exists());
    assert_eq!(opened(dir.path()).project, project);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::os::unix::process::CommandExt as _;
    use std::process::{Command, Output};

    /// A project, and beside it a folder that it shall never touch.
    struct Beside {
        dir: tempfile::TempDir,
        outside: tempfile::TempDir,
    }

    impl Beside {
        fn new() -> Self {
            let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            sample(dir.path());
            fs::write(outside.path().join("secret.txt"), "a secret").unwrap();
            Self { dir, outside }
        }

        /// Moves what lies at `path` outside and puts a link in its place.
        fn lead_out(&self, path: &str) {
            let (home, away) = (self.dir.path().join(path), self.outside.path().join("away"));
            fs::create_dir_all(&home).unwrap();
            fs::rename(&home, &away).unwrap();
            symlink(&away, &home).unwrap();
        }

        fn open(&self) -> Opened {
            opened(self.dir.path())
        }
    }

    #[test]
    fn linked_folders_are_neither_read_nor_written() {
        for path in ["stories", "stories/one", "stories/one/pictures", "stories/one/source"] {
            let beside = Beside::new();
            let project = beside.open().project;
            beside.lead_out(path);
            let before = files(beside.outside.path());
            let Opened { folder, findings, .. } = beside.open();
            assert_eq!(findings.is_empty(), path.starts_with("stories/one/"), "{path}");
            // A project that was read before the link was put there.
            let saver = support::saver(folder);
            saver.save(&project, &support::everything(&project));
            for place in [Place::Picture, Place::Source] {
                saver.attach(&slug("one"), Attachment { place, ..picture("a.png") });
            }
            let failure = saver.finish(LONG).unwrap_err();
            assert!(
                failure.reason.contains("out of the project") || path == "stories/one",
                "{path}: {failure}"
            );
            assert_eq!(files(beside.outside.path()), before, "{path}");
        }
    }

    #[test]
    fn a_removed_story_does_not_leave_through_a_link() {
        for path in [".pressmark", ".pressmark/removed"] {
            let beside = Beside::new();
            let Opened { project, folder, .. } = beside.open();
            beside.lead_out(path);
            let mut session = Session::new(project, coder("kim"));
            session.perform("remove", Edit::Shelf { id: slug("one"), to: None }).unwrap();
            let saver = support::saver(folder);
            save(&saver, &mut session);
            let failure = saver.finish(LONG).unwrap_err();
            assert!(
                failure.reason.contains(path) && failure.reason.contains("out of the project"),
                "{failure}"
            );
            assert!(beside.dir.path().join(CLAIMS).exists());
            assert!(
                fs::read_dir(beside.outside.path().join("away"))
                    .unwrap()
                    .all(|entry| { !entry.unwrap().file_name().to_string_lossy().starts_with("one") })
            );
        }
    }

    #[test]
    fn what_killed_saves_left_outside_is_not_swept() {
        let beside = Beside::new();
        beside.lead_out("stories/one");
        let left = beside.outside.path().join("away/.a.ron.00000000000000ff.tmp");
        fs::File::create(&left).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        let saver = support::saver(beside.open().folder);
        saver.attach(&slug("two"), picture("a.png"));
        saver.finish(LONG).unwrap();
        assert!(left.exists());
    }

    #[test]
    fn check_and_copy_read_nothing_outside() {
        let beside = Beside::new();
        let name = "0123456789abcdef.png";
        name_a_picture(beside.dir.path(), name);
        beside.lead_out("stories/one/pictures");
        fs::write(beside.outside.path().join("away").join(name), "a secret").unwrap();
        let findings = store::check(beside.dir.path()).unwrap();
        assert!(
            findings.iter().any(|finding| finding.problem.contains("out of the project")),
            "{findings:?}"
        );
        let file = PictureFile { name: name.to_owned(), original: String::new() };
        let opened = beside.open();
        assert_eq!(opened.folder.picture_path(&slug("one"), &file), None);

        symlink(beside.outside.path().join("secret.txt"), beside.dir.path().join("stories/two/notes.txt"))
            .unwrap();
        let to = tempfile::tempdir().unwrap();
        let copy = to.path().join("copy");
        let error = store::copy(&opened.project, &opened.folder, &copy).unwrap_err().to_string();
        assert!(error.contains("out of the project"), "{error}");
        assert!(files(&copy).values().all(|bytes| bytes != b"a secret"));
        assert_eq!(store::open(&copy).unwrap().project.stories, opened.project.stories, "the rest is there");
    }

    #[test]
    fn links_that_stay_inside_keep_working() {
        let beside = Beside::new();
        let dir = beside.dir.path();
        fs::create_dir_all(dir.join("shared")).unwrap();
        fs::write(dir.join("shared/a.png"), "pixels").unwrap();
        symlink("../../shared", dir.join("stories/one/pictures")).unwrap();
        fs::rename(dir.join(CLAIMS), dir.join("shared/kim.ron")).unwrap();
        symlink("../../shared/kim.ron", dir.join(CLAIMS)).unwrap();
        let Opened { mut project, folder, findings, .. } = beside.open();
        assert_eq!(findings, []);
        let file = PictureFile { name: "a.png".into(), original: String::new() };
        let real = fs::canonicalize(dir).unwrap().join("shared/a.png");
        assert_eq!(folder.picture_path(&slug("one"), &file), Some(real));
        let edit = Edit::Status { story: slug("one"), coder: coder("kim"), to: Status::Done };
        project.apply(edit).unwrap();
        support::save_all(&folder, &project);
        assert!(fs::symlink_metadata(dir.join(CLAIMS)).unwrap().is_symlink());
        assert!(fs::read_to_string(dir.join("shared/kim.ron")).unwrap().contains("Done"));
        let to = tempfile::tempdir().unwrap();
        let copy = to.path().join("copy");
        store::copy(&project, &folder, &copy).unwrap();
        assert_eq!(fs::read(copy.join("stories/one/pictures/a.png")).unwrap(), b"pixels");
    }

    #[test]
    fn a_story_that_is_a_link_to_another_is_not_written_twice() {
        let beside = Beside::new();
        symlink("one", beside.dir.path().join("stories/same")).unwrap();
        symlink(".", beside.dir.path().join("stories/circle")).unwrap();
        symlink("../one/kim.claims.ron", beside.dir.path().join("stories/two/kim.claims.ron")).unwrap();
        let opened = beside.open();
        assert_eq!(opened.project.stories.len(), 2);
        assert_eq!(opened.findings.len(), 3, "{:?}", told(&opened));
        assert!(opened.findings.iter().all(|finding| finding.problem.contains("folder of another story")));
        assert!(opened.project.stories[&slug("two")].sealed.contains_key(&coder("kim")));
        assert!(opened.folder.is_taken(&slug("same")));
    }

    #[test]
    fn n68_nothing_but_a_file_is_opened() {
        type Put = fn(&Path) -> bool;
        let puts: [(Put, &str); 7] = [
            (|path| Command::new("mkfifo").arg(path).status().unwrap().success(), "a pipe"),
            (|path| std::os::unix::net::UnixListener::bind(path).is_ok(), "a pipe, socket"),
            (
                |path| {
                    Command::new("mknod").arg(path).args(["c", "1", "5"]).output().unwrap().status.success()
                },
                "device",
            ),
            (|path| symlink(path, path).is_ok(), "in a circle"),
            (|path| symlink("/etc/passwd", path).is_ok(), "out of the project"),
            (|path| symlink("/dev/zero", path).is_ok(), "out of the project"),
            (|path| fs::create_dir(path).is_ok(), "a folder"),
        ];
        for file in ["stories/one/story.ron", "project.ron", "codebook.ron", "actors.ron", CLAIMS] {
            for (put, problem) in puts {
                let dir = tempfile::tempdir().unwrap();
                sample(dir.path());
                let path = dir.path().join(file);
                fs::remove_file(&path).unwrap();
                if !put(&path) {
                    continue; // Only the system's administrator makes devices.
                }
                let opened = opened(dir.path());
                let [finding] = opened.findings.as_slice() else { panic!("{file}: {:?}", told(&opened)) };
                assert!(finding.file == file && finding.problem.contains(problem), "{finding}");
                let gone = usize::from(file.ends_with("story.ron"));
                assert_eq!(opened.project.stories.len(), 2 - gone, "{file}");
            }
        }
    }

    #[test]
    fn a_folder_in_place_of_a_storys_folder_that_is_none() {
        let dir = tempfile::tempdir().unwrap();
        sample(dir.path());
        let stories = dir.path().join("stories");
        fs::write(stories.join("file"), "x").unwrap();
        assert!(Command::new("mkfifo").arg(stories.join("pipe")).status().unwrap().success());
        let opened = opened(dir.path());
        assert_eq!(opened.findings.len(), 2, "{:?}", told(&opened));
        assert_eq!(opened.project.stories.len(), 2);
    }

    /// Runs the program as a user with no rights; `None` where that cannot be done.
    fn as_nobody(dir: &Path, args: &[&str]) -> Option<Output> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
        command.args(args).current_dir(dir);
        let root = fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
        if root {
            command.uid(65534).gid(65534);
        }
        // The program itself may lie where nobody else can reach it.
        command.output().ok()
    }

    #[test]
    fn n69_without_the_right_to_read_and_n67_without_the_right_to_write() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("p");
        sample(&home);
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        mode(dir.path(), 0o755);
        fs::write(dir.path().join("new.txt"), "New talks\n\nThey go on.\n").unwrap();
        let folders = ["", "stories", "stories/one", ".pressmark"];
        folders.iter().for_each(|folder| mode(&home.join(folder), 0o555));
        mode(&home.join(CLAIMS), 0o000);
        let before: Vec<String> = files(&home.join("stories/two")).into_keys().collect();
        let restore = || {
            folders.iter().for_each(|folder| mode(&home.join(folder), 0o755));
            mode(&home.join(CLAIMS), 0o644);
        };
        let check = as_nobody(dir.path(), &["check", "p"]);
        let import = as_nobody(dir.path(), &["import", "new.txt", "--into", "p"]);
        restore();
        let (Some(check), Some(import)) = (check, import) else {
            println!("skipped: the program cannot be run as another user here");
            return;
        };
        let said = |output: &Output| {
            String::from_utf8_lossy(&[&*output.stdout, &*output.stderr].concat()).into_owned()
        };
        assert_eq!(check.status.code(), Some(1), "{}", said(&check));
        assert!(said(&check).contains("stories/one/kim.claims.ron: may not be read"), "{}", said(&check));
        assert_eq!(import.status.code(), Some(1), "{}", said(&import));
        assert!(said(&import).contains("you may not write here"), "{}", said(&import));
        assert!(!home.join("stories/new-talks").exists());
        assert_eq!(files(&home.join("stories/two")).into_keys().collect::<Vec<_>>(), before);
    }
}
