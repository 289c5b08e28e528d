//! What something is merged into.

use std::rc::Rc;

use egui::Ui;

use super::super::shell::{buttons, enter};
use super::confirm::{Confirm, Next};
use super::list::{Act, Entry, List};
use crate::claims::{CodeId, FieldId, KindId, Outline};
use crate::project::codebook::Rework;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::plain;
use crate::window::claims::Kept;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What is to be merged into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Kind(KindId),
    Field(KindId, FieldId),
    Code(KindId, FieldId, CodeId),
}

/// What something can be merged into, by name, with the change that does it.
type Targets = Rc<[(String, Rework)]>;

/// The choice of what it is merged into.
pub(super) struct Target {
    source: Source,
    filter: String,
    chosen: usize,
    fresh: bool,
    /// What fits what is typed.
    found: Kept<(u64, String), Targets>,
}

impl Target {
    pub(super) fn new(source: Source) -> Self {
        Self { source, filter: String::new(), chosen: 0, fresh: true, found: Kept::default() }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> Next {
        let theme = desk.theme;
        let entered = enter(ui);
        let what = self.what(desk);
        word(ui, format!("Merge \u{201c}{what}\u{201d} into\u{2026}"), Face::SansMedium.at(14.5), theme.ink);
        ui.add_space(6.0);
        let field = egui::TextEdit::singleline(&mut self.filter)
            .id(egui::Id::unique("merge filter"))
            .hint_text("Type to find")
            .font(Face::Sans.at(13.5))
            .margin(egui::vec2(8.0, 6.0))
            .desired_width(f32::INFINITY);
        let field = ui.add(field).accessible_name("Merge into");
        super::super::shell::focus_once(&mut self.fresh, &field);
        if field.changed() {
            self.chosen = 0;
        }
        let wanted = self.filter.trim().to_lowercase();
        let asked = (desk.session.revision(), wanted.clone());
        let fitting = || {
            let targets = targets(&self.source, desk).into_iter();
            targets.filter(|(name, _)| name.to_lowercase().contains(&wanted)).collect()
        };
        let found = self.found.of(asked, fitting).clone();
        if field.has_focus() {
            let by = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
            self.chosen = (self.chosen + usize::from(by(egui::Key::ArrowDown)))
                .saturating_sub(usize::from(by(egui::Key::ArrowUp)));
        }
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        ui.add_space(6.0);
        let list = List {
            id: "targets",
            name: "Merge into",
            count: found.len(),
            chosen: Some(self.chosen),
            rows: 10,
            tree: false,
            enabled: false,
        };
        let act = list.show(ui, theme, |at| Entry {
            name: found.get(at).map(|(name, _)| name.clone()).unwrap_or_default(),
            detail: String::new(),
            depth: 0,
            faint: false,
            badge: None,
        });
        if let Some(Act::Pick(at)) = act {
            self.chosen = at;
        }
        let taken = buttons(ui, theme, &["Look at the claims", "Back"], !found.is_empty());
        match (taken, found.get(self.chosen).cloned()) {
            (Some(1), _) => Next::Back,
            (taken, Some((name, rework))) if taken.is_some() || entered => {
                Next::Ask(Box::new(Confirm::new(rework, format!("Merge {what} into {name}"))))
            }
            _ => Next::Stay,
        }
    }

    /// What is merged.
    fn what(&self, desk: &Desk) -> String {
        let book = desk.codebook();
        let field = |kind: &KindId, field: &FieldId| book.kind(kind).and_then(|kind| kind.field(field));
        let name = match &self.source {
            Source::Kind(kind) => book.kind_name(Some(kind)),
            Source::Field(kind, id) => field(kind, id).map_or("", |field| &field.name),
            Source::Code(kind, of, code) => field(kind, of).map_or("", |field| field.code_name(code)),
        };
        plain(name).into_owned()
    }
}

/// Everything that something can be merged into.
fn targets(source: &Source, desk: &Desk) -> Vec<(String, Rework)> {
    let book = desk.codebook();
    let shown = |name: &str| plain(name).into_owned();
    match source {
        Source::Kind(from) => {
            let others = book.kinds.iter().filter(|kind| kind.id != *from);
            let merge = |into: &KindId| Rework::MergeKinds { from: from.clone(), into: into.clone() };
            others.map(|kind| (shown(&kind.name), merge(&kind.id))).collect()
        }
        Source::Field(kind, from) => {
            let fields = book.kind(kind).map_or(&[][..], |kind| &kind.fields);
            let merge = |into: &FieldId| {
                let (kind, from, into) = (kind.clone(), from.clone(), into.clone());
                Rework::MergeFields { kind, from, into }
            };
            let others = fields.iter().filter(|field| field.id != *from);
            others.map(|field| (shown(&field.name), merge(&field.id))).collect()
        }
        Source::Code(kind, field, from) => {
            let known = book.kind(kind).and_then(|kind| kind.field(field));
            let Some(known) = known else { return Vec::new() };
            let outline = Outline::of(known.codes());
            let others = known.codes().iter().enumerate().filter(|(_, code)| code.id != *from);
            let targets = others.map(|(at, code)| {
                let path = outline.path(known.codes(), at);
                let between = if path.is_empty() { "" } else { " \u{203a} " };
                let name = shown(&format!("{path}{between}{}", code.name));
                let (kind, field, from, into) = (kind.clone(), field.clone(), from.clone(), code.id.clone());
                (name, Rework::MergeCodes { kind, field, from, into })
            });
            targets.collect()
        }
    }
}
