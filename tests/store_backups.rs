//! Backups on disk: taken by saves, listed without trust, and put in place of what is damaged.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pressmark::claims::CoderId;
use pressmark::project::{CoderWork, Difference, Edit, Project, Session, Status, Tally};
use pressmark::store::{
    self, Backup, Content, Folder, Instead, KeptFile, back_up_now, backups, mend, offers, take_backup,
};
use proptest::prelude::*;
use support::{LONG, claim, coder, files, sample, slug};

fn kim() -> CoderId {
    coder("kim")
}

fn kims() -> KeptFile {
    KeptFile::Claims(slug("one"), kim())
}

fn shelf(root: &Path) -> PathBuf {
    root.join(".pressmark/backups/one/kim.claims.ron")
}

/// One run of the program: kim's first claim gets these notes, each saved by itself.
fn run(dir: &Path, notes: &[&str]) -> (Folder, Project) {
    let opened = store::open(dir).unwrap();
    let mut session = Session::new(opened.project, kim());
    let saver = support::saver(opened.folder.clone());
    for note in notes {
        let mut claim = claim(&session.project().stories[&slug("one")], 1, "“no”");
        Arc::make_mut(&mut claim).note = (*note).to_owned();
        session.perform("note", Edit::put(slug("one"), kim(), claim.as_ref().clone())).unwrap();
        let unsaved = session.take_unsaved();
        saver.keep(session.project(), unsaved);
        saver.finish(LONG).unwrap();
    }
    (opened.folder, session.project().clone())
}

fn work(content: &Content) -> &CoderWork {
    match content {
        Content::Claims(work) => work,
        Content::Part(_) | Content::Head => panic!("no claims"),
    }
}

fn notes(backups: impl Iterator<Item = Backup>) -> Vec<String> {
    let first = |backup: Backup| work(&backup.content.unwrap()).claims.values().next().unwrap().note.clone();
    backups.map(first).collect()
}

#[test]
fn each_run_keeps_what_was_there_before_its_first_change() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    assert!(!dir.path().join(".pressmark/backups").exists(), "a new file has nothing to keep");
    let (folder, _) = run(dir.path(), &["one", "two", "three"]);
    assert_eq!(notes(backups(&folder, &kims())), [""]);
    run(dir.path(), &["four"]);
    run(dir.path(), &[]);
    run(dir.path(), &["five", "six"]);
    assert_eq!(notes(backups(&folder, &kims())), ["four", "three", ""]);
    assert_eq!(backups(&folder, &KeptFile::Claims(slug("one"), coder("lee"))).count(), 0);
    let ids: Vec<_> = backups(&folder, &kims()).map(|backup| backup.id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "the newest first, none twice");
}

#[test]
fn what_is_in_memory_is_kept_before_a_restore() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let opened = store::open(dir.path()).unwrap();
    let story = &opened.project.stories[&slug("one")];
    back_up_now(&opened.folder, &slug("one"), story, &kim()).unwrap();
    back_up_now(&opened.folder, &slug("one"), story, &kim()).unwrap();
    back_up_now(&opened.folder, &slug("one"), story, &coder("nobody")).unwrap();
    let kept: Vec<Backup> = backups(&opened.folder, &kims()).collect();
    assert_eq!(kept.len(), 1, "the same is not kept twice");
    assert_eq!(work(kept[0].content.as_ref().unwrap()), story.work_of(&kim()).unwrap());
    fs::remove_dir_all(dir.path().join(".pressmark")).unwrap();
    fs::write(dir.path().join(".pressmark"), "in the way").unwrap();
    let failure = back_up_now(&opened.folder, &slug("one"), story, &kim()).unwrap_err();
    assert!(failure.reason.contains("backup could not be made"), "{failure}");
}

#[test]
fn a_backup_that_cannot_be_made_does_not_stop_a_save() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    fs::remove_dir_all(dir.path().join(".pressmark")).unwrap();
    fs::write(dir.path().join(".pressmark"), "in the way").unwrap();
    let (_, project) = run(dir.path(), &["kept"]);
    assert_eq!(store::open(dir.path()).unwrap().project, project);
}

