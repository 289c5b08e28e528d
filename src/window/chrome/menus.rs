//! The menu bar, with whose project it is at its right end.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align, Align2, CornerRadius, Galley, Layout, Rect, Response, Sense, Ui, WidgetInfo, vec2};

use super::availability::{availability, switched, title};
use super::parts::{self, word};
use super::recents::Recents;
use super::text::{path_text, plain};
use crate::window::commands::{Command, Menu, TAGS_NAMED};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::search::Lens;
use crate::window::settings::Recent;
use crate::window::theme::Theme;

/// The top line of the window.
#[derive(Default)]
pub struct MenuBar {
    recents: Recents,
    file_was_open: bool,
}

/// Commands after which a menu draws a line.
const GROUP_ENDS: [Command; 28] = [
    Command::OpenProject,
    Command::ImportReport,
    Command::ChangeCoder,
    Command::Redo,
    Command::Paste,
    Command::SearchProject,
    Command::ToggleFurniture,
    Command::ToggleOthers,
    Command::ZoomReset,
    Command::ContrastLook,
    Command::PreviousToDo,
    Command::MarkDone,
    Command::EnlargePicture,
    Command::StoryDetails,
    Command::ReviewList,
    Command::JoinBlocks,
    Command::ReadSourceAgain,
    Command::RemovePicture,
    Command::DrawPoints,
    Command::Narrow,
    Command::TagAs,
    Command::TagEverywhere,
    Command::PreviousIncomplete,
    Command::PreviousClash,
    Command::CopyOther,
    Command::ShowClaim,
    Command::EndEarlier,
    Command::DeleteClaim,
];

impl MenuBar {
    /// Shows the bar; `recent` loses a project that is gone when the analyst clicks it.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, recent: &mut Recent, lenses: &[Lens]) {
        let theme = desk.theme;
        egui::MenuBar::new().ui(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(6.0);
            word(ui, "Pressmark", Face::SansStrong.at(13.0), theme.ink);
            ui.add_space(10.0);
            ui.spacing_mut().button_padding = vec2(7.0, 3.0);
            for menu in Menu::ALL {
                self.menu(ui, desk, recent, lenses, menu);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| whose(ui, desk));
        });
    }

    fn menu(&mut self, ui: &mut Ui, desk: &mut Desk, recent: &mut Recent, lenses: &[Lens], menu: Menu) {
        let (_, inner) = egui::containers::menu::MenuButton::new(menu.name()).ui(ui, |ui| {
            let commands = Command::all(desk.codebook()).filter(|command| command.menu() == menu);
            // However many kinds the code book has, the menu names the first few.
            let mut tags = 0;
            let named = |command: &Command| {
                tags += usize::from(matches!(command, Command::Tag(_)));
                tags <= TAGS_NAMED || !matches!(command, Command::Tag(_))
            };
            let commands: Vec<Command> = commands.filter(named).collect();
            ui.set_width(width(ui, desk, &commands));
            let height = ui.ctx().content_rect().height() - 60.0;
            ui.set_max_height(height);
            ui.spacing_mut().item_spacing.y = 1.0;
            egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for command in commands {
                    entry(ui, desk, command);
                    if command == Command::ToggleFurniture {
                        lens_menu(ui, desk, lenses);
                    }
                    if command == Command::OpenProject {
                        self.recent_menu(ui, desk, recent);
                    }
                    if GROUP_ENDS.contains(&command) {
                        line(ui);
                    }
                }
            });
        });
        if menu == Menu::File {
            if inner.is_some() && !self.file_was_open {
                self.recents.look(ui.ctx(), recent.paths());
            }
            self.file_was_open = inner.is_some();
        }
    }

    fn recent_menu(&mut self, ui: &mut Ui, desk: &mut Desk, recent: &mut Recent) {
        if recent.paths().is_empty() {
            return;
        }
        ui.spacing_mut().button_padding = vec2(24.0, 4.0);
        let theme = desk.theme;
        let mut gone = None;
        egui::containers::menu::SubMenuButton::new("Recent projects").ui(ui, |ui| {
            ui.set_width(300.0);
            for path in recent.paths() {
                let missing = self.recents.is_missing(path);
                let name = path
                    .file_name()
                    .map_or_else(|| path_text(path), |name| plain(&name.to_string_lossy()).into_owned());
                let key = if missing { "missing" } else { "" };
                let row = Row { label: &name, key, on: None, enabled: true, faint: missing };
                let clicked =
                    ui.push_id(path, |ui| row.show(ui, theme).on_hover_text(path_text(path)).clicked()).inner;
                if clicked && missing {
                    gone = Some(path.clone());
                    desk.ask(Request::Notify(format!(
                        "{name} is no longer there. It was taken off the list."
                    )));
                } else if clicked {
                    desk.ask(Request::OpenProject(path.clone()));
                }
                if clicked {
                    ui.close();
                }
            }
        });
        if let Some(path) = gone {
            recent.forget(&path);
        }
    }
}

/// The saved searches of the project.
fn lens_menu(ui: &mut Ui, desk: &mut Desk, lenses: &[Lens]) {
    if lenses.is_empty() {
        return;
    }
    ui.spacing_mut().button_padding = vec2(24.0, 4.0);
    let theme = desk.theme;
    egui::containers::menu::SubMenuButton::new("Lenses").ui(ui, |ui| {
        ui.set_width(260.0);
        for lens in lenses {
            let name = plain(&lens.name);
            let row = Row { label: &name, key: "", on: None, enabled: true, faint: false };
            if ui.push_id(&lens.name, |ui| row.show(ui, theme).clicked()).inner {
                desk.ask(Request::OpenLens(lens.name.clone()));
                ui.close();
            }
        }
    });
}

