//! Whether a command can be run now, and if not, why not.

use crate::project::Access;
use crate::window::commands::Command;
use crate::window::desk::Desk;

const NO_STORY: &str = "No story is open";
const NO_CLAIM: &str = "No claim is chosen";
const NO_SELECTION: &str = "Nothing is selected in the text";
const NOT_SEVERAL: &str = "Choose several claims first, by Ctrl+click or Shift+click on their cards";
const READ_ONLY: &str = "This project is open for reading only";

/// Whether `command` can be run now; the reason if not. Menus, the palette and the status
/// line ask here; a key that cannot do anything says so when it is pressed.
///
/// # Errors
/// The reason, in a sentence without a full stop, for a tooltip.
pub fn availability(command: Command, desk: &Desk) -> Result<(), &'static str> {
    if changes_project(command) && matches!(desk.project().access, Access::ReadOnly(_)) {
        return Err(READ_ONLY);
    }
    let need = |met: bool, reason| if met { Ok(()) } else { Err(reason) };
    let view = desk.view;
    let story = || need(desk.story().is_some(), NO_STORY);
    let chosen = || {
        let known =
            view.chosen.is_some_and(|id| desk.digest.is_some_and(|digest| digest.claim(id).is_some()));
        story().and(need(known, NO_CLAIM))
    };
    // Another coder's claim that is read.
    let opened = view.others.as_ref().and_then(|others| others.opened());
    let selected = view.selection.is_some_and(|selection| !selection.range().is_empty());
    match command {
        Command::Undo => need(desk.session.history().next_undo().is_some(), "Nothing to undo"),
        Command::Redo => need(desk.session.history().next_redo().is_some(), "Nothing to redo"),
        Command::Copy => {
            story()?;
            need(selected || chosen().is_ok(), "Nothing is selected and no claim is chosen")
        }
        Command::Find
        | Command::FindNext
        | Command::FindPrevious
        | Command::Restore
        | Command::CorrectText
        | Command::ReviewPassages
        | Command::ImportAgain
        | Command::MarkToDo
        | Command::MarkInProgress
        | Command::MarkDone
        | Command::Structure
        | Command::Tour
        | Command::StoryDetails
        | Command::AddPicture
        | Command::Widen
        | Command::Narrow => story(),
        Command::SplitBlock | Command::JoinBlocks | Command::MakeRole(_) => {
            story()?;
            need(view.selection.is_some(), "Put the caret into a block first")
        }
        Command::ReadSourceAgain => {
            story()?;
            let source = desk.story().is_some_and(|(_, work)| work.story.source.is_some());
            need(source, "It is not known what this story was imported from")
        }
        Command::NextStory
        | Command::PreviousStory
        | Command::NextToDo
        | Command::PreviousToDo
        | Command::NextClash
        | Command::PreviousClash
        | Command::ReviewList => need(!desk.project().stories.is_empty(), "The project has no stories"),
        Command::EnlargePicture | Command::ReplacePicture | Command::RemovePicture => {
            story()?;
            let pictures = desk.story().is_some_and(|(_, work)| !work.story.pictures.is_empty());
            need(pictures, "This story has no pictures")
        }
        Command::DrawRectangles | Command::DrawPolygons | Command::DrawPoints => {
            story()?;
            need(view.enlarged.is_some(), "Enlarge a picture first")
        }
        Command::NextOther | Command::PreviousOther => {
            story()?;
            let own = desk.session.coder();
            let theirs = desk.story().is_some_and(|(_, work)| {
                work.coders.iter().any(|(coder, work)| coder != own && !work.claims.is_empty())
            });
            need(theirs, "Nobody else has claims on this story")
        }
        Command::CopyOther => {
            story()?;
            need(opened.is_some(), "Open another coder\u{2019}s claim first")
        }
        Command::Tag(_) | Command::TagAs | Command::DeleteClaim if view.several.is_some() => story(),
        Command::ChooseListed => {
            story()?;
            need(desk.digest.is_some_and(|digest| digest.claims.len() > 1), "There are not several claims")
        }
        Command::SetField => story().and(need(view.several.is_some(), NOT_SEVERAL)),
        Command::Tag(_)
        | Command::TagAs
        | Command::RepeatSpeaker
        | Command::RepeatKind
        | Command::RepeatClaim => {
            story()?;
            let something = selected || view.drawn.is_some() || chosen().is_ok();
            need(something, "Select a passage, draw a region or choose a claim first")
        }
        Command::Highlight => {
            story()?;
            need(selected || view.drawn.is_some(), "Select a passage or draw a region first")
        }
        Command::NextClaim
        | Command::PreviousClaim
        | Command::NextHighlight
        | Command::PreviousHighlight
        | Command::NextIncomplete
        | Command::PreviousIncomplete => {
            story()?;
            need(desk.digest.is_some_and(|digest| !digest.claims.is_empty()), "This story has no claims yet")
        }
        Command::TagEverywhere => {
            story()?;
            need(selected || chosen().is_ok(), "Select a phrase or choose a claim first")
        }
        Command::AddPassage => {
            chosen()?;
            need(selected || view.drawn.is_some(), NO_SELECTION)
        }
        Command::MovePassage => {
            chosen()?;
            need(selected, NO_SELECTION)?;
            let claim = view.chosen.and_then(|id| desk.digest?.claim(id));
            need(claim.is_some_and(|claim| !claim.passages.is_empty()), "The chosen claim has no passage")
        }
        Command::LinkTo => {
            chosen()?;
            need(!desk.codebook().links.is_empty(), "The code book has no ways to link claims")
        }
        Command::GoToLinked => {
            story()?;
            let digest = desk.digest;
            let claim = match view.chosen {
                Some(id) => digest.and_then(|digest| digest.claim(id)),
                None => opened.map(|(_, claim)| claim),
            };
            need(claim.is_some(), NO_CLAIM)?;
            let ties = claim.zip(digest).map(|(claim, digest)| digest.links.of(claim)).unwrap_or_default();
            need(ties.iter().any(|tie| tie.at.is_some()), "The chosen claim is linked with none")
        }
        Command::TakeCue => {
            chosen()?;
            need(selected, NO_SELECTION)
        }
        Command::TakeSpeaker => {
            chosen()?;
            need(view.mentions, "Show mentions first, in the View menu")
        }
        Command::EditClaim | Command::ShowClaim | Command::DeleteClaim => chosen(),
        Command::RemovePassage
        | Command::StartEarlier
        | Command::StartLater
        | Command::EndEarlier
        | Command::EndLater => {
            chosen()?;
            let claim = view.chosen.and_then(|id| desk.digest?.claim(id));
            need(claim.is_some_and(|claim| !claim.passages.is_empty()), "The chosen claim has no passage")
        }
        _ => Ok(()),
    }
}

