//! The pointer on the enlarged picture.

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui};

use super::edits::{self, Target};
use super::gesture::{Drag, Handle, is_tiny};
use super::mapping::Mapping;
use super::regions::{self, Placed};
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
        let pointer = ui.input(|input| (input.pointer.interact_pos(), input.pointer.press_origin()));
        if matches!(self.drag, Some(Drag::Pan)) {
            self.lens.pan(response.drag_delta(), self.view.0, self.view.1);
        }
        let at = response.interact_pointer_pos().or(pointer.0);
        let draft = self.drag.as_ref().zip(at).and_then(|(drag, at)| drag.shape(mapping, at));
        if response.drag_stopped() {
            if let (Some(drag), Some((target, shape)), Some(at)) = (self.drag.take(), draft.clone(), at) {
                self.release(desk, &drag, target, shape, mapping, picture);
                let way = response.total_drag_delta().or(pointer.1.map(|from| at - from));
                if matches!(drag, Drag::Draw(_)) && way.is_some_and(is_tiny) {
                    self.click(desk, mapping, placed, at);
                }
            }
            self.drag = None;
        } else if response.clicked_by(PointerButton::Primary) {
            response.request_focus();
            if let Some(at) = at {
                self.click(desk, mapping, placed, at);
            }
        }
        if let Some(at) = response.hover_pos().filter(|_| self.drag.is_none()) {
            let top = regions::hits(placed, mapping, at).first().and_then(|hit| placed.get(*hit));
            if let Some(region) = top {
                desk.ask(Request::Hover(region.claim));
            }
            set_cursor(ui, at, self.pan, selected.map(|(_, shape)| mapping.to_screen(&shape)), top.is_some());
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
        if let Some((target, shape)) = selected.filter(|_| !shift) {
            let rect = mapping.to_screen(&shape);
            if let Some(handle) = Handle::at(rect, at) {
                return Drag::Resize(target, shape, handle);
            }
            if rect.contains(at) {
                return Drag::Move(target, shape, place);
            }
        }
        Drag::Draw(place)
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
                let label = if matches!(drag, Drag::Move(..)) { "move region" } else { "resize region" };
                edits::reshape(desk, picture, target, shape, label);
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
        let target = |region: &Placed| Target::Of(region.claim, region.index);
        let now = hits.iter().position(|region| Some(target(region)) == self.selected);
        let next = now.map_or(0, |now| (now + 1) % hits.len());
        let region = hits.get(next);
        self.selected = region.map(|region| target(region));
        if let Some(region) = region {
            desk.ask(Request::Choose(Some(region.claim)));
        }
    }
}

/// The pointer says what a press would do.
fn set_cursor(ui: &Ui, at: Pos2, pan: bool, selected: Option<Rect>, over: bool) {
    let handle = selected.and_then(|rect| Handle::at(rect, at));
    let icon = match handle {
        _ if pan => CursorIcon::Grab,
        Some(handle) => handle.cursor(),
        None if selected.is_some_and(|rect| rect.contains(at)) => CursorIcon::Move,
        None if over => CursorIcon::PointingHand,
        None => CursorIcon::Crosshair,
    };
    ui.ctx().set_cursor_icon(icon);
}
