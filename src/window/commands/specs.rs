//! The table of the commands, in the order of the menus.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Command, Menu};

/// The definition of a command.
pub(super) struct Spec {
    pub(super) command: Command,
    pub(super) menu: Menu,
    pub(super) name: &'static str,
    pub(super) hint: &'static str,
    pub(super) keys: &'static [KeyboardShortcut],
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

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
pub(super) const SPECS: &[Spec] = specs![
    File NewProject "New project…" "Make an empty project in a folder of its own" [CTRL_SHIFT N];
    File OpenProject "Open project…" "Open a project's folder" [CTRL O];
    File Import "Import stories…" "Bring in texts and web pages, each with the pictures chosen beside it" [CTRL I];
    File ImportFolder "Import folder…" "Bring in every text and web page of a folder, with the pictures beside them" [CTRL_SHIFT I];
    File ImportReport "Import report…" "What the last import did with every file, and why" [];
    File Save "Save now" "Everything is saved as you work; this only does not wait" [CTRL S];
    File Restore "Restore…" "Make this story’s claims, the story, the code book or the actors again what a backup says" [];
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
    Story DrawRectangles "Draw rectangles" "Drags on the enlarged picture draw rectangles; pressed again, it puts one in the middle, for the arrows to move" [NONE B];
    Story DrawPolygons "Draw polygons" "Clicks on the enlarged picture draw polygons; pressed again, it puts one in the middle" [NONE S];
    Story DrawPoints "Draw points" "Clicks on the enlarged picture draw points; pressed again, it puts one in the middle" [NONE D];
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
    Claim NextOther "Next claim of others" "Open the next claim that another coder made of this story" [NONE O];
    Claim PreviousOther "Previous claim of others" "Open the one before" [SHIFT O];
    Claim CopyOther "Copy into mine" "Make a claim of your own that says what the other coder’s opened one says" [SHIFT Y];
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
