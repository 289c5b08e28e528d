//! The tour and the page of keys, driven as an analyst drives them.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use egui::accesskit::Role;
use egui::{Event, Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{ActorId, Region, Shape, Value};
use pressmark::project::Session;
use pressmark::store;
use pressmark::window::commands::{Command, Keymap};
use pressmark::window::desk::Request;
use pressmark::window::settings::SettingsFile;
use pressmark::window::theme::Look;
use support::coder;
use support::workbench::{TALKS, Window, sample_folder};

fn sized(look: Look, size: egui::Vec2) -> Window {
    let opened = store::open(&sample_folder()).unwrap();
    let mut window = Window::sized(Session::new(opened.project, coder("kim")), look, size);
    window.open(TALKS);
    window
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_role_and_label(Role::Button, label).click();
    window.rest(4);
}

fn look_at(window: &mut Window, name: &str) {
    let picture = window.harness.render().unwrap();
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        picture.save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

#[test]
fn each_step_goes_on_by_itself_when_it_is_done() {
    let mut window = sized(Look::Light, Window::SIZE);
    window.ask(Request::Run(Command::Tour));
    window.expect("1 of 5");
    look_at(&mut window, "tour-1");
    window.mark("a staff reporter");
    window.expect("2 of 5");
    window.ask(Request::Tag(Some("quote".into())));
    window.expect("3 of 5");
    look_at(&mut window, "tour-3");
    let (story, who, mut claim) =
        (window.bench().view().story.clone().unwrap(), coder("kim"), (*window.chosen().unwrap()).clone());
    let actor: ActorId = window.project().actors.iter().next().unwrap().id.clone();
    claim.fields.insert("speaker".into(), Value::Actor(actor));
    let put = |claim| pressmark::project::Edit::put(story.clone(), who.clone(), claim);
    window.ask(Request::Perform("fill in".to_owned(), put(claim.clone())));
    window.expect("4 of 5");
    look_at(&mut window, "tour-4");
    let picture = window.work().story.pictures[0].id.clone();
    claim.regions.push(Region { picture, shape: Shape::rectangle((1, 1), (500, 500)) });
    window.ask(Request::Perform("draw".to_owned(), put(claim)));
    window.expect("5 of 5");
    window.ask(Request::Run(Command::Undo));
    assert!(!window.says(" of 5"), "it is over");
}

#[test]
fn it_is_walked_by_its_buttons_and_skipped() {
    let mut window = sized(Look::Dark, Window::SIZE);
    window.ask(Request::Run(Command::TogglePictures));
    window.ask(Request::Run(Command::Tour));
    click(&mut window, "Next");
    click(&mut window, "Next");
    click(&mut window, "Next");
    window.expect("4 of 5");
    assert!(window.bench().view().panels.pictures, "the panel it needs is open");
    look_at(&mut window, "tour-dark");
    click(&mut window, "Back");
    window.expect("3 of 5");
    click(&mut window, "Skip the tour");
    assert!(!window.says(" of 5"));
}

#[test]
fn it_is_shown_at_the_first_start_and_never_again() {
    let settings = tempfile::tempdir().unwrap();
    let toured = || SettingsFile::open_in(Some(settings.path())).1.toured;
    assert!(!toured());
    let window = Window::started(settings.path(), None);
    window.leave();
    assert!(toured());
    let mut window = Window::started(settings.path(), None);
    window.rest(4);
    assert!(!window.says(" of 5"));
}

#[test]
fn every_key_is_on_the_page_and_one_is_found_by_typing() {
    for (look, name) in [(Look::Light, "keys-light"), (Look::Dark, "keys-dark")] {
        let mut window = sized(look, vec2(1280.0, 800.0));
        window.press(Key::F1);
        window.rest(4);
        look_at(&mut window, name);
        let book = window.project().codebook.clone();
        let keys = Keymap::new(&book);
        for command in Command::all(&book).filter(|command| keys.key_of(*command).is_some()) {
            let label = command.name(&book).into_owned();
            let seen = window.harness.root().children_recursive().any(|node| {
                let node = node.accesskit_node();
                node.label().or(node.value()).as_deref() == Some(label.as_str())
            });
            assert!(seen, "{label} cannot be seen");
        }
        window.expect("Next untagged highlight");
        window.send([Event::Text("full scr".to_owned())]);
        window.rest(2);
        window.expect("Full screen");
        assert!(!window.says("Next untagged highlight"));
        window.press(Key::Escape);
    }
}

#[test]
fn no_name_on_the_page_of_keys_is_cut_off_whatever_the_windows_width() {
    let widths = |width: f32| {
        let mut window = sized(Look::Light, vec2(width, 900.0));
        window.press(Key::F1);
        window.rest(4);
        if std::env::var_os("PRESSMARK_PICTURES").is_some() {
            look_at(&mut window, &format!("keys-{width}"));
        }
        let book = window.project().codebook.clone();
        let mut names: Vec<String> =
            Command::all(&book).map(|command| command.name(&book).into_owned()).collect();
        names.extend(
            ["add a passage to the chosen claim", "extend the selection by a character"].map(str::to_owned),
        );
        let nodes = window.harness.root().children_recursive().filter_map(|node| {
            let label = node.accesskit_node().label().or(node.accesskit_node().value())?;
            (node.accesskit_node().role() == Role::Label && names.contains(&label))
                .then(|| (label, node.rect().width().round() as i32))
        });
        nodes.collect::<std::collections::BTreeMap<String, i32>>()
    };
    let wide = widths(1600.0);
    assert!(wide.len() > 90, "{wide:?}");
    for width in [1440.0, 1100.0, 720.0] {
        assert_eq!(widths(width), wide, "{width}");
    }
}
