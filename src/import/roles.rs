//! What each block of a plain text is: told by its place, its form and its writing.

use std::collections::{HashMap, HashSet};

use super::clean::without_tags;
use super::credits;
use super::divide::Piece;
use super::script::{Script, Tally};
use crate::story::Role;

/// A headline is no longer than this, in words.
const LONGEST_HEADLINE: usize = 20;
/// A byline is no longer than this, in words.
const LONGEST_BYLINE: usize = 12;
/// A shorter line that comes twice is a page's "Advertisement", not a caption.
const SHORTEST_REPEATED_CAPTION: usize = 5;
/// A longer one is not compared with others.
const LONGEST_CAPTION: usize = 2000;
/// More lines than this in another writing at an end of the text are a translation, not clutter.
const MOST_CLUTTER: usize = 5;

/// The role of every piece, in their order.
pub(super) fn roles(text: &str, pieces: &[Piece]) -> Vec<Role> {
    let body = Tally::of(text).main();
    let lines: Vec<&str> = pieces.iter().map(|piece| &text[piece.range.indices()]).collect();
    let mut roles = vec![Role::Paragraph; pieces.len()];

    let (above, below) = clutter(&lines, body);
    let below = lines.len() - below;
    roles[..above].fill(Role::Furniture);
    roles[below..].fill(Role::Furniture);

    let repeated = repeated_captions(&lines[above..below]);
    for (role, line) in roles[above..below].iter_mut().zip(&lines[above..below]) {
        if names_credit(line) || plain_caption(line).is_some_and(|line| repeated.contains(&line)) {
            *role = Role::Caption;
        }
    }
    if above < below && roles[above] == Role::Paragraph && is_headline(lines[above], pieces[above].apart) {
        roles[above] = Role::Headline;
    }
    // The byline comes before the article's first words, but captions may stand above it.
    let first_words = (above..below).find(|&at| roles[at] == Role::Paragraph);
    if let Some(at) = first_words.filter(|&at| byline_names(lines[at]).is_some()) {
        roles[at] = Role::Byline;
    }
    roles
}

/// How many lines at the top and at the bottom are page clutter: those in another writing than
/// the body's, and what claims the copyright below.
fn clutter(lines: &[&str], body: Option<Script>) -> (usize, usize) {
    let foreign = |line: &str| Tally::of(line).main().is_some_and(|script| Some(script) != body);
    let above = lines.iter().take_while(|line| foreign(line) || leads_on(line)).count();
    let below = lines
        .iter()
        .rev()
        .take_while(|line| foreign(line) || claims_copyright(line) || leads_on(line))
        .count();
    let kept = |count: usize| if count > MOST_CLUTTER { 0 } else { count };
    let above = kept(above);
    (above, kept(below).min(lines.len() - above))
}

fn claims_copyright(line: &str) -> bool {
    let word = line.get(.."copyright".len());
    line.starts_with('\u{a9}') || word.is_some_and(|word| word.eq_ignore_ascii_case("copyright"))
}

/// Whether a line is short enough for a caption and ends in a picture's credit.
fn names_credit(line: &str) -> bool {
    line.len() <= LONGEST_CAPTION && credits::split(line).1.is_some()
}

/// Ways to other pages, as they stand above and below an article.
fn leads_on(line: &str) -> bool {
    const LEADS: [&str; 12] = [
        "previous:",
        "next:",
        "previous article",
        "next article",
        "prev:",
        "related articles",
        "related stories",
        "read more:",
        "share this",
        "all rights reserved",
        "home >",
        "advertisement",
    ];
    let head: String = line.chars().take(20).flat_map(char::to_lowercase).collect();
    line.len() <= 300 && LEADS.iter().any(|lead| head.starts_with(lead))
        || line.starts_with("http") && !line.contains(' ')
}

fn is_headline(line: &str, apart: bool) -> bool {
    let words = if line.len() > LONGEST_CAPTION { usize::MAX } else { Tally::of(line).words() };
    apart && (1..=LONGEST_HEADLINE).contains(&words) && !ends_sentence(line)
}

