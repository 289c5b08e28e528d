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

/// Where a claim lies.
fn place_of(project: &Project, claim: ClaimId) -> Option<(StoryId, CoderId)> {
    project.stories.iter().find_map(|(id, work)| {
        let coder = work.coders.iter().find(|(_, coded)| coded.claims.contains_key(&claim))?.0;
        Some((id.clone(), coder.clone()))
    })
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
    let of_first =
        [named("answers", false, 9, false), named("supports", false, 2, true), named("mine", true, 2, true)];
    assert_eq!(ties(&links, &first), of_first);
    assert_eq!(ties(&links, &second), [named("mine", false, 1, true), named("supports", true, 1, true)]);
    let inverse = project.apply(Edit::Claim { story: slug(2), coder: coder(1), id: ClaimId(2), to: None });
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
            let (story, whose) = place_of(&project, ClaimId(id)).unwrap_or_else(|| (slug(story), coder(whose)));
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
