//! Stories on their way in: read on a thread of their own, made aside by the saver as they come,
//! and put on the shelf all together, as one step, once the last is there or the analyst has had
//! enough of it.

mod errand;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use egui::Context;

use self::errand::{Errand, News, Word};
use super::Workbench;
use crate::import::{Doubt, Encoding, Fate, Line, Progress, Report};
use crate::project::{Access, Edit, StoryWork};
use crate::story::StoryId;
use crate::window::chrome::import_line::ImportLine;
use crate::window::chrome::text::capital;
use crate::window::desk::Request;

/// So many files are taken up in a frame.
const A_FRAME: usize = 64;

/// Imports: the one under way, those that wait for it, and what the last one did.
#[derive(Default)]
pub(super) struct Imports {
    running: Option<Running>,
    waiting: VecDeque<Vec<PathBuf>>,
    last: Option<Arc<Report>>,
}

struct Running {
    progress: Progress,
    news: Receiver<News>,
    /// Answers what the thread asks.
    go: Sender<Word>,
    /// How many stories it would bring, while the analyst is asked whether to.
    asked: Option<usize>,
    /// The text whose encoding the analyst is asked of.
    doubt: Option<Arc<Doubt>>,
    stories: Vec<(StoryId, Box<StoryWork>)>,
    lines: Vec<Line>,
}

impl Imports {
    /// Whether one is under way or waits.
    pub(super) fn is_busy(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.asked.is_none() && running.doubt.is_none())
            || !self.waiting.is_empty()
    }

    /// Whether one is under way.
    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// What is shown while one is under way.
    pub(super) fn line(&self) -> Option<ImportLine> {
        let running = self.running.as_ref()?;
        let (done, all) = running.progress.so_far();
        let current = running.progress.current();
        Some(ImportLine {
            done,
            all,
            current,
            asked: running.asked,
            doubt: running.doubt.clone(),
            waiting: self.waiting.len(),
        })
    }
}

impl Workbench {
    /// Imports files and folders into the open project, after those that are on their way.
    pub(super) fn import(&mut self, ctx: &Context, files: Vec<PathBuf>) {
        if self.root().is_none() || self.shows_opening() {
            self.notify("Open or make a project first; stories go into it.");
            return;
        }
        if let Access::ReadOnly(reason) = &self.session.project().access {
            let reason = format!("This project is open for reading only: {reason}");
            self.notify(&reason);
            return;
        }
        self.imports.waiting.push_back(files);
        self.begin_import(ctx);
    }

    fn begin_import(&mut self, ctx: &Context) {
        let Some(keeper) = self.keeper.as_ref().filter(|_| !self.imports.is_running()) else { return };
        let Some(files) = self.imports.waiting.pop_front() else { return };
        let (sender, news) = channel();
        let (go, heard) = channel();
        let progress = Progress::default();
        let errand = Errand {
            files,
            project: self.session.project().clone(),
            folder: keeper.folder.clone(),
            porter: keeper.saver.porter(),
            progress: progress.clone(),
            go: heard,
        };
        let ctx = ctx.clone();
        let run = move || {
            let repaint = ctx.clone();
            let tell = move |news| {
                // Nobody listens any more once the import was ended.
                let _ = sender.send(news);
                ctx.request_repaint();
            };
            // A fault drops the sender without a word of its being done, and that is heard of.
            let _ = catch_unwind(AssertUnwindSafe(move || errand.run(tell)));
            repaint.request_repaint();
        };
        if std::thread::Builder::new().name("import".to_owned()).spawn(run).is_err() {
            self.panels.notices.error("The import could not be started: the system has no room for it.");
            return;
        }
        let (stories, lines) = (Vec::new(), Vec::new());
        self.imports.running = Some(Running { progress, news, go, asked: None, doubt: None, stories, lines });
    }

    /// Takes up what was read since the last frame.
    pub(super) fn mind_imports(&mut self, ctx: &Context) {
        let Some(running) = &mut self.imports.running else { return };
        for _ in 0..A_FRAME {
            match running.news.try_recv() {
                Ok(News::Many(stories)) => running.asked = Some(stories),
                Ok(News::Doubt(doubt)) => running.doubt = Some(Arc::new(doubt)),
                Ok(News::Came(line, story)) => {
                    running.lines.push(line);
                    running.stories.extend(story);
                }
                Ok(News::Done) => {
                    self.end_import();
                    self.begin_import(ctx);
                    return;
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => {
                    // The name that is shown changes without news.
                    ctx.request_repaint_after(Duration::from_millis(200));
                    return;
                }
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    let why = "A fault in Pressmark ended the import. What came before it is whole. Please report it.";
                    running.lines.push(Line::failed("", why));
                    self.end_import();
                    self.begin_import(ctx);
                    return;
                }
            }
        }
        ctx.request_repaint();
    }

