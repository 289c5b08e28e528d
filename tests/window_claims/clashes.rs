//! What was changed in two places is settled in the form.

use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, Clash, Value};
use pressmark::project::Project;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::bench::{Bench, form, harness};
use crate::given::{QUOTE, add, coder, project, story_id};

/// The quote, changed in two places.
fn clashing() -> Project {
    let mut project = project();
    let old = project.story(&story_id()).unwrap().claim(&coder(), QUOTE).unwrap();
    let mut quote = Claim::clone(old);
    quote.fields.insert("speaker".into(), Value::Actor("biegun".into()));
    for clash in [
        Clash::Field("speaker".into(), Some(Value::Actor("moon".into()))),
        Clash::Note("seen twice".to_owned()),
        Clash::Deleted,
    ] {
        quote.add_clash(clash);
    }
    add(&mut project, quote);
    project
}

#[test]
fn a_clash_is_settled_by_one_click_and_undone_by_one() {
    let mut harness = form(clashing(), QUOTE);
    harness.get_by_label_contains("Moon Jae-in");
    harness.get_by_label("Take the other: Speaker").click();
    harness.run();
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("moon".into())));
    assert_eq!(harness.state().claim(QUOTE).clashes.len(), 2);
    assert_eq!(harness.state().label(), Some("take the other speaker"));
    assert!(harness.query_by_label("Take the other: Speaker").is_none(), "it is settled");
    harness.get_by_label("Keep this: Note").click();
    harness.run();
    assert_eq!(harness.state().claim(QUOTE).note, "");
    assert_eq!(harness.state().claim(QUOTE).clashes, [Clash::Deleted]);
    assert_eq!(harness.state().label(), Some("keep the note shown"));
    harness.get_by_label("Delete it: Claim").click();
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::Run(Command::DeleteClaim)));
    harness.get_by_label("Keep the claim: Claim").click();
    harness.run();
    assert!(harness.state().claim(QUOTE).clashes.is_empty());
    assert!(harness.query_by_label("Changed in two places").is_none(), "the box is gone");
    let session = &mut harness.state_mut().session;
    assert_eq!(session.history().len(), 3);
    for _ in 0..3 {
        session.undo().unwrap();
    }
    harness.run();
    assert_eq!(harness.state().claim(QUOTE).clashes.len(), 3);
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("biegun".into())));
}

#[test]
fn a_card_says_that_its_claim_clashes() {
    let harness = harness(Bench::new(clashing()));
    harness.get_by_label_contains("changed in two places: 3 clashes to settle");
    assert_eq!(harness.query_all_by_label_contains("to settle").count(), 1);
}
