//! Makes the sample project from `assets/sample`, by the ways the program itself goes: import,
//! edits, saver. Every run gives the same bytes.
//!
//! ```text
//! cargo run --example make_sample [FOLDER]
//! ```
//!
//! FOLDER, by default `saves/korea-talks`, must be new or empty.

mod actors;
mod claims;
mod script;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pressmark::claims::{CoderId, KindId};
use pressmark::import::{Shelving, into_edit, read_story};
use pressmark::project::{Edit, Session, Status};
use pressmark::store::{self, Saver};
use pressmark::story::{PictureId, Story, StoryId};

/// Anything that goes wrong ends the run and is printed.
pub type Problem = Box<dyn std::error::Error>;

/// The project's id in every run.
const PROJECT_ID: &str = "6b6f7265612d7461";

fn main() -> Result<(), Problem> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args_os().nth(1).map_or_else(|| home.join("saves/korea-talks"), PathBuf::from);
    make(&home.join("assets/sample"), &folder)?;
    println!("made {}", folder.display());
    Ok(())
}

fn make(sources: &Path, folder: &Path) -> Result<(), Problem> {
    let fresh = store::create(folder, "Korea talks 2018")?.project.id;
    fix_project_id(folder, &fresh)?;
    let opened = store::open(folder)?;
    let saver = Saver::start(opened.folder, opened.project.clone());
    let mut session = Session::new(opened.project, CoderId::try_from("kim".to_owned())?);

    for actor in actors::actors()? {
        session.perform("add actor", Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) })?;
    }
    let pictures = ["korea_bmng.jpg", "korea_night.jpg", "korea_locator.png"];
    let main = import(&mut session, &saver, sources, "three-capitals.txt", &pictures)?;
    correct(&mut session, &main, |story| {
        story.outlet = Some("Korea desk".to_owned());
        story.date = Some(jiff::civil::date(2018, 12, 24));
        // The import gives pictures to captions in order, but the map belongs to the last.
        move_file(story, "p3", "p5")?;
        describe(
            story,
            "p1",
            "NASA Blue Marble",
            "A satellite picture of the Korean Peninsula, green and brown between blue seas.",
        )?;
        describe(
            story,
            "p2",
            "NASA Black Marble",
            "A night picture: bright dots over the South, Japan and China, almost none over the North.",
        )?;
        describe(
            story,
            "p5",
            "Natural Earth",
            "A map with North Korea in red and South Korea in green; Pyongyang, Panmunjom and Seoul are marked.",
        )
    })?;
    let rail = import(&mut session, &saver, sources, "rail-survey.txt", &["korea_relief.jpg"])?;
    correct(&mut session, &rail, |story| {
        story.outlet = Some("Korea desk".to_owned());
        story.date = Some(jiff::civil::date(2018, 12, 22));
        describe(
            story,
            "p1",
            "Natural Earth",
            "A relief map: high mountains in the north-east of the peninsula, lower ones along its east coast.",
        )
    })?;
    let chinese = import(&mut session, &saver, sources, "talks-slow-zh.txt", &[])?;
    correct(&mut session, &chinese, |story| {
        story.outlet = Some("半岛新闻社".to_owned());
        story.date = Some(jiff::civil::date(2018, 12, 18));
        Ok(())
    })?;

    script::play(&mut session, &main, "kim", claims::three_capitals_kim())?;
    script::play(&mut session, &main, "lee", claims::three_capitals_lee())?;
    script::play(&mut session, &rail, "kim", claims::rail_survey_kim())?;
    script::play(&mut session, &chinese, "kim", claims::chinese_kim())?;
    for (story, coder, to) in [
        (&main, "kim", Status::InProgress),
        (&main, "lee", Status::InProgress),
        (&rail, "kim", Status::Done),
        (&chinese, "kim", Status::InProgress),
    ] {
        let coder = CoderId::try_from(coder.to_owned())?;
        session.perform("set status", Edit::Status { story: story.clone(), coder, to })?;
    }
    complain_of_unused_kinds(&session)?;

    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    saver.finish(Duration::from_secs(60))?;
    Ok(())
}

/// A new project has a random id; the sample's is the same in every run.
fn fix_project_id(folder: &Path, fresh: &str) -> Result<(), Problem> {
    let file = folder.join("project.ron");
    fs::write(&file, fs::read_to_string(&file)?.replace(fresh, PROJECT_ID))?;
    Ok(())
}

fn import(
    session: &mut Session,
    saver: &Saver,
    sources: &Path,
    text: &str,
    pictures: &[&str],
) -> Result<StoryId, Problem> {
    let pictures: Vec<PathBuf> = pictures.iter().map(|picture| sources.join(picture)).collect();
    let imported = read_story(&sources.join(text), &pictures)?;
    let Shelving::New { id, edit, files, .. } = into_edit(session.project(), imported, |_| false) else {
        return Err(format!("{text} is in the project already").into());
    };
    for file in files {
        saver.attach(&id, file);
    }
    session.perform("import", edit)?;
    Ok(id)
}

/// Corrects what no import can know.
fn correct(
    session: &mut Session,
    id: &StoryId,
    change: impl FnOnce(&mut Story) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let work = session.project().story(id).ok_or("the story is not in the project")?;
    let mut story = (*work.story).clone();
    change(&mut story)?;
    session.perform("correct metadata", Edit::Story { id: id.clone(), to: story.into() })?;
    Ok(())
}

fn describe(story: &mut Story, id: &str, credit: &str, alt: &str) -> Result<(), Problem> {
    let id = PictureId(id.to_owned());
    let picture = story.pictures.iter_mut().find(|picture| picture.id == id).ok_or("no such picture")?;
    picture.credit = Some(credit.to_owned());
    picture.alt = Some(alt.to_owned());
    Ok(())
}

fn move_file(story: &mut Story, from: &str, to: &str) -> Result<(), Problem> {
    let place =
        |id: &str| story.pictures.iter().position(|picture| picture.id.0 == id).ok_or("no such picture");
    let (from, to) = (place(from)?, place(to)?);
    story.pictures[to].file = story.pictures[from].file.take();
    Ok(())
}

/// A sample that leaves out a kind of the code book shows too little.
fn complain_of_unused_kinds(session: &Session) -> Result<(), Problem> {
    let project = session.project();
    let claims =
        project.stories.values().flat_map(|work| work.coders.values()).flat_map(|work| work.claims.values());
    let used: BTreeSet<&KindId> = claims.filter_map(|claim| claim.kind.as_ref()).collect();
    match project.codebook.kinds.iter().find(|kind| !used.contains(&kind.id)) {
        Some(kind) => Err(format!("no claim is a {}", kind.name).into()),
        None => Ok(()),
    }
}
