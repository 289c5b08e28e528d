//! What a panel is given to work with.

use std::path::PathBuf;
use std::sync::Arc;

use super::chrome::dialogs::Purpose;
use super::commands::{Command, Keymap};
use super::digest::Digest;
use super::own_keys::OwnKeys;
use super::pictures::PictureTask;
use super::several::Several;
use super::theme::Theme;
use super::view::{Selection, View, Whereabouts};
use crate::claims::{ActorId, Claim, ClaimId, CodeBook, CoderId, KindId, LinkId, Region};
use crate::import::{Doubt, Encoding, Imported};
use crate::project::{Edit, Project, Session, StepId, StoryWork, Use};
use crate::store::{Attachment, BackupId, Instead};
use crate::story::{BytePos, PictureId, Story, StoryId, TextRange};

/// Everything a panel may read, and a tray for what it wants done.
pub struct Desk<'a> {
    /// The project with its history.
    pub session: &'a Session,
    /// What the analyst is looking at.
    pub view: &'a View,
    /// The open story's claims and marks; `None` while no story is open.
    pub digest: Option<&'a Digest>,
    /// The colours.
    pub theme: &'a Theme,
    /// Which key runs which command.
    pub keys: &'a Keymap,
    /// What this frame's gestures ask for, in order.
    pub requests: &'a mut Vec<Request>,
}

/// Something a gesture asks for. It is carried out after the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Run a command, as its key would.
    Run(Command),
    /// Change the project; the label is what "Undo" will say.
    Perform(String, Edit),
    /// Open a story.
    OpenStory(StoryId),
    /// Open a claim's form, or close it.
    Choose(Option<ClaimId>),
    /// Choose these claims, to do something to all of them.
    ChooseSeveral(Several),
    /// Open a claim's form and bring its first passage into view.
    ShowClaim(ClaimId),
    /// The pointer is over a part of this claim.
    Hover(ClaimId),
    /// The pointer is over a link between these claims.
    HoverLink(ClaimId, ClaimId),
    /// Change what is selected in the article.
    Select(Option<Selection>),
    /// Choose blocks of the story: those from where the one begins to where the other does.
    Walk(Selection),
    /// The reading line has come to this place.
    ReadingAt(BytePos),
    /// Bring a range of the text into view.
    Reveal(TextRange),
    /// Tag what is selected (or else the chosen claim) as this kind, or as a mere highlight.
    Tag(Option<KindId>),
    /// Add a passage to the chosen claim.
    AddPassage(TextRange),
    /// A region was drawn on a picture and waits to be tagged; `None` drops it.
    Draw(Option<Region>),
    /// Enlarge a picture, or close it.
    Enlarge(Option<PictureId>),
    /// Give the keyboard back to the article.
    FocusArticle,
    /// Move the keyboard to the form's first empty field.
    FocusForm,
    /// Open a project.
    OpenProject(PathBuf),
    /// Open the project that is open, once more: it may be free now.
    OpenAgain {
        /// Change it too, although another window has it.
        anyway: bool,
    },
    /// Make a project and open it.
    NewProject {
        /// Its folder, which is new or empty.
        path: PathBuf,
        /// What the analyst calls it, in any script.
        name: String,
        /// Which of [`templates`](crate::claims::templates) its code book is.
        template: usize,
    },
    /// Import these files, and what is in these folders, into the project.
    Import(Vec<PathBuf>),
    /// Begin the import of which the analyst was asked whether it is wanted.
    GoOnImporting,
    /// Read the text of which the import asks in this encoding, or as it was guessed.
    ReadImportAs(Option<Encoding>),
    /// Choose the encoding of that text from how it would begin in each.
    ChooseEncoding(Arc<Doubt>),
    /// End the import that is under way, and those that wait for it; what has come is kept.
    CancelImports,
    /// Show what the last import did.
    ShowImport,
    /// Read a file that the open story may be taken from, and show what that would change.
    ImportAgain(PathBuf),
    /// Lay these files beside a story, then change it; the label is what "Undo" will say.
    TakeAgain(StoryId, String, Vec<Attachment>, Edit),
    /// Put a story on the shelf that was shown before, and open it.
    TakeStory(Box<Imported>),
    /// Do something about the open story's pictures.
    Picture(PictureTask),
    /// Make a coder's work on a story what this backup of it says.
    Restore(BackupId),
    /// Put this in the place of its damaged file, and read the project again.
    Mend(Instead),
    /// Read a code book from this file, to take kinds from.
    ReadBook(PathBuf),
    /// Save the code book as a file for other projects, or as a page.
    SaveBook {
        /// Which of the two.
        purpose: Purpose,
        /// The file.
        path: PathBuf,
        /// Whether a file that stands there may go.
        replace: bool,
    },
    /// Mark claims as another coder from now on.
    SetCoder(CoderId),
    /// Open a story and, in it, this claim's form.
    GoTo(StoryId, ClaimId),
    /// Make the project what it was after this step, or before every step; the label is what "Undo"
    /// will say.
    GoBack(String, Option<StepId>),
    /// Show an actor with all claims that name them.
    ShowActor(ActorId),
    /// Open the history at the steps that were restored after a crash.
    ShowRestored,
    /// Link a claim with another, in this way.
    Link(Box<Use>, LinkId, ClaimId),
    /// Link the chosen claim with the next one that is pointed at.
    PointAt(LinkId),
    /// Follow a link to a claim of any story and coder.
    Visit(Box<Use>),
    /// Go back to where the reader was.
    Return(Box<Whereabouts>),
    /// Search with the lens of this name.
    OpenLens(String),
    /// Open the card of another coder's claim, or close it.
    ShowOther(Option<(CoderId, ClaimId)>),
    /// Show this coder's claims beside one's own, or no longer.
    SiftOther(CoderId),
    /// Make a claim of one's own that says what another coder's does.
    CopyOther(CoderId, ClaimId),
    /// Every story and claim is listed again, not only what a search found.
    LiftSieve,
    /// Give commands these keys from now on.
    SetKeys(Box<OwnKeys>),
    /// Tell the analyst something in the corner of the window for a while.
    Notify(String),
}

