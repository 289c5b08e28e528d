//! Other coders' claims below one's own: quiet cards, to be read and to be copied.

use egui::{Frame, Id, Key, Margin, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::MARGIN;
use super::card::{self, PAD};
use super::pick;
use super::shown::shown;
use super::summary::{Summary, value_name};
use crate::claims::{Claim, ClaimId, CoderId};
use crate::window::chrome::parts::{close_button, word};
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::others::{OtherCoder, Others};

/// The height of a coder's name, and of a card below it, in points.
const NAME: f32 = 24.0;
const CARD: f32 = 46.0;
/// The least height of the section.
const LEAST: f32 = 110.0;

/// The section below one's own claims.
#[derive(Debug, Default)]
pub(super) struct OtherCards {
    /// The card that had the keyboard in the last frame.
    focused: Option<(CoderId, ClaimId)>,
    /// The claim that was open in the last frame.
    opened: Option<(CoderId, ClaimId)>,
}

impl OtherCards {
    /// Shows the section at the foot of the panel, while it is wanted.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let Some(others) = desk.view.others.clone() else { return };
        let most = (ui.available_height() - 160.0).max(LEAST);
        let panel = egui::Panel::bottom("other coders").resizable(true).default_size(280.0_f32.min(most));
        let frame = Frame::new().fill(desk.theme.panel);
        panel.size_range(LEAST..=most).frame(frame).show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            ui.spacing_mut().item_spacing.y = 4.0;
            let sides = Frame::new().inner_margin(Margin { left: 12, right: 8, top: 8, bottom: 2 });
            sides.show(ui, |ui| head(ui, desk, &others));
            if let Some((other, claim)) = others.opened() {
                opened(ui, desk, other, claim);
            }
            self.cards(ui, desk, &others);
        });
    }
}

/// The name of the section, whose claims are shown, and the way out.
fn head(ui: &mut Ui, desk: &mut Desk<'_>, others: &Others) {
    ui.horizontal_wrapped(|ui| {
        word(ui, "OTHER CODERS", Face::SansStrong.at(11.0), desk.theme.faint);
        if others.coders.is_empty() {
            let none = "Nobody else has claims on this story.";
            word(ui, none, Face::Sans.at(12.0), desk.theme.faint);
        }
        if others.coders.len() > 1 {
            let several = format!("{} of {}", others.shown().count(), others.coders.len());
            egui::containers::menu::MenuButton::new(several).ui(ui, |ui| {
                for other in &others.coders {
                    let mut on = !others.hidden.contains(&other.coder);
                    if ui.checkbox(&mut on, shown(other.coder.as_str(), 40)).changed() {
                        desk.ask(Request::SiftOther(other.coder.clone()));
                    }
                }
            });
        }
    });
}

/// The open card: everything its coder said, and the way to have it oneself.
fn opened(ui: &mut Ui, desk: &mut Desk<'_>, other: &OtherCoder, claim: &Claim) {
    let theme = desk.theme;
    let frame = Frame::new()
        .fill(theme.paper)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(7)
        .outer_margin(Margin::symmetric(MARGIN as i8, 0))
        .inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let kind = claim.kind.as_ref().and_then(|kind| desk.codebook().kind(kind));
        ui.horizontal(|ui| {
            let name = shown(desk.codebook().kind_name(claim.kind.as_ref()), 40);
            let title = format!("{name} by {}", plain(other.coder.as_str()));
            word(ui, title, Face::SansMedium.at(12.5), theme.ink);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if close_button(ui, theme, "Close this card").clicked() {
                    desk.ask(Request::ShowOther(None));
                }
                let own = egui::RichText::new("Copy into mine").font(Face::SansMedium.at(12.0));
                let tip = "Make a claim of your own that says the same; theirs stays as it is";
                if ui.add(egui::Button::new(own)).on_hover_text(tip).clicked() {
                    desk.ask(Request::CopyOther(other.coder.clone(), claim.id));
                }
            });
        });
        ScrollArea::vertical().id_salt("other claim").max_height(130.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let line = |ui: &mut Ui, words: String, ink| {
                let text = egui::RichText::new(words).font(Face::Sans.at(12.0)).color(ink);
                ui.add(egui::Label::new(text).wrap());
            };
            let quote = shown(&claim.quote(), 400);
            if !quote.is_empty() {
                let text = egui::RichText::new(quote).font(Face::Serif.at(13.5)).color(theme.ink);
                ui.add(egui::Label::new(text).wrap());
            }
            for (id, value) in claim.fields.iter() {
                let field = kind.and_then(|kind| kind.field(id));
                let name = field.map_or(id.as_str(), |field| &field.name);
                let value = value_name(field, value, desk.project());
                line(ui, format!("{}: {value}", shown(name, 40)), theme.ink);
            }
            if !claim.note.is_empty() {
                line(ui, format!("Note: {}", shown(&claim.note, 1_000)), theme.faint);
            }
        });
    });
}

