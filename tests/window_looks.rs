//! Every dialog and panel in windows of several sizes: what is there must fit, and a dialog must not
//! jump once it is there.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use std::sync::Arc;

use egui::{Rect, Vec2, pos2, vec2};
use pressmark::project::Session;
use pressmark::store;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use support::workbench::{TALKS, Window, sample_folder};
use support::{coder, copy};

/// The least window that is promised, that of a common laptop enlarged by half, and a large one.
const SIZES: [(&str, Vec2); 3] =
    [("small", vec2(1100.0, 700.0)), ("enlarged", vec2(960.0, 600.0)), ("large", vec2(1920.0, 1080.0))];

/// The commands that open a dialog on the sample.
const DIALOGS: [(&str, Command); 16] = [
    ("new-project", Command::NewProject),
    ("open-project", Command::OpenProject),
    ("import", Command::Import),
    ("coder", Command::ChangeCoder),
    ("history", Command::History),
    ("correct", Command::CorrectText),
    ("passages", Command::ReviewPassages),
    ("details", Command::StoryDetails),
    ("actors", Command::Actors),
    ("code-book", Command::CodeBook),
    ("restore", Command::Restore),
    ("tag-as", Command::TagAs),
    ("keys", Command::Keys),
    ("link", Command::LinkTo),
    ("everywhere", Command::TagEverywhere),
    ("about", Command::About),
];

/// A copy of the sample in a window of this size, with a claim chosen and something done.
fn window(size: Vec2, look: Command) -> Window {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    let mut window = Window::in_folder(Arc::new(folder));
    window.harness.set_size(size);
    window.ask(Request::Run(look));
    window.open(TALKS);
    window.mark("preparations");
    window.ask(Request::Run(Command::Highlight));
    window.rest(20);
    window
}

fn look_at(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        let picture = window.harness.render().unwrap();
        picture.save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

/// Waits for what a dialog or panel reads on a thread; for the pictures only where they are drawn.
fn come(window: &mut Window) {
    let reads = ["Reading", "Looking", "looking\u{2026}"];
    window.until("what is read", |window| !reads.iter().any(|words| window.says(words)));
    if std::env::var_os("PRESSMARK_PICTURES").is_some() {
        window.until_quiet();
    }
    window.rest(20);
}

/// Where the open dialog stands.
fn dialog(window: &Window) -> Option<Rect> {
    window.harness.ctx.memory(|memory| memory.area_rect(memory.top_modal_layer()?.id))
}

/// The looks of which pictures are taken; one is enough to see whether things fit.
fn looks() -> Vec<(&'static str, Command)> {
    let all = vec![("light", Command::LightLook), ("dark", Command::DarkLook)];
    let wanted = if std::env::var_os("PRESSMARK_PICTURES").is_some() { 2 } else { 1 };
    all.into_iter().take(wanted).collect()
}

#[test]
fn every_dialog_fits_and_stays_as_high_as_it_came() {
    let mut wrong = Vec::new();
    for (size_name, size) in SIZES {
        for (look_name, look) in looks() {
            let mut window = window(size, look);
            for (name, command) in DIALOGS {
                window.ask(Request::Run(command));
                let came = dialog(&window).unwrap_or_else(|| panic!("{name} did not open"));
                come(&mut window);
                let stays = dialog(&window).unwrap();
                look_at(&mut window, &format!("{name}-{size_name}-{look_name}"));
                let screen = Rect::from_min_size(pos2(0.0, 0.0), size);
                if !screen.contains_rect(stays) {
                    wrong.push(format!("{name} stands at {stays:?} of {size:?}"));
                }
                if (came.height() - stays.height()).abs() >= 2.0 {
                    wrong.push(format!("{name}, {size_name}: {came:?}, then {stays:?}"));
                }
                window.press(egui::Key::Escape);
                if dialog(&window).is_some() {
                    window.press(egui::Key::Escape);
                }
                assert!(dialog(&window).is_none(), "{name} closes");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_panels_beside_the_article_fit() {
    for (size_name, size) in SIZES {
        for (look_name, look) in looks() {
            let mut window = window(size, look);
            let name = |what: &str| format!("{what}-{size_name}-{look_name}");
            look_at(&mut window, &name("window"));
            window.ask(Request::Run(Command::ReviewList));
            come(&mut window);
            look_at(&mut window, &name("review"));
            window.press(egui::Key::Escape);
            window.ask(Request::Run(Command::SearchProject));
            window.write("seoul");
            come(&mut window);
            look_at(&mut window, &name("search"));
            window.press(egui::Key::Escape);
            window.press(egui::Key::Escape);
            window.ask(Request::Run(Command::Structure));
            window.rest(20);
            look_at(&mut window, &name("structure"));
            window.ask(Request::Run(Command::Structure));
            window.ask(Request::Run(Command::EnlargePicture));
            come(&mut window);
            look_at(&mut window, &name("picture"));
            window.press(egui::Key::Escape);
            window.ask(Request::Run(Command::Find));
            window.write("talks");
            window.rest(20);
            look_at(&mut window, &name("find"));
            window.press(egui::Key::Escape);
            window.ask(Request::Run(Command::Palette));
            window.rest(20);
            look_at(&mut window, &name("palette"));
        }
    }
}

/// Unpacking it takes longer than opening a story may.
#[test]
fn the_font_for_chinese_is_left_alone_where_nothing_is_chinese() {
    let mut project = store::open(&sample_folder()).unwrap().project;
    project.stories.retain(|id, _| id.as_str() == "envoy-calls-rail-survey-a-milestone");
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open("envoy-calls-rail-survey-a-milestone");
    window.rest(10);
    assert!(!window.claims().is_empty(), "cards are there to be measured");
    let found = window.harness.ctx.fonts_mut(|fonts| fonts.discovered_fonts().len());
    assert_eq!(found, 0);
}
