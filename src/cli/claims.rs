use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::output::{Failure, complain, stdout};
use super::rows::{self, Row};
use crate::claims::FieldId;
use crate::store;

/// What `pressmark claims` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The project's folder.
    project: PathBuf,
    /// Only the claims of this story.
    #[arg(long)]
    story: Option<String>,
    /// Only the claims of this coder.
    #[arg(long)]
    coder: Option<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// For spreadsheets (RFC 4180).
    Csv,
    /// For programs, one JSON object a line.
    Jsonl,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let opened = store::open(&arguments.project)?;
    let project = &opened.project;
    let wanted = |name: &str, filter: &Option<String>| filter.as_ref().is_none_or(|only| only == name);
    if let Some(story) = &arguments.story
        && !project.stories.keys().any(|id| id.as_str() == story)
    {
        return Err(Failure::Data(format!("there is no story called {}", crate::story::visible(story))));
    }
    if let Some(coder) = &arguments.coder
        && !project.coders().iter().any(|id| id.as_str() == coder)
    {
        return Err(Failure::Data(format!("there is no coder called {}", crate::story::visible(coder))));
    }
    let rows: Vec<Row> = project
        .stories
        .iter()
        .filter(|(id, _)| wanted(id.as_str(), &arguments.story))
        .flat_map(|(id, work)| work.coders.keys().map(move |coder| (id, work, coder)))
        .filter(|(_, _, coder)| wanted(coder.as_str(), &arguments.coder))
        .flat_map(|(id, work, coder)| rows::of(id, work, coder))
        .collect();
    let fields = rows::field_names(&project.codebook, &rows);
    let mut out = stdout();
    match arguments.format {
        Format::Table => table(&mut out, &rows, &fields),
        Format::Csv => csv(&mut out, &rows, &fields),
        Format::Jsonl => rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut out, row)?;
            writeln!(out)
        }),
    }?;
    out.flush()?;
    for finding in &opened.findings {
        complain(&finding.to_string());
    }
    Ok(if opened.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The names of the columns, with one for each field.
fn header(fields: &[FieldId]) -> Vec<String> {
    let before = ["story", "coder", "kind", "quote"];
    let after = ["note", "start", "end", "regions"];
    let fields = fields.iter().map(FieldId::as_str);
    before.into_iter().chain(fields).chain(after).map(str::to_owned).collect()
}

fn csv(out: &mut impl Write, rows: &[Row], fields: &[FieldId]) -> std::io::Result<()> {
    for cells in std::iter::once(header(fields)).chain(rows.iter().map(|row| row.cells(fields))) {
        let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
fn csv_cell(cell: &str) -> String {
    let formula = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    let guard = if cell.trim_start_matches(' ').starts_with(formula) { "'" } else { "" };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{guard}{cell}")
    }
}

/// The widest a column of the table becomes, in columns of the terminal.
const WIDEST: usize = 40;

fn table(out: &mut impl Write, rows: &[Row], fields: &[FieldId]) -> std::io::Result<()> {
    let shown = |cells: Vec<String>| -> Vec<String> { cells.iter().map(|cell| shortened(cell)).collect() };
    let lines: Vec<Vec<String>> = std::iter::once(shown(header(fields)))
        .chain(rows.iter().map(|row| shown(row.cells(fields))))
        .collect();
    let columns = lines[0].len();
    let widths: Vec<usize> = (0..columns)
        .map(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or_default())
        .collect();
    for line in lines {
        let mut printed = String::new();
        for (cell, &wide) in line.iter().zip(&widths) {
            printed.push_str(cell);
            printed.extend(std::iter::repeat_n(' ', wide - width(cell) + 2));
        }
        writeln!(out, "{}", printed.trim_end())?;
    }
    Ok(())
}

/// The cell without anything that would act on a terminal, cut to fit.
fn shortened(cell: &str) -> String {
    let cell = crate::story::visible(cell);
    if width(&cell) <= WIDEST {
        return cell;
    }
    let mut short = String::new();
    for character in cell.chars() {
        if width(&short) + character_width(character) >= WIDEST {
            break;
        }
        short.push(character);
    }
    short + "\u{2026}"
}

/// How many columns of a terminal a text takes: near enough to keep columns straight.
fn width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1", "+1", "-1", "@SUM", "\t=1", "  =1", "\u{ff1d}1"] {
            assert!(csv_cell(bad).trim_start_matches('"').starts_with('\''), "{bad:?}");
        }
        assert_eq!(csv_cell("a-1"), "a-1");
        assert_eq!(csv_cell("he said \"no\", twice"), "\"he said \"\"no\"\", twice\"");
    }

    #[test]
    fn long_cells_are_cut_to_columns() {
        assert_eq!(width(&shortened(&"新".repeat(40))), 39);
        assert_eq!(shortened("a\u{1b}[0m"), "a‹U+001B›[0m");
    }
}
