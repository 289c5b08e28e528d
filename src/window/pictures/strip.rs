//! The strip of pictures beside the article.

use egui::{
    Align, CornerRadius, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::decode::PictureTrouble;
use super::figure::Figure;
use super::loader::{Loader, Shown};
use super::mapping::Mapping;
use super::{caption, icons, menu, placeholder, regions, ties};
use crate::story::{BytePos, Picture, PictureId, StoryId};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// Between the panel's edges and the cards, in points.
const MARGIN: f32 = 12.0;
/// Height to width of a picture whose size is not known yet.
const USUAL_ASPECT: f32 = 0.66;

/// The height of what stands in for a picture that cannot be shown.
const PLACEHOLDER: f32 = 112.0;

/// The strip's own state.
#[derive(Default)]
pub struct Strip {
    /// The picture at the reading line when last looked.
    reading: Option<(StoryId, PictureId)>,
    /// Where the missing pictures stand in the window.
    missing: Vec<(Rect, PictureId)>,
}

impl Strip {
    /// Shows the strip.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, loader: &mut Loader) {
        self.missing.clear();
        let pictures = desk.story().map_or(&[][..], |(_, work)| &work.story.pictures);
        header(ui, desk, pictures.len());
        let Some((story, _)) = desk.story() else {
            return hint(ui, desk, "Open a story to see its pictures here.");
        };
        if pictures.is_empty() {
            let words =
                "This story has no pictures. Drop or paste one here, or choose one by Story > Add picture.";
            return hint(ui, desk, words);
        }
        let reading = at_reading_line(pictures, desk.view.reading_at);
        let now = reading.map(|picture| (story.clone(), picture.id.clone()));
        let moved = now != self.reading;
        let pointer_inside = ui.rect_contains_pointer(ui.max_rect());
        self.reading = now;
        ScrollArea::vertical().id_salt("picture strip").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            for (number, picture) in (1..).zip(pictures) {
                let is_reading = reading.is_some_and(|reading| reading.id == picture.id);
                let shown =
                    ui.push_id(&picture.id.0, |ui| card(ui, desk, loader, picture, number, is_reading));
                let (card, missing) = shown.inner;
                if missing {
                    self.missing.push((card.intersect(ui.clip_rect()), picture.id.clone()));
                }
                // Not under the analyst's hand.
                if is_reading && moved && !pointer_inside {
                    ui.scroll_to_rect(card, Some(Align::Center));
                }
            }
            ui.add_space(2.0);
        });
    }

    /// The missing picture whose place is at this point of the window.
    pub fn missing_at(&self, at: Pos2) -> Option<PictureId> {
        self.missing.iter().find(|(rect, _)| rect.contains(at)).map(|(_, id)| id.clone())
    }
}

/// The last picture at or before the reading line, else the first.
pub fn at_reading_line(pictures: &[Picture], at: BytePos) -> Option<&Picture> {
    let before = pictures.iter().rev().find(|picture| picture.at <= at);
    before.or(pictures.first())
}

fn header(ui: &mut Ui, desk: &Desk, count: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    let row = rect.shrink2(vec2(MARGIN + 2.0, 0.0));
    let faint = desk.theme.faint;
    ui.place(
        Rect::from_min_max(pos2(row.left(), row.top() + 9.0), pos2(row.right() - 40.0, row.bottom() - 9.0)),
        |ui: &mut Ui| {
            let text = egui::RichText::new("PICTURES").font(Face::SansStrong.at(11.0)).color(faint);
            ui.with_layout(egui::Layout::left_to_right(Align::Center), |ui| ui.label(text)).inner
        },
    );
    if count > 0 {
        let end = pos2(row.right(), row.center().y);
        ui.painter().text(end, egui::Align2::RIGHT_CENTER, count.to_string(), Face::Sans.at(11.5), faint);
    }
}

fn hint(ui: &mut Ui, desk: &Desk, words: &str) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(14, 4)).show(ui, |ui| {
        ui.label(egui::RichText::new(words).color(desk.theme.faint));
    });
}

