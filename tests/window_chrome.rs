//! The bars, the palette, the dialogs and the story list, driven as an analyst would.

// Clippy does not take the helpers of an integration test for tests.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{Claim, CoderId, Passage};
use pressmark::project::{Edit, Project, Session, Status, StoryWork};
use pressmark::store::Finding;
use pressmark::story::{Block, Role, Story, StoryId, StoryText, TextRange, slug_from};
use pressmark::window::chrome::dialogs::{Answer, Dialogs, Purpose};
use pressmark::window::chrome::menus::MenuBar;
use pressmark::window::chrome::notices::Notices;
use pressmark::window::chrome::palette::Palette;
use pressmark::window::chrome::status::{SaveNote, StatusLine};
use pressmark::window::commands::{Command, Keymap};
use pressmark::window::desk::{Desk, Request};
use pressmark::window::digest::Digest;
use pressmark::window::fonts;
use pressmark::window::settings::Recent;
use pressmark::window::stories::StoriesPanel;
use pressmark::window::theme::{Look, Theme};
use pressmark::window::view::{Selection, View};

struct Bench {
    session: Session,
    view: View,
    digest: Option<Digest>,
    theme: Theme,
    keys: Keymap,
    requests: Vec<Request>,
    menus: MenuBar,
    status: StatusLine,
    save: SaveNote,
    problems: usize,
    problems_clicked: bool,
    palette: Palette,
    notices: Notices,
    dialogs: Dialogs,
    answer: Option<Answer>,
    stories: StoriesPanel,
    recent: Recent,
}

impl Bench {
    fn new(session: Session, look: Look) -> Self {
        let keys = Keymap::new(&session.project().codebook);
        Self {
            session,
            view: View::default(),
            digest: None,
            theme: Theme::of(look),
            keys,
            requests: Vec::new(),
            menus: MenuBar::default(),
            status: StatusLine::default(),
            save: SaveNote::Saved("10:42".to_owned()),
            problems: 0,
            problems_clicked: false,
            palette: Palette::default(),
            notices: Notices::default(),
            dialogs: Dialogs::default(),
            answer: None,
            stories: StoriesPanel::default(),
            recent: Recent::default(),
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        let mut desk = Desk {
            session: &self.session,
            view: &self.view,
            digest: self.digest.as_ref(),
            theme: &self.theme,
            keys: &self.keys,
            requests: &mut self.requests,
        };
        let bar = egui::Frame::new().fill(self.theme.panel).inner_margin(egui::Margin::symmetric(4, 2));
        egui::Panel::top("menus")
            .frame(bar)
            .show(ui, |ui| self.menus.show(ui, &mut desk, &mut self.recent, &[]));
        let bar = egui::Frame::new().fill(self.theme.panel);
        egui::Panel::bottom("status").frame(bar).show(ui, |ui| {
            self.problems_clicked |= self.status.show(ui, &mut desk, &self.save, self.problems, 0);
        });
        egui::Panel::left("stories")
            .exact_size(206.0)
            .frame(bar)
            .show(ui, |ui| self.stories.show(ui, &mut desk));
        let page = egui::Frame::new().fill(self.theme.paper);
        egui::CentralPanel::default().frame(page).show(ui, |_| {});
        self.palette.show(ui, &mut desk, self.recent.paths());
        self.answer = self.dialogs.show(ui, &mut desk).or(self.answer.take());
        self.notices.show(ui, &mut desk, 0.0);
    }
}

fn harness(bench: Bench) -> Harness<'static, Bench> {
    let theme = bench.theme.clone();
    let setup = move |ctx: &egui::Context| {
        fonts::install(ctx);
        theme.install(ctx);
    };
    Harness::builder()
        .with_size(egui::vec2(1200.0, 760.0))
        .with_max_steps(60)
        .renderer(support::CpuRenderer::default())
        .with_context_setup(setup)
        .build_ui_state(|ui, bench: &mut Bench| bench.ui(ui), bench)
}

