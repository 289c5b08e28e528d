//! The laws of the three-way merge: the sides may change places, nothing is lost, what was merged
//! merges again to the same.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use pressmark::claims::{
    Actor, ActorId, ActorRole, ActorType, Actors, Claim, ClaimId, Clash, Code, CodeBook, CodeId, Colour,
    Field, FieldId, FieldType, Kind, Link, LinkKind, Method, Origin, Passage, Region, Rule, Shape, Value,
};
use pressmark::project::merge::{self, Merged};
use pressmark::project::{CoderWork, Edit, Project, Status};
use pressmark::story::{
    Block, BytePos, Caption, Picture, PictureId, Role, Story, StoryText, TextHash, TextRange,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Few different values, so that versions often agree.
fn word() -> impl Strategy<Value = String> {
    select(vec!["", "a", "b"]).prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["x", "y", "z"]).prop_map(str::to_owned)
}

fn passage() -> impl Strategy<Value = Passage> {
    // Some were carried over from another text, in different ways.
    let origin = option::of((select(vec![Method::Compared, Method::ByHand]), 80..83_u8));
    (0..4_usize, origin).prop_map(|(at, origin)| {
        let range = TextRange::from_indices(at, at + 2);
        let origin = origin.map(|(how, score)| Origin {
            text: TextHash::of(b"old"),
            range,
            quote: "old".to_owned(),
            how,
            score,
        });
        Passage::new(range, &format!("q{at}"), "", "").from_origin(origin)
    })
}

/// Now and then two at one place, as an older merge has left them.
fn passages() -> impl Strategy<Value = BTreeSet<Passage>> {
    btree_set(passage(), 0..3)
}

fn region() -> impl Strategy<Value = Region> {
    (0..3_u16).prop_map(|at| Region {
        picture: PictureId("p".to_owned()),
        shape: Shape::Rectangle { left: at, top: 0, right: 9, bottom: 9 },
    })
}

fn field_id() -> impl Strategy<Value = FieldId> {
    name().prop_map(|id| FieldId::from(id.as_str()))
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![word().prop_map(Value::Text), any::<bool>().prop_map(Value::YesNo)]
}

fn clash() -> impl Strategy<Value = Clash> {
    prop_oneof![
        option::of(word()).prop_map(|kind| Clash::Kind(kind.map(|kind| kind.as_str().into()))),
        (field_id(), option::of(value())).prop_map(|(id, value)| Clash::Field(id, value)),
        (field_id(), option::of(value())).prop_map(|(id, value)| Clash::Parked(id, value)),
        word().prop_map(Clash::Note),
        Just(Clash::Deleted),
    ]
}

fn link() -> impl Strategy<Value = Link> {
    (name(), 0..3_u64).prop_map(|(how, to)| Link { how: how.into(), to: ClaimId(to) })
}

fn claim(id: u64) -> impl Strategy<Value = Claim> {
    (
        option::of(word()),
        passages(),
        btree_set(region(), 0..2),
        btree_map(field_id(), value(), 0..3),
        btree_map(field_id(), value(), 0..2),
        word(),
        (btree_set(link(), 0..3), prop_oneof![3 => Just(BTreeSet::new()), 1 => btree_set(clash(), 0..3)]),
        0..3_i64,
    )
        .prop_map(move |(kind, passages, regions, fields, parked, note, (links, clashes), made)| Claim {
            id: ClaimId(id),
            kind: kind.map(|kind| kind.as_str().into()),
            passages: passages.into_iter().collect(),
            regions: regions.into_iter().collect(),
            fields: fields.into_iter().collect(),
            parked: parked.into_iter().collect(),
            note,
            links: links.into_iter().collect(),
            clashes: clashes.into_iter().collect(),
            made: jiff::Timestamp::from_second(made).unwrap(),
        })
}

type Claims = Vec<Option<Claim>>;

