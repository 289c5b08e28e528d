//! The list of stories: date, status, counts; filtered as one types.

mod early;
mod list;
mod row;

use std::ops::Range;

use egui::{
    Align, Button, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, TextEdit, Ui, UiBuilder, pos2,
    vec2,
};

use self::early::Early;
use self::list::StoryList;
use super::chrome::availability::availability;
use super::chrome::parts::word;
use super::chrome::text::grouped;
use super::commands::Command;
use super::desk::{Desk, Request};
use super::fonts::Face;
use super::list::steps;
use crate::project::{Edit, Session, Status};
use crate::story::StoryId;

/// The panel on the left.
#[derive(Default)]
pub struct StoriesPanel {
    list: StoryList,
    filter: String,
    heights: row::Heights,
    /// The story that gets the keyboard when its row is next drawn.
    focus: Option<StoryId>,
    /// The open story as of the last frame, to bring a newly opened one into view.
    was_open: Option<StoryId>,
    shown: Option<Rect>,
    /// The list of a project that is still being read.
    early: Option<Early>,
}

impl StoriesPanel {
    /// Keeps the list true to the project. [`StoriesPanel::show`] does it too; call this before
    /// [`StoriesPanel::neighbour`] when the panel may be folded.
    pub fn refresh(&mut self, session: &Session) {
        match &self.early {
            Some(early) => self.list.refresh_early(&early.preview, session.coder(), &self.filter),
            None => self.list.refresh(session, &self.filter),
        }
    }

    /// Lists only the stories that a search found, or every one.
    pub fn set_sieve(&mut self, sieve: Option<&std::sync::Arc<super::search::Sieve>>) {
        self.list.set_sieve(sieve);
    }

    /// The story `delta` places after `current` in the list as it is filtered and sorted. Without
    /// a current story, or when the filter hides it, the first or the last one.
    #[must_use]
    pub fn neighbour(&self, current: Option<&StoryId>, delta: isize) -> Option<StoryId> {
        let rows = self.list.rows();
        match current.and_then(|id| rows.iter().position(|row| *row.id == *id)) {
            Some(at) => rows.get(at.checked_add_signed(delta)?).map(|row| (*row.id).clone()),
            None if delta < 0 => rows.last().map(|row| (*row.id).clone()),
            None => rows.first().map(|row| (*row.id).clone()),
        }
    }

    /// The nearest story of the list after the current one, or before it, that is `wanted`; past the
    /// end it goes on from the other end.
    pub fn nearest(
        &self,
        current: Option<&StoryId>,
        back: bool,
        wanted: impl Fn(&StoryId) -> bool,
    ) -> Option<StoryId> {
        let rows = self.list.rows();
        let at = current.and_then(|id| rows.iter().position(|row| *row.id == *id));
        let (before, after) = at.map_or((&rows[..0], rows), |at| (&rows[..at], &rows[at + 1..]));
        let wanted = |row: &&list::Row| wanted(&row.id);
        let found = if back {
            before.iter().rev().chain(after.iter().rev()).find(wanted)
        } else {
            after.iter().chain(before).find(wanted)
        };
        found.map(|row| (*row.id).clone())
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk) {
        self.refresh(desk.session);
        ui.spacing_mut().item_spacing.y = 0.0;
        self.header(ui, desk);
        if self.list.all() == 0 {
            if self.early.is_none() {
                empty(ui, desk);
            }
            return;
        }
        self.filter_field(ui, desk);
        self.sieve_chip(ui, desk);
        if self.list.rows().is_empty() {
            ui.add_space(10.0);
            indented(ui, |ui| {
                word(ui, "No story fits the filter.", Face::Sans.at(12.5), desk.theme.faint);
            });
            return;
        }
        self.rows(ui, desk);
    }

