//! The tour: five things to do on the open story. Each step points at where it is done and goes on
//! by itself once it is.

use egui::accesskit::{Live, Role};
use egui::{
    Align, Area, Button, Context, CornerRadius, Frame, Id, Layout, Margin, Order, Pos2, Rect, RichText,
};
use egui::{Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::parts::word;
use crate::claims::Value;
use crate::window::commands::Command;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// Where the parts of the window are that the tour points at; empty where one is folded.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// The page that is read.
    pub article: Rect,
    /// The pictures beside it.
    pub pictures: Rect,
    /// The claims.
    pub claims: Rect,
}

impl Default for Places {
    fn default() -> Self {
        Self { article: Rect::NOTHING, pictures: Rect::NOTHING, claims: Rect::NOTHING }
    }
}

/// The tour, while it is on.
#[derive(Default)]
pub struct Tour {
    step: Option<Step>,
    /// How things stood when the step began.
    before: Option<Standing>,
    /// The panel that the step needs, until it is opened.
    wanted: Option<Command>,
    /// Where things are, noted while they are shown.
    pub places: Places,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Mark,
    Tag,
    Speaker,
    Region,
    Undo,
}

/// What tells that a step is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Standing {
    revision: u64,
    tagged: usize,
    actors: usize,
    regions: usize,
}

/// The width of the card, in points.
const WIDTH: f32 = 300.0;

impl Step {
    const ALL: [Self; 5] = [Self::Mark, Self::Tag, Self::Speaker, Self::Region, Self::Undo];

    fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or_default()
    }

    fn title(self) -> &'static str {
        match self {
            Self::Mark => "Mark a passage",
            Self::Tag => "Say what it is",
            Self::Speaker => "Say who says it",
            Self::Region => "Mark a picture",
            Self::Undo => "Take it back",
        }
    }

    fn words(self, desk: &Desk<'_>) -> String {
        let key = |command| desk.keys.key_text(command);
        match self {
            Self::Mark => format!(
                "Drag over some words. Or click one and press {} to select more and more around it.",
                key(Command::Widen)
            ),
            Self::Tag => {
                let kinds = desk.codebook().kinds.iter().filter_map(|kind| Some((kind.key?, &kind.name)));
                let keys: Vec<String> =
                    kinds.take(3).map(|(key, name)| format!("{key} for {}", name.to_lowercase())).collect();
                format!("With words selected, press {}. That makes a claim.", keys.join(", "))
            }
            Self::Speaker => {
                "Type a name into the claim\u{2019}s first field and press Enter; Tab leads to the next field."
                    .to_owned()
            }
            Self::Region => format!(
                "Click a picture, or press {} in the text, and drag a rectangle on it. Then tag it with the same keys.",
                key(Command::EnlargePicture)
            ),
            Self::Undo => format!(
                "{} takes back the last step, and the one before, without end. {} lists them all.",
                key(Command::Undo),
                key(Command::History)
            ),
        }
    }

    /// The panel it is done in, which must be open.
    fn panel(self) -> Option<Command> {
        match self {
            Self::Speaker => Some(Command::ToggleClaims),
            Self::Region => Some(Command::TogglePictures),
            Self::Mark | Self::Tag | Self::Undo => None,
        }
    }

    fn place(self, places: Places) -> Rect {
        match self {
            Self::Mark | Self::Tag | Self::Undo => places.article,
            Self::Speaker => places.claims,
            Self::Region => places.pictures,
        }
    }

    fn is_done(self, before: &Standing, now: &Standing, desk: &Desk<'_>) -> bool {
        match self {
            Self::Mark => desk.view.selects_words(),
            Self::Tag => now.tagged > before.tagged,
            Self::Speaker => now.actors > before.actors,
            Self::Region => now.regions > before.regions,
            Self::Undo => now.revision != before.revision && desk.session.history().next_redo().is_some(),
        }
    }
}

impl Standing {
    fn of(desk: &Desk<'_>) -> Self {
        let mut standing = Self { revision: desk.session.revision(), ..Self::default() };
        for claim in desk.digest.iter().flat_map(|digest| &digest.claims) {
            standing.tagged += usize::from(claim.kind.is_some());
            standing.actors += claim.fields.values().filter(|value| matches!(value, Value::Actor(_))).count();
            standing.regions += claim.regions.len();
        }
        standing
    }
}

impl Tour {
    /// Begins it, from its first step.
    pub fn begin(&mut self) {
        self.go(Some(Step::Mark));
    }

    /// The panel to be opened for a step that begins.
    pub fn take_wanted(&mut self) -> Option<Command> {
        self.wanted.take()
    }

