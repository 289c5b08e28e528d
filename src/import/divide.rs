use crate::story::TextRange;

/// A stretch of the text that becomes a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands, without the blanks around it.
    pub range: TextRange,
    /// Whether a blank line follows it, as after a headline.
    pub apart: bool,
}

/// The widths of lines that a program broke, in characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=90;

/// Divides a text into its blocks: each line is one, but hard-wrapped lines are joined.
///
/// A scraped text has captions on lines of their own next to the paragraph they interrupt, so a
/// line end divides as a blank line does.
pub(super) fn divide(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut group: Vec<TextRange> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            close(text, &mut group, true, &mut pieces);
        } else {
            let from = start + (line.len() - line.trim_start().len());
            group.push(TextRange::from_indices(from, from + trimmed.len()));
        }
        start += line.len() + 1;
    }
    close(text, &mut group, false, &mut pieces);
    pieces
}

/// Makes pieces of the lines between two blank ones.
fn close(text: &str, lines: &mut Vec<TextRange>, apart: bool, pieces: &mut Vec<Piece>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    if is_wrapped(text, lines) {
        pieces.push(Piece { range: TextRange { start: first.start, end: last.end }, apart });
    } else {
        pieces.extend(lines.iter().map(|&range| Piece { range, apart: false }));
        if let Some(piece) = pieces.last_mut() {
            piece.apart = apart;
        }
    }
    lines.clear();
}

/// Whether a program broke these lines: three or more, none too long, most nearly full.
fn is_wrapped(text: &str, lines: &[TextRange]) -> bool {
    let width = |line: &TextRange| text[line.indices()].chars().take(*WRAPPED.end() + 1).count();
    let full = lines.iter().filter(|line| WRAPPED.contains(&width(line))).count();
    lines.len() >= 3 && full * 2 > lines.len() && lines.iter().all(|line| width(line) <= *WRAPPED.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str) -> Vec<(&str, bool)> {
        divide(text).into_iter().map(|piece| (&text[piece.range.indices()], piece.apart)).collect()
    }

    #[test]
    fn every_line_is_a_piece_without_the_blanks_around_it() {
        assert_eq!(
            divided("\n  Head\u{a0}\n \t\nA caption.\nA paragraph."),
            [("Head", true), ("A caption.", false), ("A paragraph.", false)]
        );
    }

    #[test]
    fn hard_wrapped_lines_are_one_piece() {
        let line = "a line that some program broke near its sixtieth column, as";
        let text = format!("{line}\n{line}\nends here.\n\n{line}\n{line}");
        let pieces = divided(&text);
        assert_eq!(pieces.len(), 3, "two lines are too few to tell");
        assert!(pieces[0].0.ends_with("ends here."));
        let long = format!("{line}\n{line}\n{}\n", "x".repeat(91));
        assert_eq!(divided(&long).len(), 3, "a longer line shows that nothing was broken");
    }
}
