//! Words of any script without regard to case, as an expression.
//!
//! Two texts are the same but for case if their characters' lower case (Unicode's full mapping, in
//! [`char::to_lowercase`]) is the same, as in the search within a story: "ß" is not "ss", but "İ" is
//! "i" with a dot above.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// A regular expression, to be taken with case, for every way to write `words`.
pub(super) fn expression(words: &str) -> String {
    let lower: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
    let mut expression = String::new();
    let mut at = 0;
    while let Some(&letter) = lower.get(at) {
        let rest = &lower[at..];
        let whole = long_forms().iter().find(|(_, form)| rest.starts_with(form));
        match whole {
            Some((capital, form)) => {
                let apart: String = form.iter().map(|letter| class(*letter)).collect();
                expression.push_str("(?:");
                push(&mut expression, *capital);
                let _ = write!(expression, "|{apart})");
                at += form.len();
            }
            None => {
                expression.push_str(&class(letter));
                at += 1;
            }
        }
    }
    expression
}

/// The characters whose lower case is this one: itself among them, if it is of lower case.
fn class(letter: char) -> String {
    let mut class = String::from("[");
    push(&mut class, letter);
    for capital in capitals().get(&letter).into_iter().flatten() {
        push(&mut class, *capital);
    }
    class.push(']');
    class
}

fn push(expression: &mut String, character: char) {
    // Writing to a String cannot fail.
    let _ = write!(expression, "\\x{{{:x}}}", u32::from(character));
}

/// The characters that a lower-case one stands for, besides itself.
fn capitals() -> &'static BTreeMap<char, Vec<char>> {
    static CAPITALS: OnceLock<BTreeMap<char, Vec<char>>> = OnceLock::new();
    CAPITALS.get_or_init(|| {
        let mut capitals: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for capital in '\0'..=char::MAX {
            let mut lower = capital.to_lowercase();
            if let (1, Some(letter)) = (lower.len(), lower.next())
                && letter != capital
            {
                capitals.entry(letter).or_default().push(capital);
            }
        }
        capitals
    })
}

/// The characters whose lower case is longer than one.
fn long_forms() -> &'static [(char, Vec<char>)] {
    static FORMS: OnceLock<Vec<(char, Vec<char>)>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let all = ('\0'..=char::MAX).filter(|capital| capital.to_lowercase().len() > 1);
        all.map(|capital| (capital, capital.to_lowercase().collect())).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_dotted_capital_has_a_long_form() {
        // The expression takes what stands for a whole form before what stands for its letters; with
        // a second such character that begins alike this would have to be thought over.
        assert_eq!(long_forms(), [('İ', vec!['i', '\u{307}'])]);
        assert_eq!(class('k'), "[\\x{6b}\\x{4b}\\x{212a}]");
    }
}
