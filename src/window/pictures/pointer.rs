//! The pointer on the enlarged picture.

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, Vec2};

use super::edits::{self, Target};
use super::figure::{Figure, REACH};
use super::gesture::{Drag, Handle, is_tiny};
use super::mapping::Mapping;
use super::regions::{self, Placed};
use super::tool::{self, Tool};
use super::viewer::Viewer;
use crate::claims::{Region, Shape};
use crate::story::PictureId;
use crate::window::desk::{Desk, Request};

impl Viewer {
    /// Follows the pointer; returns the outline a drag makes meanwhile, and whose it is.
    pub(super) fn drags(
        &mut self,
        ui: &Ui,
        desk: &mut Desk,
        response: &Response,
        mapping: Mapping,
        placed: &[Placed],
        picture: &PictureId,
    ) -> Option<(Option<Target>, Shape)> {
        let selected =
            self.selected.and_then(|target| Some((target, edits::shape_of(desk, picture, target)?)));
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin());
            self.drag = origin.map(|at| self.begin(ui, response, mapping, selected.clone(), at));
        }
        if response.secondary_clicked() {
            self.held =
                response.interact_pointer_pos().and_then(|at| self.under(desk, mapping, placed, picture, at));
        }
        let pointer = ui.input(|input| (input.pointer.interact_pos(), input.pointer.press_origin()));
        if matches!(self.drag, Some(Drag::Pan)) {
            self.lens.pan(response.drag_delta(), self.view.0, self.view.1);
        }
        let at = response.interact_pointer_pos().or(pointer.0);
        let draft = self.drag.as_ref().zip(at).and_then(|(drag, at)| drag.shape(mapping, at));
        if response.drag_stopped() {
            if let (Some(Drag::Place), Some(at)) = (&self.drag, at) {
                self.place(desk, mapping, picture, at, false);
            }
            if let (Some(drag), Some((target, shape)), Some(at)) = (self.drag.take(), draft.clone(), at) {
                self.release(desk, &drag, target, shape, mapping, picture);
                let way = response.total_drag_delta().or(pointer.1.map(|from| at - from));
                if matches!(drag, Drag::Draw(_)) && way.is_some_and(is_tiny) {
                    self.click(desk, mapping, placed, at);
                }
                if let Drag::Corner(_, _, corner) = drag {
                    self.corner = Some(corner);
                }
            }
            self.drag = None;
        } else if response.clicked_by(PointerButton::Primary) {
            response.request_focus();
            let choosing = ui.input(|input| input.modifiers.command) || self.pan;
            let twice = response.double_clicked();
            if let Some(at) = at
                && !self.on_corners(desk, mapping, picture, at, twice)
                && (choosing || !self.place(desk, mapping, picture, at, twice))
            {
                self.click(desk, mapping, placed, at);
            }
        }
        if let Some(at) = response.hover_pos().filter(|_| self.drag.is_none()) {
            let top = regions::hits(placed, mapping, at).first().and_then(|hit| placed.get(*hit));
            if let Some(region) = top {
                desk.ask(Request::Hover(region.claim));
                if let Some(words) = regions::hint(desk, region) {
                    response.clone().on_hover_text_at_pointer(words);
                }
            }
            let icon = match selected.filter(|_| !self.pan && self.outline.is_empty()) {
                Some((_, shape)) => over_selected(&shape, mapping, self.view.0, at),
                None => self.pan.then_some(CursorIcon::Grab),
            };
            let over = top.is_some() && self.tool == Tool::Rectangle;
            let otherwise = if over { CursorIcon::PointingHand } else { CursorIcon::Crosshair };
            ui.ctx().set_cursor_icon(icon.unwrap_or(otherwise));
        }
        // What was released stays as it was until the project says so, a frame later.
        draft.or_else(|| self.nudge.as_ref().map(|nudge| (Some(nudge.target), nudge.shape.clone())))
    }

    fn begin(
        &self,
        ui: &Ui,
        response: &Response,
        mapping: Mapping,
        selected: Option<(Target, Shape)>,
        at: Pos2,
    ) -> Drag {
        let (space, shift) = ui.input(|input| (input.key_down(egui::Key::Space), input.modifiers.shift));
        if self.pan || space || !response.drag_started_by(PointerButton::Primary) {
            return Drag::Pan;
        }
        let place = mapping.to_picture(at);
        // With Shift, a region can be drawn inside the selected one.
        if let Some((target, shape)) = selected.filter(|_| !shift && self.outline.is_empty()) {
            let figure = Figure::new(&shape, mapping);
            if let Some(corner) = figure.corner_at(at) {
                return Drag::Corner(target, shape, corner);
            }
            if let Some((handle, grip)) = handle_at(&shape, figure.rect(), self.view.0, at) {
                return Drag::Resize(target, shape, handle, grip);
            }
            if figure.meets(at) {
                return Drag::Move(target, shape, place);
            }
        }
        if self.tool == Tool::Rectangle { Drag::Draw(place) } else { Drag::Place }
    }

    fn release(
        &mut self,
        desk: &mut Desk,
        drag: &Drag,
        target: Option<Target>,
        shape: Shape,
        mapping: Mapping,
        picture: &PictureId,
    ) {
        match target {
            Some(target) => {
                edits::reshape(desk, picture, target, shape, drag.label());
            }
            // A line is no region: nobody could see or touch it.
            None if mapping.to_screen(&shape).size().min_elem() < 4.0 => {}
            None => desk.ask(Request::Draw(Some(Region { picture: picture.clone(), shape }))),
        }
    }

    /// Chooses the smallest region under the pointer, or the next one there.
    fn click(&mut self, desk: &mut Desk, mapping: Mapping, placed: &[Placed], at: Pos2) {
        if desk.view.drawn.is_some() {
            desk.ask(Request::Draw(None));
        }
        let hits: Vec<&Placed> =
            regions::hits(placed, mapping, at).into_iter().filter_map(|hit| placed.get(hit)).collect();
        let opened = desk.view.others.as_ref().and_then(|others| others.opened()).map(|(_, claim)| claim.id);
        let now = hits.iter().position(|region| match &self.selected {
            Some(selected) => region.target() == Some(*selected),
            None => opened.is_some_and(|opened| region.other.is_some() && opened == region.claim),
        });
        let next = now.map_or(0, |now| (now + 1) % hits.len());
        match hits.get(next) {
            Some(region) => self.take_hold(desk, region),
            None => self.select(None),
        }
    }

    /// Takes hold of what a right click means: the selected region if it is there, or else the smallest;
    /// and the corner under the pointer.
    fn under(
        &mut self,
        desk: &mut Desk,
        mapping: Mapping,
        placed: &[Placed],
        picture: &PictureId,
        at: Pos2,
    ) -> Option<(Target, Option<usize>)> {
        let figure = |shape: &Shape| Figure::new(shape, mapping);
        let shape = self.selected.and_then(|target| edits::shape_of(desk, picture, target));
        let corner = shape.as_ref().and_then(|shape| figure(shape).corner_at(at));
        if shape.is_some_and(|shape| corner.is_some() || figure(&shape).meets(at)) {
            self.corner = corner;
            return self.selected.map(|target| (target, corner));
        }
        let hits = regions::hits(placed, mapping, at);
        let region = hits.first().and_then(|hit| placed.get(*hit)).filter(|region| region.other.is_none())?;
        self.take_hold(desk, region);
        self.corner = figure(&region.shape).corner_at(at);
        self.selected.map(|target| (target, self.corner))
    }

    /// Chooses the region's claim, with the region in hand; another coder's is only shown.
    pub(super) fn take_hold(&mut self, desk: &mut Desk, region: &Placed) {
        self.select(region.target());
        desk.ask(match region.other.clone() {
            None => Request::Choose(Some(region.claim)),
            Some(coder) => Request::ShowOther(Some((coder, region.claim))),
        });
    }
}

