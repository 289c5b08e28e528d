//! Conventions of markup that many sites share, and pages that break them: where each rule must
//! work and where it must not. All texts are our own.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use pressmark::import::{Draft, understand};
use pressmark::story::Role;

fn page(body: &str) -> Draft {
    understand("page.html", body.as_bytes()).unwrap()
}

fn words(draft: &Draft, role: Role) -> Vec<&str> {
    let blocks = draft.story.blocks.iter().filter(|block| block.role == role);
    blocks.map(|block| draft.text.slice(block.range).unwrap()).collect()
}

/// Names and captions of the pictures.
fn pictures(draft: &Draft) -> Vec<(&str, &str)> {
    let pictures = draft.story.pictures.iter();
    let name = |url: &'_ str| url.rsplit('/').next().unwrap_or_default().len();
    pictures
        .map(|picture| {
            let url = picture.url.as_deref().unwrap();
            (&url[url.len() - name(url)..], picture.caption(&draft.text))
        })
        .collect()
}

/// A paragraph long enough to be told from clutter.
fn prose(topic: &str) -> String {
    format!(
        "<p>The envoys spoke of the {topic} for most of the day, and those who waited outside heard little of it.</p>"
    )
}

fn article(topic: &str) -> String {
    prose(topic).repeat(8)
}

const HEAD: &str =
    "<title>Talks slow down | Our Paper</title><meta property=og:title content='Talks slow down'>";

#[test]
fn long_clutter_after_the_article_stays_clutter() {
    for clutter in
        ["<footer>|</footer>", "<div class=comments>|</div>", "<div class=fact-box>|</div>", "<nav>|</nav>"]
    {
        let (open, close) = clutter.split_once('|').unwrap();
        for length in [1, 6, 40] {
            let draft = page(&format!(
                "{HEAD}<main><h1>Talks slow down</h1>{}{open}{}{close}</main>",
                article("talks"),
                prose("weather").repeat(length)
            ));
            let paragraphs = words(&draft, Role::Paragraph);
            assert!(paragraphs.len() == 8, "{clutter} {length}: {}", paragraphs.len());
            assert!(paragraphs.iter().all(|words| words.contains("talks")), "{clutter} {length}");
        }
    }
}

#[test]
fn a_class_around_the_article_says_nothing_of_it() {
    for class in ["comments", "social-sharing", "related", "subscription"] {
        let draft = page(&format!(
            "{HEAD}<main><h1>Talks slow down</h1><p>One line.</p><div class={class}>{}</div></main>",
            article("talks")
        ));
        let paragraphs = words(&draft, Role::Paragraph);
        assert!(paragraphs.iter().filter(|words| words.contains("talks")).count() == 8, "{class}");
    }
}

#[test]
fn elements_that_become_images_are_pictures() {
    let draft = page(&format!(
        "{HEAD}<article><h1>Talks slow down</h1>{0}\
         <figure><amp-img src=https://x.example/harbour.jpg width=640 height=480></amp-img><figcaption>Ships at dawn.</figcaption></figure>{0}\
         <figure><lazy-image data-srcset='https://x.example/a/railway-one.jpg 320w, https://x.example/b/railway-one.jpg 960w'></lazy-image>\
         <figcaption>A railway.</figcaption></figure>{0}\
         <figure><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-lazy-src=https://x.example/stations.jpg>\
         <noscript><img src=https://x.example/stations.jpg></noscript><figcaption>A station.</figcaption></figure>{0}\
         <image-gallery></image-gallery><share-icon src=https://x.example/sharing.jpg></share-icon>{0}</article>",
        prose("talks")
    ));
    assert_eq!(
        pictures(&draft),
        [
            ("harbour.jpg", "Ships at dawn."),
            ("railway-one.jpg", "A railway."),
            ("stations.jpg", "A station.")
        ]
    );
}

