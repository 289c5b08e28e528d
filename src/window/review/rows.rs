//! What was found, as the rows of the list.

use std::collections::{BTreeMap, BTreeSet};

use super::engine::Engine;
use crate::analysis::review::{Finding, Sort};
use crate::story::StoryId;

/// What the analyst said is right so: the keys of findings, by story.
pub type Dismissed = BTreeMap<StoryId, BTreeSet<String>>;

/// What is listed.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// How many there are of each sort, whichever is listed.
    pub(super) counts: BTreeMap<Sort, usize>,
    /// How many were dismissed.
    pub(super) dismissed: usize,
}

/// A row of the list.
pub(super) enum Row {
    /// The headline of those below it.
    Story(StoryId, usize),
    /// One finding, and whether it was dismissed.
    Finding(StoryId, Finding, bool),
}

/// Which findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// Only those of this sort.
    pub(super) only: Option<Sort>,
    /// Those that were dismissed as well.
    pub(super) dismissed: bool,
}

impl Rows {
    /// The rows of these stories, in this order.
    pub(super) fn of<'s>(
        stories: impl Iterator<Item = &'s StoryId>,
        engine: &Engine,
        dismissed: &Dismissed,
        choice: Choice,
    ) -> Self {
        let mut rows = Self::default();
        for story in stories {
            rows.add(story, engine, dismissed.get(story), choice);
        }
        rows
    }

    fn add(&mut self, story: &StoryId, engine: &Engine, gone: Option<&BTreeSet<String>>, choice: Choice) {
        let Some((findings, done)) = engine.of(story) else { return };
        let open = open(findings, gone);
        let unfinished = (done && open > 0).then(|| Finding::unfinished(open));
        let top = self.rows.len();
        self.rows.push(Row::Story(story.clone(), 0));
        for finding in unfinished.iter().chain(findings) {
            let is_gone = is_dismissed(finding, gone);
            if is_gone {
                self.dismissed += 1;
            } else {
                *self.counts.entry(finding.sort()).or_default() += 1;
            }
            if (is_gone && !choice.dismissed) || choice.only.is_some_and(|only| only != finding.sort()) {
                continue;
            }
            self.rows.push(Row::Finding(story.clone(), finding.clone(), is_gone));
        }
        match self.rows.len() - top - 1 {
            0 => self.rows.truncate(top),
            listed => self.rows[top] = Row::Story(story.clone(), listed),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn get(&self, row: usize) -> Option<&Row> {
        self.rows.get(row)
    }

    /// How many are open, of every sort.
    pub(super) fn open(&self) -> usize {
        self.counts.values().sum()
    }

    /// The row of a finding.
    pub(super) fn find(&self, story: &StoryId, key: &str) -> Option<usize> {
        self.rows.iter().position(
            |row| matches!(row, Row::Finding(other, finding, _) if other == story && finding.key() == key),
        )
    }
}

/// How many findings were not dismissed.
pub(super) fn open(findings: &[Finding], gone: Option<&BTreeSet<String>>) -> usize {
    findings.iter().filter(|finding| !is_dismissed(finding, gone)).count()
}

/// Whether the analyst said that it is right so.
pub(in crate::window) fn is_dismissed(finding: &Finding, gone: Option<&BTreeSet<String>>) -> bool {
    gone.is_some_and(|gone| gone.contains(&finding.key()))
}
