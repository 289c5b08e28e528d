//! The row of buttons above an enlarged picture.

use egui::{Align, CornerRadius, Layout, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::icons::Icon;
use super::tool::Tool;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What a button or a key asks of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Back to the story.
    Close,
    /// The picture before.
    Previous,
    /// The picture after.
    Next,
    /// Nearer.
    In,
    /// Farther.
    Out,
    /// The whole picture.
    Fit,
    /// One pixel of the picture on one of the screen.
    Actual,
    /// Drags move the picture, or draw again.
    Pan,
    /// Draw with this from now on.
    Take(Tool),
}

/// What the row shows.
pub struct Row {
    /// "Picture 2 of 4".
    pub title: String,
    /// Pixels of the screen a pixel of the picture takes.
    pub zoom: f32,
    /// Whether the whole picture is fitted in.
    pub fitted: bool,
    /// Whether drags move the picture.
    pub pan: bool,
    /// What is drawn.
    pub tool: Tool,
}

/// Shows the row; says what was clicked.
pub fn show(ui: &mut Ui, desk: &Desk, row: &Row) -> Option<Step> {
    let mut clicked = None;
    let mut on = |response: Response, step: Step| {
        if response.clicked() {
            clicked = Some(step);
        }
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        // Beside two open panels the row is narrow.
        let narrow = ui.available_width() < 610.0;
        let back = ui.button(if narrow { "Back" } else { "Back to the story" });
        ui.ctx().accesskit_node_builder(back.id, |node| node.set_label("Back to the story"));
        on(back.on_hover_text("Back to the story (Esc)"), Step::Close);
        ui.add_space(6.0);
        on(icon(ui, desk, Icon::Left, "Previous picture", "Page Up", false), Step::Previous);
        ui.label(RichText::new(&row.title).font(Face::Sans.at(12.5)).color(desk.theme.faint));
        on(icon(ui, desk, Icon::Right, "Next picture", "Page Down", false), Step::Next);
        ui.add_space(6.0);
        for tool in Tool::ALL {
            let sign = match tool {
                Tool::Rectangle => Icon::Rectangle,
                Tool::Polygon => Icon::Polygon,
                Tool::Point => Icon::Point,
            };
            let keys = match desk.keys.key_text(tool.command()) {
                key if key.is_empty() => tool.hint().to_owned(),
                key => format!("{key}, and again for one in the middle; {}", tool.hint()),
            };
            let button = icon(ui, desk, sign, tool.name(), &keys, row.tool == tool && !row.pan);
            on(button, Step::Take(tool));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let pan = "Drag to move the picture";
            on(icon(ui, desk, Icon::Move, pan, "also middle button, or Space and drag", row.pan), Step::Pan);
            let actual = ui.selectable_label(!row.fitted && (row.zoom - 1.0).abs() < 0.005, "1:1");
            on(actual.on_hover_text("One pixel of the picture on one of the screen"), Step::Actual);
            let fit = ui.selectable_label(row.fitted, "Fit").on_hover_text("Show the whole picture (0)");
            on(fit, Step::Fit);
            on(icon(ui, desk, Icon::Plus, "Zoom in", "+, or the wheel", false), Step::In);
            let percent = format!("{:.0} %", row.zoom * 100.0);
            ui.label(RichText::new(percent).font(Face::Sans.at(12.5)).color(desk.theme.faint));
            on(icon(ui, desk, Icon::Minus, "Zoom out", "-, or the wheel", false), Step::Out);
        });
    });
    clicked
}

fn icon(ui: &mut Ui, desk: &Desk, icon: Icon, name: &str, keys: &str, selected: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    let visuals = ui.style().interact_selectable(&response, selected);
    ui.painter().rect(
        rect,
        CornerRadius::same(5),
        if selected { desk.theme.selection } else { visuals.weak_bg_fill },
        visuals.bg_stroke,
        egui::StrokeKind::Inside,
    );
    icon.paint(ui.painter(), rect, desk.theme.ink);
    response.on_hover_text(format!("{name} ({keys})"))
}
