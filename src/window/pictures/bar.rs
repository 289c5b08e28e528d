//! The little bar at a region that waits for its tag.

use std::sync::Arc;

use egui::{Color32, CornerRadius, Galley, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::edits;
use crate::window::commands::{Command, TAGS_NAMED};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

struct Item {
    name: String,
    ground: Option<Color32>,
    ink: Color32,
    act: Act,
    words: Arc<Galley>,
    key: Arc<Galley>,
}

enum Act {
    Ask(Request),
    AddToChosen,
}

/// Shows the bar below `region`, inside `bounds`.
pub fn show(ui: &mut Ui, desk: &mut Desk, region: Rect, bounds: Rect) {
    let items = items(ui, desk);
    let gap = 4.0;
    let sizes: Vec<Vec2> = items
        .iter()
        .map(|item| {
            let key = if item.key.size().x > 0.0 { item.key.size().x + 5.0 } else { 0.0 };
            vec2(item.words.size().x + key + 16.0, 24.0)
        })
        .collect();
    let width = sizes.iter().map(|size| size.x + gap).sum::<f32>() + 8.0;
    let size = vec2(width, 34.0);
    let below = region.bottom() + 8.0;
    let top = if below + size.y <= bounds.bottom() { below } else { region.top() - 8.0 - size.y };
    let top = top.clamp(bounds.top(), (bounds.bottom() - size.y).max(bounds.top()));
    let left = (region.center().x - width / 2.0).min(bounds.right() - width).max(bounds.left());
    let bar = Rect::from_min_size(pos2(left, top), size);
    // Takes what falls between the buttons, so that it does not reach the picture.
    ui.interact(bar, ui.scope_id().with("tag bar"), Sense::click_and_drag());
    let shadow = egui::epaint::Shadow {
        offset: [0, 2],
        blur: 8,
        spread: 0,
        color: desk.theme.ink.gamma_multiply(0.3),
    };
    ui.painter().add(shadow.as_shape(bar, CornerRadius::same(7)));
    ui.painter().rect_filled(bar, CornerRadius::same(7), desk.theme.bar);
    let mut x = bar.left() + 6.0;
    for (item, size) in items.into_iter().zip(sizes) {
        let rect = Rect::from_min_size(pos2(x, bar.top() + 5.0), size);
        x += size.x + gap;
        let response = ui.interact(rect, ui.scope_id().with(("tag", &item.name)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &item.name));
        let ground = item.ground.unwrap_or(Color32::TRANSPARENT);
        let lit = response.hovered() || response.has_focus();
        let ground = if lit { crate::window::theme::mix(ground, item.ink, 0.2) } else { ground };
        ui.painter().rect_filled(rect, CornerRadius::same(4), ground);
        let words = rect.left_center() + vec2(8.0, -item.words.size().y / 2.0);
        let key = pos2(words.x + item.words.size().x + 5.0, words.y);
        ui.painter().galley(words, item.words, item.ink);
        ui.painter().galley(key, item.key, item.ink);
        if response.clicked() {
            match item.act {
                Act::Ask(request) => desk.ask(request),
                Act::AddToChosen => edits::add_to_chosen(desk),
            }
        }
    }
}

fn items(ui: &Ui, desk: &Desk) -> Vec<Item> {
    let theme = desk.theme;
    let item = |name: &str, key: &str, ground: Option<Color32>, ink: Color32, act: Act| {
        let text = |words: &str, ink| ui.painter().layout_no_wrap(words.to_owned(), Face::Sans.at(12.5), ink);
        Item {
            name: name.to_owned(),
            ground,
            ink,
            act,
            words: text(name, ink),
            key: text(key, ink.gamma_multiply(0.7)),
        }
    };
    let mut items = Vec::new();
    for (tag, kind) in Command::tags(desk.codebook()).take(TAGS_NAMED) {
        let ink = theme.kind_ink(kind.colour);
        let key = desk.keys.key_text(tag);
        let act = Act::Ask(Request::Tag(Some(kind.id.clone())));
        items.push(item(&kind.name, &key, Some(ink.strong), ink.on_strong, act));
    }
    if Command::tags(desk.codebook()).count() > TAGS_NAMED {
        let key = desk.keys.key_text(Command::TagAs);
        items.push(item("More\u{2026}", &key, None, theme.on_bar, Act::Ask(Request::Run(Command::TagAs))));
    }
    let key = desk.keys.key_text(Command::Highlight);
    items.push(item("Highlight", &key, None, theme.on_bar, Act::Ask(Request::Tag(None))));
    if desk.view.chosen.is_some() {
        let key = desk.keys.key_text(Command::AddPassage);
        items.push(item("Add to chosen claim", &key, None, theme.on_bar, Act::AddToChosen));
    }
    items
}