/// A picture to look at, if the environment names a folder for it.
fn look_at(harness: &mut Harness<Bench>, name: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        harness.render().unwrap().save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

fn kim() -> CoderId {
    CoderId::nearest("kim")
}

fn add(project: &mut Project, headline: &str, date: Option<&str>) -> StoryId {
    let text = StoryText::from_canonical(format!("{headline}\n\nWashington is in no hurry."));
    let end = text.end().index();
    let story = Story {
        headline: headline.to_owned(),
        outlet: Some("Korea desk".to_owned()),
        authors: Vec::new(),
        date: date.map(|date| date.parse().unwrap()),
        language: None,
        url: None,
        source: None,
        encoding: None,
        text: text.hash().clone(),
        pictures: Vec::new(),
        blocks: vec![Block { role: Role::Paragraph, range: TextRange::from_indices(0, end) }],
    };
    let id = slug_from(headline, |id| project.stories.contains_key(id));
    project.stories.insert(id.clone(), StoryWork::new(story, text));
    id
}

/// Four stories, the first open, with two claims.
fn bench(look: Look) -> Bench {
    let mut project = Project::new("Korea talks 2018");
    let first = add(&mut project, "Three capitals slow the pace of nuclear talks", Some("2018-12-24"));
    let second = add(&mut project, "Envoy calls rail survey a milestone", Some("2018-12-22"));
    add(&mut project, "Aid plan waits on travel waiver", Some("2018-12-21"));
    add(&mut project, "无核化进程放缓", Some("2018-12-18"));
    let mut bench = Bench::new(Session::new(project, kim()), look);
    for range in [(0, 5), (6, 14)] {
        let mut claim = Claim::new(Some("quote".into()));
        let work = bench.session.project().story(&first).unwrap();
        claim.add_passage(Passage::of(&work.text, TextRange::from_indices(range.0, range.1)).unwrap());
        let (id, to) = (claim.id, Some(Arc::new(claim)));
        bench
            .session
            .perform("tag as quote", Edit::Claim { story: first.clone(), coder: kim(), id, to })
            .unwrap();
    }
    for (story, to) in [(first.clone(), Status::InProgress), (second, Status::Done)] {
        bench.session.perform("mark as done", Edit::Status { story, coder: kim(), to }).unwrap();
    }
    bench.view.story = Some(first);
    bench
}

fn asked(harness: &mut Harness<Bench>) -> Vec<Request> {
    std::mem::take(&mut harness.state_mut().requests)
}

#[test]
fn a_menu_runs_its_command() {
    let mut harness = harness(bench(Look::Light));
    harness.run();
    look_at(&mut harness, "bars-light");
    harness.get_by_label("Edit").click();
    harness.run();
    look_at(&mut harness, "menu-edit");
    harness.get_by_label("Undo mark as done").click();
    harness.run();
    assert_eq!(asked(&mut harness), [Request::Run(Command::Undo)]);
    assert!(harness.query_by_label("Undo mark as done").is_none(), "the menu closed");
}

#[test]
fn what_cannot_be_done_is_disabled() {
    let mut harness = harness(bench(Look::Dark));
    harness.run();
    harness.get_by_label("Claim").click();
    harness.run();
    look_at(&mut harness, "menu-claim-dark");
    assert!(harness.get_by_label("Delete claim").accesskit_node().is_disabled());
    assert!(!harness.get_by_label("Next claim").accesskit_node().is_disabled());
    harness.get_by_label("Delete claim").click();
    harness.run();
    assert_eq!(asked(&mut harness), []);
}

#[test]
fn toggles_show_what_is_on() {
    let mut harness = harness(bench(Look::Contrast));
    harness.run();
    harness.get_by_label("View").click();
    harness.run();
    look_at(&mut harness, "menu-view-contrast");
    harness.get_by_label("Dark theme").click();
    harness.run();
    assert_eq!(asked(&mut harness), [Request::Run(Command::DarkLook)]);
}

#[test]
fn a_recent_project_that_is_gone_is_taken_off_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = bench(Look::Light);
    bench.recent.add(&folder.path().join("gone"));
    let mut harness = harness(bench);
    harness.run();
    harness.get_by_label("File").click();
    harness.run();
    std::thread::sleep(Duration::from_millis(300));
    harness.get_by_label("Recent projects").click();
    harness.run();
    look_at(&mut harness, "menu-recent");
    harness.get_by_label("gone").click();
    harness.run();
    assert!(matches!(&asked(&mut harness)[..], [Request::Notify(text)] if text.contains("gone")));
    assert_eq!(harness.state().recent.paths(), Vec::<PathBuf>::new());
}

