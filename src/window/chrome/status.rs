//! The line at the bottom: what the keys do now, and whether the work is safe.

use std::sync::mpsc::{Receiver, channel};

use egui::{Align, Layout, Ui};

use super::availability::availability;
use super::dialogs::Dialogs;
use super::parts::{key_cap, word};
use super::text::counted;
use crate::story::{Role, Story, StoryText, TextHash};
use crate::window::commands::{Command, TAGS_NAMED};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The height of the line, whatever it says.
pub const HEIGHT: f32 = 26.0;

/// Whether the work is on disk. Only ever what the store has confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveNote {
    /// Nothing was changed since the project was opened.
    #[default]
    Unchanged,
    /// No project is open.
    NoProject,
    /// Everything is on disk since this time of day, "10:42".
    Saved(String),
    /// Something is being written.
    Saving,
    /// Something could not be written.
    NotSaved {
        /// Why.
        reason: String,
        /// What can be done about it.
        way_out: String,
    },
    /// The project is not to be changed.
    ReadOnly {
        /// Why.
        reason: String,
        /// Whether that is only because another window has it.
        elsewhere: bool,
    },
}

impl SaveNote {
    fn text(&self) -> String {
        match self {
            Self::Unchanged => "Saved".to_owned(),
            Self::NoProject => String::new(),
            Self::Saved(time) => format!("Saved {time}"),
            Self::Saving => "Saving\u{2026}".to_owned(),
            Self::NotSaved { reason, .. } => format!("Not saved: {reason}"),
            Self::ReadOnly { reason, elsewhere: true } => format!("Read only: {reason}"),
            Self::ReadOnly { .. } => "Read only".to_owned(),
        }
    }

    fn explanation(&self) -> String {
        match self {
            Self::Unchanged | Self::Saved(_) => "Everything is on disk.".to_owned(),
            Self::NoProject => "No project is open.".to_owned(),
            Self::Saving => "Being written to disk.".to_owned(),
            Self::NotSaved { reason, way_out } => format!("{reason}\n{way_out}"),
            Self::ReadOnly { reason, .. } => reason.clone(),
        }
    }
}

/// The status line.
#[derive(Default)]
pub struct StatusLine {
    words: Option<Words>,
}

struct Words {
    text: TextHash,
    blocks: usize,
    count: Option<usize>,
    counting: Option<Receiver<usize>>,
}

impl StatusLine {
    /// Shows the line, with how much there is `to_review` in the open story. True if the analyst
    /// clicked the number of `problems`, to read them.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        save: &SaveNote,
        problems: usize,
        to_review: usize,
    ) -> bool {
        let theme = desk.theme;
        let mut clicked = false;
        let size = egui::vec2(ui.available_width(), HEIGHT);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_height(HEIGHT);
            ui.add_space(8.0);
            let facts = self.facts(ui.ctx(), desk);
            if !facts.is_empty() {
                word(ui, format!("\u{b7} {facts}"), Face::Sans.at(12.0), theme.faint);
                ui.add_space(-4.0);
            }
            if to_review > 0 {
                review(ui, desk, to_review);
            }
            let bad = matches!(save, SaveNote::NotSaved { .. });
            let face = if bad { Face::SansMedium } else { Face::Sans };
            let colour = if bad { theme.alarm } else { theme.faint };
            let text =
                egui::RichText::new(super::text::plain(&save.text())).font(face.at(12.0)).color(colour);
            let label =
                ui.add(egui::Label::new(text).selectable(false).truncate()).on_hover_text(save.explanation());
            ui.ctx().accesskit_node_builder(label.id, |node| {
                let urgent =
                    if bad { egui::accesskit::Live::Assertive } else { egui::accesskit::Live::Polite };
                node.set_live(urgent);
            });
            if matches!(save, SaveNote::ReadOnly { elsewhere: true, .. }) {
                let text =
                    egui::RichText::new("Try again").font(Face::SansMedium.at(12.0)).color(theme.accent);
                let hint = "See whether the project is free now, or open it anyway";
                if ui.add(egui::Button::new(text).small()).on_hover_text(hint).clicked() {
                    desk.ask(Request::OpenAgain { anyway: false });
                }
            }
            if problems > 0 {
                let text = format!("{} could not be read", counted(problems, "file", "files"));
                let text = egui::RichText::new(text).font(Face::SansMedium.at(12.0)).color(theme.alarm);
                clicked =
                    ui.add(egui::Button::new(text).small()).on_hover_text("See which, and why").clicked();
            }
            ui.add_space(12.0);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let begin = matches!(save, SaveNote::NoProject);
                keys(ui, desk, begin);
            });
        });
        clicked
    }

    /// "620 words · 14 claims".
    fn facts(&mut self, ctx: &egui::Context, desk: &Desk) -> String {
        let Some((_, work)) = desk.story() else {
            self.words = None;
            return String::new();
        };
        let claims = counted(desk.digest.map_or(0, |digest| digest.claims.len()), "claim", "claims");
        match self.count(ctx, &work.story, &work.text) {
            Some(words) => format!("{} \u{b7} {claims}", counted(words, "word", "words")),
            None => claims,
        }
    }

    fn count(&mut self, ctx: &egui::Context, story: &Story, text: &StoryText) -> Option<usize> {
        let same = |words: &Words| words.text == *text.hash() && words.blocks == story.blocks.len();
        if !self.words.as_ref().is_some_and(same) {
            self.words = Some(Words::of(ctx, story, text));
        }
        let words = self.words.as_mut()?;
        if let Some(count) = words.counting.as_ref().and_then(|counting| counting.try_recv().ok()) {
            words.count = Some(count);
            words.counting = None;
        }
        words.count
    }
}

