//! What is pasted: words become a story, once the analyst has seen what was understood of them; a
//! picture joins the open story.

use std::path::PathBuf;

use egui::{Context, Event, Key};

use super::Workbench;
use super::errands::{Arrival, Errand, Errands};
use crate::import::{self, ImportError, Imported, OriginalFile, PastedAs};
use crate::project::Access;
use crate::story::StoryId;
use crate::window::chrome::text::{capital, grouped};
use crate::window::clipboard::{Clip, Clipboard, Pixels};
use crate::window::desk::Request;
use crate::window::pictures::Spot;

/// What was found on the clipboard.
pub(super) enum Pasted {
    /// Words, with each way in which they were understood or why not, and the better way first.
    Words { ways: Vec<(PastedAs, Result<Imported, ImportError>)>, first: PastedAs },
    /// A picture, or why it is none.
    Picture(Result<OriginalFile, ImportError>),
    /// Nothing that can be pasted.
    Nothing,
    /// The system gives no access.
    Closed(String),
}

/// For what something is pasted: words become a story, a picture joins the story that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Into {
    /// The story that is open, if one is.
    pub(super) story: Option<StoryId>,
    /// Where in it a picture goes.
    pub(super) spot: Spot,
    /// Whether only a picture will do.
    pub(super) picture: bool,
}

/// The key that pastes. Where the clipboard holds neither words nor pixels, but perhaps a page, no event
/// tells of its press, only of its release.
#[derive(Default)]
pub(super) struct PasteKey {
    /// Whether its press was told: then it was a letter, or a command.
    pressed: bool,
    /// Whether its press brought what is on the clipboard.
    brought: bool,
    /// When Ctrl was last seen to be held, by egui's clock, in seconds. It may be let go first.
    held: Option<f64>,
}

/// So long after Ctrl a release may still be that of Ctrl+V, in seconds.
const AFTER_CTRL: f64 = 1.0;

impl PasteKey {
    /// Whether with this event it becomes known that the key was pressed and brought nothing.
    fn was_in_vain(&mut self, event: &Event, now: f64) -> bool {
        match event {
            Event::ModifiersChanged(modifiers) if modifiers.command => self.held = Some(now),
            Event::Paste(_) | Event::PasteImage(_) => self.brought = true,
            Event::Key { key: Key::V, pressed, modifiers, .. } => {
                if modifiers.command {
                    self.held = Some(now);
                }
                if *pressed {
                    self.pressed = true;
                } else {
                    let known = std::mem::take(&mut self.pressed) | std::mem::take(&mut self.brought);
                    return !known && self.held.is_some_and(|held| now - held <= AFTER_CTRL);
                }
            }
            _ => {}
        }
        false
    }
}

/// The longest text that can be pasted into a field, in bytes: some sixty pages. More of it would hold
/// up the window, which lays out the whole of a field at once.
const LARGEST_IN_FIELD: usize = 200_000;

fn too_long_for_field(length: usize) -> String {
    format!(
        "Nothing was pasted: a field takes {} KB of text at most, and the clipboard holds {}. To make a story \
         of it, leave the field and paste again.",
        LARGEST_IN_FIELD / 1000,
        grouped(length.div_ceil(1000))
    )
}

impl Errands {
    /// Asks for what lies on the clipboard besides what is `known` of it, and understands it.
    fn paste(&mut self, ctx: &Context, root: PathBuf, into: Into, clipboard: Clipboard, known: Clip) {
        self.send(ctx, Errand::Paste, move || {
            let picture = into.picture;
            let pasted = clipboard.read(known).map_or_else(Pasted::Closed, |clip| understand(clip, picture));
            Arrival::Pasted(root, into, pasted)
        });
    }
}

