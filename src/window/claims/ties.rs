//! The links of the chosen claim: its own, and those that lead to it.

use super::edits::Place;
use super::extras::{Press, entry_in, heading};
use super::shown::shown;
use crate::claims::{Claim, Link};
use crate::project::{Tie, Use};
use crate::window::desk::{Desk, Request};

/// Shows the links with a way to each end.
pub(super) fn links(ui: &mut egui::Ui, desk: &mut Desk, place: &Place, claim: &Claim, locked: bool) {
    let ties = desk.digest.map(|digest| digest.links.of(claim)).unwrap_or_default();
    if !ties.is_empty() {
        heading(ui, desk, "Links");
    }
    for tie in ties {
        let words = tie_words(desk, &tie);
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
                    desk.ask(Request::Visit(Box::new(at)));
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

/// A link as it reads from the end it is seen from, with what lies at the other.
pub fn tie_words(desk: &Desk, tie: &Tie) -> String {
    let way = match desk.codebook().link(&tie.how) {
        Some(known) => shown(if tie.back { &known.back } else { &known.name }, 40),
        None if tie.back => format!("{} (unknown, from there)", shown(tie.how.as_str(), 40)),
        None => format!("{} (unknown)", shown(tie.how.as_str(), 40)),
    };
    match &tie.at {
        Some(at) => format!("{way}: {}", claim_words(desk, at)),
        None if desk.digest.is_some_and(|digest| !digest.links.is_settled()) => {
            format!("{way}: a claim that is being looked for")
        }
        None => format!("{way}: a claim that is not there, {}", tie.other),
    }
}

/// A claim in a few words: kind and quote, and where it lies if that is not the open story, and
/// whose it is if not the coder's.
pub fn claim_words(desk: &Desk, at: &Use) -> String {
    let Some(claim) = desk.project().claim_at(at) else { return String::new() };
    let mut kind = shown(desk.codebook().kind_name(claim.kind.as_ref()), 30);
    let here = desk.view.story.as_ref() == Some(&*at.story) && *at.coder == *desk.session.coder();
    if let Some(number) = desk.digest.filter(|_| here).and_then(|digest| digest.tag(at.claim)) {
        kind.push_str(&format!(" {number}"));
    }
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
