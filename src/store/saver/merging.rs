//! Writing a file that others may write too: only over what it was known to say. If it says
//! something else by now, the two versions are merged.

use std::io;
use std::path::Path;

use super::super::finding::Damage;
use super::super::marks::Marked as _;
use super::super::{SaveFailure, format, read};
use super::shared::Shared;
use super::writer::Writer;
use crate::project::merge::{Merged, Note};
use crate::story::TextHash;

/// How often a file that changes under our hands is merged anew before it is left for later.
const TRIES: usize = 5;

/// What came of writing or looking at a file.
pub(super) struct Found<T> {
    /// What the file says now.
    pub says: T,
    /// Whether that is what another program made of it, wholly or in part.
    pub changed: bool,
    /// What was changed in two ways.
    pub clashes: Vec<Note>,
    /// Whether a power cut would leave it so. A write that fails at its last step is done all the
    /// same, as far as other programs see it.
    pub kept: Result<(), SaveFailure>,
}

impl Writer {
    /// Makes the file say `ours`, where it was last known to say `base`.
    pub(super) fn write_over<R: Shared>(
        &mut self,
        path: &Path,
        record: &R,
        base: &R::Value,
        ours: R::Value,
    ) -> Result<Found<R::Value>, SaveFailure> {
        for _ in 0..TRIES {
            let there = self.there(path)?;
            let theirs = self.foreign(path, record, base, there.as_deref())?;
            let Merged { value, clashes } = match &theirs {
                Some(theirs) => R::merge(base, &ours, theirs),
                None => Merged { value: ours.clone(), clashes: Vec::new() },
            };
            let mut file = record.file(&value);
            file.set_marks(self.reach.over::<R::File>(there.as_deref()));
            let text = self.checked(path, &file)?;
            let kept = match self.put(path, there.as_deref(), &text, theirs.is_some()) {
                Ok(true) => Ok(()),
                Ok(false) => continue,
                Err(failure) if self.there(path).is_ok_and(|now| now.as_deref() == Some(&text)) => {
                    Err(failure)
                }
                Err(failure) => return Err(failure),
            };
            return Ok(Found { changed: value != ours, says: value, clashes, kept });
        }
        Err(SaveFailure {
            file: self.shown(path),
            reason: "another program writes it again and again".to_owned(),
            hint: "Pressmark tries again by itself; see what else has the project open.".to_owned(),
        })
    }

    /// What the file says, if that is not `base`; `None` if it is, or if there is no file.
    pub(super) fn look_over<R: Shared>(
        &mut self,
        path: &Path,
        record: &R,
        base: &R::Value,
    ) -> Result<Option<R::Value>, SaveFailure> {
        let there = self.there(path)?;
        let theirs = self.foreign(path, record, base, there.as_deref())?;
        if let Some(there) = there {
            self.written.insert(path.to_owned(), TextHash::of(there.as_bytes()));
        }
        Ok(theirs)
    }

    /// The text that lies there.
    pub(super) fn there(&self, path: &Path) -> Result<Option<String>, SaveFailure> {
        read::ron(self.root(), path).map_err(|damage| self.refused(path, damage))
    }

    /// What another program wrote; `None` if the file says what it was known to say.
    fn foreign<R: Shared>(
        &self,
        path: &Path,
        record: &R,
        base: &R::Value,
        there: Option<&str>,
    ) -> Result<Option<R::Value>, SaveFailure> {
        let Some(text) = there else { return Ok(None) };
        if self.is_ours(path, text) {
            return Ok(None);
        }
        let theirs = format::parse::<R::File>(text).and_then(|file| record.value(file));
        let theirs = theirs.map_err(|damage| self.refused(path, damage))?;
        Ok((theirs != *base).then_some(theirs))
    }

    /// The canonical text of a file. Better to find a fault of ours now than when it is opened.
    pub(super) fn checked<F>(&self, path: &Path, file: &F) -> Result<String, SaveFailure>
    where
        F: format::Record + PartialEq,
    {
        let text = format::canonical(file).map_err(|error| self.fault(path, error.to_string()))?;
        self.can_be_read_again(path, &text)?;
        match format::parse::<F>(&text) {
            Ok(read) if read == *file => Ok(text),
            Ok(_) => Err(self.fault(path, "it would not read back as the same".to_owned())),
            Err(damage) => Err(self.fault(path, damage.reason())),
        }
    }