#[test]
fn the_palette_runs_a_command_by_name() {
    let mut harness = harness(bench(Look::Light));
    harness.state_mut().palette.open();
    harness.run();
    look_at(&mut harness, "palette-all");
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Find a command").type_text("mdone");
    harness.run();
    look_at(&mut harness, "palette-typed");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(asked(&mut harness), [Request::FocusArticle, Request::Run(Command::MarkDone)]);
    assert!(!harness.state().palette.is_open());
}

#[test]
fn the_palette_opens_stories_and_refuses_what_cannot_be_done() {
    let mut harness = harness(bench(Look::Dark));
    harness.state_mut().palette.open();
    harness.run();
    let field = egui::accesskit::Role::TextInput;
    harness.get_by_role_and_label(field, "Find a command").type_text("delete claim");
    harness.run();
    look_at(&mut harness, "palette-refused-dark");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().palette.is_open());
    assert_eq!(asked(&mut harness), []);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(field, "Find a command").type_text("envoy rail");
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::ArrowUp);
    harness.key_press(Key::Enter);
    harness.run();
    let id = slug_from("Envoy calls rail survey a milestone", |_| false);
    assert_eq!(asked(&mut harness).last(), Some(&Request::OpenStory(id)));
}

#[test]
fn escape_closes_the_palette_and_every_dialog() {
    let mut harness = harness(bench(Look::Light));
    let openers: [fn(&mut Bench); 6] = [
        |bench| bench.palette.open(),
        |bench| bench.dialogs.keys(),
        |bench| bench.dialogs.about(),
        |bench| bench.dialogs.change_coder("kim"),
        |bench| bench.dialogs.problems(&egui::Context::default(), vec![finding()], None),
        |bench| bench.dialogs.quit_unsaved("the disk is full"),
    ];
    for (index, open) in openers.iter().enumerate() {
        open(harness.state_mut());
        harness.run();
        look_at(&mut harness, &format!("dialog-{index}"));
        harness.key_press(Key::Escape);
        harness.run();
        assert!(!harness.state().dialogs.is_open() && !harness.state().palette.is_open(), "{index}");
        assert_eq!(asked(&mut harness), [Request::FocusArticle], "{index}");
    }
    assert_eq!(harness.state_mut().answer.take(), Some(Answer::KeepTrying));
}

fn finding() -> Finding {
    Finding {
        file: "stories/three-capitals/lee.claims.ron".to_owned(),
        line: Some(12),
        problem: "Expected a closing bracket".to_owned(),
        remedy: "Repair the line in a text editor, or take an older version from .pressmark/backups."
            .to_owned(),
    }
}

#[test]
fn a_coder_needs_a_name_that_can_be_a_files() {
    let mut harness = harness(bench(Look::Light));
    harness.state_mut().dialogs.change_coder("");
    harness.run();
    let field = egui::accesskit::Role::TextInput;
    harness.get_by_role_and_label(field, "Whose claims you make from now on").type_text("a/b");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().dialogs.is_open());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(field, "Whose claims you make from now on").type_text("lee");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(asked(&mut harness).last(), Some(&Request::SetCoder(CoderId::nearest("lee"))));
}

