//! What a frame costs: layout, paint lists and tessellation, on the processor alone and in its time.
//!
//! `cargo bench --bench frame` prints the figures; nothing is asserted. Words behind `--` choose parts:
//! opening, reading, bulk (edits of 5,000 claims), places (all of a phrase tagged), more (links,
//! mentions, others), links (of a large project).

#[path = "support/clock.rs"]
mod clock;
#[path = "support/crowd.rs"]
mod crowd;
#[path = "support/large.rs"]
mod large;

use std::time::{Duration, Instant};

use clock::Moment;
use egui::{
    Context, Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, pos2,
    vec2,
};
use pressmark::claims::{Actor, ActorId, Claim, Value};
use pressmark::project::codebook::Rework;
use pressmark::project::{Edit, Links, Session};
use pressmark::story::TextRange;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::several::Several;
use pressmark::window::theme::Look;
use pressmark::window::view::Selection;
use pressmark::window::workbench::Workbench;

/// A window without a screen.
struct Bench {
    ctx: Context,
    bench: Workbench,
    size: egui::Vec2,
    time: f64,
}

impl Bench {
    fn new(text_bytes: usize, claims: usize) -> Self {
        let ctx = Context::default();
        pressmark::window::fonts::install(&ctx);
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        let bench = Workbench::on(large::session(text_bytes, claims), Look::Light);
        Self { ctx, bench, size: vec2(1440.0, 900.0), time: 0.0 }
    }

    /// One frame with these events; how long it took.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let begun = Moment::now();
        let mut output = self.ctx.run_ui(input, |ui| self.bench.frame(ui));
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let taken = begun.elapsed();
        std::hint::black_box(triangles);
        output.textures_delta.clear();
        taken
    }

    fn settle(&mut self) {
        for _ in 0..5 {
            self.frame(Vec::new());
        }
    }

    fn run(&mut self, name: &str, frames: usize, mut events: impl FnMut(usize, &mut Self) -> Vec<Event>) {
        let mut times = Vec::with_capacity(frames);
        for number in 0..frames {
            let events = events(number, self);
            times.push(self.frame(events));
        }
        report(name, times);
    }
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
    println!("{name:<44} p50 {:>7.2} ms   p99 {:>7.2} ms   max {:>7.2} ms", at(0.5), at(0.99), at(1.0));
}

fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn key(key: Key) -> Vec<Event> {
    let event =
        |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![event(true), event(false)]
}

/// A place of the page to hover over, another one each frame.
fn hovering(n: usize) -> Vec<Event> {
    let n = n as f32;
    vec![Event::PointerMoved(pos2(400.0 + (n * 7.0) % 400.0, 120.0 + (n * 3.0) % 700.0))]
}

/// The same story with 20,000 actors known, of whom some are named in every line.
fn with_actors(session: &Session) -> Session {
    let mut project = session.project().clone();
    let named = ["Seoul", "Washington", "North", "January"].map(str::to_owned);
    let actors = named.into_iter().chain((0..20_000).map(|number| format!("Delegate {number}")));
    let edits = actors.map(|name| {
        let id = ActorId::from(name.as_str());
        Edit::Actor { id: id.clone(), to: Some(Box::new(Actor::named(id, &name))) }
    });
    assert!(project.apply(Edit::Batch(edits.collect())).is_ok(), "actors need no story");
    Session::new(project, session.coder().clone())
}

/// What may be shown beside the marks, alone and all at once: mentions of actors, links, and what two
/// others made of the story; half of the 5,000 claims are theirs.
fn with_more() {
    let crowd = with_actors(&crowd::session(1_000_000, 5_000));
    let (mentions, links, others) = (Command::ToggleMentions, Command::ToggleLinks, Command::ToggleOthers);
    let cases: [(&str, &[Command]); 5] = [
        ("nothing more", &[]),
        ("mentions", &[mentions]),
        ("links", &[links]),
        ("others", &[others]),
        ("mentions, links and others", &[mentions, links, others]),
    ];
    println!("The same with 2,500 own claims, 2,500 of two others, links, regions on 20 pictures:");
    for (name, shown) in cases {
        let mut bench = Bench::new(1_000, 1);
        bench.bench =
            Workbench::on(Session::new(crowd.project().clone(), crowd.coder().clone()), Look::Light);
        for command in shown {
            bench.bench.ask(Request::Run(*command));
        }
        bench.settle();
        // Mentions are looked for on a thread.
        std::thread::sleep(Duration::from_secs(2));
        bench.settle();
        let middle = pos2(600.0, 450.0);
        bench.run(&format!("  scroll by wheel, {name}"), 600, |_, _| {
            vec![Event::PointerMoved(middle), wheel(-120.0)]
        });
        bench.run(&format!("  hover, {name}"), 600, |n, _| hovering(n));
    }
}

