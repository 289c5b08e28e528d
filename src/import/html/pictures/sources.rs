//! The files a picture on a page may be loaded from.

use super::super::tree::dom::{NodeId, Tree};
use super::stand_ins;
use super::variants::names_picture;

/// So many addresses of one picture are looked at.
const MOST: usize = 60;
/// So many nodes below a picture or its frame are looked at.
const MOST_BELOW: usize = 60;
/// A picture that is so wide somewhere is no icon, in pixels.
const WIDE: u32 = 300;

/// One address of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Candidate {
    pub url: String,
    /// Its width in pixels, or less than any for a density; 0 where neither is told.
    width: u32,
}

impl Candidate {
    fn new(url: &str) -> Self {
        Self { url: url.trim().to_owned(), width: 0 }
    }

    /// Whether it is so wide that it is no icon.
    pub fn is_wide(&self) -> bool {
        self.width >= WIDE
    }
}

/// Whether an attribute holds a picture's address. Those that scripts load later have many names.
fn holds_address(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("data-") else {
        return matches!(name, "src" | "srcset" | "lazy-src" | "lazysrc");
    };
    let part = |known: &str| rest.split('-').any(|part| part == known);
    rest.ends_with("src")
        || rest.ends_with("srcset")
        || part("src")
        || matches!(
            rest,
            "original"
                | "lazy"
                | "lazyload"
                | "lazy-original"
                | "echo"
                | "url"
                | "img"
                | "img-url"
                | "image"
                | "image-url"
                | "bgset"
                | "original-set"
                | "orig-file"
                | "large-file"
                | "full"
                | "full-url"
                | "hi-res"
                | "hires"
        )
}

/// Whether an element shows a picture: an `img`, or one that a script of the page makes into an
/// image (`amp-img` and others' own elements, whose names hold a hyphen by the standard).
pub(in super::super) fn is_image(tree: &Tree, node: NodeId) -> bool {
    let tag = tree.tag(node);
    match tag {
        "" => false,
        "img" => true,
        // The `img` of a `picture` may be left to a script.
        "picture" => {
            let mut below = tree.descendants(node).skip(1).take(MOST_BELOW);
            !below.any(|below| tree.tag(below) == "img" || is_made_image(tree, below))
                && !candidates(tree, node).is_empty()
        }
        "div" | "span" | "a" | "i" => background(tree, node).is_some() && is_picture_of_figure(tree, node),
        _ => is_made_image(tree, node),
    }
}

fn is_made_image(tree: &Tree, node: NodeId) -> bool {
    let tag = tree.tag(node);
    tag.contains('-')
        && tag.split('-').any(|word| matches!(word, "img" | "image" | "picture" | "photo"))
        && !candidates(tree, node).is_empty()
}

/// The address of the picture that is drawn behind an element.
fn background(tree: &Tree, node: NodeId) -> Option<&str> {
    let style = tree.attr(node, "style").filter(|style| style.contains("background"));
    let behind = style.and_then(|style| style.split_once("url(")?.1.split_once(')')).map(|(url, _)| url);
    let later = || ["data-bg", "data-background", "data-background-image"];
    behind
        .map(|url| url.trim().trim_matches(['"', '\'']))
        .or_else(|| later().into_iter().find_map(|name| tree.attr(node, name)))
        .filter(|url| is_address(url))
}

/// Whether what is drawn behind an element is the picture of a figure: one with a caption and
/// without any other picture.
fn is_picture_of_figure(tree: &Tree, node: NodeId) -> bool {
    let Some(figure) = tree.ancestors(node).take(4).find(|&above| tree.tag(above) == "figure") else {
        return false;
    };
    let has = |tag: &str| {
        tree.descendants(figure)
            .take(MOST_BELOW)
            .any(|below| tree.tag(below) == tag && (tag != "figcaption" || !tree.children(below).is_empty()))
    };
    has("figcaption") && !has("img")
}

/// All addresses of one picture, the best first: real ones before those of stand-ins, the largest by
/// what the page says, else in the order in which they are likely the picture.
pub(in super::super) fn candidates(tree: &Tree, image: NodeId) -> Vec<Candidate> {
    let mut found = Vec::new();
    add(tree, image, &mut found);
    let mut around = std::iter::once(image).chain(tree.ancestors(image).take(4));
    if let Some(picture) = around.find(|&above| tree.tag(above) == "picture") {
        let sources = tree.descendants(picture).take(MOST_BELOW);
        sources.filter(|&node| tree.tag(node) == "source").for_each(|node| add(tree, node, &mut found));
    }
    if found.is_empty() {
        found.extend(background(tree, image).map(Candidate::new));
    }
    found.retain(|candidate| is_address(&candidate.url));
    // Last what is only known by its look, in an attribute of any name.
    if tree.tag(image) == "img" {
        let known = found.len();
        for (name, value) in tree.attributes(image) {
            let stands_in = ["placeholder", "fallback", "error", "loading", "blank"];
            let other = holds_address(name) || stands_in.iter().any(|word| name.contains(word));
            let url = value.trim();
            let bare = is_address(url) && !url.contains(char::is_whitespace);
            if !other && bare && names_picture(url) {
                found.push(Candidate::new(url));
            }
            if found.len() > known + 4 {
                break;
            }
        }
    }
    found.sort_by_cached_key(|candidate| {
        (stand_ins::is_stand_in(&candidate.url), std::cmp::Reverse(candidate.width))
    });
    found.truncate(MOST);
    found
}