/// Makes of a clip what it is good for: words where there are some, unless a picture is wanted.
fn understand(clip: Clip, picture_first: bool) -> Pasted {
    let Clip { text, html, picture } = clip;
    let has_words = text.as_ref().is_some_and(|text| !text.trim().is_empty());
    match picture {
        Some(Pixels { width, height, rgba }) if picture_first || !has_words => {
            return Pasted::Picture(import::pasted_picture(width, height, &rgba));
        }
        _ => {}
    }
    let html = html.filter(|html| !html.trim().is_empty());
    // Where the words are a page's source, that is what they were copied for.
    let source = text.as_ref().filter(|text| html.is_none() && import::is_page_source(text));
    let page = html.as_ref().or(source).map(|page| import::read_pasted(page, PastedAs::Html));
    let prefers_page = match (&page, &text) {
        (Some(Ok(page)), Some(text)) => import::keeps_words(page, text),
        (Some(Ok(_)), None) => true,
        _ => false,
    };
    let words = text.map(|text| import::read_pasted(&text, PastedAs::Text));
    let ways = [(PastedAs::Html, page), (PastedAs::Text, words)];
    let ways: Vec<_> = ways.into_iter().filter_map(|(manner, way)| Some((manner, way?))).collect();
    let first = if prefers_page { PastedAs::Html } else { PastedAs::Text };
    if ways.is_empty() { Pasted::Nothing } else { Pasted::Words { ways, first } }
}

impl Workbench {
    /// Gives the window another clipboard than the system's.
    pub fn set_clipboard(&mut self, clipboard: Clipboard) {
        self.clipboard = clipboard;
    }

    /// Takes up a paste, unless a field does: `free` says that none has the keyboard. Its key comes as
    /// an event of its own, with what is on the clipboard.
    pub(super) fn take_paste(&mut self, ctx: &Context, free: bool) {
        let now = ctx.input(|input| input.time);
        let mut clips = Vec::new();
        let mut refused = None;
        let key = &mut self.paste_key;
        ctx.input_mut(|input| {
            input.events.retain_mut(|event| {
                let in_vain = key.was_in_vain(event, now);
                match event {
                    Event::Paste(text) if free => {
                        clips.push(Clip { text: Some(std::mem::take(text)), ..Clip::default() });
                        return false;
                    }
                    Event::Paste(text) if text.len() > LARGEST_IN_FIELD => {
                        refused = Some(text.len());
                        return false;
                    }
                    Event::PasteImage(image) if free => {
                        clips.push(Clip { picture: Some(Pixels::from(&**image)), ..Clip::default() });
                    }
                    _ if free && in_vain => clips.push(Clip::default()),
                    _ => {}
                }
                true
            });
        });
        for known in clips {
            self.paste(ctx, known);
        }
        if let Some(length) = refused {
            self.panels.notices.error(too_long_for_field(length));
        }
    }

    /// Pastes what is `known` of the clipboard and what more can be had.
    pub(super) fn paste(&mut self, ctx: &Context, known: Clip) {
        // Where the place of a missing picture is looked at, that is where a picture goes.
        let spot = self.empty_place().map_or(Spot::New, Spot::Of);
        self.paste_into(ctx, Into { story: self.view.story.clone(), spot, picture: false }, known);
    }

    pub(super) fn paste_into(&mut self, ctx: &Context, into: Into, known: Clip) {
        if let Some(root) = self.root_to_change() {
            self.errands.paste(ctx, root, into, self.clipboard.clone(), known);
        }
    }

    /// The folder of the open project; tells if there is none, or if nothing may be changed in it.
    pub(super) fn root_to_change(&mut self) -> Option<PathBuf> {
        let root = self.root().map(std::path::Path::to_owned);
        if root.is_none() {
            self.notify("Open or make a project first; stories and pictures go into it.");
        } else if let Access::ReadOnly(reason) = &self.session.project().access {
            let reason = format!("This project is open for reading only: {reason}");
            self.notify(&reason);
            return None;
        }
        root
    }

    /// What was pasted was understood, or not.
    pub(super) fn pasted_arrived(&mut self, root: &std::path::Path, into: Into, pasted: Pasted) {
        if self.root() != Some(root) {
            self.panels.notices.error(
                "Nothing was pasted, for another project was opened meanwhile. Paste it again.".to_owned(),
            );
            return;
        }
        match (pasted, into) {
            (Pasted::Nothing, _) => self.notify("The clipboard holds nothing that can be pasted here."),
            (Pasted::Closed(reason), _) => {
                self.panels.notices.error(format!("The clipboard could not be read: {reason}."));
            }
            (Pasted::Picture(Err(error)), _) => self.panels.notices.error(error.to_string()),
            (Pasted::Picture(Ok(file)), Into { story: Some(story), spot, .. }) => {
                self.lay_pictures(story, spot, vec![file]);
            }
            (Pasted::Picture(Ok(file)), Into { story: None, .. }) => match import::picture_story(file) {
                Ok(imported) => self.requests.push(Request::TakeStory(Box::new(imported))),
                Err(error) => self.panels.notices.error(error.to_string()),
            },
            (Pasted::Words { .. }, Into { picture: true, .. }) => {
                self.notify("The clipboard holds words and no picture.");
            }
            (Pasted::Words { ways, first }, _) => self.preview_words(ways, first),
        }
    }

