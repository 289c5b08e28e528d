use serde::{Deserialize, Serialize};

use super::{ClaimId, LinkId};

/// What ties a claim to another one, in the same story or in another, its own coder's or not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// In which way. The code book may not know it.
    pub how: LinkId,
    /// The other claim. It may be gone; the link stays.
    pub to: ClaimId,
}

/// A way in which claims can be linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkKind {
    /// Its name in files.
    pub id: LinkId,
    /// How it reads from the claim that has it: "supports".
    pub name: String,
    /// How it reads from the other end: "is supported by".
    pub back: String,
}

impl LinkKind {
    /// Those that every new code book begins with.
    #[must_use]
    pub fn standard() -> Vec<Self> {
        let ways = [
            ("supports", "supports", "is supported by"),
            ("contradicts", "contradicts", "is contradicted by"),
            ("answers", "answers", "is answered by"),
            ("repeats", "repeats", "is repeated by"),
            ("shown-in", "is shown in", "shows"),
        ];
        ways.map(|(id, name, back)| Self { id: id.into(), name: name.to_owned(), back: back.to_owned() })
            .into()
    }
}
