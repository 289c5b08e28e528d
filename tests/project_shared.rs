//! Undo, redo and going back where others write into the same things meanwhile: what the analyst did is
//! taken back and made again, and what others wrote stays.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::sync::Arc;

use pressmark::claims::{Actor, ClaimId, Code, FieldType, Kind};
use pressmark::project::{Edit, EditError, Project, Retraced, Session, Status};
use pressmark::story::{BytePos, Picture, PictureId, StoryText};
use proptest::collection::vec;
use proptest::prelude::*;
use support::{claim, coder, give, shelve, slug, story};

fn start() -> Project {
    let mut project = Project::new("shared");
    project.id = "shared".to_owned();
    shelve(&mut project, "one", story("First"));
    shelve(&mut project, "two", story("Second"));
    let actor = Actor::named("a".into(), "Ann");
    project.apply(Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) }).unwrap();
    project
}

fn session() -> Session {
    Session::new(start(), coder("kim"))
}

fn kind(id: &str) -> Kind {
    let mut kind = Project::new("kinds").codebook.kinds[0].clone();
    (kind.id, kind.name) = (id.into(), id.to_owned());
    kind
}

fn with_kind(project: &Project, id: &str) -> Edit {
    let mut book = (*project.codebook).clone();
    book.kinds.push(kind(id));
    Edit::CodeBook(Arc::new(book))
}

fn headline(project: &Project, id: &str, words: &str) -> Edit {
    let mut to = (*project.stories[&slug(id)].story).clone();
    to.headline = words.to_owned();
    Edit::Story { id: slug(id), to: Arc::new(to) }
}

fn with_picture(project: &Project, id: &str, picture: &str) -> Edit {
    let mut to = (*project.stories[&slug(id)].story).clone();
    let id_of = PictureId(picture.to_owned());
    let (at, file, caption, credit, alt, url) = (BytePos::default(), None, None, None, None, None);
    to.pictures.push(Picture { id: id_of, at, file, caption, credit, alt, url });
    Edit::Story { id: slug(id), to: Arc::new(to) }
}

fn kinds(session: &Session) -> Vec<String> {
    session.project().codebook.kinds.iter().map(|kind| kind.id.to_string()).collect()
}

fn whole(retraced: Option<Retraced>) {
    let Retraced { left_out, clashes, .. } = retraced.unwrap();
    assert_eq!((left_out, clashes), (Vec::new(), Vec::new()));
}

#[test]
fn a_colleagues_kind_stays_when_a_change_of_the_code_book_is_undone() {
    let mut session = session();
    let first = kinds(&session);
    session.perform("add a kind", with_kind(session.project(), "ours")).unwrap();
    session.absorb(with_kind(session.project(), "theirs"), []).unwrap();
    let both = session.project().clone();
    whole(session.undo().unwrap());
    assert_eq!(kinds(&session), [first.clone(), vec!["theirs".to_owned()]].concat());
    let change = session.take_unsaved().changes.pop().unwrap();
    assert_eq!(change.edit, Edit::CodeBook(session.project().codebook.clone()), "as it was made");
    whole(session.redo().unwrap());
    assert_eq!(session.project(), &both);
    session.absorb(with_kind(session.project(), "later"), []).unwrap();
    whole(session.go_back("go back", None).unwrap());
    assert_eq!(kinds(&session), [first, vec!["theirs".to_owned(), "later".to_owned()]].concat());
}

#[test]
fn a_colleagues_picture_stays_when_a_headline_is_undone() {
    let mut session = session();
    session.perform("headline", headline(session.project(), "one", "Other words")).unwrap();
    session.absorb(with_picture(session.project(), "one", "p9"), []).unwrap();
    whole(session.undo().unwrap());
    let story = &session.project().stories[&slug("one")].story;
    assert_eq!((story.headline.as_str(), story.pictures.len()), ("First", 1));
    whole(session.redo().unwrap());
    let story = &session.project().stories[&slug("one")].story;
    assert_eq!((story.headline.as_str(), story.pictures.len()), ("Other words", 1));
}

