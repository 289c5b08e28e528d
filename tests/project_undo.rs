//! Any list of edits, undone, gives back the very same project; redone, the same end.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::sync::Arc;

use pressmark::claims::{Actor, ClaimId};
use pressmark::project::{Edit, Project, Session, Status, StoryWork};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use support::{claim, coder, give, shelve, slug, story};

/// A small world, so that edits meet: three names of stories, two coders, three claims.
fn start() -> Project {
    let mut project = Project::new("undo");
    project.id = "undo".to_owned();
    let mut work = story("First");
    let first = claim(&work, 1, "Kim");
    give(&mut work, "kim", [first]);
    work.sealed.insert(coder("li"), "damaged".to_owned());
    shelve(&mut project, "one", work);
    project
}

fn names() -> impl Strategy<Value = &'static str> {
    select(vec!["one", "two", "none"])
}

fn coders() -> impl Strategy<Value = &'static str> {
    // The last one's file could not be read.
    select(vec!["kim", "lee", "li"])
}

fn shelved() -> impl Strategy<Value = StoryWork> {
    (select(vec!["First", "Second"]), any::<bool>()).prop_map(|(headline, worked)| {
        let mut work = story(headline);
        if worked {
            let one = claim(&work, 2, "said");
            give(&mut work, "lee", [one]);
        }
        work
    })
}

fn single() -> impl Strategy<Value = Edit> {
    let claims = (names(), coders(), 1..4_u64, 1..4_u64, proptest::option::of(0..3_usize)).prop_map(
        |(name, whose, id, other, to)| {
            // Now and then the claim's own id is another: such an edit is refused.
            let carried = if id == 1 { other } else { id };
            let to = to.map(|pick| claim(&story("First"), carried, ["Kim", "“no”", "是的"][pick]));
            Edit::Claim { story: slug(name), coder: coder(whose), id: ClaimId(id), to }
        },
    );
    let statuses = (names(), coders(), select(Status::ALL.to_vec()))
        .prop_map(|(name, whose, to)| Edit::Status { story: slug(name), coder: coder(whose), to });
    let actors =
        (select(vec!["a", "b"]), select(vec!["a", "b"]), any::<bool>()).prop_map(|(id, own, gone)| {
            let to = (!gone).then(|| Box::new(Actor::named(own.into(), "name")));
            Edit::Actor { id: id.into(), to }
        });
    let stories =
        (names(), select(vec!["First", "Second"]), "[a-z]{3}").prop_map(|(name, text, headline)| {
            let mut to = (*story(text).story).clone();
            to.headline = headline;
            Edit::Story { id: slug(name), to: Arc::new(to) }
        });
    let texts = (names(), select(vec!["First", "Second"]), select(vec!["First", "Second"])).prop_map(
        |(name, blocks, text)| Edit::Text {
            id: slug(name),
            story: story(blocks).story,
            text: story(text).text,
        },
    );
    let shelves = (names(), proptest::option::of(shelved()))
        .prop_map(|(name, to)| Edit::Shelf { id: slug(name), to: to.map(Box::new) });
    prop_oneof![4 => claims, 2 => statuses, 1 => actors, 1 => stories, 1 => texts, 1 => shelves]
}

fn edit() -> impl Strategy<Value = Edit> {
    single().prop_recursive(2, 8, 4, |inner| vec(inner, 0..4).prop_map(Edit::Batch))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undone_it_is_the_same_and_redone_the_same_end(edits in vec(edit(), 0..24)) {
        let mut session = Session::new(start(), coder("kim"));
        let mut states = vec![session.project().clone()];
        for edit in edits {
            let before = session.project().clone();
            match session.perform("edit", edit) {
                Ok(()) => states.push(session.project().clone()),
                Err(_) => prop_assert_eq!(session.project(), &before, "a refused edit changes nothing"),
            }
        }
        for _ in 0..2 {
            for state in states.iter().rev().skip(1) {
                prop_assert!(session.undo().unwrap().is_some());
                prop_assert_eq!(session.project(), state);
            }
            prop_assert!(session.undo().unwrap().is_none());
            for state in states.iter().skip(1) {
                prop_assert!(session.redo().unwrap().is_some());
                prop_assert_eq!(session.project(), state);
            }
            prop_assert!(session.redo().unwrap().is_none());
        }
    }

    /// Going back over many edits at once, texts that changed among them, is as good as step by step.
    #[test]
    fn going_back_leads_to_what_was(edits in vec(edit(), 0..16), pick in 0..16_usize) {
        let mut session = Session::new(start(), coder("kim"));
        let mut states = vec![(None, session.project().clone())];
        for edit in edits {
            if session.perform("edit", edit).is_ok() {
                states.push((session.history().current(), session.project().clone()));
            }
        }
        let last = session.project().clone();
        let (step, state) = &states[pick % states.len()];
        if session.go_back("go back", *step).unwrap().is_some() {
            prop_assert_eq!(session.project(), state);
            session.undo().unwrap();
            prop_assert_eq!(session.project(), &last);
        }
    }
}

#[test]
fn a_batch_that_fails_midway_changes_nothing() {
    let mut session = Session::new(start(), coder("kim"));
    let before = session.project().clone();
    let status = |name| Edit::Status { story: slug(name), coder: coder("lee"), to: Status::Done };
    let gone = Edit::Shelf { id: slug("one"), to: None };
    assert!(session.perform("all", Edit::Batch(vec![status("one"), gone, status("one")])).is_err());
    assert_eq!(session.project(), &before);
    assert!(session.history().is_empty());
    assert!(!session.has_unsaved());
}
