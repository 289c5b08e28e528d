//! The search in the project, driven as an analyst drives it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{Actor, ActorId, Claim, Code, FieldType, Passage, Value};
use pressmark::project::{Edit, Session};
use pressmark::store;
use pressmark::story::{StoryId, TextRange};
use pressmark::window::theme::Look;
use support::coder;
use support::workbench::{SURVEY, TALKS, Window, sample_folder};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Opens the search, types, and waits for what is found.
fn search(window: &mut Window, words: &str) {
    window.key(CTRL_SHIFT, Key::F);
    window.send([Event::Text(words.to_owned())]);
    window.rest(2);
    window.settle();
}

/// Types something else into the field.
fn retype(window: &mut Window, words: &str) {
    window.ctrl(Key::A);
    window.send([Event::Text(words.to_owned())]);
    window.rest(2);
    window.settle();
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.harness.get_by_role_and_label(role, label).click();
    window.rest(4);
    window.settle();
}

/// The hits that are on screen.
fn hits(window: &Window) -> Vec<String> {
    let nodes = window.harness.root().children_recursive();
    let rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
    let labels = rows.filter_map(|node| node.accesskit_node().label());
    labels.filter(|label| label.to_lowercase().contains("survey") && !label.contains(" \u{b7} ")).collect()
}

#[test]
fn hits_are_walked_and_esc_leads_back() {
    let mut window = Window::on_sample();
    let before = window.bench().view().selection;
    search(&mut window, "joint survey");
    assert!(!hits(&window).is_empty(), "{}", window.told());
    assert!(window.says(" in "), "{}", window.told());
    window.press(Key::ArrowDown);
    assert_eq!(window.selected().to_lowercase(), "joint survey", "the first is shown at once");
    let first = (window.story().to_owned(), window.bench().view().selection);
    window.press(Key::End);
    window.settle();
    assert_ne!((window.story().to_owned(), window.bench().view().selection), first);
    assert_eq!((window.story(), window.selected().as_str()), (SURVEY, "joint survey"));
    window.press(Key::Escape);
    window.settle();
    assert_eq!((window.story(), window.bench().view().selection), (TALKS, before));
    assert!(hits(&window).is_empty(), "the panel is closed");
}

#[test]
fn enter_takes_the_keyboard_to_the_hit_and_esc_back_to_the_list() {
    let mut window = Window::on_sample();
    search(&mut window, "joint survey");
    window.press(Key::ArrowDown);
    window.press(Key::End);
    window.settle();
    window.press(Key::Num3);
    assert!(
        !window.claims().iter().any(|claim| claim.quote() == "joint survey"),
        "the list has the keyboard"
    );
    window.press(Key::Enter);
    window.settle();
    let claims = window.claims().len();
    window.press(Key::Num3);
    window.settle();
    assert_eq!(window.claims().len(), claims + 1);
    assert_eq!(window.chosen().unwrap().quote(), "joint survey");
    // Out of the form, and back to the list.
    window.until("the way back", |window| {
        window.press(Key::Escape);
        window.harness.get_by_role_and_label(Role::ListBox, "Hits").is_focused()
    });
    assert!(!hits(&window).is_empty(), "the panel is there still");
    let last = window.bench().view().selection;
    window.press(Key::ArrowUp);
    window.settle();
    assert_ne!(window.bench().view().selection, last, "the list walks on from where it was");
}

#[test]
fn keys_within_one_slow_frame_are_met_in_their_order() {
    let mut window = Window::on_sample();
    search(&mut window, "joint survey");
    let key = |key, pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let mut events: Vec<Event> = [Key::ArrowDown, Key::Enter]
        .into_iter()
        .flat_map(|pressed| [key(pressed, true), key(pressed, false)])
        .collect();
    events.extend([key(Key::Num3, true), Event::Text("3".to_owned()), key(Key::Num3, false)]);
    window.send(events);
    window.settle();
    assert_eq!(window.chosen().unwrap().quote(), "joint survey", "the list's first hit is a claim");
    let field = window.harness.get_by_role_and_label(Role::TextInput, "Search in project");
    assert_eq!(field.value().as_deref(), Some("joint survey"), "nothing went to the field");
}

#[test]
fn hits_are_gone_through_from_the_article() {
    let mut window = Window::on_sample();
    search(&mut window, "joint survey");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.settle();
    let place = |window: &Window| (window.story().to_owned(), window.bench().view().selection);
    let first = place(&window);
    window.press(Key::F3);
    window.settle();
    assert_ne!(place(&window), first);
    assert_eq!(window.selected().to_lowercase(), "joint survey");
    let claims = window.claims().len();
    window.press(Key::H);
    assert_eq!(window.claims().len(), claims + 1, "the article has the keyboard");
    window.key(Modifiers::SHIFT, Key::F3);
    window.settle();
    assert_eq!(place(&window), first);
}

