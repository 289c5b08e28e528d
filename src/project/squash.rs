//! Many edits made one, as going back over them and packing old history need it.

use std::collections::BTreeMap;

use super::Edit;
use crate::claims::{ActorId, ClaimId, CoderId};
use crate::story::{StoryId, StoryText};

/// The one thing a single edit changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A claim.
    Claim(StoryId, CoderId, ClaimId),
    /// A coder's status on a story.
    Status(StoryId, CoderId),
    /// An actor.
    Actor(ActorId),
    /// The code book.
    CodeBook,
    /// A story's metadata and its text.
    Story(StoryId),
    /// Whether a story is on the shelf, and all that is in it.
    Shelf(StoryId),
}

impl Target {
    /// The story it belongs to, if any.
    #[must_use]
    pub fn story(&self) -> Option<&StoryId> {
        match self {
            Self::Claim(story, ..) | Self::Status(story, _) | Self::Story(story) | Self::Shelf(story) => {
                Some(story)
            }
            Self::Actor(_) | Self::CodeBook => None,
        }
    }
}

impl Edit {
    /// What this edit changes; `None` for a batch, which changes many things.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        Some(match self {
            Self::Claim { story, coder, id, .. } => Target::Claim(story.clone(), coder.clone(), *id),
            Self::Status { story, coder, .. } => Target::Status(story.clone(), coder.clone()),
            Self::Actor { id, .. } => Target::Actor(id.clone()),
            Self::CodeBook(_) => Target::CodeBook,
            Self::Story { id, .. } | Self::Text { id, .. } => Target::Story(id.clone()),
            Self::Shelf { id, .. } => Target::Shelf(id.clone()),
            Self::Batch(_) => return None,
        })
    }

    /// This edit of a story, said together with the text it is about: what the edits before it, or
    /// those that take it back, tell of that.
    #[must_use]
    pub(crate) fn with_text(&self, text: &StoryText) -> Self {
        match self {
            Self::Story { id, to } if to.text == *text.hash() => {
                Self::Text { id: id.clone(), story: to.clone(), text: text.clone() }
            }
            other => other.clone(),
        }
    }

    /// The single edits this one is made of, in their order.
    pub fn singles(&self) -> Vec<&Self> {
        match self {
            Self::Batch(edits) => edits.iter().flat_map(Self::singles).collect(),
            single => vec![single],
        }
    }

    /// The single edits this one is made of, each with what takes it back; `back` is the inverse
    /// of the whole.
    #[must_use]
    pub fn singles_with<'a>(&'a self, back: &'a Self) -> Vec<(&'a Self, &'a Self)> {
        // The inverse of a batch holds the inverses in the opposite order.
        self.singles().into_iter().zip(back.singles().into_iter().rev()).collect()
    }
}

/// The fewest edits that, made in any order, lead where `edits` lead. An edit says what something
/// becomes, so only the last one of each thing matters; a story that comes brings what is made of it
/// after that.
#[must_use]
pub fn squash(edits: impl IntoIterator<Item = Edit>) -> Vec<Edit> {
    let mut outcome = Outcome::default();
    for edit in edits {
        outcome.add(edit);
    }
    outcome.kept.into_iter().flatten().collect()
}

/// What edits come to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The last edit of each thing.
    kept: Vec<Option<Edit>>,
    places: BTreeMap<Target, usize>,
}

impl Outcome {
    /// Takes in what comes next.
    pub fn add(&mut self, edit: Edit) {
        match edit {
            Edit::Batch(edits) => edits.into_iter().for_each(|edit| self.add(edit)),
            single => self.add_single(single),
        }
    }

    fn add_single(&mut self, mut edit: Edit) {
        let Some(target) = edit.target() else { return };
        if let Target::Shelf(id) = &target {
            // What a story was before it came or went is of no account.
            self.places.retain(|other, place| {
                let inside = other.story() == Some(id);
                if inside {
                    self.kept[*place] = None;
                }
                !inside
            });
        } else if let Some(Edit::Shelf { to: Some(work), .. }) = self.shelf_of(&target)
            && work.change(edit.clone()).is_ok()
        {
            return;
        } else if let Some(place) = self.places.remove(&target)
            && let Some(earlier) = self.kept[place].take()
        {
            // A story's text changed before, and is not said again by what follows.
            if let Edit::Text { text, .. } = &earlier {
                edit = edit.with_text(text);
            }
        }
        self.places.insert(target, self.kept.len());
        self.kept.push(Some(edit));
    }

    /// How the story came or left in which something is.
    fn shelf_of(&mut self, target: &Target) -> Option<&mut Edit> {
        let place = self.places.get(&Target::Shelf(target.story()?.clone()))?;
        self.kept.get_mut(*place)?.as_mut()
    }

