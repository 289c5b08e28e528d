//! The application: it owns the session and the view, shows the panels, and carries out what they
//! ask for.
//!
//! One frame: what came in from other threads is taken up, keys become commands, and all of it is
//! carried out; then the panels are shown and leave requests, which are carried out in turn; last,
//! what was edited is handed to the saver.

mod actors;
mod again;
mod arrivals;
mod books;
mod errands;
mod frame;
mod importing;
mod indexing;
mod keeper;
mod keys;
mod layout;
mod linking;
mod locking;
mod lookout;
mod memory;
mod opening;
mod others;
mod pasting;
mod picturing;
mod places;
mod quit;
mod reading;
mod repeating;
mod requests;
mod restoring;
mod retracing;
mod reviewing;
mod run;
mod searching;
mod several;
mod shelving;
mod starting;
mod stepping;
mod structuring;
mod tagging;
mod tidings;
mod touring;
mod waiting;
mod welcome;

pub use self::places::Homes;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use self::errands::Errands;
use self::importing::Imports;
use self::indexing::Indexing;
use self::keeper::Keeper;
use self::linking::Linking;
use self::lookout::Lookout;
use self::opening::Opening;
use self::pasting::PasteKey;
use self::picturing::Picturing;
use self::quit::Leaving;
use super::article::Article;
use super::chrome::dialogs::Dialogs;
use super::chrome::menus::MenuBar;
use super::chrome::notices::Notices;
use super::chrome::palette::Palette;
use super::chrome::status::StatusLine;
use super::chrome::tour::Tour;
use super::claims::ClaimsPanel;
use super::clipboard::Clipboard;
use super::commands::{Command, Keymap};
use super::desk::{Desk, Request};
use super::digest::Digest;
use super::picker::Picker;
use super::pictures::Pictures;
use super::review::ReviewPanel;
use super::search::SearchPanel;
use super::settings::{Settings, SettingsFile};
use super::stories::StoriesPanel;
use super::theme::{Look, Theme};
use super::view::{Panels, View};
use crate::claims::{ClaimId, CodeBook};
use crate::project::Session;

/// The workbench: everything behind the window.
pub struct Workbench {
    session: Session,
    /// Where the project is kept; `None` while none is open, and in tests and pictures.
    keeper: Option<Keeper>,
    view: View,
    digest: Option<Digest>,
    theme: Theme,
    /// The look egui's own widgets have been given.
    dressed: Option<Look>,
    keys: Keymap,
    /// The code book they were made for.
    keyed: Arc<CodeBook>,
    requests: Vec<Request>,
    /// The claims made since the start, for repeating: the newest last.
    made: repeating::Made,
    /// The claim the pointer was found over in this frame, or the two ends of a link.
    under_pointer: (Option<ClaimId>, Option<ClaimId>),
    panels: PanelSet,
    settings: Settings,
    settings_file: Option<SettingsFile>,
    homes: Homes,
    errands: Errands,
    opening: Opening,
    /// The project that was open before.
    gone: Option<locking::Gone>,
    imports: Imports,
    indexing: Indexing,
    picker: Picker,
    clipboard: Clipboard,
    paste_key: PasteKey,
    picturing: Picturing,
    leaving: Leaving,
    linking: Linking,
    lookout: Lookout,
    /// Whether the window was seen to be on the screen.
    on_screen: bool,
    /// What waits until the first frame was shown.
    once_shown: Option<Box<dyn FnOnce()>>,
    /// Whether a save was under way in the last frame.
    saving: bool,
    /// The panel asked for last: on a narrow window the others give way to it.
    wanted_panel: Option<Command>,
    /// The panels that had room in the last frame.
    fitting: Panels,
    /// Whether a project was asked for at all; if not, the welcome page is shown.
    has_project: bool,
}

/// The parts of the window, with what each remembers between frames.
#[derive(Default)]
struct PanelSet {
    menus: MenuBar,
    status: StatusLine,
    palette: Palette,
    notices: Notices,
    dialogs: Dialogs,
    stories: StoriesPanel,
    article: Article,
    pictures: Pictures,
    claims: ClaimsPanel,
    search: SearchPanel,
    review: ReviewPanel,
    tour: Tour,
}

impl Workbench {
    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What is looked at.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Which keys run which commands now.
    #[must_use]
    pub fn keys(&self) -> &Keymap {
        &self.keys
    }

    /// Whether heights are made exact in idle frames, as a real window does. Off elsewhere: a test
    /// waits for the window to come to rest.
    pub fn measure_when_idle(&mut self, on: bool) {
        self.panels.article.idle_measuring = on;
    }

    /// Asks for something as a panel would; it is carried out in the next frame.
    pub fn ask(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// The claim of this number in the open story, in reading order from 1.
    #[must_use]
    pub fn claim_number(&self, number: usize) -> Option<ClaimId> {
        let digest = self.digest.as_ref()?;
        Some(digest.claims.get(number.checked_sub(1)?)?.id)
    }

    /// Whether something is still being read: a project, stories or pictures.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.errands.is_busy()
            || self.imports.is_busy()
            || self.opening.is_under_way()
            || self.panels.pictures.is_busy()
            || self.panels.search.is_busy()
            || self.panels.review.is_busy()
    }

    /// Waits until all edits are on the disk: for the way out and for tests.
    ///
    /// # Errors
    /// Why they are not.
    pub fn finish(&mut self, timeout: Duration) -> Result<(), crate::store::SaveFailure> {
        self.save_edits();
        self.keeper.as_ref().map_or(Ok(()), |keeper| keeper.saver.finish(timeout))
    }

    /// Runs `show` with a desk on which everything lies as it is now.
    fn with_desk<R>(&mut self, show: impl FnOnce(&mut PanelSet, &mut Desk<'_>, &mut Settings) -> R) -> R {
        let mut desk = Desk {
            session: &self.session,
            view: &self.view,
            digest: self.digest.as_ref(),
            theme: &self.theme,
            keys: &self.keys,
            requests: &mut self.requests,
        };
        show(&mut self.panels, &mut desk, &mut self.settings)
    }

    /// The folder of the open project.
    fn root(&self) -> Option<&Path> {
        self.keeper.as_ref().map(|keeper| keeper.folder.root())
    }
}
