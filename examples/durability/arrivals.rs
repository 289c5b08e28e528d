//! The ways on which stories and texts come in, as the window has them do.

use std::fs;
use std::sync::Arc;

use pressmark::claims::ClaimId;
use pressmark::import::understand;
use pressmark::project::{Edit, Project, Reimport, Session, StoryWork, earlier_texts, waiting};
use pressmark::store::{Attachment, Folder, Place, further_source};
use pressmark::story::{Picture, PictureFile, PictureId, Story, StoryText, TextHash};

use super::paths::{Desk, Trouble, told};
use super::world::{STORIES, kim, slug, story, turn};

/// How many stories come in with one step.
const AT_ONCE: u64 = 2;

/// A story with its files.
type Whole = (StoryWork, Vec<Attachment>);

/// A story with a picture and what it was imported from.
pub fn with_files(name: &str) -> Whole {
    let mut work = story(name);
    let bytes: Arc<[u8]> = format!("picture of {name}").repeat(50).into_bytes().into();
    let file = format!("{}.png", &TextHash::of(&bytes).0[..16]);
    let story = Arc::make_mut(&mut work.story);
    story.source = Some("source.txt".to_owned());
    story.pictures.push(Picture {
        id: PictureId("p1".to_owned()),
        at: Default::default(),
        file: Some(PictureFile { name: file.clone(), original: "picture.png".to_owned() }),
        caption: None,
        credit: None,
        alt: None,
        url: None,
    });
    let picture = Attachment { place: Place::Picture, name: file, bytes: bytes.clone() };
    let source = Attachment { place: Place::Source, name: "source.txt".to_owned(), bytes };
    (work, vec![picture, source])
}

fn name_of(revision: u64, one: u64) -> String {
    format!("story-{revision}-{one}")
}

/// Stories made aside one after the other, which then come into the project as one step.
pub fn bring(desk: &mut Desk, revision: u64) -> Result<(), Trouble> {
    let porter = desk.saver.porter();
    let mut edits = Vec::new();
    for one in 1..=AT_ONCE {
        let id = slug(&name_of(revision, one));
        if desk.session.project().story(&id).is_some() {
            // An earlier try was ended between the stories; the import knows this one.
            continue;
        }
        let (work, files) = with_files(id.as_str());
        porter.bring(&id, &work, files);
        edits.push(Edit::Shelf { id, to: Some(Box::new(work)) });
    }
    desk.perform(format!("import {AT_ONCE} stories"), Edit::Batch(edits))?;
    desk.kept()
}

/// The picture of a revision, by the name its content gives it.
fn by_hand(revision: u64) -> (PictureFile, Attachment) {
    let original = format!("photo-{revision}.png");
    let bytes: Arc<[u8]> = original.repeat(60).into_bytes().into();
    let name = format!("{}.png", &TextHash::of(&bytes).0[..16]);
    (PictureFile { name: name.clone(), original }, Attachment { place: Place::Picture, name, bytes })
}

/// Pictures laid into the folder of a story that is there, and then named in it. An earlier try may have
/// failed, so those the story lacks come along.
pub fn lay(desk: &mut Desk, revision: u64) -> Result<(), Trouble> {
    let id = slug(STORIES[0]);
    let mut to = Story::clone(&desk.session.project().stories[&id].story);
    for missing in to.pictures.len() as u64 + 1..=revision {
        let (file, attachment) = by_hand(missing);
        desk.saver.lay(&id, attachment).recv().map_err(told)?.map_err(told)?;
        to = to.with_picture(Default::default(), file).0;
    }
    desk.perform("add picture".to_owned(), Edit::Story { id, to: to.into() })?;
    desk.kept()
}

/// How many pictures were added: each must lie there, whole.
pub fn laid(session: &Session, folder: &Folder) -> Result<u64, Trouble> {
    let id = slug(STORIES[0]);
    let work = session.project().story(&id).ok_or("the story is gone")?;
    let count = work.story.pictures.len() as u64;
    for revision in 1..=count {
        let (should, attachment) = by_hand(revision);
        if !work.story.pictures.iter().any(|picture| picture.file.as_ref() == Some(&should)) {
            return Err(format!("the picture of revision {revision} is not named"));
        }
        let there = fs::read(folder_of(folder, id.as_str(), Place::Picture).join(should.name));
        if there.map_err(told)? != *attachment.bytes {
            return Err(format!("the picture of revision {revision} is not what was given"));
        }
    }
    Ok(count)
}

