use super::{Claim, ClaimId, FieldId};
use crate::story::{Block, BytePos, TextRange};

/// One highlighted range: a passage of a claim, or a passage one of its fields names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it lies; always a valid range of the text.
    pub range: TextRange,
    /// Whose it is.
    pub claim: ClaimId,
    /// Which part of the claim.
    pub part: Part,
    /// Which column of the margin it takes, 0 nearest the text; marks that come within a line of
    /// each other have different ones.
    pub lane: u16,
}

/// Which part of a claim a mark shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The passage of this number, from 0.
    Passage(usize),
    /// The passage this field names.
    Field(FieldId),
}

/// All marks of a story, found by position and by block.
#[derive(Clone, Debug, Default)]
pub struct MarkIndex {
    /// Sorted by range, then claim.
    marks: Vec<Mark>,
    /// For each block, the marks that touch it, as indices into `marks`.
    by_block: Vec<Vec<u32>>,
    /// How many lanes are in use.
    lanes: u16,
}

/// Marks nearer than this share a line of the page often enough to need separate lanes, in bytes.
const LINE: u32 = 72;

impl MarkIndex {
    /// Indexes the marks of `claims` over the blocks of their story. Passages that do not stand
    /// in the text (`stands` says no) have no mark.
    pub fn new<'a>(
        claims: impl IntoIterator<Item = &'a Claim>,
        blocks: &[Block],
        stands: impl Fn(&super::Passage) -> bool,
    ) -> Self {
        let mut marks = Vec::new();
        for claim in claims {
            let passages = claim.passages.iter().enumerate().map(|(n, passage)| (passage, Part::Passage(n)));
            let named = claim.fields.iter().filter_map(|(field, value)| match value {
                super::Value::Passage(passage) => Some((&**passage, Part::Field(field.clone()))),
                _ => None,
            });
            for (passage, part) in passages.chain(named) {
                if stands(passage) {
                    marks.push(Mark { range: passage.range, claim: claim.id, part, lane: 0 });
                }
            }
        }
        marks.sort_by(|a, b| (a.range, a.claim, &a.part).cmp(&(b.range, b.claim, &b.part)));
        let lanes = colour(&mut marks);
        let mut by_block = vec![Vec::new(); blocks.len()];
        for (number, mark) in (0_u32..).zip(&marks) {
            let first = blocks.partition_point(|block| block.range.end <= mark.range.start);
            for (block, list) in blocks[first..].iter().zip(&mut by_block[first..]) {
                if block.range.start >= mark.range.end {
                    break;
                }
                list.push(number);
            }
        }
        Self { marks, by_block, lanes }
    }

    /// All marks, in the order of the text.
    #[must_use]
    pub fn all(&self) -> &[Mark] {
        &self.marks
    }

    /// How many lanes the margin needs.
    #[must_use]
    pub fn lanes(&self) -> u16 {
        self.lanes
    }

    /// The marks that touch block `block`, in the order of the text.
    pub fn in_block(&self, block: usize) -> impl Iterator<Item = &Mark> {
        self.by_block.get(block).into_iter().flatten().filter_map(|&n| self.marks.get(n as usize))
    }

    /// The marks at `pos` in block `block`, shortest first: the one a click most likely means.
    #[must_use]
    pub fn at(&self, block: usize, pos: BytePos) -> Vec<&Mark> {
        let mut hits: Vec<&Mark> = self.in_block(block).filter(|mark| mark.range.contains(pos)).collect();
        hits.sort_by_key(|mark| mark.range.len());
        hits
    }
}

/// Gives each passage the lowest lane that is free where it begins; `marks` are sorted by start.
/// Passages named by fields need no lane. Returns how many lanes there are.
fn colour(marks: &mut [Mark]) -> u16 {
    /// Where a lane's last mark ended, where it may next be used, and whose it is.
    struct Lane {
        end: u32,
        free_from: u32,
        claim: ClaimId,
    }
    let mut lanes: Vec<Lane> = Vec::new();
    for mark in marks.iter_mut().filter(|mark| matches!(mark.part, Part::Passage(_))) {
        let (start, end) = (mark.range.start.0, mark.range.end.0);
        // The passages of one claim stay in one lane.
        let own = lanes.iter().position(|lane| lane.claim == mark.claim && lane.end <= start);
        let free = own.or_else(|| lanes.iter().position(|lane| lane.free_from <= start));
        let used = Lane { end, free_from: end.saturating_add(LINE), claim: mark.claim };
        let lane = free.unwrap_or(lanes.len());
        match lanes.get_mut(lane) {
            Some(place) => *place = used,
            None => lanes.push(used),
        }
        mark.lane = u16::try_from(lane).unwrap_or(u16::MAX);
    }
    u16::try_from(lanes.len()).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Passage;
    use crate::story::{Role, StoryText};
    use proptest::prelude::*;

    fn claim(text: &StoryText, ranges: &[(usize, usize)]) -> Claim {
        let mut claim = Claim::new(None);
        claim.passages =
            ranges.iter().filter_map(|&(a, b)| Passage::of(text, TextRange::from_indices(a, b))).collect();
        claim
    }

    fn blocks(text: &str) -> Vec<Block> {
        let mut start = 0;
        text.split('\n')
            .map(|line| {
                let range = TextRange::from_indices(start, start + line.len());
                start += line.len() + 1;
                Block { role: Role::Paragraph, range }
            })
            .collect()
    }

    #[test]
    fn the_innermost_mark_comes_first_and_all_can_be_reached() {
        let text = StoryText::from_canonical("one two three four");
        let claims = [claim(&text, &[(0, 18)]), claim(&text, &[(4, 13)]), claim(&text, &[(4, 7)])];
        let index = MarkIndex::new(&claims, &blocks(text.as_str()), |p| p.stands_in(&text));
        let hits: Vec<u32> = index.at(0, BytePos(5)).iter().map(|mark| mark.range.len()).collect();
        assert_eq!(hits, [3, 9, 18]);
        assert_eq!(index.lanes(), 3);
    }

    proptest! {
        #[test]
        fn blocks_list_every_mark_they_touch(spans in proptest::collection::vec((0usize..60, 0usize..60), 0..12)) {
            let text = StoryText::from_canonical("aaaa bbbb\ncc\n\ndddd eeee ffff gggg\nhhhh iiii jjjj kkkk llll mm");
            let blocks = blocks(text.as_str());
            let claims: Vec<Claim> = spans.iter().map(|&s| claim(&text, &[s])).collect();
            let index = MarkIndex::new(&claims, &blocks, |p| p.stands_in(&text));
            for (number, block) in blocks.iter().enumerate() {
                let listed: Vec<TextRange> = index.in_block(number).map(|mark| mark.range).collect();
                let touching: Vec<TextRange> =
                    index.all().iter().map(|mark| mark.range).filter(|r| r.overlaps(block.range)).collect();
                prop_assert_eq!(listed, touching);
            }
            for (a, one) in index.all().iter().enumerate() {
                for other in &index.all()[a + 1..] {
                    prop_assert!(!one.range.overlaps(other.range) || one.lane != other.lane);
                }
            }
        }
    }
}
