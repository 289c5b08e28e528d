//! Looking over a story's division into blocks, and putting it right.

use std::ops::RangeInclusive;

use super::Workbench;
use crate::project::{StoryWork, structure};
use crate::story::{Role, Story, TextRange};
use crate::window::desk::Request;
use crate::window::view::{Selection, Structure};

impl Workbench {
    /// Begins or ends looking over the blocks. Where there is no caret yet, the block at the top of the
    /// page is chosen.
    pub(super) fn toggle_structure(&mut self) {
        if self.view.structure.take().is_some() {
            return;
        }
        self.view.enlarged = None;
        self.view.structure = Some(Structure::default());
        if self.view.selection.is_none() {
            let top = self.panels.article.top_pos();
            let block = |work: &StoryWork| {
                let number = work.story.block_at(top).unwrap_or(0);
                Some(work.story.blocks.get(number)?.range.start)
            };
            let start = self.ground().and_then(|ground| block(ground.work()));
            self.view.selection = start.map(Selection::caret);
        }
        self.ask(Request::FocusArticle);
    }

    /// A story that has just come in shows what was understood of it.
    pub(super) fn look_over_import(&mut self) {
        if self.view.structure.is_none() {
            self.toggle_structure();
        }
    }

    /// Chooses the blocks from where the one begins to where the other does.
    pub(super) fn walk(&mut self, walked: Selection) {
        if let Some(structure) = &mut self.view.structure {
            structure.walked = Some(walked);
        }
        self.view.selection = Some(Selection::caret(walked.head));
        self.view.chosen = None;
        self.panels.article.reveal(TextRange { start: walked.head, end: walked.head });
    }

    pub(super) fn make_role(&mut self, role: Role) {
        let label = format!("make {}", role.name());
        self.restructure(&label, "They are that already.", |work, blocks| {
            structure::set_roles(work, blocks, role)
        });
    }

    pub(super) fn split_block(&mut self) {
        let Some(caret) = self.view.selection.map(|selection| selection.head) else { return };
        let refused = "Put the caret inside a block, where the second part is to begin.";
        if self.restructure("split block", refused, |work, _| structure::split(work, caret)) {
            // On with the second part: it is the one that will be something else.
            let work = self.ground().map(|ground| ground.work().story.clone());
            let after = work.and_then(|story| {
                let after = story.blocks.iter().find(|block| block.range.start >= caret);
                after.map(|block| block.range.start)
            });
            after.into_iter().for_each(|start| self.walk(Selection::caret(start)));
        }
    }

    pub(super) fn join_blocks(&mut self) {
        let first = self
            .chosen_blocks()
            .and_then(|blocks| Some(self.ground()?.work().story.blocks.get(*blocks.start())?.range.start));
        let refused = "There is no block after this one.";
        if self.restructure("join blocks", refused, structure::join)
            && let Some(first) = first
        {
            self.walk(Selection::caret(first));
        }
    }

    fn chosen_blocks(&self) -> Option<RangeInclusive<usize>> {
        self.view.blocks(&self.ground()?.work().story)
    }

    /// Makes one step of what `change` does to the chosen blocks; says whether it was made.
    fn restructure(
        &mut self,
        label: &str,
        refused: &str,
        change: impl FnOnce(&StoryWork, RangeInclusive<usize>) -> Option<Story>,
    ) -> bool {
        let Some(blocks) = self.chosen_blocks() else { return false };
        let Some((id, work)) = self.view.story.clone().zip(self.ground().map(|ground| ground.work())) else {
            return false;
        };
        let Some(story) = change(work, blocks) else {
            self.notify(refused);
            return false;
        };
        let edit = crate::project::Edit::Story { id, to: std::sync::Arc::new(story) };
        let made = self.session.perform(label, edit);
        self.tell_refusal(made)
    }
}
