//! Going back to a backup, and putting one in the place of a damaged file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::project::Edit;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::support::{LONG, copy, slug};

/// A picture to look at, if the environment names a folder for it.
fn look_at(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        window.rest(4);
        window.harness.render().unwrap().save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

fn copy_of_sample() -> Arc<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    Arc::new(folder)
}

fn claims_file(root: &Path) -> PathBuf {
    root.join("stories").join(TALKS).join("kim.claims.ron")
}

fn shelf(root: &Path) -> PathBuf {
    root.join(".pressmark/backups").join(TALKS).join("kim.claims.ron")
}

/// Puts a backup there that lacks the last so many claims.
fn back_up(root: &Path, name: &str, without: usize) {
    let text = fs::read_to_string(claims_file(root)).unwrap();
    let is_claim = |line: &&str| line.starts_with("    (");
    let left = text.lines().filter(is_claim).count() - without;
    let mut seen = 0;
    let kept = text.lines().filter(|line| {
        seen += usize::from(is_claim(line));
        !is_claim(line) || seen <= left
    });
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    fs::create_dir_all(shelf(root)).unwrap();
    fs::write(shelf(root).join(name), text).unwrap();
}

fn open_restore(window: &mut Window) {
    window.ask(Request::Run(Command::Restore));
    window.until("the dialog", |window| window.says("Restore claims") && !window.says("Reading"));
}

#[test]
fn a_restore_brings_back_what_was_before_the_first_change_and_one_undo_takes_it_back() {
    let mut window = Window::in_sample();
    let before = window.claims();
    let coder = window.session().coder().clone();
    let gone = before[1].id;
    let delete = Edit::Claim { story: slug(TALKS), coder: coder.clone(), id: gone, to: None };
    window.ask(Request::Perform("delete claim".into(), delete));
    let mut changed = before[2].as_ref().clone();
    changed.note = "not what it was".to_owned();
    window.ask(Request::Perform("note".into(), Edit::put(slug(TALKS), coder, changed)));
    window.mark("the preparations alone");
    window.press(Key::H);
    window.harness.state_mut().finish(LONG).unwrap();
    let after = window.claims();
    let steps = window.session().history().len();

    open_restore(&mut window);
    window.expect("1 more, 1 fewer, 1 changed");
    for words in ["comes back", "goes", "changes back: note", "the preparations alone"] {
        window.expect(words);
    }
    look_at(&mut window, "restore-light");
    window.ask(Request::Run(Command::DarkLook));
    look_at(&mut window, "restore-dark");
    window.press(Key::Escape);
    assert!(!window.says("Restore claims"));
    assert_eq!(window.claims(), after, "Esc restores nothing");

    open_restore(&mut window);
    window.press(Key::Enter);
    window.until("the restore", |window| window.claims() == before);
    assert_eq!(window.session().history().len(), steps + 1, "one step");
    let label = window.session().history().next_undo().unwrap().to_owned();
    assert!(label.starts_with("restore of "), "{label}");
    window.until("the word", |window| window.says("Undo brings back what was there"));
    let saved = window.reread();
    assert_eq!(&saved, window.project());
    assert_eq!(fs::read_dir(shelf(&window.path())).unwrap().count(), 2, "what was there is kept too");
    window.ctrl(Key::Z);
    assert_eq!(window.claims(), after);
}