#[test]
fn junk_among_the_backups_is_neither_read_nor_removed() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let (folder, _) = run(dir.path(), &["one"]);
    let shelf = shelf(dir.path());
    fs::create_dir(shelf.join("20200101T000000Z.ron")).unwrap();
    fs::write(shelf.join("20200102T000000Z.ron"), [0; 64]).unwrap();
    fs::write(shelf.join("20200103T000000Z.ron"), "").unwrap();
    fs::write(shelf.join("20200104T000000Z.ron"), "[".repeat(100_000)).unwrap();
    fs::write(shelf.join("20200105T000000Z (copy).ron"), "(format: 1)").unwrap();
    fs::write(shelf.join("kim.claims.ron"), "(format: 1)").unwrap();
    let large = fs::File::create(shelf.join("20200106T000000Z.ron")).unwrap();
    large.set_len(store::LARGEST_FILE + 1).unwrap();
    let lees = fs::read(dir.path().join("stories/one/lee.claims.ron")).unwrap();
    fs::write(shelf.join("20200107T000000Z.ron"), lees).unwrap();
    #[cfg(unix)]
    {
        let outside = dir.path().join("../secret.ron");
        std::os::unix::fs::symlink(outside, shelf.join("20200108T000000Z.ron")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(shelf.join("20200109T000000Z.ron")).status();
        assert!(made.unwrap().success());
    }
    let before = fs::read_dir(&shelf).unwrap().count();
    let told: Vec<_> = backups(&folder, &kims()).map(|backup| backup.content.err()).collect();
    assert_eq!(told.len(), 6, "{told:?}");
    assert_eq!(told[0], None);
    for (reason, expected) in told[1..].iter().zip(["lee", "larger than", "make sense", "empty", "zeros"]) {
        assert!(reason.as_ref().unwrap().contains(expected), "{reason:?}");
    }
    run(dir.path(), &["two"]);
    assert_eq!(fs::read_dir(&shelf).unwrap().count(), before + 1);
}

/// Damages kim's file in many ways; each time the backup is offered, taken, and the damaged bytes
/// are kept.
#[test]
fn every_damage_is_met_with_the_newest_good_backup() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let (folder, _) = run(dir.path(), &["one"]);
    run(dir.path(), &["two"]);
    let path = dir.path().join("stories/one/kim.claims.ron");
    let good = fs::read(&path).unwrap();
    // The newest backup of all is damaged itself.
    fs::write(shelf(dir.path()).join("29991231T000000Z.ron"), &good[..good.len() / 2]).unwrap();
    let newest = backups(&folder, &kims()).find(|backup| backup.content.is_ok()).unwrap();
    let mut damages: Vec<Vec<u8>> = (0..good.len()).map(|end| good[..end].to_vec()).collect();
    // Without its last line end a file says the same.
    damages.pop();
    damages.push(vec![0; good.len()]);
    damages.push([good.as_slice(), b")"].concat());
    damages.push(good.iter().map(|byte| byte ^ 0x80).collect());
    let aside_folder = dir.path().join(".pressmark/damaged");
    for (number, damaged) in damages.into_iter().enumerate() {
        fs::write(&path, &damaged).unwrap();
        let opened = store::open(dir.path()).unwrap();
        assert!(!opened.findings.is_empty(), "{}", damaged.len());
        let offers = offers(&opened.folder, &opened.findings);
        assert_eq!(offers.len(), 1, "{} bytes: {:?}", damaged.len(), opened.findings);
        assert_eq!((&offers[0].instead, offers[0].claims), (&Instead::Backup(newest.id.clone()), Some(2)));
        let aside = mend(&opened.folder, &offers[0].instead).unwrap().aside.unwrap();
        assert_eq!(fs::read(dir.path().join(aside)).unwrap(), damaged);
        let opened = store::open(dir.path()).unwrap();
        assert_eq!(opened.findings, []);
        let now = opened.project.stories[&slug("one")].work_of(&kim()).unwrap();
        assert_eq!(now, work(newest.content.as_ref().unwrap()));
        assert!(take_backup(&opened.folder, &newest.id).is_err(), "a sound file is not replaced");
        // Each has a name of its own; but looking for one among hundreds takes its time.
        assert_eq!(fs::read_dir(&aside_folder).unwrap().count(), number % 10 + 1);
        if number % 10 == 9 {
            fs::remove_dir_all(&aside_folder).unwrap();
        }
    }
}

