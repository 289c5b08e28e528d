//! Actors that are merged, counted and kept apart, in memory.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::sync::Arc;

use pressmark::claims::{Actor, ActorId, Actors, Claim, ClaimId, Clash, CoderId, Value};
use pressmark::project::{Edit, Project, Session, StoryWork, Uses, merge};
use pressmark::story::{Story, StoryId, StoryText, slug_from};

fn story(name: &str) -> StoryId {
    slug_from(name, |_| false)
}

fn coder(name: &str) -> CoderId {
    CoderId::nearest(name)
}

fn actor(id: &str, name: &str) -> Actor {
    Actor::named(id.into(), name)
}

fn put(actor: Actor) -> Edit {
    Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) }
}

fn naming(number: u64, actors: &[&str]) -> Claim {
    let mut claim = Claim { id: ClaimId(number), ..Claim::new(Some("quote".into())) };
    for (field, actor) in ["speaker", "target", "source"].iter().zip(actors) {
        claim.fields.insert((*field).into(), Value::Actor((*actor).into()));
    }
    claim
}

/// Two stories; kim and lee have claims that name the agency by two ids.
fn project() -> Project {
    let mut project = Project::new("actors");
    for name in ["one", "two"] {
        let text = StoryText::from_canonical("KCNA said so.\n".to_owned());
        let work = StoryWork::new(Story::new(name, &text, Vec::new()), text);
        project.apply(Edit::Shelf { id: story(name), to: Some(Box::new(work)) }).unwrap();
    }
    let agency = Actor { aliases: vec!["KNCA".to_owned()], ..actor("agency", "The agency") };
    for one in [actor("kcna", "KCNA"), agency, actor("biegun", "Stephen Biegun")] {
        project.apply(put(one)).unwrap();
    }
    let mut parked = naming(2, &["biegun"]);
    parked.parked.insert("source".into(), Value::Actor("agency".into()));
    let mut clashing = naming(3, &["kcna"]);
    clashing.add_clash(Clash::Field("speaker".into(), Some(Value::Actor("agency".into()))));
    for (at, whose, claim) in [
        ("one", "kim", naming(1, &["agency", "agency"])),
        ("two", "kim", parked),
        ("two", "kim", clashing),
        ("two", "lee", naming(4, &["agency"])),
        ("two", "kim", naming(5, &["biegun"])),
    ] {
        project.apply(Edit::put(story(at), coder(whose), claim)).unwrap();
    }
    project
}

fn uses(project: &Project) -> Uses {
    let mut uses = Uses::default();
    // One story at a time, as in a window that must not stand still.
    while !uses.is_done() {
        uses.look(project, || true);
    }
    uses
}

