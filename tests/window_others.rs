//! Other coders' claims beside one's own, driven as an analyst drives it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{ActorId, Claim, ClaimId, Passage, Region, Shape, Value};
use pressmark::project::{Edit, Project, Session};
use pressmark::store;
use pressmark::story::{StoryId, TextRange};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;
use support::coder;
use support::workbench::{SURVEY, TALKS, Window, sample_folder};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const WORDS: &str = "By a staff reporter";

fn talks() -> StoryId {
    StoryId::try_from(TALKS.to_owned()).unwrap()
}

/// The sample, in which two others made a claim each.
fn project() -> (Project, ClaimId) {
    let mut project = store::open(&sample_folder()).unwrap().project;
    let text = project.story(&talks()).unwrap().text.clone();
    let claim = |words: &str| {
        let at = text.as_str().find(words).unwrap();
        let mut claim = Claim::new(Some("fact".into()));
        claim.add_passage(Passage::of(&text, TextRange::from_indices(at, at + words.len())).unwrap());
        claim.fields.insert("topic".into(), Value::Text("bylines".to_owned()));
        claim.note = "who is it?".to_owned();
        claim
    };
    let (one, other) = (claim(WORDS), claim("no longer\u{20}possible"));
    let id = one.id;
    project.apply(Edit::put(talks(), coder("lee-min"), one)).unwrap();
    project.apply(Edit::put(talks(), coder("sora"), other)).unwrap();
    (project, id)
}

fn window(look: Look) -> (Window, ClaimId) {
    let (project, id) = project();
    let mut window = Window::sized(Session::new(project, coder("kim")), look, Window::SIZE);
    window.open(TALKS);
    (window, id)
}

fn cards(window: &Window) -> Vec<String> {
    let nodes = window.harness.root().children_recursive();
    let cards = nodes.filter(|node| node.accesskit_node().role() == Role::Button);
    cards.filter_map(|node| node.accesskit_node().label()).filter(|label| label.starts_with("By ")).collect()
}

#[test]
fn they_are_shown_when_asked_for_and_each_coder_can_be_left_out() {
    let (mut window, _) = window(Look::Light);
    assert_eq!(cards(&window), Vec::<String>::new());
    window.key(CTRL_SHIFT, Key::O);
    assert!(cards(&window).iter().any(|card| card.starts_with("By lee: ")), "{}", window.told());
    window.ask(Request::SiftOther(coder("lee")));
    assert_eq!(cards(&window).len(), 2, "{}", window.told());
    window.ask(Request::SiftOther(coder("sora")));
    assert!(cards(&window).len() == 1 && cards(&window)[0].starts_with("By lee-min"));
    window.open(SURVEY);
    assert!(!window.says("By lee-min"));
    window.key(CTRL_SHIFT, Key::O);
    assert!(!window.says("OTHER CODERS"));
}

#[test]
fn a_click_opens_the_card_and_a_copy_is_a_claim_of_ones_own() {
    let (mut window, id) = window(Look::Light);
    window.key(CTRL_SHIFT, Key::O);
    let (at, _) = window.find(WORDS);
    window.click(at);
    window.expect("Fact by lee-min");
    window.expect("Topic: bylines");
    window.expect("Note: who is it?");
    let before = window.claims().len();
    window.harness.get_by_role_and_label(Role::Button, "Copy into mine").click();
    window.rest(4);
    let copy = window.chosen().unwrap();
    assert_eq!(window.claims().len(), before + 1);
    assert_eq!((copy.quote().as_str(), copy.note.as_str()), (WORDS, "who is it?"));
    assert_ne!(copy.id, id);
    window.ask(Request::Run(Command::Undo));
    assert_eq!(window.claims().len(), before);
    assert_eq!(window.work().coders[&coder("lee-min")].claims.len(), 1);
}

#[test]
fn no_command_changes_them() {
    let (mut window, id) = window(Look::Light);
    window.key(CTRL_SHIFT, Key::O);
    window.ask(Request::ShowOther(Some((coder("lee-min"), id))));
    let theirs =
        |window: &Window| ["lee-min", "sora"].map(|other| window.work().coders[&coder(other)].clone());
    let before = theirs(&window);
    // Even if somebody should choose it as one's own is chosen.
    for chosen in [None, Some(id)] {
        for command in Command::all(&window.project().codebook.clone()) {
            let asks = matches!(
                command,
                Command::Quit
                    | Command::OpenProject
                    | Command::Import
                    | Command::ImportFolder
                    | Command::ImportAgain
                    | Command::NewProject
                    | Command::ReadSourceAgain
            );
            if asks {
                continue;
            }
            window.ask(Request::Choose(chosen));
            window.ask(Request::Run(command));
            window.press(Key::Escape);
        }
        window.ask(Request::Tag(Some("quote".into())));
        window.ask(Request::AddPassage(TextRange::from_indices(0, 4)));
    }
    assert_eq!(theirs(&window), before);
}

