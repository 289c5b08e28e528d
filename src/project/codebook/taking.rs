//! Kinds and links that come from another code book.

use super::Plan;
use super::rework::{joined, rekind};
use crate::claims::{Claim, CodeBook, CoderId, Field, FieldType, Kind, LinkKind};
use crate::project::Project;

/// How a kind of another code book differs from the one of its id that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Its name, letter, colour, definition, example or rules.
    Words,
    /// A field of this name comes in.
    NewField(String),
    /// The field of this name is worded in another way.
    FieldWords(String),
    /// The field of this name holds something else.
    Holds {
        /// Its name.
        field: String,
        /// What it holds now.
        from: FieldType,
        /// What it would hold.
        to: FieldType,
    },
    /// The field of this name gets so many codes, or they read in another way.
    Codes(String, usize),
}

/// How `theirs` differs from `ours`: what taking it would change. What only `ours` has stays.
#[must_use]
pub fn differences(ours: &Kind, theirs: &Kind) -> Vec<Difference> {
    let mut found = Vec::new();
    let words = |kind: &Kind| {
        let Kind { name, letter, colour, definition, example, rules, .. } = kind.clone();
        (name, letter, colour, definition, example, rules)
    };
    if words(ours) != words(theirs) {
        found.push(Difference::Words);
    }
    for field in &theirs.fields {
        let name = field.name.clone();
        let Some(old) = ours.field(&field.id) else {
            found.push(Difference::NewField(name));
            continue;
        };
        if std::mem::discriminant(&old.holds) != std::mem::discriminant(&field.holds) {
            let (from, to) = (old.holds.clone(), field.holds.clone());
            found.push(Difference::Holds { field: name.clone(), from, to });
        }
        let other = field.codes().iter().filter(|code| !old.codes().contains(code)).count();
        if other > 0 && matches!(old.holds, FieldType::Choice(_) | FieldType::Choices(_)) {
            found.push(Difference::Codes(name.clone(), other));
        }
        if (&old.name, &old.help, old.required) != (&field.name, &field.help, field.required) {
            found.push(Difference::FieldWords(name));
        }
    }
    found
}

/// What taking these kinds and links would do. A kind that is not there comes in, with another key where its own
/// is taken. A kind that is there becomes what the other code book says, but keeps its key and whatever
/// fields and codes only it has; values that fit its fields no longer are converted or parked.
/// A link that is there reads as the other code book has it, in every claim.
#[must_use]
pub fn take_kinds(project: &Project, coder: &CoderId, kinds: &[Kind], links: &[LinkKind]) -> Plan {
    let mut book = (*project.codebook).clone();
    let mut changed: Vec<(Kind, Kind)> = Vec::new();
    for theirs in kinds {
        match book.kinds.iter_mut().find(|kind| kind.id == theirs.id) {
            Some(ours) => {
                let merged = merged(ours, theirs);
                changed.push((std::mem::replace(ours, merged.clone()), merged));
            }
            None => {
                let key = theirs.key.filter(|key| book.kind_for_key(*key).is_none());
                let key = key.or_else(|| theirs.key.and(book.free_key()));
                book.kinds.push(Kind { key, ..theirs.clone() });
            }
        }
    }
    for theirs in links {
        match book.links.iter_mut().find(|link| link.id == theirs.id) {
            Some(ours) => ours.clone_from(theirs),
            None => book.links.push(theirs.clone()),
        }
    }
    let pair = |claim: &Claim| changed.iter().find(|(ours, _)| claim.kind.as_ref() == Some(&ours.id));
    let rewrite = |claim: &mut Claim| {
        if let Some((ours, merged)) = pair(claim) {
            rekind(claim, ours, merged, project);
        }
    };
    let book = move |_| -> CodeBook { book };
    Plan::make(project, coder, |claim| pair(claim).is_some(), rewrite, book)
}

