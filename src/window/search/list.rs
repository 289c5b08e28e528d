//! The list of hits: only the rows in view are laid out.

use egui::text::TextFormat;
use egui::{
    EventFilter, Id, Key, Modifiers, Painter, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::results::{Results, Row};
use crate::analysis::search::{At, Found, Hit, Line, Names, Room};
use crate::story::Role as BlockRole;
use crate::window::article::bidi::{self, BidiSetting};
use crate::window::chrome::text::{counted, day, plain};
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::view::Selection;

/// The height of a row, in points.
const ROW: f32 = 23.0;
/// Which part of the width stands before the hits.
const BEFORE: f32 = 0.40;
/// The room at a row's right end for what a hit was found in, in points.
const PLACE: f32 = 150.0;

/// How the list is scrolled, and what is chosen in it.
#[derive(Default)]
pub(super) struct List {
    /// The row of the chosen hit.
    pub(super) chosen: Option<usize>,
    /// Whether the chosen row is to be brought into view.
    bring: bool,
    /// Whether the list is to get the keyboard.
    focus: bool,
}

/// What the keyboard asks of the panel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// To where the search was begun.
    Back,
}

impl List {
    pub(super) fn id() -> Id {
        Id::unique("search results")
    }

    /// Gives the list the keyboard, at the chosen hit or the first one.
    pub(super) fn enter(&mut self, results: &Results) {
        self.focus = true;
        self.choose(self.chosen.or_else(|| results.step(None, 0)));
    }

    pub(super) fn choose(&mut self, row: Option<usize>) {
        self.chosen = row;
        self.bring = row.is_some();
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        results: &Results,
        names: &Names,
    ) -> Wish {
        let room = ui.available_rect_before_wrap();
        let whole = ui.interact(room, Self::id(), Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "Hits"));
        if std::mem::take(&mut self.focus) {
            whole.request_focus();
        }
        let wish = self.keys(ui, desk, results, &whole);
        let total = results.rows() as f32 * ROW;
        let mut clicked = None;
        let area = ScrollArea::vertical().id_salt("search rows").auto_shrink(false).animated(false);
        area.show_viewport(ui, |ui, view| {
            ui.set_height(total);
            let (origin, width) = (ui.min_rect().min, ui.available_width());
            if let Some(row) = self.chosen.filter(|_| std::mem::take(&mut self.bring)) {
                let top = row as f32 * ROW;
                if top < view.top() || top + ROW > view.bottom() {
                    ui.scroll_to_rect(Rect::from_min_size(origin + vec2(0.0, top), vec2(width, ROW)), None);
                }
            }
            let first = (view.top() / ROW).floor().max(0.0) as usize;
            let last = ((view.bottom() / ROW).ceil().max(0.0) as usize).min(results.rows());
            for row in first..last {
                let rect = Rect::from_min_size(origin + vec2(0.0, row as f32 * ROW), vec2(width, ROW));
                match results.row(row) {
                    Some(Row::Story(found)) => headline(ui, desk, found, rect),
                    Some(Row::Hit(found, hit)) => {
                        let chosen = self.chosen == Some(row);
                        let line = found.line(hit, names, Room { side: 90, hit: 60 });
                        if hit_row(ui, desk, &line, rect, row, chosen, whole.has_focus()).clicked() {
                            clicked = Some((row, found, hit));
                        }
                    }
                    None => {}
                }
            }
        });
        if let Some((row, found, hit)) = clicked {
            self.chosen = Some(row);
            self.focus = true;
            go_to(desk, found, hit);
        }
        wish
    }

    /// The arrows walk from hit to hit, Enter goes to the chosen one, Esc back.
    fn keys(&mut self, ui: &Ui, desk: &mut Desk<'_>, results: &Results, whole: &Response) -> Wish {
        if !whole.has_focus() {
            return Wish::Nothing;
        }
        let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::id(), filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let page = (whole.rect.height() / ROW).max(2.0) as isize - 1;
        let far = isize::MAX / 2;
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::Home, -far),
            (Key::End, far),
        ];
        for (key, delta) in steps {
            if pressed(key) {
                self.choose(results.step(self.chosen, delta));
            }
        }
        if pressed(Key::Enter)
            && let Some(Row::Hit(found, hit)) = self.chosen.and_then(|row| results.row(row))
        {
            go_to(desk, found, hit);
        }
        if pressed(Key::Escape) { Wish::Back } else { Wish::Nothing }
    }
}

/// Shows a hit where it stands: its words selected, its claim's form open, its picture enlarged.
pub(super) fn go_to(desk: &mut Desk<'_>, found: &Found, hit: &Hit) {
    let story = &found.story;
    desk.ask(Request::OpenStory(story.id.clone()));
    match hit.at {
        At::Text => {
            let block = story.story.block_at(hit.range.start).and_then(|at| story.story.blocks.get(at));
            if block.is_some_and(|block| block.role == BlockRole::Furniture) && !desk.view.furniture {
                desk.ask(Request::Run(Command::ToggleFurniture));
            }
            desk.ask(Request::Select(Some(Selection::of(hit.range))));
            desk.ask(Request::Reveal(hit.range));
        }
        At::Headline => desk.ask(Request::Reveal(Default::default())),
        At::Caption(number) => {
            let picture = story.story.pictures.get(number as usize);
            desk.ask(Request::Enlarge(picture.map(|picture| picture.id.clone())));
        }
        At::Note(which) | At::Field(which, _) | At::Claim(which) => {
            let Some((coder, claim)) = story.claim(which) else { return };
            if coder.coder == *desk.session.coder() {
                desk.ask(Request::GoTo(story.id.clone(), claim.id));
            } else if let Some(passage) = claim.passages.first() {
                // Another coder's claim has no form here; its words are shown.
                desk.ask(Request::Select(Some(Selection::of(passage.range))));
                desk.ask(Request::Reveal(passage.range));
            }
        }
    }
}

