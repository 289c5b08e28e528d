//! What a large registry costs: completion, a change, merging, counting, mentions.
//!
//! `cargo bench --bench actors` prints the figures; nothing is asserted.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench has nobody to hand an error to")]

#[path = "support/large.rs"]
mod large;

use std::hint::black_box;
use std::time::Instant;

use pressmark::assist::Known;
use pressmark::claims::{Actor, ActorId, Claim, Value};
use pressmark::project::{Edit, Project, Session, Uses};
use pressmark::story::slug_from;

const ACTORS: usize = 20_000;
const FAMILY: [&str; 8] = ["Kim", "Lee", "Park", "Moon", "Biegun", "Cho", "Seoul", "Washington"];

fn actor(number: usize) -> Actor {
    let family = FAMILY[number % FAMILY.len()];
    let aliases = vec![format!("{family} {number}"), format!("Envoy {number}")];
    Actor { aliases, ..Actor::named(format!("a{number}").into(), &format!("{family} Number {number}")) }
}

fn put(actor: Actor) -> Edit {
    Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) }
}

/// Prints the middle and the worst of several runs.
fn measure<T>(name: &str, runs: usize, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            black_box(run());
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<58} p50 {:>8.2} ms   max {:>8.2} ms", times[runs / 2], times[runs - 1]);
}

/// A project of `stories` with `claims` each, all by one speaker.
fn coded(stories: usize, claims: usize) -> Session {
    let session = large::session(claims * 60, claims);
    let coder = session.coder().clone();
    let mut project = session.project().clone();
    let model = project.stories.values().next().unwrap().clone();
    let actors = (0..ACTORS).map(actor).map(put).collect();
    project.apply(Edit::Batch(actors)).unwrap();
    let mut edits = Vec::new();
    for number in 0..stories {
        let id = slug_from(&format!("story {number}"), |_| false);
        edits.push(Edit::Shelf { id: id.clone(), to: Some(Box::new(model.clone())) });
        for claim in model.coders[&coder].claims.values() {
            let mut claim = Claim::clone(claim);
            claim.fields.insert("speaker".into(), Value::Actor(format!("a{}", number % 2).into()));
            edits.push(Edit::put(id.clone(), coder.clone(), claim));
        }
    }
    project.apply(Edit::Batch(edits)).unwrap();
    Session::new(project, coder)
}

fn main() {
    let mut project = Project::new("bench");
    measure("a registry of 20,000 actors is read in", 5, || {
        project = Project::new("bench");
        project.apply(Edit::Batch((0..ACTORS).map(actor).map(put).collect())).unwrap();
    });
    measure("complete \"kim 1\"", 50, || project.actors.complete("kim 1").len());
    measure("complete \"\"", 50, || project.actors.complete("").len());
    measure("called, and near", 50, || {
        (project.actors.called("Envoy 7").is_some(), project.actors.near("Mr Biegun").len())
    });
    let mut number = 0;
    measure("one actor is changed while a save holds the registry", 50, || {
        number += 1;
        let held = project.actors.clone();
        let mut changed = actor(number);
        changed.note = "x".to_owned();
        project.apply(put(changed)).unwrap();
        held
    });

    let session = large::session(1_000_000, 0);
    let work = session.project().stories.values().next().unwrap();
    measure("the names of 20,000 actors are made ready", 5, || Known::of(project.actors.iter()));
    let known = Known::of(project.actors.iter());
    let blocks: Vec<_> = work.story.blocks.iter().map(|block| block.range).collect();
    measure("mentions in 1 MB of text", 10, || known.find(&work.text, blocks.iter().copied()).len());

    let mut session = coded(2, 5_000);
    let (kept, away) = (ActorId::from("a0"), ActorId::from("a1"));
    measure("5,000 claims: two actors are merged, without the save", 9, || {
        let union = session.project().union(session.coder(), &kept, std::slice::from_ref(&away)).unwrap();
        assert_eq!(union.claims, 5_000);
        session.perform("merge", union.edit).unwrap();
        let unsaved = session.take_unsaved();
        session.undo().unwrap();
        (unsaved, session.take_unsaved())
    });
    println!("  (that is merging and taking it back)");
    let session = coded(40, 5_000);
    measure("200,000 claims: who is named in which", 5, || {
        let mut uses = Uses::default();
        uses.look(session.project(), || false);
        uses.of(&kept).len()
    });
    let away = std::slice::from_ref(&away);
    measure("200,000 claims: a merge of 100,000 is worked out", 5, || {
        session.project().union(session.coder(), &kept, away)
    });
}
