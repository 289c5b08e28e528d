//! The panel's head: its name, the count, the filter and the order.

use egui::{Align, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::filter::{Filter, Order};
use super::line::Line;
use super::shown::shown;
use crate::claims::KindId;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::theme::KindInk;

/// The kinds of the story's claims with their numbers, in the order of the code book.
pub type Kinds = Vec<(Option<KindId>, usize)>;

/// Shows the head; `count` of `all` claims are listed.
pub fn show(ui: &mut Ui, desk: &Desk, filter: &mut Filter, kinds: &Kinds, count: usize, all: usize) {
    let theme = desk.theme;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 30.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_min_height(36.0);
            ui.label(RichText::new("CLAIMS").font(Face::SansStrong.at(11.0)).color(theme.faint));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = if count == all { all.to_string() } else { format!("{count} of {all}") };
                ui.label(RichText::new(words).font(Face::Sans.at(11.5)).color(theme.faint));
            });
        },
    );
    if all == 0 {
        return;
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            order_menu(ui, filter);
            let id = egui::Id::unique("claims filter");
            let line = Line {
                id,
                name: "Filter claims",
                hint: "filter by words, actor, code\u{2026}",
                enabled: true,
                multiline: false,
            };
            line.show(ui, theme, &mut filter.words);
        });
    });
    if kinds.len() > 1 || !filter.kinds.is_empty() {
        chips(ui, desk, filter, kinds);
    }
}

fn order_menu(ui: &mut Ui, filter: &mut Filter) {
    let button = egui::Button::new(RichText::new("Sort").font(Face::Sans.at(12.0)));
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for order in Order::ALL {
            if ui.radio(filter.order == order, order.name()).clicked() {
                filter.order = order;
                ui.close();
            }
        }
    });
    response.on_hover_text(format!("Order of the claims: {}", filter.order.name().to_lowercase()));
}

fn chips(ui: &mut Ui, desk: &Desk, filter: &mut Filter, kinds: &Kinds) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
        for (kind, count) in kinds {
            let known = kind.as_ref().and_then(|kind| desk.codebook().kind(kind));
            let ink = known.map(|known| desk.theme.kind_ink(known.colour));
            let name = shown(desk.codebook().kind_name(kind.as_ref()), 24);
            if chip(ui, desk, &name, *count, ink, filter.kinds.contains(kind)) && !filter.kinds.remove(kind) {
                filter.kinds.insert(kind.clone());
            }
        }
    });
}

/// A small button that stays down; says whether it was clicked.
fn chip(ui: &mut Ui, desk: &Desk, name: &str, count: usize, ink: Option<KindInk>, on: bool) -> bool {
    let theme = desk.theme;
    let font = Face::Sans.at(11.5);
    let words = format!("{name} {count}");
    let galley = ui.painter().layout_no_wrap(words.clone(), font, theme.ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(27.0, 6.0), Sense::click());
    let dot = ink.map_or(theme.faint, |ink| ink.strong);
    let fill = match ink {
        Some(ink) if on => ink.tint_lit,
        _ if on => theme.selection,
        _ if response.hovered() => theme.hover,
        _ => theme.paper,
    };
    let edge = if response.has_focus() {
        theme.accent
    } else if on {
        dot
    } else {
        theme.line
    };
    let painter = ui.painter();
    painter.rect(rect, rect.height() / 2.0, fill, egui::Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    painter.circle_filled(egui::pos2(rect.left() + 11.0, rect.center().y), 3.5, dot);
    let at = egui::pos2(rect.left() + 19.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, theme.ink);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, format!("Only {words}")));
    response.on_hover_text("Show only this kind; several can be on").clicked()
}
