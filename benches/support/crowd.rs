//! A large story that several coded, and a project of many linked claims.

use std::sync::Arc;

use pressmark::claims::{Claim, ClaimId, CoderId, Link, Passage, Region, Shape};
use pressmark::project::{CoderWork, Edit, Project, Session, StoryWork};
use pressmark::story::{Caption, Picture, PictureId, Story, StoryText, TextRange, slug_from};

use super::large::{self, Dice};

/// As many pictures as the large story has; their files are missing, so that no decoding is measured.
const PICTURES: usize = 20;

/// A session with one story of `bytes` and `claims`, of which every other one is another coder's. Each
/// claim is linked with the next, some with one far away, and some with one that is gone; every fifth
/// has a region.
pub fn session(bytes: usize, claims: usize) -> Session {
    let session = large::session(bytes, claims);
    let Some((id, work)) = session.project().stories.iter().next() else { return session };
    let own = session.coder().clone();
    let mut dice = Dice::new(11);
    let all = work.coders[&own].in_order(&work.story);
    let ids: Vec<ClaimId> = all.iter().map(|claim| claim.id).collect();
    let mut made = StoryWork::clone(work);
    made.coders.clear();
    for (number, claim) in all.iter().enumerate() {
        let mut claim = Claim::clone(claim);
        let mut link = |how: &str, to: ClaimId| claim.add_link(Link { how: how.into(), to });
        link("supports", ids[(number + 2) % ids.len()]);
        if number.is_multiple_of(10) {
            link("answers", ids[dice.below(ids.len())]);
            link("repeats", ClaimId(dice.below(1_000_000) as u64));
        }
        if number.is_multiple_of(5) {
            let at = dice.below(8_000) as u16;
            let picture = PictureId(format!("p{}", dice.below(PICTURES)));
            claim.regions.push(Region { picture, shape: Shape::rectangle((at, at), (at + 900, at + 1_500)) });
        }
        let whose = match number % 4 {
            0 | 2 => own.clone(),
            1 => CoderId::nearest("lee"),
            _ => CoderId::nearest("sora"),
        };
        made.coders.entry(whose).or_insert_with(CoderWork::default).claims.insert(claim.id, Arc::new(claim));
    }
    let place = |number: usize| work.story.blocks[number * 3 % work.story.blocks.len()].range.start;
    let picture = |number: usize| Picture {
        id: PictureId(format!("p{number}")),
        at: place(number),
        file: None,
        caption: Some(Caption::Apart("Delegates on the way to the talks".to_owned())),
        credit: None,
        alt: None,
        url: None,
    };
    let story = Story { pictures: (0..PICTURES).map(picture).collect(), ..Story::clone(&work.story) };
    made.story = Arc::new(story);
    let mut project = Project::new("Crowd");
    let shelved = project.apply(Edit::Shelf { id: id.clone(), to: Some(Box::new(made)) });
    assert!(shelved.is_ok(), "an empty project takes a story");
    Session::new(project, own)
}

/// A project of `stories` with so many claims each, of which every tenth is linked with one in another
/// story.
pub fn linked_stories(stories: usize, claims: usize) -> Project {
    let mut project = Project::new("Linked");
    let mut dice = Dice::new(13);
    let text = StoryText::from_canonical(large::text(2_000, &mut dice));
    let name = |story: usize, claim: usize| ClaimId(((story as u64) << 16) | (claim as u64 + 1));
    for story in 0..stories {
        let mut work = StoryWork::new(Story::new("Story", &text, Vec::new()), text.clone());
        let mut own = CoderWork::default();
        for number in 0..claims {
            let mut claim = Claim::new(Some("fact".into()));
            claim.id = name(story, number);
            claim.passages.extend(Passage::of(&text, TextRange::from_indices(0, 10)));
            if number.is_multiple_of(10) {
                let to = name(dice.below(stories), dice.below(claims));
                claim.add_link(Link { how: "supports".into(), to });
            }
            own.claims.insert(claim.id, Arc::new(claim));
        }
        work.coders.insert(CoderId::nearest("kim"), own);
        project.stories.insert(slug_from(&format!("story-{story:05}"), |_| false), work);
    }
    project
}
