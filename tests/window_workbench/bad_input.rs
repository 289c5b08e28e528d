//! Stories nobody would write, and projects that were meddled with.

use std::fs;
use std::sync::Arc;

use egui::{Event, Key, Modifiers, pos2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, Passage, Value};
use pressmark::project::{Project, Session, StoryWork};
use pressmark::story::{Block, PictureId, Role, Story, StoryText, TextRange};
use pressmark::window::desk::Request;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::support::{coder, copy, files, give, shelve};

/// A story of one paragraph after its headline.
fn story(headline: &str, body: &str) -> StoryWork {
    let text = StoryText::from_canonical(body);
    let blocks = match body.len() {
        0 => Vec::new(),
        len => vec![Block { role: Role::Paragraph, range: TextRange::from_indices(0, len) }],
    };
    let story = Story::new(headline, &text, blocks);
    StoryWork::new(story, text)
}

fn window_on(stories: Vec<(&str, StoryWork)>) -> Window {
    let mut project = Project::new("Odd ones");
    for (id, work) in stories {
        shelve(&mut project, id, work);
    }
    Window::on(Session::new(project, coder("kim")))
}

/// Drags and presses keys all over the article; whatever is selected begins and ends between
/// what a reader takes for characters.
fn rummage(window: &mut Window) {
    let text = window.work().text.as_str().to_owned();
    let bounds: std::collections::BTreeSet<usize> =
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    let check = |window: &Window| {
        if let Some(selection) = window.bench().view().selection {
            for end in [selection.anchor, selection.head] {
                assert!(bounds.contains(&end.index()), "{end:?} is inside a character");
            }
        }
    };
    for from in 0..12 {
        let from = pos2(330.0 + 29.0 * from as f32, 70.0 + 8.0 * from as f32);
        window.drag(from, from + egui::vec2(37.0, 3.0), Modifiers::NONE);
        check(window);
    }
    for key in
        [Key::ArrowRight, Key::ArrowDown, Key::End, Key::ArrowLeft, Key::Home, Key::PageDown, Key::ArrowUp]
    {
        for modifiers in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::ALT] {
            window.key(modifiers, key);
            check(window);
        }
    }
    window.ctrl(Key::A);
    window.press(Key::Num2);
    window.press(Key::Escape);
    window.press(Key::Space);
    window.ctrl(Key::Z);
}

#[test]
fn odd_texts_can_be_marked_by_whole_characters() {
    let zalgo =
        "Z\u{361}\u{340}\u{315}a\u{334}\u{335}\u{336}l\u{337}\u{338}g\u{321}\u{322}o\u{327} ".repeat(40);
    let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}";
    let flags = "\u{1f1f0}\u{1f1f7}\u{1f1f0}\u{1f1f5}";
    // So long, and without a blank, that it is cut into several pieces.
    let families = format!("{family}{flags}e\u{301}").repeat(200);
    let mixed =
        "He said «مرحبا بالعالم» and then שלום to 3 (three) men, قال الوزير 2025 (passed). ".repeat(8);
    let thai = "ที่ประเทศไทยมีคำว่า กำลัง ".repeat(20);
    for (name, text) in [("zalgo", zalgo), ("families", families), ("mixed", mixed), ("thai", thai)] {
        let mut window = window_on(vec![(name, story(name, &text))]);
        let before = window.project().clone();
        rummage(&mut window);
        assert_eq!(window.project(), &before, "{name}");
    }
}

#[test]
fn an_empty_story_and_one_of_blanks_stay_harmless() {
    for text in ["", " \n\u{a0}\n\t "] {
        let mut window = window_on(vec![("nothing", story("", text))]);
        for key in
            [Key::Space, Key::Num1, Key::H, Key::N, Key::ArrowDown, Key::PageDown, Key::F3, Key::P, Key::J]
        {
            window.press(key);
        }
        window.ctrl(Key::A);
        window.press(Key::Num2);
        assert!(window.claims().is_empty());
        window.drag(pos2(500.0, 100.0), pos2(700.0, 400.0), Modifiers::NONE);
        window.ctrl(Key::F);
        window.write("a");
        window.press(Key::Escape);
    }
}

#[test]
fn a_line_of_a_megabyte_opens_and_is_marked_at_its_end() {
    let text = "nuclear talks and ".repeat(58_000);
    let mut window = window_on(vec![("long", story("Long", &text))]);
    window.ctrl(Key::End);
    window.rest(3);
    window.key(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowLeft);
    assert_eq!(window.selected().trim(), "and");
    window.press(Key::Num2);
    window.press(Key::Escape);
    assert_eq!(window.claims().len(), 1);
    window.ctrl(Key::Home);
    window.press(Key::N);
    assert!(window.chosen().is_some());
    // No blank to break at either.
    let unbroken = "x".repeat(300_000);
    let mut window = window_on(vec![("unbroken", story("Unbroken", &unbroken))]);
    window.ctrl(Key::End);
    window.key(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.selected(), "x");
}

