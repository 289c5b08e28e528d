//! Who made a picture, where its caption says so at its end.

use super::script::Tally;

/// Words that lead a credit in.
const LEADS: [&str; 36] = [
    "photograph by ",
    "photograph: ",
    "photographs: ",
    "photographer: ",
    "illustration: ",
    "photographs by ",
    "photo by ",
    "photos by ",
    "photo courtesy of ",
    "picture by ",
    "pictures by ",
    "image by ",
    "illustration by ",
    "courtesy of ",
    "courtesy: ",
    "handout by ",
    "photo credit: ",
    "image credit: ",
    "photo: ",
    "photos: ",
    "picture: ",
    "image: ",
    "credit: ",
    "credits: ",
    "source: ",
    "foto: ",
    "fotos: ",
    "fotografie: ",
    "bild: ",
    "bilder: ",
    "quelle: ",
    "crédit: ",
    "crédits: ",
    "фото: ",
    "写真: ",
    "사진=",
];

/// Agencies whose name at the end of a caption, after a dash or in brackets, is a credit.
const AGENCIES: [&str; 27] = [
    "ap",
    "afp",
    "reuters",
    "getty",
    "epa",
    "dpa",
    "apa",
    "ansa",
    "efe",
    "tass",
    "ria",
    "xinhua",
    "yonhap",
    "kyodo",
    "jiji",
    "kcna",
    "newsis",
    "bloomberg",
    "imago",
    "shutterstock",
    "istock",
    "istockphoto",
    "pa",
    "alamy",
    "zuma",
    "upi",
    "anadolu",
];

/// Splits the credit off a caption's end. Nothing is dropped but brackets, a slash and the blanks
/// between the two; without a credit the caption stays as it is.
pub(super) fn split(caption: &str) -> (&str, Option<&str>) {
    let caption = caption.trim();
    let found = slash(caption).or_else(|| brackets(caption)).or_else(|| led_in(caption));
    match found {
        Some((words, credit)) => (words.trim(), Some(credit.trim())),
        None => (caption, None),
    }
}

/// A credit without the word and colon that lead it in.
pub(super) fn name(credit: &str) -> &str {
    let lower: String = credit.chars().take(24).flat_map(char::to_lowercase).collect();
    let lead = LEADS.into_iter().find(|lead| lead.ends_with(": ") && lower.starts_with(lead));
    // Lower case may change the length of some letters; a lead holds none of those.
    lead.and_then(|lead| credit.get(lead.len()..)).map_or(credit, str::trim)
}

/// "… / Agency", as Korean and other papers write it.
fn slash(caption: &str) -> Option<(&str, &str)> {
    let (before, after) = caption.rsplit_once('/')?;
    let agency = after.trim();
    let short = agency.chars().take(41).count() <= 40 && (1..=4).contains(&Tally::of(agency).words());
    let apart = before.ends_with(char::is_whitespace) && !before.trim().is_empty();
    (apart && short && !ends_sentence(agency)).then_some((before, agency))
}

/// "… (AP Photo/Ann Lee)", "… [Getty Images]".
fn brackets(caption: &str) -> Option<(&str, &str)> {
    let open = match caption.trim_end_matches('.').chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let (before, inner) = caption.trim_end_matches('.').rsplit_once(open)?;
    let inner = &inner[..inner.len() - 1];
    (is_credit(inner) || names_agency(inner)).then_some((before, inner))
}

/// "… Photo: Ann Lee", "… © Agency".
fn led_in(caption: &str) -> Option<(&str, &str)> {
    // From the last words back; a credit is short.
    let tail = caption.len().saturating_sub(160);
    let tail = caption.ceil_char_boundary(tail);
    let starts = caption[tail..].char_indices().map(|(at, _)| tail + at);
    let mut starts: Vec<usize> = starts.filter(|&at| at == 0 || is_break(&caption[..at])).collect();
    starts.reverse();
    let at = starts.into_iter().find(|&at| is_credit(&caption[at..]))?;
    let before = caption[..at].trim_end().trim_end_matches(['\u{2013}', '\u{2014}', '|', '-']);
    Some((before, &caption[at..]))
}

/// Whether a credit may begin after these words.
fn is_break(before: &str) -> bool {
    let trimmed = before.trim_end();
    trimmed.ends_with([
        '.', '!', '?', '"', '\u{201d}', '\u{2019}', '|', ')', '\u{2013}', '\u{2014}', '\u{3002}', '\n',
    ]) || (trimmed.len() < before.len())
}

/// Whether words begin as credits do. A credit that is led in by a plain word must be followed by
/// a name.
pub(super) fn is_credit(words: &str) -> bool {
    let words = words.trim_start();
    if words.starts_with(['\u{a9}', '\u{24d2}']) || words.starts_with("(c) ") {
        return words.chars().count() <= 120;
    }
    if words.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("ap photo/")) {
        return true;
    }
    let lower: String = words.chars().take(24).flat_map(char::to_lowercase).collect();
    let lead = LEADS.into_iter().find(|lead| lower.starts_with(lead));
    let Some(lead) = lead else { return false };
    let name = words.chars().skip(lead.chars().count()).collect::<String>();
    let named = name
        .trim_start()
        .starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() || c == '@');
    let colon = lead.trim_end().ends_with([':', '=']);
    (named || colon) && name.chars().count() <= 100
}

fn names_agency(words: &str) -> bool {
    let short = words.chars().count() <= 80;
    let mut parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    short
        && parts.any(|part| {
            AGENCIES.iter().any(|agency| agency.eq_ignore_ascii_case(part))
                && part.starts_with(char::is_uppercase)
                || part == "dpa"
                || part == "imago"
        })
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'', ')']).ends_with(['.', '\u{3002}', '\u{2026}'])
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn credits_are_split_off() {
        for (caption, words, credit) in [
            ("A ship leaves port. / Other-Agency", "A ship leaves port.", "Other-Agency"),
            ("A ship leaves port. /  AP-Yonhap", "A ship leaves port.", "AP-Yonhap"),
            ("A ship (AP Photo/Ann Lee)", "A ship", "AP Photo/Ann Lee"),
            ("A ship leaves. (Ann Lee/Reuters)", "A ship leaves.", "Ann Lee/Reuters"),
            ("A ship leaves. Photo by Ann Lee", "A ship leaves.", "Photo by Ann Lee"),
            ("A ship leaves. Courtesy of Port Office", "A ship leaves.", "Courtesy of Port Office"),
            ("Ein Schiff | Foto: Ann Lee", "Ein Schiff", "Foto: Ann Lee"),
            ("A ship \u{a9} Ann Lee", "A ship", "\u{a9} Ann Lee"),
        ] {
            assert_eq!(split(caption), (words, Some(credit)));
        }
    }

    #[test]
    fn other_captions_stay_whole() {
        for caption in [
            "A photo by the sea",
            "This and / or that is not, of course.",
            "Kim (left) and Lee (right)",
            "",
            "/",
        ] {
            assert_eq!(split(caption), (caption, None));
        }
    }
}
