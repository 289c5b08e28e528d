//! Every place where a phrase stands, to be tagged in one step.

mod hits;
mod looking;

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, Label, ScrollArea, Ui};

use self::hits::{Already, Hit, MOST, tag};
use self::looking::{Looking, Sought};
use super::shell::{Shell, Step, buttons, enter, small};
use crate::analysis::search::{Line, Names};
use crate::claims::KindId;
use crate::story::StoryId;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, grouped, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// The height of a line of the list, in points.
const LINE: f32 = 24.0;

/// The dialog that tags all of a phrase.
pub(super) struct Everywhere {
    story: StoryId,
    sought: Sought,
    kind: Option<KindId>,
    looking: Option<Looking>,
    /// Which of the places that were found are to be tagged; made as they come.
    ticked: Vec<bool>,
}

impl Everywhere {
    pub(super) fn new(story: StoryId, phrase: String, kind: Option<KindId>) -> Self {
        let within = Some(story.clone());
        let sought = Sought { phrase, whole_words: true, match_case: false, within };
        Self { story, sought, kind, looking: None, ticked: Vec::new() }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let title = "Tag all of this phrase";
        let shell = Shell { theme: desk.theme, id: "tag everywhere", title, width: 780.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let phrase: String = plain(&self.sought.phrase).chars().take(120).collect();
        word(ui, format!("\u{201c}{phrase}\u{201d}"), Face::Serif.at(15.0), theme.ink);
        self.scope(ui);
        self.kinds(ui, desk);
        ui.add_space(8.0);
        self.look(ui.ctx(), desk);
        let Some(looking) = &mut self.looking else { return Step::Stay };
        let progress = looking.progress();
        let hits = &looking.hits;
        let ticked = &mut self.ticked;
        ticked.extend(hits[ticked.len()..].iter().map(|hit| hit.already.is_none()));
        // One row, whether it is still looked for or not, so that nothing below it moves.
        let stopped = ui.horizontal(|ui| match progress {
            Some(searched) => looked_through(ui, theme, searched, hits.len()),
            None => {
                all_or_none(ui, theme, hits, ticked);
                false
            }
        });
        ui.add_space(4.0);
        list(ui, desk, (hits, looking.names()), ticked);
        if stopped.inner {
            looking.stop();
        }
        let hits = &looking.hits;
        let is_all = progress.is_none();
        // What is tagged is what was seen to be all.
        let count = if is_all { ticked.iter().filter(|tick| **tick).count() } else { 0 };
        let name = format!("Tag {}", counted(count, "place", "places"));
        let taken = buttons(ui, theme, &[&name, "Close"], count > 0);
        if taken == Some(1) {
            return Step::Close;
        }
        if taken == Some(0) || (entered && count > 0) {
            let wanted = hits.iter().zip(ticked.iter()).filter(|(_, tick)| **tick).map(|(hit, _)| hit);
            if let Some((label, edit)) = tag(desk.session, wanted, self.kind.as_ref()) {
                return Step::Ask(Request::Perform(label, edit));
            }
        }
        Step::Stay
    }

    /// Where it is sought, and how exactly.
    fn scope(&mut self, ui: &mut Ui) {
        let before = self.sought.clone();
        ui.horizontal(|ui| {
            for (name, within) in [("This story", Some(self.story.clone())), ("Whole project", None)] {
                if ui.selectable_label(self.sought.within == within, name).clicked() {
                    self.sought.within = within;
                }
            }
            ui.add_space(12.0);
            ui.checkbox(&mut self.sought.whole_words, "Whole words");
            ui.checkbox(&mut self.sought.match_case, "Match case");
        });
        if self.sought != before {
            self.looking = None;
        }
    }

    /// What the places become; the code book's keys choose too.
    fn kinds(&mut self, ui: &mut Ui, desk: &Desk) {
        let typed = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                egui::Event::Text(text) => text.chars().next(),
                _ => None,
            })
        });
        if let Some(kind) = typed.and_then(|key| desk.codebook().kind_for_key(key)) {
            self.kind = Some(kind.id.clone());
        }
        // As high as what comes behind it in the row, so that the word stands on its line.
        ui.spacing_mut().interact_size.y = 24.0;
        ui.horizontal_wrapped(|ui| {
            small(ui, "as", desk.theme.faint);
            let kinds = desk.codebook().kinds.iter().filter(|kind| !kind.retired);
            let kinds = kinds.map(|kind| (Some(kind.id.clone()), plain(&kind.name).into_owned(), kind.key));
            for (kind, name, key) in kinds.chain([(None, "Highlight".to_owned(), None)]) {
                let label = ui.selectable_label(self.kind == kind, name);
                let label = match key {
                    Some(key) => label.on_hover_text(format!("Key {key}")),
                    None => label,
                };
                if label.clicked() {
                    self.kind = kind;
                }
            }
        });
    }

    /// Has it looked for; again whenever the project changes.
    fn look(&mut self, ctx: &Context, desk: &Desk) {
        let revision = desk.session.revision();
        if self.looking.as_ref().is_none_or(|looking| looking.revision != revision) {
            self.looking = Some(Looking::begin(ctx, desk.session, &self.sought));
            self.ticked.clear();
        }
        if let Some(looking) = &mut self.looking {
            looking.mind(ctx, desk.session);
        }
    }
}

