//! A story's text corrected, with the coding carried over.
//!
//! Only the coder at work is carried over here: two coders never write the same file. The passages of
//! the others stay as they were made, and so does the text they were made in, beside the new one; when
//! their own program opens the story, [`waiting`] finds where they belong now.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::origin::{by_hand, how, left, relocated};
use super::{Edit, Session, StoryWork};
use crate::claims::anchors::{Anchored, Anchors, Outcome};
use crate::claims::{Claim, ClaimId, CoderId, Method, Passage};
use crate::story::{Block, BytePos, Caption, Picture, Role, Story, StoryId, StoryText, TextHash, TextRange};

/// What a corrected text would make of a story and of a coder's claims on it.
#[derive(Clone, Debug)]
pub struct Correction {
    story: Arc<Story>,
    text: StoryText,
    claims: Vec<Arc<Claim>>,
    /// How the coder's passages fare.
    pub carried: Carried,
}

/// How many passages fare how when a text is corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Their words did not change.
    pub kept: usize,
    /// Their words changed, and they were placed on the new ones.
    pub placed: usize,
    /// An analyst should say where they belong.
    pub review: usize,
    /// Their words are gone.
    pub orphans: usize,
}

/// A passage that does not stand in its story's text, and where it may belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whose it is.
    pub claim: ClaimId,
    /// The passage as it was made.
    pub passage: Passage,
    /// Where its words seem to be now.
    pub found: Anchored,
    /// The text it was made in, where that is known.
    pub home: Option<TextHash>,
}

impl Correction {
    /// Makes `words` of a block, without the blanks around them, and carries `coder`'s claims over. A
    /// block of no words is none any more. `None` if that changes nothing or leaves no text.
    #[must_use]
    pub fn of_block(work: &StoryWork, coder: &CoderId, block: usize, words: &str) -> Option<Self> {
        let was = work.story.blocks.get(block)?.range;
        let words = StoryText::from_canonical(words.replace("\r\n", "\n").replace('\r', "\n"));
        let words = words.as_str().trim();
        let old = work.text.as_str();
        let text = format!("{}{words}{}", old.get(..was.start.index())?, old.get(was.end.index()..)?);
        if text == old || text.trim().is_empty() {
            return None;
        }
        let text = StoryText::from_canonical(text);
        let is = TextRange::from_indices(was.start.index(), was.start.index() + words.len());
        let carrier = Carrier::new(&work.text, &text);
        let mut story = Story::clone(&work.story);
        story.text = text.hash().clone();
        // A headline that stands in the text is the same in lists.
        let headline = story.blocks[block].role == Role::Headline;
        if headline && work.text.slice(was) == Some(story.headline.as_str()) && !words.is_empty() {
            words.clone_into(&mut story.headline);
        }
        let beyond = |range: TextRange| if range.start >= was.end { shifted(range, was, is) } else { range };
        let blocks = story.blocks.iter().enumerate();
        let blocks =
            blocks.map(|(at, old)| Block { range: if at == block { is } else { beyond(old.range) }, ..*old });
        story.blocks = blocks.filter(|block| !block.range.is_empty()).collect();
        for picture in &mut story.pictures {
            carrier.picture(picture, was, is);
        }
        let mut carried = Carried::default();
        let claims = work.work_of(coder).into_iter().flat_map(|work| work.claims.values());
        let claims = claims.filter_map(|claim| carrier.claim(claim, &mut carried)).collect();
        Some(Self { story: Arc::new(story), text, claims, carried })
    }

    /// The edit that makes it so, as one step.
    #[must_use]
    pub fn into_edit(self, story: &StoryId, coder: &CoderId) -> Edit {
        let text = Edit::Text { id: story.clone(), story: self.story, text: self.text };
        let claim = |claim: Arc<Claim>| Edit::Claim {
            story: story.clone(),
            coder: coder.clone(),
            id: claim.id,
            to: Some(claim),
        };
        Edit::Batch(std::iter::once(text).chain(self.claims.into_iter().map(claim)).collect())
    }
}

