//! Two actors that are one.

use super::{Actor, ActorType};

impl Actor {
    /// Takes in all that is known of `other`, who is the same: its names as aliases, its roles, its
    /// ids. What both say in different ways, as their type or colour, stays as it is here.
    pub fn take_in(&mut self, other: &Self) {
        for name in other.names() {
            if self.names().all(|known| known != name) {
                self.aliases.push(name.to_owned());
            }
        }
        for role in &other.roles {
            if !self.roles.contains(role) {
                self.roles.push(role.clone());
            }
        }
        if self.sort == ActorType::Unsorted {
            self.sort = other.sort;
        }
        self.colour = self.colour.or(other.colour);
        if self.note.is_empty() {
            self.note.clone_from(&other.note);
        } else if !other.note.is_empty() && !self.note.contains(&other.note) {
            self.note = format!("{}\n\n{}", self.note, other.note);
        }
        let ids = other.was.iter().chain([&other.id]).filter(|id| **id != self.id);
        self.was.extend(ids.cloned());
        self.was.sort();
        self.was.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ActorRole;

    fn role(title: &str, from: Option<&str>) -> ActorRole {
        ActorRole { title: title.to_owned(), from: from.map(|day| day.parse().unwrap()), until: None }
    }

    #[test]
    fn nothing_that_is_known_of_either_is_lost() {
        let mut kept = Actor {
            aliases: vec!["KNCA".to_owned()],
            roles: vec![role("news agency", Some("2001-01-01"))],
            note: "ours".to_owned(),
            was: vec!["x".into()],
            ..Actor::named("kcna".into(), "KCNA")
        };
        let other = Actor {
            sort: ActorType::Organisation,
            aliases: vec!["KCNA".to_owned(), "\u{671d}\u{4e2d}\u{793e}".to_owned()],
            roles: vec![role("agency", None), role("news agency", Some("2001-01-01"))],
            note: "theirs".to_owned(),
            was: vec!["kcna".into(), "a".into()],
            ..Actor::named("agency".into(), "Korean Central News Agency")
        };
        kept.take_in(&other);
        assert_eq!(kept.name, "KCNA");
        assert_eq!(kept.sort, ActorType::Organisation);
        assert_eq!(kept.aliases, ["KNCA", "Korean Central News Agency", "\u{671d}\u{4e2d}\u{793e}"]);
        assert_eq!(kept.roles, [role("news agency", Some("2001-01-01")), role("agency", None)]);
        assert_eq!(kept.note, "ours\n\ntheirs");
        let was: Vec<&str> = kept.was.iter().map(|id| id.as_str()).collect();
        assert_eq!(was, ["a", "agency", "x"], "its own id is none of them");
        let once = kept.clone();
        kept.take_in(&other);
        assert_eq!(kept, once, "twice is no more than once");
    }
}
