//! What claims use and the code book lacks: found, counted, and added to it.
//!
//! A colleague's newer claims or a mended file may name kinds, fields and codes that nobody knows
//! here. They are kept and shown as unknown; this gives each the way into the code book.

mod add;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use add::with_lacking;

use crate::claims::{Claim, CodeBook, CodeId, FieldId, FieldType, KindId, Value};
use crate::project::Project;
use crate::project::walk::Walk;

/// Something that claims use and the code book lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lacking {
    /// A kind. What its claims hold comes with it, so no field or code of it is told by itself.
    Kind(KindId),
    /// A field of a kind that is known.
    Field(KindId, FieldId),
    /// A code of a choice that is known.
    Code(KindId, FieldId, CodeId),
}

impl Lacking {
    /// What this claim uses and `book` lacks, each once.
    #[must_use]
    pub fn of(claim: &Claim, book: &CodeBook) -> Vec<Self> {
        let mut found = Vec::new();
        Known::of(book).lacking(claim, |one| found.push(one));
        found
    }

    /// Its name in files.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Kind(id) => id.as_str(),
            Self::Field(_, id) => id.as_str(),
            Self::Code(.., id) => id.as_str(),
        }
    }
}

/// What a code book knows, to be asked hundreds of thousands of times.
struct Known<'b>(HashMap<&'b KindId, HashMap<&'b FieldId, Option<HashSet<&'b CodeId>>>>);

impl<'b> Known<'b> {
    fn of(book: &'b CodeBook) -> Self {
        let codes = |holds: &'b FieldType| match holds {
            FieldType::Choice(codes) | FieldType::Choices(codes) => {
                Some(codes.iter().map(|code| &code.id).collect())
            }
            _ => None,
        };
        let kinds = book.kinds.iter().map(|kind| {
            let fields = kind.fields.iter().map(|field| (&field.id, codes(&field.holds)));
            (&kind.id, fields.collect())
        });
        Self(kinds.collect())
    }

    fn lacking(&self, claim: &Claim, mut found: impl FnMut(Lacking)) {
        let Some(kind) = &claim.kind else { return };
        let Some(fields) = self.0.get(kind) else {
            found(Lacking::Kind(kind.clone()));
            return;
        };
        for (id, value) in &claim.fields {
            let Some(codes) = fields.get(id) else {
                found(Lacking::Field(kind.clone(), id.clone()));
                continue;
            };
            let Some(codes) = codes else { continue };
            for code in codes_of(value).iter().filter(|code| !codes.contains(code)) {
                found(Lacking::Code(kind.clone(), id.clone(), code.clone()));
            }
        }
    }
}

/// The codes a value names.
fn codes_of(value: &Value) -> &[CodeId] {
    match value {
        Value::Choice(code) => std::slice::from_ref(code),
        Value::Choices(codes) => codes,
        _ => &[],
    }
}

/// All that the claims of a project use and its code book lacks, with the number of claims: gathered
/// bit by bit, because a project may hold hundreds of thousands.
#[derive(Debug, Default)]
pub struct Survey {
    of: BTreeMap<Lacking, usize>,
    walk: Walk,
}

impl Survey {
    /// Looks through one story after the other, the claims of every coder, until there are no more
    /// or `enough` says so. The project must be the same in every call.
    pub fn look(&mut self, project: &Project, enough: impl FnMut() -> bool) {
        if self.is_done() {
            return;
        }
        let known = Known::of(&project.codebook);
        let of = &mut self.of;
        self.walk.go_on(project, enough, |_, work| {
            for claim in work.coders.values().flat_map(|own| own.claims.values()) {
                known.lacking(claim, |one| *of.entry(one).or_default() += 1);
            }
        });
    }

