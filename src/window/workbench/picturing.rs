//! Pictures that come to a story, or leave it, by hand. Their files lie safely in the story's folder
//! before an edit names them.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use egui::{Context, Pos2};

use super::Workbench;
use super::errands::{Arrival, Errand};
use super::pasting::Into;
use crate::import::{self, ImportError, OriginalFile};
use crate::project::{Edit, StoryWork};
use crate::store::{Attachment, Place, SaveFailure};
use crate::story::{PictureFile, PictureId, Story, StoryId};
use crate::window::chrome::dialogs::Purpose;
use crate::window::clipboard::Clip;
use crate::window::commands::Command;
use crate::window::desk::Request;
use crate::window::pictures::{PictureTask, Spot, at_reading_line};

/// After this long a drop is taken up although nobody knows where the pointer is, in seconds: not every
/// system tells it while files are dragged.
const PATIENCE: f64 = 0.4;

/// What is under way with pictures.
#[derive(Default)]
pub(super) struct Picturing {
    /// Where the files go that are being asked for.
    asked: Option<(StoryId, Spot)>,
    /// Picture files that were dropped at that time, by egui's clock, until it is known where.
    dropped: Option<(Vec<PathBuf>, f64)>,
    /// Files on their way into a story's folder.
    laying: Vec<Laying>,
}

/// Files on their way into a story's folder, for one edit.
struct Laying {
    root: PathBuf,
    story: StoryId,
    spot: Spot,
    waiting: Vec<(PictureFile, Receiver<Result<(), SaveFailure>>)>,
    laid: Vec<PictureFile>,
}

/// Pictures that were read for a story.
pub(super) struct Brought {
    root: PathBuf,
    story: StoryId,
    spot: Spot,
    outcomes: Vec<Result<OriginalFile, ImportError>>,
}

impl Picturing {
    /// Whether an edit is still to come.
    pub(super) fn is_at_rest(&self) -> bool {
        self.laying.is_empty()
    }
}

impl Workbench {
    /// Does something about the open story's pictures.
    pub(super) fn do_pictures(&mut self, ctx: &Context, task: PictureTask) {
        let Some(story) = self.view.story.clone() else { return };
        match task {
            PictureTask::Choose(spot) => {
                self.picturing.asked = Some((story, spot));
                self.pick(ctx, Purpose::Pictures);
            }
            PictureTask::Chosen(files) => {
                if let Some((story, spot)) = self.picturing.asked.take() {
                    self.bring_pictures(ctx, story, spot, files);
                }
            }
            PictureTask::Paste(spot) => {
                self.paste_into(ctx, Into { story: Some(story), spot, picture: true }, Clip::default());
            }
            PictureTask::Bring(spot, files) => self.bring_pictures(ctx, story, spot, files),
            PictureTask::Remove(id) => self.remove_picture(&story, &id),
        }
    }

    /// Does the same about the picture that is looked at.
    pub(super) fn do_picture_here(&mut self, ctx: &Context, command: Command) {
        let here = self.picture_here();
        let task = match (command, here) {
            (Command::AddPicture, _) => PictureTask::Choose(Spot::New),
            (Command::ReplacePicture, Some(id)) => PictureTask::Choose(Spot::Of(id)),
            (Command::RemovePicture, Some(id)) => PictureTask::Remove(id),
            _ => return,
        };
        self.do_pictures(ctx, task);
    }

    /// The picture that is enlarged, or else the one at the reading line.
    fn picture_here(&self) -> Option<PictureId> {
        let story = &self.open_work()?.story;
        let enlarged = self.view.enlarged.clone().filter(|id| story.picture(id).is_some());
        enlarged.or_else(|| Some(at_reading_line(&story.pictures, self.view.reading_at)?.id.clone()))
    }

    /// The picture that is looked at enlarged and has no file.
    pub(super) fn empty_place(&self) -> Option<PictureId> {
        let picture = self.open_work()?.story.picture(self.view.enlarged.as_ref()?)?;
        picture.file.is_none().then(|| picture.id.clone())
    }

    fn open_work(&self) -> Option<&StoryWork> {
        self.session.project().story(self.view.story.as_ref()?)
    }

    /// Whether dropped files are pictures for the open story. Where on the window they were dropped is
    /// known only a moment later.
    pub(super) fn takes_drop(&mut self, ctx: &Context, paths: &[PathBuf]) -> bool {
        let pictures = paths.iter().all(|path| import::is_named_picture(path));
        if !pictures || self.open_work().is_none() {
            return false;
        }
        self.picturing.dropped = Some((paths.to_vec(), ctx.input(|input| input.time)));
        true
    }

    /// Takes up what was dropped, once it is known where.
    pub(super) fn mind_drop(&mut self, ctx: &Context) {
        let Some((_, since)) = &self.picturing.dropped else { return };
        let (at, waited) = ctx.input(|input| (input.pointer.latest_pos(), input.time - since));
        if at.is_none() && waited < PATIENCE {
            ctx.request_repaint_after_secs((PATIENCE - waited) as f32);
            return;
        }
        let Some((paths, _)) = self.picturing.dropped.take() else { return };
        let on_stories = |at: Pos2| self.fitting.stories && at.x <= self.settings.widths.stories;
        if at.is_some_and(on_stories) {
            self.ask(Request::Import(paths));
            return;
        }
        let in_strip =
            at.filter(|_| self.fitting.pictures).and_then(|at| self.panels.pictures.missing_at(at));
        let spot = in_strip.or_else(|| self.empty_place()).map_or(Spot::New, Spot::Of);
        self.ask(Request::Picture(PictureTask::Bring(spot, paths)));
    }

