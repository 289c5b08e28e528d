use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Claims, Project, StoryWork, Use};
use crate::claims::{Claim, ClaimId, CoderId, LinkId};
use crate::story::StoryId;

/// Which links lead to which claims, from any story and coder. It follows the project: stories
/// whose claims are the same as when it looked last are not looked through again.
#[derive(Clone, Debug, Default)]
pub struct Links {
    seen: BTreeMap<StoryId, Seen>,
    /// The ends of links: where each claim lies that some link names, and what names it.
    ends: HashMap<ClaimId, End>,
}

/// A story as it was when it was looked through.
#[derive(Clone, Debug)]
struct Seen {
    coders: Vec<(CoderId, Claims)>,
    /// The claims that its own ones name.
    named: Vec<ClaimId>,
}

#[derive(Clone, Debug, Default)]
struct End {
    /// `None` for a claim that is not there.
    place: Option<Use>,
    from: Vec<(LinkId, Use)>,
}

/// One end of a link, seen from the claim at the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// In which way. The code book may not know it.
    pub how: LinkId,
    /// Whether the link is the other claim's, and leads here.
    pub back: bool,
    /// The other claim.
    pub other: ClaimId,
    /// Where that lies; `None` if it is not there.
    pub at: Option<Use>,
}

impl Tie {
    /// Whether it says that the other claim is to be looked at on its picture.
    #[must_use]
    pub fn shows_picture(&self) -> bool {
        !self.back && self.how.as_str() == "shown-in"
    }
}

impl Links {
    /// Makes it true to the project.
    pub fn refresh(&mut self, project: &Project) {
        // Both are sorted by story, so that one walk finds what differs without any search.
        let mut seen = self.seen.iter().peekable();
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        for (id, work) in &project.stories {
            while let Some((old, _)) = seen.next_if(|(old, _)| *old < id) {
                gone.push(old.clone());
            }
            match seen.next_if(|(old, _)| *old == id) {
                Some((_, seen)) if seen.is_of(work) => {}
                _ => changed.push((id, work)),
            }
        }
        gone.extend(seen.map(|(old, _)| old.clone()));
        if changed.is_empty() && gone.is_empty() {
            return;
        }
        for id in gone.iter().chain(changed.iter().map(|(id, _)| *id)) {
            self.forget(id);
        }
        let mut fresh = BTreeSet::new();
        for (id, work) in &changed {
            self.look_through(id, work, &mut fresh);
        }
        self.ends.retain(|_, end| !end.from.is_empty());
        // A claim that was lost may have come back with one of these; a new one may be anywhere.
        let lost: Vec<ClaimId> =
            self.ends.iter().filter(|(_, end)| end.place.is_none()).map(|(id, _)| *id).collect();
        for claim in lost {
            let place = if fresh.contains(&claim) {
                project.place_of(claim)
            } else {
                changed.iter().find_map(|(id, work)| place_in(id, work, claim))
            };
            if let Some(end) = self.ends.get_mut(&claim) {
                end.place = place;
            }
        }
    }

    /// Everything a claim is linked with: its own links first, then those that lead to it, by story
    /// and coder.
    #[must_use]
    pub fn of(&self, claim: &Claim) -> Vec<Tie> {
        let place = |to: &ClaimId| self.ends.get(to).and_then(|end| end.place.clone());
        let own = claim.links.iter().map(|link| Tie {
            how: link.how.clone(),
            back: false,
            other: link.to,
            at: place(&link.to),
        });
        let from = self.ends.get(&claim.id).map_or(&[][..], |end| &end.from);
        let back = from.iter().map(|(how, from)| Tie {
            how: how.clone(),
            back: true,
            other: from.claim,
            at: Some(from.clone()),
        });
        own.chain(back).collect()
    }

    fn forget(&mut self, id: &StoryId) {
        let Some(seen) = self.seen.remove(id) else { return };
        for claim in seen.named {
            if let Some(end) = self.ends.get_mut(&claim) {
                end.from.retain(|(_, from)| *from.story != *id);
            }
        }
        for end in self.ends.values_mut() {
            end.place.take_if(|place| *place.story == *id);
        }
    }

    fn look_through(&mut self, id: &StoryId, work: &StoryWork, fresh: &mut BTreeSet<ClaimId>) {
        let story = Arc::new(id.clone());
        let mut named = Vec::new();
        for (coder, coded) in &work.coders {
            let coder = Arc::new(coder.clone());
            for claim in coded.claims.values() {
                for link in &claim.links {
                    let from = Use { story: story.clone(), coder: coder.clone(), claim: claim.id };
                    let end = self.ends.entry(link.to).or_insert_with(|| {
                        fresh.insert(link.to);
                        End::default()
                    });
                    let key =
                        |(_, from): &(LinkId, Use)| (from.story.clone(), from.coder.clone(), from.claim);
                    let one = (link.how.clone(), from);
                    let at = end.from.partition_point(|other| key(other) <= key(&one));
                    end.from.insert(at, one);
                    named.push(link.to);
                }
            }
        }
        self.seen.insert(id.clone(), Seen { coders: coders_of(work).collect(), named });
    }
}

impl Seen {
    fn is_of(&self, work: &StoryWork) -> bool {
        self.coders.len() == work.coders.len()
            && self
                .coders
                .iter()
                .zip(&work.coders)
                .all(|((name, claims), (coder, coded))| name == coder && claims.is_same(&coded.claims))
    }
}

