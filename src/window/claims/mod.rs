//! The claims panel: the story's claims as cards, and the form of the chosen one.
//!
//! It reads the [`Desk`] and asks for changes; it keeps only what is not part of the project: the
//! filter, how far it is scrolled, and text that is still being typed.

mod actor;
mod bar;
mod card;
mod choice;
mod clashes;
mod codes;
mod draft;
mod edits;
mod evidence;
mod extras;
mod filter;
mod focus;
mod form;
mod header;
mod kept;
mod keys;
mod kind_switch;
mod line;
mod list;
mod measure;
mod others;
mod passage;
mod pick;
mod popup;
mod row;
mod segments;
mod settle;
mod shown;
mod slot;
mod suggest;
mod summary;
mod ties;
mod unknown;
mod words;

use std::sync::Arc;

use egui::{RichText, Ui};

pub use edits::plain_value;
pub use kept::Kept;
pub use others::other_words;
pub use shown::shown;
pub use ties::{claim_words, tie_words};

use self::edits::Place;
use self::filter::Filter;
use self::form::Form;
use self::header::Kinds;
use self::list::List;
use self::others::OtherCards;
use crate::claims::{ClaimId, CoderId};
use crate::story::StoryId;
use crate::window::desk::{Desk, Request};
use crate::window::digest::Digest;
use crate::window::fonts::Face;
use crate::window::search::Sieve;

/// From the panel's sides to what it shows.
const MARGIN: f32 = 12.0;

/// The claims panel.
#[derive(Debug, Default)]
pub struct ClaimsPanel {
    filter: Filter,
    list: List,
    form: Form,
    kinds: Kinds,
    others: OtherCards,
    /// What the list was made for.
    made_for: Option<MadeFor>,
    chosen: Option<ClaimId>,
    /// What a search lets through, if not everything.
    sieve: Option<Arc<Sieve>>,
}

/// Everything the list's content depends on.
#[derive(Clone, Debug, PartialEq)]
struct MadeFor {
    revision: u64,
    story: Option<StoryId>,
    coder: CoderId,
    filter: Filter,
    chosen: Option<ClaimId>,
}

impl ClaimsPanel {
    /// Lists only the claims that a search found, or every one.
    pub fn set_sieve(&mut self, sieve: Option<&Arc<Sieve>>) {
        if self.sieve.as_ref() != sieve {
            self.sieve = sieve.cloned();
            self.made_for = None;
        }
    }

