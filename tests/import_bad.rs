//! Bad texts and pages, by the numbers of the list of bad input. What their pictures do is tested
//! beside the decoder (`src/window/pictures/decode_tests.rs`).
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use pressmark::import::{Draft, ImportError, read_story, understand};
use pressmark::store::{create, open};
use pressmark::story::Role;

/// Its blocks lie in its text, in their order, each on whole characters.
fn whole(draft: &Draft) {
    let mut end = 0;
    for block in &draft.story.blocks {
        assert!(block.range.start.index() >= end && draft.text.slice(block.range).is_some());
        end = block.range.end.index();
    }
}

fn plain(text: &str) -> Draft {
    let draft = understand("a.txt", text.as_bytes()).unwrap();
    whole(&draft);
    draft
}

#[test]
fn n27_an_empty_text_is_refused() {
    for text in ["", "\n \t\n", "\u{feff}", "<b></b>"] {
        assert!(matches!(understand("a.txt", text.as_bytes()), Err(ImportError::Empty { .. })), "{text:?}");
    }
    assert!(understand("a.html", b"").is_err());
}

#[test]
fn n28_one_line_of_fifty_megabytes_is_one_block() {
    let line = "word ".repeat((50 << 20) / 5);
    let draft = plain(&format!("Talks slow down\n\n{line}\n"));
    assert!(draft.story.blocks.len() <= 2);
    assert!(draft.text.as_str().len() > 50 << 20);
}

#[test]
fn n29_a_last_line_without_its_end_is_whole() {
    for end in ["", "\n", "\r\n", "\r"] {
        let draft = plain(&format!("Talks slow down\n\nThe talks go on, said a man of the ministry.{end}"));
        let last = draft.story.blocks.last().unwrap();
        assert_eq!(
            draft.text.slice(last.range),
            Some("The talks go on, said a man of the ministry."),
            "{end:?}"
        );
    }
}

#[test]
fn n30_to_n33_odd_writing_comes_in_as_it_is() {
    let zalgo = "a\u{300}\u{301}\u{302}\u{303}\u{304}".repeat(50);
    for text in [
        "\u{301}\u{302}\u{303}",
        &zalgo,
        "שלום Talks مرحبا go on",
        "👨‍👩‍👧‍👦 and 👩‍🚀 met",
        "one\u{2028}two\u{b}three\u{c}four",
    ] {
        let draft = plain(&format!("Talks\n\n{text}\n"));
        assert!(draft.text.as_str().contains(text), "{text:?}");
    }
}

/// A page with these tags among its paragraphs, and all that came of it.
fn page_with(tags: &str) -> (Draft, String) {
    let words = "The talks go on, said a man of the ministry to those who had come to hear him speak.";
    let page =
        format!("<h1>Talks slow down</h1><article><p>{words}</p>{tags}<p>{words} Again.</p></article>");
    let draft = understand("a.html", page.as_bytes()).unwrap();
    whole(&draft);
    assert!(draft.text.as_str().contains(words) && draft.text.as_str().contains("Again."), "{tags:.80}");
    let all = format!("{}\n{:?}\n{:?}", draft.text.as_str(), draft.story, draft.notes);
    (draft, all)
}

#[test]
fn n35_nothing_of_a_page_that_could_run_is_kept() {
    let (draft, _) = page_with(
        "<script>alert('run')</script><svg onload='run()'><script>run()</script></svg>\
         <p onclick='run()'>Read <a href='javascript:run()'>all of it</a> now, said the man of the ministry.</p>\
         <img src=a.png alt='An envoy' onerror='run()'><img src='javascript:run()' alt='Another'>\
         <iframe srcdoc='<script>run()</script>'></iframe>",
    );
    assert!(draft.text.as_str().contains("all of it"));
    let kept = format!("{}\n{:?}", draft.text.as_str(), draft.story);
    assert!(!kept.contains("run") && !kept.contains("script"), "{kept}");
}

