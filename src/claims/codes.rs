//! The hierarchy of a choice's codes.

use std::collections::HashMap;

use super::{Code, CodeId};

/// The codes of a choice as a tree: each once, those that belong to another below it.
///
/// A file may name a parent that is not there, or lead in a circle; such a code stands at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    rows: Vec<Placed>,
    parents: Vec<Option<usize>>,
}

/// One code of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which of the codes.
    pub at: usize,
    /// How far below the top it stands, from 0.
    pub depth: usize,
}

/// A way to move a code among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Before the code that stands before it under the same one.
    Up,
    /// Behind the next one under the same one.
    Down,
    /// Under the code before it.
    In,
    /// Out of the code it is under, behind it.
    Out,
}

impl Outline {
    /// The outline of `codes`, in time that grows with their number.
    #[must_use]
    pub fn of(codes: &[Code]) -> Self {
        let mut numbers = HashMap::with_capacity(codes.len());
        for (at, code) in codes.iter().enumerate() {
            numbers.entry(&code.id).or_insert(at);
        }
        let mut parents: Vec<Option<usize>> =
            codes.iter().map(|code| numbers.get(code.under.as_ref()?).copied()).collect();
        cut_circles(&mut parents);
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); codes.len()];
        let mut top = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => below[*parent].push(at),
                None => top.push(at),
            }
        }
        let mut rows = Vec::with_capacity(codes.len());
        let mut open: Vec<Placed> = top.into_iter().rev().map(|at| Placed { at, depth: 0 }).collect();
        while let Some(row) = open.pop() {
            rows.push(row);
            open.extend(below[row.at].iter().rev().map(|&at| Placed { at, depth: row.depth + 1 }));
        }
        Self { rows, parents }
    }

    /// Every code in the order it is shown in.
    #[must_use]
    pub fn rows(&self) -> &[Placed] {
        &self.rows
    }

    /// The code that the one of this number is shown under.
    #[must_use]
    pub fn parent(&self, at: usize) -> Option<usize> {
        self.parents.get(at).copied().flatten()
    }

    /// Whether any code stands under another.
    #[must_use]
    pub fn is_deep(&self) -> bool {
        self.parents.iter().any(Option::is_some)
    }

    /// The names above a code, from the top: "Migration › Borders"; empty at the top.
    #[must_use]
    pub fn path(&self, codes: &[Code], at: usize) -> String {
        let mut names = Vec::new();
        let mut above = self.parent(at);
        while let Some(code) = above {
            names.extend(codes.get(code).map(|code| code.name.as_str()));
            above = self.parent(code);
        }
        names.reverse();
        names.join(" \u{203a} ")
    }

    /// Whether `at` is `top` or stands somewhere under it.
    #[must_use]
    pub fn is_within(&self, at: usize, top: usize) -> bool {
        let mut here = Some(at);
        while let Some(code) = here {
            if code == top {
                return true;
            }
            here = self.parent(code);
        }
        false
    }
}

/// Has every code that lies on a circle stand at the top.
fn cut_circles(parents: &mut [Option<usize>]) {
    // The walk that came by first, by the number of the code it began at; 0 is none.
    let mut seen = vec![0_usize; parents.len()];
    let mut on_circle = Vec::new();
    for start in 0..parents.len() {
        let mut here = Some(start);
        while let Some(at) = here.filter(|&at| seen[at] == 0) {
            seen[at] = start + 1;
            here = parents[at];
        }
        if let Some(first) = here.filter(|&at| seen[at] == start + 1) {
            let mut at = first;
            loop {
                on_circle.push(at);
                match parents[at] {
                    Some(next) if next != first => at = next,
                    _ => break,
                }
            }
        }
    }
    for at in on_circle {
        parents[at] = None;
    }
}

/// Puts a code under another, or at the top, before the code `before` or as the last. Says whether
/// that could be done: nothing goes under itself.
pub fn move_code(
    codes: &mut Vec<Code>,
    id: &CodeId,
    under: Option<&CodeId>,
    before: Option<&CodeId>,
) -> bool {
    let place = |codes: &[Code], id: &CodeId| codes.iter().position(|code| code.id == *id);
    let Some(at) = place(codes, id) else { return false };
    let outline = Outline::of(codes);
    let target = under.map(|under| place(codes, under));
    match target {
        Some(None) => return false,
        Some(Some(target)) if outline.is_within(target, at) => return false,
        _ => {}
    }
    if before == Some(id) {
        return false;
    }
    let mut code = codes.remove(at);
    code.under = under.cloned();
    let to = before.and_then(|before| place(codes, before)).unwrap_or(codes.len());
    codes.insert(to, code);
    true
}

