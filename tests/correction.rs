//! A text is corrected and the coding stays: in memory, on disk, after a crash, for the other coders.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::fs;
use std::path::Path;

use pressmark::claims::Claim;
use pressmark::claims::anchors::Outcome;
use pressmark::project::{Carried, Correction, Edit, Session, StoryWork, Waiting, waiting};
use pressmark::store::{self, Resumed, Saver};
use pressmark::story::{Caption, Picture, PictureId, Role, TextRange};
use support::{LONG, claim, coder, copy, files, give, sample, shelve, slug, story};

/// The story of the sample: a headline, "Kim said “no”." and "Lee said 是的.".
fn work() -> StoryWork {
    let mut work = story("Talks");
    let claims = [claim(&work, 1, "“no”"), claim(&work, 2, "是的"), claim(&work, 4, "Kim said")];
    give(&mut work, "kim", claims);
    work
}

fn session(work: StoryWork) -> Session {
    let mut project = pressmark::project::Project::new("p");
    shelve(&mut project, "one", work);
    Session::new(project, coder("kim"))
}

fn correct(session: &mut Session, block: usize, words: &str) -> Carried {
    let work = &session.project().stories[&slug("one")];
    let correction = Correction::of_block(work, &coder("kim"), block, words).unwrap();
    let carried = correction.carried;
    session.perform("correct the text", correction.into_edit(&slug("one"), &coder("kim"))).unwrap();
    carried
}

fn open(session: &Session) -> &StoryWork {
    &session.project().stories[&slug("one")]
}

fn quotes(work: &StoryWork) -> Vec<String> {
    let claims = work.work_of(&coder("kim")).unwrap().in_order(&work.story);
    assert!(claims.iter().all(|claim| claim.passages.iter().all(|passage| passage.stands_in(&work.text))));
    claims.iter().map(|claim| claim.quote()).collect()
}

#[test]
fn a_typo_is_mended_and_every_passage_goes_along() {
    let mut session = session(work());
    let before = session.project().clone();
    let carried = correct(&mut session, 1, "  Kim Jong-un firmly said “no”.\n");
    assert_eq!(carried, Carried { kept: 2, placed: 1, ..Carried::default() });
    let work = open(&session);
    assert_eq!(work.text.as_str(), "Talks\n\nKim Jong-un firmly said “no”.\n\nLee said 是的.\n");
    let blocks: Vec<_> =
        work.story.blocks.iter().map(|block| work.text.slice(block.range).unwrap()).collect();
    assert_eq!(blocks, ["Talks", "Kim Jong-un firmly said “no”.", "Lee said 是的."]);
    assert_eq!(quotes(work), ["Kim Jong-un firmly said", "“no”", "是的"]);
    session.undo().unwrap().unwrap();
    assert_eq!(*session.project(), before, "one step takes all of it back");
    session.redo().unwrap().unwrap();
    assert_eq!(quotes(open(&session)).len(), 3);
}

#[test]
fn what_has_no_certain_place_is_kept_as_it_was_made() {
    let mut session = session(work());
    let was: Vec<Claim> =
        open(&session).coders[&coder("kim")].claims.values().map(|c| Claim::clone(c)).collect();
    let carried = correct(&mut session, 2, "Nothing of the sort was heard in the capital that week.");
    assert_eq!((carried.kept, carried.placed), (2, 0));
    assert_eq!(carried.review + carried.orphans, 1);
    let work = open(&session);
    let lost = work.claim(&coder("kim"), was[1].id).unwrap();
    assert_eq!(**lost, was[1]);
    let texts = [&support::story("Talks").text];
    let list = waiting(work, &coder("kim"), texts);
    assert_eq!(list.len(), 1);
    assert_ne!(list[0].found.outcome, Outcome::Placed);
    // The analyst moves it, in one step that can be undone.
    let at = work.text.as_str().find("Nothing").unwrap();
    let to = TextRange::from_indices(at, at + 7);
    let edit = Waiting::settle([(&list[0], to)], (&slug("one"), work), &coder("kim"));
    session.perform("move a passage", edit).unwrap();
    assert_eq!(quotes(open(&session)), ["Kim said", "“no”", "Nothing"]);
    assert!(waiting(open(&session), &coder("kim"), texts).is_empty());
    session.undo().unwrap();
    assert_eq!(waiting(open(&session), &coder("kim"), texts), list);
}