fn merged(ours: &Kind, theirs: &Kind) -> Kind {
    let own = |field: &Field| ours.field(&field.id).map(|old| joined(&field.holds, &old.holds));
    let fields = theirs
        .fields
        .iter()
        .map(|field| Field { holds: own(field).unwrap_or_else(|| field.holds.clone()), ..field.clone() });
    let only_ours = ours.fields.iter().filter(|field| theirs.field(&field.id).is_none()).cloned();
    let fields = fields.chain(only_ours).collect();
    Kind { key: ours.key, retired: ours.retired, fields, ..theirs.clone() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::claims::{Code, Value};
    use crate::project::{Edit, StoryWork};
    use crate::story::{Story, StoryText, slug_from};

    #[test]
    fn what_differs_is_told_and_what_is_only_ours_stays() {
        let ours = CodeBook::default().kinds[0].clone();
        let mut theirs = ours.clone();
        theirs.definition = "Another.".to_owned();
        theirs.fields.remove(4);
        theirs.fields[1].holds = FieldType::Number;
        theirs.fields[2].holds = FieldType::Choice(vec![Code::named("odd".into(), "odd")]);
        let told = differences(&ours, &theirs);
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(told[0], Difference::Words);
        assert!(matches!(&told[1], Difference::Holds { field, .. } if field == "Target"));
        assert_eq!(told[2], Difference::Codes("Stance".to_owned(), 1));
        assert_eq!(differences(&ours, &ours), []);
        let merged = merged(&ours, &theirs);
        assert_eq!(merged.fields.len(), ours.fields.len());
        assert_eq!(merged.field(&"stance".into()).unwrap().codes().len(), 6);
    }

    #[test]
    fn codes_for_a_choice_that_has_none_are_told_and_taken() {
        let mut project = Project::new("x");
        let mut book = (*project.codebook).clone();
        let full = book.kinds[0].clone();
        book.kinds[0].fields[2].holds = FieldType::Choice(Vec::new());
        project.apply(Edit::CodeBook(Arc::new(book))).unwrap();
        let told = differences(&project.codebook.kinds[0], &full);
        assert_eq!(told, [Difference::Codes("Stance".to_owned(), full.fields[2].codes().len())]);
        let plan = take_kinds(&project, &CoderId::nearest("kim"), std::slice::from_ref(&full), &[]);
        project.apply(plan.edit).unwrap();
        assert_eq!(project.codebook.kinds[0], full);
        let mut text = full.clone();
        text.fields[2].holds = FieldType::Text;
        let told = differences(&text, &full);
        assert!(
            matches!(told.as_slice(), [Difference::Holds { .. }]),
            "with what it holds its codes come: {told:?}"
        );
    }

    #[test]
    fn links_come_in_or_are_reworded_in_the_same_step() {
        let mut project = Project::new("x");
        let before = project.clone();
        let link = |id: &str, name: &str| LinkKind {
            id: id.into(),
            name: name.to_owned(),
            back: format!("{name}, back"),
        };
        let links = [link("mocks", "makes fun of"), link("supports", "backs")];
        let plan = take_kinds(&project, &CoderId::nearest("kim"), &[], &links);
        assert!(plan.touches_nothing());
        let back = project.apply(plan.edit).unwrap();
        let book = &project.codebook;
        assert_eq!(book.links.len(), before.codebook.links.len() + 1);
        assert_eq!(
            (book.link(&"mocks".into()), book.link(&"supports".into())),
            (Some(&links[0]), Some(&links[1]))
        );
        assert_eq!(book.links[0].id.as_str(), "supports", "at its place");
        project.apply(back).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn values_that_fit_no_longer_are_parked_in_the_same_step() {
        let mut project = Project::new("x");
        let coder = CoderId::nearest("kim");
        let text = StoryText::from_canonical("words\n");
        let id = slug_from("a story", |_| false);
        let work = StoryWork::new(Story::new("A story", &text, Vec::new()), text);
        project.apply(Edit::Shelf { id: id.clone(), to: Some(Box::new(work)) }).unwrap();
        let mut claim = Claim::new(Some("stance".into()));
        claim.fields.insert("target".into(), Value::Text("a treaty".to_owned()));
        let claim_id = claim.id;
        project.apply(Edit::put(id.clone(), coder.clone(), claim)).unwrap();
        let before = project.clone();
        let mut theirs = project.codebook.kinds[0].clone();
        theirs.fields[1].holds = FieldType::Number;
        let new = Kind { id: "odd".into(), ..theirs.clone() };
        let plan = take_kinds(&project, &coder, &[theirs, new], &[]);
        assert_eq!((plan.own, plan.parked, plan.stories), (1, 1, 1));
        let back = project.apply(plan.edit).unwrap();
        let changed = project.story(&id).unwrap().claim(&coder, claim_id).unwrap();
        assert_eq!(changed.parked.len(), 1);
        assert_eq!(project.codebook.kinds.last().unwrap().key, Some('4'), "its own is taken");
        project.apply(back).unwrap();
        assert_eq!(project, before);
    }
}
