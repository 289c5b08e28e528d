//! The registry of actors in the window: pages, merging, mentions.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Actor, ActorId, ActorType, Value};
use pressmark::project::Session;
use pressmark::store;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;

use crate::support::coder;
use crate::support::workbench::{SURVEY, TALKS, Window, sample_folder};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// The registry, open at an actor.
fn at(window: &mut Window, actor: &str) {
    window.ask(Request::ShowActor(actor.into()));
    window.expect("Another name");
}

fn actor(window: &Window, id: &str) -> Actor {
    window.project().actors.exactly(&id.into()).unwrap().clone()
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).click();
    window.rest(4);
}

/// Types into a field of the page and leaves it.
fn fill(window: &mut Window, field: &str, words: &str) {
    window.harness.get_by_role_and_label(Role::TextInput, field).focus();
    window.rest(2);
    window.ctrl(Key::A);
    window.send([Event::Text(words.to_owned())]);
    window.press(Key::Enter);
    window.rest(2);
}

/// What the registry or a field lists.
pub(crate) fn rows(window: &Window) -> Vec<String> {
    use egui_kittest::kittest::NodeT as _;
    let rows = window.harness.query_all_by_role(Role::ListBoxOption);
    let labels = rows.filter_map(|row| row.accesskit_node().label());
    // The list of stories behind the dialog has rows too.
    labels.filter(|label| !label.contains('\u{b7}')).collect()
}

#[test]
fn the_registry_opens_at_whom_the_claim_names_and_finds_by_any_word() {
    let mut window = Window::on_sample();
    let claims = window.claims();
    let number = claims.iter().position(|claim| claim.actors().any(|id| id.as_str() == "stephen-biegun"));
    let claim = window.bench().claim_number(number.unwrap() + 1).unwrap();
    window.ask(Request::ShowClaim(claim));
    window.key(CTRL_SHIFT, Key::A);
    window.expect("Stephen Biegun, person, 7 claims");
    assert_eq!(
        window.harness.get_by_role_and_label(Role::TextInput, "Name").value().unwrap(),
        "Stephen Biegun"
    );
    window.expect("on 2018-12-24");
    window.write("agency");
    assert_eq!(rows(&window), ["KCNA, organisation, 1 claim"]);
    window.expect("1 of 15 actors");
    window.press(Key::Escape);
    assert!(!window.says("1 of 15 actors"));
}

#[test]
fn a_claim_leads_to_all_claims_of_its_speaker_and_each_of_them_back() {
    let mut window = Window::on_sample();
    let claims = window.claims();
    let claim = claims.iter().find(|claim| claim.actors().any(|id| id.as_str() == "stephen-biegun")).unwrap();
    window.ask(Request::ShowClaim(claim.id));
    window.rest(4);
    let button = window.harness.get_by_label("All claims of Stephen Biegun");
    button.scroll_to_me();
    window.rest(4);
    click(&mut window, "All claims of Stephen Biegun");
    window.expect("7 claims");
    let there =
        window.project().story(&crate::support::slug(SURVEY)).unwrap().work_of(&coder("kim")).unwrap();
    let there = there.claims.values().find(|claim| claim.actors().any(|id| id.as_str() == "stephen-biegun"));
    let (id, quote) = there.map(|claim| (claim.id, claim.quote())).unwrap();
    let quote: String = quote.chars().take(30).collect();
    let line = window.harness.get_all_by_role(Role::Link).find(|line| {
        use egui_kittest::kittest::NodeT as _;
        line.accesskit_node().label().is_some_and(|label| label.contains(&quote))
    });
    line.unwrap().click();
    window.rest(6);
    assert_eq!(window.story(), SURVEY);
    assert_eq!(window.bench().view().chosen, Some(id));
    assert!(!window.says("Find an actor"), "the registry has closed");
}