#[test]
fn what_is_wrong_with_an_expression_is_told_below_it() {
    let mut window = Window::on_sample();
    search(&mut window, "(rail");
    window.key(Modifiers::ALT, Key::R);
    window.settle();
    window.expect("Unclosed group, at character 1.");
    window.key(Modifiers::ALT, Key::R);
    window.settle();
    assert!(!window.says("Unclosed group"));
    window.expect("Nothing found.");

    // What stands for too much is refused in words, and what stands for nothing finds nothing.
    window.key(Modifiers::ALT, Key::R);
    retype(&mut window, "(((a{99}){99}){99}){99}");
    window.expect("The expression stands for too much");
    retype(&mut window, "q*");
    assert!(!window.says("stands for too much"));
    window.expect(" in ");
}

#[test]
fn a_count_beside_the_hits_narrows_them_down() {
    let mut window = Window::on_sample();
    search(&mut window, "the");
    let told = |window: &Window| {
        let told = window.told();
        told.lines()
            .find(|line| line.contains("hits in") && line.contains("stor"))
            .map(str::to_owned)
            .unwrap()
    };
    let all = told(&window);
    let quote =
        window.told().lines().find(|line| line.starts_with("Only Quote,")).map(str::to_owned).unwrap();
    click(&mut window, Role::CheckBox, &quote);
    assert_ne!(told(&window), all);
    window.expect("Kind: Quote");
    click(&mut window, Role::Button, "Clear filters");
    assert_eq!(told(&window), all);
}

/// The sample with another kind that asks for a stance too, with codes of its own, and with many actors.
fn with_much_to_choose_from() -> Session {
    let mut project = store::open(&sample_folder()).unwrap().project;
    let mut book = (*project.codebook).clone();
    let mut stance = book.kinds[0].field(&"stance".into()).cloned().unwrap();
    let code = |n: usize| Code::named(format!("c{n}").into(), &format!("shade {n}"));
    stance.holds = FieldType::Choices((0..2000).map(code).collect());
    book.kinds[1].fields.push(stance);
    project.apply(Edit::CodeBook(Arc::new(book))).unwrap();
    for number in 0..2_000 {
        let id: ActorId = format!("p{number}").into();
        let actor = Actor::named(id.clone(), &format!("Person {number}"));
        project.apply(Edit::Actor { id, to: Some(Box::new(actor)) }).unwrap();
    }
    let id = StoryId::try_from(SURVEY.to_owned()).unwrap();
    let text = project.story(&id).unwrap().text.clone();
    let start = text.as_str().find("survey").unwrap();
    let mut claim = Claim::new(Some("quote".into()));
    claim.passages.push(Passage::of(&text, TextRange::from_indices(start, start + 6)).unwrap());
    claim.fields.insert("stance".into(), Value::Choices(vec!["c1234".into(), "c7".into()]));
    claim.fields.insert("speaker".into(), Value::Actor("p1999".into()));
    project.apply(Edit::put(id, coder("kim"), claim)).unwrap();
    Session::new(project, coder("kim"))
}

/// Leaves a picture to look at where `PRESSMARK_PICTURES` says.
fn draw(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        let file = std::path::Path::new(&folder).join(format!("{name}.png"));
        window.harness.render().unwrap().save(file).unwrap();
    }
}

#[test]
fn every_code_of_a_question_can_be_asked_for_and_only_what_is_seen_is_built() {
    let mut window = Window::on(with_much_to_choose_from());
    window.open(SURVEY);
    search(&mut window, "");
    let built = |window: &Window, name: &str| {
        let boxes = window.harness.query_all_by_role(Role::CheckBox);
        boxes
            .filter(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(name)))
            .count()
    };
    click(&mut window, Role::Button, "Stance");
    window.expect("neutral");
    assert!((1..30).contains(&built(&window, "shade")), "{}", built(&window, "shade"));
    window.harness.get_by_role_and_label(Role::TextInput, "Find a code").focus();
    window.rest(2);
    window.send([Event::Text("shade 1234".to_owned())]);
    window.rest(2);
    click(&mut window, Role::CheckBox, "shade 1234");
    window.expect("1 hit in 1 story");
    window.expect("Stance: shade 1234");
    // Beside the hits both codes have their names.
    window.expect("Only shade 1234, 1");
    window.expect("Only shade 7, 1");
    draw(&mut window, "search-codes");
    window.press(Key::Escape);
    window.rest(4);
    click(&mut window, Role::Button, "Actor");
    assert!((1..30).contains(&built(&window, "Person")), "{}", built(&window, "Person"));
    window.harness.get_by_role_and_label(Role::TextInput, "Find an actor").focus();
    window.rest(2);
    window.send([Event::Text("person 1998".to_owned())]);
    window.rest(2);
    click(&mut window, Role::CheckBox, "Person 1998");
    window.expect("Nothing found.");
    window.expect("Actor: Person 1998");
    draw(&mut window, "search-actors");
}

