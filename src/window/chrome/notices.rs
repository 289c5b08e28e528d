//! Small messages at the bottom right: what was done, with a way back, or what went wrong.

use egui::accesskit::{Live, Role};
use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui, vec2};

use super::parts;
use super::text::plain;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// How long a message that needs no answer stays, in seconds.
const STAYS: f64 = 6.0;
/// More than this hide the article; the oldest give way.
const MOST: usize = 4;

/// The messages on screen.
#[derive(Default)]
pub struct Notices {
    notices: Vec<Notice>,
    next: u64,
}

struct Notice {
    number: u64,
    text: String,
    action: Option<(String, Request)>,
    bad: bool,
    /// Whether it stays until it is closed.
    stays: bool,
    /// The time it first appeared, in seconds of egui's clock.
    since: Option<f64>,
}

impl Notices {
    /// Says something that passes by itself.
    pub fn info(&mut self, text: impl Into<String>) {
        self.push(text.into(), None, false);
    }

    /// The same, with a button such as "Undo".
    pub fn offer(&mut self, text: impl Into<String>, button: impl Into<String>, request: Request) {
        self.push(text.into(), Some((button.into(), request)), false);
    }

    /// Says something that stays until it is closed, with a button if there is something to do.
    pub fn keep(&mut self, text: impl Into<String>, button: Option<(String, Request)>) {
        self.push(text.into(), button, false);
        if let Some(notice) = self.notices.last_mut() {
            notice.stays = true;
        }
    }

    /// Says that something went wrong; it stays until it is closed.
    pub fn error(&mut self, text: impl Into<String>) {
        self.push(text.into(), None, true);
    }

    /// Takes all of them away: they were about another project.
    pub fn clear(&mut self) {
        self.notices.clear();
    }

    /// How many are on screen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.notices.len()
    }

    /// Whether nothing is being said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }

    fn push(&mut self, text: String, action: Option<(String, Request)>, bad: bool) {
        // Saying it again starts it anew.
        self.notices.retain(|notice| notice.text != text);
        if self.notices.len() == MOST {
            // A passing word gives way before an error does.
            let oldest = self.notices.iter().position(|notice| !notice.stays).unwrap_or(0);
            self.notices.remove(oldest);
        }
        self.notices.push(Notice { number: self.next, text, action, bad, stays: bad, since: None });
        self.next += 1;
    }

    /// Shows them over everything else but what stands `above` the status line, in points. An idle window
    /// sleeps until the next one ends.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, above: f32) {
        let now = ui.input(|input| input.time);
        let mut closed = Vec::new();
        let mut above = super::status::HEIGHT + 14.0 + above;
        for notice in self.notices.iter_mut().rev() {
            let (rect, close, hovered) = notice.show(ui, desk, above);
            above += rect.height() + 8.0;
            if hovered || notice.since.is_none() {
                // Whoever reads it with the pointer on it may take their time.
                notice.since = Some(now);
            }
            let left = STAYS - (now - notice.since.unwrap_or(now));
            if close || (!notice.stays && left <= 0.0) {
                closed.push(notice.number);
            } else if !notice.stays {
                ui.ctx().request_repaint_after_secs(left as f32);
            }
        }
        if !closed.is_empty() {
            self.notices.retain(|notice| !closed.contains(&notice.number));
            ui.ctx().request_repaint();
        }
    }
}

impl Notice {
    fn show(&self, ui: &Ui, desk: &mut Desk, above: f32) -> (egui::Rect, bool, bool) {
        let theme = desk.theme;
        let mut close = false;
        let edge = if self.bad { theme.alarm } else { theme.line };
        let area = Area::new(Id::unique(("notice", self.number)))
            .order(Order::Tooltip)
            .fade_in(false)
            .accessible_name(if self.bad { "Error" } else { "Notice" })
            .role(if self.bad { Role::Alert } else { Role::Status })
            .anchor(Align2::RIGHT_BOTTOM, vec2(-14.0, -above));
        let shown = area.show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(theme.paper)
                .stroke(Stroke::new(1.0, edge))
                .corner_radius(CornerRadius::same(7))
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(Margin::symmetric(12, 8));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    let ink = if self.bad { theme.alarm } else { theme.ink };
                    let text = egui::RichText::new(plain(&self.text)).font(Face::Sans.at(13.0)).color(ink);
                    let label = ui
                        .scope(|ui| {
                            ui.set_max_width(340.0);
                            ui.add(egui::Label::new(text).wrap())
                        })
                        .inner;
                    ui.ctx().accesskit_node_builder(label.id, |node| {
                        node.set_live(if self.bad { Live::Assertive } else { Live::Polite });
                    });
                    if let Some((name, request)) = &self.action {
                        let name =
                            egui::RichText::new(name).font(Face::SansMedium.at(13.0)).color(theme.accent);
                        if ui.add(egui::Button::new(name).frame_when_inactive(false)).clicked() {
                            desk.ask(request.clone());
                            close = true;
                        }
                    }
                    close |= parts::close_button(ui, theme, "Close this message").clicked();
                });
            });
        });
        let rect = shown.response.rect;
        (rect, close, ui.rect_contains_pointer(rect) || shown.response.contains_pointer())
    }
}
