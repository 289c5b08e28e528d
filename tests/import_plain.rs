//! Plain texts as they are scraped: what is told from what, and that no word is lost. All texts are
//! our own.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use pressmark::import::{Draft, understand};
use pressmark::story::Role;

fn told(text: &str) -> (Draft, Vec<(Role, String)>) {
    let draft = understand("scraped.txt", text.as_bytes()).unwrap();
    let blocks = draft.story.blocks.iter();
    let blocks =
        blocks.map(|block| (block.role, draft.text.slice(block.range).unwrap().to_owned())).collect();
    (draft, blocks)
}

const FIRST: &str =
    "The envoys spoke of the railway for most of the day, and those outside heard little of it.";
const SECOND: &str = "The talks will go on in spring, when the river is free of ice again.";

#[test]
fn a_scraped_page_is_told_apart_and_loses_no_word() {
    let text = format!(
        "HOME | NEWS | SPORT\nOur Paper\n\nTalks on the railway slow down in winter\nBy Ann Lee, Staff Reporter\n\
         Published: December 21, 2018 10:30 KST\n\n{FIRST}\n\nADVERTISEMENT\n\n{SECOND}\n\nShare this article\n\
         Copyright 2018 Our Paper. All rights reserved.\n"
    );
    let (draft, blocks) = told(&text);
    use Role::{Byline, Dateline, Furniture, Headline, Paragraph};
    let roles: Vec<Role> = blocks.iter().map(|(role, _)| *role).collect();
    assert_eq!(
        roles,
        [
            Furniture, Furniture, Headline, Byline, Dateline, Paragraph, Furniture, Paragraph, Furniture,
            Furniture
        ]
    );
    assert_eq!(draft.story.headline, "Talks on the railway slow down in winter");
    assert_eq!(draft.story.authors, ["Ann Lee"]);
    assert_eq!(draft.story.date.unwrap().to_string(), "2018-12-21");
    let words: Vec<&str> = blocks.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
    assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn a_standfirst_may_stand_between_the_title_and_the_byline() {
    let (draft, blocks) = told(&format!("Talks slow down in winter\n\n{SECOND}\n\nBy Ann Lee\n\n{FIRST}\n"));
    let roles: Vec<Role> = blocks.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, [Role::Headline, Role::Paragraph, Role::Byline, Role::Paragraph]);
    assert_eq!(draft.story.authors, ["Ann Lee"]);
}

#[test]
fn what_an_agency_wrote_is_no_caption() {
    let text = "Envoys to meet again in spring\n\nBy Ann Lee\n\n\
        SEOUL - The envoys of the three capitals agreed to meet again, officials said. (AP)\n\n\
        The full picture: nobody knows what was said, and those outside heard little of it all day.\n\n\
        He lives in Philadelphia (PA).\n\n\
        The envoys, left, wait in the harbour on Dec. 17. (AP Photo/Ann Lee)\n\n\
        The talks will go on when the river is free of ice again, the ministry said. (Yonhap)\n";
    let (draft, blocks) = told(text);
    use Role::{Byline, Caption, Credit, Headline, Paragraph};
    let roles: Vec<Role> = blocks.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, [Headline, Byline, Paragraph, Paragraph, Paragraph, Caption, Credit, Paragraph]);
    assert_eq!(draft.story.pictures.len(), 1);
}

#[test]
fn a_long_menu_in_another_writing_hides_no_headline() {
    let menu = "\u{9996}\u{9875}\n\u{65b0}\u{95fb}\n\u{56fd}\u{9645}\n\u{8d22}\u{7ecf}\n\u{4f53}\u{80b2}\n\u{5a31}\u{4e50}\n\u{79d1}\u{6280}\n";
    let (draft, blocks) =
        told(&format!("{menu}Talks slow down in winter\n\nBy Ann Lee\n\n{FIRST}\n\n{SECOND}\n{menu}"));
    assert_eq!(draft.story.headline, "Talks slow down in winter");
    assert_eq!(draft.story.authors, ["Ann Lee"]);
    assert_eq!(blocks.iter().filter(|(role, _)| *role == Role::Furniture).count(), 14, "{blocks:?}");
}

#[test]
fn what_only_looks_like_page_clutter_stays_the_article() {
    let list = "Seoul | Busan | the harbour that the envoys of all three capitals had left before noon";
    for text in [
        // No byline: nothing tells that the first line is not the title.
        format!("Our Paper\n\n{FIRST}\n\n{SECOND}\n"),
        // A long line with strokes, and sentences that begin as controls do.
        format!("{FIRST}\n\n{list}\n\nShare prices fell on Friday.\n\n{SECOND}\n"),
        // A byline far below is somebody else's.
        format!(
            "{FIRST}\n\nNobody knew.\n\nIt rained.\n\nThe trains stood.\n\nSo it went.\n\nBy Ann Lee\n\n{SECOND}\n"
        ),
    ] {
        let (_, blocks) = told(&text);
        assert!(blocks.iter().all(|(role, _)| !matches!(role, Role::Furniture | Role::Byline)), "{blocks:?}");
    }
    let (draft, _) = told(&format!("2018-12-21\n\nTalks slow down\n\n{FIRST}\n\n{SECOND}\n"));
    assert_eq!(draft.story.headline, "Talks slow down", "a date above the title");
}
