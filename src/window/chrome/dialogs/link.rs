//! Which claim the chosen one is linked with, and in which way: found by words, or pointed at.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, Key, Modifiers, Ui};

use super::codebook::list::{Act, Entry, List};
use super::shell::{Shell, Step, buttons, enter, focus_once, small, steady};
use crate::claims::{Claim, CodeBook, CoderId, LinkId};
use crate::project::{CoderWork, Use};
use crate::story::StoryId;
use crate::window::chrome::text::counted;
use crate::window::claims::{claim_words, shown};
use crate::window::desk::{Desk, Request};

/// As many claims as the list holds; who wants another types more of it.
const MOST: usize = 200;
/// How many of them are seen at once.
const ROWS: usize = 11;
/// The height of what may be said below it, in points.
const BELOW: f32 = 22.0;
/// How long a frame may look through claims.
const A_WHILE: Duration = Duration::from_millis(3);

/// The dialog that links a claim.
pub(super) struct LinkTo {
    from: Use,
    how: Option<LinkId>,
    words: String,
    fresh: bool,
    search: Option<Search>,
    picked: usize,
}

/// The claims that fit what is typed, as far as they are looked through.
struct Search {
    words: String,
    revision: u64,
    /// The stories that are still to be looked through, the last first.
    left: Vec<StoryId>,
    /// The claims of the story at hand that are still to be looked at, the last first.
    here: Vec<Use>,
    found: Vec<Use>,
    /// Whether more fit than are listed.
    more: bool,
}

impl Search {
    /// Whether there is nothing more to look at.
    fn is_done(&self) -> bool {
        self.more || (self.left.is_empty() && self.here.is_empty())
    }
}

impl LinkTo {
    pub(super) fn new(from: Use, codebook: &CodeBook) -> Self {
        let how = codebook.links.first().map(|way| way.id.clone());
        Self { from, how, words: String::new(), fresh: true, search: None, picked: 0 }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "link claim", title: "Link to\u{2026}", width: 660.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let moved = ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        small(ui, claim_words(desk, &self.from), theme.faint);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for way in &desk.codebook().links {
                let name = shown(&way.name, 40);
                if ui.selectable_label(self.how.as_ref() == Some(&way.id), name).clicked() {
                    self.how = Some(way.id.clone());
                }
            }
        });
        ui.add_space(4.0);
        let field = egui::TextEdit::singleline(&mut self.words)
            .hint_text("words, kind or speaker of the other claim")
            .return_key(None)
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Search claims"));
        focus_once(&mut self.fresh, &field);
        self.look(ui.ctx(), desk);
        let Some(search) = &self.search else { return Step::Stay };
        let found = &search.found;
        let last = found.len().saturating_sub(1);
        self.picked = (self.picked + moved.0).saturating_sub(moved.1).min(last);
        let picked = self.picked;
        ui.add_space(2.0);
        let list = List {
            id: "link to",
            name: "Claims",
            count: found.len(),
            chosen: Some(picked),
            rows: ROWS,
            tree: false,
            enabled: false,
        };
        let act = steady(ui, list.height(ROWS) + BELOW, |ui| {
            if found.is_empty() {
                let words = if search.is_done() { "No other claim fits." } else { "Looking\u{2026}" };
                small(ui, words, theme.faint);
                return None;
            }
            let act = list.show(ui, theme, |at| Entry {
                name: found.get(at).map(|one| claim_words(desk, one)).unwrap_or_default(),
                detail: String::new(),
                depth: 0,
                faint: false,
                badge: None,
            });
            if search.more {
                let words =
                    format!("The first {}; type more to find others.", counted(MOST, "claim", "claims"));
                small(ui, words, theme.faint);
            }
            act
        });
        let clicked = match act {
            Some(Act::Pick(at)) => Some(at),
            _ => None,
        };
        let taken = buttons(ui, theme, &["Link", "Click it in the story", "Cancel"], !found.is_empty());
        let Some(how) = self.how.clone() else { return Step::Close };
        let chosen = clicked.or((entered || taken == Some(0)).then_some(picked)).and_then(|at| found.get(at));
        match (chosen, taken) {
            (Some(to), _) => Step::Ask(Request::Link(Box::new(self.from.clone()), how, to.claim)),
            (None, Some(1)) => Step::Ask(Request::PointAt(how)),
            (None, Some(2)) => Step::Close,
            _ => Step::Stay,
        }
    }

    /// Looks for a while through what is left: this story first, then the project.
    fn look(&mut self, ctx: &Context, desk: &Desk) {
        let (words, revision) = (self.words.trim().to_lowercase(), desk.session.revision());
        if self.search.as_ref().is_none_or(|old| old.words != words || old.revision != revision) {
            let others = desk.project().stories.keys().rev().filter(|id| **id != *self.from.story);
            let left = others.cloned().chain([(*self.from.story).clone()]).collect();
            let (here, found, more) = (Vec::new(), Vec::new(), false);
            self.search = Some(Search { words, revision, left, here, found, more });
            self.picked = 0;
        }
        let Some(search) = &mut self.search else { return };
        let until = Instant::now() + A_WHILE;
        while !search.is_done() {
            match search.here.pop() {
                Some(one) => {
                    let claim = desk.project().claim_at(&one);
                    if claim.is_some_and(|claim| fits(desk, claim, &search.words)) {
                        search.more = search.found.len() == MOST;
                        if !search.more {
                            search.found.push(one);
                        }
                    }
                }
                None => {
                    let Some(id) = search.left.pop() else { return };
                    search.here = others_in(desk, id, &self.from);
                }
            }
            if Instant::now() >= until {
                ctx.request_repaint();
                return;
            }
        }
    }
}

/// The claims of a story but for `from`, the last in reading order first.
fn others_in(desk: &Desk, id: StoryId, from: &Use) -> Vec<Use> {
    let Some(work) = desk.project().story(&id) else { return Vec::new() };
    let story = Arc::new(id);
    let of = |(coder, coded): (&CoderId, &CoderWork)| {
        let (story, coder) = (story.clone(), Arc::new(coder.clone()));
        let ids = coded.in_order(&work.story).into_iter().map(|claim| claim.id);
        let others = ids.filter(|id| *id != from.claim);
        others.map(|claim| Use { story: story.clone(), coder: coder.clone(), claim }).collect::<Vec<_>>()
    };
    let mut all: Vec<Use> = work.coders.iter().flat_map(of).collect();
    all.reverse();
    all
}

/// Whether every word typed stands in the claim's quote, note, kind or actors.
fn fits(desk: &Desk, claim: &Claim, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut all = format!("{} {} ", desk.codebook().kind_name(claim.kind.as_ref()), claim.note);
    all.push_str(&claim.quote());
    for actor in claim.actors().filter_map(|id| desk.project().actors.get(id)) {
        all.push(' ');
        all.push_str(&actor.name);
    }
    let all = all.to_lowercase();
    words.split_whitespace().all(|word| all.contains(word))
}