/// Runs frames until `done`: what is waited for comes from a thread.
fn until(harness: &mut Harness<Bench>, done: impl Fn(&Harness<Bench>) -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        harness.run();
        if done(harness) {
            return;
        }
        assert!(Instant::now() < end, "waited in vain");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_path_box_finds_a_project() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("saves/korea-talks")).unwrap();
    std::fs::create_dir_all(folder.path().join("saves/letters")).unwrap();
    std::fs::write(folder.path().join("saves/korea-talks/project.ron"), "()").unwrap();
    let mut harness = harness(bench(Look::Light));
    harness.state_mut().dialogs.pick(Purpose::OpenProject, Some(folder.path().to_owned()), &[]);
    until(&mut harness, |harness| harness.query_by_label("saves, folder").is_some());
    harness.get_by_label("saves, folder").click();
    until(&mut harness, |harness| harness.query_by_label("korea-talks, project").is_some());
    look_at(&mut harness, "path-box");
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Folder").type_text("ko");
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    until(&mut harness, |harness| !harness.state().dialogs.is_open());
    let path = folder.path().join("saves/korea-talks");
    assert!(matches!(&asked(&mut harness)[..], [Request::FocusArticle, Request::OpenProject(opened)]
        if opened.components().eq(path.components())));
}

#[test]
fn the_path_box_imports_several_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.png"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    let mut harness = harness(bench(Look::Dark));
    harness.state_mut().dialogs.pick(Purpose::Import, Some(folder.path().to_owned()), &[]);
    until(&mut harness, |harness| harness.query_by_label("a.txt").is_some());
    harness.get_by_label("a.txt").click();
    harness.run();
    harness.get_by_label("b.png").click();
    harness.run();
    look_at(&mut harness, "path-box-import-dark");
    harness.get_by_label("Import 2 files").click();
    until(&mut harness, |harness| !harness.state().dialogs.is_open());
    let paths = vec![folder.path().join("a.txt"), folder.path().join("b.png")];
    assert_eq!(asked(&mut harness), [Request::FocusArticle, Request::Import(paths)]);
}

#[test]
fn a_new_project_gets_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("taken")).unwrap();
    std::fs::write(folder.path().join("taken/notes.txt"), "mine").unwrap();
    let mut harness = harness(bench(Look::Light));
    harness.state_mut().dialogs.new_project(Some(folder.path().to_owned()));
    harness.run();
    let name = |harness: &Harness<Bench>, text: &str| {
        harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Name").type_text(text);
    };
    name(&harness, "Taken");
    harness.run();
    harness.key_press(Key::Enter);
    until(&mut harness, |harness| harness.query_by_label_contains("not empty").is_some());
    look_at(&mut harness, "new-project");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    name(&harness, "Korea talks");
    harness.run();
    harness.key_press(Key::Enter);
    until(&mut harness, |harness| !harness.state().dialogs.is_open());
    let path = folder.path().join("korea-talks");
    assert_eq!(
        asked(&mut harness).last(),
        Some(&Request::NewProject { path, name: "Korea talks".to_owned(), template: 0 })
    );
}