/// Carries positions from one text into another.
pub(super) struct Carrier<'a> {
    old: &'a StoryText,
    new: &'a StoryText,
    /// What differs, in each of them: all before and after it is the same.
    was: TextRange,
    is: TextRange,
    anchors: OnceCell<Anchors<'a>>,
}

impl<'a> Carrier<'a> {
    pub(super) fn new(old: &'a StoryText, new: &'a StoryText) -> Self {
        let (a, b) = (old.as_str(), new.as_str());
        let same = |(one, other): &(char, char)| one == other;
        let head: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let rest = a[head..].chars().rev().zip(b[head..].chars().rev());
        let tail: usize = rest.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let was = TextRange::from_indices(head, a.len() - tail);
        let is = TextRange::from_indices(head, b.len() - tail);
        Self { old, new, was, is, anchors: OnceCell::new() }
    }

    /// Where a range is whose words did not change.
    pub(super) fn same(&self, range: TextRange) -> Option<TextRange> {
        if range.end <= self.was.start {
            Some(range)
        } else {
            (range.start >= self.was.end).then(|| shifted(range, self.was, self.is))
        }
    }

    pub(super) fn find(&self, passage: &Passage) -> Anchored {
        self.anchors.get_or_init(|| Anchors::new(Some(self.old), self.new)).find(passage)
    }

    /// The passage in the new text; `None` where it stays as it was made. One that had no place before
    /// is not touched.
    fn passage(&self, passage: &Passage, carried: &mut Carried) -> Option<Passage> {
        if !passage.stands_in(self.old) {
            return None;
        }
        if let Some(range) = self.same(passage.range) {
            carried.kept += 1;
            let to = Passage::of(self.new, range)?;
            let from = (self.old.hash(), self.new.hash());
            return Some(if range == passage.range {
                to.from_origin(passage.origin().cloned())
            } else {
                relocated(passage, from, to, (Method::Shifted, 100))
            });
        }
        let found = self.find(passage);
        match found.outcome {
            Outcome::Placed => carried.placed += 1,
            Outcome::Review => carried.review += 1,
            Outcome::Orphan => carried.orphans += 1,
        }
        found
            .range
            .filter(|_| found.outcome == Outcome::Placed)
            .and_then(|range| Passage::of(self.new, range))
            .map(|to| relocated(passage, (self.old.hash(), self.new.hash()), to, how(found)))
    }

    /// The claim in the new text; `None` if it is the same.
    fn claim(&self, claim: &Arc<Claim>, carried: &mut Carried) -> Option<Arc<Claim>> {
        let mut moved = Claim::clone(claim);
        moved.each_passage(|passage| {
            if let Some(to) = self.passage(passage, carried) {
                *passage = to;
            }
        });
        (moved != **claim).then(|| Arc::new(moved))
    }

    /// Has a picture stand where it did, and its caption be what it was; `was` became `is`.
    fn picture(&self, picture: &mut Picture, was: TextRange, is: TextRange) {
        if picture.at >= was.end && picture.at > was.start {
            picture.at = shifted(TextRange { start: picture.at, end: picture.at }, was, is).start;
        } else if picture.at > was.start {
            picture.at = is.start;
        }
        let Some(Caption::InText(range)) = picture.caption else { return };
        let to = if range == was { Some(is).filter(|is| !is.is_empty()) } else { self.same(range) };
        let to = to.or_else(|| {
            let found = self.find(&Passage::of(self.old, range)?);
            found.range.filter(|_| found.outcome == Outcome::Placed)
        });
        picture.caption = match to {
            Some(to) => Some(Caption::InText(to)),
            None => self.old.slice(range).map(|words| Caption::Apart(words.to_owned())),
        };
    }
}

/// A range after `was`, moved by what `was` grew or shrank when it became `is`.
fn shifted(range: TextRange, was: TextRange, is: TextRange) -> TextRange {
    let shift = |pos: BytePos| BytePos::from_index(is.end.index() + (pos.index() - was.end.index()));
    TextRange { start: shift(range.start), end: shift(range.end) }
}

