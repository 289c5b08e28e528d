//! Passages are merged as sets, but by their place and words: what both sides carried over to another
//! text may remember two ways of getting there, and is one passage all the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Sides;
use crate::claims::{Method, Passage};
use crate::story::TextRange;

/// Merges the passages of a claim by what each side added and took away. Of several at one place with the
/// same words the best founded stays.
pub(super) fn passages(sides: Sides<&[Passage]>) -> Vec<Passage> {
    let Sides { base, ours, theirs } = sides;
    if ours == theirs || theirs == base {
        return ours.to_vec();
    }
    if ours == base {
        return theirs.to_vec();
    }
    let mut places: BTreeMap<(TextRange, &str), Vec<&Passage>> = BTreeMap::new();
    for passage in ours.iter().chain(theirs) {
        places.entry(place(passage)).or_default().push(passage);
    }
    let merged = places.into_iter().filter_map(|(at, all)| {
        let new = all.iter().filter(|one| !base.contains(one));
        let stayed = all.iter().filter(|one| ours.contains(one) && theirs.contains(one));
        let on = |side: &[Passage]| side.iter().any(|one| place(one) == at);
        // Each side may have taken another one away that said the same.
        let either = all.iter().filter(|_| on(ours) && on(theirs));
        new.max_by(best).or_else(|| stayed.max_by(best)).or_else(|| either.max_by(best)).copied().cloned()
    });
    merged.collect()
}

/// The better founded of two passages, if they stand at the same place with the same words.
pub(super) fn better<'a>(one: &'a Passage, other: &'a Passage) -> Option<&'a Passage> {
    (place(one) == place(other)).then(|| if best(&&one, &&other).is_lt() { other } else { one })
}

fn place(passage: &Passage) -> (TextRange, &str) {
    (passage.range, passage.quote())
}

/// The more a passage knows of where it comes from, the better: what the coder did by hand before what the
/// program found, and of that the surest.
fn best(one: &&&Passage, other: &&&Passage) -> std::cmp::Ordering {
    let founded = |passage: &Passage| {
        passage.origin().map(|origin| (origin.how == Method::ByHand, origin.score, Reverse(origin.how)))
    };
    founded(one).cmp(&founded(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Origin;
    use crate::story::TextHash;

    fn passage(how: Option<(Method, u8)>) -> Passage {
        let origin = how.map(|(how, score)| Origin {
            text: TextHash::of(b"old"),
            range: TextRange::from_indices(1, 4),
            quote: "tow".to_owned(),
            how,
            score,
        });
        Passage::new(TextRange::from_indices(3, 6), "two", "", "").from_origin(origin)
    }

    fn merge(base: &[Passage], ours: &[Passage], theirs: &[Passage]) -> Vec<Passage> {
        let merged = passages(Sides { base, ours, theirs });
        assert_eq!(merged, passages(Sides { base, ours: theirs, theirs: ours }), "the sides change places");
        merged
    }

    #[test]
    fn what_both_sides_carried_over_stands_once() {
        let marked = [Passage::new(TextRange::from_indices(1, 4), "tow", "", "")];
        let ways = [
            None,
            Some((Method::Searched, 80)),
            Some((Method::Compared, 80)),
            Some((Method::Shifted, 100)),
            Some((Method::ByHand, 100)),
        ];
        for pair in ways.windows(2) {
            let [worse, good] = [pair[0], pair[1]].map(|how| [passage(how)]);
            assert_eq!(merge(&marked, &worse, &good), good);
        }
    }

    #[test]
    fn two_that_say_the_same_are_not_both_taken_away() {
        let both = [passage(None), passage(Some((Method::Searched, 80)))];
        assert_eq!(merge(&both, &both[..1], &both[1..]), both[1..]);
        assert_eq!(merge(&both, &[], &both[1..]), []);
        assert_eq!(merge(&both[..1], &[], &both[1..]), both[1..], "it was changed, too");
    }
}