/// How one copy of some claims looks by now: each untouched, gone, changed here and there, or
/// another altogether.
fn copy(base: Claims) -> impl Strategy<Value = Claims> {
    let each = base.into_iter().enumerate().map(|(index, old)| {
        let changed = (claim(index as u64), any::<[bool; 7]>()).prop_map({
            let old = old.clone();
            move |(new, keep)| {
                let Some(old) = old.clone() else { return Some(new) };
                Some(Claim {
                    kind: if keep[0] { old.kind } else { new.kind },
                    passages: if keep[1] { old.passages } else { new.passages },
                    regions: if keep[2] { old.regions } else { new.regions },
                    fields: if keep[3] { old.fields } else { new.fields },
                    parked: if keep[4] { old.parked } else { new.parked },
                    note: if keep[5] { old.note } else { new.note },
                    clashes: if keep[6] { old.clashes } else { new.clashes },
                    ..old
                })
            }
        });
        prop_oneof![Just(old), Just(None), claim(index as u64).prop_map(Some), changed]
    });
    each.collect::<Vec<_>>()
}

/// A base and three copies of it.
fn copies() -> impl Strategy<Value = (Claims, Claims, Claims, Claims)> {
    let base = (0..3_u64).map(|id| option::of(claim(id))).collect::<Vec<_>>();
    base.prop_flat_map(|base| (Just(base.clone()), copy(base.clone()), copy(base.clone()), copy(base)))
}

fn work(claims: &Claims) -> CoderWork {
    let claims = claims.iter().flatten().map(|claim| (claim.id, Arc::new(claim.clone()))).collect();
    CoderWork { status: Status::ToDo, claims }
}

/// Claims alone: a status that clashes is noted, not kept.
fn merged(base: &CoderWork, ours: &CoderWork, theirs: &CoderWork) -> CoderWork {
    merge::work(base, ours, theirs).value
}

/// The laws every merge keeps.
fn laws<T: PartialEq + Debug>(
    (b, x, y): (&T, &T, &T),
    merge: impl Fn(&T, &T, &T) -> T,
) -> Result<(), TestCaseError> {
    let m = merge(b, x, y);
    prop_assert_eq!(&m, &merge(b, y, x), "the sides may change places");
    prop_assert_eq!(&merge(b, x, x), x);
    prop_assert_eq!(&merge(b, b, y), y);
    prop_assert_eq!(&merge(b, x, b), x);
    prop_assert_eq!(&merge(b, &m, y), &m, "merged again with theirs");
    prop_assert_eq!(&merge(b, &m, x), &m, "merged again with ours");
    Ok(())
}

/// How well a passage's place is founded.
fn sureness(origin: &Origin) -> (bool, u8) {
    (origin.how == Method::ByHand, origin.score)
}

