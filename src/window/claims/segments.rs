//! A row of joined buttons of which one may be chosen, or several.

use egui::{CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::card;
use super::keys::{self, ALL_KEYS};
use crate::window::fonts::Face;
use crate::window::theme::{KindInk, Theme};

const HEIGHT: f32 = 24.0;
const PAD: f32 = 6.0;
const TEXT: f32 = 11.5;
/// What is said of what was picked last.
const LAST: &str = "What you picked last.";
const ROUND: CornerRadius = CornerRadius::same(5);

/// A row of joined buttons; too many for one row go on in the next.
#[derive(Debug)]
pub struct Segments<'a> {
    /// The widget's id.
    pub id: egui::Id,
    /// What is chosen among, for screen readers.
    pub name: &'a str,
    /// The buttons, some with a colour of their own.
    pub items: &'a [(String, Option<KindInk>)],
    /// The chosen ones.
    pub chosen: &'a [usize],
    /// What was picked last, in another claim: a line under it says so.
    pub last: &'a [usize],
    /// What each means, for whoever points at it; there may be fewer.
    pub tips: &'a [String],
    /// Whether several may be chosen.
    pub many: bool,
    /// The one the arrows are at.
    pub cursor: Option<usize>,
    /// Whether it has the keyboard.
    pub focused: bool,
    /// Whether it can be changed.
    pub enabled: bool,
}

impl Segments<'_> {
    /// Shows the buttons; returns the group and which button was clicked.
    pub fn show(&self, ui: &mut Ui, theme: &Theme) -> (Response, Option<usize>) {
        let places = self.places(ui, theme);
        let bounds = places.iter().fold(Rect::NOTHING, |all, rect| all.union(*rect));
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        ui.allocate_rect(bounds, Sense::hover());
        let group = ui.interact(bounds, self.id, sense);
        let kind = if self.many { Role::Group } else { Role::RadioGroup };
        group.widget_info(|| WidgetInfo::labeled(kind, self.enabled, self.name));
        if self.focused {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, ALL_KEYS));
        }
        let mut clicked = None;
        for (number, rect) in places.iter().enumerate() {
            // Only the group takes the keyboard: its arrows, digits and letters reach each button.
            let sense = if self.enabled { Sense::CLICK } else { Sense::hover() };
            let button = ui.interact(*rect, self.id.with(number), sense);
            self.paint(ui, *rect, number, (button.hovered(), corners(&places, number)), theme);
            let label = format!("{}: {}", self.name, self.items[number].0);
            let on = self.has(number);
            let kind = if self.many { Role::CheckBox } else { Role::RadioButton };
            button.widget_info(|| WidgetInfo::selected(kind, self.enabled, on, &label));
            let last = self.last.contains(&number);
            if last {
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(LAST));
            }
            let tip = self.tips.get(number).map_or("", String::as_str);
            let button = match (tip, last) {
                ("", false) => button,
                ("", true) => button.on_hover_text(LAST),
                (tip, false) => button.on_hover_text(tip),
                (tip, true) => button.on_hover_text(format!("{tip}\n{LAST}")),
            };
            if button.clicked() {
                clicked = Some(number);
            }
        }
        for (number, pair) in places.windows(2).enumerate() {
            let beside = self.has(number) || self.has(number + 1);
            if pair[0].top() == pair[1].top() && !beside {
                ui.painter().vline(pair[0].right(), pair[0].y_range(), Stroke::new(1.0, theme.line));
            }
        }
        for row in rows(&places) {
            let stroke =
                if self.focused { Stroke::new(1.5, theme.accent) } else { Stroke::new(1.0, theme.line) };
            ui.painter().rect_stroke(row, ROUND, stroke, StrokeKind::Inside);
        }
        (group, clicked)
    }

    fn has(&self, number: usize) -> bool {
        self.chosen.contains(&number)
    }

    fn places(&self, ui: &Ui, theme: &Theme) -> Vec<Rect> {
        let origin = ui.cursor().min;
        let right = origin.x + ui.available_width();
        let mut at = origin;
        self.items
            .iter()
            .map(|(name, _)| {
                let room = right - origin.x - 2.0 * PAD;
                let galley = card::elided(ui.painter(), name, Face::Sans.at(TEXT), theme.ink, room, 1);
                let width = (galley.size().x + 2.0 * PAD).round();
                if at.x > origin.x && at.x + width > right {
                    at = pos2(origin.x, at.y + HEIGHT + 4.0);
                }
                let rect = Rect::from_min_size(at, vec2(width, HEIGHT));
                at.x += width;
                rect
            })
            .collect()
    }

    fn paint(
        &self,
        ui: &Ui,
        rect: Rect,
        number: usize,
        (hovered, round): (bool, CornerRadius),
        theme: &Theme,
    ) {
        let (name, own) = &self.items[number];
        let chosen = self.has(number);
        let (fill, ink) = match own {
            Some(own) if chosen => (own.strong, own.on_strong),
            _ if chosen => (theme.accent, theme.on_accent),
            _ if hovered && self.enabled => (theme.hover, theme.ink),
            _ => (theme.paper, if self.enabled { theme.ink } else { theme.faint }),
        };
        let painter = ui.painter();
        painter.rect_filled(rect, round, fill);
        if self.cursor == Some(number) {
            painter.rect_stroke(rect.shrink(2.0), ROUND, Stroke::new(1.5, theme.accent), StrokeKind::Inside);
        }
        let galley = card::elided(painter, name, Face::Sans.at(TEXT), ink, rect.width() - PAD, 1);
        let at = rect.center() - galley.size() / 2.0;
        if self.last.contains(&number) {
            let below = (at.y + galley.size().y + 0.5).min(rect.bottom() - 2.5);
            let ink = if chosen { ink } else { theme.accent };
            painter.hline(at.x..=at.x + galley.size().x, below, Stroke::new(1.5, ink));
        }
        painter.galley(at, galley, ink);
    }
}

