//! A workbench of one panel, and the hands that drive it.

use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use pressmark::claims::{Claim, ClaimId, Value};
use pressmark::project::{Project, Session};
use pressmark::window::claims::ClaimsPanel;
use pressmark::window::commands::Keymap;
use pressmark::window::desk::{Desk, Request};
use pressmark::window::digest::Digest;
use pressmark::window::fonts;
use pressmark::window::theme::{Look, Theme};
use pressmark::window::view::View;

use crate::given::{coder, story_id};
use crate::support::CpuRenderer;

/// A workbench of one panel: it carries out what the panel asks for.
pub struct Bench {
    pub session: Session,
    pub view: View,
    pub digest: Option<Digest>,
    pub theme: Theme,
    pub keys: Keymap,
    pub panel: ClaimsPanel,
    pub asked: Vec<Request>,
    pub fonts: bool,
}

impl Bench {
    pub fn new(project: Project) -> Self {
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

    pub fn frame(&mut self, ui: &mut egui::Ui) {
        if !self.fonts {
            fonts::install(ui.ctx());
            self.theme.install(ui.ctx());
            self.fonts = true;
            return;
        }
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        let requests = self.in_panel(|panel, desk| {
            let frame = egui::Frame::new().fill(desk.theme.panel);
            frame.inner_margin(egui::Margin::symmetric(0, 10)).show(ui, |ui| {
                panel.show(ui, desk);
            });
        });
        self.view.hovered = None;
        self.carry_out(requests);
    }

    pub fn carry_out(&mut self, requests: Vec<Request>) {
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

    pub fn flush(&mut self) {
        self.with_panel(|panel, desk| panel.flush(desk));
    }

    pub fn commit(&mut self) {
        self.with_panel(|panel, desk| panel.commit(desk));
    }

    pub fn with_panel(&mut self, act: impl FnOnce(&mut ClaimsPanel, &mut Desk)) {
        let requests = self.in_panel(act);
        self.carry_out(requests);
    }

    /// What the panel asked for.
    fn in_panel(&mut self, act: impl FnOnce(&mut ClaimsPanel, &mut Desk)) -> Vec<Request> {
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
        requests
    }

    pub fn claim(&self, id: ClaimId) -> &Claim {
        self.session.project().story(&story_id()).unwrap().claim(&coder(), id).unwrap()
    }

    pub fn field(&self, id: ClaimId, field: &str) -> Option<&Value> {
        self.claim(id).fields.get(&field.into())
    }

    pub fn label(&self) -> Option<&str> {
        self.session.history().next_undo()
    }
}

pub fn harness_sized<'a>(bench: Bench, size: egui::Vec2) -> Harness<'a, Bench> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(1.0)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, bench: &mut Bench| bench.frame(ui), bench);
    harness.run();
    harness
}

pub fn harness<'a>(bench: Bench) -> Harness<'a, Bench> {
    harness_sized(bench, vec2(371.0, 860.0))
}

/// A harness with a claim's form open, with the keyboard at its first empty field.
pub fn form<'a>(project: Project, chosen: ClaimId) -> Harness<'a, Bench> {
    let mut bench = Bench::new(project);
    bench.view.chosen = Some(chosen);
    let mut harness = harness(bench);
    harness.state_mut().panel.focus_first_empty();
    harness.run();
    harness
}

/// Types text key by key; returns how many keys that took.
pub fn keys(harness: &mut Harness<Bench>, text: &str) -> usize {
    for letter in text.chars() {
        harness.event(egui::Event::Text(letter.to_string()));
        harness.run();
    }
    text.chars().count()
}

pub fn press(harness: &mut Harness<Bench>, key: Key) -> usize {
    harness.key_press(key);
    harness.run();
    1
}

pub fn focused(harness: &Harness<Bench>) -> String {
    let node = harness.root().children_recursive().find(|node| node.is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}
