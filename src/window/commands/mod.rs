//! Every command of the program, defined once: its name, its menu, its key, its tooltip.

mod keymap;
mod specs;

use std::borrow::Cow;

pub use self::keymap::{Keymap, SENTENCE, works_in_fields};
use self::specs::{SPECS, Spec};
use crate::claims::{CodeBook, Kind};
use crate::story::Role;

/// Something the analyst can ask for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Make a project.
    NewProject,
    /// Open a project.
    OpenProject,
    /// Bring stories in.
    Import,
    /// Bring in all that is in a folder.
    ImportFolder,
    /// What the last import did.
    ImportReport,
    /// Write now what waits to be written.
    Save,
    /// Bring claims back from a backup.
    Restore,
    /// Mark as another coder.
    ChangeCoder,
    /// Leave.
    Quit,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Every step, and the way back to it.
    History,
    /// Mend the words of the block at the caret.
    CorrectText,
    /// See to the passages that lost their place.
    ReviewPassages,
    /// Who is named: names, roles, merging, and all claims of each.
    Actors,
    /// The kinds, their fields and codes.
    CodeBook,
    /// Kinds from another code book's file.
    ReadBook,
    /// The code book as a file for other projects.
    SaveBook,
    /// The code book as a page to read.
    SaveBookPage,
    /// Copy the selected text, or the chosen claim's quote.
    Copy,
    /// Make a story of what was copied elsewhere, or a picture of the open one.
    Paste,
    /// Search in the story.
    Find,
    /// The next hit.
    FindNext,
    /// The hit before.
    FindPrevious,
    /// Search in the whole project.
    SearchProject,
    /// Fold the list of stories.
    ToggleStories,
    /// Fold the pictures.
    TogglePictures,
    /// Fold the claims.
    ToggleClaims,
    /// Show or hide page furniture.
    ToggleFurniture,
    /// Underline the actors that are named.
    ToggleMentions,
    /// Show what other coders made of the story.
    ToggleOthers,
    /// Draw the links between claims.
    ToggleLinks,
    /// Larger text.
    ZoomIn,
    /// Smaller text.
    ZoomOut,
    /// Text at its own size.
    ZoomReset,
    /// Ink on paper.
    LightLook,
    /// For dark rooms.
    DarkLook,
    /// Heavy lines.
    ContrastLook,
    /// The whole screen.
    FullScreen,
    /// The story after this one.
    NextStory,
    /// The story before this one.
    PreviousStory,
    /// The next story that is not begun.
    NextToDo,
    /// The one before.
    PreviousToDo,
    /// Not begun.
    MarkToDo,
    /// Begun.
    MarkInProgress,
    /// Finished.
    MarkDone,
    /// Take the story from a better source.
    ImportAgain,
    /// Read the story's own source anew, perhaps in another encoding.
    ReadSourceAgain,
    /// Enlarge the picture at the reading line.
    EnlargePicture,
    /// Look over the story's division into blocks.
    Structure,
    /// What is known of the story beside its text.
    StoryDetails,
    /// What is worth a second look.
    ReviewList,
    /// Two blocks of the one at the caret.
    SplitBlock,
    /// One block of the chosen ones.
    JoinBlocks,
    /// The chosen blocks are this.
    MakeRole(Role),
    /// Give the open story one more picture.
    AddPicture,
    /// Give the picture that is looked at another file.
    ReplacePicture,
    /// Take its file away.
    RemovePicture,
    /// Draw rectangles on the enlarged picture; asked for again, one in the middle.
    DrawRectangles,
    /// The same with polygons.
    DrawPolygons,
    /// The same with points.
    DrawPoints,
    /// Tag with the code book's kind of this number, from 0.
    Tag(u16),
    /// Tag with a kind that is found by its name.
    TagAs,
    /// Mark without a kind.
    Highlight,
    /// Select the next wider unit.
    Widen,
    /// Go back to the narrower one.
    Narrow,
    /// The last claim's speaker, for the selection or the chosen claim.
    RepeatSpeaker,
    /// The last claim's kind.
    RepeatKind,
    /// The last claim's kind and fields.
    RepeatClaim,
    /// Tag every place where the same words stand.
    TagEverywhere,
    /// The next claim in reading order.
    NextClaim,
    /// The claim before.
    PreviousClaim,
    /// The next claim that has no kind yet.
    NextHighlight,
    /// The one before.
    PreviousHighlight,
    /// The next claim that something is missing from.
    NextIncomplete,
    /// The one before.
    PreviousIncomplete,
    /// The next claim, in this story or another, that was changed in two ways.
    NextClash,
    /// The one before.
    PreviousClash,
    /// Open the next claim that another coder made of the story.
    NextOther,
    /// The one before.
    PreviousOther,
    /// Make a claim of one's own that says what the opened one says.
    CopyOther,
    /// Go to the chosen claim's form.
    EditClaim,
    /// Go from the form to the passage.
    ShowClaim,
    /// Add the selection to the chosen claim.
    AddPassage,
    /// Take the passage at the caret out of the chosen claim.
    RemovePassage,
    /// Make the selection the nearest passage of the chosen claim.
    MovePassage,
    /// Link the chosen claim with another.
    LinkTo,
    /// Go to the claim it is linked with.
    GoToLinked,
    /// Go back to where a link was followed.
    LinkBack,
    /// Take the selection as the chosen claim's cue.
    TakeCue,
    /// Take the actor who is named at the pointer or the caret as the chosen claim's speaker.
    TakeSpeaker,
    /// Move the chosen claim's first edge a word back.
    StartEarlier,
    /// Move it a word on.
    StartLater,
    /// Move the last edge a word back.
    EndEarlier,
    /// Move it a word on.
    EndLater,
    /// Delete the chosen claim, or all that are chosen.
    DeleteClaim,
    /// Choose every claim that is listed.
    ChooseListed,
    /// Set a field of all chosen claims.
    SetField,
    /// Find a command by name.
    Palette,
    /// Every key on one page.
    Keys,
    /// A project to try things in.
    Sample,
    /// The first steps, shown.
    Tour,
    /// What this program is.
    About,
}

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Projects and stories come and go.
    File,
    /// Steps, text, search.
    Edit,
    /// What is shown.
    View,
    /// The open story.
    Story,
    /// The chosen claim.
    Claim,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::View, Self::Story, Self::Claim, Self::Help];

    /// The menu's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Story => "Story",
            Self::Claim => "Claim",
            Self::Help => "Help",
        }
    }
}

