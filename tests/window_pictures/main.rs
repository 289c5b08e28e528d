//! The strip of pictures and the enlarged picture, driven as an analyst would.

// A test that cannot go on must stop; its helpers are not seen as tests by clippy.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod outlines;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use image::{Rgb, RgbImage};
use pressmark::claims::{Claim, ClaimId, CoderId, Region, Shape};
use pressmark::project::{Edit, Project, Session, StoryWork};
use pressmark::story::{
    Block, BytePos, Caption, Picture, PictureFile, PictureId, Role, Story, StoryId, StoryText, TextRange,
};
use pressmark::window::commands::{Command, Keymap};
use pressmark::window::desk::{Desk, Request};
use pressmark::window::digest::Digest;
use pressmark::window::fonts;
use pressmark::window::pictures::Pictures;
use pressmark::window::theme::{Look, Theme};
use pressmark::window::view::View;

/// A window with nothing but the pictures.
struct Bench {
    session: Session,
    view: View,
    digest: Option<Digest>,
    theme: Theme,
    keys: Keymap,
    pictures: Pictures,
    asked: Vec<Request>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn show(&mut self, ui: &mut egui::Ui) {
        self.theme.install(ui.ctx());
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
        self.pictures.keys(ui.ctx(), &mut desk);
        let frame = egui::Frame::new().fill(self.theme.panel);
        egui::Panel::right("pictures").exact_size(260.0).frame(frame).show(ui, |ui| {
            self.pictures.show(ui, &mut desk);
        });
        egui::CentralPanel::default().frame(frame).show(ui, |ui| self.pictures.viewer(ui, &mut desk));
        self.carry_out(requests);
    }

    /// Runs a command of the picture's, as its key does.
    fn draw(&mut self, command: Command) {
        let mut requests = Vec::new();
        let mut desk = Desk {
            session: &self.session,
            view: &self.view,
            digest: self.digest.as_ref(),
            theme: &self.theme,
            keys: &self.keys,
            requests: &mut requests,
        };
        self.pictures.draw(command, &mut desk);
        self.carry_out(requests);
    }

    fn carry_out(&mut self, requests: Vec<Request>) {
        self.view.hovered = None;
        for request in requests {
            match request.clone() {
                Request::Hover(claim) => {
                    self.view.hovered = Some(claim);
                    continue;
                }
                Request::Enlarge(picture) => self.view.enlarged = picture,
                Request::Draw(region) => self.view.drawn = region,
                Request::Choose(claim) => self.view.chosen = claim,
                Request::Perform(label, edit) => self.session.perform(label, edit).unwrap(),
                _ => {}
            }
            self.asked.push(request);
        }
    }

    fn regions(&self, claim: ClaimId) -> Vec<[u16; 4]> {
        let work = self.session.project().story(self.view.story.as_ref().unwrap()).unwrap();
        let claim = work.claim(self.session.coder(), claim).unwrap();
        claim.regions.iter().map(|region| region.shape.bounds()).collect()
    }
}

const TEXT: &str = "Three capitals slow the pace\n\nThe peninsula from orbit.\n\nThe two Koreas are easing off.\n\n\
                    City lights: the dark north.\n\nWashington is in no hurry.";

fn region(picture: &str, left: u16, top: u16, right: u16, bottom: u16) -> Region {
    Region { picture: PictureId(picture.to_owned()), shape: Shape::rectangle((left, top), (right, bottom)) }
}

