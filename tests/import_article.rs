//! The words of an article on pages of many makes: none of them may vanish, and little else may come
//! in. All texts are our own.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use pressmark::import::{Draft, understand};
use pressmark::story::Role;

const HEAD: &str =
    "<title>Talks slow down | Our Paper</title><meta property=og:title content='Talks slow down'>";

fn page(body: &str) -> Draft {
    understand("page.html", body.as_bytes()).unwrap()
}

fn article(body: &str) -> Draft {
    page(&format!("{HEAD}<main><article><h1>Talks slow down</h1>{body}</article></main>"))
}

fn words(draft: &Draft, role: Role) -> Vec<&str> {
    let blocks = draft.story.blocks.iter().filter(|block| block.role == role);
    blocks.map(|block| draft.text.slice(block.range).unwrap()).collect()
}

fn paragraphs(draft: &Draft) -> usize {
    words(draft, Role::Paragraph).len()
}

fn sentence(topic: &str) -> String {
    format!(
        "The envoys spoke of the {topic} for most of the day, and those who waited outside heard little of it."
    )
}

fn prose(topic: &str, count: usize) -> String {
    (0..count).map(|at| format!("<p>{}</p>", sentence(&format!("{topic}{at}")))).collect()
}

#[test]
fn an_article_in_several_blocks_is_whole() {
    for (open, close) in [
        // Two halves around an advertisement; columns with one of their own each; two bodies.
        ("<div class=part>", "</div><div class=ad-slot>Ad</div>"),
        ("<div class=row><div class=column>", "</div></div><aside>Advertisement</aside>"),
        ("<div itemprop=articleBody>", "</div><hr>"),
        // A live blog with one long entry.
        ("<article class=post><h2>Later</h2>", "</article>"),
    ] {
        let parts: String =
            [9, 1, 2].into_iter().map(|count| format!("{open}{}{close}", prose("talks", count))).collect();
        let draft = article(&format!("<section>{parts}</section>"));
        assert_eq!(paragraphs(&draft), 12, "{open}");
    }
    let plain: String =
        [9, 1, 2].into_iter().map(|count| format!("<div>{}</div>", prose("talks", count))).collect();
    assert_eq!(paragraphs(&article(&plain)), 12, "plain blocks right below the article's tag");
}

#[test]
fn other_blocks_of_the_same_class_are_no_part_of_it() {
    let teaser = |at: usize| {
        format!(
            "<p><a href=/{at}>Another story of the day, which is the {at}th</a></p><p>{}</p>",
            sentence("weather")
        )
    };
    let draft = page(&format!(
        "{HEAD}<main><div class=row><h1>Talks slow down</h1></div><div class=row>{}</div><div class=row>{}</div>\
         <div class=row><h1>The next story</h1>{}</div></main>",
        prose("talks", 20),
        (0..3).map(teaser).collect::<String>(),
        prose("weather", 1),
    ));
    let told = words(&draft, Role::Paragraph);
    assert!(told.len() == 20 && told.iter().all(|words| words.contains("talks")), "{told:?}");
}

#[test]
fn the_rest_of_an_article_may_be_folded_away_or_hidden() {
    for rest in ["style='display:none'", "class=read-more-content", "class=subscription-content", "hidden"] {
        let draft = article(&format!(
            "<div class=text>{}<div {rest}>{}</div></div>",
            prose("talks", 7),
            prose("rest", 7)
        ));
        assert_eq!(paragraphs(&draft), 14, "{rest}");
        // A little of it is folded away here too, and can be had back.
        let draft = article(&format!(
            "<div class=text>{}<div {rest}>{}</div></div>",
            prose("talks", 7),
            prose("rest", 1)
        ));
        assert_eq!(paragraphs(&draft), 7, "{rest}");
        assert_eq!(words(&draft, Role::Furniture), [sentence("rest0")], "{rest}");
    }
}

#[test]
fn what_is_cut_off_within_the_article_is_folded_away() {
    let draft = article(&format!(
        "<div class=text>{}</div><div class=after>{}</div><div class=comments>{}</div><h1>The next story</h1>{}",
        prose("talks", 9),
        prose("river", 1),
        prose("weather", 3),
        prose("wind", 1)
    ));
    assert_eq!(paragraphs(&draft), 9);
    assert_eq!(words(&draft, Role::Furniture), [sentence("river0")]);
}

#[test]
fn a_class_that_names_a_time_or_a_writer_is_believed_of_a_few_words_only() {
    for class in ["live-post updated", "time-item", "published", "reporter-notes"] {
        let entry = |at: usize| {
            let at = format!("<h2>Hour {at}</h2>{}", prose("talks", 2));
            format!("<div class='{class}'>{at}</div>")
        };
        let draft = article(&(0..5).map(entry).collect::<String>());
        assert_eq!(paragraphs(&draft), 10, "{class}");
    }
    let draft = article(&format!(
        "<div class=author><a href=/ann>Ann Lee</a><span>Correspondent</span></div><div class=date>Updated 3 May 2024, 10:00</div>{}",
        prose("talks", 5)
    ));
    assert_eq!(paragraphs(&draft), 5, "labels are no paragraphs");
}

