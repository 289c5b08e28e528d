//! Attributions in Chinese, whose words no blanks part.

use std::ops::Range;

use super::Found;

/// How far beside the passage an attribution is looked for, in bytes.
const REACH: usize = 240;
/// More characters than this before a verb are a clause of their own, not the name of a speaker.
const LONGEST: usize = 20;

/// The longer ones first, so that the whole verb is taken.
const VERBS: &[&str] = &[
    "告诉记者",
    "对记者说",
    "补充道",
    "表示",
    "指出",
    "强调",
    "认为",
    "透露",
    "宣布",
    "写道",
    "说道",
    "说",
    "称",
];

/// What stands directly after the passage, else directly before it, else at its very beginning.
pub(super) fn find(block: &str, passage: Range<usize>) -> Option<Found> {
    let (before, after) = (&block[..passage.start], &block[passage.end..]);
    let after = &after[..after.floor_char_boundary(REACH)];
    let from = before.floor_char_boundary(before.len().saturating_sub(REACH));
    let found = after_it(after)
        .map(|range| passage.end + range.start..passage.end + range.end)
        .or_else(|| before_it(&before[from..]).map(|range| from + range.start..from + range.end))
        .or_else(|| {
            let within = after_it(&block[passage.clone()])?;
            Some(passage.start + within.start..passage.start + within.end)
        })?;
    let cue = &block[found.clone()];
    let name = VERBS.iter().find_map(|verb| cue.strip_suffix(verb)).unwrap_or(cue).trim_end();
    Some(Found { source: found.start..found.start + name.len(), cue: found })
}

/// Marks that may stand between a passage and its attribution.
fn is_between(character: char) -> bool {
    character.is_whitespace() || is_quote(character) || ends_clause(character)
}

fn is_quote(character: char) -> bool {
    "\"\u{201c}\u{201d}\u{2018}\u{2019}「」『』".contains(character)
}

fn ends_clause(character: char) -> bool {
    character == '\n' || ",.!?;:，。！？；：、\u{2014}".contains(character) || is_quote(character)
}

fn after_it(after: &str) -> Option<Range<usize>> {
    let start = after.find(|c: char| !is_between(c))?;
    let clause = &after[start..];
    let clause = &clause[..clause.find(ends_clause).unwrap_or(clause.len())];
    let reach = clause.char_indices().nth(LONGEST).map_or(clause.len(), |(at, _)| at);
    let verbs = VERBS.iter().filter_map(|verb| Some((clause[..reach].find(verb)?, verb.len())));
    let (name, verb) = verbs.min_by_key(|(at, verb)| at + verb).filter(|(name, _)| *name > 0)?;
    Some(start..start + name + verb)
}

fn before_it(before: &str) -> Option<Range<usize>> {
    let trimmed = before.trim_end_matches(is_between);
    let start = trimmed
        .rfind(ends_clause)
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    let clause = trimmed[start..].trim_start();
    // A verb without anyone before it attributes nothing.
    let named = VERBS.iter().any(|verb| clause.strip_suffix(verb).is_some_and(|name| !name.is_empty()));
    let short = clause.chars().count() <= LONGEST;
    (named && short).then_some(trimmed.len() - clause.len()..trimmed.len())
}
