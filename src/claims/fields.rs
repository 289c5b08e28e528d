//! The fields of a claim with their values.

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thin_vec::ThinVec;

use super::{FieldId, Names, Value};
use crate::story::StoryText;

/// Fields with their values, sorted by field, each at most once.
///
/// A map in all but its memory: a claim has a handful of fields, a project hundreds of thousands of
/// claims, and a `BTreeMap` takes more than a kilobyte for the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(ThinVec<(FieldId, Value)>);

impl Fields {
    fn find(&self, id: &FieldId) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(id))
    }

    /// The field's value, if it is coded.
    #[must_use]
    pub fn get(&self, id: &FieldId) -> Option<&Value> {
        self.find(id).ok().map(|at| &self.0[at].1)
    }

    /// Whether the field is coded.
    #[must_use]
    pub fn contains_key(&self, id: &FieldId) -> bool {
        self.find(id).is_ok()
    }

    /// Codes a field; gives the value it had.
    pub fn insert(&mut self, id: FieldId, value: Value) -> Option<Value> {
        match self.find(&id) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (id, value));
                None
            }
        }
    }

    /// Makes a field "not coded"; gives the value it had.
    pub fn remove(&mut self, id: &FieldId) -> Option<Value> {
        self.find(id).ok().map(|at| self.0.remove(at).1)
    }

    /// The fields with their values, by field.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&FieldId, &Value)> + ExactSizeIterator {
        self.0.iter().map(|(id, value)| (id, value))
    }

    /// The fields that are coded, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &FieldId> + ExactSizeIterator {
        self.0.iter().map(|(id, _)| id)
    }

    /// Their values, in the order of the fields.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, to be changed.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// How many fields are coded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no field is coded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Shares names with those met before, and the words of passages with `text`.
    pub(super) fn share(&mut self, names: &mut Names, text: &StoryText) {
        for (id, value) in &mut self.0 {
            id.share(names);
            match value {
                Value::Actor(id) => id.share(names),
                Value::Choice(id) => id.share(names),
                Value::Choices(ids) => ids.iter_mut().for_each(|id| id.share(names)),
                Value::Passage(passage) => passage.share(text),
                Value::Text(_) | Value::Number(_) | Value::Date(_) | Value::YesNo(_) | Value::CannotSay => {}
            }
        }
    }
}

impl Extend<(FieldId, Value)> for Fields {
    fn extend<I: IntoIterator<Item = (FieldId, Value)>>(&mut self, entries: I) {
        for (id, value) in entries {
            self.insert(id, value);
        }
    }
}

impl FromIterator<(FieldId, Value)> for Fields {
    fn from_iter<I: IntoIterator<Item = (FieldId, Value)>>(entries: I) -> Self {
        let mut fields = Self::default();
        fields.extend(entries);
        fields
    }
}

impl IntoIterator for Fields {
    type Item = (FieldId, Value);
    type IntoIter = thin_vec::IntoIter<(FieldId, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Fields {
    type Item = (&'a FieldId, &'a Value);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'a, (FieldId, Value)>,
        fn(&'a (FieldId, Value)) -> (&'a FieldId, &'a Value),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(id, value)| (id, value))
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A field that stands twice is an error, for either value might be the one that was meant.
impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Fields;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("fields and their values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields, A::Error> {
                let mut fields = Fields::default();
                while let Some((id, value)) = entries.next_entry::<FieldId, Value>()? {
                    if fields.contains_key(&id) {
                        return Err(A::Error::custom(format_args!(
                            "the field \u{201c}{id}\u{201d} stands twice"
                        )));
                    }
                    fields.insert(id, value);
                }
                Ok(fields)
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// It is a sorted map, whatever is done to it.
        #[test]
        fn it_does_what_a_map_does(steps in proptest::collection::vec((0..6_u8, any::<Option<bool>>()), 0..24)) {
            let mut fields = Fields::default();
            let mut map = BTreeMap::new();
            for (id, value) in steps {
                let id = FieldId::from(id.to_string());
                let (was, expected) = match value.map(Value::YesNo) {
                    Some(value) => (fields.insert(id.clone(), value.clone()), map.insert(id.clone(), value)),
                    None => (fields.remove(&id), map.remove(&id)),
                };
                prop_assert_eq!(was, expected);
                prop_assert_eq!(fields.get(&id), map.get(&id));
                prop_assert!(fields.iter().eq(map.iter()));
                prop_assert_eq!(fields.len(), map.len());
            }
            prop_assert_eq!(ron::to_string(&fields).unwrap(), ron::to_string(&map).unwrap());
            prop_assert_eq!(map.into_iter().collect::<Fields>(), fields);
        }
    }
}
