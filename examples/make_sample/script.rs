//! Claims as a script writes them: with passages named by their words.

use pressmark::claims::{Claim, ClaimId, CoderId, Passage, Region, Shape, Value};
use pressmark::project::{Edit, Session, StoryWork};
use pressmark::story::{PictureId, StoryId, StoryText, TextHash, TextRange};

use crate::Problem;

/// One claim of a script.
pub struct Entry {
    kind: Option<&'static str>,
    passages: Vec<&'static str>,
    regions: Vec<Region>,
    fields: Vec<(&'static str, Planned)>,
    note: &'static str,
}

/// A field's value before its story is at hand.
enum Planned {
    Ready(Value),
    Passage(&'static str),
}

/// A claim of `kind` on the named passages. A passage is words that stand once in the text; where
/// they stand more often, more words are given and those that count are put in `[` `]`.
pub fn tag(kind: &'static str, passages: &[&'static str]) -> Entry {
    Entry { kind: Some(kind), ..highlight(passages) }
}

/// A claim without a kind yet.
pub fn highlight(passages: &[&'static str]) -> Entry {
    Entry { kind: None, passages: passages.to_vec(), regions: Vec::new(), fields: Vec::new(), note: "" }
}

impl Entry {
    pub fn speaker(self, actor: &str) -> Self {
        self.field("speaker", Value::Actor(actor.into()))
    }

    pub fn target(self, target: &str) -> Self {
        self.field("target", Value::Text(target.to_owned()))
    }

    pub fn topic(self, topic: &str) -> Self {
        self.field("topic", Value::Text(topic.to_owned()))
    }

    pub fn stance(self, code: &str) -> Self {
        self.field("stance", Value::Choice(code.into()))
    }

    pub fn form(self, code: &str) -> Self {
        self.field("form", Value::Choice(code.into()))
    }

    pub fn check(self, code: &str) -> Self {
        self.field("check", Value::Choice(code.into()))
    }

    pub fn sure(self, code: &str) -> Self {
        self.field("sure", Value::Choice(code.into()))
    }

    pub fn figure(self, number: &str) -> Self {
        self.field("figure", Value::Number(number.to_owned()))
    }

    pub fn checkable(self, yes: bool) -> Self {
        self.field("checkable", Value::YesNo(yes))
    }

    pub fn cue(mut self, words: &'static str) -> Self {
        self.fields.push(("cue", Planned::Passage(words)));
        self
    }

    pub fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// A rectangle on a picture, in 1/10000 of its sides.
    pub fn region(mut self, picture: &str, one: (u16, u16), other: (u16, u16)) -> Self {
        let picture = PictureId(picture.to_owned());
        self.regions.push(Region { picture, shape: Shape::rectangle(one, other) });
        self
    }

    fn field(mut self, id: &'static str, value: Value) -> Self {
        self.fields.push((id, Planned::Ready(value)));
        self
    }

    fn claim(self, id: ClaimId, made: jiff::Timestamp, work: &StoryWork) -> Result<Claim, Problem> {
        let mut claim = Claim::new(self.kind.map(Into::into));
        claim.id = id;
        claim.made = made;
        claim.note = self.note.to_owned();
        claim.regions = self.regions.into();
        for words in self.passages {
            claim.add_passage(passage(&work.text, words)?);
        }
        for (field, planned) in self.fields {
            let value = match planned {
                Planned::Ready(value) => value,
                Planned::Passage(words) => Value::Passage(Box::new(passage(&work.text, words)?)),
            };
            claim.fields.insert(field.into(), value);
        }
        Ok(claim)
    }
}

/// Makes the claims of a script, one undoable step each.
pub fn play(session: &mut Session, story: &StoryId, coder: &str, entries: Vec<Entry>) -> Result<(), Problem> {
    let coder = CoderId::try_from(coder.to_owned())?;
    // A working day some time after the stories; each claim takes two minutes.
    let mut made: jiff::Timestamp = "2018-12-27T09:00:00Z".parse()?;
    for (number, entry) in entries.into_iter().enumerate() {
        made += jiff::SignedDuration::from_mins(2);
        let id = fixed_id(&format!("{story}/{coder}/{number}"))?;
        let work = session.project().story(story).ok_or("the story is not in the project")?;
        let claim = entry.claim(id, made, work)?;
        check(session, &claim)?;
        let edit = Edit::Claim { story: story.clone(), coder: coder.clone(), id, to: Some(claim.into()) };
        session.perform("tag", edit)?;
    }
    Ok(())
}

/// An id that is the same in every run.
fn fixed_id(of: &str) -> Result<ClaimId, Problem> {
    let hash = TextHash::of(of.as_bytes()).0;
    Ok(ClaimId::try_from(hash.chars().take(16).collect::<String>())?)
}

/// Refuses what the code book or the registry does not know: a slip of the script.
fn check(session: &Session, claim: &Claim) -> Result<(), Problem> {
    let project = session.project();
    for (id, value) in &claim.fields {
        let kind = claim.kind.as_ref().and_then(|kind| project.codebook.kind(kind));
        let field = kind.and_then(|kind| kind.field(id)).ok_or_else(|| format!("no field {id}"))?;
        let known = match value {
            Value::Actor(actor) => project.actors.get(actor).is_some(),
            Value::Choice(code) => field.code_name(code) == code.as_str(),
            _ => true,
        };
        if !known || !field.takes(value) {
            return Err(format!("{id} cannot be {value:?}").into());
        }
    }
    Ok(())
}

/// The passage that `words` name.
fn passage(text: &StoryText, words: &str) -> Result<Passage, Problem> {
    let (before, rest) = words.split_once('[').unwrap_or(("", words));
    let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
    let searched = [before, inside, after].concat();
    let mut found = text.as_str().match_indices(&searched);
    let (at, _) = found.next().ok_or_else(|| format!("not in the text: {searched}"))?;
    if found.next().is_some() {
        return Err(format!("more than once in the text: {searched}").into());
    }
    let start = at + before.len();
    let range = TextRange::from_indices(start, start + inside.len());
    Passage::of(text, range).ok_or_else(|| format!("an empty passage: {words}").into())
}
