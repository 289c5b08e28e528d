//! Passages that follow their words from one text of a story into another, as when a typo is mended
//! or the story is imported again from a better source.
//!
//! Each passage is looked for in two ways: by what became of its characters in a word diff of the two
//! texts, and by its quote, to the letter or with errors. Every place that is found gets a score for
//! its words and those around it; the best one is taken if it is good enough and well ahead of the
//! next. Otherwise an analyst decides; a passage is never moved on a guess, and never dropped.
//!
//! Sources. The selectors, a quote with its context beside a position, are those of the W3C Web
//! Annotation Data Model (2017). The score follows the Hypothesis client (`match-quote.ts`), which has
//! no lowest score and no margin; of 20,953 highlights made with it 22 % had lost their place: M. Aturban,
//! M. L. Nelson and M. C. Weigle, Quantifying Orphaned Annotations in Hypothes.is, arXiv 1512.06195. The
//! diff is Bram Cohen's patience diff, the search P. H. Sellers' edit distance (1980). The thresholds
//! were fitted on passages of news articles; `cargo bench --bench anchors` prints what they come to.

mod alignment;
mod search;
mod view;

use alignment::Alignment;
use view::View;

use super::Passage;
use crate::story::{StoryText, TextRange};

/// A passage is placed at this score or above.
const PLACED: f32 = 0.72;
/// And if the next place, one apart from it, is at least so far behind.
const MARGIN: f32 = 0.06;
/// At this score or above there is something to review.
const REVIEW: f32 = 0.45;
/// How much of the score is the quote's; the rest is its context's.
const QUOTE: f32 = 0.65;
/// The same for quotes of fewer than [`SHORT`] characters, which say less of where they stand.
const SHORT_QUOTE: f32 = 0.45;
const SHORT: usize = 24;
/// How much of the context's score is that of its better side.
const BETTER_SIDE: f32 = 0.7;
/// An end within a word is moved by at most so many characters to be out of it.
const WORD: usize = 12;
/// What the place that the diff points to is better by.
const FOLLOWED: f32 = 0.05;
/// The diff points to a place if this share of the passage's characters is still there.
const SURVIVING: f32 = 0.3;

/// Finds passages of one text in another.
pub struct Anchors<'a> {
    new: &'a StoryText,
    view: View,
    /// The earlier text, where it is known and another.
    old: Option<(&'a StoryText, View, Alignment)>,
}

/// Where a passage is in another text, as far as can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// What is to be done with it.
    pub outcome: Outcome,
    /// The best place: always a range of the new text that parts no character; `None` for an orphan.
    pub range: Option<TextRange>,
    /// How it was found; for an orphan, what came nearest.
    pub method: Method,
    /// How well the words and their surroundings agree, from 0 to 100.
    pub score: u8,
}

/// What is to be done with a passage whose text has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It stands at its new place.
    Placed,
    /// An analyst should look whether the place is right.
    Review,
    /// Its words are gone.
    Orphan,
}

/// How a passage was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// The text is the same, and so is the place.
    Same,
    /// Its characters were followed through the changes.
    Followed,
    /// Its quote stands there to the letter, but for blanks, accents and sorts of marks.
    Copy,
    /// Something nearly like its quote stands there.
    Alike,
}

/// A place that was found, in characters of the new view.
#[derive(Clone, Copy)]
struct Candidate {
    place: (usize, usize),
    method: Method,
    score: f32,
}

impl<'a> Anchors<'a> {
    /// Prepares to find passages of `old` in `new`. Without the old text, as when another program
    /// changed the file, only quotes are looked for; that finds two or three in a hundred less.
    #[must_use]
    pub fn new(old: Option<&'a StoryText>, new: &'a StoryText) -> Self {
        let view = View::of(new.as_str());
        let old = old.filter(|old| old.hash() != new.hash()).map(|old| {
            let before = View::of(old.as_str());
            let alignment = Alignment::of(&before, &view);
            (old, before, alignment)
        });
        Self { new, view, old }
    }

