use super::*;
use crate::claims::{Claim, CoderId, Region, Shape};
use crate::project::{Edit, Project};
use crate::story::{Picture, PictureFile, PictureId, StoryText, slug_from};
use proptest::prelude::*;
use std::sync::Arc;

const TEXT: &str = "Talks slow\n\nBy Ann Lee\nA ship leaves. / Agency\nThe talks are slow, é said.\n\
                    A port at night.\n\nNobody knows 谈判.\nmenu\n";

/// A headline, a byline, a caption with its credit, a paragraph, another caption, a paragraph, furniture;
/// the captions have pictures p1, of which only the caption is known, and p2.
fn work() -> StoryWork {
    let text = StoryText::from_canonical(TEXT);
    let block = |role, words: &str| {
        let start = TEXT.find(words).unwrap();
        Block { role, range: TextRange::from_indices(start, start + words.len()) }
    };
    let blocks = vec![
        block(Role::Headline, "Talks slow"),
        block(Role::Byline, "By Ann Lee"),
        block(Role::Caption, "A ship leaves."),
        block(Role::Credit, "Agency"),
        block(Role::Paragraph, "The talks are slow, é said."),
        block(Role::Caption, "A port at night."),
        block(Role::Paragraph, "Nobody knows 谈判."),
        block(Role::Furniture, "menu"),
    ];
    let picture = |id: &str, block: &Block, file: Option<&str>, credit: Option<&str>| Picture {
        id: PictureId(id.to_owned()),
        at: block.range.start,
        file: file.map(|name| PictureFile { name: name.to_owned(), original: name.to_owned() }),
        caption: Some(Caption::InText(block.range)),
        credit: credit.map(str::to_owned),
        alt: None,
        url: None,
    };
    let pictures = vec![
        picture("p1", &blocks[2], None, Some("Agency")),
        picture("p2", &blocks[5], Some("port.png"), None),
    ];
    StoryWork::new(Story { pictures, ..Story::new("Talks slow", &text, blocks) }, text)
}

fn words<'a>(work: &'a StoryWork, story: &Story, block: usize) -> &'a str {
    work.text.slice(story.blocks[block].range).unwrap()
}

fn captions(work: &StoryWork, story: &Story) -> Vec<(String, String)> {
    let caption = |picture: &Picture| (picture.id.0.clone(), picture.caption(&work.text).to_owned());
    story.pictures.iter().map(caption).collect()
}

fn at(words: &str) -> BytePos {
    BytePos::from_index(TEXT.find(words).unwrap())
}

#[test]
fn a_run_of_blocks_gets_another_role() {
    let work = work();
    let story = set_roles(&work, 6..=7, Role::Subhead).unwrap();
    assert_eq!([story.blocks[6].role, story.blocks[7].role], [Role::Subhead; 2]);
    assert_eq!(set_roles(&work, 6..=6, Role::Paragraph), None, "it is one");
    assert_eq!(set_roles(&work, 6..=8, Role::Paragraph), None, "there is no such block");
}

#[test]
fn a_caption_that_is_none_leaves_its_picture_and_an_empty_place_goes() {
    let mut work = work();
    let story = set_roles(&work, 2..=5, Role::Paragraph).unwrap();
    assert_eq!(captions(&work, &story), [("p2".to_owned(), String::new())]);
    let mut claim = Claim::new(None);
    let region = Region { picture: PictureId("p1".into()), shape: Shape::rectangle((0, 0), (9, 9)) };
    claim.regions.push(region);
    let own = work.coders.entry(CoderId::nearest("kim")).or_default();
    own.claims.insert(claim.id, Arc::new(claim));
    let story = set_roles(&work, 2..=2, Role::Paragraph).unwrap();
    assert_eq!(story.pictures.len(), 2, "somebody drew on it");
}

