//! For what a path is asked, by the system's dialog or by the built-in one.

use std::path::PathBuf;

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project's folder, to open.
    OpenProject,
    /// Stories and their pictures, to import.
    Import,
    /// A folder with stories, to import.
    ImportFolder,
    /// A better source of the open story.
    ImportAgain,
    /// Pictures for the open story.
    Pictures,
    /// A folder in which to save a copy of the project.
    SaveCopy,
    /// A code book's file, to take kinds from.
    ReadBook,
    /// A file to save the code book in, for other projects.
    SaveBook,
    /// A file to save the code book in, as a page.
    SaveBookPage,
}

impl Purpose {
    /// The dialog's title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::OpenProject => "Open project",
            Self::Import => "Import stories",
            Self::ImportFolder => "Import folder",
            Self::ImportAgain => "Import again from",
            Self::Pictures => "Choose a picture",
            Self::SaveCopy => "Save a copy in\u{2026}",
            Self::ReadBook => "Add kinds from a file",
            Self::SaveBook => "Save the code book as a file",
            Self::SaveBookPage => "Save the code book as a page",
        }
    }

    /// Whether files are asked for, and not a folder.
    #[must_use]
    pub fn wants_files(self) -> bool {
        matches!(self, Self::Import | Self::ImportAgain | Self::Pictures | Self::ReadBook)
    }

    /// The file that is proposed, where one is to be written.
    #[must_use]
    pub fn proposed(self) -> Option<&'static str> {
        match self {
            Self::SaveBook => Some("codebook.ron"),
            Self::SaveBookPage => Some("codebook.html"),
            _ => None,
        }
    }

    /// A path for the file that is written, and whether it had the ending already.
    #[must_use]
    pub fn with_ending(self, path: PathBuf) -> (PathBuf, bool) {
        let endings = self.extensions();
        let has = path.extension().and_then(|ending| ending.to_str());
        match endings.first() {
            Some(ending)
                if !has.is_some_and(|has| endings.iter().any(|one| one.eq_ignore_ascii_case(has))) =>
            {
                let mut name = path.into_os_string();
                name.push(format!(".{ending}"));
                (name.into(), false)
            }
            _ => (path, true),
        }
    }

    /// What the files that are asked for are called together.
    #[must_use]
    pub fn kinds_of_files(self) -> &'static str {
        match self {
            Self::Pictures => "Pictures",
            Self::ReadBook | Self::SaveBook => "Code books",
            Self::SaveBookPage => "Pages",
            _ => "Texts, pages and pictures",
        }
    }

    /// The endings of the files that are asked for.
    #[must_use]
    pub fn extensions(self) -> Vec<&'static str> {
        match self {
            Self::ReadBook | Self::SaveBook => return vec!["ron"],
            Self::SaveBookPage => return vec!["html", "htm"],
            _ => {}
        }
        let pictures = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"];
        let texts = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht"];
        let texts = if self == Self::Pictures { &[][..] } else { &texts };
        texts.iter().chain(&pictures).copied().collect()
    }

    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::OpenProject => "Type or choose a project\u{2019}s folder. Tab completes, arrows choose.",
            Self::ImportFolder => "Choose a folder: every text and web page in it becomes a story.",
            Self::Import => "Choose texts or web pages, and the pictures that belong to them.",
            Self::ImportAgain => "Choose a better text or web page of this story. Nothing is changed yet.",
            Self::Pictures => "Choose a picture. More than one are added one after the other.",
            Self::SaveCopy => "Choose the folder that the copy goes into.",
            Self::ReadBook => "Choose a code book, such as the codebook.ron of another project.",
            Self::SaveBook => {
                "Say where the file goes and what it is called; other projects take kinds from it."
            }
            Self::SaveBookPage => "Say where the page goes and what it is called; any browser shows it.",
        }
    }
}