    /// Finds one passage.
    #[must_use]
    pub fn find(&self, passage: &Passage) -> Anchored {
        if self.old.is_none() && passage.stands_in(self.new) {
            let range = Some(passage.range);
            return Anchored { outcome: Outcome::Placed, range, method: Method::Same, score: 100 };
        }
        let wanted = Wanted::of(passage);
        let mut found = self.candidates(passage, &wanted);
        for candidate in &mut found {
            candidate.score += self.score(&wanted, candidate.place);
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        let best = found.first().copied();
        let placed = best.and_then(|best| Some((best, self.view.origin(self.new.as_str(), best.place)?)));
        let Some((best, range)) = placed else {
            return Anchored { outcome: Outcome::Orphan, range: None, method: Method::Alike, score: 0 };
        };
        let apart = |other: &&Candidate| other.place.0 >= best.place.1 || other.place.1 <= best.place.0;
        let next = found.iter().find(apart).map_or(0.0, |next| next.score);
        let outcome = if best.score >= PLACED && best.score - next >= MARGIN {
            Outcome::Placed
        } else if best.score >= REVIEW {
            Outcome::Review
        } else {
            Outcome::Orphan
        };
        let range = (outcome != Outcome::Orphan).then_some(range);
        // A score is never below 0; the diff's place may have a little more than all.
        Anchored { outcome, range, method: best.method, score: (best.score.min(1.0) * 100.0) as u8 }
    }

    /// The places where the passage may be; those the diff points to have their lead already.
    fn candidates(&self, passage: &Passage, wanted: &Wanted) -> Vec<Candidate> {
        let old = self.old.as_ref().filter(|(old, ..)| passage.stands_in(old));
        let place = old.map(|(_, view, alignment)| (alignment, view.within(passage.range)));
        let followed = place.and_then(|(alignment, place)| alignment.image(place, SURVIVING));
        let followed = followed.map(|place| self.in_whole_words(wanted, place));
        let mut method = Method::Copy;
        let mut places = search::copies(&self.view, &wanted.quote, |place| self.touching(wanted, place));
        if places.is_empty() {
            let near = place.map_or(0, |(alignment, place)| alignment.near(place.0));
            method = Method::Alike;
            places = search::near_copies(&self.view, &wanted.quote, near);
            places.iter_mut().for_each(|place| *place = self.in_whole_words(wanted, *place));
        }
        let mut found: Vec<Candidate> =
            places.into_iter().map(|place| Candidate { place, method, score: 0.0 }).collect();
        if let Some(place) = followed.filter(|(start, end)| start < end) {
            found.retain(|other| other.place != place);
            found.push(Candidate { place, method: Method::Followed, score: FOLLOWED });
        }
        found
    }

    /// The place with its ends moved out of words, where those of the passage were in none: to the
    /// nearer side of the word.
    fn in_whole_words(&self, wanted: &Wanted, (start, end): (usize, usize)) -> (usize, usize) {
        let parts = |before: Option<&char>, after: Option<&char>| {
            before.is_some_and(|c| c.is_alphanumeric()) && after.is_some_and(|c| c.is_alphanumeric())
        };
        let chars = &self.view.chars;
        let inside = |at: usize| parts(at.checked_sub(1).and_then(|last| chars.get(last)), chars.get(at));
        let nearest = |at: usize,
                       outward: fn(usize, usize) -> Option<usize>,
                       inward: fn(usize, usize) -> Option<usize>| {
            let sides = (0..=WORD).flat_map(|by| [outward(at, by), inward(at, by)]);
            sides.flatten().find(|&at| at <= chars.len() && !inside(at)).unwrap_or(at)
        };
        let (quote, before, after) = (&wanted.quote.chars, &wanted.before.chars, &wanted.after.chars);
        let (mut from, mut to) = (start, end);
        if !parts(before.last(), quote.first()) {
            from = nearest(start, usize::checked_sub, usize::checked_add);
        }
        if !parts(quote.last(), after.first()) {
            to = nearest(end, usize::checked_add, usize::checked_sub);
        }
        if from < to { (from, to) } else { (start, end) }
    }

    /// How many characters around a place are those around the passage, up to the first other one.
    fn touching(&self, wanted: &Wanted, place: (usize, usize)) -> usize {
        let (before, after) = self.around(place, usize::MAX, usize::MAX);
        let same = |(a, b): &(&char, &char)| a == b;
        let back = wanted.before.chars.iter().rev().zip(before.iter().rev()).take_while(same).count();
        back + wanted.after.chars.iter().zip(after).take_while(same).count()
    }

    /// Up to so many characters before and after a place.
    fn around(&self, (start, end): (usize, usize), before: usize, after: usize) -> (&[char], &[char]) {
        let chars = &self.view.chars;
        let from = start.saturating_sub(before);
        let to = end.saturating_add(after).min(chars.len());
        (chars.get(from..start).unwrap_or_default(), chars.get(end..to).unwrap_or_default())
    }

    /// How well the words at a place and around it are those of the passage, from 0 to 1.
    fn score(&self, wanted: &Wanted, place: (usize, usize)) -> f32 {
        let words = self.view.chars.get(place.0..place.1).unwrap_or_default();
        let quote = search::likeness(&wanted.quote.chars, words);
        let (before, after) = self.around(place, wanted.before.len(), wanted.after.len());
        // Where the passage stood at an end of its text, that side says nothing.
        let side = |was: &View, is: &[char]| (was.len() > 0).then(|| search::likeness(&was.chars, is));
        let context = match (side(&wanted.before, before), side(&wanted.after, after)) {
            (Some(one), Some(other)) => BETTER_SIDE * one.max(other) + (1.0 - BETTER_SIDE) * one.min(other),
            (one, other) => one.or(other).unwrap_or(quote),
        };
        let weight = if wanted.quote.len() < SHORT { SHORT_QUOTE } else { QUOTE };
        weight * quote + (1.0 - weight) * context
    }
}

/// The words that are looked for.
struct Wanted {
    quote: View,
    before: View,
    after: View,
}

impl Wanted {
    fn of(passage: &Passage) -> Self {
        Self {
            quote: View::of(passage.quote()),
            before: View::of(passage.before()),
            after: View::of(passage.after()),
        }
    }
}
