//! What the whole window looks like. To take new pictures: `UPDATE_SNAPSHOTS=true cargo test`.

use egui::vec2;
use egui_kittest::SnapshotOptions;
use pressmark::project::Session;
use pressmark::store;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};

/// Letters may be set a trifle differently elsewhere; a panel out of place is far more than this.
const FORGIVEN: usize = 4_000;

#[test]
fn the_window_looks_as_it_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    for (look, name, claim) in [
        (Look::Light, "light", None),
        (Look::Light, "light-form", Some(2)),
        (Look::Dark, "dark-form", Some(2)),
        (Look::Contrast, "contrast", None),
    ] {
        let opened = store::open(&sample_folder()).unwrap();
        let session = Session::new(opened.project, coder("kim"));
        let mut window = Window::sized(session, look, vec2(1200.0, 760.0));
        window.open(TALKS);
        if let Some(number) = claim {
            let claim = window.bench().claim_number(number).unwrap();
            window.ask(Request::ShowClaim(claim));
        }
        window.rest(20);
        let options = SnapshotOptions::new().threshold(2.0).max_failed_pixels(FORGIVEN);
        let name = format!("workbench-{name}");
        results.add(window.harness.try_snapshot_options(name, &options));
    }
}
