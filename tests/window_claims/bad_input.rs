//! What cannot be changed, and what nobody knows.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, Passage, Region, Shape, Value};
use pressmark::project::Access;
use pressmark::story::PictureId;

use crate::bench::{focused, form, keys, press};
use crate::given::{STANCE, add, claim, project};

#[test]
fn a_project_that_cannot_be_changed_says_so_and_is_not() {
    let mut project = project();
    project.access = Access::ReadOnly("a newer version wrote it".to_owned());
    let mut harness = form(project, STANCE);
    harness.get_by_label_contains("open for reading only: a newer version wrote it");
    harness.get_by_label("Stance: for").click();
    harness.get_by_label("Kind: Quote").click();
    harness.run();
    assert!(harness.state().session.history().is_empty());
    assert!(harness.state().asked.is_empty(), "{:?}", harness.state().asked);
}

#[test]
fn what_is_unknown_or_hostile_is_shown_as_it_is() {
    let mut project = project();
    let mut odd = claim(9, Some("rumour"), &["Washington gave its support"]);
    odd.note = "x".repeat(10_000_000);
    odd.parked.insert("old\u{1b}[31m".into(), Value::Text("\u{202e}evil".to_owned()));
    let mut moved = claim(10, Some("quote"), &["Washington gave its support"]);
    moved.passages[0] = Passage::new(moved.passages[0].range, "\u{1b}[31m\u{202e}gone", "", "");
    moved.fields.insert("speaker".into(), Value::Actor("nobody".into()));
    moved.fields.insert("form".into(), Value::Choice("sung".into()));
    moved.fields.insert("stance".into(), Value::Text("stray".to_owned()));
    moved.fields.insert("topic".into(), Value::Text("y".repeat(5_000_000)));
    let mut region = claim(11, None, &[]);
    region
        .regions
        .push(Region { picture: PictureId("p2".to_owned()), shape: Shape::rectangle((0, 0), (1, 1)) });
    for claim in [odd, moved, region] {
        add(&mut project, claim);
    }
    let mut harness = form(project, ClaimId(9));
    harness.get_by_label_contains("rumour (unknown)");
    harness.get_by_label_contains("needs review: its words are not at their place: ‹U+001B›[31m‹U+202E›gone");
    harness.get_by_label_contains("Highlight 7, 1 region: region on picture 2");
    harness.get_by_label_contains("Too long to edit here (10.0 MB)");
    harness.state_mut().view.chosen = Some(ClaimId(10));
    harness.run();
    harness.get_by_label("Form: sung (unknown)");
    harness.get_by_label("Clear Stance").click();
    harness.run();
    assert_eq!(harness.state().field(ClaimId(10), "stance"), None);
    assert_eq!(harness.state().field(ClaimId(10), "form"), Some(&Value::Choice("sung".into())));
}

#[test]
fn the_keyboard_goes_through_what_cannot_be_edited() {
    let mut project = project();
    let mut odd = claim(9, Some("quote"), &["Washington gave its support"]);
    odd.fields.insert("topic".into(), Value::Text("y".repeat(30_000)));
    odd.fields.insert("stance".into(), Value::Text("stray".to_owned()));
    odd.note = "x".repeat(30_000);
    add(&mut project, odd.clone());
    let mut harness = form(project, ClaimId(9));
    harness.get_by_label("Form").focus();
    harness.run();
    let mut walked = Vec::new();
    for _ in 0..4 {
        press(&mut harness, Key::Tab);
        assert!(harness.state().panel.has_keyboard(), "after {walked:?}");
        keys(&mut harness, "n");
        walked.push(focused(&harness).chars().take(13).collect::<String>());
    }
    assert_eq!(walked[..2], ["Topic: yyyyyy", "Stance: stray"]);
    assert_eq!(walked[3], "Note: xxxxxxx", "{walked:?}");
    assert_eq!(harness.state().claim(ClaimId(9)), &odd, "nothing there took a letter");
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        harness.run();
    }
    assert!(focused(&harness).starts_with("Stance: stray"), "{}", focused(&harness));
    press(&mut harness, Key::Backspace);
    assert_eq!(harness.state().field(ClaimId(9), "stance"), None);
    assert_eq!(focused(&harness), "Stance", "and it can be coded at once");
    press(&mut harness, Key::Escape);
    assert!(!harness.state().panel.has_keyboard());
}
