//! Web pages, saved pages with their parts, Markdown and single pictures: what is found in them,
//! and that hostile ones do no harm. All texts are our own.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;

use pressmark::claims::CoderId;
use pressmark::import::{Draft, ImportError, Imported, Shelving, into_edit, read_story, understand};
use pressmark::project::{Project, Session};
use pressmark::story::Role;
use proptest::prelude::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn page(body: &str) -> Draft {
    understand("page.html", body.as_bytes()).unwrap()
}

fn words(draft: &Draft, role: Role) -> Vec<&str> {
    let blocks = draft.story.blocks.iter().filter(|block| block.role == role);
    blocks.map(|block| draft.text.slice(block.range).unwrap()).collect()
}

/// A paragraph long enough to be told from clutter.
fn prose(topic: &str) -> String {
    format!(
        "<p>The envoys spoke of the {topic} for most of the day, and those who waited outside heard little of it.</p>"
    )
}

#[test]
fn the_article_is_told_from_the_page() {
    let draft = page(&format!(
        "<body class='has-sidebar'><nav><a href=/>Home</a> <a href=/w>World</a></nav><main><h1>Talks &amp; trains</h1>\
         <p class=standfirst>What the three capitals want from a railway nobody has built.</p>{}<h2>The trains</h2>{}\
         <div class=related><h3>More on this</h3><p><a href=/x>Another story that is not this one at all, however long its title may be</a></p></div>\
         {}</main><aside>{}</aside><footer>Copyright</footer>",
        prose("talks"),
        prose("trains"),
        prose("tracks"),
        prose("weather"),
    ));
    assert_eq!(draft.story.headline, "Talks & trains");
    let paragraphs = words(&draft, Role::Paragraph);
    assert_eq!(paragraphs.len(), 4, "{paragraphs:?}");
    assert!(paragraphs[0].starts_with("What the three capitals"));
    assert_eq!(words(&draft, Role::Subhead), ["The trains"]);
    assert!(
        words(&draft, Role::Furniture).iter().any(|words| words.starts_with("Another story")),
        "folded, not lost"
    );
    assert!(!draft.text.as_str().contains("weather") && !draft.text.as_str().contains("Home"));
}

#[test]
fn metadata_come_from_json_ld_and_from_tags() {
    let json = r#"{"@graph":[{"@type":"NewsArticle","headline":"Talks slow down","datePublished":"2024-12-21T23:30:00+09:00",
        "author":[{"name":"Ann Lee"},{"name":"Bo Kim"}],"publisher":{"name":"Our Paper"},"inLanguage":"en-GB",
        "mainEntityOfPage":"https://news.example/talks"}]}"#;
    let draft = page(&format!(
        "<script type=application/ld+json>{json}</script><h1>Talks slow down</h1>{}",
        prose("talks")
    ));
    let story = &draft.story;
    assert_eq!(story.authors, ["Ann Lee", "Bo Kim"]);
    assert_eq!(story.date.unwrap().to_string(), "2024-12-21");
    assert_eq!(story.outlet.as_deref(), Some("Our Paper"));
    assert_eq!(
        (story.language.as_deref(), story.url.as_deref()),
        (Some("en-GB"), Some("https://news.example/talks"))
    );
    let bare = page(&format!(
        "<html lang=de><h1>Gespräche</h1><p>Von Ann Lee</p><p>3. Mai 2024</p>{}{}",
        prose("a"),
        prose("b")
    ));
    assert_eq!(bare.story.date.unwrap().to_string(), "2024-05-03");
    assert_eq!(bare.story.authors, ["Ann Lee"]);
}