/// The texts a story had before, as far as they are known: those that corrections replaced, the latest
/// first, and those found beside it when it was read.
#[must_use]
pub fn earlier_texts(session: &Session, story: &StoryId) -> Vec<StoryText> {
    let Some(work) = session.project().story(story) else { return Vec::new() };
    let steps = session.history().steps().rev();
    let singles = steps.flat_map(|(_, step)| [step.edit(), step.back()]).flat_map(Edit::singles);
    let replaced = singles.filter_map(|edit| match edit {
        Edit::Text { id, text, .. } if id == story => Some(text),
        _ => None,
    });
    let mut texts: Vec<StoryText> = Vec::new();
    for text in replaced.chain(&work.earlier) {
        if *text != work.text && !texts.contains(text) {
            texts.push(text.clone());
        }
    }
    texts
}

/// The passages of a coder that do not stand in a story's text, in the order of the claims. `texts`
/// are those it had before; of one that was made in none of them only the words are looked for.
#[must_use]
pub fn waiting<'a>(
    work: &StoryWork,
    coder: &CoderId,
    texts: impl IntoIterator<Item = &'a StoryText>,
) -> Vec<Waiting> {
    let Some(claims) = work.work_of(coder) else { return Vec::new() };
    let mut lost = Vec::new();
    for claim in claims.in_order(&work.story) {
        let strays = claim.all_passages().filter(|passage| !passage.stands_in(&work.text));
        lost.extend(strays.map(|passage| (claim.id, passage.clone())));
    }
    if lost.is_empty() {
        return Vec::new();
    }
    let texts: Vec<(&StoryText, OnceCell<Anchors<'_>>)> =
        texts.into_iter().map(|text| (text, OnceCell::new())).collect();
    let alone = OnceCell::new();
    let found = lost.into_iter().map(|(claim, passage)| {
        let home = texts.iter().find(|(text, _)| passage.stands_in(text));
        let anchors = match home {
            Some((text, anchors)) => anchors.get_or_init(|| Anchors::new(Some(text), &work.text)),
            None => alone.get_or_init(|| Anchors::new(None, &work.text)),
        };
        let found = anchors.find(&passage);
        let home = home.map(|(text, _)| text.hash().clone());
        Waiting { claim, passage, found, home }
    });
    found.collect()
}

impl Waiting {
    /// The edit that has each of these passages stand at the place beside it, as one step; a place that
    /// is no piece of the text is left out.
    #[must_use]
    pub fn settle<'a>(
        places: impl IntoIterator<Item = (&'a Self, TextRange)>,
        (id, work): (&StoryId, &StoryWork),
        coder: &CoderId,
    ) -> Edit {
        let mut moved: BTreeMap<ClaimId, Claim> = BTreeMap::new();
        for (waiting, range) in places {
            let (Some(claim), Some(to)) = (work.claim(coder, waiting.claim), Passage::of(&work.text, range))
            else {
                continue;
            };
            let claim = moved.entry(claim.id).or_insert_with(|| Claim::clone(claim));
            claim.each_passage(|passage| {
                if *passage == waiting.passage {
                    let how = if waiting.found.range == Some(range) { how(waiting.found) } else { by_hand() };
                    *passage = match &waiting.home {
                        Some(home) => relocated(passage, (home, work.text.hash()), to.clone(), how),
                        None => to.clone(),
                    };
                }
            });
        }
        Edit::Batch(moved.into_values().map(|claim| Edit::put(id.clone(), coder.clone(), claim)).collect())
    }

    /// Whether the analyst left it as it is: it is not asked of again.
    #[must_use]
    pub fn is_left(&self) -> bool {
        super::origin::is_left(&self.passage)
    }

    /// The edit by which this passage is left as it is, or is asked of again.
    #[must_use]
    pub fn leave(&self, leave: bool, (id, work): (&StoryId, &StoryWork), coder: &CoderId) -> Edit {
        let Some(claim) = work.claim(coder, self.claim) else { return Edit::Batch(Vec::new()) };
        let mut claim = Claim::clone(claim);
        claim.each_passage(|passage| {
            if *passage == self.passage {
                *passage = left(passage, self.home.as_ref(), leave);
            }
        });
        Edit::put(id.clone(), coder.clone(), claim)
    }
}
