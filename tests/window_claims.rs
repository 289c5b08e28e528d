//! The claims panel, driven through its accessibility tree as an analyst would.

// Helpers of tests may panic as tests may.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{Actor, ActorRole, Claim, ClaimId, Clash, CoderId, Passage, Region, Shape, Value};
use pressmark::project::{Access, Edit, Project, Session, StoryWork};
use pressmark::story::{Block, Picture, PictureId, Role, Story, StoryId, StoryText, TextRange, slug_from};
use pressmark::window::claims::ClaimsPanel;
use pressmark::window::commands::{Command, Keymap};
use pressmark::window::desk::{Desk, Request};
use pressmark::window::digest::Digest;
use pressmark::window::fonts;
use pressmark::window::theme::{Look, Theme};
use pressmark::window::view::{Selection, View};
use support::CpuRenderer;

const TEXT: &str = "Three capitals slow the pace of nuclear talks\n\n\
The two Koreas and the United States are easing off, with a second summit put off to January or February.\n\n\
Washington is in no hurry to negotiate, the president said.\n\n\
“The work we do together is not only for two governments,” the envoy said in Seoul, “it is for the future of the whole peninsula.”\n\n\
The United Nations had granted the project a waiver after Washington gave its support.\n";

/// A workbench of one panel: it carries out what the panel asks for.
struct Bench {
    session: Session,
    view: View,
    digest: Option<Digest>,
    theme: Theme,
    keys: Keymap,
    panel: ClaimsPanel,
    asked: Vec<Request>,
    fonts: bool,
}

impl Bench {
    fn new(project: Project) -> Self {
        let keys = Keymap::new(&project.codebook);
        let story = project.stories.keys().next().cloned();
        Self {
            session: Session::new(project, coder()),
            view: View { story, ..View::default() },
            digest: None,
            theme: Theme::of(Look::Light),
            keys,
            panel: ClaimsPanel::default(),
            asked: Vec::new(),
            fonts: false,
        }
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        if !self.fonts {
            ui.ctx().set_fonts(fonts::definitions());
            self.theme.install(ui.ctx());
            self.fonts = true;
            return;
        }
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        let mut requests = Vec::new();
        let mut desk = Desk {
            session: &self.session,
            view: &self.view,
            digest: self.digest.as_ref(),
            theme: &self.theme,
            keys: &self.keys,
            requests: &mut requests,
        };
        egui::Frame::new().fill(self.theme.panel).inner_margin(egui::Margin::symmetric(0, 10)).show(
            ui,
            |ui| {
                self.panel.show(ui, &mut desk);
            },
        );
        self.view.hovered = None;
        self.carry_out(requests);
    }

    fn carry_out(&mut self, requests: Vec<Request>) {
        for request in requests {
            match &request {
                Request::Perform(label, edit) => self.session.perform(label.clone(), edit.clone()).unwrap(),
                Request::ShowClaim(id) => self.view.chosen = Some(*id),
                Request::Hover(id) => {
                    self.view.hovered = Some(*id);
                    continue;
                }
                _ => {}
            }
            self.asked.push(request);
        }
    }

    fn flush(&mut self) {
        self.with_panel(|panel, desk| panel.flush(desk));
    }

    fn commit(&mut self) {
        self.with_panel(|panel, desk| panel.commit(desk));
    }

    fn with_panel(&mut self, act: impl FnOnce(&mut ClaimsPanel, &mut Desk)) {
        let mut requests = Vec::new();
        let mut desk = Desk {
            session: &self.session,
            view: &self.view,
            digest: self.digest.as_ref(),
            theme: &self.theme,
            keys: &self.keys,
            requests: &mut requests,
        };
        act(&mut self.panel, &mut desk);
        self.carry_out(requests);
    }

    fn claim(&self, id: ClaimId) -> &Claim {
        self.session.project().story(&story_id()).unwrap().claim(&coder(), id).unwrap()
    }

    fn field(&self, id: ClaimId, field: &str) -> Option<&Value> {
        self.claim(id).fields.get(&field.into())
    }

    fn label(&self) -> Option<&str> {
        self.session.history().next_undo()
    }
}

fn coder() -> CoderId {
    CoderId::nearest("kim")
}

fn story_id() -> StoryId {
    slug_from("Three capitals slow the pace of nuclear talks", |_| false)
}

