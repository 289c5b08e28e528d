//! What the gestures make of the chosen claim's passages: more of them, fewer, elsewhere, with other
//! edges.

use super::{Deed, Ground, trimmed};
use crate::claims::{FieldType, Passage, Value};
use crate::story::{BytePos, Granularity, StoryText, TextRange};

impl Ground<'_> {
    /// Adds `range`, or else the drawn region, or else the selection, to the chosen claim.
    pub(in crate::window::workbench) fn add_passage(&self, range: Option<TextRange>) -> Option<Deed> {
        if let (None, Some(region)) = (range, &self.view.drawn) {
            let mut claim = self.chosen()?.as_ref().clone();
            claim.regions.push(region.clone());
            return Some(self.changed("add region", claim));
        }
        let given = range.and_then(|range| Passage::of(&self.work.text, trimmed(&self.work.text, range)?));
        let passage = given.or_else(|| self.selected())?;
        let mut claim = self.chosen()?.as_ref().clone();
        if claim.passages.contains(&passage) {
            return None;
        }
        claim.add_passage(passage);
        Some(Deed { spends_selection: true, ..self.changed("add passage", claim) })
    }

    /// Takes the passage at the caret out of the chosen claim.
    ///
    /// # Errors
    /// Why not, in the analyst's words.
    pub(in crate::window::workbench) fn remove_passage(&self) -> Result<Deed, &'static str> {
        let claim = self.chosen().ok_or("Choose a claim first.")?;
        let caret = self.view.selection.ok_or("Put the caret into the passage first.")?.head;
        let holds = |passage: &Passage| passage.range.start <= caret && caret <= passage.range.end;
        let at = claim
            .passages
            .iter()
            .position(holds)
            .ok_or("The caret is in none of the claim\u{2019}s passages.")?;
        if claim.passages.len() + claim.regions.len() == 1 {
            return Err("It is the claim\u{2019}s only passage: delete the claim instead.");
        }
        let mut changed = claim.as_ref().clone();
        changed.passages.remove(at);
        Ok(self.changed("remove passage", changed))
    }

    /// Makes the selection the passage of the chosen claim that is nearest to it, in its place.
    pub(in crate::window::workbench) fn move_passage(&self) -> Option<Deed> {
        let passage = self.selected()?;
        let mut claim = self.chosen()?.as_ref().clone();
        if claim.passages.contains(&passage) {
            return None;
        }
        let away = |old: &Passage| {
            let after = passage.range.start.index().saturating_sub(old.range.end.index());
            after.max(old.range.start.index().saturating_sub(passage.range.end.index()))
        };
        let nearest = (0..claim.passages.len()).min_by_key(|at| away(&claim.passages[*at]))?;
        claim.move_passage(nearest, passage);
        Some(Deed { spends_selection: true, ..self.changed("move passage", claim) })
    }

    /// Makes the selection the cue of the chosen claim: its first field that holds a passage.
    pub(in crate::window::workbench) fn take_cue(&self) -> Option<Deed> {
        let claim = self.chosen()?;
        let kind = self.session.project().codebook.kind(claim.kind.as_ref()?)?;
        let field = kind.fields.iter().find(|field| field.holds == FieldType::Passage)?;
        let mut changed = claim.as_ref().clone();
        changed.fields.insert(field.id.clone(), Value::Passage(Box::new(self.selected()?)));
        let label = format!("set {}", field.name.to_lowercase());
        Some(Deed { spends_selection: true, ..self.changed(&label, changed) })
    }

    /// Moves the chosen claim's first or last edge by a word; its fields stay.
    pub(in crate::window::workbench) fn move_edge(&self, start: bool, back: bool) -> Option<Deed> {
        let mut claim = self.chosen()?.as_ref().clone();
        let place = if start { claim.passages.first_mut()? } else { claim.passages.last_mut()? };
        let text = &self.work.text;
        if !place.stands_in(text) {
            return None;
        }
        let edge = if start { place.range.start } else { place.range.end };
        let moved = word_edge(text, edge, start, back);
        let range = if start {
            TextRange { start: moved, end: place.range.end }
        } else {
            TextRange { start: place.range.start, end: moved }
        };
        let passage = Passage::of(text, range)?;
        if *place == passage {
            return None;
        }
        *place = passage;
        claim.passages.sort();
        Some(self.changed("move edge", claim))
    }
}

/// The next word boundary from an edge: the beginning of a word for a start, its end for an end.
fn word_edge(text: &StoryText, edge: BytePos, start: bool, back: bool) -> BytePos {
    let mut at = edge;
    // A step ends on the far side of a word; from there blanks lead to the near side of the next.
    loop {
        let next = text.step(at, Granularity::Word, back);
        if next == at {
            return edge;
        }
        at = next;
        let beside = if start {
            let rest = &text.as_str()[at.index()..];
            let blanks = rest.len() - rest.trim_start().len();
            if back { at } else { BytePos::from_index(at.index() + blanks) }
        } else {
            let before = &text.as_str()[..at.index()];
            if back { BytePos::from_index(before.trim_end().len()) } else { at }
        };
        // No passage begins with what ends a sentence: the word before it comes along.
        let ends = start && back && text.as_str()[at.index()..edge.index()].chars().all(ends_a_sentence);
        if beside != edge && !ends {
            return beside;
        }
    }
}

/// Whether a letter is one of those that stand at the end of a sentence or a part of it, or a blank.
fn ends_a_sentence(letter: char) -> bool {
    letter.is_whitespace()
        || ".,;:!?\u{2026}\u{3002}\u{ff0c}\u{ff1b}\u{ff1a}\u{ff01}\u{ff1f}".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_passes_what_ends_a_sentence_and_stops_at_a_quotation_mark() {
        let text = StoryText::from_canonical("He left. \u{201c}We stay,\u{201d} she said.".to_owned());
        let at = |words: &str| BytePos::from_index(text.as_str().find(words).unwrap());
        assert_eq!(word_edge(&text, at("\u{201c}We"), true, true), at("left"));
        assert_eq!(word_edge(&text, at("We"), true, true), at("\u{201c}We"));
        assert_eq!(word_edge(&text, at("\u{201c}We"), true, false), at("We"));
        let end = |words: &str| BytePos::from_index(at(words).index() + words.len());
        assert_eq!(word_edge(&text, end("stay"), false, false), end("stay,"));
    }
}
