//! Changes of the code book that reach into claims: nothing coded is ever lost, and undo brings all of
//! it back.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use pressmark::claims::{
    Claim, ClaimId, Code, CodeBook, Colour, Field, FieldId, FieldType, Kind, Outline, Value,
};
use pressmark::project::codebook::{Rework, ReworkError};
use pressmark::project::{Edit, Project, Session};
use proptest::prelude::*;
use support::{coder, shelve, slug, story};

const CODES: [&str; 4] = ["yes", "no", "12", "d"];

fn codes(names: &[&str]) -> Vec<Code> {
    names.iter().map(|name| Code::named((*name).into(), name)).collect()
}

fn kind(id: &str, fields: &[(&str, FieldType)]) -> Kind {
    Kind {
        id: id.into(),
        name: id.to_owned(),
        letter: 'K',
        key: None,
        colour: Colour([1, 2, 3]),
        definition: String::new(),
        example: String::new(),
        rules: Vec::new(),
        retired: false,
        fields: fields
            .iter()
            .map(|(id, holds)| Field {
                id: (*id).into(),
                name: (*id).to_owned(),
                holds: holds.clone(),
                required: false,
                help: String::new(),
            })
            .collect(),
    }
}

fn types() -> Vec<FieldType> {
    let mut tree = codes(&CODES);
    tree[1].under = Some("yes".into());
    tree[2].under = Some("no".into());
    vec![
        FieldType::Text,
        FieldType::Choice(tree.clone()),
        FieldType::Choices(tree),
        FieldType::Choice(codes(&CODES[..2])),
        FieldType::Number,
        FieldType::Date,
        FieldType::YesNo,
        FieldType::Actor,
        FieldType::Passage,
    ]
}

fn book(holds: [FieldType; 3]) -> CodeBook {
    let [one, two, three] = holds;
    CodeBook {
        kinds: vec![kind("k1", &[("f1", one.clone()), ("f2", two)]), kind("k2", &[("f1", three)])],
        links: vec![],
    }
}

fn values() -> impl Strategy<Value = Value> {
    let word =
        prop::sample::select(vec!["yes", "no", "12", "d", "2019-02-28", "other", "yes, no", "can't say"]);
    prop_oneof![
        word.prop_map(|word| Value::Text(word.to_owned())),
        prop::sample::select(CODES.to_vec()).prop_map(|code| Value::Choice(code.into())),
        prop::sample::subsequence(CODES.to_vec(), 1..4).prop_map(|codes| {
            let mut codes: Vec<_> = codes.into_iter().map(Into::into).collect();
            codes.sort();
            Value::Choices(codes)
        }),
        Just(Value::Number("12".to_owned())),
        Just(Value::YesNo(true)),
        Just(Value::CannotSay),
        Just(Value::Date("2019-02-28".parse().unwrap())),
        Just(Value::Actor("gone".into())),
    ]
}

