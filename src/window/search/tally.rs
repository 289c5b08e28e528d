//! What the claims at the hits are; a click lets only those through.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Align2, Frame, Margin, Pos2, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::choices::Choice;
use super::library::{State, state};
use super::results::Results;
use crate::analysis::search::{Counts, Filter};
use crate::claims::{ActorId, CodeId, FieldId, KindId};
use crate::window::chrome::parts::focus_ring;
use crate::window::chrome::text::{counted, grouped};
use crate::window::claims::{Kept, shown};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How many actors are listed.
const ACTORS: usize = 12;
/// The height of a row, in points.
const ROW: f32 = 20.0;

/// The counts as they are listed: made when they change, which is not in every frame.
#[derive(Default)]
pub(super) struct Tally(Kept<(u64, State), Rc<[Row]>>);

/// A row of the counts.
enum Row {
    /// A name with its number, which does nothing.
    Plain(String, String),
    Heading(String),
    /// How many claims are so, and what a click lets through.
    Count(What, String, usize),
}

/// What claims can be told by.
enum What {
    Kind(Option<KindId>),
    Code(FieldId, CodeId),
    Actor(ActorId),
}

impl What {
    fn is_on(&self, filter: &Filter) -> bool {
        match self {
            Self::Kind(kind) => filter.kinds.contains(kind),
            Self::Code(field, code) => filter.values.get(field).is_some_and(|codes| codes.contains(code)),
            Self::Actor(actor) => filter.actors.contains(actor),
        }
    }

    fn toggle(&self, filter: &mut Filter) {
        match self {
            Self::Kind(kind) => toggle(&mut filter.kinds, kind),
            Self::Code(field, code) => toggle(filter.values.entry(field.clone()).or_default(), code),
            Self::Actor(actor) => toggle(&mut filter.actors, actor),
        }
    }
}

fn toggle<T: Ord + Clone>(chosen: &mut BTreeSet<T>, what: &T) {
    if !chosen.remove(what) {
        chosen.insert(what.clone());
    }
}

impl Tally {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &Desk<'_>,
        results: &Results,
        choices: &[Choice],
        filter: &mut Filter,
    ) {
        let asked = (results.stamp(), state(desk.session));
        let rows = self.0.of(asked, || list(desk, &results.counts, choices).into()).clone();
        let mut clicked = None;
        Frame::new().inner_margin(Margin { left: 10, right: 2, top: 0, bottom: 0 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().id_salt("search counts").auto_shrink(false);
            area.show_rows(ui, ROW, rows.len(), |ui, seen| {
                for at in seen {
                    let Some(row) = rows.get(at) else { continue };
                    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
                    let rect = rect.shrink2(vec2(4.0, 0.0)).with_max_x(rect.right() - 12.0);
                    if let Row::Count(what, name, count) = row {
                        if line(ui, desk, (at, rect), (name, *count), what.is_on(filter)) {
                            clicked = Some(what);
                        }
                    } else {
                        plain(ui, desk, (at, rect), row);
                    }
                }
            });
        });
        if let Some(what) = clicked {
            what.toggle(filter);
        }
    }
}

/// The rows: the most frequent of each sort first.
fn list(desk: &Desk<'_>, counts: &Counts, choices: &[Choice]) -> Vec<Row> {
    let book = desk.codebook();
    let mut rows = vec![Row::Plain(counted(counts.claims, "claim", "claims"), String::new())];
    if counts.uncoded > 0 {
        rows.push(Row::Plain("hits in no claim".to_owned(), grouped(counts.uncoded)));
    }
    let heading = |name: &str| Row::Heading(shown(&name.to_uppercase(), 30));
    let count = |what: What, name: &str, count: usize| Row::Count(what, shown(name, 40), count);
    if !counts.kinds.is_empty() {
        rows.push(heading("Kinds"));
        let mut kinds: Vec<_> = counts.kinds.iter().collect();
        kinds.sort_by_key(|(_, count)| Reverse(**count));
        let kinds = kinds.into_iter();
        rows.extend(
            kinds.map(|(kind, number)| {
                count(What::Kind(kind.clone()), book.kind_name(kind.as_ref()), *number)
            }),
        );
    }
    for (field, codes) in &counts.values {
        let choice = choices.iter().find(|choice| choice.field == *field);
        let known = || book.kinds.iter().find_map(|kind| kind.field(field)).map(|field| &field.name);
        let name = choice.map(|choice| &choice.name).or_else(known);
        rows.push(heading(name.map_or(field.as_str(), String::as_str)));
        let mut codes: Vec<_> = codes.iter().collect();
        codes.sort_by_key(|(_, count)| Reverse(**count));
        rows.extend(codes.into_iter().map(|(code, number)| {
            let name = choice.map_or(code.as_str(), |choice| choice.code_name(code));
            count(What::Code(field.clone(), code.clone()), name, *number)
        }));
    }
    if !counts.actors.is_empty() {
        rows.push(heading("Actors"));
        let mut actors: Vec<_> = counts.actors.iter().collect();
        let more = actors.len().saturating_sub(ACTORS);
        if more > 0 {
            // Those that are shown, before they are put in order: there may be 20,000.
            actors.select_nth_unstable_by_key(ACTORS, |(id, count)| (Reverse(**count), *id));
            actors.truncate(ACTORS);
        }
        actors.sort_by_key(|(id, count)| (Reverse(**count), *id));
        let names = &desk.project().actors;
        let actors = actors.into_iter();
        rows.extend(
            actors.map(|(actor, number)| count(What::Actor(actor.clone()), names.name(actor), *number)),
        );
        if more > 0 {
            rows.push(Row::Plain(format!("and {} more", grouped(more)), String::new()));
        }
    }
    rows
}

fn plain(ui: &Ui, desk: &Desk<'_>, (number, rect): (usize, Rect), row: &Row) {
    let faint = desk.theme.faint;
    let text = |at: Pos2, align, words: &str, font| {
        let drawn = ui.painter().text(at, align, words, font, faint);
        let response = ui.interact(drawn, ui.scope_id().with(("counts", number, words)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    };
    match row {
        Row::Plain(name, number) => {
            text(rect.left_center(), Align2::LEFT_CENTER, name, Face::Sans.at(12.0));
            if !number.is_empty() {
                text(rect.right_center(), Align2::RIGHT_CENTER, number, Face::Sans.at(12.0));
            }
        }
        Row::Heading(name) => {
            let at = rect.left_bottom() - vec2(0.0, 2.0);
            text(at, Align2::LEFT_BOTTOM, name, Face::SansStrong.at(10.5));
        }
        Row::Count(..) => {}
    }
}

/// A name with its count; says whether it was clicked.
fn line(
    ui: &Ui,
    desk: &Desk<'_>,
    (number, rect): (usize, Rect),
    (name, count): (&str, usize),
    on: bool,
) -> bool {
    let theme = desk.theme;
    let response = ui.interact(rect, ui.scope_id().with(("count", number)), Sense::click());
    if on || response.hovered() {
        let fill = if on { theme.selection } else { theme.hover };
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, fill);
    }
    focus_ring(ui, theme, &response);
    let count = ui.painter().layout_no_wrap(grouped(count), Face::Sans.at(12.0), theme.faint);
    let at = pos2(rect.right() - count.size().x, rect.center().y - count.size().y / 2.0);
    let words = ui.painter().layout_no_wrap(name.to_owned(), Face::Sans.at(12.5), theme.ink);
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
