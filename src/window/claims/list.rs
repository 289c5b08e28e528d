//! The list of cards: only those in view are laid out.

use std::sync::Arc;

use egui::{Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::MARGIN;
use super::card::{self, State};
use super::edits::Place;
use super::form::Form;
use super::measure::Widths;
use super::pick;
use super::summary::Summary;
use crate::claims::{Claim, ClaimId};
use crate::project::StoryWork;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

const GAP: f32 = 8.0;
/// How tall an open form is thought to be before it was ever shown.
const FORM_GUESS: f32 = 420.0;

/// Where the cards are, and how far the list is scrolled.
#[derive(Debug, Default)]
pub struct List {
    /// The listed claims, as numbers in the digest.
    rows: Vec<usize>,
    /// The same, as their ids.
    ids: Vec<ClaimId>,
    /// The top of each card, and the end of the last, without what the open one is taller.
    tops: Vec<f32>,
    /// The width the tops are for.
    width: f32,
    open: Option<(ClaimId, f32)>,
    offset: f32,
    seen: f32,
    total: f32,
    /// How far it is to be scrolled so that the cards stay in their places.
    moved_to: Option<f32>,
    /// Frames in which the chosen card is still to be brought into view: its height is known only
    /// after the first, and egui has room for it only after the second.
    bring: u8,
    /// The row whose card had the keyboard in the last frame.
    focused: Option<usize>,
}

impl List {
    /// How many claims are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The listed claims.
    #[must_use]
    pub fn ids(&self) -> &[ClaimId] {
        &self.ids
    }

    /// Whether a closed card has the keyboard.
    #[must_use]
    pub fn on_card(&self) -> bool {
        self.focused.is_some()
    }

    /// Lists other claims, or the same at another width.
    pub fn set(&mut self, ui: &Ui, claims: &[Arc<Claim>], rows: Vec<usize>, width: f32) {
        let anchor = self.anchor();
        let widths = Widths::of(ui, &card::quote_face());
        let mut top = 0.0;
        self.tops.clear();
        self.tops.reserve(rows.len() + 1);
        for &row in &rows {
            self.tops.push(top);
            let lines = claims.get(row).map_or(1, |claim| widths.lines(claim, width - 2.0 * card::PAD.x));
            top += card::height(lines) + GAP;
        }
        self.tops.push(top);
        self.ids = rows.iter().filter_map(|&row| Some(claims.get(row)?.id)).collect();
        self.rows = rows;
        self.width = width;
        // What came or went above must not push away what is being read.
        if let Some((id, before)) = anchor
            && let Some(row) = self.ids.iter().position(|known| *known == id)
            && let Some(shift) = self.tops.get(row).map(|top| top - before).filter(|shift| shift.abs() > 0.5)
        {
            self.moved_to = Some((self.offset + shift).max(0.0));
        }
    }

    /// The card that shall stay where it is, and its place: the chosen one, if it is seen, or else
    /// the first that is.
    fn anchor(&self) -> Option<(ClaimId, f32)> {
        let seen = self.offset..self.offset + self.seen;
        let chosen = self.open.and_then(|(id, _)| self.ids.iter().position(|known| *known == id));
        let chosen = chosen.filter(|row| self.tops.get(*row).is_some_and(|top| seen.contains(top)));
        let row = chosen.unwrap_or_else(|| self.tops.partition_point(|top| *top < self.offset));
        Some((*self.ids.get(row)?, *self.tops.get(row)?))
    }

    /// Whether the cards were measured for this width.
    #[must_use]
    pub fn fits(&self, width: f32) -> bool {
        self.width == width
    }

    /// Brings the chosen card into view in the next frames.
    pub fn bring_chosen(&mut self) {
        self.bring = 3;
    }

    /// Shows the cards.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, form: &mut Form) {
        let Some(digest) = desk.digest else { return };
        if let Some(row) = self.focused.take().and_then(|row| pick::keys(ui, desk, &self.ids, row)) {
            let height = self.tops[row + 1] - self.tops[row] - GAP;
            self.moved_to = self.offset_for(self.tops[row], height).or(self.moved_to);
        }
        let chosen = desk.view.chosen;
        let number = chosen.and_then(|id| digest.number(id));
        let chosen_row = number.and_then(|number| self.rows.iter().position(|&row| row + 1 == number));
        if self.open.is_none_or(|(id, _)| Some(id) != chosen) {
            self.open = chosen.map(|id| (id, FORM_GUESS));
        }
        let open_height = self.open.map_or(0.0, |(_, height)| height);
        let extra = chosen_row.map_or(0.0, |row| open_height - (self.tops[row + 1] - self.tops[row] - GAP));
        let total = self.tops.last().copied().unwrap_or_default() + extra;
        let mut area = ScrollArea::vertical().id_salt("claims list").auto_shrink(false).animated(false);
        let mut wanted = self.moved_to.take();
        self.offset = wanted.unwrap_or(self.offset);
        if let Some(row) = chosen_row.filter(|_| self.bring > 0) {
            let brought = self.offset_for(self.tops[row], open_height);
            wanted = brought.or(wanted);
            let done = brought.is_none() && open_height != FORM_GUESS;
            self.bring = if done { 0 } else { self.bring - 1 };
            if self.bring > 0 {
                ui.ctx().request_repaint();
            }
        }
        // egui takes an offset beyond the end it knows, that of the last frame, for an overscroll
        // and lets it spring back.
        let most = (self.total.min(total) - self.seen).max(0.0);
        let shrunk = self.total > total && self.offset > most;
        if wanted.is_some() || shrunk {
            area = area.vertical_scroll_offset(wanted.unwrap_or(self.offset).min(most));
        }
        if let Some(beyond) = wanted.filter(|at| *at > most + 0.5 && total > self.total) {
            // The list grew; there is room for it in the next frame.
            self.moved_to = Some(beyond);
            ui.ctx().request_repaint();
        }
        self.total = total;
        let output = area.show_viewport(ui, |ui, viewport| {
            ui.set_width(self.width + 2.0 * MARGIN);
            ui.set_height(total);
            let origin = ui.min_rect().min + vec2(MARGIN, 0.0);
            let first = self.first_in_view(viewport.min.y, chosen_row, extra);
            let shift = if chosen_row.is_some_and(|open| open < first) { extra } else { 0.0 };
            let mut y = self.tops.get(first).copied().unwrap_or_default() + shift;
            for row in first..self.rows.len() {
                if y > viewport.max.y {
                    break;
                }
                let Some(claim) = self.rows.get(row).and_then(|&n| digest.claims.get(n)) else { break };
                let height = self.tops[row + 1] - self.tops[row] - GAP;
                let rect = Rect::from_min_size(origin + vec2(0.0, y), vec2(self.width, height));
                if Some(claim.id) == chosen {
                    let height = open(ui, desk, form, rect, claim, open_height);
                    if (height - open_height).abs() > 0.5 {
                        ui.ctx().request_repaint();
                    }
                    self.open = Some((claim.id, height));
                    y += height + GAP;
                } else {
                    if closed(ui, desk, rect, claim, &self.ids) {
                        self.focused = Some(row);
                    }
                    y += height + GAP;
                }
            }
        });
        self.offset = output.state.clamped_offset().y;
        self.seen = output.inner_rect.height();
    }

    /// The first card that reaches below `y`, where the open one is taller by `extra`.
    fn first_in_view(&self, y: f32, open: Option<usize>, extra: f32) -> usize {
        let ends = self.tops.get(1..).unwrap_or_default();
        let first = ends.partition_point(|&end| end < y);
        match open {
            Some(open) if open < first => open.max(ends.partition_point(|&end| end + extra < y)),
            _ => first,
        }
    }

    /// The offset that shows a card from `top`, if it is not in view.
    fn offset_for(&self, top: f32, height: f32) -> Option<f32> {
        let bottom = top + height;
        if top < self.offset {
            Some((top - GAP).max(0.0))
        } else if bottom > self.offset + self.seen {
            Some((bottom + GAP - self.seen).min(top - GAP).max(0.0))
        } else {
            None
        }
    }
}

