//! What each block of a plain text is: told by its place, its form and its writing.

use std::collections::{HashMap, HashSet};

use super::caption_line::{Credited, credited, is_prose};
use super::clean::without_tags;
use super::divide::Piece;
use super::lines::{self, byline_names, ends_sentence, is_control, published};
use super::script::{Script, Tally};
use crate::story::Role;

/// A headline is no longer than this, in words.
const LONGEST_HEADLINE: usize = 20;
/// The name of a site or of a section is no longer than this, in words.
const SITE_NAME: usize = 3;
/// The byline is one of so many first lines that are neither captions nor clutter.
const OPENING: usize = 4;
/// A shorter line that comes twice is a page's "Advertisement", not a caption.
const SHORTEST_REPEATED_CAPTION: usize = 5;
/// A longer one is not compared with others.
const LONGEST_CAPTION: usize = 2000;
/// What a menu names is no longer than this, in words.
const NAME: usize = 4;
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
    // The first and the last words of an article may name its agency.
    let prose = |at: &usize| is_prose(lines[*at]);
    let (first, last) = ((above..below).find(prose), (above..below).rfind(prose));
    for (at, (role, line)) in roles[above..below].iter_mut().zip(&lines[above..below]).enumerate() {
        let credited = match credited(line) {
            Some(Credited::Surely) => true,
            Some(Credited::Perhaps) => ![first, last].contains(&Some(above + at)),
            None => false,
        };
        if credited || plain_caption(line).is_some_and(|line| repeated.contains(&line)) {
            *role = Role::Caption;
        }
    }
    for (role, line) in roles[above..below].iter_mut().zip(&lines[above..below]) {
        if is_control(line) {
            *role = Role::Furniture;
        }
    }
    // The byline comes before the article's first words, but captions and a standfirst may stand
    // above it.
    let opening = (above..below).filter(|&at| roles[at] == Role::Paragraph).take(OPENING);
    let byline = opening.clone().find(|&at| byline_names(lines[at]).is_some());
    if let Some(at) = byline {
        roles[at] = Role::Byline;
    }
    let dated = byline.map_or(above, |at| at + 1).min(below);
    if let Some(at) = (dated..below).take(2).find(|&at| published(lines[at]).is_some()) {
        roles[at] = Role::Dateline;
    }
    if let Some(at) = headline(&lines, pieces, &roles, above..byline.unwrap_or(below), byline.is_some()) {
        // What is above the title is the name of the site or of a section.
        for role in roles[above..at].iter_mut().filter(|role| **role == Role::Paragraph) {
            *role = Role::Furniture;
        }
        roles[at] = Role::Headline;
    }
    roles
}

/// How many lines at the top and at the bottom are page clutter: those in another writing than
/// the body's, and what claims the copyright below.
fn clutter(lines: &[&str], body: Option<Script>) -> (usize, usize) {
    let foreign = |line: &str| Tally::of(line).main().is_some_and(|script| Some(script) != body);
    let above = lines.iter().take_while(|line| foreign(line) || lines::leads_on(line)).count();
    let below = lines
        .iter()
        .rev()
        .take_while(|line| foreign(line) || lines::claims_copyright(line) || lines::leads_on(line))
        .count();
    // A menu may be long; names and nothing else are no translation.
    let telling = |lines: &[&str]| {
        let name = |line: &&&str| Tally::of(line).words() <= NAME && !ends_sentence(line);
        lines.len() - lines.iter().filter(name).count()
    };
    let kept = |count: usize, lines: &[&str]| if telling(lines) > MOST_CLUTTER { 0 } else { count };
    let above = kept(above, &lines[..above]);
    let below = kept(below, &lines[lines.len() - below..]);
    (above, below.min(lines.len() - above))
}

/// The line that is the title: the first, if it looks like one. Above a byline the name of the
/// site may stand first, in few words, and the title may stand right before the byline.
fn headline(
    lines: &[&str],
    pieces: &[Piece],
    roles: &[Role],
    above: std::ops::Range<usize>,
    byline: bool,
) -> Option<usize> {
    let leads = |at: usize| {
        roles[above.start..at].iter().all(|role| matches!(role, Role::Dateline | Role::Furniture))
    };
    let mut open = above.clone().filter(|&at| roles[at] == Role::Paragraph);
    if byline {
        let words = |at: usize| Tally::of(lines[at]).words();
        let titles: Vec<usize> =
            open.clone().take(OPENING).filter(|&at| is_headline(lines[at], true)).collect();
        let long = titles.iter().copied().find(|&at| words(at) > SITE_NAME);
        // Names of sites are short; what ends a sentence above the title is no name.
        let named = |at: usize| {
            open.clone()
                .take_while(|&other| other < at)
                .all(|other| words(other) <= SITE_NAME && !ends_sentence(lines[other]))
        };
        return long.filter(|&at| named(at)).or_else(|| titles.first().copied().filter(|&at| leads(at)));
    }
    open.next().filter(|&at| leads(at) && is_headline(lines[at], pieces[at].apart))
}

fn is_headline(line: &str, apart: bool) -> bool {
    let words = if line.len() > LONGEST_CAPTION { usize::MAX } else { Tally::of(line).words() };
    apart && (1..=LONGEST_HEADLINE).contains(&words) && !ends_sentence(line)
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
        let text = format!("{}{}", "The talks are slowing down.\n\n".repeat(9), "谈判放缓了。\n".repeat(6));
        assert!(told(&text).iter().all(|(role, _)| *role != Role::Furniture));
    }

    #[test]
    fn a_long_menu_in_another_writing_is_furniture() {
        let menu = "首页\n新闻\n国际\n财经\n体育\n娱乐\n科技\n";
        let text = format!(
            "{menu}Talks slow down in winter\n\nBy Ann Lee\n\n{}\n\n{menu}",
            "The talks are slowing down. ".repeat(9)
        );
        let roles: Vec<Role> = told(&text).into_iter().map(|(role, _)| role).collect();
        use Role::{Byline, Furniture, Headline, Paragraph};
        let mut wanted = vec![Furniture; 7];
        wanted.extend([Headline, Byline, Paragraph]);
        wanted.extend([Furniture; 7]);
        assert_eq!(roles, wanted);
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
}
