//! One project after another in the same window: nothing is lost on the way, and nothing lands in
//! the wrong one.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, RawInput, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::ClaimId;
use pressmark::project::{Edit, Project, Session};
use pressmark::store;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;
use pressmark::window::workbench::Workbench;
use support::{LONG, claim, coder, sample, slug};

struct Window {
    ctx: Context,
    bench: Workbench,
}

impl Window {
    /// A window on the project in `dir`, as kim.
    fn on(dir: &Path) -> Self {
        let ctx = Context::default();
        pressmark::window::fonts::install(&ctx);
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        let mut bench = Workbench::on(Session::new(Project::new(""), coder("kim")), Look::Light);
        bench.keep_in(&ctx, store::open(dir).unwrap());
        let mut window = Self { ctx, bench };
        window.settle();
        window
    }

    fn frame(&mut self) -> Vec<egui::ViewportCommand> {
        self.frame_with(RawInput::default())
    }

    fn frame_with(&mut self, input: RawInput) -> Vec<egui::ViewportCommand> {
        let screen_rect = Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(1200.0, 800.0)));
        let input = RawInput { screen_rect, ..input };
        let mut output = self.ctx.run_ui(input, |ui| self.bench.frame(ui));
        output.textures_delta.clear();
        output.viewport_output.into_values().flat_map(|viewport| viewport.commands).collect()
    }

    /// Frames until nothing is read or written any more, or a save has failed.
    fn settle(&mut self) {
        let begun = Instant::now();
        self.frame();
        while self.bench.is_busy() {
            assert!(begun.elapsed() < LONG, "still busy");
            std::thread::sleep(Duration::from_millis(2));
            self.frame();
        }
        self.frame();
    }

    fn ask(&mut self, request: Request) {
        self.bench.ask(request);
        self.frame();
    }

    fn note(&mut self, words: &str) {
        let mut claim = claim(&self.bench.session().project().stories[&slug("one")], 1, "“no”");
        Arc::make_mut(&mut claim).note = words.to_owned();
        let edit = Edit::Claim { story: slug("one"), coder: coder("kim"), id: claim.id, to: Some(claim) };
        self.bench.ask(Request::Perform("edit note".to_owned(), edit));
    }

    fn noted(&self) -> String {
        note_in(self.bench.session().project())
    }
}

fn note_in(project: &Project) -> String {
    project.stories[&slug("one")].claim(&coder("kim"), ClaimId(1)).unwrap().note.clone()
}

fn open(dir: &Path) -> Request {
    Request::OpenProject(dir.to_owned())
}

#[test]
fn opening_the_same_project_again_shows_the_last_edit() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut window = Window::on(dir.path());
    for words in ["before it is asked for", "and again"] {
        window.note(words);
        window.ask(open(dir.path()));
        window.settle();
        assert_eq!(window.noted(), words);
    }
    // An edit while it is read: what was read is then old.
    window.bench.ask(open(dir.path()));
    window.note("meanwhile");
    window.settle();
    assert_eq!(window.noted(), "meanwhile");
    window.bench.finish(LONG).unwrap();
    assert_eq!(note_in(&store::open(dir.path()).unwrap().project), "meanwhile");
}

#[test]
fn a_project_that_cannot_be_saved_is_not_left() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    store::create(other.path(), "other").unwrap();
    let mut window = Window::on(dir.path());
    let (home, away) = (dir.path().join("stories/one"), dir.path().join("away"));
    fs::rename(&home, &away).unwrap();
    window.note("nowhere to go");
    window.ask(open(other.path()));
    window.settle();
    assert_eq!(window.bench.session().project().name, "sample", "it stays open with what it holds");
    assert_eq!(window.noted(), "nowhere to go");
    fs::rename(&away, &home).unwrap();
    window.bench.finish(LONG).unwrap();
    window.ask(open(other.path()));
    window.settle();
    assert_eq!(window.bench.session().project().name, "other");
    assert_eq!(note_in(&store::open(dir.path()).unwrap().project), "nowhere to go");
}