/// Moves a code by one place. Says whether there was somewhere to go.
pub fn shift_code(codes: &mut Vec<Code>, id: &CodeId, shift: Shift) -> bool {
    let outline = Outline::of(codes);
    let Some(at) = codes.iter().position(|code| code.id == *id) else { return false };
    let parent = outline.parent(at);
    let beside: Vec<usize> =
        outline.rows().iter().map(|row| row.at).filter(|&other| outline.parent(other) == parent).collect();
    let Some(rank) = beside.iter().position(|&other| other == at) else { return false };
    let name = |at: usize| codes.get(at).map(|code: &Code| code.id.clone());
    let under = parent.and_then(name);
    let (under, before) = match shift {
        Shift::Up => match rank.checked_sub(1) {
            Some(before) => (under, name(beside[before])),
            None => return false,
        },
        Shift::Down if rank + 1 >= beside.len() => return false,
        Shift::Down => (under, beside.get(rank + 2).copied().and_then(name)),
        Shift::In => match rank.checked_sub(1) {
            Some(before) => (name(beside[before]), None),
            None => return false,
        },
        Shift::Out => {
            let Some(parent) = parent else { return false };
            let above = outline.parent(parent);
            let mut after =
                outline.rows().iter().map(|row| row.at).skip_while(|&other| other != parent).skip(1);
            let next = after.find(|&other| outline.parent(other) == above);
            (above.and_then(name), next.and_then(name))
        }
    };
    move_code(codes, id, under.as_ref(), before.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(list: &[(&str, &str)]) -> Vec<Code> {
        list.iter()
            .map(|(id, under)| Code {
                under: (!under.is_empty()).then(|| (*under).into()),
                ..Code::named((*id).into(), id)
            })
            .collect()
    }

    fn drawn(codes: &[Code]) -> String {
        let rows = Outline::of(codes).rows().to_vec();
        rows.iter()
            .map(|row| format!("{}{}", "-".repeat(row.depth), codes[row.at].id))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn circles_and_missing_parents_stand_at_the_top() {
        assert_eq!(drawn(&codes(&[("b", "a"), ("a", ""), ("c", "b")])), "a -b --c");
        assert_eq!(
            drawn(&codes(&[("a", "gone"), ("b", "b"), ("c", "d"), ("d", "c"), ("e", "c")])),
            "a b c -e d"
        );
    }

    #[test]
    fn codes_move_and_never_under_themselves() {
        let mut list = codes(&[("a", ""), ("b", "a"), ("c", "a"), ("d", "")]);
        assert!(!move_code(&mut list, &"a".into(), Some(&"c".into()), None));
        assert!(shift_code(&mut list, &"c".into(), Shift::Up));
        assert_eq!(drawn(&list), "a -c -b d");
        assert!(shift_code(&mut list, &"b".into(), Shift::In));
        assert_eq!(drawn(&list), "a -c --b d");
        assert!(shift_code(&mut list, &"b".into(), Shift::Out));
        assert_eq!(drawn(&list), "a -c -b d");
        assert!(shift_code(&mut list, &"c".into(), Shift::Out));
        assert_eq!(drawn(&list), "a -b c d");
        assert!(shift_code(&mut list, &"a".into(), Shift::Down));
        assert_eq!(drawn(&list), "c a -b d");
        assert!(!shift_code(&mut list, &"c".into(), Shift::Up));
        assert!(!shift_code(&mut list, &"d".into(), Shift::Down));
        assert_eq!(
            Outline::of(&list).path(&list, 2).as_str(),
            if list[2].id.as_str() == "b" { "a" } else { "" }
        );
    }

    proptest! {
        /// Whatever a file says, each code is shown once, and moving keeps them all.
        #[test]
        fn each_code_is_shown_once(
            under in proptest::collection::vec(proptest::option::of(0..14_usize), 0..12),
            moves in proptest::collection::vec((0..12_usize, 0..4_u8), 0..10),
        ) {
            let mut list: Vec<Code> = under.iter().enumerate().map(|(at, under)| Code {
                under: under.map(|under| under.to_string().into()),
                ..Code::named(at.to_string().into(), "x")
            }).collect();
            for (which, way) in moves {
                let shift = [Shift::Up, Shift::Down, Shift::In, Shift::Out][usize::from(way)];
                shift_code(&mut list, &which.to_string().into(), shift);
                let outline = Outline::of(&list);
                let mut shown: Vec<usize> = outline.rows().iter().map(|row| row.at).collect();
                shown.sort_unstable();
                prop_assert_eq!(shown, (0..under.len()).collect::<Vec<_>>());
            }
        }
    }
}