#[test]
fn captions_are_found_wherever_pages_put_them() {
    let draft = page(&format!(
        "<article><h1>Talks</h1>{0}\
         <figure><img src=https://x.example/harbour-640x480.jpg srcset='https://x.example/harbour-1280x960.jpg 1280w' alt=Ships>\
         <figcaption>Ships at dawn. <span class=credit>Photo: Ann Lee</span></figcaption></figure>{0}\
         <div class=media><img src=https://x.example/railway.jpg><div class=image-caption>A railway. (AP Photo/Bo Kim)</div></div>{0}\
         <img src=https://x.example/station.jpg aria-describedby=d1>{0}<p id=d1>The old station.</p>\
         <img src=https://x.example/bridges.jpg><small>A bridge.</small>{0}\
         <a href=/other><img src=https://x.example/teaser-of-another.jpg></a>{0}\
         <img src=https://x.example/pixel.gif width=1 height=1><img src=https://x.example/site-logo.png>\
         <noscript><img src=https://x.example/harbour.jpg></noscript>{0}</article>",
        prose("talks")
    ));
    let pictures: Vec<_> = draft
        .story
        .pictures
        .iter()
        .map(|picture| {
            (
                picture.url.as_deref().unwrap().rsplit('/').next().unwrap(),
                picture.caption(&draft.text),
                picture.credit.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        pictures,
        [
            ("harbour-1280x960.jpg", "Ships at dawn.", Some("Ann Lee")),
            ("railway.jpg", "A railway.", Some("AP Photo/Bo Kim")),
            ("station.jpg", "The old station.", None),
            ("bridges.jpg", "A bridge.", None),
        ]
    );
    assert_eq!(draft.story.pictures[0].alt.as_deref(), Some("Ships"));
    assert!(draft.story.pictures.iter().all(|picture| picture.file.is_none()), "nothing is fetched");
}

#[test]
fn any_encoding_is_read_and_a_false_label_is_not_believed() {
    let text = "Die Gespräche über die Züge gehen weiter, sagte ein Sprecher am Freitag für längere Zeit in München.";
    let windows: Vec<u8> =
        format!("<meta charset=utf-8><h1>Züge</h1><p>{text}</p>").chars().map(|c| c as u8).collect();
    let draft = understand("a.html", &windows).unwrap();
    assert_eq!((draft.story.headline.as_str(), words(&draft, Role::Paragraph)), ("Züge", vec![text]));
    assert!(draft.notes[0].starts_with("encoding: windows-1252; it was guessed"), "{:?}", draft.notes);
}

#[test]
fn scripts_and_addresses_are_inert() {
    let draft = page(&format!(
        "<base href='https://news.example/'><meta http-equiv=refresh content='0;url=http://evil.example'><link rel=stylesheet href=http://evil.example>\
         <style>@import url(http://evil.example)</style><h1 onclick=alert(1)>Talks</h1><script>alert('scripted')</script>\
         {0}<a href='javascript:alert(1)'>words in a link</a>{0}<img src=x onerror=alert(1)>\
         <img src=file:///etc/passwd><img src='..\\..\\secret.png'>{0}",
        prose("talks")
    ));
    let text = draft.text.as_str();
    assert!(!text.contains("scripted") && !text.contains("alert") && !text.contains("@import"));
    let refused = draft.notes.iter().filter(|note| note.contains("leads out of the page")).count();
    assert_eq!(refused, 2, "{:?}", draft.notes);
}

#[test]
fn deep_and_huge_pages_end_in_good_time() {
    for depth in [10_000, 100_000] {
        let draft = page(&format!(
            "<h1>Talks</h1>{}{}{}",
            "<div>".repeat(depth),
            prose("talks").repeat(3),
            "</div>".repeat(depth)
        ));
        assert!(draft.text.as_str().contains("the talks for most of the day"), "{depth}");
    }
    let images: String =
        (0..3_000).map(|n| format!("<img src=https://x.example/photo-number-{n}.jpg>")).collect();
    let album = page(&format!("<h1>Talks</h1>{0}<figure>{images}</figure>{0}", prose("talks")));
    assert_eq!(album.story.pictures.len(), 500);
    assert!(album.notes.iter().any(|note| note.contains("only the first 500")), "{:?}", album.notes);
    let large = "x".repeat(40 << 20);
    assert!(matches!(understand("a.html", large.as_bytes()), Err(ImportError::TooLarge { .. })));
    let bomb =
        format!("<h1>Talks</h1><p>a&#x110000;b&#0;c {}</p>{}", "&amp;".repeat(100_000), prose("talks"));
    assert!(page(&bomb).text.as_str().contains("a\u{fffd}b\u{fffd}c &&&"));
}

#[test]
fn pictures_inside_the_page_are_kept_up_to_a_size() {
    let data = |bytes: &[u8]| format!("<img src='data:image/png;base64,{}' alt=Inside>", base64(bytes));
    let inside = [PNG, &[7; 4000][..]].concat();
    let body = format!(
        "<h1>Talks</h1>{0}<figure>{1}<figcaption>Inside.</figcaption></figure>{0}{0}",
        prose("talks"),
        data(&inside)
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), &body).unwrap();
    let imported = read_story(&folder.path().join("a.html"), &[]).unwrap();
    assert_eq!(imported.pictures.len(), 1);
    assert_eq!(&*imported.pictures[0].bytes, &inside[..]);
    assert_eq!(imported.story.pictures[0].file.as_ref().unwrap().name, imported.pictures[0].name);
    let large = format!(
        "<h1>Talks</h1>{0}<img src='data:image/png,{1}'>{0}",
        prose("talks"),
        "A".repeat((31 << 20) + (1 << 19))
    );
    let draft = page(&large);
    assert!(
        draft.media.is_empty() && draft.notes.iter().any(|note| note.contains("left out")),
        "{:?}",
        draft.notes
    );
}

/// Base64 (RFC 4648), for data addresses and parts of our own making.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk
            .iter()
            .chain([0; 2].iter())
            .take(3)
            .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        for digit in 0..4 {
            let filled = digit <= chunk.len();
            text.push(if filled { DIGITS[(number >> (18 - 6 * digit)) as usize & 63] as char } else { '=' });
        }
    }
    text
}

