//! The pictures of web pages: which are the story's, where their files and addresses are, and which
//! words are their captions and credits. All texts are our own.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;

use pressmark::import::{Draft, Imported, read_story, understand};
use pressmark::story::Role;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const HEAD: &str = "<title>Talks slow down | Our Paper</title><meta property=og:title content='Talks slow down'>\
                    <link rel=canonical href=https://www.ourpaper.example/2024/05/talks>";

/// Paragraphs of an article, long enough to be told from clutter.
fn prose(topic: &str, paragraphs: usize) -> String {
    let paragraph = |n| {
        format!("<p>The envoys spoke of the {topic} {n} all day, and those outside heard little of it.</p>")
    };
    (0..paragraphs).map(paragraph).collect()
}

/// A page with `middle` in the midst of its article.
fn page(middle: &str) -> Draft {
    draft(&format!(
        "{HEAD}<main><article><h1>Talks slow down</h1>{}{middle}{}</article></main>",
        prose("talks", 3),
        prose("trains", 3)
    ))
}

fn draft(page: &str) -> Draft {
    understand("page.html", page.as_bytes()).unwrap()
}

fn figure(src: &str) -> String {
    format!("<figure><img src='{src}'><figcaption>Ships at dawn</figcaption></figure>")
}

/// Addresses, captions and credits of the pictures.
fn pictures(draft: &Draft) -> Vec<(&str, &str, Option<&str>)> {
    let pictures = draft.story.pictures.iter();
    pictures
        .map(|picture| {
            let url = picture.url.as_deref().unwrap();
            let name = url.strip_prefix("https://x.example/").unwrap_or(url);
            (name, picture.caption(&draft.text), picture.credit.as_deref())
        })
        .collect()
}

/// Captions alone.
fn captions(draft: &Draft) -> Vec<&str> {
    pictures(draft).into_iter().map(|(_, caption, _)| caption).collect()
}

fn paragraphs(draft: &Draft) -> Vec<&str> {
    let blocks = draft.story.blocks.iter().filter(|block| block.role == Role::Paragraph);
    blocks.map(|block| draft.text.slice(block.range).unwrap()).collect()
}

#[test]
fn a_saved_page_keeps_the_file_beside_it_and_the_best_address_of_the_web() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("Talks_files")).unwrap();
    fs::write(folder.path().join("Talks_files/night.jpg"), PNG).unwrap();
    fs::write(folder.path().join("Talks_files/blank.gif"), PNG).unwrap();
    let remote = "https://cdn.example/harbour";
    for (image, url) in [
        (
            format!(
                "<picture><source srcset='{remote}-1200.webp 1200w, {remote}-600.webp 600w'>\
                 <img src=./Talks_files/night.jpg srcset='{remote}-900.jpg 900w'></picture>"
            ),
            Some(format!("{remote}-1200.webp")),
        ),
        (
            format!("<img src=./Talks_files/night.jpg data-src={remote}-dawn.jpg>"),
            Some(format!("{remote}-dawn.jpg")),
        ),
        ("<img src=./Talks_files/night.jpg>".to_owned(), None),
        ("<img src=Talks_files/gone.jpg srcset='./Talks_files/night.jpg 300w'>".to_owned(), None),
        // A stand-in that was saved is not the picture.
        (
            format!("<img src=./Talks_files/blank.gif data-src={remote}-dawn.jpg>"),
            Some(format!("{remote}-dawn.jpg")),
        ),
    ] {
        let body = format!(
            "{HEAD}<article><h1>Talks slow down</h1>{0}<figure>{image}<figcaption>Night.</figcaption></figure>{0}</article>",
            prose("talks", 3)
        );
        fs::write(folder.path().join("Talks.html"), body).unwrap();
        let Imported { story, pictures, .. } = read_story(&folder.path().join("Talks.html"), &[]).unwrap();
        let picture = &story.pictures[0];
        let kept = !image.contains("blank");
        assert_eq!((pictures.len(), picture.file.is_some()), (usize::from(kept), kept), "{image}");
        assert_eq!(picture.url, url, "{image}");
        if kept {
            assert_eq!(pictures[0].original, "night.jpg");
        }
    }
}