#[test]
fn what_another_copy_would_not_mend_is_not_offered() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let (folder, _) = run(dir.path(), &["one"]);
    let path = dir.path().join("stories/one/kim.claims.ron");
    let id = backups(&folder, &kims()).next().unwrap().id;
    for text in ["(format: 999, later: [])", "(\n<<<<<<< ours\n  format: 1,\n"] {
        fs::write(&path, text).unwrap();
        let opened = store::open(dir.path()).unwrap();
        assert_eq!(offers(&opened.folder, &opened.findings), [], "{text}");
        assert!(take_backup(&folder, &id).is_err(), "{text}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(offers(&opened.folder, &opened.findings), []);
    assert!(take_backup(&folder, &id).is_err());
    assert!(!dir.path().join(".pressmark/damaged").exists());
}

#[test]
fn a_damaged_file_that_cannot_be_put_aside_stays() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let (folder, _) = run(dir.path(), &["one"]);
    let path = dir.path().join("stories/one/kim.claims.ron");
    let id = backups(&folder, &kims()).next().unwrap().id;
    fs::write(&path, "(format: 1, coder: ").unwrap();
    fs::write(dir.path().join(".pressmark/damaged"), "in the way").unwrap();
    assert!(take_backup(&folder, &id).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "(format: 1, coder: ");
    fs::remove_file(dir.path().join(".pressmark/damaged")).unwrap();
    // A try that was cut off after the first step leaves its copy, which then does.
    fs::create_dir(dir.path().join(".pressmark/damaged")).unwrap();
    fs::copy(&path, dir.path().join(".pressmark/damaged/one-kim.claims.ron-1")).unwrap();
    let aside = take_backup(&folder, &id).unwrap().unwrap();
    assert_eq!(aside, ".pressmark/damaged/one-kim.claims.ron-1");
    assert_eq!(store::open(dir.path()).unwrap().findings, []);
}

#[test]
fn the_other_files_are_offered_too() {
    let dir = tempfile::tempdir().unwrap();
    let project = sample(dir.path());
    let opened = store::open(dir.path()).unwrap();
    let mut session = Session::new(opened.project, kim());
    let saver = support::saver(opened.folder.clone());
    let mut changed = project.stories[&slug("one")].story.as_ref().clone();
    changed.headline = "Talks slow".to_owned();
    let actor = pressmark::claims::Actor::named("kim".into(), "Kim");
    let edits = [
        Edit::Story { id: slug("one"), to: Arc::new(changed) },
        Edit::Actor { id: "kim".into(), to: Some(Box::new(actor)) },
    ];
    session.perform("both", Edit::Batch(edits.into())).unwrap();
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    saver.finish(LONG).unwrap();
    let sound = files(dir.path());
    fs::write(dir.path().join("actors.ron"), "").unwrap();
    fs::remove_file(dir.path().join("stories/one/story.ron")).unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert!(opened.project.story(&slug("one")).is_none());
    let offers = offers(&opened.folder, &opened.findings);
    let named: Vec<&str> = offers.iter().map(|offer| offer.file.as_str()).collect();
    assert_eq!(named, ["actors.ron", "stories/one/story.ron"]);
    assert!(mend(&opened.folder, &offers[0].instead).unwrap().aside.is_some());
    assert_eq!(mend(&opened.folder, &offers[1].instead).unwrap().aside, None, "nothing lay there");
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(opened.findings, []);
    assert_eq!(opened.project, project, "as it was before the edits");
    let after = files(dir.path());
    assert_eq!(sound.len(), after.len());
}

fn works() -> impl Strategy<Value = CoderWork> {
    let one = (0_u64..12, 0_u8..3);
    let status = prop::sample::select(Status::ALL.to_vec());
    (proptest::collection::vec(one, 0..10), status).prop_map(|(claims, status)| {
        let story = support::story("Talks");
        let made = claims.into_iter().map(|(id, note)| {
            let mut claim = claim(&story, id, "said");
            Arc::make_mut(&mut claim).note = note.to_string();
            (claim.id, claim)
        });
        CoderWork { status, claims: made.collect() }
    })
}

proptest! {
    #[test]
    fn the_way_to_a_backup_leads_there_and_back(now in works(), then in works()) {
        let mut project = Project::new("law");
        let mut story = support::story("Talks");
        if now != CoderWork::default() {
            story.coders.insert(kim(), now.clone());
        }
        project.stories.insert(slug("one"), story);
        let before = project.clone();
        let difference = Difference::between(&now, &then);
        let Tally { back, gone, changed } = difference.tally();
        prop_assert_eq!(now.claims.len() + back, then.claims.len() + gone);
        let shared = now.claims.keys().filter(|id| then.claims.contains_key(*id)).count();
        prop_assert!(changed <= shared);
        prop_assert_eq!(difference.is_empty(), now == then);
        let mut session = Session::new(project, kim());
        session.perform("restore", difference.into_edit(&slug("one"), &kim())).unwrap();
        let reached = session.project().stories[&slug("one")].work_of(&kim()).cloned();
        prop_assert_eq!(reached.unwrap_or_default(), then);
        session.undo().unwrap();
        prop_assert_eq!(session.project(), &before);
    }
}

