//! One number leads from a region to its card and back.

use egui::Key;
use pressmark::claims::Shape;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use super::{fact, put};
use crate::support::workbench::Window;

#[test]
fn card_region_and_form_have_one_number_which_stays() {
    let mut window = Window::on_sample();
    let square = |at: u16| ("p1", Shape::rectangle((at, at), (at + 1000, at + 1000)));
    let claim = fact(&window, &[], &[square(500), square(3000)]);
    put(&mut window, "kim", &claim);
    window.settle();
    window.expect("Region of fact 25: rectangle on picture 1");
    window.ask(Request::ShowClaim(claim.id));
    window.settle();
    window.expect("F 25.2  rectangle on picture 1");
    // Another is deleted; one is made above it.
    let first = window.claims().iter().find(|other| other.id != claim.id).unwrap().id;
    window.ask(Request::Choose(Some(first)));
    window.ask(Request::Run(Command::DeleteClaim));
    window.expect("Region of fact 25: rectangle on picture 1");
    window.ctrl(Key::Z);
    let above = fact(&window, &["The two Koreas"], &[("p1", Shape::point((9000, 9000)))]);
    put(&mut window, "kim", &above);
    window.expect("Region of fact 25: rectangle on picture 1");
    window.expect("Region of fact 26: point on picture 1");
    window.ask(Request::ShowClaim(above.id));
    window.settle();
    window.expect("F 26  point on picture 1");
}
