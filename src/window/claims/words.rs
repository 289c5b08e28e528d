//! The fields that hold free words, a number or a day.

use super::edits::plain_value;
use super::form::Form;
use super::keys::Step;
use super::line::{self, EDITABLE, Line};
use super::popup::Offer;
use super::row::Row;
use super::shown::shown;
use super::suggest::Usual;
use crate::claims::{day, is_number};
use crate::window::desk::Desk;

const OFFERS: usize = 6;

/// What can be typed into a field that takes no free words.
pub(super) struct Exactly {
    takes: fn(&str) -> bool,
    hint: &'static str,
    refusal: &'static str,
}

pub(super) const NUMBER: Exactly = Exactly {
    takes: is_number,
    hint: "",
    refusal: "Not a number: digits, thousands with commas, a decimal point.",
};

pub(super) const DATE: Exactly = Exactly {
    takes: |typed| day(typed).is_some(),
    hint: "2019-02-28",
    refusal: "Not a day: year, month and day, such as 2019-02-28.",
};

impl Form {
    /// Shows a field of free words, with completion from what it held before in this project.
    pub(super) fn words(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row) -> Step {
        let now = row.text(desk);
        if now.len() > EDITABLE {
            return too_long(ui, desk, row, &now);
        }
        let (mut text, mut edited) = self.typed(row, &now);
        let field =
            Line { id: row.id, name: &row.field.name, hint: "", enabled: !row.locked, multiline: false };
        let shown_field = field.show(ui, desk.theme, &mut text);
        if shown_field.changed {
            self.drafts.keep(row.place, &row.slot, &now, text.clone());
            self.popup.reset();
            edited = text != now;
        }
        if !(row.focused || self.popup.is_pressed(ui, &row.slot)) {
            self.popup.close(&row.slot);
            return Step::Stay;
        }
        let offers = if edited || now.is_empty() { self.earlier(desk, row, &text) } else { Vec::new() };
        let at = self.popup.at(&row.slot, offers.len(), row.keys.down, None);
        let clicked = self.popup.show(ui, desk.theme, row.id, shown_field.rect, &offers, at);
        if let Some(offer) = clicked.or(at.filter(|_| row.keys.commits())).and_then(|at| offers.get(at)) {
            self.drafts.drop(row.place, &row.slot);
            row.set(desk, plain_value(row.field, &offer.value));
        } else if row.keys.commits() && edited {
            self.drafts.drop(row.place, &row.slot);
            row.set(desk, plain_value(row.field, &text));
        }
        if row.keys.escape {
            self.drafts.drop(row.place, &row.slot);
        }
        if clicked.is_some() { Step::Next } else { row.keys.into() }
    }

    /// Shows a field for a number or a day.
    pub(super) fn exact(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row, exactly: &Exactly) -> Step {
        let now = row.text(desk);
        if now.len() > EDITABLE {
            return too_long(ui, desk, row, &now);
        }
        let (mut text, mut edited) = self.typed(row, &now);
        let (id, name, hint) = (row.id, &row.field.name, exactly.hint);
        let field = Line { id, name, hint, enabled: !row.locked, multiline: false };
        let shown_field = field.show(ui, desk.theme, &mut text);
        if shown_field.changed {
            self.drafts.keep(row.place, &row.slot, &now, text.clone());
            edited = text != now;
        }
        let good = text.trim().is_empty() || (exactly.takes)(&text);
        if !good {
            ui.colored_label(desk.theme.alarm, exactly.refusal);
        }
        if row.keys.escape {
            self.drafts.drop(row.place, &row.slot);
        } else if row.keys.commits() && edited && good {
            self.drafts.drop(row.place, &row.slot);
            row.set(desk, plain_value(row.field, &text));
        } else if row.keys.enter && !good {
            // Enter says "done", and it is not.
            return Step::Stay;
        }
        row.keys.into()
    }

    /// What a field shows, and whether that differs from what it holds.
    fn typed(&mut self, row: &Row, now: &str) -> (String, bool) {
        match self.drafts.text(row.place, &row.slot, now) {
            Some(text) => (text.to_owned(), true),
            None => (now.to_owned(), false),
        }
    }

    fn earlier(&mut self, desk: &Desk, row: &Row, typed: &str) -> Vec<Offer<String>> {
        self.used.refresh(desk, &row.field.id);
        let typed = typed.trim().to_lowercase();
        let fits = |usual: &&Usual<String>| {
            let text = &usual.value;
            text.len() <= 200 && text.to_lowercase() != typed && text.to_lowercase().contains(&typed)
        };
        let fitting = self.used.texts.iter().filter(fits).take(OFFERS);
        fitting
            .map(|Usual { value, often }| Offer {
                value: value.clone(),
                name: shown(value, 60),
                detail: String::new(),
                often: often.clone(),
            })
            .collect()
    }
}

/// Shows the beginning of a text that is too long for a field.
fn too_long(ui: &mut egui::Ui, desk: &Desk, row: &Row, text: &str) -> Step {
    line::fixed(ui, desk.theme, row.id, &row.field.name, &shown(text, 80));
    ui.small(too_long_notice(text));
    row.keys.into()
}

/// Says why a text cannot be edited here.
#[must_use]
pub fn too_long_notice(text: &str) -> String {
    let megabytes = text.len() as f64 / 1e6;
    format!("Too long to edit here ({megabytes:.1} MB). It is kept as it is.")
}
