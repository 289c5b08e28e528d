//! A list of rows of one height that has the keyboard as a whole: only the rows in view are laid
//! out, the arrows walk, and the chosen row comes into view.

use egui::{
    Context, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use super::fonts::Face;
use super::theme::Theme;
use super::words::Words;

/// The height of a row, in points.
pub(super) const ROW: f32 = 23.0;

/// How a list is scrolled, and what is chosen in it.
pub(super) struct List {
    id: Id,
    /// What it is called by a screen reader.
    name: &'static str,
    chosen: Option<usize>,
    /// Whether the chosen row is to be brought into view.
    bring: bool,
    /// Whether the list is to get the keyboard.
    focus: bool,
}

/// Where a row stands, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) rect: Rect,
    pub(super) row: usize,
    pub(super) chosen: bool,
    /// Whether the list has the keyboard.
    pub(super) focused: bool,
}

/// What the keyboard did in a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pressed {
    /// Another row was walked to.
    pub(super) walked: bool,
    pub(super) enter: bool,
    pub(super) delete: bool,
    pub(super) escape: bool,
}

impl List {
    /// A list of which there is one in the window.
    pub(super) fn new(id: &'static str, name: &'static str) -> Self {
        Self { id: Id::unique(id), name, chosen: None, bring: false, focus: false }
    }

    pub(super) fn has_keyboard(&self, ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(self.id))
    }

    /// The chosen row.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Chooses a row, which comes into view.
    pub(super) fn choose(&mut self, row: Option<usize>) {
        self.bring = row.is_some();
        self.chosen = row;
    }

    /// Chooses a row where it stands.
    pub(super) fn choose_here(&mut self, row: Option<usize>) {
        self.chosen = row;
    }

    /// Gives the list the keyboard.
    pub(super) fn take_keyboard(&mut self) {
        self.focus = true;
    }

    /// Shows `rows` rows, each drawn by `draw`. `step` gives the row that is so many from another, or
    /// as near to that as one can be chosen.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        rows: usize,
        step: impl Fn(Option<usize>, isize) -> Option<usize>,
        mut draw: impl FnMut(&mut Ui, At),
    ) -> Pressed {
        let room = ui.available_rect_before_wrap();
        let whole = ui.interact(room, self.id, Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, self.name));
        if std::mem::take(&mut self.focus) {
            whole.request_focus();
        }
        let pressed = self.keys(ui, &whole, step);
        let area = ScrollArea::vertical().id_salt(self.id).auto_shrink(false).animated(false);
        area.show_viewport(ui, |ui, view| {
            ui.set_height(rows as f32 * ROW);
            let (origin, width) = (ui.min_rect().min, ui.available_width());
            let place =
                |row: usize| Rect::from_min_size(origin + vec2(0.0, row as f32 * ROW), vec2(width, ROW));
            if let Some(row) = self.chosen.filter(|_| std::mem::take(&mut self.bring)) {
                let top = row as f32 * ROW;
                if top < view.top() || top + ROW > view.bottom() {
                    ui.scroll_to_rect(place(row), None);
                }
            }
            let first = (view.top() / ROW).floor().max(0.0) as usize;
            let last = ((view.bottom() / ROW).ceil().max(0.0) as usize).min(rows);
            let focused = whole.has_focus();
            for row in first..last {
                draw(ui, At { rect: place(row), row, chosen: self.chosen == Some(row), focused });
            }
        });
        pressed
    }

    fn keys(
        &mut self,
        ui: &Ui,
        whole: &Response,
        step: impl Fn(Option<usize>, isize) -> Option<usize>,
    ) -> Pressed {
        if !whole.has_focus() {
            return Pressed::default();
        }
        let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let before = self.chosen;
        if let Some(delta) = steps(ui, whole.rect.height() / ROW) {
            self.choose(step(self.chosen, delta));
        }
        Pressed {
            walked: self.chosen != before,
            enter: pressed(Key::Enter),
            delete: pressed(Key::Delete),
            escape: pressed(Key::Escape),
        }
    }
}

/// How many rows the keys that were pressed walk in a list of which so many rows are in view: the
/// arrows, page up and down, and Home and End, which go further than any list is long. Nothing else
/// sees these keys then; `None` if there was none.
pub(super) fn steps(ui: &Ui, rows_in_view: f32) -> Option<isize> {
    let page = rows_in_view.max(2.0) as isize - 1;
    let far = isize::MAX / 4;
    let keys = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Home, -far),
        (Key::End, far),
    ];
    let pressed = |(key, rows): (Key, isize)| {
        let times = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        (times > 0).then(|| rows.saturating_mul(times as isize))
    };
    keys.into_iter().filter_map(pressed).reduce(isize::saturating_add)
}

/// The row that is `delta` rows from `row`, or as near to that as one can be chosen, in a list of
/// `rows` that begins with a headline, has something below each headline and cannot have headlines
/// chosen.
pub(super) fn step_over_headlines(
    rows: usize,
    is_headline: impl Fn(usize) -> bool,
    row: Option<usize>,
    delta: isize,
) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let Some(row) = row else { return Some(1) };
    let to = row.saturating_add_signed(delta).clamp(1, last);
    let to = match (is_headline(to), delta < 0) {
        (true, true) => to - 1,
        (true, false) => to + 1,
        (false, _) => to,
    };
    Some(to.clamp(1, last))
}

/// Draws what lies behind a row: it is chosen, or the pointer is over it.
pub(super) fn row_ground(ui: &Ui, theme: &Theme, at: At, hovered: bool) {
    if at.chosen {
        ui.painter().rect_filled(at.rect, 0.0, if at.focused { theme.selection } else { theme.hover });
    } else if hovered {
        ui.painter().rect_filled(at.rect, 0.0, theme.hover);
    }
}

/// Draws a headline with facts at its right end, in a row of its own.
pub(super) fn headline(ui: &Ui, theme: &Theme, rect: Rect, name: &str, facts: String) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0.0, theme.well);
    let facts = painter.layout_no_wrap(facts, Face::Sans.at(11.5), theme.faint);
    let at = egui::pos2(rect.right() - 12.0 - facts.size().x, rect.center().y - facts.size().y / 2.0);
    let left = painter.with_clip_rect(rect.with_max_x(at.x - 10.0).intersect(ui.clip_rect()));
    painter.galley(at, facts, theme.faint);
    Words::new(&left, name, Face::SansMedium, 12.5, theme.ink).paint(&left, rect.left() + 12.0, rect);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_never_ends_on_a_headline() {
        // A headline, two rows, a headline, one row.
        let step = |row, delta| step_over_headlines(5, |row| row == 0 || row == 3, row, delta);
        assert_eq!(step(None, 0), Some(1));
        assert_eq!(step(Some(2), 1), Some(4), "over the second headline");
        assert_eq!(step(Some(4), -1), Some(2));
        assert_eq!(step(Some(1), -9), Some(1));
        assert_eq!(step(Some(1), isize::MAX / 2), Some(4));
        assert_eq!(step_over_headlines(0, |_| true, Some(7), 1), None);
    }
}
