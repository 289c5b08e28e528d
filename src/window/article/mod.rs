//! The article: a page to read, select in and mark, laid out only where it is seen.
//!
//! One frame: the page is fitted to the room, moved by wheel, bar and keys, and the pieces in view
//! are laid out; the pointer and the keyboard act on them; then the marks are painted behind the
//! text. What a gesture asks for goes to the desk's tray.

pub(in crate::window) mod bar;
pub(in crate::window) mod bidi;
mod chooser;
mod find;
mod gesture;
mod handles;
mod heights;
mod hits;
mod inset;
mod keys;
mod layers;
mod links;
mod mentions;
mod others;
mod page;
mod paint;
mod pieces;
mod pointer;
mod scroll;
mod setting;
mod speak;
pub mod structure;
mod style;

use std::time::{Duration, Instant};

use egui::{Id, Painter, Rect, Response, Sense, Ui, pos2};

pub use self::inset::{Inset, Marking};

use self::chooser::Chooser;
use self::find::Find;
use self::gesture::{Gesture, Presses};
use self::handles::Handle;
use self::mentions::Mentions;
use self::others::OtherSpot;
use self::page::{Page, Placed};
use self::paint::MarginSpot;
use self::pieces::Furniture;
use super::desk::{Desk, Request};
use super::view::View;
use crate::project::StoryWork;
use crate::story::{BytePos, Granularity, StoryId, TextRange};

/// The article view with what it remembers between frames.
#[derive(Default)]
pub struct Article {
    page: Option<Page>,
    shown: Option<StoryId>,
    gesture: Gesture,
    presses: Presses,
    /// Where a caret moved by rows wants to be, in points.
    goal: Option<f32>,
    /// The selections that widening came from.
    narrower: Vec<TextRange>,
    reveal: Option<Reveal>,
    chooser: Option<Chooser>,
    mentions: Mentions,
    /// The search in the story.
    pub find: Find,
    /// Whether heights are made exact in idle frames. Off in tests, which wait for quiet.
    pub idle_measuring: bool,
    /// The first letter of the topmost row in view.
    top: BytePos,
}

/// A place to bring into view.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reveal {
    /// Somewhere in view; it may stay where it is if it is seen already.
    Near(TextRange),
    /// At the top, as it was left.
    Top(BytePos),
}

/// What can be taken hold of beside the text, in this frame.
struct Grips {
    spots: Vec<MarginSpot>,
    others: Vec<OtherSpot>,
    handles: Vec<Handle>,
    links: Vec<links::Drawn>,
}

/// Everything one frame's parts need of the page.
struct Frame<'f> {
    painter: &'f Painter,
    response: &'f Response,
    /// Where the page is seen.
    view: Rect,
    /// Where the text column begins.
    left: f32,
    placed: &'f [Placed],
}

impl Article {
    /// Names the article to egui: it can have the keyboard.
    #[must_use]
    pub fn id() -> Id {
        Id::unique("article")
    }

    /// Brings a range into view in the next frame.
    pub fn reveal(&mut self, range: TextRange) {
        self.reveal = Some(Reveal::Near(range));
    }

    /// Puts a position at the top of the view in the next frame.
    pub fn return_to(&mut self, pos: BytePos) {
        self.reveal = Some(Reveal::Top(pos));
    }

    /// The position at the top of the view, to come back to. Of a page that was not scrolled it is
    /// the text's beginning, even if that does not show: outlet and date stand above the text.
    #[must_use]
    pub fn top_pos(&self) -> BytePos {
        let at_beginning = self.page.as_ref().is_some_and(|page| page.scrolled() <= 0.0);
        if at_beginning { BytePos(0) } else { self.top }
    }

    /// The story that was shown last.
    #[must_use]
    pub fn shown(&self) -> Option<&StoryId> {
        self.shown.as_ref()
    }

    /// What is selected becomes the next wider unit; returns it with its name.
    pub fn widen(&mut self, work: &StoryWork, view: &View) -> Option<(TextRange, Granularity)> {
        let now = view.selection?.range();
        let block = work.story.blocks.get(work.story.block_at(now.start)?)?.range;
        let (wider, unit) = work.text.widen(now, block)?;
        self.narrower.push(now);
        Some((wider, unit))
    }

    /// The selection before the last widening, if it lies within the present one.
    pub fn narrow(&mut self, view: &View) -> Option<TextRange> {
        let now = view.selection?.range();
        self.narrower.pop().filter(|narrower| now.covers(*narrower))
    }

