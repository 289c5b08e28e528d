//! The strip of pictures beside the article.

mod card;

use egui::{Align, Pos2, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::loader::Loader;
use crate::claims::ClaimId;
use crate::story::{BytePos, Picture, PictureId, StoryId};
use crate::window::article::structure::carries_picture;
use crate::window::desk::Desk;
use crate::window::edge_scroll;
use crate::window::fonts::Face;

/// Between the panel's edges and the cards, in points.
const MARGIN: f32 = 12.0;
/// The strip's own state.
#[derive(Default)]
pub struct Strip {
    /// The picture at the reading line when last looked.
    reading: Option<(StoryId, PictureId)>,
    /// Where the missing pictures stand in the window.
    missing: Vec<(Rect, PictureId)>,
    /// The chosen claim when last looked.
    chosen: Option<ClaimId>,
    /// Until when the strip stays at that claim's picture, in seconds of the window's clock: its words
    /// come to the reading line now, and are not to take it away.
    stays: f64,
}

/// How long the words of a claim may take to come into view, in seconds.
const STAYS: f64 = 0.5;

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
        let time = ui.input(|input| input.time);
        let brought = self.brought(desk);
        if brought.is_some() {
            self.stays = time + STAYS;
        }
        let followed = reading.map(|reading| &reading.id).filter(|_| moved && time >= self.stays);
        let wanted = brought.as_ref().or(followed);
        ScrollArea::vertical().id_salt("picture strip").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            for (number, picture) in (1..).zip(pictures) {
                let is_reading = reading.is_some_and(|reading| reading.id == picture.id);
                let shown =
                    ui.push_id(&picture.id.0, |ui| card::show(ui, desk, loader, picture, number, is_reading));
                let (card, missing) = shown.inner;
                if missing {
                    self.missing.push((card.intersect(ui.clip_rect()), picture.id.clone()));
                }
                // Not under the analyst's hand.
                if wanted == Some(&picture.id) && !pointer_inside {
                    ui.scroll_to_rect(card, Some(Align::Center));
                }
            }
            ui.add_space(2.0);
            if carries_picture(ui, ui.clip_rect()) {
                edge_scroll::scroll(ui);
            }
        });
    }

    /// The picture to show for a claim that was chosen just now: the first it has a region on.
    fn brought(&mut self, desk: &Desk) -> Option<PictureId> {
        let another = self.chosen != desk.view.chosen;
        self.chosen = desk.view.chosen;
        let claim = desk.digest?.claim(desk.view.chosen.filter(|_| another)?)?;
        claim.regions.first().map(|region| region.picture.clone())
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
