use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::output::{Failure, complain};
use crate::claims::CoderId;
use crate::import::{Batch, Came, Encoding, Fate, Line, Manner, Plan, Progress, Report};
use crate::project::Session;
use crate::store::{self, Opened, Porter, ProjectLock, Saver};
use crate::story::visible;

/// How long a save may take; one that cannot succeed is given up at once.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often it is asked whether the disk takes anything.
const LOOK: Duration = Duration::from_secs(1);

/// Adds stories to a project.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Texts and web pages, each followed by the pictures that belong to it; pictures alone; or
    /// folders, with all that is in them.
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
    let report = arguments.import();
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &Printed::of(&report)).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for line in report.lines.iter().filter(|line| !matches!(line.fate, Fate::Failed(_))) {
            writeln!(out, "{line}")?;
        }
        if report.lines.len() > 1 {
            writeln!(out, "{}", report.summary())?;
        }
    }
    for line in report.lines.iter().filter(|line| matches!(line.fate, Fate::Failed(_))) {
        complain(&line.to_string());
    }
    Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The report for other programs.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    /// The stories given, those that were there already included.
    stories: Vec<PrintedStory<'a>>,
    /// What was left out although nothing is wrong with it.
    skipped: Vec<PrintedSkip<'a>>,
    /// What could not be imported, and why.
    errors: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PrintedStory<'a> {
    id: &'a str,
    /// Whether the same text was there before.
    known: bool,
    /// Whether that came in just before, with this very import.
    just_now: bool,
    file: &'a str,
    headline: &'a str,
    blocks: usize,
    pictures: usize,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct PrintedSkip<'a> {
    file: &'a str,
    why: &'a str,
}

impl<'a> Printed<'a> {
    fn of(report: &'a Report) -> Self {
        let mut printed = Self { stories: Vec::new(), skipped: Vec::new(), errors: Vec::new() };
        for line in &report.lines {
            let file = line.file.as_str();
            match &line.fate {
                Fate::Made { id, headline, blocks, pictures, notes } => printed.stories.push(PrintedStory {
                    id: id.as_str(),
                    known: false,
                    just_now: false,
                    file,
                    headline,
                    blocks: *blocks,
                    pictures: *pictures,
                    notes,
                }),
                Fate::Known { id, headline, just_now } => printed.stories.push(PrintedStory {
                    id: id.as_str(),
                    known: true,
                    just_now: *just_now,
                    file,
                    headline,
                    blocks: 0,
                    pictures: 0,
                    notes: &[],
                }),
                Fate::Skipped(why) => printed.skipped.push(PrintedSkip { file, why }),
                Fate::Failed(why) => printed.errors.push(why.clone()),
            }
        }
        printed
    }
}

impl Arguments {
    fn import(&self) -> Report {
        match store::open(&self.into) {
            Ok(opened) => self.import_into(opened),
            Err(error) => refused(error.to_string()),
        }
    }

    fn import_into(&self, opened: Opened) -> Report {
        let Opened { project, folder, .. } = opened;
        // A new story is a folder of its own: it gets in nobody's way.
        if let Some(holder) = ProjectLock::holder(&folder) {
            complain(&format!(
                "the project is open elsewhere: {holder}. The stories are added, and show there too"
            ));
        }
        let progress = Progress::default();
        let plan = Plan::of(&self.files, &progress);
        let manner = Manner { encoding: self.encoding };
        let batch = Batch::new(plan, &project, folder.clone(), progress.clone()).read_as(manner);
        let saver = Saver::start(folder, project.clone());
        let porter = saver.porter();
        // No claims are made, so it does not matter whose they would be.
        let mut session = Session::new(project, CoderId::nearest("import"));
        let mut shown = Shown::new(progress);
        let mut report = Report::default();
        for came in batch {
            if let Err(why) = room(&porter) {
                report.lines.push(Line::failed(came.line.file, why));
                break;
            }
            report.lines.push(put(&mut session, &saver, &porter, came));
            shown.update();
        }
        shown.clear();
        if let Err(failure) = saver.finish(PATIENCE) {
            // What is not on the disk was not made.
            report.lines.retain(|line| !matches!(line.fate, Fate::Made { .. }));
            report.lines.push(Line::failed("", failure.to_string()));
        }
        report
    }
}

fn refused(why: String) -> Report {
    Report { lines: vec![Line::failed("", why)], left: 0 }
}

/// Waits until the disk has taken enough of what came before; why it takes nothing.
fn room(porter: &Porter) -> Result<(), String> {
    while !porter.wait(LOOK) {
        if let Some(failure) = porter.failure() {
            return Err(failure.to_string());
        }
    }
    Ok(())
}

/// Puts a story on the shelf at once: what was imported stays if the rest is broken off.
fn put(session: &mut Session, saver: &Saver, porter: &Porter, came: Came) -> Line {
    let Some(story) = came.story else { return came.line };
    // The edit first: a project that refuses it must get no files either.
    if let Err(error) = session.perform("import", story.edit()) {
        return Line::failed(came.line.file, error.to_string());
    }
    porter.bring(&story.id, &story.work, story.files);
    let unsaved = session.take_unsaved();
    saver.keep(session.project(), unsaved);
    came.line
}

/// How far it is, on a terminal.
struct Shown {
    progress: Progress,
    terminal: bool,
    last: std::time::Instant,
    any: bool,
}

impl Shown {
    fn new(progress: Progress) -> Self {
        let last = std::time::Instant::now();
        Self { progress, terminal: io::stderr().is_terminal(), last, any: false }
    }

    fn update(&mut self) {
        if !self.terminal || self.last.elapsed() < Duration::from_millis(200) {
            return;
        }
        self.last = std::time::Instant::now();
        self.any = true;
        let (done, all) = self.progress.so_far();
        let name: String = visible(&self.progress.current()).chars().take(50).collect();
        // Should it be closed, there is nobody to tell.
        let _ = write!(io::stderr(), "\r\u{1b}[2K{done} of {all}  {name}");
    }

    fn clear(&self) {
        if self.any {
            let _ = write!(io::stderr(), "\r\u{1b}[2K");
        }
    }
}
