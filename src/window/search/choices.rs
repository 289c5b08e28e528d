//! The questions of choice that the kinds ask, each once, with the codes of all that ask it.

use std::collections::HashMap;

use crate::claims::{CodeBook, CodeId, FieldId, FieldType};

/// A question of choice.
pub(super) struct Choice {
    pub(super) field: FieldId,
    /// What the first kind that asks it calls it.
    pub(super) name: String,
    /// Every code that some kind has for it, in the order of the code book, with its name.
    pub(super) codes: Vec<(CodeId, String)>,
    places: HashMap<CodeId, usize>,
}

impl Choice {
    /// Those of a code book.
    pub(super) fn all(book: &CodeBook) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for field in book.kinds.iter().flat_map(|kind| &kind.fields) {
            let (FieldType::Choice(codes) | FieldType::Choices(codes)) = &field.holds else { continue };
            let at = all.iter().position(|choice| choice.field == field.id).unwrap_or_else(|| {
                let (field, name) = (field.id.clone(), field.name.clone());
                all.push(Self { field, name, codes: Vec::new(), places: HashMap::new() });
                all.len() - 1
            });
            let Self { codes: known, places, .. } = &mut all[at];
            for code in codes {
                places.entry(code.id.clone()).or_insert_with(|| {
                    known.push((code.id.clone(), code.name.clone()));
                    known.len() - 1
                });
            }
        }
        all
    }

    /// What a code is called; the bare id of one that no kind has.
    pub(super) fn code_name<'a>(&'a self, id: &'a CodeId) -> &'a str {
        let known = self.places.get(id).and_then(|at| self.codes.get(*at));
        known.map_or(id.as_str(), |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Code;

    #[test]
    fn a_question_of_several_kinds_has_the_codes_of_all() {
        let mut book = CodeBook::default();
        let code = |id: &str| Code::named(id.into(), &id.to_uppercase());
        let mut field = book.kinds[0].field(&"stance".into()).cloned().unwrap();
        field.holds = FieldType::Choices(vec![code("for"), code("rather-for")]);
        book.kinds[1].fields.insert(0, field);
        let all = Choice::all(&book);
        let stance: Vec<&Choice> = all.iter().filter(|choice| choice.field.as_str() == "stance").collect();
        assert_eq!(stance.len(), 1);
        let first = book.kinds[0].field(&"stance".into()).unwrap().codes().len();
        assert_eq!(stance[0].codes.len(), first + 1);
        assert_eq!(stance[0].code_name(&"for".into()), "for", "as the first kind calls it");
        assert_eq!(stance[0].code_name(&"rather-for".into()), "RATHER-FOR");
        assert_eq!(stance[0].code_name(&"gone".into()), "gone");
    }
}
