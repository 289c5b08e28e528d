//! Which claims name a part of the code book: told before it is renamed, moved or retired.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::rework::codes;
use crate::claims::{Claim, CodeId, CoderId, FieldId, Fields, KindId, LinkId, Value};
use crate::project::walk::Walk;
use crate::project::{Project, Use};

/// A part of the code book that claims name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BookPart {
    /// A kind.
    Kind(KindId),
    /// A field of a kind.
    Field(KindId, FieldId),
    /// A code of a choice.
    Code(KindId, FieldId, CodeId),
    /// A way of linking.
    Link(LinkId),
}

impl BookPart {
    /// Whether a claim names it: is of the kind, has the field coded, has the code (put aside or not),
    /// is linked so.
    #[must_use]
    pub fn is_named_by(&self, claim: &Claim) -> bool {
        match self {
            Self::Kind(kind) => claim.kind.as_ref() == Some(kind),
            Self::Field(kind, field) => claim.kind.as_ref() == Some(kind) && claim.fields.contains_key(field),
            Self::Code(kind, field, code) => codes(claim, kind, field, code),
            Self::Link(link) => claim.links.iter().any(|other| other.how == *link),
        }
    }
}

/// How many claims name each part of the code book, of all coders: counted bit by bit, because a
/// project may hold hundreds of thousands.
#[derive(Debug, Default)]
pub struct Tally {
    kinds: HashMap<KindId, OfKind>,
    links: HashMap<LinkId, usize>,
    walk: Walk,
}

#[derive(Debug, Default)]
struct OfKind {
    claims: usize,
    fields: HashMap<FieldId, OfField>,
}

#[derive(Debug, Default)]
struct OfField {
    claims: usize,
    codes: HashMap<CodeId, usize>,
}

impl Tally {
    /// Looks through one story after the other, until there are no more or `enough` says so. The
    /// project must be the same in every call.
    pub fn look(&mut self, project: &Project, enough: impl FnMut() -> bool) {
        let (kinds, links) = (&mut self.kinds, &mut self.links);
        self.walk.go_on(project, enough, |_, work| {
            for claim in work.coders.values().flat_map(|own| own.claims.values()) {
                if let Some(kind) = &claim.kind {
                    count(kinds.entry(kind.clone()).or_default(), claim);
                }
                let ways: BTreeSet<&LinkId> = claim.links.iter().map(|link| &link.how).collect();
                ways.into_iter().for_each(|way| *links.entry(way.clone()).or_default() += 1);
            }
        });
    }

    /// Whether every story has been looked through.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.walk.is_done()
    }

    /// How many claims name a part, as far as they were looked through.
    #[must_use]
    pub fn of(&self, part: &BookPart) -> usize {
        let field = |kind, field| self.kinds.get(kind).and_then(|kind| kind.fields.get(field));
        let claims = match part {
            BookPart::Kind(kind) => self.kinds.get(kind).map(|kind| kind.claims),
            BookPart::Field(kind, id) => field(kind, id).map(|field| field.claims),
            BookPart::Code(kind, id, code) => {
                field(kind, id).and_then(|field| field.codes.get(code).copied())
            }
            BookPart::Link(link) => self.links.get(link).copied(),
        };
        claims.unwrap_or_default()
    }
}

fn count(kind: &mut OfKind, claim: &Claim) {
    kind.claims += 1;
    for (id, value) in &claim.fields {
        let field = kind.fields.entry(id.clone()).or_default();
        field.claims += 1;
        codes_of(value).for_each(|code| *field.codes.entry(code.clone()).or_default() += 1);
    }
    // What is put aside has its codes too; one that is coded as well counts once.
    for (id, value) in &claim.parked {
        let coded = |code: &&CodeId| has(&claim.fields, id, code);
        for code in codes_of(value).filter(|code| !coded(code)) {
            let field = kind.fields.entry(id.clone()).or_default();
            *field.codes.entry(code.clone()).or_default() += 1;
        }
    }
}

fn has(fields: &Fields, id: &FieldId, code: &CodeId) -> bool {
    fields.get(id).is_some_and(|value| codes_of(value).any(|other| other == code))
}

fn codes_of(value: &Value) -> impl Iterator<Item = &CodeId> {
    let codes = match value {
        Value::Choice(code) => std::slice::from_ref(code),
        Value::Choices(codes) => codes,
        _ => &[],
    };
    // Sorted; one that a file names twice counts once.
    let again = |at: usize| at > 0 && codes[at - 1] == codes[at];
    codes.iter().enumerate().filter(move |(at, _)| !again(*at)).map(|(_, code)| code)
}

