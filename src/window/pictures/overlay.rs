//! What lies over the enlarged picture: regions, what is being drawn, handles.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::edits::{self, Target};
use super::figure::Figure;
use super::gesture::Handle;
use super::mapping::Mapping;
use super::regions::{self, Placed};
use super::viewer::{Viewer, hold_keys};
use crate::claims::Shape;
use crate::story::PictureId;
use crate::window::desk::Desk;

impl Viewer {
    /// Draws the regions, each as the drag under way would leave it.
    pub(super) fn paint_regions(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        mapping: Mapping,
        placed: &[Placed],
        draft: Option<&(Option<Target>, Shape)>,
        picture: &PictureId,
    ) {
        let view = self.view.0;
        let painter = ui.painter_at(view);
        let drafted =
            |target: Target| draft.filter(|(of, _)| *of == Some(target)).map(|(_, shape)| shape.clone());
        for region in placed {
            let target = region.target();
            let shape = target.and_then(drafted).unwrap_or_else(|| region.shape.clone());
            let figure = Figure::new(&shape, mapping);
            let id = ui.scope_id().with((region.claim.to_string(), region.index));
            let response = ui.interact(figure.rect().intersect(view), id, Sense::focusable_noninteractive());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &region.name));
            hold_keys(ui, &response);
            self.note_keyboard(&response);
            if response.gained_focus() {
                self.take_hold(desk, region);
            }
            regions::paint(&painter, region, &figure, desk.theme.paper, view);
        }
        let drawn = edits::shape_of(desk, picture, Target::Drawn)
            .map(|shape| drafted(Target::Drawn).unwrap_or(shape));
        let fresh = draft.filter(|(of, _)| of.is_none()).map(|(_, shape)| shape.clone());
        for shape in drawn.into_iter().chain(fresh) {
            let figure = Figure::new(&shape, mapping);
            figure.fill(&painter, desk.theme.accent.gamma_multiply(0.15));
            figure.line(&painter, Stroke::new(3.0, desk.theme.paper));
            figure.dashes(&painter, Stroke::new(1.6, desk.theme.accent));
        }
        self.paint_outline(ui, &painter, desk, mapping);
        let selected = self
            .selected
            .and_then(|target| drafted(target).or_else(|| edits::shape_of(desk, picture, target)));
        let Some(shape) = selected else { return };
        let figure = Figure::new(&shape, mapping);
        if matches!(shape, Shape::Polygon(_)) && self.outline.is_empty() {
            let stroke = Stroke::new(1.5, desk.theme.accent);
            painter.circle(Handle::whole(figure.rect(), view), 5.0, desk.theme.paper, stroke);
        }
        let knobs = match shape {
            Shape::Rectangle { .. } => Handle::ALL.map(|handle| handle.place(figure.rect())).to_vec(),
            Shape::Polygon(_) => figure.corners,
            Shape::Point { .. } => Vec::new(),
        };
        for (number, at) in knobs.into_iter().enumerate() {
            let chosen = self.corner == Some(number);
            let knob = Rect::from_center_size(at, Vec2::splat(if chosen { 11.0 } else { 8.0 }));
            let ground = if chosen { desk.theme.accent } else { desk.theme.paper };
            painter.rect_filled(knob, CornerRadius::same(2), ground);
            let stroke = Stroke::new(1.5, desk.theme.accent);
            painter.rect_stroke(knob, CornerRadius::same(2), stroke, StrokeKind::Inside);
        }
    }
}
