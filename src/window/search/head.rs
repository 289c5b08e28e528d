//! The field, the switches beside it, and what there is to say.

use egui::{Align, Button, Id, Key, Layout, Modifiers, RichText, TextEdit, Ui, vec2};

use super::engine::End;
use super::{Lens, SearchPanel};
use crate::window::chrome::parts::{close_button, word};
use crate::window::chrome::text::{capital, counted, grouped, plain};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What the head asks of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// The keyboard goes to the list.
    Enter,
    /// To where the search was begun.
    Back,
    /// The panel closes, and the reader stays where they are.
    Close,
}

impl SearchPanel {
    pub(super) fn head(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, lenses: &mut Vec<Lens>) -> Wish {
        let mut wish = Wish::Nothing;
        ui.horizontal(|ui| {
            wish = self.field(ui);
            self.switches(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if close_button(ui, desk.theme, "Close the search").clicked() {
                    wish = Wish::Close;
                }
                self.lens_menu(ui, desk, lenses);
                let only = Button::new("Only these stories").selected(self.sifting);
                let tip = "The list of stories and the claims show only what was found";
                if ui.add(only).on_hover_text(tip).clicked() {
                    if self.sifting { self.lift_sieve() } else { self.sifting = true }
                }
            });
        });
        ui.horizontal_wrapped(|ui| self.filters(ui, desk));
        self.message(ui, desk);
        wish
    }

    fn field(&mut self, ui: &mut Ui) -> Wish {
        let id = Id::unique("search project");
        let in_list = self.hits.has_keyboard(ui.ctx());
        if ui.memory(|memory| memory.has_focus(id)) || in_list {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
            self.query.whole_word ^= pressed(Key::W);
            self.query.regex ^= pressed(Key::R);
            self.query.match_case ^= pressed(Key::C);
        }
        let down = ui.memory(|memory| memory.has_focus(id))
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        let escape = ui.memory(|memory| memory.has_focus(id))
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let hint = if self.query.regex { "Regular expression" } else { "Search in project" };
        let edit = TextEdit::singleline(&mut self.query.words)
            .id(id)
            .hint_text(hint)
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 5.0))
            .desired_width((ui.available_width() * 0.34).clamp(160.0, 420.0));
        let field = ui.add(edit).accessible_name("Search in project");
        if std::mem::take(&mut self.focus) {
            field.request_focus();
        }
        if field.changed() {
            self.lenses.on = None;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        // egui takes the keyboard from a field on Esc before anybody is asked.
        let escape = escape || (field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)));
        match () {
            () if escape => Wish::Back,
            () if down || entered => Wish::Enter,
            () => Wish::Nothing,
        }
    }

    fn switches(&mut self, ui: &mut Ui) {
        let query = &mut self.query;
        let switches = [
            (&mut query.match_case, "Case", "Tell upper and lower case apart (Alt+C)"),
            (&mut query.whole_word, "Word", "Only whole words (Alt+W)"),
            (&mut query.regex, "Regex", "The words are a regular expression (Alt+R)"),
        ];
        for (on, name, tip) in switches {
            if ui.add(Button::new(name).selected(*on)).on_hover_text(tip).clicked() {
                *on ^= true;
            }
        }
    }

    /// How far it is, what was found, or what is wrong.
    fn message(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let theme = desk.theme;
        let counts = &self.engine.results().counts;
        let hits = format!("{} {}", grouped(counts.hits), if counts.hits == 1 { "hit" } else { "hits" });
        let found = format!("{hits} in {}", counted(counts.stories, "story", "stories"));
        let (searched, all) = self.engine.progress();
        let so_far = format!("{} of {} stories", grouped(searched), grouped(all));
        let busy = self.engine.is_busy() && self.engine.end().is_none();
        let (words, ink) = match self.engine.end() {
            _ if self.query.is_empty() => (String::new(), theme.faint),
            _ if self.engine.wrong().is_some() => {
                let wrong = self.engine.wrong().map(ToString::to_string).unwrap_or_default();
                (sentence(&plain(&wrong)), theme.alarm)
            }
            None if busy && all > 0 => (format!("Searching\u{2026} {so_far}, {found}"), theme.faint),
            None if busy => ("Searching\u{2026}".to_owned(), theme.faint),
            Some(End::Full) => (format!("The first {found}; there are more."), theme.faint),
            Some(End::Stopped) => (format!("Stopped after {so_far}: {found}"), theme.faint),
            _ if counts.hits == 0 => (String::new(), theme.faint),
            _ => (found, theme.ink),
        };
        if words.is_empty() {
            return;
        }
        ui.horizontal(|ui| {
            word(ui, words, Face::Sans.at(12.0), ink);
            if busy && ui.small_button("Stop").on_hover_text("Leave it at what was found so far").clicked() {
                self.engine.stop();
            }
        });
    }
}

/// "unclosed group, at character 2" as a sentence.
fn sentence(words: &str) -> String {
    format!("{}.", capital(words))
}

/// The text of a menu's button: what it filters by, if it does.
pub(super) fn menu_text(name: &str, chosen: &[String], ink: egui::Color32) -> RichText {
    let words = match chosen {
        [] => name.to_owned(),
        [one] => format!("{name}: {one}"),
        [one, rest @ ..] => format!("{name}: {one} +{}", rest.len()),
    };
    let text =
        RichText::new(words).font(if chosen.is_empty() { Face::Sans } else { Face::SansMedium }.at(12.5));
    if chosen.is_empty() { text } else { text.color(ink) }
}