/// What a card says of its claim, with the number that its regions have too.
fn numbered(desk: &Desk, claim: &Claim, work: &StoryWork) -> Summary {
    let summary = Summary::of(claim, desk.project(), work);
    match desk.digest.and_then(|digest| digest.tag(claim.id)) {
        Some(number) => summary.numbered(number),
        None => summary,
    }
}

/// Shows a closed card; a click opens it, or chooses it with others. Says whether it has the keyboard.
fn closed(ui: &mut Ui, desk: &mut Desk, rect: Rect, claim: &Arc<Claim>, listed: &[ClaimId]) -> bool {
    let Some((_, work)) = desk.story() else { return false };
    let summary = numbered(desk, claim, work);
    let ink = desk.theme.claim_ink(claim, desk.codebook());
    let response = ui.interact(rect, pick::card_id(claim.id), Sense::click());
    let picked = desk.view.several.is_some() && desk.view.is_chosen(claim.id);
    response.widget_info(|| match picked {
        true => WidgetInfo::selected(Role::Button, true, true, summary.spoken()),
        false => WidgetInfo::labeled(Role::Button, true, summary.spoken()),
    });
    if response.hovered() {
        desk.ask(Request::Hover(claim.id));
    }
    if response.clicked() {
        match ui.input(|input| input.modifiers) {
            held if held.command || held.shift => {
                pick::click(desk, listed, claim.id, held.shift);
                response.request_focus();
            }
            _ => desk.ask(Request::ShowClaim(claim.id)),
        }
    }
    if response.has_focus() {
        pick::hold(ui, response.id);
    }
    let state = State {
        picked,
        lit: response.hovered() || desk.view.is_hovered(claim.id),
        chosen: false,
        focused: response.has_focus(),
    };
    card::closed(ui.painter(), rect, &summary, ink, desk.theme, state);
    let inner = rect.shrink2(card::PAD);
    if let Some(clashing) = summary.clashing()
        && ui.rect_contains_pointer(card::mark_rect(inner.min, inner.width()))
    {
        response.clone().on_hover_text(clashing);
    }
    response.has_focus()
}

