//! Who says it is offered from the words about a passage, and filled in only by a key.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{FieldId, Value};

use pressmark::story::BytePos;
use pressmark::window::desk::Request;
use pressmark::window::view::Selection;

use crate::support::workbench::Window;

fn field(window: &Window, id: &str) -> Option<Value> {
    window.chosen().unwrap().fields.get(&FieldId::from(id)).cloned()
}

/// Marks and tags a quote; takes the speaker who is offered, and then the cue.
fn taken(window: &mut Window, words: &str) -> (Option<Value>, Option<String>) {
    let start = window.work().text.as_str().find(words).unwrap();
    let (anchor, head) = (BytePos::from_index(start), BytePos::from_index(start + words.len()));
    window.ask(Request::Select(Some(Selection { anchor, head })));
    window.press(Key::Num2);
    window.rest(4);
    assert_eq!((field(window, "speaker"), field(window, "cue")), (None, None), "nothing fills itself in");
    window.expect("not coded, offered: ");
    window.press(Key::Enter);
    let speaker = field(window, "speaker");
    assert_eq!(field(window, "cue"), None);
    // What is offered as the cue is taken by a click as by its key.
    window.harness.get_by_label_contains("not coded, offered: ").click();
    window.rest(4);
    let cue = match field(window, "cue") {
        Some(Value::Passage(passage)) => Some(passage.quote().to_owned()),
        _ => None,
    };
    window.press(Key::Escape);
    (speaker, cue)
}

#[test]
fn before_the_words_and_within_them_and_by_a_pronoun() {
    for (words, speaker, cue) in [
        ("that he was \"in no hurry\", and that he expected", "donald-trump", "He told reporters"),
        (
            "Cheong Wa Dae said on Friday that Kim's visit might yet come",
            "cheong-wa-dae",
            "Cheong Wa Dae said",
        ),
        ("and vowed to work without \"any concession\"", "kcna", "according to the KNCA"),
    ] {
        let (who, what) = taken(&mut Window::on_sample(), words);
        assert_eq!(what.as_deref(), Some(cue), "{words}");
        assert_eq!(who, Some(Value::Actor(speaker.into())), "{words}");
    }
}
