use std::path::PathBuf;

use super::super::folder::{CLAIMS, Folder};
use crate::claims::CoderId;
use crate::story::StoryId;

/// A file of a project of which backups are kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeptFile {
    /// `project.ron`
    Project,
    /// `codebook.ron`
    CodeBook,
    /// `actors.ron`
    Actors,
    /// A story's `story.ron`.
    Story(StoryId),
    /// A coder's claims on a story.
    Claims(StoryId, CoderId),
}

impl KeptFile {
    /// The file that messages and findings call so: `stories/three-capitals/kim.claims.ron`.
    #[must_use]
    pub fn called(shown: &str) -> Option<Self> {
        match shown.split('/').collect::<Vec<_>>().as_slice() {
            ["project.ron"] => Some(Self::Project),
            ["codebook.ron"] => Some(Self::CodeBook),
            ["actors.ron"] => Some(Self::Actors),
            ["stories", story, name] => {
                let story = StoryId::try_from((*story).to_owned()).ok()?;
                if *name == "story.ron" {
                    return Some(Self::Story(story));
                }
                let coder = CoderId::try_from(name.strip_suffix(CLAIMS)?.to_owned()).ok()?;
                Some(Self::Claims(story, coder))
            }
            _ => None,
        }
    }

    /// Where the file itself lies.
    pub(super) fn path(&self, folder: &Folder) -> PathBuf {
        match self {
            Self::Project => folder.project_file(),
            Self::CodeBook => folder.codebook(),
            Self::Actors => folder.actors(),
            Self::Story(story) => folder.story_file(story),
            Self::Claims(story, coder) => folder.claims(story, coder),
        }
    }

    /// The folder's name among the backups. A story may be called `top` too: its files have other
    /// names than the project's own, so the two never meet.
    pub(super) fn group(&self) -> &str {
        match self {
            Self::Project | Self::CodeBook | Self::Actors => "top",
            Self::Story(story) | Self::Claims(story, _) => story.as_str(),
        }
    }

    /// The file's own name.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Project => "project.ron".to_owned(),
            Self::CodeBook => "codebook.ron".to_owned(),
            Self::Actors => "actors.ron".to_owned(),
            Self::Story(_) => "story.ron".to_owned(),
            Self::Claims(_, coder) => format!("{coder}{CLAIMS}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_projects_own_files_are_known_and_keep_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Folder::at(folder.path()).unwrap();
        for name in [
            "project.ron",
            "codebook.ron",
            "actors.ron",
            "stories/one/story.ron",
            "stories/one/kim.claims.ron",
            "stories/top/李娜.claims.ron",
        ] {
            let file = KeptFile::called(name).unwrap();
            assert_eq!(folder.shown(&file.path(&folder)), name);
            assert!(name.ends_with(&file.name()));
        }
        for other in [
            "",
            "story.ron",
            "stories/one/text-5f0c9a1e.txt",
            "stories/../kim.claims.ron",
            "stories/one/../kim.claims.ron",
            "stories/one/.claims.ron",
            "stories/one/pictures/kim.claims.ron",
        ] {
            assert_eq!(KeptFile::called(other), None, "{other:?}");
        }
    }
}
