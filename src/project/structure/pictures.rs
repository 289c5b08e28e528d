//! Which words belong to which picture, and where it stands.

use super::{StoryWork, finished};
use crate::story::{Block, BytePos, Caption, Picture, PictureId, Role, Story, TextRange, bare_credit};

/// The picture that words of the text belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Under {
    /// This one.
    Picture(PictureId),
    /// One that the story came without: a place is made for it.
    Missing,
    /// None.
    Nothing,
}

/// The block becomes the caption of a picture, which then stands there. The picture that had it gets
/// the caption the other gives up, if there is one; a credit right after a caption goes along with it.
#[must_use]
pub fn caption_of(work: &StoryWork, block: usize, under: &Under) -> Option<Story> {
    let mut story = Story::clone(&work.story);
    let Block { role, range } = story.blocks.get_mut(block)?;
    *role = Role::Caption;
    let (range, pictures) = (*range, &mut story.pictures);
    let taker = match under {
        Under::Nothing => {
            let_go(pictures, range);
            return finished(work, story);
        }
        Under::Picture(id) => pictures.iter().position(|picture| picture.id == *id)?,
        Under::Missing => {
            pictures.push(Picture { id: unused(pictures), ..nothing() });
            pictures.len() - 1
        }
    };
    let holder = pictures.iter().position(|picture| stands_under(picture, range));
    let mut taken = Words::out_of(work, &mut pictures[taker]);
    if let Some(holder) = holder.filter(|holder| *holder != taker) {
        let had = Words::out_of(work, &mut pictures[holder]);
        std::mem::replace(&mut taken, had).into_picture(&mut pictures[holder]);
    }
    taken.caption = Some(Caption::InText(range));
    taken.credit =
        taken.credit.or_else(|| credit_beside(work, range).map(|words| bare_credit(words).to_owned()));
    taken.into_picture(&mut pictures[taker]);
    finished(work, story)
}

/// Two pictures change captions, with their credits where those stand in the text beside them.
#[must_use]
pub fn swap_captions(work: &StoryWork, one: &PictureId, other: &PictureId) -> Option<Story> {
    let mut story = Story::clone(&work.story);
    let place = |id: &PictureId| work.story.pictures.iter().position(|picture| picture.id == *id);
    let (one, other) = (place(one)?, place(other).filter(|_| one != other)?);
    let first = Words::out_of(work, &mut story.pictures[one]);
    let second = Words::out_of(work, &mut story.pictures[other]);
    first.into_picture(&mut story.pictures[other]);
    second.into_picture(&mut story.pictures[one]);
    finished(work, story)
}

/// What goes from picture to picture when captions are told apart.
struct Words {
    caption: Option<Caption>,
    credit: Option<String>,
}

impl Words {
    /// Takes a picture's caption, and its credit if that stands in the text right after it.
    fn out_of(work: &StoryWork, picture: &mut Picture) -> Self {
        let caption = picture.caption.take();
        let beside = match &caption {
            Some(Caption::InText(range)) => credit_beside(work, *range),
            _ => None,
        };
        let credit = picture.credit.take_if(|credit| beside.is_some_and(|words| words.contains(&**credit)));
        Self { caption, credit }
    }

    /// Puts them under a picture; it comes to stand where its caption does.
    fn into_picture(self, picture: &mut Picture) {
        if let Some(Caption::InText(range)) = &self.caption {
            picture.at = range.start;
        }
        picture.caption = self.caption;
        picture.credit = picture.credit.take().or(self.credit);
    }
}

/// The block becomes the credit of a picture. For [`Under::Nothing`] it is a credit, but no picture's;
/// for [`Under::Missing`] that of a place made for one.
#[must_use]
pub fn credit_of(work: &StoryWork, block: usize, under: &Under) -> Option<Story> {
    let mut story = Story::clone(&work.story);
    let Block { role, range } = story.blocks.get_mut(block)?;
    let (was, range) = (std::mem::replace(role, Role::Credit), *range);
    if was == Role::Caption {
        let_go(&mut story.pictures, range);
    }
    let words = bare_credit(work.text.slice(range)?).to_owned();
    let taker = match under {
        Under::Picture(id) => Some(story.pictures.iter_mut().find(|picture| picture.id == *id)?),
        Under::Missing => {
            let id = unused(&story.pictures);
            story.pictures.push(Picture { id, at: range.start, ..nothing() });
            story.pictures.last_mut()
        }
        Under::Nothing => {
            for picture in story.pictures.iter_mut().filter(|picture| picture.credit.as_ref() == Some(&words))
            {
                picture.credit = None;
            }
            None
        }
    };
    if let Some(picture) = taker {
        picture.credit = Some(words);
    }
    finished(work, story)
}

/// The picture has no caption any more; its block stays a caption.
#[must_use]
pub fn uncaption(work: &StoryWork, picture: &PictureId) -> Option<Story> {
    let mut story = Story::clone(&work.story);
    story.pictures.iter_mut().find(|known| known.id == *picture)?.caption = None;
    finished(work, story)
}

/// The picture belongs to the block at `at`.
#[must_use]
pub fn place(work: &StoryWork, picture: &PictureId, at: BytePos) -> Option<Story> {
    let mut story = Story::clone(&work.story);
    let at = story.blocks.get(story.block_at(at).unwrap_or(0))?.range.start;
    story.pictures.iter_mut().find(|known| known.id == *picture)?.at = at;
    finished(work, story)
}

/// Takes their captions from pictures that have them in this range.
pub(super) fn let_go(pictures: &mut [Picture], range: TextRange) {
    for picture in pictures {
        if stands_under(picture, range) {
            picture.caption = None;
        }
    }
}

/// Whether words of this range are the picture's caption.
fn stands_under(picture: &Picture, range: TextRange) -> bool {
    matches!(picture.caption, Some(Caption::InText(held)) if held.overlaps(range))
}

/// Takes out places that were there for a caption which is now gone. A picture with a file, an address
/// or a description stays, and so does one that anybody drew a region on.
pub(super) fn drop_empty_places(work: &StoryWork, story: &mut Story) {
    let had_caption = |id: &PictureId| work.story.picture(id).is_some_and(|was| was.caption.is_some());
    let claimed = |id: &PictureId| {
        let mut claims = work.coders.values().flat_map(|work| work.claims.values());
        claims.any(|claim| claim.regions.iter().any(|region| region.picture == *id))
    };
    story.pictures.retain(|picture| {
        let place = picture.file.is_none() && picture.url.is_none() && picture.alt.is_none();
        let emptied = place && picture.caption.is_none() && had_caption(&picture.id);
        !emptied || claimed(&picture.id)
    });
}

/// The words of the credit that stands right after a caption.
fn credit_beside(work: &StoryWork, caption: TextRange) -> Option<&str> {
    let after = work.story.blocks.iter().find(|block| block.range.start >= caption.end)?;
    (after.role == Role::Credit).then(|| work.text.slice(after.range)).flatten()
}

/// A name no picture of the story has, after the highest of those in use.
fn unused(pictures: &[Picture]) -> PictureId {
    let numbers = pictures.iter().filter_map(|picture| picture.id.0.strip_prefix('p')?.parse::<u64>().ok());
    PictureId(format!("p{}", numbers.max().unwrap_or(0).saturating_add(1)))
}

/// A picture of which nothing is known.
fn nothing() -> Picture {
    let id = PictureId(String::new());
    Picture { id, at: BytePos(0), file: None, caption: None, credit: None, alt: None, url: None }
}