    /// Has pictures read for a story.
    fn bring_pictures(&mut self, ctx: &Context, story: StoryId, spot: Spot, files: Vec<PathBuf>) {
        let Some(root) = self.root_to_change() else { return };
        self.errands.send(ctx, Errand::Pictures, move || {
            let outcomes = files.iter().map(|file| import::read_sound_picture(file)).collect();
            Arrival::Pictures(Brought { root, story, spot, outcomes })
        });
    }

    pub(super) fn pictures_arrived(&mut self, brought: Brought) {
        let Brought { root, story, spot, outcomes } = brought;
        if self.root() != Some(root.as_path()) {
            self.tell_elsewhere();
            return;
        }
        let mut files: Vec<OriginalFile> = Vec::new();
        for outcome in outcomes {
            match outcome {
                Ok(file) if files.iter().all(|known| known.name != file.name) => files.push(file),
                Ok(_) => {}
                Err(error) => self.panels.notices.error(error.to_string()),
            }
        }
        self.lay_pictures(story, spot, files);
    }

    fn tell_elsewhere(&mut self) {
        self.panels.notices.error(
            "The picture was not taken, for another project was opened meanwhile. Give it again.".to_owned(),
        );
    }

    /// Has files laid into a story's folder; the edit that names them follows once they are there.
    pub(super) fn lay_pictures(&mut self, story: StoryId, spot: Spot, files: Vec<OriginalFile>) {
        let Some(keeper) = &self.keeper else { return };
        if files.is_empty() {
            return;
        }
        let waiting = files.into_iter().map(|file| {
            let OriginalFile { name, original, bytes } = file;
            let attachment = Attachment { place: Place::Picture, name: name.clone(), bytes };
            (PictureFile { name, original }, keeper.saver.lay(&story, attachment))
        });
        let waiting = waiting.collect();
        let root = keeper.folder.root().to_owned();
        self.picturing.laying.push(Laying { root, story, spot, waiting, laid: Vec::new() });
    }

    /// Makes the edits whose files have come to lie in their story's folder.
    pub(super) fn mind_pictures(&mut self) {
        for mut laying in std::mem::take(&mut self.picturing.laying) {
            let mut failures = Vec::new();
            // In their order: what came first stands first.
            while let Some((file, answer)) = laying.waiting.first() {
                match answer.try_recv() {
                    Ok(Ok(())) => laying.laid.push(file.clone()),
                    Ok(Err(failure)) => failures.push(failure.to_string()),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => {
                        failures.push("The picture could not be saved; give it again.".to_owned());
                    }
                }
                laying.waiting.remove(0);
            }
            for failure in failures {
                self.panels.notices.error(format!("The picture was not taken. {failure}"));
            }
            if !laying.waiting.is_empty() {
                self.picturing.laying.push(laying);
            } else if self.root() != Some(laying.root.as_path()) {
                self.tell_elsewhere();
            } else if !laying.laid.is_empty() {
                self.place_pictures(laying);
            }
        }
    }

    /// Names files in the story that lie in its folder, as one step.
    fn place_pictures(&mut self, laying: Laying) {
        let Laying { story: id, spot, laid, .. } = laying;
        let Some(work) = self.session.project().story(&id) else {
            self.panels.notices.error("The picture was not taken, for its story is gone.".to_owned());
            return;
        };
        let open = self.view.story.as_ref() == Some(&id);
        let mut at = if open { self.view.reading_at } else { Default::default() };
        let mut story = Story::clone(&work.story);
        let mut files = laid.into_iter();
        let count = files.len();
        if let Spot::Of(picture) = &spot {
            // Those behind the first stand where it does.
            at = story.picture(picture).map_or(at, |picture| picture.at);
            let first = files.next();
            story = first.and_then(|file| story.with_file(picture, file)).unwrap_or(story);
        }
        for file in files {
            story = story.with_picture(at, file).0;
        }
        // It may have been there, and be looked at in vain until now.
        self.panels.pictures.look_again();
        if story == *work.story {
            return;
        }
        let (label, words) = match (&spot, count) {
            (Spot::Of(_), 1) => ("replace picture".to_owned(), "The picture is in its place.".to_owned()),
            (Spot::New, 1) => ("add picture".to_owned(), "The picture was added.".to_owned()),
            (_, count) => (format!("add {count} pictures"), format!("{count} pictures were added.")),
        };
        let made = self.session.perform(label, Edit::Story { id, to: Arc::new(story) });
        if self.tell_refusal(made) {
            self.panels.notices.offer(words, "Undo", Request::Run(Command::Undo));
        }
    }

    fn remove_picture(&mut self, id: &StoryId, picture: &PictureId) {
        let Some(work) = self.session.project().story(id) else { return };
        let mut claims = work.coders.values().flat_map(|work| work.claims.values());
        let needed = claims.any(|claim| claim.regions.iter().any(|region| region.picture == *picture));
        let Some(story) = work.story.without_picture(picture, needed) else {
            self.notify("This picture has no file; only its place and its words are there.");
            return;
        };
        if story.picture(picture).is_none() && self.view.enlarged.as_ref() == Some(picture) {
            self.view.enlarged = None;
        }
        let edit = Edit::Story { id: id.clone(), to: Arc::new(story) };
        self.perform("remove picture".to_owned(), edit);
    }
}
