//! The links of the chosen claim: its own, and those that lead to it.

use super::edits::Place;
use super::extras::{Press, entry_in, heading};
use super::line::small_button;
use super::shown::shown;
use crate::claims::{Claim, Link, LinkId};
use crate::project::{Tie, Use};
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// Shows the links with a way to each end, and the button that makes one.
pub(super) fn links(ui: &mut egui::Ui, desk: &mut Desk, place: &Place, claim: &Claim, locked: bool) {
    let ties = desk.digest.map(|digest| digest.links.of(claim)).unwrap_or_default();
    ui.horizontal(|ui| {
        if !ties.is_empty() {
            heading(ui, desk, "Links");
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let able = !locked && !desk.codebook().links.is_empty();
            let button = ui.add_enabled(able, small_button("Link to\u{2026}"));
            let key = desk.keys.key_text(Command::LinkTo);
            let hint = Command::LinkTo.hint(desk.codebook());
            if button.on_hover_text(format!("{hint} ({key}, from the article)")).clicked() {
                desk.ask(Request::Run(Command::LinkTo));
            }
        });
    });
    for tie in ties {
        let way = way(desk, &tie);
        let words = match &tie.at {
            Some(at) => format!("{way}: {}", claim_words(desk, at)),
            None => format!("{way}: a claim that is not there, {}", tie.other),
        };
        // A link belongs to the claim it starts from; another coder's is theirs to remove.
        let whose = if tie.back { tie.at.clone() } else { None };
        let foreign = whose.as_ref().is_some_and(|from| from.coder.as_str() != place.coder.as_str());
        let ink = match &tie.at {
            None => desk.theme.alarm,
            Some(_) if foreign => desk.theme.faint,
            Some(_) => desk.theme.ink,
        };
        let show = format!("Go to the claim: {words}");
        let remove = format!("Remove link: {words}");
        let leads = tie.at.is_some().then_some(show.as_str());
        match entry_in(ui, &words, leads, ink, ("Remove", &remove, !locked && !foreign)) {
            Some(Press::Entry) => {
                if let Some(at) = tie.at.clone() {
                    desk.ask(Request::Visit(Box::new(at), tie.shows_picture()));
                }
            }
            Some(Press::Button) => {
                let from = whose.as_ref().map_or_else(|| place.clone(), place_at);
                let to = if tie.back { claim.id } else { tie.other };
                let link = Link { how: tie.how.clone(), to };
                from.change(desk, "remove link", |claim| claim.links.retain(|other| *other != link));
            }
            None => {}
        }
    }
}

fn place_at(at: &Use) -> Place {
    Place { story: (*at.story).clone(), coder: (*at.coder).clone(), claim: at.claim }
}

/// How a link reads from the end that it is seen from.
fn way(desk: &Desk, tie: &Tie) -> String {
    let LinkWords { name, back } = link_words(desk, &tie.how);
    if tie.back { back } else { name }
}

/// A way to link, as it is called from both ends.
struct LinkWords {
    name: String,
    back: String,
}

fn link_words(desk: &Desk, how: &LinkId) -> LinkWords {
    match desk.codebook().link(how) {
        Some(known) => LinkWords { name: shown(&known.name, 40), back: shown(&known.back, 40) },
        None => {
            let id = shown(how.as_str(), 40);
            LinkWords { name: format!("{id} (unknown)"), back: format!("{id} (unknown, from there)") }
        }
    }
}

/// A claim in a few words: kind and quote, and where it lies if that is not the open story, and
/// whose it is if not the coder's.
pub fn claim_words(desk: &Desk, at: &Use) -> String {
    let Some(claim) = desk.project().claim_at(at) else { return String::new() };
    let kind = shown(desk.codebook().kind_name(claim.kind.as_ref()), 30);
    let quote = shown(&claim.quote(), 80);
    let quote = match claim.regions.first() {
        Some(region) if quote.is_empty() => region.shape.name(),
        _ => quote,
    };
    let mut words = format!("{kind} \u{b7} {quote}");
    if desk.view.story.as_ref() != Some(&*at.story)
        && let Some(work) = desk.project().story(&at.story)
    {
        words.push_str(&format!(" \u{b7} {}", shown(&work.story.headline, 60)));
    }
    if *at.coder != *desk.session.coder() {
        words.push_str(&format!(" \u{b7} {}", shown(at.coder.as_str(), 30)));
    }
    words
}
