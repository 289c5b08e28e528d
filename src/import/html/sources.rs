//! The files a picture on a page may be loaded from.

use super::dom::{NodeId, Tree};

/// Whether an attribute holds a picture's address. Those that scripts load later have many names.
fn holds_address(name: &str) -> bool {
    let later = name.strip_prefix("data-").is_some_and(|rest| {
        rest.ends_with("src")
            || rest.ends_with("srcset")
            || matches!(
                rest,
                "original"
                    | "lazy"
                    | "url"
                    | "image"
                    | "original-set"
                    | "orig-file"
                    | "large-file"
                    | "full-url"
            )
    });
    later || matches!(name, "src" | "srcset")
}

/// Whether an element shows a picture: an `img`, or one that a script of the page makes into an
/// image (`amp-img` and others' own elements, whose names hold a hyphen by the standard).
pub(super) fn is_image(tree: &Tree, node: NodeId) -> bool {
    let tag = tree.tag(node);
    if tag == "img" {
        return true;
    }
    // The `img` of a `picture` may be left to a script.
    if tag == "picture" {
        let mut below = tree.descendants(node).skip(1).take(60);
        return !below.any(|below| is_image(tree, below)) && !candidates(tree, node).is_empty();
    }
    let mut words = tag.split('-');
    tag.contains('-')
        && words.any(|word| matches!(word, "img" | "image" | "picture" | "photo"))
        && !candidates(tree, node).is_empty()
}

/// What pictures' names end in.
const EXTENSIONS: [&str; 12] =
    ["jpg", "jpeg", "png", "webp", "gif", "avif", "jpe", "jfif", "tif", "tiff", "bmp", "cms"];

/// All addresses of one picture, each with its width where that is known.
pub(super) fn candidates(tree: &Tree, image: NodeId) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    let mut add = |node: NodeId| {
        // The later ones first: `src` may be a stand-in.
        let mut attributes: Vec<(&str, &str)> =
            tree.attributes(node).filter(|(name, _)| holds_address(name)).collect();
        attributes.sort_by_key(|(name, _)| *name == "src");
        for (name, value) in attributes {
            if name.ends_with("set") {
                found.extend(source_set(value));
            } else {
                found.push((value.trim().to_owned(), 0));
            }
        }
    };
    add(image);
    let mut around = std::iter::once(image).chain(tree.ancestors(image).take(4));
    if let Some(picture) = around.find(|&above| tree.tag(above) == "picture") {
        tree.descendants(picture).take(60).filter(|&node| tree.tag(node) == "source").for_each(add);
    }
    found.retain(|(url, _)| is_address(url));
    found
}

fn is_address(url: &str) -> bool {
    !url.is_empty()
        && !url.starts_with('#')
        && url != "about:blank"
        && !url.contains(['{', '<'])
        && !url.starts_with("javascript:")
}

/// The addresses in a `srcset`. They may hold commas, so a comma counts only before a blank or
/// after a descriptor.
fn source_set(value: &str) -> Vec<(String, u32)> {
    let mut found: Vec<(String, u32)> = Vec::new();
    let mut fresh = true;
    // "a.jpg 280w,b.jpg 560w": some leave the blank out.
    let apart =
        |word: &'_ str| word.find(',').filter(|&at| is_descriptor(&word[..at]) && at + 1 < word.len());
    let words = value.split_ascii_whitespace().flat_map(|word| match apart(word) {
        Some(at) => vec![&word[..=at], &word[at + 1..]],
        None => vec![word],
    });
    for word in words {
        let bare = word.trim_matches(',');
        if is_descriptor(bare) && !fresh {
            let number = bare[..bare.len() - 1].parse::<f32>().unwrap_or_default();
            if let Some(last) = found.last_mut() {
                // A density says only which is larger.
                last.1 = if bare.ends_with('w') { number as u32 } else { (number * 100.0) as u32 };
            }
            fresh = word.ends_with(',');
        } else if !bare.is_empty() {
            found.push((bare.to_owned(), 0));
            fresh = word.ends_with(',');
        }
    }
    found
}

/// "640w", "2x".
fn is_descriptor(word: &str) -> bool {
    word.strip_suffix(['w', 'x', 'h']).is_some_and(|number| number.parse::<f32>().is_ok())
}

/// The address to keep: the largest by what the page says, else the first; a stand-in only if
/// there is nothing else.
pub(super) fn best(candidates: &[(String, u32)]) -> Option<&str> {
    let real = || candidates.iter().filter(|(url, _)| !is_stand_in(url));
    let widest = real().map(|(_, width)| *width).max()?;
    real().find(|(_, width)| *width == widest).map(|(url, _)| url.as_str())
}