#[test]
fn backups_are_chosen_by_key_or_click_and_read_out() {
    let folder = copy_of_sample();
    let count = {
        let window = Window::in_folder(folder.clone());
        window.project().story(&slug(TALKS)).unwrap().coders.values().next().unwrap().claims.len()
    };
    back_up(folder.path(), "20191103T084210Z.ron", 2);
    back_up(folder.path(), "20191104T084210Z.ron", 0);
    back_up(folder.path(), "20191105T084210Z.ron", 1);
    fs::write(shelf(folder.path()).join("20191106T084210Z.ron"), "").unwrap();
    for number in 10..30 {
        back_up(folder.path(), &format!("201910{number}T084210Z.ron"), 3);
    }
    let mut window = Window::in_folder(folder.clone());
    window.open(TALKS);
    let claims = window.claims();
    open_restore(&mut window);
    // The newest is damaged: it is told, and Enter does nothing.
    window.expect("cannot be used: it is empty");
    window.press(Key::Enter);
    assert!(window.says("Restore claims"));
    for row in ["6 Nov 2019", "5 Nov 2019", "4 Nov 2019", "3 Nov 2019", "29 Oct 2019"] {
        let row = window.harness.get_by_label_contains(row).rect();
        assert!(row.width() < 400.0 && row.left() > 200.0 && row.right() < 800.0, "one below the other");
    }
    window.press(Key::ArrowDown);
    window.until("the change", |window| window.says("Going back to 5 Nov 2019"));
    window.press(Key::ArrowDown);
    window.until("the change", |window| window.says("Nothing has changed since 4 Nov 2019"));
    window.press(Key::Enter);
    assert!(window.says("Restore claims"), "there is nothing to restore");
    window.press(Key::ArrowDown);
    window.until("the change", |window| window.says("Going back to 3 Nov 2019"));
    window.expect(&format!("{} claims, 2 fewer", count - 2));
    look_at(&mut window, "restore-list");
    window.press(Key::End);
    window.until("the last", |window| window.says("Going back to 10 Oct 2019"));
    window.press(Key::Home);
    window.until("the first", |window| window.says("This backup is empty"));
    window.harness.get_by_label_contains("3 Nov 2019").click();
    window.until("the change", |window| window.says("Going back to 3 Nov 2019"));
    window.harness.get_by_label("Restore this").click();
    window.until("the restore", |window| window.claims().len() == count - 2);
    window.ctrl(Key::Z);
    assert_eq!(window.claims(), claims);
}

/// Each was changed in this session, so there is a backup of what it said before.
#[test]
fn the_story_the_code_book_and_the_actors_are_restored_too_each_in_one_step() {
    let mut window = Window::in_sample();
    let mut story = window.work().story.as_ref().clone();
    story.headline = "Not what it was".to_owned();
    let mut book = window.project().codebook.as_ref().clone();
    let kind = book.kinds.pop().unwrap();
    let actor = window.project().actors.iter().next().unwrap().clone();
    let edits = [
        ("The story", "The headline", "1 changed", Edit::Story { id: slug(TALKS), to: Arc::new(story) }),
        ("The code book", kind.name.as_str(), "1 more", Edit::CodeBook(Arc::new(book))),
        ("The actors", actor.name.as_str(), "1 more", Edit::Actor { id: actor.id.clone(), to: None }),
    ];
    let backups = window.path().join(".pressmark/backups");
    let shelves = [format!("{TALKS}/story.ron"), "top/codebook.ron".to_owned(), "top/actors.ron".to_owned()];
    for ((file, what, told, edit), shelf) in edits.into_iter().zip(shelves) {
        let before = window.project().clone();
        window.ask(Request::Perform("change".into(), edit));
        window.harness.state_mut().finish(LONG).unwrap();
        let (after, steps) = (window.project().clone(), window.session().history().len());
        open_restore(&mut window);
        window.expect("There is no backup of these claims yet");
        window.harness.get_by_label(file).click();
        window.until("its backups", |window| window.says(told));
        window.until("what differs", |window| window.says(what) && window.says("back"));
        look_at(&mut window, &format!("restore-{}", file.to_lowercase().replace(' ', "-")));
        window.harness.get_by_label("Restore this").click();
        window.until("the restore", |window| window.project() == &before);
        assert_eq!(window.session().history().len(), steps + 1, "one step");
        window.until("the word", |window| window.says("Undo brings back what was there"));
        assert_eq!(&window.reread(), window.project());
        assert_eq!(fs::read_dir(backups.join(shelf)).unwrap().count(), 2, "what was there is kept too");
        window.ctrl(Key::Z);
        assert_eq!(window.project(), &after, "{file}");
        window.ctrl(Key::Z);
        assert_eq!(window.project(), &before, "{file}");
    }
}

