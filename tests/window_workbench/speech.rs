//! What a screen reader is told.

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::story::PictureId;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::Window;

#[test]
fn every_control_has_a_name_in_every_state() {
    let mut window = Window::in_sample();
    window.settle();
    window.harness.check_accessibility();
    let claim = window.bench().claim_number(2).unwrap();
    window.ask(Request::ShowClaim(claim));
    window.harness.check_accessibility();
    window.ask(Request::FocusForm);
    window.harness.check_accessibility();
    window.press(Key::Escape);
    for command in [
        Command::Find,
        Command::Palette,
        Command::Keys,
        Command::About,
        Command::ChangeCoder,
        Command::NewProject,
        Command::OpenProject,
        Command::Import,
    ] {
        window.ask(Request::Run(command));
        window.harness.check_accessibility();
        window.press(Key::Escape);
        window.rest(3);
    }
    window.ask(Request::Enlarge(Some(PictureId("p1".into()))));
    window.settle();
    window.harness.check_accessibility();
    window.ask(Request::Enlarge(None));
    for menu in ["File", "Edit", "View", "Story", "Claim", "Help"] {
        window.harness.get_by_label(menu).click();
        window.rest(3);
        window.harness.check_accessibility();
        window.press(Key::Escape);
    }
}

#[test]
fn the_text_in_view_and_its_claims_are_told() {
    let window = Window::on_sample();
    let told: Vec<(String, String)> = window
        .harness
        .root()
        .children_recursive()
        .map(|node| {
            let node = node.accesskit_node();
            (
                node.label().or_else(|| node.value()).unwrap_or_default(),
                node.description().unwrap_or_default(),
            )
        })
        .collect();
    let piece =
        told.iter().find(|(words, _)| words.starts_with("Washington is in no hurry to negotiate, the"));
    let (_, claims) = piece.unwrap();
    assert!(claims.starts_with("3 claims: "), "{claims}");
    assert!(claims.contains("Stance, \u{201c}Pyongyang wants sanctions relief"), "{claims}");
    assert!(told.iter().any(|(words, _)| words.starts_with("Story: Three capitals")));
    assert!(!told.iter().any(|(words, _)| words.contains("No date is set")), "only what is in view");
}
