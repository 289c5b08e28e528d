//! The whole window, driven as an analyst drives it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::Claim;
use pressmark::project::{Project, Session, Status, StoryWork};
use pressmark::store;
use pressmark::story::{StoryId, TextRange};
use pressmark::window::desk::Request;
use pressmark::window::settings::SettingsFile;
use pressmark::window::theme::Look;
use pressmark::window::workbench::{Homes, Workbench};

use super::{CpuRenderer, LONG, coder, copy, find_place};

/// The longest story of the sample, which is opened first.
pub const TALKS: &str = "three-capitals-slow-the-pace-of-nuclear-talks";
/// A shorter one.
pub const SURVEY: &str = "envoy-calls-rail-survey-a-milestone";

/// Where the sample project lies.
pub fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/korea-talks")
}

/// A window of the size that the design is drawn in.
pub struct Window {
    pub harness: Harness<'static, Workbench>,
    /// The project's folder, for as long as the window is open.
    pub folder: Option<Arc<tempfile::TempDir>>,
}

impl Window {
    pub const SIZE: Vec2 = vec2(1440.0, 900.0);

    /// A window on a session that is kept nowhere.
    pub fn on(session: Session) -> Self {
        Self::sized(session, Look::Light, Self::SIZE)
    }

    pub fn sized(session: Session, look: Look, size: Vec2) -> Self {
        let bench = Workbench::on(session, look);
        let harness = builder(size).build_ui_state(show, bench);
        let mut window = Self { harness, folder: None };
        window.rest(3);
        window
    }

    /// The sample as kim, kept nowhere.
    pub fn on_sample() -> Self {
        let opened = store::open(&sample_folder()).unwrap();
        let mut window = Self::on(Session::new(opened.project, coder("kim")));
        window.open(TALKS);
        window
    }

