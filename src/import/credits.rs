//! Who made a picture, where its caption says so at its end.

use super::credit_words::{AGENCIES, BEFORE_COLON, LEADS, TOOK_IT};
use super::script::Tally;

/// Splits the credit off a caption's end. Nothing is dropped but brackets, a slash and the blanks
/// between the two; without a credit the caption stays as it is.
pub(super) fn split(caption: &str) -> (&str, Option<&str>) {
    let caption = caption.trim();
    let found =
        slash(caption).or_else(|| brackets(caption)).or_else(|| led_in(caption)).or_else(|| signed(caption));
    match found {
        Some((words, credit)) => (words.trim(), Some(credit.trim())),
        None => (caption, None),
    }
}

/// A credit without the word and colon that lead it in.
pub(super) fn name(credit: &str) -> &str {
    after_colon(credit).unwrap_or(credit).trim()
}

/// What follows a word that leads a credit in with a colon, or as Korean papers do with an equals
/// sign; some languages set a blank before it.
fn after_colon(words: &str) -> Option<&str> {
    let (at, mark) = words.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '\u{ff1a}' | '='))?;
    let lead = words[..at].trim().to_lowercase();
    BEFORE_COLON.contains(&lead.as_str()).then(|| words[at + mark.len_utf8()..].trim_start())
}

/// "… / Agency", as Korean and other papers write it.
fn slash(caption: &str) -> Option<(&str, &str)> {
    let (before, after) = caption.rsplit_once('/')?;
    let agency = after.trim();
    let short = agency.chars().take(41).count() <= 40 && (1..=4).contains(&Tally::of(agency).words());
    let apart = before.ends_with(char::is_whitespace) && !before.trim().is_empty();
    (apart && short && !ends_sentence(agency)).then_some((before, agency))
}

/// "… (AP Photo/Ann Lee)", "… [Getty Images]", also in brackets of full width.
fn brackets(caption: &str) -> Option<(&str, &str)> {
    let caption = caption.trim_end_matches(['.', '\u{3002}']);
    let close = caption.chars().next_back()?;
    let open = match close {
        ')' => '(',
        ']' => '[',
        '\u{ff09}' => '\u{ff08}',
        '\u{3011}' => '\u{3010}',
        _ => return None,
    };
    let (before, inner) = caption.rsplit_once(open)?;
    let inner = &inner[..inner.len() - close.len_utf8()];
    (is_credit(inner) || names_agency(inner) || names_who_took_it(inner)).then_some((before, inner))
}

/// A last sentence that is the name of who took the picture.
fn signed(caption: &str) -> Option<(&str, &str)> {
    let (before, _) = caption.trim_end_matches('\u{3002}').rsplit_once('\u{3002}')?;
    let (before, last) = caption.split_at(before.len() + '\u{3002}'.len_utf8());
    names_who_took_it(last.trim()).then_some((before, last))
}

fn names_who_took_it(words: &str) -> bool {
    let words = words.trim_end_matches('\u{3002}');
    TOOK_IT.iter().any(|end| words.ends_with(end)) && (3..=30).contains(&words.chars().count())
}

/// "… Photo: Ann Lee", "… © Agency".
fn led_in(caption: &str) -> Option<(&str, &str)> {
    // From the last words back; a credit is short.
    let tail = caption.len().saturating_sub(160);
    let tail = caption.ceil_char_boundary(tail);
    let starts = caption[tail..].char_indices().map(|(at, _)| tail + at);
    let mut starts: Vec<usize> = starts.filter(|&at| at == 0 || is_break(&caption[..at])).collect();
    starts.reverse();
    let found = starts.iter().position(|&at| is_credit(&caption[at..]))?;
    // What leads it in may be two words: "Photo credit: …".
    let longer = starts[found + 1..].iter().take(2).rev().find(|&&at| after_colon(&caption[at..]).is_some());
    let at = longer.copied().unwrap_or(starts[found]);
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
    if let Some(name) = after_colon(words) {
        return name.chars().count() <= 100;
    }
    let lower: String = words.chars().take(24).flat_map(char::to_lowercase).collect();
    let Some(lead) = LEADS.into_iter().find(|lead| lower.starts_with(lead)) else { return false };
    let name = words.chars().skip(lead.chars().count()).collect::<String>();
    let named = name
        .trim_start()
        .starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() || c == '@');
    named && name.chars().count() <= 100
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
    use super::{name, split};

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
            ("A ship. Photo credit: Ann Lee", "A ship.", "Photo credit: Ann Lee"),
            ("Un navire. Crédit photo : AFP", "Un navire.", "Crédit photo : AFP"),
            ("Un navire. Photo\u{a0}: AFP", "Un navire.", "Photo\u{a0}: AFP"),
            ("Con tàu. Ảnh: AFP", "Con tàu.", "Ảnh: AFP"),
            ("Gemi. Fotoğraf: AA", "Gemi.", "Fotoğraf: AA"),
            ("Statek. Fot. Ann Lee", "Statek.", "Fot. Ann Lee"),
            ("Laiva. Kuva: Ann Lee", "Laiva.", "Kuva: Ann Lee"),
            ("船只离开港口。新华社记者 刘杰 摄", "船只离开港口。", "新华社记者 刘杰 摄"),
            ("船只离开港口（图片来源：视觉）", "船只离开港口", "图片来源：视觉"),
            ("港を出る船（山田太郎撮影）", "港を出る船", "山田太郎撮影"),
            ("배가 떠난다 [사진 = 김 기자]", "배가 떠난다", "사진 = 김 기자"),
        ] {
            assert_eq!(split(caption), (words, Some(credit)));
        }
    }

    #[test]
    fn a_name_stands_without_what_leads_it_in() {
        for (credit, alone) in [
            ("Crédit photo : AFP", "AFP"),
            ("사진 = 김 기자", "김 기자"),
            ("图源：视觉", "视觉"),
            ("Ann: Lee", "Ann: Lee"),
        ] {
            assert_eq!(name(credit), alone);
        }
    }

    #[test]
    fn other_captions_stay_whole() {
        for caption in [
            "A photo by the sea",
            "This and / or that is not, of course.",
            "Kim (left) and Lee (right)",
            "船只离开港口（右）",
            "鏡頭下的攝影展。觀眾很多，這裡的人們都在看攝影師的作品，一直看到深夜才回家去攝",
            "",
            "/",
        ] {
            assert_eq!(split(caption), (caption, None));
        }
    }
}
