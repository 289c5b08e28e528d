use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::{Claims, Project, StoryWork, Use};
use crate::claims::{Claim, ClaimId, CoderId, Link, LinkId};
use crate::story::StoryId;

/// Which links lead to which claims, from any story and coder. It follows the project: stories
/// whose claims are the same as when it looked last are not looked through again.
#[derive(Clone, Debug, Default)]
pub struct Links {
    seen: BTreeMap<StoryId, Seen>,
    /// The ends of links: where each claim lies that some link names, and what names it.
    ends: HashMap<ClaimId, End>,
    /// Claims that were named for the first time: they may be anywhere, and are looked for.
    wanted: BTreeSet<ClaimId>,
    /// The story that the search for them has come to.
    reached: Option<StoryId>,
    settled: bool,
}

/// A story as it was when it was looked through.
#[derive(Clone, Debug)]
struct Seen {
    coders: Vec<(CoderId, Claims)>,
    /// The claims that its own ones name, each once.
    named: Vec<ClaimId>,
    /// Its own claims that some link names.
    placed: Vec<ClaimId>,
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

/// So many stories are always looked through before anybody is asked whether that is enough.
const AT_LEAST: usize = 64;

impl Links {
    /// Makes it true to the project.
    pub fn refresh(&mut self, project: &Project) {
        self.follow(project, || false);
    }

    /// Makes it true to the project, story by story, until that is done or `enough` says so; says
    /// whether it is done. The next call goes on, also with a project that has changed since.
    pub fn follow(&mut self, project: &Project, mut enough: impl FnMut() -> bool) -> bool {
        let mut looked = 0_usize;
        let mut enough = || {
            looked += 1;
            looked > AT_LEAST && enough()
        };
        self.settled = self.look(project, &mut enough) && self.search(project, &mut enough);
        self.settled
    }

    /// Whether it was true to the project when it looked last: else a claim that is not found may
    /// still be.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// Looks through the stories that changed; says whether all of them.
    fn look(&mut self, project: &Project, enough: &mut impl FnMut() -> bool) -> bool {
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
        for id in gone {
            let named = self.forget(&id);
            self.drop_unnamed(named);
        }
        for (id, work) in changed {
            let named = self.forget(id);
            self.look_through(id, work);
            self.drop_unnamed(named);
            if enough() {
                return false;
            }
        }
        true
    }

    /// Looks for claims that were named for the first time in all stories; says whether in all.
    fn search(&mut self, project: &Project, enough: &mut impl FnMut() -> bool) -> bool {
        let from = self.reached.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        for (id, work) in project.stories.range::<StoryId, _>((from, Bound::Unbounded)) {
            if self.wanted.is_empty() {
                break;
            }
            for (coder, coded) in &work.coders {
                let claims = &coded.claims;
                let found: Vec<ClaimId> = if self.wanted.len() < claims.len() {
                    self.wanted.iter().filter(|claim| claims.contains_key(claim)).copied().collect()
                } else {
                    claims.keys().filter(|claim| self.wanted.contains(claim)).copied().collect()
                };
                for claim in found {
                    let place = Use { story: Arc::new(id.clone()), coder: Arc::new(coder.clone()), claim };
                    if self.put(place)
                        && let Some(seen) = self.seen.get_mut(id)
                    {
                        seen.placed.push(claim);
                    }
                }
            }
            if enough() {
                self.reached = Some(id.clone());
                return false;
            }
        }
        // Those that are left are not there.
        self.wanted.clear();
        self.reached = None;
        true
    }

    /// Notes where a claim lies, if some link names it; says whether one does.
    fn put(&mut self, place: Use) -> bool {
        let Some(end) = self.ends.get_mut(&place.claim) else { return false };
        self.wanted.remove(&place.claim);
        end.place = Some(place);
        true
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

    /// Forgets a story; gives the claims that its own ones named.
    fn forget(&mut self, id: &StoryId) -> Vec<ClaimId> {
        let Some(seen) = self.seen.remove(id) else { return Vec::new() };
        for claim in &seen.named {
            if let Some(end) = self.ends.get_mut(claim) {
                end.from.retain(|(_, from)| *from.story != *id);
            }
        }
        for claim in &seen.placed {
            if let Some(end) = self.ends.get_mut(claim) {
                end.place.take_if(|place| *place.story == *id);
            }
        }
        seen.named
    }

    /// Forgets the claims of these that no link names any more.
    fn drop_unnamed(&mut self, claims: Vec<ClaimId>) {
        for claim in claims {
            if self.ends.get(&claim).is_some_and(|end| end.from.is_empty()) {
                self.ends.remove(&claim);
                self.wanted.remove(&claim);
            }
        }
    }

    fn look_through(&mut self, id: &StoryId, work: &StoryWork) {
        let story = Arc::new(id.clone());
        let coders: Vec<(Arc<CoderId>, &Claims)> =
            work.coders.iter().map(|(coder, coded)| (Arc::new(coder.clone()), &coded.claims)).collect();
        let mut named = BTreeSet::new();
        for (coder, claims) in &coders {
            for claim in claims.values() {
                for link in &claim.links {
                    let from = Use { story: story.clone(), coder: coder.clone(), claim: claim.id };
                    self.name(link, from);
                    named.insert(link.to);
                }
            }
        }
        let mut placed = Vec::new();
        for (coder, claims) in &coders {
            for claim in
                claims.keys().filter(|claim| self.ends.contains_key(claim)).copied().collect::<Vec<_>>()
            {
                self.put(Use { story: story.clone(), coder: coder.clone(), claim });
                placed.push(claim);
            }
        }
        let named = named.into_iter().collect();
        self.seen.insert(id.clone(), Seen { coders: coders_of(work).collect(), named, placed });
    }

    /// Notes that a claim has this link.
    fn name(&mut self, link: &Link, from: Use) {
        let end = self.ends.entry(link.to).or_insert_with(|| {
            self.wanted.insert(link.to);
            self.reached = None;
            End::default()
        });
        let key = |from: &Use| (from.story.clone(), from.coder.clone(), from.claim);
        let at = end.from.partition_point(|(_, other)| key(other) <= key(&from));
        end.from.insert(at, (link.how.clone(), from));
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

    fn every_claim(project: &Project) -> impl Iterator<Item = &Arc<Claim>> {
        let all = project.stories.values().flat_map(|work| work.coders.values());
        all.flat_map(|coded: &CoderWork| coded.claims.values())
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
            let (mut links, mut slowly) = (Links::default(), Links::default());
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
                // Bit by bit, with the project changing in between, comes to the same.
                slowly.look(&project, &mut || true);
                slowly.search(&project, &mut || true);
                let mut anew = Links::default();
                anew.refresh(&project);
                if step == last {
                    while !(slowly.look(&project, &mut || true) && slowly.search(&project, &mut || true)) {}
                    for claim in every_claim(&project) {
                        prop_assert_eq!(slowly.of(claim), anew.of(claim));
                    }
                }
                for claim in every_claim(&project) {
                    prop_assert_eq!(links.of(claim), anew.of(claim));
                }
            }
        }
    }
}
