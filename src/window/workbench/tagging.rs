//! What the tagging gestures make of the selection and the chosen claim, as edits.

use std::sync::Arc;

use crate::claims::{Claim, ClaimId, FieldType, KindId, Passage, Value};
use crate::project::{Edit, Session, Status, StoryWork};
use crate::story::{BytePos, Granularity, StoryId, StoryText, TextRange};
use crate::window::view::{Selection, View};

/// An edit with what "Undo" says of it, and the claim to choose after it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deed {
    pub(super) label: String,
    pub(super) edit: Edit,
    pub(super) claim: ClaimId,
    /// Whether the claim is new, so that its form should be opened.
    pub(super) fresh: bool,
    /// Whether what was selected has become part of the claim, so that it need not stay selected.
    pub(super) spends_selection: bool,
}

/// What tagging works on.
pub(super) struct Ground<'a> {
    session: &'a Session,
    view: &'a View,
    id: &'a StoryId,
    work: &'a StoryWork,
}

impl<'a> Ground<'a> {
    /// The open story's; `None` while none is open.
    pub(super) fn of(session: &'a Session, view: &'a View) -> Option<Self> {
        let id = view.story.as_ref()?;
        let work = session.project().story(id)?;
        Some(Self { session, view, id, work })
    }

    /// The open story.
    pub(super) fn story(&self) -> &'a crate::story::Story {
        &self.work.story
    }

    /// The open story's name.
    pub(super) fn id(&self) -> &'a StoryId {
        self.id
    }

    /// The same with its text and what was made of it.
    pub(super) fn work(&self) -> &'a StoryWork {
        self.work
    }

    /// The chosen claim.
    pub(super) fn chosen(&self) -> Option<&'a Arc<Claim>> {
        self.claim(self.view.chosen?)
    }

    /// The coder's claim of this name, in the open story.
    pub(super) fn claim(&self, id: ClaimId) -> Option<&'a Arc<Claim>> {
        self.work.claim(self.session.coder(), id)
    }

    /// The selected text without the blanks at its ends; `None` where nothing else is selected.
    fn selected(&self) -> Option<Passage> {
        let range = trimmed(&self.work.text, self.view.selection?.range())?;
        Passage::of(&self.work.text, range)
    }

    fn put(&self, claim: Claim) -> Edit {
        Edit::put(self.id.clone(), self.session.coder().clone(), claim)
    }

    pub(super) fn changed(&self, label: &str, claim: Claim) -> Deed {
        let id = claim.id;
        Deed {
            label: label.to_owned(),
            edit: self.put(claim),
            claim: id,
            fresh: false,
            spends_selection: false,
        }
    }

    /// Tags the drawn region or the selected text as a new claim, or else gives the chosen claim
    /// another kind.
    pub(super) fn tag(&self, kind: Option<KindId>) -> Option<Deed> {
        let codebook = &self.session.project().codebook;
        let name = kind.as_ref().map(|kind| codebook.kind_name(Some(kind)).to_lowercase());
        let Some(claim) = self.marked(kind.clone()) else {
            let mut claim = self.chosen().filter(|claim| claim.kind != kind)?.as_ref().clone();
            claim.retag(kind, codebook);
            let label = name.map_or_else(|| "remove tag".to_owned(), |name| format!("retag as {name}"));
            return Some(self.changed(&label, claim));
        };
        let label = name.map_or_else(|| "highlight".to_owned(), |name| format!("tag as {name}"));
        Some(self.made(label, claim))
    }

    /// A new claim on the drawn region or the selected text, not yet part of the project.
    pub(super) fn marked(&self, kind: Option<KindId>) -> Option<Claim> {
        let mut claim = Claim::new(kind);
        match &self.view.drawn {
            Some(region) => claim.regions.push(region.clone()),
            None => claim.passages.push(self.selected()?),
        }
        Some(claim)
    }

    /// The deed that brings a new claim in.
    pub(super) fn made(&self, label: String, claim: Claim) -> Deed {
        let id = claim.id;
        let mut edit = self.put(claim);
        if self.work.status(self.session.coder()) == Status::ToDo {
            // The first claim begins the story; one undo takes both back.
            edit = Edit::Batch(vec![edit, self.status(Status::InProgress)]);
        }
        Deed { label, edit, claim: id, fresh: true, spends_selection: true }
    }

    /// The edit that gives the story this status.
    pub(super) fn status(&self, to: Status) -> Edit {
        Edit::Status { story: self.id.clone(), coder: self.session.coder().clone(), to }
    }

    /// Adds `range`, or else the drawn region, or else the selection, to the chosen claim.
    pub(super) fn add_passage(&self, range: Option<TextRange>) -> Option<Deed> {
        if let (None, Some(region)) = (range, &self.view.drawn) {
            let mut claim = self.chosen()?.as_ref().clone();
            claim.regions.push(region.clone());
            return Some(self.changed("add region", claim));
        }
        let given = range.and_then(|range| Passage::of(&self.work.text, trimmed(&self.work.text, range)?));
        let passage = given.or_else(|| self.selected())?;
        let mut claim = self.chosen()?.as_ref().clone();
        if claim.passages.contains(&passage) {
            return None;
        }
        claim.add_passage(passage);
        Some(Deed { spends_selection: true, ..self.changed("add passage", claim) })
    }

    /// Takes the passage at the caret out of the chosen claim.
    ///
    /// # Errors
    /// Why not, in the analyst's words.
    pub(super) fn remove_passage(&self) -> Result<Deed, &'static str> {
        let claim = self.chosen().ok_or("Choose a claim first.")?;
        let caret = self.view.selection.ok_or("Put the caret into the passage first.")?.head;
        let holds = |passage: &Passage| passage.range.start <= caret && caret <= passage.range.end;
        let at = claim
            .passages
            .iter()
            .position(holds)
            .ok_or("The caret is in none of the claim\u{2019}s passages.")?;
        if claim.passages.len() + claim.regions.len() == 1 {
            return Err("It is the claim\u{2019}s only passage: delete the claim instead.");
        }
        let mut changed = claim.as_ref().clone();
        changed.passages.remove(at);
        Ok(self.changed("remove passage", changed))
    }

    /// Makes the selection the passage of the chosen claim that is nearest to it, in its place.
    pub(super) fn move_passage(&self) -> Option<Deed> {
        let passage = self.selected()?;
        let mut claim = self.chosen()?.as_ref().clone();
        if claim.passages.contains(&passage) {
            return None;
        }
        let away = |old: &Passage| {
            let after = passage.range.start.index().saturating_sub(old.range.end.index());
            after.max(old.range.start.index().saturating_sub(passage.range.end.index()))
        };
        let nearest = (0..claim.passages.len()).min_by_key(|at| away(&claim.passages[*at]))?;
        claim.move_passage(nearest, passage);
        Some(Deed { spends_selection: true, ..self.changed("move passage", claim) })
    }

    /// Makes the selection the cue of the chosen claim: its first field that holds a passage.
    pub(super) fn take_cue(&self) -> Option<Deed> {
        let claim = self.chosen()?;
        let kind = self.session.project().codebook.kind(claim.kind.as_ref()?)?;
        let field = kind.fields.iter().find(|field| field.holds == FieldType::Passage)?;
        let mut changed = claim.as_ref().clone();
        changed.fields.insert(field.id.clone(), Value::Passage(Box::new(self.selected()?)));
        let label = format!("set {}", field.name.to_lowercase());
        Some(Deed { spends_selection: true, ..self.changed(&label, changed) })
    }

    /// Moves the chosen claim's first or last edge by a word; its fields stay.
    pub(super) fn move_edge(&self, start: bool, back: bool) -> Option<Deed> {
        let mut claim = self.chosen()?.as_ref().clone();
        let place = if start { claim.passages.first_mut()? } else { claim.passages.last_mut()? };
        let text = &self.work.text;
        if !place.stands_in(text) {
            return None;
        }
        let edge = if start { place.range.start } else { place.range.end };
        let moved = word_edge(text, edge, start, back);
        let range = if start {
            TextRange { start: moved, end: place.range.end }
        } else {
            TextRange { start: place.range.start, end: moved }
        };
        let passage = Passage::of(text, range)?;
        if *place == passage {
            return None;
        }
        *place = passage;
        claim.passages.sort();
        Some(self.changed("move edge", claim))
    }

    /// Deletes the chosen claim.
    pub(super) fn delete(&self) -> Option<Deed> {
        let claim = self.chosen()?;
        let name = self.session.project().codebook.kind_name(claim.kind.as_ref()).to_lowercase();
        let coder = self.session.coder().clone();
        let edit = Edit::Claim { story: self.id.clone(), coder, id: claim.id, to: None };
        Some(Deed {
            label: format!("delete {name}"),
            edit,
            claim: claim.id,
            fresh: false,
            spends_selection: false,
        })
    }

    /// The words that "Copy" takes: the selection, or the chosen claim's quote.
    pub(super) fn copied(&self) -> Option<String> {
        let range = self.view.selection.map(Selection::range).filter(|range| !range.is_empty());
        match range {
            Some(range) => self.work.text.slice(range).map(str::to_owned),
            None => self.chosen().map(|claim| claim.quote()).filter(|quote| !quote.is_empty()),
        }
    }
}

/// The next word boundary from an edge: the beginning of a word for a start, its end for an end.
fn word_edge(text: &StoryText, edge: BytePos, start: bool, back: bool) -> BytePos {
    let mut at = edge;
    // A step ends on the far side of a word; from there blanks lead to the near side of the next.
    loop {
        let next = text.step(at, Granularity::Word, back);
        if next == at {
            return edge;
        }
        at = next;
        let beside = if start {
            let rest = &text.as_str()[at.index()..];
            let blanks = rest.len() - rest.trim_start().len();
            if back { at } else { BytePos::from_index(at.index() + blanks) }
        } else {
            let before = &text.as_str()[..at.index()];
            if back { BytePos::from_index(before.trim_end().len()) } else { at }
        };
        if beside != edge {
            return beside;
        }
    }
}

fn trimmed(text: &StoryText, range: TextRange) -> Option<TextRange> {
    let words = text.slice(range)?;
    let kept = words.trim();
    if kept.is_empty() {
        return None;
    }
    let start = range.start.index() + (words.len() - words.trim_start().len());
    Some(TextRange::from_indices(start, start + kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::CoderId;
    use crate::project::Project;
    use crate::story::{Block, Role, Story, slug_from};

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
}
