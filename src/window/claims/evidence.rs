//! What the claim rests on: its passages and regions, each with the way there and the way out.

use super::edits::Place;
use super::extras::{Press, entry, heading};
use super::line::small_button;
use super::shown::shown;
use crate::claims::{Claim, Method, Passage};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::pictures::region_tag;

/// Shows the passages, if there are several, and the regions.
pub(super) fn show(ui: &mut egui::Ui, desk: &mut Desk, place: &Place, claim: &Claim, locked: bool) {
    let Some((_, work)) = desk.story() else { return };
    let single = claim.passages.len() + claim.regions.len() <= 1;
    if claim.passages.len() > 1 {
        heading(ui, desk, "Passages");
        for (number, passage) in claim.passages.iter().enumerate() {
            let stands = passage.stands_in(&work.text);
            let words = format!("{}  {}", number + 1, shown(passage.quote(), 90));
            let show = format!("Show passage {}", number + 1);
            let remove = format!("Remove passage {}", number + 1);
            match entry(ui, desk, &words, Some((&show, !stands)), ("Remove", &remove, !locked)) {
                Some(Press::Entry) => desk.ask(Request::Reveal(passage.range)),
                Some(Press::Button) => place.change(desk, "remove passage", |claim| {
                    claim.passages.retain(|other| other != passage);
                }),
                None => {}
            }
            let selected = desk.view.selection.map(crate::window::view::Selection::range);
            let to = selected.filter(|range| !range.is_empty() && !locked);
            if let Some(to) = to.and_then(|range| Passage::of(&work.text, range)).filter(|to| to != passage) {
                let button = ui.add(small_button("Move to selection"));
                let spoken = format!("Move passage {} to the selection", number + 1);
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken.as_str()));
                if button.clicked() {
                    place.change(desk, "move passage", |claim| claim.move_passage(number, to));
                }
            }
        }
    }
    let moved = claim.all_passages().filter(|passage| passage.stands_in(&work.text));
    for (passage, origin) in moved.filter_map(|passage| Some((passage, passage.origin()?))) {
        // What only shifted, or still says the very same where it was searched for, needs no word.
        if origin.how != Method::Shifted && origin.quote != passage.quote() {
            let words = if origin.how == Method::ByHand {
                "moved by hand from an earlier text".to_owned()
            } else {
                format!("moved from an earlier text, {} %", origin.score)
            };
            let text = egui::RichText::new(words).font(Face::Sans.at(11.5)).color(desk.theme.faint);
            let there = format!("There it read: {}", shown(&origin.quote, 300));
            ui.add(egui::Label::new(text).selectable(false)).on_hover_text(there);
        }
    }
    if !claim.regions.is_empty() {
        heading(ui, desk, "Regions");
    }
    for (number, region) in claim.regions.iter().enumerate() {
        let picture = work.story.picture_number(&region.picture);
        let tag = desk.digest.and_then(|digest| digest.tag(claim.id));
        let tag = tag.map_or_else(String::new, |tag| region_tag(desk, claim, tag, number));
        let words = match picture {
            Some(picture) => format!("{tag}  {} on picture {picture}", region.shape.name()),
            None => format!("{} on {}, unknown", region.shape.name(), shown(&region.picture.0, 30)),
        };
        let show = format!("Show region {}", number + 1);
        let remove = format!("Remove region {}", number + 1);
        match entry(
            ui,
            desk,
            &words,
            Some((&show, picture.is_none())),
            ("Remove", &remove, !locked && !single),
        ) {
            Some(Press::Entry) => desk.ask(Request::Enlarge(Some(region.picture.clone()))),
            Some(Press::Button) => place.change(desk, "remove region", |claim| {
                if claim.regions.get(number) == Some(region) {
                    claim.regions.remove(number);
                }
            }),
            None => {}
        }
    }
}
