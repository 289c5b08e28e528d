//! The article view, driven like a reader would.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, CoderId, Passage};
use pressmark::project::{Edit, Project, Session, StoryWork};
use pressmark::story::{Block, Role, Story, StoryText, TextRange, slug_from};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;
use pressmark::window::workbench::Workbench;

const TEXT: &str = "新闻中心\nmore\nThree capitals slow the pace of nuclear talks\nBy a staff reporter\nThe two Koreas and the United States are easing off on denuclearization, with a second summit put off to January or February and the visit to Seoul no longer possible this year.\nWashington is in no hurry to negotiate, the president said, while Pyongyang wants sanctions relief for the steps it says it has already taken.\n\u{201c}The work we do together is not only for two governments,\u{201d} the envoy said in Seoul, \u{201c}it is for the future of the whole peninsula.\u{201d}\nThe leader visits the palace of the sun on the seventh anniversary of his father's death. / agency\nقال الوزير 2025 (passed) للصحفيين\n会谈推迟了。特使说:「不着急。」";

fn story() -> (Story, StoryText) {
    let text = StoryText::from_canonical(TEXT);
    let roles = [
        Role::Furniture,
        Role::Furniture,
        Role::Headline,
        Role::Byline,
        Role::Paragraph,
        Role::Paragraph,
        Role::Paragraph,
        Role::Caption,
        Role::Paragraph,
        Role::Paragraph,
    ];
    let mut start = 0;
    let mut blocks = Vec::new();
    for (line, role) in TEXT.split('\n').zip(roles) {
        blocks.push(Block { role, range: TextRange::from_indices(start, start + line.len()) });
        start += line.len() + 1;
    }
    let story = Story {
        headline: "Three capitals".into(),
        outlet: Some("Korea desk".into()),
        authors: vec!["a staff reporter".into()],
        date: "2018-12-24".parse().ok(),
        language: None,
        url: None,
        source: None,
        encoding: None,
        text: text.hash().clone(),
        pictures: Vec::new(),
        blocks,
    };
    (story, text)
}

fn range_of(words: &str) -> TextRange {
    let start = TEXT.find(words).unwrap();
    TextRange::from_indices(start, start + words.len())
}

fn session(claims: &[(&str, &[&str])]) -> Session {
    let (story, text) = story();
    let id = slug_from("three", |_| false);
    let coder = CoderId::nearest("kim");
    let mut session = Session::new(Project::new("Test"), coder.clone());
    let shelf = Edit::Shelf { id: id.clone(), to: Some(Box::new(StoryWork::new(story, text.clone()))) };
    session.perform("import", shelf).unwrap();
    for (kind, passages) in claims {
        let mut claim = Claim::new(Some((*kind).into()));
        claim.passages = passages.iter().map(|words| Passage::of(&text, range_of(words)).unwrap()).collect();
        let edit =
            Edit::Claim { story: id.clone(), coder: coder.clone(), id: claim.id, to: Some(claim.into()) };
        session.perform("tag", edit).unwrap();
    }
    session
}

fn harness(session: Session, look: Look) -> Harness<'static, Workbench> {
    let ctx_setup = pressmark::window::fonts::install;
    let mut app = Workbench::on(session, look);
    for panel in [Command::ToggleStories, Command::TogglePictures, Command::ToggleClaims] {
        app.ask(Request::Run(panel));
    }
    Harness::builder()
        .with_size(vec2(760.0, 860.0))
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(ctx_setup)
        .allow_missing_glyphs()
        .renderer(support::CpuRenderer::default())
        .build_ui_state(|ui, bench: &mut Workbench| bench.frame(ui), app)
}

const CLAIMS: &[(&str, &[&str])] = &[
    ("fact", &["with a second summit put off to January or February"]),
    ("stance", &["Washington is in no hurry to negotiate"]),
    ("stance", &["Pyongyang wants sanctions relief"]),
    ("fact", &["in no hurry"]),
    (
        "quote",
        &[
            "\u{201c}The work we do together is not only for two governments,\u{201d}",
            "\u{201c}it is for the future of the whole peninsula.\u{201d}",
        ],
    ),
];