/// The first look for links in 10,000 stories with 200,000 claims: what a frame takes of it, in a window
/// that opens on them.
fn links_of_a_large_project() {
    let project = crowd::linked_stories(10_000, 20);
    let begun = Moment::now();
    let mut links = Links::default();
    links.refresh(&project);
    report("links of 200,000 claims, at once", vec![begun.elapsed()]);
    let (mut links, mut times) = (Links::default(), Vec::new());
    loop {
        let begun = Moment::now();
        let until = Instant::now() + Duration::from_millis(3);
        let done = links.follow(&project, || Instant::now() >= until);
        times.push(begun.elapsed());
        if done {
            break;
        }
    }
    println!("({} frames of 3 ms)", times.len());
    report("links of 200,000 claims, a frame", times);
    let again = Moment::now();
    links.refresh(&project);
    report("links of 200,000 claims, nothing changed", vec![again.elapsed()]);
}

/// A story of 1 MB with 5,000 quotes, all by one of two actors.
fn quoted() -> Session {
    let session = large::session(1_000_000, 5_000);
    let coder = session.coder().clone();
    let mut project = session.project().clone();
    let Some((story, work)) = project.stories.iter().next() else { return session };
    let quotes = work.coders[&coder].claims.values().map(|claim| {
        let mut claim = Claim::clone(claim);
        claim.kind = Some("quote".into());
        claim.fields.insert("speaker".into(), Value::Actor("a1".into()));
        Edit::put(story.clone(), coder.clone(), claim)
    });
    let mut edits: Vec<Edit> = quotes.collect();
    edits.extend(["a0", "a1"].map(|name| {
        let id = ActorId::from(name);
        Edit::Actor { id: id.clone(), to: Some(Box::new(Actor::named(id, name))) }
    }));
    assert!(project.apply(Edit::Batch(edits)).is_ok(), "the story is there");
    Session::new(project, coder)
}

/// One gesture that changes 5,000 claims of the open story: the frame that makes and paints it, and
/// the one that takes it back.
fn in_bulk() {
    let mut bench = Bench::new(1_000, 1);
    bench.bench = Workbench::on(quoted(), Look::Light);
    bench.settle();
    let mut run = |name: &str, gesture: &dyn Fn(&mut Bench) -> Duration| {
        let (mut there, mut back) = (Vec::new(), Vec::new());
        for _ in 0..15 {
            let before = bench.bench.session().history().len();
            there.push(gesture(&mut bench));
            assert_eq!(bench.bench.session().history().len(), before + 1, "{name} was made");
            bench.settle();
            bench.bench.ask(Request::Run(Command::Undo));
            back.push(bench.frame(Vec::new()));
            bench.settle();
        }
        report(&format!("  {name}"), there);
        report("    and its undo", back);
    };
    println!("5,000 claims changed in one frame:");
    let made = |bench: &mut Bench, name: &str, edit: Edit, begun: Moment| {
        bench.bench.ask(Request::Perform(name.to_owned(), edit));
        let worked_out = begun.elapsed();
        worked_out + bench.frame(Vec::new())
    };
    run("two actors merged", &|bench| {
        let begun = Moment::now();
        let session = bench.bench.session();
        let union = session.project().union(session.coder(), &"a0".into(), &["a1".into()]);
        union.map_or(Duration::ZERO, |union| made(bench, "merge", union.edit, begun))
    });
    run("one kind merged into another", &|bench| {
        let begun = Moment::now();
        let session = bench.bench.session();
        let rework = Rework::MergeKinds { from: "quote".into(), into: "fact".into() };
        let plan = rework.plan(session.project(), session.coder());
        plan.map_or(Duration::ZERO, |plan| made(bench, "merge", plan.edit, begun))
    });
    let choose_all = |bench: &mut Bench| {
        let works = bench.bench.session().project().stories.values();
        let claims = works.flat_map(|work| work.coders.values()).flat_map(|work| work.claims.keys().copied());
        let claims: std::collections::BTreeSet<_> = claims.collect();
        if let Some(anchor) = claims.first().copied() {
            bench.bench.ask(Request::ChooseSeveral(Several { claims, anchor }));
        }
        bench.settle();
    };
    run("all chosen, tagged anew", &|bench| {
        choose_all(bench);
        bench.frame(key(Key::Num3))
    });
    run("all chosen, deleted", &|bench| {
        choose_all(bench);
        bench.frame(key(Key::Delete))
    });
}