fn numbers(uses: &Uses, actor: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = uses.of(&actor.into()).iter().map(|one| one.claim.0).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn every_claim_of_an_actor_is_found_once() {
    let mut project = project();
    assert_eq!(numbers(&uses(&project), "agency"), [1, 2, 3, 4]);
    assert_eq!(numbers(&uses(&project), "kcna"), [3]);
    assert_eq!(numbers(&uses(&project), "biegun"), [2, 5]);
    let gone = Edit::Actor { id: "biegun".into(), to: None };
    project.apply(gone).unwrap();
    assert_eq!(numbers(&uses(&project), "biegun"), [2, 5], "claims keep the id of one who is deleted");
    let mut at_once = Uses::default();
    at_once.look(&project, || false);
    assert!(at_once.is_done());
    assert_eq!(numbers(&at_once, "agency"), [1, 2, 3, 4]);
}

#[test]
fn two_actors_become_one_in_one_step() {
    let before = project();
    let mut session = Session::new(before.clone(), coder("kim"));
    let (kcna, agency) = (ActorId::from("kcna"), ActorId::from("agency"));
    let union = before.union(&coder("kim"), &kcna, std::slice::from_ref(&agency)).unwrap();
    assert_eq!((union.claims, union.left), (3, 0));
    session.perform("merge actors", union.edit).unwrap();
    let project = session.project();
    assert_eq!(project.actors.exactly(&agency), None);
    assert_eq!(project.actors.get(&agency).unwrap().id, kcna);
    assert_eq!(project.actors.exactly(&kcna).unwrap().aliases, ["The agency", "KNCA"]);
    assert_eq!(numbers(&uses(project), "kcna"), [1, 2, 3, 4], "lee's claim too, by the old id");
    let (one, two) = (project.story(&story("one")).unwrap(), project.story(&story("two")).unwrap());
    let of_kim = |work: &StoryWork, id| work.claim(&coder("kim"), ClaimId(id)).unwrap().clone();
    assert!(of_kim(one, 1).actors().all(|id| *id == kcna));
    assert_eq!(of_kim(two, 2).parked.get(&"source".into()), Some(&Value::Actor(kcna.clone())));
    assert_eq!(of_kim(two, 3).open_clashes().count(), 0, "both sides of the clash mean the same now");
    let lees = two.claim(&coder("lee"), ClaimId(4)).unwrap();
    assert_eq!(lees.actors().next(), Some(&agency), "other coders' files are not ours to write");
    assert_eq!(session.history().len(), 1);
    session.undo().unwrap();
    assert_eq!(session.project(), &before);
    assert_eq!(before.union(&coder("kim"), &kcna, std::slice::from_ref(&kcna)), None);
    assert_eq!(before.union(&coder("kim"), &kcna, &["nobody".into()]), None);
}

#[test]
fn what_cannot_be_written_keeps_the_old_id() {
    let mut project = project();
    project.stories.get_mut(&story("one")).unwrap().locked = Some("is damaged".to_owned());
    let union = project.union(&coder("kim"), &"kcna".into(), &["agency".into()]).unwrap();
    assert_eq!((union.claims, union.left), (2, 1));
    project.apply(union.edit).unwrap();
    let claim = project.story(&story("one")).unwrap().claim(&coder("kim"), ClaimId(1)).unwrap();
    let named = claim.actors().next().unwrap();
    assert_eq!(project.actors.name(named), "KCNA");
}

fn registry(all: &[Actor]) -> Actors {
    let mut project = Project::new("registry");
    for actor in all {
        project.apply(put(actor.clone())).unwrap();
    }
    Arc::unwrap_or_clone(project.actors)
}

fn merged(from: &Actor, into: &Actor) -> Actors {
    let mut into = into.clone();
    into.take_in(from);
    registry(&[into])
}

#[test]
fn a_merge_goes_before_what_a_colleague_still_has_or_changes() {
    let (kcna, agency) = (actor("kcna", "KCNA"), actor("agency", "The agency"));
    let base = registry(&[kcna.clone(), agency.clone()]);
    let ours = merged(&agency, &kcna);
    let both = |base: &Actors, ours: &Actors, theirs: &Actors| {
        let one = merge::actors(base, ours, theirs);
        assert_eq!(one, merge::actors(base, theirs, ours), "the sides may change places");
        one
    };
    // A colleague's file still has it, as it was, with and without a version that both began from.
    assert_eq!(both(&base, &ours, &base).value, ours);
    let stale = both(&Actors::default(), &ours, &registry(std::slice::from_ref(&agency)));
    assert_eq!(stale.value, ours);
    assert!(stale.clashes.is_empty(), "{:?}", stale.clashes);
    // A colleague knows more of it by now.
    let alias = Actor { aliases: vec!["KNCA".to_owned()], ..agency.clone() };
    let result = both(&base, &ours, &registry(&[kcna.clone(), alias]));
    assert_eq!(result.value.exactly(&"agency".into()), None);
    assert_eq!(result.value.get(&"agency".into()).unwrap().aliases, ["The agency", "KNCA"]);
    assert!(result.clashes.is_empty(), "nothing is lost, so nothing is told: {:?}", result.clashes);
}

#[test]
fn merged_into_each_other_or_on_and_on_one_actor_is_left() {
    let [a, b, c] = ["a", "b", "c"].map(|id| actor(id, &id.to_uppercase()));
    let base = registry(&[a.clone(), b.clone(), c.clone()]);
    let with = |merged: Actors, also: &Actor| {
        let all: Vec<Actor> = merged.iter().chain([also]).cloned().collect();
        registry(&all)
    };
    let crossed = merge::actors(&base, &with(merged(&b, &a), &c), &with(merged(&a, &b), &c)).value;
    let ids: Vec<&str> = crossed.iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(crossed.name(&"b".into()), "A");
    let chained = merge::actors(&base, &with(merged(&b, &a), &c), &with(merged(&a, &c), &b)).value;
    let ids: Vec<&str> = chained.iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!(ids, ["c"]);
    for id in ["a", "b"] {
        assert_eq!(chained.name(&id.into()), "C", "{id} leads on");
    }
    // Undone by one side: it is there again.
    let undone = merge::actors(&with(merged(&b, &a), &c), &with(merged(&b, &a), &c), &base).value;
    assert_eq!(undone, base);
}
