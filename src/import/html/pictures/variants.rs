//! What all size variants of one picture have in common, and different pictures have not.

/// What pictures' names end in.
const EXTENSIONS: [&str; 12] =
    ["jpg", "jpeg", "png", "webp", "gif", "avif", "jpe", "jfif", "tif", "tiff", "bmp", "cms"];
/// Words that any picture may be called by.
const ANY_NAME: [&str; 34] = [
    "original",
    "default",
    "picture",
    "pictures",
    "master",
    "standard",
    "image",
    "images",
    "img",
    "photo",
    "photos",
    "pic",
    "pics",
    "foto",
    "fotos",
    "bild",
    "bilder",
    "main",
    "hero",
    "header",
    "teaser",
    "cover",
    "file",
    "media",
    "crop",
    "landscape",
    "portrait",
    "square",
    "wide",
    "article",
    "content",
    "gallery",
    "slide",
    "upload",
];
/// Shorter names say nothing.
const SHORTEST: usize = 6;
/// So many folders up are asked what the name does not say.
const UP: usize = 5;
/// Addresses within addresses are looked into so deep.
const DEEPEST: usize = 3;

/// What all size variants of one picture have in common.
pub(in super::super) fn key(url: &str) -> String {
    within(url, DEEPEST)
}

fn within(url: &str, deepest: usize) -> String {
    if url.starts_with("data:") {
        return url.to_owned();
    }
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = path.split('#').next().unwrap_or_default();
    // Services that scale pictures name the original in their query, or put its address into the name.
    let inner =
        query.split('&').find_map(|pair| pair.strip_prefix("url=").or_else(|| pair.strip_prefix("src=")));
    let name = decoded(&file_name(path).to_ascii_lowercase());
    let inner = inner.filter(|inner| inner.len() > 10).map(decoded);
    if let Some(inner) = inner.or_else(|| name.contains('/').then(|| name.clone()))
        && deepest > 0
    {
        return within(&inner, deepest - 1);
    }
    let stem = without_extension(&name);
    let mut plain = without_size(stem);
    let asked = which_file(stem, query);
    if asked.is_empty() && says_nothing(&plain) {
        plain = with_folders(path, &plain);
    }
    plain + &asked
}

/// The name of a picture's file without its extension and size, in lower case.
pub(in super::super) fn name(url: &str) -> String {
    without_size(without_extension(&file_name(url).to_ascii_lowercase()))
}

/// The part of an address that names the file.
pub(in super::super) fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether an address ends in what pictures' names end in.
pub(in super::super) fn names_picture(url: &str) -> bool {
    let extension = file_name(url).rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| extension != "cms" && EXTENSIONS.contains(&extension.as_str()))
}

fn without_extension(name: &str) -> &str {
    let mut stem = name;
    while let Some((head, extension)) = stem.rsplit_once('.').filter(|(head, _)| !head.is_empty()) {
        if !EXTENSIONS.contains(&extension) {
            break;
        }
        stem = head;
    }
    stem
}

/// A name that says nothing, with what the folders it lies in say: up to the first that tells
/// pictures apart.
fn with_folders(path: &str, plain: &str) -> String {
    let path = match path.split_once("//") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => path,
    };
    let mut steps = vec![plain.to_owned()];
    for folder in path.trim_end_matches('/').rsplit('/').skip(1).take(UP) {
        let folder = folder.to_ascii_lowercase();
        let bare = without_size(&folder);
        if bare.is_empty() || tells_size(&folder) {
            continue;
        }
        // What is below it are sizes.
        if holds_one(&bare) {
            steps.retain(|step| !(step.is_empty() || is_width(step) || ANY_NAME.contains(&step.as_str())));
        }
        let tells = !says_nothing(&bare);
        steps.push(bare);
        if tells {
            break;
        }
    }
    steps.reverse();
    steps.join("/")
}

/// Whether a name could be that of any picture: "640x360", "image", "photo-1".
fn says_nothing(plain: &str) -> bool {
    let count = |of: fn(char) -> bool| plain.chars().filter(|character| of(*character)).count();
    let mut words = plain.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    let any_name = count(char::is_alphabetic) > 0 && words.all(|word| ANY_NAME.contains(&word));
    count(char::is_alphanumeric) < SHORTEST || any_name && count(|character| character.is_ascii_digit()) <= 3
}