fn headline(ui: &Ui, desk: &Desk<'_>, found: &Found, rect: Rect) {
    let theme = desk.theme;
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0.0, theme.well);
    let story = &found.story.story;
    let date = story.date.map(day).unwrap_or_default();
    let facts = format!("{date}   {}", counted(found.hits.len(), "hit", "hits"));
    let facts = painter.layout_no_wrap(facts, Face::Sans.at(11.5), theme.faint);
    let at = pos2(rect.right() - 12.0 - facts.size().x, rect.center().y - facts.size().y / 2.0);
    let left = painter.with_clip_rect(rect.with_max_x(at.x - 10.0).intersect(ui.clip_rect()));
    painter.galley(at, facts, theme.faint);
    let name = match plain(story.headline.trim()) {
        blank if blank.is_empty() => found.story.id.as_str().to_owned(),
        name => name.into_owned(),
    };
    let words = Words::new(&left, &name, Face::SansMedium, 12.5, theme.ink);
    words.paint(&left, rect.left() + 12.0, rect);
}

/// Words on one line, in the order they are read in.
pub(in crate::window) enum Words {
    Plain(std::sync::Arc<egui::Galley>, egui::Color32),
    Mixed(BidiSetting, egui::Color32),
}

impl Words {
    pub(in crate::window) fn new(
        painter: &Painter,
        text: &str,
        face: Face,
        size: f32,
        ink: egui::Color32,
    ) -> Self {
        if bidi::is_needed(text) {
            let format = TextFormat::simple(face.at(size), ink);
            Self::Mixed(BidiSetting::new(painter, text, &format, f32::INFINITY), ink)
        } else {
            Self::Plain(painter.layout_no_wrap(text.to_owned(), face.at(size), ink), ink)
        }
    }

    pub(in crate::window) fn size(&self) -> egui::Vec2 {
        match self {
            Self::Plain(galley, _) => galley.size(),
            Self::Mixed(setting, _) => setting.size(),
        }
    }

    pub(in crate::window) fn paint(self, painter: &Painter, left: f32, row: Rect) {
        let at = pos2(left, row.center().y - self.size().y / 2.0);
        match self {
            Self::Plain(galley, ink) => painter.galley(at, galley, ink),
            Self::Mixed(setting, ink) => setting.paint(painter, at, ink),
        }
    }
}

fn hit_row(
    ui: &Ui,
    desk: &Desk<'_>,
    line: &Line,
    rect: Rect,
    row: usize,
    chosen: bool,
    focused: bool,
) -> Response {
    let theme = desk.theme;
    let response = ui.interact(rect, Id::unique(("search row", row)), Sense::CLICK);
    let label = format!("{}{}{}", line.before, line.hit, line.after);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &label));
    let painter = ui.painter();
    if chosen {
        painter.rect_filled(rect, 0.0, if focused { theme.selection } else { theme.hover });
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, theme.hover);
    }
    let row_clip = rect.intersect(ui.clip_rect());
    let hit = Words::new(painter, &line.hit, Face::SansStrong, 13.0, theme.ink);
    let room = rect.with_max_x(rect.right() - PLACE);
    let share = if line.right_to_left { 1.0 - BEFORE } else { BEFORE };
    let width = hit.size().x.min(room.width() * 0.5);
    let start = room.left() + room.width() * share - if line.right_to_left { width } else { 0.0 };
    // What is read first stands left, or right where one reads from there.
    let (left, right) =
        if line.right_to_left { (&line.after, &line.before) } else { (&line.before, &line.after) };
    let left = Words::new(painter, left, Face::Sans, 13.0, theme.faint);
    let right = Words::new(painter, right, Face::Sans, 13.0, theme.faint);
    let ground = Rect::from_min_size(pos2(start - 1.0, rect.top() + 3.0), vec2(width + 2.0, ROW - 6.0));
    painter.rect_filled(ground, 2.0, theme.hit);
    let at = start - left.size().x;
    left.paint(&painter.with_clip_rect(row_clip.with_max_x(start).with_min_x(rect.left() + 12.0)), at, rect);
    hit.paint(&painter.with_clip_rect(row_clip.with_max_x(start + width)), start, rect);
    let after = Rect { max: pos2(room.right() - 8.0, rect.bottom()), ..row_clip };
    right.paint(&painter.with_clip_rect(after.intersect(row_clip)), start + width, rect);
    if !line.place.is_empty() {
        let place = painter.layout_no_wrap(line.place.clone(), Face::Sans.at(11.5), theme.faint);
        let at = pos2(
            (rect.right() - 12.0 - place.size().x).max(room.right()),
            rect.center().y - place.size().y / 2.0,
        );
        painter.with_clip_rect(row_clip.with_min_x(room.right())).galley(at, place, theme.faint);
    }
    response
}
