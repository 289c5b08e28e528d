//! The clock by which the files are looked at while somebody works with them.
//!
//! It runs on the saver's thread, so that a window that nobody touches sleeps until there is news.

use std::time::{Duration, Instant};

use super::Saver;
use super::look::Glance;
use crate::project::Touched;
use crate::story::StoryId;

/// How often the open story, the registry and the code book are looked at.
const NEAR: Duration = Duration::from_secs(2);
/// How often all of the project is.
const FAR: Duration = Duration::from_secs(30);

/// What is looked at without being asked for, and when.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// The story that is open.
    story: Option<StoryId>,
    /// When the near and everything is due; `None` while nobody works with the files.
    due: Option<(Instant, Instant)>,
    /// Whether it was ever said that somebody does, or does not.
    begun: bool,
}

impl Watch {
    /// Takes in whether somebody works with the files, and in which story. Says whether that is new.
    pub fn turn(&mut self, worked: bool, story: Option<&StoryId>, now: Instant) -> bool {
        let opened = !std::mem::replace(&mut self.begun, true);
        if self.story.as_ref() != story {
            self.story = story.cloned();
        }
        if worked == self.due.is_some() {
            return false;
        }
        // What was just opened was just read; who comes back wants to know at once.
        let far = if opened { now + FAR } else { now };
        self.due = worked.then_some((now + NEAR, far));
        true
    }

    /// What is to be looked at now. It is due again after its time.
    pub fn take_due(&mut self, now: Instant) -> Vec<Glance> {
        match &mut self.due {
            Some((near, far)) if *far <= now => {
                (*near, *far) = (now + NEAR, now + FAR);
                vec![Glance::Top]
            }
            Some((near, _)) if *near <= now => {
                *near = now + NEAR;
                let top = [Touched::Actors, Touched::CodeBook].map(Glance::File);
                self.story.iter().cloned().map(Glance::Story).chain(top).collect()
            }
            _ => Vec::new(),
        }
    }

    /// How long until something is due.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        self.due.map(|(near, far)| near.min(far).saturating_duration_since(now))
    }
}

impl Saver {
    /// Has the project's files looked at again and again while they are worked with: every two
    /// seconds the open story, the registry and the code book, every half minute everything, and
    /// everything as soon as somebody comes back. To be told in every frame; costs nothing if it is
    /// as before.
    pub fn watch(&self, worked: bool, story: Option<&StoryId>) {
        let new = self.shared.lock().watch.turn(worked, story, Instant::now());
        if new {
            self.shared.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> StoryId {
        StoryId::try_from(name.to_owned()).unwrap()
    }

    fn near(story: &str) -> Vec<Glance> {
        let top = [Touched::Actors, Touched::CodeBook].map(Glance::File);
        std::iter::once(Glance::Story(id(story))).chain(top).collect()
    }

    #[test]
    fn the_open_story_is_looked_at_often_and_the_rest_seldom() {
        let (begin, mut watch) = (Instant::now(), Watch::default());
        assert!(watch.turn(true, Some(&id("one")), begin));
        assert!(watch.take_due(begin).is_empty(), "it was just read");
        let mut now = begin;
        let mut looks = Vec::new();
        while now < begin + FAR {
            now += watch.rest(now).unwrap();
            looks.push(watch.take_due(now));
        }
        let (last, often) = looks.split_last().unwrap();
        assert_eq!(last, &[Glance::Top]);
        assert_eq!(often.len(), 14);
        assert!(often.iter().all(|look| *look == near("one")));
        assert_eq!(watch.rest(now), Some(NEAR), "and so on");
        assert!(!watch.turn(true, Some(&id("two")), now), "another story keeps the clock");
        assert_eq!(watch.take_due(now + NEAR), near("two"));
    }

    #[test]
    fn nothing_is_looked_at_while_nobody_works_and_all_when_somebody_comes() {
        let (begin, mut watch) = (Instant::now(), Watch::default());
        assert!(!watch.turn(false, Some(&id("one")), begin));
        assert_eq!((watch.rest(begin), watch.take_due(begin + 2 * FAR)), (None, Vec::new()));
        assert!(watch.turn(true, Some(&id("one")), begin + FAR));
        assert_eq!(watch.rest(begin + FAR), Some(Duration::ZERO));
        assert_eq!(watch.take_due(begin + FAR), [Glance::Top]);
        assert!(watch.turn(false, Some(&id("one")), begin + FAR));
        assert_eq!(watch.rest(begin + FAR), None);
    }
}
