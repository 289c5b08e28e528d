use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::story::is_device;

/// A name that cannot stand in a project's files.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\u{201c}{}\u{201d} is not {what}", .name.escape_debug())]
pub struct IdError {
    /// The refused name.
    pub name: String,
    /// What it should have been.
    pub what: &'static str,
}

/// Names a claim among all claims of all coders; never reused.
///
/// Random, so that two machines that never met do not give the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClaimId(pub u64);

impl ClaimId {
    /// A new id.
    #[must_use]
    pub fn fresh() -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        // Each RandomState is keyed by the system's entropy; time and counter keep the ids of one
        // run apart whatever that entropy is worth.
        let mut hasher = std::collections::hash_map::RandomState::new().build_hasher();
        hasher.write_u64(COUNTER.fetch_add(1, Ordering::Relaxed));
        hasher.write_i128(jiff::Timestamp::now().as_nanosecond());
        Self(hasher.finish())
    }
}

impl std::fmt::Display for ClaimId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<ClaimId> for String {
    fn from(id: ClaimId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ClaimId {
    type Error = IdError;

    fn try_from(name: String) -> Result<Self, IdError> {
        let digits = name.len() == 16 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match u64::from_str_radix(&name, 16) {
            Ok(number) if digits => Ok(Self(number)),
            _ => Err(IdError { name, what: "a claim's id (16 hexadecimal digits)" }),
        }
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Cheap to clone: all clones share one text.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Shares the text with equal names that were met before.
            pub(super) fn share(&mut self, names: &mut Names) {
                names.share(&mut self.0);
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.into())
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self(name.into())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Names that were met before, so that equal ones in a project's many claims take memory once.
#[derive(Debug, Default)]
pub struct Names(HashSet<Arc<str>>);

impl Names {
    fn share(&mut self, name: &mut Arc<str>) {
        match self.0.get(name) {
            Some(known) => name.clone_from(known),
            None => drop(self.0.insert(name.clone())),
        }
    }
}

named! {
    /// Names a kind of claim in the code book.
    KindId
}
named! {
    /// Names a field; kinds that ask the same thing use the same name, so a re-tag keeps it.
    FieldId
}
named! {
    /// Names one value of a choice.
    CodeId
}
named! {
    /// Names an actor in the project's registry.
    ActorId
}
named! {
    /// Names a way in which claims can be linked.
    LinkId
}

/// Names an analyst; also the stem of the coder's claim files.
///
/// Letters, digits, `-` and `_` of any script, at most 40 bytes. Cheap to clone: all clones share one
/// text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CoderId(Arc<str>);

impl CoderId {
    const LONGEST: usize = 40;

    /// Shares the text with equal names that were met before.
    pub(crate) fn share(&mut self, names: &mut Names) {
        names.share(&mut self.0);
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest valid coder name to what the system or the analyst calls them.
    #[must_use]
    pub fn nearest(name: &str) -> Self {
        let mut nearest = String::new();
        for character in name.trim().chars() {
            let fits = nearest.len() + character.len_utf8() <= Self::LONGEST;
            if fits && (character.is_alphanumeric() || matches!(character, '-' | '_')) {
                nearest.extend(character.to_lowercase().next());
            }
        }
        Self::try_from(nearest).unwrap_or_else(|_| Self("coder".into()))
    }
}

impl TryFrom<String> for CoderId {
    type Error = IdError;

    fn try_from(name: String) -> Result<Self, IdError> {
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if name.is_empty() || name.len() > Self::LONGEST || !plain || is_device(&name.to_lowercase()) {
            return Err(IdError { name, what: "a coder's name (letters, digits, - and _)" });
        }
        Ok(Self(name.into()))
    }
}

impl From<CoderId> for String {
    fn from(id: CoderId) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl std::fmt::Display for CoderId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claim_ids_read_back_and_refuse_anything_else() {
        let id = ClaimId::fresh();
        assert_eq!(ClaimId::try_from(id.to_string()), Ok(id));
        for bad in ["", "../../etc/passwd", "123", "+00000000000000f", "000000000000000G"] {
            assert!(ClaimId::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
        assert_ne!(ClaimId::fresh(), ClaimId::fresh());
    }

    #[test]
    fn coder_names_are_safe_file_names() {
        assert_eq!(CoderId::nearest("Min-jun Kim ").as_str(), "min-junkim");
        assert_eq!(CoderId::nearest("../").as_str(), "coder");
        assert_eq!(CoderId::nearest("李娜").as_str(), "李娜");
        assert_eq!(CoderId::nearest("AUX").as_str(), "coder", "Windows has no file called aux.claims.ron");
        assert!(CoderId::try_from("a/b".to_owned()).is_err());
    }
}