/// Shows the chosen claim's card with its form; returns how tall it is.
fn open(ui: &mut Ui, desk: &mut Desk, form: &mut Form, rect: Rect, claim: &Arc<Claim>, guess: f32) -> f32 {
    let Some((story, work)) = desk.story() else { return guess };
    let place = Place { story: story.clone(), coder: desk.session.coder().clone(), claim: claim.id };
    // The digest may be a frame behind; the form shows what is.
    let Some(claim) = place.find(desk) else { return guess };
    let summary = numbered(desk, &claim, work);
    let ink = desk.theme.claim_ink(&claim, desk.codebook());
    let ground = Rect::from_min_size(rect.min, vec2(rect.width(), guess));
    if ui.rect_contains_pointer(ground) {
        desk.ask(Request::Hover(claim.id));
    }
    card::ground(ui.painter(), ground, ink, desk.theme, State { chosen: true, ..State::default() });
    let inner = rect.shrink2(card::PAD);
    card::head(ui.painter(), inner.min, inner.width(), &summary, desk.theme);
    let at = inner.min + vec2(0.0, card::HEAD);
    let galley =
        card::elided(ui.painter(), &summary.body, Face::Serif.at(14.5), desk.theme.ink, inner.width(), 3);
    let quote = Rect::from_min_size(at, vec2(inner.width(), galley.size().y));
    ui.painter().galley(at, galley, desk.theme.ink);
    let response = ui.interact(quote, egui::Id::unique(("claim quote", claim.id)), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("Show in the text: {}", summary.body))
    });
    if response.on_hover_text("Show in the text").clicked() {
        desk.ask(Request::ShowClaim(claim.id));
    }
    let body = Rect::from_min_max(
        pos2(inner.left(), quote.bottom() + 8.0),
        pos2(inner.right(), quote.bottom() + 10_000.0),
    );
    let builder = UiBuilder::new().id_salt(("form", claim.id)).max_rect(body);
    let mut child = ui.new_child(builder.layout(egui::Layout::top_down(egui::Align::Min)));
    form.show(&mut child, desk, &place, &claim);
    child.min_rect().bottom() + card::PAD.y - rect.top()
}
