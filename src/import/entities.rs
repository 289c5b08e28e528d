//! Character references such as `&amp;`, where they stand in plain words.

use std::borrow::Cow;

/// The names that are met outside web pages. Others stay as they are.
const NAMED: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("hellip", '\u{2026}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '\u{201a}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("bdquo", '\u{201e}'),
    ("laquo", '\u{ab}'),
    ("raquo", '\u{bb}'),
    ("middot", '\u{b7}'),
    ("bull", '\u{2022}'),
    ("copy", '\u{a9}'),
    ("reg", '\u{ae}'),
    ("trade", '\u{2122}'),
    ("deg", '\u{b0}'),
    ("euro", '\u{20ac}'),
    ("pound", '\u{a3}'),
    ("eacute", '\u{e9}'),
    ("egrave", '\u{e8}'),
    ("auml", '\u{e4}'),
    ("ouml", '\u{f6}'),
    ("uuml", '\u{fc}'),
    ("szlig", '\u{df}'),
    ("ntilde", '\u{f1}'),
    ("ccedil", '\u{e7}'),
    ("shy", '\u{ad}'),
];

/// The character a text begins with as a reference, and the reference's length in bytes.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.as_bytes().iter().take(12).position(|byte| *byte == b';')?;
    let name = &inner[..end];
    let character = match name.strip_prefix('#') {
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            match char::from_u32(code) {
                Some('\t' | '\n' | '\r') => ' ',
                Some(character) if !character.is_control() => character,
                _ => '\u{fffd}',
            }
        }
    };
    Some((character, end + 2))
}

/// A text with its references replaced by what they stand for, once.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        plain.push(character);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_read_once() {
        assert_eq!(resolved("AT&amp;T &amp;amp; &#8217;s &#x201C;"), "AT&T &amp; \u{2019}s \u{201c}");
        assert_eq!(resolved("R&D; a & b &nosuch; &#x110000; &#0;"), "R&D; a & b &nosuch; \u{fffd} \u{fffd}");
    }
}
