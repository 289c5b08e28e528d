//! The headline and the day of a story as pages say them, in many and often broken ways. All texts are
//! our own.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use pressmark::import::{Draft, understand};

fn page(head: &str, body: &str) -> Draft {
    let prose = "<p>The envoys spoke of the railway for most of the day, and those who waited outside heard little of it.</p>";
    let page = format!("<head>{head}</head><body>{body}<article>{}</article></body>", prose.repeat(6));
    understand("page.html", page.as_bytes()).unwrap()
}

fn json(json: &str) -> String {
    format!("<script type=application/ld+json>{json}</script>")
}

#[test]
fn the_title_that_is_shown_is_found_in_those_for_others() {
    let cut =
        "Envoys of the three capitals fall silent as winter comes and the railway that nobody has built is";
    let whole = format!("{cut} forgotten");
    for (head, body, wanted) in [
        (
            "<title>Talks slow down in winter : Our Local Site</title>",
            "<h1>Talks slow down in winter</h1>",
            "Talks slow down in winter",
        ),
        (
            "<title>Talks slow down in winter_Our Site</title>",
            "<h1>Talks slow down in winter</h1>",
            "Talks slow down in winter",
        ),
        (
            "<title>Talks slow down in winter-Our Site</title>",
            "<h1>Talks slow down in winter</h1>",
            "Talks slow down in winter",
        ),
        (
            "<title>World -- Talks slow down in winter | Our Site</title>",
            "<h1>Talks slow down in winter</h1>",
            "Talks slow down in winter",
        ),
        // The name of the site in an h1, the title in an h2.
        (
            "<title>Talks slow down in winter - The Daily Courier</title>",
            "<header><h1><a href=/>The Daily Courier</a></h1></header><h2>Talks slow down in winter</h2>",
            "Talks slow down in winter",
        ),
        (
            "<title>Talks slow down in winter - The Daily Courier</title>",
            "<h2>Talks slow down in winter</h2>",
            "Talks slow down in winter",
        ),
        // A stroke of the title's own.
        (
            "<title>Railway live | Envoys fall silent | Our Paper</title><meta property=og:title content='Railway live | Envoys fall silent'>",
            "<h1>Railway live | Envoys fall silent</h1>",
            "Railway live | Envoys fall silent",
        ),
        // Cut for machines, and dressed up by one.
        (
            &json(&format!("{{\"@type\":\"NewsArticle\",\"headline\":\"{cut}\"}}")),
            &format!("<h1>{whole}</h1>"),
            &whole,
        ),
        (
            "<title>Envoys don't speak | Our Paper</title><meta property=og:title content=\"Envoys don't speak\">",
            "<h1>Envoys don\u{2019}t speak</h1>",
            "Envoys don't speak",
        ),
        // A topic in the h1 is not the title.
        (
            "<title>Railway: Envoys fall silent as winter comes | Our Paper</title><meta property=og:title content='Railway: Envoys fall silent as winter comes'>",
            "<h1>Railway</h1>",
            "Railway: Envoys fall silent as winter comes",
        ),
        // What machines are told too is the title, though less of it is shown.
        (
            &format!(
                "<title>Talks slow down! - Latest news</title><meta property=og:title content='Talks slow down! - Latest news'>{}",
                json("{\"@type\":\"NewsArticle\",\"headline\":\"Talks slow down! - Latest news\"}")
            ),
            "<h1>Talks slow down!</h1>",
            "Talks slow down! - Latest news",
        ),
    ] {
        assert_eq!(page(head, body).story.headline, wanted, "{head}");
    }
}

fn day(head: &str, body: &str) -> Option<String> {
    let head = format!("<title>Talks slow down</title>{head}");
    page(&head, &format!("<h1>Talks slow down</h1>{body}")).story.date.map(|day| day.to_string())
}

#[test]
fn the_first_date_that_can_be_read_is_taken() {
    let own =
        r#"{"@type":"NewsArticle","headline":"Talks slow down","datePublished":"2024-05-03T10:00:00Z"}"#;
    let other =
        r#"{"@type":"NewsArticle","headline":"Another story of the day","datePublished":"2020-01-01"}"#;
    let published = "<meta property=article:published_time content='2024-05-03T10:00:00Z'>";
    let heads = [
        json(own),
        json(&format!("//<![CDATA[\n{own}\n//]]>")),
        json(&own.replace("Z\"}", "Z\",}")),
        format!("{}{}", json(&format!("[{other}]")), json(own)),
        format!("{}{}", json(r#"{"@type":"NewsArticle","headline":"Talks slow down"}"#), json(own)),
        json(r#"{"@type":"WebPage","name":"Talks slow down","datePublished":"2024-05-03"}"#),
        json(
            r#"{"@type":"NewsArticle","name":"Talks slow down","datePublished":"Fri May 03 10:00:00 UTC 2024"}"#,
        ),
        format!("{}{published}", json(&own.replace("2024-05-03", "0001-01-01"))),
        format!("{}{published}", json(&own.replace("2024-05-03T10:00:00Z", "today"))),
        "<meta property=article:published_time content=20240503103000>".to_owned(),
        "<meta property=article:published_time content=1714730400>".to_owned(),
        "<meta name=cXenseParse:recs:publishtime content='2024-05-03T10:00:00Z'>".to_owned(),
        "<link rel=canonical href=https://news.example/2024/05/03/talks>".to_owned(),
    ];
    for head in heads {
        assert_eq!(day(&head, "").as_deref(), Some("2024-05-03"), "{head}");
    }
    for body in [
        "<span itemprop=datePublished content='2024-05-03T10:00:00+02:00'>two years ago</span>",
        "<time datetime=10:00>10:00</time> <time datetime=2024-05-03T10:00>3 May</time>",
        "<p>3 de mayo de 2024</p>",
        "<p>3 \u{43c}\u{430}\u{44f} 2024, 10:00</p>",
        "<p>3 \u{645}\u{627}\u{64a}\u{648} 2024</p>",
    ] {
        assert_eq!(day("", body).as_deref(), Some("2024-05-03"), "{body}");
    }
}

#[test]
fn a_date_of_something_else_gives_way() {
    let changed = "<meta property=article:modified_time content='2025-01-01T10:00:00Z'>";
    let time = "<time datetime=2024-05-03T10:00>3 May</time>";
    assert_eq!(day(changed, time).as_deref(), Some("2024-05-03"));
    assert_eq!(day(changed, "").as_deref(), Some("2025-01-01"), "better than none");
    let ticker = "<div><a href=/x><time datetime='2026-11-28T10:00'>now</time> Other news</a></div>";
    let draft =
        page("<title>Talks slow down</title>", &format!("{ticker}<h1>Talks slow down</h1><p>{time}</p>"));
    assert_eq!(draft.story.date.unwrap().to_string(), "2024-05-03");
    // The month comes first where the page is from there.
    let us = |lang: &str| {
        let page = format!(
            "<html lang={lang}><h1>Talks slow down</h1><p class=date>05/03/2024</p><p>{}</p>",
            "The envoys spoke of the railway for most of the day. ".repeat(6)
        );
        understand("page.html", page.as_bytes()).unwrap().story.date.unwrap().to_string()
    };
    assert_eq!((us("en-US"), us("en-GB")), ("2024-05-03".to_owned(), "2024-03-05".to_owned()));
}