    /// Whether `edit` says what all this came to, as far as both speak of the same things.
    pub fn agrees(&mut self, edit: &Edit) -> bool {
        edit.singles().into_iter().all(|single| {
            let Some(target) = single.target() else { return true };
            if let Some(known) = self.places.get(&target).and_then(|place| self.kept[*place].as_ref()) {
                return match (known, single) {
                    (Edit::Shelf { to: Some(one), .. }, Edit::Shelf { to: Some(other), .. }) => {
                        one.since(other).is_none()
                    }
                    (Edit::Text { story: one, .. }, Edit::Story { to: other, .. })
                    | (Edit::Story { to: one, .. }, Edit::Text { story: other, .. }) => one == other,
                    (known, single) => known == single,
                };
            }
            match self.shelf_of(&target) {
                Some(Edit::Shelf { to: Some(work), .. }) => work.as_is(single).as_ref() == Some(single),
                _ => true,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::claims::{Actor, Claim, CodeBook};
    use crate::project::{Project, Session, Status, StoryWork};
    use crate::story::{Story, StoryText};

    fn id(name: &str) -> StoryId {
        StoryId::try_from(name.to_owned()).unwrap()
    }

    fn work(headline: &str) -> StoryWork {
        let text = StoryText::from_canonical("Talks\n".to_owned());
        StoryWork::new(Story::new(headline, &text, Vec::new()), text)
    }

    fn single() -> impl Strategy<Value = Edit> {
        let stories = || select(vec!["one", "two"]).prop_map(id);
        let coders = || select(vec!["kim", "lee"]).prop_map(CoderId::nearest);
        let claims = (stories(), coders(), 1..3_u64, proptest::option::of(0..3_u8));
        let claims = claims.prop_map(|(story, coder, number, to)| {
            let made = |note: u8| {
                let mut claim = Claim::new(None);
                (claim.id, claim.note) = (ClaimId(number), note.to_string());
                claim.made = jiff::Timestamp::UNIX_EPOCH;
                Arc::new(claim)
            };
            Edit::Claim { story, coder, id: ClaimId(number), to: to.map(made) }
        });
        let statuses = (stories(), coders(), select(Status::ALL.to_vec()))
            .prop_map(|(story, coder, to)| Edit::Status { story, coder, to });
        let actors = (select(vec!["a", "b"]), any::<bool>()).prop_map(|(id, there)| {
            let to = there.then(|| Box::new(Actor::named(id.into(), "name")));
            Edit::Actor { id: id.into(), to }
        });
        let books = any::<bool>().prop_map(|empty| {
            let book =
                if empty { CodeBook { kinds: Vec::new(), links: Vec::new() } } else { CodeBook::default() };
            Edit::CodeBook(Arc::new(book))
        });
        let metadata = (stories(), select(vec!["A", "B"]))
            .prop_map(|(id, headline)| Edit::Story { id, to: work(headline).story });
        let shelves = (stories(), proptest::option::of(select(vec!["A", "B"])))
            .prop_map(|(id, to)| Edit::Shelf { id, to: to.map(|headline| Box::new(work(headline))) });
        prop_oneof![4 => claims, 2 => statuses, 1 => actors, 1 => books, 1 => metadata, 2 => shelves]
    }

    fn edit() -> impl Strategy<Value = Edit> {
        single().prop_recursive(2, 8, 4, |inner| vec(inner, 0..4).prop_map(Edit::Batch))
    }

    fn start() -> Project {
        let mut project = Project::new("squash");
        project.id = "squash".to_owned();
        project.apply(Edit::Shelf { id: id("one"), to: Some(Box::new(work("A"))) }).unwrap();
        project
    }

    /// The edits that could be made, one after the other, and where they lead.
    fn made(edits: Vec<Edit>) -> (Vec<Edit>, Project) {
        let mut project = start();
        let made = edits.into_iter().filter(|edit| project.apply(edit.clone()).is_ok()).collect();
        (made, project)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_leads_where_the_edits_lead_and_changes_nothing_twice(edits in vec(edit(), 0..20)) {
            let (edits, end) = made(edits);
            let squashed = squash(edits);
            let mut project = start();
            let back = project.apply(Edit::Batch(squashed.clone())).unwrap();
            prop_assert_eq!(&project, &end);
            let mut targets: Vec<Target> = squashed.iter().filter_map(Edit::target).collect();
            targets.sort();
            let all = targets.len();
            targets.dedup();
            prop_assert_eq!(targets.len(), all);
            prop_assert_eq!(squash(squashed.clone()), squashed);
            project.apply(back).unwrap();
            prop_assert_eq!(project, start());
        }

        #[test]
        fn the_way_to_a_step_leads_to_what_was_there_then(
            deeds in vec((edit(), 0..8_u8, 0..30_usize), 0..30),
        ) {
            let mut session = Session::new(start(), CoderId::nearest("kim"));
            let mut then = vec![(None, start())];
            for (edit, deed, to) in deeds {
                match deed {
                    0..2 => drop(session.undo().unwrap()),
                    2 => drop(session.redo().unwrap()),
                    3 => drop(session.go_back("go", then[to % then.len()].0).unwrap()),
                    _ => drop(session.perform("edit", edit)),
                }
                let current = session.history().current();
                if then.iter().all(|(step, _)| *step != current) {
                    then.push((current, session.project().clone()));
                }
            }
            for (step, state) in then {
                let way = session.history().way_to(step).unwrap();
                let mut project = session.project().clone();
                let way: Vec<Edit> = way.into_iter().map(|stride| stride.becomes.clone()).collect();
                for edit in squash(way.clone()) {
                    project.apply(edit).unwrap();
                }
                prop_assert_eq!(&project, &state);
                let mut project = session.project().clone();
                for edit in way {
                    project.apply(edit).unwrap();
                }
                prop_assert_eq!(&project, &state);
            }
        }
    }
}
