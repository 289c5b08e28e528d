use super::super::files::StoryFile;
use super::super::finding::Damage;
use super::super::folder::{Folder, is_plain_name};
use super::super::marks::{Mark, Marked as _};
use super::super::{format, read};
use super::{Read, claims, loose, missing, own_file};
use crate::claims::Names;
use crate::project::{StoryWork, Touched};
use crate::story::{Block, Role, Story, StoryId, StoryText, TextHash, TextRange};

/// Reads one story's folder, sharing `names` with the stories read before.
pub(in super::super) fn read(folder: &Folder, id: &StoryId, names: &mut Names) -> Read {
    let mut read = Read::default();
    let Some((mut story, locked)) = story_file(folder, id, &mut read) else { return read };
    let Some(text) = text_file(folder, id, &story.text, &mut read) else { return read };
    check_blocks(folder, id, &mut story, &text, locked.is_some(), &mut read);
    story.shrink();
    let mut work = StoryWork::new(story, text);
    claims::read_all(folder, id, &mut work, &mut read, names);
    work.earlier = earlier_texts(folder, id, &work);
    if let Some(reason) = &locked {
        for coder in work.coders.keys() {
            work.sealed.entry(coder.clone()).or_insert_with(|| reason.clone());
        }
    }
    work.locked = locked;
    read.work = Some(work);
    read
}

/// The story as its file gives it, with the reason why that may not be written, if there is one.
fn story_file(folder: &Folder, id: &StoryId, read: &mut Read) -> Option<(Story, Option<String>)> {
    let mut locked = None;
    let path = folder.story_file(id);
    let parsed =
        own_file(folder, id, &path).and_then(|()| read::ron(folder.root(), &path)).and_then(|text| {
            let text = text.ok_or_else(|| {
                Damage::new(
                    "is missing, so its folder is no story",
                    "Bring it back from an earlier copy; if an import was cut off here, remove the folder.",
                )
            })?;
            let (story, marks, reason) = understand(&text, |damage| {
                read.findings.push(damage.of(folder.shown(&path)));
            })?;
            read.marks.note(Touched::Story(id.clone()), &marks);
            locked = reason;
            let strange = strange_pictures(&story, &text);
            read.findings.extend(strange.map(|damage| damage.of(folder.shown(&path))));
            // The hash becomes part of a file's name.
            let hex = |hash: &TextHash| hash.0.len() == 64 && hash.0.bytes().all(|b| b.is_ascii_hexdigit());
            if hex(&story.text) {
                Ok(story)
            } else {
                let line = format::line_of(&text, "text:").unwrap_or(1);
                Err(Damage::to_mend("names its text by something that is no SHA-256").on_line(line))
            }
        });
    let parsed = parsed.map_err(|damage| read.findings.push(damage.of(folder.shown(&path)))).ok();
    parsed.map(|story| (story, locked))
}

/// The story that a file tells of. One of a newer format is shown as far as it can be understood;
/// the reason why it may not be written comes with it. How far the file goes into journals, too.
fn understand(
    text: &str,
    mut note: impl FnMut(Damage),
) -> Result<(Story, Vec<Mark>, Option<String>), Damage> {
    match format::parse::<StoryFile>(text) {
        Ok(file) => {
            let marks = file.marks().to_vec();
            Ok((Story::from(file), marks, None))
        }
        Err(damage) => {
            let story = loose::story(text).filter(|_| format::is_newer(text));
            let story = story.ok_or_else(|| damage.clone())?;
            let problem = format!("{}: the story is shown as far as it can be understood", damage.problem);
            let reason = damage.reason();
            note(Damage { problem, ..damage });
            Ok((story, Vec::new(), Some(reason)))
        }
    }
}

/// Pictures whose files have names that are none.
fn strange_pictures<'a>(story: &'a Story, text: &'a str) -> impl Iterator<Item = Damage> + 'a {
    let named = story.pictures.iter().filter_map(|picture| picture.file.as_ref());
    named.filter(|file| !is_plain_name(&file.name)).map(|file| {
        let line = format::line_of(text, &format!("{:?}", file.name));
        let problem = format!("names a picture by what is no file\u{2019}s name: {}", file.name);
        let remedy = "The picture is not shown. Give its file a plain name, here and in the folder.";
        Damage { line, ..Damage::new(problem, remedy) }
    })
}

/// The story's text. One that another program changed is read all the same: the passages that no
/// longer stand in it wait for review.
fn text_file(folder: &Folder, id: &StoryId, hash: &TextHash, read: &mut Read) -> Option<StoryText> {
    let path = folder.text(id, hash);
    let raw = match read::text(folder.root(), &path).and_then(|text| text.ok_or_else(missing)) {
        Ok(raw) => raw,
        Err(damage) => {
            read.findings.push(damage.of(folder.shown(&path)));
            return None;
        }
    };
    let text = StoryText::from_canonical(raw);
    if text.hash() == hash {
        return Some(text);
    }
    // Perhaps a program that means well only changed the line ends.
    let text = StoryText::from_decoded(text.as_str());
    if text.hash() != hash {
        let damage = Damage::new(
            "is not the text that was imported: another program changed it",
            "Bring back an earlier copy; until then the claims that no longer fit need review.",
        );
        read.findings.push(damage.of(folder.shown(&path)));
    }
    Some(text)
}

/// The texts the story had before, where a passage has no place in the present one: from these it may
/// be told where that belongs.
fn earlier_texts(folder: &Folder, id: &StoryId, work: &StoryWork) -> Vec<StoryText> {
    let mut claims = work.coders.values().flat_map(|work| work.claims.values());
    if claims.all(|claim| claim.all_passages().all(|passage| passage.stands_in(&work.text))) {
        return Vec::new();
    }
    let Ok(Some(home)) = read::locate(folder.root(), &folder.story(id), read::Sort::Folder) else {
        return Vec::new();
    };
    let names = std::fs::read_dir(home).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let is_text = |name: &String| name.starts_with("text-") && name.ends_with(".txt");
    let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).filter(is_text).collect();
    names.sort();
    let texts = names.iter().filter_map(|name| {
        let text = read::text(folder.root(), &folder.story(id).join(name)).ok().flatten()?;
        let text = StoryText::from_canonical(text);
        // Others are no texts of ours, or were changed.
        (*name == Folder::text_name(text.hash()) && text != work.text).then_some(text)
    });
    texts.collect()
}

/// Makes sure that every block is a piece of the text, as the window relies on. A story that was
/// understood only in part may have none, which was said already.
fn check_blocks(
    folder: &Folder,
    id: &StoryId,
    story: &mut Story,
    text: &StoryText,
    in_part: bool,
    read: &mut Read,
) {
    let missing = in_part && story.blocks.is_empty();
    if story.divides(text) && !missing {
        return;
    }
    story.blocks = plain_blocks(text);
    if missing {
        return;
    }
    let damage = Damage::to_mend("has blocks that do not fit the text: each line is shown as a paragraph");
    read.findings.push(damage.of(folder.shown(&folder.story_file(id))));
}

/// Each line of the text that is not blank, as a paragraph.
fn plain_blocks(text: &StoryText) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.as_str().split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if !words.trim().is_empty() {
            let range = TextRange::from_indices(start, start + words.len());
            blocks.push(Block { role: Role::Paragraph, range });
        }
        start += line.len();
    }
    blocks
}
