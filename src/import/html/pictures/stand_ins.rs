//! What the names of pictures' files say against them: that they only stand in for others, or that
//! they are logos and the like. Only whole words count: a bank is no blank, silicon no icon.

use super::variants::file_name;

/// A longer name is about something, whatever words are among its own.
const MOST_WORDS: usize = 3;

/// The tiny pictures and drawings that stand in until a script loads the real one.
pub(in super::super) fn is_stand_in(url: &str) -> bool {
    let plain = ["blank", "transparent", "loading", "loader", "spinner", "pixel", "noimage", "nophoto"];
    is_surely_stand_in(url) || {
        let words = words(file_name(url));
        words.len() <= MOST_WORDS && words.iter().any(|word| plain.contains(&word.as_str()))
    }
}

/// The same of those that can be nothing else: a photograph of a loading dock can.
pub(in super::super) fn is_surely_stand_in(url: &str) -> bool {
    if let Some(data) = url.strip_prefix("data:") {
        return data.len() < 2_000 || data.starts_with("image/svg");
    }
    let name = file_name(url);
    let lower = name.to_ascii_lowercase();
    let words = words(name);
    let pair = |first: &str, second: &str| words.windows(2).any(|pair| pair[0] == first && pair[1] == second);
    let mut numbered = lower.split(|character: char| !character.is_ascii_alphanumeric());
    lower.ends_with(".svg")
        || lower.contains("placeholder")
        || lower.contains("lazyload")
        || words.iter().any(|word| word == "spacer")
        || pair("default", "image")
        || pair("no", "image")
        || pair("no", "photo")
        || numbered.any(|part| part == "1x1")
}

/// Whether a file is called after what it is for on the page.
pub(in super::super) fn is_icon(url: &str) -> bool {
    let known = ["logo", "logos", "icon", "icons", "favicon", "avatar", "avatars", "sprite", "sprites"];
    // Names such as "printlogo" are written in one; a dialogo and a catalogo are none.
    let written_in_one = |word: &str| {
        let before = word.strip_suffix("logo").and_then(|rest| rest.chars().next_back());
        before.is_some_and(|letter| !"aeiou".contains(letter))
    };
    let is_icon = |word: &String| known.contains(&word.as_str()) || written_in_one(word);
    !url.starts_with("data:") && words(file_name(url)).iter().any(is_icon)
}

/// The words of a file's name without its extension, in lower case: what no letter or a change to
/// upper case parts.
fn words(name: &str) -> Vec<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut words: Vec<String> = Vec::new();
    let (mut open, mut before_lower) = (false, false);
    for character in stem.chars().take(300) {
        if !character.is_alphabetic() {
            open = false;
            continue;
        }
        if !open || (character.is_uppercase() && before_lower) {
            words.push(String::new());
        }
        (open, before_lower) = (true, character.is_lowercase());
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_of_a_name_speak_against_a_picture() {
        for name in [
            "silicon-valley-bank.jpg",
            "semiconductor-plant.jpg",
            "dialogo-paz.jpg",
            "blankets-for-refugees.jpg",
            "unloading-grain-ship.jpg",
            "psicologo-infantil.jpg",
            "the-new-phone-has-a-pixel-that-glows.jpg",
            "1x100.jpg",
        ] {
            let url = format!("https://x.example/{name}?size=1x1");
            assert!(!is_icon(&url) && !is_stand_in(&url), "{name}");
        }
        for name in ["siteLogo.png", "printlogo.gif", "icon_32.png", "share-icons.png"] {
            assert!(is_icon(name), "{name}");
        }
        for name in ["blank.gif", "pixel.gif", "1x1.png", "grey-placeholder.png", "no-image.jpg", "map.svg"] {
            assert!(is_stand_in(name), "{name}");
        }
    }
}