    /// A copy of the sample as kim, kept in a folder.
    pub fn in_sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&sample_folder(), folder.path());
        let mut window = Self::in_folder(Arc::new(folder));
        window.open(TALKS);
        window
    }

    /// The project in `folder` as kim.
    pub fn in_folder(folder: Arc<tempfile::TempDir>) -> Self {
        let mut window = Self::on(Session::new(Project::new(""), coder("kim")));
        let opened = store::open(folder.path()).unwrap();
        let ctx = window.harness.ctx.clone();
        window.harness.state_mut().keep_in(&ctx, opened);
        window.folder = Some(folder);
        window.rest(3);
        window
    }

    /// A window on settings in a scratch folder, opening `project` or the last one.
    pub fn started(settings: &Path, project: Option<PathBuf>) -> Self {
        let mut window = Self::on(Session::new(Project::new(""), coder("kim")));
        let ctx = window.harness.ctx.clone();
        let homes = Homes::under(settings);
        let settings = SettingsFile::open_in(Some(settings));
        *window.harness.state_mut() = Workbench::start(&ctx, settings.0, settings.1, homes, project);
        window.settle();
        window
    }

    pub fn path(&self) -> PathBuf {
        self.folder.as_ref().unwrap().path().to_owned()
    }

    pub fn bench(&self) -> &Workbench {
        self.harness.state()
    }

    pub fn session(&self) -> &Session {
        self.bench().session()
    }

    pub fn project(&self) -> &Project {
        self.session().project()
    }

    /// The open story.
    pub fn work(&self) -> &StoryWork {
        self.project().story(self.bench().view().story.as_ref().unwrap()).unwrap()
    }

    pub fn story(&self) -> &str {
        self.bench().view().story.as_ref().unwrap().as_str()
    }

    /// The open story's claims in reading order.
    pub fn claims(&self) -> Vec<Arc<Claim>> {
        let work = self.work();
        work.work_of(self.session().coder()).map(|own| own.in_order(&work.story)).unwrap_or_default()
    }

    pub fn status(&self) -> Status {
        self.work().status(self.session().coder())
    }

    pub fn chosen(&self) -> Option<Arc<Claim>> {
        let id = self.bench().view().chosen?;
        self.work().claim(self.session().coder(), id).cloned()
    }

    /// What is selected in the article.
    pub fn selected(&self) -> String {
        let range = self.bench().view().selection.map(|selection| selection.range()).unwrap_or_default();
        self.work().text.slice(range).unwrap().to_owned()
    }

    pub fn rest(&mut self, frames: usize) {
        self.harness.run_steps(frames);
    }

    /// Frames until `done`, with time for other threads; and then until what came stands where it
    /// stays, so that it can be clicked.
    pub fn until(&mut self, what: &str, done: impl Fn(&mut Self) -> bool) {
        let end = Instant::now() + LONG;
        loop {
            self.rest(2);
            if done(self) {
                return self.rest(3);
            }
            assert!(Instant::now() < end, "{what} did not happen");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Frames until nothing is read any more; false if that takes too long.
    pub fn until_quiet(&mut self) -> bool {
        let end = Instant::now() + LONG;
        while self.bench().is_busy() && Instant::now() < end {
            self.rest(1);
            std::thread::sleep(Duration::from_millis(5));
        }
        !self.bench().is_busy()
    }

    /// Frames until the pictures are read.
    pub fn settle(&mut self) {
        self.until("reading", |window| !window.bench().is_busy());
        self.rest(3);
    }

    pub fn ask(&mut self, request: Request) {
        self.harness.state_mut().ask(request);
        self.rest(3);
    }

    pub fn open(&mut self, story: &str) {
        self.ask(Request::OpenStory(StoryId::try_from(story.to_owned()).unwrap()));
        assert_eq!(self.story(), story);
    }

    /// One frame with all of these events, as a window system delivers them.
    pub fn send(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
    }

    /// Presses and releases a key. Where it writes something, that comes with it, in the same frame.
    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.quick_key(modifiers, key);
        self.rest(2);
    }

    /// The same in two frames and no more: for those who press many.
    pub fn quick_key(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        let mut events = vec![Event::ModifiersChanged(modifiers), event(true)];
        if !modifiers.command && !modifiers.alt {
            events.extend(written(key, modifiers.shift).map(Event::Text));
        }
        self.send(events);
        self.send([event(false), Event::ModifiersChanged(Modifiers::NONE)]);
    }

    pub fn press(&mut self, key: Key) {
        self.key(Modifiers::NONE, key);
    }

    pub fn ctrl(&mut self, key: Key) {
        self.key(Modifiers::COMMAND, key);
    }

    /// Types lower-case letters, digits and blanks, key by key; returns how many keys.
    pub fn write(&mut self, words: &str) -> usize {
        for letter in words.chars() {
            let key = match letter {
                ' ' => Key::Space,
                letter => Key::from_name(&letter.to_uppercase().to_string()).unwrap(),
            };
            self.key(Modifiers::NONE, key);
        }
        words.chars().count()
    }

    /// Presses the pointer at `from` and drags it to `to`.
    pub fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        let button =
            |pos, pressed| [Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }];
        self.send([Event::ModifiersChanged(modifiers), Event::PointerMoved(from)]);
        for events in
            [button(from, true), [Event::PointerMoved(from.lerp(to, 0.5))], [Event::PointerMoved(to)]]
        {
            self.send(events);
        }
        self.send(button(to, false));
        self.send([Event::ModifiersChanged(Modifiers::NONE)]);
        self.rest(2);
    }

    pub fn click(&mut self, at: Pos2) {
        self.drag(at, at, Modifiers::NONE);
        // So that the next click is one of its own.
        self.rest(30);
    }

    /// Brings words of the article into view; returns the middles of their first and last letters.
    pub fn find(&mut self, words: &str) -> (Pos2, Pos2) {
        let start =
            self.work().text.as_str().find(words).unwrap_or_else(|| panic!("no {words:?} in the text"));
        self.ask(Request::Reveal(TextRange::from_indices(start, start + words.len())));
        // They may be broken over rows: as much of them as stands in one leads to either end.
        let ends = words.char_indices().map(|(at, letter)| (at, at + letter.len_utf8()));
        let ends: Vec<_> = ends.collect();
        let head = ends.iter().rev().find_map(|(_, end)| find_place(&self.harness, &words[..*end]));
        let tail = ends.iter().find_map(|(start, _)| find_place(&self.harness, &words[*start..]));
        (head.unwrap().0, tail.unwrap().1)
    }

    /// Drags over words of the article.
    pub fn mark(&mut self, words: &str) {
        let (from, to) = self.find(words);
        self.drag(from, to, Modifiers::NONE);
        assert_eq!(self.selected(), words);
    }

    pub fn wheel(&mut self, at: Pos2, by: f32) {
        let (unit, delta, modifiers) = (MouseWheelUnit::Point, vec2(0.0, by), Modifiers::NONE);
        let phase = egui::TouchPhase::Move;
        self.send([
            Event::PointerMoved(at),
            Event::MouseWheel { unit, delta, modifiers, phase, source: egui::MouseWheelSource::Unknown },
        ]);
        self.rest(12);
    }

    /// Whether something on screen says so.
    pub fn says(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
            || self
                .harness
                .root()
                .children_recursive()
                .any(|node| node.accesskit_node().value().is_some_and(|value| value.contains(words)))
    }

    pub fn expect(&self, words: &str) {
        assert!(self.says(words), "nothing on screen says {words:?}; it says:\n{}", self.told());
    }

    /// Everything that is said on screen, but the article.
    pub fn told(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        let words = nodes.filter(|node| node.accesskit_node().role() != Role::TextRun).filter_map(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value()).map(|words| words.chars().take(120).collect::<String>())
        });
        words.collect::<Vec<_>>().join("\n")
    }

    /// Waits until all is on the disk, and reads it again.
    pub fn reread(&mut self) -> Project {
        self.harness.state_mut().finish(LONG).unwrap();
        store::open(&self.path()).unwrap().project
    }

    /// Closes the window as the system does.
    pub fn leave(mut self) -> Option<Arc<tempfile::TempDir>> {
        eframe::App::on_exit(self.harness.state_mut(), None);
        self.folder.take()
    }
}

/// What a key writes.
fn written(key: Key, shift: bool) -> Option<String> {
    let name = match key {
        Key::Space => " ",
        Key::Comma => ",",
        Key::Period => ".",
        key => key.name(),
    };
    (name.chars().count() == 1).then(|| if shift { name.to_uppercase() } else { name.to_lowercase() })
}

pub fn builder<T>(size: Vec2) -> egui_kittest::HarnessBuilder<T> {
    Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(pressmark::window::fonts::install)
        .allow_missing_glyphs()
        .renderer(CpuRenderer::default())
}

pub fn show(ui: &mut egui::Ui, bench: &mut Workbench) {
    bench.frame(ui);
}
