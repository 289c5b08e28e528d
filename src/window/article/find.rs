//! Search in the story: every hit is marked, and keys go from one to the next.

use egui::{Id, Key, Modifiers, TextEdit, Ui};

use crate::project::StoryWork;
use crate::story::TextRange;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::view::Selection;

/// The search bar and its hits.
#[derive(Clone, Debug, Default)]
pub struct Find {
    open: bool,
    focus: bool,
    words: String,
    searched: Option<(String, crate::story::TextHash)>,
    hits: Vec<TextRange>,
    current: Option<usize>,
}

impl Find {
    /// Opens the bar with the keyboard in it; a selected word or two become what is sought.
    pub fn open(&mut self, selected: &str) {
        self.open = true;
        self.focus = true;
        if !selected.is_empty() && selected.len() < 80 && !selected.contains('\n') {
            selected.clone_into(&mut self.words);
        }
    }

    /// Closes the bar; nothing is marked as found any more.
    pub fn close(&mut self) {
        self.open = false;
        self.hits.clear();
        self.searched = None;
        self.current = None;
    }

    /// Whether the bar is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// How many hits there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.hits.len()
    }

    /// The hit that was gone to last.
    #[must_use]
    pub fn current(&self) -> Option<TextRange> {
        self.hits.get(self.current?).copied()
    }

    /// The hits that touch `range`, for painting.
    pub(super) fn hits_in(&self, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        let first = self.hits.partition_point(|hit| hit.end <= range.start);
        self.hits[first..].iter().copied().take_while(move |hit| hit.start < range.end)
    }

    /// Goes to the next hit, or the one before; the first time to the first after the caret.
    pub fn step(&mut self, back: bool, selection: Option<Selection>) -> Option<TextRange> {
        if self.hits.is_empty() {
            return None;
        }
        let count = self.hits.len();
        let next = match self.current {
            Some(now) if back => (now + count - 1) % count,
            Some(now) => (now + 1) % count,
            None => {
                let caret = selection.map_or_else(Default::default, |selection| selection.range().start);
                let after = self.hits.partition_point(|hit| hit.start < caret);
                if back { (after + count - 1) % count } else { after % count }
            }
        };
        self.current = Some(next);
        self.current()
    }

    pub(super) fn bar(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, work: &StoryWork) {
        if !self.open {
            return;
        }
        let id = Id::unique("find in story");
        egui::Frame::new().fill(desk.theme.panel).inner_margin(8.0).show(ui, |ui| {
            ui.horizontal(|ui| {
                let edit = TextEdit::singleline(&mut self.words)
                    .id(id)
                    .hint_text("Find in story")
                    .desired_width(240.0);
                let field = ui.add(edit);
                ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Find in story"));
                if std::mem::take(&mut self.focus) {
                    field.request_focus();
                }
                self.search(work);
                let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                if entered {
                    let back = ui.input(|input| input.modifiers.shift);
                    self.go(back, desk);
                    field.request_focus();
                }
                if field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
                {
                    self.close();
                    desk.ask(Request::FocusArticle);
                }
                let told = match (self.words.is_empty(), self.hits.len(), self.current) {
                    (true, ..) => String::new(),
                    (false, 0, _) => "no hits".to_owned(),
                    (false, count, Some(now)) => format!("{} of {count}", now + 1),
                    (false, 1, None) => "1 hit".to_owned(),
                    (false, count, None) => format!("{count} hits"),
                };
                for command in [Command::FindPrevious, Command::FindNext] {
                    let name = if command == Command::FindNext { "Next" } else { "Previous" };
                    let tip = format!("{} ({})", command.name(desk.codebook()), desk.keys.key_text(command));
                    if ui
                        .add_enabled(!self.hits.is_empty(), egui::Button::new(name))
                        .on_hover_text(tip)
                        .clicked()
                    {
                        self.go(command == Command::FindPrevious, desk);
                    }
                }
                ui.label(told);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button("Close").on_hover_text("Close the search (Esc)").clicked() {
                        self.close();
                        desk.ask(Request::FocusArticle);
                    }
                });
            });
        });
    }

    fn go(&mut self, back: bool, desk: &mut Desk<'_>) {
        if let Some(hit) = self.step(back, desk.view.selection) {
            desk.ask(Request::Select(Some(Selection::of(hit))));
            desk.ask(Request::Reveal(hit));
        }
    }

    fn search(&mut self, work: &StoryWork) {
        let key = (self.words.clone(), work.text.hash().clone());
        if self.searched.as_ref() == Some(&key) {
            return;
        }
        self.hits = find_all(work.text.as_str(), &self.words);
        self.current = None;
        self.searched = Some(key);
    }
}

/// Every place where `words` stand in `text`, whatever the case.
fn find_all(text: &str, words: &str) -> Vec<TextRange> {
    let sought: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
    let Some(&first) = sought.first() else { return Vec::new() };
    let mut hits = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices() {
        if at >= from
            && character.to_lowercase().next() == Some(first)
            && let Some(length) = starts_with(&text[at..], &sought)
        {
            hits.push(TextRange::from_indices(at, at + length));
            from = at + length;
        }
    }
    hits
}

/// How many bytes of `text` the lower-case `sought` takes at its start.
fn starts_with(text: &str, sought: &[char]) -> Option<usize> {
    let mut sought = sought.iter();
    let mut length = 0;
    for character in text.chars() {
        if sought.len() == 0 {
            break;
        }
        for lower in character.to_lowercase() {
            if sought.next() != Some(&lower) {
                return None;
            }
        }
        length += character.len_utf8();
    }
    (sought.len() == 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_hit_whatever_the_case_and_script() {
        let text = "Seoul and SEOUL. 首尔与首尔 İstanbul";
        let found = |words: &str| -> Vec<&str> {
            find_all(text, words).into_iter().map(|hit| &text[hit.indices()]).collect()
        };
        assert_eq!(found("seoul"), ["Seoul", "SEOUL"]);
        assert_eq!(found("首尔"), ["首尔", "首尔"]);
        assert_eq!(found("i\u{307}st"), ["İst"]);
        assert!(found("").is_empty());
        assert!(found("Busan").is_empty());
    }

    #[test]
    fn steps_round_from_the_caret() {
        let mut find = Find { hits: find_all("a b a b a", "a"), ..Find::default() };
        let caret = Selection::caret(crate::story::BytePos(3));
        assert_eq!(find.step(false, Some(caret)).unwrap().start.0, 4);
        assert_eq!(find.step(false, None).unwrap().start.0, 8);
        assert_eq!(find.step(false, None).unwrap().start.0, 0);
        assert_eq!(find.step(true, None).unwrap().start.0, 8);
    }
}
