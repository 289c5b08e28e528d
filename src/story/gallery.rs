//! A story's pictures, as they come and go by hand.

use super::{BytePos, Picture, PictureFile, PictureId, Story};

impl Story {
    /// The story with `file` as the picture called `id`; its caption, credit, alt text and address stay.
    /// `None` if there is no such picture, or it has that file already.
    #[must_use]
    pub fn with_file(&self, id: &PictureId, file: PictureFile) -> Option<Self> {
        let mut story = self.clone();
        let picture = story.pictures.iter_mut().find(|picture| picture.id == *id)?;
        if picture.file.as_ref() == Some(&file) {
            return None;
        }
        picture.file = Some(file);
        Some(story)
    }

    /// The story with one picture more, at the block at or before `at`, behind the pictures that are
    /// there; and what it is called.
    #[must_use]
    pub fn with_picture(&self, at: BytePos, file: PictureFile) -> (Self, PictureId) {
        let at = self.block_at(at).or((!self.blocks.is_empty()).then_some(0));
        let at =
            at.and_then(|block| self.blocks.get(block)).map(|block| block.range.start).unwrap_or_default();
        let id = self.free_id(&file);
        let mut story = self.clone();
        let place = story.pictures.partition_point(|picture| picture.at <= at);
        let (caption, credit, alt, url) = (None, None, None, None);
        let picture = Picture { id: id.clone(), at, file: Some(file), caption, credit, alt, url };
        story.pictures.insert(place, picture);
        (story, id)
    }

    /// The story without the file of the picture called `id`, whose caption and place stay; or without
    /// the picture, if nothing else is known of it and it is not `needed`. `None` if there is no such
    /// picture, or nothing to take away.
    #[must_use]
    pub fn without_picture(&self, id: &PictureId, needed: bool) -> Option<Self> {
        let mut story = self.clone();
        let index = story.pictures.iter().position(|picture| picture.id == *id)?;
        let picture = story.pictures.get_mut(index)?;
        let words = picture.caption.is_some() || picture.credit.is_some() || picture.alt.is_some();
        if words || picture.url.is_some() || needed {
            picture.file.take()?;
        } else {
            story.pictures.remove(index);
        }
        Some(story)
    }

    /// A name for a new picture: after its content, so that two coders who add pictures at the same
    /// time never give one name to two.
    fn free_id(&self, file: &PictureFile) -> PictureId {
        let stem = file.name.split('.').next().unwrap_or_default();
        let stem: String = stem.chars().take(8).collect();
        let names = std::iter::once(format!("p-{stem}")).chain((2..).map(|n: u32| format!("p-{stem}-{n}")));
        let free = names.map(PictureId).find(|id| self.picture(id).is_none());
        // There are more names than pictures.
        free.unwrap_or_else(|| PictureId(format!("p-{stem}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Block, Caption, Role, StoryText, TextRange};

    fn file(name: &str) -> PictureFile {
        PictureFile { name: format!("{name}.png"), original: "photo.png".to_owned() }
    }

    fn story() -> Story {
        let text = StoryText::from_canonical("Head\n\nOne.\n\nTwo.\n".to_owned());
        let blocks = [(0, 4), (6, 10), (12, 16)]
            .map(|(start, end)| Block { role: Role::Paragraph, range: TextRange::from_indices(start, end) });
        Story::new("Head", &text, blocks.to_vec())
    }

    #[test]
    fn a_picture_comes_at_its_block_behind_those_that_are_there() {
        let (story, first) = story().with_picture(BytePos(8), file("0123456789abcdef"));
        assert_eq!((first.0.as_str(), story.pictures[0].at), ("p-01234567", BytePos(6)));
        let (story, second) = story.with_picture(BytePos(10), file("0123456789abcdef"));
        let (story, third) = story.with_picture(BytePos(0), file("aa"));
        let order: Vec<_> = story.pictures.iter().map(|picture| picture.id.clone()).collect();
        assert_eq!(order, [third, first, second.clone()]);
        assert_eq!(second.0, "p-01234567-2");
        let empty = Story { blocks: Vec::new(), ..story };
        assert_eq!(empty.with_picture(BytePos(3), file("bb")).0.pictures[0].at, BytePos(0));
    }

    #[test]
    fn a_file_that_is_given_later_leaves_what_was_known() {
        let (mut story, id) = story().with_picture(BytePos(0), file("aa"));
        story.pictures[0].url = Some("https://news.example/a.jpg".to_owned());
        story.pictures[0].caption = Some(Caption::Apart("The quay".to_owned()));
        let filled = story.with_file(&id, file("bb")).unwrap();
        assert_eq!(filled.pictures[0], Picture { file: Some(file("bb")), ..story.pictures[0].clone() });
        assert_eq!(filled.with_file(&id, file("bb")), None, "nothing changes");
        assert_eq!(story.with_file(&PictureId("p9".to_owned()), file("bb")), None);
        let empty = filled.without_picture(&id, false).unwrap();
        assert_eq!(empty.pictures[0], Picture { file: None, ..story.pictures[0].clone() });
        assert_eq!(empty.without_picture(&id, false), None, "only its words are left");
    }

    #[test]
    fn of_a_picture_without_words_nothing_is_left_unless_it_is_needed() {
        let (with, id) = story().with_picture(BytePos(0), file("aa"));
        assert_eq!(with.without_picture(&id, false), Some(story()));
        let kept = with.without_picture(&id, true).unwrap();
        assert_eq!((kept.pictures.len(), &kept.pictures[0].file), (1, &None));
    }
}
