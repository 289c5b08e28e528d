use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Names a story within its project: also the name of its folder.
///
/// Only lower-case letters, digits and single dashes, at most 60 bytes, so that it is a safe
/// folder name on every system. Cheap to clone: all clones share one text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoryId(Arc<str>);

/// A name that cannot be a story's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\u{201c}{}\u{201d} is not a story name: only letters a-z, digits and single dashes", .0.escape_debug())]
pub struct SlugError(pub String);

const LONGEST: usize = 60;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

impl StoryId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StoryId {
    type Error = SlugError;

    fn try_from(name: String) -> Result<Self, SlugError> {
        let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let tidy = !name.starts_with('-') && !name.ends_with('-') && !name.contains("--");
        if name.is_empty() || name.len() > LONGEST || !plain || !tidy || is_device(&name) {
            return Err(SlugError(name));
        }
        Ok(Self(name.into()))
    }
}

impl From<StoryId> for String {
    fn from(id: StoryId) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether Windows keeps this name, with any extension, for a device.
pub(crate) fn is_device(name: &str) -> bool {
    // The raised digits count too.
    let digit = |rest: &str| {
        let mut letters = rest.chars();
        let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}');
        letters.next().is_some_and(is_digit) && letters.next().is_none()
    };
    let numbered = |stem: &str| name.strip_prefix(stem).is_some_and(digit);
    DEVICES.contains(&name) || numbered("com") || numbered("lpt")
}

/// A readable story name made from a headline, different from all that are `taken`.
///
/// A headline without Latin letters gives `story`, `story-2`, …
#[must_use]
pub fn slug_from(headline: &str, taken: impl Fn(&StoryId) -> bool) -> StoryId {
    let mut stem = String::new();
    for character in headline.chars() {
        let folded = character.to_ascii_lowercase();
        if folded.is_ascii_lowercase() || folded.is_ascii_digit() {
            stem.push(folded);
        } else if !stem.is_empty() && !stem.ends_with('-') && !matches!(character, '\'' | '\u{2019}') {
            stem.push('-');
        }
        if stem.len() >= 48 {
            break;
        }
    }
    // Cut a word torn by the limit, unless it is the only one.
    if stem.len() >= 48
        && let Some(dash) = stem.rfind('-')
    {
        stem.truncate(dash);
    }
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() || is_device(stem) { "story" } else { stem };
    let mut candidate = StoryId(stem.into());
    let mut number = 2_u32;
    while taken(&candidate) {
        candidate = StoryId(format!("{stem}-{number}").into());
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_names_that_lead_elsewhere() {
        for bad in ["", "..", "a/b", "a\\b", "A", "con", "com1", "a--b", "-a", "a-", "a b", "ä"] {
            assert!(StoryId::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn makes_readable_unique_names() {
        let first = slug_from("Three capitals slow-talk: it's on!", |_| false);
        assert_eq!(first.as_str(), "three-capitals-slow-talk-its-on");
        let second = slug_from("Three capitals slow-talk: it's on!", |id| *id == first);
        assert_eq!(second.as_str(), "three-capitals-slow-talk-its-on-2");
        assert_eq!(slug_from("新闻中心", |_| false).as_str(), "story");
    }

    proptest! {
        #[test]
        fn every_headline_gives_a_valid_name(headline in ".{0,120}") {
            let id = slug_from(&headline, |_| false);
            prop_assert!(StoryId::try_from(id.as_str().to_owned()).is_ok());
        }
    }
}
