//! Which place each part of a text belongs to.

use std::collections::BTreeSet;

use crate::analysis::search::query::Place;
use crate::story::{Block, BytePos, Role};

/// The places that are wanted, and the way through a text's blocks to tell them.
pub(super) struct Places<'s> {
    wanted: [bool; Place::ALL.len()],
    blocks: &'s [Block],
    /// The first block that begins after the last position asked about.
    next: usize,
    /// Whether the part of the text up to there is wanted.
    here: bool,
}

impl<'s> Places<'s> {
    pub(super) fn of(wanted: &BTreeSet<Place>, blocks: &'s [Block]) -> Self {
        let wanted = Place::ALL.map(|place| wanted.contains(&place));
        Self { wanted, blocks, next: 0, here: wanted[Place::Text as usize] }
    }

    pub(super) fn wants(&self, place: Place) -> bool {
        self.wanted[place as usize]
    }

    /// Whether anything of the text itself is wanted.
    pub(super) fn wants_text(&self) -> bool {
        [Place::Text, Place::Headlines, Place::Captions, Place::Furniture]
            .into_iter()
            .any(|place| self.wants(place))
    }

    /// Whether the part of the text at `pos` is wanted. To be asked from its first position to its
    /// last.
    pub(super) fn wants_at(&mut self, pos: BytePos) -> bool {
        while let Some(block) = self.blocks.get(self.next).filter(|block| block.range.start <= pos) {
            self.next += 1;
            self.here = self.wants(place_of(block.role));
        }
        let within = self.next.checked_sub(1).and_then(|last| self.blocks.get(last));
        match within {
            Some(block) if block.range.contains(pos) => self.here,
            // What stands between the blocks is text.
            _ => self.wants(Place::Text),
        }
    }
}

fn place_of(role: Role) -> Place {
    match role {
        Role::Headline => Place::Headlines,
        Role::Caption => Place::Captions,
        Role::Furniture => Place::Furniture,
        Role::Byline | Role::Dateline | Role::Paragraph | Role::Subhead | Role::Credit => Place::Text,
    }
}
