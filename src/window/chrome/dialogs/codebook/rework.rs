//! What would happen to claims, told before it does.

use egui::Ui;

use super::super::shell::{Step, buttons, enter, small};
use super::list::{Act, Entry, List};
use crate::claims::{FieldId, KindId, Outline};
use crate::project::codebook::{Plan, Rework};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// A change that waits for a yes.
pub(super) struct Confirm {
    rework: Rework,
    title: String,
    plan: Option<(u64, Plan)>,
}

/// What is to be merged into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Kind(KindId),
    Field(KindId, FieldId),
    Code(KindId, FieldId, crate::claims::CodeId),
}

/// The choice of what it is merged into.
pub(super) struct Target {
    source: Source,
    filter: String,
    chosen: usize,
    fresh: bool,
}

/// How it goes on.
pub(super) enum Next {
    Stay,
    Back,
    Done,
    Ask(Box<Confirm>),
}

impl Confirm {
    pub(super) fn new(rework: Rework, title: String) -> Self {
        Self { rework, title, plan: None }
    }

    /// Makes the change at once where no claim is touched by it; says whether it did.
    pub(super) fn make_if_harmless(&mut self, desk: &mut Desk) -> bool {
        let harmless = self.plan(desk).is_some_and(Plan::touches_nothing);
        if harmless {
            self.make(desk);
        }
        harmless
    }

    fn plan(&mut self, desk: &Desk) -> Option<&Plan> {
        let revision = desk.session.revision();
        if self.plan.as_ref().is_none_or(|(at, _)| *at != revision) {
            let plan = self.rework.plan(desk.project(), desk.session.coder()).ok()?;
            self.plan = Some((revision, plan));
        }
        self.plan.as_ref().map(|(_, plan)| plan)
    }

    fn make(&self, desk: &mut Desk) {
        if let Some((_, plan)) = &self.plan {
            let mut title = self.title.chars();
            let first = title.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
            desk.ask(Request::Perform(format!("{first}{}", title.as_str()), plan.edit.clone()));
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> Next {
        let theme = desk.theme;
        let entered = enter(ui);
        let title = self.title.clone();
        word(ui, plain(&title), Face::SansMedium.at(14.5), theme.ink);
        ui.add_space(6.0);
        let deletes = matches!(
            self.rework,
            Rework::DeleteKind(_) | Rework::DeleteField(..) | Rework::DeleteCode(..) | Rework::DeleteLink(_)
        );
        let Some(plan) = self.plan(desk) else { return Next::Back };
        for line in sentences(plan, deletes) {
            ui.label(line);
        }
        ui.add_space(6.0);
        for sample in &plan.samples {
            let headline = desk.project().story(&sample.story).map_or("", |work| &work.story.headline);
            let quote: String = sample.quote.chars().take(90).collect();
            small(ui, format!("\u{201c}{}\u{201d}  \u{b7}  {}", plain(&quote), plain(headline)), theme.faint);
        }
        match buttons(ui, theme, &[if deletes { "Delete" } else { "Change" }, "Back"], true) {
            Some(1) => Next::Back,
            taken if taken.is_some() || entered => {
                self.make(desk);
                Next::Done
            }
            _ => Next::Stay,
        }
    }
}

/// What a change would do, in sentences.
fn sentences(plan: &Plan, deletes: bool) -> Vec<String> {
    let claims = |number| counted(number, "claim", "claims");
    let mut lines = Vec::new();
    let stories = counted(plan.stories, "story", "stories");
    lines.push(match (plan.own, deletes) {
        (0, _) => "None of your claims is touched.".to_owned(),
        (own, true) => {
            format!("{} of yours in {stories} keep what they say, and show it as unknown.", claims(own))
        }
        (own, false) => format!("{} of yours in {stories} are looked at and changed with it.", claims(own)),
    });
    if plan.parked > 0 {
        lines.push(format!(
            "{} would fit no longer: put aside with the claim, never dropped.",
            counted(plan.parked, "value", "values")
        ));
    }
    if plan.others > 0 {
        let coders: Vec<String> =
            plan.coders.iter().map(|coder| plain(coder.as_str()).into_owned()).collect();
        lines.push(format!(
            "Also named by {} of {}: not yours to change, so what they say stays.",
            claims(plan.others),
            coders.join(", ")
        ));
    }
    if plan.locked > 0 {
        lines.push(format!(
            "{} of yours cannot be changed now, for their story is locked.",
            claims(plan.locked)
        ));
    }
    lines.push("Undo brings all of it back.".to_owned());
    lines
}

impl Target {
    pub(super) fn new(source: Source) -> Self {
        Self { source, filter: String::new(), chosen: 0, fresh: true }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> Next {
        let theme = desk.theme;
        let entered = enter(ui);
        let (what, targets) = self.targets(desk);
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
        let found: Vec<_> =
            targets.into_iter().filter(|(name, _)| name.to_lowercase().contains(&wanted)).collect();
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
        match (taken, found.into_iter().nth(self.chosen)) {
            (Some(1), _) => Next::Back,
            (taken, Some((name, rework))) if taken.is_some() || entered => {
                Next::Ask(Box::new(Confirm::new(rework, format!("Merge {what} into {name}"))))
            }
            _ => Next::Stay,
        }
    }

    /// What is merged, and everything it can be merged into.
    fn targets(&self, desk: &Desk) -> (String, Vec<(String, Rework)>) {
        let book = desk.codebook();
        let shown = |name: &str| plain(name).into_owned();
        match &self.source {
            Source::Kind(from) => {
                let others = book.kinds.iter().filter(|kind| kind.id != *from);
                let merge = |into: &KindId| Rework::MergeKinds { from: from.clone(), into: into.clone() };
                let name = shown(book.kind_name(Some(from)));
                (name, others.map(|kind| (shown(&kind.name), merge(&kind.id))).collect())
            }
            Source::Field(kind, from) => {
                let fields = book.kind(kind).map_or(&[][..], |kind| &kind.fields);
                let merge = |into: &FieldId| Rework::MergeFields {
                    kind: kind.clone(),
                    from: from.clone(),
                    into: into.clone(),
                };
                let name = fields.iter().find(|field| field.id == *from).map_or("", |field| &field.name);
                let others = fields.iter().filter(|field| field.id != *from);
                (shown(name), others.map(|field| (shown(&field.name), merge(&field.id))).collect())
            }
            Source::Code(kind, field, from) => {
                let known = book.kind(kind).and_then(|kind| kind.field(field));
                let Some(known) = known else { return (String::new(), Vec::new()) };
                let outline = Outline::of(known.codes());
                let others = known.codes().iter().enumerate().filter(|(_, code)| code.id != *from);
                let targets = others.map(|(at, code)| {
                    let path = outline.path(known.codes(), at);
                    let name = if path.is_empty() {
                        code.name.clone()
                    } else {
                        format!("{path} \u{203a} {}", code.name)
                    };
                    let (kind, field) = (kind.clone(), field.clone());
                    (
                        shown(&name),
                        Rework::MergeCodes { kind, field, from: from.clone(), into: code.id.clone() },
                    )
                });
                (shown(known.code_name(from)), targets.collect())
            }
        }
    }
}

/// Goes on after one of the two.
pub(super) fn goes_on(next: Next) -> (Step, Option<super::Mode>) {
    match next {
        Next::Stay => (Step::Stay, None),
        Next::Back | Next::Done => (Step::Stay, Some(super::Mode::Edit)),
        Next::Ask(confirm) => (Step::Stay, Some(super::Mode::Confirm(confirm))),
    }
}
