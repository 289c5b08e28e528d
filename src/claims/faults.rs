//! What is wrong with a code book that came from a file, and how each is put right. Nothing is
//! dropped because of it: the first kind keeps a key that two have, and what stands in a circle is
//! shown at the top.

use std::collections::{BTreeMap, HashMap};

use super::{Code, CodeBook, CodeId, FieldId, KindId, Outline};

/// Something in a code book that cannot be meant so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Two kinds in use have one key.
    SharedKey {
        /// The key.
        key: char,
        /// The kind it tags with.
        first: KindId,
        /// The kind that it does not reach.
        other: KindId,
    },
    /// Codes stand under each other in a circle.
    Circle {
        /// The kind of the field.
        kind: KindId,
        /// Whose codes.
        field: FieldId,
        /// The codes on the circle, in the order of the book.
        codes: Vec<CodeId>,
    },
    /// A code stands under one that its field does not have.
    NoParent {
        /// The kind of the field.
        kind: KindId,
        /// Whose codes.
        field: FieldId,
        /// The code.
        code: CodeId,
        /// What it is said to stand under.
        under: CodeId,
    },
}

impl CodeBook {
    /// Everything that cannot be meant so, in time that grows with the number of codes.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut keys = BTreeMap::new();
        for kind in self.kinds.iter().filter(|kind| !kind.retired) {
            let Some(key) = kind.key else { continue };
            match keys.get(&key) {
                None => drop(keys.insert(key, &kind.id)),
                Some(first) => {
                    faults.push(Fault::SharedKey { key, first: (*first).clone(), other: kind.id.clone() });
                }
            }
        }
        for kind in &self.kinds {
            for field in &kind.fields {
                of_codes(field.codes(), &kind.id, &field.id, &mut faults);
            }
        }
        faults
    }

    /// The code book with a fault put right: the other kind gets a free digit as its key, or none if
    /// there is none left; codes stand where they are shown, at the top.
    #[must_use]
    pub fn mended(&self, fault: &Fault) -> Self {
        let mut book = self.clone();
        let (kind, field, codes) = match fault {
            Fault::SharedKey { other, .. } => {
                let key = self.free_key();
                if let Some(kind) = book.kinds.iter_mut().find(|kind| kind.id == *other) {
                    kind.key = key;
                }
                return book;
            }
            Fault::Circle { kind, field, codes } => (kind, field, codes.as_slice()),
            Fault::NoParent { kind, field, code, .. } => (kind, field, std::slice::from_ref(code)),
        };
        let kind = book.kinds.iter_mut().find(|other| other.id == *kind);
        let field = kind.and_then(|kind| kind.fields.iter_mut().find(|other| other.id == *field));
        let listed = match field.map(|field| &mut field.holds) {
            Some(super::FieldType::Choice(listed) | super::FieldType::Choices(listed)) => listed,
            _ => return book,
        };
        for code in listed.iter_mut().filter(|code| codes.contains(&code.id)) {
            code.under = None;
        }
        book
    }
}

fn of_codes(codes: &[Code], kind: &KindId, field: &FieldId, faults: &mut Vec<Fault>) {
    if codes.iter().all(|code| code.under.is_none()) {
        return;
    }
    let numbers: HashMap<&CodeId, usize> =
        codes.iter().enumerate().rev().map(|(at, code)| (&code.id, at)).collect();
    let parent = |at: usize| numbers.get(codes[at].under.as_ref()?).copied();
    let outline = Outline::of(codes);
    // A code that has a parent and is shown at the top lies on a circle; each is told once.
    let mut told = vec![false; codes.len()];
    for (at, code) in codes.iter().enumerate() {
        let Some(under) = &code.under else { continue };
        let Some(above) = parent(at) else {
            let (kind, field) = (kind.clone(), field.clone());
            faults.push(Fault::NoParent { kind, field, code: code.id.clone(), under: under.clone() });
            continue;
        };
        if outline.parent(at).is_some() || told[at] {
            continue;
        }
        let mut circle = vec![at];
        let mut next = Some(above);
        while let Some(here) = next.filter(|&here| here != at && circle.len() <= codes.len()) {
            circle.push(here);
            next = parent(here);
        }
        circle.sort_unstable();
        circle.iter().for_each(|&at| told[at] = true);
        let codes = circle.into_iter().map(|at| codes[at].id.clone()).collect();
        faults.push(Fault::Circle { kind: kind.clone(), field: field.clone(), codes });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{FieldType, templates};
    use proptest::prelude::*;

    fn with_codes(codes: Vec<Code>) -> CodeBook {
        let mut book = CodeBook::default();
        book.kinds.truncate(1);
        book.kinds[0].fields[0].holds = FieldType::Choice(codes);
        book
    }

    #[test]
    fn a_shared_key_stays_with_the_first_and_the_other_gets_one() {
        let mut book = CodeBook::default();
        book.kinds[1].key = Some('1');
        let faults = book.faults();
        let (first, other) = ("stance".into(), "quote".into());
        assert_eq!(faults, [Fault::SharedKey { key: '1', first, other }]);
        let mended = book.mended(&faults[0]);
        assert_eq!(mended.faults(), []);
        assert_eq!((mended.kinds[0].key, mended.kinds[1].key), (Some('1'), Some('2')));
        book.kinds[0].retired = true;
        assert_eq!(book.faults(), [], "what is out of use needs no key");
        assert_eq!(book.kind_for_key('1').map(|kind| kind.id.as_str()), Some("quote"));
    }

    #[test]
    fn templates_have_no_faults() {
        for template in templates() {
            assert_eq!(template.book.faults(), [], "{}", template.name);
        }
    }

    proptest! {
        /// Every code that is not shown where the file says is told of; mended, the book shows the same.
        #[test]
        fn faults_are_told_and_mended(
            under in proptest::collection::vec(proptest::option::of(0..10_usize), 0..9),
        ) {
            let codes: Vec<Code> = under.iter().enumerate().map(|(at, under)| Code {
                under: under.map(|under| under.to_string().into()),
                ..Code::named(at.to_string().into(), "x")
            }).collect();
            let shown = Outline::of(&codes);
            let mut book = with_codes(codes.clone());
            let told: usize = book.faults().iter().map(|fault| match fault {
                Fault::Circle { codes, .. } => codes.len(),
                _ => 1,
            }).sum();
            let moved = (0..codes.len()).filter(|&at| codes[at].under.is_some() && shown.parent(at).is_none());
            prop_assert_eq!(told, moved.count());
            for fault in book.faults() {
                book = book.mended(&fault);
            }
            prop_assert_eq!(book.faults(), vec![]);
            prop_assert_eq!(Outline::of(book.kinds[0].fields[0].codes()), shown);
        }
    }
}