fn text() -> StoryText {
    StoryText::from_canonical(TEXT)
}

fn blocks(text: &StoryText) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.as_str().split('\n') {
        if !line.is_empty() {
            let role = if blocks.is_empty() { Role::Headline } else { Role::Paragraph };
            blocks.push(Block { role, range: TextRange::from_indices(start, start + line.len()) });
        }
        start += line.len() + 1;
    }
    blocks
}

fn passage(words: &str) -> Passage {
    let text = text();
    let start = text.as_str().find(words).unwrap();
    Passage::of(&text, TextRange::from_indices(start, start + words.len())).unwrap()
}

fn claim(id: u64, kind: Option<&str>, passages: &[&str]) -> Claim {
    let mut claim = Claim::new(kind.map(Into::into));
    claim.id = ClaimId(id);
    claim.passages = passages.iter().map(|words| passage(words)).collect();
    claim.made = jiff::Timestamp::from_second(1_545_600_000 + i64::try_from(id).unwrap()).unwrap();
    claim
}

/// The ids of the claims of [`project`].
const FACT: ClaimId = ClaimId(1);
const STANCE: ClaimId = ClaimId(2);
const QUOTE: ClaimId = ClaimId(3);
const LATER: ClaimId = ClaimId(4);

fn project() -> Project {
    let mut project = Project::new("Korea talks");
    let text = text();
    let story = Story {
        headline: "Three capitals slow the pace of nuclear talks".to_owned(),
        outlet: None,
        authors: Vec::new(),
        date: Some("2018-12-24".parse().unwrap()),
        language: None,
        url: None,
        source: None,
        encoding: None,
        text: text.hash().clone(),
        pictures: (1..=2)
            .map(|n| Picture {
                id: PictureId(format!("p{n}")),
                at: text.end(),
                file: None,
                caption: None,
                credit: None,
                alt: None,
                url: None,
            })
            .collect(),
        blocks: blocks(&text),
    };
    project.stories.insert(story_id(), StoryWork::new(story, text));
    for (id, name, alias, title) in [
        ("biegun", "Stephen Biegun", "Biegun", Some("US envoy")),
        ("moon", "Moon Jae-in", "Moon", Some("president of South Korea")),
        ("us-president", "US president", "the president", None),
    ] {
        let mut actor = Actor { aliases: vec![alias.to_owned()], ..Actor::named(id.into(), name) };
        actor.roles.extend(title.map(|title| ActorRole {
            title: title.to_owned(),
            from: Some("2018-08-23".parse().unwrap()),
            until: None,
        }));
        project.apply(Edit::Actor { id: id.into(), to: Some(Box::new(actor)) }).unwrap();
    }
    let mut fact = claim(1, Some("fact"), &["with a second summit put off to January or February"]);
    fact.fields.insert("check".into(), Value::Choice("unverified".into()));
    let mut stance = claim(2, Some("stance"), &["Washington is in no hurry to negotiate"]);
    stance.fields.insert("speaker".into(), Value::Actor("us-president".into()));
    stance.fields.insert("stance".into(), Value::Choice("against".into()));
    stance.fields.insert("target".into(), Value::Text("quick deal".into()));
    let mut quote = claim(
        3,
        Some("quote"),
        &[
            "The work we do together is not only for two governments,",
            "it is for the future of the whole peninsula.",
        ],
    );
    let shape = Shape::rectangle((100, 100), (4000, 5000));
    quote.regions.push(Region { picture: PictureId("p2".to_owned()), shape });
    let later = claim(4, Some("fact"), &["The United Nations had granted the project a waiver"]);
    for claim in [fact, stance, quote, later] {
        add(&mut project, claim);
    }
    project
}

fn add(project: &mut Project, claim: Claim) {
    let edit = Edit::Claim { story: story_id(), coder: coder(), id: claim.id, to: Some(Arc::new(claim)) };
    project.apply(edit).unwrap();
}

fn harness_sized<'a>(bench: Bench, size: egui::Vec2) -> Harness<'a, Bench> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(1.0)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, bench: &mut Bench| bench.frame(ui), bench);
    harness.run();
    harness
}

fn harness<'a>(bench: Bench) -> Harness<'a, Bench> {
    harness_sized(bench, vec2(371.0, 860.0))
}

