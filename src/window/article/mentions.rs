//! Who of the registry is named on the page: a faint line under each name, and who that is.

use std::sync::Arc;

use egui::{Context, Rect, Shape, Stroke, Ui};

use super::page::Page;
use super::setting::letters;
use super::{Article, Frame};
use crate::assist::{Known, Mention};
use crate::claims::{Actor, ActorId, Actors};
use crate::project::StoryWork;
use crate::story::{Story, StoryText, TextRange};
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::pending::Pending;
use crate::window::view::View;

/// The mentions of the open story, looked for on a thread.
#[derive(Default)]
pub(super) struct Mentions {
    /// What `found` is of.
    of: Option<Of>,
    found: Vec<Mention>,
    looking: Option<(Of, Pending<Looked>)>,
    /// The names that were looked for last, to be looked for in the next story too.
    known: Option<(Arc<Actors>, Arc<Known>)>,
    /// The mention under the pointer.
    under: Option<usize>,
}

type Looked = (Arc<Known>, Vec<Mention>);

/// A story and a registry.
#[derive(Clone)]
struct Of {
    story: Arc<Story>,
    text: StoryText,
    actors: Arc<Actors>,
}

impl Of {
    fn new(desk: &Desk, work: &StoryWork) -> Self {
        Self { story: work.story.clone(), text: work.text.clone(), actors: desk.project().actors.clone() }
    }

    fn is_of(&self, desk: &Desk, work: &StoryWork) -> bool {
        self.is_in(work) && Arc::ptr_eq(&self.actors, &desk.project().actors)
    }

    /// Whether its places are places in this story.
    fn is_in(&self, work: &StoryWork) -> bool {
        Arc::ptr_eq(&self.story, &work.story) && self.text == work.text
    }
}

impl Mentions {
    /// Keeps them true to the story and the registry, while they are shown. Until those of a
    /// changed registry are found the ones before stay.
    pub(super) fn refresh(&mut self, ctx: &Context, desk: &Desk, work: &StoryWork) {
        if !desk.view.mentions {
            *self = Self::default();
            return;
        }
        if self.of.as_ref().is_some_and(|of| !of.is_in(work)) {
            (self.of, self.under) = (None, None);
            self.found.clear();
        }
        if let Some((of, looking)) = &mut self.looking {
            looking.poll();
            match looking {
                Pending::Waiting(_) if of.is_in(work) => return,
                Pending::Here((known, found)) if of.is_in(work) => {
                    self.known = Some((of.actors.clone(), known.clone()));
                    (self.found, self.under) = (std::mem::take(found), None);
                    self.of = Some(of.clone());
                    self.looking = None;
                }
                // A story that is no longer open; or a fault, which would only come again.
                Pending::Broken if of.is_of(desk, work) => return,
                _ => self.looking = None,
            }
        }
        if self.of.as_ref().is_none_or(|of| !of.is_of(desk, work)) {
            self.look(ctx, Of::new(desk, work));
        }
    }

    fn look(&mut self, ctx: &Context, of: Of) {
        let known = self.known.as_ref().filter(|(actors, _)| Arc::ptr_eq(actors, &of.actors));
        let known = known.map(|(_, known)| known.clone());
        let (wanted, blocks) =
            (of.clone(), of.story.blocks.iter().map(|block| block.range).collect::<Vec<_>>());
        let work = move || {
            let known = known.unwrap_or_else(|| Arc::new(Known::of(wanted.actors.iter())));
            let found = known.find(&wanted.text, blocks);
            (known, found)
        };
        self.looking = Some((of, Pending::begin(ctx, work)));
    }

    /// The mentions that overlap a range, with their numbers.
    fn in_range(&self, range: TextRange) -> impl Iterator<Item = (usize, &Mention)> {
        let first = self.found.partition_point(|mention| mention.range.end <= range.start);
        let rest = self.found.iter().enumerate().skip(first);
        rest.take_while(move |(_, mention)| mention.range.start < range.end)
    }

    /// Paints a faint line under every mention in view.
    pub(super) fn paint(&self, desk: &Desk, page: &Page, frame: &Frame) {
        for placed in frame.placed {
            let style = page.pieces()[placed.index].style();
            for (number, mention) in self.in_range(placed.range) {
                let under = self.under == Some(number);
                let stroke = if under {
                    Stroke::new(1.5, desk.theme.accent)
                } else {
                    Stroke::new(1.0, desk.theme.faint.gamma_multiply(0.75))
                };
                let line = |rect: Rect| {
                    let y = letters(rect, style).bottom() + 0.5;
                    Shape::hline(rect.x_range(), y, stroke)
                };
                frame.painter.extend(placed.rects(mention.range).into_iter().map(line));
            }
        }
    }

    /// Tells who is named under the pointer.
    pub(super) fn hover(&mut self, ui: &Ui, desk: &Desk, frame: &Frame) {
        let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| frame.response.hovered());
        let under = pointer.and_then(|pointer| {
            let placed = frame.placed.iter().find(|placed| placed.rect().contains(pointer))?;
            let here = |(_, mention): &(usize, &Mention)| {
                placed.rects(mention.range).iter().any(|rect| rect.contains(pointer))
            };
            self.in_range(placed.range).find(here).map(|(number, _)| number)
        });
        if under != self.under {
            self.under = under;
            ui.ctx().request_repaint();
        }
        if let Some(mention) = under.and_then(|number| self.found.get(number)) {
            frame.response.clone().on_hover_text_at_pointer(who(desk, mention));
        }
    }

    /// Who is named under the pointer, or else at the caret or first in the selection.
    fn pointed_at(&self, view: &View) -> Option<&Mention> {
        let at_caret = || {
            let range = view.selection?.range();
            let here = |mention: &Mention| {
                if range.is_empty() {
                    mention.range.start <= range.start && range.start <= mention.range.end
                } else {
                    mention.range.overlaps(range)
                }
            };
            let first = self.found.partition_point(|mention| mention.range.end < range.start);
            self.found
                .get(first..)?
                .iter()
                .take_while(|mention| mention.range.start <= range.end)
                .find(|m| here(m))
        };
        self.under.and_then(|number| self.found.get(number)).or_else(at_caret)
    }
}

impl Article {
    /// The actors who are meant by the mention under the pointer, or else at the caret or first in
    /// the selection; nobody where none is shown there.
    #[must_use]
    pub fn named(&self, view: &View) -> &[ActorId] {
        self.mentions.pointed_at(view).map_or(&[], |mention| &mention.actors)
    }
}

/// "Stephen Biegun · US envoy", a line for each who may be meant.
fn who(desk: &Desk, mention: &Mention) -> String {
    let day = desk.story().and_then(|(_, work)| work.story.date);
    let line = |actor: &Actor| match actor.role_on(day) {
        Some(role) => format!("{} \u{b7} {}", shown(&actor.name, 80), shown(&role.title, 80)),
        None => shown(&actor.name, 80),
    };
    let actors = mention.actors.iter().filter_map(|id| desk.project().actors.get(id));
    actors.map(line).collect::<Vec<_>>().join("\n")
}