#[test]
fn every_change_on_a_page_is_one_step_that_undo_takes_back() {
    let mut window = Window::on_sample();
    let before = window.project().clone();
    at(&mut window, "stephen-biegun");
    fill(&mut window, "Name", "Stephen E. Biegun");
    assert_eq!(actor(&window, "stephen-biegun").name, "Stephen E. Biegun");
    fill(&mut window, "Another name", "Biegun");
    assert_eq!(actor(&window, "stephen-biegun").aliases, ["比根", "Biegun"]);
    click(&mut window, "organisation");
    assert_eq!(actor(&window, "stephen-biegun").sort, ActorType::Organisation);
    fill(&mut window, "Until 1", "2021-01-20");
    assert_eq!(actor(&window, "stephen-biegun").roles[0].until.unwrap().to_string(), "2021-01-20");
    click(&mut window, "Remove the name 比根");
    assert_eq!(actor(&window, "stephen-biegun").aliases, ["Biegun"]);
    assert_eq!(window.session().history().len(), 5);
    click(&mut window, "Undo remove a name");
    assert_eq!(actor(&window, "stephen-biegun").aliases.len(), 2);
    window.press(Key::Escape);
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(window.project(), &before);
}

#[test]
fn what_cannot_be_is_told_and_changes_nothing() {
    let mut window = Window::on_sample();
    let before = window.project().clone();
    at(&mut window, "stephen-biegun");
    fill(&mut window, "Name", "  ");
    window.expect("An actor needs a name");
    fill(&mut window, "Until 1", "2018-08-22");
    window.expect("It ends before it begins.");
    fill(&mut window, "Until 1", "soon");
    window.expect("is no day");
    fill(&mut window, "Another name", "Stephen Biegun");
    window.expect("It is called so already.");
    click(&mut window, "New actor");
    window.expect("Type the name of the new actor");
    assert_eq!(window.project(), &before);
    fill(&mut window, "Name", "Donald Trump");
    window.expect("Donald Trump is called so too: tick both to merge them.");
}

#[test]
fn an_actor_is_made_and_deleted_and_claims_keep_the_id() {
    let mut window = Window::on_sample();
    let before = window.project().clone();
    window.key(CTRL_SHIFT, Key::A);
    window.send([Event::Text("Cho M.\u{202e} G.".to_owned())]);
    window.rest(3);
    click(&mut window, "New actor “Cho M.‹U+202E› G.”");
    window.rest(4);
    assert_eq!(actor(&window, "cho-m-g").name, "Cho M.\u{202e} G.");
    window.expect("Cho M.‹U+202E› G., unsorted, 0 claims");
    window.press(Key::Escape);
    at(&mut window, "cheong-wa-dae");
    click(&mut window, "Delete…");
    window.expect("3 claims name this actor. They keep the id, which is shown as unknown.");
    click(&mut window, "Delete this actor");
    assert_eq!(window.project().actors.get(&"cheong-wa-dae".into()), None);
    assert!(window.claims().iter().any(|claim| claim.actors().any(|id| id.as_str() == "cheong-wa-dae")));
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before);
}

#[test]
fn two_are_merged_with_a_preview_and_one_undo() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    at(&mut window, "united-states");
    click(&mut window, "Tick South Korea");
    click(&mut window, "Merge…");
    window.expect("Merge these into one");
    window.expect("Keep United States · 4 claims");
    window.expect("3 claims of yours will name United States instead.");
    click(&mut window, "Keep South Korea · 3 claims");
    window.expect("3 claims of yours will name South Korea instead. 1 claim of other coders keep");
    click(&mut window, "Back");
    assert_eq!(window.project(), &before);
    click(&mut window, "Merge…");
    click(&mut window, "Merge 2 actors");
    let kept = actor(&window, "united-states");
    assert!(kept.aliases.iter().any(|alias| alias == "Seoul"));
    assert_eq!(kept.was, [ActorId::from("south-korea")]);
    assert!(window.claims().iter().all(|claim| claim.actors().all(|id| id.as_str() != "south-korea")));
    window.expect("south-korea: claims that name it name this actor.");
    assert_eq!(window.session().history().len(), 1);
    let saved = window.reread();
    assert_eq!(saved.actors.name(&"south-korea".into()), "United States");
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before);
}

#[test]
fn of_several_that_are_ticked_the_one_that_is_looked_at_is_left_alone() {
    let mut window = Window::in_sample();
    at(&mut window, "united-states");
    let looked_at = actor(&window, "united-states");
    click(&mut window, "Tick South Korea");
    click(&mut window, "Tick KCNA");
    click(&mut window, "Merge…");
    click(&mut window, "Merge 2 actors");
    assert_eq!(actor(&window, "united-states"), looked_at);
    let gone = |id: &str| window.project().actors.exactly(&id.into()).is_none();
    assert_ne!(gone("south-korea"), gone("kcna"), "one of the two is kept");
}