#[test]
fn a_page_saved_complete_takes_its_files_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("in");
    fs::create_dir_all(inner.join("Talks_files")).unwrap();
    fs::write(inner.join("Talks_files/a b.png"), PNG).unwrap();
    fs::write(inner.join("Talks_files/page.jpg"), "<html>").unwrap();
    fs::write(folder.path().join("secret.png"), PNG).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.png"), inner.join("Talks_files/link.png")).unwrap();
    let images = [
        "Talks_files/a%20b.png",
        "Talks_files/page.jpg",
        "Talks_files/link.png",
        "Talks_files/missing.png",
        "../secret.png",
    ];
    let images: String = images
        .iter()
        .map(|src| {
            format!("<figure><img src='./{src}'><figcaption>About {src}.</figcaption></figure>{}", prose("x"))
        })
        .collect();
    fs::write(inner.join("Talks.html"), format!("<h1>Talks</h1>{}{images}", prose("talks"))).unwrap();
    let Imported { story, pictures, notes, .. } = read_story(&inner.join("Talks.html"), &[]).unwrap();
    assert_eq!(pictures.len(), 1, "{notes:?}");
    let with_file: Vec<bool> = story.pictures.iter().map(|picture| picture.file.is_some()).collect();
    assert_eq!(with_file, [true, false, false, false, false]);
    assert!(notes.iter().any(|note| note.starts_with("page.jpg is not a picture")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("do not lie beside it")), "{notes:?}");
    assert!(notes.iter().any(|note| note.ends_with("kept as they stand: 1")), "{notes:?}");
    let urls: Vec<_> = story.pictures.iter().map(|picture| picture.url.as_deref()).collect();
    assert_eq!(urls[..2], [None, None]);
    assert_eq!(urls[3..], [Some("./Talks_files/missing.png"), Some("./../secret.png")]);
}

fn archive(end: &str) -> String {
    format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/talks\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--XX--\"\r\n\r\n\r\n----XX--\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://news.example/talks\r\n\r\n\
         <html><h1>Caf=C3=A9 talks</h1>{}<figure><img src=3D\"https://news.example/i/night-harbour.png\"><figcaption>Night.</figcaption></figure>{}</html>\r\n\
         ----XX--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://news.example/i/night-harbour.png\r\n\r\n{}{end}",
        prose("talks"),
        prose("trains"),
        base64(PNG)
    )
}

#[test]
fn an_mhtml_page_brings_its_pictures_even_when_it_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("whole.mhtml", archive("\r\n----XX----\r\n")), ("torn.mht", archive(""))] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let imported = read_story(&path, &[]).unwrap();
        assert_eq!(imported.story.headline, "Café talks", "{name}");
        assert_eq!(imported.story.url.as_deref(), Some("https://news.example/talks"));
        assert_eq!(&*imported.pictures[0].bytes, PNG, "{name}");
        assert!(imported.story.pictures[0].file.is_some() && imported.story.pictures[0].url.is_some());
    }
    let torn = archive("");
    let first_part = &torn[..torn.find("<figure").unwrap()];
    assert_eq!(understand("a.mhtml", first_part.as_bytes()).unwrap().story.headline, "Café talks");
    assert!(matches!(understand("a.mhtml", b"From: x\r\n"), Err(ImportError::NoPage { .. })));
    assert!(understand("a.mhtml", b"").is_err());
}