/// Everything that `side` did to a claim is in `merged`, or kept there as a clash.
fn keeps(base: Option<&Claim>, side: Option<&Claim>, merged: Option<&Claim>) -> Result<(), TestCaseError> {
    if side == base {
        return Ok(());
    }
    let Some(side) = side else {
        let told = |claim: &Claim| claim.clashes.contains(&Clash::Deleted);
        prop_assert!(merged.is_none_or(|m| told(m) || base.is_some_and(told)), "a deletion is lost");
        return Ok(());
    };
    let Some(merged) = merged else { return Err(TestCaseError::fail("a changed claim is lost")) };
    let nothing = Claim { id: side.id, made: side.made, ..Claim::new(None) };
    let base = base.unwrap_or(&nothing);
    let has = |clash: Clash| merged.clashes.contains(&clash);
    prop_assert!(
        side.kind == base.kind || side.kind == merged.kind || has(Clash::Kind(side.kind.clone())),
        "a kind is lost"
    );
    prop_assert!(
        side.note == base.note || side.note == merged.note || has(Clash::Note(side.note.clone())),
        "a note is lost"
    );
    for id in ["x", "y", "z"].map(FieldId::from) {
        let (was, is, now) = (base.fields.get(&id), side.fields.get(&id), merged.fields.get(&id));
        let kept = has(Clash::Field(id.clone(), is.cloned()));
        prop_assert!(is == was || is == now || kept, "the field {} is lost", id);
        let (was, is, now) = (base.parked.get(&id), side.parked.get(&id), merged.parked.get(&id));
        let kept = has(Clash::Parked(id.clone(), is.cloned()));
        prop_assert!(is == was || is == now || kept, "the parked {} is lost", id);
    }
    // Passages are one by their places, whatever they remember.
    type Place<'a> = (TextRange, &'a str);
    fn places(claim: &Claim) -> Vec<Place<'_>> {
        claim.passages.iter().map(|passage| (passage.range, passage.quote())).collect()
    }
    fn moved<T: PartialEq>(base: &[T], side: &[T], merged: &[T]) -> bool {
        let added = side.iter().filter(|item| !base.contains(item)).all(|item| merged.contains(item));
        let removed = base.iter().filter(|item| !side.contains(item)).all(|item| !merged.contains(item));
        added && removed
    }
    let [was, is, now] = [base, side, merged].map(places);
    prop_assert!(is.iter().filter(|place| !was.contains(place)).all(|place| now.contains(place)));
    let kept_anew = |place: &&Place<'_>| {
        let mut here = merged.passages.iter().filter(|one| (one.range, one.quote()) == **place);
        here.all(|one| !base.passages.contains(one))
    };
    prop_assert!(
        was.iter().filter(|place| !is.contains(place)).all(|place| !now.contains(place) || kept_anew(&place)),
        "a passage taken away came back"
    );
    for passage in side.passages.iter().filter(|one| !base.passages.contains(one)) {
        let mut here = merged.passages.iter().filter(|one| one.range == passage.range);
        let at_least = |one: &Passage| one.origin().map(sureness) >= passage.origin().map(sureness);
        prop_assert!(here.any(at_least), "a passage is lost");
    }
    prop_assert!(moved(&base.regions, &side.regions, &merged.regions), "a region is lost");
    let new = side.clashes.iter().filter(|clash| !base.clashes.contains(clash));
    prop_assert!(new.into_iter().all(|clash| has(clash.clone())), "a clash is lost");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn work_keeps_the_laws((b, x, y, _) in copies()) {
        laws((&work(&b), &work(&x), &work(&y)), merged)?;
    }

    #[test]
    fn no_change_of_a_claim_is_lost((b, x, y, _) in copies()) {
        let all = merged(&work(&b), &work(&x), &work(&y));
        for index in 0..b.len() {
            let (b, x, y) = (b[index].as_ref(), x[index].as_ref(), y[index].as_ref());
            let m = all.claims.get(&ClaimId(index as u64)).map(|claim| &**claim);
            keeps(b, x, m)?;
            keeps(b, y, m)?;
            if m.is_none() {
                prop_assert!((x.is_none() && (y.is_none() || y == b)) || (y.is_none() && x == b));
            }
            if let Some(m) = m {
                prop_assert!(m.passages.is_sorted() && m.clashes.is_sorted());
                prop_assert!(m.clashes.windows(2).all(|pair| pair[0] != pair[1]));
            }
        }
    }

    #[test]
    fn three_copies_come_to_the_same_in_any_order((b, x, y, z) in copies()) {
        let b = work(&b);
        let [x, y, z] = [work(&x), work(&y), work(&z)];
        let first = merged(&b, &merged(&b, &x, &y), &z);
        for [one, two, three] in [[&x, &z, &y], [&y, &x, &z], [&y, &z, &x], [&z, &x, &y], [&z, &y, &x]] {
            prop_assert_eq!(&merged(&b, &merged(&b, one, two), three), &first);
        }
    }

    #[test]
    fn a_settled_clash_stays_settled((b, x, y, _) in copies()) {
        // Both copies have the merge, and one of them settles a clash.
        let m = merged(&work(&b), &work(&x), &work(&y));
        for (id, claim) in &m.claims {
            for clash in &claim.clashes {
                let settled = claim.settled(clash, pressmark::claims::Settle::KeepShown, &CodeBook::default());
                let mut mine = m.clone();
                mine.claims.insert(*id, Arc::new(settled.unwrap()));
                prop_assert_eq!(merged(&m, &mine, &m), mine);
            }
        }
    }
}

