//! The thread that reads what is imported, and what it and the window say to each other.

use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::import::{Batch, Came, Doubt, Encoding, Line, Plan, Progress};
use crate::project::{Project, StoryWork};
use crate::store::{Folder, Porter};
use crate::story::StoryId;

/// More stories than this are not imported unasked.
const ASK: usize = 2_000;
/// How often a thread that waits for the disk sees whether it is still wanted.
const LOOK: Duration = Duration::from_millis(100);

/// What the thread is told when it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Begin, however many stories there are.
    Begin,
    /// Read that text in this encoding, or as it was read.
    ReadAs(Option<Encoding>),
}

/// What the thread tells.
pub(super) enum News {
    /// There are so many stories that the analyst should be asked.
    Many(usize),
    /// It is uncertain in which encoding this one is.
    Doubt(Doubt),
    Came(Line, Option<(StoryId, Box<StoryWork>)>),
    /// All is read.
    Done,
}

/// What a thread needs to read stories for a project.
pub(super) struct Errand {
    pub files: Vec<PathBuf>,
    pub project: Project,
    pub folder: Folder,
    pub porter: Porter,
    pub progress: Progress,
    pub go: Receiver<Word>,
}

impl Errand {
    pub fn run(self, tell: impl Fn(News) + Clone + Send + 'static) {
        let Self { files, project, folder, porter, progress, go } = self;
        let plan = Plan::of(&files, &progress);
        if plan.groups.len() > ASK {
            tell(News::Many(plan.groups.len()));
            if go.recv() != Ok(Word::Begin) {
                return;
            }
        }
        let asks = tell.clone();
        let ask = move |doubt| {
            asks(News::Doubt(doubt));
            // Whoever ends the import leaves the text as it was.
            match go.recv() {
                Ok(Word::ReadAs(encoding)) => encoding,
                _ => None,
            }
        };
        let batch = Batch::new(plan, &project, folder, progress.clone()).asking(ask);
        // The stories it holds are needed no more.
        drop(project);
        for Came { line, story } in batch {
            while !porter.wait(LOOK) {
                if progress.is_cancelled() {
                    return;
                }
            }
            let told = progress.unless_cancelled(|| {
                let story = story.map(|story| {
                    porter.bring(&story.id, &story.work, story.files);
                    (story.id, story.work)
                });
                tell(News::Came(line, story));
            });
            if told.is_none() {
                return;
            }
        }
        tell(News::Done);
    }
}