#[test]
fn the_picture_of_the_metadata_is_found_above_the_article_in_any_size() {
    let top = |name: &str, link: &str| {
        format!(
            "<meta property=og:image content=https://x.example/pier-at-night-1200x630.jpg>{HEAD}<div class=hero>{link}\
             <img src=https://x.example/{name}></a></div><div><article><h1>Talks slow down</h1>{}</article></div>",
            article("talks")
        )
    };
    let found = page(&top("pier-at-night-640x480.jpg", ""));
    assert_eq!(pictures(&found), [("pier-at-night-640x480.jpg", "")]);
    assert!(page(&top("pier-of-another-story.jpg", "")).story.pictures.is_empty());
    assert!(page(&top("pier-at-night-640x480.jpg", "<a href=/other>")).story.pictures.is_empty(), "a teaser");
    let twice = page(&top(
        "pier-at-night-150x84.jpg",
        "",
    )
    .replace(
        "</h1>",
        "</h1><figure><img src=https://x.example/pier-at-night-960x540.jpg><figcaption>The pier.</figcaption></figure>",
    ));
    assert_eq!(pictures(&twice), [("pier-at-night-960x540.jpg", "The pier.")], "the article's own wins");
}

#[test]
fn stills_of_videos_give_way_to_pictures() {
    let draft = page(&format!(
        "<meta property=og:image content=https://x.example/blackout-big.jpg>{HEAD}<article><h1>Talks slow down</h1>\
         <figure><div class=video-wrapper><img src=https://x.example/blackout-big.jpg></div><figcaption>Watch it all.</figcaption></figure>{0}\
         <figure><img src=https://x.example/blackout-big.jpg><figcaption>A dark street.</figcaption></figure>{0}\
         <div class=InlineVideo-videoEmbed><img src=https://x.example/minister-speaks.jpg></div>{0}</article>",
        prose("talks").repeat(3)
    ));
    assert_eq!(pictures(&draft), [("blackout-big.jpg", "A dark street.")]);
}

#[test]
fn a_line_in_italics_under_a_picture_is_its_caption() {
    let draft = page(&format!(
        "{HEAD}<article><h1>Talks slow down</h1>{0}<p><img src=https://x.example/old-harbour.jpg></p><p><em>The old harbour</em></p>{0}\
         <p><img src=https://x.example/railways.jpg></p><p>They said <em>no</em> and left.</p>{0}\
         <p><em>This story first ran in spring.</em></p></article>",
        prose("talks")
    ));
    assert_eq!(pictures(&draft), [("old-harbour.jpg", "The old harbour"), ("railways.jpg", "")]);
    let paragraphs = words(&draft, Role::Paragraph);
    assert!(paragraphs.contains(&"They said no and left."), "{paragraphs:?}");
    assert!(paragraphs.contains(&"This story first ran in spring."), "{paragraphs:?}");
}

#[test]
fn bylines_and_words_before_links_are_no_paragraphs() {
    let draft = page(&format!(
        "{HEAD}<meta name=author content='Ann Lee'><article><h1>Talks slow down</h1><p class=text>By Ann Lee</p>{0}\
         <p>They want three things:</p><p>A railway, a bridge and a station.</p>{0}\
         <p>More of this:</p><p><a href=/a>Another story of the talks</a></p>{0}</article>",
        prose("talks")
    ));
    assert_eq!(words(&draft, Role::Byline), ["By Ann Lee"]);
    let paragraphs = words(&draft, Role::Paragraph);
    assert!(paragraphs.contains(&"They want three things:"), "{paragraphs:?}");
    assert!(!paragraphs.contains(&"More of this:"), "{paragraphs:?}");
}