#[test]
fn the_headline_in_lists_follows_that_of_the_text_unless_it_is_another() {
    let mut work = work();
    let story = set_roles(&work, 1..=1, Role::Headline).unwrap();
    assert_eq!(story.headline, "Talks slow", "the first of them");
    let none = set_roles(&work, 0..=0, Role::Furniture).unwrap();
    assert_eq!(none.headline, "Talks slow");
    work.story = Arc::new(none);
    assert_eq!(set_roles(&work, 1..=1, Role::Headline).unwrap().headline, "By Ann Lee");
    work = self::work();
    Arc::make_mut(&mut work.story).headline = "Given by hand".to_owned();
    assert_eq!(split(&work, at("slow")).unwrap().headline, "Given by hand");
}

#[test]
fn a_block_is_split_at_the_caret_and_joined_again() {
    let mut work = work();
    let before = work.story.clone();
    let story = split(&work, at("are slow")).unwrap();
    assert_eq!([words(&work, &story, 4), words(&work, &story, 5)], ["The talks", "are slow, é said."]);
    assert_eq!(split(&work, at("The talks")), None, "nothing stands before it");
    assert_eq!(split(&work, BytePos(at("é").0 + 1)), None, "inside a letter");
    work.story = Arc::new(story);
    assert_eq!(join(&work, 4..=4).unwrap(), *before);
    assert_eq!(join(&work, 8..=8), None, "nothing comes after it");
}

#[test]
fn captions_go_along_with_their_blocks() {
    let mut work = work();
    let story = split(&work, at("ship")).unwrap();
    assert_eq!(captions(&work, &story)[0].1, "A");
    work.story = Arc::new(story);
    let story = join(&work, 2..=4).unwrap();
    assert_eq!(captions(&work, &story)[0].1, "A ship leaves. / Agency");
    work.story = Arc::new(story);
    let story = join(&work, 2..=4).unwrap();
    assert!(captions(&work, &story)[0].1.ends_with("A port at night."));
    assert_eq!(captions(&work, &story)[1].1, "", "the first keeps it");
    work.story = Arc::new(story);
    assert_eq!(join(&work, 1..=1).unwrap().pictures.len(), 1, "a byline is no caption");
}

#[test]
fn a_picture_with_a_file_takes_the_place_of_one_without() {
    let mut work = work();
    work.story = Arc::new(uncaption(&work, &PictureId("p2".into())).unwrap());
    let story = caption_of(&work, 2, &Under::Picture(PictureId("p2".into()))).unwrap();
    assert_eq!(captions(&work, &story), [("p2".to_owned(), "A ship leaves.".to_owned())]);
    assert_eq!(story.pictures[0].credit.as_deref(), Some("Agency"));
    assert_eq!(story.pictures[0].at, story.blocks[2].range.start);
}

#[test]
fn two_captions_change_places_with_their_credits() {
    let work = work();
    let story = caption_of(&work, 2, &Under::Picture(PictureId("p2".into()))).unwrap();
    let told = captions(&work, &story);
    assert_eq!(told, [("p2".into(), "A ship leaves.".into()), ("p1".into(), "A port at night.".into())]);
    assert_eq!([&story.pictures[0].credit, &story.pictures[1].credit], [&Some("Agency".to_owned()), &None]);
}

#[test]
fn words_become_a_caption_of_a_missing_picture_or_of_none() {
    let mut work = work();
    let story = caption_of(&work, 6, &Under::Missing).unwrap();
    assert_eq!(captions(&work, &story)[2], ("p3".into(), "Nobody knows 谈判.".into()));
    work.story = Arc::new(story);
    let story = caption_of(&work, 6, &Under::Nothing).unwrap();
    assert_eq!(story.blocks[6].role, Role::Caption);
    assert_eq!(story.pictures.len(), 2);
}