fn drag(harness: &mut Harness<'_, Workbench>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    let button =
        |pressed| Event::PointerButton { pos: to, button: PointerButton::Primary, pressed, modifiers };
    harness.event(Event::ModifiersChanged(modifiers));
    harness.event(Event::PointerMoved(from));
    harness.step();
    harness.event(Event::PointerButton {
        pos: from,
        button: PointerButton::Primary,
        pressed: true,
        modifiers,
    });
    harness.step();
    harness.event(Event::PointerMoved(from.lerp(to, 0.5)));
    harness.step();
    harness.event(Event::PointerMoved(to));
    harness.step();
    harness.event(button(false));
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_steps(3);
}

fn click(harness: &mut Harness<'_, Workbench>, at: Pos2, times: usize) {
    harness.event(Event::PointerMoved(at));
    for _ in 0..times {
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        }
        harness.step();
    }
    harness.run_steps(3);
}

fn drag_over(harness: &mut Harness<'_, Workbench>, words: &str) {
    let (from, to) = support::place_of(harness, words);
    drag(harness, from, to, Modifiers::NONE);
}

fn selected(harness: &Harness<'_, Workbench>) -> String {
    let range = harness.state().view().selection.map(|selection| selection.range()).unwrap_or_default();
    TEXT[range.indices()].to_owned()
}

fn claims(harness: &Harness<'_, Workbench>) -> Vec<std::sync::Arc<Claim>> {
    let session = harness.state().session();
    let work = session.project().stories.values().next().unwrap();
    work.work_of(session.coder()).map(|own| own.in_order(&work.story)).unwrap_or_default()
}

fn chosen_quote(harness: &Harness<'_, Workbench>) -> Option<String> {
    let chosen = harness.state().view().chosen?;
    claims(harness).iter().find(|claim| claim.id == chosen).map(|claim| claim.quote())
}

fn press(harness: &mut Harness<'_, Workbench>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

#[test]
fn a_drag_and_a_key_tag_a_passage_and_undo_takes_it_back() {
    let mut harness = harness(session(&[]), Look::Light);
    drag_over(&mut harness, "Washington is in no hurry");
    assert_eq!(selected(&harness), "Washington is in no hurry");
    press(&mut harness, Modifiers::NONE, Key::Num2);
    let made = claims(&harness);
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].quote(), "Washington is in no hurry");
    assert_eq!(made[0].kind.as_ref().map(|kind| kind.as_str()), Some("quote"));
    assert_eq!(harness.state().view().chosen, Some(made[0].id));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(claims(&harness).is_empty());
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(claims(&harness), made, "redo brings the very same claim back");
}

#[test]
fn the_bar_at_the_selection_tags_too() {
    let mut harness = harness(session(&[]), Look::Light);
    drag_over(&mut harness, "Pyongyang wants");
    harness.get_by_label("Fact").click();
    harness.run_steps(3);
    assert_eq!(claims(&harness)[0].kind.as_ref().map(|kind| kind.as_str()), Some("fact"));
    assert_eq!(selected(&harness), "", "what was tagged is not tagged again");
    assert!(harness.query_by_label("Highlight").is_none(), "the bar is gone");
}

#[test]
fn clicks_take_words_sentences_and_the_paragraph() {
    let mut harness = harness(session(&[]), Look::Light);
    let (at, _) = support::place_of(&harness, "hurry");
    click(&mut harness, at, 2);
    assert_eq!(selected(&harness), "hurry");
    harness.run_steps(40);
    click(&mut harness, at, 3);
    assert!(
        selected(&harness).starts_with("Washington is") && selected(&harness).ends_with("already taken.")
    );
}

