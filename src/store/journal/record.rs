//! What the lines of a journal say. The records mirror the types of `project`, as those of the
//! other files do.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::claims::{Actor, ActorId, Claim, ClaimId, CodeBook, CoderId, Kind, LinkKind};
use crate::project::{Change, CoderWork, Deed, Edit, Status, StepId, StoryWork};
use crate::story::{Story, StoryId, StoryText, TextHash};

/// One line of a journal.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Record {
    /// The first line: whose journal this is.
    Head {
        project: String,
        coder: CoderId,
        /// Names the file among all journals.
        id: ClaimId,
        /// The file that this one goes on with, where that could not be written any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follows: Option<ClaimId>,
    },
    /// A change.
    Change { at: Timestamp, deed: DeedRecord, edit: EditRecord, back: EditRecord },
    /// Every change before this line is in the project's files.
    Settled,
    /// The step that is in force now, after old history was packed.
    At(Option<u64>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum DeedRecord {
    Did {
        id: u64,
        label: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<u64>,
    },
    Undid(u64),
    Redid(u64),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum EditRecord {
    Claim {
        story: StoryId,
        coder: CoderId,
        id: ClaimId,
        to: Option<Box<Claim>>,
    },
    Status {
        story: StoryId,
        coder: CoderId,
        to: Status,
    },
    Actor {
        id: ActorId,
        to: Option<Box<Actor>>,
    },
    /// A code book as journals had it before there were ways of linking.
    CodeBook(Vec<Kind>),
    Book {
        kinds: Vec<Kind>,
        links: Vec<LinkKind>,
    },
    Story {
        id: StoryId,
        to: Box<Story>,
    },
    /// The text lies in a file of its own, which is never changed or removed.
    Text {
        id: StoryId,
        to: Box<Story>,
    },
    Shelf {
        id: StoryId,
        to: Option<Box<ShelfRecord>>,
    },
    Batch(Vec<EditRecord>),
}

/// A story on the shelf. Its text lies in a file of its own, which is never changed or removed.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShelfRecord {
    story: Story,
    coders: BTreeMap<CoderId, WorkRecord>,
    sealed: BTreeMap<CoderId, String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkRecord {
    status: Status,
    claims: Vec<Claim>,
}

/// Finds a story's text by its hash.
pub(super) type Texts<'a> = &'a dyn Fn(&StoryId, &TextHash) -> Option<StoryText>;

impl Record {
    pub fn of_change(change: &Change) -> Self {
        Self::Change {
            at: change.at,
            deed: match &change.deed {
                Deed::Did { id, label, after } => {
                    DeedRecord::Did { id: id.0, label: label.clone(), after: after.map(|id| id.0) }
                }
                Deed::Undid(id) => DeedRecord::Undid(id.0),
                Deed::Redid(id) => DeedRecord::Redid(id.0),
            },
            edit: EditRecord::of(&change.edit),
            back: EditRecord::of(&change.back),
        }
    }
}

impl DeedRecord {
    pub fn into_deed(self) -> Deed {
        match self {
            Self::Did { id, label, after } => Deed::Did { id: StepId(id), label, after: after.map(StepId) },
            Self::Undid(id) => Deed::Undid(StepId(id)),
            Self::Redid(id) => Deed::Redid(StepId(id)),
        }
    }
}

impl EditRecord {
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Claim { story, coder, id, to } => Self::Claim {
                story: story.clone(),
                coder: coder.clone(),
                id: *id,
                to: to.as_ref().map(|claim| Box::new(Claim::clone(claim))),
            },
            Edit::Status { story, coder, to } => {
                Self::Status { story: story.clone(), coder: coder.clone(), to: *to }
            }
            Edit::Actor { id, to } => Self::Actor { id: id.clone(), to: to.clone() },
            Edit::CodeBook(to) => Self::Book { kinds: to.kinds.clone(), links: to.links.clone() },
            Edit::Story { id, to } => Self::Story { id: id.clone(), to: Box::new(Story::clone(to)) },
            Edit::Text { id, story, .. } => Self::Text { id: id.clone(), to: Box::new(Story::clone(story)) },
            Edit::Shelf { id, to } => {
                let to = to.as_ref().map(|work| Box::new(ShelfRecord::of(work)));
                Self::Shelf { id: id.clone(), to }
            }
            Edit::Batch(edits) => Self::Batch(edits.iter().map(Self::of).collect()),
        }
    }

    /// The edit; `None` if it brings a text that is gone.
    pub fn into_edit(self, texts: Texts<'_>) -> Option<Edit> {
        Some(match self {
            Self::Claim { story, coder, id, to } => {
                Edit::Claim { story, coder, id, to: to.map(|claim| Arc::new(*claim)) }
            }
            Self::Status { story, coder, to } => Edit::Status { story, coder, to },
            Self::Actor { id, to } => Edit::Actor { id, to },
            Self::CodeBook(kinds) => {
                Edit::CodeBook(Arc::new(CodeBook { kinds, links: LinkKind::standard() }))
            }
            Self::Book { kinds, links } => Edit::CodeBook(Arc::new(CodeBook { kinds, links })),
            Self::Story { id, to } => Edit::Story { id, to: Arc::new(*to) },
            Self::Text { id, to } => {
                let text = texts(&id, &to.text)?;
                Edit::Text { id, story: Arc::new(*to), text }
            }
            Self::Shelf { id, to: None } => Edit::Shelf { id, to: None },
            Self::Shelf { id, to: Some(record) } => {
                let text = texts(&id, &record.story.text)?;
                Edit::Shelf { id, to: Some(Box::new(record.into_work(text))) }
            }
            Self::Batch(edits) => {
                // All of them are asked for, so that each text that is gone is told.
                let edits: Vec<Option<Edit>> = edits.into_iter().map(|edit| edit.into_edit(texts)).collect();
                Edit::Batch(edits.into_iter().collect::<Option<_>>()?)
            }
        })
    }
}

impl ShelfRecord {
    fn of(work: &StoryWork) -> Self {
        let record = |work: &CoderWork| WorkRecord {
            status: work.status,
            claims: work.claims.values().map(|claim| Claim::clone(claim)).collect(),
        };
        Self {
            story: Story::clone(&work.story),
            coders: work.coders.iter().map(|(coder, work)| (coder.clone(), record(work))).collect(),
            sealed: work.sealed.clone(),
        }
    }

    fn into_work(self, text: StoryText) -> StoryWork {
        let mut work = StoryWork::new(self.story, text);
        work.sealed = self.sealed;
        for (coder, record) in self.coders {
            let claims = record.claims.into_iter().map(|claim| (claim.id, Arc::new(claim))).collect();
            work.coders.insert(coder, CoderWork { status: record.status, claims });
        }
        work
    }
}
