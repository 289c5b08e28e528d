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

impl Project {
    /// The claim at a place.
    #[must_use]
    pub fn claim_at(&self, place: &Use) -> Option<&Arc<Claim>> {
        self.story(&place.story)?.claim(&place.coder, place.claim)
    }
}

#[cfg(test)]
mod tests;