impl<'a> Desk<'a> {
    /// Asks for something.
    pub fn ask(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// A claim as it will be once the requests made so far are carried out, so that a second edit
    /// of one frame builds on the first.
    #[must_use]
    pub fn claim_to_be(&self, story: &StoryId, coder: &CoderId, id: ClaimId) -> Option<Arc<Claim>> {
        let asked = self.requests.iter().rev().find_map(|request| match request {
            Request::Perform(_, edit) => edit.outcome_for(story, coder, id),
            _ => None,
        });
        asked.unwrap_or_else(|| self.project().story(story)?.claim(coder, id)).cloned()
    }

    /// Asks for a claim of the open story to be changed, as one step; for nothing, if that would
    /// change nothing.
    pub fn change_claim(&mut self, id: ClaimId, label: &str, change: impl FnOnce(&mut Claim)) {
        let (Some(story), coder) = (self.view.story.clone(), self.session.coder().clone()) else { return };
        let Some(claim) = self.claim_to_be(&story, &coder, id) else { return };
        let mut changed = Claim::clone(&claim);
        change(&mut changed);
        if changed != *claim {
            self.ask(Request::Perform(label.to_owned(), Edit::put(story, coder, changed)));
        }
    }

    /// Asks for the open story to become what `change` makes of it, as one step; says whether that
    /// is another.
    pub fn change_story(&mut self, label: &str, change: impl FnOnce(&StoryWork) -> Option<Story>) -> bool {
        let Some((id, work)) = self.story() else { return false };
        let Some(story) = change(work) else { return false };
        let edit = Edit::Story { id: id.clone(), to: Arc::new(story) };
        self.ask(Request::Perform(label.to_owned(), edit));
        true
    }

    /// The code book as it will be once the requests made so far are carried out.
    #[must_use]
    pub fn codebook_to_be(&self) -> Arc<CodeBook> {
        let asked = self.requests.iter().rev().find_map(|request| match request {
            Request::Perform(_, edit) => edit.codebook(),
            _ => None,
        });
        asked.unwrap_or(&self.project().codebook).clone()
    }

    /// The project.
    #[must_use]
    pub fn project(&self) -> &'a Project {
        self.session.project()
    }

    /// The code book.
    #[must_use]
    pub fn codebook(&self) -> &'a CodeBook {
        &self.session.project().codebook
    }

    /// The open story.
    #[must_use]
    pub fn story(&self) -> Option<(&'a StoryId, &'a StoryWork)> {
        let id = self.view.story.as_ref()?;
        Some((id, self.session.project().story(id)?))
    }
}
