//! Every key and gesture on one page, in columns, with a field to find one.

use egui::{Context, Id, TextEdit, Ui, vec2};

use super::shell::{Shell, Step, buttons, enter, focus_once};
use crate::window::chrome::parts::{key_cap, word};
use crate::window::commands::{Command, Menu};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What the pointer and the caret do in the article; no command stands for these.
const GESTURES: [(&str, &str); 9] = [
    ("Drag", "select a passage"),
    ("Double click", "select a word"),
    ("Triple click", "select a sentence"),
    ("Shift click", "extend the selection"),
    ("Ctrl drag", "add a passage to the chosen claim"),
    ("Shift arrows", "extend by a character"),
    ("Ctrl Shift arrows", "extend by a word"),
    ("Alt Shift arrows", "extend by a sentence"),
    ("Ctrl wheel", "larger or smaller"),
];

/// The room of a line, in points.
const LINE: f32 = 19.0;
/// The room of a heading.
const HEADING: f32 = 28.0;
/// The least width of a column.
const COLUMN: f32 = 268.0;

/// The page of keys.
pub(super) struct Keys {
    sought: String,
    fresh: bool,
}

/// A heading with the keys below it.
#[derive(Clone)]
struct Group {
    name: &'static str,
    lines: Vec<(String, String)>,
}

impl Group {
    fn height(&self) -> f32 {
        HEADING + LINE * self.lines.len() as f32
    }
}

impl Keys {
    pub(super) fn new() -> Self {
        Self { sought: String::new(), fresh: true }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let theme = desk.theme;
        let screen = ctx.content_rect();
        let width = (screen.width() - 110.0).min(1160.0);
        Shell { theme, id: "keys", title: "Keys", width }.show(ctx, |ui| {
            let entered = enter(ui);
            let field = TextEdit::singleline(&mut self.sought)
                .id(Id::unique("find a key"))
                .hint_text("Find a key or what it does")
                .font(Face::Sans.at(13.0))
                .margin(vec2(8.0, 4.0))
                .desired_width(260.0);
            let field = ui.add(field).accessible_name("Find a key");
            focus_once(&mut self.fresh, &field);
            let groups = sought(groups(desk), &self.sought);
            let height = (screen.height() - 190.0).clamp(120.0, 900.0);
            egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                if groups.is_empty() {
                    word(ui, "No key fits.", Face::Sans.at(13.0), theme.faint);
                }
                let count = ((ui.available_width() / COLUMN) as usize).clamp(1, 4);
                let columns = divided(&groups, count);
                ui.columns(count, |uis| {
                    for (ui, groups) in uis.iter_mut().zip(&columns) {
                        groups.iter().for_each(|group| show_group(ui, desk, group));
                    }
                });
            });
            let taken = buttons(ui, theme, &["Close"], true);
            if taken.is_some() || entered { Step::Close } else { Step::Stay }
        })
    }
}

/// Every group, those for marking first.
fn groups(desk: &Desk) -> Vec<Group> {
    let gestures = GESTURES.map(|(key, what)| (key.to_owned(), what.to_owned())).to_vec();
    let menus = [Menu::Claim, Menu::Story, Menu::Edit, Menu::View, Menu::File, Menu::Help];
    let mut groups: Vec<Group> = menus.map(|menu| group(desk, menu)).into();
    groups.insert(1, Group { name: "In the article", lines: gestures });
    groups
}

fn group(desk: &Desk, menu: Menu) -> Group {
    let names = egui::ModifierNames::NAMES;
    let commands = Command::all(desk.codebook()).filter(|command| command.menu() == menu);
    let lines = commands.filter_map(|command| {
        let bound = desk.keys.bindings().iter().filter(|(_, bound)| *bound == command);
        let first = desk.keys.key_text(command);
        let mut keys: Vec<String> =
            bound.map(|(key, _)| key.format(&names, cfg!(target_os = "macos"))).collect();
        // The one shown beside the command goes first.
        keys.sort_by_key(|key| *key != first);
        let name = command.name(desk.codebook()).into_owned();
        (!keys.is_empty()).then(|| (keys.join("  or  ").replace('+', " "), name))
    });
    Group { name: menu.name(), lines: lines.collect() }
}

