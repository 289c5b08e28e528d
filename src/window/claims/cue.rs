//! Finds the words beside a passage that say whose it is.

use crate::story::{StoryText, TextRange};

/// How far beside the passage an attribution is looked for, in bytes.
const REACH: usize = 240;
/// More words than this are a clause of their own, not the name of a speaker.
const LONGEST_NAME: usize = 8;

/// Forms that are nouns as often, such as "states" and "reports", are left out.
const VERBS: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "added",
    "adds",
    "stated",
    "noted",
    "argued",
    "argues",
    "claimed",
    "announced",
    "warned",
    "warns",
    "insisted",
    "insists",
    "explained",
    "declared",
    "asked",
    "replied",
    "wrote",
    "writes",
    "tweeted",
    "reported",
    "acknowledged",
    "admitted",
    "suggested",
    "stressed",
    "emphasised",
    "emphasized",
    "urged",
    "vowed",
    "confirmed",
    "denied",
    "recalled",
    "remarked",
    "testified",
];

/// The longer ones first, so that the whole verb is taken.
const HAN_VERBS: &[&str] = &[
    "告诉记者",
    "对记者说",
    "表示",
    "指出",
    "强调",
    "认为",
    "透露",
    "宣布",
    "写道",
    "补充道",
    "说道",
    "说",
    "称",
];

/// Words after which a subject that follows its verb has ended: "said Mr Kim *in* Seoul".
const AFTER_NAME: &[&str] = &[
    "in",
    "on",
    "at",
    "after",
    "before",
    "during",
    "while",
    "when",
    "as",
    "to",
    "from",
    "with",
    "that",
    "last",
    "earlier",
    "yesterday",
    "today",
    "who",
    "whose",
    "and",
];

/// The attribution that stands directly after or before `passage` within `block`, such as
/// "the envoy said", "said Mr Kim", "he told reporters", "according to the ministry".
#[must_use]
pub fn cue_near(text: &StoryText, block: TextRange, passage: TextRange) -> Option<TextRange> {
    let whole = text.slice(block)?;
    let base = block.start.index();
    let start = passage.start.index().checked_sub(base)?;
    let end = passage.end.index().checked_sub(base)?;
    let (before, after) = (whole.get(..start)?, whole.get(end..)?);
    let after = &after[..after.floor_char_boundary(REACH)];
    let from = before.floor_char_boundary(before.len().saturating_sub(REACH));
    let found = cue_after(after)
        .map(|range| (end + range.start, end + range.end))
        .or_else(|| cue_before(&before[from..]).map(|range| (from + range.start, from + range.end)))?;
    Some(TextRange::from_indices(base + found.0, base + found.1))
}

/// Marks that may stand between a passage and its attribution.
fn is_between(character: char) -> bool {
    character.is_whitespace()
        || is_quote(character)
        || ",.!?;:\u{2014}\u{2013}-，。！？；：、".contains(character)
}

fn is_quote(character: char) -> bool {
    "\"'\u{201c}\u{201d}\u{2018}\u{2019}\u{ab}\u{bb}「」『』".contains(character)
}

/// Where a clause ends. The apostrophe is no end: "China's envoy said".
fn ends_clause(character: char) -> bool {
    character == '\n'
        || ",.!?;:\u{2014}，。！？；：".contains(character)
        || (is_quote(character) && !matches!(character, '\'' | '\u{2019}'))
}

fn cue_after(after: &str) -> Option<std::ops::Range<usize>> {
    let start = after.find(|c: char| !is_between(c))?;
    let clause = &after[start..];
    let clause = &clause[..clause.find(ends_clause).unwrap_or(clause.len())];
    let length = han_cue_after(clause).or_else(|| latin_cue_after(clause))?;
    Some(start..start + length)
}

fn cue_before(before: &str) -> Option<std::ops::Range<usize>> {
    let trimmed = before.trim_end_matches(is_between);
    let trimmed = trimmed.strip_suffix(" that").unwrap_or(trimmed);
    let start = trimmed
        .rfind(ends_clause)
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    let start = start + trimmed[start..].len() - trimmed[start..].trim_start_matches(is_between).len();
    let clause = &trimmed[start..];
    if HAN_VERBS.iter().any(|verb| clause.ends_with(verb)) {
        return (clause.chars().count() <= 2 * LONGEST_NAME + 4).then_some(start..trimmed.len());
    }
    let words = words(clause);
    let according = starts_with_according(&words) && words.len() <= LONGEST_NAME;
    // "told reporters", "said on Monday": little may come between the verb and what is said.
    let verb = words.iter().rposition(|&(_, word)| is_verb(word));
    let said = verb.is_some_and(|at| (1..=LONGEST_NAME).contains(&at) && words.len() - at <= 4);
    (according || said).then_some(start..trimmed.len())
}