/// How wide a menu must be for all its lines.
fn width(ui: &Ui, desk: &Desk, commands: &[Command]) -> f32 {
    let needed = commands.iter().map(|command| {
        let (label, key) = (title(*command, desk), desk.keys.key_text(*command));
        let (name, key) = row_text(ui, desk.theme, &label, &key, desk.theme.ink);
        row_width(&name, &key)
    });
    needed.fold(220.0, f32::max).min(ui.ctx().content_rect().width() - 40.0)
}

fn row_text(
    ui: &Ui,
    theme: &Theme,
    label: &str,
    key: &str,
    ink: egui::Color32,
) -> (Arc<Galley>, Arc<Galley>) {
    let name = ui.painter().layout_no_wrap(label.to_owned(), Face::Sans.at(13.0), ink);
    (name, ui.painter().layout_no_wrap(key.to_owned(), Face::Sans.at(11.5), theme.faint))
}

fn row_width(name: &Galley, key: &Galley) -> f32 {
    24.0 + name.size().x + 28.0 + key.size().x + 10.0
}

fn line(ui: &mut Ui) {
    ui.add(egui::Separator::default().spacing(7.0));
}

fn entry(ui: &mut Ui, desk: &mut Desk, command: Command) {
    let available = availability(command, desk);
    let full_screen = ui.input(|input| input.viewport().fullscreen.unwrap_or(false));
    let (label, key) = (title(command, desk), desk.keys.key_text(command));
    let row = Row {
        label: &label,
        key: &key,
        on: switched(command, desk, full_screen),
        enabled: available.is_ok(),
        faint: false,
    };
    let hint = command.hint(desk.codebook());
    let theme = desk.theme;
    let response =
        ui.push_id(command, |ui| ui.add_enabled_ui(available.is_ok(), |ui| row.show(ui, theme)).inner).inner;
    let response = response.on_hover_text(hint.as_ref());
    let response = match available {
        Ok(()) => response,
        Err(reason) => response.on_disabled_hover_text(format!("{hint}\n{reason}.")),
    };
    if response.clicked() {
        desk.ask(Request::Run(command));
        ui.close();
    }
}

/// One line of a menu: a place for the tick, the name, the key.
struct Row<'a> {
    label: &'a str,
    key: &'a str,
    on: Option<bool>,
    enabled: bool,
    faint: bool,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, theme: &Theme) -> Response {
        let ink = if self.faint || !self.enabled { theme.faint } else { theme.ink };
        let (name, key) = row_text(ui, theme, self.label, self.key, ink);
        let needed = row_width(&name, &key);
        let size = vec2(ui.available_width().max(needed), 25.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        if self.enabled && (response.hovered() || response.has_focus()) {
            ui.painter().rect_filled(rect, CornerRadius::same(4), theme.hover);
        }
        if self.on == Some(true) {
            let at = Rect::from_center_size(rect.left_center() + vec2(12.0, 0.0), vec2(10.0, 10.0));
            parts::tick(ui.painter(), at, theme.accent);
        }
        let painter = ui.painter();
        let inner = rect.shrink2(vec2(10.0, 0.0)).with_min_x(rect.left() + 24.0);
        painter.galley(Align2::LEFT_CENTER.align_size_within_rect(name.size(), inner).min, name, ink);
        painter.galley(Align2::RIGHT_CENTER.align_size_within_rect(key.size(), inner).min, key, theme.faint);
        response.widget_info(|| match self.on {
            Some(on) => WidgetInfo::selected(Role::MenuItemCheckBox, self.enabled, on, self.label),
            None => WidgetInfo::labeled(Role::MenuItem, self.enabled, self.label),
        });
        response
    }
}

/// Right to left: the palette's button, the coder, the project.
fn whose(ui: &mut Ui, desk: &mut Desk) {
    let theme = desk.theme;
    // On a narrow window the menus go first: all of this can be found elsewhere.
    if ui.available_width() < 150.0 {
        return;
    }
    ui.spacing_mut().button_padding = vec2(4.0, 2.0);
    ui.add_space(6.0);
    let faint = |text: &str| egui::RichText::new(text).font(Face::Sans.at(12.5)).color(theme.faint);
    let commands = ui.add(egui::Button::new(faint("commands")).frame_when_inactive(false));
    parts::key_cap(ui, theme, &desk.keys.key_text(Command::Palette).replace('+', " "));
    if commands.on_hover_text(Command::Palette.hint(desk.codebook()).as_ref()).clicked() {
        desk.ask(Request::Run(Command::Palette));
    }
    ui.add_space(10.0);
    if ui.available_width() < 150.0 {
        return;
    }
    let coder = plain(desk.session.coder().as_str()).into_owned();
    let mut text = egui::text::LayoutJob::default();
    let format = |face: Face| egui::TextFormat::simple(face.at(12.5), theme.faint);
    text.append("coder ", 0.0, format(Face::Sans));
    text.append(&coder, 0.0, format(Face::SansStrong));
    let button = ui.add(egui::Button::new(text).frame_when_inactive(false));
    if button.on_hover_text(Command::ChangeCoder.hint(desk.codebook()).as_ref()).clicked() {
        desk.ask(Request::Run(Command::ChangeCoder));
    }
    let name = plain(&desk.project().name).into_owned();
    if name.is_empty() || ui.available_width() < 60.0 {
        return;
    }
    word(ui, "\u{b7}", Face::Sans.at(12.5), theme.faint);
    ui.add_space(4.0);
    ui.add(egui::Label::new(faint(&name)).selectable(false).truncate());
}
