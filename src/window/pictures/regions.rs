//! The regions of the open story's claims on one picture.

use std::sync::Arc;

use egui::{CornerRadius, Galley, Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use super::figure::Figure;
use super::mapping::Mapping;
use crate::claims::{ClaimId, Shape};
use crate::story::PictureId;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::theme::KindInk;

/// A region with what is needed to draw and to name it.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Whose it is.
    pub claim: ClaimId,
    /// Its number among the claim's regions, from 0.
    pub index: usize,
    /// Its outline.
    pub shape: Shape,
    /// "F 12": the kind's letter and the claim's number.
    pub tag: String,
    /// "fact 12: polygon of 5 corners on picture 2", to be read out.
    pub name: String,
    /// Its colours.
    pub ink: KindInk,
    /// Whether its claim is hovered or chosen.
    pub lit: bool,
}

/// The regions on a picture, in reading order of their claims.
pub fn on_picture(desk: &Desk, picture: &PictureId) -> Vec<Placed> {
    let Some(digest) = desk.digest else { return Vec::new() };
    let place = desk.story().and_then(|(_, work)| work.story.picture_number(picture));
    let place = place.map_or_else(String::new, |number| format!(" on picture {number}"));
    let mut all = Vec::new();
    for (number, claim) in (1_usize..).zip(&digest.claims) {
        for (index, region) in claim.regions.iter().enumerate() {
            if &region.picture != picture {
                continue;
            }
            let kind = claim.kind.as_ref().and_then(|kind| desk.codebook().kind(kind));
            let letter = kind.map_or('H', |kind| kind.letter);
            let name = kind.map_or("highlight".to_owned(), |kind| kind.name.to_lowercase());
            all.push(Placed {
                claim: claim.id,
                index,
                shape: region.shape.clone(),
                tag: format!("{letter} {number}"),
                name: format!("{name} {number}: {}{place}", region.shape.name()),
                ink: desk.theme.claim_ink(claim, desk.codebook()),
                lit: [desk.view.hovered, desk.view.chosen].contains(&Some(claim.id)),
            });
        }
    }
    all
}

/// The regions at a place on screen, the smallest first.
pub fn hits(regions: &[Placed], mapping: Mapping, at: Pos2) -> Vec<usize> {
    let mut found: Vec<(u64, usize)> = regions
        .iter()
        .enumerate()
        .filter(|(_, region)| Figure::new(&region.shape, mapping).meets(at))
        .map(|(index, region)| (region.shape.double_area(), index))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// Draws a region's outline and, above it, its tag.
pub fn paint(painter: &Painter, region: &Placed, figure: &Figure, ground: egui::Color32, bounds: Rect) {
    let (width, fill) = if region.lit { (2.5, 0.22) } else { (1.6, 0.06) };
    figure.fill(painter, region.ink.strong.gamma_multiply(fill));
    // A seam of the paper's colour keeps the line visible on a picture of the line's own colour.
    figure.line(painter, Stroke::new(width + 2.0, ground.gamma_multiply(0.75)));
    figure.line(painter, Stroke::new(width, region.ink.strong));
    let ((hook, share), size) = (figure.hook(), tag_size(painter, region));
    // Above the region, but never outside the picture.
    let top = if hook.y - size.y >= bounds.top() { hook.y - size.y } else { hook.y };
    let left = (hook.x - size.x * share).min(bounds.right() - size.x).max(bounds.left());
    paint_tag(painter, region, pos2(left, top));
}

/// Draws a region's tag with its upper left corner at `at`.
pub fn paint_tag(painter: &Painter, region: &Placed, at: Pos2) {
    let tag = Rect::from_min_size(at, tag_size(painter, region));
    painter.rect_filled(tag, CornerRadius::same(3), region.ink.strong);
    painter.galley(tag.min + TAG_MARGIN, words(painter, region), region.ink.on_strong);
}

const TAG_MARGIN: Vec2 = vec2(4.0, 1.5);

fn tag_size(painter: &Painter, region: &Placed) -> Vec2 {
    words(painter, region).size() + 2.0 * TAG_MARGIN
}

fn words(painter: &Painter, region: &Placed) -> Arc<Galley> {
    painter.layout_no_wrap(region.tag.clone(), Face::SansStrong.at(10.0), region.ink.on_strong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::theme::{Look, Theme};

    fn placed(corners: [u16; 4]) -> Placed {
        let [left, top, right, bottom] = corners;
        let ink = Theme::of(Look::Light).kind_ink(crate::claims::Colour([0, 0, 0]));
        Placed {
            claim: ClaimId::fresh(),
            index: 0,
            shape: Shape::rectangle((left, top), (right, bottom)),
            tag: String::new(),
            name: String::new(),
            ink,
            lit: false,
        }
    }

    #[test]
    fn the_smallest_region_under_the_pointer_comes_first() {
        let regions =
            [placed([0, 0, 9000, 9000]), placed([1000, 1000, 3000, 3000]), placed([8000, 8000, 9000, 9000])];
        let mapping = Mapping { picture: Rect::from_min_size(pos2(50.0, 50.0), vec2(1000.0, 500.0)) };
        assert_eq!(hits(&regions, mapping, pos2(250.0, 150.0)), [1, 0]);
        assert_eq!(hits(&regions, mapping, pos2(60.0, 60.0)), [0]);
        assert!(hits(&regions, mapping, pos2(1045.0, 545.0)).is_empty());
    }
}