#[test]
fn a_first_sentence_may_repeat_the_headline() {
    let lead = "Talks slow down in the three capitals, the police said on Friday.";
    let draft = article(&format!("<p>{lead}</p>{}", prose("talks", 5)));
    assert_eq!(words(&draft, Role::Paragraph)[0], lead);
    let draft = article(&format!("<p>Talks slow down!</p>{}", prose("talks", 5)));
    assert_eq!(paragraphs(&draft), 5, "the title once more");
}

#[test]
fn a_standfirst_is_known_by_the_pages_description() {
    let lead = "What the three capitals want from a railway that nobody has built yet, and why.";
    let draft = page(&format!(
        "{HEAD}<meta name=description content='{lead}'><article><h1>Talks slow down</h1><div class=social><p>{lead}</p></div>{}</article>",
        prose("talks", 5)
    ));
    assert_eq!(words(&draft, Role::Paragraph)[0], lead);
    assert_eq!(paragraphs(&draft), 6);
}

#[test]
fn a_date_below_the_standfirst_is_no_paragraph() {
    let lead = "What the three capitals want from a railway that nobody has built yet, and why it matters to all who live there now.";
    let date = "Published on 3 May 2024 - 10:00, read in 4 min.";
    let draft = article(&format!("<p>{lead}</p><p>{date}</p>{}", prose("talks", 5)));
    assert_eq!(paragraphs(&draft), 6);
    let dated = "On 3 May 2024 the talks of the three capitals began.";
    let draft = article(&format!("<p>{lead}</p><p>{dated}</p>{}", prose("talks", 5)));
    assert_eq!(paragraphs(&draft), 7, "a sentence is one");
}

#[test]
fn a_body_that_is_cut_short_for_machines_cuts_nothing() {
    let sentences: Vec<String> = (0..12).map(|at| sentence(&format!("talks{at}"))).collect();
    let body = sentences.join(" ");
    let body = &body[..body.len() * 85 / 100];
    let draft = page(&format!(
        "{HEAD}<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Talks slow down\",\"articleBody\":\"{body}\"}}</script>\
         <article><h1>Talks slow down</h1>{}</article>",
        prose("talks", 12)
    ));
    assert_eq!(paragraphs(&draft), 12);
}

#[test]
fn ways_to_other_stories_and_forms_are_no_paragraphs() {
    let draft = article(&format!(
        "{0}<p>READ MORE: <a href=/x>Three ministers leave the harbour at night</a></p>\
         <p>\u{427}\u{418}\u{422}\u{410}\u{419}\u{422}\u{415} \u{422}\u{410}\u{41a}\u{416}\u{415}: <a href=/x>Three ministers leave the harbour</a></p>\
         <p><strong>Leia tamb\u{e9}m:</strong> <a href=/x>Ministros deixam o porto</a></p>\
         <p>He then told <a href=/x>the agency that carries the news of the ministry.</a></p>\
         <div class=x1><h3>Get the morning briefing</h3><p>{1}</p><form><input><button>Go</button></form></div>{0}",
        prose("talks", 3),
        sentence("sign-up")
    ));
    let told = words(&draft, Role::Paragraph);
    assert_eq!(told.len(), 7, "{told:?}");
    assert!(told[3].starts_with("He then told"), "a sentence may end in a link");
    assert!(words(&draft, Role::Subhead).is_empty());
}

#[test]
fn short_lines_between_paragraphs_are_paragraphs() {
    let lines = ["\u{201c}No,\u{201d} he said.", "\u{201c}Why?\u{201d}", "\u{201c}Never mind.\u{201d}"];
    let dialogue: String = lines.iter().map(|line| format!("<div>{line}</div>")).collect();
    let around = |topic: &str| format!("<div>{}</div>", sentence(topic)).repeat(3);
    let draft =
        article(&format!("{}{dialogue}<div>Advertisement</div>{}", around("talks"), around("trains")));
    let told = words(&draft, Role::Paragraph);
    assert_eq!(told[3..6], lines, "{told:?}");
    assert_eq!(told.len(), 9, "{told:?}");
    let broken = [sentence("talks"), "Why so?".to_owned(), sentence("trains")].join("<br><br>");
    let draft = article(&format!("<div class=text>{broken}</div>"));
    assert_eq!(paragraphs(&draft), 3);
    // Names that are links, between paragraphs.
    let names = "<a href=/a>Seoul</a>: <a href=/b>Jung</a>, <a href=/c>Mapo</a>";
    let draft = article(&format!("{}<p>{names}</p>{}", prose("talks", 3), prose("trains", 3)));
    assert_eq!(words(&draft, Role::Paragraph)[3], "Seoul: Jung, Mapo");
}

#[test]
fn a_figure_that_shows_no_picture_holds_words_of_the_article() {
    let quote = "We lost two weeks, and we will not get them back, whatever they say.";
    let draft = article(&format!(
        "{0}<figure class=wp-block-table><table><tr><td>Capital</td><td>Envoys sent to the talks</td></tr></table></figure>\
         <figure class=wp-block-quote><blockquote><p>{quote}</p></blockquote></figure>{0}\
         <figure><img src=https://x.example/harbours.jpg><p>Ships at dawn.</p></figure>",
        prose("talks", 3)
    ));
    let told = words(&draft, Role::Paragraph);
    assert!(told.contains(&"Envoys sent to the talks") && told.contains(&quote), "{told:?}");
    assert!(!told.contains(&"Ships at dawn."), "{told:?}");
}
