//! What the words under a picture do: in the strip they lead to the story, under the enlarged picture
//! they are marked.

use egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::viewer::Viewer;
use super::{caption, ties};
use crate::story::Picture;
use crate::window::article::bar as tag_bar;
use crate::window::desk::{Desk, Request};
use crate::window::view::Selection;

/// Shows the words under a picture of the strip: they lead to their place in the story, and those of a
/// claim to the claim.
pub fn in_strip(ui: &mut Ui, desk: &mut Desk, picture: &Picture, words: &caption::Laid, foot: Rect) {
    let response = ui.interact(foot, ui.scope_id().with("caption"), Sense::click());
    ties::take_caption(ui, desk, &response, picture);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words.label));
    if response.hovered() {
        ui.painter().rect_filled(foot.shrink(1.0), CornerRadius::same(5), desk.theme.hover);
    }
    let inner = Rect::from_min_max(foot.min + vec2(10.0, 7.0), foot.max);
    words.paint(ui, desk, inner);
    let origin = words.origin(inner);
    if let Some(at) = response.hover_pos() {
        words.inset.hover(desk, origin, at);
    }
    // A click on a claim's words leads to the claim, one beside them to the caption's place.
    let at = response.interact_pointer_pos();
    let own = at.and_then(|at| words.inset.claims_at(desk, origin, at).first().copied());
    let other = at.and_then(|at| words.inset.other_at(desk, origin, at));
    if response.on_hover_text("Show its place in the story").clicked() {
        desk.ask(match (own, other) {
            (Some(claim), _) => Request::ShowClaim(claim),
            (None, Some(other)) => Request::ShowOther(Some(other)),
            (None, None) => Request::Reveal(caption::place(picture, desk)),
        });
    }
}

impl Viewer {
    /// The words under the picture: they are marked here as on the page, and their sign leads there.
    pub(super) fn caption(
        &mut self,
        ui: &Ui,
        desk: &mut Desk,
        picture: &Picture,
        words: &caption::Laid,
        foot: Rect,
    ) {
        let origin = words.origin(foot);
        let (range, size) = (words.inset.range(), words.inset.size());
        let sign = ui.interact(words.sign(foot), ui.scope_id().with("caption sign"), Sense::click());
        let name = format!("Show caption of picture {} in the story", words.number);
        sign.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if sign.hovered() || sign.has_focus() {
            ui.painter().rect_filled(sign.rect.expand(2.0), CornerRadius::same(4), desk.theme.hover);
        }
        words.paint(ui, desk, foot);
        if sign.on_hover_text("Show its place in the story").clicked() {
            desk.ask(Request::Reveal(caption::place(picture, desk)));
        }
        if range.is_empty() {
            return;
        }
        let area = Rect::from_min_size(origin, vec2(foot.width() - (origin.x - foot.left()), size.y));
        let area = area.with_min_x(words.sign(foot).right());
        let response = ui.interact(area, ui.scope_id().with("caption"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words.label));
        self.marking.pointer(ui, desk, &response, &words.inset, origin);
        self.on_caption = response.has_focus();
        self.note_keyboard(&response);
        if let Some(at) = response.hover_pos().filter(|_| !self.marking.is_under_way()) {
            words.inset.hover(desk, origin, at);
        }
        let selected = desk.view.selection.map(Selection::range).unwrap_or_default();
        let rows = words.inset.rects(origin, selected);
        if let Some(first) =
            rows.first().filter(|_| !self.marking.is_under_way() && desk.view.drawn.is_none())
        {
            let place = pos2(first.left(), first.top() - tag_bar::HEIGHT - 8.0);
            tag_bar::show(ui, desk, place, ui.max_rect());
        }
    }
}