#[test]
fn what_others_made_of_the_very_same_stays_and_is_told() {
    for words in ["Aaa", "Zzz"] {
        let mut session = session();
        session.perform("headline", headline(session.project(), "one", "Other words")).unwrap();
        session.absorb(headline(session.project(), "one", words), []).unwrap();
        let retraced = session.undo().unwrap().unwrap();
        assert_eq!(session.project().stories[&slug("one")].story.headline, words);
        assert_eq!(retraced.clashes.len(), 1);
        assert!(retraced.clashes[0].to_string().contains(words), "{:?}", retraced.clashes);
        whole(session.redo().unwrap());
        assert_eq!(session.project().stories[&slug("one")].story.headline, words);
    }
}

#[test]
fn what_others_deleted_is_not_brought_back_by_undoing_a_change_of_it() {
    let mut session = session();
    let mut named = session.project().actors.exactly(&"a".into()).unwrap().clone();
    named.note = "of the ministry".to_owned();
    session.perform("note", Edit::Actor { id: "a".into(), to: Some(Box::new(named)) }).unwrap();
    session.absorb(Edit::Actor { id: "a".into(), to: None }, []).unwrap();
    assert_eq!(session.undo().unwrap().unwrap().clashes.len(), 1);
    assert!(session.project().actors.exactly(&"a".into()).is_none());
}

#[test]
fn a_story_on_which_others_worked_stays_when_its_import_is_undone() {
    let mut session = session();
    session.perform("before", with_kind(session.project(), "ours")).unwrap();
    let new = |name: &str| Edit::Shelf { id: slug(name), to: Some(Box::new(story(name))) };
    session.perform("import", Edit::Batch(vec![new("new"), new("newer"), new("newest")])).unwrap();
    let mut work = session.project().stories[&slug("new")].clone();
    let one = claim(&work, 7, "said");
    session.absorb(Edit::put(slug("new"), coder("lee"), Arc::unwrap_or_clone(one.clone())), []).unwrap();
    session.absorb(headline(session.project(), "newest", "As lee has it"), []).unwrap();
    give(&mut work, "lee", [one]);
    let retraced = session.undo().unwrap().unwrap();
    let told: Vec<String> = retraced.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "newest stays in the project, because its text, pictures or details were changed since",
            "new stays in the project, because lee worked on it since",
        ]
    );
    let claims =
        |session: &Session| session.project().stories[&slug("new")].coders[&coder("lee")].claims.len();
    assert_eq!(claims(&session), 1);
    assert!(session.project().story(&slug("newer")).is_none(), "the rest is undone");
    whole(session.undo().unwrap());
    whole(session.redo().unwrap());
    whole(session.redo().unwrap());
    assert_eq!(claims(&session), 1);
    assert!(session.project().story(&slug("newer")).is_some());
    session.go_back("go back", None).unwrap().unwrap();
    assert_eq!(claims(&session), 1);
    assert!(session.project().story(&slug("newer")).is_none());
}

#[test]
fn a_story_that_came_back_by_others_is_not_replaced() {
    let mut session = session();
    session.perform("import", Edit::Shelf { id: slug("new"), to: Some(Box::new(story("New"))) }).unwrap();
    session.undo().unwrap().unwrap();
    let mut other = story("Other");
    let one = claim(&other, 7, "said");
    give(&mut other, "lee", [one]);
    session.absorb(Edit::Shelf { id: slug("new"), to: Some(Box::new(other.clone())) }, []).unwrap();
    let retraced = session.redo().unwrap().unwrap();
    assert_eq!(retraced.left_out, [EditError::Taken(slug("new"))]);
    assert_eq!(session.project().stories[&slug("new")], other);
    whole(session.undo().unwrap());
    assert_eq!(session.project().stories[&slug("new")], other);
}

