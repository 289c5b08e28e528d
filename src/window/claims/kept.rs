//! What was worked out, kept for as long as it is asked the same: a choice of 2,000 codes or a registry
//! of 20,000 actors is not searched in every frame.

/// The answer to one question.
#[derive(Debug)]
pub struct Kept<K, V>(Option<(K, V)>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// The answer for `key`, made where it was not the last question.
    pub fn of(&mut self, key: K, make: impl FnOnce() -> V) -> &V {
        let kept = self.0.take().filter(|(of, _)| *of == key);
        let (_, value) = self.0.insert(kept.unwrap_or_else(|| (key, make())));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_is_worked_out_once() {
        let mut made = 0;
        let mut kept = Kept::default();
        for key in [1, 1, 1, 2, 2, 1] {
            let answer = *kept.of(key, || {
                made += 1;
                key * 10
            });
            assert_eq!(answer, key * 10);
        }
        assert_eq!(made, 3);
    }
}
