//! Whose backups can be restored, and what each is compared with.

use std::sync::Arc;

use egui::Context;

use super::changes::Way;
use super::row::Row;
use crate::claims::CoderId;
use crate::project::{CoderWork, Part, Project, StoryWork};
use crate::store::{self, Content, Folder, KeptFile};
use crate::story::{Story, StoryId};
use crate::window::pending::Pending;

/// The files whose backups are shown, and what these are compared with.
#[derive(Clone)]
pub struct RestoreFrom {
    /// Where the project is kept; `None` where it is kept nowhere.
    folder: Option<Folder>,
    /// The story.
    pub(super) story: StoryId,
    /// Whose claims.
    pub(super) coder: CoderId,
    /// What the claims are now.
    claims: CoderWork,
    /// What the story says now, and the code book and the actors of its project.
    metadata: Arc<Story>,
    codebook: Part,
    actors: Part,
}

/// One of these files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Claims,
    Story,
    CodeBook,
    Actors,
}

impl RestoreFrom {
    /// What can be restored for `coder` and a story of the project that is kept in `folder`; `None` if
    /// it has no such story.
    #[must_use]
    pub fn of(project: &Project, folder: Option<Folder>, story: &StoryId, coder: &CoderId) -> Option<Self> {
        let work = project.story(story)?;
        Some(Self {
            folder,
            story: story.clone(),
            coder: coder.clone(),
            claims: work.work_of(coder).cloned().unwrap_or_default(),
            metadata: work.story.clone(),
            codebook: Part::CodeBook(project.codebook.clone()),
            actors: Part::Actors(project.actors.clone()),
        })
    }

    fn file(&self, which: Which) -> KeptFile {
        match which {
            Which::Claims => KeptFile::Claims(self.story.clone(), self.coder.clone()),
            Which::Story => KeptFile::Story(self.story.clone()),
            Which::CodeBook => KeptFile::CodeBook,
            Which::Actors => KeptFile::Actors,
        }
    }

    fn now(&self, which: Which) -> Content {
        match which {
            Which::Claims => Content::Claims(self.claims.clone()),
            Which::Story => Content::Part(Part::Story(self.metadata.clone())),
            Which::CodeBook => Content::Part(self.codebook.clone()),
            Which::Actors => Content::Part(self.actors.clone()),
        }
    }

    /// Has the backups of a file read.
    pub(super) fn list(&self, ctx: &Context, which: Which) -> Pending<Vec<Row>> {
        let Some(folder) = self.folder.clone() else { return Pending::Here(Vec::new()) };
        let (file, now) = (self.file(which), self.now(which));
        Pending::begin(ctx, move || {
            store::backups(&folder, &file).map(|backup| Row::of(backup, &now)).collect()
        })
    }

    /// Has the marked backup read, unless it is already.
    pub(super) fn detail(
        &self,
        ctx: &Context,
        which: Which,
        (marked, row): (usize, &Row),
        detail: &mut Option<(usize, Pending<Result<Way, String>>)>,
    ) {
        if let Some((_, pending)) = detail.as_mut().filter(|(number, _)| *number == marked) {
            pending.poll();
            return;
        }
        let Some(folder) = self.folder.clone() else { return };
        let (id, now) = (row.id.clone(), self.now(which));
        let read = move || Way::between(&now, &store::read_backup(&folder, &id)?);
        *detail = Some((marked, Pending::begin(ctx, read)));
    }
}

impl Which {
    pub(super) const ALL: [Self; 4] = [Self::Claims, Self::Story, Self::CodeBook, Self::Actors];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Claims => "Claims",
            Self::Story => "The story",
            Self::CodeBook => "The code book",
            Self::Actors => "The actors",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Claims => "Restore claims",
            Self::Story => "Restore the story",
            Self::CodeBook => "Restore the code book",
            Self::Actors => "Restore the actors",
        }
    }

    pub(super) fn about(self, coder: &CoderId, headline: &str) -> String {
        match self {
            Self::Claims => format!("{coder}\u{2019}s claims on \u{201c}{headline}\u{201d}"),
            Self::Story => format!("Details, blocks and pictures of \u{201c}{headline}\u{201d}; no claims"),
            Self::CodeBook => "Claims keep the kinds, fields and codes that the older one lacks".to_owned(),
            Self::Actors => "Claims keep the actors that the older list lacks".to_owned(),
        }
    }

    /// What is said where there is no backup.
    pub(super) fn none(self) -> &'static str {
        match self {
            Self::Claims => "There is no backup of these claims yet",
            Self::Story => "There is no backup of this story yet",
            Self::CodeBook => "There is no backup of the code book yet",
            Self::Actors => "There is no backup of the actors yet",
        }
    }

    /// Why it cannot be changed.
    pub(super) fn closed(self, work: &StoryWork, coder: &CoderId) -> Option<&'static str> {
        match self {
            Self::Claims if work.sealed.contains_key(coder) => Some(
                "The file of these claims could not be read, so they cannot be changed. The problems in the status line offer a backup of it.",
            ),
            Self::Story if work.locked.is_some() => Some(
                "The story\u{2019}s file could be read only in part, so it cannot be changed. The problems in the status line say more.",
            ),
            _ => None,
        }
    }
}
