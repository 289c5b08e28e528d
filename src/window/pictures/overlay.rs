//! What lies over the enlarged picture: regions, what is being drawn, handles.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::edits::{self, Target};
use super::gesture::Handle;
use super::icons;
use super::mapping::Mapping;
use super::regions::{self, Placed};
use super::viewer::{Viewer, hold_keys};
use crate::claims::Shape;
use crate::story::PictureId;
use crate::window::desk::{Desk, Request};

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
            let target = Target::Of(region.claim, region.index);
            let shape = drafted(target).unwrap_or_else(|| region.shape.clone());
            let rect = mapping.to_screen(&shape);
            let id = ui.scope_id().with((region.claim.to_string(), region.index));
            let response = ui.interact(rect.intersect(view), id, Sense::focusable_noninteractive());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, format!("Region of {}", region.name))
            });
            hold_keys(ui, &response);
            if response.gained_focus() {
                self.selected = Some(target);
                desk.ask(Request::Choose(Some(region.claim)));
            }
            regions::paint(&painter, region, rect, desk.theme.paper, view);
        }
        let drawn = edits::shape_of(desk, picture, Target::Drawn)
            .map(|shape| drafted(Target::Drawn).unwrap_or(shape));
        let fresh = draft.filter(|(of, _)| of.is_none()).map(|(_, shape)| shape.clone());
        for shape in drawn.into_iter().chain(fresh) {
            let rect = mapping.to_screen(&shape);
            painter.rect_filled(rect, CornerRadius::ZERO, desk.theme.accent.gamma_multiply(0.15));
            painter.rect_stroke(
                rect,
                CornerRadius::ZERO,
                Stroke::new(3.0, desk.theme.paper),
                StrokeKind::Middle,
            );
            icons::dashed(&painter, rect, Stroke::new(1.6, desk.theme.accent));
        }
        let selected = self
            .selected
            .and_then(|target| drafted(target).or_else(|| edits::shape_of(desk, picture, target)));
        for handle in selected.iter().flat_map(|shape| Handle::ALL.map(|handle| (handle, shape))) {
            let knob = Rect::from_center_size(handle.0.place(mapping.to_screen(handle.1)), Vec2::splat(8.0));
            painter.rect_filled(knob, CornerRadius::same(2), desk.theme.paper);
            painter.rect_stroke(
                knob,
                CornerRadius::same(2),
                Stroke::new(1.5, desk.theme.accent),
                StrokeKind::Inside,
            );
        }
    }
}
