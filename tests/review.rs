//! The rules of the review, each over claims that break it and claims that do not.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::sync::Arc;

use pressmark::analysis::review::{Bench, Case, Finding, Problem, Sort};
use pressmark::claims::{
    Actor, Claim, ClaimId, Clash, Code, CodeBook, CoderId, Field, FieldType, Passage, Region, Rule, Shape,
    Value,
};
use pressmark::project::{Edit, Project, Status, StoryWork};
use pressmark::story::{
    Block, Picture, PictureFile, PictureId, Role, Story, StoryId, StoryText, TextRange, slug_from,
};

const TEXT: &str =
    "Envoys meet\nThe envoy said \u{201c}we wait\u{201d} and left.\nEnvoys at the border.\nRead more";

/// A story with a caption and a footer, and kim's claims on it.
struct Desk {
    project: Project,
    id: StoryId,
    kim: CoderId,
}

impl Desk {
    fn new() -> Self {
        let text = StoryText::from_canonical(TEXT);
        let roles = [Role::Headline, Role::Paragraph, Role::Caption, Role::Furniture];
        let mut at = 0;
        let blocks = TEXT.split('\n').zip(roles).map(|(words, role)| {
            let range = TextRange::from_indices(at, at + words.len());
            at += words.len() + 1;
            Block { role, range }
        });
        let mut story = Story::new("Envoys meet", &text, blocks.collect());
        let file = |name: &str| PictureFile { name: name.to_owned(), original: name.to_owned() };
        let picture = |id: &str, file| Picture {
            id: PictureId(id.to_owned()),
            at: Default::default(),
            file,
            caption: None,
            credit: None,
            alt: None,
            url: None,
        };
        story.pictures = vec![picture("p1", Some(file("a.png"))), picture("p2", None)];
        let (id, kim) = (slug_from("envoys", |_| false), CoderId::nearest("kim"));
        let mut desk = Self { project: Project::new("Test"), id: id.clone(), kim };
        let mut book = CodeBook::default();
        book.kinds[1].rules = vec![Rule::QuotationMark];
        desk.apply(Edit::CodeBook(Arc::new(book)));
        let lee = Actor::named("lee".into(), "Lee");
        desk.apply(Edit::Actor { id: "lee".into(), to: Some(Box::new(lee)) });
        desk.apply(Edit::Shelf { id, to: Some(Box::new(StoryWork::new(story, text))) });
        desk
    }

    fn apply(&mut self, edit: Edit) {
        self.project.apply(edit).unwrap();
    }

    fn passage(words: &str) -> Passage {
        let at = TEXT.find(words).unwrap();
        let range = TextRange::from_indices(at, at + words.len());
        Passage::of(&StoryText::from_canonical(TEXT), range).unwrap()
    }

    fn claim(&mut self, kind: &str, words: &str, change: impl FnOnce(&mut Claim)) -> ClaimId {
        let mut claim = Claim::new(Some(kind.into()));
        claim.add_passage(Self::passage(words));
        change(&mut claim);
        let id = claim.id;
        self.apply(Edit::put(self.id.clone(), self.kim.clone(), claim));
        id
    }

    fn status(&mut self, to: Status) {
        self.apply(Edit::Status { story: self.id.clone(), coder: self.kim.clone(), to });
    }

    fn found(&self) -> Vec<Finding> {
        let work = self.project.story(&self.id).unwrap();
        Bench::of(&self.project).review(&Case::of(work, work.work_of(&self.kim)))
    }

    fn problems(&self) -> Vec<Problem> {
        self.found().into_iter().map(|finding| finding.problem).collect()
    }
}

#[test]
fn what_is_required_and_empty_is_named_field_by_field() {
    let mut desk = Desk::new();
    let id = desk.claim("stance", "we wait", |_| ());
    let empty = ["speaker", "target", "stance"].map(|field| Problem::Empty(field.into()));
    assert_eq!(desk.problems(), empty);
    let first = &desk.found()[0];
    assert_eq!((first.claim, first.sort()), (Some(id), Sort::Empty));
    assert_eq!(first.words(&desk.project.codebook), "Stance without Holder");
    let fact = Desk::new().claim("fact", "we wait", |_| ());
    assert_ne!(fact, id);
}

#[test]
fn a_fact_needs_nothing_and_a_highlight_a_kind() {
    let mut desk = Desk::new();
    desk.claim("fact", "we wait", |_| ());
    assert_eq!(desk.problems(), []);
    desk.claim("fact", "left", |claim| claim.kind = None);
    assert_eq!(desk.problems(), [Problem::Untagged]);
}

#[test]
fn a_quote_needs_a_mark_in_it_or_beside_it_where_the_kind_asks_for_one() {
    let coded = |words: &str, rule: bool, form: &str| {
        let mut desk = Desk::new();
        let mut book = (*desk.project.codebook).clone();
        book.kinds[1].rules.retain(|_| rule);
        desk.apply(Edit::CodeBook(Arc::new(book)));
        desk.claim("quote", words, |claim| {
            claim.fields.insert("speaker".into(), Value::Actor("lee".into()));
            if !form.is_empty() {
                claim.fields.insert("form".into(), Value::Choice(form.into()));
            }
        });
        desk.problems()
    };
    let quote = |words: &str, rule: bool| coded(words, rule, "");
    assert_eq!(quote("we wait", true), []);
    assert_eq!(quote("\u{201c}we wait\u{201d}", true), []);
    assert_eq!(quote("and left", true), [], "it follows a mark");
    assert_eq!(quote("The envoy", true), [Problem::Unquoted]);
    assert_eq!(quote("The envoy", false), []);
    assert_eq!(coded("The envoy", true, "direct"), [Problem::Unquoted]);
    assert_eq!(coded("The envoy", true, "indirect"), [], "the text puts it in its own words");
    assert_eq!(
        CodeBook::default().kinds[1].rules,
        [Rule::QuotationMark],
        "the code book of a new project has it"
    );
}