    /// Nothing is written that is too large to be read.
    pub(super) fn can_be_read_again(&self, path: &Path, text: &str) -> Result<(), SaveFailure> {
        if text.len() as u64 <= self.largest {
            return Ok(());
        }
        let most = self.largest >> 20;
        Err(SaveFailure {
            file: self.shown(path),
            reason: format!("it would be larger than {most} MiB, and could not be opened again"),
            hint:
                "Make it smaller: undo what was added last, or shorten long notes or the text. The file on \
                   disk stays as it was until then."
                    .to_owned(),
        })
    }

    /// Writes the text, if `there` is still what lies there. Says whether it was.
    fn put(
        &mut self,
        path: &Path,
        there: Option<&str>,
        text: &str,
        merged: bool,
    ) -> Result<bool, SaveFailure> {
        let hash = TextHash::of(text.as_bytes());
        // What an earlier write left there without being sure of it is written once more.
        if there == Some(text) && self.is_sure(path) {
            self.was_written(path, hash);
            return Ok(true);
        }
        match there {
            // The other version may say what has no place in the merged one.
            Some(there) if merged => self.backups.now(path, there.as_bytes())?,
            Some(there) => self.backups.before_change(path, there)?,
            None => {}
        }
        // A write that fails at its last step may have been done all the same.
        self.tried.entry(path.to_owned()).or_default().push(hash.clone());
        let still = || read::ron(self.root(), path).is_ok_and(|now| now.as_deref() == there);
        let done = self.replace_if(path, text.as_bytes(), still)?;
        if done {
            self.was_written(path, hash);
        }
        Ok(done)
    }

    /// Whether a text that lies there is what was written here, or was to be.
    fn is_ours(&self, path: &Path, text: &str) -> bool {
        let hash = TextHash::of(text.as_bytes());
        let tried = self.tried.get(path).is_some_and(|tried| tried.contains(&hash));
        tried || self.written.get(path) == Some(&hash)
    }

    fn was_written(&mut self, path: &Path, hash: TextHash) {
        self.tried.remove(path);
        self.written.insert(path.to_owned(), hash);
    }

    fn refused(&self, path: &Path, damage: Damage) -> SaveFailure {
        SaveFailure {
            file: self.shown(path),
            reason: format!("another program changed the file, and now it {}", damage.reason()),
            hint: damage.remedy,
        }
    }

    pub(super) fn failed(&self, path: &Path) -> impl Fn(&io::Error) -> SaveFailure + use<> {
        let file = self.shown(path);
        move |error| SaveFailure::of_io(file.clone(), error)
    }

    fn fault(&self, path: &Path, reason: String) -> SaveFailure {
        SaveFailure {
            file: self.shown(path),
            reason: format!("a fault in Pressmark: {reason}"),
            hint: "The file on disk stays as it was. Please report this.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::super::super::marks::Reach;
    use super::super::job::Job;
    use super::*;
    use crate::claims::{Claim, CoderId};
    use crate::project::{CoderWork, StoryWork};
    use crate::store::create;
    use crate::story::{Story, StoryId, StoryText};

    /// The limit is made small for this; a file of its real size takes long to make.
    #[test]
    fn no_file_is_written_that_would_be_too_large_to_be_read() {
        let dir = tempfile::tempdir().unwrap();
        let folder = create(dir.path(), "large").unwrap().folder;
        let mut writer = Writer::new(folder.clone());
        writer.largest = 4 << 10;
        let id = StoryId::try_from("one".to_owned()).unwrap();
        let text = StoryText::from_canonical("Talks\n");
        let work = StoryWork::new(Story::new("Talks", &text, Vec::new()), text);
        let (story, coder) = (work.story.clone(), CoderId::nearest("kim"));
        let mut run = |job: &Job| writer.run(job, 0, Reach::default());
        run(&Job::Shelve(id.clone(), Box::new(work))).unwrap();
        let with_note = |words: &str| {
            let claim = Claim { note: words.to_owned(), ..Claim::new(None) };
            let claims = [(claim.id, Arc::new(claim))].into_iter().collect();
            let work = CoderWork { claims, ..CoderWork::default() };
            Job::Work { id: id.clone(), coder: coder.clone(), story: story.clone(), work }
        };
        run(&with_note("short")).unwrap();
        let path = folder.claims(&id, &coder);
        let before = fs::read(&path).unwrap();
        let failure = run(&with_note(&"long ".repeat(1000))).unwrap_err();
        assert!(failure.reason.contains("could not be opened again"), "{failure}");
        assert!(failure.hint.contains("smaller"), "{failure}");
        assert_eq!(fs::read(&path).unwrap(), before);
        let long = StoryText::from_canonical("Talks\n".repeat(1000));
        assert!(run(&Job::Text(id.clone(), long)).is_err());
        run(&with_note("short again")).unwrap();
    }
}
