//! One picture of the strip, with its regions and what stands under it.

use egui::{CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::MARGIN;
use crate::story::Picture;
use crate::window::desk::{Desk, Request};
use crate::window::pictures::decode::PictureTrouble;
use crate::window::pictures::figure::Figure;
use crate::window::pictures::loader::{Loader, Shown};
use crate::window::pictures::mapping::Mapping;
use crate::window::pictures::regions::{self, Placed};
use crate::window::pictures::{caption, icons, menu, placeholder, ties, under};

/// Height to width of a picture whose size is not known yet.
const USUAL_ASPECT: f32 = 0.66;

/// The height of what stands in for a picture that cannot be shown.
const PLACEHOLDER: f32 = 112.0;

/// Draws one picture with what stands under it; returns the card's rectangle, and whether the picture
/// is missing.
pub(super) fn show(
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
    let placed = regions::on_picture(desk, &picture.id);
    ties::take_up(ui, desk, &response, picture, number);
    if trouble.is_none() {
        name_picture(&response, &name);
        if response.clicked() {
            desk.ask(Request::Enlarge(Some(picture.id.clone())));
        }
        menu::show(&response, desk, picture, false);
        // A region under the pointer has words of its own.
        let at = response.hover_pos().filter(|_| !response.dragged());
        if at.is_some_and(|at| regions::hits(&placed, mapping, at).is_empty()) {
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
    region_buttons(ui, desk, picture, &placed, mapping, area, missing);
    let foot = Rect::from_min_max(pos2(card.left(), area.bottom()), card.max);
    under::in_strip(ui, desk, picture, &words, foot);
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
    placed: &[Placed],
    mapping: Mapping,
    area: Rect,
    broken: bool,
) {
    // Without the picture their places mean little, and would hide the words: the tags alone stay.
    let mut corner = area.right_bottom() - vec2(10.0, 10.0);
    for region in placed {
        let figure = Figure::new(&region.shape, mapping);
        let rect = if broken {
            let size = regions::tag_size(ui.painter(), region);
            let tag = Rect::from_min_max(corner - size, corner);
            corner.x -= size.x + 4.0;
            tag
        } else {
            figure.rect().intersect(area)
        };
        let id = ui.scope_id().with((region.claim.to_string(), region.index));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &region.name));
        // Where a region lies only in part under its bounds, another may be meant, or the picture.
        let met = |at: Option<Pos2>| match at {
            Some(at) if !broken => {
                regions::hits(placed, mapping, at).first().and_then(|hit| placed.get(*hit))
            }
            _ => Some(region),
        };
        let mut response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if let Some(met) = response.hover_pos().and_then(|at| met(Some(at))) {
            desk.ask(Request::Hover(met.claim));
            if let Some(words) = regions::hint(desk, met) {
                response = response.on_hover_text_at_pointer(words);
            }
        }
        if response.clicked() {
            desk.ask(match met(response.interact_pointer_pos()) {
                Some(met) => match met.other.clone() {
                    Some(coder) => Request::ShowOther(Some((coder, met.claim))),
                    None => Request::ShowClaim(met.claim),
                },
                None => Request::Enlarge(Some(picture.id.clone())),
            });
        }
        let painter = ui.painter_at(area);
        if broken {
            regions::paint_tag(&painter, region, rect.min);
        } else {
            regions::paint(&painter, region, &figure, desk.theme.paper, area);
        }
    }
}