#[test]
fn any_address_of_a_picture_finds_its_part_of_an_archive() {
    for image in [
        "<img src=https://cdn.example/night-480.jpg data-src=https://cdn.example/night-1200.jpg>",
        "<picture><source srcset='https://cdn.example/night-1200.jpg 1200w'><img src=https://cdn.example/night-480.jpg></picture>",
    ] {
        let archive = format!(
            "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"XX\"\r\n\r\n\
             --XX\r\nContent-Type: text/html\r\nContent-Location: https://www.ourpaper.example/2024/05/talks\r\n\r\n\
             <h1>Talks</h1>{0}<figure>{image}<figcaption>Night.</figcaption></figure>{0}\r\n\
             --XX\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Location: https://cdn.example/night-480.jpg\r\n\r\niVBORw0KGgoAAAANSUhEUg==\r\n--XX--\r\n",
            prose("talks", 3)
        );
        let draft = understand("talks.mhtml", archive.as_bytes()).unwrap();
        assert_eq!(pictures(&draft), [("https://cdn.example/night-1200.jpg", "Night.", None)], "{image}");
        assert_eq!(draft.media.len(), 1, "{image}");
        assert!(!draft.notes.iter().any(|note| note.contains("not in the page itself")), "{:?}", draft.notes);
    }
}

#[test]
fn nested_pictures_and_very_many_captions_end_in_good_time() {
    let draft = page(&format!("{}{}", "<picture>".repeat(400), "</picture>".repeat(400)));
    assert!(draft.story.pictures.is_empty());
    let nested = "<picture><source srcset=https://x.example/harbour.jpg>".repeat(100);
    assert_eq!(page(&format!("{nested}{}", "</picture>".repeat(100))).story.pictures.len(), 1);
    let many: String = (0..3_000).map(|n| format!("<p class=caption>This is caption {n}.</p>")).collect();
    let draft = page(&format!("<div><img src=https://x.example/harbour.jpg>{many}</div>"));
    let caption = captions(&draft)[0];
    assert!(caption.starts_with("This is caption 0. This is caption 1."), "{caption}");
    assert_eq!(caption.matches("This").count(), 20);
}

#[test]
fn a_part_of_a_files_name_says_nothing_against_a_photograph() {
    for name in ["silicon-valley-bank.jpg", "dialogo-paz.jpg", "blankets-for-refugees.jpg"] {
        let picture = format!("<p><img src=https://x.example/{name}></p>");
        assert_eq!(pictures(&page(&picture)), [(name, "", None)]);
    }
    // A whole word does, unless something speaks for the picture.
    let dock = "https://x.example/loading-dock.jpg";
    assert!(page(&format!("<p><img src={dock}></p>")).story.pictures.is_empty());
    assert_eq!(captions(&page(&figure(dock))), ["Ships at dawn"]);
    let named = format!(
        "<meta property=og:image content={dock}>{HEAD}<h1>Talks slow down</h1>{0}<p><img src={dock}></p>{0}",
        prose("talks", 3)
    );
    assert_eq!(captions(&draft(&named)), [""]);
    for none in ["placeholder.png", "zoom.svg"] {
        assert!(page(&figure(none)).story.pictures.is_empty(), "{none}");
    }
}

#[test]
fn a_caption_speaks_for_a_picture_whatever_is_around_it() {
    let image = "<img src=https://x.example/harbour.jpg>";
    let caption = "<figcaption>Ships at dawn</figcaption>";
    for captioned in [
        format!("<figure class='media has-copyright'>{image}{caption}</figure>"),
        format!("<figure><a class=icon-zoom href=/zoom>{image}</a>{caption}</figure>"),
        format!("<div class=article-banner>{image}<div class=caption>Ships at dawn</div></div>"),
        format!("<div class=slide style='display: none'><figure>{image}{caption}</figure></div>"),
        format!(
            "<div class=wp-caption><a href=/2024/old-post/>{image}</a><p class=wp-caption-text>Ships at dawn</p></div>"
        ),
        format!(
            "<dl class=gallery-item><dt class=gallery-icon>{image}</dt><dd class=gallery-caption>Ships at dawn</dd></dl>"
        ),
        format!("<figure>{}{caption}</figure>", image.replace("<img", "<img width=16 height=9")),
    ] {
        assert_eq!(pictures(&page(&captioned)), [("harbour.jpg", "Ships at dawn", None)], "{captioned}");
        let bare =
            captioned.replace("figcaption>", "i>").replace("Ships at dawn", "").replace("caption", "x");
        if !captioned.contains("article-banner") && !captioned.contains("copyright") {
            continue;
        }
        assert!(page(&bare).story.pictures.is_empty(), "{bare}");
    }
    // So does a large version of it, against its size and its class.
    for wide in [
        "<p><img width=16 height=9 src=a.jpg srcset='https://x.example/harbour.jpg 1200w'></p>",
        "<p class=icon><img src=a.jpg srcset='https://x.example/harbour.jpg 640w'></p>",
    ] {
        assert_eq!(pictures(&page(wide)), [("harbour.jpg", "", None)], "{wide}");
        assert!(
            page(&wide.replace("640w", "64w").replace("1200w", "32w")).story.pictures.is_empty(),
            "{wide}"
        );
    }
    // A page that is only about the picture is no other story.
    let attached = "<p><a href=/2024/05/talks/attachment-13/><img src=https://x.example/harbour.jpg></a></p>";
    assert_eq!(captions(&page(attached)), [""]);
}

