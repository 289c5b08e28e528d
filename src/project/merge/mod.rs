//! Three-way merge: two versions of one thing and what both began from become one.
//!
//! What only one side changed is taken from it, and what both changed alike from either. Of two
//! different values one is kept, chosen from the two alone, so that it does not matter which side
//! is ours; the other is kept in the claim as a [`Clash`](crate::claims::Clash), or told in a
//! [`Note`] where there is no place to keep it. What one side deleted and the other changed stays.
//! Sets (passages, regions, aliases, roles, codes) merge by what was added and taken away.

mod blocks;
mod claim;
mod codebook;
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
pub use registry::{actor, actors};
pub use story::story;
pub use work::{status, work};

use self::sides::{Side, Sides};

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
struct Notes(Vec<Note>);

impl Notes {
    /// Merges one value; notes the other if they clash. `show` puts a value in words.
    fn pick<T: Copy + Ord>(&mut self, about: &str, sides: Sides<T>, show: impl Fn(T) -> String) -> T {
        let (kept, other) = sides.pick();
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
        self.0.push(Note { about: about.to_owned(), kept, other });
    }

    /// Notes that something stays although one side deleted it.
    fn deleted(&mut self, about: &str) {
        self.add(about, "the changed one".to_owned(), "its deletion".to_owned());
    }

    fn with<T>(mut self, value: T) -> Merged<T> {
        self.0.sort();
        Merged { value, clashes: self.0 }
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