#[test]
fn names_nobody_knows_are_told_and_merged_actors_are_known() {
    let mut desk = Desk::new();
    desk.claim("rumour", "we wait", |_| ());
    desk.claim("fact", "left", |claim| {
        claim.fields.insert("speaker".into(), Value::Actor("kang".into()));
        claim.fields.insert("check".into(), Value::Choice("perhaps".into()));
        claim.fields.insert("mood".into(), Value::Text("grim".to_owned()));
    });
    assert_eq!(
        desk.problems(),
        [
            Problem::UnknownKind,
            Problem::UnknownField("mood".into()),
            Problem::UnknownCode("check".into(), "perhaps".into()),
            Problem::UnknownActor("speaker".into(), "kang".into()),
        ]
    );
    let mut lee = Actor::named("lee".into(), "Lee");
    lee.was = vec!["kang".into()];
    desk.apply(Edit::Actor { id: "lee".into(), to: Some(Box::new(lee)) });
    assert_eq!(desk.problems().len(), 3);
}

#[test]
fn every_code_of_several_is_looked_at() {
    let mut desk = Desk::new();
    let mut book = CodeBook::default();
    let codes = vec![Code::named("rail".into(), "Rail"), Code::named("roads".into(), "Roads")];
    book.kinds[2].fields.push(Field {
        id: "about".into(),
        name: "About".to_owned(),
        holds: FieldType::Choices(codes),
        required: false,
        help: String::new(),
    });
    desk.apply(Edit::CodeBook(Arc::new(book)));
    desk.claim("fact", "we wait", |claim| {
        claim.fields.insert("about".into(), Value::Choices(vec!["rail".into(), "ships".into()]));
    });
    assert_eq!(desk.problems(), [Problem::UnknownCode("about".into(), "ships".into())]);
}

#[test]
fn a_passage_elsewhere_a_clash_and_a_region_on_nothing_are_told() {
    let mut desk = Desk::new();
    desk.claim("fact", "we wait", |claim| {
        claim.passages = vec![Passage::new(TextRange::from_indices(0, 4), "gone", "", "")];
        claim.add_clash(Clash::Note("theirs".to_owned()));
        let shape = Shape::point((1, 1));
        for picture in ["p1", "p2", "p3", "p3"] {
            claim.regions.push(Region { picture: PictureId(picture.to_owned()), shape: shape.clone() });
        }
    });
    let picture = |id: &str| Problem::NoPicture(PictureId(id.to_owned()));
    let found = [Problem::Clash(1), Problem::Displaced(1), picture("p2"), picture("p3")];
    assert_eq!(desk.problems(), found);
}

#[test]
fn a_caption_nobody_coded_is_told_once_the_work_has_begun() {
    let mut desk = Desk::new();
    assert_eq!(desk.problems(), []);
    desk.status(Status::InProgress);
    let found = desk.found();
    assert_eq!(found.iter().map(|found| &found.problem).collect::<Vec<_>>(), [&Problem::Uncoded]);
    assert_eq!(found[0].range, Some(Desk::passage("Envoys at the border.").range));
    desk.claim("fact", "the border", |_| ());
    assert_eq!(desk.problems(), []);
}

#[test]
fn a_finding_keeps_its_name_while_other_things_change_and_no_two_share_one() {
    let mut desk = Desk::new();
    let id = desk.claim("stance", "we wait", |_| ());
    desk.claim("stance", "left", |_| ());
    desk.status(Status::Done);
    let keys = |desk: &Desk| -> Vec<String> { desk.found().iter().map(Finding::key).collect() };
    let mut before = keys(&desk);
    before.sort_unstable();
    before.dedup();
    assert_eq!(before.len(), desk.found().len());
    let work = desk.project.story(&desk.id).unwrap();
    let mut claim = Claim::clone(work.claim(&desk.kim, id).unwrap());
    claim.note = "look again".to_owned();
    claim.fields.insert("target".into(), Value::Text("the survey".to_owned()));
    desk.apply(Edit::put(desk.id.clone(), desk.kim.clone(), claim));
    let after = keys(&desk);
    assert_eq!(after.len(), before.len() - 1);
    assert!(after.iter().all(|key| before.contains(key)));
}

#[test]
fn the_same_work_is_known_again_and_other_work_is_not() {
    let mut desk = Desk::new();
    let case = |desk: &Desk| {
        let work = desk.project.story(&desk.id).unwrap();
        Case::of(work, work.work_of(&desk.kim))
    };
    let is_still = |case: &Case, desk: &Desk| {
        let work = desk.project.story(&desk.id).unwrap();
        case.is_still(work, work.work_of(&desk.kim))
    };
    let empty = case(&desk);
    assert!(is_still(&empty, &desk));
    desk.claim("fact", "left", |_| ());
    assert!(!is_still(&empty, &desk));
    let one = case(&desk);
    assert!(is_still(&one, &desk));
    desk.status(Status::Done);
    assert!(!is_still(&one, &desk));
}