/// Two pictures, one whose file is gone, one that never came, one that is no picture; two claims
/// on the second picture.
fn bench() -> (Bench, ClaimId, ClaimId) {
    let folder = tempfile::tempdir().unwrap();
    let day = RgbImage::from_fn(600, 380, |x, y| Rgb([60 + (y / 4) as u8, 110 + (x / 12) as u8, 60]));
    day.save(folder.path().join("aa.jpg")).unwrap();
    let night = RgbImage::from_fn(400, 360, |x, y| {
        if (x / 7 + y / 5) % 31 == 0 { Rgb([220, 180, 90]) } else { Rgb([10, 14, 34]) }
    });
    night.save(folder.path().join("bb.png")).unwrap();
    std::fs::write(folder.path().join("ee.png"), "<html>").unwrap();
    let text = StoryText::from_canonical(TEXT);
    let range = |words: &str| {
        let start = TEXT.find(words).unwrap();
        TextRange::from_indices(start, start + words.len())
    };
    let mut blocks = Vec::new();
    for (words, role) in TEXT.split("\n\n").zip([
        Role::Headline,
        Role::Caption,
        Role::Paragraph,
        Role::Caption,
        Role::Paragraph,
    ]) {
        blocks.push(Block { role, range: range(words) });
    }
    let picture =
        |id: &str, at: &str, file: Option<&str>, caption: Option<Caption>, credit: Option<&str>| Picture {
            id: PictureId(id.to_owned()),
            at: range(at).start,
            file: file.map(|name| PictureFile { name: name.to_owned(), original: format!("korea_{name}") }),
            caption,
            credit: credit.map(str::to_owned),
            alt: None,
            url: None,
        };
    let in_text = |words: &str| Some(Caption::InText(range(words)));
    let apart = |words: &str| Some(Caption::Apart(words.to_owned()));
    let pictures = vec![
        picture("p1", "The peninsula", Some("aa.jpg"), in_text("The peninsula from orbit."), Some("NASA")),
        picture("p2", "City lights", Some("bb.png"), in_text("City lights: the dark north."), Some("NASA")),
        picture("p3", "Washington", None, apart("Vice president at the ceremony in Hawaii."), Some("agency")),
        picture("p4", "Washington", Some("dd.jpg"), apart("A train at the border."), None),
        picture("p5", "Washington", Some("ee.png"), None, None),
    ];
    let story = Story { pictures, ..Story::new("Three capitals slow the pace", &text, blocks) };
    let id = StoryId::try_from("three-capitals".to_owned()).unwrap();
    let mut project = Project::new("Korea talks");
    project.stories.insert(id.clone(), StoryWork::new(story, text));
    let coder = CoderId::nearest("kim");
    let mut session = Session::new(project, coder.clone());
    let mut fact = Claim::new(Some("fact".into()));
    fact.regions = vec![region("p2", 2500, 2000, 6500, 6000), region("p4", 1000, 1000, 4000, 5000)].into();
    let mut stance = Claim::new(Some("stance".into()));
    stance.regions = vec![region("p2", 4000, 3500, 5500, 4500)].into();
    let ids = (fact.id, stance.id);
    for claim in [fact, stance] {
        let edit =
            Edit::Claim { story: id.clone(), coder: coder.clone(), id: claim.id, to: Some(Arc::new(claim)) };
        session.perform("tag", edit).unwrap();
    }
    let keys = Keymap::new(&session.project().codebook);
    let root = folder.path().to_owned();
    let mut pictures = Pictures::default();
    pictures.set_resolver(Arc::new(move |_: &StoryId, file: &PictureFile| -> Option<PathBuf> {
        Some(root.join(&file.name))
    }));
    let view = View { story: Some(id), ..View::default() };
    let theme = Theme::of(Look::Light);
    let bench =
        Bench { session, view, digest: None, theme, keys, pictures, asked: Vec::new(), _folder: folder };
    (bench, ids.0, ids.1)
}

fn open(bench: Bench, size: Vec2) -> Harness<'static, Bench> {
    let theme = if bench.theme.look == Look::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    let mut harness = Harness::builder()
        .with_size(size)
        // Two clicks in a row are a double one, `click` twice is not.
        .with_step_dt(0.05)
        .with_theme(theme)
        .with_context_setup(fonts::install)
        .renderer(support::CpuRenderer::default())
        .build_ui_state(|ui, bench: &mut Bench| bench.show(ui), bench);
    settle(&mut harness);
    harness
}

/// Runs frames until the pictures are there.
fn settle(harness: &mut Harness<'_, Bench>) {
    for _ in 0..400 {
        harness.run_steps(2);
        if !harness.state().pictures.is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    harness.run_steps(4);
    harness.check_accessibility();
}

/// Opens the second picture enlarged.
fn enlarged() -> (Harness<'static, Bench>, ClaimId, ClaimId, Rect) {
    let (mut bench, fact, stance) = bench();
    bench.view.enlarged = Some(PictureId("p2".to_owned()));
    let mut harness = open(bench, vec2(1000.0, 700.0));
    harness.state_mut().asked.clear();
    let canvas = harness.get_by_role(egui::Role::Canvas).rect();
    // 400 by 360 pixels, fitted: the height decides.
    let size = vec2(canvas.height() * 400.0 / 360.0, canvas.height());
    (harness, fact, stance, Rect::from_center_size(canvas.center(), size))
}

fn drag(harness: &mut Harness<'_, Bench>, from: egui::Pos2, to: egui::Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for part in [0.3, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, part));
        harness.step();
    }
    harness.drop_at(to);
    harness.run_steps(3);
}

fn click(harness: &mut Harness<'_, Bench>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run_steps(3);
}

fn at(picture: Rect, x: f32, y: f32) -> egui::Pos2 {
    picture.min + picture.size() * vec2(x, y)
}

fn performs(bench: &Bench) -> Vec<&str> {
    let labels = bench.asked.iter().map(|request| match request {
        Request::Perform(label, _) => Some(label.as_str()),
        _ => None,
    });
    labels.flatten().collect()
}

