//! One backup in the list.

use egui::accesskit::Role;
use egui::{Align2, Color32, CornerRadius, Id, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::changes::Way;
use crate::project::{Status, Tally, Turned};
use crate::store::{Backup, BackupId, Content};
use crate::window::chrome::parts::focus_ring;
use crate::window::chrome::text::{counted, moment, plain};
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// The height of a row, in points.
pub(super) const ROW: f32 = 46.0;

/// A backup, as far as the list needs it.
pub(super) struct Row {
    pub(super) id: BackupId,
    /// What it holds, or why it cannot be used, as a clause.
    pub(super) told: Result<Told, String>,
}

/// What is told of a backup that can be read.
pub(super) struct Told {
    /// "12 claims"
    holds: String,
    tally: Tally,
    status: Option<Status>,
}

impl Row {
    pub(super) fn of(backup: Backup, now: &Content) -> Self {
        let told = backup.content.and_then(|then| {
            let holds = match &then {
                Content::Claims(work) => counted(work.claims.len(), "claim", "claims"),
                Content::Part(part) => {
                    let (count, one, more) = part.size();
                    counted(count, one, more)
                }
                Content::Head => String::new(),
            };
            let (tally, status) = match Way::between(now, &then)? {
                Way::Claims(difference) => (difference.tally(), difference.status),
                Way::Part(turned) => (Turned::tally(&turned), None),
            };
            Ok(Told { holds, tally, status })
        });
        Self { id: backup.id, told }
    }

    /// Whether restoring it would change anything.
    pub(super) fn would_change(&self) -> bool {
        self.told.as_ref().is_ok_and(|told| told.tally != Tally::default() || told.status.is_some())
    }

    /// How it differs from now, in words.
    fn difference(&self) -> String {
        match &self.told {
            Ok(told) => told.words(),
            Err(reason) => format!("cannot be used: it {}", plain(reason)),
        }
    }

    pub(super) fn show(&self, ui: &mut Ui, theme: &Theme, marked: bool) -> Response {
        let width = ui.available_width();
        let (_, rect) = ui.allocate_space(vec2(width, ROW));
        let response = ui.interact(rect, Id::unique(("backup row", &self.id)), Sense::click());
        let ground = match (marked, response.hovered()) {
            (true, _) => theme.selection,
            (false, true) => theme.hover,
            _ => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::same(4), ground);
        focus_ring(ui, theme, &response);
        let taken = moment(self.id.taken());
        let holds = self.told.as_ref().map_or_else(|_| String::new(), |told| told.holds.clone());
        let usable = self.told.is_ok();
        let ink = if usable { theme.ink } else { theme.faint };
        let aside = if marked { theme.ink } else { theme.faint };
        let painter = ui.painter().with_clip_rect(rect);
        let inner = rect.shrink2(vec2(10.0, 0.0));
        let (upper, lower) = (rect.top() + 15.0, rect.top() + 32.0);
        let medium = Face::SansMedium.at(13.0);
        painter.text(pos2(inner.left(), upper), Align2::LEFT_CENTER, &taken, medium, ink);
        let small = Face::Sans.at(12.0);
        painter.text(pos2(inner.right(), upper), Align2::RIGHT_CENTER, &holds, small.clone(), aside);
        let difference = self.difference();
        let colour = if usable { aside } else { theme.alarm };
        painter.text(pos2(inner.left(), lower), Align2::LEFT_CENTER, &difference, small, colour);
        let parts = [taken, holds, difference];
        let label = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, &label));
        response
    }
}

impl Told {
    /// "2 more, 1 fewer, 3 changed".
    fn words(&self) -> String {
        let counts = [(self.tally.back, "more"), (self.tally.gone, "fewer"), (self.tally.changed, "changed")];
        let count = |(number, word): &(usize, &str)| (*number > 0).then(|| format!("{number} {word}"));
        let mut parts: Vec<String> = counts.iter().filter_map(count).collect();
        parts.extend(self.status.map(|status| format!("marked as {}", status.name())));
        if parts.is_empty() { "the same as now".to_owned() } else { parts.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_told_in_words() {
        let words = |back, gone, changed, status| {
            Told { holds: String::new(), tally: Tally { back, gone, changed }, status }.words()
        };
        assert_eq!(words(2, 1, 3, None), "2 more, 1 fewer, 3 changed");
        assert_eq!(words(0, 1, 0, Some(Status::Done)), "1 fewer, marked as done");
        assert_eq!(words(0, 0, 0, None), "the same as now");
    }
}
