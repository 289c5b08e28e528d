//! The hits of a story, in little room: a frequent word has hundreds of thousands in a project.

use super::found::{At, Hit, place};
use crate::analysis::search::shelved::Shelved;
use crate::story::TextRange;

/// Hits in the order they are read in. One in the text takes eight bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Those in the text, by their beginnings.
    text: Box<[TextRange]>,
    /// The others.
    beside: Box<[Beside]>,
}

/// A hit that is not in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Beside {
    /// Its number among all the hits.
    number: u32,
    hit: Hit,
}

impl Hits {
    /// Of what was found in a story's text, from its first to its last, and beside it.
    pub(super) fn of(story: &Shelved, text: Vec<TextRange>, beside: Vec<Hit>) -> Self {
        let mut placed: Vec<_> = beside.into_iter().map(|hit| (place(story, &hit), hit)).collect();
        placed.sort_by_key(|(here, _)| *here);
        let mut before = 0;
        let numbered = (0..).zip(placed).map(|(others, (here, hit))| {
            let in_text = |range: &TextRange| place(story, &Hit { at: At::Text, range: *range }) < here;
            before += text[before..].partition_point(in_text);
            // A text has fewer hits than bytes, of which there are less than 4 GiB.
            Beside { number: others + before as u32, hit }
        });
        let beside = numbered.collect();
        Self { text: text.into(), beside }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len() + self.beside.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The hit of this number, counted from 0.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Hit> {
        match self.beside.binary_search_by_key(&number, |beside| beside.number as usize) {
            Ok(at) => self.beside.get(at).map(|beside| beside.hit),
            Err(before) => self.text.get(number - before).map(|range| Hit { at: At::Text, range: *range }),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Hit> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}
