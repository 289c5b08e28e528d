use std::path::{Path, PathBuf};

use crate::claims::CoderId;

/// Where the journals of a project may lie, and what they are called.
#[derive(Clone, Debug)]
pub(super) struct Names {
    coder: CoderId,
}

impl Names {
    pub fn of(coder: &CoderId) -> Self {
        Self { coder: coder.clone() }
    }

    /// The coder's journal of this number: the first is the usual one, others are begun where it
    /// cannot be used.
    pub fn numbered(&self, number: u32) -> String {
        match number {
            1 => format!("{}.jnl", self.coder),
            more => format!("{}.{more}.jnl", self.coder),
        }
    }

    /// The number in a journal's name, if it is one of this coder's.
    pub fn number(&self, name: &str) -> Option<u32> {
        let rest = name.strip_prefix(self.coder.as_str())?.strip_suffix(".jnl")?;
        match rest.strip_prefix('.') {
            None => rest.is_empty().then_some(1),
            Some(digits) => digits.parse().ok().filter(|number| *number > 1),
        }
    }

    /// The coder's journals in `folder`, in the order of their numbers.
    pub fn list(&self, folder: &Path) -> Vec<(u32, PathBuf)> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut found: Vec<(u32, PathBuf)> = entries
            .filter_map(|entry| Some((self.number(entry.file_name().to_str()?)?, entry.path())))
            .collect();
        found.sort();
        found
    }
}
