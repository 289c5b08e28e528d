//! How well a few typed letters name something.

/// The score of `typed` against `name`; higher is better, `None` if some letter is missing.
///
/// The letters must come in order. Those at the start of a word and those in a row count more, and
/// a short name goes before a long one. Spaces typed only separate.
pub(super) fn score(typed: &str, name: &str) -> Option<i32> {
    let mut total = 0;
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    for part in typed.split_whitespace() {
        let part: Vec<char> = part.chars().flat_map(char::to_lowercase).collect();
        total += part_score(&part, &name)?;
    }
    // Among equals the shorter name is the closer one.
    Some(total - i32::try_from(name.len()).unwrap_or(i32::MAX).min(200) / 8)
}

/// The best way to find `part` in `name`: tried from each place where its first letter stands.
fn part_score(part: &[char], name: &[char]) -> Option<i32> {
    let first = *part.first()?;
    let starts = name.iter().enumerate().filter(|(_, letter)| **letter == first);
    starts.filter_map(|(start, _)| from(part, name, start)).max()
}

fn from(part: &[char], name: &[char], start: usize) -> Option<i32> {
    let (mut at, mut score, mut last) = (start, 0, None);
    for wanted in part {
        let here = at + name.get(at..)?.iter().position(|letter| letter == wanted)?;
        let begins_word = here == 0 || !name[here - 1].is_alphanumeric();
        score += match (last, begins_word) {
            (Some(before), _) if before + 1 == here => 12,
            (_, true) => 10,
            _ => 1,
        };
        if here == 0 {
            score += 4;
        }
        last = Some(here);
        at = here + 1;
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
        let scored = names.iter().filter_map(|name| Some((score(typed, name)?, *name)));
        scored.max_by_key(|(score, _)| *score).map(|(_, name)| name)
    }

    #[test]
    fn letters_must_come_in_order() {
        assert_eq!(score("xyz", "Find in story"), None);
        assert_eq!(score("ey", "yes"), None);
        assert!(score("fis", "Find in story").is_some());
        assert!(score("story find", "Find in story").is_some(), "words may come in any order");
    }

    #[test]
    fn starts_of_words_and_runs_win() {
        assert_eq!(best("ns", &["Pictures panel on side", "Next story"]), Some("Next story"));
        assert_eq!(best("tag", &["Start a word later again", "Tag as quote"]), Some("Tag as quote"));
        assert_eq!(best("mark", &["Make a larger key", "Mark as done"]), Some("Mark as done"));
        assert_eq!(best("undo", &["Undo tag as quote", "Undo"]), Some("Undo"));
    }

    #[test]
    fn any_script_is_matched_without_regard_to_case() {
        assert!(score("НОВ", "Новости").is_some());
        assert!(score("新闻", "环球新闻中心").is_some());
        assert_eq!(score("", "anything").map(|score| score <= 0), Some(true));
    }
}
