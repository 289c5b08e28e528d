//! Every command of the program, defined once: its name, its menu, its key, its tooltip.

use std::borrow::Cow;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::own_keys::OwnKeys;
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

/// The definition of a command.
struct Spec {
    command: Command,
    menu: Menu,
    name: &'static str,
    hint: &'static str,
    keys: &'static [KeyboardShortcut],
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT: Modifiers = Modifiers::ALT;

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

macro_rules! specs {
    ($($menu:ident $command:ident $name:literal $hint:literal [$($mods:ident $key:ident),*];)*) => {
        &[$(Spec {
            command: Command::$command,
            menu: Menu::$menu,
            name: $name,
            hint: $hint,
            keys: &[$(key($mods, Key::$key)),*],
        }),*]
    };
}

/// All commands but the tags and roles, in the order of the menus.
const SPECS: &[Spec] = specs![
    File NewProject "New project…" "Make an empty project in a folder of its own" [CTRL_SHIFT N];
    File OpenProject "Open project…" "Open a project's folder" [CTRL O];
    File Import "Import stories…" "Bring in texts and web pages, each with the pictures chosen beside it" [CTRL I];
    File ImportFolder "Import folder…" "Bring in every text and web page of a folder, with the pictures beside them" [CTRL_SHIFT I];
    File ImportReport "Import report…" "What the last import did with every file, and why" [];
    File Save "Save now" "Everything is saved as you work; this only does not wait" [CTRL S];
    File Restore "Restore…" "Make this story’s claims again what a backup of them says" [];
    File ReadBook "Add kinds from a file…" "Take kinds from the code book of another project" [];
    File SaveBook "Save code book as file…" "A file that other projects can take kinds from" [];
    File SaveBookPage "Save code book as page…" "A page with every definition, to print or to hand to colleagues" [];
    File ChangeCoder "Change coder…" "Whose claims are made from now on" [];
    File Quit "Quit" "Leave Pressmark; nothing is lost" [CTRL Q];
    Edit Undo "Undo" "Take the last step back" [CTRL Z];
    Edit Redo "Redo" "Do it again" [CTRL_SHIFT Z, CTRL Y];
    Edit History "History…" "Every step with its time, and the way back to any of them" [CTRL H];
    Edit CorrectText "Correct text…" "Mend the words at the caret; every passage goes along" [NONE F2];
    Edit ReviewPassages "Review passages…" "See to the passages that are not at their place since the text changed" [SHIFT F2];
    Edit Actors "Actors…" "Everyone who is named: their names and roles, merging, and all claims of each" [CTRL_SHIFT A];
    Edit CodeBook "Code book…" "The kinds of claims with their fields and codes" [CTRL B];
    Edit Copy "Copy" "Copy the selected text, or the quote of the chosen claim" [CTRL C];
    Edit Paste "Paste story or picture…" "Text or a web page becomes a story, once you have seen what was understood; a picture joins the open story" [CTRL V];
    Edit Find "Find in story…" "Mark every place where some words stand" [CTRL F];
    Edit FindNext "Next hit" "Go to the next hit" [NONE F3, CTRL G];
    Edit FindPrevious "Previous hit" "Go to the hit before" [SHIFT F3, CTRL_SHIFT G];
    Edit SearchProject "Search in project…" "Every place in all stories where some words stand; saved searches" [CTRL_SHIFT F];
    View ToggleStories "Stories panel" "Show or fold the list of stories" [NONE F6];
    View TogglePictures "Pictures panel" "Show or fold the pictures" [NONE F7];
    View ToggleClaims "Claims panel" "Show or fold the claims" [NONE F8];
    View ToggleFurniture "Page furniture" "Show or fold navigation, footers and the like" [NONE F9];
    View ToggleMentions "Mentions" "Underline every actor of the registry who is named in the story" [CTRL_SHIFT M];
    View ToggleOthers "Other coders’ claims" "Show what others made of this story beside your own, to be read and copied" [CTRL_SHIFT O];
    View ToggleLinks "Links" "Draw the links between claims beside the text" [CTRL_SHIFT L];
    View ZoomIn "Larger" "Make everything larger" [CTRL Plus, CTRL Equals];
    View ZoomOut "Smaller" "Make everything smaller" [CTRL Minus];
    View ZoomReset "Actual size" "Back to the size it has of its own" [CTRL Num0];
    View LightLook "Light theme" "Ink on paper" [];
    View DarkLook "Dark theme" "For dark rooms" [];
    View ContrastLook "High contrast theme" "Black on white with heavy lines" [];
    View FullScreen "Full screen" "Use the whole screen" [NONE F11];
    Story NextStory "Next story" "Open the next story of the list" [CTRL PageDown];
    Story PreviousStory "Previous story" "Open the story before" [CTRL PageUp];
    Story NextToDo "Next story to do" "Open the next story of the list that is not begun" [CTRL_SHIFT PageDown];
    Story PreviousToDo "Previous story to do" "Open the one before" [CTRL_SHIFT PageUp];
    Story MarkToDo "Mark as to do" "This story is not begun" [];
    Story MarkInProgress "Mark as in progress" "This story is begun" [];
    Story MarkDone "Mark as done" "This story is finished" [CTRL D];
    Story ImportAgain "Import again from a file…" "Take this story from a better source; every passage goes along" [CTRL_SHIFT R];
    Story ReadSourceAgain "Read its source again…" "Understand what was imported anew, in another encoding if need be" [];
    Story EnlargePicture "Enlarge picture" "Open the picture at the reading line" [NONE P];
    Story Structure "Structure" "Look over what each block of the story is, and put it right" [NONE F4];
    Story StoryDetails "Story details…" "Headline, authors, outlet, date, language, address" [SHIFT F4];
    Story ReviewList "Review" "Everything worth a second look, in this story or in all, and the way to each" [NONE F10];
    Story SplitBlock "Split block" "Make two blocks of the one at the caret" [];
    Story JoinBlocks "Join blocks" "Make one of the chosen blocks, or of the one at the caret and the next" [];
    Story AddPicture "Add picture…" "Give this story one more picture, at the reading position; dropping or pasting one does the same" [];
    Story ReplacePicture "Replace picture…" "Give the enlarged picture, or the one at the reading line, another file; its caption and regions stay" [];
    Story RemovePicture "Remove picture" "Take the file of that picture out of the story; its caption and regions stay" [];
    Claim Highlight "Highlight" "Mark the selection without saying what it is" [NONE H];
    Claim TagAs "Tag as…" "Find a kind by its name and tag with it" [NONE Num0];
    Claim Widen "Widen selection" "Word, quotation, sentence, paragraph" [NONE Space];
    Claim Narrow "Narrow selection" "Back to the narrower unit" [SHIFT Space];
    Claim RepeatSpeaker "Same speaker as last" "Give the selection, as another claim of the last kind, or the chosen claim the last claim’s speaker" [NONE R];
    Claim RepeatKind "Same kind as last" "Tag the selection or the chosen claim with the kind of the last claim" [NONE K];
    Claim RepeatClaim "Same again" "Give the selection or the chosen claim the last claim’s kind and fields, but not its passages" [SHIFT R];
    Claim TagEverywhere "Tag all of this phrase…" "Tag every place where the selected words, or those of the chosen claim, stand" [NONE T];
    Claim NextClaim "Next claim" "Choose the next claim in reading order" [NONE N];
    Claim PreviousClaim "Previous claim" "Choose the claim before" [SHIFT N];
    Claim NextHighlight "Next untagged highlight" "Choose the next claim that has no kind yet" [NONE U];
    Claim PreviousHighlight "Previous untagged highlight" "Choose the one before" [SHIFT U];
    Claim NextIncomplete "Next incomplete claim" "Choose the next claim of which the Review has something to say" [NONE I];
    Claim PreviousIncomplete "Previous incomplete claim" "Choose the one before" [SHIFT I];
    Claim NextClash "Next clash" "Choose the next claim, in this story or another, that was changed here and elsewhere in two ways and waits to be settled" [NONE X];
    Claim PreviousClash "Previous clash" "Choose the one before" [SHIFT X];
    Claim EditClaim "Fill in the form" "Go to the first empty field of the chosen claim" [NONE Enter];
    Claim ShowClaim "Show in the text" "Bring the chosen claim's passage into view" [NONE J];
    Claim AddPassage "Add passage" "Add the selection to the chosen claim; Ctrl+drag does the same" [NONE A];
    Claim RemovePassage "Remove passage" "Take the passage at the caret out of the chosen claim" [SHIFT A];
    Claim MovePassage "Move passage" "Make the selection a passage of the chosen claim in place of the nearest one" [SHIFT M];
    Claim LinkTo "Link to…" "Say how the chosen claim bears on another: supports, contradicts, answers" [NONE L];
    Claim GoToLinked "Go to linked claim" "Follow a link of the chosen claim; pressed again, the next one" [NONE G];
    Claim LinkBack "Go back from link" "Back to where the last link was followed" [SHIFT G];
    Claim TakeCue "Take as cue" "Make the selection the chosen claim's cue" [NONE C];
    Claim TakeSpeaker "Take as speaker" "Make whoever is named at the pointer or the caret the chosen claim's speaker" [NONE M, CTRL M];
    Claim StartEarlier "Start a word earlier" "Move the first edge of the chosen claim back" [NONE Comma];
    Claim StartLater "Start a word later" "Move the first edge of the chosen claim on" [SHIFT Comma];
    Claim EndLater "End a word later" "Move the last edge of the chosen claim on" [NONE Period];
    Claim EndEarlier "End a word earlier" "Move the last edge of the chosen claim back" [SHIFT Period];
    Claim DeleteClaim "Delete claim" "Delete the chosen claim; undo brings it back" [NONE Delete];
    Claim ChooseListed "Choose all listed claims" "Choose every claim the panel lists, to change them in one step; Ctrl+A in the panel" [];
    Claim SetField "Set a field of chosen claims…" "Give all chosen claims the same value, in one step" [NONE F];
    Help Palette "Find a command…" "Run any command by its name" [CTRL K];
    Help Keys "Keys" "Every key on one page; click a command to give it another" [NONE F1];
    Help Sample "Sample project" "Open a copy of the sample project, to try things in" [];
    Help Tour "Tour" "Five things to do on this story, each shown where it is done" [];
    Help About "About Pressmark" "Version and licences" [];
];

/// How many kinds a bar or menu names at most; [`Command::TagAs`] finds the others.
pub const TAGS_NAMED: usize = 9;

/// Moving by sentence uses these, so no command may.
pub const SENTENCE: Modifiers = ALT;

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

/// Which keys run which command.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    bindings: Vec<(KeyboardShortcut, Command)>,
    /// The same in the order in which a command's keys are given.
    shown: Vec<(KeyboardShortcut, Command)>,
    own: OwnKeys,
}

