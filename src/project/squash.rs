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

/// The fewest edits that, made in their order, lead where `edits` lead. An edit says what
/// something becomes, so only the last one of each thing matters.
#[must_use]
pub fn squash(edits: impl IntoIterator<Item = Edit>) -> Vec<Edit> {
    let mut kept: Vec<Option<Edit>> = Vec::new();
    let mut places: BTreeMap<Target, usize> = BTreeMap::new();
    let mut add = |mut edit: Edit| {
        let Some(target) = edit.target() else { return };
        if let Target::Shelf(id) = &target {
            // What a story was before it came or went is of no account.
            places.retain(|other, place| {
                let inside = other.story() == Some(id);
                if inside {
                    kept[*place] = None;
                }
                !inside
            });
        } else if let Some(place) = places.remove(&target)
            && let Some(earlier) = kept[place].take()
        {
            // A story's text changed before, and is not said again by what follows.
            if let Edit::Text { text, .. } = &earlier {
                edit = edit.with_text(text);
            }
        }
        places.insert(target, kept.len());
        kept.push(Some(edit));
    };
    for edit in edits {
        match edit {
            Edit::Batch(_) => edit.singles().into_iter().for_each(|single| add(single.clone())),
            single => add(single),
        }
    }
    kept.into_iter().flatten().collect()
}
