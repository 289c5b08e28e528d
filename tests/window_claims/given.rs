//! The story and the claims that the tests begin with.

use std::sync::Arc;

use pressmark::claims::{Actor, ActorRole, Claim, ClaimId, CoderId, Passage, Region, Shape, Value};
use pressmark::project::{Edit, Project, StoryWork};
use pressmark::story::{Block, Picture, PictureId, Role, Story, StoryId, StoryText, TextRange, slug_from};

pub const TEXT: &str = "Three capitals slow the pace of nuclear talks\n\n\
The two Koreas and the United States are easing off, with a second summit put off to January or February.\n\n\
Washington is in no hurry to negotiate, the president said.\n\n\
“The work we do together is not only for two governments,” the envoy said in Seoul, “it is for the future of the whole peninsula.”\n\n\
The United Nations had granted the project a waiver after Washington gave its support.\n";

pub fn coder() -> CoderId {
    CoderId::nearest("kim")
}

pub fn story_id() -> StoryId {
    slug_from("Three capitals slow the pace of nuclear talks", |_| false)
}

pub fn text() -> StoryText {
    StoryText::from_canonical(TEXT)
}

pub fn blocks(text: &StoryText) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.as_str().split('\n') {
        if !line.is_empty() {
            let role = if blocks.is_empty() { Role::Headline } else { Role::Paragraph };
            blocks.push(Block { role, range: TextRange::from_indices(start, start + line.len()) });
        }
        start += line.len() + 1;
    }
    blocks
}

pub fn passage(words: &str) -> Passage {
    let text = text();
    let start = text.as_str().find(words).unwrap();
    Passage::of(&text, TextRange::from_indices(start, start + words.len())).unwrap()
}

pub fn claim(id: u64, kind: Option<&str>, passages: &[&str]) -> Claim {
    let mut claim = Claim::new(kind.map(Into::into));
    claim.id = ClaimId(id);
    claim.passages = passages.iter().map(|words| passage(words)).collect();
    claim.made = jiff::Timestamp::from_second(1_545_600_000 + i64::try_from(id).unwrap()).unwrap();
    claim
}

/// The ids of the claims of [`project`].
pub const FACT: ClaimId = ClaimId(1);
pub const STANCE: ClaimId = ClaimId(2);
pub const QUOTE: ClaimId = ClaimId(3);
pub const LATER: ClaimId = ClaimId(4);

pub fn project() -> Project {
    let mut project = Project::new("Korea talks");
    let text = text();
    let story = Story {
        headline: "Three capitals slow the pace of nuclear talks".to_owned(),
        outlet: None,
        authors: Vec::new(),
        date: Some("2018-12-24".parse().unwrap()),
        language: None,
        url: None,
        source: None,
        encoding: None,
        text: text.hash().clone(),
        pictures: (1..=2)
            .map(|n| Picture {
                id: PictureId(format!("p{n}")),
                at: text.end(),
                file: None,
                caption: None,
                credit: None,
                alt: None,
                url: None,
            })
            .collect(),
        blocks: blocks(&text),
    };
    project.stories.insert(story_id(), StoryWork::new(story, text));
    for (id, name, alias, title) in [
        ("biegun", "Stephen Biegun", "Biegun", Some("US envoy")),
        ("moon", "Moon Jae-in", "Moon", Some("president of South Korea")),
        ("us-president", "US president", "the president", None),
    ] {
        let mut actor = Actor { aliases: vec![alias.to_owned()], ..Actor::named(id.into(), name) };
        actor.roles.extend(title.map(|title| ActorRole {
            title: title.to_owned(),
            from: Some("2018-08-23".parse().unwrap()),
            until: None,
        }));
        project.apply(Edit::Actor { id: id.into(), to: Some(Box::new(actor)) }).unwrap();
    }
    let mut fact = claim(1, Some("fact"), &["with a second summit put off to January or February"]);
    fact.fields.insert("check".into(), Value::Choice("unverified".into()));
    let mut stance = claim(2, Some("stance"), &["Washington is in no hurry to negotiate"]);
    stance.fields.insert("speaker".into(), Value::Actor("us-president".into()));
    stance.fields.insert("stance".into(), Value::Choice("against".into()));
    stance.fields.insert("target".into(), Value::Text("quick deal".into()));
    let mut quote = claim(
        3,
        Some("quote"),
        &[
            "The work we do together is not only for two governments,",
            "it is for the future of the whole peninsula.",
        ],
    );
    let shape = Shape::rectangle((100, 100), (4000, 5000));
    quote.regions.push(Region { picture: PictureId("p2".to_owned()), shape });
    let later = claim(4, Some("fact"), &["The United Nations had granted the project a waiver"]);
    for claim in [fact, stance, quote, later] {
        add(&mut project, claim);
    }
    project
}

pub fn add(project: &mut Project, claim: Claim) {
    let edit = Edit::Claim { story: story_id(), coder: coder(), id: claim.id, to: Some(Arc::new(claim)) };
    project.apply(edit).unwrap();
}