#[test]
fn teasers_and_faces_of_writers_are_no_pictures_of_the_story() {
    let teaser = |n: usize| {
        format!(
            "<figure><a href=/other-{n}><img src=https://x.example/teaser-{n}.jpg></a>\
             <figcaption><a href=/other-{n}>Another story {n} of the day</a></figcaption></figure>"
        )
    };
    let teasers: String = (0..4).map(teaser).collect();
    assert!(page(&teasers).story.pictures.is_empty());
    assert!(page(&teasers.replace("<a href=/other-0><img", "<a><img")).story.pictures.is_empty());
    let after = format!("{HEAD}<h1>Talks slow down</h1>{}<section>{teasers}</section>", prose("talks", 6));
    assert!(draft(&after).story.pictures.is_empty());
    // A source in a link is a caption all the same.
    let sourced = figure("https://x.example/harbour.jpg")
        .replace("Ships at dawn", "<a href=https://archive.example/1>Ships at dawn</a>");
    assert_eq!(captions(&page(&sourced)), ["Ships at dawn"]);
    let face = "<div class=x1><img src=https://x.example/ann.jpg width=160 height=160><p>Ann Lee has covered the talks for ten years and more, from all three capitals.</p></div>";
    assert!(page(face).story.pictures.is_empty());
    assert_eq!(page(&face.replace("=160", "=640")).story.pictures.len(), 1);
}

#[test]
fn what_belongs_to_a_picture_ends_where_the_article_goes_on() {
    let first = "<p><img src=https://x.example/harbour.jpg></p>";
    let rest = [
        "<blockquote><p>We will never agree to a railway like this, not in this winter.</p><cite>Jane Doe, economist</cite></blockquote>",
        "<figure><iframe src=https://video.example></iframe><figcaption>Video: the minister speaks.</figcaption></figure>",
    ];
    for rest in rest {
        let draft = draft(&format!(
            "{HEAD}<div><div><h1>Talks slow down</h1><div>{first}{}{rest}{}</div></div></div>",
            prose("talks", 3),
            prose("trains", 3)
        ));
        assert_eq!(pictures(&draft), [("harbour.jpg", "", None)], "{rest}");
    }
    let module = format!(
        "<div class='module image-text'><img src=https://x.example/harbour.jpg><div>{}</div></div>",
        prose("bridge", 2)
    );
    let draft = page(&module);
    assert_eq!((captions(&draft), paragraphs(&draft).len()), (vec![""], 8));
    let cited = "<div><img src=https://x.example/harbour.jpg><p class=caption>Ships at dawn</p><cite>Ann Lee</cite></div>";
    assert_eq!(pictures(&page(cited)), [("harbour.jpg", "Ships at dawn", Some("Ann Lee"))]);
}

#[test]
fn different_pictures_of_one_name_are_two() {
    for (one, other) in [
        (
            "/i/aaaa1111/0_0_5000_3000/master/5000.jpg?w=620",
            "/i/bbbb2222/0_0_5000_3000/master/5000.jpg?w=620",
        ),
        ("/getimage.php?id=111&w=300", "/getimage.php?id=222&w=300"),
    ] {
        let [one, other] = [one, other].map(|path| figure(&format!("https://x.example{path}")));
        assert_eq!(page(&format!("{one}{}{other}", prose("bridge", 1))).story.pictures.len(), 2, "{one}");
    }
    let [small, large] = [300, 900].map(|w| figure(&format!("https://x.example/getimage.php?w={w}&id=1")));
    assert_eq!(page(&format!("{small}{large}")).story.pictures.len(), 1);
}

