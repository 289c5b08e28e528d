use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::shown;
use super::{Draft, ImportError, Imported, Manner, Medium, Origin, OriginalFile, picture, understand_as};
use crate::story::{PictureFile, is_device, visible};

/// The largest text that is imported, in bytes; positions and the window's budgets rely on it.
pub const LARGEST_TEXT: u64 = 64 << 20;
/// The largest picture file that is kept, in bytes.
pub const LARGEST_PICTURE: u64 = 200 << 20;

/// Reads a story from the text in `file` and the pictures given with it.
///
/// # Errors
/// If any of the files cannot be used; nothing of the story is imported then.
pub fn read_story(file: &Path, pictures: &[PathBuf]) -> Result<Imported, ImportError> {
    read_story_as(file, pictures, Manner::default())
}

/// As [`read_story`], in the manner that is wanted.
///
/// # Errors
/// As [`read_story`].
pub fn read_story_as(file: &Path, pictures: &[PathBuf], manner: Manner) -> Result<Imported, ImportError> {
    let original = name_of(file);
    let bytes = read(file, LARGEST_TEXT)?;
    let mut draft = understand_as(&original, &bytes, manner)?;
    let source = OriginalFile { name: safe_name(&original), original, bytes };
    let came = media(&mut draft, file.parent().or(Some(Path::new(""))));
    let mut files: Vec<OriginalFile> = Vec::with_capacity(pictures.len());
    let mut names: BTreeSet<String> = came.iter().map(|file| file.name.clone()).collect();
    for path in pictures {
        let file = read_picture(path)?;
        if names.insert(file.name.clone()) {
            files.push(file);
        } else {
            draft.notes.push(format!("{} was given twice; it is kept once", shown(path)));
        }
    }
    picture::place(&mut draft, &files);
    // Only now: they have their places already. One file may stand at two.
    for file in came {
        if files.iter().all(|known| known.name != file.name) {
            files.push(file);
        }
    }
    Ok(imported(draft, source, files))
}

/// A story that came without a folder, with the pictures that are written into it.
pub(super) fn whole(mut draft: Draft, source: OriginalFile) -> Imported {
    let mut files: Vec<OriginalFile> = Vec::new();
    for file in media(&mut draft, None) {
        if files.iter().all(|known| known.name != file.name) {
            files.push(file);
        }
    }
    imported(draft, source, files)
}

fn imported(draft: Draft, source: OriginalFile, pictures: Vec<OriginalFile>) -> Imported {
    let Draft { mut story, text, notes, unsure, media } = draft;
    // Of a picture that did not come along at least the name is known.
    for medium in media {
        if let (Origin::Beside(paths), Some(picture)) = (medium.from, story.pictures.get_mut(medium.picture))
            && picture.file.is_none()
        {
            picture.url = picture.url.take().or_else(|| paths.into_iter().next());
        }
    }
    story.source = Some(source.name.clone());
    Imported { story, text, source, pictures, notes, unsure }
}

/// The most bytes of pictures that come with one page.
const MOST_MEDIA: usize = 1 << 30;

/// Reads the files of the pictures that came with a text, and gives them to their pictures. What
/// cannot be used stays a picture without a file, and is told; what is not there stays in the draft.
fn media(draft: &mut Draft, folder: Option<&Path>) -> Vec<OriginalFile> {
    let mut files = Vec::new();
    let mut left = MOST_MEDIA;
    let mut missing = 0_usize;
    for medium in std::mem::take(&mut draft.media) {
        let found = match medium.from {
            Origin::Embedded(file) => Ok(file),
            Origin::Beside(paths) => match folder.and_then(|folder| first_picture(folder, &paths)) {
                Some(found) => found,
                None => {
                    missing += 1;
                    draft.media.push(Medium { picture: medium.picture, from: Origin::Beside(paths) });
                    continue;
                }
            },
        };
        match found {
            Ok(file) if file.bytes.len() <= left => {
                left -= file.bytes.len();
                if let Some(picture) = draft.story.pictures.get_mut(medium.picture) {
                    picture.file =
                        Some(PictureFile { name: file.name.clone(), original: file.original.clone() });
                }
                files.push(file);
            }
            Ok(file) => draft
                .notes
                .push(format!("{} was left out: too much comes with the page", visible(&file.original))),
            Err(error) => draft.notes.push(error.to_string()),
        }
    }
    if missing > 0 {
        draft.notes.push(format!("pictures the page names that do not lie beside it: {missing}"));
    }
    files
}

/// The first picture among the files at `paths`, else what is wrong with the first file; `None` if
/// there is no file.
fn first_picture(folder: &Path, paths: &[String]) -> Option<Result<OriginalFile, ImportError>> {
    let mut trouble = None;
    for file in paths.iter().filter_map(|path| beside(folder, path)) {
        match read_picture(&file) {
            Ok(picture) => return Some(Ok(picture)),
            Err(error) => trouble = trouble.or(Some(Err(error))),
        }
    }
    trouble
}

/// The file at a relative `path` in or below `folder`; `None` if there is none, or a link leads out.
fn beside(folder: &Path, path: &str) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = folder.canonicalize().ok()?;
    let file = folder.join(path).canonicalize().ok()?;
    (file.starts_with(&folder) && file.is_file()).then_some(file)
}

