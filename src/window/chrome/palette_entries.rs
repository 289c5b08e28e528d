//! What the palette offers.

use std::path::PathBuf;

use super::availability::{availability, title};
use super::fuzzy;
use super::text::{path_text, plain};
use crate::story::StoryId;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// Something the palette can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Run(Command),
    Story(StoryId),
    Project(PathBuf),
}

/// A line of the palette.
pub(super) struct Entry {
    pub choice: Choice,
    pub name: String,
    /// Where it belongs: its menu, or what sort of thing it is.
    pub place: &'static str,
    pub key: String,
    /// Why it cannot be chosen now.
    pub refused: Option<&'static str>,
}

/// More lines than this nobody reads; typing on finds the rest.
const MOST: usize = 200;

impl Choice {
    pub(super) fn request(&self) -> Request {
        match self {
            Self::Run(command) => Request::Run(*command),
            Self::Story(id) => Request::OpenStory(id.clone()),
            Self::Project(path) => Request::OpenProject(path.clone()),
        }
    }
}

/// The lines for what was typed, the best first. Without anything typed the choices of late come
/// first, then all commands in the order of the menus.
pub(super) fn entries(typed: &str, desk: &Desk, recent: &[PathBuf], late: &[Choice]) -> Vec<Entry> {
    let typed = typed.trim();
    let mut found: Vec<(i32, Entry)> = Vec::new();
    let mut offer = |entry: Entry| {
        if let Some(score) = fuzzy::score(typed, &entry.name) {
            // What cannot be chosen now is listed, but after what can.
            let score = score - if entry.refused.is_some() && !typed.is_empty() { 6 } else { 0 };
            found.push((score, entry));
        }
    };
    for command in Command::all(desk.codebook()).filter(|command| *command != Command::Palette) {
        offer(of_command(command, desk));
    }
    for path in recent {
        let name = format!("Open project: {}", path_text(path));
        offer(Entry {
            choice: Choice::Project(path.clone()),
            name,
            place: "Recent",
            key: String::new(),
            refused: None,
        });
    }
    // Ten thousand headlines only get in the way of the commands until something is typed.
    if !typed.is_empty() {
        for (id, work) in &desk.project().stories {
            let name = format!("Open story: {}", plain(&work.story.headline));
            offer(Entry {
                choice: Choice::Story(id.clone()),
                name,
                place: "Story",
                key: String::new(),
                refused: None,
            });
        }
        // Stable, so that equals keep the order of the menus.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    } else {
        let rank =
            |entry: &Entry| late.iter().position(|choice| *choice == entry.choice).unwrap_or(usize::MAX);
        found.sort_by_key(|(_, entry)| rank(entry));
    }
    found.truncate(MOST);
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn of_command(command: Command, desk: &Desk) -> Entry {
    Entry {
        choice: Choice::Run(command),
        name: title(command, desk),
        place: command.menu().name(),
        key: desk.keys.key_text(command),
        refused: availability(command, desk).err(),
    }
}