#[test]
fn a_click_within_one_frame_counts() {
    let mut harness = harness(session(CLAIMS), Look::Light);
    let (at, _) = support::place_of(&harness, "Pyongyang");
    harness.event(Event::PointerMoved(at));
    harness.run_steps(2);
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.input_mut().events.extend([button(true), button(false)]);
    harness.run_steps(3);
    assert_eq!(chosen_quote(&harness).as_deref(), Some("Pyongyang wants sanctions relief"));
    assert!(harness.state().view().selection.is_some(), "the caret is there too");
}

#[test]
fn shift_click_extends() {
    let mut harness = harness(session(&[]), Look::Light);
    let (from, _) = support::place_of(&harness, "Washington");
    let (_, to) = support::place_of(&harness, "hurry");
    click(&mut harness, from, 1);
    harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    harness.event(Event::PointerMoved(to));
    for pressed in [true, false] {
        let button = PointerButton::Primary;
        harness.event(Event::PointerButton { pos: to, button, pressed, modifiers: Modifiers::SHIFT });
        harness.step();
    }
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_steps(3);
    assert_eq!(selected(&harness), "Washington is in no hurry");
}

#[test]
fn a_click_under_several_claims_goes_through_them() {
    let mut harness = harness(session(CLAIMS), Look::Light);
    let (at, _) = support::place_of(&harness, "hurry");
    click(&mut harness, at, 1);
    assert_eq!(chosen_quote(&harness).as_deref(), Some("in no hurry"), "the innermost first");
    assert!(harness.query_by_label("2 claims here").is_some());
    harness.run_steps(40);
    click(&mut harness, at, 1);
    assert_eq!(chosen_quote(&harness).as_deref(), Some("Washington is in no hurry to negotiate"));
}

#[test]
fn hovering_lights_the_claim() {
    let mut harness = harness(session(CLAIMS), Look::Light);
    let (at, _) = support::place_of(&harness, "Pyongyang");
    harness.event(Event::PointerMoved(at));
    harness.run_steps(3);
    let lit = harness.state().view().hovered.unwrap();
    let quote = claims(&harness).iter().find(|claim| claim.id == lit).map(|claim| claim.quote());
    assert_eq!(quote.as_deref(), Some("Pyongyang wants sanctions relief"));
    harness.event(Event::PointerMoved(pos2(5.0, 5.0)));
    harness.run_steps(3);
    assert_eq!(harness.state().view().hovered, None);
}

#[test]
fn ctrl_drag_adds_a_passage_to_the_chosen_claim() {
    let mut harness = harness(session(CLAIMS), Look::Light);
    let (at, _) = support::place_of(&harness, "Pyongyang");
    click(&mut harness, at, 1);
    let (from, to) = support::place_of(&harness, "the steps");
    drag(&mut harness, from, to, Modifiers::COMMAND);
    assert_eq!(
        chosen_quote(&harness).as_deref(),
        Some("Pyongyang wants sanctions relief \u{2026} the steps")
    );
}

#[test]
fn an_edge_moves_by_its_handle_and_by_key_and_the_fields_stay() {
    let mut harness = harness(session(CLAIMS), Look::Light);
    let (at, _) = support::place_of(&harness, "Pyongyang");
    click(&mut harness, at, 1);
    let before = claims(&harness).len();
    let (_, end) = support::place_of(&harness, "sanctions relief");
    let (_, to) = support::place_of(&harness, "for the steps");
    drag(&mut harness, end + vec2(3.0, 0.0), to, Modifiers::NONE);
    assert_eq!(chosen_quote(&harness).as_deref(), Some("Pyongyang wants sanctions relief for the steps"));
    press(&mut harness, Modifiers::SHIFT, Key::Period);
    assert_eq!(chosen_quote(&harness).as_deref(), Some("Pyongyang wants sanctions relief for the"));
    assert_eq!(claims(&harness).len(), before);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(chosen_quote(&harness).as_deref(), Some("Pyongyang wants sanctions relief"));
}

