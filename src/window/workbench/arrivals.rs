//! What errands bring back, and what the system drops on the window.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::Workbench;
use super::errands::{Arrival, Errand, Fetched};
use super::keeper::Keeper;
use super::locking::{Gone, Lock};
use super::lookout::Lookout;
use crate::claims::Fault;
use crate::project::{Access, Session};
use crate::store::{Folder, Resumed, Saver};
use crate::window::chrome::dialogs::Purpose;
use crate::window::commands::Command;
use crate::window::desk::Request;
use crate::window::picker::Picked;
use crate::window::pictures::PictureTask;

impl Workbench {
    /// Takes up what arrived since the last frame.
    pub(super) fn take_arrivals(&mut self, ctx: &Context) {
        self.look_out(ctx);
        self.mind_imports(ctx);
        while let Some(arrival) = self.errands.next() {
            match arrival {
                Arrival::Preview(progress, preview) => self.preview_arrived(&progress, *preview),
                Arrival::Project(path, progress, fetched) => {
                    self.project_arrived(ctx, &path, &progress, fetched);
                }
                Arrival::Copied(folder, Ok(())) => {
                    self.notify(&format!("A copy was saved in {}.", folder.display()));
                }
                Arrival::Backup(root, backup, read) => self.backup_arrived(&root, &backup, read),
                Arrival::Mended(root, instead, mended) => self.mended(ctx, &root, &instead, mended),
                Arrival::Pasted(root, into, pasted) => self.pasted_arrived(&root, into, pasted),
                Arrival::Named(named) => self.named(ctx, *named),
                Arrival::Pictures(brought) => self.pictures_arrived(brought),
                Arrival::Broken(errand) => {
                    if errand == Errand::Project {
                        self.cancel_opening();
                    }
                    self.panels.notices.error(
                        "A fault in Pressmark ended this. What was saved stays as it was. Please report it."
                            .to_owned(),
                    );
                }
                Arrival::Book(file, Ok(book)) => {
                    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
                    self.panels.dialogs.take_kinds(&name.unwrap_or_default(), book, self.session.project());
                }
                Arrival::Book(_, Err(error)) => self.panels.notices.error(format!("{error}.")),
                Arrival::Dropped(path, true) => self.ask(Request::OpenProject(path)),
                Arrival::Dropped(path, false) => self.ask(Request::Import(vec![path])),
                Arrival::Taken(purpose, path) => self.panels.dialogs.replace(purpose, path),
                Arrival::Page(path, Ok(())) => {
                    self.notify(&format!("The code book was saved as {}.", path.display()))
                }
                Arrival::Page(_, Err(failure)) => self.panels.notices.error(failure.to_string()),
                Arrival::Copied(_, Err(error)) => self.panels.notices.error(error.to_string()),
            }
        }
        if let Some((purpose, picked)) = self.picker.poll() {
            match picked {
                Picked::Paths(paths) => self.picked(purpose, paths),
                Picked::Unavailable => self.open_path_box(purpose),
                Picked::Cancelled => {}
            }
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = dropped.into_iter().map(|file| file.path().to_owned()).collect();
        if !paths.is_empty() {
            self.dropped(ctx, paths);
        }
        self.mind_drop(ctx);
        self.mind_pictures();
    }

    /// A project's folder dropped on the window is opened; pictures join the open story; anything else is
    /// imported.
    fn dropped(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        match paths.as_slice() {
            _ if self.takes_drop(ctx, &paths) => {}
            [one] => self.errands.look(ctx, one.clone()),
            _ => self.ask(Request::Import(paths)),
        }
    }

    fn picked(&mut self, purpose: Purpose, paths: Vec<PathBuf>) {
        match purpose {
            Purpose::Import | Purpose::ImportFolder => self.ask(Request::Import(paths)),
            Purpose::ImportAgain => self.requests.extend(paths.into_iter().next().map(Request::ImportAgain)),
            Purpose::Pictures => self.ask(Request::Picture(PictureTask::Chosen(paths))),
            Purpose::OpenProject => self.requests.extend(paths.into_iter().next().map(Request::OpenProject)),
            Purpose::ReadBook => self.requests.extend(paths.into_iter().next().map(Request::ReadBook)),
            Purpose::SaveBook | Purpose::SaveBookPage => {
                // The system's dialog has asked whether what stands there may go.
                let save = |path| Request::SaveBook { purpose, path, replace: true };
                self.requests.extend(paths.into_iter().next().map(save));
            }
            Purpose::SaveCopy => self.leaving.copy_to = paths.into_iter().next(),
        }
    }

    /// Begins work on a project: as it was left, if it was open before.
    pub(super) fn take_project(&mut self, ctx: &Context, fetched: Fetched) {
        self.forget_imports();
        let Fetched { resumed, lock, holder, .. } = fetched;
        let Resumed { mut session, folder, findings, on_disk, journal, restored, restored_steps } = resumed;
        let repaint = ctx.clone();
        let unsaved = session.take_unsaved();
        let begin = (session.project(), unsaved);
        let saver = Saver::resume(folder.clone(), on_disk, journal, begin, move || repaint.request_repaint());
        if matches!(lock, Lock::Held(_)) && session.project().access == Access::Write {
            saver.sweep();
        }
        let damaged = findings.len();
        let elsewhere = holder.is_some();
        let keeper =
            Keeper { saver, folder: folder.clone(), findings, restored: restored_steps, lock, elsewhere };
        // Giving its lock back touches the disk.
        self.gone = self.keeper.replace(keeper).map(Gone::of);
        self.lookout = Lookout::default();
        self.show_project(session, folder);
        if let Some(holder) = holder {
            self.panels.dialogs.in_use(&holder);
        }
        if restored > 0 {
            let noun = if restored == 1 { "change" } else { "changes" };
            let words = format!("{restored} {noun} restored that had not reached the files.");
            self.panels.notices.keep(words, Some(("Show them".to_owned(), Request::ShowRestored)));
        }
        if damaged > 0 {
            let noun = if damaged == 1 { "problem" } else { "problems" };
            self.panels.notices.error(format!(
                "{damaged} {noun} in the project\u{2019}s files. Nothing was changed; see the status line."
            ));
        }
    }

    /// Shows a project, with the pictures in `folder`.
    pub(super) fn show_project(&mut self, session: Session, folder: Folder) {
        self.panels.pictures.set_resolver(Arc::new(move |story, file| folder.picture_path(story, file)));
        self.session = session;
        self.follow_codebook();
        self.has_project = true;
        self.panels.notices.clear();
        self.tell_of_codebook();
        self.recall();
    }

    /// Says at opening what of the code book cannot be meant so; the editor shows how it is mended.
    fn tell_of_codebook(&mut self) {
        let faults = self.session.project().codebook.faults();
        let words = match faults.as_slice() {
            [] => return,
            [Fault::SharedKey { key, .. }] => {
                format!("Two kinds have the same key {key}; the first keeps it.")
            }
            [_] => "The code book has something to mend; nothing of it is lost.".to_owned(),
            more => format!("The code book has {} things to mend; nothing of it is lost.", more.len()),
        };
        let open = ("Open the code book".to_owned(), Request::Run(Command::CodeBook));
        self.panels.notices.keep(words, Some(open));
    }
}
