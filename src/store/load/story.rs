use super::super::files::StoryFile;
use super::super::finding::Damage;
use super::super::folder::{Folder, is_plain_name};
use super::super::{format, read};
use super::{Read, claims, missing, own_file};
use crate::project::StoryWork;
use crate::story::{Block, Role, Story, StoryId, StoryText, TextHash, TextRange};

/// Reads one story's folder.
pub(super) fn read(folder: &Folder, id: &StoryId) -> Read {
    let mut read = Read::default();
    let Some(mut story) = story_file(folder, id, &mut read) else { return read };
    let Some(text) = text_file(folder, id, &story.text, &mut read) else { return read };
    check_blocks(folder, id, &mut story, &text, &mut read);
    let mut work = StoryWork::new(story, text);
    claims::read_all(folder, id, &mut work, &mut read.findings);
    read.work = Some(work);
    read
}

fn story_file(folder: &Folder, id: &StoryId, read: &mut Read) -> Option<Story> {
    let path = folder.story_file(id);
    let mut strange = Vec::new();
    let parsed =
        own_file(folder, id, &path).and_then(|()| read::ron(folder.root(), &path)).and_then(|text| {
            let text = text.ok_or_else(|| {
                Damage::new(
                    "is missing, so its folder is no story",
                    "Bring it back from an earlier copy; if an import was cut off here, remove the folder.",
                )
            })?;
            let file: StoryFile = format::parse(&text)?;
            let story = Story::from(file);
            // The hash becomes part of a file's name.
            for picture in story.pictures.iter().filter_map(|picture| picture.file.as_ref()) {
                if !is_plain_name(&picture.name) {
                    let line = format::line_of(&text, &format!("{:?}", picture.name));
                    let problem =
                        format!("names a picture by what is no file\u{2019}s name: {}", picture.name);
                    let remedy =
                        "The picture is not shown. Give its file a plain name, here and in the folder.";
                    strange.push(Damage { line, ..Damage::new(problem, remedy) });
                }
            }
            let hex = |hash: &TextHash| hash.0.len() == 64 && hash.0.bytes().all(|b| b.is_ascii_hexdigit());
            if hex(&story.text) {
                Ok(story)
            } else {
                let line = format::line_of(&text, "text:").unwrap_or(1);
                Err(Damage::to_mend("names its text by something that is no SHA-256").on_line(line))
            }
        });
    read.findings.extend(strange.into_iter().map(|damage| damage.of(folder.shown(&path))));
    parsed.map_err(|damage| read.findings.push(damage.of(folder.shown(&path)))).ok()
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

/// Makes sure that every block is a piece of the text, as the window relies on.
fn check_blocks(folder: &Folder, id: &StoryId, story: &mut Story, text: &StoryText, read: &mut Read) {
    let whole = story.blocks.iter().all(|block| text.slice(block.range).is_some());
    let ordered = story.blocks.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
    if whole && ordered {
        return;
    }
    story.blocks = plain_blocks(text);
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
