use std::fmt;

use crate::story::{StoryId, visible};

/// What an import did with everything it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One line a story, and one for whatever became none.
    pub lines: Vec<Line>,
    /// How many files were not read any more, because the import was cancelled.
    pub left: usize,
}

/// What became of one file, or of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which: its path, with control characters made visible. Of a story that of its text.
    pub file: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A new story.
    Made {
        /// Its name in the project.
        id: StoryId,
        /// Its headline.
        headline: String,
        /// How many blocks it has.
        blocks: usize,
        /// How many pictures it has.
        pictures: usize,
        /// What was cleaned away and whatever else the user should know.
        notes: Vec<String>,
    },
    /// Nothing: a story with the very same text is there.
    Known {
        /// That story.
        id: StoryId,
        /// Its headline, as this file has it.
        headline: String,
        /// Whether it came in with this very import.
        just_now: bool,
    },
    /// Nothing, for this reason; no fault.
    Skipped(String),
    /// Nothing: what is wrong with it, named with its file, and what to do instead.
    Failed(String),
}

impl Line {
    /// A line that says what went wrong.
    #[must_use]
    pub fn failed(file: impl Into<String>, why: impl Into<String>) -> Self {
        Self { file: file.into(), fate: Fate::Failed(why.into()) }
    }

    /// The story that the line is about.
    #[must_use]
    pub fn story(&self) -> Option<&StoryId> {
        match &self.fate {
            Fate::Made { id, .. } | Fate::Known { id, .. } => Some(id),
            Fate::Skipped(_) | Fate::Failed(_) => None,
        }
    }
}

impl Report {
    /// Takes back that a story was made, and says why it was not.
    pub fn refuse(&mut self, story: &StoryId, why: &str) {
        for line in &mut self.lines {
            if matches!(&line.fate, Fate::Made { id, .. } if id == story) {
                line.fate = Fate::Failed(format!("{}: {why}", line.file));
            }
        }
    }

    /// How many new stories there are.
    #[must_use]
    pub fn made(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Made { .. }))
    }

    /// How many were there already.
    #[must_use]
    pub fn known(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Known { .. }))
    }

    /// How many files were skipped.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Skipped(_)))
    }

    /// How many failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Failed(_)))
    }

    fn count(&self, is: impl Fn(&Fate) -> bool) -> usize {
        self.lines.iter().filter(|line| is(&line.fate)).count()
    }

    /// The whole in one line: "998 stories imported. 1 is in the project already. 3 skipped."
    #[must_use]
    pub fn summary(&self) -> String {
        let mut parts = vec![match self.made() {
            0 => "No story was imported.".to_owned(),
            1 => "1 story imported.".to_owned(),
            many => format!("{many} stories imported."),
        }];
        match self.known() {
            0 => {}
            1 => parts.push("1 is in the project already.".to_owned()),
            many => parts.push(format!("{many} are in the project already.")),
        }
        for (count, what) in
            [(self.skipped(), "skipped"), (self.failed(), "failed"), (self.left, "not read: cancelled")]
        {
            if count > 0 {
                parts.push(format!("{count} {what}."));
            }
        }
        parts.join(" ")
    }
}

impl fmt::Display for Line {
    /// The line, with what there is to know about it in lines of their own, indented.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.fate {
            Fate::Made { id, headline, blocks, pictures, notes } => {
                write!(f, "{id}: {} (blocks: {blocks}, pictures: {pictures})", visible(headline))?;
                notes.iter().try_for_each(|note| write!(f, "\n  {}", visible(note)))
            }
            Fate::Known { id, just_now: false, .. } => write!(f, "{id}: the project had it already ({file})"),
            Fate::Known { id, just_now: true, .. } => {
                write!(f, "{id}: the same text came in just before ({file})")
            }
            Fate::Skipped(why) => write!(f, "{file} was skipped: {}", visible(why)),
            Fate::Failed(why) => f.write_str(&visible(why)),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.summary())?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
