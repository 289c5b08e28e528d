//! The numbers of claims: on a card and on its regions stands the same, so that one leads to the
//! other.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::claims::{Claim, ClaimId, CoderId};
use crate::story::StoryId;

/// The numbers of coders' claims on stories, as long as the project is open.
///
/// Claims are numbered as they were made, from 1, so that a new one above changes no other's number;
/// while the project is open one that is deleted takes its number with it, and has it again when the
/// deletion is undone.
#[derive(Clone, Debug, Default)]
pub struct Numbers(BTreeMap<(StoryId, CoderId), Given>);

#[derive(Clone, Debug, Default)]
struct Given {
    numbers: HashMap<ClaimId, u32>,
    last: u32,
}

impl Numbers {
    /// Gives the claims of a story, in reading order, the numbers they have not got yet.
    pub fn give(&mut self, story: &StoryId, coder: &CoderId, claims: &[Arc<Claim>]) {
        let given = self.0.entry((story.clone(), coder.clone())).or_default();
        let mut fresh: Vec<&Arc<Claim>> =
            claims.iter().filter(|claim| !given.numbers.contains_key(&claim.id)).collect();
        // Those of one second, as a bulk edit makes them, stay in reading order.
        fresh.sort_by_key(|claim| claim.made);
        for claim in fresh {
            given.last += 1;
            given.numbers.insert(claim.id, given.last);
        }
    }

    /// The number of a claim.
    #[must_use]
    pub fn of(&self, story: &StoryId, coder: &CoderId, claim: ClaimId) -> Option<u32> {
        self.0.get(&(story.clone(), coder.clone()))?.numbers.get(&claim).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(id: u64, made: i64) -> Arc<Claim> {
        let mut claim = Claim::new(None);
        (claim.id, claim.made) = (ClaimId(id), jiff::Timestamp::from_second(made).unwrap());
        Arc::new(claim)
    }

    #[test]
    fn a_number_stays_while_others_come_and_go() {
        let (story, kim) = (StoryId::try_from("one".to_owned()).unwrap(), CoderId::nearest("kim"));
        let mut numbers = Numbers::default();
        let all = [claim(7, 30), claim(8, 10), claim(9, 30), claim(6, 20)];
        let mut told = |claims: &[Arc<Claim>], asked: &[u64]| {
            numbers.give(&story, &kim, claims);
            asked.iter().map(|id| numbers.of(&story, &kim, ClaimId(*id))).collect::<Vec<_>>()
        };
        assert_eq!(told(&all, &[7, 8, 9, 6]), [Some(3), Some(1), Some(4), Some(2)]);
        // One is deleted, one is made above all.
        let later = [claim(5, 40), all[0].clone(), all[2].clone(), all[3].clone()];
        assert_eq!(told(&later, &[5, 7, 9, 6]), [Some(5), Some(3), Some(4), Some(2)]);
        assert_eq!(told(&all, &[8]), [Some(1)], "with undo it is back");
    }
}
