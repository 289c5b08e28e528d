use std::sync::Arc;

use super::{Keep, Merged, Sides, claim, codebook, registry, story, work};
use crate::project::Edit;

/// Merges one thing, said by edits of it: what it `was`, what one side makes of it, and what it is
/// `now` by the other. `None` where that cannot be one edit: the three are of different things, or a
/// story would leave that is not as it was.
///
/// A claim keeps both of two values itself, whatever is to be kept.
#[must_use]
pub fn edit(keep: Keep, was: &Edit, becomes: &Edit, now: &Edit) -> Option<Merged<Edit>> {
    Some(match (was, becomes, now) {
        (Edit::Claim { to: was, .. }, Edit::Claim { to, story, coder, id }, Edit::Claim { to: now, .. }) => {
            let to = claim(was.as_deref(), to.as_deref(), now.as_deref()).map(Arc::new);
            let (story, coder, id) = (story.clone(), coder.clone(), *id);
            Merged { value: Edit::Claim { story, coder, id, to }, clashes: Vec::new() }
        }
        (Edit::Status { to: was, .. }, Edit::Status { to, story, coder }, Edit::Status { to: now, .. }) => {
            let merged = work::keeping(keep, Sides { base: *was, ours: *to, theirs: *now });
            merged.map(|to| Edit::Status { story: story.clone(), coder: coder.clone(), to })
        }
        (Edit::Actor { to: was, .. }, Edit::Actor { to, id }, Edit::Actor { to: now, .. }) => {
            let sides = Sides { base: was.as_deref(), ours: to.as_deref(), theirs: now.as_deref() };
            let merged = registry::keeping(keep, sides);
            merged.map(|to| Edit::Actor { id: id.clone(), to: to.map(Box::new) })
        }
        (Edit::CodeBook(was), Edit::CodeBook(to), Edit::CodeBook(now)) => {
            let sides = Sides { base: &**was, ours: &**to, theirs: &**now };
            codebook::keeping(keep, sides).map(|book| Edit::CodeBook(Arc::new(book)))
        }
        (
            Edit::Story { to: was, .. } | Edit::Text { story: was, .. },
            Edit::Story { to, id },
            Edit::Story { to: now, .. },
        ) => {
            let sides = Sides { base: &**was, ours: &**to, theirs: &**now };
            let merged = story::keeping(keep, sides);
            merged.map(|story| Edit::Story { id: id.clone(), to: Arc::new(story) })
        }
        (
            Edit::Story { to: was, .. } | Edit::Text { story: was, .. },
            Edit::Text { id, story: to, text: new },
            Edit::Text { story: now, text: old, .. },
        ) => {
            let sides = Sides { base: &**was, ours: &**to, theirs: &**now };
            story::keeping(keep, sides).map(|story| {
                let text = if story.text == *new.hash() { new } else { old };
                Edit::Text { id: id.clone(), story: Arc::new(story), text: text.clone() }
            })
        }
        (Edit::Shelf { to: was, .. }, Edit::Shelf { to, .. }, Edit::Shelf { to: now, .. }) => {
            let may = match (now, to) {
                (None, Some(_)) => true,
                (Some(now), None) => was.as_ref().is_some_and(|was| was.coders == now.coders),
                _ => false,
            };
            return may.then(|| Merged { value: becomes.clone(), clashes: Vec::new() });
        }
        _ => return None,
    })
}

impl<T> Merged<T> {
    fn map<U>(self, make: impl FnOnce(T) -> U) -> Merged<U> {
        Merged { value: make(self.value), clashes: self.clashes }
    }
}