impl OtherCards {
    /// The cards under each coder's name: only those in view are laid out, and the one with the keyboard,
    /// which would lose it otherwise.
    fn cards(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, others: &Others) {
        let Some((_, work)) = desk.story() else { return };
        let brought = others.opened.clone().filter(|opened| self.opened.as_ref() != Some(opened));
        self.opened.clone_from(&others.opened);
        let focused = self.focused.take();
        let total: f32 = others.shown().map(|other| NAME + CARD * other.claims.len() as f32).sum();
        let area = ScrollArea::vertical().id_salt("other cards").auto_shrink(false).animated(false);
        area.show_viewport(ui, |ui, view| {
            ui.set_height(total);
            let (origin, width) = (ui.min_rect().min, ui.available_width());
            let size = vec2(width - 2.0 * MARGIN, CARD - 5.0);
            let place = |top: f32, number: usize| {
                Rect::from_min_size(origin + vec2(MARGIN, top + CARD * number as f32), size)
            };
            let mut top = 0.0;
            // The card before, with its place; and whether the arrows lead on to the next one.
            let (mut before, mut leads) = (None, false);
            for other in others.shown() {
                let name = Rect::from_min_size(origin + vec2(MARGIN, top), vec2(width, NAME));
                if top < view.bottom() && top + NAME > view.top() {
                    let count = counted(other.claims.len(), "claim", "claims");
                    let words = format!("{} \u{b7} {count}", shown(other.coder.as_str(), 40));
                    let galley =
                        ui.painter().layout_no_wrap(words, Face::SansMedium.at(12.0), desk.theme.faint);
                    ui.painter().galley(name.min + vec2(0.0, 5.0), galley, desk.theme.faint);
                }
                top += NAME;
                let first = ((view.top() - top) / CARD).floor().max(0.0) as usize;
                let last = (((view.bottom() - top) / CARD).ceil().max(0.0) as usize).min(other.claims.len());
                let number_of = |card: &Option<(CoderId, ClaimId)>| {
                    let (_, id) = card.as_ref().filter(|(coder, _)| *coder == other.coder)?;
                    other.claims.iter().position(|claim| claim.id == *id)
                };
                if let Some(number) = number_of(&brought) {
                    ui.scroll_to_rect(place(top, number), None);
                }
                let beside = number_of(&focused).filter(|number| !(first..last).contains(number));
                // From the last card of one coder the arrows lead to the first of the next.
                if let Some(claim) = other.claims.first().filter(|_| std::mem::take(&mut leads)) {
                    lead(ui, card_id(other, claim), place(top, 0));
                }
                for number in (first..last).chain(beside) {
                    let claim = &other.claims[number];
                    let summary = Summary::of(claim, desk.project(), work);
                    if !quiet(ui, desk, other, claim, &summary, place(top, number)) {
                        continue;
                    }
                    self.focused = Some((other.coder.clone(), claim.id));
                    match (arrow(ui, desk), number.checked_sub(1), other.claims.get(number + 1)) {
                        (Some(Arrow::Down), _, Some(next)) => {
                            lead(ui, card_id(other, next), place(top, number + 1));
                        }
                        (Some(Arrow::Down), _, None) => leads = true,
                        (Some(Arrow::Up), Some(up), _) => {
                            lead(ui, card_id(other, &other.claims[up]), place(top, up));
                        }
                        (Some(Arrow::Up), None, _) => {
                            if let Some((id, rect)) = before {
                                lead(ui, id, rect);
                            }
                        }
                        (None, ..) => {}
                    }
                }
                if let Some(number) = other.claims.len().checked_sub(1) {
                    before = Some((card_id(other, &other.claims[number]), place(top, number)));
                }
                top += CARD * other.claims.len() as f32;
            }
        });
    }
}

/// Which way an arrow leads from a card.
#[derive(Clone, Copy)]
enum Arrow {
    Up,
    Down,
}

/// The widget that another coder's card is.
fn card_id(other: &OtherCoder, claim: &Claim) -> Id {
    Id::unique(("other claim", other.coder.as_str(), claim.id))
}

/// Reads the keys of the card that has the keyboard; Escape leads back to the article.
fn arrow(ui: &Ui, desk: &mut Desk<'_>) -> Option<Arrow> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        desk.ask(Request::ShowOther(None));
        desk.ask(Request::FocusArticle);
        return None;
    }
    match (pressed(Key::ArrowUp), pressed(Key::ArrowDown)) {
        (true, false) => Some(Arrow::Up),
        (false, true) => Some(Arrow::Down),
        _ => None,
    }
}

/// Gives a card the keyboard and brings it into view.
fn lead(ui: &Ui, card: Id, place: Rect) {
    ui.memory_mut(|memory| memory.request_focus(card));
    ui.scroll_to_rect(place, None);
}

/// Whose a claim is, and what it says.
pub fn other_words(desk: &Desk<'_>, other: &OtherCoder, claim: &Claim) -> String {
    let Some((_, work)) = desk.story() else { return String::new() };
    spoken(other, &Summary::of(claim, desk.project(), work))
}

fn spoken(other: &OtherCoder, summary: &Summary) -> String {
    format!("By {}: {}", plain(other.coder.as_str()), summary.spoken())
}

/// A card without a kind's colour: it is no claim of one's own. Says whether it has the keyboard.
fn quiet(
    ui: &Ui,
    desk: &mut Desk<'_>,
    other: &OtherCoder,
    claim: &Claim,
    summary: &Summary,
    rect: Rect,
) -> bool {
    let theme = desk.theme;
    let response = ui.interact(rect, card_id(other, claim), Sense::click());
    if response.has_focus() {
        pick::hold(ui, response.id);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken(other, summary)));
    let lit = response.contains_pointer() || desk.view.is_lit(claim.id);
    let edge = if response.has_focus() { theme.accent } else { theme.line };
    let fill = if lit { theme.hover } else { theme.panel };
    ui.painter().rect(rect, 6.0, fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    let inner = rect.shrink2(vec2(PAD.x - 4.0, 4.0));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    card::head(&painter, inner.min, inner.width(), summary, theme);
    let body = card::elided(&painter, &summary.body, Face::Serif.at(13.0), theme.faint, inner.width(), 1);
    painter.galley(inner.min + vec2(0.0, 16.0), body, theme.faint);
    if response.contains_pointer() {
        desk.ask(Request::Hover(claim.id));
    }
    if response.clicked() {
        desk.ask(Request::ShowOther(Some((other.coder.clone(), claim.id))));
    }
    response.has_focus()
}
