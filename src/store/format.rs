//! The canonical text of the project's files, and what is wrong with text that is not.

use std::collections::HashMap;

use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::finding::Damage;
use crate::claims::ClaimId;

/// The number at the head of each file. It can only be the present one: a file of another format
/// does not parse, and [`parse`] then says whose it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub(super) struct Format;

impl Format {
    const NUMBER: u32 = 1;
}

impl TryFrom<u32> for Format {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, String> {
        if number == Self::NUMBER { Ok(Self) } else { Err(format!("there is no format {number}")) }
    }
}

impl From<Format> for u32 {
    fn from(_: Format) -> Self {
        Format::NUMBER
    }
}

/// Canonical text: one record a line, two spaces, `\n` everywhere, so that it is the same on every
/// system and a line of a diff is a record.
pub(super) fn canonical<T: Serialize>(file: &T) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ").depth_limit(2);
    let mut text = ron::ser::to_string_pretty(file, config)?;
    text.push('\n');
    Ok(text)
}

/// Reads a file's text, canonical or not.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Damage> {
    ron::from_str(text).map_err(|error| {
        if let Some(line) = conflict(text) {
            return Damage::new(
                "holds an unresolved merge",
                "Pressmark leaves it as it is: settle the merge in git, then open the project again.",
            )
            .on_line(line);
        }
        match number_at_head(text) {
            Some(number) if number > u64::from(Format::NUMBER) => Damage::new(
                format!("was written by a newer Pressmark (format {number})"),
                "Pressmark leaves it as it is: open the project with that version.",
            ),
            _ => {
                let at = error.span.start;
                Damage::to_mend(format!("does not make sense at column {}: {}", at.col, error.code))
                    .on_line(at.line)
            }
        }
    })
}

/// The line with the first mark that git leaves where two versions clash.
fn conflict(text: &str) -> Option<usize> {
    text.lines().position(|line| line.starts_with("<<<<<<<")).map(|index| index + 1)
}

/// The format number at the head of a file whose other fields may mean nothing to us.
fn number_at_head(text: &str) -> Option<u64> {
    let mut rest = text;
    for part in ["(", "format", ":"] {
        rest = rest.trim_start().strip_prefix(part)?;
    }
    let digits = rest.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Whether a file's text says that it is of a format before the present one.
pub(super) fn is_older(text: &str) -> bool {
    number_at_head(text).is_some_and(|number| number < u64::from(Format::NUMBER))
}

/// The line in which `needle` first stands, from 1.
pub(super) fn line_of(text: &str, needle: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(needle)).map(|index| index + 1)
}

/// The line in which each claim of a claims file begins, from 1.
pub(super) fn claim_lines(text: &str) -> HashMap<ClaimId, usize> {
    let mut lines = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        // The first text of a record is its id.
        if let Some(id) = line.split('"').nth(1).and_then(|id| ClaimId::try_from(id.to_owned()).ok()) {
            lines.entry(id).or_insert(index + 1);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        format: Format,
        lines: Vec<(u8, u8)>,
    }

    #[test]
    fn one_record_a_line() {
        let file = File { format: Format, lines: vec![(1, 2), (3, 4)] };
        let text = canonical(&file).unwrap();
        assert_eq!(text, "(\n  format: 1,\n  lines: [\n    (1, 2),\n    (3, 4),\n  ],\n)\n");
        assert_eq!(parse::<File>(&text), Ok(file));
    }

    #[test]
    fn says_whose_an_unknown_format_is() {
        let problem = |text: &str| parse::<File>(text).unwrap_err().problem;
        assert!(problem("( format : 999, later: [])").contains("newer Pressmark (format 999)"));
        assert!(problem("(format: 0, lines: [])").contains("no format 0"));
        assert!(problem("(format: -1, lines: [])").contains("does not make sense"));
        assert!(problem("(format: \"3\", lines: [])").contains("does not make sense"));
        assert!(problem("(lines: [])").contains("format"));
    }
}
