//! The list of actors, of which only the rows in view are made.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Id, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::counted::Counted;
use super::text::text;
use crate::claims::{Actor, ActorId, ActorType};
use crate::window::chrome::parts::tick;
use crate::window::chrome::text::counted;
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// The height of a row.
const ROW: f32 = 28.0;

/// The actors that fit the filter.
#[derive(Debug, Default)]
pub(super) struct List {
    of: Option<(u64, String)>,
    rows: Vec<ActorId>,
}

/// What of a row was clicked.
pub(super) enum Click {
    Choose(ActorId),
    Tick(ActorId),
}

impl List {
    /// Brings the list up to date, if the registry or the filter has changed.
    pub fn refresh(&mut self, desk: &Desk, filter: &str) {
        let of = (desk.session.revision(), filter.to_owned());
        if self.of.as_ref() != Some(&of) {
            let fitting = desk.project().actors.complete(filter);
            self.rows = fitting.into_iter().map(|actor| actor.id.clone()).collect();
            self.of = Some(of);
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn get(&self, row: usize) -> Option<&ActorId> {
        self.rows.get(row)
    }

    pub fn position(&self, id: &ActorId) -> Option<usize> {
        self.rows.iter().position(|other| other == id)
    }

    /// Shows the rows in view; says what was clicked.
    pub fn show(
        &self,
        ui: &mut Ui,
        desk: &Desk,
        uses: &Counted,
        (chosen, bring): (Option<&ActorId>, bool),
        ticked: &BTreeSet<ActorId>,
        height: f32,
    ) -> Option<Click> {
        let mut click = None;
        let area = ScrollArea::vertical().id_salt("actors").max_height(height).min_scrolled_height(height);
        ui.spacing_mut().item_spacing.y = 0.0;
        area.auto_shrink(false).show_rows(ui, ROW, self.rows.len(), |ui, seen| {
            let top = ui.cursor().min;
            for id in self.rows.get(seen.clone()).unwrap_or_default() {
                let Some(actor) = desk.project().actors.exactly(id) else { continue };
                let is_chosen = chosen == Some(id);
                if let Some(here) = row(ui, desk, actor, uses, is_chosen, ticked.contains(id)) {
                    click = Some(here);
                }
            }
            if let Some(at) = chosen.filter(|_| bring).and_then(|id| self.position(id)) {
                let y = top.y + (at as f32 - seen.start as f32) * ROW;
                ui.scroll_to_rect(Rect::from_min_size(pos2(top.x, y), vec2(1.0, ROW)), None);
            }
        });
        click
    }
}

fn row(ui: &mut Ui, desk: &Desk, actor: &Actor, uses: &Counted, chosen: bool, ticked: bool) -> Option<Click> {
    let theme = desk.theme;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, Id::unique(("actor", &actor.id)), Sense::CLICK);
    let fill = match (chosen, response.hovered()) {
        (true, _) => theme.selection,
        (false, true) => theme.hover,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    let name = shown(&actor.name, 80);

    let square = Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(15.0, 15.0));
    let box_response = ui.interact(square.expand(4.0), Id::unique(("tick actor", &actor.id)), Sense::click());
    let edge = if box_response.has_focus() || box_response.hovered() { theme.accent } else { theme.line };
    ui.painter().rect(square, CornerRadius::same(3), theme.paper, Stroke::new(1.0, edge), StrokeKind::Inside);
    if ticked {
        tick(ui.painter(), square.shrink(3.0), theme.accent);
    }
    box_response.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), ticked, format!("Tick {name}"))
    });

    let aside = if chosen { theme.ink } else { theme.faint };
    let inner =
        Rect::from_min_max(pos2(rect.left() + 32.0, rect.top()), pos2(rect.right() - 8.0, rect.bottom()));
    let count = uses.of(&actor.id).len();
    let number = match count {
        0 if !uses.is_done() => "\u{2026}".to_owned(),
        count => count.to_string(),
    };
    let number = text(ui, &number, Face::Sans.at(12.0), aside, inner, Align2::RIGHT_CENTER);
    let sort = if actor.sort == ActorType::Unsorted { "" } else { actor.sort.name() };
    let room = inner.with_max_x(number.left().min(inner.right() - 30.0));
    let sort =
        text(ui, sort, Face::Sans.at(11.5), aside, room.with_max_x(room.right() - 8.0), Align2::RIGHT_CENTER);
    let mut left = inner.left();
    if let Some(colour) = actor.colour {
        let [red, green, blue] = colour.0;
        ui.painter().circle_filled(
            pos2(left + 4.0, rect.center().y),
            4.0,
            Color32::from_rgb(red, green, blue),
        );
        left += 14.0;
    }
    let room = inner.with_min_x(left).with_max_x(sort.left() - 8.0);
    text(ui, &name, Face::SansMedium.at(13.0), theme.ink, room, Align2::LEFT_CENTER);
    let said = format!("{name}, {}, {}", actor.sort.name(), counted(count, "claim", "claims"));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), chosen, &said));
    if box_response.clicked() {
        Some(Click::Tick(actor.id.clone()))
    } else if response.clicked() {
        Some(Click::Choose(actor.id.clone()))
    } else {
        None
    }
}