/// Whether a folder's name is all about sizes and cuts: `0_0_5000_3000`, `w_800,h_600,c_fill`.
fn tells_size(folder: &str) -> bool {
    let parts: Vec<&str> = folder.split(['_', ',', '-', ':', '=', '.', '~']).collect();
    let known = |part: &str| {
        let letters = part.trim_end_matches("px").trim_matches(|character: char| character.is_ascii_digit());
        letters.len() <= 1
            || matches!(letters, "fill" | "fit" | "crop" | "auto" | "limit" | "scale" | "thumb")
    };
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    let keyed = parts.iter().any(|part| matches!(*part, "w" | "h" | "width" | "height"));
    (numbers >= 4 || numbers >= 1 && keyed) && parts.iter().all(|part| known(part))
}

/// Whether a folder is called by a hash or the like, as those are that hold one picture in its sizes.
fn holds_one(folder: &str) -> bool {
    let letters = folder.bytes().filter(u8::is_ascii_alphanumeric).count();
    let hex = folder.bytes().filter(u8::is_ascii_hexdigit).count();
    let digits = folder.bytes().filter(u8::is_ascii_digit).count();
    let apart = folder.bytes().any(|byte| byte != b'-' && !byte.is_ascii_alphanumeric());
    !apart && digits >= 4 && (hex == letters && letters >= 16 || letters == folder.len() && letters >= 20)
}

fn is_width(step: &str) -> bool {
    (2..=4).contains(&step.len()) && step.parse::<u32>().is_ok_and(|width| width >= 50)
}

/// What the query says of which file a program is to send; nothing where the name is a file's own.
fn which_file(stem: &str, query: &str) -> String {
    let is_program = stem.rsplit_once('.').is_some_and(|(_, extension)| {
        (2..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let counts = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        let names_one = name.ends_with("id") || matches!(&*name, "file" | "filename" | "img" | "photo");
        let sizes = [
            "w", "h", "q", "s", "width", "height", "quality", "size", "format", "fm", "auto", "fit", "crop",
            "rect", "dpr", "resize", "scale", "mode", "type", "ext", "v", "ver", "t", "ts", "sig", "token",
        ];
        pair.contains('=') && if is_program { !sizes.contains(&&*name) } else { names_one }
    };
    let mut pairs: Vec<&str> = query.split('&').filter(counts).take(8).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|pair| format!("?{pair}")).collect()
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
            "https://y.org/scaled/https%3A%2F%2Fx.org%2Fharbour-at-dawn.jpg",
        ] {
            assert_eq!(key(other), key("https://x.org/harbour-at-dawn.jpg"), "{other}");
        }
        for (one, other) in [
            ("/7f3a99c1d0b24e5fa2/0_0_50_30/master/5000.jpg", "/7f3a99c1d0b24e5fa2/0_0_50_30/500.jpg"),
            ("/f/w_800,h_600,c_fill/v12/abc.jpg", "/f/w_80,h_60,c_fill/v12/abc.jpg"),
            ("/show.php?id=7&w=100", "/show.php?w=900&id=7"),
            ("/photos/image.jpg?w=100", "https://x.org/photos/image.webp?w=900"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
    }

    #[test]
    fn different_pictures_are_not_one() {
        for (one, other) in [
            ("/a/1/640x360", "/a/2/640x360"),
            ("/i/aaaa1111/0_0_5000_3000/master/5000.jpg", "/i/bbbb2222/0_0_5000_3000/master/5000.jpg"),
            ("/getimage.php?id=111", "/getimage.php?id=222"),
            ("/image?id=111", "/image?id=222"),
            ("/first-story/image001.jpg", "/other-story/image001.jpg"),
            ("/album/1.jpg", "/album/2.jpg"),
        ] {
            assert_ne!(key(one), key(other), "{one}");
        }
        let nested = format!("/a?url={}", "https%3A%2F%2Fx.org%2Fa%3Furl%3D".repeat(2_000));
        assert!(!key(&nested).is_empty(), "no depth of addresses within addresses does harm");
    }
}