#[test]
fn n37_pictures_outside_the_pages_folder_are_not_taken() {
    let desk = tempfile::tempdir().unwrap();
    let secret = desk.path().join("secret.png");
    fs::write(&secret, b"\x89PNG\r\n\x1a\nsecret").unwrap();
    fs::create_dir(desk.path().join("in")).unwrap();
    let sources = [
        "..\\secret.png".to_owned(),
        "../secret.png".to_owned(),
        "%2e%2e/secret.png".to_owned(),
        format!("file://{}", secret.display()),
        secret.display().to_string(),
    ];
    for source in sources {
        let (draft, _) = page_with(&format!("<img width=600 height=400 src='{source}' alt='A secret'>"));
        let file = desk.path().join("in/a.html");
        let page =
            format!("<h1>Talks slow down</h1><p>The talks go on.</p><img src='{source}' alt='A secret'>");
        fs::write(&file, page).unwrap();
        assert!(draft.media.is_empty(), "{source}");
        let imported = read_story(&file, &[]).unwrap();
        assert!(imported.pictures.is_empty(), "{source}");
    }
}

#[test]
fn n40_a_picture_in_an_address_of_enormous_length_is_left_out_and_told() {
    let (draft, all) = page_with(&format!(
        "<img width=600 height=400 alt='An envoy' src='data:image/png;base64,{}'>",
        "A".repeat(31 << 20)
    ));
    assert!(draft.media.is_empty());
    assert!(all.len() < 10_000, "nothing of it is kept");
    assert!(draft.notes.iter().any(|note| note.contains("left out")), "{:?}", draft.notes);
    let page = format!("<h1>Talks</h1><img src='data:image/png;base64,{}'>", "A".repeat(33 << 20));
    assert!(matches!(understand("a.html", page.as_bytes()), Err(ImportError::TooLarge { .. })));
    // One of 500 MB is told by its size, and never read.
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("enormous.html");
    fs::File::create(&file).unwrap().set_len(500 << 20).unwrap();
    let error = read_story(&file, &[]).unwrap_err();
    assert!(matches!(error, ImportError::TooLarge { .. }));
    assert!(error.to_string().contains("enormous.html") && error.to_string().contains("64"), "{error}");
}

#[test]
fn n41_entities_that_are_none_and_bombs_of_them() {
    let bomb = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let (draft, _) = page_with(&format!(
        "{bomb}<p>Signs &#x110000; and &#0; and &#xD800; and &#99999999999999999999; and &b; end here.</p>"
    ));
    let text = draft.text.as_str();
    assert!(text.contains("Signs \u{fffd} and \u{fffd} and \u{fffd} and \u{fffd} and &b; end"), "{text}");
    let many = "&amp;".repeat(200_000);
    let (draft, _) = page_with(&format!("<p>{many} end here.</p>"));
    assert!(draft.text.as_str().contains(&"&".repeat(200_000)));
}

#[test]
fn n38_a_hundred_thousand_divs_in_each_other_do_not_end_the_program() {
    let depth = 100_000;
    let page = format!(
        "<h1>Talks</h1>{}<p>The talks go on, said a man.</p>{}",
        "<div>".repeat(depth),
        "</div>".repeat(depth)
    );
    let draft = understand("a.html", page.as_bytes()).unwrap();
    whole(&draft);
    assert!(draft.text.as_str().contains("The talks go on"));
}

/// A page of 30 MB that is an article, each of its ten thousand paragraphs within the `div` of the one
/// before, told to machines once more: whoever looks through all of it, or up to its first tag, for
/// each paragraph does not come to an end here.
#[test]
fn a_huge_article_in_ten_thousand_divs_is_read() {
    let paragraphs: Vec<String> = (0..10_000)
        .map(|at| format!("The envoys spoke of matter {at} for long. ").repeat(36).trim_end().to_owned())
        .collect();
    let told = paragraphs.join(" ");
    let nested: String = paragraphs.iter().map(|words| format!("<div class=part><p>{words}</p>")).collect();
    let page = format!(
        "<title>Talks</title><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Talks\",\
         \"articleBody\":\"{told}\"}}</script><article><h1>Talks</h1>{nested}{}</article>",
        "</div>".repeat(paragraphs.len())
    );
    assert!((28 << 20..32 << 20).contains(&page.len()), "{}", page.len());
    let draft = understand("a.html", page.as_bytes()).unwrap();
    whole(&draft);
    let read = draft.story.blocks.iter().filter(|block| block.role == Role::Paragraph).count();
    assert_eq!(read, paragraphs.len());
}

