//! The pictures of a story that is imported again: those that are still there stay the same.

use std::collections::BTreeSet;

use crate::claims::Passage;
use crate::claims::anchors::Outcome;
use crate::project::StoryWork;
use crate::project::correction::Carrier;
use crate::story::{BytePos, Caption, Picture, PictureId, Story, StoryText, TextRange};

/// What becomes of the pictures, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureFates {
    /// Still there, with their files and regions.
    pub kept: usize,
    /// New.
    pub new: usize,
    /// Not in the new source; they stay where they were, as near as can be told.
    pub gone: usize,
}

/// The pictures of `story`, which comes in the place of that of `work`, in the order of their places.
/// A picture is the same one if its file is; else if its address is, the name of its file, or its
/// caption; else if its caption stands where the old one was, or it at the same block of as many. One that is gone stays, unless it was but
/// the place of a caption with nothing marked on it.
pub(super) fn merged(
    work: &StoryWork,
    story: &Story,
    text: &StoryText,
    carrier: &Carrier<'_>,
) -> (Vec<Picture>, PictureFates) {
    let old = &work.story.pictures;
    let pairs = pairs(work, story, text, carrier);
    let mut names = Names::of(work);
    let mut fates = PictureFates::default();
    let mut pictures = Vec::new();
    for (picture, pair) in story.pictures.iter().zip(&pairs) {
        pictures.push(match pair.and_then(|at| old.get(at)) {
            Some(was) => {
                fates.kept += 1;
                let picture = picture.clone();
                Picture {
                    id: was.id.clone(),
                    // Regions are drawn on this very file.
                    file: was.file.clone().or(picture.file),
                    caption: picture.caption.or_else(|| apart(was, work)),
                    credit: picture.credit.or_else(|| was.credit.clone()),
                    alt: picture.alt.or_else(|| was.alt.clone()),
                    url: picture.url.or_else(|| was.url.clone()),
                    at: picture.at,
                }
            }
            None => {
                fates.new += 1;
                Picture { id: names.fresh(), ..picture.clone() }
            }
        });
    }
    let gone = old.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at)));
    for (_, was) in gone.filter(|(_, was)| names.marked(&was.id) || was.file.is_some() || was.url.is_some()) {
        fates.gone += 1;
        let caption = match &was.caption {
            Some(Caption::InText(range)) => {
                place(work, carrier, *range).map(Caption::InText).or_else(|| apart(was, work))
            }
            other => other.clone(),
        };
        pictures.push(Picture { at: nearest(work, story, carrier, was.at), caption, ..was.clone() });
    }
    pictures.sort_by_key(|picture| picture.at);
    (pictures, fates)
}