fn actors() -> impl Strategy<Value = Actors> {
    let role = (word(), option::of(Just(jiff::civil::date(2018, 8, 23))))
        .prop_map(|(title, from)| ActorRole { title, from, until: None });
    let sorts = vec![ActorType::Person, ActorType::State, ActorType::Unsorted];
    let colour = option::of((0..2_u8).prop_map(|shade| Colour([shade; 3])));
    let actor =
        (word(), select(sorts), vec(name(), 0..4), vec(role, 0..4), word(), colour, btree_set(name(), 0..3));
    btree_map(name(), actor, 0..3).prop_map(|all| {
        let mut project = Project::new("");
        let there: BTreeSet<_> = all.keys().cloned().collect();
        for (id, (name, sort, aliases, roles, note, colour, was)) in all {
            // Nobody is both there and merged into another.
            let was = was.into_iter().filter(|id| !there.contains(id)).map(ActorId::from).collect();
            let actor = Actor { id: id.as_str().into(), name, sort, aliases, roles, colour, was, note };
            let edit = Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) };
            project.apply(edit).unwrap();
        }
        Actors::clone(&project.actors)
    })
}

/// A list of things with names, no two the same, in any order.
fn named<T: Clone + Debug>(thing: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<(&'static str, T)>> {
    btree_map(select(vec!["1", "2", "3", "4"]), thing, 0..4)
        .prop_map(|all| all.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

fn holds() -> impl Strategy<Value = FieldType> {
    let code = (word(), option::of(name()), word(), any::<bool>());
    let codes = (named(code), any::<bool>()).prop_map(|(all, many)| {
        let codes = all.into_iter().map(|(id, (name, under, help, retired))| Code {
            id: id.into(),
            name,
            under: under.map(CodeId::from),
            help,
            retired,
        });
        if many { FieldType::Choices(codes.collect()) } else { FieldType::Choice(codes.collect()) }
    });
    prop_oneof![4 => codes, 1 => Just(FieldType::Text), 1 => Just(FieldType::Actor)]
}

fn codebook() -> impl Strategy<Value = CodeBook> {
    let field = (word(), holds(), any::<bool>(), word());
    let kind =
        (word(), select(vec!['A', 'B']), option::of(select(vec!['1', '2'])), 0..2_u8, word(), named(field));
    let more = (word(), any::<[bool; 2]>());
    let link = (word(), word());
    (named((kind, more)), named(link)).prop_map(|(kinds, links)| {
        let field = |(id, (name, holds, required, help)): (&str, _)| Field {
            id: id.into(),
            name,
            holds,
            required,
            help,
        };
        let kinds = kinds.into_iter().map(
            |(id, ((name, letter, key, colour, definition, fields), (example, [rule, retired])))| Kind {
                id: id.into(),
                name,
                letter,
                key,
                colour: Colour([colour; 3]),
                definition,
                example,
                rules: rule.then_some(Rule::QuotationMark).into_iter().collect(),
                retired,
                fields: fields.into_iter().map(field).collect(),
            },
        );
        let links = links.into_iter().map(|(id, (name, back))| LinkKind { id: id.into(), name, back });
        CodeBook { kinds: kinds.collect(), links: links.collect() }
    })
}

fn story() -> impl Strategy<Value = Story> {
    let picture = (0..2_u32, option::of(word()), option::of(word()), option::of(word()));
    let date = option::of(Just(jiff::civil::date(2018, 12, 24)));
    // How many blocks are left, the roles of some, which two are one, and where one is two.
    let roles = vec((0..3_usize, 0..3_usize), 0..3);
    let blocks = (0..4_usize, roles, option::of(0..2_usize), option::of(1..12_u32));
    (word(), option::of(word()), vec(word(), 0..2), date, named(picture), blocks).prop_map(
        |(headline, outlet, authors, date, pictures, (blocks, roles, joined, split))| {
            let mut story = Story::clone(&support::story("Talks").story);
            story.headline = headline;
            story.language = outlet.clone();
            story.outlet = outlet;
            story.authors = authors;
            story.encoding = story.outlet.clone();
            story.date = date;
            for (at, role) in roles {
                story.blocks[at].role = Role::ALL[role];
            }
            if let Some(at) = joined {
                story.blocks[at].range.end = story.blocks.remove(at + 1).range.end;
            }
            if let Some(at) = split {
                let first = story.blocks[0].clone();
                if BytePos(at) < first.range.end {
                    story.blocks[0].range.end = BytePos(at);
                    let range = TextRange { start: BytePos(at), end: first.range.end };
                    story.blocks.insert(1, Block { range, ..first });
                }
            }
            story.blocks.truncate(blocks);
            let picture = |(id, (at, caption, credit, alt)): (&str, (u32, Option<String>, _, _))| Picture {
                id: PictureId(id.to_owned()),
                at: BytePos(at),
                file: None,
                caption: caption.map(Caption::Apart),
                credit,
                url: None,
                alt,
            };
            story.pictures = pictures.into_iter().map(picture).collect();
            story
        },
    )
}

/// What both sides changed in different ways is told, with both values.
fn told<T>(merged: &Merged<T>, about: &str, [base, ours, theirs]: [&str; 3]) -> bool {
    let both = ours != theirs && ours != base && theirs != base;
    let words = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("“{text}”") };
    let values = BTreeSet::from([words(ours), words(theirs)]);
    let here = merged.clashes.iter().filter(|note| note.about == about);
    let mut notes = here.map(|note| BTreeSet::from([note.kept.clone(), note.other.clone()]));
    if both { notes.any(|told| told == values) } else { notes.next().is_none() }
}

/// Texts of different lengths, with characters of several bytes.
fn text_of(number: usize) -> StoryText {
    StoryText::from_canonical(["Talks\n", "是的, 是的: talks\n", "Ü\n"][number].repeat(number + 1))
}

/// One version of a story with one of three texts: its blocks, places and captions are in that text.
fn corrected() -> impl Strategy<Value = Story> {
    let picture = (0..9_usize, 0..4_usize, option::of(word()));
    (0..3_usize, word(), vec(0..3_usize, 3), named(picture)).prop_map(
        |(number, headline, roles, pictures)| {
            let text = text_of(number);
            let length = text.as_str().len();
            // Cut in three, each on whole characters.
            let cuts = [0, length / 3, length * 2 / 3, length].map(|at| text.floor(BytePos::from_index(at)));
            let cut = |(at, role): (usize, usize)| Block {
                role: Role::ALL[role],
                range: TextRange { start: cuts[at], end: cuts[at + 1] },
            };
            let mut story = Story::new(&headline, &text, roles.into_iter().enumerate().map(cut).collect());
            let blocks = story.blocks.clone();
            let picture = |(id, (at, caption, alt)): (&str, (usize, usize, _))| Picture {
                id: PictureId(id.to_owned()),
                at: text.floor(BytePos::from_index(length * at / 8)),
                file: None,
                caption: match caption {
                    0 => None,
                    1 => Some(Caption::Apart("words".to_owned())),
                    block => Some(Caption::InText(blocks[block - 2].range)),
                },
                credit: None,
                alt,
                url: None,
            };
            story.pictures = pictures.into_iter().map(picture).collect();
            story
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whichever texts a base and two corrections have: the laws hold, the same text is kept on either
    /// side, a correction always beats what it corrects, and nothing points out of the text.
    #[test]
    fn a_text_corrected_on_both_sides_keeps_the_laws(b in corrected(), x in corrected(), y in corrected()) {
        laws((&b, &x, &y), |b, x, y| merge::story(b, x, y).value)?;
        let merged = merge::story(&b, &x, &y);
        let is = &merged.value;
        let kept = if x.text == b.text {
            &y.text
        } else if y.text == b.text {
            &x.text
        } else {
            (&x.text).max(&y.text)
        };
        prop_assert_eq!(&is.text, kept);
        let text = (0..3).map(text_of).find(|text| text.hash() == kept).unwrap();
        prop_assert!(is.fits(&text));
        for picture in &is.pictures {
            prop_assert_eq!(text.floor(picture.at), picture.at, "{:?}", picture);
            if let Some(Caption::InText(range)) = picture.caption {
                prop_assert!(text.slice(range).is_some(), "{range:?}");
                let own = [&x, &y].into_iter().filter(|side| side.text == *kept);
                prop_assert!(own.flat_map(|side| &side.pictures).any(|one| one.caption == picture.caption));
            }
        }
        let both = x.text != y.text && x.text != b.text && y.text != b.text;
        prop_assert_eq!(merged.clashes.iter().any(|note| note.about == "the text of the story"), both);
        for id in x.pictures.iter().map(|picture| &picture.id).filter(|id| b.picture(id).is_none()) {
            prop_assert!(is.picture(id).is_some(), "a new picture is lost");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 700, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn actors_keep_the_laws(b in actors(), x in actors(), y in actors()) {
        laws((&b, &x, &y), |b, x, y| merge::actors(b, x, y).value)?;
        let merged = merge::actors(&b, &x, &y);
        for id in ["x", "y", "z"].map(pressmark::claims::ActorId::from) {
            if let (Some(mine), Some(other)) = (x.exactly(&id), y.exactly(&id)) {
                let note = b.exactly(&id).map_or("", |actor| &actor.note);
                let about = format!("the note of the actor {id}");
                prop_assert!(told(&merged, &about, [note, &mine.note, &other.note]), "{:?}", merged.clashes);
            }
            // One that was merged away is not gone: its id leads on.
            let gone = merged.value.get(&id).is_none();
            let (b, x, y) = (b.exactly(&id), x.exactly(&id), y.exactly(&id));
            prop_assert!(!gone || (x.is_none() && (y.is_none() || y == b)) || (y.is_none() && x == b));
        }
    }

    #[test]
    fn the_code_book_keeps_the_laws(b in codebook(), x in codebook(), y in codebook()) {
        laws((&b, &x, &y), |b, x, y| merge::codebook(b, x, y).value)?;
        let merged = merge::codebook(&b, &x, &y);
        let ids: BTreeSet<_> = merged.value.kinds.iter().map(|kind| &kind.id).collect();
        prop_assert_eq!(ids.len(), merged.value.kinds.len(), "no kind twice");
        for kind in x.kinds.iter().chain(&y.kinds).filter(|kind| b.kind(&kind.id).is_none()) {
            prop_assert!(ids.contains(&kind.id), "a new kind is lost");
        }
    }

    #[test]
    fn a_story_keeps_the_laws(b in story(), x in story(), y in story()) {
        laws((&b, &x, &y), |b, x, y| merge::story(b, x, y).value)?;
        let merged = merge::story(&b, &x, &y);
        prop_assert!(merged.value.divides(&support::story("Talks").text));
        let headlines = [&*b.headline, &*x.headline, &*y.headline];
        prop_assert!(told(&merged, "the headline of the story", headlines), "{:?}", merged.clashes);
    }

    #[test]
    fn a_status_keeps_the_laws([b, x, y] in [0..3_usize, 0..3, 0..3].prop_map(|all| all.map(|at| Status::ALL[at]))) {
        laws((&b, &x, &y), |b, x, y| merge::status(*b, *x, *y).value)?;
        prop_assert_eq!(merge::status(b, x, y).clashes.is_empty(), x == y || x == b || y == b);
    }
}

#[test]
fn what_nobody_changed_is_shared() {
    let all: Claims = (0..100).map(|id| Some(Claim { id: ClaimId(id), ..Claim::new(None) })).collect();
    let base = work(&all);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    Arc::make_mut(ours.claims.get_mut(&ClaimId(1)).unwrap()).note = "mine".to_owned();
    Arc::make_mut(theirs.claims.get_mut(&ClaimId(2)).unwrap()).note = "theirs".to_owned();
    theirs.claims.remove(&ClaimId(3));
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(merged.claims.len(), 99);
    for (id, claim) in &merged.claims {
        let from = if id.0 == 2 { &theirs } else { &ours };
        assert!(Arc::ptr_eq(claim, &from.claims[id]), "{id} was copied");
    }
}

#[test]
fn a_claim_of_which_two_copies_say_different_things() {
    let base = Claim { id: ClaimId(1), ..Claim::new(Some("quote".into())) };
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.fields.insert("speaker".into(), Value::Actor("kim".into()));
    ours.note = "mine".to_owned();
    theirs.fields.insert("speaker".into(), Value::Actor("lee".into()));
    theirs.fields.insert("topic".into(), Value::Text("talks".to_owned()));
    let merged = merge::claim(Some(&base), Some(&ours), Some(&theirs)).unwrap();
    assert_eq!(merged.fields.get(&"speaker".into()), Some(&Value::Actor("lee".into())));
    assert_eq!(merged.fields.get(&"topic".into()), Some(&Value::Text("talks".to_owned())));
    assert_eq!(merged.note, "mine");
    assert_eq!(merged.clashes, [Clash::Field("speaker".into(), Some(Value::Actor("kim".into())))]);
    let kept = merge::claim(Some(&base), Some(&ours), None).unwrap();
    assert_eq!(kept.clashes, [Clash::Deleted]);
    assert_eq!(merge::claim(Some(&base), Some(&base), None), None);
}

#[test]
fn new_kinds_of_both_sides_keep_their_places() {
    let base = CodeBook::default();
    let add = |id: &str, at: usize| {
        let mut book = base.clone();
        book.kinds.insert(at, Kind { id: id.into(), ..book.kinds[0].clone() });
        book
    };
    let merged = merge::codebook(&base, &add("promise", 1), &add("rumour", 3));
    let ids: Vec<&str> = merged.value.kinds.iter().map(|kind| kind.id.as_str()).collect();
    assert_eq!(ids, ["stance", "promise", "quote", "fact", "rumour"]);
    assert_eq!(merged.clashes, []);
    let mut renamed = base.clone();
    renamed.kinds[0].name = "Position".to_owned();
    let mut without = base.clone();
    without.kinds.remove(0);
    let merged = merge::codebook(&base, &renamed, &without);
    assert_eq!(merged.value, renamed);
    let told: BTreeMap<_, _> =
        merged.clashes.iter().map(|note| (note.about.as_str(), note.to_string())).collect();
    assert_eq!(
        told["the kind stance"],
        "the kind stance was changed in two ways: the changed one was kept, its deletion was not"
    );
}

#[test]
fn blocks_that_two_sides_put_right_are_both_right() {
    let work = support::story("Talks");
    let base = Story::clone(&work.story);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.blocks[0].role = Role::Furniture;
    // Theirs is in two.
    let last = theirs.blocks[2].clone();
    let middle = BytePos(last.range.start.0 + 3);
    theirs.blocks[2].range.end = middle;
    theirs
        .blocks
        .push(Block { role: Role::Subhead, range: TextRange { start: middle, end: last.range.end } });
    let merged = merge::story(&base, &ours, &theirs);
    assert_eq!(merged.clashes, []);
    assert_eq!(merged.value.blocks[0], ours.blocks[0]);
    assert_eq!(merged.value.blocks[1..], theirs.blocks[1..]);
    assert!(merged.value.divides(&work.text));
    // The same block in two ways: one is kept, the other told.
    ours.blocks[2].role = Role::Caption;
    let merged = merge::story(&base, &ours, &theirs);
    assert_eq!(merged.value.blocks[0], ours.blocks[0]);
    assert_eq!(merged.clashes.len(), 1);
    assert_eq!(merged.clashes[0].about, "the division into blocks of the story");
    let Range { start, end } = last.range.indices();
    let told = [&merged.clashes[0].kept, &merged.clashes[0].other];
    assert!(told.contains(&&format!("caption at bytes {start} to {end}")), "{told:?}");
}

/// A passage of a claim, and its cue, that two copies carried over to a corrected text in two ways.
#[test]
fn what_both_sides_carried_over_stands_once_and_is_no_clash() {
    let marked = |at: usize, how: Option<(Method, u8)>| {
        let first = TextRange::from_indices(at, at + 3);
        let origin = |(how, score)| Origin {
            text: TextHash::of(b"old"),
            range: first,
            quote: "teh".to_owned(),
            how,
            score,
        };
        let range = if how.is_some() { TextRange::from_indices(at + 1, at + 4) } else { first };
        let quote = if how.is_some() { "the" } else { "teh" };
        Passage::new(range, quote, "", "").from_origin(how.map(origin))
    };
    let region = Region { picture: PictureId("p".to_owned()), shape: Shape::point((5, 5)) };
    let version = |how: Option<(Method, u8)>, regions: &[Region]| Claim {
        id: ClaimId(1),
        made: jiff::Timestamp::UNIX_EPOCH,
        passages: vec![marked(5, how)],
        regions: regions.into(),
        fields: [("cue".into(), Value::Passage(Box::new(marked(20, how))))].into_iter().collect(),
        ..Claim::new(None)
    };
    let base = version(None, &[]);
    let found = version(Some((Method::Compared, 84)), std::slice::from_ref(&region));
    let by_hand = version(Some((Method::ByHand, 100)), std::slice::from_ref(&region));
    for (ours, theirs) in [(&found, &by_hand), (&by_hand, &found)] {
        assert_eq!(merge::claim(Some(&base), Some(ours), Some(theirs)).as_ref(), Some(&by_hand));
    }
}