/// Every place of a phrase tagged in one step, as many as a step may have: the slowest frame while they
/// are looked for, before and after they are claims, and the frame that makes them.
fn every_place() {
    let (mut found, mut made, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        let mut bench = Bench::new(1_000_000, 1);
        bench.settle();
        let chosen = bench.bench.claim_number(1);
        let look = |bench: &mut Bench| {
            let work = bench.bench.session().project().stories.values().next();
            let at = work.and_then(|work| work.text.as_str().find("Seoul")).unwrap_or_default();
            let words = TextRange::from_indices(at, at + "Seoul".len());
            bench.bench.ask(Request::Choose(chosen));
            bench.bench.ask(Request::Select(Some(Selection::of(words))));
            bench.bench.ask(Request::Run(Command::TagEverywhere));
            let mut times = Vec::new();
            for _ in 0..60 {
                times.push(bench.frame(Vec::new()));
                std::thread::sleep(Duration::from_millis(2));
            }
            times.into_iter().max().unwrap_or_default()
        };
        found.push(look(&mut bench));
        made.push(bench.frame(key(Key::Enter)));
        let claims = bench
            .bench
            .session()
            .project()
            .stories
            .values()
            .next()
            .map_or(0, |work| work.coders.values().map(|own| own.claims.len()).sum());
        assert!(claims > 4_900, "{claims} claims were made");
        bench.settle();
        again.push(look(&mut bench));
    }
    report("5,000 places of a phrase: found", found);
    report("  tagged", made);
    report("  found again", again);
}

fn opening() {
    for (name, bytes, claims) in [("7 KB, 19 claims", 7_000, 19), ("1 MB, 5,000 claims", 1_000_000, 5_000)] {
        let mut times = Vec::new();
        for _ in 0..5 {
            let mut bench = Bench::new(bytes, claims);
            // What a start costs in any case, the fonts, is not the story's.
            let begun = Moment::now();
            bench.frame(Vec::new());
            times.push(begun.elapsed());
        }
        report(&format!("open a story: {name}, first frame"), times);
    }
}

fn reading_and_tagging() {
    let mut bench = Bench::new(1_000_000, 5_000);
    bench.settle();
    println!("1 MB of text, 5,000 claims, 1440 x 900:");
    bench.run("  still", 300, |_, _| Vec::new());
    let middle = pos2(600.0, 450.0);
    bench.run("  scroll by wheel", 600, |_, _| vec![Event::PointerMoved(middle), wheel(-120.0)]);
    bench.run("  hover", 600, |n, _| hovering(n));
    bench.frame(vec![Event::PointerMoved(pos2(450.0, 200.0)), button(pos2(450.0, 200.0), true)]);
    bench.run("  drag a selection, with autoscroll", 600, |n, _| {
        vec![Event::PointerMoved(pos2(480.0 + (n as f32 * 3.0) % 300.0, 250.0 + n as f32 * 1.4))]
    });
    bench.frame(vec![button(pos2(480.0, 700.0), false)]);
    bench.run("  resize the window", 200, |n, bench| {
        bench.size.x = 1100.0 + (n as f32 * 11.0) % 600.0;
        Vec::new()
    });
    bench.run("  jump to the next claim", 200, |_, _| key(Key::N));

    let mut times = Vec::new();
    for n in 0..60_u8 {
        let y = 150.0 + f32::from(n) * 10.0;
        bench.frame(vec![Event::PointerMoved(pos2(450.0, y)), button(pos2(450.0, y), true)]);
        bench.frame(vec![Event::PointerMoved(pos2(600.0, y))]);
        bench.frame(vec![Event::PointerMoved(pos2(640.0, y)), button(pos2(640.0, y), false)]);
        bench.frame(Vec::new());
        let before = bench.bench.session().history().len();
        // The frame that takes the key is the one that paints the claim.
        let taken = bench.frame(key(Key::Num3));
        if bench.bench.session().history().len() > before {
            times.push(taken);
        }
        bench.frame(key(Key::Escape));
    }
    println!("({} of 60 tags were made)", times.len());
    report("  tag key to painted, one frame", times);
}

fn main() {
    let parts: [(&str, fn()); 6] = [
        ("opening", opening),
        ("reading", reading_and_tagging),
        ("bulk", in_bulk),
        ("places", every_place),
        ("more", with_more),
        ("links", links_of_a_large_project),
    ];
    // Cargo hands on flags of its own.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    for (name, run) in parts {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            run();
        }
    }
}
