//! Passages follow their words into another text: the least that must come of it on a fixed corpus made
//! by rule, and what must hold for any two texts.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "support/mutations.rs"]
mod mutations;

use mutations::{Case, Counts, HEAVY, LIGHT, MUTATIONS};
use pressmark::claims::Passage;
use pressmark::claims::anchors::{Anchored, Anchors, Method, Outcome};
use pressmark::story::{BytePos, StoryText, TextRange};
use proptest::prelude::*;

fn counts(name: &str) -> Counts {
    let mutation = MUTATIONS.iter().find(|mutation| mutation.name == name).unwrap();
    let mut counts = Counts::default();
    for seed in 1_000..1_030 {
        Case::of(mutation, seed, 20).count(&mut counts, true);
    }
    assert!(counts.all() > 400, "too few are left to judge");
    counts
}

#[test]
fn a_light_re_import_loses_next_to_nothing() {
    let counts = counts(LIGHT);
    assert!(counts.percent(counts.right) >= 92.0, "{:.1} % right", counts.percent(counts.right));
    assert!(counts.percent(counts.wrong) <= 1.0, "{:.1} % silently wrong", counts.percent(counts.wrong));
}

#[test]
fn a_heavy_rewrite_is_seldom_misread() {
    let counts = counts(HEAVY);
    assert!(counts.percent(counts.wrong) <= 3.5, "{:.1} % silently wrong", counts.percent(counts.wrong));
    assert!(counts.percent(counts.right) >= 40.0, "{:.1} % right", counts.percent(counts.right));
}

#[test]
fn what_did_not_change_stays() {
    let text = StoryText::from_canonical("One word and another word.");
    let passage = Passage::of(&text, TextRange::from_indices(17, 24)).unwrap();
    let same =
        Anchored { outcome: Outcome::Placed, range: Some(passage.range), method: Method::Same, score: 100 };
    assert_eq!(Anchors::new(Some(&text), &text).find(&passage), same);
    assert_eq!(Anchors::new(None, &text).find(&passage), same);
}

fn find(old: &str, new: &str, quote: &str) -> (Outcome, Option<String>) {
    let (old, new) = (StoryText::from_canonical(old), StoryText::from_canonical(new));
    let start = old.as_str().find(quote).unwrap();
    let passage = Passage::of(&old, TextRange::from_indices(start, start + quote.len())).unwrap();
    let found = Anchors::new(Some(&old), &new).find(&passage);
    (found.outcome, found.range.map(|range| new.slice(range).unwrap().to_owned()))
}

#[test]
fn a_mended_word_is_taken_along() {
    let old =
        "The ministry said on Monday that it would recieve the envoy in Geneva next week. Nobody else spoke.";
    let new = old.replace("recieve", "receive");
    let quote = "it would recieve the envoy";
    assert_eq!(find(old, &new, quote), (Outcome::Placed, Some("it would receive the envoy".to_owned())));
}

#[test]
fn a_deleted_sentence_is_not_looked_for_in_another_place() {
    let old = "He said so. The talks will go on in the spring, the envoy said. She said nothing of it.\nThen he said so again, at length.";
    let new = old.replace("The talks will go on in the spring, the envoy said. ", "");
    assert_eq!(find(old, &new, "The talks will go on in the spring"), (Outcome::Orphan, None));
    let (outcome, _) = find("Yes, he said. No, she said. Perhaps.", "No, she said. Perhaps.", "he said");
    assert_ne!(outcome, Outcome::Placed);
}

/// A piece of a text, between any two of its character boundaries.
fn piece(text: &StoryText, a: usize, b: usize) -> Option<Passage> {
    let at = |index: usize| text.floor(BytePos::from_index(index % (text.as_str().len() + 1)));
    Passage::of(text, TextRange::between(at(a), at(b)))
}

const ANY: &str = "\\PC{0,60}|[ab .é\u{301}\u{ad}\u{200d}\u{a0}\n漢字👨‍👩‍👧ﬃ\"“”–]{0,120}|(the |talks |of |said |envoy |\n|\\. ){0,40}";

proptest! {
    /// Whatever the texts and the passage, even one from elsewhere: a place is a piece of the new text.
    #[test]
    fn a_place_is_always_a_piece_of_the_text(
        old in ANY, new in ANY, other in ANY, a in 0usize..400, b in 0usize..400, strange: bool, lost: bool,
    ) {
        let [old, new, other] = [old, new, other].map(StoryText::from_canonical);
        let Some(passage) = piece(if strange { &other } else { &old }, a, b) else { return Ok(()) };
        let found = Anchors::new((!lost).then_some(&old), &new).find(&passage);
        prop_assert_eq!(found.range.is_none(), found.outcome == Outcome::Orphan);
        if let Some(range) = found.range {
            prop_assert!(new.slice(range).is_some_and(|words| !words.is_empty()));
        }
        prop_assert!(found.score <= 100);
    }

    /// A text that only grew at its ends has every passage where it was, or asks.
    #[test]
    fn what_is_there_once_is_never_lost(a in 0usize..4_000, b in 0usize..200) {
        let old = mutations::article(&mut mutations::Dice::new(5));
        let new = StoryText::from_canonical(format!("Advertisement\n{old}\nAll rights reserved."));
        let old = StoryText::from_canonical(old);
        let Some(passage) = piece(&old, a, a + b) else { return Ok(()) };
        let shift = "Advertisement\n".len();
        let found = Anchors::new(Some(&old), &new).find(&passage);
        if found.outcome == Outcome::Placed && !passage.quote().trim().is_empty() {
            let range = found.range.unwrap();
            // Blanks at the ends are all one.
            prop_assert!(range.start.index().abs_diff(passage.range.start.index() + shift) <= 1);
            prop_assert!(range.end.index().abs_diff(passage.range.end.index() + shift) <= 1);
        } else {
            prop_assert!(found.outcome != Outcome::Orphan || passage.quote().trim().is_empty());
        }
    }
}