    /// Whether every story has been looked through.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.walk.is_done()
    }

    /// What was found so far, in a lasting order, each with the number of its claims.
    pub fn found(&self) -> impl ExactSizeIterator<Item = (&Lacking, usize)> {
        self.of.iter().map(|(one, claims)| (one, *claims))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::claims::CoderId;
    use crate::project::{Edit, StoryWork};
    use crate::story::{Story, StoryText};

    fn project(claims: impl IntoIterator<Item = (&'static str, Vec<(&'static str, Value)>)>) -> Project {
        let mut project = Project::new("x");
        let text = StoryText::from_canonical("words\n");
        let story = Story::new("A story", &text, Vec::new());
        let id = crate::story::slug_from("a story", |_| false);
        let to = Some(Box::new(StoryWork::new(story, text)));
        project.apply(Edit::Shelf { id: id.clone(), to }).unwrap();
        for (kind, fields) in claims {
            let mut claim = Claim::new(Some(kind.into()));
            claim.fields.extend(fields.into_iter().map(|(field, value)| (field.into(), value)));
            project.apply(Edit::put(id.clone(), CoderId::nearest("kim"), claim)).unwrap();
        }
        project
    }

    fn survey(project: &Project) -> Vec<(String, usize)> {
        let mut survey = Survey::default();
        while !survey.is_done() {
            survey.look(project, || true);
        }
        survey.found().map(|(one, claims)| (format!("{one:?}"), claims)).collect()
    }

    fn text(words: &str) -> Value {
        Value::Text(words.to_owned())
    }

    #[test]
    fn what_is_used_and_not_known_is_told_once_with_its_claims() {
        let choice = |code: &str| Value::Choice(code.into());
        let project = project([
            ("rumour", vec![("reach", text("wide"))]),
            ("rumour", vec![]),
            ("stance", vec![("stance", choice("lukewarm")), ("mood", text("calm"))]),
            ("stance", vec![("stance", choice("for"))]),
        ]);
        let found = survey(&project);
        let shown: Vec<(&str, usize)> = found.iter().map(|(one, claims)| (one.as_str(), *claims)).collect();
        assert_eq!(shown.len(), 3, "{shown:?}");
        assert!(shown[0].0.starts_with("Kind") && shown[0].1 == 2);
        assert!(shown[1].0.starts_with("Field") && shown[2].0.contains("lukewarm"));
    }

    #[test]
    fn what_is_added_fits_the_claims() {
        let choices = |codes: &[&str]| Value::Choices(codes.iter().map(|&code| code.into()).collect());
        let mut project = project([
            (
                "rumour",
                vec![("reach", choices(&["far-off", "near"])), ("speaker", Value::Actor("kim".into()))],
            ),
            ("rumour", vec![("reach", choices(&["far-off"])), ("heard", Value::CannotSay)]),
            ("rumour", vec![("heard", text("twice"))]),
            ("rumour", vec![("heard", Value::YesNo(true))]),
            (
                "stance",
                vec![("stance", Value::Choice("luke-warm".into())), ("form", Value::Choice("oral".into()))],
            ),
        ]);
        let mut survey = Survey::default();
        survey.look(&project, || false);
        let all: Vec<Lacking> = survey.found().map(|(one, _)| one.clone()).collect();
        let book = with_lacking(&project, &all);
        let kind = book.kind(&"rumour".into()).unwrap();
        assert_eq!((kind.name.as_str(), kind.key), ("Rumour", Some('4')));
        let reach = kind.field(&"reach".into()).unwrap();
        assert!(matches!(reach.holds, FieldType::Choices(_)));
        let names: Vec<&str> = reach.codes().iter().map(|code| code.name.as_str()).collect();
        assert_eq!(names, ["far off", "near"]);
        assert_eq!(
            kind.field(&"speaker".into()).map(|field| field.name.as_str()),
            Some("Holder"),
            "as elsewhere"
        );
        assert_eq!(kind.field(&"heard".into()).unwrap().holds, FieldType::YesNo, "what most of them hold");
        let stance = book.kind(&"stance".into()).unwrap();
        assert_eq!(stance.field(&"stance".into()).unwrap().code_name(&"luke-warm".into()), "luke warm");
        let form = stance.field(&"form".into()).unwrap();
        assert_eq!(form.name, "Form");
        assert!(form.codes().iter().any(|code| code.id.as_str() == "oral"), "beside those it has elsewhere");
        let before = project.clone();
        let back = project.apply(Edit::CodeBook(Arc::new(book))).unwrap();
        assert!(survey_is_empty(&project));
        project.apply(back).unwrap();
        assert_eq!(project, before, "one undo");
    }

    fn survey_is_empty(project: &Project) -> bool {
        survey(project).is_empty()
    }
}