fn add(tree: &Tree, node: NodeId, found: &mut Vec<Candidate>) {
    // The later ones first: `src` may be a stand-in.
    let mut attributes: Vec<(&str, &str)> =
        tree.attributes(node).filter(|(name, _)| holds_address(name)).collect();
    attributes.sort_by_key(|(name, _)| *name == "src");
    for (name, value) in attributes {
        // Some hold a width, a kind or a title.
        if !(name.ends_with("src") || name.ends_with("set") || looks_like_address(value.trim())) {
            continue;
        }
        if name.ends_with("set") {
            found.extend(source_set(value));
        } else {
            found.push(Candidate::new(value));
        }
    }
}

fn is_address(url: &str) -> bool {
    !url.is_empty()
        && !url.starts_with('#')
        && url != "about:blank"
        && !url.contains(['{', '<'])
        && !url.starts_with("javascript:")
}

/// Whether an attribute's value is an address, whatever its name.
fn looks_like_address(value: &str) -> bool {
    let bare = !value.contains(char::is_whitespace);
    value.contains("//") || value.starts_with('/') || bare && names_picture(value)
}

/// The addresses in a `srcset`. They may hold commas, so a comma counts only before a blank or
/// after a descriptor.
fn source_set(value: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut fresh = true;
    // "a.jpg 280w,b.jpg 560w": some leave the blank out.
    let apart =
        |word: &'_ str| word.find(',').filter(|&at| is_descriptor(&word[..at]) && at + 1 < word.len());
    let words = value.split_ascii_whitespace().flat_map(|word| match apart(word) {
        Some(at) => vec![&word[..=at], &word[at + 1..]],
        None => vec![word],
    });
    for word in words.take(MOST * 2) {
        let bare = word.trim_matches(',');
        if is_descriptor(bare) && !fresh {
            let number = bare[..bare.len() - 1].parse::<f32>().unwrap_or_default();
            if let Some(last) = found.last_mut() {
                // A density says only which is larger.
                last.width = if bare.ends_with('w') { number as u32 } else { (number * 10.0) as u32 };
            }
            fresh = word.ends_with(',');
        } else if !bare.is_empty() {
            found.push(Candidate::new(bare));
            fresh = word.ends_with(',');
        }
    }
    found
}

/// "640w", "2x".
fn is_descriptor(word: &str) -> bool {
    word.strip_suffix(['w', 'x', 'h']).is_some_and(|number| number.parse::<f32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::super::tree::parse::parse;
    use super::*;

    #[test]
    fn sets_of_sources_are_read_with_their_commas() {
        let set = source_set("https://x.org/w_200,h_100/a.jpg 200w, https://x.org/w_800,h_400/a.jpg 800w");
        let of = |url: &str, width| Candidate { url: url.to_owned(), width };
        assert_eq!(
            set,
            [of("https://x.org/w_200,h_100/a.jpg", 200), of("https://x.org/w_800,h_400/a.jpg", 800)]
        );
    }

    #[test]
    fn the_best_address_comes_first_wherever_it_stands() {
        let best = |image: &str| {
            let tree = parse(image);
            let node = tree.descendants(Tree::ROOT).find(|&node| is_image(&tree, node));
            node.and_then(|node| Some(candidates(&tree, node).first()?.url.clone()))
        };
        for image in [
            "<img src=a.jpg srcset='b.jpg 1x, real.jpg 2x'>",
            "<img src=blank.gif real_src=/i/real.jpg>",
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-lazyload=real.jpg>",
            "<img data-src-medium=real.jpg src=placeholder.png>",
            "<img src=real.jpg data-src-width=640 data-src-type=image/jpeg data-image='Ships. At dawn.'>",
            "<img data-bgset='small.jpg 20w, real.jpg 900w'>",
            "<figure><div style='background-image: url(\"real.jpg\")'></div><figcaption>One.</figcaption></figure>",
            "<picture><picture><source srcset=real.jpg></picture></picture>",
        ] {
            let found = best(image).unwrap_or_default();
            assert!(found.ends_with("real.jpg"), "{image}: {found}");
        }
        assert_eq!(best("<div style='background: url(a.jpg)'>words</div>"), None, "no figure");
        assert_eq!(best("<img alt='see a.jpg' data-error=b.jpg>"), None);
    }
}