/// Only the lines that have these words in them.
fn sought(mut groups: Vec<Group>, words: &str) -> Vec<Group> {
    let words = words.trim().to_lowercase().replace('+', " ");
    let fits = |text: &str| text.to_lowercase().contains(&words);
    for group in &mut groups {
        group.lines.retain(|(key, what)| fits(key) || fits(what));
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

/// The groups in columns of much the same height, in their order; a long one goes on in the next.
fn divided(groups: &[Group], count: usize) -> Vec<Vec<Group>> {
    let total: f32 = groups.iter().map(Group::height).sum();
    let mut most = total / count as f32;
    loop {
        let columns = filled(groups, most);
        if columns.len() <= count {
            return columns;
        }
        most += LINE;
    }
}

/// The groups in as many columns as it takes, each no higher than `most` if that can be.
fn filled(groups: &[Group], most: f32) -> Vec<Vec<Group>> {
    let mut columns = vec![Vec::new()];
    let mut room = most;
    for group in groups {
        let mut group = group.clone();
        while group.height() > room {
            let lines = ((room - HEADING) / LINE).floor().max(0.0) as usize;
            // A line or two alone below a heading are no help.
            if lines >= 3 && group.lines.len() > lines + 1 {
                let rest = group.lines.split_off(lines);
                let name = group.name;
                columns.last_mut().into_iter().for_each(|column| column.push(group.clone()));
                group = Group { name, lines: rest };
            } else if room == most {
                break;
            }
            columns.push(Vec::new());
            room = most;
        }
        room -= group.height();
        columns.last_mut().into_iter().for_each(|column| column.push(group.clone()));
    }
    columns
}

fn show_group(ui: &mut Ui, desk: &Desk, group: &Group) {
    ui.add_space(6.0);
    word(ui, group.name, Face::SansStrong.at(12.5), desk.theme.ink);
    ui.add_space(2.0);
    for (key, what) in &group.lines {
        line(ui, desk, key, what);
    }
}

fn line(ui: &mut Ui, desk: &Desk, key: &str, what: &str) {
    ui.horizontal(|ui| {
        let left = ui.cursor().left();
        ui.spacing_mut().item_spacing.x = 4.0;
        for (index, key) in key.split("  or  ").enumerate() {
            if index > 0 {
                word(ui, "or", Face::Sans.at(11.0), desk.theme.faint);
            }
            key_cap(ui, desk.theme, key);
        }
        ui.add_space((left + 104.0 - ui.cursor().left()).max(0.0));
        let text = egui::RichText::new(what).font(Face::Sans.at(12.0)).color(desk.theme.ink);
        ui.add(egui::Label::new(text).selectable(false).truncate());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &'static str, count: usize) -> Group {
        let line = |number: usize| (format!("Ctrl {number}"), format!("{name} {number}"));
        Group { name, lines: (0..count).map(line).collect() }
    }

    fn names(columns: &[Vec<Group>]) -> Vec<String> {
        let lines = columns.iter().flatten().flat_map(|group| &group.lines);
        lines.map(|(_, what)| what.clone()).collect()
    }

    #[test]
    fn columns_keep_the_order_lose_no_line_and_are_of_much_the_same_height() {
        for count in 1..=4 {
            let all = || vec![group("a", 22), group("b", 9), group("c", 14), group("d", 3), group("e", 17)];
            let whole = names(&[all()]);
            let columns = divided(&all(), count);
            assert_eq!(names(&columns), whole);
            assert!(columns.len() <= count);
            let most =
                columns.iter().map(|column| column.iter().map(|group| group.lines.len()).sum::<usize>());
            assert!(most.max().unwrap() <= 65 / count + 12, "{count}");
        }
    }

    #[test]
    fn a_key_is_found_by_what_it_does_or_by_itself() {
        let found = |words: &str| sought(vec![group("copy", 3), group("find", 3)], words);
        assert_eq!(names(&[found("FIND 1")]), ["find 1"]);
        assert_eq!(names(&[found("ctrl+2")]), ["copy 2", "find 2"]);
        assert!(found("nothing").is_empty());
    }
}