impl Words {
    /// A text that takes longer than a frame is counted by a thread of its own.
    const AT_ONCE: usize = 32 * 1024;

    fn of(ctx: &egui::Context, story: &Story, text: &StoryText) -> Self {
        let read = |block: &&crate::story::Block| block.role != Role::Furniture;
        let ranges: Vec<_> = story.blocks.iter().filter(read).map(|block| block.range).collect();
        let mut words =
            Self { text: text.hash().clone(), blocks: story.blocks.len(), count: None, counting: None };
        let (text, ctx) = (text.clone(), ctx.clone());
        let small = text.as_str().len() <= Self::AT_ONCE;
        let count = move || ranges.into_iter().map(|range| text.words(range)).sum();
        if small {
            words.count = Some(count());
            return words;
        }
        let (answer, counting) = channel();
        let work = move || {
            // The story may have been closed since.
            let _ = answer.send(count());
            ctx.request_repaint();
        };
        if std::thread::Builder::new().name("word count".to_owned()).spawn(work).is_ok() {
            words.counting = Some(counting);
        }
        words
    }
}

/// "3 to review", quietly; a click lists them.
fn review(ui: &mut Ui, desk: &mut Desk, number: usize) {
    let text = format!("\u{b7} {number} to review");
    let text = egui::RichText::new(text).font(Face::Sans.at(12.0)).color(desk.theme.faint);
    // It reads as one line with the facts beside it.
    let padding = std::mem::take(&mut ui.spacing_mut().button_padding.x);
    let button = ui.add(egui::Button::new(text).small().frame_when_inactive(false));
    ui.spacing_mut().button_padding.x = padding;
    let hint = Command::ReviewList.hint(desk.codebook());
    let key = desk.keys.key_text(Command::ReviewList);
    if button.on_hover_text(format!("{hint} ({key})")).clicked() {
        desk.ask(Request::Run(Command::ReviewList));
    }
    ui.add_space(-4.0);
}

/// The keys worth knowing now, the most useful first; those that do not fit are left out.
/// The keys that do something now; without a project, those that `begin`.
fn keys(ui: &mut Ui, desk: &Desk, begin: bool) {
    ui.spacing_mut().item_spacing.x = 5.0;
    ui.add_space(8.0);
    for (key, what) in keys_now(desk, begin, Keyboard::of(ui)) {
        let width = |text: &str, size| {
            ui.painter().layout_no_wrap(text.to_owned(), Face::Sans.at(size), desk.theme.faint).size().x
        };
        if width(&key, 11.0) + width(&what, 12.0) + 36.0 > ui.available_width() {
            break;
        }
        key_cap(ui, desk.theme, &key);
        word(ui, what, Face::Sans.at(12.0), desk.theme.faint);
        ui.add_space(7.0);
    }
}

