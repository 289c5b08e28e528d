//! What was pasted, as it was understood, before it becomes a story.

use egui::{Context, Ui};

use super::shell::{Shell, Step, buttons, enter, focus_once, small};
use crate::import::{self, Imported, PastedAs};
use crate::story::StoryId;
use crate::window::chrome::text::plain;
use crate::window::desk::{Desk, Request};
use crate::window::preview::Preview;

/// The dialog that shows what was pasted.
pub(super) struct Paste {
    /// Each way in which it was understood.
    ways: Vec<(PastedAs, Preview)>,
    /// Which of them is shown.
    shown: usize,
    /// Why it could not be understood in another way.
    refused: Option<String>,
    fresh: bool,
    /// The story that has the same text, for that state of the project and that way.
    known: Option<((u64, usize), Option<StoryId>)>,
}

impl Paste {
    /// Shows the ways in which a paste was understood, `first` of all.
    pub(super) fn new(ways: Vec<(PastedAs, Imported)>, first: PastedAs, refused: Option<String>) -> Self {
        let shown = ways.iter().position(|(manner, _)| *manner == first).unwrap_or(0);
        let ways = ways.into_iter().map(|(manner, imported)| (manner, Preview::new(imported))).collect();
        Self { ways, shown, refused, fresh: true, known: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "paste story", title: "Paste as story", width: 760.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        self.choice(ui, desk);
        let known = self.known(desk);
        let Some((_, preview)) = self.ways.get_mut(self.shown) else { return Step::Close };
        if let Some(id) = &known {
            let headline = desk.project().story(id).map_or("", |work| &work.story.headline);
            let words =
                format!("The project has this very text already: \u{201c}{}\u{201d}.", plain(headline));
            small(ui, words, theme.alarm);
            ui.add_space(4.0);
        }
        let height = (ui.ctx().content_rect().height() - 420.0).clamp(110.0, 300.0);
        let field = preview.show(ui, theme, height);
        focus_once(&mut self.fresh, &field);
        let name = if known.is_some() { "Open that story" } else { "Take" };
        let ready = known.is_some() || preview.is_complete();
        match buttons(ui, theme, &[name, "Cancel"], ready) {
            Some(1) => Step::Close,
            taken if ready && (taken == Some(0) || entered) => Step::Ask(match known {
                Some(id) => Request::OpenStory(id),
                None => Request::TakeStory(Box::new(preview.taken())),
            }),
            _ => Step::Stay,
        }
    }

    /// Offers the ways in which it was understood, where there are two.
    fn choice(&mut self, ui: &mut Ui, desk: &Desk) {
        if self.ways.len() > 1 {
            ui.horizontal(|ui| {
                ui.label("Take it");
                for (index, (manner, _)) in self.ways.iter().enumerate() {
                    let (name, hint) = match manner {
                        PastedAs::Text => ("as text", "The words alone"),
                        PastedAs::Html => {
                            ("as web page", "With the headline, the pictures and what else it tells")
                        }
                    };
                    if ui.selectable_label(self.shown == index, name).on_hover_text(hint).clicked() {
                        self.shown = index;
                    }
                }
            });
            ui.add_space(4.0);
        }
        if let Some(refused) = &self.refused {
            small(ui, plain(refused), desk.theme.faint);
            ui.add_space(4.0);
        }
    }

    /// The story that has this text already.
    fn known(&mut self, desk: &Desk) -> Option<StoryId> {
        let of = (desk.session.revision(), self.shown);
        if self.known.as_ref().is_none_or(|(asked, _)| *asked != of) {
            let preview = &self.ways.get(self.shown)?.1;
            let id = import::known(desk.project(), preview.imported());
            self.known = Some((of, id));
        }
        self.known.as_ref().and_then(|(_, id)| id.clone())
    }
}