    fn preview_words(&mut self, ways: Vec<(PastedAs, Result<Imported, ImportError>)>, first: PastedAs) {
        let mut understood = Vec::new();
        let mut refused = None;
        for (manner, way) in ways {
            match way {
                Ok(imported) => understood.push((manner, imported)),
                Err(error) => refused = Some(error.to_string()),
            }
        }
        if understood.is_empty() {
            let refused = refused.unwrap_or_default();
            self.panels.notices.error(format!("{}.", capital(&refused)));
        } else {
            self.panels.dialogs.paste(understood, first, refused);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    const WORDS: &str = "Harbour reopens\n\nThe harbour opened again on Monday, the mayor said.\n";

    fn clip(text: &str, html: &str) -> Clip {
        let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        Clip { text: some(text), html: some(html), picture: None }
    }

    #[test]
    fn a_press_that_nobody_told_of_is_heard_by_its_release() {
        let v = |pressed, modifiers| Event::Key {
            key: Key::V,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        let ctrl = || Event::ModifiersChanged(Modifiers::COMMAND);
        let up = || v(false, Modifiers::NONE);
        let in_vain = |events: &[Event]| {
            let mut key = PasteKey::default();
            events.iter().filter(|event| key.was_in_vain(event, 1.0)).count()
        };
        assert_eq!(in_vain(&[ctrl(), v(false, Modifiers::COMMAND)]), 1);
        assert_eq!(
            in_vain(&[ctrl(), Event::ModifiersChanged(Modifiers::NONE), up()]),
            1,
            "Ctrl came up first"
        );
        assert_eq!(in_vain(&[ctrl(), Event::Paste("words".into()), up()]), 0);
        assert_eq!(
            in_vain(&[ctrl(), Event::Paste("words".into()), up(), ctrl(), up()]),
            1,
            "the second time"
        );
        assert_eq!(in_vain(&[v(true, Modifiers::NONE), up()]), 0, "a letter");
        assert_eq!(in_vain(&[up()]), 0);
    }

    fn manners(clip: Clip) -> (Vec<PastedAs>, PastedAs) {
        match understand(clip, false) {
            Pasted::Words { ways, first } => {
                (ways.into_iter().filter(|(_, way)| way.is_ok()).map(|(manner, _)| manner).collect(), first)
            }
            _ => panic!("these are words"),
        }
    }

    #[test]
    fn the_page_is_preferred_where_it_keeps_the_words() {
        let page = format!("<h1>Harbour reopens</h1><p>{}</p>", &WORDS[17..]);
        assert_eq!(manners(clip(WORDS, "")), (vec![PastedAs::Text], PastedAs::Text));
        assert_eq!(manners(clip(WORDS, &page)), (vec![PastedAs::Html, PastedAs::Text], PastedAs::Html));
        assert_eq!(manners(clip("", &page)), (vec![PastedAs::Html], PastedAs::Html));
        assert_eq!(manners(clip(&page, "")).1, PastedAs::Html, "the source of a page");
        assert_eq!(manners(clip(WORDS, "<p>Harbour</p>")).1, PastedAs::Text, "a page that lost most of it");
    }

    #[test]
    fn a_picture_counts_where_there_are_no_words_or_it_is_wanted() {
        let pixels = || Some(Pixels { width: 1, height: 1, rgba: vec![0; 4] });
        let with = |text: &str| Clip { picture: pixels(), ..clip(text, "<img src='x.png'>") };
        assert!(matches!(understand(with(""), false), Pasted::Picture(Ok(_))));
        assert!(matches!(understand(with(" \n"), false), Pasted::Picture(Ok(_))));
        assert!(matches!(understand(with(WORDS), false), Pasted::Words { .. }));
        assert!(matches!(understand(with(WORDS), true), Pasted::Picture(Ok(_))));
        assert!(matches!(understand(Clip::default(), false), Pasted::Nothing));
    }
}