#[test]
fn n39_utf_7_and_false_labels_are_not_believed() {
    let page = "<meta charset=utf-7><h1>Gespräche</h1><p>Die Gespräche gehen weiter.</p>";
    let draft = understand("a.html", page.as_bytes()).unwrap();
    assert_eq!(draft.story.headline, "Gespräche");
    assert_eq!(draft.story.encoding.as_deref(), Some("UTF-8"));
    // Each says it is in an encoding that it is not in.
    let chinese = "朝美韩放慢无核化会谈步伐";
    let gbk = encoding_rs::GBK.encode(chinese).0;
    let body = encoding_rs::GBK.encode("会谈将于明年初继续进行，双方代表说。").0;
    for label in ["utf-8", "utf-7", "us-ascii7", "klingon"] {
        let head = format!("<meta charset={label}><h1>");
        let page = [head.as_bytes(), &gbk, b"</h1><p>", &body, b"</p>"].concat();
        let draft = understand("a.html", &page).unwrap();
        assert_eq!(draft.story.headline, chinese, "{label}");
        let told = draft.notes.iter().find(|note| note.contains("guessed")).unwrap();
        assert!(told.contains(draft.story.encoding.as_deref().unwrap()), "the guess is shown: {told}");
        assert!(draft.unsure, "it is asked whether the guess is right");
    }
    // One that fits is believed, and not asked of.
    let page = [b"<meta charset=gbk><h1>", &*gbk, b"</h1><p>", &body, b"</p>"].concat();
    let draft = understand("a.html", &page).unwrap();
    assert!(draft.story.headline == chinese && !draft.unsure);
}

#[test]
fn n50_a_page_called_a_picture_is_refused() {
    assert!(matches!(understand("a.png", b"<html>words</html>"), Err(ImportError::NotAPicture { .. })));
}

/// No crate that speaks to other machines is among those the program is made of, but for those the
/// desktop's own sockets need; and none of our files names the system's.
#[test]
fn n36_nothing_here_can_speak_to_other_machines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let crates: Vec<&str> =
        lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    assert!(crates.contains(&"html5ever"), "the lock file is read");
    for stranger in ["hyper", "reqwest", "ureq", "curl", "attohttpc", "isahc", "h2", "rustls", "native-tls"] {
        assert!(!crates.contains(&stranger), "{stranger}");
    }
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let code = fs::read_to_string(&path).unwrap_or_default();
                let found = ["std::net", "TcpStream", "UdpSocket", "UnixStream"]
                    .iter()
                    .find(|name| code.contains(**name));
                assert_eq!(found, None, "{}", path.display());
            }
        }
    }
}

/// Says so where it is seen: what a test that passes prints is not.
fn skipped(why: &str) {
    let said = format!("n36_an_import_opens_no_socket was skipped: {why}\n");
    std::io::stderr().write_all(said.as_bytes()).unwrap();
}

/// The same of a page that asks for it in every way, where `strace` can watch.
#[test]
fn n36_an_import_opens_no_socket() {
    if Command::new("strace").args(["-V"]).output().is_err() {
        return skipped("there is no strace here");
    }
    let desk = tempfile::tempdir().unwrap();
    create(&desk.path().join("p"), "Test").unwrap();
    let page = "<base href='http://127.0.0.1:9/'><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>\
        <link rel=stylesheet href=http://127.0.0.1:9/a.css><style>@import url(http://127.0.0.1:9/b.css)</style>\
        <h1>Talks</h1><img src=http://127.0.0.1:9/a.png><p>The talks go on, said a man of the ministry.</p>";
    fs::write(desk.path().join("a.html"), page).unwrap();
    let watched = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=socket,connect", "-o", "calls"])
        .arg(env!("CARGO_BIN_EXE_pressmark"))
        .args(["import", "a.html", "--into", "p"])
        .current_dir(desk.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&watched.stderr).into_owned();
    if said.contains("PTRACE") || said.contains("Operation not permitted") {
        return skipped("strace may not watch here");
    }
    assert!(watched.status.success(), "{said}");
    assert_eq!(open(&desk.path().join("p")).unwrap().project.stories.len(), 1);
    let calls = fs::read_to_string(desk.path().join("calls")).unwrap();
    let calls: Vec<&str> =
        calls.lines().filter(|line| line.contains("socket(") || line.contains("connect(")).collect();
    assert_eq!(calls, Vec::<&str>::new());
}
