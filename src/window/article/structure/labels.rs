//! Each block's role in the margin beside it: a word, so that nobody needs to tell colours apart.

use std::ops::RangeInclusive;

use egui::{
    Align2, CornerRadius, CursorIcon, Popup, Rect, Role as Kind, Sense, SetOpenCommand, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::super::Frame;
use super::super::page::{Page, Placed};
use super::super::paint;
use super::super::pieces::Content;
use super::menu::menu;
use crate::story::Role;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::view::Selection;

/// The margin with room for the labels left of the claims' lanes, in points.
pub(in crate::window::article) const MARGIN: f32 = paint::MARGIN + LABEL + 8.0;

const LABEL: f32 = 62.0;
const HEIGHT: f32 = 18.0;

/// Shows the labels of the blocks in view.
pub(in crate::window::article) fn labels(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, frame: &Frame<'_>) {
    let Some((_, work)) = desk.story() else { return };
    let chosen = desk.view.blocks(&work.story);
    let mut placed = frame.placed.iter().peekable();
    while let Some(first) = placed.next() {
        let Content::Text { block, role, .. } = page.pieces()[first.index].content else { continue };
        // A long block is several pieces.
        let mut bottom = first.rect().bottom();
        let goes_on = |next: &&Placed| matches!(page.pieces()[next.index].content, Content::Text { block: other, .. } if other == block);
        while let Some(next) = placed.next_if(goes_on) {
            bottom = next.rect().bottom();
        }
        label(ui, desk, frame, (block, role), (first.rect().top(), bottom), chosen.as_ref());
    }
}

fn label(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    frame: &Frame<'_>,
    (block, role): (usize, Role),
    (top, bottom): (f32, f32),
    chosen: Option<&RangeInclusive<usize>>,
) {
    let theme = desk.theme;
    let is_chosen = chosen.is_some_and(|chosen| chosen.contains(&block));
    let right = frame.left - paint::MARGIN;
    let rule =
        Stroke::new(if is_chosen { 2.5 } else { 1.0 }, if is_chosen { theme.accent } else { theme.line });
    frame.painter.vline(right + 2.0, top + 2.0..=bottom - 2.0, rule);
    // The label of a block whose beginning is out of view stays in it.
    let line = (bottom - top).min(27.0);
    let y = (top + line / 2.0).max(frame.view.top() + HEIGHT / 2.0 + 2.0).min(bottom - HEIGHT / 2.0);
    let rect = Rect::from_min_max(pos2(right - LABEL, y - HEIGHT / 2.0), pos2(right - 2.0, y + HEIGHT / 2.0));
    let id = super::super::Article::id().with(("role", block));
    let response = ui.interact(rect.intersect(frame.view), id, Sense::click());
    let name = format!("Block {}: {}", block + 1, role.name());
    response.widget_info(|| WidgetInfo::selected(Kind::Button, true, is_chosen, &name));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let lit = response.hovered() || response.has_focus();
    let (face, ink) = match (is_chosen, lit) {
        (true, _) => (Face::SansMedium, theme.on_accent),
        (false, true) => (Face::Sans, theme.ink),
        (false, false) => (Face::Sans, theme.faint),
    };
    let galley = frame.painter.layout_no_wrap(role.name().to_owned(), face.at(11.0), ink);
    let pill = Rect::from_min_max(pos2(rect.right() - galley.size().x - 12.0, rect.top()), rect.max);
    if is_chosen || lit {
        let fill = if is_chosen { theme.accent } else { theme.hover };
        frame.painter.rect_filled(pill, CornerRadius::same(4), fill);
    }
    let at = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), pill.shrink2(vec2(6.0, 0.0)));
    frame.painter.galley(at.min, galley, ink);

    let shift = ui.input(|input| input.modifiers.shift);
    if response.clicked() {
        desk.ask(Request::FocusArticle);
        choose(desk, block, shift, is_chosen);
    }
    let opens = (response.clicked() && !shift).then_some(SetOpenCommand::Toggle);
    let alone = block..=block;
    let blocks = chosen.filter(|chosen| chosen.contains(&block)).unwrap_or(&alone);
    Popup::menu(&response).open_memory(opens).show(|ui| menu(ui, desk, blocks, block));
}

/// A click chooses the block, unless it is among the chosen ones; with Shift all up to it.
fn choose(desk: &mut Desk<'_>, block: usize, extend: bool, is_chosen: bool) {
    let Some((_, work)) = desk.story() else { return };
    let start = |block: usize| work.story.blocks.get(block).map(|block| block.range.start);
    let Some(to) = start(block) else { return };
    let anchor = match (extend, desk.view.selection) {
        (true, Some(selection)) => {
            let walked = desk.view.structure.and_then(|structure| structure.walked);
            let from =
                walked.filter(|walked| selection == Selection::caret(walked.head)).unwrap_or(selection);
            work.story.block_at(from.anchor).and_then(start).unwrap_or(to)
        }
        (false, _) if is_chosen && !desk.view.selects_words() => return,
        _ => to,
    };
    desk.ask(Request::Walk(Selection { anchor, head: to }));
}

/// A Shift+click on the words of another block than the caret's chooses all blocks up to it; says
/// whether it was one.
pub(in crate::window::article) fn extend_to(desk: &mut Desk<'_>, at: crate::story::BytePos) -> bool {
    let Some((_, work)) = desk.story().filter(|_| super::takes_keys(desk)) else { return false };
    let caret = desk.view.selection.and_then(|selection| work.story.block_at(selection.head));
    let Some(block) = work.story.block_at(at).filter(|block| caret.is_some_and(|caret| caret != *block))
    else {
        return false;
    };
    choose(desk, block, true, false);
    true
}
