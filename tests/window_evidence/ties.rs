//! Links as they are drawn: pointed at, followed, remembered, and kept when an end is gone.

use std::sync::Arc;

use egui::{Key, Modifiers, Pos2, pos2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, ClaimId, Link};
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;

use super::{fact, keep_picture, put};
use crate::support::workbench::{TALKS, Window, sample_folder};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ONE: &str = "expected to sit down with Kim";
const OTHER: &str = "practically nil";

/// Two claims in view, of which the second answers the first, with links drawn.
fn linked(look: Look) -> (Window, Claim, Claim) {
    let project = pressmark::store::open(&sample_folder()).unwrap().project;
    let session = pressmark::project::Session::new(project, crate::support::coder("kim"));
    let mut window = Window::sized(session, look, Window::SIZE);
    window.open(TALKS);
    let one = fact(&window, &[ONE], &[]);
    let mut other = fact(&window, &[OTHER], &[]);
    other.add_link(Link { how: "answers".into(), to: one.id });
    put(&mut window, "kim", &one);
    put(&mut window, "kim", &other);
    window.key(CTRL_SHIFT, Key::L);
    window.find(OTHER);
    window.find(ONE);
    (window, one, other)
}

/// A place beside the text at which a link is met.
fn on_link(window: &mut Window, words: &str, met: impl Fn(&Window) -> bool) -> Pos2 {
    let (at, _) = window.find(words);
    for step in 0_u8..90 {
        let place = pos2(at.x.max(560.0) + 3.0 * f32::from(step), at.y);
        window.harness.hover_at(place);
        window.rest(3);
        if met(window) {
            return place;
        }
    }
    panic!("no link is met beside {words:?}");
}

#[test]
fn a_link_lights_both_ends_and_a_click_follows_it() {
    for look in [Look::Light, Look::Dark] {
        let (mut window, one, other) = linked(look);
        let ends = |window: &Window| {
            let view = window.bench().view();
            [view.hovered, view.hovered_end].into_iter().flatten().collect::<Vec<_>>()
        };
        let both = |window: &Window| {
            let ends = ends(window);
            ends.contains(&one.id) && ends.contains(&other.id)
        };
        let at = on_link(&mut window, ONE, both);
        window.rest(40);
        window.expect("answers: Fact");
        keep_picture(&mut window, &format!("link-hovered-{look:?}"));
        window.click(at);
        let first = window.bench().view().chosen.unwrap();
        assert!([one.id, other.id].contains(&first));
        let at = on_link(&mut window, ONE, both);
        window.click(at);
        let second = window.bench().view().chosen.unwrap();
        assert!(
            second != first && [one.id, other.id].contains(&second),
            "from the end one is at to the other"
        );
        window.key(Modifiers::SHIFT, Key::G);
        assert_eq!(window.bench().view().chosen, Some(first), "and there is a way back");
    }
}

#[test]
fn a_link_to_a_claim_that_is_gone_is_kept_and_can_be_removed() {
    let (mut window, one, other) = linked(Look::Light);
    let mut lost = Claim::clone(&other);
    lost.add_link(Link { how: "supports".into(), to: ClaimId(4242) });
    put(&mut window, "kim", &lost);
    window.ask(Request::Choose(None));
    let gone = |window: &Window| window.bench().view().hovered_end == Some(ClaimId(4242));
    let at = on_link(&mut window, OTHER, gone);
    window.rest(40);
    window.expect("supports: a claim that is not there");
    keep_picture(&mut window, "link-gone");
    window.click(at);
    assert_eq!(window.bench().view().chosen, Some(other.id), "its form has the way out");
    window.rest(4);
    let label = "Remove link: supports: a claim that is not there";
    window.harness.get_by_label_contains(label).scroll_to_me();
    window.rest(4);
    window.harness.get_by_label_contains(label).click();
    window.rest(4);
    let links = &window.chosen().unwrap().links;
    assert_eq!(links, &[Link { how: "answers".into(), to: one.id }]);
}

#[test]
fn what_is_shown_of_links_and_of_others_is_remembered() {
    let (settings, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    crate::support::copy(&sample_folder(), folder.path());
    let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
    assert!(!window.bench().view().links && window.bench().view().others.is_none());
    window.key(CTRL_SHIFT, Key::L);
    window.key(CTRL_SHIFT, Key::O);
    window.leave();
    let mut window = Window::started(settings.path(), None);
    assert!(window.bench().view().links && window.bench().view().others.is_some());
    window.key(CTRL_SHIFT, Key::L);
    window.key(CTRL_SHIFT, Key::O);
    window.leave();
    let window = Window::started(settings.path(), None);
    assert!(!window.bench().view().links && window.bench().view().others.is_none());
}

#[test]
fn a_link_is_followed_whatever_the_code_book_calls_it() {
    let (mut window, one, other) = linked(Look::Light);
    let mut book = pressmark::claims::CodeBook::clone(&window.project().codebook);
    book.links.retain(|way| way.id != "answers".into());
    window.ask(Request::Perform("cut".to_owned(), pressmark::project::Edit::CodeBook(Arc::new(book))));
    window.ask(Request::ShowClaim(other.id));
    window.expect("answers (unknown): Fact");
    window.press(Key::G);
    assert_eq!(window.bench().view().chosen, Some(one.id));
}