/// Whether running it would change the project, so that a read-only one refuses it.
fn changes_project(command: Command) -> bool {
    matches!(
        command,
        Command::Import
            | Command::ImportFolder
            | Command::Paste
            | Command::AddPicture
            | Command::ReplacePicture
            | Command::RemovePicture
            | Command::ReadBook
            | Command::Save
            | Command::Restore
            | Command::CorrectText
            | Command::ReviewPassages
            | Command::SplitBlock
            | Command::JoinBlocks
            | Command::MakeRole(_)
            | Command::ImportAgain
            | Command::ReadSourceAgain
            | Command::Undo
            | Command::Redo
            | Command::MarkToDo
            | Command::MarkInProgress
            | Command::MarkDone
            | Command::Tag(_)
            | Command::TagAs
            | Command::RepeatSpeaker
            | Command::RepeatKind
            | Command::RepeatClaim
            | Command::TagEverywhere
            | Command::Highlight
            | Command::AddPassage
            | Command::RemovePassage
            | Command::MovePassage
            | Command::LinkTo
            | Command::TakeCue
            | Command::TakeSpeaker
            | Command::StartEarlier
            | Command::StartLater
            | Command::EndEarlier
            | Command::EndLater
            | Command::DeleteClaim
            | Command::SetField
            | Command::CopyOther
    )
}