/// A harness with a claim's form open, with the keyboard at its first empty field.
fn form<'a>(project: Project, chosen: ClaimId) -> Harness<'a, Bench> {
    let mut bench = Bench::new(project);
    bench.view.chosen = Some(chosen);
    let mut harness = harness(bench);
    harness.state_mut().panel.focus_first_empty();
    harness.run();
    harness
}

/// Types text key by key; returns how many keys that took.
fn keys(harness: &mut Harness<Bench>, text: &str) -> usize {
    for letter in text.chars() {
        harness.event(egui::Event::Text(letter.to_string()));
        harness.run();
    }
    text.chars().count()
}

fn press(harness: &mut Harness<Bench>, key: Key) -> usize {
    harness.key_press(key);
    harness.run();
    1
}

fn focused(harness: &Harness<Bench>) -> String {
    let node = harness.root().children_recursive().find(|node| node.is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

#[test]
fn a_known_speaker_costs_few_keys() {
    let mut harness = form(project(), QUOTE);
    assert_eq!(focused(&harness), "Speaker");
    // The tag's own key comes before these.
    let mut count = 1;
    count += keys(&mut harness, "bie");
    count += press(&mut harness, Key::Enter);
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("biegun".into())));
    assert_eq!(harness.state().label(), Some("set speaker"));
    assert_eq!(focused(&harness), "Cue: not coded, offered: the envoy said", "Enter goes on");
    count += press(&mut harness, Key::Escape);
    assert!(count <= 8, "{count} keys");
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle));
    assert!(!harness.state().panel.has_keyboard());
}

#[test]
fn enter_takes_the_offered_cue_and_letters_pick_codes() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "bie");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().field(QUOTE, "cue"),
        Some(&Value::Passage(Box::new(passage("the envoy said"))))
    );
    assert_eq!(focused(&harness), "Form");
    keys(&mut harness, "d");
    assert_eq!(harness.state().field(QUOTE, "form"), Some(&Value::Choice("direct".into())));
    assert_eq!(harness.state().label(), Some("set form"));
    assert_eq!(focused(&harness), "Topic", "a picked code goes on");
    keys(&mut harness, "rail");
    press(&mut harness, Key::Tab);
    assert_eq!(harness.state().field(QUOTE, "topic"), Some(&Value::Text("rail".to_owned())));
    assert_eq!(focused(&harness), "Stance");
    keys(&mut harness, "2");
    assert_eq!(harness.state().field(QUOTE, "stance"), Some(&Value::Choice("against".into())));
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().field(QUOTE, "sure"), Some(&Value::Choice("medium".into())));
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle), "past the last field");
}

#[test]
fn a_name_nobody_has_makes_an_actor_in_one_step() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "Lee Nak-yon");
    harness.get_by_label("Add “Lee Nak-yon” as a new actor");
    press(&mut harness, Key::Enter);
    let state = harness.state_mut();
    assert_eq!(state.session.history().len(), 1);
    let Some(Value::Actor(id)) = state.field(QUOTE, "speaker").cloned() else { panic!("no speaker") };
    assert_eq!(state.session.project().actors.name(&id), "Lee Nak-yon");
    state.session.undo().unwrap();
    assert_eq!(state.field(QUOTE, "speaker"), None);
    assert!(state.session.project().actors.get(&id).is_none());
}

#[test]
fn arrows_and_clicks_choose_among_offers() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "o");
    // Moon by its beginning, Stephen Biegun not at all; the last entry makes a new actor.
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowUp);
    harness.get_by_label_contains("Moon Jae-in, president of South Korea").click();
    harness.run();
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("moon".into())));
    assert_eq!(harness.state().session.history().len(), 1);
}

#[test]
fn escape_reverts_what_is_typed() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Target").focus();
    harness.run();
    keys(&mut harness, "xyz");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().field(STANCE, "target"), Some(&Value::Text("quick deal".to_owned())));
    assert!(harness.state().session.history().is_empty());
    assert_eq!(harness.get_by_label("Target").value().as_deref(), Some("quick deal"));
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle));
}

#[test]
fn escape_right_after_the_form_opens_leaves_it() {
    let mut bench = Bench::new(project());
    bench.view.chosen = Some(QUOTE);
    let mut harness = harness(bench);
    harness.state_mut().panel.focus_first_empty();
    harness.step();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle));
}

