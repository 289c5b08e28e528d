//! Three-way merge: two versions of one thing and what both began from become one.
//!
//! What only one side changed is taken from it, and what both changed alike from either. Of two
//! different values one is kept, chosen from the two alone, so that it does not matter which side
//! is ours; the other is kept in the claim as a [`Clash`](crate::claims::Clash), or told in a
//! [`Note`] where there is no place to keep it. What one side deleted and the other changed stays.
//! Sets (passages, regions, aliases, roles, codes) merge by what was added and taken away.
//!
//! Where one side only takes back what it did, the other one is right: [`Keep::Theirs`].

mod blocks;
mod claim;
mod codebook;
mod edit;
mod list;
mod passages;
mod registry;
mod set;
mod sides;
mod story;
mod text;
mod work;

pub use claim::claim;
pub use codebook::codebook;
pub use edit::edit;
pub use registry::{actor, actors};
pub use story::story;
pub use work::{status, work};

use self::sides::{Side, Sides};

/// Which of two different values is kept, where there is no place for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The greater one: the same whichever side is ours.
    #[default]
    Greater,
    /// Theirs.
    Theirs,
}

/// What a merge gave, with the values it found no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged<T> {
    /// The merged thing.
    pub value: T,
    /// What clashed. The other version's file should be backed up before this one is written.
    pub clashes: Vec<Note>,
}

/// Something both sides changed in different ways, in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What it is about: "the name of the actor kim".
    pub about: String,
    /// The value that was kept.
    pub kept: String,
    /// The value that was not.
    pub other: String,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { about, kept, other } = self;
        write!(f, "{about} was changed in two ways: {kept} was kept, {other} was not")
    }
}

/// Collects the notes of one merge.
#[derive(Debug, Default)]
struct Notes {
    keep: Keep,
    found: Vec<Note>,
}

impl From<Keep> for Notes {
    fn from(keep: Keep) -> Self {
        Self { keep, found: Vec::new() }
    }
}

impl Notes {
    /// Merges one value; notes the other if they clash. `show` puts a value in words.
    fn pick<T: Copy + Ord>(&mut self, about: &str, sides: Sides<T>, show: impl Fn(T) -> String) -> T {
        let (kept, other) = match (sides.pick(), self.keep) {
            ((_, Some(_)), Keep::Theirs) => (sides.theirs, Some(sides.ours)),
            (picked, _) => picked,
        };
        if let Some(other) = other {
            self.add(about, show(kept), show(other));
        }
        kept
    }

    /// Merges one value that goes with another: where they clash, `leads` has its way.
    fn pick_with<T: Copy + Ord>(
        &mut self,
        leads: Option<Side>,
        about: &str,
        sides: Sides<T>,
        show: impl Fn(T) -> String,
    ) -> T {
        match (leads, sides.pick()) {
            (Some(side), (_, Some(_))) => {
                let (kept, other) = sides.from(side);
                self.add(about, show(kept), show(other));
                kept
            }
            _ => self.pick(about, sides, show),
        }
    }

    fn add(&mut self, about: &str, kept: String, other: String) {
        self.found.push(Note { about: about.to_owned(), kept, other });
    }

    /// Merges a record that each side may have or not; `both` merges two that differ from each other and
    /// from the base. What one side changed and the other deleted stays, which is noted, unless theirs is
    /// right.
    fn record<T: Clone + PartialEq>(
        &mut self,
        about: &str,
        sides: Sides<Option<&T>>,
        both: impl FnOnce(&mut Self, Option<&T>, &T, &T) -> T,
    ) -> Option<T> {
        const CHANGED: &str = "the changed one";
        const DELETED: &str = "its deletion";
        let mut deleted = false;
        let merged = sides.record(
            |base, ours, theirs| both(self, base, ours, theirs),
            |changed| {
                deleted = true;
                changed
            },
        );
        if deleted && self.keep == Keep::Theirs && sides.theirs.is_none() {
            self.add(about, DELETED.to_owned(), CHANGED.to_owned());
            return None;
        }
        if deleted {
            self.add(about, CHANGED.to_owned(), DELETED.to_owned());
        }
        merged
    }

    fn with<T>(mut self, value: T) -> Merged<T> {
        self.found.sort();
        Merged { value, clashes: self.found }
    }
}

/// Words as a note shows them.
fn quoted(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { format!("\u{201c}{words}\u{201d}") }
}

/// Words that may be missing, as a note shows them.
fn quoted_if(words: Option<&String>) -> String {
    quoted(words.map_or("", String::as_str))
}