#[test]
fn a_filter_follows_an_actor_that_is_merged() {
    let mut window = Window::on(with_much_to_choose_from());
    window.open(SURVEY);
    search(&mut window, "");
    click(&mut window, Role::Button, "Actor");
    window.harness.get_by_role_and_label(Role::TextInput, "Find an actor").focus();
    window.rest(2);
    window.send([Event::Text("person 1999".to_owned())]);
    window.rest(2);
    click(&mut window, Role::CheckBox, "Person 1999");
    window.expect("Only Person 1999, 1");
    window.press(Key::Escape);
    let union = window.project().union(&coder("kim"), &"p7".into(), &["p1999".into()]).unwrap();
    window.ask(pressmark::window::desk::Request::Perform("merge".to_owned(), union.edit));
    window.until("the search", |window| {
        window.rest(20);
        !window.bench().is_busy()
    });
    window.expect("Actor: Person 7");
    window.expect("Only Person 7, 1");
    let line = window.harness.get_by_role_and_label(Role::CheckBox, "Only Person 7, 1");
    assert_eq!(
        line.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True),
        "it is the one asked for"
    );
}

#[test]
fn an_edit_is_found_without_asking_again() {
    let mut window = Window::on_sample();
    search(&mut window, "working group");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.expect("hits in no claim");
    let claims = window.claims().len();
    window.ask(pressmark::window::desk::Request::Tag(Some("fact".into())));
    assert_eq!(window.claims().len(), claims + 1);
    window.until("the search", |window| {
        window.rest(20);
        !window.bench().is_busy()
    });
    assert!(window.told().lines().any(|line| line.starts_with("Only Fact,")), "{}", window.told());
}

#[test]
fn a_lens_is_kept_and_lists_only_what_it_finds() {
    let settings = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    support::copy(&sample_folder(), folder.path());
    let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
    let stories = |window: &Window| {
        let nodes = window.harness.root().children_recursive();
        let rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
        rows.filter_map(|node| node.accesskit_node().label())
            .filter(|label| label.contains(" \u{b7} "))
            .count()
    };
    let all = stories(&window);
    assert!(all > 1);
    search(&mut window, "rail survey");
    click(&mut window, Role::Button, "Lens");
    window.harness.get_by_label("Name of a new lens").focus();
    window.rest(2);
    window.send([Event::Text("Railways".to_owned())]);
    window.rest(2);
    click(&mut window, Role::Button, "Save as lens");
    click(&mut window, Role::Button, "Only these stories");
    window.expect("STORIES FOUND");
    assert!(stories(&window) < all, "{}", window.told());
    click(&mut window, Role::Button, "Close the search");
    window.expect("STORIES FOUND");
    window.leave();

    let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
    assert_eq!(stories(&window), all);
    window.ask(pressmark::window::desk::Request::OpenLens("Railways".to_owned()));
    window.settle();
    window.expect("STORIES FOUND");
    window.expect("Lens: Railways");
    click(&mut window, Role::Button, "Lens: Railways");
    click(&mut window, Role::Button, "Rename");
    window.expect("Rename");
    click(&mut window, Role::Button, "Rename");
    click(&mut window, Role::Button, "Delete lens Railways");
    assert!(!window.says("Lens: Railways"));
    window.ask(pressmark::window::desk::Request::LiftSieve);
    window.settle();
    assert_eq!(stories(&window), all);
}

/// Every look, drawn where `PRESSMARK_PICTURES` says.
#[test]
fn it_is_drawn_in_every_look() {
    for look in Look::ALL {
        let opened = store::open(&sample_folder()).unwrap();
        let session = Session::new(opened.project, coder("kim"));
        let mut window = Window::sized(session, look, Window::SIZE);
        window.open(SURVEY);
        search(&mut window, "rail");
        window.press(Key::ArrowDown);
        window.press(Key::ArrowDown);
        window.press(Key::Enter);
        window.settle();
        let picture = window.harness.render().unwrap();
        if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
            let file = std::path::Path::new(&folder).join(format!("search-{}.png", look.name()));
            picture.save(file).unwrap();
        }
        assert!(picture.pixels().any(|pixel| pixel.0 != picture.get_pixel(0, 0).0));
    }
}

/// On a small screen too.
#[test]
fn it_has_room_on_a_small_screen() {
    let opened = store::open(&sample_folder()).unwrap();
    let session = Session::new(opened.project, coder("kim"));
    let mut window = Window::sized(session, Look::Dark, egui::vec2(1000.0, 640.0));
    window.open(SURVEY);
    search(&mut window, "rail");
    window.press(Key::ArrowDown);
    window.settle();
    let picture = window.harness.render().unwrap();
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        picture.save(std::path::Path::new(&folder).join("search-small.png")).unwrap();
    }
    let nodes = window.harness.query_all_by_role(Role::ListBoxOption);
    let rows = nodes.filter(|node| node.accesskit_node().label().is_some_and(|label| label.contains("rail")));
    assert!(rows.filter(|node| window.harness.ctx.content_rect().contains_rect(node.rect())).count() > 1);
}
