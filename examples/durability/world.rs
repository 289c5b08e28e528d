//! What a project says at each revision: made by rule, so that nothing of it can be missing unseen.

use std::sync::Arc;

use pressmark::claims::{Actor, Claim, ClaimId, CoderId, Passage};
use pressmark::project::{CoderWork, Difference, Edit, Project, Status, StoryWork};
use pressmark::story::{Block, Role, Story, StoryId, StoryText, TextRange};

/// The stories of a project that is not about imports.
pub const STORIES: [&str; 2] = ["one", "two"];

const CLAIMS: u64 = 12;

/// The ids above this are of claims that another program made.
pub const OTHERS: u64 = 1000;

pub fn kim() -> CoderId {
    CoderId::nearest("kim")
}

pub fn slug(name: &str) -> StoryId {
    StoryId::try_from(name.to_owned()).unwrap_or_else(|_| unreachable!("a plain name"))
}

/// A story of a few paragraphs.
pub fn story(name: &str) -> StoryWork {
    let line = format!("The envoy said of {name} that the talks would go on.\n");
    let text = StoryText::from_canonical(line.repeat(16));
    let block = |at: usize| Block {
        role: Role::Paragraph,
        range: TextRange::from_indices(at * line.len(), (at + 1) * line.len() - 1),
    };
    StoryWork::new(Story::new(name, &text, (0..16).map(block).collect()), text)
}

/// Kim's work on a story at a revision.
pub fn work(story: &StoryWork, revision: u64) -> CoderWork {
    let claims = (1..=CLAIMS).map(|number| {
        let start = usize::try_from(number).unwrap_or_default() * 3;
        let mut claim = Claim::new(Some("quote".into()));
        claim.id = ClaimId(number);
        claim.made = jiff::Timestamp::UNIX_EPOCH;
        claim.note = format!("revision {revision}, claim {number}");
        claim.passages.extend(Passage::of(&story.text, TextRange::from_indices(start, start + 9)));
        (claim.id, Arc::new(claim))
    });
    let status = Status::ALL[usize::try_from(revision % 3).unwrap_or_default()];
    CoderWork { status, claims: claims.collect() }
}

/// Kim's work without what another program did.
fn own(story: &StoryWork) -> CoderWork {
    let mut work = story.work_of(&kim()).cloned().unwrap_or_default();
    work.claims.retain(|id, _| id.0 <= OTHERS);
    work
}

/// The actor whose note tells the revision too.
pub fn actor(revision: u64) -> Actor {
    let mut actor = Actor::named("envoy".into(), "The envoy");
    actor.note = format!("revision {revision}");
    actor
}

/// The edit that brings some of kim's stories, and perhaps the actor, to a revision.
pub fn turn(project: &Project, stories: &[&str], with_actor: bool, revision: u64) -> Edit {
    let mut edits = Vec::new();
    for id in stories.iter().map(|name| slug(name)) {
        if let Some(story) = project.story(&id) {
            let now = own(story);
            edits.push(Difference::between(&now, &work(story, revision)).into_edit(&id, &kim()));
        }
    }
    if with_actor {
        edits.push(Edit::Actor { id: "envoy".into(), to: Some(Box::new(actor(revision))) });
    }
    Edit::Batch(edits)
}

/// The one revision that all of this is of.
pub fn revision(project: &Project, stories: &[&str], with_actor: bool) -> Result<u64, String> {
    let first = slug(stories[0]);
    let story = project.story(&first).ok_or("the first story is gone")?;
    let found = match story.claim(&kim(), ClaimId(1)) {
        None => 0,
        Some(claim) => number(&claim.note).ok_or_else(|| format!("an odd note: {}", claim.note))?,
    };
    for name in stories {
        let story = project.story(&slug(name)).ok_or_else(|| format!("the story {name} is gone"))?;
        let is = own(story);
        let should = if found == 0 { CoderWork::default() } else { work(story, found) };
        if is != should {
            return Err(format!("{name} is not of revision {found}"));
        }
    }
    let envoy = project.actors.get(&"envoy".into());
    if with_actor && envoy != (found > 0).then(|| actor(found)).as_ref() {
        return Err(format!("the actor is not of revision {found}"));
    }
    Ok(found)
}

/// The least and the greatest revision that a story or the actor is of; each must be of one.
pub fn revisions(project: &Project, stories: &[&str]) -> Result<(u64, u64), String> {
    let mut all = Vec::new();
    for name in stories {
        all.push(revision(project, &[name], false)?);
    }
    let envoy = project.actors.get(&"envoy".into());
    let of = envoy.map_or(Some(0), |envoy| number(&envoy.note)).ok_or("an odd note of the actor")?;
    if envoy.is_some_and(|envoy| *envoy != actor(of)) {
        return Err(format!("the actor is not of revision {of}"));
    }
    all.push(of);
    all.sort_unstable();
    Ok((all[0], all[all.len() - 1]))
}

/// The number after "revision".
pub fn number(note: &str) -> Option<u64> {
    note.strip_prefix("revision ")?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
