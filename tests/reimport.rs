//! A story is imported again: the coding is carried over, the pictures stay what they were.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use pressmark::claims::{Method, Region, Shape};
use pressmark::import::understand;
use pressmark::project::{PictureFates, Project, Reimport, Session, StoryWork, waiting};
use pressmark::story::{Picture, PictureFile, PictureId, Story, StoryText};
use proptest::prelude::*;
use support::{claim, coder, give, shelve, slug, story};

/// The story of the sample: a headline, "Kim said “no”." and "Lee said 是的.".
fn work() -> StoryWork {
    let mut work = story("Talks");
    let claims = [claim(&work, 1, "“no”"), claim(&work, 2, "是的"), claim(&work, 4, "Kim said")];
    give(&mut work, "kim", claims);
    let theirs = [claim(&work, 9, "Lee said")];
    give(&mut work, "lee", theirs);
    work
}

fn read(text: &str) -> (Story, StoryText) {
    let draft = understand("better.txt", text.as_bytes()).unwrap();
    (draft.story, draft.text)
}

fn again(work: &StoryWork, text: &str) -> Option<Reimport> {
    let (story, text) = read(text);
    Reimport::of(work, &coder("kim"), story, text)
}

fn taken(work: StoryWork, reimport: Reimport) -> (Session, Project) {
    let mut project = Project::new("p");
    shelve(&mut project, "one", work);
    let mut session = Session::new(project, coder("kim"));
    let before = session.project().clone();
    let id = slug("one");
    let edit = reimport.into_edit((&id, &before.stories[&id]), &coder("kim"));
    session.perform("import again", edit).unwrap();
    (session, before)
}

fn picture(id: &str, at: usize, file: Option<&str>) -> Picture {
    Picture {
        id: PictureId(id.to_owned()),
        at: pressmark::story::BytePos::from_index(at),
        file: file.map(|name| PictureFile { name: name.to_owned(), original: format!("{name} as it was") }),
        caption: None,
        credit: None,
        alt: None,
        url: None,
    }
}

#[test]
fn passages_go_along_remember_where_they_were_and_come_back() {
    let reimport =
        again(&work(), "From the wire\n\nTalks\n\nKim Jong-un firmly said “no”.\n\nLee said 是的.\n")
            .unwrap();
    assert_eq!(reimport.moves.len(), 3, "only the own coder's");
    let (mut session, before) = taken(work(), reimport);
    let id = slug("one");
    let after = &session.project().stories[&id];
    let moved = after.work_of(&coder("kim")).unwrap().in_order(&after.story);
    let quotes: Vec<String> = moved.iter().map(|claim| claim.quote()).collect();
    let stand = |claim: &std::sync::Arc<pressmark::claims::Claim>| {
        claim.passages.iter().all(|p| p.stands_in(&after.text))
    };
    assert!(moved.iter().all(stand), "{quotes:?} in {:?}", after.text.as_str());
    let was = before.stories[&id].text.hash();
    let origin = |quote: &str| {
        let passage = moved.iter().flat_map(|claim| &claim.passages).find(|p| p.quote() == quote).unwrap();
        passage.origin().cloned().unwrap()
    };
    assert_eq!((&origin("是的").text, origin("是的").how, origin("是的").score), (was, Method::Shifted, 100));
    assert_eq!(origin("Kim Jong-un firmly said").quote, "Kim said");
    assert_ne!(origin("Kim Jong-un firmly said").how, Method::Shifted);
    // What another coder marked waits for them, untouched.
    assert_eq!(after.coders[&coder("lee")], before.stories[&id].coders[&coder("lee")]);
    assert_eq!(waiting(after, &coder("lee"), [&before.stories[&id].text]).len(), 1);
    session.undo().unwrap().unwrap();
    assert_eq!(*session.project(), before, "one step takes all of it back");
}

#[test]
fn the_same_source_changes_nothing() {
    let (story, text) = read("Talks\n\nKim said “no”.\n");
    let work = StoryWork::new(story.clone(), text.clone());
    assert_eq!(Reimport::of(&work, &coder("kim"), story, text), None);
}