/// Reads a picture's file, to be kept with a story. Only its head is looked at, to know its format.
///
/// # Errors
/// If it cannot be read, is too large, or is no picture.
pub fn read_picture(file: &Path) -> Result<OriginalFile, ImportError> {
    picture::attachment(&name_of(file), read(file, LARGEST_PICTURE)?)
}

/// The same of a picture that is given to a story by hand: its pixels are looked at too, so that none
/// takes the place of another that cannot be shown.
///
/// # Errors
/// As [`read_picture`], or if its pixels are damaged or too many.
pub fn read_sound_picture(file: &Path) -> Result<OriginalFile, ImportError> {
    let file = read_picture(file)?;
    picture::check(&file)?;
    Ok(file)
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// How often a file is read that changes meanwhile, before that is told.
const TRIES: usize = 3;

/// The whole of a regular file of at most `limit` bytes.
fn read(file: &Path, limit: u64) -> Result<Arc<[u8]>, ImportError> {
    read_while(file, limit, || ())
}

/// The same; `between` is what happens while it is read.
fn read_while(file: &Path, limit: u64, mut between: impl FnMut()) -> Result<Arc<[u8]>, ImportError> {
    let unreadable = |reason| ImportError::Unreadable { file: shown(file), reason };
    let too_large = || ImportError::TooLarge { file: shown(file), limit };
    // Asked before opening: to open a pipe is to wait for its writer.
    let metadata = fs::metadata(file).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(ImportError::Folder { file: shown(file) });
    }
    if !metadata.is_file() {
        return Err(ImportError::Special { file: shown(file) });
    }
    if metadata.len() > limit {
        return Err(too_large());
    }
    for _ in 0..TRIES {
        // Taken before it is read: whatever is written from now on shows.
        let before = fs::metadata(file).map_err(unreadable)?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.len().min(limit)).unwrap_or_default());
        // The file may grow while it is read.
        fs::File::open(file)
            .and_then(|opened| opened.take(limit + 1).read_to_end(&mut bytes))
            .map_err(unreadable)?;
        if bytes.len() as u64 > limit {
            return Err(too_large());
        }
        between();
        let after = fs::metadata(file).map_err(unreadable)?;
        let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
        if same && bytes.len() as u64 == after.len() {
            return Ok(bytes.into());
        }
    }
    Err(ImportError::Changing { file: shown(file) })
}

/// The longest stem a source's file keeps, in bytes.
const LONGEST_STEM: usize = 60;

/// A name for the source's file that no system refuses and that leads out of no folder: the old
/// one as far as it goes.
fn safe_name(original: &str) -> String {
    let (stem, extension) = original.rsplit_once('.').unwrap_or((original, ""));
    let stem = tame(stem, LONGEST_STEM);
    let extension = tame(extension, 8);
    let stem = match stem.as_str() {
        "" => "source".to_owned(),
        // Windows keeps such a name for a device, whatever extension follows.
        _ if is_device(&stem.to_lowercase()) => format!("source-{stem}"),
        _ => stem,
    };
    if extension.is_empty() { stem } else { format!("{stem}.{extension}") }
}

fn tame(name: &str, longest: usize) -> String {
    let mut tame = String::new();
    for character in name.chars() {
        let character = if character.is_alphanumeric() || character == '_' { character } else { '-' };
        let doubled = character == '-' && (tame.is_empty() || tame.ends_with('-'));
        if tame.len() + character.len_utf8() > longest {
            break;
        }
        if !doubled {
            tame.push(character);
        }
    }
    tame.truncate(tame.trim_end_matches('-').len());
    tame
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn source_names_stay_readable_and_safe() {
        for (original, safe) in [
            ("koreas-us slow.txt", "koreas-us-slow.txt"),
            ("../../etc/passwd", "source.etc-pass"),
            ("CON", "source-CON"),
            ("aux.txt", "source-aux.txt"),
            ("new\nline. ", "new-line"),
            ("韩朝.txt", "韩朝.txt"),
            ("", "source"),
        ] {
            assert_eq!(safe_name(original), safe);
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "one").unwrap();
        let mut times = 0;
        let grow = |times: &mut usize, most: usize| {
            *times += 1;
            if *times <= most {
                fs::write(&file, "more".repeat(*times)).unwrap();
            }
        };
        assert_eq!(&*read_while(&file, 100, || grow(&mut times, 1)).unwrap(), b"more", "as it is in the end");
        let refused = read_while(&file, 100, || grow(&mut times, 100)).unwrap_err().to_string();
        assert!(refused.starts_with(&shown(&file)) && refused.contains("being written"), "{refused}");
        assert!(matches!(read_while(&file, 12, || grow(&mut times, 100)), Err(ImportError::TooLarge { .. })));
    }

    proptest! {
        #[test]
        fn a_source_name_is_never_a_path(original in "(?s).{0,300}") {
            let name = safe_name(&original);
            prop_assert!(!name.is_empty() && name.len() <= 80);
            prop_assert!(!name.contains(['/', '\\', ':', '\0', '\n']) && !name.starts_with('.') && !name.ends_with('.'));
        }
    }
}