/// Draws one picture with what stands under it; returns the card's rectangle, and whether the picture
/// is missing.
fn card(
    ui: &mut Ui,
    desk: &mut Desk,
    loader: &mut Loader,
    picture: &Picture,
    number: usize,
    is_reading: bool,
) -> (Rect, bool) {
    let width = (ui.available_width() - 2.0 * MARGIN).max(40.0);
    let size = picture.file.as_ref().and_then(|file| loader.size(ui.ctx(), file));
    let aspect = size.map_or(USUAL_ASPECT, |[width, height]| height as f32 / width as f32);
    let broken = picture.file.as_ref().is_none_or(|file| loader.trouble(file).is_some());
    // A tower of a picture is seen whole, but does not push everything else away.
    let height = if broken { PLACEHOLDER } else { (width * aspect).clamp(48.0, width * 1.6).round() };
    let words = caption::lay_out(ui, desk, picture, number, width - 20.0);
    let foot = words.size().y + 14.0;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height + foot), Sense::hover());
    let card = Rect::from_min_size(pos2(row.left() + MARGIN, row.top()), vec2(width, height + foot));
    if !ui.is_rect_visible(card.expand(200.0)) {
        return (card, false);
    }
    let theme = desk.theme;
    let round = CornerRadius::same(6);
    ui.painter().rect_filled(card, round, theme.paper);
    let area = Rect::from_min_size(card.min, vec2(width, height));
    let name = desk.story().map_or(String::new(), |(_, work)| caption::name(picture, number, &work.text));
    let pixels = size.map_or(vec2(width, height), |[w, h]| vec2(w as f32, h as f32));
    let fitted = pixels * (area.size() / pixels).min_elem();
    let mapping = Mapping { picture: Rect::from_center_size(area.center(), fitted) };
    let shown = picture
        .file
        .as_ref()
        .map(|file| (file, loader.show(ui.ctx(), file, fitted.max_elem() * ui.pixels_per_point())));
    let trouble = match &shown {
        None => Some((None, placeholder::CAME_WITHOUT.to_owned())),
        Some((file, Shown::Failed(trouble))) => Some((Some(*file), placeholder::remedy(trouble, file))),
        Some(_) => None,
    };
    // Also one that is missing can be given a caption and a place.
    let whole = if trouble.is_none() { Sense::click_and_drag() } else { Sense::drag() };
    let response = ui.interact(area, ui.scope_id().with("picture"), whole);
    ties::take_up(ui, desk, &response, picture, number);
    if trouble.is_none() {
        name_picture(&response, &name);
        if response.clicked() {
            desk.ask(Request::Enlarge(Some(picture.id.clone())));
        }
        menu::show(&response, desk, picture, false);
        if !response.dragged() {
            response.on_hover_text(&name);
        }
    } else {
        // Under the buttons that stand on it.
        let place = ui.interact(area, ui.scope_id().with("place"), Sense::click());
        name_picture(&place, &format!("Place of {}", lower_first(&name)));
        menu::show(&place, desk, picture, true);
    }
    match (&shown, trouble) {
        (_, Some((file, reason))) => {
            let missing =
                file.is_none() || matches!(shown, Some((_, Shown::Failed(PictureTrouble::Missing))));
            let title = if missing { "Picture missing" } else { "Picture cannot be shown" };
            placeholder::show(ui, desk, area, title, &reason);
            if placeholder::buttons(ui, desk, area, &picture.id, file.is_some())
                && let Some(file) = file
            {
                loader.look_again(file);
            }
        }
        (Some((file, Shown::Ready(texture))), None) => {
            let inside = mapping.picture.intersect(area);
            let corners = if mapping.picture.expand(1.0).contains_rect(area) {
                CornerRadius { nw: 6, ne: 6, sw: 0, se: 0 }
            } else {
                CornerRadius::ZERO
            };
            egui::Image::new((texture.id(), fitted)).corner_radius(corners).paint_at(ui, inside);
            if let Some(flaw) = loader.flaw(file) {
                placeholder::notice(ui, desk, area, &flaw.to_string());
            }
        }
        _ => {
            ui.painter().rect_filled(area, round, theme.hover);
            icons::Icon::Picture.paint(ui.painter(), area, theme.faint);
        }
    }
    let missing = picture.file.is_none() || matches!(shown, Some((_, Shown::Failed(_))));
    region_buttons(ui, desk, picture, mapping, area, missing);
    let foot = Rect::from_min_max(pos2(card.left(), area.bottom()), card.max);
    caption_button(ui, desk, picture, words, foot);
    let (stroke, kind) = if is_reading {
        (Stroke::new(2.0, theme.accent), StrokeKind::Middle)
    } else {
        (Stroke::new(1.0, theme.line), StrokeKind::Inside)
    };
    if missing && !is_reading {
        icons::dashed(ui.painter(), card, Stroke::new(1.0, theme.faint));
    } else {
        ui.painter().rect_stroke(card, round, stroke, kind);
    }
    (card, missing)
}

