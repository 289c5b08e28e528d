//! Words and pictures come in over the clipboard.

use std::fs;
use std::sync::Arc;

use egui::{ColorImage, Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::window::clipboard::{Clip, Clipboard, Pixels};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::files;
use crate::support::workbench::{SURVEY, TALKS, Window};

const NEWS: &str = "Harbour reopens after the storm\n\nBy Ana Terzić\n\nThe harbour opened again on Monday, the \
                    mayor said.\n\n“We lost two weeks,” she told reporters at the quay.\n";
const PAGE: &str = "<meta charset=\"utf-8\"><h1>Harbour reopens after the storm</h1><p>The harbour opened again \
                    on Monday, the mayor said.</p><figure><img src=\"https://news.example/quay.jpg\"><figcaption>\
                    The northern quay on Monday</figcaption></figure><p>“We lost two weeks,” she told reporters \
                    at the quay.</p>";

fn hold(window: &mut Window, text: Option<&str>, html: Option<&str>, picture: Option<Pixels>) {
    let clip = Clip { text: text.map(str::to_owned), html: html.map(str::to_owned), picture };
    window.harness.state_mut().set_clipboard(Clipboard::Holding(Arc::new(clip)));
}

/// Ctrl+V as the window system delivers it: what was copied, and of the key its release alone.
fn paste(window: &mut Window, event: Option<Event>) {
    let modifiers = Modifiers::COMMAND;
    let release = Event::Key { key: Key::V, physical_key: None, pressed: false, repeat: false, modifiers };
    window.send([Event::ModifiersChanged(modifiers)].into_iter().chain(event));
    window.send([release, Event::ModifiersChanged(Modifiers::NONE)]);
    window.settle();
    // The dialog has found its size and place.
    window.rest(6);
}

fn paste_text(window: &mut Window, text: &str) {
    paste(window, Some(Event::Paste(text.to_owned())));
}

#[test]
fn pasted_text_is_seen_then_taken_and_undo_takes_it_away() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    paste_text(&mut window, NEWS);
    window.expect("Paste as story");
    for seen in ["Ana Terzić", "paragraph", "byline", "The harbour opened again", "en"] {
        window.expect(seen);
    }
    assert!(!window.says("as web page"), "there is one way only");
    assert_eq!(window.project(), &before, "nothing is taken yet");

    window.press(Key::Enter);
    window.settle();
    assert_eq!(window.work().story.headline, "Harbour reopens after the storm");
    assert_eq!(window.work().text.as_str(), NEWS);
    assert_eq!(window.story(), "harbour-reopens-after-the-storm");
    assert_eq!(&window.reread(), window.project());
    let home = window.path().join("stories").join(window.story());
    assert_eq!(fs::read_to_string(home.join("source/pasted.txt")).unwrap(), NEWS);

    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before);
    assert_eq!(window.reread(), before);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project().stories.len(), before.stories.len() + 1);
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn a_paste_that_is_not_wanted_leaves_nothing() {
    let mut window = Window::in_sample();
    let before = files(&window.path());
    paste_text(&mut window, NEWS);
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert!(!window.says("Paste as story"));
    paste_text(&mut window, NEWS);
    window.harness.get_by_label("Cancel").click();
    window.rest(3);
    assert!(!window.says("Paste as story"));
    window.reread();
    assert_eq!(files(&window.path()), before);
    assert_eq!(window.story(), TALKS);
}

#[test]
fn the_headline_can_be_changed_before_it_is_taken() {
    let mut window = Window::in_sample();
    paste_text(&mut window, NEWS);
    // The field has the keyboard.
    window.ctrl(Key::A);
    window.write("quay opens");
    window.press(Key::Enter);
    window.settle();
    assert_eq!(window.work().story.headline, "quay opens");
    assert_eq!(window.story(), "quay-opens");
    assert_eq!(window.work().text.as_str(), NEWS, "the text stays");
    paste_text(&mut window, "Another story\n\nOf one paragraph, the mayor said on Monday.\n");
    window.ctrl(Key::A);
    window.press(Key::Delete);
    window.press(Key::Enter);
    window.expect("Paste as story");
}

#[test]
fn a_page_is_offered_both_ways() {
    let mut window = Window::in_sample();
    hold(&mut window, None, Some(PAGE), None);
    paste_text(&mut window, NEWS);
    window.expect("as web page");
    window.expect("its address is kept: https://news.example/quay.jpg");
    window.expect("The northern quay on Monday");
    window.harness.get_by_label("as text").click();
    window.rest(3);
    assert!(!window.says("quay.jpg"), "{}", window.told());
    window.harness.get_by_label("as web page").click();
    window.rest(3);
    window.press(Key::Enter);
    window.settle();
    assert_eq!(window.work().story.pictures[0].url.as_deref(), Some("https://news.example/quay.jpg"));
    window.reread();
    let home = window.path().join("stories").join(window.story());
    assert_eq!(fs::read_to_string(home.join("source/pasted.html")).unwrap(), PAGE);
}

#[test]
fn the_source_of_a_page_is_a_page() {
    let mut window = Window::in_sample();
    paste_text(&mut window, PAGE);
    window.expect("as web page");
    window.expect("as text");
    window.press(Key::Enter);
    window.settle();
    assert_eq!(window.work().story.headline, "Harbour reopens after the storm");
    assert!(!window.work().text.as_str().contains('<'));
}

