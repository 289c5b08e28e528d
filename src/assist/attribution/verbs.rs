//! The English words of reported speech.

/// Verbs that report what somebody said. Forms that are nouns as often, such as "states" and "reports", are
/// left out.
const VERBS: &[&str] = &[
    "said",
    "say",
    "says",
    "saying",
    "told",
    "tells",
    "telling",
    "added",
    "adds",
    "adding",
    "stated",
    "stating",
    "noted",
    "noting",
    "argued",
    "argues",
    "arguing",
    "claimed",
    "claiming",
    "announced",
    "announcing",
    "warned",
    "warns",
    "warning",
    "cautioned",
    "insisted",
    "insists",
    "insisting",
    "explained",
    "explains",
    "declared",
    "declares",
    "asked",
    "asks",
    "replied",
    "replies",
    "answered",
    "wrote",
    "writes",
    "tweeted",
    "posted",
    "reported",
    "acknowledged",
    "acknowledges",
    "admitted",
    "admits",
    "conceded",
    "suggested",
    "suggests",
    "stressed",
    "stresses",
    "stressing",
    "emphasised",
    "emphasized",
    "underscored",
    "underlined",
    "urged",
    "urges",
    "urging",
    "vowed",
    "vows",
    "vowing",
    "pledged",
    "promised",
    "confirmed",
    "confirms",
    "denied",
    "denies",
    "denying",
    "recalled",
    "recalls",
    "remarked",
    "testified",
    "repeated",
    "reiterated",
    "asserted",
    "asserts",
    "contended",
    "maintained",
    "maintains",
    "alleged",
    "alleges",
    "predicted",
    "predicts",
    "estimated",
    "concluded",
    "commented",
    "observed",
    "complained",
    "revealed",
    "disclosed",
    "joked",
    "responded",
    "believes",
    "believed",
    "thinks",
];

/// Those that name whom it was said to before what was said.
const WITH_HEARER: &[&str] = &["told", "tells", "telling"];

/// Those that whoever spoke never stands behind.
const NEVER_TURNED: &[&str] = &["told", "tells", "telling", "believes", "thinks"];

/// Words after which a name or a hearer has ended: "said Mr Kim *in* Seoul".
const AFTER_NAME: &[&str] = &[
    "in",
    "on",
    "at",
    "after",
    "before",
    "during",
    "while",
    "when",
    "as",
    "to",
    "from",
    "with",
    "that",
    "last",
    "earlier",
    "yesterday",
    "today",
    "who",
    "whose",
    "and",
    "but",
    "by",
    "this",
    "late",
    "later",
    "through",
    "released",
    "published",
    "would",
    "will",
    "was",
    "were",
    "is",
    "are",
    "had",
    "has",
    "have",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "there",
    "how",
    "why",
    "what",
    "whether",
    "if",
];

/// Words that begin a clause, so that no subject reaches back beyond them.
const OPENS_CLAUSE: &[&str] = &[
    "but", "while", "as", "that", "because", "when", "if", "although", "though", "since", "which", "where",
    "so",
];

/// Words that are a whole subject: "you" and "it" may be an object as well.
const SUBJECTS: &[&str] = &["he", "she", "they", "we", "i"];

/// Short forms whose full stop ends no sentence.
const SHORT_FORMS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "adm", "sgt", "sen", "rep", "gov",
    "rev", "hon", "st", "jr", "sr", "inc", "corp", "co", "ltd", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "no", "vs", "etc", "dept", "amb",
];

fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

pub(super) fn reports(word: &str) -> bool {
    is_in(VERBS, word)
}

pub(super) fn names_hearer(word: &str) -> bool {
    is_in(WITH_HEARER, word)
}

/// Whether who spoke may stand behind it: "said Mr Kim".
pub(super) fn turns(word: &str) -> bool {
    !is_in(NEVER_TURNED, word)
}

pub(super) fn ends_name(word: &str) -> bool {
    is_in(AFTER_NAME, word)
}

pub(super) fn opens_clause(word: &str) -> bool {
    is_in(OPENS_CLAUSE, word)
}

/// Whether it stands for whoever speaks, so that nothing before it does.
pub(super) fn is_subject(word: &str) -> bool {
    is_in(SUBJECTS, word)
}

/// Whether a full stop after the word may belong to it: "Mr.", "U.S.", "J."
pub(super) fn is_shortened(word: &str) -> bool {
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || word.contains('.') || is_in(SHORT_FORMS, word)
}
