//! The visible text for screen readers, with the claims that lie on it.

use egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use egui::{Role, Sense, Ui, WidgetInfo, emath::TSTransform};

use super::Frame;
use super::page::Page;
use super::pieces::Content;
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;

/// Exposes the pieces in view, and only those: the tree of a long story would cost more than
/// drawing it.
pub(super) fn pieces(ui: &Ui, desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) {
    frame.response.widget_info(|| {
        let headline = desk.story().map_or("", |(_, work)| work.story.headline.as_str());
        WidgetInfo::labeled(Role::Document, true, format!("Story: {}", plain(headline)))
    });
    for placed in frame.placed {
        let piece = &page.pieces()[placed.index];
        let (words, claims) = match &piece.content {
            Content::Masthead(line) => (line.as_str(), String::new()),
            Content::Fold { open, .. } => {
                (if *open { "Hide page furniture" } else { "Show page furniture" }, String::new())
            }
            Content::Text { range, block, .. } => {
                (page.text().slice(*range).unwrap_or_default(), claims_on(desk, *block))
            }
        };
        let id = super::Article::id().with(("piece", placed.index));
        let rect = placed.rect().intersect(frame.view);
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        let described = ui.ctx().accesskit_node_builder(id, |node| {
            if !claims.is_empty() {
                node.set_description(claims.clone());
            }
        });
        if described.is_some()
            && let Some(galley) = placed.setting.galley()
        {
            let place = TSTransform::from_translation(placed.origin.to_vec2());
            update_accesskit_for_text_widget(ui.ctx(), id, None, place, galley);
        }
    }
}

/// "2 claims: Quote, “…”; Fact, “…”".
fn claims_on(desk: &Desk<'_>, block: usize) -> String {
    let Some(digest) = desk.digest else { return String::new() };
    let mut seen = Vec::new();
    for mark in digest.marks.in_block(block) {
        if !seen.contains(&mark.claim) {
            seen.push(mark.claim);
        }
    }
    if seen.is_empty() {
        return String::new();
    }
    let told = seen.iter().filter_map(|id| digest.claim(*id)).map(|claim| {
        let kind = desk.codebook().kind_name(claim.kind.as_ref());
        let quote: String = claim.quote().chars().take(60).collect();
        format!("{kind}, \u{201c}{quote}\u{201d}")
    });
    let told: Vec<String> = told.collect();
    let noun = if told.len() == 1 { "claim" } else { "claims" };
    format!("{} {noun}: {}", told.len(), told.join("; "))
}