#[test]
fn the_headline_is_told_from_the_outlets_name() {
    let headline = |head: &str| page(&format!("{head}{}", article("talks"))).story.headline;
    for (head, wanted) in [
        // The site's name at either end, known from its tag or its address.
        (
            "<title>Envoys leave the harbour - Our Paper</title><meta property=og:site_name content='Our Paper'>",
            "Envoys leave the harbour",
        ),
        (
            "<title>Our Paper: Envoys leave the harbour</title><meta property=og:site_name content='Our Paper'>",
            "Envoys leave the harbour",
        ),
        (
            "<title>Envoys leave the harbour - Courier Online</title><link rel=canonical href=https://www.courier.example/a>",
            "Envoys leave the harbour",
        ),
        (
            "<title>\u{6e2f}\u{3092}\u{51fa}\u{308b}\u{4f7f}\u{7bc0}\u{56e3}\u{3068}\u{6771}\u{306e}\u{6e2f}\u{ff5c}\u{671d}\u{65b0}\u{805e}</title><meta property=og:site_name content=\u{671d}\u{65b0}\u{805e}>",
            "\u{6e2f}\u{3092}\u{51fa}\u{308b}\u{4f7f}\u{7bc0}\u{56e3}\u{3068}\u{6771}\u{306e}\u{6e2f}",
        ),
        // A part of the title is none.
        (
            "<title>Envoys leave the harbour - and nobody knows why</title><link rel=canonical href=https://www.courier.example/a>",
            "Envoys leave the harbour - and nobody knows why",
        ),
        (
            "<title>Ann Lee: Envoys leave the harbour</title><meta property=og:site_name content='Our Paper'>",
            "Ann Lee: Envoys leave the harbour",
        ),
        // The topic above a title is set apart by the metadata, not by the tags.
        (
            "<meta property=og:title content='Harbour: Envoys leave in haste'><h1><span>Harbour</span><span>Envoys leave in haste</span></h1>",
            "Harbour: Envoys leave in haste",
        ),
        // The site's own name in an h1, and the title in another.
        (
            "<title>Envoys leave the harbour</title><h1>Our Paper</h1><h1>Envoys leave the harbour</h1>",
            "Envoys leave the harbour",
        ),
    ] {
        assert_eq!(headline(head), wanted, "{head}");
    }
}

#[test]
fn broken_or_foreign_metadata_do_no_harm() {
    let other = r#"{"@type":"NewsArticle","headline":"Another story","image":{"@type":"ImageObject","url":"https://x.example/another-story.jpg","caption":"Not ours."}}"#;
    let own = r#"{"@type":["NewsArticle","ReportageNewsArticle"],"headline":"Talks slow down","datePublished":"2024-12-21"}"#;
    for (json, date) in [
        ("{\"@type\":\"NewsArticle\",\"headline\":\"Talks".to_owned(), None),
        (format!("[{own}]"), Some("2024-12-21")),
        (
            format!("{{\"@graph\":[{{\"@type\":\"WebSite\",\"name\":\"Our Paper\"}},{own}]}}"),
            Some("2024-12-21"),
        ),
        (format!("[{own},{{\"@type\":\"ItemList\",\"itemListElement\":[{other}]}}]"), Some("2024-12-21")),
        ("null".to_owned(), None),
        ("{\"@type\":7,\"headline\":[{}],\"image\":{\"url\":[]}}".to_owned(), None),
    ] {
        let draft = page(&format!(
            "{HEAD}<script type=application/ld+json>{json}</script><article><h1>Talks slow down</h1>{0}\
             <figure><img src=https://x.example/harbours.jpg><figcaption>Ours.</figcaption></figure>{0}</article>\
             <aside class=related><a href=/b><img src=https://x.example/another-story.jpg></a><h3>Another story</h3></aside>",
            article("talks")
        ));
        assert_eq!(draft.story.headline, "Talks slow down", "{json}");
        assert_eq!(draft.story.date.map(|date| date.to_string()).as_deref(), date, "{json}");
        assert_eq!(pictures(&draft), [("harbours.jpg", "Ours.")], "{json}");
    }
}

#[test]
fn related_stories_and_comments_with_pictures_are_left_out() {
    let teaser = |n: usize| {
        format!(
            "<div class=teaser><a href=/{n}><img src=https://x.example/teaser-number-{n}.jpg><h3>Story {n} of the day</h3></a></div>"
        )
    };
    let comment = |n: usize| {
        format!(
            "<li class=comment><img class=avatar src=https://x.example/reader-number-{n}.jpg>{}</li>",
            prose("weather")
        )
    };
    let draft = page(&format!(
        "{HEAD}<main><article><h1>Talks slow down</h1>{0}<figure><img src=https://x.example/harbours.jpg><figcaption>Ours.</figcaption></figure></article>\
         <section class=related>{1}</section><ol id=comments>{2}</ol></main>",
        article("talks"),
        (0..6).map(teaser).collect::<String>(),
        (0..30).map(comment).collect::<String>()
    ));
    assert_eq!(pictures(&draft), [("harbours.jpg", "Ours.")]);
    assert!(words(&draft, Role::Paragraph).iter().all(|words| words.contains("talks")));
}

