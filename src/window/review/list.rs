//! The list of findings: only the rows in view are laid out.

use egui::{
    Context, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::rows::{Row, Rows};
use crate::analysis::review::{Finding, Problem};
use crate::story::StoryId;
use crate::window::chrome::parts::{cross, tick};
use crate::window::chrome::text::{counted, day, plain};
use crate::window::claims::shown;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::search::Words;
use crate::window::view::Selection;

/// The height of a row, in points.
const ROW: f32 = 23.0;
/// The width of what is said first, in points.
const PROBLEM: f32 = 250.0;
/// The room of the button at a row's right end, in points.
const BUTTON: f32 = 34.0;

/// How the list is scrolled, and what is chosen in it.
#[derive(Default)]
pub(super) struct List {
    /// The row of the chosen finding.
    pub(super) chosen: Option<usize>,
    /// The chosen row that was gone to.
    went: Option<usize>,
    bring: bool,
    focus: bool,
}

/// What the list asks of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// The panel closes.
    Close,
    /// The finding of this row is right so, or not any more.
    Dismiss(usize),
}

impl List {
    fn id() -> Id {
        Id::unique("review list")
    }

    pub(super) fn has_keyboard(ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(Self::id()))
    }

    /// Gives the list the keyboard, at the chosen finding or the first one.
    pub(super) fn enter(&mut self, rows: &Rows) {
        self.focus = true;
        self.choose(self.chosen.or_else(|| rows.step(None, 0)));
    }

    pub(super) fn choose(&mut self, row: Option<usize>) {
        if self.chosen != row {
            self.went = None;
        }
        self.chosen = row;
        self.bring = row.is_some();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, rows: &Rows) -> Wish {
        let room = ui.available_rect_before_wrap();
        let whole = ui.interact(room, Self::id(), Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "To review"));
        if std::mem::take(&mut self.focus) {
            whole.request_focus();
        }
        let mut wish = self.keys(ui, desk, rows, &whole);
        let mut clicked = None;
        let area = ScrollArea::vertical().id_salt("review rows").auto_shrink(false).animated(false);
        area.show_viewport(ui, |ui, view| {
            ui.set_height(rows.len() as f32 * ROW);
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
            let last = ((view.bottom() / ROW).ceil().max(0.0) as usize).min(rows.len());
            for row in first..last {
                match rows.get(row) {
                    Some(Row::Story(story, listed)) => headline(ui, desk, story, *listed, place(row)),
                    Some(Row::Finding(story, finding, dismissed)) => {
                        let at = At {
                            rect: place(row),
                            row,
                            chosen: self.chosen == Some(row),
                            focused: whole.has_focus(),
                        };
                        let (line, button) = finding_row(ui, desk, story, finding, *dismissed, at);
                        if button {
                            wish = Wish::Dismiss(row);
                        } else if line.clicked() {
                            clicked = Some((row, story, finding));
                        }
                    }
                    None => {}
                }
            }
        });
        if let Some((row, story, finding)) = clicked {
            self.choose(Some(row));
            (self.went, self.focus, self.bring) = (Some(row), true, false);
            go_to(desk, story, finding);
        }
        wish
    }

    /// The arrows walk, Enter goes to the chosen one and again into its form, Delete says it is right
    /// so, Esc closes.
    fn keys(&mut self, ui: &Ui, desk: &mut Desk<'_>, rows: &Rows, whole: &Response) -> Wish {
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
                self.choose(rows.step(self.chosen, delta));
            }
        }
        let here = self.chosen.and_then(|row| Some((row, rows.get(row)?)));
        if pressed(Key::Enter)
            && let Some((row, Row::Finding(story, finding, _))) = here
        {
            let again = self.went == Some(row);
            self.went = Some(row);
            go_to(desk, story, finding);
            if again {
                desk.ask(if finding.claim.is_some() { Request::FocusForm } else { Request::FocusArticle });
            }
        }
        if pressed(Key::Delete)
            && let Some((row, Row::Finding(..))) = here
        {
            return Wish::Dismiss(row);
        }
        if pressed(Key::Escape) { Wish::Close } else { Wish::Nothing }
    }
}

/// Shows what a finding is about: its claim's form, its picture, its words.
fn go_to(desk: &mut Desk<'_>, story: &StoryId, finding: &Finding) {
    desk.ask(Request::OpenStory(story.clone()));
    match finding.claim {
        Some(claim) => {
            desk.ask(Request::GoTo(story.clone(), claim));
            let work = desk.project().story(story);
            if let Problem::NoPicture(picture) = &finding.problem
                && work.is_some_and(|work| work.story.picture(picture).is_some())
            {
                desk.ask(Request::Enlarge(Some(picture.clone())));
            }
        }
        None => {
            if let Some(range) = finding.range {
                desk.ask(Request::Choose(None));
                desk.ask(Request::Select(Some(Selection::of(range))));
                desk.ask(Request::Reveal(range));
            }
        }
    }
}