/// How many times stories were brought: each must be whole, and none missing of those before the last.
pub fn brought(session: &Session, folder: &Folder) -> Result<u64, Trouble> {
    let stories = &session.project().stories;
    for (id, is) in stories {
        is_whole(is, &with_files(id.as_str()), &|place, name| {
            folder_of(folder, id.as_str(), place).join(name)
        })
        .map_err(|what| format!("{id}: {what}"))?;
    }
    let all = |revision: &u64| (1..=AT_ONCE).all(|one| stories.contains_key(&slug(&name_of(*revision, one))));
    let full = (1..).take_while(all).count() as u64;
    let known = |id: &str| (1..=full + 1).any(|of| (1..=AT_ONCE).any(|one| id == name_of(of, one)));
    match stories.keys().find(|id| !known(id.as_str())) {
        Some(id) => Err(format!("{id} is there, but not all that came before it")),
        None => Ok(full),
    }
}

fn folder_of(folder: &Folder, id: &str, place: Place) -> std::path::PathBuf {
    let within = match place {
        Place::Picture => "pictures",
        Place::Source => "source",
    };
    folder.root().join("stories").join(id).join(within)
}

fn is_whole(
    is: &StoryWork,
    (should, files): &Whole,
    path: &dyn Fn(Place, &str) -> std::path::PathBuf,
) -> Result<(), Trouble> {
    if is.text != should.text || is.story != should.story {
        return Err("not what was imported".to_owned());
    }
    for file in files {
        let there = fs::read(path(file.place, &file.name)).map_err(told)?;
        if *there != *file.bytes {
            return Err(format!("{} is not what came", file.name));
        }
    }
    Ok(())
}

/// The source a text is taken from.
fn page(revision: u64) -> String {
    let base = story(STORIES[0]);
    format!("Day {revision} of the talks.\n\n{}", base.text.as_str())
}

/// What the import makes of it.
fn read(revision: u64) -> Result<(Story, StoryText), Trouble> {
    let draft = understand("page.txt", page(revision).as_bytes()).map_err(told)?;
    Ok((draft.story, draft.text))
}

/// Claims to be carried along.
pub fn claim(desk: &mut Desk) -> Result<(), Trouble> {
    let edit = turn(desk.session.project(), &STORIES[..1], false, 1);
    desk.perform("tag".to_owned(), edit)?;
    desk.written()
}

/// A story taken from a better source: its text, its claims and the source, as the window does it.
pub fn correct(desk: &mut Desk, revision: u64) -> Result<(), Trouble> {
    let id = slug(STORIES[0]);
    let (mut story, text) = read(revision)?;
    let file = further_source(&desk.folder, &id, "page.txt", page(revision).into_bytes().into());
    story.source = Some(file.name.clone());
    let work = &desk.session.project().stories[&id];
    let made = Reimport::of(work, &kim(), story, text).ok_or("nothing would change")?;
    let edit = made.into_edit((&id, work), &kim());
    desk.session.perform(format!("revision {revision}"), edit).map_err(told)?;
    desk.saver.attach(&id, file);
    let unsaved = desk.session.take_unsaved();
    desk.saver.keep(desk.session.project(), unsaved);
    desk.kept()
}

/// Which text the story has; its source must be there, no claim gone, and none without its text.
pub fn corrected(session: &Session, folder: &Folder, attempted: u64) -> Result<u64, Trouble> {
    let id = slug(STORIES[0]);
    let work = session.project().story(&id).ok_or("the story is gone")?;
    let mut revision = None;
    for candidate in 0..=attempted {
        let text = if candidate == 0 { story(STORIES[0]).text } else { read(candidate)?.1 };
        if work.text == text {
            revision = Some(candidate);
        }
    }
    let revision = revision.ok_or("a text nobody wrote")?;
    if revision > 0 {
        let name = work.story.source.as_deref().ok_or("no source")?;
        let there = fs::read(folder_of(folder, id.as_str(), Place::Source).join(name)).map_err(told)?;
        if there != page(revision).as_bytes() {
            return Err("another source than the text was taken from".to_owned());
        }
    }
    let claims = &work.work_of(&kim()).ok_or("the claims are gone")?.claims;
    if !claims.keys().copied().eq((1..=12).map(ClaimId)) {
        return Err("claims are gone".to_owned());
    }
    // Those whose file could not follow yet wait for review beside their text.
    let earlier = earlier_texts(session, &id);
    if let Some(lost) = waiting(work, &kim(), &earlier).iter().find(|waiting| waiting.home.is_none()) {
        return Err(format!("the passage {:?} is in no text", lost.passage.quote()));
    }
    Ok(revision)
}

/// Whether every passage stands in the story's text.
pub fn all_stand(project: &Project) -> bool {
    let work = &project.stories[&slug(STORIES[0])];
    let claims = work.work_of(&kim()).into_iter().flat_map(|own| own.claims.values());
    claims.flat_map(|claim| &claim.passages).all(|passage| passage.stands_in(&work.text))
}