    fn go(&mut self, step: Option<Step>) {
        (self.step, self.before) = (step, None);
        self.wanted = step.and_then(Step::panel);
    }

    /// Shows the present step, and goes on when it is done. Waits while a dialog is open.
    pub fn show(&mut self, ui: &Ui, desk: &Desk<'_>) {
        let Some(step) = self.step else { return };
        if desk.story().is_none() || ui.memory(|memory| memory.top_modal_layer().is_some()) {
            return;
        }
        let before = self.before.get_or_insert_with(|| Standing::of(desk));
        if before.revision != desk.session.revision() || step == Step::Mark {
            let now = Standing::of(desk);
            if step.is_done(before, &now, desk) {
                self.go(Step::ALL.get(step.number() + 1).copied());
                ui.ctx().request_repaint();
                return;
            }
            // What was taken back can be done again.
            before.tagged = before.tagged.min(now.tagged);
            before.actors = before.actors.min(now.actors);
            before.regions = before.regions.min(now.regions);
        }
        let place = step.place(self.places);
        if !place.is_positive() {
            return;
        }
        outline(ui.ctx(), desk.theme, place);
        self.card(ui.ctx(), desk, step, place);
    }

    fn card(&mut self, ctx: &Context, desk: &Desk<'_>, step: Step, place: Rect) {
        let theme = desk.theme;
        let beside = place.left() - WIDTH - 60.0 > 0.0 && step.panel().is_some();
        let at = if beside {
            pos2(place.left() - WIDTH - 58.0, place.top() + 90.0)
        } else {
            pos2(place.center().x - WIDTH / 2.0 - 14.0, place.bottom() - 210.0)
        };
        let frame = Frame::new()
            .fill(theme.paper)
            .stroke(Stroke::new(1.5, theme.accent))
            .corner_radius(CornerRadius::same(9))
            .shadow(ctx.global_style().visuals.popup_shadow)
            .inner_margin(Margin::same(14));
        let area = Area::new(Id::unique("tour")).order(Order::Foreground).fixed_pos(at).constrain(true);
        let shown = area.show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(WIDTH);
                let (number, all) = (step.number() + 1, Step::ALL.len());
                word(ui, format!("{number} of {all}"), Face::Sans.at(11.5), theme.faint);
                word(ui, step.title(), Face::SansStrong.at(14.5), theme.ink);
                let words = RichText::new(step.words(desk)).font(Face::Sans.at(13.0)).color(theme.ink);
                let said = ui.add(egui::Label::new(words).selectable(false).wrap());
                ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
                ui.add_space(8.0);
                self.buttons(ui, theme, step);
            });
        });
        ctx.accesskit_node_builder(shown.response.id, |node| {
            node.set_role(Role::Group);
            node.set_label("Tour");
        });
        if beside {
            let tip = pos2(place.left() - 5.0, shown.response.rect.top() + 40.0);
            arrow(ctx, theme, shown.response.rect.right(), tip);
        }
    }

    fn buttons(&mut self, ui: &mut Ui, theme: &Theme, step: Step) {
        ui.horizontal(|ui| {
            if ui.button("Skip the tour").on_hover_text("Help > Tour shows it again").clicked() {
                self.go(None);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let next = Step::ALL.get(step.number() + 1).copied();
                let name = if next.is_some() { "Next" } else { "Done" };
                let text = RichText::new(name).font(Face::SansMedium.at(13.0)).color(theme.on_accent);
                if ui.add(Button::new(text).fill(theme.accent)).clicked() {
                    self.go(next);
                }
                if let Some(back) = step.number().checked_sub(1)
                    && ui.button("Back").clicked()
                {
                    self.go(Step::ALL.get(back).copied());
                }
            });
        });
    }
}

/// A line around the part of the window that is meant.
fn outline(ctx: &Context, theme: &Theme, place: Rect) {
    let layer = egui::LayerId::new(Order::Middle, Id::unique("tour outline"));
    let stroke = Stroke::new(2.5, theme.accent);
    ctx.layer_painter(layer).rect_stroke(place.shrink(2.0), 4.0, stroke, StrokeKind::Inside);
}

/// A line from the card's edge, with a tip that touches what is meant.
fn arrow(ctx: &Context, theme: &Theme, from: f32, tip: Pos2) {
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Foreground, Id::unique("tour arrow")));
    painter.hline(from..=tip.x - 8.0, tip.y, Stroke::new(2.5, theme.accent));
    let points = vec![tip, tip + vec2(-9.0, -6.0), tip + vec2(-9.0, 6.0)];
    painter.add(Shape::convex_polygon(points, theme.accent, Stroke::NONE));
}
