//! How high each piece of the page is, and so where each stands.

/// The heights of a page's pieces, in points: estimated at first, exact once laid out.
///
/// A Fenwick tree of `f64` (a page of 10 MB is millions of points long, too long for `f32` to tell
/// pixels apart): reading a place and correcting a height cost O(log n).
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    /// `tree[i]` is the sum of the `i & -i` heights that end with piece `i - 1`.
    tree: Vec<f64>,
    values: Vec<f64>,
    exact: Vec<bool>,
    estimated: usize,
}

impl Heights {
    /// Pieces of these estimated heights.
    pub(super) fn new(estimates: impl IntoIterator<Item = f64>) -> Self {
        let values: Vec<f64> = estimates.into_iter().collect();
        let mut tree = vec![0.0; values.len() + 1];
        for (index, value) in values.iter().enumerate() {
            let node = index + 1;
            tree[node] += value;
            let parent = node + lowest_bit(node);
            if parent < tree.len() {
                tree[parent] += tree[node];
            }
        }
        let estimated = values.len();
        Self { tree, exact: vec![false; values.len()], values, estimated }
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The height of the whole page.
    pub(super) fn total(&self) -> f64 {
        self.top(self.values.len())
    }

    /// The height of piece `index`.
    pub(super) fn height(&self, index: usize) -> f64 {
        self.values.get(index).copied().unwrap_or_default()
    }

    /// Where piece `index` begins.
    pub(super) fn top(&self, index: usize) -> f64 {
        let mut node = index.min(self.values.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree[node];
            node -= lowest_bit(node);
        }
        sum
    }

    /// The piece at `y` and how far below its top `y` lies; the first or last one beyond the ends.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let mut node = 0;
        let mut rest = y.max(0.0);
        let mut step = self.values.len().checked_ilog2().map_or(0, |bits| 1_usize << bits);
        while step > 0 {
            let next = node + step;
            if next < self.tree.len() && self.tree[next] <= rest {
                node = next;
                rest -= self.tree[next];
            }
            step /= 2;
        }
        let last = self.values.len().saturating_sub(1);
        if node > last { (last, y - self.top(last)) } else { (node, rest) }
    }

    /// Whether piece `index` has been laid out.
    pub(super) fn is_exact(&self, index: usize) -> bool {
        self.exact.get(index).copied().unwrap_or(true)
    }

    /// How many heights are still estimates.
    pub(super) fn estimated(&self) -> usize {
        self.estimated
    }

    /// Puts in the exact height of piece `index`.
    pub(super) fn set_exact(&mut self, index: usize, height: f64) {
        if index >= self.values.len() {
            return;
        }
        if !std::mem::replace(&mut self.exact[index], true) {
            self.estimated -= 1;
        }
        let delta = height - std::mem::replace(&mut self.values[index], height);
        if delta != 0.0 {
            let mut node = index + 1;
            while node < self.tree.len() {
                self.tree[node] += delta;
                node += lowest_bit(node);
            }
        }
    }
}

fn lowest_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_adding_up(
            estimates in proptest::collection::vec(1_u16..500, 1..60),
            changes in proptest::collection::vec((0_usize..60, 0_u16..900), 0..30),
            probe in 0.0_f64..30_000.0,
        ) {
            let mut plain: Vec<f64> = estimates.iter().map(|&h| f64::from(h)).collect();
            let mut heights = Heights::new(plain.iter().copied());
            for (index, height) in changes {
                if index < plain.len() {
                    plain[index] = f64::from(height);
                }
                heights.set_exact(index, f64::from(height));
            }
            let tops: Vec<f64> = plain.iter().scan(0.0, |sum, h| { let top = *sum; *sum += h; Some(top) }).collect();
            for (index, top) in tops.iter().enumerate() {
                prop_assert!((heights.top(index) - top).abs() < 1e-6);
            }
            let (index, offset) = heights.at(probe);
            let expected = plain.iter().enumerate().position(|(i, h)| probe < tops[i] + h).unwrap_or(plain.len() - 1);
            prop_assert_eq!(index, expected);
            prop_assert!((tops[index] + offset - probe).abs() < 1e-6);
        }
    }
}
