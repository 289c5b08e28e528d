//! The list of offers under a text field.

use egui::{Align2, Area, CornerRadius, Frame, Id, Order, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::card;
use super::slot::Slot;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

const ROW: f32 = 26.0;

/// One entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer<T> {
    /// What is taken.
    pub value: T,
    /// Its name.
    pub name: String,
    /// What tells it from others of that name.
    pub detail: String,
    /// How often it was taken before: "last", "3 here", "12"; empty for never.
    pub often: String,
}

/// Which field has its list open, and where the list is.
#[derive(Debug, Default)]
pub struct Popup {
    slot: Option<Slot>,
    rect: Option<Rect>,
    picked: Option<usize>,
}

impl Popup {
    /// Whether the field's list is being clicked in this frame: the field has lost the keyboard
    /// to that very click, and the list must stay to receive it.
    #[must_use]
    pub fn is_pressed(&self, ui: &Ui, slot: &Slot) -> bool {
        let Some(rect) = self.rect.filter(|_| self.slot.as_ref() == Some(slot)) else { return false };
        ui.input(|input| {
            input.pointer.primary_pressed()
                && input.pointer.interact_pos().is_some_and(|pos| rect.contains(pos))
        })
    }

    /// Forgets which entry was picked; after typing the list is another.
    pub fn reset(&mut self) {
        self.picked = None;
    }

    /// Closes the list if it is this field's.
    pub fn close(&mut self, slot: &Slot) {
        if self.slot.as_ref() == Some(slot) {
            *self = Self::default();
        }
    }

    /// The entry that Enter takes: the one the arrows are at, else `default`.
    #[must_use]
    pub fn at(&mut self, slot: &Slot, count: usize, moved: i32, default: Option<usize>) -> Option<usize> {
        if self.slot.as_ref() != Some(slot) {
            *self = Self { slot: Some(slot.clone()), ..Self::default() };
        }
        if moved != 0 && count > 0 {
            let last = count - 1;
            self.picked = Some(match (self.picked.or(default), moved > 0) {
                (None, true) => 0,
                (None, false) => last,
                (Some(at), true) => {
                    if at >= last {
                        0
                    } else {
                        at + 1
                    }
                }
                (Some(at), false) => {
                    if at == 0 {
                        last
                    } else {
                        at - 1
                    }
                }
            });
        }
        self.picked.or(default).filter(|&at| at < count)
    }

    /// Shows the list under `field`; returns the entry that was clicked.
    pub fn show<T>(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        id: Id,
        field: Rect,
        offers: &[Offer<T>],
        at: Option<usize>,
    ) -> Option<usize> {
        if offers.is_empty() {
            self.rect = None;
            return None;
        }
        let area = Area::new(id.with("offers"))
            .order(Order::Foreground)
            .fixed_pos(field.left_bottom() + vec2(0.0, 3.0))
            .pivot(Align2::LEFT_TOP)
            .constrain(true)
            .fade_in(false);
        let shown = area.show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style()).inner_margin(4);
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.set_width(field.width() - 10.0);
                let entries = offers.iter().enumerate();
                entries
                    .filter_map(|(n, offer)| {
                        entry(ui, theme, id.with(("offer", n)), offer, at == Some(n)).then_some(n)
                    })
                    .last()
            })
        });
        self.rect = Some(shown.response.rect);
        shown.inner.inner
    }
}

/// Shows one entry; says whether it was pressed. The press counts, not the release: by then the
/// field has lost the keyboard and the list is gone.
fn entry<T>(ui: &mut Ui, theme: &Theme, id: Id, offer: &Offer<T>, at: bool) -> bool {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, id, Sense::CLICK);
    let painter = ui.painter();
    if at || response.hovered() {
        let fill = if at { theme.selection } else { theme.hover };
        painter.rect_filled(rect, CornerRadius::same(4), fill);
    }
    let mut inner = rect.shrink2(vec2(6.0, 0.0));
    if !offer.often.is_empty() {
        let ink = if at { theme.ink } else { theme.faint };
        let often = painter.layout_no_wrap(offer.often.clone(), Face::Sans.at(11.0), ink);
        let left = inner.right() - often.size().x;
        painter.galley(egui::pos2(left, inner.center().y - often.size().y / 2.0), often, ink);
        inner.set_right(left - 10.0);
    }
    let name = card::elided(painter, &offer.name, Face::Sans.at(13.0), theme.ink, inner.width(), 1);
    let left = inner.left();
    let width = name.size().x;
    painter.galley(egui::pos2(left, inner.center().y - name.size().y / 2.0), name, theme.ink);
    let room = inner.width() - width - 10.0;
    if room > 20.0 && !offer.detail.is_empty() {
        let ink = if at { theme.ink } else { theme.faint };
        let detail = card::elided(painter, &offer.detail, Face::Sans.at(11.5), ink, room, 1);
        painter.galley(
            egui::pos2(left + width + 10.0, inner.center().y - detail.size().y / 2.0),
            detail,
            ink,
        );
    }
    let label = if offer.detail.is_empty() {
        offer.name.clone()
    } else {
        format!("{}, {}", offer.name, offer.detail)
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, at, &label));
    let pressed = ui.input(|input| input.pointer.primary_pressed());
    (pressed && response.contains_pointer()) || response.clicked()
}
