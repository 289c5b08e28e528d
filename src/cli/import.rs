use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::output::{Failure, complain};
use crate::claims::CoderId;
use crate::import::{Encoding, Group, Manner, Shelving, group, into_edit, read_story_as};
use crate::project::Session;
use crate::store::{self, Opened, ProjectLock, Saver};
use crate::story::visible;

/// How long a save may take; one that cannot succeed is given up at once.
const PATIENCE: Duration = Duration::from_secs(600);

/// Adds stories to a project.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Texts and web pages, each followed by the pictures that belong to it; or pictures alone.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The project's folder.
    #[arg(long, value_name = "PROJECT")]
    into: PathBuf,
    /// Reads the texts in this encoding, whatever they look like: utf-8, gbk, windows-1252 …
    #[arg(long, value_name = "NAME", value_parser = super::encoding)]
    encoding: Option<Encoding>,
    /// Prints one JSON object for other programs.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    Ok(arguments.run()?)
}

/// What an import did.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// The stories given, those the project had already included.
    stories: Vec<StoryReport>,
    /// What could not be imported, and why.
    errors: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StoryReport {
    id: String,
    /// Whether the project had it before.
    known: bool,
    file: String,
    headline: String,
    blocks: usize,
    pictures: usize,
    notes: Vec<String>,
}

impl Arguments {
    /// Does it: what was made goes to standard output once it is on the disk, what could not to
    /// standard error.
    ///
    /// # Errors
    /// If neither can be written to.
    fn run(&self) -> io::Result<ExitCode> {
        let report = self.import();
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        } else {
            for story in &report.stories {
                story.print(&mut out)?;
            }
        }
        for error in &report.errors {
            writeln!(io::stderr(), "pressmark: {}", visible(error))?;
        }
        Ok(if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn import(&self) -> Report {
        let refused = |error: String| Report { errors: vec![error], ..Report::default() };
        let groups = match group(&self.files) {
            Ok(groups) => groups,
            Err(error) => return refused(error.to_string()),
        };
        match store::open(&self.into) {
            Ok(opened) => import_into(opened, &groups, Manner { encoding: self.encoding }),
            Err(error) => refused(error.to_string()),
        }
    }
}

fn import_into(opened: Opened, groups: &[Group], manner: Manner) -> Report {
    let Opened { project, folder, .. } = opened;
    // A new story is a folder of its own: it gets in nobody's way.
    if let Some(holder) = ProjectLock::holder(&folder) {
        complain(&format!(
            "the project is open elsewhere: {holder}. The stories are added, and show there too"
        ));
    }
    let saver = Saver::start(folder.clone(), project.clone());
    // No claims are made, so it does not matter whose they would be.
    let mut session = Session::new(project, CoderId::nearest("import"));
    let mut report = Report::default();
    for group in groups {
        match import_one(&mut session, &folder, &saver, (group, manner)) {
            Ok(story) => report.stories.push(story),
            Err(error) => report.errors.push(error),
        }
    }
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    if let Err(failure) = saver.finish(PATIENCE) {
        // What is not on the disk was not made.
        report.stories.retain(|story| story.known);
        report.errors.push(failure.to_string());
    }
    report
}

fn import_one(
    session: &mut Session,
    folder: &store::Folder,
    saver: &Saver,
    (group, manner): (&Group, Manner),
) -> Result<StoryReport, String> {
    let imported = read_story_as(&group.text, &group.pictures, manner).map_err(|error| error.to_string())?;
    let headline = imported.story.headline.clone();
    let (blocks, pictures) = (imported.story.blocks.len(), imported.story.pictures.len());
    let shelving = into_edit(session.project(), imported, |id| folder.is_taken(id));
    let (id, known, notes) = match shelving {
        Shelving::Known { id } => (id, true, Vec::new()),
        Shelving::New { id, edit, files, notes } => {
            // The edit first: a project that refuses it must get no files either.
            session.perform("import", edit).map_err(|error| error.to_string())?;
            for file in files {
                saver.attach(&id, file);
            }
            (id, false, notes)
        }
    };
    let file = shown(&group.text);
    Ok(StoryReport { id: id.to_string(), known, file, headline, blocks, pictures, notes })
}

impl StoryReport {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { id, file, headline, blocks, pictures, .. } = self;
        if self.known {
            return writeln!(out, "{id}: the project had it already ({})", visible(file));
        }
        writeln!(out, "{id}: {} (blocks: {blocks}, pictures: {pictures})", visible(headline))?;
        self.notes.iter().try_for_each(|note| writeln!(out, "  {}", visible(note)))
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
