//! What is typed on an actor's page and is not yet part of the registry.

use jiff::civil::Date;

use crate::claims::{Actor, ActorRole};

/// A role as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RoleDraft {
    pub title: String,
    pub from: String,
    pub until: String,
}

/// The page's fields.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The actor they were filled from.
    pub of: Actor,
    pub name: String,
    pub alias: String,
    pub note: String,
    pub colour: [u8; 3],
    /// The roles, and an empty line for another.
    pub roles: Vec<RoleDraft>,
}

impl Draft {
    pub fn of(actor: &Actor) -> Self {
        Self {
            of: actor.clone(),
            name: actor.name.clone(),
            alias: String::new(),
            note: actor.note.clone(),
            colour: colour(actor),
            roles: lines(&actor.roles),
        }
    }

    /// Fills in what has changed of the actor; the rest stays as it is typed.
    pub fn follow(&mut self, actor: &Actor) {
        if self.of == *actor {
            return;
        }
        if self.of.id != actor.id {
            *self = Self::of(actor);
            return;
        }
        if self.of.name != actor.name {
            self.name.clone_from(&actor.name);
        }
        if self.of.note != actor.note {
            self.note.clone_from(&actor.note);
        }
        if self.of.colour != actor.colour {
            self.colour = colour(actor);
        }
        if self.of.roles != actor.roles {
            self.roles = lines(&actor.roles);
        }
        self.of = actor.clone();
    }

    /// The roles as they are typed.
    ///
    /// # Errors
    /// The number of the first line that is none, with what is wrong with it.
    pub fn typed_roles(&self) -> Result<Vec<ActorRole>, (usize, String)> {
        let mut roles = Vec::new();
        for (number, line) in self.roles.iter().enumerate() {
            if *line != RoleDraft::default() {
                roles.push(line.role().map_err(|problem| (number, problem))?);
            }
        }
        Ok(roles)
    }
}

impl RoleDraft {
    fn role(&self) -> Result<ActorRole, String> {
        let title = self.title.trim().to_owned();
        if title.is_empty() {
            return Err("Say what the role is called.".to_owned());
        }
        let role = ActorRole { title, from: day(&self.from)?, until: day(&self.until)? };
        match role.is_backwards() {
            true => Err("It ends before it begins.".to_owned()),
            false => Ok(role),
        }
    }
}

fn day(typed: &str) -> Result<Option<Date>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let problem = || {
        format!("\u{201c}{}\u{201d} is no day: write 2018-05-07.", crate::window::claims::shown(typed, 20))
    };
    typed.parse().map(Some).map_err(|_| problem())
}

fn colour(actor: &Actor) -> [u8; 3] {
    actor.colour.map_or([128; 3], |colour| colour.0)
}

fn lines(roles: &[ActorRole]) -> Vec<RoleDraft> {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let line = |role: &ActorRole| RoleDraft {
        title: role.title.clone(),
        from: day(role.from),
        until: day(role.until),
    };
    roles.iter().map(line).chain([RoleDraft::default()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(title: &str, from: &str, until: &str) -> Result<Vec<ActorRole>, (usize, String)> {
        let mut draft = Draft::of(&Actor::named("a".into(), "A"));
        draft.roles.insert(0, RoleDraft { title: title.into(), from: from.into(), until: until.into() });
        draft.typed_roles()
    }

    #[test]
    fn a_role_has_a_title_and_days_in_their_order() {
        let role = typed(" foreign minister ", "", "2018-05-07").unwrap().remove(0);
        assert_eq!((role.title.as_str(), role.from), ("foreign minister", None));
        assert_eq!(role.until.unwrap().to_string(), "2018-05-07");
        assert!(typed("envoy", "2018-05-07", "2018-05-07").is_ok(), "a role of one day");
        for (title, from, until, problem) in [
            ("", "2018-05-07", "", "called"),
            ("envoy", "May 2018", "", "no day"),
            ("envoy", "2018-02-30", "", "no day"),
            ("envoy", "2018-05-08", "2018-05-07", "before"),
        ] {
            let (line, told) = typed(title, from, until).unwrap_err();
            assert!(line == 0 && told.contains(problem), "{told}");
        }
    }

    #[test]
    fn what_is_typed_elsewhere_stays_when_a_part_is_committed() {
        let mut actor = Actor::named("a".into(), "A");
        let mut draft = Draft::of(&actor);
        draft.note = "half a".to_owned();
        draft.name = "B".to_owned();
        actor.name = "B".to_owned();
        draft.follow(&actor);
        assert_eq!((draft.name.as_str(), draft.note.as_str()), ("B", "half a"));
        let other = Actor::named("c".into(), "C");
        draft.follow(&other);
        assert_eq!((draft.name.as_str(), draft.note.as_str()), ("C", ""));
    }
}
