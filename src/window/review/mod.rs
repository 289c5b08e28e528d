//! The review: everything worth a second look, in the open story or in all, each with the way to it.

mod adding;
mod engine;
mod list;
mod row;
mod rows;

pub use rows::Dismissed;
pub(super) use rows::is_dismissed;

use egui::{Align, Button, Context, Frame, Layout, Margin, Ui, vec2};

use self::engine::Engine;
use self::list::{Findings, Wish};
use self::rows::{Choice, Row, Rows};
use super::chrome::parts::{close_button, word};
use super::chrome::text::{counted, grouped};
use super::desk::{Desk, Request};
use super::fonts::Face;
use crate::analysis::review::{Finding, Sort};
use crate::analysis::search::reading_order;
use crate::project::Session;
use crate::story::StoryId;

/// The least height of the panel, in points.
pub const LEAST: f32 = 150.0;
/// How long what is listed stays as it is while much is coming, in seconds.
const CALM: f64 = 0.25;

/// The panel below the article.
#[derive(Default)]
pub struct ReviewPanel {
    open: bool,
    /// Whether all stories are reviewed, and not only the open one.
    all: bool,
    only: Option<Sort>,
    /// Whether what was dismissed is listed too.
    dismissed: bool,
    engine: Engine,
    /// The stories in the order in which they are listed, and as of when.
    order: Option<(u64, Vec<StoryId>)>,
    rows: Rows,
    /// What the rows were made of, and when.
    made_of: Option<(MadeOf, f64)>,
    /// The chosen finding, which keeps its place among others.
    chosen: Option<(StoryId, String)>,
    list: Findings,
    focus: bool,
}

/// What the rows are made of: they are made anew when it is another.
#[derive(Clone, Debug, PartialEq)]
struct MadeOf {
    version: u64,
    /// The one story that is reviewed; `None` for all.
    story: Option<StoryId>,
    choice: Choice,
    dismissed: usize,
}

impl ReviewPanel {
    /// Opens the panel with the keyboard in it; closes it, if it has the keyboard.
    pub fn toggle(&mut self, ctx: &Context) {
        self.open = !(self.open && self.list.has_keyboard(ctx));
        self.focus = self.open;
    }