/// For each new picture the old one that it is.
fn pairs(work: &StoryWork, story: &Story, text: &StoryText, carrier: &Carrier<'_>) -> Vec<Option<usize>> {
    let old = &work.story.pictures;
    let mut pairs = vec![None; story.pictures.len()];
    let blocks = work.story.blocks.len() == story.blocks.len();
    let words =
        |picture: &Picture, text| picture.caption(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let was = |at: &usize| words(&old[*at], &work.text);
    let captions: Vec<String> = (0..old.len()).map(|at| was(&at)).collect();
    type Same<'a> = &'a dyn Fn(&Picture, usize, &Picture) -> bool;
    let file = |new: &Picture, _: usize, old: &Picture| {
        new.file.as_ref().zip(old.file.as_ref()).is_some_and(|(new, old)| new.name == old.name)
    };
    let url = |new: &Picture, _: usize, old: &Picture| new.url.is_some() && new.url == old.url;
    let name = |new: &Picture, _: usize, old: &Picture| {
        new.file.as_ref().zip(old.file.as_ref()).is_some_and(|(new, old)| new.original == old.original)
    };
    let caption = |new: &Picture, at: usize, _: &Picture| {
        let words = words(new, text);
        !words.is_empty() && captions.get(at) == Some(&words)
    };
    // A caption may be cut otherwise, with its credit or without.
    let carried: Vec<Option<TextRange>> = old
        .iter()
        .map(|old| match old.caption {
            Some(Caption::InText(range)) => self::place(work, carrier, range),
            _ => None,
        })
        .collect();
    let over = |new: &Picture, at: usize, _: &Picture| match (&new.caption, carried.get(at)) {
        (Some(Caption::InText(range)), Some(Some(was))) => range.overlaps(*was),
        _ => false,
    };
    let place = |new: &Picture, _: usize, old: &Picture| {
        // Two files are two pictures, wherever they stand.
        let free = new.file.is_none() || old.file.is_none();
        blocks && free && story.block_at(new.at) == work.story.block_at(old.at)
    };
    let rules: [Same<'_>; 6] = [&file, &url, &name, &caption, &over, &place];
    for same in rules {
        for (new, picture) in story.pictures.iter().enumerate() {
            if pairs[new].is_none() {
                let free = |at: &usize| !pairs.contains(&Some(*at)) && same(picture, *at, &old[*at]);
                pairs[new] = (0..old.len()).find(free);
            }
        }
    }
    pairs
}

/// A picture's caption with its words beside the text.
fn apart(picture: &Picture, work: &StoryWork) -> Option<Caption> {
    let words = picture.caption(&work.text);
    (!words.is_empty()).then(|| Caption::Apart(words.to_owned()))
}

/// Where a range of the old text is in the new one, where that is sure.
fn place(work: &StoryWork, carrier: &Carrier<'_>, range: TextRange) -> Option<TextRange> {
    carrier.same(range).or_else(|| {
        let found = carrier.find(&Passage::of(&work.text, range)?);
        found.range.filter(|_| found.outcome == Outcome::Placed)
    })
}

/// The place in the new text that is nearest to an old one: where the block it stood at is, or else the
/// block before that, and so on.
fn nearest(work: &StoryWork, story: &Story, carrier: &Carrier<'_>, at: BytePos) -> BytePos {
    /// How many blocks back are looked for.
    const BACK: usize = 8;
    let blocks = &work.story.blocks;
    let here = work.story.block_at(at).map_or(0, |here| here + 1);
    let before = blocks.get(..here).unwrap_or_default().iter().rev().take(BACK);
    let found = before.filter_map(|block| place(work, carrier, block.range)).next();
    let near = |start: BytePos| story.block_at(start).and_then(|at| story.blocks.get(at));
    let first = || story.blocks.first().map(|block| block.range.start).unwrap_or_default();
    found.map_or_else(first, |range| near(range.start).map_or(range.start, |block| block.range.start))
}

/// The names of a story's pictures, and of those that some region names.
struct Names {
    taken: BTreeSet<PictureId>,
    marked: BTreeSet<PictureId>,
    /// Whether some claims could not be read: any picture may be marked.
    unread: bool,
}

impl Names {
    fn of(work: &StoryWork) -> Self {
        let claims = work.coders.values().flat_map(|coder| coder.claims.values());
        let marked: BTreeSet<PictureId> =
            claims.flat_map(|claim| &claim.regions).map(|region| region.picture.clone()).collect();
        let own = work.story.pictures.iter().map(|picture| picture.id.clone());
        let taken = own.chain(marked.iter().cloned()).collect();
        Self { taken, marked, unread: !work.sealed.is_empty() }
    }

    fn marked(&self, id: &PictureId) -> bool {
        self.unread || self.marked.contains(id)
    }

    /// A name above all that were given.
    fn fresh(&mut self) -> PictureId {
        let number = |id: &PictureId| id.0.strip_prefix('p').and_then(|digits| digits.parse::<u32>().ok());
        let last = self.taken.iter().filter_map(number).max().unwrap_or_default();
        let id = PictureId(format!("p{}", last.saturating_add(1)));
        self.taken.insert(id.clone());
        id
    }
}
