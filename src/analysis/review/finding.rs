//! What was found, and how it is told.

use crate::claims::{ActorId, ClaimId, CodeBook, CodeId, FieldId, KindId};
use crate::story::{BytePos, PictureId, TextRange};

/// Something worth a second look. It is never more than that: nothing is refused because of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The claim it is about; `None` where it is about the story.
    pub claim: Option<ClaimId>,
    /// What the claim is.
    pub kind: Option<KindId>,
    /// Where it comes in the order of the text.
    pub at: BytePos,
    /// The words it is about, where they stand in the text.
    pub range: Option<TextRange>,
    /// What is the matter.
    pub problem: Problem,
}

/// What is the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A highlight that was not tagged yet.
    Untagged,
    /// A required field that is not coded.
    Empty(FieldId),
    /// By its kind it should have a quotation mark, and has none.
    Unquoted,
    /// The code book does not know its kind.
    UnknownKind,
    /// Its kind has no such field.
    UnknownField(FieldId),
    /// The field does not list this code.
    UnknownCode(FieldId, CodeId),
    /// The registry does not have this actor.
    UnknownActor(FieldId, ActorId),
    /// So many of its passages are not at their place.
    Displaced(usize),
    /// So many things were changed in two places in two ways.
    Clash(usize),
    /// It has a region on a picture that is not in the story, or has no image.
    NoPicture(PictureId),
    /// No claim touches this caption.
    Uncoded,
    /// The story is marked as done, with so many findings open.
    Unfinished(usize),
}

/// The sorts of findings, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Changed in two places in two ways.
    Clash,
    /// Passages that are not at their place.
    Displaced,
    /// Highlights without a kind.
    Untagged,
    /// Required fields that are empty.
    Empty,
    /// Quotes without quotation marks.
    Unquoted,
    /// Kinds, fields, codes and actors that nobody knows.
    Unknown,
    /// Regions on pictures that are not there.
    NoPicture,
    /// Captions nobody coded.
    Uncoded,
    /// Stories that are done and are not.
    Unfinished,
}

impl Sort {
    /// Every sort, in their order.
    pub const ALL: [Self; 9] = [
        Self::Clash,
        Self::Displaced,
        Self::Untagged,
        Self::Empty,
        Self::Unquoted,
        Self::Unknown,
        Self::NoPicture,
        Self::Uncoded,
        Self::Unfinished,
    ];

    /// The sort as it is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clash => "To settle",
            Self::Displaced => "Not at its place",
            Self::Untagged => "Without a kind",
            Self::Empty => "Required and empty",
            Self::Unquoted => "No quotation mark",
            Self::Unknown => "Unknown name",
            Self::NoPicture => "No picture",
            Self::Uncoded => "Caption not coded",
            Self::Unfinished => "Done, but open",
        }
    }

    /// What to do about one, as a sentence.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Clash => "Settle it in the claim\u{2019}s form.",
            Self::Displaced => "Say where it belongs, with Review passages.",
            Self::Untagged => "Say what it is, or delete it.",
            Self::Empty => "Fill it in.",
            Self::Unquoted => "Widen it to its marks, code its form as indirect, or make it another kind.",
            Self::Unknown => "Choose another, or add it to the project.",
            Self::NoPicture => "Bring the picture, or take the region away.",
            Self::Uncoded => "Mark what it says.",
            Self::Unfinished => "See to them, or mark it as in progress.",
        }
    }

    /// Its name for other programs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Clash => "clash",
            Self::Displaced => "displaced",
            Self::Untagged => "untagged",
            Self::Empty => "empty",
            Self::Unquoted => "unquoted",
            Self::Unknown => "unknown",
            Self::NoPicture => "picture",
            Self::Uncoded => "caption",
            Self::Unfinished => "done",
        }
    }
}

impl Finding {
    /// That a story is marked as done with this many findings open.
    #[must_use]
    pub fn unfinished(open: usize) -> Self {
        let problem = Problem::Unfinished(open);
        Self { claim: None, kind: None, at: BytePos(0), range: None, problem }
    }

    /// Which sort it is of.
    #[must_use]
    pub fn sort(&self) -> Sort {
        match self.problem {
            Problem::Untagged => Sort::Untagged,
            Problem::Empty(_) => Sort::Empty,
            Problem::Unquoted => Sort::Unquoted,
            Problem::UnknownKind
            | Problem::UnknownField(_)
            | Problem::UnknownCode(..)
            | Problem::UnknownActor(..) => Sort::Unknown,
            Problem::Displaced(_) => Sort::Displaced,
            Problem::Clash(_) => Sort::Clash,
            Problem::NoPicture(_) => Sort::NoPicture,
            Problem::Uncoded => Sort::Uncoded,
            Problem::Unfinished(_) => Sort::Unfinished,
        }
    }

    /// Names the finding within its story: the claim, or else the place, and the rule. What was said
    /// to be right so is remembered by it; it stays the same while other things of the claim change.
    #[must_use]
    pub fn key(&self) -> String {
        let rule = self.sort().id();
        let what = match &self.problem {
            Problem::Empty(field) | Problem::UnknownField(field) => field.as_str(),
            Problem::UnknownCode(_, code) => code.as_str(),
            Problem::UnknownActor(_, actor) => actor.as_str(),
            Problem::NoPicture(picture) => &picture.0,
            _ => "",
        };
        match self.claim {
            Some(claim) => format!("{claim} {rule} {what}").trim_end().to_owned(),
            None => format!("{} {rule}", self.at.0),
        }
    }

    /// What is the matter, as a sentence without its full stop.
    #[must_use]
    pub fn words(&self, book: &CodeBook) -> String {
        let kind = self.kind.as_ref().and_then(|kind| book.kind(kind));
        let field = |id: &FieldId| {
            let field = kind.and_then(|kind| kind.field(id));
            field.map_or_else(|| id.as_str().to_owned(), |field| field.name.clone())
        };
        let name = book.kind_name(self.kind.as_ref());
        match &self.problem {
            Problem::Untagged => "Highlight without a kind".to_owned(),
            Problem::Empty(id) => format!("{name} without {}", field(id)),
            Problem::Unquoted => format!("{name} without a quotation mark"),
            Problem::UnknownKind => format!("Unknown kind {name}"),
            Problem::UnknownField(id) => format!("{name} has no field {}", id.as_str()),
            Problem::UnknownCode(id, code) => format!("{}: unknown code {}", field(id), code.as_str()),
            Problem::UnknownActor(id, actor) => format!("{}: unknown actor {}", field(id), actor.as_str()),
            Problem::Displaced(1) => "Passage not at its place".to_owned(),
            Problem::Displaced(many) => format!("{many} passages not at their places"),
            Problem::Clash(1) => "Changed in two places".to_owned(),
            Problem::Clash(many) => format!("{many} things changed in two places"),
            Problem::NoPicture(picture) => format!("Region on picture {}, which is not there", picture.0),
            Problem::Uncoded => "Caption without a claim".to_owned(),
            Problem::Unfinished(1) => "Marked as done, with 1 finding".to_owned(),
            Problem::Unfinished(many) => format!("Marked as done, with {many} findings"),
        }
    }
}