impl Keymap {
    /// The program's keys and those of the code book's kinds.
    #[must_use]
    pub fn new(codebook: &CodeBook) -> Self {
        Self::with(codebook, &OwnKeys::default())
    }

    /// The same with the analyst's own keys. A kind's key goes before any other, and an own key before
    /// one of the program's.
    #[must_use]
    pub fn with(codebook: &CodeBook, own: &OwnKeys) -> Self {
        let kinds = Command::tags(codebook).filter_map(|(command, kind)| {
            let key = Key::from_name(&kind.key?.to_uppercase().to_string())?;
            Some((KeyboardShortcut::new(NONE, key), command))
        });
        let mut bindings: Vec<(KeyboardShortcut, Command)> = Vec::new();
        for (key, command) in kinds {
            // Of two kinds with one key the first has it.
            if bindings.iter().all(|(taken, _)| *taken != key) {
                bindings.push((key, command));
            }
        }
        let others = || Command::all(codebook).filter(|command| !matches!(command, Command::Tag(_)));
        let chosen = others().filter_map(|command| Some((own.of(command)??, command)));
        let given = others().filter(|command| own.of(*command).is_none()).flat_map(|command| {
            let keys = command.spec().map_or(&[][..], |spec| spec.keys);
            keys.iter().map(move |key| (*key, command))
        });
        for (key, command) in chosen.chain(given) {
            if bindings.iter().all(|(taken, _)| *taken != key) {
                bindings.push((key, command));
            }
        }
        let shown = bindings.clone();
        // egui lets Ctrl+Z match Ctrl+Shift+Z, so the more particular binding is asked first.
        bindings.sort_by_key(|(key, _)| {
            std::cmp::Reverse(u8::from(key.modifiers.shift) + u8::from(key.modifiers.alt))
        });
        Self { bindings, shown, own: own.clone() }
    }

