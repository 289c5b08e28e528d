//! The chosen kind: its words, its colour, its fields.

use egui::{Sense, Stroke, StrokeKind, Ui, vec2};

use super::super::shell::small;
use super::spots::{Manner, locked, put};
use super::target::{Source, Target};
use super::{Editor, Mode};
use crate::claims::{KindId, Rule};
use crate::project::codebook::{BookPart, COLOURS, Rework, Spot, kind_mut};
use crate::window::chrome::parts::word;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// The width of the column of labels.
const LABEL: f32 = 84.0;

/// Shows something with its name before it.
pub(super) fn labelled<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        let faint = ui.visuals().weak_text_color();
        ui.allocate_ui_with_layout(vec2(LABEL, 24.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(LABEL);
            ui.add_space(4.0);
            word(ui, name, Face::Sans.at(12.0), faint);
        });
        let rest = vec2(ui.available_width(), 24.0);
        ui.allocate_ui_with_layout(rest, egui::Layout::top_down(egui::Align::Min), add).inner
    })
    .inner
}

impl Editor {
    pub(super) fn kind(&mut self, ui: &mut Ui, desk: &mut Desk, id: &KindId) {
        let wide = |rows| Manner { width: f32::INFINITY, rows, hint: "" };
        let narrow = |width| Manner { width, rows: 1, hint: "" };
        labelled(ui, "Name", |ui| {
            self.spots.show(ui, desk, &Spot::KindName(id.clone()), "Name of the kind", &wide(1));
        });
        labelled(ui, "Letter", |ui| {
            ui.horizontal(|ui| {
                let spot = Spot::Letter(id.clone());
                self.spots.show(ui, desk, &spot, "Letter in the margin", &narrow(30.0));
                ui.add_space(14.0);
                let faint = ui.visuals().weak_text_color();
                word(ui, "Key", Face::Sans.at(12.0), faint);
                ui.vertical(|ui| {
                    let spot = Spot::Key(id.clone());
                    self.spots.show(ui, desk, &spot, "Key that tags with it", &narrow(30.0));
                });
                let words = "The letter stands in the margin. The key tags: any free letter or digit.";
                small(ui, words, faint);
            });
        });
        labelled(ui, "Colour", |ui| self.colours(ui, desk, id));
        labelled(ui, "Definition", |ui| {
            self.spots.show(ui, desk, &Spot::Definition(id.clone()), "Definition", &wide(2));
        });
        labelled(ui, "Example", |ui| {
            self.spots.show(ui, desk, &Spot::Example(id.clone()), "Example", &wide(2));
        });
        let Some(kind) = desk.codebook().kind(id) else { return };
        labelled(ui, "Rules", |ui| {
            let mut asks = kind.rules.contains(&Rule::QuotationMark);
            let words = "Warn where no quotation mark stands in or beside its passages";
            if ui.add_enabled(!locked(desk), egui::Checkbox::new(&mut asks, words)).changed() {
                let mut book = (*desk.codebook_to_be()).clone();
                if let Some(kind) = kind_mut(&mut book, id) {
                    kind.rules = if asks { vec![Rule::QuotationMark] } else { Vec::new() };
                }
                put(desk, "change the rules of a kind", book);
            }
        });
        labelled(ui, "", |ui| {
            ui.horizontal(|ui| {
                let mut retired = kind.retired;
                let tick = egui::Checkbox::new(&mut retired, "Out of use");
                let tip = "Old claims keep it; new ones are not offered it.";
                if ui.add_enabled(!locked(desk), tick).on_hover_text(tip).changed() {
                    let mut book = (*desk.codebook_to_be()).clone();
                    if let Some(kind) = kind_mut(&mut book, id) {
                        kind.retired = retired;
                    }
                    let verb = if retired { "retire" } else { "bring back" };
                    put(desk, format!("{verb} the kind {}", kind.name), book);
                }
                if ui.add_enabled(!locked(desk), egui::Button::new("Merge kind into\u{2026}")).clicked() {
                    self.spots.commit(desk);
                    self.mode = Mode::Target(Target::new(Source::Kind(id.clone())));
                }
                if ui.add_enabled(!locked(desk), egui::Button::new("Delete kind")).clicked() {
                    self.rework(
                        desk,
                        Rework::DeleteKind(id.clone()),
                        format!("Delete the kind {}", kind.name),
                    );
                }
            });
        });
        labelled(ui, "", |ui| self.uses(ui, desk, BookPart::Kind(id.clone()), &kind.name));
        ui.add_space(4.0);
        ui.separator();
        self.fields(ui, desk, id);
    }

    /// Calm colours to choose from, and a place for another.
    fn colours(&mut self, ui: &mut Ui, desk: &mut Desk, id: &KindId) {
        let now = desk.codebook().kind(id).map(|kind| kind.colour);
        ui.horizontal(|ui| {
            for colour in COLOURS {
                let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
                let painter = ui.painter();
                painter.rect_filled(rect.shrink(2.0), 5, desk.theme.kind_ink(colour).strong);
                if now == Some(colour) || response.has_focus() {
                    let ink = if response.has_focus() { desk.theme.accent } else { desk.theme.ink };
                    painter.rect_stroke(rect, 6, Stroke::new(1.5, ink), StrokeKind::Inside);
                }
                let name = format!("Colour {}", String::from(colour));
                let (enabled, on) = (!locked(desk), now == Some(colour));
                response
                    .widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, enabled, on, &name));
                if response.clicked() && enabled {
                    let mut book = (*desk.codebook_to_be()).clone();
                    if let Some(kind) = kind_mut(&mut book, id) {
                        kind.colour = colour;
                    }
                    put(desk, "change the colour of a kind", book);
                }
            }
            ui.vertical(|ui| {
                ui.set_width(200.0);
                let manner = Manner { width: 70.0, rows: 1, hint: "2f6fd0" };
                self.spots.show(ui, desk, &Spot::Colour(id.clone()), "Colour as digits", &manner);
            });
        });
    }
}
