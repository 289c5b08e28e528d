//! One line of a journal: `J2 <seq> <len> <crc32> <record>`, where `len` counts the record's bytes
//! and the checksum is over sequence number and record, both in hexadecimal digits for the crc.
//!
//! A line says of itself whether it is whole, so that a torn or damaged one costs only itself.

use crc32fast::Hasher;

/// What every line that is written begins with.
const MARK: &str = "J2 ";

/// What lines began with before records could hold what format 3 brought; they are read as they are,
/// for that only added to them.
const OLDER: &str = "J1 ";

const MARKS: [&str; 2] = [MARK, OLDER];

/// The numbers that a later format would have. A number far beyond is none: a blank that was lost makes
/// one of it and what follows.
const NEWER: std::ops::Range<u32> = 3..100;

/// A whole line, as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its number, counted from 0.
    pub seq: u64,
    /// What it says.
    pub record: &'a str,
}

/// One piece of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A whole line.
    Line(Line<'a>),
    /// A line that says what a later program wrote, or seems to: what it would be with a mark of ours.
    Newer(Option<Line<'a>>),
    /// Bytes that are no line, somewhere in the middle.
    Damaged,
    /// The beginning of a line that was never finished, at the end.
    Torn,
}

/// The line for a record, which must not hold a line break.
pub(super) fn encode(seq: u64, record: &str) -> String {
    debug_assert!(!record.contains('\n'), "records are written on one line");
    format!("{MARK}{seq} {} {:08x} {record}\n", record.len(), checksum(seq, record))
}

fn checksum(seq: u64, record: &str) -> u32 {
    let mut hasher = Hasher::new();
    hasher.update(&seq.to_le_bytes());
    hasher.update(record.as_bytes());
    hasher.finalize()
}

/// The pieces of a journal, each with the line it stands in (from 1) and where it ends in bytes.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = (usize, usize, Piece<'_>)> {
    let mut end = 0;
    bytes.split_inclusive(|&byte| byte == b'\n').enumerate().map(move |(index, line)| {
        end += line.len();
        (index + 1, end, piece(line))
    })
}

fn piece(line: &[u8]) -> Piece<'_> {
    let Some(body) = line.strip_suffix(b"\n") else { return Piece::Torn };
    if let Some(line) = decode(body) {
        return Piece::Line(line);
    }
    if let Some(rest) = newer(body) {
        return Piece::Newer(std::str::from_utf8(rest).ok().and_then(framed));
    }
    // A crash can leave a hole of zeros that swallows the line break before a whole line.
    let mut starts =
        (1..body.len()).rev().filter(|&at| MARKS.iter().any(|mark| body[at..].starts_with(mark.as_bytes())));
    starts.find_map(|at| decode(&body[at..])).map_or(Piece::Damaged, Piece::Line)
}

fn decode(body: &[u8]) -> Option<Line<'_>> {
    let body = std::str::from_utf8(body).ok()?;
    MARKS.iter().find_map(|mark| body.strip_prefix(mark)).and_then(framed)
}

/// The line whose mark these characters follow.
fn framed(rest: &str) -> Option<Line<'_>> {
    let mut parts = rest.splitn(4, ' ');
    let seq: u64 = parts.next()?.parse().ok()?;
    let len: usize = parts.next()?.parse().ok()?;
    let crc = u32::from_str_radix(parts.next()?, 16).ok()?;
    let record = parts.next()?;
    (record.len() == len && checksum(seq, record) == crc).then_some(Line { seq, record })
}

/// What follows the mark of a line that begins as one of a later format would.
fn newer(body: &[u8]) -> Option<&[u8]> {
    let rest = body.strip_prefix(b"J")?;
    let end = rest.iter().position(|byte| *byte == b' ')?;
    let number: u32 = std::str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
    NEWER.contains(&number).then_some(&rest[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(bytes: &[u8]) -> Vec<(u64, String)> {
        let whole = pieces(bytes).filter_map(|(_, _, piece)| match piece {
            Piece::Line(line) => Some((line.seq, line.record.to_owned())),
            _ => None,
        });
        whole.collect()
    }

    #[test]
    fn a_torn_end_a_bad_middle_and_a_newer_line_are_told_apart() {
        let mut journal = encode(0, "zero");
        journal.push_str("J2 1 3 00000000 bad\n");
        journal.push_str("J7 whatever comes\n");
        journal.push_str(&encode(2, "two"));
        journal.push_str("J1 3 5 12");
        let found: Vec<_> = pieces(journal.as_bytes()).map(|(_, _, piece)| piece).collect();
        assert_eq!(found[1..3], [Piece::Damaged, Piece::Newer(None)]);
        assert_eq!(found[4], Piece::Torn);
        assert_eq!(lines(journal.as_bytes()), [(0, "zero".to_owned()), (2, "two".to_owned())]);
    }

    #[test]
    fn a_line_with_a_later_mark_tells_what_it_would_be_with_ours() {
        let journal = encode(4, "four").replacen(MARK, "J6 ", 1) + "J257 90 1 1 a\nJ6x 1\n";
        let found: Vec<_> = pieces(journal.as_bytes()).map(|(_, _, piece)| piece).collect();
        let four = Line { seq: 4, record: "four" };
        assert_eq!(found, [Piece::Newer(Some(four)), Piece::Damaged, Piece::Damaged]);
    }

    #[test]
    fn lines_of_the_first_format_are_read() {
        let journal = encode(0, "zero").replacen(MARK, OLDER, 1) + &encode(1, "one");
        assert_eq!(lines(journal.as_bytes()), [(0, "zero".to_owned()), (1, "one".to_owned())]);
    }

    #[test]
    fn a_hole_of_zeros_costs_only_what_was_in_it() {
        let mut journal = encode(0, "zero").into_bytes();
        let at = journal.len();
        journal.extend(encode(1, "one").into_bytes());
        journal[at..].fill(0);
        journal.extend(encode(2, "two").into_bytes());
        assert_eq!(lines(&journal), [(0, "zero".to_owned()), (2, "two".to_owned())]);
    }

    proptest! {
        #[test]
        fn cut_anywhere_the_lines_before_are_read(records in proptest::collection::vec("[^\n]{0,20}", 1..6), cut in 0..400_usize) {
            let ends: Vec<(usize, String)> = records.iter().enumerate().scan(String::new(), |text, (seq, record)| {
                text.push_str(&encode(seq as u64, record));
                Some((text.len(), text.clone()))
            }).collect();
            let whole = ends.last().unwrap().1.as_bytes();
            let cut = cut.min(whole.len());
            let expected = ends.iter().filter(|(end, _)| *end <= cut).count();
            prop_assert_eq!(lines(&whole[..cut]).len(), expected);
        }

        #[test]
        fn one_wrong_byte_costs_one_line(at in 0..200_usize, to in any::<u8>()) {
            let text: String = (0..6).map(|seq| encode(seq, "some words")).collect();
            let mut bytes = text.clone().into_bytes();
            let at = at % bytes.len();
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            // A lost line break joins two lines; nothing else reaches beyond its own line.
            let least = if text.as_bytes()[at] == b'\n' { 4 } else { 5 };
            let read = lines(&bytes);
            prop_assert!(read.len() >= least, "{} of 6 left", read.len());
            for (seq, record) in read {
                prop_assert!(seq < 6 && record == "some words");
            }
        }
    }
}
