//! Which of the recent projects are still there, asked of the disk off the window's thread.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

/// What is known of the recent projects' folders.
#[derive(Default)]
pub struct Recents {
    known: BTreeMap<PathBuf, bool>,
    asking: Option<Receiver<BTreeMap<PathBuf, bool>>>,
}

impl Recents {
    /// Asks the disk about `paths`, unless an answer is under way. A folder on a sleeping network
    /// drive may take its time.
    pub fn look(&mut self, ctx: &egui::Context, paths: &[PathBuf]) {
        self.take();
        if self.asking.is_some() || paths.is_empty() {
            return;
        }
        let (answer, asking) = channel();
        let (paths, ctx) = (paths.to_vec(), ctx.clone());
        let look = move || {
            let found = paths.into_iter().map(|path| {
                let there = path.join("project.ron").is_file();
                (path, there)
            });
            // A closed window needs no answer.
            let _ = answer.send(found.collect());
            ctx.request_repaint();
        };
        if std::thread::Builder::new().name("recent projects".to_owned()).spawn(look).is_ok() {
            self.asking = Some(asking);
        }
    }

    /// Whether the project is known to be gone.
    pub fn is_missing(&mut self, path: &Path) -> bool {
        self.take();
        self.known.get(path) == Some(&false)
    }

    fn take(&mut self) {
        if let Some(asking) = &self.asking {
            match asking.try_recv() {
                Ok(known) => {
                    self.known = known;
                    self.asking = None;
                }
                Err(std::sync::mpsc::TryRecvError::Disconnected) => self.asking = None,
                Err(std::sync::mpsc::TryRecvError::Empty) => {}
            }
        }
    }
}