#[test]
fn the_keyboard_alone_marks_a_quotation() {
    let mut harness = harness(session(&[]), Look::Light);
    let (at, _) = support::place_of(&harness, "governments");
    click(&mut harness, at, 1);
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert_eq!(selected(&harness), "governments");
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert_eq!(
        selected(&harness),
        "\u{201c}The work we do together is not only for two governments,\u{201d}"
    );
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert!(selected(&harness).ends_with("peninsula.\u{201d}"));
    press(&mut harness, Modifiers::SHIFT, Key::Space);
    assert!(selected(&harness).ends_with("governments,\u{201d}"));
    press(&mut harness, Modifiers::NONE, Key::Num1);
    assert_eq!(claims(&harness).len(), 1);
}

#[test]
fn the_caret_moves_by_letters_words_rows_and_pages() {
    let mut harness = harness(session(&[]), Look::Light);
    let (at, _) = support::place_of(&harness, "Washington");
    click(&mut harness, at, 1);
    let head = |harness: &Harness<'_, Workbench>| harness.state().view().selection.unwrap().head.index();
    let start = TEXT.find("Washington").unwrap();
    assert_eq!(head(&harness), start);
    press(&mut harness, Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(selected(&harness), "Washington");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&harness), "Washington ");
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(head(&harness), start);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(TEXT[head(&harness)..].starts_with("Pyongyang"), "{:?}", &TEXT[head(&harness)..][..20]);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(head(&harness), start);
    press(&mut harness, Modifiers::NONE, Key::End);
    assert!(TEXT[..head(&harness)].trim_end().ends_with("while"), "{:?}", &TEXT[..head(&harness)]);
    press(&mut harness, Modifiers::COMMAND, Key::Home);
    assert_eq!(head(&harness), 0);
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    press(&mut harness, Modifiers::COMMAND, Key::End);
    assert_eq!(head(&harness), TEXT.len());
}

#[test]
fn furniture_folds_and_unfolds() {
    let mut harness = harness(session(&[]), Look::Light);
    assert!(harness.query_by_label("新闻中心").is_none());
    let fold = harness.get_by_label("Show page furniture").rect().center();
    click(&mut harness, fold, 1);
    assert!(harness.query_by_label("新闻中心").is_some());
}

#[test]
fn a_search_marks_its_hits_and_keys_go_through_them() {
    let mut harness = harness(session(&[]), Look::Light);
    press(&mut harness, Modifiers::COMMAND, Key::F);
    harness.get_by_label("Find in story").type_text("THE");
    harness.run_steps(3);
    assert!(harness.query_by_label("11 hits").is_some() || harness.query_by_label_contains("hits").is_some());
    press(&mut harness, Modifiers::NONE, Key::F3);
    let first = selected(&harness);
    assert!(first.eq_ignore_ascii_case("the"), "{first:?}");
    press(&mut harness, Modifiers::NONE, Key::F3);
    assert!(selected(&harness).eq_ignore_ascii_case("the"));
}

#[test]
fn next_and_previous_go_through_the_claims_in_reading_order() {
    let mut harness = harness(session(CLAIMS), Look::Light);
    let mut quotes = Vec::new();
    for _ in 0..6 {
        press(&mut harness, Modifiers::NONE, Key::N);
        quotes.push(chosen_quote(&harness).unwrap());
    }
    assert!(quotes[0].starts_with("with a second summit"));
    assert!(quotes[1].starts_with("Washington"));
    assert_eq!(quotes[0], quotes[5], "and round again");
    press(&mut harness, Modifiers::SHIFT, Key::N);
    assert_eq!(chosen_quote(&harness).unwrap(), quotes[4]);
}

#[test]
fn right_to_left_text_reads_and_marks_correctly() {
    let mut harness = harness(session(&[]), Look::Light);
    let line = harness.get_by_label_contains("2025").rect();
    // The first word stands at the right end; from there leftwards come "2025" and the brackets.
    drag(
        &mut harness,
        line.right_center() - vec2(1.0, 0.0),
        line.right_center() - vec2(20.0, 0.0),
        Modifiers::NONE,
    );
    assert!(selected(&harness).starts_with('ق'), "{:?}", selected(&harness));
}