#[test]
fn the_strip_shows_every_picture_or_says_why_not() {
    let (bench, ..) = bench();
    let harness = open(bench, vec2(700.0, 1400.0));
    harness.get_by_label("Picture 1: The peninsula from orbit. (NASA)");
    harness.get_by_label("PICTURES");
    assert_eq!(harness.get_all_by_label("Picture missing").count(), 2);
    harness.get_by_label("The story came without it. Drop or paste it here.");
    harness.get_by_label_contains("Put korea_dd.jpg back");
    harness.get_by_label("Picture cannot be shown");
    let words = "Vice president at the ceremony in Hawaii.";
    assert_eq!(harness.get_all_by_label_contains(words).count(), 2, "at its place and under it");
    assert_eq!(harness.get_all_by_label_contains("Region of fact").count(), 2, "also on the missing picture");
}

#[test]
fn a_click_enlarges_reveals_and_shows_the_claim() {
    let (bench, fact, _) = bench();
    let mut harness = open(bench, vec2(700.0, 1400.0));
    harness.state_mut().asked.clear();
    harness.get_by_label("Caption 2: City lights: the dark north. (NASA)").click();
    harness.run_steps(2);
    let start = TEXT.find("City lights").unwrap();
    let range = TextRange::from_indices(start, start + "City lights: the dark north.".len());
    assert_eq!(harness.state().asked, [Request::Reveal(range)]);
    let region = harness.get_all_by_label_contains("Region of fact").next().unwrap().rect();
    harness.hover_at(region.left_top() + vec2(6.0, 30.0));
    harness.run_steps(2);
    assert_eq!(harness.state().view.hovered, Some(fact));
    click(&mut harness, region.left_top() + vec2(6.0, 30.0));
    assert_eq!(harness.state().asked.last(), Some(&Request::ShowClaim(fact)));
    harness.get_by_label("Picture 1: The peninsula from orbit. (NASA)").click();
    harness.run_steps(2);
    assert_eq!(harness.state().view.enlarged, Some(PictureId("p1".to_owned())));
}

#[test]
fn the_picture_at_the_reading_line_comes_into_view() {
    let (bench, ..) = bench();
    let mut harness = open(bench, vec2(700.0, 420.0));
    harness.state_mut().view.reading_at = BytePos::from_index(TEXT.len());
    harness.run_steps(20);
    let caption = harness.get_by_label_contains("Caption 5: korea_ee.png").rect();
    assert!(caption.bottom() <= 421.0, "{caption:?}");
}

#[test]
fn a_drag_draws_a_region_and_the_bar_tags_it() {
    let (mut harness, _, _, picture) = enlarged();
    drag(&mut harness, at(picture, 0.05, 0.7), at(picture, 0.2, 0.9));
    let drawn = harness.state().view.drawn.clone().unwrap();
    for (is, expected) in drawn.shape.bounds().into_iter().zip([500_u16, 7000, 2000, 9000]) {
        assert!(is.abs_diff(expected) < 30, "{drawn:?}");
    }
    harness.get_by_label("Quote").click();
    harness.run_steps(2);
    assert_eq!(harness.state().asked.last(), Some(&Request::Tag(Some("quote".into()))));
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert_eq!(harness.state().view.drawn, None);
    assert!(harness.state().view.enlarged.is_some(), "Esc drops the drawing first");
}

#[test]
fn what_is_drawn_joins_the_chosen_claim() {
    let (mut harness, fact, _, picture) = enlarged();
    harness.state_mut().view.chosen = Some(fact);
    drag(&mut harness, at(picture, 0.05, 0.7), at(picture, 0.2, 0.9));
    harness.get_by_label("Add to chosen claim").click();
    harness.run_steps(2);
    assert_eq!(performs(harness.state()), ["add region"]);
    assert_eq!(harness.state().regions(fact).len(), 3);
    assert_eq!(harness.state().view.drawn, None);
}

#[test]
fn clicks_choose_the_smallest_region_and_then_the_next() {
    let (mut harness, fact, stance, picture) = enlarged();
    let both = at(picture, 0.45, 0.4);
    click(&mut harness, both);
    assert_eq!(harness.state().view.chosen, Some(stance));
    click(&mut harness, both);
    assert_eq!(harness.state().view.chosen, Some(fact));
    click(&mut harness, both);
    assert_eq!(harness.state().view.chosen, Some(stance));
}