    /// Closes the panel.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Whether the panel is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether something is still being looked at.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.engine.is_busy()
    }

    /// Keeps what was found true. To be called in every frame.
    pub fn mind(&mut self, ctx: &Context, session: &Session, open: Option<&StoryId>) {
        self.engine.mind(ctx, session, open, self.open && self.all);
    }

    /// How much there is to review in a story, of which nothing was dismissed.
    #[must_use]
    pub fn count(&self, story: &StoryId, dismissed: &Dismissed) -> usize {
        self.engine.of(story).map_or(0, |(findings, _)| rows::open(findings, dismissed.get(story)))
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, dismissed: &mut Dismissed) {
        // A panel is as high as what it shows, and this one must not shrink with its rows.
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        self.make_rows(ui, desk, dismissed);
        let inset = Frame::new().inner_margin(Margin { left: 12, right: 10, top: 8, bottom: 4 });
        inset.show(ui, |ui| self.head(ui, desk));
        let room = ui.available_rect_before_wrap();
        ui.painter().rect_filled(room, 0.0, desk.theme.paper);
        if self.focus && !self.engine.is_busy() {
            self.focus = false;
            self.list.enter(&self.rows);
        }
        let wish = self.list.show(ui, desk, &self.rows);
        if self.rows.len() == 0 {
            self.nothing(ui, desk, room);
        }
        if let Some(Row::Finding(story, finding, _)) = self.list.chosen().and_then(|row| self.rows.get(row)) {
            let key = finding.key();
            if self.chosen.as_ref().is_none_or(|(at, chosen)| at != story || *chosen != key) {
                self.chosen = Some((story.clone(), key));
            }
        }
        match wish {
            Wish::Nothing => {}
            Wish::Close => {
                self.close();
                desk.ask(Request::FocusArticle);
            }
            Wish::Dismiss(row) => self.dismiss(row, desk, dismissed),
            Wish::Add(row) => {
                if let Some(Row::Finding(_, finding, _)) = self.rows.get(row) {
                    adding::add(desk, finding);
                }
            }
        }
    }

    fn make_rows(&mut self, ui: &Ui, desk: &Desk<'_>, dismissed: &Dismissed) {
        let made_of = MadeOf {
            version: self.engine.version(),
            story: if self.all { None } else { desk.view.story.clone() },
            choice: Choice { only: self.only, dismissed: self.dismissed },
            dismissed: dismissed.values().map(std::collections::BTreeSet::len).sum(),
        };
        let now = ui.input(|input| input.time);
        if let Some((was, at)) = &self.made_of {
            if *was == made_of {
                return;
            }
            let only_more = MadeOf { version: was.version, ..made_of.clone() } == *was;
            if self.all && only_more && self.engine.is_busy() && now - at < CALM {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(CALM));
                return;
            }
        }
        let one = made_of.story.clone();
        self.rows = if self.all {
            // Sorting all stories takes a while, and seldom gives another order.
            let now = self.engine.stories();
            let keep = self.order.as_ref().is_some_and(|(at, _)| *at == now || self.engine.is_busy());
            if !keep {
                self.order = Some((now, reading_order(desk.project())));
            }
            let order = self.order.iter().flat_map(|(_, order)| order);
            Rows::of(order, &self.engine, dismissed, made_of.choice)
        } else {
            Rows::of(one.iter(), &self.engine, dismissed, made_of.choice)
        };
        self.made_of = Some((made_of, now));
        self.keep_chosen();
    }

    /// The chosen finding is chosen still; should it be gone, the one in its place is.
    fn keep_chosen(&mut self) {
        let row = self.list.chosen();
        let same = self.chosen.as_ref().and_then(|(story, key)| self.rows.find(story, key));
        let now = same.or_else(|| self.list.nearest(&self.rows));
        if now != row {
            self.list.choose(now);
        }
    }

    fn dismiss(&mut self, row: usize, desk: &mut Desk<'_>, dismissed: &mut Dismissed) {
        let Some(Row::Finding(story, finding, gone)) = self.rows.get(row) else { return };
        if let Finding { claim: None, range: None, .. } = finding {
            desk.ask(Request::Notify(finding.sort().remedy().to_owned()));
            return;
        }
        let keys = dismissed.entry(story.clone()).or_default();
        if *gone {
            keys.remove(&finding.key());
        } else {
            keys.insert(finding.key());
        }
        dismissed.retain(|_, keys| !keys.is_empty());
    }

    /// What is reviewed, how much was found of each sort, and the way out.
    fn head(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        ui.horizontal(|ui| {
            word(ui, "REVIEW", Face::SansStrong.at(11.0), desk.theme.faint);
            ui.add_space(6.0);
            for (all, name) in [(false, "This story"), (true, "All stories")] {
                if ui.add(Button::new(name).selected(self.all == all)).clicked() && self.all != all {
                    self.all = all;
                    self.focus = true;
                }
            }
            ui.add_space(6.0);
            let open = self.rows.open();
            let words = if self.all && self.engine.is_busy() {
                let (at, of) = (self.engine.looked_at(), desk.project().stories.len());
                format!("looking\u{2026} {} of {} stories", grouped(at), grouped(of))
            } else {
                match open {
                    0 => String::new(),
                    1 => "1 finding".to_owned(),
                    many => format!("{} findings", grouped(many)),
                }
            };
            word(ui, words, Face::Sans.at(12.0), desk.theme.faint);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if close_button(ui, desk.theme, "Close the review").on_hover_text("Close (Esc)").clicked() {
                    self.close();
                    desk.ask(Request::FocusArticle);
                }
                if self.rows.dismissed > 0 || self.dismissed {
                    let name = format!("{} dismissed", grouped(self.rows.dismissed));
                    let tip = "List as well what was said to be right so";
                    if ui.add(Button::new(name).selected(self.dismissed)).on_hover_text(tip).clicked() {
                        self.dismissed ^= true;
                    }
                }
            });
        });
        ui.horizontal_wrapped(|ui| self.sorts(ui));
    }

    /// A switch for each sort of which there is one.
    fn sorts(&mut self, ui: &mut Ui) {
        let there: Vec<(Sort, usize)> = Sort::ALL
            .into_iter()
            .map(|sort| (sort, self.rows.counts.get(&sort).copied().unwrap_or_default()))
            .filter(|(sort, count)| *count > 0 || self.only == Some(*sort))
            .collect();
        if there.len() < 2 && self.only.is_none() {
            return;
        }
        for (sort, count) in there {
            let on = self.only == Some(sort);
            let name = format!("{} {}", sort.name(), grouped(count));
            if ui.add(Button::new(name).selected(on)).on_hover_text(sort.remedy()).clicked() {
                self.only = if on { None } else { Some(sort) };
            }
        }
    }

    fn nothing(&self, ui: &mut Ui, desk: &Desk<'_>, room: egui::Rect) {
        let words = if self.engine.is_busy() {
            return;
        } else if !self.all && desk.view.story.is_none() {
            "No story is open.".to_owned()
        } else if self.rows.dismissed > 0 && self.rows.open() == 0 {
            let gone = counted(self.rows.dismissed, "finding was", "findings were");
            format!("Nothing to review; {gone} dismissed.")
        } else {
            "Nothing to review.".to_owned()
        };
        let at = room.min + vec2(14.0, 12.0);
        let font = Face::Sans.at(12.5);
        let galley = ui.painter().layout_no_wrap(words.clone(), font, desk.theme.faint);
        let rect = egui::Rect::from_min_size(at, galley.size());
        ui.painter().galley(at, galley, desk.theme.faint);
        let said = ui.interact(rect, egui::Id::unique("nothing to review"), egui::Sense::hover());
        said.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &words));
    }
}