#[test]
fn the_same_text_again_leads_to_its_story() {
    let mut window = Window::in_sample();
    paste_text(&mut window, NEWS);
    window.press(Key::Enter);
    window.settle();
    let first = window.story().to_owned();
    let count = window.project().stories.len();
    window.open(SURVEY);
    paste_text(&mut window, NEWS);
    window.expect("has this very text already: “Harbour reopens after the storm”");
    window.harness.get_by_label("Open that story").click();
    window.settle();
    assert_eq!(window.story(), first);
    assert_eq!(window.project().stories.len(), count);
}

#[test]
fn what_cannot_be_pasted_says_why() {
    let mut window = Window::in_sample();
    let before = files(&window.path());
    paste(&mut window, None);
    window.expect("The clipboard holds nothing");
    paste_text(&mut window, " \n\t \n");
    window.expect("holds no words");
    paste_text(&mut window, "ab\0c and more");
    window.expect("is not a text");
    hold(&mut window, None, None, Some(Pixels { width: 40_000, height: 1, rgba: vec![0; 160_000] }));
    paste(&mut window, None);
    window.expect("The pasted picture is too large: 40000 × 1 pixels");
    hold(&mut window, None, None, Some(Pixels { width: 2, height: 2, rgba: vec![0; 3] }));
    paste(&mut window, None);
    window.expect("The pasted picture is damaged");
    window.reread();
    assert_eq!(files(&window.path()), before);
    assert!(!window.says("Paste as story"));
}

#[test]
fn a_huge_page_is_shown_in_part_and_taken_whole() {
    let mut window = Window::in_sample();
    let paragraph =
        "<p>The harbour opened again on Monday, the mayor said, and the cranes work day and night now.</p>";
    let page = format!("<html><body><h1>Harbour reopens</h1>{}</body></html>", paragraph.repeat(3_000));
    hold(&mut window, None, Some(&page), None);
    paste(&mut window, None);
    window.expect("more");
    window.press(Key::Enter);
    window.settle();
    assert!(window.work().text.as_str().len() > 200_000);
    // One that is too large says so.
    hold(&mut window, None, Some(&"<p>".repeat(12 << 20)), None);
    paste(&mut window, None);
    window.expect("larger than 32 MiB");
}

#[test]
fn a_field_takes_what_is_pasted_into_it() {
    let mut window = Window::in_sample();
    window.harness.get_by_label("Filter stories").focus();
    window.rest(2);
    paste_text(&mut window, "rail");
    assert!(!window.says("Paste as story"));
    assert!(!window.says("The clipboard holds"), "{}", window.told());
    window.expect("rail");
}

#[test]
fn the_menu_and_a_key_without_an_event_ask_the_clipboard() {
    let mut window = Window::in_sample();
    hold(&mut window, Some(NEWS), None, None);
    window.ask(Request::Run(Command::Paste));
    window.settle();
    window.expect("Paste as story");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.ctrl(Key::V);
    window.settle();
    window.expect("Paste as story");
}

#[test]
fn a_pasted_picture_joins_the_open_story_and_undo_takes_it_back() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let had = window.work().story.pictures.len();
    let image = ColorImage::filled([8, 6], egui::Color32::from_rgb(200, 30, 30));
    paste(&mut window, Some(Event::PasteImage(Arc::new(image))));
    window.until("the picture", |window| window.work().story.pictures.len() == had + 1);
    window.expect("The picture was added");
    let new =
        window.work().story.pictures.iter().find(|picture| picture.id.0.starts_with("p-")).unwrap().clone();
    let file = new.file.unwrap();
    let path = window.path().join("stories").join(TALKS).join("pictures").join(&file.name);
    assert_eq!(image::open(&path).unwrap().into_rgb8().get_pixel(3, 3).0, [200, 30, 30]);
    assert_eq!(&window.reread(), window.project());
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before);
    assert_eq!(window.reread(), before);
    assert!(path.is_file(), "redo needs it");
}

#[test]
fn without_a_story_a_pasted_picture_becomes_one() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    pressmark::store::create(folder.path(), "Empty").unwrap();
    let mut window = Window::in_folder(folder);
    hold(&mut window, None, None, Some(Pixels { width: 2, height: 2, rgba: vec![90; 16] }));
    paste(&mut window, None);
    window.until("the story", |window| window.project().stories.len() == 1);
    assert!(window.work().story.pictures[0].file.is_some());
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn n81_a_clipboard_of_100_mb_is_refused_with_the_way_out() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let enormous = "words ".repeat(100_000_000 / 6);
    // As a story.
    paste_text(&mut window, &enormous);
    assert!(window.told().contains("The pasted text is larger than 64 MiB"), "{}", window.told());
    assert_eq!(window.project(), &before);

    // Into a field: it would be laid out whole.
    window.ctrl(Key::F);
    window.settle();
    paste_text(&mut window, &enormous);
    let told = window.told();
    assert!(told.contains("a field takes 200 KB") && told.contains("holds 100,000."), "{told}");
    paste_text(&mut window, "summit");
    window.expect("summit");
    assert_eq!(window.project(), &before);
}

/// Not a check: leaves pictures to look at where `PRESSMARK_PICTURES` says.
#[test]
fn pictures_of_the_preview() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(std::path::PathBuf::from) else { return };
    let mut window = Window::in_sample();
    for (command, name) in [(Command::LightLook, "light"), (Command::DarkLook, "dark")] {
        window.ask(Request::Run(command));
        hold(&mut window, None, Some(PAGE), None);
        paste_text(&mut window, NEWS);
        window.rest(30);
        window.harness.render().unwrap().save(folder.join(format!("paste-{name}.png"))).unwrap();
        window.harness.get_by_label("as text").click();
        window.rest(30);
        window.harness.render().unwrap().save(folder.join(format!("paste-text-{name}.png"))).unwrap();
        window.harness.get_by_label("Cancel").click();
        window.rest(3);
    }
}