    fn header(&self, ui: &mut Ui, desk: &Desk) {
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 36.0),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.add_space(14.0);
                let name = if self.list.sieve().is_some() { "STORIES FOUND" } else { "STORIES" };
                word(ui, name, Face::SansStrong.at(11.0), desk.theme.faint);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add_space(14.0);
                    let (done, all) = (self.list.done(), self.list.all());
                    if self.list.sieve().is_some() {
                        let found = format!("{} of {}", grouped(self.list.rows().len()), grouped(all));
                        word(ui, found, Face::Sans.at(11.5), desk.theme.faint);
                    } else if all > 0 {
                        let done = format!("{} of {} done", grouped(done), grouped(all));
                        word(ui, done, Face::Sans.at(11.5), desk.theme.faint);
                    }
                });
            },
        );
    }

    fn filter_field(&mut self, ui: &mut Ui, desk: &Desk) {
        let inner = indented(ui, |ui| {
            let field = TextEdit::singleline(&mut self.filter)
                .id(Id::unique("story filter"))
                .hint_text("Filter")
                .font(Face::Sans.at(12.5))
                .margin(vec2(8.0, 4.0))
                .desired_width(f32::INFINITY);
            ui.add(field)
                .accessible_name("Filter stories")
                .on_hover_text("By headline, outlet, author or status")
        });
        let down =
            inner.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        if inner.changed() {
            self.refresh(desk.session);
        }
        let entered = inner.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if down || entered {
            self.focus = self.list.rows().first().map(|row| (*row.id).clone());
        }
        ui.add_space(8.0);
    }

    /// Says that not every story is listed, and ends it with a click.
    fn sieve_chip(&self, ui: &mut Ui, desk: &mut Desk) {
        let Some(sieve) = self.list.sieve() else { return };
        indented(ui, |ui| {
            let name = super::claims::shown(&sieve.name, 20);
            let name =
                if name.is_empty() { "a search".to_owned() } else { format!("\u{201c}{name}\u{201d}") };
            if ui.button(format!("Only {name}  \u{d7}")).on_hover_text("List every story again").clicked() {
                desk.ask(Request::LiftSieve);
            }
            ui.add_space(6.0);
        });
    }

    fn rows(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let width = ui.available_width();
        self.heights.prepare(ui, width, self.list.rows(), self.list.stamp());
        let target = self.target(desk);
        let total = self.heights.total();
        let view = self.shown;
        let area = egui::ScrollArea::vertical().id_salt("story rows").auto_shrink([false, false]);
        let shown = area.show_viewport(ui, |ui, viewport| {
            let origin = ui.min_rect().min;
            ui.set_height(total);
            ui.set_width(width);
            if let Some(at) = target {
                let (top, bottom) = (self.heights.top(at), self.heights.top(at + 1));
                let seen = view.is_some_and(|view| top >= view.top() && bottom <= view.bottom());
                if !seen {
                    ui.scroll_to_rect(
                        Rect::from_min_max(origin + vec2(0.0, top), origin + vec2(width, bottom)),
                        None,
                    );
                }
            }
            self.visible_rows(
                ui,
                desk,
                origin,
                width,
                self.heights.visible(viewport.top(), viewport.bottom()),
            );
            viewport
        });
        self.shown = Some(shown.inner);
    }

    /// The row that must be in view: the one about to get the keyboard, or a newly opened story's.
    fn target(&mut self, desk: &Desk) -> Option<usize> {
        let open = self.open(desk);
        let opened = (open != self.was_open).then(|| open.clone()).flatten();
        self.was_open = open;
        let wanted = self.focus.as_ref().or(opened.as_ref())?;
        self.list.rows().iter().position(|row| *row.id == *wanted)
    }

    fn visible_rows(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        origin: egui::Pos2,
        width: f32,
        visible: Range<usize>,
    ) {
        let mut step = None;
        let open = self.open(desk);
        for index in visible {
            let Some(entry) = self.list.rows().get(index) else { break };
            let top = origin.y + self.heights.top(index);
            let rect = Rect::from_min_size(pos2(origin.x, top), vec2(width, self.heights.of(index)));
            let id = Id::unique(("story", entry.id.as_str()));
            let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(entry.id.as_str()));
            let facts = self.facts(desk, &entry.id);
            let is_open = open.as_ref() == Some(&*entry.id);
            let (response, exact) = row::show(&mut child, desk, entry, facts, is_open, rect, id);
            self.heights.learn(index, exact);
            if self.focus.as_ref() == Some(&*entry.id) {
                response.request_focus();
                self.focus = None;
            }
            if response.clicked() {
                desk.ask(Request::OpenStory((*entry.id).clone()));
            }
            if response.has_focus() {
                step = self.arrows(ui, &response).map(|delta| index.saturating_add_signed(delta)).or(step);
            }
            if self.early.is_none() {
                let story = (*entry.id).clone();
                response.context_menu(|ui| statuses(ui, desk, &story));
            }
        }
        if let Some(to) = step {
            let last = self.list.rows().len().saturating_sub(1);
            self.focus = self.list.rows().get(to.min(last)).map(|row| (*row.id).clone());
            ui.ctx().request_repaint();
        }
        if self.heights.settle() {
            ui.ctx().request_repaint();
        }
    }

    /// How many rows the keys walk from a row that has the keyboard.
    fn arrows(&self, ui: &Ui, row: &Response) -> Option<isize> {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
        let in_view = self.shown.map_or(2, |view| self.heights.visible(view.top(), view.bottom()).len());
        steps(ui, in_view as f32)
    }
}

fn statuses(ui: &mut Ui, desk: &mut Desk, story: &StoryId) {
    let Some(work) = desk.project().story(story) else { return };
    let coder = desk.session.coder();
    let refused = availability(Command::Import, desk).err();
    for status in Status::ALL {
        let now = work.status(coder) == status;
        let button = Button::selectable(now, format!("Mark as {}", status.name()));
        let response = ui.add_enabled(refused.is_none(), button);
        if response.on_disabled_hover_text(refused.unwrap_or_default()).clicked() {
            if !now {
                let edit = Edit::Status { story: story.clone(), coder: coder.clone(), to: status };
                desk.ask(Request::Perform(format!("mark as {}", status.name()), edit));
            }
            ui.close();
        }
    }
    ui.separator();
    for command in [Command::ImportAgain, Command::ReadSourceAgain] {
        let name = command.name(desk.codebook());
        let known = command == Command::ImportAgain || work.story.source.is_some();
        if ui.add_enabled(refused.is_none() && known, Button::new(name)).clicked() {
            desk.ask(Request::OpenStory(story.clone()));
            desk.ask(Request::Run(command));
            ui.close();
        }
    }
}

fn indented<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 0)).show(ui, contents).inner
}

fn empty(ui: &mut Ui, desk: &mut Desk) {
    ui.add_space(14.0);
    indented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        word(ui, "No stories yet.", Face::SansMedium.at(13.0), desk.theme.ink);
        let button = ui
            .add_enabled(availability(Command::Import, desk).is_ok(), Button::new("Import stories\u{2026}"));
        if button.clicked() {
            desk.ask(Request::Run(Command::Import));
        }
        word(ui, "or drop files here", Face::Sans.at(12.0), desk.theme.faint);
    });
}
