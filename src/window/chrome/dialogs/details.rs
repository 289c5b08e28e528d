//! What is known of a story beside its text. Each field is one edit, made when it is left.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Context, Key, TextEdit, Ui, vec2};

use super::shell::{Shell, Step, focus_once, small};
use crate::project::{Detail, DetailError, Edit};
use crate::story::{StoryId, visible};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::counted;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// What a reader calls a hash.
const FINGERPRINT: &str = "Fingerprint";

/// The dialog that shows and changes a story's details.
pub(super) struct Details {
    story: StoryId,
    /// What is typed and not yet part of the project.
    drafts: BTreeMap<Detail, String>,
    refused: BTreeMap<Detail, DetailError>,
    fresh: bool,
}

impl Details {
    pub(super) fn new(story: StoryId) -> Self {
        Self { story, drafts: BTreeMap::new(), refused: BTreeMap::new(), fresh: true }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "story details", title: "Story details", width: 560.0 };
        let step = shell.show(ctx, |ui| self.contents(ui, desk));
        if step != Step::Stay {
            // What is typed is the last thing done, however the dialog is left.
            for detail in Detail::ALL {
                self.commit(desk, detail);
            }
            for (detail, error) in &self.refused {
                let words = format!("{} stays as it was. {error}", detail.name());
                desk.ask(Request::Notify(words));
            }
        }
        step
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let Some(work) = desk.project().story(&self.story) else { return Step::Close };
        let theme = desk.theme;
        ui.spacing_mut().item_spacing.y = 7.0;
        for detail in Detail::ALL {
            self.field(ui, desk, detail);
        }
        let story = &work.story;
        let source = story.source.as_deref().map_or("not kept".into(), visible);
        let blocks = counted(story.blocks.len(), "block", "blocks");
        for (name, words) in [
            ("File", source),
            ("Encoding", story.encoding.as_deref().map_or("not known".into(), visible)),
            ("Text", format!("{} bytes in {blocks}", work.text.as_str().len())),
            (FINGERPRINT, story.text.0.clone()),
        ] {
            ui.horizontal(|ui| {
                let named = named(ui, theme, name, 17.0);
                if name == FINGERPRINT {
                    named.on_hover_text(
                        "The SHA-256 of the text: as long as it is the same, so is every letter",
                    );
                }
                let words = egui::RichText::new(words).font(Face::Sans.at(12.0)).color(theme.faint);
                ui.add(egui::Label::new(words).truncate());
            });
        }
        ui.add_space(4.0);
        small(ui, "Each field is kept when you leave it; Undo takes it back.", theme.faint);
        let closed = super::shell::buttons(ui, theme, &["Done"], true);
        if closed.is_some() { Step::Close } else { Step::Stay }
    }

    fn field(&mut self, ui: &mut Ui, desk: &mut Desk, detail: Detail) {
        let theme = desk.theme;
        let Some(work) = desk.project().story(&self.story) else { return };
        let now = detail.of(&work.story);
        let mut words = self.drafts.get(&detail).cloned().unwrap_or_else(|| now.clone());
        let field = ui.horizontal(|ui| {
            let label = named(ui, theme, detail.name(), 27.0);
            let field = TextEdit::singleline(&mut words)
                .id(egui::Id::unique(("story detail", detail)))
                .hint_text(hint(detail))
                .font(Face::Sans.at(13.5))
                .margin(vec2(8.0, 5.0))
                .desired_width(f32::INFINITY);
            ui.add(field).labelled_by(label.id)
        });
        let field = field.inner;
        if detail == Detail::Headline {
            focus_once(&mut self.fresh, &field);
        }
        if field.changed() {
            self.refused.remove(&detail);
            self.drafts.insert(detail, words);
        }
        if field.lost_focus() {
            self.commit(desk, detail);
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                field.request_focus();
            }
        }
        if let Some(error) = self.refused.get(&detail) {
            ui.horizontal(|ui| {
                ui.add_space(NAME + 8.0);
                small(ui, error.to_string(), theme.alarm);
            });
        }
    }

    /// Makes what is typed part of the project; what cannot be stays in its field and says why.
    fn commit(&mut self, desk: &mut Desk, detail: Detail) {
        let Some(words) = self.drafts.get(&detail) else { return };
        let Some(work) = desk.project().story(&self.story) else { return };
        match detail.set(&to_be(desk, &self.story).unwrap_or_else(|| work.story.clone()), words) {
            Err(error) => {
                self.refused.insert(detail, error);
            }
            Ok(changed) => {
                self.drafts.remove(&detail);
                self.refused.remove(&detail);
                if let Some(story) = changed {
                    let edit = Edit::Story { id: self.story.clone(), to: Arc::new(story) };
                    let label = format!("change {}", detail.name().to_lowercase());
                    desk.ask(Request::Perform(label, edit));
                }
            }
        }
    }
}

/// The room for a field's name, in points.
const NAME: f32 = 66.0;

fn named(ui: &mut Ui, theme: &Theme, name: &str, height: f32) -> egui::Response {
    let row = egui::Layout::left_to_right(egui::Align::Center);
    let name = |ui: &mut Ui| {
        ui.set_min_width(NAME);
        word(ui, name, Face::Sans.at(12.5), theme.faint)
    };
    ui.allocate_ui_with_layout(vec2(NAME, height), row, name).inner
}

/// The story as it will be once this frame's requests are carried out.
fn to_be(desk: &Desk, story: &StoryId) -> Option<Arc<crate::story::Story>> {
    desk.requests.iter().rev().find_map(|request| match request {
        Request::Perform(_, Edit::Story { id, to }) if id == story => Some(to.clone()),
        _ => None,
    })
}

fn hint(detail: Detail) -> &'static str {
    match detail {
        Detail::Headline => "as lists show it",
        Detail::Authors => "Ann Lee; Bo Kim",
        Detail::Outlet => "who published it",
        Detail::Date => "2019-02-28",
        Detail::Language => "en",
        Detail::Url => "https://\u{2026}",
    }
}
