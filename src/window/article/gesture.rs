//! What the mouse is doing in the article.

use egui::Pos2;

use crate::claims::ClaimId;
use crate::story::{BytePos, Granularity, TextRange};

/// A gesture under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    /// None.
    #[default]
    Idle,
    /// Text is being selected from `anchor`, in units of `unit`.
    Selecting {
        /// The unit that was pressed.
        anchor: TextRange,
        /// What the selection snaps to.
        unit: Granularity,
        /// Ctrl was held: the passage goes to the chosen claim.
        add: bool,
    },
    /// An edge of the chosen claim is being moved.
    Edge {
        /// Whose.
        claim: ClaimId,
        /// The passage's number.
        passage: usize,
        /// The end that stays.
        fixed: BytePos,
        /// Where the other is now.
        moving: BytePos,
    },
    /// The scroll bar's thumb is being moved; how far below its top it was pressed.
    Thumb {
        /// In points.
        grip: f32,
    },
}

/// Counts presses at one place, for double and triple clicks that go on as drags.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Presses {
    count: u8,
    time: f64,
    place: Pos2,
}

impl Presses {
    /// Slower presses are separate ones, in seconds.
    const PAUSE: f64 = 0.4;
    /// Presses further apart are separate ones, in points.
    const NEAR: f32 = 6.0;

    /// Counts a press: a single one takes characters, a double one words, a triple one sentences,
    /// a fourth the paragraph.
    pub(super) fn press(&mut self, time: f64, place: Pos2) -> Granularity {
        let again = time - self.time < Self::PAUSE && self.place.distance(place) < Self::NEAR;
        self.count = if again { (self.count + 1).min(4) } else { 1 };
        (self.time, self.place) = (time, place);
        match self.count {
            1 => Granularity::Grapheme,
            2 => Granularity::Word,
            3 => Granularity::Sentence,
            _ => Granularity::Paragraph,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn quick_presses_at_one_place_take_more_each_time() {
        let mut presses = Presses::default();
        let place = pos2(50.0, 50.0);
        assert_eq!(presses.press(10.0, place), Granularity::Grapheme);
        assert_eq!(presses.press(10.2, place), Granularity::Word);
        assert_eq!(presses.press(10.4, place), Granularity::Sentence);
        assert_eq!(presses.press(10.6, place), Granularity::Paragraph);
        assert_eq!(presses.press(12.0, place), Granularity::Grapheme);
        assert_eq!(presses.press(12.1, pos2(90.0, 50.0)), Granularity::Grapheme);
    }
}
