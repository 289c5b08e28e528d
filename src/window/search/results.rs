//! What was found, as rows: each story's headline, and its hits below.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::analysis::search::{Counts, Found, Hit, Names};

/// What was found so far.
#[derive(Default)]
pub(super) struct Results {
    found: Vec<Found>,
    /// The row of each story's headline.
    tops: Vec<usize>,
    rows: usize,
    pub(super) counts: Counts,
    /// Another number after each change; no two results ever have the same, but for empty ones.
    stamp: u64,
}

/// The last number that was given out.
static STAMPS: AtomicU64 = AtomicU64::new(0);

/// A row of the list.
pub(super) enum Row<'r> {
    /// A story's headline.
    Story(&'r Found),
    /// One of its hits.
    Hit(&'r Found, Hit),
}

impl Results {
    /// Takes in what was found in one more story.
    pub(super) fn add(&mut self, found: Found, names: &Names) {
        self.tops.push(self.rows);
        self.rows += 1 + found.hits.len();
        self.counts.add(&found, names);
        self.found.push(found);
        self.stamp = STAMPS.fetch_add(1, Ordering::Relaxed) + 1;
    }

    /// Which results these are, for what is worked out of them.
    pub(super) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// The stories with hits.
    pub(super) fn found(&self) -> &[Found] {
        &self.found
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// What stands in a row.
    pub(super) fn row(&self, row: usize) -> Option<Row<'_>> {
        let story = self.tops.partition_point(|top| *top <= row).checked_sub(1)?;
        let (found, top) = (self.found.get(story)?, *self.tops.get(story)?);
        match row - top {
            0 => Some(Row::Story(found)),
            hit => found.hits.get(hit - 1).map(|hit| Row::Hit(found, hit)),
        }
    }

    /// The row of a hit that is there again after another search.
    pub(super) fn find(&self, story: &crate::story::StoryId, hit: &Hit) -> Option<usize> {
        let at = self.found.iter().position(|found| found.story.id == *story)?;
        let number = self.found[at].hits.iter().position(|other| other == *hit)?;
        Some(self.tops[at] + 1 + number)
    }
}