/// The tiny pictures and drawings that stand in until a script loads the real one.
fn is_stand_in(url: &str) -> bool {
    if let Some(data) = url.strip_prefix("data:") {
        return data.len() < 2_000 || data.starts_with("image/svg");
    }
    let name = file_name(url).to_ascii_lowercase();
    let words = [
        "placeholder",
        "blank",
        "spacer",
        "transparent",
        "loading",
        "1x1",
        "pixel",
        "lazyload",
        "default-image",
        "no-image",
    ];
    name.ends_with(".svg") || words.iter().any(|word| name.contains(word))
}

/// Whether a picture is too small to be one of the story.
pub(super) fn is_small(tree: &Tree, image: NodeId, source: &str) -> bool {
    let size =
        |name| tree.attr(image, name).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
    let (width, height) = (size("width"), size("height"));
    let small = |size: Option<u32>| size.is_some_and(|size| size > 1 && size <= 120);
    let tiny = |size: Option<u32>| size.is_some_and(|size| size <= 48);
    let name = file_name(source).to_ascii_lowercase();
    let counted = (width, height) == (Some(1), Some(1)) || (width, height) == (Some(0), Some(0));
    counted
        || (small(width) && small(height))
        || tiny(width) && height != Some(1) && width != Some(1)
        || ["logo", "icon", "avatar", "sprite"].iter().any(|word| name.contains(word))
}

/// The part of an address that names the file.
pub(super) fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default()
}

/// What all size variants of one picture have in common.
pub(super) fn key(url: &str) -> String {
    if url.starts_with("data:") {
        return url.to_owned();
    }
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    // Services that scale pictures name the original in their query.
    let inner =
        query.split('&').find_map(|pair| pair.strip_prefix("url=").or_else(|| pair.strip_prefix("src=")));
    if let Some(inner) = inner.filter(|inner| inner.len() > 10) {
        let inner = percent_encoding::percent_decode_str(inner).decode_utf8_lossy().into_owned();
        return key(&inner);
    }
    let name = file_name(path).to_ascii_lowercase();
    // Some services put the whole address of the original into the name.
    let name = percent_encoding::percent_decode_str(&name).decode_utf8_lossy();
    let mut stem = name.rsplit('/').next().unwrap_or_default();
    while let Some((head, extension)) = stem.rsplit_once('.').filter(|(head, _)| !head.is_empty()) {
        if !EXTENSIONS.contains(&extension) {
            break;
        }
        stem = head;
    }
    let plain = without_size(stem);
    let letters = plain.chars().filter(|character| character.is_alphanumeric()).count();
    // A name such as "640x360" or "image" says nothing; the folder it lies in does.
    if letters < 6 || matches!(plain.as_str(), "original" | "default" | "picture" | "master" | "standard") {
        let folder = path.trim_end_matches('/').rsplit('/').nth(1).unwrap_or_default();
        return format!("{folder}/{plain}");
    }
    plain
}

/// A file's name without what tells its size: "-1024x768", "_w640", "@2x", "-scaled".
fn without_size(stem: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in stem.split_inclusive(['-', '_', '@', '~', ',']) {
        let bare = part.trim_end_matches(['-', '_', '@', '~', ',']);
        let dimensions =
            bare.split_once('x').is_some_and(|(width, height)| is_number(width) && is_number(height));
        let width = bare
            .strip_prefix(['w', 'h', 's'])
            .is_some_and(|number| (2..=4).contains(&number.len()) && is_number(number));
        let density = matches!(
            bare,
            "2x" | "3x" | "1x" | "scaled" | "thumb" | "thumbnail" | "small" | "medium" | "large" | "full"
        );
        if !(dimensions || width || density) {
            parts.push(part);
        }
    }
    parts.concat().trim_end_matches(['-', '_', '@', '~', ',']).to_owned()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_variants_are_one_picture() {
        for other in [
            "https://x.org/a/harbour-at-dawn-480x360.jpg",
            "/i/w640/harbour-at-dawn@2x.webp?w=3",
            "/_next/image?url=https%3A%2F%2Fx.org%2Fharbour-at-dawn.jpg&w=64",
        ] {
            assert_eq!(key(other), key("https://x.org/harbour-at-dawn.jpg"), "{other}");
        }
        assert_ne!(key("/a/1/640x360"), key("/a/2/640x360"));
    }

    #[test]
    fn sets_of_sources_are_read_with_their_commas() {
        let set = source_set("https://x.org/w_200,h_100/a.jpg 200w, https://x.org/w_800,h_400/a.jpg 800w");
        assert_eq!(
            set,
            [
                ("https://x.org/w_200,h_100/a.jpg".to_owned(), 200),
                ("https://x.org/w_800,h_400/a.jpg".to_owned(), 800)
            ]
        );
        assert_eq!(best(&set), Some("https://x.org/w_800,h_400/a.jpg"));
    }
}
