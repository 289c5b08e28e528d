//! Whole projects on disk, of any size, the same for the same seed.
//!
//! The library writes the first stories, each of its own; durably, as it writes everything, which
//! would take an hour for ten thousand. The others are copies of those with a headline, a day and
//! claims' ids of their own.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pressmark::claims::{Actor, Claim, ClaimId, CoderId, Passage, Region, Shape, Value};
use pressmark::project::{CoderWork, Edit, Project, Status, StoryWork, Touched};
use pressmark::store::{self, Attachment, Place, Saver};
use pressmark::story::{
    Block, Caption, Picture, PictureFile, PictureId, Role, Story, StoryId, StoryText, TextHash, TextRange,
};

use super::large::{Dice, text};

/// How many stories the library writes.
const OWN: usize = 50;
/// Claims of a story, shared out among the coders.
pub const CLAIMS: usize = 20;
/// Pictures of a story.
pub const PICTURES: usize = 2;
const CODERS: [(&str, usize); 3] = [("kim", 12), ("lee", 6), ("park", 2)];
const ACTORS: usize = 60;
/// Sizes of texts in bytes: the median is that of news stories, few are long, and one in fifty is
/// longer still; on average 7 KB.
const SIZES: [usize; 10] = [1_200, 2_000, 2_700, 3_300, 3_800, 4_000, 4_900, 6_200, 9_000, 24_000];

/// Makes a project of `stories` in `dir`, which is new or empty.
pub fn project(dir: &Path, stories: usize, seed: u64) {
    let mut dice = Dice::new(seed);
    let opened = store::create(dir, "Generated").unwrap();
    let mut project = opened.project;
    for number in 0..ACTORS {
        let actor = Actor::named(format!("actor-{number}").as_str().into(), &format!("Actor {number}"));
        project.apply(Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) }).unwrap();
    }
    let images: Vec<Arc<[u8]>> = (0..8).map(|number| image(number).into()).collect();
    let saver = Saver::start(opened.folder, project.clone());
    for number in 0..stories.min(OWN) {
        let bytes = if number == OWN - 1 { 60_000 } else { SIZES[number % SIZES.len()] };
        let id = slug(number);
        for picture in 0..PICTURES {
            let bytes = images[(number + picture) % images.len()].clone();
            saver.attach(&id, Attachment { place: Place::Picture, name: name_of(&bytes), bytes });
        }
        let work = story(number, bytes, &images, &mut dice);
        project.apply(Edit::Shelf { id, to: Some(Box::new(work)) }).unwrap();
    }
    let shelves = project.stories.keys().cloned().map(Touched::Shelf);
    saver.save(&project, &shelves.chain([Touched::Actors]).collect());
    saver.finish(Duration::from_secs(600)).unwrap();
    fix_id(dir, &project, seed);
    let home = dir.join("stories");
    for number in OWN..stories {
        let model = number % OWN;
        copy(&home.join(slug(model).as_str()), model, &home.join(slug(number).as_str()), number);
    }
}

fn slug(number: usize) -> StoryId {
    StoryId::try_from(format!("story-{number:05}")).unwrap()
}

fn headline(number: usize) -> String {
    format!("Story {number:05}: ministers of the peninsula weigh a rail survey against sanctions")
}

/// The days run back from the end of 2018.
fn day(number: usize) -> jiff::civil::Date {
    let days = i64::try_from(number % 3_000).unwrap();
    jiff::civil::date(2018, 12, 31).checked_sub(jiff::Span::new().days(days)).unwrap()
}

fn claim_id(story: usize, claim: usize) -> ClaimId {
    ClaimId(((story as u64) << 32) | (claim as u64 + 1))
}

/// The project is called the same in every run.
fn fix_id(dir: &Path, project: &Project, seed: u64) {
    let file = dir.join("project.ron");
    let text = fs::read_to_string(&file).unwrap().replace(&project.id, &format!("{seed:016x}"));
    fs::write(file, text).unwrap();
}