#[test]
fn tab_and_shift_tab_walk_the_form() {
    let mut harness = form(project(), QUOTE);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Tab);
    assert_eq!(focused(&harness), "Form");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert_eq!(focused(&harness), "Speaker");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert_eq!(focused(&harness), "Kind");
    assert!(harness.state().session.history().is_empty(), "walking changes nothing");
}

#[test]
fn a_retag_keeps_what_fits_and_parks_the_rest() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Kind: Quote").click();
    harness.run();
    let state = harness.state();
    assert_eq!(state.label(), Some("retag as quote"));
    assert_eq!(state.field(STANCE, "speaker"), Some(&Value::Actor("us-president".into())));
    assert_eq!(state.claim(STANCE).parked.get(&"target".into()), Some(&Value::Text("quick deal".to_owned())));
    harness.get_by_label("Discard parked Target").click();
    harness.run();
    assert!(harness.state().claim(STANCE).parked.is_empty());
}

#[test]
fn clearing_a_choice_is_not_coded() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Stance: against").click();
    harness.run();
    assert_eq!(harness.state().field(STANCE, "stance"), None);
    assert_eq!(harness.state().label(), Some("clear stance"));
    harness.state_mut().session.undo().unwrap();
    harness.run();
    harness.get_by_label("Stance").focus();
    harness.run();
    press(&mut harness, Key::Backspace);
    assert_eq!(harness.state().field(STANCE, "stance"), None);
}

#[test]
fn numbers_keep_what_is_typed_and_refuse_what_is_none() {
    let mut harness = form(project(), FACT);
    harness.get_by_label("Figure").focus();
    harness.run();
    keys(&mut harness, "1,0x");
    press(&mut harness, Key::Enter);
    assert_eq!(focused(&harness), "Figure");
    harness.get_by_label_contains("Not a number");
    press(&mut harness, Key::Backspace);
    keys(&mut harness, "00");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().field(FACT, "figure"), Some(&Value::Number("1,000".to_owned())));
    assert_eq!(focused(&harness), "Can be checked");
    keys(&mut harness, "y");
    assert_eq!(harness.state().field(FACT, "checkable"), Some(&Value::YesNo(true)));
}

#[test]
fn typed_text_is_committed_when_another_claim_is_chosen() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Note").focus();
    harness.run();
    keys(&mut harness, "see p. 3");
    harness.state_mut().view.chosen = Some(QUOTE);
    harness.run();
    assert_eq!(harness.state().claim(STANCE).note, "see p. 3");
    assert_eq!(harness.state().label(), Some("edit note"));
    harness.state_mut().view.story = None;
    harness.run();
    assert_eq!(harness.state().session.history().len(), 1);
}

#[test]
fn half_a_name_is_parked_at_the_last_moment_and_a_draft_falls_to_undo() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "bieg");
    harness.state_mut().commit();
    assert!(harness.state().claim(QUOTE).parked.is_empty(), "it is still being typed");
    harness.state_mut().flush();
    assert_eq!(harness.state().field(QUOTE, "speaker"), None);
    assert_eq!(harness.state().claim(QUOTE).parked.len(), 1, "neither lost nor taken for an actor");
    harness.state_mut().session.undo().unwrap();
    harness.run();

    keys(&mut harness, "bieg");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Topic").focus();
    harness.run();
    keys(&mut harness, "old");
    press(&mut harness, Key::Tab);
    harness.get_by_label("Topic").focus();
    harness.run();
    keys(&mut harness, "er");
    harness.state_mut().session.undo().unwrap();
    harness.run();
    assert_eq!(harness.get_by_label("Topic").value().as_deref(), Some(""), "the draft went with its ground");
}

#[test]
fn passages_are_removed_one_by_one() {
    let mut harness = form(project(), QUOTE);
    harness.get_by_label("Remove passage 2").click();
    harness.run();
    assert_eq!(harness.state().claim(QUOTE).passages.len(), 1);
    assert_eq!(harness.state().label(), Some("remove passage"));
    harness.get_by_label("Show region 1").click();
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::Enlarge(Some(PictureId("p2".to_owned())))));
}