    /// Shows the panel in all of the room that `ui` has; it keeps its own distance from the sides,
    /// so that the scroll bar has its place in the margin.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk) {
        self.form.commit_all_but(desk, open_place(desk).as_ref());
        self.form.begin();
        self.others.show(ui, desk);
        self.content(ui, desk);
        self.form.end();
    }

    fn content(&mut self, ui: &mut Ui, desk: &mut Desk) {
        if self.chosen != desk.view.chosen {
            self.chosen = desk.view.chosen;
            self.list.bring_chosen();
        }
        let Some(digest) = desk.digest else {
            let none = Kinds::new();
            inset(ui, |ui| header::show(ui, desk, &mut self.filter, &none, 0, 0));
            empty(ui, desk, "No story is open", "Open one from the list on the left.");
            return;
        };
        self.refresh(ui, desk, digest);
        let before = self.filter.clone();
        let (listed, all) = (self.list.len(), digest.claims.len());
        inset(ui, |ui| header::show(ui, desk, &mut self.filter, &self.kinds, listed, all));
        if self.filter != before {
            self.refresh(ui, desk, digest);
        }
        if let Some(several) = &desk.view.several {
            inset(ui, |ui| bar::show(ui, desk, several));
        }
        ui.add_space(2.0);
        if digest.claims.is_empty() {
            empty(ui, desk, "No claims yet", &how_to_begin(desk));
        } else if self.list.len() == 0 {
            empty(ui, desk, "Nothing fits the filter", "");
            let (name, sifted) = match &self.sieve {
                Some(_) => ("Show every claim again", true),
                None => ("Clear the filter", false),
            };
            if ui.vertical_centered(|ui| ui.button(name)).inner.clicked() {
                self.filter.clear();
                if sifted {
                    desk.ask(Request::LiftSieve);
                }
            }
        } else {
            self.list.show(ui, desk, &mut self.form);
        }
    }

    /// Moves the keyboard to the first empty field of the chosen claim's form. To be called when
    /// [`Request::FocusForm`] is carried out and after a tag.
    pub fn focus_first_empty(&mut self) {
        self.form.focus_first_empty();
        self.list.bring_chosen();
    }

    /// Whether a field of the form has the keyboard: bare letters and digits are then the form's.
    #[must_use]
    pub fn has_keyboard(&self) -> bool {
        self.form.has_keyboard()
    }

    /// Whether the form has the keyboard but nothing is typed in it: undo is then the program's,
    /// not the field's.
    #[must_use]
    pub fn waits_for_keys(&self) -> bool {
        self.form.has_keyboard() && !self.form.is_typing()
    }

    /// The claims that are listed, in their order.
    #[must_use]
    pub fn listed(&self) -> &[ClaimId] {
        self.list.ids()
    }

    /// Whether a closed card has the keyboard.
    #[must_use]
    pub fn on_card(&self) -> bool {
        self.list.on_card()
    }

    /// Whether something is typed that is not yet part of a claim.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.form.is_typing()
    }

    /// Keeps what is typed although the claims change now, by another program's doing.
    pub fn keep_typed(&mut self) {
        self.form.drafts.hold();
    }

    /// Commits what is typed and not committed. To be called before the program quits, the panel
    /// is folded or another project opens; the requests it makes must still be carried out.
    pub fn flush(&mut self, desk: &mut Desk) {
        self.form.commit_all_but(desk, None);
    }

    /// Commits what is typed as far as it is a value; half a name is left to be typed on.
    pub fn commit(&mut self, desk: &mut Desk) {
        self.form.commit_whole(desk);
    }

    /// Brings the list up to date, if anything it depends on has changed.
    fn refresh(&mut self, ui: &Ui, desk: &Desk, digest: &Digest) {
        let made_for = MadeFor {
            revision: desk.session.revision(),
            story: desk.view.story.clone(),
            coder: desk.session.coder().clone(),
            filter: self.filter.clone(),
            chosen: desk.view.chosen,
        };
        let width = (ui.available_width() - 2.0 * MARGIN).floor();
        if self.made_for.as_ref() == Some(&made_for) && self.list.fits(width) {
            return;
        }
        let mut rows = self.filter.pick(&digest.claims, desk.project());
        if let Some(sieve) = &self.sieve {
            rows.retain(|row| digest.claims.get(*row).is_some_and(|claim| sieve.claims.contains(&claim.id)));
        }
        // The chosen claim stays, or its form would vanish while it is being filled in.
        if let Some(chosen) = desk.view.chosen.and_then(|id| digest.number(id))
            && !rows.contains(&(chosen - 1))
        {
            let at = rows.partition_point(|&row| row < chosen - 1);
            rows.insert(at, chosen - 1);
        }
        self.list.set(ui, &digest.claims, rows, width);
        self.kinds = kinds(desk, digest);
        self.made_for = Some(made_for);
    }
}

/// Where the chosen claim lives, if it is one of the open story's.
fn open_place(desk: &Desk) -> Option<Place> {
    let (story, _) = desk.story()?;
    let claim =
        desk.view.chosen.filter(|id| desk.digest.is_some_and(|digest| digest.claim(*id).is_some()))?;
    Some(Place { story: story.clone(), coder: desk.session.coder().clone(), claim })
}

/// How many claims there are of each kind, in the order of the code book; highlights last.
fn kinds(desk: &Desk, digest: &Digest) -> Kinds {
    let mut counts = std::collections::BTreeMap::new();
    for claim in &digest.claims {
        *counts.entry(claim.kind.clone()).or_insert(0) += 1;
    }
    let rank = |kind: &Option<crate::claims::KindId>| match kind {
        Some(id) => desk.codebook().kinds.iter().position(|known| known.id == *id).unwrap_or(usize::MAX - 1),
        None => usize::MAX,
    };
    let mut kinds: Kinds = counts.into_iter().collect();
    kinds.sort_by_key(|(kind, _)| rank(kind));
    kinds
}

/// "Select words in the text and press 1 for stance, 2 for quote, …"
fn how_to_begin(desk: &Desk) -> String {
    let keyed = desk.codebook().kinds.iter().filter_map(|kind| Some((kind.key?, kind.name.to_lowercase())));
    let keys: Vec<String> = keyed.take(4).map(|(key, name)| format!("{key} for {name}")).collect();
    if keys.is_empty() {
        return "Select words in the text and press H to highlight them.".to_owned();
    }
    format!("Select words in the text and press {}.", keys.join(", "))
}

/// Shows something at its distance from the panel's sides.
fn inset<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 0)).show(ui, add).inner
}

fn empty(ui: &mut Ui, desk: &Desk, what: &str, how: &str) {
    ui.add_space(40.0);
    let sides = egui::Frame::new().inner_margin(egui::Margin::symmetric(32, 0));
    sides.show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.label(RichText::new(what).font(Face::SansMedium.at(13.0)).color(desk.theme.ink));
            if !how.is_empty() {
                ui.label(RichText::new(how).font(Face::Sans.at(12.5)).color(desk.theme.faint));
            }
            ui.add_space(6.0);
        })
    });
}
