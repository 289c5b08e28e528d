use super::line::Piece;
use super::record::Record;

/// The lines of a journal that seem to be a later program's. One that wrote into it would have been the
/// last to do so, for we leave such a journal alone; and a single wrong byte can make a line seem so.
pub(super) struct Newer {
    count: usize,
    /// The last line of ours.
    last: Option<usize>,
}

impl Newer {
    pub fn among<'a>(pieces: impl Iterator<Item = &'a Piece<'a>>) -> Self {
        let mut newer = Self { count: 0, last: None };
        for (at, piece) in pieces.enumerate() {
            match piece {
                Piece::Newer(_) => newer.count += 1,
                Piece::Line(_) => newer.last = Some(at),
                _ => {}
            }
        }
        newer
    }

    /// What the piece at `at` is to be taken for.
    pub fn judged<'a>(&self, at: usize, piece: Piece<'a>) -> Piece<'a> {
        match piece {
            Piece::Newer(Some(line)) if self.count == 1 && ron::from_str::<Record>(line.record).is_ok() => {
                Piece::Line(line)
            }
            Piece::Newer(_) if Some(at) < self.last => Piece::Damaged,
            piece => piece,
        }
    }
}
