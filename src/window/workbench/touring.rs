//! The tour of the first steps.

use super::Workbench;

impl Workbench {
    /// Begins the tour; it is never shown again by itself.
    pub(super) fn begin_tour(&mut self) {
        self.settings.toured = true;
        self.view.enlarged = None;
        self.panels.tour.begin();
    }

    /// Opens the panel that a step is done in.
    pub(super) fn mind_tour(&mut self) {
        if let Some(panel) = self.panels.tour.take_wanted() {
            self.show_panel(panel, true);
        }
    }
}