/// Only the outer corners of a row are round.
fn corners(places: &[Rect], number: usize) -> CornerRadius {
    let joined = |other: Option<usize>| {
        other.and_then(|other| places.get(other)).is_some_and(|other| other.top() == places[number].top())
    };
    let left = if joined(number.checked_sub(1)) { 0 } else { ROUND.nw };
    let right = if joined(number.checked_add(1)) { 0 } else { ROUND.ne };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}

/// The bounds of each row of buttons.
fn rows(places: &[Rect]) -> Vec<Rect> {
    let mut rows: Vec<Rect> = Vec::new();
    for rect in places {
        match rows.last_mut().filter(|row| row.top() == rect.top()) {
            Some(row) => *row = row.union(*rect),
            None => rows.push(*rect),
        }
    }
    rows
}

/// What a key asks of a row of buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// This button.
    Item(usize),
    /// None of them.
    Clear,
}

/// Reads digits, first letters and the erasing keys. A letter that several names begin with goes
/// through them one after the other, beginning behind the chosen one.
#[must_use]
pub fn pick_by_key(ui: &Ui, names: &[String], chosen: Option<usize>) -> Option<Pick> {
    if keys::erased(ui) {
        return Some(Pick::Clear);
    }
    let typed = keys::typed(ui)?;
    pick(typed, names, chosen).map(Pick::Item)
}

fn pick(typed: char, names: &[String], chosen: Option<usize>) -> Option<usize> {
    if let Some(digit) = typed.to_digit(10) {
        return (digit as usize).checked_sub(1).filter(|&number| number < names.len());
    }
    let begins = |name: &str| name.to_lowercase().chars().next() == typed.to_lowercase().next();
    let after = chosen.map_or(0, |chosen| chosen + 1);
    (after..names.len()).chain(0..after.min(names.len())).find(|&number| begins(&names[number]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_first_letters_pick() {
        let names = ["for", "against", "neutral", "mixed", "more"].map(str::to_owned);
        assert_eq!(pick('2', &names, None), Some(1));
        assert_eq!(pick('6', &names, None), None);
        assert_eq!(pick('0', &names, None), None);
        assert_eq!(pick('N', &names, None), Some(2));
        assert_eq!(pick('m', &names, None), Some(3));
        assert_eq!(pick('m', &names, Some(3)), Some(4), "the next one of that letter");
        assert_eq!(pick('m', &names, Some(4)), Some(3));
        assert_eq!(pick('x', &names, None), None);
    }
}
