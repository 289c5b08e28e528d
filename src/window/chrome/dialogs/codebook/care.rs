//! What in the code book wants a hand: what claims use and it lacks, keys that two kinds have, codes
//! that stand in a circle. Each is told with what mends it, and each is one step.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{
    Align, Color32, CornerRadius, Frame, Label, Layout, Margin, RichText, ScrollArea, Stroke, Ui, vec2,
};

use super::spots::locked;
use crate::claims::{CodeBook, Fault, FieldId, KindId};
use crate::project::Edit;
use crate::project::codebook::{Lacking, Survey, with_lacking};
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

const ROW: f32 = 26.0;
/// How many are seen at once, and on a low screen; the rest is scrolled to.
const ROWS: (usize, usize) = (4, 2);
const LOW: f32 = 760.0;
/// How long a frame may look through claims.
const A_WHILE: Duration = Duration::from_millis(3);

/// What was found, for a state of the project.
#[derive(Default)]
pub(super) struct Care {
    revision: Option<u64>,
    faults: Vec<Fault>,
    survey: Survey,
    lacking: Vec<(Lacking, usize)>,
}

impl Care {
    /// Shows what there is to see to; nothing, where there is nothing.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) {
        self.look(ui, desk);
        let count = self.faults.len() + self.lacking.len();
        if count == 0 {
            return;
        }
        let theme = desk.theme;
        let mut all = false;
        let mut one = None;
        let frame = Frame::new()
            .fill(theme.well)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(CornerRadius::same(5))
            .inner_margin(Margin { left: 10, right: 6, top: 4, bottom: 4 });
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if self.lacking.len() > 1 {
                let words = format!(
                    "{} that claims use are not in the code book.",
                    counted(self.lacking.len(), "name", "names")
                );
                all = row(
                    ui,
                    theme.ink,
                    theme.faint,
                    (&words, ""),
                    ("Add all", "Add all to the code book"),
                    !locked(desk),
                );
            }
            let rows = if ui.ctx().content_rect().height() < LOW { ROWS.1 } else { ROWS.0 };
            let height = ROW * rows.min(count) as f32;
            let area = ScrollArea::vertical()
                .id_salt("code book care")
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, true]);
            area.show_rows(ui, ROW, count, |ui, seen| {
                for at in seen {
                    let told = self.told(at, desk.codebook());
                    let pair = (told.words.as_str(), told.more.as_str());
                    let button = (told.button.as_str(), told.spoken.as_str());
                    if row(ui, theme.alarm, theme.faint, pair, button, !locked(desk)) {
                        one = Some(at);
                    }
                }
            });
        });
        ui.add_space(8.0);
        if all {
            let all: Vec<Lacking> = self.lacking.iter().map(|(one, _)| one.clone()).collect();
            add(desk, "add what claims use to the code book".to_owned(), &all);
        }
        if let Some(at) = one {
            match self.faults.get(at) {
                Some(fault) => {
                    let book = desk.codebook_to_be().mended(fault);
                    super::spots::put(desk, "mend the code book", book);
                }
                None => {
                    if let Some((one, _)) = self.lacking.get(at - self.faults.len()) {
                        add(desk, format!("add {} to the code book", one.id()), std::slice::from_ref(one));
                    }
                }
            }
        }
    }

    /// Whether all claims have been looked through.
    pub(super) fn is_done(&self) -> bool {
        self.survey.is_done()
    }

    /// Looks through the claims for a while.
    fn look(&mut self, ui: &Ui, desk: &Desk) {
        let revision = desk.session.revision();
        if self.revision != Some(revision) {
            let faults = desk.codebook().faults();
            *self = Self { revision: Some(revision), faults, ..Self::default() };
        }
        if !self.survey.is_done() {
            let until = Instant::now() + A_WHILE;
            self.survey.look(desk.project(), || Instant::now() >= until);
            self.lacking = self.survey.found().map(|(one, claims)| (one.clone(), claims)).collect();
            ui.ctx().request_repaint();
        }
    }

    fn told(&self, at: usize, book: &CodeBook) -> Told {
        match self.faults.get(at) {
            Some(fault) => of_fault(fault, book),
            None => match self.lacking.get(at - self.faults.len()) {
                Some((lacking, claims)) => of_lacking(lacking, *claims, book),
                None => Told::default(),
            },
        }
    }
}

