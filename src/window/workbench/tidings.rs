//! What other programs did to the project, in words: one calm sentence for many files.

use super::lookout::Files;
use crate::claims::ClaimId;
use crate::story::StoryId;
use crate::window::chrome::notices::Notices;
use crate::window::chrome::text::counted;
use crate::window::desk::Request;

/// How many things that went wrong are told one by one.
const FEW: usize = 2;

/// What is to be told.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tidings {
    /// Files of the open story that say something else now.
    pub here: Files,
    /// Other files that do.
    pub elsewhere: Files,
    /// Stories that came, with their headlines.
    pub came: Vec<(StoryId, String)>,
    /// Files that are gone.
    pub missing: Vec<String>,
    /// Stories' folders that are gone.
    pub gone: Vec<String>,
    /// Files that cannot be read, and why.
    pub unreadable: Vec<String>,
    /// Claims that were changed here and outside in different ways.
    pub clashes: Vec<(StoryId, ClaimId)>,
    /// The same of things that cannot keep both.
    pub notes: Vec<String>,
}

impl Tidings {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Tells all of it. `following` says that the project is open for reading only, so that nothing
    /// will be written here.
    pub fn tell(self, notices: &mut Notices, following: bool) {
        for words in [self.changed(), self.arrived()].into_iter().flatten() {
            notices.info(words);
        }
        if let Some(words) = self.vanished(following) {
            notices.keep(words, None);
        }
        for folder in self.gone.iter().take(FEW) {
            notices.keep(
                format!(
                    "The folder {folder} is missing. What it held stays here; changes to it can be saved when it is back."
                ),
                None,
            );
        }
        more(
            notices,
            self.gone.len(),
            "more stories\u{2019} folders are missing. What they held stays here.",
        );
        for file in self.unreadable.iter().take(FEW) {
            notices.error(format!("{file} What it said before stays here."));
        }
        more(notices, self.unreadable.len(), "more files cannot be read. What they said before stays here.");
        for note in self.notes.iter().take(FEW) {
            notices.error(note.clone());
        }
        more(notices, self.notes.len(), "more things were changed here and outside in different ways.");
        if let Some((story, claim)) = self.clashes.first() {
            let was = if self.clashes.len() == 1 { "was" } else { "were" };
            let claims = counted(self.clashes.len(), "claim", "claims");
            let words =
                format!("{claims} {was} changed here and outside in different ways. Both versions are kept.");
            let show = Request::GoTo(story.clone(), *claim);
            notices.keep(words, Some(("Show".to_owned(), show)));
        }
    }

    /// "3 files were changed outside, 1 of them of this story; that is shown here now."
    fn changed(&self) -> Option<String> {
        let (here, all) = (self.here.len(), self.here.len() + self.elsewhere.len());
        let name = |files: &Files| files.first().map(|file| short(file).to_owned()).unwrap_or_default();
        Some(match (here, all) {
            (_, 0) => return None,
            (1, 1) => {
                format!("{} of this story was changed outside; that is shown here now.", name(&self.here))
            }
            (0, 1) => {
                let file = self.elsewhere.first().cloned().unwrap_or_default();
                format!("{file} was changed outside; that is shown here now.")
            }
            (0, all) => format!("{all} files were changed outside; that is shown here now."),
            (here, all) if here == all => {
                format!("{all} files of this story were changed outside; that is shown here now.")
            }
            (here, all) => {
                format!(
                    "{all} files were changed outside, {here} of them of this story; that is shown here now."
                )
            }
        })
    }

    fn arrived(&self) -> Option<String> {
        match self.came.as_slice() {
            [] => None,
            [(_, headline)] => Some(format!("A story came in from outside: \u{201c}{headline}\u{201d}.")),
            many => Some(format!("{} stories came in from outside; they are in the list now.", many.len())),
        }
    }

    fn vanished(&self, following: bool) -> Option<String> {
        let what = match self.missing.as_slice() {
            [] => return None,
            [file] => format!("{} is missing; what it said", short(file)),
            many => format!("{} files are missing; what they said", many.len()),
        };
        let again = if following { "" } else { " and is written again with your next change" };
        Some(format!("{what} stays here{again}."))
    }
}

/// How many more there are than are told one by one.
fn more(notices: &mut Notices, all: usize, what: &str) {
    if all > FEW {
        notices.error(format!("{} {what}", all - FEW));
    }
}

/// The last part of a path.
fn short(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Files {
        names.iter().map(|name| format!("stories/one/{name}")).collect()
    }

    fn changed(here: &[&str], elsewhere: &[&str]) -> String {
        let tidings = Tidings { here: files(here), elsewhere: files(elsewhere), ..Tidings::default() };
        tidings.changed().unwrap_or_default()
    }

    #[test]
    fn many_files_are_one_sentence() {
        assert_eq!(changed(&[], &[]), "");
        assert_eq!(
            changed(&["kim.claims.ron"], &[]),
            "kim.claims.ron of this story was changed outside; that is shown here now."
        );
        assert_eq!(changed(&[], &["a", "b", "c"]), "3 files were changed outside; that is shown here now.");
        assert_eq!(
            changed(&["a"], &["b", "c"]),
            "3 files were changed outside, 1 of them of this story; that is shown here now."
        );
    }

    #[test]
    fn a_missing_file_is_no_deletion_and_says_so() {
        let missing = vec!["stories/one/kim.claims.ron".to_owned()];
        let tidings = Tidings { missing, ..Tidings::default() };
        assert_eq!(
            tidings.vanished(false).unwrap(),
            "kim.claims.ron is missing; what it said stays here and is written again with your next change."
        );
        assert_eq!(tidings.vanished(true).unwrap(), "kim.claims.ron is missing; what it said stays here.");
    }
}