fn coders_of(work: &StoryWork) -> impl Iterator<Item = (CoderId, Claims)> + '_ {
    work.coders.iter().map(|(coder, coded)| (coder.clone(), coded.claims.clone()))
}

fn place_in(id: &StoryId, work: &StoryWork, claim: ClaimId) -> Option<Use> {
    let (coder, _) = work.coders.iter().find(|(_, coded)| coded.claims.contains_key(&claim))?;
    Some(Use { story: Arc::new(id.clone()), coder: Arc::new(coder.clone()), claim })
}

impl Project {
    /// Where a claim lies, of whichever story and coder: looks into every story.
    #[must_use]
    pub fn place_of(&self, claim: ClaimId) -> Option<Use> {
        self.stories.iter().find_map(|(id, work)| place_in(id, work, claim))
    }

    /// The claim at a place.
    #[must_use]
    pub fn claim_at(&self, place: &Use) -> Option<&Arc<Claim>> {
        self.story(&place.story)?.claim(&place.coder, place.claim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Link;
    use crate::project::{CoderWork, Edit};
    use crate::story::{Story, StoryText};
    use proptest::prelude::*;

    fn slug(number: u8) -> StoryId {
        StoryId::try_from(format!("story-{number}")).unwrap()
    }

    fn coder(number: u8) -> CoderId {
        CoderId::nearest(["kim", "lee"][usize::from(number) % 2])
    }

    /// Three stories without claims.
    fn project() -> Project {
        let mut project = Project::new("links");
        for number in 0..3 {
            let text = StoryText::from_canonical(format!("Story {number}"));
            let work = StoryWork::new(Story::new("Story", &text, Vec::new()), text);
            project.stories.insert(slug(number), work);
        }
        project
    }

    fn claim(id: u64, links: &[(&str, u64)]) -> Claim {
        let mut claim = Claim::new(None);
        claim.id = ClaimId(id);
        for (how, to) in links {
            claim.add_link(Link { how: (*how).into(), to: ClaimId(*to) });
        }
        claim
    }

    fn ties(links: &Links, claim: &Claim) -> Vec<(String, bool, u64, bool)> {
        let ties = links.of(claim).into_iter();
        ties.map(|tie| (tie.how.to_string(), tie.back, tie.other.0, tie.at.is_some())).collect()
    }

    #[test]
    fn both_ends_know_a_link_and_a_claim_that_is_gone_is_still_named() {
        let mut project = project();
        let first = claim(1, &[("supports", 2), ("answers", 9)]);
        let second = claim(2, &[("mine", 1)]);
        project.apply(Edit::put(slug(0), coder(0), first.clone())).unwrap();
        project.apply(Edit::put(slug(2), coder(1), second.clone())).unwrap();
        let mut links = Links::default();
        links.refresh(&project);
        let named = |words: &str, back, other, there| (words.to_owned(), back, other, there);
        let of_first = [
            named("answers", false, 9, false),
            named("supports", false, 2, true),
            named("mine", true, 2, true),
        ];
        assert_eq!(ties(&links, &first), of_first);
        assert_eq!(ties(&links, &second), [named("mine", false, 1, true), named("supports", true, 1, true)]);
        let inverse =
            project.apply(Edit::Claim { story: slug(2), coder: coder(1), id: ClaimId(2), to: None });
        links.refresh(&project);
        assert_eq!(ties(&links, &first)[1..], [named("supports", false, 2, false)]);
        project.apply(inverse.unwrap()).unwrap();
        links.refresh(&project);
        assert_eq!(ties(&links, &first), of_first, "with undo it is back");
    }

    proptest! {
        /// However the project changes, following it tells the same as looking at it anew.
        #[test]
        fn following_is_as_good_as_looking_anew(
            changes in proptest::collection::vec(
                (0_u8..3, 0_u8..2, 0_u64..6, proptest::option::of(proptest::collection::vec(0_u64..7, 0..3))),
                1..25,
            ),
            removed in 0_u8..3,
        ) {
            let mut project = project();
            let mut links = Links::default();
            let last = changes.len() - 1;
            for (step, (story, whose, id, to)) in changes.into_iter().enumerate() {
                let made = to.map(|to| {
                    let to: Vec<(&str, u64)> = to.into_iter().map(|to| ("supports", to)).collect();
                    Arc::new(claim(id, &to))
                });
                // A claim has one place, as its name is for ever.
                let lies = project.place_of(ClaimId(id));
                let (story, whose) = lies.map_or((slug(story), coder(whose)), |at| {
                    (StoryId::clone(&at.story), CoderId::clone(&at.coder))
                });
                if project.stories.contains_key(&story) {
                    project.apply(Edit::Claim { story, coder: whose, id: ClaimId(id), to: made }).unwrap();
                }
                if step == last / 2 {
                    project.stories.remove(&slug(removed));
                }
                links.refresh(&project);
                let mut anew = Links::default();
                anew.refresh(&project);
                let all = project.stories.values().flat_map(|work| work.coders.values());
                for claim in all.flat_map(|coded: &CoderWork| coded.claims.values()) {
                    prop_assert_eq!(links.of(claim), anew.of(claim));
                }
            }
        }
    }
}
