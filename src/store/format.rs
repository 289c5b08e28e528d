//! The canonical text of the project's files, and what is wrong with text that is not.

use std::collections::HashMap;

use ron::error::SpannedError;
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::finding::Damage;
use super::unmerged;
use crate::claims::ClaimId;

/// The number of the present format, which every file is written in.
///
/// 1: the first. 2: claims may carry clashes, pictures their address. 3: links, outlines and points,
/// several codes at once, code hierarchies, merged actors, where a passage came from. 4: how far a file
/// goes into a journal that it is ahead of.
pub(super) const NEWEST: u32 = 4;

/// The number at the head of each file that is written.
pub(super) type Format = Number<NEWEST>;

/// The number at the head of a file of format `N`. It can only be that one: a record of one format
/// does not read a file of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub(super) struct Number<const N: u32>;

impl<const N: u32> TryFrom<u32> for Number<N> {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, String> {
        if number == N { Ok(Self) } else { Err(format!("there is no format {number}")) }
    }
}

impl<const N: u32> From<Number<N>> for u32 {
    fn from(_: Number<N>) -> Self {
        N
    }
}

/// A record that is a whole file, or a line of one that can be read by itself.
pub(super) trait Record: Serialize + DeserializeOwned {
    /// What it was in format 1.
    type V1: DeserializeOwned + Into<Self>;
    /// What it was in format 2.
    type V2: DeserializeOwned + Into<Self>;
    /// What it was in format 3.
    type V3: DeserializeOwned + Into<Self>;

    /// Reads it from text in the format of that number; unknown ones are taken for the present.
    fn read(text: &str, format: Option<u64>) -> Result<Self, SpannedError> {
        match format {
            Some(1) => ron::from_str::<Self::V1>(text).map(Into::into),
            Some(2) => ron::from_str::<Self::V2>(text).map(Into::into),
            Some(3) => ron::from_str::<Self::V3>(text).map(Into::into),
            _ => ron::from_str(text),
        }
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

/// Reads a file's text, canonical or not. One of an older format becomes the present record.
pub(super) fn parse<T: Record>(text: &str) -> Result<T, Damage> {
    T::read(text, number_at_head(text)).map_err(|error| {
        if let Some(line) = unmerged::first_mark(text) {
            return Damage::new(
                "holds an unresolved merge",
                "Pressmark leaves it as it is: settle the merge in git and open the project again, or have Pressmark merge both sides.",
            )
            .on_line(line);
        }
        match number_at_head(text) {
            Some(number) if number > u64::from(NEWEST) => Damage::new(
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

/// Whether a file's text is of a format that a newer Pressmark made.
pub(super) fn is_newer(text: &str) -> bool {
    number_at_head(text).is_some_and(|number| number > u64::from(NEWEST))
}

/// The format number of a file whose other fields may mean nothing to us.
pub(super) fn number_at_head(text: &str) -> Option<u64> {
    /// A file of any format.
    #[derive(Deserialize)]
    struct Any {
        format: u64,
    }
    // Whoever edits by hand may put a comment or another field before it.
    first_number(text).or_else(|| ron::from_str::<Any>(text).ok().map(|any| any.format))
}

/// The format number, where it stands first, as in every file that was written by Pressmark.
fn first_number(text: &str) -> Option<u64> {
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
    number_at_head(text).is_some_and(|number| number < u64::from(NEWEST))
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

    /// In format 1 there was one line.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct FileV1 {
        #[serde(rename = "format")]
        _format: Number<1>,
        line: (u8, u8),
    }

    /// In format 2 the lines had another name.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct FileV2 {
        #[serde(rename = "format")]
        _format: Number<2>,
        rows: Vec<(u8, u8)>,
    }

    /// In format 3 there was a word more.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct FileV3 {
        #[serde(rename = "format")]
        _format: Number<3>,
        lines: Vec<(u8, u8)>,
        #[serde(rename = "word")]
        _word: String,
    }

    impl From<FileV3> for File {
        fn from(file: FileV3) -> Self {
            Self { format: Number, lines: file.lines }
        }
    }

    impl From<FileV2> for File {
        fn from(file: FileV2) -> Self {
            Self { format: Number, lines: file.rows }
        }
    }

    impl From<FileV1> for File {
        fn from(file: FileV1) -> Self {
            Self { format: Number, lines: vec![file.line] }
        }
    }

    impl Record for File {
        type V1 = FileV1;
        type V2 = FileV2;
        type V3 = FileV3;
    }

    #[test]
    fn one_record_a_line() {
        let file = File { format: Number, lines: vec![(1, 2), (3, 4)] };
        let text = canonical(&file).unwrap();
        assert_eq!(text, "(\n  format: 4,\n  lines: [\n    (1, 2),\n    (3, 4),\n  ],\n)\n");
        assert_eq!(parse::<File>(&text), Ok(file));
    }

    #[test]
    fn an_older_format_is_read_by_its_own_record() {
        let file = File { format: Number, lines: vec![(1, 2)] };
        assert_eq!(parse::<File>("(format: 1, line: (1, 2))"), Ok(file));
        assert_eq!(
            parse::<File>("(format: 2, rows: [(1, 2)])"),
            Ok(File { format: Number, lines: vec![(1, 2)] })
        );
        assert_eq!(
            parse::<File>("(format: 3, word: \"a\", lines: [(1, 2)])"),
            Ok(File { format: Number, lines: vec![(1, 2)] })
        );
        let problem = |text: &str| parse::<File>(text).unwrap_err().problem;
        assert!(problem("(format: 1, lines: [(1, 2)])").contains("lines"));
        assert!(problem("(format: 2, line: (1, 2))").contains("line"));
        let by_hand = "// mine\n(line: (1, 2), format: 1)";
        assert_eq!(parse::<File>(by_hand).unwrap().lines, [(1, 2)]);
        assert!(problem("/* mine */ (later: 1, format: 5)").contains("newer Pressmark (format 5)"));
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
