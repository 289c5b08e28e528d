//! What would become of each claim, or of each thing in another file.

use egui::{Color32, CornerRadius, Label, RichText, ScrollArea, Sense, Ui, vec2};

use super::row::Row;
use crate::project::{Difference, Fate, How, Turned};
use crate::store::Content;
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

/// The way from what is there now to a backup.
pub(super) enum Way {
    Claims(Difference),
    Part(Vec<Turned>),
}

impl Way {
    /// The way, or why there is none, as a clause.
    pub(super) fn between(now: &Content, then: &Content) -> Result<Self, String> {
        match (now, then) {
            (Content::Claims(now), Content::Claims(then)) => Ok(Self::Claims(Difference::between(now, then))),
            (Content::Part(now), Content::Part(then)) => {
                now.turned(then).map(Self::Part).map_err(str::to_owned)
            }
            _ => Err("holds another file".to_owned()),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Claims(difference) => difference.is_empty(),
            Self::Part(turned) => turned.is_empty(),
        }
    }
}

pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk,
    story: &StoryId,
    row: &Row,
    detail: Option<&Pending<Result<Way, String>>>,
    height: f32,
) {
    let theme = desk.theme;
    let taken = moment(row.id.taken());
    let way = match detail {
        Some(Pending::Here(Ok(way))) => way,
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
    if way.is_empty() {
        small(ui, format!("Nothing has changed since {taken}."), theme.faint);
        return;
    }
    word(ui, format!("Going back to {taken}"), Face::SansStrong.at(13.0), theme.ink);
    let difference = match way {
        Way::Claims(difference) => difference,
        Way::Part(turned) => return parts(ui, desk, turned, height),
    };
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

/// What would become of each thing in the code book, of each actor, or of each part of the story.
fn parts(ui: &mut Ui, desk: &Desk, turned: &[Turned], height: f32) {
    let theme = desk.theme;
    let area = ScrollArea::vertical().id_salt("changes").auto_shrink([false, true]);
    area.max_height(height - 26.0).show_rows(ui, 18.0, turned.len(), |ui, rows| {
        for one in &turned[rows] {
            let (fate, colour) = match one.how {
                How::Back => ("comes back", theme.accent),
                How::Gone => ("goes", theme.alarm),
                How::Other => ("changes back", theme.ink),
            };
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                word(ui, shown(&one.name, 40), Face::SansMedium.at(12.5), theme.ink);
                word(ui, fate, Face::Sans.at(12.5), colour);
            });
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