fn story(number: usize, bytes: usize, images: &[Arc<[u8]>], dice: &mut Dice) -> StoryWork {
    let text = StoryText::from_canonical(text(bytes, dice));
    let mut start = 0;
    let mut blocks = Vec::new();
    for (line_number, line) in text.as_str().lines().enumerate() {
        let role = if line_number == 0 { Role::Headline } else { Role::Paragraph };
        blocks.push(Block { role, range: TextRange::from_indices(start, start + line.len()) });
        start += line.len() + 1;
    }
    let picture = |index: usize| Picture {
        id: PictureId(format!("p{}", index + 1)),
        at: blocks[index.min(blocks.len() - 1)].range.start,
        file: Some(PictureFile {
            name: name_of(&images[(number + index) % images.len()]),
            original: format!("photo {index}.png"),
        }),
        caption: Some(Caption::Apart("Delegates on the way to the talks in January".to_owned())),
        credit: Some("Agency".to_owned()),
        alt: None,
        url: None,
    };
    let story = Story {
        outlet: Some(["The Example", "Korea Desk", "Wire"][number % 3].to_owned()),
        authors: vec!["A. Writer".to_owned()],
        date: Some(day(number)),
        language: Some("en".to_owned()),
        url: Some(format!("https://example.org/news/{number}")),
        pictures: (0..PICTURES).map(picture).collect(),
        ..Story::new(&headline(number), &text, blocks)
    };
    let mut work = StoryWork::new(story, text);
    let mut next = 0;
    for (coder, count) in CODERS {
        let claims = (next..next + count).map(|index| claim(number, index, &work.text, dice));
        let claims = claims.map(|claim| (claim.id, Arc::new(claim))).collect();
        let coder = CoderId::nearest(coder);
        work.coders.insert(coder, CoderWork { status: Status::ALL[number % 3], claims });
        next += count;
    }
    work
}

fn claim(story: usize, index: usize, text: &StoryText, dice: &mut Dice) -> Claim {
    let kind = ["stance", "quote", "fact"][dice.below(3)];
    let passage = |from: usize, length: usize| {
        let last = text.as_str().len();
        Passage::of(text, TextRange::from_indices(from.min(last - 2), (from + length).min(last)))
    };
    let at = text.as_str().len() / CLAIMS * index + dice.below(30);
    let length = 20 + dice.below(160);
    let mut claim = Claim::new(Some(kind.into()));
    claim.id = claim_id(story, index);
    claim.made = jiff::Timestamp::from_second(1_546_300_800 + index as i64).unwrap();
    claim.passages.extend(passage(at, length));
    let speaker = Value::Actor(format!("actor-{}", dice.below(ACTORS)).as_str().into());
    claim.fields.insert("speaker".into(), speaker);
    claim.fields.insert("sure".into(), Value::Choice("high".into()));
    if index.is_multiple_of(3) {
        claim.fields.insert("topic".into(), Value::Text("rail survey".to_owned()));
        claim
            .fields
            .extend(passage(at + length + 1, 9).map(|cue| ("cue".into(), Value::Passage(Box::new(cue)))));
    }
    if index.is_multiple_of(7) {
        let shape = Shape::rectangle((1_000, 2_000), (5_000, 7_500));
        claim.regions.push(Region { picture: PictureId("p1".to_owned()), shape });
    }
    claim
}

/// A small picture of its own colours.
fn image(number: u8) -> Vec<u8> {
    let colour = |x: u32, y: u32| image::Rgb([number * 30, (x * 4) as u8, (y * 5) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::from_fn(64, 48, colour).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Pictures are named by their content.
fn name_of(bytes: &[u8]) -> String {
    format!("{}.png", &TextHash::of(bytes).0[..16])
}

/// Copies the story `model` as the story `number`.
fn copy(from: &Path, model: usize, to: &Path, number: usize) {
    fs::create_dir_all(to.join("pictures")).unwrap();
    let half = |story: usize| format!("(id: \"{story:08x}");
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let name = entry.file_name().into_string().unwrap();
        if path.is_dir() {
            for picture in fs::read_dir(path).unwrap().flatten() {
                let target = target.join(picture.file_name());
                // Not every file system has links.
                if fs::hard_link(picture.path(), &target).is_err() {
                    fs::copy(picture.path(), target).unwrap();
                }
            }
        } else if name == "story.ron" {
            let text = fs::read_to_string(path).unwrap();
            let text = text.replace(&headline(model), &headline(number));
            fs::write(target, text.replace(&day(model).to_string(), &day(number).to_string())).unwrap();
        } else if name.ends_with(".claims.ron") {
            fs::write(target, fs::read_to_string(path).unwrap().replace(&half(model), &half(number)))
                .unwrap();
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}