type Coded = (Option<&'static str>, Vec<(&'static str, Value)>, Vec<(&'static str, Value)>);

fn claims() -> impl Strategy<Value = Vec<Coded>> {
    let fields = || {
        let field = prop::sample::select(vec!["f1", "f2", "f3"]);
        prop::collection::vec((field, values()), 0..4)
    };
    let kind = prop::sample::select(vec![Some("k1"), Some("k1"), Some("k2"), Some("gone"), None]);
    prop::collection::vec((kind, fields(), fields()), 0..8)
}

fn project(book: CodeBook, claims: &[Coded]) -> Project {
    let mut project = Project::new("p");
    project.apply(Edit::CodeBook(Arc::new(book))).unwrap();
    for (number, name) in ["one", "two", "locked"].into_iter().enumerate() {
        let mut work = story(name);
        for (at, (kind, fields, parked)) in claims.iter().enumerate() {
            let mut claim = Claim::new(kind.map(Into::into));
            claim.id = ClaimId((number * 100 + at) as u64);
            claim.fields = fields.iter().map(|(id, value)| (FieldId::from(*id), value.clone())).collect();
            claim.parked = parked.iter().map(|(id, value)| (FieldId::from(*id), value.clone())).collect();
            let whose = if at % 4 == 3 { "lee" } else { "kim" };
            let own = work.coders.entry(coder(whose)).or_default();
            own.claims.insert(claim.id, Arc::new(claim));
        }
        work.locked = (name == "locked").then(|| "in a test".to_owned());
        shelve(&mut project, name, work);
    }
    project
}

fn reworks() -> impl Strategy<Value = Rework> {
    let code = || prop::sample::select(CODES.to_vec());
    let kind = || prop::sample::select(vec!["k1", "k2"]);
    let field = || prop::sample::select(vec!["f1", "f2"]);
    prop_oneof![
        (kind(), kind()).prop_map(|(from, into)| Rework::MergeKinds { from: from.into(), into: into.into() }),
        (kind(), field(), field()).prop_map(|(kind, from, into)| Rework::MergeFields {
            kind: kind.into(),
            from: from.into(),
            into: into.into(),
        }),
        (kind(), field(), code(), code()).prop_map(|(kind, field, from, into)| Rework::MergeCodes {
            kind: kind.into(),
            field: field.into(),
            from: from.into(),
            into: into.into(),
        }),
        (kind(), field(), prop::sample::select(types())).prop_map(|(kind, field, to)| Rework::Retype {
            kind: kind.into(),
            field: field.into(),
            to,
        }),
        kind().prop_map(|kind| Rework::DeleteKind(kind.into())),
        (kind(), field()).prop_map(|(kind, field)| Rework::DeleteField(kind.into(), field.into())),
        (kind(), field(), code()).prop_map(|(kind, field, code)| Rework::DeleteCode(
            kind.into(),
            field.into(),
            code.into()
        )),
    ]
}

/// What a claim says, whatever type says it: a rewritten code says what the other one says.
fn said(claim: &Claim, rework: &Rework) -> BTreeSet<String> {
    let word = |word: &str| match rework {
        Rework::MergeCodes { from, into, .. } if word == from.as_str() => into.to_string(),
        _ => word.to_lowercase().replace('\u{2019}', "'"),
    };
    let mut all = BTreeSet::new();
    for value in claim.fields.values().chain(claim.parked.values()) {
        match value {
            Value::Text(text) | Value::Number(text) => all.extend(text.split(", ").map(word)),
            Value::Choice(code) => drop(all.insert(word(code.as_str()))),
            Value::Choices(codes) => all.extend(codes.iter().map(|code| word(code.as_str()))),
            Value::YesNo(yes) => drop(all.insert(word(if *yes { "yes" } else { "no" }))),
            Value::CannotSay => drop(all.insert(word("can't say"))),
            Value::Date(day) => drop(all.insert(word(&day.to_string()))),
            Value::Actor(id) => drop(all.insert(word(id.as_str()))),
            Value::Passage(_) => {}
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_coded_is_lost_and_undo_brings_all_of_it_back(
        holds in prop::array::uniform3(prop::sample::select(types())),
        claims in claims(),
        steps in prop::collection::vec(reworks(), 1..4),
    ) {
        let start = project(book(holds), &claims);
        let mut session = Session::new(start.clone(), coder("kim"));
        for rework in &steps {
            let before = session.project().clone();
            let Ok(plan) = rework.plan(&before, &coder("kim")) else { continue };
            session.perform("rework", plan.edit).unwrap();
            let after = session.project();
            let mut changed = 0;
            for (id, was) in &before.stories {
                let is = &after.stories[id];
                let whole = was.locked.is_some();
                for (whose, work) in &was.coders {
                    for (claim, old) in &work.claims {
                        let new = &is.coders[whose].claims[claim];
                        changed += usize::from(old != new);
                        if whole || *whose != coder("kim") {
                            prop_assert_eq!(old, new, "another's, or locked");
                        }
                        let (mut old, new) = (said(old, rework), said(new, rework));
                        // Of two rewritten codes in one list one is left.
                        old.retain(|word| !new.contains(word));
                        prop_assert!(old.is_empty(), "{:?} lost {:?}", rework, old);
                    }
                }
            }
            prop_assert!(changed <= plan.own);
            for field in after.codebook.kinds.iter().flat_map(|kind| &kind.fields) {
                let ids: BTreeSet<_> = field.codes().iter().map(|code| &code.id).collect();
                prop_assert_eq!(ids.len(), field.codes().len());
                let outline = Outline::of(field.codes());
                for (at, code) in field.codes().iter().enumerate() {
                    prop_assert!(code.under.is_none() || outline.parent(at).is_some() || code.under.as_ref() == Some(&code.id) || !ids.contains(code.under.as_ref().unwrap()));
                }
            }
        }
        while session.undo().unwrap().is_some() {}
        prop_assert_eq!(session.project(), &start);
    }

    #[test]
    fn a_field_that_gets_its_type_back_gets_its_values_back(
        from in prop::sample::select(types()),
        to in prop::sample::select(types()),
        value in values(),
    ) {
        let mut project = project(book([from.clone(), FieldType::Text, FieldType::Text]), &[(Some("k1"), vec![("f1", value.clone())], vec![])]);
        let there = Rework::Retype { kind: "k1".into(), field: "f1".into(), to };
        let back = Rework::Retype { kind: "k1".into(), field: "f1".into(), to: from };
        let fits = project.codebook.kinds[0].fields[0].takes(&value);
        project.apply(there.plan(&project, &coder("kim")).unwrap().edit).unwrap();
        let parked = project.stories[&slug("one")].claim(&coder("kim"), ClaimId(0)).unwrap().parked.values().any(|other| *other == value);
        project.apply(back.plan(&project, &coder("kim")).unwrap().edit).unwrap();
        let claim = project.stories[&slug("one")].claim(&coder("kim"), ClaimId(0)).unwrap();
        if fits && parked {
            prop_assert_eq!(claim.fields.get(&"f1".into()), Some(&value));
            prop_assert!(claim.parked.is_empty());
        }
    }
}

#[test]
fn a_merge_tells_whom_it_touches_and_keeps_what_others_name() {
    let claims: Vec<Coded> =
        (0..4).map(|_| (Some("k1"), vec![("f1", Value::Choice("yes".into()))], vec![])).collect();
    let mut project =
        project(book([FieldType::Choice(codes(&CODES)), FieldType::Text, FieldType::Text]), &claims);
    let merge =
        Rework::MergeCodes { kind: "k1".into(), field: "f1".into(), from: "yes".into(), into: "no".into() };
    let plan = merge.plan(&project, &coder("kim")).unwrap();
    assert_eq!((plan.own, plan.stories, plan.others, plan.locked, plan.parked), (6, 2, 3, 3, 0));
    assert_eq!(plan.coders.iter().map(|coder| coder.as_str()).collect::<Vec<_>>(), ["lee"]);
    assert_eq!(plan.named.len(), 12, "all of them can be looked at");
    assert!(plan.named[..9].iter().all(|one| *one.coder == coder("kim")), "one's own first");
    project.apply(plan.edit).unwrap();
    let field = &project.codebook.kinds[0].fields[0];
    assert!(field.codes()[0].retired, "lee's claims still name it");
    let again =
        Rework::MergeCodes { kind: "k1".into(), field: "f1".into(), from: "no".into(), into: "no".into() };
    assert_eq!(again.plan(&project, &coder("kim")), Err(ReworkError::Itself));
    let gone = Rework::DeleteKind("gone".into());
    assert_eq!(
        gone.plan(&project, &coder("kim")).unwrap_err().to_string(),
        "the code book has no kind gone any more"
    );
}

#[test]
fn a_code_merged_into_one_below_it_closes_no_circle() {
    let tree = types()[1].clone();
    let mut project = project(book([tree, FieldType::Text, FieldType::Text]), &[]);
    let merge =
        Rework::MergeCodes { kind: "k1".into(), field: "f1".into(), from: "yes".into(), into: "12".into() };
    project.apply(merge.plan(&project, &coder("kim")).unwrap().edit).unwrap();
    let list = project.codebook.kinds[0].fields[0].codes();
    let under: Vec<_> =
        list.iter().map(|code| (code.id.as_str(), code.under.as_ref().map(|id| id.as_str()))).collect();
    assert_eq!(under, [("no", Some("12")), ("12", None), ("d", None)]);
}
