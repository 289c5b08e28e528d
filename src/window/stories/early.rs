//! The list of a project that is still being read, as its index tells it.

use std::sync::Arc;

use super::StoriesPanel;
use crate::project::Status;
use crate::store::Preview;
use crate::story::StoryId;
use crate::window::desk::Desk;

/// The list of a project that is still being read.
pub(super) struct Early {
    pub preview: Arc<Preview>,
    /// The story that will be open.
    open: Option<StoryId>,
}

/// What a row says under its headline.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    pub status: Status,
    pub claims: usize,
    pub pictures: usize,
    /// Whether the story changed and is not read yet, so that none of this may be so.
    pub unread: bool,
}

impl StoriesPanel {
    /// Lists the stories of a project that is still being read, of which `open` will be the open
    /// one; with `None` those of the session again.
    pub fn expect(&mut self, preview: Option<Arc<Preview>>, open: Option<StoryId>) {
        self.early = preview.map(|preview| {
            let known = |id: &StoryId| preview.stories.binary_search_by(|line| line.id.cmp(id)).is_ok();
            let open = open.filter(known);
            Early { preview, open }
        });
    }

    /// A story was chosen that is not read yet.
    pub fn choose(&mut self, story: StoryId) {
        if let Some(early) = &mut self.early {
            early.open = Some(story);
        }
    }

    /// The story that is open, or will be: of a project that is still being read the first, if it
    /// was never open before.
    pub(super) fn open(&self, desk: &Desk) -> Option<StoryId> {
        match &self.early {
            Some(early) => early.open.clone().or_else(|| self.neighbour(None, 1)),
            None => desk.view.story.clone(),
        }
    }

    /// What the story's row says.
    pub(super) fn facts(&self, desk: &Desk, id: &StoryId) -> Facts {
        let coder = desk.session.coder();
        let Some(early) = &self.early else {
            let Some(work) = desk.project().story(id) else { return Facts::default() };
            let claims = work.work_of(coder).map_or(0, |own| own.claims.len());
            let pictures = work.story.pictures.len();
            return Facts { status: work.status(coder), claims, pictures, unread: false };
        };
        let stories = &early.preview.stories;
        let Ok(at) = stories.binary_search_by(|line| line.id.cmp(id)) else { return Facts::default() };
        let own = stories[at].of_coder(coder);
        let unread = early.preview.unread.contains(id);
        Facts { status: own.status, claims: own.claims, pictures: stories[at].pictures, unread }
    }
}