#[test]
fn markdown_gives_its_front_matter_and_pictures() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("night.png"), PNG).unwrap();
    let text = "---\ntitle: \"Talks slow down\"\nauthors:\n  - Ann Lee\n  - Bo Kim\ndate: 2024-12-21\nurl: https://news.example/t\nlang: en\n---\n\
        The **talks** are [slowing](https://x.example) down\nthis week.\n\n## The trains\n\n- one\n- two\n\n\
        ![A ship at night. Photo: Cy Oh](night.png)\n\n![Far away](https://x.example/far.jpg)\n\n![](../secret.png)\n\nThe end.\n";
    let path = folder.path().join("talks.md");
    fs::write(&path, text).unwrap();
    let imported = read_story(&path, &[]).unwrap();
    let story = &imported.story;
    assert_eq!((story.headline.as_str(), story.authors.len()), ("Talks slow down", 2));
    assert_eq!(
        (story.date.unwrap().to_string().as_str(), story.url.as_deref()),
        ("2024-12-21", Some("https://news.example/t"))
    );
    let blocks: Vec<_> =
        story.blocks.iter().map(|block| (block.role, imported.text.slice(block.range).unwrap())).collect();
    assert_eq!(
        blocks,
        [
            (Role::Headline, "Talks slow down"),
            (Role::Paragraph, "The talks are slowing down this week."),
            (Role::Subhead, "The trains"),
            (Role::Paragraph, "one"),
            (Role::Paragraph, "two"),
            (Role::Caption, "A ship at night."),
            (Role::Credit, "Cy Oh"),
            (Role::Caption, "Far away"),
            (Role::Paragraph, "The end."),
        ]
    );
    assert_eq!(imported.pictures.len(), 1);
    assert_eq!(story.pictures[1].url.as_deref(), Some("https://x.example/far.jpg"));
    assert!(imported.notes.iter().any(|note| note.contains("leads out")), "{:?}", imported.notes);
}

#[test]
fn a_picture_alone_is_a_story_and_two_of_one_name_are_two() {
    let folder = tempfile::tempdir().unwrap();
    let read = |bytes: &[u8]| {
        let path = folder.path().join("IMG_1.png");
        fs::write(&path, bytes).unwrap();
        read_story(&path, &[]).unwrap()
    };
    let first = read(PNG);
    assert_eq!((first.story.headline.as_str(), first.text.as_str()), ("IMG_1", "IMG_1\n"));
    assert!(first.story.pictures[0].file.is_some());
    let mut session = Session::new(Project::new("Test"), CoderId::nearest("kim"));
    let Shelving::New { edit, .. } = into_edit(session.project(), first, |_| false) else {
        panic!("it is new")
    };
    session.perform("import", edit).unwrap();
    assert!(matches!(into_edit(session.project(), read(PNG), |_| false), Shelving::Known { .. }));
    let other = [PNG, b"other"].concat();
    assert!(matches!(into_edit(session.project(), read(&other), |_| false), Shelving::New { .. }));
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(
        page in "(<(div|p|h1|img src=a|figure|table|td|b|a href=x|br|svg|noscript|template|li|script)>|</(div|p|table|b|a|figure|svg)>|[a-z é漢.]{0,30}|&#[0-9]{1,7};){0,60}",
    ) {
        for name in ["a.html", "a.mhtml", "a.md"] {
            if let Ok(draft) = understand(name, page.as_bytes()) {
                let mut end = 0;
                for block in &draft.story.blocks {
                    prop_assert!(block.range.indices().start >= end);
                    prop_assert!(draft.text.slice(block.range).is_some_and(|words| words == words.trim() && !words.is_empty()));
                    end = block.range.indices().end;
                }
                prop_assert!(draft.story.pictures.windows(2).all(|pair| pair[0].at <= pair[1].at));
            }
        }
    }
}
