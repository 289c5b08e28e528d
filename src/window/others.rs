//! Other coders' claims on the open story, to be looked at and never to be changed: no command
//! knows them, for what is chosen is always a claim of one's own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::picture_marks::PictureMarks;
use crate::claims::{Claim, ClaimId, CoderId, MarkIndex, Passage};
use crate::project::{Claims, Session, StoryWork};
use crate::story::{Story, StoryId};

/// What others made of the open story, while it is shown.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Everyone else with claims on the story, by name.
    pub coders: Vec<Arc<OtherCoder>>,
    /// Whose claims are not to be shown.
    pub hidden: BTreeSet<CoderId>,
    /// The claim whose card is open.
    pub opened: Option<(CoderId, ClaimId)>,
    story: Option<StoryId>,
}

/// One of them.
#[derive(Debug)]
pub struct OtherCoder {
    /// Who it is.
    pub coder: CoderId,
    /// The same in two letters.
    pub initials: String,
    /// The claims in reading order.
    pub claims: Vec<Arc<Claim>>,
    /// Where they stand in the text.
    pub marks: MarkIndex,
    /// Which of them rest on which picture.
    pub pictures: PictureMarks,
    /// What this was made of.
    made_of: (Arc<Story>, Claims),
}

impl Others {
    /// Keeps them true to the open story; makes anew only what changed.
    pub fn refresh(&mut self, session: &Session, open: Option<&StoryId>) {
        if self.story.as_ref() != open {
            self.story = open.cloned();
            self.opened = None;
        }
        let Some(work) = open.and_then(|id| session.project().story(id)) else {
            self.coders.clear();
            return;
        };
        let before = std::mem::take(&mut self.coders);
        let others =
            work.coders.iter().filter(|(coder, own)| *coder != session.coder() && !own.claims.is_empty());
        let coders = others.map(|(coder, own)| {
            let same = |other: &&Arc<OtherCoder>| {
                other.coder == *coder
                    && Arc::ptr_eq(&other.made_of.0, &work.story)
                    && other.made_of.1 == own.claims
            };
            let kept = before.iter().find(same).cloned();
            kept.unwrap_or_else(|| Arc::new(OtherCoder::new(coder, work, &own.claims)))
        });
        self.coders = coders.collect();
    }

    /// Those whose claims are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Arc<OtherCoder>> {
        self.coders.iter().filter(|other| !self.hidden.contains(&other.coder))
    }

    /// The claim of this name, and whose it is, if it is shown.
    #[must_use]
    pub fn claim(&self, coder: &CoderId, id: ClaimId) -> Option<(&OtherCoder, &Arc<Claim>)> {
        let other = self.shown().find(|other| other.coder == *coder)?;
        Some((other, other.claim(id)?))
    }

    /// The claim whose card is open, and whose it is.
    #[must_use]
    pub fn opened(&self) -> Option<(&OtherCoder, &Arc<Claim>)> {
        let (coder, id) = self.opened.as_ref()?;
        self.claim(coder, *id)
    }
}

impl OtherCoder {
    fn new(coder: &CoderId, work: &StoryWork, own: &Claims) -> Self {
        let mut claims: Vec<Arc<Claim>> = own.values().cloned().collect();
        claims.sort_by_cached_key(|claim| claim.reading_key(&work.story));
        let stands = |passage: &Passage| passage.stands_in(&work.text);
        let marks = MarkIndex::new(claims.iter().map(AsRef::as_ref), &work.story.blocks, stands);
        let pictures = PictureMarks::of(&claims);
        let made_of = (work.story.clone(), own.clone());
        Self { coder: coder.clone(), initials: initials(coder.as_str()), claims, marks, pictures, made_of }
    }

    /// The claim called `id`.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&Arc<Claim>> {
        self.made_of.1.get(&id)
    }
}

/// "Lee Min-ho" is LM, "kim" is KI.
fn initials(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let letters: String = match words.as_slice() {
        [only] => only.chars().take(2).collect(),
        many => many.iter().filter_map(|word| word.chars().next()).take(2).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_in_any_script() {
        assert_eq!(["kim", "Lee Min-ho", "x", "李雷"].map(initials), ["KI", "LM", "X", "李雷"]);
    }
}