#[test]
fn a_selection_can_be_taken_as_the_cue() {
    let mut harness = form(project(), QUOTE);
    let range = passage("Seoul").range;
    harness.state_mut().view.selection = Some(Selection::of(range));
    harness.run();
    harness.get_by_label("Cue: take selection").click();
    harness.run();
    assert_eq!(harness.state().field(QUOTE, "cue"), Some(&Value::Passage(Box::new(passage("Seoul")))));
}

#[test]
fn the_filter_finds_and_clears() {
    let mut harness = harness(Bench::new(project()));
    harness.get_by_label("Filter claims").focus();
    harness.run();
    keys(&mut harness, "quick");
    assert!(harness.query_by_label_contains("Washington is in no hurry").is_some());
    assert!(harness.query_by_label_contains("The United Nations").is_none());
    keys(&mut harness, "zzz");
    harness.get_by_label("Clear the filter").click();
    harness.run();
    assert!(harness.query_by_label_contains("The United Nations").is_some());
    harness.get_by_label("Only Fact 2").click();
    harness.run();
    assert!(harness.query_by_label_contains("Washington is in no hurry").is_none());
}

#[test]
fn a_click_on_a_card_opens_its_form() {
    let mut harness = harness(Bench::new(project()));
    harness.get_by_label_contains("The United Nations had granted").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::ShowClaim(LATER)));
    harness.get_by_label("Source");
}

#[test]
fn a_project_that_cannot_be_changed_says_so_and_is_not() {
    let mut project = project();
    project.access = Access::ReadOnly("a newer version wrote it".to_owned());
    let mut harness = form(project, STANCE);
    harness.get_by_label_contains("open for reading only: a newer version wrote it");
    harness.get_by_label("Stance: for").click();
    harness.get_by_label("Kind: Quote").click();
    harness.run();
    assert!(harness.state().session.history().is_empty());
    assert!(harness.state().asked.is_empty(), "{:?}", harness.state().asked);
}

#[test]
fn what_is_unknown_or_hostile_is_shown_as_it_is() {
    let mut project = project();
    let mut odd = claim(9, Some("rumour"), &["Washington gave its support"]);
    odd.note = "x".repeat(10_000_000);
    odd.parked.insert("old\u{1b}[31m".into(), Value::Text("\u{202e}evil".to_owned()));
    let mut moved = claim(10, Some("quote"), &["Washington gave its support"]);
    moved.passages[0] = Passage::new(moved.passages[0].range, "\u{1b}[31m\u{202e}gone", "", "");
    moved.fields.insert("speaker".into(), Value::Actor("nobody".into()));
    moved.fields.insert("form".into(), Value::Choice("sung".into()));
    moved.fields.insert("stance".into(), Value::Text("stray".to_owned()));
    moved.fields.insert("topic".into(), Value::Text("y".repeat(5_000_000)));
    let mut region = claim(11, None, &[]);
    region
        .regions
        .push(Region { picture: PictureId("p2".to_owned()), shape: Shape::rectangle((0, 0), (1, 1)) });
    for claim in [odd, moved, region] {
        add(&mut project, claim);
    }
    let mut harness = form(project, ClaimId(9));
    harness.get_by_label_contains("rumour (unknown)");
    harness.get_by_label_contains("needs review: its words are not at their place: ‹U+001B›[31m‹U+202E›gone");
    harness.get_by_label_contains("Highlight 7, 1 region: region on picture 2");
    harness.get_by_label_contains("Too long to edit here (10.0 MB)");
    harness.state_mut().view.chosen = Some(ClaimId(10));
    harness.run();
    harness.get_by_label("Form: sung (unknown)");
    harness.get_by_label("Clear Stance").click();
    harness.run();
    assert_eq!(harness.state().field(ClaimId(10), "stance"), None);
    assert_eq!(harness.state().field(ClaimId(10), "form"), Some(&Value::Choice("sung".into())));
}

#[test]
fn five_thousand_claims_render_and_the_chosen_one_comes_into_view() {
    let mut project = project();
    for number in 100..5_100 {
        let mut many = claim(number, Some("fact"), &["Washington gave its support"]);
        many.note = format!("number {number}");
        add(&mut project, many);
    }
    let mut harness = harness(Bench::new(project));
    let started = std::time::Instant::now();
    for _ in 0..50 {
        harness.step();
    }
    println!("5,000 claims: {:?} a frame, kittest included", started.elapsed() / 50);
    harness.state_mut().view.chosen = Some(ClaimId(4_000));
    harness.run();
    let form = harness.get_by_label("Can be checked").rect();
    assert!(form.top() > 0.0 && form.bottom() < 860.0, "{form:?}");
}

