//! Evidence across text and pictures in the whole window: captions, regions, other coders' ones, and
//! links.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "../support/mod.rs"]
mod support;

mod captions;
mod keyboard;
mod lit;
mod numbers;
mod others;
mod outlines;
mod ties;

use std::sync::Arc;

use egui::Rect;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, Passage, Region, Shape};
use pressmark::project::Edit;
use pressmark::story::{PictureId, StoryText, TextRange};
use pressmark::window::desk::Request;

use support::workbench::Window;

/// Where these words stand first in a text.
fn range(text: &StoryText, words: &str) -> TextRange {
    let at = text.as_str().find(words).unwrap();
    TextRange::from_indices(at, at + words.len())
}

/// A fact that rests on these words and regions of the open story.
fn fact(window: &Window, words: &[&str], regions: &[(&str, Shape)]) -> Claim {
    let text = window.work().text.clone();
    let mut claim = Claim::new(Some("fact".into()));
    for words in words {
        claim.add_passage(Passage::of(&text, range(&text, words)).unwrap());
    }
    let region = |(picture, shape): &(&str, Shape)| Region {
        picture: PictureId((*picture).to_owned()),
        shape: shape.clone(),
    };
    claim.regions = regions.iter().map(region).collect();
    claim
}

/// Gives a coder a claim on the open story.
fn put(window: &mut Window, whose: &str, claim: &Claim) {
    let story = window.bench().view().story.clone().unwrap();
    let edit = Edit::put(story, support::coder(whose), claim.clone());
    window.ask(Request::Perform("put".to_owned(), edit));
}

/// The coder's claim as it is now.
fn now(window: &Window, whose: &str, claim: &Claim) -> Option<Arc<Claim>> {
    window.work().claim(&support::coder(whose), claim.id).cloned()
}

/// Where the thing that is called so stands.
fn place(window: &Window, label: &str) -> Rect {
    window.harness.get_by_label_contains(label).rect()
}

/// Whether anything within `area` looks different in two pictures of the window.
fn differs(one: &image::RgbaImage, other: &image::RgbaImage, area: Rect) -> bool {
    let (left, top) = (area.left().max(0.0) as u32, area.top().max(0.0) as u32);
    let (right, bottom) = ((area.right() as u32).min(one.width()), (area.bottom() as u32).min(one.height()));
    (left..right).any(|x| (top..bottom).any(|y| one.get_pixel(x, y) != other.get_pixel(x, y)))
}

/// Leaves a picture of the window to look at where `PRESSMARK_PICTURES` says.
fn keep_picture(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        window.harness.render().unwrap().save(path).unwrap();
    }
}
