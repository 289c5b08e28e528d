//! The built program in a real window, on a display of its own, worked by pointer and keys from
//! outside.
//!
//! It needs Xvfb, xdotool and OpenGL, so it runs only where `PRESSMARK_REAL_WINDOW` is set:
//! `PRESSMARK_REAL_WINDOW=1 cargo test --test real_window -- --nocapture`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed, as it should")]

#[path = "support/screen.rs"]
mod screen;
mod support;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Pos2, Ui, UiBuilder, accesskit, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use pressmark::claims::Claim;
use pressmark::project::{Project, Session, StoryWork};
use pressmark::story::{Role, StoryId, TextRange};
use pressmark::window::theme::Look;
use pressmark::window::workbench::Workbench;
use screen::{Area, Screen};
use support::coder;

/// Where a machine is slow and has no GPU, a start takes its time.
const PATIENCE: Duration = Duration::from_secs(60);
const CODER: &str = "kim";

/// Whether the machine is meant to run these tests.
fn is_wanted() -> bool {
    let wanted = std::env::var_os("PRESSMARK_REAL_WINDOW").is_some_and(|value| !value.is_empty());
    if !wanted {
        println!("skipped: it needs a display, and PRESSMARK_REAL_WINDOW is not set");
    }
    wanted
}