    /// Shows the article in the whole of `ui`.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let Some((id, work)) = desk.story() else { return };
        if self.shown.as_ref() != Some(id) {
            self.shown = Some(id.clone());
            self.page = None;
            self.gesture = Gesture::Idle;
            self.narrower.clear();
            self.chooser = None;
        }
        structure::bar(ui, desk, work);
        self.find.bar(ui, desk, work);
        self.mentions.refresh(ui.ctx(), desk, work);
        let room = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(room);
        let furniture = match (desk.view.structure, desk.view.furniture) {
            (Some(_), _) => Furniture::Plain,
            (None, true) => Furniture::Unfolded,
            (None, false) => Furniture::Folded,
        };
        let keep = self.page.as_ref().map(|_| self.top_pos());
        if !self.page.as_ref().is_some_and(|page| page.shows(work, furniture)) {
            // A page made anew (furniture unfolded, roles changed) stays where it was.
            if let (Some(pos), None) = (keep.filter(|pos| *pos > BytePos(0)), self.reveal) {
                self.reveal = Some(Reveal::Top(pos));
            }
            self.page = Some(Page::new(work, furniture));
        }
        // Taken out for the frame, so that its parts may borrow the rest.
        let Some(mut page) = self.page.take() else { return };
        self.frame(ui, desk, &mut page, room);
        self.page = Some(page);
    }

    fn frame(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, page: &mut Page, room: Rect) {
        let painter = ui.painter_at(room);
        painter.rect_filled(room, 0.0, desk.theme.paper);
        let view = Rect::from_min_max(room.min, pos2(room.right() - scroll::BAR, room.bottom()));
        let margin = if desk.view.structure.is_some() { structure::MARGIN } else { paint::MARGIN };
        let column = Page::column(view.width() - margin - 22.0);
        // Where there is room for the labels the text stays where it was.
        let centred = paint::MARGIN + (view.width() - paint::MARGIN - 22.0 - column) / 2.0;
        let left = (view.left() + centred.max(margin)).round();
        page.measure(column, ui.pixels_per_point());

        let response = ui.interact(view, Self::id(), Sense::click_and_drag());
        self.scroll_bar(ui, page, room, desk.theme);
        self.move_view(ui, desk, page, &painter, view, &response);
        let placed = page.lay_out(view, left, &painter, desk.theme);
        let frame = Frame { painter: &painter, response: &response, view, left, placed: &placed };

        self.paint_ground(desk, page, &frame, ui);
        let spots = self.paint_text(desk, page, &frame);
        let others = others::paint(desk, page, &frame);
        let (handles, drawn) = (handles::show(desk, &frame), links::in_view(desk, page, &frame));
        let grips = Grips { spots, others, handles, links: drawn };
        self.pointer(ui, desk, page, &frame, &grips);
        links::paint(desk, &frame, &grips.links);
        self.mentions.hover(ui, desk, &frame);
        self.keyboard(ui, desk, page, &frame);
        self.caret(desk, &frame, ui);
        if desk.view.structure.is_some() {
            structure::labels(ui, desk, page, &frame);
        }
        structure::drop_picture(ui, desk, page, &frame);
        speak::pieces(ui, desk, page, &frame);
        self.selection_bar(ui, desk, &frame);
        self.chooser(ui, desk);
        self.report_reading_line(desk, &frame);
        if self.idle_measuring && matches!(self.gesture, Gesture::Idle) {
            let until = Instant::now() + Duration::from_millis(2);
            if page.measure_more(until, &painter, desk.theme) {
                ui.ctx().request_repaint();
            }
        }
    }

    /// The position at the reading line, a third down the page, for the pictures beside it.
    fn report_reading_line(&mut self, desk: &mut Desk<'_>, frame: &Frame<'_>) {
        let line = frame.view.top() + frame.view.height() / 3.0;
        let above = |placed: &&Placed| placed.origin.y <= line && !placed.range.is_empty();
        let seen =
            |placed: &&Placed| placed.rect().bottom() > frame.view.top() + 8.0 && !placed.range.is_empty();
        if let Some(top) = frame.placed.iter().find(seen) {
            self.top = top.pos_at(pos2(frame.left, (frame.view.top() + 8.0).max(top.origin.y)));
        }
        let Some(placed) = frame.placed.iter().rfind(above) else { return };
        let pos = placed.pos_at(pos2(frame.left, line));
        if pos != desk.view.reading_at {
            desk.ask(Request::ReadingAt(pos));
        }
    }
}
