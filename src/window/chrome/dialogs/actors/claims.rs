//! Claims as lines: with their words in the middle, or as ways to them.

use egui::accesskit::Role;
use egui::{Align2, Color32, CornerRadius, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::text::{text, text_end};
use crate::claims::Claim;
use crate::project::Use;
use crate::window::chrome::text::plain;
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// The height of a line.
const ROW: f32 = 26.0;
/// As much of the words as a line can hold, in characters.
const WORDS: usize = 120;

/// How the lines show a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// Day, story, kind and quote.
    Place,
    /// The quote between the words around it.
    Words,
}

/// Shows claims, of which only the lines in view are made; says which was clicked.
pub(super) fn list<'u>(
    ui: &mut Ui,
    desk: &Desk,
    uses: &[&'u Use],
    show: Show,
    height: f32,
) -> Option<&'u Use> {
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("claims of an actor").max_height(height);
    area.auto_shrink([false, true]).min_scrolled_height(height).show_rows(ui, ROW, uses.len(), |ui, seen| {
        for (number, one) in uses.iter().enumerate().skip(seen.start).take(seen.len()) {
            let one: &Use = one;
            let story = desk.project().story(&one.story);
            let claim = story.and_then(|work| work.claim(&one.coder, one.claim));
            if let (Some(work), Some(claim)) = (story, claim)
                && line(ui, desk, (number, one), &work.story, claim, show)
            {
                clicked = Some(number);
            }
        }
    });
    clicked.map(|number| uses[number])
}

fn line(
    ui: &mut Ui,
    desk: &Desk,
    (number, one): (usize, &Use),
    story: &crate::story::Story,
    claim: &Claim,
    show: Show,
) -> bool {
    let theme = desk.theme;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, ui.scope_id().with((number, one.claim)), Sense::click());
    let fill = if response.hovered() || response.has_focus() { theme.hover } else { Color32::TRANSPARENT };
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let kind = shown(desk.codebook().kind_name(claim.kind.as_ref()), 24);
    let day = story.date.map_or_else(String::new, |day| day.to_string());
    let quote = shown(&claim.quote(), WORDS);
    let others = *one.coder != *desk.session.coder();
    let whose = if others { plain(one.coder.as_str()).into_owned() } else { String::new() };
    let mut right = inner.right();
    if others {
        right = text(ui, &whose, Face::SansMedium.at(11.5), theme.faint, inner, Align2::RIGHT_CENTER).left()
            - 10.0;
    }
    let inner = inner.with_max_x(right);
    match show {
        Show::Place => {
            let column =
                |from: f32, to: f32| inner.with_min_x(inner.left() + from).with_max_x(inner.left() + to);
            text(ui, &day, Face::Sans.at(12.0), theme.faint, column(0.0, 74.0), Align2::LEFT_CENTER);
            text(ui, &kind, Face::SansMedium.at(12.0), theme.ink, column(80.0, 172.0), Align2::LEFT_CENTER);
            let half = column(178.0, 178.0 + (inner.width() - 178.0) * 0.62);
            text(ui, &quote, Face::Serif.at(13.5), theme.ink, half, Align2::LEFT_CENTER);
            let place = inner.with_min_x(half.right() + 10.0);
            text(
                ui,
                &shown(&story.headline, WORDS),
                Face::Sans.at(12.0),
                theme.faint,
                place,
                Align2::LEFT_CENTER,
            );
        }
        Show::Words => in_context(ui, desk, claim, &quote, inner),
    }
    let said =
        [kind.as_str(), &format!("\u{201c}{quote}\u{201d}"), &day, &shown(&story.headline, 80), &whose];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
    let said = said.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), &said));
    response.clicked()
}

/// The quote's beginning in the middle, with the words before and after it.
fn in_context(ui: &Ui, desk: &Desk, claim: &Claim, quote: &str, room: Rect) {
    let theme = desk.theme;
    let Some(first) = claim.passages.first() else {
        let words = if claim.regions.is_empty() { "(no evidence)" } else { "(on a picture)" };
        text(ui, words, Face::Sans.at(12.5), theme.faint, room, Align2::LEFT_CENTER);
        return;
    };
    let middle = room.left() + room.width() * 0.3;
    let left = room.with_max_x(middle - 6.0);
    let before = shown(first.before(), WORDS);
    text_end(ui, &before, Face::Serif.at(13.5), theme.faint, left);
    let right = room.with_min_x(middle);
    let quoted = text(ui, quote, Face::Serif.at(13.5), theme.ink, right, Align2::LEFT_CENTER);
    let after = room.with_min_x(quoted.right() + 6.0);
    if after.width() > 20.0 {
        text(ui, &shown(first.after(), WORDS), Face::Serif.at(13.5), theme.faint, after, Align2::LEFT_CENTER);
    }
}
