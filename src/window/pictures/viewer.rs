//! One picture enlarged in the article's place.

use egui::{
    Color32, Context, CornerRadius, EventFilter, Id, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::edits::{self, Target};
use super::figure::Figure;
use super::gesture::Drag;
use super::keys::Nudge;
use super::loader::{Loader, Shown};
use super::mapping::Lens;
use super::regions;
use super::tool::Tool;
use super::toolbar::{self, Row, Step};
use super::{bar, caption, icons, menu, placeholder};
use crate::claims::{ClaimId, Spot};
use crate::story::{Picture, PictureId, StoryId};
use crate::window::article::Marking;
use crate::window::desk::{Desk, Request};

/// The viewer's own state; none of it is worth keeping.
pub struct Viewer {
    shown: Option<(StoryId, PictureId)>,
    pub(super) lens: Lens,
    pub(super) pan: bool,
    pub(super) tool: Tool,
    /// The corners so far of a polygon that is being drawn.
    pub(super) outline: Vec<Spot>,
    pub(super) selected: Option<Target>,
    /// The chosen corner of the selected polygon, from 0.
    pub(super) corner: Option<usize>,
    chosen: Option<ClaimId>,
    pub(super) drag: Option<Drag>,
    pub(super) nudge: Option<Nudge>,
    pub(super) marking: Marking,
    /// The region, and its corner, that the menu of a right click is about.
    pub(super) held: Option<(Target, Option<usize>)>,
    /// Whether the caption has the keyboard.
    pub(super) on_caption: bool,
    /// Which of the picture, its regions and its caption had the keyboard when last shown.
    pub(super) keyboard: Option<Id>,
    /// The view and the picture's pixels when last shown, for keys that come before the next.
    pub(super) view: (Rect, Vec2),
}

impl Default for Viewer {
    fn default() -> Self {
        Self {
            shown: None,
            lens: Lens::default(),
            pan: false,
            tool: Tool::default(),
            outline: Vec::new(),
            selected: None,
            corner: None,
            chosen: None,
            drag: None,
            nudge: None,
            marking: Marking::default(),
            held: None,
            on_caption: false,
            keyboard: None,
            view: (Rect::ZERO, Vec2::ZERO),
        }
    }
}

/// The size in pixels taken for a picture whose own cannot be read.
const USUAL: Vec2 = vec2(1200.0, 800.0);

impl Viewer {
    /// Shows the enlarged picture.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, loader: &mut Loader) {
        let Some((picture, number, count)) = enlarged(desk) else { return };
        self.sync(desk, picture);
        self.keys(ui.ctx(), desk);
        self.keyboard = None;
        ui.painter().rect_filled(ui.max_rect(), CornerRadius::ZERO, desk.theme.paper);
        let inner = ui.max_rect().shrink2(vec2(16.0, 10.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(inner).id_salt(("viewer", &picture.id.0)), |ui| {
            let size = picture.file.as_ref().and_then(|file| loader.size(ui.ctx(), file));
            let pixels = size.map_or(USUAL, |[w, h]| vec2(w as f32, h as f32));
            let zoom = if self.view.1 == pixels { self.lens.zoom(self.view.0, pixels) } else { 1.0 };
            let row = Row {
                title: format!("Picture {number} of {count}"),
                zoom: zoom * ui.pixels_per_point(),
                fitted: self.lens.is_fitted(),
                pan: self.pan,
                tool: self.tool,
            };
            if let Some(step) = toolbar::show(ui, desk, &row) {
                self.step(step, ui.ctx(), desk);
            }
            let words = caption::lay_out(ui, desk, picture, number, inner.width());
            let top = ui.cursor().top() + 6.0;
            let bottom = inner.bottom() - words.size().y - 8.0;
            let view =
                Rect::from_min_max(pos2(inner.left(), top), pos2(inner.right(), bottom.max(top + 20.0)));
            self.view = (view, pixels);
            let foot = Rect::from_min_max(pos2(inner.left(), view.bottom() + 8.0), inner.max);
            self.canvas(ui, desk, loader, picture, number);
            self.caption(ui, desk, picture, &words, foot);
        });
    }

    /// Follows the picture and the choice as others change them.
    fn sync(&mut self, desk: &Desk, picture: &Picture) {
        let now = desk.view.story.clone().map(|story| (story, picture.id.clone()));
        let another = self.shown != now;
        if another {
            *self = Self { shown: now, pan: self.pan, tool: self.tool, ..Self::default() };
        }
        if another || self.chosen != desk.view.chosen {
            self.chosen = desk.view.chosen;
            let is_of_chosen =
                matches!(self.selected, Some(Target::Of(claim, _)) if Some(claim) == self.chosen);
            if !is_of_chosen {
                let first = regions::on_picture(desk, &picture.id)
                    .into_iter()
                    .find(|region| Some(region.claim) == self.chosen);
                self.select(first.and_then(|region| region.target()));
            }
        }
        if desk.view.drawn.as_ref().is_some_and(|region| region.picture == picture.id) {
            self.select(Some(Target::Drawn));
        }
        let shape = self.selected.and_then(|target| edits::shape_of(desk, &picture.id, target));
        self.select(self.selected.filter(|_| shape.is_some()));
        let corners = shape.map_or(0, |shape| shape.corners().len());
        self.corner = self.corner.filter(|corner| *corner < corners);
    }

    /// Takes hold of a region, or of none.
    pub(super) fn select(&mut self, target: Option<Target>) {
        if self.selected != target {
            self.corner = None;
        }
        self.selected = target;
    }

    /// Does what a button or a key says.
    pub(super) fn step(&mut self, step: Step, ctx: &Context, desk: &mut Desk) {
        let (view, pixels) = self.view;
        let zoom = |viewer: &mut Self, factor| viewer.lens.zoom_by(factor, view.center(), view, pixels);
        match step {
            Step::Close => desk.ask(Request::Enlarge(None)),
            Step::Previous => turn(desk, false),
            Step::Next => turn(desk, true),
            Step::In => zoom(self, 1.25),
            Step::Out => zoom(self, 0.8),
            Step::Fit => self.lens = Lens::default(),
            Step::Actual => self.lens.set_zoom(1.0 / ctx.pixels_per_point(), view, pixels),
            Step::Pan => self.pan = !self.pan,
            Step::Take(tool) => self.take(tool),
        }
    }

    fn canvas(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        loader: &mut Loader,
        picture: &Picture,
        number: usize,
    ) {
        let (view, pixels) = self.view;
        let response = ui.interact(view, ui.scope_id().with("canvas"), Sense::click_and_drag());
        let name = desk.story().map_or(String::new(), |(_, work)| caption::name(picture, number, &work.text));
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
        hold_keys(ui, &response);
        self.note_keyboard(&response);
        self.wheel(ui, &response);
        let mapping = self.lens.mapping(view, pixels);
        ui.painter().rect_filled(view, CornerRadius::same(4), desk.theme.well);
        let painter = ui.painter_at(view);
        let side = mapping.picture.size().max_elem() * ui.pixels_per_point();
        match picture.file.as_ref().map(|file| (file, loader.show(ui.ctx(), file, side))) {
            Some((file, Shown::Ready(texture))) => {
                let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                painter.image(texture.id(), mapping.picture, uv, Color32::WHITE);
                if let Some(flaw) = loader.flaw(file) {
                    placeholder::notice(ui, desk, view, &flaw.to_string());
                }
            }
            Some((_, Shown::Loading)) => icons::Icon::Picture.paint(&painter, view, desk.theme.faint),
            Some((file, Shown::Failed(trouble))) => {
                let words = placeholder::remedy(&trouble, file);
                placeholder::show(ui, desk, view, "Picture cannot be shown", &words);
            }
            None => placeholder::show(ui, desk, view, "Picture missing", placeholder::CAME_WITHOUT),
        }
        let placed = regions::on_picture(desk, &picture.id);
        let draft = self.drags(ui, desk, &response, mapping, &placed, &picture.id);
        if menu::show_held(&response, desk, picture, picture.file.is_none(), self.held) {
            (self.selected, self.corner) = (None, None);
        }
        self.paint_regions(ui, desk, mapping, &placed, draft.as_ref(), &picture.id);
        let drawn = edits::shape_of(desk, &picture.id, Target::Drawn);
        if let Some(shape) = drawn.filter(|_| self.drag.is_none()) {
            bar::show(ui, desk, Figure::new(&shape, mapping).rect().intersect(view), view.shrink(6.0));
        }
    }

    /// Remembers that this part of the picture has the keyboard, if it has.
    pub(super) fn note_keyboard(&mut self, response: &Response) {
        if response.has_focus() {
            self.keyboard = Some(response.id);
        }
    }

    /// Whether the picture, one of its regions or its caption has the keyboard.
    pub(super) fn has_keyboard(&self, ctx: &Context) -> bool {
        self.keyboard.is_some() && ctx.memory(egui::Memory::focused) == self.keyboard
    }

    fn wheel(&mut self, ui: &Ui, response: &Response) {
        let Some(at) = response.hover_pos() else { return };
        let (view, pixels) = self.view;
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = (wheel * 0.004).exp() * pinch;
        if (factor - 1.0).abs() > 1e-4 {
            self.lens.zoom_by(factor, at, view, pixels);
        }
    }
}

/// The enlarged picture, its number and how many there are.
pub fn enlarged<'a>(desk: &Desk<'a>) -> Option<(&'a Picture, usize, usize)> {
    let (_, work) = desk.story()?;
    let id = desk.view.enlarged.as_ref()?;
    Some((work.story.picture(id)?, work.story.picture_number(id)?, work.story.pictures.len()))
}

/// Goes to the next picture or the one before, round the end.
fn turn(desk: &mut Desk, on: bool) {
    let (Some((_, number, count)), Some((_, work))) = (enlarged(desk), desk.story()) else { return };
    let to = if on { number % count } else { (number + count - 2) % count };
    if let Some(picture) = work.story.pictures.get(to) {
        desk.ask(Request::Enlarge(Some(picture.id.clone())));
    }
}

/// Keeps arrows and Esc from egui's own walk over the widgets while one of ours has the keyboard.
pub(super) fn hold_keys(ui: &Ui, response: &Response) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}