#[test]
fn stories_do_not_land_in_a_project_opened_meanwhile() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample(dir.path());
    store::create(other.path(), "other").unwrap();
    let text = dir.path().join("article.txt");
    fs::write(&text, "A headline\n\nA paragraph of a story that was meant for the first project.\n").unwrap();
    let mut window = Window::on(dir.path());
    window.ask(Request::Import(vec![text]));
    window.bench.keep_in(&window.ctx, store::open(other.path()).unwrap());
    window.settle();
    assert!(window.bench.session().project().stories.is_empty());
}

/// A window whose form can be typed into, with kim's first claim chosen.
fn typing(dir: &Path) -> Harness<'static, Workbench> {
    let bench = Workbench::on(Session::new(Project::new(""), coder("kim")), Look::Light);
    let mut opened = Some(store::open(dir).unwrap());
    let mut harness = Harness::builder()
        .with_size(vec2(1400.0, 900.0))
        .with_context_setup(pressmark::window::fonts::install)
        .allow_missing_glyphs()
        .renderer(support::CpuRenderer::default())
        .build_ui_state(
            move |ui, bench: &mut Workbench| {
                if let Some(opened) = opened.take() {
                    bench.keep_in(ui.ctx(), opened);
                }
                bench.frame(ui);
            },
            bench,
        );
    harness.run_steps(3);
    harness.state_mut().ask(Request::OpenStory(slug("one")));
    harness.state_mut().ask(Request::Choose(Some(ClaimId(1))));
    harness.run_steps(3);
    harness
}

fn type_note(harness: &mut Harness<'static, Workbench>, words: &str) {
    harness.get_by_label("Note").focus();
    harness.run_steps(2);
    harness.get_by_label("Note").type_text(words);
    harness.run_steps(2);
    let bench = harness.state();
    assert_eq!(note_in(bench.session().project()), "", "it is not committed yet");
}

#[test]
fn undo_takes_back_what_is_being_typed_and_redo_brings_it_back() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut harness = typing(dir.path());
    type_note(&mut harness, "half a thought");
    for (command, note) in [(Command::Undo, ""), (Command::Redo, "half a thought")] {
        harness.state_mut().ask(Request::Run(command));
        harness.run_steps(3);
        assert_eq!(note_in(harness.state().session().project()), note, "{command:?}");
    }
}

#[test]
fn a_claim_that_is_deleted_comes_back_with_what_was_being_typed() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut harness = typing(dir.path());
    type_note(&mut harness, "half a thought");
    for command in [Command::DeleteClaim, Command::Undo] {
        harness.state_mut().ask(Request::Run(command));
        harness.run_steps(3);
    }
    assert_eq!(note_in(harness.state().session().project()), "half a thought");
}

#[test]
fn what_is_being_typed_is_kept_when_another_project_or_coder_comes() {
    for first in [Request::SetCoder(coder("lee")), Request::FocusArticle] {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        sample(dir.path());
        store::create(other.path(), "other").unwrap();
        let mut harness = typing(dir.path());
        type_note(&mut harness, "half a thought");
        harness.state_mut().ask(first);
        harness.state_mut().ask(open(other.path()));
        let begun = Instant::now();
        while harness.state().session().project().name != "other" {
            assert!(begun.elapsed() < LONG, "not opened");
            harness.run_steps(1);
        }
        assert_eq!(note_in(&store::open(dir.path()).unwrap().project), "half a thought");
    }
}

#[test]
fn leaving_waits_for_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    sample(dir.path());
    let mut window = Window::on(dir.path());
    window.note("the last words");
    let mut input = RawInput::default();
    let viewport = input.viewports.entry(input.viewport_id).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    let mut commands = window.frame_with(input);
    assert_eq!(commands, [egui::ViewportCommand::CancelClose], "not at once");
    let begun = Instant::now();
    while !commands.contains(&egui::ViewportCommand::Close) {
        assert!(begun.elapsed() < LONG, "still open");
        commands = window.frame();
    }
    assert_eq!(note_in(&store::open(dir.path()).unwrap().project), "the last words");
}