#[test]
fn where_there_is_no_backup_the_dialog_says_when_they_are_made() {
    for mut window in [Window::in_sample(), Window::on_sample()] {
        open_restore(&mut window);
        window.expect("There is no backup of these claims yet");
        window.expect("before the first change of each run");
        look_at(&mut window, "restore-empty");
        window.press(Key::Enter);
        assert!(!window.says("Restore claims"));
    }
}

#[test]
fn a_damaged_file_is_offered_its_newest_good_backup() {
    let folder = copy_of_sample();
    let path = claims_file(folder.path());
    let good = fs::read(&path).unwrap();
    back_up(folder.path(), "20191105T084210Z.ron", 1);
    fs::write(shelf(folder.path()).join("20191106T084210Z.ron"), [0; 100]).unwrap();
    fs::write(&path, &good[..good.len() / 2]).unwrap();
    let mut window = Window::in_folder(folder.clone());
    window.open(TALKS);
    open_restore(&mut window);
    window.expect("so they cannot be changed");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert!(window.says("Restore claims"), "a restore would be refused");
    window.press(Key::Escape);
    window.harness.get_by_label_contains("1 file could not be read").click();
    window.until("the offer", |window| window.says("Use the backup of 5 Nov 2019"));
    window.expect("The damaged file is kept");
    look_at(&mut window, "problems-light");
    window.ask(Request::Run(Command::DarkLook));
    look_at(&mut window, "problems-dark");
    window.harness.get_by_label_contains("Use the backup of 5 Nov 2019").click();
    window.until("the project", |window| window.says("The backup of 5 Nov 2019"));
    window.settle();
    assert_eq!(window.story(), TALKS);
    assert!(window.work().sealed.is_empty());
    assert!(!window.says("could not be read"));
    let aside = folder.path().join(format!(".pressmark/damaged/{TALKS}-kim.claims.ron-1"));
    assert_eq!(fs::read(aside).unwrap(), good[..good.len() / 2]);
    let count = window.claims().len();
    window.mark("the preparations alone");
    window.press(Key::H);
    assert_eq!(window.claims().len(), count + 1, "the claims can be changed again");
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn a_merge_that_git_left_is_settled_by_one_click() {
    let folder = copy_of_sample();
    let path = claims_file(folder.path());
    let file = fs::read_to_string(&path).unwrap();
    // One side has another word for the first claim, the other has not.
    let line = file.lines().find(|line| line.starts_with("    (id")).unwrap();
    let theirs = line.replacen(", made: ", ", note: \"from the other machine\", made: ", 1);
    assert_ne!(line, theirs);
    let both = format!("<<<<<<< HEAD\n{line}\n=======\n{theirs}\n>>>>>>> theirs");
    fs::write(&path, file.replacen(line, &both, 1)).unwrap();
    let mut window = Window::in_folder(folder.clone());
    window.open(TALKS);
    window.harness.get_by_label_contains("1 file could not be read").click();
    window.until("the offer", |window| window.says("Merge both sides (24 claims)"));
    window.expect("unresolved merge");
    look_at(&mut window, "merge-light");
    window.harness.get_by_label_contains("Merge both sides").click();
    window.until("the project", |window| window.says("Both sides of the merge are in the file"));
    window.settle();
    assert!(window.work().sealed.is_empty() && !window.says("could not be read"));
    let told = |claim: &std::sync::Arc<pressmark::claims::Claim>| claim.note == "from the other machine";
    assert_eq!((window.claims().len(), window.claims().iter().filter(|claim| told(claim)).count()), (24, 1));
    assert_eq!(&window.reread(), window.project());
}
