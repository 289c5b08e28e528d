//! A disk that takes what it is given and never says that it has it, such as a network drive whose other end
//! is gone: nobody may wait for it without being told.

use std::time::Duration;

use super::SaveFailure;

/// How long a single thing may take before the analyst is told.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What is told then.
pub(super) fn no_answer() -> SaveFailure {
    SaveFailure {
        file: "The project".to_owned(),
        reason: "the disk does not answer".to_owned(),
        hint: "See whether the drive is still connected. Pressmark goes on by itself once it answers."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::inner::{Inner, Task};
    use super::*;
    use crate::claims::CoderId;
    use crate::project::{Edit, Project, Session, Status, StoryWork};
    use crate::store::SaveState;
    use crate::story::{Story, StoryId, StoryText};

    const DELAY: Duration = Duration::from_millis(400);

    fn session() -> Session {
        let mut project = Project::new("slow");
        let text = StoryText::from_canonical("Talks\n");
        let work = StoryWork::new(Story::new("Talks", &text, Vec::new()), text);
        project.apply(Edit::Shelf { id: slug(), to: Some(Box::new(work)) }).unwrap();
        Session::new(project, CoderId::nearest("kim"))
    }

    fn slug() -> StoryId {
        StoryId::try_from("one".to_owned()).unwrap()
    }

    fn edit(session: &mut Session, inner: &mut Inner, to: Status) {
        let edit = Edit::Status { story: slug(), coder: CoderId::nearest("kim"), to };
        session.perform("mark", edit).unwrap();
        let unsaved = session.take_unsaved();
        inner.take_up(session.project(), unsaved);
    }

    fn is_told(inner: &Inner, now: Instant) -> Option<bool> {
        match inner.state(now) {
            SaveState::Failing { failure, kept } if failure == no_answer() => Some(kept),
            _ => None,
        }
    }

    /// The writer stands still with what it was given: the test has it and does not say that it is done.
    #[test]
    fn a_disk_that_does_not_answer_is_told_of_after_a_while() {
        let (mut session, mut inner) = (session(), Inner::new(DELAY));
        inner.patience = Duration::from_secs(60);
        let begun = Instant::now();
        assert_eq!(inner.answer_due(begun), None, "nothing is to be saved");
        edit(&mut session, &mut inner, Status::InProgress);
        assert_eq!(inner.answer_due(begun), Some(inner.patience), "the window looks again");
        let journal = inner.next(begun).unwrap();
        assert!(matches!(journal, Task::Journal(_)));
        let soon = begun + Duration::from_secs(59);
        assert_eq!(inner.state(soon), SaveState::Saving);
        assert_eq!(inner.answer_due(soon), Some(Duration::from_secs(1)));
        let late = begun + inner.patience;
        assert_eq!(is_told(&inner, late), Some(false), "the journal does not have it");
        assert_eq!(inner.answer_due(late), None, "it is told of");
        // It answers after all.
        inner.done(journal, Ok(()), late);
        assert!(matches!(inner.state(late), SaveState::Saved { .. }));
        // The file is due, and hangs: the journal has all of it, but the files never will.
        let later = late + DELAY;
        let file = inner.next(later).unwrap();
        assert!(matches!(file, Task::Write(..)));
        assert!(matches!(inner.state(later), SaveState::Saved { .. }));
        let late = later + inner.patience;
        assert_eq!(is_told(&inner, late), Some(true));
        // What comes now the journal does not have either.
        edit(&mut session, &mut inner, Status::Done);
        assert_eq!(is_told(&inner, late), Some(false));
        inner.done(file, Ok(()), late);
        assert_eq!(is_told(&inner, late), None);
    }

    #[test]
    fn a_look_that_takes_long_is_nobodys_business_as_long_as_nothing_is_to_be_saved() {
        let (mut session, mut inner) = (session(), Inner::new(DELAY));
        inner.to_look_at.insert(super::super::look::Glance::Top);
        let begun = Instant::now();
        let look = inner.next(begun).unwrap();
        assert!(matches!(look, Task::Look(_)));
        let late = begun + inner.patience;
        assert_eq!(inner.state(late), SaveState::Saved { at: None });
        edit(&mut session, &mut inner, Status::Done);
        assert_eq!(is_told(&inner, late), Some(false));
    }
}