#[test]
fn headline_pictures_and_captions_go_along() {
    let mut work = work();
    let range = work.story.blocks[1].range;
    let story = std::sync::Arc::make_mut(&mut work.story);
    let picture = |id: &str, at, caption| Picture {
        id: PictureId(id.to_owned()),
        at,
        file: None,
        caption: Some(caption),
        credit: None,
        alt: None,
        url: None,
    };
    let last = story.blocks[2].range;
    story.blocks[1].role = Role::Caption;
    story.pictures = vec![
        picture("a", range.start, Caption::InText(range)),
        picture("b", last.start, Caption::InText(last)),
    ];
    let mut session = session(work);
    correct(&mut session, 0, "Talks begin");
    correct(&mut session, 1, "Kim said “yes” at last.");
    let work = open(&session);
    assert_eq!(work.story.headline, "Talks begin");
    let shown: Vec<_> = work.story.pictures.iter().map(|picture| picture.caption(&work.text)).collect();
    assert_eq!(shown, ["Kim said “yes” at last.", "Lee said 是的."]);
    let places: Vec<_> = work.story.pictures.iter().map(|picture| work.story.block_at(picture.at)).collect();
    assert_eq!(places, [Some(1), Some(2)]);
}

#[test]
fn a_block_of_no_words_goes_and_a_text_of_none_stays() {
    let mut session = session(work());
    correct(&mut session, 2, " \n ");
    assert_eq!(open(&session).story.blocks.len(), 2);
    let work = open(&session);
    assert!(Correction::of_block(work, &coder("kim"), 1, "Kim said “no”.").is_none(), "nothing changes");
    assert!(Correction::of_block(work, &coder("kim"), 7, "No such block").is_none());
    let alone = {
        let text = pressmark::story::StoryText::from_canonical("One");
        let range = TextRange::from_indices(0, 3);
        let block = pressmark::story::Block { role: Role::Paragraph, range };
        StoryWork::new(pressmark::story::Story::new("One", &text, vec![block]), text)
    };
    assert!(Correction::of_block(&alone, &coder("kim"), 0, " ").is_none());
}

#[test]
fn blocks_of_another_text_are_refused() {
    let mut session = session(work());
    let before = session.project().clone();
    let other = story("Another");
    let text = open(&session).text.clone();
    let edit = Edit::Text { id: slug("one"), story: other.story, text };
    assert!(session.perform("mix up", edit).is_err());
    assert_eq!(*session.project(), before);
}

struct Run {
    session: Session,
    saver: Saver,
    restored: usize,
}

impl Run {
    fn begin(dir: &Path, whose: &str) -> Self {
        let opened = store::open(dir).unwrap();
        let resumed = store::resume(opened, &coder(whose), None);
        let Resumed { mut session, folder, on_disk, journal, restored, .. } = resumed;
        let unsaved = session.take_unsaved();
        let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
        Self { session, saver, restored }
    }

    fn finish(mut self) -> Session {
        let unsaved = self.session.take_unsaved();
        self.saver.keep(self.session.project(), unsaved);
        self.saver.finish(LONG).unwrap();
        // The next run begins at once, and must not take this one's journal for another window's.
        while !self.saver.release() {
            std::thread::yield_now();
        }
        self.session
    }
}

const NEW: &str = "Kim Jong-un of the North firmly said “no”.";

#[test]
fn the_old_text_stays_beside_the_new_and_other_coders_files_are_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let before = files(dir.path());
    let mut run = Run::begin(dir.path(), "kim");
    correct(&mut run.session, 1, NEW);
    run.finish();
    let after = files(dir.path());
    let texts = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        files.keys().filter(|name| name.starts_with("stories/one/text-")).cloned().collect::<Vec<_>>()
    };
    assert_eq!((texts(&before).len(), texts(&after).len()), (1, 2));
    assert_eq!(before[&texts(&before)[0]], after[&texts(&before)[0]]);
    assert_eq!(before["stories/one/lee.claims.ron"], after["stories/one/lee.claims.ron"]);
    // What lee made waits until lee opens the project, and is found from the old text.
    let mut run = Run::begin(dir.path(), "lee");
    let work = open(&run.session);
    assert_eq!(quotes(work), ["“no”", "是的"], "kim's are in place");
    assert_eq!(work.earlier.len(), 1);
    let list = waiting(work, &coder("lee"), &work.earlier);
    let found: Vec<_> =
        list.iter().map(|one| (one.found.outcome, work.text.slice(one.found.range.unwrap()))).collect();
    assert_eq!(found, [(Outcome::Placed, Some("said"))]);
    let places = list.iter().filter_map(|one| Some((one, one.found.range?)));
    let edit = Waiting::settle(places, (&slug("one"), work), &coder("lee"));
    run.session.perform("carry over", edit).unwrap();
    run.finish();
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(opened.findings, []);
    assert!(opened.project.stories[&slug("one")].earlier.is_empty(), "nothing waits any more");
}

/// What a kill leaves behind right after the journal has the correction: the journal, the new text, and
/// the other files as they were.
fn killed(dir: &Path) -> Session {
    sample(dir);
    let before = files(dir);
    let mut run = Run::begin(dir, "kim");
    correct(&mut run.session, 1, NEW);
    correct(&mut run.session, 0, "Talks begin");
    run.session.undo().unwrap();
    let after = run.finish();
    for (name, bytes) in &before {
        fs::write(dir.join(name), bytes).unwrap();
    }
    let journal = dir.join(".pressmark/journal/kim.jnl");
    let text = fs::read_to_string(&journal).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.ends_with(" Settled")).collect();
    fs::write(&journal, kept.join("\n") + "\n").unwrap();
    after
}