#[test]
fn what_the_code_book_and_registry_do_not_know_is_shown() {
    let mut work = story("Unknown", "The minister said no.");
    let mut claim = Claim::new(Some("prophecy".into()));
    claim.add_passage(Passage::of(&work.text, TextRange::from_indices(4, 12)).unwrap());
    claim.fields.insert("oracle".into(), Value::Text("Delphi".into()));
    let mut quote = Claim::new(Some("quote".into()));
    quote.add_passage(Passage::of(&work.text, TextRange::from_indices(13, 20)).unwrap());
    quote.fields.insert("speaker".into(), Value::Actor("nobody-known".into()));
    quote.fields.insert("stance".into(), Value::Choice("sideways".into()));
    quote.fields.insert("mood".into(), Value::Text("sombre".into()));
    let claims = [claim, quote].map(Arc::new);
    give(&mut work, "kim", claims.clone());
    let mut window = window_on(vec![("unknown", work)]);
    window.expect("prophecy");
    window.expect("nobody-known");
    window.ask(Request::ShowClaim(claims[0].id));
    window.expect("Delphi");
    window.ask(Request::ShowClaim(claims[1].id));
    window.expect("sideways");
    window.expect("sombre");
    assert_eq!(window.session().history().len(), 0, "looking changes nothing");
    window.harness.check_accessibility();
}

#[test]
fn characters_that_act_are_shown_everywhere_but_in_the_text() {
    let hidden = "nu\u{0}l \u{1b}[31mred\u{1b}[0m gnp\u{202e}exe.\u{202c}";
    let mut work = story(hidden, &format!("Before {hidden} after"));
    let mut claim = Claim::new(Some("quote".into()));
    claim.add_passage(Passage::of(&work.text, TextRange::from_indices(0, work.text.as_str().len())).unwrap());
    claim.note = hidden.into();
    let claim = Arc::new(claim);
    give(&mut work, "kim", [claim.clone()]);
    let mut window = window_on(vec![("hidden", work), ("plain", story("Plain", "Plain words."))]);
    window.open("hidden");
    window.ask(Request::ShowClaim(claim.id));
    window.ask(Request::Notify(hidden.into()));
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    for line in window.told().split('\n') {
        let text_itself = line.starts_with("Before ") || line == hidden;
        assert!(text_itself || !line.contains(acts), "{line:?}");
    }
    window.expect("202E");
    rummage(&mut window);
}

#[test]
fn a_picture_that_is_gone_leaves_its_place_and_its_claims() {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    let pictures = folder.path().join("stories").join(TALKS).join("pictures");
    fs::remove_file(pictures.join("cb6badd82218c9cc.jpg")).unwrap();
    fs::write(pictures.join("e8c9504e59b69a62.jpg"), "<html>").unwrap();
    let before = files(folder.path());
    let mut window = Window::in_folder(Arc::new(folder));
    window.open(TALKS);
    window.settle();
    let regions = |window: &Window| window.claims().iter().map(|claim| claim.regions.len()).sum::<usize>();
    let count = regions(&window);
    assert!(count > 0);
    window.expect("cannot be shown");
    for picture in ["p1", "p2", "p3", "p4"] {
        window.ask(Request::Enlarge(Some(PictureId(picture.into()))));
        window.settle();
        window.drag(pos2(400.0, 300.0), pos2(600.0, 500.0), Modifiers::NONE);
        window.press(Key::Escape);
        window.press(Key::Escape);
    }
    window.ask(Request::Enlarge(None));
    for claim in window.claims().iter().filter(|claim| !claim.regions.is_empty()) {
        window.ask(Request::ShowClaim(claim.id));
        assert!(window.chosen().is_some());
    }
    assert_eq!(regions(&window), count);
    assert_eq!(files(&window.path()), before);
}

#[test]
fn ten_thousand_stories_are_listed_and_one_is_found() {
    let mut project = Project::new("Many");
    for number in 0..10_000 {
        let work = story(&format!("Story number {number}"), &format!("Words of story {number}."));
        shelve(&mut project, &format!("story-{number:05}"), work);
    }
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.expect("0 of 10,000 done");
    window.harness.get_by_label("Filter stories").click();
    window.rest(2);
    window.send([Event::Text("number 9876".into())]);
    window.rest(2);
    window.press(Key::Enter);
    window.press(Key::Enter);
    assert_eq!(window.story(), "story-09876");
    window.mark("Words of");
    window.press(Key::H);
    assert_eq!(window.claims().len(), 1);
}
