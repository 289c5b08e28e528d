//! What a change would do, before it is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::claims::{Claim, CodeBook, CoderId};
use crate::project::{Edit, Project, Use};

/// A change that waits to be made, with what it touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The change: the code book and every claim that goes with it.
    pub edit: Edit,
    /// How many of the coder's own claims name what is changed.
    pub own: usize,
    /// In how many stories they are.
    pub stories: usize,
    /// How many values would be put aside.
    pub parked: usize,
    /// How many claims of others name it; they stay as they are.
    pub others: usize,
    /// Whose those are.
    pub coders: BTreeSet<CoderId>,
    /// How many of the coder's own lie in stories that cannot be changed now; they stay as they are.
    pub locked: usize,
    /// All claims that name it: the coder's own first, then those of others.
    pub named: Vec<Use>,
}

impl Plan {
    /// Looks at every claim of every coder: those that `names` finds are counted, and the coder's
    /// own are changed by `rewrite`. `book` says what becomes of the code book, told whether
    /// claims that stay as they are still name what is changed.
    pub(super) fn make(
        project: &Project,
        coder: &CoderId,
        names: impl Fn(&Claim) -> bool,
        rewrite: impl Fn(&mut Claim),
        book: impl FnOnce(bool) -> CodeBook,
    ) -> Self {
        let mut plan = Self {
            edit: Edit::Batch(Vec::new()),
            own: 0,
            stories: 0,
            parked: 0,
            others: 0,
            coders: BTreeSet::new(),
            locked: 0,
            named: Vec::new(),
        };
        let (mut edits, mut theirs) = (Vec::new(), Vec::new());
        for (id, story) in &project.stories {
            let before = plan.own;
            for (whose, work) in &story.coders {
                let mut naming: Vec<_> = work.claims.values().filter(|claim| names(claim)).collect();
                if naming.is_empty() {
                    continue;
                }
                naming.sort_by_cached_key(|claim| claim.reading_key(&story.story));
                let (at, by) = (Arc::new(id.clone()), Arc::new(whose.clone()));
                let uses =
                    naming.iter().map(|claim| Use { story: at.clone(), coder: by.clone(), claim: claim.id });
                if whose == coder { &mut plan.named } else { &mut theirs }.extend(uses);
                for claim in naming {
                    if whose != coder {
                        plan.others += 1;
                        plan.coders.insert(whose.clone());
                    } else if story.locked.is_some() || story.sealed.contains_key(coder) {
                        plan.locked += 1;
                    } else {
                        plan.own += 1;
                        let mut changed = Claim::clone(claim);
                        rewrite(&mut changed);
                        plan.parked += changed.parked.len().saturating_sub(claim.parked.len());
                        if changed != **claim {
                            edits.push(Edit::put(id.clone(), coder.clone(), changed));
                        }
                    }
                }
            }
            plan.stories += usize::from(plan.own > before);
        }
        plan.named.append(&mut theirs);
        let book = Edit::CodeBook(Arc::new(book(plan.others + plan.locked > 0)));
        plan.edit =
            if edits.is_empty() { book } else { Edit::Batch(std::iter::once(book).chain(edits).collect()) };
        plan
    }

    /// Whether no claim of anybody names what is changed.
    #[must_use]
    pub fn touches_nothing(&self) -> bool {
        self.own + self.others + self.locked == 0
    }
}