#[test]
fn a_step_that_has_no_place_any_more_does_not_bar_the_way_to_those_before() {
    let status = |id: &str| Edit::Status { story: slug(id), coder: coder("kim"), to: Status::Done };
    let both = || {
        let mut session = session();
        session.perform("before", with_kind(session.project(), "ours")).unwrap();
        session.perform("done", Edit::Batch(vec![status("one"), status("two")])).unwrap();
        // The next start finds one of the stories gone, and kim's file of the other damaged or not.
        let mut project = session.project().clone();
        project.apply(Edit::Shelf { id: slug("one"), to: None }).unwrap();
        Session::resume(project, coder("kim"), session.history().clone())
    };
    let mut session = both();
    let retraced = session.undo().unwrap().unwrap();
    assert_eq!(retraced.left_out, [EditError::NoStory(slug("one"))]);
    assert_eq!(session.project().stories[&slug("two")].status(&coder("kim")), Status::ToDo);
    whole(session.undo().unwrap());
    assert!(session.history().is_empty());
    whole(session.redo().unwrap());
    whole(session.redo().unwrap());
    assert_eq!(session.project().stories[&slug("two")].status(&coder("kim")), Status::Done);

    let mut session = both();
    let retraced = session.go_back("go back", None).unwrap().unwrap();
    assert_eq!(retraced.left_out, [EditError::NoStory(slug("one"))]);
    assert!(!kinds(&session).contains(&"ours".to_owned()));

    // Where nothing of it can be made, undo passes on, and going back is no step.
    let sealed = |session: Session| {
        let mut project = session.project().clone();
        let mut work = project.stories[&slug("two")].clone();
        work.coders.clear();
        work.sealed.insert(coder("kim"), "damaged".to_owned());
        shelve(&mut project, "two", work);
        Session::resume(project, coder("kim"), session.history().clone())
    };
    let mut session = sealed(both());
    let steps = session.history().current();
    let before = session.history().steps().next().map(|(id, _)| id);
    assert_eq!(session.go_back("go back", before).unwrap().unwrap().left_out.len(), 2);
    assert_eq!(session.history().current(), steps);
    assert_eq!(session.undo().unwrap().unwrap().left_out.len(), 2);
    whole(session.undo().unwrap());
    assert!(session.history().is_empty());
}

