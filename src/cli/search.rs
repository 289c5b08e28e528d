use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::output::{Failure, complain, stdout};
use crate::analysis::search::{self, Filter, Found, Hit, Names, Query, Room, Run, Shelf, Snapshot};
use crate::claims::{ActorId, CoderId, KindId};
use crate::project::Project;
use crate::store;
use crate::story::{TextRange, Unit, visible};

/// What `pressmark search` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The project's folder.
    project: PathBuf,
    /// The words; empty to list the claims that the options let through.
    query: String,
    /// The words are a regular expression.
    #[arg(long)]
    regex: bool,
    /// Only whole words.
    #[arg(long)]
    word: bool,
    /// Tell upper and lower case apart.
    #[arg(long)]
    case: bool,
    /// Only within claims of this kind (its id or name; "highlight" for those without); may be repeated.
    #[arg(long)]
    kind: Vec<String>,
    /// Only within claims that name this actor (its id or name); may be repeated.
    #[arg(long)]
    actor: Vec<String>,
    /// Only within claims of this coder; may be repeated.
    #[arg(long)]
    coder: Vec<String>,
    /// Only here; may be repeated. Without it, everywhere but in page furniture.
    #[arg(long = "in", value_enum)]
    places: Vec<Place>,
    /// Only stories of this day (2018-12-24) or later.
    #[arg(long)]
    from: Option<jiff::civil::Date>,
    /// Only stories of this day or earlier.
    #[arg(long)]
    until: Option<jiff::civil::Date>,
    /// For programs: one JSON object a line, positions in code points.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Place {
    /// The story's text.
    Text,
    /// Headlines.
    Headlines,
    /// What stands under pictures.
    Captions,
    /// Notes on claims.
    Notes,
    /// The values of claims' fields.
    Fields,
    /// Navigation, footers, advertisements.
    Furniture,
}

impl From<Place> for search::Place {
    fn from(place: Place) -> Self {
        match place {
            Place::Text => Self::Text,
            Place::Headlines => Self::Headlines,
            Place::Captions => Self::Captions,
            Place::Notes => Self::Notes,
            Place::Fields => Self::Fields,
            Place::Furniture => Self::Furniture,
        }
    }
}

/// A hit as other programs see it.
#[derive(Serialize)]
struct Row<'r> {
    story: &'r str,
    date: Option<String>,
    /// In what it was found; empty for the story's text.
    place: &'r str,
    coder: Option<&'r str>,
    claim: Option<String>,
    before: &'r str,
    hit: &'r str,
    after: &'r str,
    /// The first character of the hit in what it was found in, counted from 0 in code points.
    start: usize,
    /// One past its last.
    end: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let opened = store::open(&arguments.project)?;
    let project = &opened.project;
    let query = query(arguments, project)?;
    if query.is_empty() {
        return Err(Failure::Data(
            "there is nothing to search for: give words, or an option such as --kind".to_owned(),
        ));
    }
    let prepared = query
        .prepare()
        .map_err(|error| Failure::Data(format!("no regular expression: {}", visible(&error.to_string()))))?;
    let Shelf { stories, names } = Snapshot::of(project).shelve();
    let mut run = Run::start(prepared, names.clone(), || ());
    run.feed(&stories);
    run.close();
    let mut out = stdout();
    let bold = std::io::stdout().is_terminal();
    while let Some(batch) = run.wait() {
        for found in &batch.found {
            for hit in found.hits.iter() {
                if arguments.json {
                    json(&mut out, found, hit, &names)
                } else {
                    line(&mut out, found, hit, &names, bold)
                }?;
            }
        }
    }
    out.flush()?;
    for finding in &opened.findings {
        complain(&finding.to_string());
    }
    Ok(if opened.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn query(arguments: &Arguments, project: &Project) -> Result<Query, Failure> {
    let places: BTreeSet<search::Place> = arguments.places.iter().map(|place| (*place).into()).collect();
    let none = |what: &str, name: &str| Failure::Data(format!("there is no {what} called {}", visible(name)));
    let mut filter = Filter { from: arguments.from, until: arguments.until, ..Filter::default() };
    for name in &arguments.kind {
        filter.kinds.insert(kind(name, project).ok_or_else(|| none("kind", name))?);
    }
    for name in &arguments.actor {
        filter.actors.insert(actor(name, project).ok_or_else(|| none("actor", name))?);
    }
    for name in &arguments.coder {
        let coder = CoderId::try_from(name.clone()).ok().filter(|coder| project.coders().contains(coder));
        filter.coders.insert(coder.ok_or_else(|| none("coder", name))?);
    }
    Ok(Query {
        words: arguments.query.clone(),
        regex: arguments.regex,
        whole_word: arguments.word,
        match_case: arguments.case,
        places: if places.is_empty() { Query::default().places } else { places },
        filter,
    })
}

/// The kind of this id or name, among those of the code book and those that claims have.
fn kind(name: &str, project: &Project) -> Option<Option<KindId>> {
    let same = |other: &str| other.to_lowercase() == name.to_lowercase();
    if same("highlight") {
        return Some(None);
    }
    let known = project.codebook.kinds.iter().find(|kind| kind.id.as_str() == name || same(&kind.name));
    let used = || {
        let claims = project
            .stories
            .values()
            .flat_map(|work| work.coders.values())
            .flat_map(|work| work.claims.values());
        claims.filter_map(|claim| claim.kind.clone()).find(|kind| kind.as_str() == name)
    };
    known.map(|kind| kind.id.clone()).or_else(used).map(Some)
}

fn actor(name: &str, project: &Project) -> Option<ActorId> {
    let same = |other: &String| other.to_lowercase() == name.to_lowercase();
    // Also by an id that was merged away.
    let by_id = project.actors.get(&ActorId::from(name));
    let by_name = || project.actors.iter().find(|actor| same(&actor.name) || actor.aliases.iter().any(same));
    by_id.or_else(by_name).map(|actor| actor.id.clone())
}

/// The room of a line on a terminal.
const ROOM: Room = Room { side: 40, hit: 120 };

/// "2018-12-24  slow-talks  … the words before [the hit] and after …"
fn line(out: &mut impl Write, found: &Found, hit: Hit, names: &Names, bold: bool) -> std::io::Result<()> {
    let line = found.line(hit, names, ROOM);
    let date = found.story.story.date.map_or_else(|| "          ".to_owned(), |date| date.to_string());
    let (on, off) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let place = if line.place.is_empty() { String::new() } else { format!("{}: ", line.place) };
    let (before, words, after) = (&line.before, &line.hit, &line.after);
    writeln!(out, "{date}  {}  {place}{before}{on}{words}{off}{after}", found.story.id)
}

fn json(out: &mut impl Write, found: &Found, hit: Hit, names: &Names) -> std::io::Result<()> {
    let line = found.line(hit, names, ROOM);
    let claim = hit.at.claim().and_then(|which| found.story.claim(which));
    let words = found.words(hit, names);
    let TextRange { start, end } = hit.range;
    let row = Row {
        story: found.story.id.as_str(),
        date: found.story.story.date.map(|date| date.to_string()),
        place: &line.place,
        coder: claim.map(|(coder, _)| coder.coder.as_str()),
        claim: claim.map(|(_, claim)| claim.id.to_string()),
        before: &line.before,
        hit: &line.hit,
        after: &line.after,
        start: Unit::CodePoints.offset_of(&words, start),
        end: Unit::CodePoints.offset_of(&words, end),
    };
    serde_json::to_writer(&mut *out, &row)?;
    writeln!(out)
}
