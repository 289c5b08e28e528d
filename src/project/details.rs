//! What is known of a story beside its text, as an analyst reads and writes it.

use thiserror::Error;

use crate::story::Story;

/// One thing that is known of a story and can be changed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// The headline in lists.
    Headline,
    /// Who wrote it.
    Authors,
    /// Who published it.
    Outlet,
    /// The day it was published.
    Date,
    /// The language of its text.
    Language,
    /// Where it was found.
    Url,
}

/// Why words are no value of a [`Detail`], with what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DetailError {
    /// Lists would have nothing to show.
    #[error("A story needs a headline; lists show it.")]
    NoHeadline,
    /// No such day.
    #[error("Write the day as 2019-02-28, or 28 February 2019.")]
    Date,
    /// No BCP 47 tag.
    #[error("Write the language as a short tag: en, ko, zh-Hans.")]
    Language,
    /// An address has no blanks.
    #[error("An address has no blanks in it.")]
    Url,
}

impl Detail {
    /// Every detail, in the order a form shows them.
    pub const ALL: [Self; 6] =
        [Self::Headline, Self::Authors, Self::Outlet, Self::Date, Self::Language, Self::Url];

    /// What it is called on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "Headline",
            Self::Authors => "Authors",
            Self::Outlet => "Outlet",
            Self::Date => "Date",
            Self::Language => "Language",
            Self::Url => "Address",
        }
    }

    /// What the story says, in the words [`Detail::set`] takes; empty where it says nothing.
    #[must_use]
    pub fn of(self, story: &Story) -> String {
        match self {
            Self::Headline => story.headline.clone(),
            Self::Authors => story.authors.join("; "),
            Self::Outlet => story.outlet.clone().unwrap_or_default(),
            Self::Date => story.date.map_or_else(String::new, |date| date.to_string()),
            Self::Language => story.language.clone().unwrap_or_default(),
            Self::Url => story.url.clone().unwrap_or_default(),
        }
    }

    /// The story with other words for this; `None` if they say the same. Blanks around them do not
    /// count, and nothing takes away what was known. Authors are parted by semicolons.
    ///
    /// # Errors
    /// If the words cannot be a value of this detail.
    pub fn set(self, story: &Story, words: &str) -> Result<Option<Story>, DetailError> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let some = || (!words.is_empty()).then(|| words.clone());
        let mut changed = story.clone();
        match self {
            Self::Headline => changed.headline = some().ok_or(DetailError::NoHeadline)?,
            Self::Authors => {
                let names = words.split([';', '；']).map(str::trim).filter(|name| !name.is_empty());
                changed.authors = names.map(str::to_owned).collect();
            }
            Self::Outlet => changed.outlet = some(),
            Self::Date => {
                changed.date = some().map(|words| day(&words).ok_or(DetailError::Date)).transpose()?
            }
            Self::Language if words.is_empty() || is_tag(&words) => changed.language = some(),
            Self::Language => return Err(DetailError::Language),
            Self::Url if words.contains(' ') => return Err(DetailError::Url),
            Self::Url => changed.url = some(),
        }
        Ok((changed != *story).then_some(changed))
    }
}

/// The day that words name.
fn day(words: &str) -> Option<jiff::civil::Date> {
    const FORMS: [&str; 5] = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"];
    FORMS.into_iter().find_map(|form| jiff::civil::Date::strptime(form, words).ok())
}

/// Whether words have the form of a BCP 47 tag: 2 to 8 letters, then parts of 1 to 8 letters or digits.
fn is_tag(words: &str) -> bool {
    let mut parts = words.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::StoryText;

    fn story() -> Story {
        Story::new("Talks slow", &StoryText::from_canonical("Talks"), Vec::new())
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (detail, words, told) in [
            (Detail::Headline, " Talks \n stop ", "Talks stop"),
            (Detail::Authors, "Ann Lee;Bo Kim ; ", "Ann Lee; Bo Kim"),
            (Detail::Outlet, "The Courier", "The Courier"),
            (Detail::Date, "2019-02-28", "2019-02-28"),
            (Detail::Date, "28 February 2019", "2019-02-28"),
            (Detail::Date, "Feb 28, 2019", "2019-02-28"),
            (Detail::Language, "zh-Hans", "zh-Hans"),
            (Detail::Url, "https://example.org/a", "https://example.org/a"),
        ] {
            let changed = detail.set(&story(), words).unwrap().unwrap();
            assert_eq!(detail.of(&changed), told);
            assert_eq!(detail.set(&changed, told), Ok(None), "{told}");
            if detail != Detail::Headline {
                assert_eq!(detail.set(&changed, " "), Ok(Some(story())), "{told} is taken away");
            }
        }
    }

    #[test]
    fn what_cannot_be_says_what_to_write() {
        for (detail, words, error) in [
            (Detail::Headline, " ", DetailError::NoHeadline),
            (Detail::Date, "2019-02-30", DetailError::Date),
            (Detail::Date, "soon", DetailError::Date),
            (Detail::Language, "English (UK)", DetailError::Language),
            (Detail::Url, "https://example.org/a b", DetailError::Url),
        ] {
            assert_eq!(detail.set(&story(), words), Err(error));
        }
    }
}
