//! What an import understood, put right by hand: the blocks' roles and edges, and which words belong
//! to which picture.
//!
//! Each function gives the story as it would be, for one [`Edit::Story`](super::Edit::Story), or
//! `None` where nothing would change. The text stays, and so every passage does. A picture's caption
//! within the text goes along with its block; one that is nothing but the place of a caption goes
//! when its caption does, unless a claim has a region on it.

mod pictures;

pub use pictures::{Under, caption_of, credit_of, place, swap_captions, uncaption};

use std::ops::RangeInclusive;

use super::StoryWork;
use crate::story::{Block, BytePos, Caption, Role, Story, TextRange};

/// These blocks become what `role` says.
#[must_use]
pub fn set_roles(work: &StoryWork, blocks: RangeInclusive<usize>, role: Role) -> Option<Story> {
    let mut story = Story::clone(&work.story);
    for block in story.blocks.get_mut(blocks)? {
        let was = std::mem::replace(&mut block.role, role);
        if was == Role::Caption && role != Role::Caption {
            pictures::let_go(&mut story.pictures, block.range);
        }
    }
    finished(work, story)
}

/// The block at `at` becomes two of the same role, without the blanks between them. A caption's
/// picture keeps the first.
#[must_use]
pub fn split(work: &StoryWork, at: BytePos) -> Option<Story> {
    let number = work.story.block_at(at)?;
    let Block { role, range } = *work.story.blocks.get(number)?;
    let head = trimmed(work, TextRange { start: range.start, end: at })?;
    let tail = trimmed(work, TextRange { start: at, end: range.end })?;
    let mut story = Story::clone(&work.story);
    story.blocks.splice(number..=number, [head, tail].map(|range| Block { role, range }));
    for picture in &mut story.pictures {
        if let Some(Caption::InText(caption)) = &mut picture.caption
            && caption.overlaps(range)
        {
            // One that had only words of the second part follows them there.
            *caption = if caption.overlaps(head) { head } else { tail };
        }
    }
    finished(work, story)
}

/// These blocks become one, with what lies between them, in the role of the first. A single block is
/// joined with the next. Of several pictures' captions the first keeps its picture.
#[must_use]
pub fn join(work: &StoryWork, blocks: RangeInclusive<usize>) -> Option<Story> {
    let (first, last) = (*blocks.start(), (*blocks.end()).max(blocks.start() + 1));
    let run = work.story.blocks.get(first..=last)?;
    let (role, ends) = (run.first()?.role, run.last()?.range.end);
    let range = TextRange { start: run.first()?.range.start, end: ends };
    let mut story = Story::clone(&work.story);
    story.blocks.splice(first..=last, [Block { role, range }]);
    if role == Role::Caption {
        let mut taken = false;
        for picture in &mut story.pictures {
            if let Some(Caption::InText(caption)) = &mut picture.caption
                && caption.overlaps(range)
            {
                if std::mem::replace(&mut taken, true) {
                    picture.caption = None;
                } else {
                    *caption = range;
                }
            }
        }
    } else {
        pictures::let_go(&mut story.pictures, range);
    }
    finished(work, story)
}

/// The range without the blanks at its ends; `None` where nothing else is in it.
fn trimmed(work: &StoryWork, range: TextRange) -> Option<TextRange> {
    let words = work.text.slice(range)?;
    let start = range.start.index() + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then(|| TextRange::from_indices(start, start + words.len()))
}

/// The changed story with what follows from the change; `None` if nothing changed.
fn finished(work: &StoryWork, mut story: Story) -> Option<Story> {
    pictures::drop_empty_places(work, &mut story);
    // Their numbers are those of their places in the text.
    story.pictures.sort_by_key(|picture| picture.at);
    follow_headline(work, &mut story);
    (story != *work.story).then_some(story)
}

/// The list's headline is that of the text, as long as nobody gave it another.
fn follow_headline(work: &StoryWork, story: &mut Story) {
    let first = |story: &Story| {
        let block = story.blocks.iter().find(|block| block.role == Role::Headline)?;
        let words = work.text.slice(block.range)?.split_whitespace();
        Some(words.collect::<Vec<_>>().join(" "))
    };
    let (was, is) = (first(&work.story), first(story));
    if let Some(is) = is.filter(|_| was.is_none_or(|was| was == work.story.headline)) {
        story.headline = is;
    }
}

#[cfg(test)]
mod tests;
