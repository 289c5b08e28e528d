//! The keys of the enlarged picture.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::edits::{self, Target};
use super::tool;
use super::toolbar::Step;
use super::viewer::{Viewer, enlarged};
use crate::claims::Shape;
use crate::window::article::Article;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// How far one press of an arrow moves a region: half a percent.
const NUDGE: i32 = 50;

/// What arrows have made of a region since they were pressed; one step for the history.
pub struct Nudge {
    /// Which region.
    pub target: Target,
    /// What it has become.
    pub shape: Shape,
    label: &'static str,
    /// The frame in which it was handed on; it is shown until the project says the same.
    done: Option<u64>,
}

const ARROWS: [(Key, i32, i32); 4] =
    [(Key::ArrowLeft, -1, 0), (Key::ArrowRight, 1, 0), (Key::ArrowUp, 0, -1), (Key::ArrowDown, 0, 1)];

impl Viewer {
    /// Takes the keys that mean something to the picture, before anybody else does. Called again
    /// in the same frame it finds none. What is pressed while something beside the picture has the
    /// keyboard, a field of the form or a card, is not about the picture.
    pub fn keys(&mut self, ctx: &Context, desk: &mut Desk) {
        let Some((picture, ..)) = enlarged(desk) else { return };
        // A dialog over the picture has its own way out.
        let covered = ctx.memory(|memory| memory.top_modal_layer().is_some());
        let focused = ctx.memory(egui::Memory::focused);
        let elsewhere = focused.is_some_and(|id| id != Article::id()) && !self.has_keyboard(ctx);
        if covered || elsewhere || ctx.any_popup_open() {
            self.end_nudge(ctx, desk, &picture.id, false);
            return;
        }
        let pressed =
            |modifiers: Modifiers, key: Key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        let fit = !self.yields(desk, Modifiers::NONE, Key::Num0);
        let steps = [
            (Key::Plus, Step::In),
            (Key::Equals, Step::In),
            (Key::Minus, Step::Out),
            (Key::Num0, Step::Fit),
            (Key::PageUp, Step::Previous),
            (Key::PageDown, Step::Next),
        ];
        for (key, step) in steps {
            if (step != Step::Fit || fit) && pressed(Modifiers::NONE, key) {
                self.step(step, ctx, desk);
            }
        }
        // Space held is for dragging; the article's own meaning of it is that of the caption only.
        if !self.on_caption {
            pressed(Modifiers::NONE, Key::Space);
        }
        self.outline_keys(ctx, desk, &picture.id);
        self.corner_keys(ctx, desk, &picture.id);
        self.arrows(ctx, desk, &picture.id);
        if pressed(Modifiers::NONE, Key::Escape) {
            self.escape(desk);
        }
        if let Some(target) = self.selected
            && (pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace))
        {
            match self.corner.take() {
                Some(corner) => tool::remove_corner(desk, &picture.id, target, corner),
                None => {
                    edits::remove(desk, target);
                    self.selected = None;
                }
            }
        }
    }

    /// Whether a key is left to its command: one that does something with what was drawn, or with words
    /// of the caption.
    fn yields(&self, desk: &Desk, modifiers: Modifiers, key: Key) -> bool {
        let shortcut = KeyboardShortcut::new(modifiers, key);
        let bound = desk.keys.bindings().iter().find(|(bound, _)| *bound == shortcut);
        let drawn = desk.view.drawn.is_some();
        match bound.map(|(_, command)| command) {
            Some(
                Command::Tag(_)
                | Command::TagAs
                | Command::Highlight
                | Command::RepeatSpeaker
                | Command::RepeatKind
                | Command::RepeatClaim
                | Command::AddPassage,
            ) => drawn,
            Some(Command::TakeCue) => desk.view.selects_words() && (drawn || self.on_caption),
            _ => false,
        }
    }

    fn escape(&mut self, desk: &mut Desk) {
        let selects = self.on_caption && desk.view.selects_words();
        if self.corner.take().is_some() {
        } else if selects {
            desk.ask(Request::Select(None));
        } else if desk.view.drawn.is_some() {
            desk.ask(Request::Draw(None));
        } else if self.tool != tool::Tool::default() {
            self.take(tool::Tool::default());
        } else if self.selected.take().is_none() {
            desk.ask(Request::Enlarge(None));
        }
    }

    fn arrows(&mut self, ctx: &Context, desk: &mut Desk, picture: &crate::story::PictureId) {
        for (key, across, down) in ARROWS {
            // Shift first: without it, the other would match too.
            for shift in [true, false] {
                let modifiers = if shift { Modifiers::SHIFT } else { Modifiers::NONE };
                let count = ctx.input_mut(|input| input.count_and_consume_key(modifiers, key));
                for _ in 0..count {
                    match self.selected {
                        Some(target) => self.nudge(desk, picture, target, (across, down), shift),
                        None if across != 0 => {
                            let step = if across < 0 { Step::Previous } else { Step::Next };
                            self.step(step, ctx, desk);
                        }
                        None => {}
                    }
                }
            }
        }
        let held = ctx.input(|input| ARROWS.iter().any(|(key, ..)| input.key_down(*key)));
        self.end_nudge(ctx, desk, picture, held);
    }

    /// Makes what the arrows did a step, once none of them is `held`.
    fn end_nudge(&mut self, ctx: &Context, desk: &mut Desk, picture: &crate::story::PictureId, held: bool) {
        let frame = ctx.cumulative_pass_nr();
        self.nudge.take_if(|nudge| nudge.done.is_some_and(|done| done < frame));
        if let Some(nudge) = self.nudge.as_mut().filter(|nudge| !held && nudge.done.is_none()) {
            nudge.done = Some(frame);
            edits::reshape(desk, picture, nudge.target, nudge.shape.clone(), nudge.label);
        }
    }

    fn nudge(
        &mut self,
        desk: &Desk,
        picture: &crate::story::PictureId,
        target: Target,
        (across, down): (i32, i32),
        resize: bool,
    ) {
        let under_way = self.nudge.as_ref().filter(|nudge| nudge.target == target && nudge.done.is_none());
        let now = under_way.map(|nudge| nudge.shape.clone());
        let Some(shape) = now.or_else(|| edits::shape_of(desk, picture, target)) else { return };
        let (across, down) = (across * NUDGE, down * NUDGE);
        let corner = self.corner.and_then(|corner| Some((corner, *shape.corners().get(corner)?)));
        let (shape, label) = match corner {
            Some((corner, at)) => {
                let Shape::Point { x, y } = Shape::point(at).moved(across, down) else { return };
                (shape.with_corner(corner, (x, y)), "move corner")
            }
            None if resize => (shape.stretched(across, down), "resize region"),
            None => (shape.moved(across, down), "move region"),
        };
        // A move that became a resize is one step, and the larger word says it.
        let resized = under_way.is_some_and(|nudge| nudge.label == "resize region");
        let label = if resized { "resize region" } else { label };
        self.nudge = Some(Nudge { target, shape, label, done: None });
    }

    /// C goes from corner to corner of the selected polygon, I adds one after it.
    fn corner_keys(&mut self, ctx: &Context, desk: &mut Desk, picture: &crate::story::PictureId) {
        let Some(target) = self.selected.filter(|_| self.outline.is_empty()) else { return };
        let Some(shape @ Shape::Polygon(_)) = edits::shape_of(desk, picture, target) else { return };
        let corners = shape.corners();
        let yields = [Modifiers::SHIFT, Modifiers::NONE].map(|held| self.yields(desk, held, Key::C));
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        let count = corners.len();
        if count == 0 {
            return;
        }
        if !yields[0] && pressed(Modifiers::SHIFT, Key::C) {
            self.corner = Some(self.corner.map_or(count - 1, |corner| (corner + count - 1) % count));
        }
        if !yields[1] && pressed(Modifiers::NONE, Key::C) {
            self.corner = Some(self.corner.map_or(0, |corner| (corner + 1) % count));
        }
        if let Some(corner) = self.corner.filter(|_| pressed(Modifiers::NONE, Key::I)) {
            let middle = |a: u16, b: u16| u16::midpoint(a, b);
            let next = corners.get((corner + 1) % count);
            let ends = corners.get(corner).zip(next).map(|(a, b)| (middle(a.0, b.0), middle(a.1, b.1)));
            if let Some(more) = ends.and_then(|at| shape.with_corner_after(corner, at)) {
                edits::reshape(desk, picture, target, more, "add corner");
                self.corner = Some(corner + 1);
            }
        }
    }
}
