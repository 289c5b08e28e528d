//! The regions on one picture: the coder's own, and those of others while they are shown.

use std::sync::Arc;

use egui::{CornerRadius, Galley, Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use super::edits::Target;
use super::figure::Figure;
use super::mapping::Mapping;
use crate::claims::{Claim, ClaimId, CoderId, Region, Shape};
use crate::story::PictureId;
use crate::window::chrome::text::plain;
use crate::window::claims::other_words;
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
    /// "F 12": the kind's letter and the claim's number, as on its card; "F 12.2" for the second of
    /// several regions. Another coder's has the initials: "LM F".
    pub tag: String,
    /// "Region of fact 12: polygon of 5 corners on picture 2", to be read out.
    pub name: String,
    /// Another coder's, which can be looked at and nothing else; `None` for one's own.
    pub other: Option<CoderId>,
    /// Its colours.
    pub ink: KindInk,
    /// Whether its claim is hovered, chosen or open.
    pub lit: bool,
}

impl Placed {
    /// What can be taken hold of; nothing of another coder's.
    pub fn target(&self) -> Option<Target> {
        self.other.is_none().then_some(Target::Of(self.claim, self.index))
    }
}

/// The regions on a picture, each coder's in reading order; one's own last, to lie on top.
pub fn on_picture(desk: &Desk, picture: &PictureId) -> Vec<Placed> {
    let place = desk.story().and_then(|(_, work)| work.story.picture_number(picture));
    let place = place.map_or_else(String::new, |number| format!(" on picture {number}"));
    let mut all = Vec::new();
    for other in desk.view.others.iter().flat_map(|others| others.shown()) {
        for &(at, index) in other.pictures.on(picture) {
            let Some((claim, region)) = region_at(&other.claims, at, index) else { continue };
            let shape = region.shape.clone();
            all.push(Placed {
                claim: claim.id,
                index,
                tag: format!("{} {}", other.initials, letter(desk, claim)),
                name: format!("Region by {}: {}{place}", plain(other.coder.as_str()), shape.name()),
                shape,
                other: Some(other.coder.clone()),
                ink: desk.theme.foreign_ink(),
                lit: desk.view.is_lit(claim.id),
            });
        }
    }
    let Some(digest) = desk.digest else { return all };
    for &(at, index) in digest.pictures.on(picture) {
        let Some((claim, region)) = region_at(&digest.claims, at, index) else { continue };
        let kind = desk.codebook().kind_name(claim.kind.as_ref()).to_lowercase();
        let number = digest.tag(claim.id).unwrap_or_default();
        all.push(Placed {
            claim: claim.id,
            index,
            shape: region.shape.clone(),
            tag: tag(desk, claim, number, index),
            name: format!("Region of {kind} {number}: {}{place}", region.shape.name()),
            other: None,
            ink: desk.theme.claim_ink(claim, desk.codebook()),
            lit: desk.view.is_lit(claim.id),
        });
    }
    all
}

fn region_at(claims: &[Arc<Claim>], at: usize, index: usize) -> Option<(&Claim, &Region)> {
    let claim = claims.get(at)?;
    Some((claim, claim.regions.get(index)?))
}

/// What stands at a region and at its line in the form: "F 12", or "F 12.2" where there are several.
pub fn tag(desk: &Desk, claim: &Claim, number: u32, index: usize) -> String {
    let letter = letter(desk, claim);
    match claim.regions.len() {
        0 | 1 => format!("{letter} {number}"),
        _ => format!("{letter} {number}.{}", index + 1),
    }
}

fn letter(desk: &Desk, claim: &Claim) -> char {
    let known = |kind| desk.codebook().kind(kind).map_or('?', |kind| kind.letter);
    claim.kind.as_ref().map_or('H', known)
}

/// What a region says under the pointer: of another coder's who made it, and what it is.
pub fn hint(desk: &Desk, region: &Placed) -> Option<String> {
    let (other, claim) = desk.view.others.as_ref()?.claim(region.other.as_ref()?, region.claim)?;
    Some(other_words(desk, other, claim))
}

/// The regions at a place on screen: one's own first, the smallest of them before all.
pub fn hits(regions: &[Placed], mapping: Mapping, at: Pos2) -> Vec<usize> {
    let mut found: Vec<(bool, u64, usize)> = regions
        .iter()
        .enumerate()
        .filter(|(_, region)| Figure::new(&region.shape, mapping).meets(at))
        .map(|(index, region)| (region.other.is_some(), region.shape.double_area(), index))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(.., index)| index).collect()
}

/// Draws a region's outline and, above it, its tag.
pub fn paint(painter: &Painter, region: &Placed, figure: &Figure, ground: egui::Color32, bounds: Rect) {
    let (width, fill) = if region.lit { (2.5, 0.22) } else { (1.6, 0.06) };
    figure.fill(painter, region.ink.strong.gamma_multiply(fill));
    // A seam of the paper's colour keeps the line visible on a picture of the line's own colour.
    figure.line(painter, Stroke::new(width + 2.0, ground.gamma_multiply(0.75)));
    if region.other.is_some() {
        figure.dashes(painter, Stroke::new(width, region.ink.strong));
    } else {
        figure.line(painter, Stroke::new(width, region.ink.strong));
    }
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

/// How large a region's tag is, in points.
pub fn tag_size(painter: &Painter, region: &Placed) -> Vec2 {
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
            other: None,
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
        let mut theirs = placed([1500, 1500, 2500, 2500]);
        theirs.other = Some(CoderId::nearest("lee"));
        let [one, two, three] = regions;
        assert_eq!(
            hits(&[theirs, one, two, three], mapping, pos2(250.0, 150.0)),
            [2, 1, 0],
            "own ones first"
        );
    }
}
