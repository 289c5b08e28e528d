//! What a press on an enlarged picture draws, and the outline that grows corner by corner.

use egui::{Context, Key, Modifiers, Painter, Pos2, Stroke, Ui};

use super::edits;
use super::figure::REACH;
use super::mapping::Mapping;
use super::viewer::{Viewer, enlarged};
use crate::claims::{Region, Shape, Spot};
use crate::story::PictureId;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// What is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// A rectangle, by a drag; a click chooses what lies there.
    #[default]
    Rectangle,
    /// A polygon, by a click at each corner.
    Polygon,
    /// A point, by a click.
    Point,
}

impl Tool {
    /// Every tool in the order of the toolbar.
    pub const ALL: [Self; 3] = [Self::Rectangle, Self::Polygon, Self::Point];

    /// The command that takes it.
    pub fn command(self) -> Command {
        match self {
            Self::Rectangle => Command::DrawRectangles,
            Self::Polygon => Command::DrawPolygons,
            Self::Point => Command::DrawPoints,
        }
    }

    /// What its button says.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rectangle => "Draw rectangles",
            Self::Polygon => "Draw polygons",
            Self::Point => "Draw points",
        }
    }

    /// How it is used, for its tooltip.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Rectangle => "drag from corner to corner; a click chooses a region",
            Self::Polygon => {
                "click each corner; Enter, a double click or the first corner closes, Backspace takes the \
                 last corner back, Esc drops it"
            }
            Self::Point => "click the place; Ctrl+click chooses a region",
        }
    }

    /// What the tool makes in the middle of what is seen, to be moved from there by keys.
    fn in_the_middle(self, seen: (Spot, Spot)) -> Shape {
        let ((left, top), (right, bottom)) = seen;
        let part = |from: u16, to: u16, of_four: u16| from + (to - from) / 4 * of_four;
        let one = (part(left, right, 1), part(top, bottom, 1));
        let other = (part(left, right, 3), part(top, bottom, 3));
        // However near one looks, it is large enough to be seen.
        let frame = Shape::rectangle(one, other).stretched(0, 0);
        let [left, top, right, bottom] = frame.bounds();
        let (x, y) = (u16::midpoint(left, right), u16::midpoint(top, bottom));
        match self {
            Self::Rectangle => frame,
            Self::Polygon => Shape::Polygon(vec![(x, top), (right, y), (x, bottom), (left, y)]),
            Self::Point => Shape::point((x, y)),
        }
    }
}

impl Viewer {
    /// Takes the keys of an outline that is being drawn.
    pub(super) fn outline_keys(&mut self, ctx: &Context, desk: &mut Desk, picture: &PictureId) {
        if self.outline.is_empty() {
            return;
        }
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::NONE, Key::Enter) {
            self.close_outline(desk, picture);
        }
        if pressed(Modifiers::NONE, Key::Backspace) || pressed(Modifiers::NONE, Key::Delete) {
            self.outline.pop();
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            self.outline.clear();
        }
    }

    /// Takes a tool; the one that is in hand already puts what it draws in the middle of what is seen.
    /// What was drawn before is never replaced by it.
    pub(super) fn ask_for(&mut self, tool: Tool, desk: &mut Desk) {
        let Some((picture, ..)) = enlarged(desk) else { return };
        if self.tool != tool || self.pan {
            self.take(tool);
        } else if desk.view.drawn.is_some() {
            desk.ask(Request::Notify("Tag what is drawn first, or drop it with Esc.".to_owned()));
        } else if self.outline.is_empty() {
            let (view, pixels) = self.view;
            let mapping = self.lens.mapping(view, pixels);
            let seen = (mapping.to_picture(view.min), mapping.to_picture(view.max));
            draw(desk, &picture.id, tool.in_the_middle(seen));
        }
    }

    /// Draws with another tool from now on.
    pub(super) fn take(&mut self, tool: Tool) {
        self.tool = tool;
        self.outline.clear();
        self.pan = false;
    }

    /// A press with a tool that needs no drag. Says whether it was such a tool.
    pub(super) fn place(
        &mut self,
        desk: &mut Desk,
        mapping: Mapping,
        picture: &PictureId,
        at: Pos2,
        twice: bool,
    ) -> bool {
        let spot = mapping.to_picture(at);
        match self.tool {
            Tool::Rectangle => return false,
            Tool::Point => draw(desk, picture, Shape::point(spot)),
            Tool::Polygon => {
                let near =
                    |spot: Option<&Spot>| spot.is_some_and(|spot| mapping.point(*spot).distance(at) <= REACH);
                let first = self.outline.len() > 2 && near(self.outline.first());
                let last = near(self.outline.last());
                if first || (twice && last) {
                    self.close_outline(desk, picture);
                } else if !last {
                    if self.outline.is_empty() && desk.view.drawn.is_some() {
                        desk.ask(Request::Draw(None));
                    }
                    self.outline.push(spot);
                }
            }
        }
        true
    }

    /// Makes a region of the corners so far; with fewer than three the outline goes on.
    fn close_outline(&mut self, desk: &mut Desk, picture: &PictureId) {
        if let Some(shape) = Shape::polygon(self.outline.iter().copied()) {
            self.outline.clear();
            draw(desk, picture, shape);
        }
    }

    /// Paints the outline so far, with a line to the pointer.
    pub(super) fn paint_outline(&self, ui: &Ui, painter: &Painter, desk: &Desk, mapping: Mapping) {
        let mut line: Vec<Pos2> = self.outline.iter().map(|spot| mapping.point(*spot)).collect();
        let corners = line.clone();
        let pointer = ui.input(|input| input.pointer.hover_pos());
        line.extend(pointer.filter(|at| !corners.is_empty() && self.view.0.contains(*at)));
        painter.line(line.clone(), Stroke::new(3.5, desk.theme.paper));
        painter.line(line, Stroke::new(1.6, desk.theme.accent));
        for (number, corner) in corners.iter().enumerate() {
            // The first one closes the outline, so it is larger.
            let radius = if number == 0 { 5.0 } else { 3.5 };
            painter.circle(*corner, radius, desk.theme.paper, Stroke::new(1.5, desk.theme.accent));
        }
    }
}

fn draw(desk: &mut Desk, picture: &PictureId, shape: Shape) {
    desk.ask(Request::Draw(Some(Region { picture: picture.clone(), shape })));
}

/// Takes the corner away, or says that a polygon needs three.
pub(super) fn remove_corner(desk: &mut Desk, picture: &PictureId, target: edits::Target, corner: usize) {
    let Some(shape) = edits::shape_of(desk, picture, target) else { return };
    match shape.without_corner(corner) {
        Some(less) => edits::reshape(desk, picture, target, less, "remove corner"),
        None => desk.ask(Request::Notify("A polygon has three corners or more.".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_draws_can_be_seen_at_every_zoom() {
        for tool in Tool::ALL {
            for seen in [((0, 0), (10_000, 10_000)), ((9998, 9997), (9999, 10_000)), ((3, 3), (3, 3))] {
                let [left, top, right, bottom] = tool.in_the_middle(seen).bounds();
                assert!(right <= 10_000 && bottom <= 10_000);
                assert!(
                    tool == Tool::Point || (right >= left + 10 && bottom >= top + 10),
                    "{tool:?} {seen:?}"
                );
            }
        }
    }
}
