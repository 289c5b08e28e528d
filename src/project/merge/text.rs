//! What goes with a story's text: blocks and places are ranges of one text and make no sense in another.

use std::borrow::Cow;

use super::blocks::blocks;
use super::story::caption_words;
use super::{Notes, Side, Sides};
use crate::story::{Block, BytePos, Caption, Picture, Story, TextHash};

/// Which text is kept.
pub(super) struct Texts<'a> {
    pub text: &'a TextHash,
    /// The side whose text was kept, where both had made another of what was there.
    pub rivals: Option<Side>,
    /// The side whose text was kept, where the other side has another.
    pub only: Option<Side>,
}

/// Chooses the text.
pub(super) fn texts<'a>(notes: &mut Notes, about: &str, sides: Sides<&'a Story>) -> Texts<'a> {
    let texts = sides.map(|story| &story.text);
    let clash = texts.pick().1.is_some();
    let text = notes.pick(about, texts, |text| format!("text {}", text.short()));
    let side = if *text == sides.ours.text { Side::Ours } else { Side::Theirs };
    let only = (sides.ours.text != sides.theirs.text).then_some(side);
    Texts { text, rivals: only.filter(|_| clash), only }
}

/// The blocks of the text that is kept.
pub(super) fn division(
    notes: &mut Notes,
    about: &str,
    sides: Sides<&Story>,
    only: Option<Side>,
) -> Vec<Block> {
    let divided = sides.map(|story| story.blocks.as_slice());
    let told = |blocks: &[Block]| format!("that into {}", blocks.len());
    let Some(side) = only else {
        let one_text = sides.base.text == sides.ours.text;
        let has_empty = |blocks: &[Block]| blocks.iter().any(|block| block.range.is_empty());
        let Sides { base, ours, theirs } = divided;
        return if one_text && ![base, ours, theirs].into_iter().any(has_empty) {
            blocks(notes, about, divided)
        } else {
            notes.pick(about, divided, told).to_vec()
        };
    };
    let (kept, other) = divided.from(side);
    // The other side put blocks right of a text that is replaced.
    if sides.from(side).1.text == sides.base.text && other != divided.base {
        notes.add(about, told(kept), told(other));
    }
    kept.to_vec()
}

/// The pictures of each version as they would stand in the text that is kept: where its side has them,
/// and the others at the block of the same number. What of them only another text can say is told; it
/// is no change that would keep a picture which the other side took away.
pub(super) fn carried<'a>(
    notes: &mut Notes,
    sides: Sides<&'a Story>,
    only: Option<Side>,
) -> Sides<Cow<'a, [Picture]>> {
    let as_is = |story: &'a Story| Cow::Borrowed(story.pictures.as_slice());
    let Sides { base, ours, theirs } = sides.map(as_is);
    let Some(side) = only else {
        let one_text = sides.base.text == sides.ours.text;
        return Sides { base: if one_text { base } else { agreed(sides) }, ours, theirs };
    };
    let (kept, other) = sides.from(side);
    for picture in &other.pictures {
        let was = sides.base.picture(&picture.id);
        tell_of_places(notes, picture, was, kept.picture(&picture.id), other.text == sides.base.text);
    }
    let place = |picture: &Picture| match kept.picture(&picture.id) {
        Some(own) => own.at,
        None => {
            let there = other.picture(&picture.id).unwrap_or(picture);
            same_block(kept, other, there.at)
        }
    };
    let moved = |picture: &Picture| {
        let caption = match (&picture.caption, kept.picture(&picture.id)) {
            (Some(Caption::InText(_)), Some(own)) => own.caption.clone(),
            _ => apart(picture),
        };
        Picture { at: place(picture), caption, ..picture.clone() }
    };
    let moved: Cow<'_, [Picture]> = other.pictures.iter().map(moved).collect();
    let was = |picture: &Picture| {
        let own = kept.picture(&picture.id);
        Picture { at: place(picture), ..captioned_as(own, picture) }
    };
    let base =
        if sides.base.text == kept.text { base } else { sides.base.pictures.iter().map(was).collect() };
    match side {
        Side::Ours => Sides { base, ours, theirs: moved },
        Side::Theirs => Sides { base, ours: moved, theirs },
    }
}

/// The pictures of the base as the sides have them in the text that both have by now.
fn agreed<'a>(sides: Sides<&Story>) -> Cow<'a, [Picture]> {
    let placed = |picture: &Picture| {
        let own = [sides.ours.picture(&picture.id), sides.theirs.picture(&picture.id)];
        let own = || own.into_iter().flatten();
        let mut places = own().map(|own| own.at);
        let at = places.next().filter(|at| places.all(|other| other == *at)).unwrap_or(picture.at);
        let mut captioned = own().filter(|own| apart(own) != own.caption);
        let first = captioned.next();
        // Two places for one caption: that is a clash.
        match captioned.all(|other| first.is_some_and(|first| first.caption == other.caption)) {
            true => Picture { at, ..captioned_as(first, picture) },
            false => Picture { at, ..picture.clone() },
        }
    };
    sides.base.pictures.iter().map(placed).collect()
}

/// A picture with the caption in the text that another version of it has, if it had one.
fn captioned_as(own: Option<&Picture>, picture: &Picture) -> Picture {
    let in_text = |caption: &Caption| matches!(caption, Caption::InText(_));
    let caption = match &picture.caption {
        Some(Caption::InText(_)) => own.and_then(|own| own.caption.clone()).filter(in_text),
        apart => apart.clone(),
    };
    Picture { caption, ..picture.clone() }
}

/// The caption that is in no text.
fn apart(picture: &Picture) -> Option<Caption> {
    picture.caption.clone().filter(|caption| matches!(caption, Caption::Apart(_)))
}

/// Tells of a place and a caption in the text that somebody chose in another one; one that only moved
/// along with that text was not chosen.
fn tell_of_places(
    notes: &mut Notes,
    picture: &Picture,
    was: Option<&Picture>,
    own: Option<&Picture>,
    in_text_of_base: bool,
) {
    let about = |part: &str| format!("the {part} of the picture {}", picture.id.0);
    if let (Some(was), Some(own), true) = (was, own, in_text_of_base)
        && was.at != picture.at
    {
        notes.add(&about("place"), place_words(own.at), place_words(picture.at));
    }
    let before = was.and_then(|was| was.caption.as_ref());
    let in_text = |caption: Option<&Caption>| matches!(caption, Some(Caption::InText(_)));
    let chosen = picture.caption.as_ref() != before && (in_text_of_base || !in_text(before));
    if in_text(picture.caption.as_ref()) && chosen {
        let kept = own.and_then(|own| own.caption.as_ref());
        notes.add(&about("caption"), caption_words(kept), caption_words(picture.caption.as_ref()));
    }
}

/// The start of the block in `story` that has the number of the one at `at` in `other`.
fn same_block(story: &Story, other: &Story, at: BytePos) -> BytePos {
    let number = other.block_at(at).unwrap_or_default().min(story.blocks.len().saturating_sub(1));
    story.blocks.get(number).map_or_else(BytePos::default, |block| block.range.start)
}

pub(super) fn place_words(at: BytePos) -> String {
    format!("byte {}", at.0)
}