fn headline(ui: &Ui, desk: &Desk<'_>, story: &StoryId, listed: usize, rect: Rect) {
    let theme = desk.theme;
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0.0, theme.well);
    let Some(work) = desk.project().story(story) else { return };
    let status = work.status(desk.session.coder()).name();
    let date = work.story.date.map(day).unwrap_or_default();
    let facts = format!("{date}   {status}   {}", counted(listed, "finding", "findings"));
    let facts = painter.layout_no_wrap(facts, Face::Sans.at(11.5), theme.faint);
    let at = pos2(rect.right() - 12.0 - facts.size().x, rect.center().y - facts.size().y / 2.0);
    let left = painter.with_clip_rect(rect.with_max_x(at.x - 10.0).intersect(ui.clip_rect()));
    painter.galley(at, facts, theme.faint);
    let name = match plain(work.story.headline.trim()) {
        blank if blank.is_empty() => story.as_str().to_owned(),
        name => name.into_owned(),
    };
    Words::new(&left, &name, Face::SansMedium, 12.5, theme.ink).paint(&left, rect.left() + 12.0, rect);
}

/// Where a row stands, and how.
#[derive(Clone, Copy)]
struct At {
    rect: Rect,
    row: usize,
    chosen: bool,
    focused: bool,
}

/// One finding; says as well whether its button was clicked.
fn finding_row(
    ui: &Ui,
    desk: &Desk<'_>,
    story: &StoryId,
    finding: &Finding,
    dismissed: bool,
    at: At,
) -> (Response, bool) {
    let (theme, At { rect, row, .. }) = (desk.theme, at);
    let response = ui.interact(rect, Id::unique(("review row", row)), Sense::CLICK);
    let problem = shown(&finding.words(desk.codebook()), 60);
    let quote = quote(desk, story, finding);
    let remedy = if dismissed { "It is right so." } else { finding.sort().remedy() };
    let label = if quote.is_empty() {
        format!("{problem}. {remedy}")
    } else {
        format!("{problem}: {quote}. {remedy}")
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, at.chosen, &label));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if at.chosen {
        painter.rect_filled(rect, 0.0, if at.focused { theme.selection } else { theme.hover });
    } else if response.contains_pointer() {
        painter.rect_filled(rect, 0.0, theme.hover);
    }
    let ink = if dismissed { theme.faint } else { theme.ink };
    let end = rect.right() - BUTTON;
    let start = rect.left() + 22.0 + PROBLEM.min(rect.width() * 0.34);
    let part = |from: f32, to: f32| {
        painter.with_clip_rect(rect.with_min_x(from).with_max_x(to.max(from)).intersect(ui.clip_rect()))
    };
    let first = part(rect.left(), start - 10.0);
    Words::new(&first, &problem, Face::SansMedium, 12.5, ink).paint(&first, rect.left() + 22.0, rect);
    let remedy = painter.layout_no_wrap(remedy.to_owned(), Face::Sans.at(12.0), theme.faint);
    // What to do is short; where there is no room for both, the words it is about go first.
    let left = (end - remedy.size().x).max(start);
    part(left, end).galley(pos2(left, rect.center().y - remedy.size().y / 2.0), remedy, theme.faint);
    let middle = part(start, left - 14.0);
    Words::new(&middle, &quote, Face::Serif, 13.5, ink).paint(&middle, start, rect);
    (response, button(ui, desk, row, dismissed, at))
}

/// The tick that says it is right so, or the cross that takes that back.
fn button(ui: &Ui, desk: &Desk<'_>, row: usize, dismissed: bool, at: At) -> bool {
    let theme = desk.theme;
    let place = at.rect.with_min_x(at.rect.right() - BUTTON).shrink2(vec2(4.0, 1.0));
    let response = ui.interact(place, Id::unique(("review right", row)), Sense::CLICK);
    let name = if dismissed { "Warn again" } else { "It is right so" };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(place, 4.0, theme.well);
    }
    if response.hovered() || at.chosen || dismissed {
        let icon = Rect::from_center_size(place.center(), vec2(9.0, 9.0));
        if dismissed {
            cross(ui.painter(), icon.shrink(1.0), theme.faint)
        } else {
            tick(ui.painter(), icon, theme.accent)
        }
    }
    response.on_hover_text(format!("{name} (Delete)")).clicked()
}

/// The words it is about.
fn quote(desk: &Desk<'_>, story: &StoryId, finding: &Finding) -> String {
    let Some(work) = desk.project().story(story) else { return String::new() };
    let claim = finding.claim.and_then(|id| work.claim(desk.session.coder(), id));
    let words = finding.range.and_then(|range| work.text.slice(range));
    let lost = || claim.and_then(|claim| Some(claim.passages.first()?.quote()));
    shown(words.or_else(lost).unwrap_or_default(), 140)
}