/// What menus and the palette call a command now: undo and redo say what they would do, and a
/// command that opens or folds something is named for the thing.
#[must_use]
pub fn title(command: Command, desk: &Desk) -> String {
    let name = command.name(desk.codebook());
    let step = match command {
        Command::Undo => desk.session.history().next_undo(),
        Command::Redo => desk.session.history().next_redo(),
        _ => None,
    };
    match step {
        Some(step) => format!("{name} {}", super::text::plain(step)),
        None => name.into_owned(),
    }
}

/// For a command that switches something: whether it is on.
#[must_use]
pub fn switched(command: Command, desk: &Desk, full_screen: bool) -> Option<bool> {
    use crate::project::Status;
    use crate::window::theme::Look;
    let panels = desk.view.panels;
    let status = |status| desk.story().map(|(_, work)| work.status(desk.session.coder()) == status);
    match command {
        Command::ToggleStories => Some(panels.stories),
        Command::TogglePictures => Some(panels.pictures),
        Command::ToggleClaims => Some(panels.claims),
        Command::ToggleFurniture => Some(desk.view.furniture),
        Command::Structure => Some(desk.view.structure.is_some()),
        Command::ToggleOthers => Some(desk.view.others.is_some()),
        Command::ToggleMentions => Some(desk.view.mentions),
        Command::ToggleLinks => Some(desk.view.links),
        Command::LightLook => Some(desk.theme.look == Look::Light),
        Command::DarkLook => Some(desk.theme.look == Look::Dark),
        Command::ContrastLook => Some(desk.theme.look == Look::Contrast),
        Command::FullScreen => Some(full_screen),
        Command::MarkToDo => status(Status::ToDo),
        Command::MarkInProgress => status(Status::InProgress),
        Command::MarkDone => status(Status::Done),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{CodeBook, CoderId, Region, Shape};
    use crate::project::{Project, Session};
    use crate::window::commands::Keymap;
    use crate::window::theme::{Look, Theme};
    use crate::window::view::View;

    fn ask(project: Project, view: &View, command: Command) -> Result<(), &'static str> {
        let session = Session::new(project, CoderId::nearest("kim"));
        let (theme, keys) = (Theme::of(Look::Light), Keymap::new(&CodeBook::default()));
        let requests = &mut Vec::new();
        let desk = Desk { session: &session, view, digest: None, theme: &theme, keys: &keys, requests };
        availability(command, &desk)
    }

    #[test]
    fn an_empty_project_says_what_is_missing() {
        let view = View::default();
        let answer = |command| ask(Project::new("empty"), &view, command);
        assert_eq!(answer(Command::DeleteClaim), Err(NO_STORY));
        assert_eq!(answer(Command::Tag(0)), Err(NO_STORY));
        assert_eq!(answer(Command::Undo), Err("Nothing to undo"));
        for always in
            [Command::Import, Command::Quit, Command::Palette, Command::ZoomIn, Command::ChangeCoder]
        {
            assert_eq!(answer(always), Ok(()), "{always:?}");
        }
    }

    #[test]
    fn a_read_only_project_is_read_only_before_anything_else() {
        let mut project = Project::new("locked");
        project.access = Access::ReadOnly("another window has it".to_owned());
        let drawn = Region {
            picture: crate::story::PictureId("p1".to_owned()),
            shape: Shape::rectangle((0, 0), (10, 10)),
        };
        let view = View { drawn: Some(drawn), ..View::default() };
        assert_eq!(ask(project.clone(), &view, Command::Tag(0)), Err(READ_ONLY));
        assert_eq!(ask(project.clone(), &view, Command::Import), Err(READ_ONLY));
        assert_eq!(ask(project, &view, Command::Quit), Ok(()));
    }
}