#[test]
fn stories_open_by_click_and_by_key_and_the_filter_narrows() {
    let mut harness = harness(bench(Look::Light));
    harness.run();
    let second = slug_from("Envoy calls rail survey a milestone", |_| false);
    let third = slug_from("Aid plan waits on travel waiver", |_| false);
    harness.get_by_label_contains("Envoy calls").click();
    harness.run();
    assert_eq!(asked(&mut harness), [Request::OpenStory(second)]);
    harness.get_by_label("Filter stories").focus();
    harness.run();
    for _ in 0..3 {
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(asked(&mut harness), [Request::OpenStory(third)]);
    harness.get_by_label("Filter stories").focus();
    harness.run();
    harness.get_by_label("Filter stories").type_text("in progress");
    harness.run();
    assert!(harness.query_by_label_contains("Envoy calls").is_none());
    assert!(harness.query_by_label_contains("Three capitals").is_some());
    let first = harness.state().view.story.clone();
    assert_eq!(harness.state().stories.neighbour(None, 1), first);
    assert_eq!(harness.state().stories.neighbour(first.as_ref(), 1), None);
}

#[test]
fn a_storys_status_is_set_from_its_menu() {
    let mut harness = harness(bench(Look::Dark));
    harness.run();
    harness.get_by_label_contains("Aid plan").click_secondary();
    harness.run();
    look_at(&mut harness, "story-menu-dark");
    harness.get_by_label("Mark as done").click();
    harness.run();
    let story = slug_from("Aid plan waits on travel waiver", |_| false);
    let edit = Edit::Status { story, coder: kim(), to: Status::Done };
    assert_eq!(asked(&mut harness), [Request::Perform("mark as done".to_owned(), edit)]);
}

#[test]
fn ten_thousand_stories_draw_only_what_is_seen() {
    let mut project = Project::new("large");
    for number in 0..10_000 {
        add(&mut project, &format!("Story number {number} with a headline that takes two lines"), None);
    }
    let mut harness = harness(Bench::new(Session::new(project, kim()), Look::Light));
    harness.run();
    assert!(harness.query_all_by_label_contains("Story number").count() < 30);
    // A story far down, opened by the palette, comes into view.
    let far = slug_from("Story number 7777 with a headline that takes two lines", |_| false);
    harness.state_mut().view.story = Some(far);
    harness.run();
    assert!(harness.query_by_label_contains("Story number 7777 ").is_some());
}

#[test]
fn an_empty_project_offers_to_import() {
    let mut harness = harness(Bench::new(Session::new(Project::new("empty"), kim()), Look::Light));
    harness.run();
    look_at(&mut harness, "empty");
    harness.get_by_label("Import stories\u{2026}").click();
    harness.run();
    assert_eq!(asked(&mut harness), [Request::Run(Command::Import)]);
}

#[test]
fn notices_pass_and_errors_stay() {
    let mut harness = harness(bench(Look::Light));
    harness.state_mut().notices.offer("Claim deleted", "Undo", Request::Run(Command::Undo));
    harness.state_mut().notices.error("The disk is full");
    harness.step();
    harness.step();
    look_at(&mut harness, "notices");
    assert!(harness.query_by_label("Claim deleted").is_some());
    harness.get_by_label("Undo").click();
    harness.step();
    harness.step();
    assert_eq!(asked(&mut harness), [Request::Run(Command::Undo)]);
    harness.remove_cursor();
    harness.state_mut().notices.info("Imported 2 stories");
    for _ in 0..40 {
        harness.step();
    }
    assert_eq!(harness.state().notices.len(), 1, "the error is still there");
    harness.get_by_label("Close this message").click();
    harness.run();
    assert!(harness.state().notices.is_empty());
}

#[test]
fn the_status_line_says_what_the_keys_do_and_keeps_its_height() {
    let mut bench = bench(Look::Light);
    bench.view.selection = Some(Selection::of(TextRange::from_indices(0, 5)));
    bench.problems = 2;
    let mut harness = harness(bench);
    harness.run();
    look_at(&mut harness, "status-selection");
    for words in ["stance", "quote", "fact", "widen", "next claim"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    harness.get_by_label("2 files could not be read").click();
    harness.run();
    assert!(harness.state().problems_clicked);
    harness.state_mut().save = SaveNote::NotSaved {
        reason: "the disk is full, and this reason goes on for much longer than the line has room for "
            .repeat(4),
        way_out: "Free some space; Pressmark keeps trying.".to_owned(),
    };
    harness.set_size(egui::vec2(520.0, 400.0));
    harness.run();
    look_at(&mut harness, "status-narrow");
}