fn name_picture(response: &Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
}

/// "Picture 2: …" within a sentence.
fn lower_first(name: &str) -> String {
    name.strip_prefix('P').map_or_else(|| name.to_owned(), |rest| format!("p{rest}"))
}

fn region_buttons(
    ui: &mut Ui,
    desk: &mut Desk,
    picture: &Picture,
    mapping: Mapping,
    area: Rect,
    broken: bool,
) {
    // Without the picture their places mean little, and would hide the words: the tags alone stay.
    let mut corner = area.right_bottom() - vec2(10.0, 10.0);
    let placed = regions::on_picture(desk, &picture.id);
    for region in &placed {
        let figure = Figure::new(&region.shape, mapping);
        let rect = if broken {
            let tag = Rect::from_min_max(corner - vec2(30.0, 16.0), corner);
            corner.x -= 36.0;
            tag
        } else {
            figure.rect().intersect(area)
        };
        let id = ui.scope_id().with((region.claim.to_string(), region.index));
        let response = ui.interact(rect, id, Sense::click());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Region of {}", region.name)));
        // Where a region lies only in part under its bounds, another may be meant, or the picture.
        let met = |at: Option<Pos2>| match at {
            Some(at) if !broken => {
                regions::hits(&placed, mapping, at).first().and_then(|hit| placed.get(*hit))
            }
            _ => Some(region),
        };
        if let Some(met) = response.hover_pos().and_then(|at| met(Some(at))) {
            desk.ask(Request::Hover(met.claim));
        }
        if response.clicked() {
            desk.ask(match met(response.interact_pointer_pos()) {
                Some(met) => Request::ShowClaim(met.claim),
                None => Request::Enlarge(Some(picture.id.clone())),
            });
        }
        let painter = ui.painter_at(area);
        if broken {
            regions::paint_tag(&painter, region, rect.min);
        } else {
            regions::paint(&painter, region, &figure, desk.theme.paper, area);
        }
        response.on_hover_cursor(egui::CursorIcon::PointingHand);
    }
}

fn caption_button(
    ui: &mut Ui,
    desk: &mut Desk,
    picture: &Picture,
    words: std::sync::Arc<egui::Galley>,
    foot: Rect,
) {
    let response = ui.interact(foot, ui.scope_id().with("caption"), Sense::click());
    ties::take_caption(ui, desk, &response, picture);
    let label = format!("Caption {}", words.text());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.hovered() {
        ui.painter().rect_filled(foot.shrink(1.0), CornerRadius::same(5), desk.theme.hover);
    }
    caption::paint(ui, desk, words, Rect::from_min_max(foot.min + vec2(10.0, 7.0), foot.max));
    if response.on_hover_text("Show its place in the story").clicked() {
        desk.ask(Request::Reveal(caption::place(picture, desk)));
    }
}
