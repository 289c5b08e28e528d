//! Names that are two on this system and one on another: equal but for case, or for how accents
//! are spelt.

use std::fs;
use std::path::Path;

use crate::story::folded;

/// The name of another file beside `path` that would be the same file on some systems, if there is
/// one and `path` itself is not there under this very name.
pub(super) fn in_the_way(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let mut twin = None;
    for entry in fs::read_dir(path.parent()?).ok()?.flatten() {
        let Ok(other) = entry.file_name().into_string() else { continue };
        if other == name {
            return None;
        }
        if folded(&other) == folded(name) {
            twin = Some(other);
        }
    }
    twin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_is_in_the_way_only_of_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("Ren\u{e9}.claims.ron"), "").unwrap();
        fs::write(path("Kim.claims.ron"), "").unwrap();
        assert_eq!(in_the_way(&path("kim.claims.ron")).as_deref(), Some("Kim.claims.ron"));
        assert_eq!(in_the_way(&path("rene\u{301}.claims.ron")).as_deref(), Some("Ren\u{e9}.claims.ron"));
        assert_eq!(in_the_way(&path("Kim.claims.ron")), None);
        assert_eq!(in_the_way(&path("kims.claims.ron")), None);
        assert_eq!(in_the_way(&folder.path().join("none/kim.claims.ron")), None);
    }
}