#[test]
fn nothing_yet_says_what_to_do() {
    let mut project = project();
    project.stories.get_mut(&story_id()).unwrap().coders.clear();
    let mut harness = harness(Bench::new(project));
    harness.get_by_label("Select words in the text and press 1 for stance, 2 for quote, 3 for fact.");
    harness.state_mut().view.story = None;
    harness.run();
    harness.get_by_label("No story is open");
}

/// Writes pictures of the panel to look at: `PRESSMARK_PICTURES=folder cargo test pictures`.
#[test]
fn pictures_of_every_look() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(std::path::PathBuf::from) else { return };
    for look in Look::ALL {
        let mut bench = Bench::new(project());
        bench.theme = Theme::of(look);
        let mut harness = harness_sized(bench, vec2(371.0, 860.0));
        harness.render().unwrap().save(folder.join(format!("closed-{look:?}.png"))).unwrap();
        harness.state_mut().view.chosen = Some(QUOTE);
        harness.state_mut().panel.focus_first_empty();
        harness.run();
        harness.render().unwrap().save(folder.join(format!("offers-{look:?}.png"))).unwrap();
        keys(&mut harness, "bie");
        press(&mut harness, Key::Enter);
        press(&mut harness, Key::Enter);
        keys(&mut harness, "d");
        keys(&mut harness, "inter-Korean cooperation");
        press(&mut harness, Key::Enter);
        keys(&mut harness, "f");
        harness.render().unwrap().save(folder.join(format!("form-{look:?}.png"))).unwrap();
        harness.state_mut().view.chosen = Some(FACT);
        harness.run();
        harness.render().unwrap().save(folder.join(format!("fact-{look:?}.png"))).unwrap();
    }
}

/// The quote, changed in two places.
fn clashing() -> Project {
    let mut project = project();
    let old = project.story(&story_id()).unwrap().claim(&coder(), QUOTE).unwrap();
    let mut quote = Claim::clone(old);
    quote.fields.insert("speaker".into(), Value::Actor("biegun".into()));
    for clash in [
        Clash::Field("speaker".into(), Some(Value::Actor("moon".into()))),
        Clash::Note("seen twice".to_owned()),
        Clash::Deleted,
    ] {
        quote.add_clash(clash);
    }
    add(&mut project, quote);
    project
}

#[test]
fn a_clash_is_settled_by_one_click_and_undone_by_one() {
    let mut harness = form(clashing(), QUOTE);
    harness.get_by_label_contains("Moon Jae-in");
    harness.get_by_label("Take the other: Speaker").click();
    harness.run();
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("moon".into())));
    assert_eq!(harness.state().claim(QUOTE).clashes.len(), 2);
    assert_eq!(harness.state().label(), Some("take the other speaker"));
    assert!(harness.query_by_label("Take the other: Speaker").is_none(), "it is settled");
    harness.get_by_label("Keep this: Note").click();
    harness.run();
    assert_eq!(harness.state().claim(QUOTE).note, "");
    assert_eq!(harness.state().claim(QUOTE).clashes, [Clash::Deleted]);
    assert_eq!(harness.state().label(), Some("keep the note shown"));
    harness.get_by_label("Delete it: Claim").click();
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::Run(Command::DeleteClaim)));
    harness.get_by_label("Keep the claim: Claim").click();
    harness.run();
    assert!(harness.state().claim(QUOTE).clashes.is_empty());
    assert!(harness.query_by_label("Changed in two places").is_none(), "the box is gone");
    let session = &mut harness.state_mut().session;
    assert_eq!(session.history().len(), 3);
    for _ in 0..3 {
        session.undo().unwrap();
    }
    harness.run();
    assert_eq!(harness.state().claim(QUOTE).clashes.len(), 3);
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("biegun".into())));
}

#[test]
fn a_card_says_that_its_claim_clashes() {
    let harness = harness(Bench::new(clashing()));
    harness.get_by_label_contains("changed in two places: 3 clashes to settle");
    assert_eq!(harness.query_all_by_label_contains("to settle").count(), 1);
}