/// Whether a line ends in a full stop. Headlines may well ask or exclaim.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'', ')']).ends_with(['.', '\u{3002}', '\u{2026}'])
}

/// Whose names a byline gives; `None` if the line is none.
pub(super) fn byline_names(line: &str) -> Option<Vec<String>> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?.trim_start();
    let short = line.len() <= LONGEST_CAPTION && Tally::of(line).words() <= LONGEST_BYLINE;
    if !short || ends_sentence(line) || !names.starts_with(char::is_alphabetic) {
        return None;
    }
    let names = names.split(',').flat_map(|part| part.split(" and ")).map(str::trim);
    Some(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// The lines that come more than once, as [`plain_caption`] gives them.
fn repeated_captions(lines: &[&str]) -> HashSet<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines {
        if let Some(plain) = plain_caption(line) {
            *seen.entry(plain).or_default() += 1;
        }
    }
    seen.into_iter().filter(|(_, times)| *times > 1).map(|(line, _)| line).collect()
}

/// A line without tags and blanks, to compare captions by; `None` if it is too short or too long
/// to be one.
pub(super) fn plain_caption(line: &str) -> Option<String> {
    if line.len() > LONGEST_CAPTION || Tally::of(line).words() < SHORTEST_REPEATED_CAPTION {
        return None;
    }
    Some(without_tags(line).chars().filter(|character| !character.is_whitespace()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::divide::divide;
    use super::*;

    fn told(text: &str) -> Vec<(Role, &str)> {
        let pieces = divide(text);
        let lines = pieces.iter().map(|piece| &text[piece.range.indices()]);
        roles(text, &pieces).into_iter().zip(lines).collect()
    }

    #[test]
    fn the_page_around_an_article_is_furniture() {
        let text = "新闻中心\n\nTalks slow down\n\nBy A Writer\n\nThe talks are slowing down.\n\n\
                    上一篇 下一篇\n\nCopyright 2024 the operator 版权所有";
        let roles: Vec<Role> = told(text).into_iter().map(|(role, _)| role).collect();
        use Role::{Byline, Furniture, Headline, Paragraph};
        assert_eq!(roles, [Furniture, Headline, Byline, Paragraph, Furniture, Furniture]);
    }

    #[test]
    fn a_translation_below_is_no_furniture() {
        let text = format!("{}{}", "The talks are slowing down.\n\n".repeat(9), "谈判放缓\n".repeat(6));
        assert!(told(&text).iter().all(|(role, _)| *role != Role::Furniture));
    }

    #[test]
    fn a_first_line_is_a_headline_only_if_it_looks_like_one() {
        assert_eq!(told("Will he come?\n\nNobody knows.")[0].0, Role::Headline);
        assert_eq!(told("It rained.\n\nNobody knew.")[0].0, Role::Paragraph, "a sentence");
        assert_eq!(told("Short\nNobody knows.")[0].0, Role::Paragraph, "nothing sets it apart");
        assert_eq!(told("三国首都放慢无核化会谈步伐\n\n首尔电。")[0].0, Role::Headline);
    }

    #[test]
    fn captions_name_their_agency_or_come_twice() {
        let text = "The leader visits the <b></b>palace today\n The leader visits the palace  today\n\
                    A ship leaves port. / Agency-Press\nThis and / or that is not, of course.\nMore\nMore";
        let roles: Vec<Role> = told(text).into_iter().map(|(role, _)| role).collect();
        use Role::{Caption, Paragraph};
        assert_eq!(roles, [Caption, Caption, Caption, Paragraph, Paragraph, Paragraph]);
    }

    #[test]
    fn bylines_give_names() {
        assert_eq!(
            byline_names("By Ann Lee and Bo Kim, Cy Oh"),
            Some(vec!["Ann Lee".into(), "Bo Kim".into(), "Cy Oh".into()])
        );
        assert_eq!(byline_names("By 2019 it was over"), None);
        assert_eq!(byline_names("By Monday it was over."), None);
    }
}
