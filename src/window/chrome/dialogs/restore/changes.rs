//! What would become of each claim.

use egui::{Color32, CornerRadius, Label, RichText, ScrollArea, Sense, Ui, vec2};

use super::row::Row;
use crate::project::{Difference, Fate};
use crate::story::StoryId;
use crate::window::chrome::dialogs::shell::small;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, moment, plain};
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::pending::Pending;

/// More changes are only counted; nobody reads on.
const MOST: usize = 100;
/// Quotes are cut after so many characters.
const QUOTE: usize = 140;

pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk,
    story: &StoryId,
    row: &Row,
    detail: Option<&Pending<Result<Difference, String>>>,
    height: f32,
) {
    let theme = desk.theme;
    let taken = moment(row.id.taken());
    let difference = match detail {
        Some(Pending::Here(Ok(difference))) => difference,
        Some(Pending::Here(Err(reason))) => {
            small(ui, format!("This backup {}.", plain(reason)), theme.alarm);
            return;
        }
        Some(Pending::Broken) => {
            small(ui, "A fault in Pressmark ended this. Please report it.", theme.alarm);
            return;
        }
        Some(Pending::Waiting(_)) | None => {
            small(ui, "Reading\u{2026}", theme.faint);
            return;
        }
    };
    if difference.is_empty() {
        small(ui, format!("Nothing has changed since {taken}."), theme.faint);
        return;
    }
    word(ui, format!("Going back to {taken}"), Face::SansStrong.at(13.0), theme.ink);
    let mut changes: Vec<&Fate> = difference.claims.iter().collect();
    if let Some(work) = desk.project().story(story) {
        changes.sort_by_cached_key(|change| change.claim().reading_key(&work.story));
    }
    let area = ScrollArea::vertical().id_salt("changes").auto_shrink([false, true]);
    area.max_height(height - 26.0).show(ui, |ui| {
        if let Some(status) = difference.status {
            ui.add_space(4.0);
            small(ui, format!("The story is marked as {}.", status.name()), theme.ink);
        }
        for change in changes.iter().take(MOST) {
            ui.add_space(8.0);
            one(ui, desk, change);
        }
        if changes.len() > MOST {
            ui.add_space(6.0);
            let more = counted(changes.len() - MOST, "more claim", "more claims");
            small(ui, format!("And {more}."), theme.faint);
        }
    });
}

fn one(ui: &mut Ui, desk: &Desk, change: &Fate) {
    let theme = desk.theme;
    let claim = change.claim();
    let kind = shown(desk.codebook().kind_name(claim.kind.as_ref()), 40);
    let (fate, colour) = match change {
        Fate::Back(_) => ("comes back".to_owned(), theme.accent),
        Fate::Gone(_) => ("goes".to_owned(), theme.alarm),
        Fate::Other { .. } => {
            let parts = change.parts();
            let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
            (format!("changes back{parts}"), theme.ink)
        }
    };
    let quote = match shown(&claim.quote(), QUOTE) {
        quote if quote.is_empty() => "a region of a picture".to_owned(),
        quote => quote,
    };
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        dot(ui, theme.claim_ink(claim, desk.codebook()).strong);
        word(ui, kind, Face::SansMedium.at(12.5), theme.ink);
        word(ui, fate, Face::Sans.at(12.5), colour);
    });
    let quote = RichText::new(quote).font(Face::Serif.at(13.5)).color(theme.ink);
    ui.add(Label::new(quote).selectable(false).wrap());
}

/// A small square in the colour of a kind.
fn dot(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(9.0, 9.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(2), colour);
}