#[test]
fn the_page_is_drawn_with_them() {
    for (look, name) in [(Look::Light, "others-light"), (Look::Dark, "others-dark")] {
        let (mut window, id) = window(look);
        window.key(CTRL_SHIFT, Key::O);
        window.ask(Request::ShowOther(Some((coder("lee-min"), id))));
        window.rest(4);
        let picture = window.harness.render().unwrap();
        assert!(picture.width() > 0);
        if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
            picture.save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
        }
    }
}

#[test]
fn they_are_gone_through_and_copied_by_key() {
    let (mut window, _) = window(Look::Light);
    let opened = |window: &Window| {
        let others = window.bench().view().others.as_ref();
        others.and_then(|others| others.opened.clone()).map(|(coder, _)| coder.to_string())
    };
    window.key(Modifiers::SHIFT, Key::Y);
    window.expect("Open another coder\u{2019}s claim first");
    let mut coders = Vec::new();
    let count: usize =
        ["lee", "lee-min", "sora"].map(|who| window.work().coders[&coder(who)].claims.len()).iter().sum();
    for _ in 0..count {
        window.press(Key::O);
        coders.extend(opened(&window));
    }
    assert_eq!(coders.len(), count);
    assert_eq!(coders.last().map(String::as_str), Some("sora"));
    assert!(coders.is_sorted() && coders.iter().any(|who| who == "lee-min"), "{coders:?}");
    window.key(Modifiers::SHIFT, Key::O);
    assert_eq!(opened(&window).as_deref(), Some("lee-min"));
    window.expect("Fact by lee-min");
    window.key(Modifiers::SHIFT, Key::Y);
    window.rest(3);
    let copy = window.chosen().unwrap();
    assert_eq!((copy.quote().as_str(), copy.note.as_str()), (WORDS, "who is it?"));
}

#[test]
fn their_cards_take_the_keyboard() {
    let (mut window, id) = window(Look::Light);
    window.key(CTRL_SHIFT, Key::O);
    let names = cards(&window);
    let focused = |window: &Window| {
        let node = window.harness.root().children_recursive().find(|node| node.is_focused());
        node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    };
    let last = names.iter().rposition(|card| card.starts_with("By lee: ")).unwrap();
    window.harness.get_by_role_and_label(Role::Button, &names[last]).focus();
    window.rest(2);
    window.press(Key::ArrowDown);
    window.rest(2);
    assert!(focused(&window).starts_with("By lee-min"), "from one coder to the next: {}", focused(&window));
    window.press(Key::Enter);
    window.rest(2);
    let opened = window.bench().view().others.as_ref().unwrap().opened.clone();
    assert_eq!(opened, Some((coder("lee-min"), id)));
    window.press(Key::ArrowUp);
    window.rest(2);
    assert!(focused(&window).starts_with("By lee: "), "{}", focused(&window));
    // As many steps as it takes, also to cards that are not in view.
    for _ in 0..30 {
        window.press(Key::ArrowUp);
    }
    window.rest(2);
    assert!(focused(&window).starts_with("By lee: "), "{}", focused(&window));
    window.press(Key::Escape);
    assert!(!focused(&window).starts_with("By "), "{}", focused(&window));
    window.press(Key::N);
    assert!(window.bench().view().chosen.is_some(), "the article has the keyboard");
}

#[test]
fn a_jump_from_a_search_or_from_an_actor_opens_their_card() {
    let (mut window, id) = window(Look::Light);
    window.key(CTRL_SHIFT, Key::F);
    window.write("who is it");
    window.settle();
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.settle();
    let opened = |window: &Window| {
        let others = window.bench().view().others.as_ref();
        others.and_then(|others| others.opened.clone())
    };
    assert_eq!(opened(&window), Some((coder("lee-min"), id)));
    window.expect("Fact by lee-min");

    // One that rests on a picture alone, by a coder who was left out.
    let mut seen = Claim::new(Some("quote".into()));
    let (picture, actor) = (window.work().story.pictures[1].id.clone(), ActorId::from("stephen-biegun"));
    let shape = Shape::rectangle((1000, 1000), (4000, 4000));
    seen.regions.push(Region { picture: picture.clone(), shape });
    seen.fields.insert("speaker".into(), Value::Actor(actor.clone()));
    let there = seen.id;
    window.ask(Request::Perform("put".to_owned(), Edit::put(talks(), coder("sora"), seen)));
    window.ask(Request::SiftOther(coder("sora")));
    window.ask(Request::ShowActor(actor));
    window.rest(6);
    let line = window
        .harness
        .get_all_by_role(Role::Link)
        .find(|line| line.accesskit_node().label().is_some_and(|label| label.contains("sora")));
    line.unwrap_or_else(|| panic!("{}", window.told())).click();
    window.rest(6);
    assert_eq!(opened(&window), Some((coder("sora"), there)));
    assert_eq!(window.bench().view().enlarged, Some(picture));
    window.expect("Quote by sora");
}