#[test]
fn addresses_are_kept_also_where_nobody_says_what_they_are_relative_to() {
    let body = format!(
        "<title>Talks slow down</title></head><h1>Talks slow down</h1>{0}<p><img src=1abc_2.jpg></p><p><img src=/images/abcdef.jpg></p><p><img src=../i/hijklm.jpg></p>{0}",
        prose("talks", 3)
    );
    let names = |draft: &Draft| -> Vec<String> {
        pictures(draft).into_iter().map(|(name, ..)| name.to_owned()).collect()
    };
    let bare = draft(&body);
    assert_eq!(names(&bare), ["1abc_2.jpg", "/images/abcdef.jpg", "../i/hijklm.jpg"]);
    assert!(bare.notes.iter().any(|note| note.ends_with("kept as they stand: 3")), "{:?}", bare.notes);
    let saved =
        draft(&format!("<!-- saved from url=(0031)https://x.example/a/b/talks.html -->\n<html><head>{body}"));
    assert_eq!(names(&saved), ["a/b/1abc_2.jpg", "images/abcdef.jpg", "a/i/hijklm.jpg"]);
    assert_eq!(saved.story.url.as_deref(), Some("https://x.example/a/b/talks.html"));
}

#[test]
fn attributes_that_scripts_read_are_read_too() {
    let stand_in = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    for name in
        ["data-lazyload", "data-src-medium", "data-echo", "data-bgset", "lazy-src", "file", "data-zoom"]
    {
        let image = format!(
            "<figure><img src='{stand_in}' {name}=https://x.example/harbour.jpg><figcaption>Ships.</figcaption></figure>"
        );
        assert_eq!(pictures(&page(&image)), [("harbour.jpg", "Ships.", None)], "{name}");
    }
    let behind = "<figure><div style='background-image:url(https://x.example/harbour.jpg)'></div><figcaption>Ships.</figcaption></figure>";
    assert_eq!(pictures(&page(behind)), [("harbour.jpg", "Ships.", None)]);
    assert!(
        page("<div style='background-image:url(https://x.example/wall.jpg)'>Words.</div>")
            .story
            .pictures
            .is_empty()
    );
}

#[test]
fn words_that_stand_as_captions_do_are_captions_without_a_class() {
    let image = "<img src=https://x.example/harbour.jpg>";
    for captioned in [
        format!(
            "<div class=x><div class=x__media>{image}</div><div class=x__info><p class=x__text>Ships leave the port at dawn</p></div></div>"
        ),
        format!("<table><tr><td>{image}</td></tr><tr><td>Ships leave the port at dawn</td></tr></table>"),
        format!(
            "<p style='text-align: center'>{image}</p><p align=center><font color=navy>Ships leave the port at dawn</font></p>"
        ),
    ] {
        let draft = page(&captioned);
        assert_eq!(captions(&draft), ["Ships leave the port at dawn"], "{captioned}");
        assert!(paragraphs(&draft).iter().all(|words| words.starts_with("The envoys")), "{captioned}");
    }
    // Boxes with titles or forms, a page all in the middle, and the article's own words are none.
    for other in [
        format!(
            "<div>{image}<h3>Our morning letter</h3><p>Sign up for it and miss nothing of the talks.</p></div>"
        ),
        format!(
            "<div>{image}<p>Sign up for our letter and miss nothing of the talks.</p><form><input></form></div>"
        ),
        format!("<p align=center>{image}</p><p>Ships leave the port at dawn, said the clerk.</p>"),
    ] {
        assert!(captions(&page(&other)).iter().all(|caption| caption.is_empty()), "{other}");
    }
    let centred = prose("talks", 3).replace("<p>", "<p align=center>");
    let all = draft(&format!("{HEAD}<h1>Talks slow down</h1>{centred}<p align=center>{image}</p>{centred}"));
    assert_eq!((captions(&all), paragraphs(&all).len()), (vec![""], 6));
}

#[test]
fn the_first_paragraph_is_no_caption_of_the_picture_above_it() {
    for (lead, caption) in [
        (
            "<p><strong>The envoys of the three capitals have agreed to meet again in spring.</strong></p>",
            false,
        ),
        (
            "<p>PORT CITY - The envoys have agreed to meet again in spring, officials said. (Reuters)</p>",
            false,
        ),
        ("<p>Ships leave the port of the three capitals as the envoys meet. (AP Photo/Ann Lee)</p>", true),
    ] {
        let draft = draft(&format!(
            "{HEAD}<article><h1>Talks slow down</h1><img src=https://x.example/harbour.jpg>{lead}{}</article>",
            prose("talks", 5)
        ));
        assert_eq!(captions(&draft)[0].is_empty(), !caption, "{lead}");
        assert_eq!(paragraphs(&draft).len(), if caption { 5 } else { 6 }, "{lead}");
    }
}