    /// Lets an import begin that waits for the analyst's word.
    pub(super) fn go_on_importing(&mut self) {
        if let Some(running) = self.imports.running.as_mut().filter(|running| running.asked.is_some()) {
            running.asked = None;
            // It was ended by a fault if it does not hear this, which is told then.
            let _ = running.go.send(Word::Begin);
        }
    }

    /// Has a text read in another encoding than was guessed, before it becomes a story; `None` for the one
    /// that was.
    pub(super) fn read_import_as(&mut self, encoding: Option<Encoding>) {
        if let Some(running) = self.imports.running.as_mut().filter(|running| running.doubt.is_some()) {
            running.doubt = None;
            // As above.
            let _ = running.go.send(Word::ReadAs(encoding));
        }
    }

    /// Shows what the last import did.
    pub(super) fn show_import(&mut self) {
        match self.imports.last.clone() {
            Some(report) => self.panels.dialogs.imported(report),
            None => self.notify("Nothing was imported since Pressmark was started."),
        }
    }

    /// Lets go of imports that were meant for a project which is gone: nothing of them may come into
    /// another one.
    pub(super) fn forget_imports(&mut self) {
        self.imports.waiting.clear();
        if let Some(running) = self.imports.running.take() {
            running.progress.cancel();
        }
    }

    /// Ends the import that is under way, and those that wait for it: what has come by now is kept.
    pub(super) fn cancel_imports(&mut self) {
        self.imports.waiting.clear();
        let Some(running) = &mut self.imports.running else { return };
        running.progress.cancel();
        for news in running.news.try_iter() {
            if let News::Came(line, story) = news {
                running.lines.push(line);
                running.stories.extend(story);
            }
        }
        self.end_import();
    }

    /// Puts what was read on the shelf, all of it as one step, and tells of it.
    fn end_import(&mut self) {
        let Some(Running { progress, stories, lines, .. }) = self.imports.running.take() else { return };
        let cancelled = progress.is_cancelled();
        let mut report = Report { lines, left: 0 };
        if cancelled {
            let read = report.made() + report.known() + report.failed();
            report.left = progress.so_far().1.saturating_sub(read);
        }
        self.shelve(stories, &mut report);
        self.tell_of_import(&report, cancelled);
        self.imports.last = Some(Arc::new(report));
    }

    fn shelve(&mut self, stories: Vec<(StoryId, Box<StoryWork>)>, report: &mut Report) {
        let mut edits = Vec::with_capacity(stories.len());
        for (id, work) in stories {
            if self.session.project().story(&id).is_none() {
                edits.push(Edit::Shelf { id, to: Some(work) });
            } else {
                // Another program brought one of that name, just now.
                let why = "another story of that name came into the project meanwhile; import it again";
                report.refuse(&id, why);
            }
        }
        if edits.is_empty() {
            return;
        }
        let label = match edits.len() {
            1 => "import story".to_owned(),
            many => format!("import {many} stories"),
        };
        let ids: Vec<StoryId> = edits.iter().flat_map(Edit::touches).filter_map(came).collect();
        if let Err(error) = self.session.perform(label, Edit::Batch(edits)) {
            ids.iter().for_each(|id| report.refuse(id, &error.to_string()));
        }
    }

    /// Opens the first story and says what was done: of one file all of it, of more the number,
    /// with the way to the report.
    fn tell_of_import(&mut self, report: &Report, cancelled: bool) {
        if let Some(id) = report.lines.iter().find_map(Line::story).cloned() {
            self.open_story(id);
        }
        let [line] = report.lines.as_slice() else {
            if !report.lines.is_empty() || cancelled {
                let see = ("Report".to_owned(), Request::ShowImport);
                self.panels.notices.keep(report.summary(), Some(see));
            }
            return;
        };
        match &line.fate {
            Fate::Made { notes, .. } => {
                self.look_over_import();
                notes.iter().for_each(|note| self.notify(&sentence(note)));
            }
            Fate::Known { .. } => self.notify("This story is in the project already."),
            Fate::Skipped(_) | Fate::Failed(_) => self.panels.notices.error(line.to_string()),
        }
    }
}

/// The story that came.
fn came(touched: crate::project::Touched) -> Option<StoryId> {
    match touched {
        crate::project::Touched::Shelf(id) => Some(id),
        _ => None,
    }
}

/// A note of the import as a sentence of its own; in a list it is one of several.
fn sentence(note: &str) -> String {
    format!("{}.", capital(note))
}