/// The length of the cue at the start of a clause.
fn latin_cue_after(clause: &str) -> Option<usize> {
    let words = words(clause);
    let end_of = |index: usize| words.get(index).map(|&(at, word)| at + word.len());
    let name_ends = |from: usize| {
        let stop =
            words[from..].iter().position(|&(_, word)| AFTER_NAME.contains(&word.to_lowercase().as_str()));
        stop.map_or(words.len(), |stop| from + stop).min(from + LONGEST_NAME)
    };
    if starts_with_according(&words) {
        return end_of(name_ends(2).checked_sub(1).filter(|&last| last >= 2)?);
    }
    let verb = words.iter().take(LONGEST_NAME + 1).position(|&(_, word)| is_verb(word))?;
    if verb == 0 {
        return end_of(name_ends(1).checked_sub(1).filter(|&last| last >= 1)?);
    }
    let told = matches!(words[verb].1.to_lowercase().as_str(), "told" | "tells");
    end_of(if told { (verb + 1).min(words.len() - 1) } else { verb })
}

fn han_cue_after(clause: &str) -> Option<usize> {
    let reach = clause.char_indices().nth(2 * LONGEST_NAME).map_or(clause.len(), |(at, _)| at);
    let ends = HAN_VERBS.iter().filter_map(|verb| Some(clause[..reach].find(verb)? + verb.len()));
    // A verb without anyone before it attributes nothing.
    ends.min().filter(|&end| clause[..end].chars().count() >= 2)
}

fn words(clause: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let split = clause.split(char::is_whitespace).map(|word| {
        let start = at;
        at += word.len() + clause[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        (start, word)
    });
    split.filter(|(_, word)| !word.is_empty()).collect()
}

fn is_verb(word: &str) -> bool {
    VERBS.contains(&word.to_lowercase().as_str())
}

fn starts_with_according(words: &[(usize, &str)]) -> bool {
    matches!(words, [(_, one), (_, two), _, ..] if one.eq_ignore_ascii_case("according") && two.eq_ignore_ascii_case("to"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cue found beside the part of `text` between the bars.
    fn cue(marked: &str) -> Option<String> {
        let start = marked.find('|').unwrap();
        let end = marked.rfind('|').unwrap() - 1;
        let text = StoryText::from_canonical(marked.replace('|', ""));
        let block = TextRange::from_indices(0, text.end().index());
        let range = cue_near(&text, block, TextRange::from_indices(start, end))?;
        text.slice(range).map(str::to_owned)
    }

    #[test]
    fn a_speaker_after_the_words() {
        let cases = [
            ("|“The work is not only for two governments,”| the envoy said in Seoul, “it", "the envoy said"),
            ("“|We watched the trains|,” he told reporters on Monday.", "he told reporters"),
            ("\"|No hurry|,\" said Mr Stephen Biegun in Seoul.", "said Mr Stephen Biegun"),
            ("|Sanctions stay|, China's foreign ministry added.", "China's foreign ministry added"),
            (
                "|Exports fell by a third|, according to the customs office.",
                "according to the customs office",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(cue(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_speaker_before_the_words() {
        let cases = [
            ("It was late. The president said: “|No hurry.|”", "The president said"),
            ("On Friday, he told reporters that |talks would resume|.", "he told reporters"),
            ("According to the ministry, |exports fell|.", "According to the ministry"),
        ];
        for (text, expected) in cases {
            assert_eq!(cue(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn chinese_attributions() {
        assert_eq!(cue("会后，美国特使说：“|我们会继续努力。|”").as_deref(), Some("美国特使说"));
        assert_eq!(cue("“|我们会继续努力|，”外交部发言人表示。").as_deref(), Some("外交部发言人表示"));
        assert_eq!(cue("他告诉记者，|会谈推迟|。").as_deref(), Some("他告诉记者"));
    }

    #[test]
    fn nothing_where_nobody_speaks() {
        for text in [
            "|The train left|. It rained.",
            "|Alone|",
            "The two Koreas and the United States are easing off, |with a second summit put off|.",
            "It rained. |The train left|",
            "|One|\n\n",
            "|甲|乙。",
        ] {
            assert_eq!(cue(text), None, "{text}");
        }
    }

    #[test]
    fn a_passage_outside_its_block_has_no_cue() {
        let text = StoryText::from_canonical("“Yes,” he said.");
        let range = |a, b| TextRange::from_indices(a, b);
        assert_eq!(cue_near(&text, range(5, 12), range(0, 4)), None);
        assert_eq!(cue_near(&text, range(0, 900), range(0, 4)), None);
        assert_eq!(cue_near(&text, range(0, 16), range(1, 2)), None, "inside a character");
    }
}
