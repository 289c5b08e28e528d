//! What of the page of keys stands where: in as many columns as the window has room for.

use super::fixed::Mode;
use crate::window::commands::Menu;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The commands of a menu.
    Of(Menu),
    /// What the pointer and the caret do in the article.
    Article,
    /// Keys that are no command's.
    Fixed(Mode),
}

/// As wide as a column has to be for the longest name with its key, in points.
pub(super) const COLUMN: f32 = 312.0;

/// What stands in which of so many columns, each about as long.
pub(super) fn columns(count: usize) -> &'static [&'static [Part]] {
    use Menu::{Claim, Edit, File, Help, Story, View};
    use Part::{Article, Fixed, Of};
    const STRUCTURE: Part = Fixed(Mode::Structure);
    const PICTURE: Part = Fixed(Mode::Picture);
    match count {
        4 => &[
            &[Of(Claim)],
            &[Article, Of(File), Of(Help), STRUCTURE],
            &[Of(Story), PICTURE],
            &[Of(Edit), Of(View)],
        ],
        3 => &[
            &[Of(Claim)],
            &[Article, Of(File), Of(Help), Of(Edit), STRUCTURE],
            &[Of(Story), Of(View), PICTURE],
        ],
        2 => {
            &[&[Of(Claim), Article, Of(Edit), Of(Help)], &[Of(Story), Of(View), Of(File), STRUCTURE, PICTURE]]
        }
        _ => &[&[Of(Claim), Article, Of(File), Of(Help), Of(Story), Of(Edit), Of(View), STRUCTURE, PICTURE]],
    }
}
