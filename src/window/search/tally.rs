//! What the claims at the hits are; a click lets only those through.

use std::collections::BTreeSet;

use egui::{Frame, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::search::{Counts, Filter};
use crate::window::chrome::parts::{focus_ring, word};
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How many actors are listed.
const ACTORS: usize = 12;

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, counts: &Counts, filter: &mut Filter) {
    ScrollArea::vertical().id_salt("search counts").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 14, right: 14, top: 0, bottom: 8 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let claims =
                if counts.claims == 1 { "1 claim".to_owned() } else { format!("{} claims", counts.claims) };
            plain_line(ui, desk, &claims, "");
            if counts.uncoded > 0 {
                plain_line(ui, desk, "hits in no claim", &counts.uncoded.to_string());
            }
            heading(ui, desk, "KINDS", !counts.kinds.is_empty());
            let book = desk.codebook();
            let mut kinds: Vec<_> = counts.kinds.iter().collect();
            kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            for (kind, count) in kinds {
                let on = filter.kinds.contains(kind);
                if line(ui, desk, book.kind_name(kind.as_ref()), *count, on) {
                    toggle(&mut filter.kinds, kind);
                }
            }
            for (field, codes) in &counts.values {
                let known = book.kinds.iter().find_map(|kind| kind.field(field));
                let name = known.map_or(field.as_str(), |field| &field.name).to_uppercase();
                heading(ui, desk, &shown(&name, 30), true);
                for (code, count) in codes {
                    let name = known.map_or(code.as_str(), |field| field.code_name(code));
                    let on = filter.values.get(field).is_some_and(|codes| codes.contains(code));
                    if line(ui, desk, name, *count, on) {
                        toggle(filter.values.entry(field.clone()).or_default(), code);
                    }
                }
            }
            heading(ui, desk, "ACTORS", !counts.actors.is_empty());
            let mut actors: Vec<_> = counts.actors.iter().collect();
            actors.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            for (actor, count) in actors.iter().take(ACTORS) {
                let on = filter.actors.contains(actor);
                if line(ui, desk, desk.project().actors.name(actor), **count, on) {
                    toggle(&mut filter.actors, actor);
                }
            }
            if actors.len() > ACTORS {
                plain_line(ui, desk, &format!("and {} more", actors.len() - ACTORS), "");
            }
        });
    });
}

fn toggle<T: Ord + Clone>(chosen: &mut BTreeSet<T>, what: &T) {
    if !chosen.remove(what) {
        chosen.insert(what.clone());
    }
}

fn heading(ui: &mut Ui, desk: &Desk<'_>, name: &str, needed: bool) {
    if needed {
        ui.add_space(9.0);
        word(ui, name, Face::SansStrong.at(10.5), desk.theme.faint);
        ui.add_space(2.0);
    }
}

fn plain_line(ui: &mut Ui, desk: &Desk<'_>, name: &str, count: &str) {
    ui.horizontal(|ui| {
        word(ui, name, Face::Sans.at(12.0), desk.theme.faint);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            word(ui, count, Face::Sans.at(12.0), desk.theme.faint);
        });
    });
}

/// A name with its count; says whether it was clicked.
fn line(ui: &mut Ui, desk: &Desk<'_>, name: &str, count: usize, on: bool) -> bool {
    let theme = desk.theme;
    let name = shown(name, 40);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::click());
    if on || response.hovered() {
        let fill = if on { theme.selection } else { theme.hover };
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, fill);
    }
    focus_ring(ui, theme, &response);
    let count = ui.painter().layout_no_wrap(count.to_string(), Face::Sans.at(12.0), theme.faint);
    let at = pos2(rect.right() - count.size().x, rect.center().y - count.size().y / 2.0);
    let words = ui.painter().layout_no_wrap(name.clone(), Face::Sans.at(12.5), theme.ink);
    let clip = rect.with_max_x(at.x - 6.0).intersect(ui.clip_rect());
    ui.painter().with_clip_rect(clip).galley(
        pos2(rect.left(), rect.center().y - words.size().y / 2.0),
        words,
        theme.ink,
    );
    let label = format!("Only {name}, {}", count.text());
    ui.painter().galley(at, count, theme.faint);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &label));
    response.on_hover_text("Only hits in these claims").clicked()
}