#[test]
fn a_live_blog_keeps_its_entries_and_a_paywalled_stub_its_teaser() {
    let entry = |n: usize| {
        format!(
            "<article class=entry><time>1{n}:00</time><h2>Hour {n}</h2>{}</article>",
            prose("talks").repeat(2)
        )
    };
    let live = page(&format!(
        "{HEAD}<main><h1>Talks slow down</h1>{}</main>",
        (0..8).map(entry).collect::<String>()
    ));
    assert_eq!(words(&live, Role::Paragraph).len(), 16);
    assert_eq!(words(&live, Role::Subhead).len(), 8);
    let stub = page(&format!(
        "{HEAD}<article><h1>Talks slow down</h1>{}<div class=paywall><p>Subscribe to read on.</p></div></article><footer>{}</footer>",
        prose("talks"),
        prose("weather").repeat(5)
    ));
    let paragraphs = words(&stub, Role::Paragraph);
    assert!(paragraphs[0].contains("talks"), "{paragraphs:?}");
    assert!(paragraphs.iter().all(|words| !words.contains("weather")), "{paragraphs:?}");
}

#[test]
fn pages_written_from_the_right_are_read() {
    let paragraph = "<p>\u{62a}\u{62d}\u{62f}\u{62b} \u{627}\u{644}\u{645}\u{628}\u{639}\u{648}\u{62b}\u{648}\u{646} \u{639}\u{646} \u{627}\u{644}\u{645}\u{62d}\u{627}\u{62f}\u{62b}\u{627}\u{62a} \u{637}\u{648}\u{627}\u{644} \u{627}\u{644}\u{64a}\u{648}\u{645} \u{648}\u{644}\u{645} \u{64a}\u{633}\u{645}\u{639} \u{627}\u{644}\u{645}\u{646}\u{62a}\u{638}\u{631}\u{648}\u{646} \u{641}\u{64a} \u{627}\u{644}\u{62e}\u{627}\u{631}\u{62c} \u{634}\u{64a}\u{626}\u{627}.</p>";
    let draft = page(&format!(
        "<html lang=ar dir=rtl><title>\u{627}\u{644}\u{645}\u{62d}\u{627}\u{62f}\u{62b}\u{627}\u{62a} \u{62a}\u{62a}\u{628}\u{627}\u{637}\u{623} | \u{635}\u{62d}\u{64a}\u{641}\u{62a}\u{646}\u{627}</title>\
         <main><h1>\u{627}\u{644}\u{645}\u{62d}\u{627}\u{62f}\u{62b}\u{627}\u{62a} \u{62a}\u{62a}\u{628}\u{627}\u{637}\u{623}</h1>{}\
         <figure><img src=https://x.example/harbours.jpg><figcaption>\u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621}</figcaption></figure></main><footer>{}</footer>",
        paragraph.repeat(5),
        paragraph.repeat(3)
    ));
    assert_eq!(words(&draft, Role::Paragraph).len(), 5);
    assert_eq!(draft.story.language.as_deref(), Some("ar"));
    assert_eq!(pictures(&draft), [("harbours.jpg", "\u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621}")]);
}

#[test]
fn captions_are_parted_from_credits_and_from_labels_for_screen_readers() {
    let draft = page(&format!(
        "{HEAD}<article><h1>Talks slow down</h1>{0}\
         <figure><picture><source srcset='https://x.example/harbour.jpg 640w'></picture><figcaption><span class=visually-hidden>Image caption, </span>Ships at dawn</figcaption></figure>{0}\
         <figure><img src=https://x.example/railway.jpg><figcaption>A railway</figcaption><cite>Ann Lee</cite></figure>{0}\
         <figure><img src=https://x.example/station.jpg><figcaption>A station. Photograph: Bo Kim/Agency</figcaption></figure>{0}\
         <figure><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-orig-file=https://x.example/bridges.jpg>\
         <figcaption class=visually-hidden>A bridge</figcaption></figure>{0}</article>",
        prose("talks")
    ));
    assert_eq!(
        pictures(&draft),
        [
            ("harbour.jpg", "Ships at dawn"),
            ("railway.jpg", "A railway"),
            ("station.jpg", "A station."),
            ("bridges.jpg", "A bridge")
        ]
    );
    let credits: Vec<_> = draft.story.pictures.iter().map(|picture| picture.credit.as_deref()).collect();
    assert_eq!(credits, [None, Some("Ann Lee"), Some("Bo Kim/Agency"), None]);
}