#[test]
fn a_passage_tagged_in_the_window_is_there_at_the_next_start() {
    if !is_wanted() {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let project = scratch.path().join("korea-talks");
    support::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/korea-talks"), &project);
    let target = target(&scratch.path().join("rehearsal"), &project);
    let known = claims(&project, &target.story);
    let screen = Screen::start(scratch.path());

    let mut window = Window::open(&screen, scratch.path(), &project);
    println!("from the start to the first frame: {:.0} ms", window.shown_after.as_secs_f64() * 1e3);
    let plain = window.settled(&target.area);
    screen.drag(target.from, target.to);
    screen.key("2");
    screen.move_to(Screen::CORNER);
    let claim = wait_for("the claim on disk", || {
        claims(&project, &target.story).into_iter().find(|claim| !known.contains(claim))
    });
    let lit = window.settled(&target.area);
    assert_ne!(plain.ground(), lit.ground(), "{:?} is highlighted", target.words);
    window.quit();

    let kind = claim.kind.as_ref().map(|kind| kind.as_str());
    assert_eq!((kind, claim.quote().as_str()), (Some("quote"), target.words.as_str()));
    let work = story(&project, &target.story);
    let [passage] = claim.passages.as_slice() else { panic!("one passage: {:?}", claim.passages) };
    assert_eq!(&work.text.as_str()[passage.range.indices()], target.words);
    let file = project.join(format!("stories/{}/{CODER}.claims.ron", target.story));
    let line = fs::read_to_string(file).unwrap();
    let line = line.lines().find(|line| line.contains(&claim.id.to_string())).unwrap();
    assert!(line.contains("Some(\"quote\")") && line.contains(&target.words), "{line}");

    let mut window = Window::open(&screen, scratch.path(), &project);
    let again = wait_for("the highlight on screen", || {
        let seen = window.settled(&target.area);
        (seen.ground() == lit.ground()).then_some(seen)
    });
    assert_ne!(again.ground(), plain.ground());
    std::thread::sleep(Duration::from_secs(3));
    let busy = window.processor_share(Duration::from_secs(5));
    println!("an idle window: {:.1} % of one processor", busy * 100.0);
    assert!(busy < 0.5, "a window that nobody touches is drawn over and over: {busy}");
    window.quit();
    assert_eq!(claims(&project, &target.story).len(), known.len() + 1);
}

#[test]
fn where_there_can_be_no_window_one_sentence_says_so() {
    if !is_wanted() {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let screen = Screen::start(scratch.path());
    let display = screen.name();
    // An empty file where the system looks for a library is as good as none.
    let libraries = |name: &str, files: &[&str]| {
        let folder = scratch.path().join(name);
        fs::create_dir(&folder).unwrap();
        files.iter().for_each(|file| fs::write(folder.join(file), "").unwrap());
        folder.to_str().unwrap().to_owned()
    };
    let no_keys = libraries("keys", &["libxkbcommon-x11.so.0", "libxkbcommon-x11.so"]);
    let no_pointer = libraries("pointer", &["libXi.so.6", "libXi.so"]);
    let graphics = ["libGL.so.1", "libGL.so", "libGLX.so.0", "libGLX.so", "libEGL.so.1", "libEGL.so"];
    let no_graphics = libraries("graphics", &graphics);
    let cases = [
        (vec![], "there is no display"),
        (vec![("DISPLAY", ":64999")], "the display :64999 does not answer"),
        (vec![("WAYLAND_DISPLAY", "none-such")], "the display none-such does not answer"),
        (vec![("DISPLAY", &*display), ("LD_LIBRARY_PATH", &*no_keys)], "libxkbcommon-x11-0"),
        (vec![("DISPLAY", &*display), ("LD_LIBRARY_PATH", &*no_pointer)], "install libx11-6"),
        (vec![("DISPLAY", &*display), ("LD_LIBRARY_PATH", &*no_graphics)], "install libgl1"),
    ];
    for (environment, told) in cases {
        let mut program = program(scratch.path());
        program.envs(environment).arg(scratch.path());
        let Output { status, stderr, .. } = program.output().unwrap();
        let stderr = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(1), "{told}: {stderr}");
        assert!(stderr.contains(told) && stderr.contains("pressmark shot"), "{told}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

/// The program as a user of this name would start it, with a home of its own and no display.
fn program(scratch: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        program.env_remove(name);
    }
    program
        .env("HOME", scratch)
        .env("USER", CODER)
        .env("PRESSMARK_CONFIG_DIR", scratch.join("settings"))
        .env("PRESSMARK_PATH_BOX", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .stdin(Stdio::null());
    program
}

/// The running program; ended with the test.
struct Window<'a> {
    screen: &'a Screen,
    child: Child,
    /// How long it took from the start until there was a frame.
    shown_after: Duration,
}

impl<'a> Window<'a> {
    fn open(screen: &'a Screen, scratch: &Path, project: &Path) -> Self {
        let begun = Instant::now();
        let child = program(scratch).env("DISPLAY", screen.name()).arg(project).spawn().unwrap();
        let menus = Area::around(Pos2::new(10.0, 14.0), Pos2::new(200.0, 14.0), 8.0);
        while screen.picture(&menus).is_blank() && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(2));
        }
        let shown_after = begun.elapsed();
        screen.move_to(Screen::CORNER);
        screen.wait_for_window("Pressmark");
        Self { screen, child, shown_after }
    }

    /// The area once it shows something and stays as it is.
    fn settled(&mut self, area: &Area) -> screen::Picture {
        let mut last = self.screen.picture(area);
        wait_for("a window that has come to rest", || {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the window is gone: {status}");
            }
            std::thread::sleep(Duration::from_millis(700));
            let seen = self.screen.picture(area);
            let rests = seen == last && !seen.is_blank();
            last = seen.clone();
            rests.then_some(seen)
        })
    }

    /// How much of one processor the program takes up for this long.
    fn processor_share(&self, span: Duration) -> f64 {
        let used = || {
            let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
            let after_name = stat.rsplit_once(") ").unwrap().1;
            let ticks = after_name.split(' ').skip(11).take(2).map(|field| field.parse::<f64>().unwrap());
            // Linux counts in hundredths of a second for every program that asks.
            ticks.sum::<f64>() / 100.0
        };
        let before = used();
        std::thread::sleep(span);
        (used() - before) / span.as_secs_f64()
    }

    fn quit(mut self) {
        self.screen.key("ctrl+q");
        let status = wait_for("the end of the program", || self.child.try_wait().unwrap());
        assert_eq!(status.code(), Some(0));
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What to drag over.
struct Target {
    story: StoryId,
    words: String,
    from: Pos2,
    to: Pos2,
    area: Area,
}

/// Three words in the middle of a row of the story that is shown first, on which nothing was
/// claimed yet. A window without a display, laid out by the same code, tells where they stand.
fn target(scratch: &Path, project: &Path) -> Target {
    support::copy(project, scratch);
    let bench = Workbench::on(Session::new(Project::new(""), coder(CODER)), Look::default());
    let mut harness = Harness::builder()
        .with_size(vec2(f32::from(Screen::SIZE.0), f32::from(Screen::SIZE.1)))
        .with_context_setup(pressmark::window::fonts::install)
        .allow_missing_glyphs()
        .build_ui_state(fill, bench);
    let ctx = harness.ctx.clone();
    harness.state_mut().keep_in(&ctx, pressmark::store::open(scratch).unwrap());
    harness.run_steps(10);
    let story = harness.state().view().story.clone().unwrap();
    let work = harness.state().session().project().story(&story).unwrap();
    let words = free_words(work, &rows(&harness));
    let (from, to) = support::place_of(&harness, &words);
    let area = Area::around(from, to, 8.0);
    Target { story, words, from, to, area }
}

/// Shows a frame on all of the screen; the harness would leave a margin.
fn fill(ui: &mut Ui, bench: &mut Workbench) {
    let screen = ui.ctx().content_rect();
    ui.scope_builder(UiBuilder::new().max_rect(screen), |ui| {
        ui.set_clip_rect(screen);
        bench.frame(ui);
    });
}

/// The rows of text on screen.
fn rows(harness: &Harness<'_, Workbench>) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    let runs = nodes.map(|node| node.accesskit_node()).filter(|node| node.role() == accesskit::Role::TextRun);
    runs.filter_map(|run| run.value()).collect()
}

/// Words that stand once in the text, in a row of a paragraph, and under no claim.
fn free_words(work: &StoryWork, rows: &[String]) -> String {
    let text = work.text.as_str();
    let claims = work.coders.values().flat_map(|own| own.claims.values());
    let taken: Vec<TextRange> = claims.flat_map(|claim| claim.ranges().collect::<Vec<_>>()).collect();
    let is_free = |words: &str| {
        let start = text.find(words).unwrap_or_default();
        let range = TextRange::from_indices(start, start + words.len());
        let in_paragraph =
            work.story.blocks.iter().any(|block| block.role == Role::Paragraph && block.range.covers(range));
        in_paragraph
            && text.matches(words).count() == 1
            && !taken.iter().any(|claimed| claimed.overlaps(range))
    };
    let threes = rows.iter().flat_map(|row| {
        let words: Vec<&str> = row.split_whitespace().collect();
        words.windows(3).map(|three| three.join(" ")).collect::<Vec<_>>()
    });
    let mut fitting = threes.filter(|words| words.len() > 14 && is_free(words));
    fitting.next().expect("the first story shows words that nothing was claimed of")
}

fn story(project: &Path, id: &StoryId) -> StoryWork {
    pressmark::store::open(project).unwrap().project.story(id).unwrap().clone()
}

/// The coder's claims on a story, as they are on disk.
fn claims(project: &Path, id: &StoryId) -> Vec<Arc<Claim>> {
    let work = story(project, id);
    work.work_of(&coder(CODER)).map(|own| own.in_order(&work.story)).unwrap_or_default()
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "no sign of {what} after {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
