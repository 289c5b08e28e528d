//! What a passage that was carried over remembers of where it was first marked.

use crate::claims::anchors::{self, Anchored};
use crate::claims::{Method, Origin, Passage};
use crate::story::TextHash;

/// How a place was found, and how well it fits, in percent.
pub(super) fn how(found: Anchored) -> (Method, u8) {
    let method = match found.method {
        anchors::Method::Same => Method::Shifted,
        anchors::Method::Followed => Method::Compared,
        anchors::Method::Copy | anchors::Method::Alike => Method::Searched,
    };
    (method, found.score)
}

/// The analyst chose the place.
pub(super) fn by_hand() -> (Method, u8) {
    (Method::ByHand, 100)
}

/// `to`, the place of `passage` in another text, with the place it was first marked at; `texts` are the
/// one it stood in and the other. One that is back where it was marked remembers nothing.
pub(super) fn relocated(
    passage: &Passage,
    (old, new): (&TextHash, &TextHash),
    to: Passage,
    (how, score): (Method, u8),
) -> Passage {
    let first = match passage.origin() {
        Some(origin) if *origin != gone(passage) => (origin.text.clone(), origin.range, origin.quote.clone()),
        _ => (old.clone(), passage.range, passage.quote().to_owned()),
    };
    let (text, range, quote) = first;
    let back = text == *new && range == to.range;
    to.from_origin((!back).then_some(Origin { text, range, quote, how, score }))
}

/// The passage as one that the analyst leaves although its words are gone, or as one that is to be asked
/// of. Left is what was put where it is by hand and does not fit there at all.
pub(super) fn left(passage: &Passage, home: Option<&TextHash>, leave: bool) -> Passage {
    let origin = match passage.origin().cloned() {
        Some(origin) if leave => Some(Origin { how: Method::ByHand, score: 0, ..origin }),
        None if leave => Some(Origin { text: home.cloned().unwrap_or_else(unknown), ..gone(passage) }),
        // It was carried before it was left; by what is not known any more.
        Some(origin) if origin.quote != passage.quote() || origin.range != passage.range => {
            Some(Origin { how: Method::ByHand, score: 100, ..origin })
        }
        _ => None,
    };
    passage.clone().from_origin(origin)
}

/// Whether the analyst left it as it is. Of a passage that stands, that says nothing.
#[must_use]
pub fn is_left(passage: &Passage) -> bool {
    passage.origin().is_some_and(|origin| origin.how == Method::ByHand && origin.score == 0)
}

/// What a left passage remembers that was marked in a text nobody knows any more.
fn gone(passage: &Passage) -> Origin {
    let (range, quote) = (passage.range, passage.quote().to_owned());
    Origin { text: unknown(), range, quote, how: Method::ByHand, score: 0 }
}

/// The hash of a text that is not known.
fn unknown() -> TextHash {
    TextHash(String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{StoryText, TextRange};

    fn passage(text: &StoryText, from: usize, to: usize) -> Passage {
        Passage::of(text, TextRange::from_indices(from, to)).unwrap()
    }

    #[test]
    fn the_first_place_is_remembered_and_forgotten_where_it_is_the_place_again() {
        let texts = ["one two", "a one two", "one two three"].map(StoryText::from_canonical);
        let [first, second, third] = &texts;
        let marked = passage(first, 4, 7);
        let once =
            relocated(&marked, (first.hash(), second.hash()), passage(second, 6, 9), (Method::Compared, 83));
        let origin = once.origin().unwrap();
        assert_eq!((&origin.text, origin.range, origin.score), (first.hash(), marked.range, 83));
        let twice =
            relocated(&once, (second.hash(), third.hash()), passage(third, 4, 7), (Method::Shifted, 100));
        assert_eq!(twice.origin().unwrap().text, *first.hash());
        let back =
            relocated(&twice, (third.hash(), first.hash()), passage(first, 4, 7), (Method::Shifted, 100));
        assert_eq!(back, marked);
    }

    #[test]
    fn what_was_left_can_be_taken_up_again() {
        let text = StoryText::from_canonical("one two");
        let marked = passage(&text, 4, 7);
        for home in [None, Some(text.hash())] {
            let gone = left(&marked, home, true);
            assert!(is_left(&gone) && !is_left(&marked));
            assert_eq!(left(&gone, home, false), marked);
        }
    }
}