/// How many kinds a bar or menu names at most; [`Command::TagAs`] finds the others.
pub const TAGS_NAMED: usize = 9;

impl Command {
    /// Every command a project with this code book has, in the order of the menus.
    pub fn all(codebook: &CodeBook) -> impl Iterator<Item = Self> + use<> {
        let tags: Vec<Self> = Self::tags(codebook).map(|(command, _)| command).collect();
        let before = SPECS.iter().map(|spec| spec.command).take_while(|command| *command != Self::Highlight);
        let after = SPECS.iter().map(|spec| spec.command).skip_while(|command| *command != Self::Highlight);
        before.chain(Role::ALL.map(Self::MakeRole)).chain(tags).chain(after)
    }

    /// The commands that tag, each with its kind; what is out of use is not among them.
    pub fn tags(codebook: &CodeBook) -> impl Iterator<Item = (Self, &Kind)> {
        let kinds = (0..u16::MAX).map(Self::Tag).zip(&codebook.kinds);
        kinds.filter(|(_, kind)| !kind.retired)
    }

    /// The command's name in menus and the palette.
    #[must_use]
    pub fn name(self, codebook: &CodeBook) -> Cow<'static, str> {
        match self {
            Self::Tag(number) => match codebook.kinds.get(usize::from(number)) {
                Some(kind) => format!("Tag as {}", kind.name.to_lowercase()).into(),
                None => "Tag".into(),
            },
            Self::MakeRole(role) => format!("Make {}", role.name()).into(),
            other => other.spec().map_or("", |spec| spec.name).into(),
        }
    }

    /// What it does, for tooltips and the palette.
    #[must_use]
    pub fn hint(self, codebook: &CodeBook) -> Cow<'static, str> {
        match self {
            Self::Tag(number) => codebook
                .kinds
                .get(usize::from(number))
                .map_or_else(String::new, |kind| kind.definition.clone())
                .into(),
            Self::MakeRole(role) => format!("The chosen blocks are {}", role.meaning()).into(),
            other => other.spec().map_or("", |spec| spec.hint).into(),
        }
    }

    /// The menu it stands in.
    #[must_use]
    pub fn menu(self) -> Menu {
        match self {
            Self::MakeRole(_) => Menu::Story,
            other => other.spec().map_or(Menu::Claim, |spec| spec.menu),
        }
    }

    fn spec(self) -> Option<&'static Spec> {
        SPECS.iter().find(|spec| spec.command == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_name_a_hint_and_one_definition() {
        let codebook = CodeBook::default();
        let all: Vec<Command> = Command::all(&codebook).collect();
        assert_eq!(all.len(), SPECS.len() + Role::ALL.len() + codebook.kinds.len());
        for (index, command) in all.iter().enumerate() {
            assert!(!command.name(&codebook).is_empty(), "{command:?}");
            assert!(!command.hint(&codebook).is_empty(), "{command:?}");
            assert!(!all[index + 1..].contains(command), "{command:?} twice");
        }
    }
}
