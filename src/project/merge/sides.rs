/// One thing in three versions: what both sides began from, and what each made of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<T> {
    pub base: T,
    pub ours: T,
    pub theirs: T,
}

impl<T: Copy> Sides<T> {
    /// A part of the thing, or another look at it.
    pub fn map<U>(self, part: impl Fn(T) -> U) -> Sides<U> {
        Sides { base: part(self.base), ours: part(self.ours), theirs: part(self.theirs) }
    }
}

impl<T> Sides<T> {
    /// The same, lent.
    pub fn each_ref(&self) -> Sides<&T> {
        Sides { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }
}

impl<T: Copy + Ord> Sides<T> {
    /// The value to keep, and the other one if both sides changed it in different ways. The greater
    /// of the two is kept: something rather than nothing, and the same whichever side is ours.
    pub fn pick(self) -> (T, Option<T>) {
        if self.ours == self.theirs || self.theirs == self.base {
            (self.ours, None)
        } else if self.ours == self.base {
            (self.theirs, None)
        } else {
            (self.ours.max(self.theirs), Some(self.ours.min(self.theirs)))
        }
    }
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

impl<T: Copy> Sides<T> {
    /// What one side has, and what the other has.
    pub fn from(self, side: Side) -> (T, T) {
        match side {
            Side::Ours => (self.ours, self.theirs),
            Side::Theirs => (self.theirs, self.ours),
        }
    }
}

impl<T: Clone + PartialEq> Sides<Option<&T>> {
    /// Merges a record that each side may have or not. `both` merges two that differ from each
    /// other and from the base; `kept` is given what one side changed and the other deleted.
    pub fn record(self, both: impl FnOnce(Option<&T>, &T, &T) -> T, kept: impl FnOnce(T) -> T) -> Option<T> {
        let Self { base, ours, theirs } = self;
        if ours == theirs || theirs == base {
            return ours.cloned();
        }
        if ours == base {
            return theirs.cloned();
        }
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => Some(both(base, ours, theirs)),
            (Some(changed), None) | (None, Some(changed)) => Some(kept(changed.clone())),
            (None, None) => None,
        }
    }
}