fn add(desk: &mut Desk, label: String, all: &[Lacking]) {
    let book = with_lacking(desk.project(), all);
    desk.ask(Request::Perform(label, Edit::CodeBook(Arc::new(book))));
}

/// One line: what is the matter, where, and what mends it.
#[derive(Default)]
struct Told {
    words: String,
    more: String,
    button: String,
    spoken: String,
}

fn of_fault(fault: &Fault, book: &CodeBook) -> Told {
    let kind = |id: &KindId| name(book.kind_name(Some(id)));
    match fault {
        Fault::SharedKey { key, first, other } => {
            let (first, other) = (kind(first), kind(other));
            let button = match book.free_key() {
                Some(free) => format!("Give it {free}"),
                None => "Take it away".to_owned(),
            };
            Told {
                words: format!(
                    "\u{201c}{first}\u{201d} and \u{201c}{other}\u{201d} have the same key {key}."
                ),
                more: format!("The first has it; \u{201c}{other}\u{201d} is reached by name only."),
                spoken: format!("Another key for {other}"),
                button,
            }
        }
        Fault::Circle { kind: of, field, codes } => {
            let codes: Vec<&str> = codes.iter().map(crate::claims::CodeId::as_str).take(4).collect();
            Told {
                words: format!("Codes stand under each other in a circle: {}.", name(&codes.join(", "))),
                more: format!("In {}; they are shown at the top.", place(book, of, field)),
                button: "Put them there".to_owned(),
                spoken: format!("Put the codes of {} at the top", place(book, of, field)),
            }
        }
        Fault::NoParent { kind: of, field, code, under } => Told {
            words: format!(
                "Code \u{201c}{}\u{201d} stands under \u{201c}{}\u{201d}, which is not there.",
                name(code.as_str()),
                name(under.as_str())
            ),
            more: format!("In {}; it is shown at the top.", place(book, of, field)),
            button: "Put it there".to_owned(),
            spoken: format!("Put the code {} at the top", name(code.as_str())),
        },
    }
}

fn of_lacking(lacking: &Lacking, claims: usize, book: &CodeBook) -> Told {
    let id = name(lacking.id());
    let (what, more) = match lacking {
        Lacking::Kind(_) => ("Kind", String::new()),
        Lacking::Field(kind, _) => ("Field", format!("of {}", name(book.kind_name(Some(kind))))),
        Lacking::Code(kind, field, _) => ("Code", format!("of {}", place(book, kind, field))),
    };
    Told {
        words: format!("{what} \u{201c}{id}\u{201d}: used, but not in the code book."),
        more: format!("{more} ({})", counted(claims, "claim", "claims")).trim_start().to_owned(),
        button: "Add".to_owned(),
        spoken: format!("Add {id} to the code book"),
    }
}

/// A field with its kind: "Stance, Target".
fn place(book: &CodeBook, kind: &KindId, field: &FieldId) -> String {
    let known = book.kind(kind).and_then(|kind| kind.field(field));
    let field = known.map_or(field.as_str(), |field| &field.name);
    format!("{} \u{203a} {}", name(book.kind_name(Some(kind))), name(field))
}

fn name(words: &str) -> String {
    plain(&words.chars().take(40).collect::<String>()).into_owned()
}

fn row(
    ui: &mut Ui,
    ink: Color32,
    faint: Color32,
    (words, more): (&str, &str),
    (label, spoken): (&str, &str),
    enabled: bool,
) -> bool {
    let size = vec2(ui.available_width(), ROW);
    let layout = Layout::right_to_left(Align::Center);
    let shown = ui.allocate_ui_with_layout(size, layout, |ui| {
        let button =
            egui::Button::new(RichText::new(label).font(Face::Sans.at(12.0))).min_size(vec2(76.0, 21.0));
        let button = ui.add_enabled(enabled, button);
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add(Label::new(RichText::new(words).font(Face::Sans.at(12.5)).color(ink)).selectable(false));
            let more = RichText::new(more).font(Face::Sans.at(12.0)).color(faint);
            ui.add(Label::new(more).truncate().selectable(false));
        });
        button.clicked()
    });
    shown.inner
}
