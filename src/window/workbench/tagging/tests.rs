//! The gestures, on a story of one block.

use super::*;
use crate::claims::CoderId;
use crate::claims::Value;
use crate::project::Project;
use crate::story::{Block, BytePos, Role, Story, slug_from};

fn desk(text: &str) -> (Session, View) {
    let text = StoryText::from_canonical(text);
    let block = Block { role: Role::Paragraph, range: TextRange { start: BytePos(0), end: text.end() } };
    let story = Story::new("One", &text, vec![block]);
    let mut project = Project::new("Test");
    let id = slug_from("One", |_| false);
    let shelf = Edit::Shelf { id: id.clone(), to: Some(Box::new(StoryWork::new(story, text))) };
    project.apply(shelf).unwrap();
    let session = Session::new(project, CoderId::nearest("kim"));
    (session, View { story: Some(id), ..View::default() })
}

fn select(view: &mut View, from: usize, to: usize) {
    view.selection = Some(Selection::of(TextRange::from_indices(from, to)));
}

fn perform(session: &mut Session, view: &mut View, deed: Deed) {
    session.perform(deed.label, deed.edit).unwrap();
    view.chosen = Some(deed.claim);
    view.selection = None;
}

fn quote(session: &Session, view: &View) -> String {
    Ground::of(session, view).unwrap().chosen().unwrap().quote()
}

#[test]
fn a_tag_takes_the_words_without_the_blanks_and_begins_the_story() {
    let (mut session, mut view) = desk("We will wait, he said.");
    select(&mut view, 2, 8);
    let deed = Ground::of(&session, &view).unwrap().tag(Some("quote".into())).unwrap();
    assert_eq!(deed.label, "tag as quote");
    perform(&mut session, &mut view, deed);
    assert_eq!(quote(&session, &view), "will");
    let id = view.story.clone().unwrap();
    let status = |session: &Session| session.project().story(&id).unwrap().status(session.coder());
    assert_eq!(status(&session), Status::InProgress);
    session.undo().unwrap();
    assert_eq!(status(&session), Status::ToDo);
}

#[test]
fn without_a_selection_the_chosen_claim_is_tagged_anew() {
    let (mut session, mut view) = desk("We will wait.");
    select(&mut view, 0, 2);
    let deed = Ground::of(&session, &view).unwrap().tag(None).unwrap();
    perform(&mut session, &mut view, deed);
    let ground = Ground::of(&session, &view).unwrap();
    assert_eq!(ground.tag(Some("fact".into())).unwrap().label, "retag as fact");
    assert_eq!(ground.tag(None), None, "it is a highlight already");
}

#[test]
fn edges_move_by_words_and_stop_at_each_other() {
    let (mut session, mut view) = desk("One two three four.");
    select(&mut view, 4, 7);
    let deed = Ground::of(&session, &view).unwrap().tag(None).unwrap();
    perform(&mut session, &mut view, deed);
    let mut quotes = Vec::new();
    for (start, back) in [(false, false), (true, true), (false, true), (true, false)] {
        let deed = Ground::of(&session, &view).unwrap().move_edge(start, back).unwrap();
        perform(&mut session, &mut view, deed);
        quotes.push(quote(&session, &view));
    }
    assert_eq!(quotes, ["two three", "One two three", "One two", "two"]);
    assert_eq!(Ground::of(&session, &view).unwrap().move_edge(true, false), None);
}

#[test]
fn the_last_passage_is_not_taken_away() {
    let (mut session, mut view) = desk("One two three four.");
    select(&mut view, 0, 3);
    let deed = Ground::of(&session, &view).unwrap().tag(None).unwrap();
    perform(&mut session, &mut view, deed);
    select(&mut view, 8, 13);
    let deed = Ground::of(&session, &view).unwrap().add_passage(None).unwrap();
    perform(&mut session, &mut view, deed);
    assert_eq!(quote(&session, &view), "One \u{2026} three");
    select(&mut view, 9, 9);
    let deed = Ground::of(&session, &view).unwrap().remove_passage().unwrap();
    perform(&mut session, &mut view, deed);
    select(&mut view, 1, 1);
    assert!(Ground::of(&session, &view).unwrap().remove_passage().is_err());
}

#[test]
fn the_nearest_passage_moves_to_the_selection() {
    let (mut session, mut view) = desk("One two three four five.");
    select(&mut view, 0, 3);
    let deed = Ground::of(&session, &view).unwrap().tag(None).unwrap();
    perform(&mut session, &mut view, deed);
    select(&mut view, 14, 18);
    let deed = Ground::of(&session, &view).unwrap().add_passage(None).unwrap();
    perform(&mut session, &mut view, deed);
    select(&mut view, 19, 23);
    let deed = Ground::of(&session, &view).unwrap().move_passage().unwrap();
    assert_eq!(deed.label, "move passage");
    perform(&mut session, &mut view, deed);
    assert_eq!(quote(&session, &view), "One \u{2026} five");
    session.undo().unwrap();
    assert_eq!(quote(&session, &view), "One \u{2026} four");
}

#[test]
fn a_drawn_region_is_added_by_the_same_command() {
    let (mut session, mut view) = desk("One two three four.");
    select(&mut view, 0, 3);
    let deed = Ground::of(&session, &view).unwrap().tag(None).unwrap();
    perform(&mut session, &mut view, deed);
    let picture = crate::story::PictureId("p1".to_owned());
    let shape = crate::claims::Shape::rectangle((0, 0), (10, 10));
    view.drawn = Some(crate::claims::Region { picture, shape });
    let deed = Ground::of(&session, &view).unwrap().add_passage(None).unwrap();
    assert_eq!(deed.label, "add region");
    perform(&mut session, &mut view, deed);
    let claim = Ground::of(&session, &view).unwrap().chosen().unwrap().clone();
    assert_eq!((claim.passages.len(), claim.regions.len()), (1, 1));
}

#[test]
fn a_cue_goes_into_the_kinds_passage_field() {
    let (mut session, mut view) = desk("Wait, he said.");
    select(&mut view, 0, 4);
    let deed = Ground::of(&session, &view).unwrap().tag(Some("quote".into())).unwrap();
    perform(&mut session, &mut view, deed);
    select(&mut view, 6, 13);
    let deed = Ground::of(&session, &view).unwrap().take_cue().unwrap();
    assert_eq!(deed.label, "set cue");
    perform(&mut session, &mut view, deed);
    let ground = Ground::of(&session, &view).unwrap();
    let cue = ground.chosen().unwrap().fields.get(&"cue".into());
    assert!(matches!(cue, Some(Value::Passage(passage)) if passage.quote() == "he said"));
}
