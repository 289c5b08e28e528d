//! The rows of the preview: a passage with its words before and after, an encoding with a sample.

use egui::{Button, Key, Modifiers, TextEdit, Ui};

use crate::claims::anchors::Outcome;
use crate::project::Reimport;
use crate::story::{StoryText, TextRange};
use crate::window::chrome::dialogs::shell::small;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// A search by hand for where a passage is now.
#[derive(Default)]
pub(super) struct Finder {
    words: String,
    /// Which of the places is meant, from 0.
    number: usize,
    fresh: bool,
}

impl Finder {
    fn places<'a>(&'a self, text: &'a StoryText) -> impl Iterator<Item = TextRange> + 'a {
        let words = self.words.trim();
        let found = text.as_str().match_indices(words).filter(move |_| !words.is_empty());
        found.map(|(at, words)| TextRange::from_indices(at, at + words.len()))
    }
}

/// One passage: before, after, and what can be done.
pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk,
    reimport: &mut Reimport,
    index: usize,
    finder: &mut Option<(usize, Finder)>,
) {
    let theme = desk.theme;
    let Reimport { moves, text, .. } = reimport;
    let Some(one) = moves.get_mut(index) else { return };
    let heading = |ui: &mut Ui, words: &str, colour| word(ui, words, Face::SansMedium.at(12.0), colour);
    heading(ui, "Before", theme.faint);
    words(ui, one.passage.quote());
    let score = one.found.score;
    let by_hand = one.to.is_some() && one.to != one.found.range;
    let how = match one.found.outcome {
        _ if by_hand => "After, moved by hand".to_owned(),
        Outcome::Placed => format!("After, sure ({score} of 100)"),
        Outcome::Review => format!("After, perhaps ({score} of 100)"),
        Outcome::Orphan => "After: its words are gone".to_owned(),
    };
    heading(ui, &how, theme.faint);
    if let Some(after) = one.to.or(one.found.range).and_then(|range| text.slice(range)) {
        words(ui, after);
    }
    let state =
        if one.to.is_some() { "It goes there." } else { "It is left as it is, to be reviewed later." };
    small(ui, state, if one.to.is_some() { theme.faint } else { theme.alarm });
    ui.horizontal(|ui| {
        if one.found.range.is_some() && one.to != one.found.range && ui.button("Accept").clicked() {
            one.to = one.found.range;
        }
        let open = finder.as_ref().is_some_and(|(at, _)| *at == index);
        if !open && ui.button("Move\u{2026}").clicked() {
            let quote = one.passage.quote().to_owned();
            *finder = Some((index, Finder { words: quote, number: 0, fresh: true }));
        }
        if one.to.is_some() && ui.button("Leave").clicked() {
            one.to = None;
        }
    });
    if let Some((_, search)) = finder.as_mut().filter(|(at, _)| *at == index) {
        match look_for(ui, desk, text, search) {
            Some(Some(place)) => {
                one.to = Some(place);
                *finder = None;
            }
            Some(None) => *finder = None,
            None => {}
        }
    }
    ui.add_space(10.0);
}

/// The field for the passage's words in the new text. Gives the place that was taken, or nothing if the
/// analyst gave up.
fn look_for(ui: &mut Ui, desk: &Desk, text: &StoryText, finder: &mut Finder) -> Option<Option<TextRange>> {
    let theme = desk.theme;
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let label = ui.label("Its words in the new text");
    let before = finder.words.clone();
    let field =
        TextEdit::singleline(&mut finder.words).font(Face::Serif.at(14.5)).desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(label.id);
    if std::mem::take(&mut finder.fresh) {
        field.request_focus();
    }
    if finder.words != before {
        finder.number = 0;
    }
    let count = finder.places(text).count();
    let place = finder.places(text).nth(finder.number);
    if let Some(place) = place {
        small(ui, plain(&around(text, place)), theme.ink);
    }
    let mut done = None;
    ui.horizontal(|ui| {
        let here = ui.add_enabled(place.is_some(), Button::new("Move here"));
        if here.on_disabled_hover_text("These words stand nowhere in it").clicked()
            || (entered && place.is_some())
        {
            done = Some(place);
        }
        if count > 1 && ui.button(format!("{} of {count}, next", finder.number + 1)).clicked() {
            finder.number = (finder.number + 1) % count;
        }
        if ui.button("Not now").clicked() {
            done = Some(None);
        }
    });
    done
}

/// A place with some of what stands around it.
fn around(text: &StoryText, place: TextRange) -> String {
    const SIDE: usize = 48;
    let whole = text.as_str();
    let (before, after) = (&whole[..place.start.index()], &whole[place.end.index()..]);
    let from = before.char_indices().rev().take(SIDE).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(SIDE).map_or(after.len(), |(at, _)| at);
    let middle = text.slice(place).unwrap_or_default();
    format!("\u{2026}{} [{middle}] {}\u{2026}", before[from..].trim(), after[..to].trim()).replace('\n', " ")
}

fn words(ui: &mut Ui, words: &str) {
    let text = egui::RichText::new(plain(words)).font(Face::Serif.at(14.5));
    ui.add(egui::Label::new(text).selectable(false).wrap());
}