#[test]
fn mentions_are_underlined_told_and_taken_with_one_key() {
    let mut window = Window::on_sample();
    window.mark("It would not give up its weapons");
    window.press(Key::Num2);
    window.press(Key::Escape);
    let (at, _) = window.find("Korean Central News Agency");
    window.click(at);
    // The click chose no claim and put the caret on the name.
    let claim =
        window.claims().iter().find(|claim| claim.quote() == "It would not give up its weapons").unwrap().id;
    window.ask(Request::Choose(Some(claim)));
    window.press(Key::M);
    window.expect("Show mentions first");
    window.key(CTRL_SHIFT, Key::M);
    assert!(window.bench().view().mentions);
    let (at, _) = window.find("Korean Central News Agency");
    window.send([Event::PointerMoved(at + vec2(3.0, 0.0))]);
    window.until("who that is", |window| {
        // A tooltip waits for a pointer that rests.
        window.rest(40);
        window.says("KCNA")
    });
    window.press(Key::M);
    let speaker = |window: &Window| window.chosen().unwrap().fields.get(&"speaker".into()).cloned();
    assert_eq!(speaker(&window), Some(Value::Actor("kcna".into())));
    // At the caret, too, when the pointer is elsewhere; and from within the form.
    let (at, _) = window.find("analysts in Seoul");
    window.send([Event::PointerMoved(vec2(1438.0, 898.0).to_pos2())]);
    let text = window.work().text.clone();
    let pos = text.as_str().find("Seoul noted").unwrap();
    let caret = pressmark::story::BytePos::from_index(pos + 2);
    window.ask(Request::Select(Some(pressmark::window::view::Selection::caret(caret))));
    window.ask(Request::FocusForm);
    window.ctrl(Key::M);
    assert_eq!(speaker(&window), Some(Value::Actor("south-korea".into())));
    window.ctrl(Key::Z);
    let _ = at;
    assert_eq!(speaker(&window), Some(Value::Actor("kcna".into())));
}

#[test]
fn a_name_like_a_known_one_can_become_another_name_of_it() {
    let mut window = Window::on_sample();
    window.mark("ban on Americans travelling to the North");
    window.press(Key::Num2);
    window.write("mr biegun");
    window.expect("as another name of Stephen Biegun");
    assert_eq!(rows(&window).len(), 2, "a new one, or another name of the known one");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.fields.get(&"speaker".into()), Some(&Value::Actor("stephen-biegun".into())));
    assert_eq!(actor(&window, "stephen-biegun").aliases, ["比根", "mr biegun"]);
    assert_eq!(window.session().history().len(), 2, "the tag, and the name with the speaker");
}

/// Not a check: leaves pictures to look at where `PRESSMARK_PICTURES` says.
#[test]
fn pictures_of_the_actors() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(std::path::PathBuf::from) else { return };
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark"), (Look::Contrast, "contrast")] {
        let opened = store::open(&sample_folder()).unwrap();
        let session = Session::new(opened.project, coder("kim"));
        let mut window = Window::sized(session, look, vec2(1440.0, 900.0));
        window.open(TALKS);
        window.ask(Request::Run(Command::ToggleMentions));
        window.until("mentions", |window| {
            window.rest(4);
            window.bench().view().mentions
        });
        std::thread::sleep(std::time::Duration::from_millis(300));
        let claim = window.bench().claim_number(12).unwrap();
        window.ask(Request::ShowClaim(claim));
        window.rest(20);
        let save = |window: &mut Window, what: &str| {
            window.harness.render().unwrap().save(folder.join(format!("actors-{what}-{name}.png"))).unwrap();
        };
        save(&mut window, "mentions");
        at(&mut window, "stephen-biegun");
        fill(&mut window, "Role 2", "deputy secretary of state");
        fill(&mut window, "Until 2", "2018");
        save(&mut window, "page");
        click(&mut window, "Tick Donald Trump");
        click(&mut window, "Merge…");
        save(&mut window, "merge");
    }
}

/// Actors are shared, not copied, by what looks for them.
#[test]
fn the_registry_is_cheap_to_clone() {
    let opened = store::open(&sample_folder()).unwrap();
    let one: Arc<pressmark::claims::Actors> = opened.project.actors;
    let two = pressmark::claims::Actors::clone(&one);
    let id = ActorId::from("kcna");
    assert!(std::ptr::eq(one.exactly(&id).unwrap(), two.exactly(&id).unwrap()));
}