/// Both sides of a file as git leaves them: each line that differs with the other's.
fn clashed(base: Option<&str>, ours: &str, theirs: &str) -> String {
    let lines = |text: &str| text.lines().map(|line| format!("{line}\n")).collect::<Vec<_>>();
    let (ours, theirs) = (lines(ours), lines(theirs));
    let same = |(one, other): &(&String, &String)| one == other;
    let head = ours.iter().zip(&theirs).take_while(same).count();
    let tail = ours[head..].iter().rev().zip(theirs[head..].iter().rev()).take_while(same).count();
    let middle = |side: &[String]| side[head..side.len() - tail].concat();
    let base = base.map_or(String::new(), |base| format!("||||||| base\n{}", middle(&lines(base))));
    let (mine, other) = (middle(&ours), middle(&theirs));
    let clash = format!("<<<<<<< HEAD\n{mine}{base}=======\n{other}>>>>>>> lee\n");
    ours[..head].concat() + &clash + &ours[ours.len() - tail..].concat()
}

#[test]
fn both_sides_of_a_merge_that_git_left_are_merged() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let path = dir.path().join("stories/one/kim.claims.ron");
    let base = fs::read_to_string(&path).unwrap();
    let ours = base.replacen("), made", "), note: \"ours\", made", 1).replacen(
        ")], made",
        ")], note: \"ours\", made",
        1,
    );
    let theirs = base.replacen(")], made", ")], note: \"theirs\", made", 2);
    assert!(ours != base && theirs != base);
    for told in [None, Some(base.as_str())] {
        let file = clashed(told, &ours, &theirs);
        fs::write(&path, &file).unwrap();
        let opened = store::open(dir.path()).unwrap();
        let offers = offers(&opened.folder, &opened.findings);
        let merge = Instead::Merge { file: kims(), clashing: 1 };
        assert_eq!((offers.len(), &offers[0].instead, offers[0].claims), (1, &merge, Some(2)), "{file}");
        let aside = mend(&opened.folder, &merge).unwrap().aside.unwrap();
        assert_eq!(fs::read_to_string(dir.path().join(aside)).unwrap(), file);
        let opened = store::open(dir.path()).unwrap();
        assert_eq!(opened.findings, []);
        let work = opened.project.stories[&slug("one")].work_of(&kim()).unwrap();
        let notes: Vec<_> =
            work.claims.values().map(|claim| (claim.note.as_str(), claim.clashes.len())).collect();
        assert_eq!(notes, [("theirs", 1), ("theirs", 0)]);
        assert!(mend(&opened.folder, &merge).is_err(), "it was settled");
    }
}

#[test]
fn the_other_files_of_a_merge_are_merged_too() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let at = |name: &str| dir.path().join(name);
    let (book, story) = ("codebook.ron", "stories/one/story.ron");
    let base = [book, story].map(|name| fs::read_to_string(at(name)).unwrap());
    let ours = [
        base[0].replace("name: \"Fact\"", "name: \"Claim\""),
        base[1].replace("\"Talks\"", "\"Talks slow\""),
    ];
    let theirs = [
        base[0].replace("name: \"Quote\"", "name: \"Saying\""),
        base[1].replace("\"Talks\"", "\"Talks stop\""),
    ];
    fs::write(at(book), clashed(Some(&base[0]), &ours[0], &theirs[0])).unwrap();
    fs::write(at(story), clashed(None, &ours[1], &theirs[1])).unwrap();
    let opened = store::open(dir.path()).unwrap();
    let offers = offers(&opened.folder, &opened.findings);
    let mended: Vec<_> = offers.iter().map(|offer| mend(&opened.folder, &offer.instead).unwrap()).collect();
    assert_eq!(mended.len(), 2);
    assert_eq!(mended[0].notes, [], "each changed something else");
    assert_eq!(mended[1].notes.len(), 1, "{:?}", mended[1].notes);
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(opened.findings, []);
    let names: Vec<_> = opened.project.codebook.kinds.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(names, ["Stance", "Saying", "Claim"]);
    let headline = &opened.project.stories[&slug("one")].story.headline;
    assert!(mended[1].notes[0].kept.contains(headline.as_str()), "{headline}");
}

#[test]
fn a_merge_of_which_a_side_makes_no_sense_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let path = dir.path().join("stories/one/kim.claims.ron");
    let base = fs::read_to_string(&path).unwrap();
    let file = clashed(None, &base, &base.replace("kind:", "sort:"));
    fs::write(&path, &file).unwrap();
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(offers(&opened.folder, &opened.findings), []);
    assert!(mend(&opened.folder, &Instead::Merge { file: kims(), clashing: 0 }).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), file);
}