    /// All bindings, the most particular first.
    #[must_use]
    pub fn bindings(&self) -> &[(KeyboardShortcut, Command)] {
        &self.bindings
    }

    /// The key shown beside a command: its first.
    #[must_use]
    pub fn key_of(&self, command: Command) -> Option<KeyboardShortcut> {
        self.shown.iter().find(|(_, bound)| *bound == command).map(|(key, _)| *key)
    }

    /// The analyst's own keys among them.
    #[must_use]
    pub fn own(&self) -> &OwnKeys {
        &self.own
    }

    /// The same as text: "Ctrl+Z"; empty for a command without a key.
    #[must_use]
    pub fn key_text(&self, command: Command) -> String {
        let names = egui::ModifierNames::NAMES;
        let text = |key: KeyboardShortcut| key.format(&names, cfg!(target_os = "macos"));
        // What stands on the key cap, not its name.
        let cap = |text: String| text.replace("Comma", ",").replace("Period", ".");
        self.key_of(command).map(text).map_or_else(String::new, cap)
    }
}

/// Whether a key reaches its command while a text field has the keyboard: bare letters do not.
#[must_use]
pub fn works_in_fields(key: &KeyboardShortcut) -> bool {
    let function = matches!(
        key.logical_key,
        Key::F1 | Key::F3 | Key::F6 | Key::F7 | Key::F8 | Key::F9 | Key::F10 | Key::F11
    );
    // Fields have their own undo, copy, paste and the like.
    let editing = matches!(key.logical_key, Key::C | Key::V | Key::Z | Key::Y);
    function || (key.modifiers.command && !editing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_runs_two_commands() {
        let keymap = Keymap::new(&CodeBook::default());
        for (index, (key, command)) in keymap.bindings.iter().enumerate() {
            for (other, second) in &keymap.bindings[index + 1..] {
                assert!(key != other, "{key:?} runs {command:?} and {second:?}");
            }
            assert!(!key.modifiers.alt, "{command:?}: Alt moves by sentence");
        }
    }

    #[test]
    fn a_more_particular_key_is_asked_first() {
        let keymap = Keymap::new(&CodeBook::default());
        let at = |command| keymap.bindings.iter().position(|(_, bound)| *bound == command);
        assert!(at(Command::Redo) < at(Command::Undo));
        assert!(at(Command::Narrow) < at(Command::Widen));
    }

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

    #[test]
    fn any_kind_can_have_any_free_key_and_the_first_of_two_has_it() {
        let mut codebook = CodeBook::default();
        for number in 0..40 {
            let (id, key) = (format!("k{number}").into(), None);
            codebook.kinds.push(Kind { id, key, ..codebook.kinds[0].clone() });
        }
        codebook.kinds[30].key = Some('x');
        codebook.kinds[41].key = Some('x');
        codebook.kinds[42].key = Some('0');
        let keymap = Keymap::new(&codebook);
        assert_eq!(keymap.key_text(Command::Tag(30)), "X");
        assert_eq!(keymap.key_text(Command::Tag(41)), "");
        assert_eq!(keymap.key_text(Command::Tag(42)), "0", "a kind goes before a command");
        assert_eq!(keymap.key_of(Command::TagAs), None);
        assert!(Command::all(&codebook).any(|command| command == Command::Tag(20)), "by name");
    }

    #[test]
    fn the_code_books_keys_tag() {
        let keymap = Keymap::new(&CodeBook::default());
        assert_eq!(keymap.key_text(Command::Tag(1)), "2");
        assert_eq!(keymap.key_text(Command::Redo), "Ctrl+Shift+Z");
    }
}