/// What kim does.
#[derive(Clone, Debug)]
enum Act {
    Kind(u8),
    Name(u8),
    Headline(&'static str, u8),
    Text(&'static str, u8),
    Actor(u8),
    Claim(&'static str, u8),
    Undo,
    Redo,
    GoBack(usize),
    /// Another one writes, into what is theirs.
    Other(u8),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let stories = || proptest::sample::select(vec!["one", "two"]);
    let act = prop_oneof![
        2 => (0..3_u8).prop_map(Act::Kind),
        1 => (0..3_u8).prop_map(Act::Name),
        2 => (stories(), 0..3_u8).prop_map(|(story, to)| Act::Headline(story, to)),
        1 => (stories(), 0..3_u8).prop_map(|(story, to)| Act::Text(story, to)),
        2 => (0..3_u8).prop_map(Act::Actor),
        2 => (stories(), 0..3_u8).prop_map(|(story, to)| Act::Claim(story, to)),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => (0..30_usize).prop_map(Act::GoBack),
        4 => (0..5_u8).prop_map(Act::Other),
    ];
    vec(act, 0..40)
}

fn edit(project: &Project, act: &Act) -> Option<Edit> {
    Some(match act {
        Act::Kind(number) => {
            let id = format!("ours{number}");
            let mut book = (*project.codebook).clone();
            match book.kinds.iter().position(|kind| kind.id.as_str() == id) {
                Some(at) => drop(book.kinds.remove(at)),
                None => book.kinds.push(kind(&id)),
            }
            Edit::CodeBook(Arc::new(book))
        }
        Act::Name(to) => {
            let mut book = (*project.codebook).clone();
            book.kinds[0].name = format!("name {to}");
            Edit::CodeBook(Arc::new(book))
        }
        Act::Headline(id, to) => headline(project, id, &format!("headline {to}")),
        Act::Text(id, to) => {
            // Words of the last paragraph are mended, so that blocks before it stay where they are.
            let work = &project.stories[&slug(id)];
            let cut = work.text.as_str().rfind("Lee").unwrap();
            let words = format!("Lee said it {}.", "so ".repeat(usize::from(*to)).trim_end());
            let text = StoryText::from_canonical(format!("{}{words}\n", &work.text.as_str()[..cut]));
            let mut to = (*work.story).clone();
            to.text = text.hash().clone();
            to.blocks.last_mut().unwrap().range =
                pressmark::story::TextRange::from_indices(cut, cut + words.len());
            Edit::Text { id: slug(id), story: Arc::new(to), text }
        }
        Act::Actor(to) => {
            let mut actor = project.actors.exactly(&"a".into())?.clone();
            actor.name = format!("Ann {to}");
            Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) }
        }
        Act::Claim(id, number) => {
            let (story, number) = (slug(id), ClaimId(1 + u64::from(*number)));
            let work = &project.stories[&story];
            let to = match work.claim(&coder("kim"), number) {
                Some(_) => None,
                None => Some(claim(work, number.0, "Kim")),
            };
            Edit::Claim { story, coder: coder("kim"), id: number, to }
        }
        _ => return None,
    })
}

/// Makes what another one writes, in `project` as it is.
fn other(project: &Project, what: u8, count: usize) -> Edit {
    match what {
        0 => with_kind(project, &format!("theirs{count}")),
        1 => {
            let mut book = (*project.codebook).clone();
            let field =
                book.kinds[0].fields.iter_mut().find(|field| matches!(field.holds, FieldType::Choice(_)));
            if let Some(FieldType::Choice(codes)) = field.map(|field| &mut field.holds) {
                codes.push(Code::named(format!("code{count}").as_str().into(), "theirs"));
            }
            Edit::CodeBook(Arc::new(book))
        }
        2 => with_picture(project, "one", &format!("p{count}")),
        3 => {
            let mut actor = project.actors.exactly(&"a".into()).unwrap().clone();
            actor.aliases.push(format!("alias {count}"));
            Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) }
        }
        _ => {
            let id = slug("one");
            let made = claim(&story("First"), 100 + count as u64, "said");
            Edit::put(id, coder("lee"), Arc::unwrap_or_clone(made))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Undone all the way, the project is what others alone have made of it; done again, what both have.
    #[test]
    fn undone_others_work_is_left_and_done_again_both(acts in acts()) {
        let mut session = session();
        let mut alone = start();
        let mut changes = Vec::new();
        for (count, act) in acts.iter().enumerate() {
            let retraced = match act {
                Act::Undo => session.undo().unwrap(),
                Act::Redo => session.redo().unwrap(),
                Act::GoBack(to) => {
                    let steps: Vec<_> = session.history().steps().map(|(id, _)| id).collect();
                    session.go_back("go back", steps.get(*to).copied()).unwrap()
                }
                Act::Other(what) => {
                    session.absorb(other(session.project(), *what, count), []).unwrap();
                    alone.apply(other(&alone, *what, count)).unwrap();
                    None
                }
                act => {
                    let edit = edit(session.project(), act).unwrap();
                    session.perform("edit", edit).unwrap();
                    None
                }
            };
            if let Some(retraced) = retraced {
                prop_assert_eq!((retraced.left_out, retraced.clashes), (Vec::new(), Vec::new()));
            }
            changes.extend(session.take_unsaved().changes);
        }
        // What was recorded is what was made.
        let history = pressmark::project::History::of(&changes);
        prop_assert_eq!(&history, session.history());
        let end = session.project().clone();
        let mut undone = 0;
        while let Some(retraced) = session.undo().unwrap() {
            prop_assert_eq!((retraced.left_out, retraced.clashes), (Vec::new(), Vec::new()));
            undone += 1;
        }
        prop_assert!(sorted(session.project()) == sorted(&alone), "undone all the way");
        for _ in 0..undone {
            session.redo().unwrap().unwrap();
        }
        prop_assert!(sorted(session.project()) == sorted(&end), "and done again");
    }
}

/// The project with its lists in one order: which of two that came to one place stands first is not told.
fn sorted(project: &Project) -> Project {
    let mut project = project.clone();
    let book = Arc::make_mut(&mut project.codebook);
    book.kinds.sort_by(|one, other| one.id.cmp(&other.id));
    for work in project.stories.values_mut() {
        Arc::make_mut(&mut work.story).pictures.sort_by(|one, other| one.id.0.cmp(&other.id.0));
    }
    project
}
