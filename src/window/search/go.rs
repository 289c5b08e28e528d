//! The way from a hit to where it stands.

use crate::analysis::search::{At, Found, Hit};
use crate::project::Use;
use crate::story::Role;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::view::Selection;

/// Shows a hit where it stands: its words selected, its claim's form open, its picture enlarged.
pub(super) fn go_to(desk: &mut Desk<'_>, found: &Found, hit: Hit) {
    let story = &found.story;
    if let At::Note(which) | At::Field(which, _) | At::Claim(which) = hit.at
        && let Some((coder, claim)) = story.claim(which)
        && coder.coder != *desk.session.coder()
        && desk.project().story(&story.id).is_some()
    {
        // Another coder's claim has no form here; its card is opened.
        let (story, coder) = (story.id.clone().into(), coder.coder.clone().into());
        desk.ask(Request::Visit(Box::new(Use { story, coder, claim: claim.id })));
        return;
    }
    desk.ask(Request::OpenStory(story.id.clone()));
    if desk.project().story(&story.id).is_none() {
        // It is still being read; it is open once the project is there.
        return;
    }
    match hit.at {
        At::Text => {
            let block = story.story.block_at(hit.range.start).and_then(|at| story.story.blocks.get(at));
            if block.is_some_and(|block| block.role == Role::Furniture) && !desk.view.furniture {
                desk.ask(Request::Run(Command::ToggleFurniture));
            }
            // Words of no claim yet: the form of the last hit's claim would only mislead.
            desk.ask(Request::Choose(None));
            desk.ask(Request::Select(Some(Selection::of(hit.range))));
            desk.ask(Request::Reveal(hit.range));
        }
        At::Headline => desk.ask(Request::Reveal(Default::default())),
        At::Caption(number) => {
            let picture = story.story.pictures.get(number as usize);
            desk.ask(Request::Enlarge(picture.map(|picture| picture.id.clone())));
        }
        At::Note(which) | At::Field(which, _) | At::Claim(which) => {
            let Some((_, claim)) = story.claim(which) else { return };
            desk.ask(Request::GoTo(story.id.clone(), claim.id));
        }
    }
}