#[test]
fn a_credit_is_given_and_taken() {
    let mut work = work();
    let story = credit_of(&work, 1, &Under::Picture(PictureId("p2".into()))).unwrap();
    assert_eq!(story.pictures[1].credit.as_deref(), Some("By Ann Lee"));
    work.story = Arc::new(story);
    assert_eq!(credit_of(&work, 1, &Under::Nothing).unwrap().pictures[1].credit, None);
    assert_eq!(credit_of(&work, 1, &Under::Missing).unwrap().pictures.len(), 3);
}

#[test]
fn a_picture_moves_to_a_block_and_is_numbered_by_its_place() {
    let work = work();
    let story = place(&work, &PictureId("p2".into()), BytePos(2)).unwrap();
    assert_eq!(story.pictures[0].id, PictureId("p2".into()));
    assert_eq!(story.pictures[0].at, BytePos(0));
}

/// One gesture: what, on which block, and with which role, picture or place.
fn gesture(work: &StoryWork, (what, block, with): (u8, usize, usize)) -> Option<Story> {
    let block = block % work.story.blocks.len();
    let under = match with % 4 {
        0 => Under::Nothing,
        1 => Under::Missing,
        _ => Under::Picture(work.story.pictures.get(with % work.story.pictures.len().max(1))?.id.clone()),
    };
    let picture = work.story.pictures.get(with % work.story.pictures.len().max(1)).map(|p| p.id.clone());
    let pos = BytePos::from_index(with * 7 % (TEXT.len() + 2));
    match what {
        0 => set_roles(work, block..=block + with % 3, Role::ALL[with % 8]),
        1 => split(work, pos),
        2 => join(work, block..=block + with % 3),
        3 => caption_of(work, block, &under),
        4 => credit_of(work, block, &under),
        5 => uncaption(work, &picture?),
        6 => swap_captions(work, &picture?, &work.story.pictures.first()?.id),
        _ => place(work, &picture?, pos),
    }
}

proptest! {
    #[test]
    fn whatever_is_done_it_divides_the_text_and_undo_brings_all_back(
        gestures in proptest::collection::vec((0..8_u8, 0..12_usize, 0..64_usize), 1..24)
    ) {
        let mut project = Project::new("structure");
        let id = slug_from("talks", |_| false);
        project.apply(Edit::Shelf { id: id.clone(), to: Some(Box::new(work())) }).unwrap();
        let mut trail = Vec::new();
        for step in gestures {
            let Some(story) = gesture(project.story(&id).unwrap(), step) else { continue };
            let before = project.clone();
            let back = project.apply(Edit::Story { id: id.clone(), to: Arc::new(story) }).unwrap();
            let work = project.story(&id).unwrap();
            prop_assert!(work.story.divides(&work.text));
            prop_assert!(work.story.blocks.iter().all(|block| !block.range.is_empty()));
            // No word of a block goes missing: all that lies between blocks is blank or was before.
            let shown = |work: &StoryWork| -> String {
                work.story.blocks.iter().flat_map(|b| work.text.slice(b.range).unwrap().split_whitespace()).collect()
            };
            let (was, is) = (shown(before.story(&id).unwrap()), shown(work));
            prop_assert!(is.replace('/', "") == was.replace('/', ""), "{} {}", was, is);
            let mut held = std::collections::BTreeSet::new();
            for picture in &work.story.pictures {
                prop_assert!(work.text.floor(picture.at) == picture.at && picture.at <= work.text.end());
                if let Some(Caption::InText(range)) = picture.caption {
                    let block = Block { role: Role::Caption, range };
                    prop_assert!(work.story.blocks.contains(&block), "{:?}", picture);
                    prop_assert!(held.insert(range), "one caption under two pictures");
                }
            }
            let ids: std::collections::BTreeSet<_> = work.story.pictures.iter().map(|p| &p.id).collect();
            prop_assert_eq!(ids.len(), work.story.pictures.len());
            trail.push((before, back));
        }
        for (before, back) in trail.into_iter().rev() {
            project.apply(back).unwrap();
            prop_assert!(project == before);
        }
    }
}