/// Who has the keyboard.
enum Keyboard {
    /// A field of a dialog in which Enter begins a line.
    Lines,
    Dialog,
    /// A field of a panel.
    Field,
    /// The article or what else is in the window.
    Window,
}

impl Keyboard {
    fn of(ui: &Ui) -> Self {
        if Dialogs::begins_lines(ui.ctx()) {
            Self::Lines
        } else if ui.memory(|memory| memory.top_modal_layer().is_some()) {
            Self::Dialog
        } else if ui.ctx().text_edit_focused() {
            Self::Field
        } else {
            Self::Window
        }
    }
}

/// What the keys do in the present state: pairs of a key and what it does.
fn keys_now(desk: &Desk, begin: bool, keyboard: Keyboard) -> Vec<(String, String)> {
    let pair = |key: &str, what: &str| (key.to_owned(), what.to_owned());
    match keyboard {
        Keyboard::Lines => {
            return vec![pair("Ctrl Enter", "apply"), pair("Enter", "new line"), pair("Esc", "close")];
        }
        Keyboard::Dialog => return vec![pair("Enter", "accept"), pair("Esc", "close")],
        Keyboard::Field => {
            return vec![pair("Tab", "next field"), pair("Enter", "accept"), pair("Esc", "back to the text")];
        }
        Keyboard::Window => {}
    }
    if desk.view.enlarged.is_some() && desk.view.drawn.is_none() {
        return vec![pair("Drag", "draw a region"), pair("Wheel", "zoom"), pair("Esc", "close")];
    }
    let selected = desk.view.selects_words();
    if desk.view.structure.is_some() && !selected && desk.view.chosen.is_none() {
        let arrows = pair("\u{2191} \u{2193}", "from block to block");
        return vec![arrows, pair("Shift \u{2193}", "several"), pair("Esc", "it is right")];
    }
    let tags = Command::tags(desk.codebook()).map(|(tag, _)| tag).take(TAGS_NAMED);
    let mut commands: Vec<(Command, &str)> = Vec::new();
    if desk.view.several.is_some() && !selected {
        commands.extend(tags.map(|tag| (tag, "")));
        commands.extend([(Command::SetField, "set a field"), (Command::DeleteClaim, "delete all")]);
    } else if selected || desk.view.drawn.is_some() {
        commands.extend(tags.map(|tag| (tag, "")));
        commands.extend([(Command::Highlight, "highlight"), (Command::RepeatClaim, "same again")]);
        if desk.view.drawn.is_none() {
            commands.push((Command::Widen, "widen"));
        }
        commands.push((Command::RepeatSpeaker, "same speaker"));
        if desk.view.chosen.is_some() {
            commands.extend([(Command::AddPassage, "add to claim"), (Command::TakeCue, "take as cue")]);
        }
    } else if desk.view.chosen.is_some() {
        commands.extend([(Command::EditClaim, "fill in"), (Command::RepeatSpeaker, "same speaker")]);
        commands.extend([(Command::ShowClaim, "show in the text")]);
        commands.extend([(Command::EndLater, "end later"), (Command::DeleteClaim, "delete")]);
    } else if desk.story().is_some() {
        commands.extend([(Command::Widen, "select a word"), (Command::Find, "find")]);
    }
    commands.extend([(Command::NextClaim, "next claim")]);
    if desk.story().is_none() {
        let second =
            if begin { (Command::NewProject, "new project") } else { (Command::Import, "import stories") };
        commands = vec![(Command::OpenProject, "open project"), second];
    }
    commands.push((Command::Keys, "all keys"));
    let shown = commands.into_iter().filter(|(command, _)| availability(*command, desk).is_ok());
    let named = shown.map(|(command, what)| {
        let key = desk.keys.key_text(command).replace('+', " ");
        let what = match command {
            Command::Tag(number) => {
                let kind = desk.codebook().kinds.get(usize::from(number));
                kind.map_or_else(String::new, |kind| super::text::plain(&kind.name).to_lowercase())
            }
            _ => what.to_owned(),
        };
        (key, what)
    });
    named.filter(|(key, _)| !key.is_empty()).collect()
}