#[test]
fn a_kill_costs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let after = killed(dir.path());
    let run = Run::begin(dir.path(), "kim");
    assert!(run.restored > 0);
    assert_eq!(open(&run.session).text, open(&after).text);
    assert_eq!(open(&run.session).coders[&coder("kim")], open(&after).coders[&coder("kim")]);
    let mut session = run.finish();
    assert_eq!(session.history().next_redo(), Some("correct the text"));
    session.undo().unwrap().unwrap();
    assert_eq!(open(&session).text.as_str(), story("Talks").text.as_str());
    let again = store::open(dir.path()).unwrap().project;
    assert_eq!(again.stories[&slug("one")].text, open(&after).text);
}

#[test]
fn a_text_that_is_gone_is_told_of_and_nothing_breaks() {
    let dir = tempfile::tempdir().unwrap();
    killed(dir.path());
    let home = dir.path().join("stories/one");
    let kept = format!("text-{}.txt", story("Talks").text.hash().short());
    for entry in fs::read_dir(&home).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with("text-") && name != kept {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    let opened = store::open(dir.path()).unwrap();
    assert_eq!(opened.findings, []);
    let resumed = store::resume(opened, &coder("kim"), None);
    assert!(!resumed.findings.is_empty());
    assert_eq!(open(&resumed.session).text, story("Talks").text);
}

#[test]
fn a_correction_made_elsewhere_comes_in_with_its_text() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut here = Run::begin(dir.path(), "lee");
    let mut there = Run::begin(dir.path(), "kim");
    correct(&mut there.session, 1, NEW);
    let there = there.finish();
    here.saver.look_in(&slug("one"));
    let mut outside = Vec::new();
    while outside.is_empty() || here.saver.is_looking() {
        outside.extend(here.saver.take_outside());
        std::thread::yield_now();
    }
    outside.extend(here.saver.take_outside());
    for news in outside {
        let Some((edit, again)) = news.edit(here.session.project()) else { continue };
        assert!(!again);
        here.session.absorb(edit, []).unwrap();
    }
    assert_eq!(open(&here.session).text, open(&there).text);
    assert_eq!(open(&here.session).coders[&coder("kim")], open(&there).coders[&coder("kim")]);
    here.finish();
}

/// The same coder corrects the same block on two machines, and a sync brings the files of one to the
/// other while its program runs.
#[test]
fn a_text_corrected_on_two_machines_is_one_again_and_no_passage_is_lost() {
    const OTHER: &str = "Kim Jong-il of the far South softly said “no”.";
    let mut kept = Vec::new();
    for (mine, other) in [(NEW, OTHER), (OTHER, NEW)] {
        let (dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        sample(dir.path());
        copy(dir.path(), elsewhere.path());
        let mut there = Run::begin(elsewhere.path(), "kim");
        correct(&mut there.session, 1, other);
        there.finish();
        let mut here = Run::begin(dir.path(), "kim");
        correct(&mut here.session, 1, mine);
        copy(elsewhere.path(), dir.path());
        let unsaved = here.session.take_unsaved();
        here.saver.keep(here.session.project(), unsaved);
        here.saver.finish(LONG).unwrap();
        for news in here.saver.take_outside() {
            if let Some((edit, _)) = news.edit(here.session.project()) {
                here.session.absorb(edit, []).unwrap();
            }
        }
        let session = here.finish();
        let opened = store::open(dir.path()).unwrap();
        let review = "The claim is kept and needs review.";
        assert!(opened.findings.iter().all(|finding| finding.remedy == review), "{:?}", opened.findings);
        let work = &opened.project.stories[&slug("one")];
        assert_eq!(work.text, open(&session).text);
        assert_eq!(work.coders, open(&session).coders);
        // All three texts are there, and each passage stands in the one or waits beside the other.
        let texts = files(dir.path());
        assert_eq!(texts.keys().filter(|name| name.starts_with("stories/one/text-")).count(), 3);
        let own = work.work_of(&coder("kim")).unwrap();
        assert_eq!(own.claims.len(), 2);
        let waits = waiting(work, &coder("kim"), &work.earlier);
        assert!(waits.iter().all(|one| one.home.is_some()), "{waits:?}");
        let passages: Vec<_> = own.claims.values().flat_map(|claim| &claim.passages).collect();
        let stands = passages.iter().filter(|passage| passage.stands_in(&work.text)).count();
        assert_eq!((passages.len(), stands, waits.len()), (4, 2, 2), "{passages:?}");
        kept.push((work.text.clone(), work.story.clone(), own.claims.clone()));
    }
    assert_eq!(kept[0].0, kept[1].0, "the same text, whichever machine merges");
    assert_eq!(kept[0].1, kept[1].1);
    assert_eq!(kept[0].2, kept[1].2);
}