#[test]
fn moving_and_resizing_are_one_step_each() {
    let (mut harness, fact, _, picture) = enlarged();
    click(&mut harness, at(picture, 0.28, 0.55));
    assert_eq!(harness.state().view.chosen, Some(fact));
    drag(&mut harness, at(picture, 0.28, 0.55), at(picture, 0.38, 0.65));
    assert_eq!(performs(harness.state()), ["move region"]);
    let near = |is: [u16; 4], expected: [u16; 4]| is.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 40);
    let moved = harness.state().regions(fact)[0];
    assert!(near(moved, [3500, 3000, 7500, 7000]), "{moved:?}");
    drag(&mut harness, at(picture, 0.75, 0.7), at(picture, 0.8, 0.8));
    assert_eq!(performs(harness.state()), ["move region", "resize region"]);
    let resized = harness.state().regions(fact)[0];
    assert!(near(resized, [3500, 3000, 8000, 8000]), "{resized:?}");
}

#[test]
fn keys_nudge_remove_turn_and_close() {
    let (mut harness, fact, stance, picture) = enlarged();
    click(&mut harness, at(picture, 0.28, 0.55));
    harness.key_press(Key::ArrowRight);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run_steps(3);
    assert_eq!(performs(harness.state()), ["move region", "resize region"]);
    assert_eq!(harness.state().regions(fact)[0], [2550, 2000, 6550, 6050]);
    harness.key_press(Key::Delete);
    harness.run_steps(2);
    assert_eq!(harness.state().regions(fact).len(), 1);
    click(&mut harness, at(picture, 0.45, 0.4));
    assert_eq!(harness.state().view.chosen, Some(stance));
    harness.key_press(Key::Delete);
    harness.run_steps(2);
    assert_eq!(harness.state().asked.last(), Some(&Request::Run(Command::DeleteClaim)), "its only evidence");
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    harness.key_press(Key::ArrowRight);
    harness.run_steps(2);
    settle(&mut harness);
    if harness.state().view.enlarged.is_some() {
        harness.key_press(Key::Escape);
        harness.run_steps(2);
    }
    assert_eq!(harness.state().view.enlarged, None);
}

#[test]
fn the_picture_can_be_zoomed_and_turned_over() {
    let (mut harness, ..) = enlarged();
    harness.get_by_label("Zoom in").click();
    harness.run_steps(2);
    harness.get_by_label("1:1").click();
    harness.run_steps(2);
    harness.get_by_label("100 %");
    harness.get_by_label("Next picture").click();
    harness.run_steps(2);
    assert_eq!(harness.state().view.enlarged, Some(PictureId("p3".to_owned())));
    harness.get_by_label("Back to the story").click();
    harness.run_steps(2);
    assert_eq!(harness.state().view.enlarged, None);
}

#[test]
fn the_wheel_zooms_and_drags_with_space_or_the_mode_on_only_pan() {
    let (mut harness, fact, _, picture) = enlarged();
    let percent = |harness: &Harness<'_, Bench>| harness.get_by_label_contains(" %").value();
    let fitted = percent(&harness);
    harness.hover_at(picture.center());
    harness.step();
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 10.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(20);
    assert_ne!(percent(&harness), fitted);
    let canvas = harness.get_by_role(egui::Role::Canvas).rect();
    harness.key_down(Key::Space);
    harness.step();
    drag(&mut harness, canvas.center(), canvas.center() + vec2(-80.0, -60.0));
    harness.key_up(Key::Space);
    harness.run_steps(2);
    harness.get_by_label("Drag to move the picture").click();
    harness.run_steps(2);
    drag(&mut harness, canvas.center(), canvas.center() + vec2(90.0, 40.0));
    assert_eq!(harness.state().view.drawn, None);
    assert!(performs(harness.state()).is_empty());
    assert_eq!(harness.state().regions(fact).len(), 2);
}

/// Not a check: leaves pictures to look at where `PRESSMARK_PICTURES` says.
#[test]
fn pictures_to_look_at() {
    let Ok(folder) = std::env::var("PRESSMARK_PICTURES") else { return };
    for look in Look::ALL {
        let (mut bench, fact, _) = bench();
        bench.theme = Theme::of(look);
        bench.view.reading_at = BytePos::from_index(TEXT.find("City").unwrap());
        bench.view.enlarged = Some(PictureId("p2".to_owned()));
        bench.view.chosen = Some(fact);
        let mut harness = open(bench, vec2(1000.0, 1000.0));
        let save = |harness: &mut Harness<'_, Bench>, name: &str| {
            let path = PathBuf::from(&folder).join(format!("{name}-{look:?}.png"));
            harness.render().unwrap().save(path).unwrap();
        };
        save(&mut harness, "chosen");
        harness.state_mut().view.drawn = Some(region("p2", 500, 6500, 3000, 8500));
        harness.run_steps(3);
        save(&mut harness, "drawn");
    }
}