/// The claims that name a part of the code book, of all coders: gathered bit by bit.
#[derive(Debug)]
pub struct Naming {
    part: BookPart,
    claims: Vec<Use>,
    coders: HashMap<CoderId, Arc<CoderId>>,
    walk: Walk,
}

impl Naming {
    /// None yet.
    #[must_use]
    pub fn of(part: BookPart) -> Self {
        Self { part, claims: Vec::new(), coders: HashMap::new(), walk: Walk::default() }
    }

    /// What they name.
    #[must_use]
    pub fn part(&self) -> &BookPart {
        &self.part
    }

    /// Looks through one story after the other, until there are no more or `enough` says so. The
    /// project must be the same in every call.
    pub fn look(&mut self, project: &Project, enough: impl FnMut() -> bool) {
        let Self { part, claims, coders, walk } = self;
        walk.go_on(project, enough, |id, work| {
            let story = Arc::new(id.clone());
            for (coder, own) in &work.coders {
                let coder = coders.entry(coder.clone()).or_insert_with(|| Arc::new(coder.clone()));
                let naming = own.claims.values().filter(|claim| part.is_named_by(claim));
                let mut naming: Vec<&Arc<Claim>> = naming.collect();
                naming.sort_by_cached_key(|claim| claim.reading_key(&work.story));
                claims.extend(naming.into_iter().map(|claim| Use {
                    story: story.clone(),
                    coder: coder.clone(),
                    claim: claim.id,
                }));
            }
        });
    }

    /// Whether every story has been looked through.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.walk.is_done()
    }

    /// Those found so far, by story and coder and as they are read.
    #[must_use]
    pub fn claims(&self) -> &[Use] {
        &self.claims
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{ClaimId, Link};
    use crate::project::{Edit, StoryWork};
    use crate::story::{Story, StoryText, slug_from};

    /// Claims of two coders in two stories.
    fn project() -> Project {
        let mut project = Project::new("x");
        let mut number = 0;
        for (name, coder) in [("a story", "kim"), ("another story", "lee")] {
            let text = StoryText::from_canonical("words\n");
            let id = slug_from(name, |_| false);
            let work = StoryWork::new(Story::new(name, &text, Vec::new()), text);
            project.apply(Edit::Shelf { id: id.clone(), to: Some(Box::new(work)) }).unwrap();
            for (kind, codes, parked) in [
                ("stance", &["for", "for"][..], &["for", "mixed"][..]),
                ("stance", &["against", "for"], &[]),
                ("stance", &[], &["mixed"]),
                ("quote", &["for"], &[]),
            ] {
                let mut claim = Claim::new(Some(kind.into()));
                number += 1;
                claim.id = ClaimId(number);
                let value = |codes: &[&str]| Value::Choices(codes.iter().map(|&code| code.into()).collect());
                if !codes.is_empty() {
                    claim.fields.insert("stance".into(), value(codes));
                }
                if !parked.is_empty() {
                    claim.parked.insert("stance".into(), value(parked));
                }
                if kind == "quote" {
                    claim.add_link(Link { how: "answers".into(), to: ClaimId(1) });
                    claim.add_link(Link { how: "answers".into(), to: ClaimId(2) });
                }
                project.apply(Edit::put(id.clone(), CoderId::nearest(coder), claim)).unwrap();
            }
        }
        project
    }

    #[test]
    fn as_many_are_counted_as_are_listed() {
        let project = project();
        let mut tally = Tally::default();
        while !tally.is_done() {
            tally.look(&project, || true);
        }
        let code = |code: &str| BookPart::Code("stance".into(), "stance".into(), code.into());
        for (part, claims) in [
            (BookPart::Kind("stance".into()), 6),
            (BookPart::Kind("rumour".into()), 0),
            (BookPart::Field("stance".into(), "stance".into()), 4),
            (BookPart::Field("quote".into(), "stance".into()), 2),
            (code("for"), 4),
            (code("against"), 2),
            (code("mixed"), 4),
            (code("odd"), 0),
            (BookPart::Link("answers".into()), 2),
        ] {
            let mut naming = Naming::of(part.clone());
            while !naming.is_done() {
                naming.look(&project, || true);
            }
            assert_eq!((tally.of(&part), naming.claims().len()), (claims, claims), "{part:?}");
            assert!(
                naming
                    .claims()
                    .iter()
                    .all(|one| { project.claim_at(one).is_some_and(|claim| part.is_named_by(claim)) })
            );
        }
    }
}