#[test]
fn what_the_new_source_does_not_say_stays() {
    let mut work = work();
    let mut old = Story::clone(&work.story);
    old.outlet = Some("The Courier".to_owned());
    old.authors = vec!["Ana Vale".to_owned()];
    work.story = old.into();
    let reimport = again(&work, "Talks\n\nKim said “no”.\n\nLee said 是的. Then he left.\n").unwrap();
    assert_eq!(reimport.story.outlet.as_deref(), Some("The Courier"));
    assert_eq!(reimport.story.authors, ["Ana Vale"]);
}

#[test]
fn pictures_that_are_still_there_keep_their_names_files_and_regions() {
    let mut old = work();
    let mut was = Story::clone(&old.story);
    was.pictures = vec![
        picture("p1", 0, Some("aa.png")),
        Picture { url: Some("https://example.org/b.jpg".to_owned()), ..picture("p4", 7, Some("bb.jpg")) },
        picture("p5", 7, Some("cc.jpg")),
        picture("p6", 7, None),
        picture("p7", 7, None),
    ];
    old.story = was.into();
    let mut marked = pressmark::claims::Claim::clone(&claim(&old, 20, "Kim"));
    marked.regions.push(Region { picture: PictureId("p6".to_owned()), shape: Shape::point((1, 1)) });
    give(&mut old, "lee", [marked.into()]);
    let (mut story, text) = read("Talks\n\nKim said “no”.\n\nLee said 是的. Then he left.\n");
    story.pictures = vec![
        picture("p1", 0, Some("new.png")),
        Picture { url: Some("https://example.org/b.jpg".to_owned()), ..picture("p2", 7, None) },
        picture("p3", 7, Some("aa.png")),
    ];
    let reimport = Reimport::of(&old, &coder("kim"), story, text).unwrap();
    assert_eq!(reimport.pictures, PictureFates { kept: 2, new: 1, gone: 2 });
    let mut pictures: Vec<(&str, Option<&str>)> = reimport
        .story
        .pictures
        .iter()
        .map(|p| (p.id.0.as_str(), p.file.as_ref().map(|file| file.name.as_str())))
        .collect();
    pictures.sort_unstable();
    let file = |name| Some(name);
    let all = [
        ("p1", file("aa.png")),
        ("p4", file("bb.jpg")),
        ("p5", file("cc.jpg")),
        ("p6", None),
        ("p8", file("new.png")),
    ];
    assert_eq!(pictures, all);
    let (session, _) = taken(old, reimport);
    assert_eq!(session.project().stories[&slug("one")].story.pictures.len(), 5);
}

proptest! {
    /// Whatever comes in the place of a story: the edit is accepted, undone to the byte, and no
    /// passage, claim or marked picture is lost.
    #[test]
    fn nothing_is_ever_dropped(text in "(?s).{1,300}", keep in any::<bool>()) {
        let mut old = work();
        let mut was = Story::clone(&old.story);
        was.pictures = vec![picture("p1", 7, Some("aa.png")), picture("p2", 7, None)];
        old.story = was.into();
        let whole = if keep { format!("{}\n\n{text}", old.text.as_str()) } else { text };
        let Ok(draft) = understand("a.txt", whole.as_bytes()) else { return Ok(()) };
        let Some(reimport) = Reimport::of(&old, &coder("kim"), draft.story, draft.text) else { return Ok(()) };
        let (mut session, before) = taken(old, reimport);
        let id = slug("one");
        let (was, is) = (&before.stories[&id], &session.project().stories[&id]);
        prop_assert!(is.story.fits(&is.text));
        prop_assert!(is.story.picture(&PictureId("p1".to_owned())).is_some());
        for (claim, is) in was.coders[&coder("kim")].claims.values().zip(is.coders[&coder("kim")].claims.values()) {
            prop_assert_eq!((claim.id, claim.passages.len()), (is.id, is.passages.len()));
        }
        prop_assert_eq!(&was.coders[&coder("lee")], &is.coders[&coder("lee")]);
        session.undo().unwrap().unwrap();
        prop_assert_eq!(session.project(), &before);
    }
}