/// How far the search is; whether it is to stop.
fn looked_through(ui: &mut Ui, theme: &Theme, (searched, all): (usize, usize), hits: usize) -> bool {
    let places = counted(hits, "place", "places");
    let so_far = format!("{} of {} stories", grouped(searched), grouped(all));
    small(ui, format!("Looking for it\u{2026} {so_far}, {places}"), theme.faint);
    ui.small_button("Stop").on_hover_text("Leave it at what was found so far").clicked()
}

/// What was found, and all ticks at once.
fn all_or_none(ui: &mut Ui, theme: &Theme, hits: &[Hit], ticked: &mut [bool]) {
    let marked = hits.iter().filter(|hit| hit.already == Some(Already::Marked)).count();
    let mut told = counted(hits.len(), "place", "places");
    if marked > 0 {
        told = format!("{told}, {marked} marked already");
    }
    if hits.len() == MOST {
        told = format!("{told}; there may be more, which another time finds");
    }
    small(ui, told, theme.faint);
    for (name, on) in [("Tick all", true), ("Tick none", false)] {
        if ui.small_button(name).clicked() {
            for (tick, hit) in ticked.iter_mut().zip(hits) {
                *tick = on && hit.already != Some(Already::Locked);
            }
        }
    }
}

/// The places with their ticks; only those in view are laid out. It is as high with a few as with
/// many: the dialog stays where it is while they come.
fn list(ui: &mut Ui, desk: &Desk, (hits, names): (&[Hit], Option<&Arc<Names>>), ticked: &mut [bool]) {
    let height = (ui.ctx().content_rect().height() - 330.0).clamp(120.0, 340.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    area.auto_shrink(false).show_rows(ui, LINE, hits.len(), |ui, rows| {
        let Some(names) = names else { return };
        for at in rows {
            let (Some(hit), Some(tick)) = (hits.get(at), ticked.get_mut(at)) else { continue };
            ui.push_id(at, |ui| row(ui, desk, hit, &hit.line(names), tick));
        }
    });
}

fn row(ui: &mut Ui, desk: &Desk, hit: &Hit, line: &Line, tick: &mut bool) {
    let theme = desk.theme;
    let free = hit.already != Some(Already::Locked);
    ui.allocate_ui(egui::vec2(ui.available_width(), LINE), |ui| {
        ui.set_min_height(LINE);
        ui.horizontal_centered(|ui| {
            let name = format!("{}{}{}", line.before, line.hit, line.after);
            let tick = ui.add_enabled(free, egui::Checkbox::without_text(tick));
            ui.ctx().accesskit_node_builder(tick.id, |node| node.set_label(name.as_str()));
            let mut job = LayoutJob::default();
            let mut add = |words: &str, face: Face, ink| {
                let format = TextFormat { font_id: face.at(13.0), color: ink, ..TextFormat::default() };
                job.append(words, 0.0, format);
            };
            // The hit stays in view: what stands before it is cut at its beginning.
            add(&ending(&line.before), Face::Sans, theme.faint);
            add(&line.hit, Face::SansStrong, theme.ink);
            add(&line.after, Face::Sans, theme.faint);
            let note = match hit.already {
                Some(Already::Marked) => "marked already",
                Some(Already::Locked) => "read only",
                None => "",
            };
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.set_min_width(ui.available_width());
                if !note.is_empty() {
                    word(ui, note, Face::Sans.at(11.5), theme.faint);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let line = ui.add(Label::new(job).truncate().selectable(false));
                    line.on_hover_text(plain(hit.headline()));
                });
            });
        });
    });
}

/// The last few words.
fn ending(words: &str) -> String {
    let surplus = words.chars().count().saturating_sub(40);
    let kept = words.char_indices().nth(surplus).map_or("", |(at, _)| &words[at..]);
    match kept.split_once(' ') {
        Some((_, whole)) if surplus > 0 => format!("\u{2026} {whole}"),
        _ => kept.to_owned(),
    }
}