/// A story of many paragraphs whose heights are hard to guess.
fn long_session() -> Session {
    let paragraphs: Vec<String> = (0..400)
        .map(|n| format!("Paragraph {n} begins. {}", "iiii illi WWWW mmm 汉字 ".repeat(n % 23)))
        .collect();
    let text = StoryText::from_canonical(paragraphs.join("\n"));
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in &paragraphs {
        blocks
            .push(Block { role: Role::Paragraph, range: TextRange::from_indices(start, start + line.len()) });
        start += line.len() + 1;
    }
    let (story, _) = story();
    let story =
        Story { text: text.hash().clone(), blocks, outlet: None, date: None, authors: Vec::new(), ..story };
    let mut session = Session::new(Project::new("Long"), CoderId::nearest("kim"));
    let shelf =
        Edit::Shelf { id: slug_from("long", |_| false), to: Some(Box::new(StoryWork::new(story, text))) };
    session.perform("import", shelf).unwrap();
    session
}

#[test]
fn nothing_on_screen_moves_while_heights_become_exact() {
    let mut harness = harness(long_session(), Look::Light);
    let text = harness.state().session().project().stories.values().next().unwrap().text.clone();
    let at = text.as_str().find("Paragraph 250 ").unwrap();
    harness.state_mut().ask(Request::Reveal(TextRange::from_indices(at, at + 9)));
    harness.run_steps(3);
    let place =
        |harness: &Harness<'_, Workbench>| harness.get_by_label_contains("Paragraph 250 begins").rect();
    let before = place(&harness);
    harness.state_mut().measure_when_idle(true);
    for _ in 0..300 {
        harness.step();
        assert_eq!(place(&harness), before);
    }
}

#[test]
fn a_drag_beyond_the_page_scrolls_and_goes_on_selecting() {
    let mut harness = harness(long_session(), Look::Light);
    let (from, _) = support::place_of(&harness, "Paragraph 1");
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(Event::PointerMoved(from));
    harness.event(button(from, true));
    harness.step();
    let below = pos2(from.x + 40.0, 900.0);
    harness.event(Event::PointerMoved(below));
    harness.run_steps(180);
    harness.event(button(below, false));
    harness.run_steps(3);
    let range = harness.state().view().selection.unwrap().range();
    assert!(range.len() > 3_000, "only {} bytes", range.len());
    assert!(harness.query_by_label_contains("Paragraph 1 begins").is_none(), "it has scrolled");
}

#[test]
fn the_wheel_comes_back_to_where_it_began() {
    let mut harness = harness(long_session(), Look::Light);
    harness.event(Event::PointerMoved(pos2(380.0, 400.0)));
    let wheel = |points| Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    };
    let first = harness.get_by_label_contains("Paragraph 1 begins").rect();
    for _ in 0..30 {
        harness.event(wheel(-700.0));
        harness.run_steps(2);
    }
    assert!(harness.query_by_label_contains("Paragraph 1 begins").is_none());
    for _ in 0..60 {
        harness.event(wheel(700.0));
        harness.run_steps(2);
    }
    harness.run_steps(30);
    assert_eq!(harness.get_by_label_contains("Paragraph 1 begins").rect(), first);
}

#[test]
fn draws_in_every_look() {
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark"), (Look::Contrast, "contrast")] {
        let mut harness = harness(session(CLAIMS), look);
        let (at, _) = support::place_of(&harness, "peninsula");
        click(&mut harness, at, 1);
        let (from, to) = support::place_of(&harness, "second summit put");
        harness.remove_cursor();
        drag(&mut harness, from, to, Modifiers::NONE);
        let image = harness.render().unwrap();
        if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
            image.save(std::path::Path::new(&folder).join(format!("article-{name}.png"))).unwrap();
        }
        let colours: std::collections::HashSet<_> = image.pixels().map(|pixel| pixel.0).collect();
        assert!(colours.len() > 50, "a page with text has many shades");
    }
}
