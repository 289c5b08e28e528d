use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::output::{Failure, complain, stdout};
use crate::analysis::review::{Bench, Case, Finding};
use crate::claims::{CodeBook, CoderId};
use crate::project::Status;
use crate::store;
use crate::story::{StoryId, visible};

/// What `pressmark review` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The project's folder.
    project: PathBuf,
    /// Only the claims of this coder; without it, everyone's.
    #[arg(long)]
    coder: Option<String>,
    /// For programs: one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// A finding as other programs see it.
#[derive(Serialize)]
struct Row<'r> {
    story: &'r str,
    coder: &'r str,
    claim: Option<String>,
    sort: &'static str,
    problem: String,
    remedy: &'static str,
    quote: Option<&'r str>,
}

/// Lists what is worth a second look. What an analyst dismissed in the window is remembered for that
/// analyst only, so it is listed here all the same.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let opened = store::open(&arguments.project)?;
    let project = &opened.project;
    let coders: Vec<&CoderId> = match &arguments.coder {
        None => project.coders().into_iter().collect(),
        Some(name) => {
            let known = project.coders().into_iter().find(|coder| coder.as_str() == name);
            let none = || Failure::Data(format!("there is no coder called {}", visible(name)));
            vec![known.ok_or_else(none)?]
        }
    };
    let bench = Bench::of(project);
    let mut out = stdout();
    let mut count = 0;
    for (id, work) in &project.stories {
        for coder in coders.iter().copied().filter(|coder| work.coders.contains_key(*coder)) {
            let case = Case::of(work, work.work_of(coder));
            let mut found = bench.review(&case);
            if case.status == Status::Done && !found.is_empty() {
                found.insert(0, Finding::unfinished(found.len()));
            }
            count += found.len();
            for finding in found {
                let row = row(&finding, (id, coder), &case, &bench.codebook);
                if arguments.json {
                    serde_json::to_writer(&mut out, &row).map_err(std::io::Error::from)?;
                    writeln!(out)
                } else {
                    line(&mut out, &row)
                }?;
            }
        }
    }
    if count == 0 && !arguments.json {
        writeln!(out, "nothing to review")?;
    }
    out.flush()?;
    for finding in &opened.findings {
        complain(&finding.to_string());
    }
    Ok(if opened.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn row<'r>(
    finding: &Finding,
    (story, coder): (&'r StoryId, &'r CoderId),
    case: &'r Case,
    book: &CodeBook,
) -> Row<'r> {
    Row {
        story: story.as_str(),
        coder: coder.as_str(),
        claim: finding.claim.map(|claim| claim.to_string()),
        sort: finding.sort().id(),
        problem: finding.words(book),
        remedy: finding.sort().remedy(),
        quote: finding.range.and_then(|range| case.text.slice(range)),
    }
}

/// How much of a quote stands in a line, in characters.
const QUOTE: usize = 50;

/// "slow-talks  kim  Quote without Speaker: “We wait”. Fill it in."
fn line(out: &mut impl Write, row: &Row<'_>) -> std::io::Result<()> {
    write!(out, "{}  {}  {}", row.story, visible(row.coder), visible(&row.problem))?;
    if let Some(quote) = row.quote {
        let short: String = quote.chars().take(QUOTE).collect();
        let more = if short.len() < quote.len() { "\u{2026}" } else { "" };
        write!(out, ": \u{201c}{}{more}\u{201d}", visible(&short.replace('\n', " ")))?;
    }
    writeln!(out, ". {}", row.remedy)
}
