//! The cards, the filter, and how much of a long list is drawn.

use egui::{Key, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, Value};
use pressmark::story::PictureId;
use pressmark::window::desk::Request;
use pressmark::window::theme::{Look, Theme};
use pressmark::window::view::Selection;

use crate::bench::{Bench, form, harness, harness_sized, keys, press};
use crate::given::{FACT, LATER, QUOTE, add, claim, passage, project, story_id};

#[test]
fn passages_are_removed_one_by_one() {
    let mut harness = form(project(), QUOTE);
    harness.get_by_label("Remove passage 2").click();
    harness.run();
    assert_eq!(harness.state().claim(QUOTE).passages.len(), 1);
    assert_eq!(harness.state().label(), Some("remove passage"));
    harness.get_by_label("Show region 1").click();
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::Enlarge(Some(PictureId("p2".to_owned())))));
}

#[test]
fn a_selection_can_be_taken_as_the_cue() {
    let mut harness = form(project(), QUOTE);
    let range = passage("Seoul").range;
    harness.state_mut().view.selection = Some(Selection::of(range));
    harness.run();
    harness.get_by_label("Cue: take selection").click();
    harness.run();
    assert_eq!(harness.state().field(QUOTE, "cue"), Some(&Value::Passage(Box::new(passage("Seoul")))));
}

#[test]
fn the_filter_finds_and_clears() {
    let mut harness = harness(Bench::new(project()));
    harness.get_by_label("Filter claims").focus();
    harness.run();
    keys(&mut harness, "quick");
    assert!(harness.query_by_label_contains("Washington is in no hurry").is_some());
    assert!(harness.query_by_label_contains("The United Nations").is_none());
    keys(&mut harness, "zzz");
    harness.get_by_label("Clear the filter").click();
    harness.run();
    assert!(harness.query_by_label_contains("The United Nations").is_some());
    harness.get_by_label("Only Fact 2").click();
    harness.run();
    assert!(harness.query_by_label_contains("Washington is in no hurry").is_none());
}

#[test]
fn a_click_on_a_card_opens_its_form() {
    let mut harness = harness(Bench::new(project()));
    harness.get_by_label_contains("The United Nations had granted").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::ShowClaim(LATER)));
    harness.get_by_label("Source");
}

#[test]
fn five_thousand_claims_render_and_the_chosen_one_comes_into_view() {
    let mut project = project();
    for number in 100..5_100 {
        let mut many = claim(number, Some("fact"), &["Washington gave its support"]);
        many.note = format!("number {number}");
        add(&mut project, many);
    }
    let mut harness = harness(Bench::new(project));
    let started = std::time::Instant::now();
    for _ in 0..50 {
        harness.step();
    }
    println!("5,000 claims: {:?} a frame, kittest included", started.elapsed() / 50);
    harness.state_mut().view.chosen = Some(ClaimId(4_000));
    harness.run();
    let form = harness.get_by_label("Can be checked").rect();
    assert!(form.top() > 0.0 && form.bottom() < 860.0, "{form:?}");
}

#[test]
fn nothing_yet_says_what_to_do() {
    let mut project = project();
    project.stories.get_mut(&story_id()).unwrap().coders.clear();
    let mut harness = harness(Bench::new(project));
    harness.get_by_label("Select words in the text and press 1 for stance, 2 for quote, 3 for fact.");
    harness.state_mut().view.story = None;
    harness.run();
    harness.get_by_label("No story is open");
}

/// Writes pictures of the panel to look at: `PRESSMARK_PICTURES=folder cargo test pictures`.
#[test]
fn pictures_of_every_look() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(std::path::PathBuf::from) else { return };
    for look in Look::ALL {
        let mut bench = Bench::new(project());
        bench.theme = Theme::of(look);
        let mut harness = harness_sized(bench, vec2(371.0, 860.0));
        harness.render().unwrap().save(folder.join(format!("closed-{look:?}.png"))).unwrap();
        harness.state_mut().view.chosen = Some(QUOTE);
        harness.state_mut().panel.focus_first_empty();
        harness.run();
        harness.render().unwrap().save(folder.join(format!("offers-{look:?}.png"))).unwrap();
        keys(&mut harness, "bie");
        press(&mut harness, Key::Enter);
        press(&mut harness, Key::Enter);
        keys(&mut harness, "d");
        keys(&mut harness, "inter-Korean cooperation");
        press(&mut harness, Key::Enter);
        keys(&mut harness, "f");
        harness.render().unwrap().save(folder.join(format!("form-{look:?}.png"))).unwrap();
        harness.state_mut().view.chosen = Some(FACT);
        harness.run();
        harness.render().unwrap().save(folder.join(format!("fact-{look:?}.png"))).unwrap();
    }
}
