//! New entries of a code book, with names for files that nothing else has.

use std::collections::BTreeMap;

use super::convert::words;
use super::{codes_mut, field_mut};
use crate::claims::{Code, CodeBook, CodeId, CoderId, Colour, Field, FieldId, FieldType, Kind, KindId};
use crate::project::Project;

/// Calm colours that can be told from each other, also by most who do not see them all.
pub const COLOURS: [Colour; 8] = [
    Colour([0xc2, 0x72, 0x00]),
    Colour([0x2f, 0x6f, 0xd0]),
    Colour([0x12, 0x84, 0x5c]),
    Colour([0xa2, 0x3b, 0x72]),
    Colour([0x6b, 0x57, 0xb8]),
    Colour([0xb0, 0x3a, 0x2e]),
    Colour([0x0f, 0x76, 0x86]),
    Colour([0x5f, 0x66, 0x6d]),
];

/// Adds a kind of this name; gives its id.
pub fn add_kind(book: &mut CodeBook, name: &str) -> KindId {
    let id = KindId::from(free(name, "kind", |id| book.kinds.iter().any(|kind| kind.id.as_str() == id)));
    let kind = new_kind(book, id.clone(), name.trim());
    book.kinds.push(kind);
    id
}

/// A kind that asks nothing yet, with a key and a colour that no other kind of `book` has, if there
/// are any left.
pub(super) fn new_kind(book: &CodeBook, id: KindId, name: &str) -> Kind {
    let unused = COLOURS.iter().find(|colour| book.kinds.iter().all(|kind| kind.colour != **colour));
    Kind {
        id,
        name: name.to_owned(),
        letter: name.chars().next().and_then(|letter| letter.to_uppercase().next()).unwrap_or('K'),
        key: book.free_key(),
        colour: *unused.unwrap_or(&COLOURS[book.kinds.len() % COLOURS.len()]),
        definition: String::new(),
        example: String::new(),
        rules: Vec::new(),
        retired: false,
        fields: Vec::new(),
    }
}

/// A name for the screen made of one for files: `far-off` is "far off", or "Far off".
pub(super) fn readable(id: &str, capital: bool) -> String {
    let words: Vec<&str> = id.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { id.to_owned() } else { words.join(" ") };
    let mut letters = words.chars();
    match letters.next().filter(|_| capital) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// Adds a field of this name to a kind; gives its id. Where another kind asks a question of that
/// name, it is the same question, with the same answers: a re-tag then keeps what is coded.
pub fn add_field(book: &mut CodeBook, kind: &KindId, name: &str) -> Option<FieldId> {
    let name = name.trim();
    let at = book.kinds.iter().position(|other| other.id == *kind)?;
    let taken = |id: &str| book.kinds[at].fields.iter().any(|field| field.id.as_str() == id);
    let same = |field: &&Field| field.name.to_lowercase() == name.to_lowercase() && !taken(field.id.as_str());
    let known = book.kinds.iter().flat_map(|kind| &kind.fields).find(same).cloned();
    let field = known.unwrap_or_else(|| Field {
        id: free(name, "field", |id| {
            book.kinds.iter().flat_map(|kind| &kind.fields).any(|field| field.id.as_str() == id)
        })
        .into(),
        name: name.to_owned(),
        holds: FieldType::Text,
        required: false,
        help: String::new(),
    });
    let id = field.id.clone();
    book.kinds[at].fields.push(field);
    Some(id)
}

/// Adds a code of this name to a field, under another or at the top; gives its id.
pub fn add_code(
    book: &mut CodeBook,
    kind: &KindId,
    field: &FieldId,
    name: &str,
    under: Option<CodeId>,
) -> Option<CodeId> {
    let codes = codes_mut(field_mut(book, kind, field)?)?;
    let code = Code { under, ..free_code(codes, name) };
    let id = code.id.clone();
    codes.push(code);
    Some(id)
}

/// A code of this name with an id that none of `codes` has.
#[must_use]
pub fn free_code(codes: &[Code], name: &str) -> Code {
    let id = free(name, "code", |id| codes.iter().any(|code| code.id.as_str() == id));
    Code::named(id.into(), name.trim())
}

/// How many codes are made of what was coded so far, at most.
const IN_USE: usize = 60;

/// A code of each thing that the coder's claims say in a field, to begin a choice with; none where
/// that would be too many to choose from.
#[must_use]
pub fn codes_in_use(project: &Project, coder: &CoderId, kind: &KindId, field: &Field) -> Vec<Code> {
    let own = project.stories.values().filter_map(|work| work.work_of(coder));
    let claims = own.flat_map(|work| work.claims.values()).filter(|claim| claim.kind.as_ref() == Some(kind));
    let mut found = BTreeMap::new();
    for value in claims.filter_map(|claim| claim.fields.get(&field.id)) {
        if let Some(words) = words(value, field, &project.actors) {
            found.entry(words.trim().to_lowercase()).or_insert_with(|| words.trim().to_owned());
        }
        if found.len() > IN_USE {
            return Vec::new();
        }
    }
    let mut codes = Vec::new();
    for name in found.into_values().filter(|name| !name.is_empty()) {
        let code = free_code(&codes, &name);
        codes.push(code);
    }
    codes
}

/// A readable id that is not taken.
fn free(name: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").chars().take(40).collect();
    let stem = if stem.is_empty() { otherwise.to_owned() } else { stem };
    let mut id = stem.clone();
    let mut number = 2_u32;
    while taken(&id) {
        id = format!("{stem}-{number}");
        number += 1;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_entries_have_ids_and_keys_of_their_own() {
        let mut book = CodeBook::default();
        let kind = add_kind(&mut book, " Rumour ");
        assert_eq!(kind.as_str(), "rumour");
        assert_eq!(add_kind(&mut book, "rumour!").as_str(), "rumour-2");
        let made = book.kind(&kind).unwrap();
        assert_eq!((made.name.as_str(), made.letter, made.key), ("Rumour", 'R', Some('4')));
        assert!(book.kinds[..3].iter().all(|other| other.colour != made.colour));
        let stance = add_field(&mut book, &kind, "STANCE").unwrap();
        let same = book.kinds[0].field(&"stance".into()).unwrap().clone();
        assert_eq!(book.kind(&kind).unwrap().field(&stance), Some(&same), "the same question");
        let again = add_field(&mut book, &kind, "Stance").unwrap();
        assert_ne!(again, stance);
        assert_eq!(add_code(&mut book, &kind, &stance, "for!", None).unwrap().as_str(), "for-2");
        assert_eq!(add_code(&mut book, &kind, &again, "x", None), None, "no choice");
        assert_eq!(add_code(&mut book, &kind, &stance, "\u{7}", None).unwrap().as_str(), "code");
    }
}
