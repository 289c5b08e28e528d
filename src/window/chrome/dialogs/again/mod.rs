//! What a new source would make of a story, before it is taken: where each passage goes, what becomes
//! of the pictures, and in which encoding the source is read.

mod look;
mod row;

use std::path::PathBuf;

use egui::{Context, ScrollArea, Ui};

use self::look::Looked;
use self::row::Finder;
use super::encoding;
use super::shell::{Shell, Step, buttons, enter, small};
use crate::import::Encoding;
use crate::project::{PictureFates, Reimport};
use crate::store::Folder;
use crate::story::StoryId;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::pending::Pending;

/// Where a story is taken from.
#[derive(Clone, Debug)]
pub enum NewSource {
    /// A file outside the project.
    File(PathBuf),
    /// What lies in the story's `source/` folder under this name.
    Own(String),
}

/// The dialog that shows what a new source would change.
pub struct Again {
    story: StoryId,
    folder: Folder,
    from: NewSource,
    encoding: Option<Encoding>,
    /// Whether the encodings are listed.
    choosing: bool,
    /// Which passage is looked for by hand, and how.
    finder: Option<(usize, Finder)>,
    /// What was read, at that state of the project and in that encoding.
    looked: Option<(Basis, Pending<Result<Looked, String>>)>,
}

/// The state of the project and the encoding that something was worked out for.
type Basis = (u64, Option<Encoding>);

/// More rows than this are counted, not listed: they are sure.
const MOST_ROWS: usize = 200;

impl Again {
    /// The dialog for a story of the project in `folder`. The source is read in `encoding` at first, or
    /// else in the most likely one.
    #[must_use]
    pub fn new(story: StoryId, folder: Folder, from: NewSource, encoding: Option<Encoding>) -> Self {
        Self { story, folder, from, encoding, choosing: false, finder: None, looked: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let title = match self.from {
            NewSource::File(_) => "Import again",
            NewSource::Own(_) => "Read the source again",
        };
        let shell = Shell { theme: desk.theme, id: "import again", title, width: 780.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let typing = self.finder.is_some();
        let entered = !typing && enter(ui);
        self.look(ui.ctx(), desk);
        let wait = |ui: &mut Ui, words: &str, colour| {
            small(ui, plain(words), colour);
            if buttons(ui, theme, &["Close"], true).is_some() { Step::Close } else { Step::Stay }
        };
        let looked = match &mut self.looked {
            Some((_, Pending::Here(Ok(looked)))) => looked,
            Some((_, Pending::Here(Err(reason)))) => return wait(ui, reason, theme.alarm),
            Some((_, Pending::Broken)) => {
                return wait(ui, "A fault in Pressmark ended this. Please report it.", theme.alarm);
            }
            _ => return wait(ui, "Reading it, and looking where the passages go\u{2026}", theme.faint),
        };
        ui.horizontal(|ui| {
            small(ui, format!("Read as {}.", looked.encoding.as_deref().unwrap_or("a picture")), theme.faint);
            if !looked.samples.is_empty() {
                let name = if self.choosing { "Back to the passages" } else { "Read as\u{2026}" };
                if ui.button(name).clicked() {
                    self.choosing ^= true;
                }
            }
        });
        for note in &looked.notes {
            small(ui, plain(note), theme.faint);
        }
        let height = (ui.ctx().content_rect().height() - 300.0).clamp(120.0, 460.0);
        let list = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        if self.choosing {
            let chosen = list
                .show(ui, |ui| encoding::list(ui, desk, &looked.samples, looked.encoding.as_deref()))
                .inner;
            if let Some(encoding) = chosen {
                self.encoding = Some(encoding);
                self.choosing = false;
            }
            return if buttons(ui, theme, &["Cancel"], true).is_some() { Step::Close } else { Step::Stay };
        }
        let Some(reimport) = &mut looked.reimport else {
            small(ui, "It says what the story says already; there is nothing to take.", theme.faint);
            let closed = buttons(ui, theme, &["Close"], true).is_some() || entered;
            return if closed { Step::Close } else { Step::Stay };
        };
        let (words, alarm) = fares(reimport);
        small(ui, words, if alarm { theme.alarm } else { theme.faint });
        small(ui, pictures(reimport.pictures), theme.faint);
        if let Some(names) = super::correct::others(desk, &self.story) {
            let text = format!("What {names} marked stays as it is until they open the story themselves.");
            small(ui, text, theme.faint);
        }
        ui.add_space(6.0);
        list.show(ui, |ui| {
            let listed = reimport.moves.iter().filter(|one| !one.is_kept()).count();
            for index in 0..listed.min(MOST_ROWS) {
                ui.push_id(index, |ui| row::show(ui, desk, reimport, index, &mut self.finder));
            }
            if listed > MOST_ROWS {
                small(ui, format!("And {} more.", listed - MOST_ROWS), theme.faint);
            }
        });
        match buttons(ui, theme, &["Take it", "Cancel"], true) {
            Some(0) => self.take(desk),
            Some(_) => Step::Close,
            None if entered => self.take(desk),
            None => Step::Stay,
        }
    }

    /// Has it read and understood, on a thread; again whenever the project or the encoding changes.
    fn look(&mut self, ctx: &Context, desk: &Desk) {
        if let Some((_, pending)) = &mut self.looked {
            pending.poll();
        }
        let wanted = (desk.session.revision(), self.encoding);
        if self.looked.as_ref().is_some_and(|(of, _)| *of == wanted) {
            return;
        }
        let Some(work) = desk.project().story(&self.story).cloned() else { return };
        let errand = look::Errand {
            story: self.story.clone(),
            work,
            coder: desk.session.coder().clone(),
            folder: self.folder.clone(),
            from: self.from.clone(),
            encoding: self.encoding,
        };
        self.finder = None;
        self.looked = Some((wanted, Pending::begin(ctx, move || errand.run())));
    }

    fn take(&mut self, desk: &Desk) -> Step {
        let Some((_, Pending::Here(Ok(looked)))) = self.looked.take() else { return Step::Stay };
        let (Some(reimport), Some(work)) = (looked.reimport, desk.project().story(&self.story)) else {
            return Step::Close;
        };
        let edit = reimport.into_edit((&self.story, work), desk.session.coder());
        let label = match self.from {
            NewSource::File(_) => "import the story again",
            NewSource::Own(_) => "read the source again",
        };
        Step::Ask(Request::TakeAgain(self.story.clone(), label.to_owned(), looked.files, edit))
    }
}

/// How the passages fare as it is decided now, in words, and whether some have no place.
fn fares(reimport: &Reimport) -> (String, bool) {
    let carried = reimport.carried();
    let all = reimport.moves.len();
    if all == 0 {
        return ("You have marked nothing in this story.".to_owned(), false);
    }
    let left = reimport.moves.iter().filter(|one| one.to.is_none()).count();
    let words = format!(
        "{}: {} placed, {} to review, {} whose words are gone. {left} left for later.",
        counted(all, "passage", "passages"),
        carried.kept + carried.placed,
        carried.review,
        carried.orphans,
    );
    (words, left > 0)
}

fn pictures(fates: PictureFates) -> String {
    let PictureFates { kept, new, gone } = fates;
    match (kept + gone, new) {
        (0, 0) => "No pictures.".to_owned(),
        _ if gone == 0 => format!("Pictures: {kept} stay, {new} new."),
        _ => format!("Pictures: {kept} stay, {new} new, {gone} not in it; they stay at their places."),
    }
}