impl Viewer {
    /// A click on a corner or an edge of the selected polygon: a corner is chosen, a second click
    /// takes it away, and on an edge adds one. Says whether it was such a click.
    fn on_corners(
        &mut self,
        desk: &mut Desk,
        mapping: Mapping,
        picture: &PictureId,
        at: Pos2,
        twice: bool,
    ) -> bool {
        let Some(target) = self.selected.filter(|_| self.outline.is_empty()) else { return false };
        let Some(shape) = edits::shape_of(desk, picture, target) else { return false };
        let figure = Figure::new(&shape, mapping);
        if let Some(corner) = figure.corner_at(at) {
            self.corner = Some(corner);
            if twice {
                self.corner = None;
                tool::remove_corner(desk, picture, target, corner);
            }
            return true;
        }
        let Some(edge) = figure.edge_at(at) else { return false };
        if let Some(more) = shape.with_corner_after(edge, mapping.to_picture(at)).filter(|_| twice) {
            edits::reshape(desk, picture, target, more, "add corner");
            self.corner = Some(edge + 1);
        }
        true
    }
}

/// The handle under the pointer, and how far from the edges it lies.
fn handle_at(shape: &Shape, rect: Rect, view: Rect, at: Pos2) -> Option<(Handle, Vec2)> {
    match shape {
        Shape::Rectangle { .. } => Handle::at(rect, at).map(|handle| (handle, Vec2::ZERO)),
        Shape::Polygon(_) => {
            let place = Handle::whole(rect, view);
            (place.distance(at) <= REACH).then(|| (Handle::LAST, place - rect.right_bottom()))
        }
        Shape::Point { .. } => None,
    }
}

/// What the pointer looks like over the selected region: it says what a press would do.
fn over_selected(shape: &Shape, mapping: Mapping, view: Rect, at: Pos2) -> Option<CursorIcon> {
    let figure = Figure::new(shape, mapping);
    let handle = handle_at(shape, figure.rect(), view, at).map(|(handle, _)| handle.cursor());
    let corner = figure.corner_at(at).map(|_| CursorIcon::Grab);
    handle.or(corner).or(figure.meets(at).then_some(CursorIcon::Move))
}
