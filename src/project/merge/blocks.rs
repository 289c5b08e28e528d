use super::{Notes, Sides};
use crate::story::{Block, TextRange};

/// Merges three divisions of one text, none of whose blocks are empty. What is divided in different ways lies between seams that all
/// three have in common; from seam to seam each stretch is merged by itself, as a whole.
pub(super) fn blocks(notes: &mut Notes, about: &str, sides: Sides<&[Block]>) -> Vec<Block> {
    let mut merged = Vec::new();
    for stretch in stretches(sides) {
        merged.extend_from_slice(notes.pick(about, sides.map(|blocks| within(blocks, stretch)), told));
    }
    merged
}

/// The stretches of the text between the seams at which no block of any side goes on, but for what no
/// side has a block in.
fn stretches(sides: Sides<&[Block]>) -> Vec<TextRange> {
    let all = [sides.base, sides.ours, sides.theirs].concat();
    let mut ranges: Vec<TextRange> = all.into_iter().map(|block| block.range).collect();
    ranges.sort_unstable();
    let mut stretches: Vec<TextRange> = Vec::new();
    for range in ranges {
        match stretches.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => stretches.push(range),
        }
    }
    stretches
}

/// The blocks that lie within a stretch, which none of them leaves.
fn within(blocks: &[Block], stretch: TextRange) -> &[Block] {
    let first = blocks.partition_point(|block| block.range.start < stretch.start);
    let after = blocks[first..].partition_point(|block| block.range.start < stretch.end);
    &blocks[first..first + after]
}

/// "caption at bytes 5 to 20, credit at bytes 21 to 30".
fn told(blocks: &[Block]) -> String {
    if blocks.is_empty() {
        return "nothing".to_owned();
    }
    let told = blocks.iter().map(|block| {
        let TextRange { start, end } = block.range;
        format!("{} at bytes {} to {}", block.role.name(), start.0, end.0)
    });
    told.collect::<Vec<_>>().join(", ")
}
