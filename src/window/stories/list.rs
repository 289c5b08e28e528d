//! Which stories are listed, and in what order; worked out again only when something changed.

use std::sync::Arc;

use crate::claims::CoderId;
use crate::project::{Project, Session, Status};
use crate::store::{Preview, StoryLine};
use crate::story::{Story, StoryId};
use crate::window::chrome::text::{day, plain};
use crate::window::search::Sieve;

/// A story of the list. Status and counts are not kept here: they are read when it is drawn.
pub(super) struct Row {
    pub id: Arc<StoryId>,
    /// The headline, fit to be shown.
    pub headline: Arc<str>,
    /// "24 Dec 2018".
    pub date: Arc<str>,
}

/// The sorted stories, and those of them that the filter lets through.
#[derive(Default)]
pub(super) struct StoryList {
    all: Vec<Known>,
    rows: Vec<Row>,
    done: usize,
    key: Option<Key>,
    stamp: u64,
    /// What a search lets through, if not everything.
    sieve: Option<Arc<Sieve>>,
}

/// What the list was worked out from.
#[derive(Clone, PartialEq)]
struct Key {
    project: String,
    /// Of the session; `None` for a project that is still being read.
    revision: Option<u64>,
    /// How many stories there are: of an index that is the only sign of its having come.
    stories: usize,
    coder: CoderId,
    filter: String,
}

struct Known {
    id: Arc<StoryId>,
    /// Compared by address: an edit of a story makes a new one. `None` while it is not read.
    story: Option<Arc<Story>>,
    headline: Arc<str>,
    date: Option<jiff::civil::Date>,
    /// The date as it is shown.
    day: Arc<str>,
    /// Everything the filter looks at but the status, in lower case.
    words: String,
}

impl StoryList {
    /// Lists only what this lets through, or everything.
    pub(super) fn set_sieve(&mut self, sieve: Option<&Arc<Sieve>>) {
        let same = match (sieve, &self.sieve) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (new, old) => new.is_none() && old.is_none(),
        };
        if !same {
            self.sieve = sieve.cloned();
            self.key = None;
        }
    }

    /// What a search lets through, if not everything.
    pub(super) fn sieve(&self) -> Option<&Sieve> {
        self.sieve.as_deref()
    }

    /// Makes the list true again; does nothing while nothing changed.
    pub(super) fn refresh(&mut self, session: &Session, filter: &str) {
        let project = session.project();
        let key = Key {
            project: project.id.clone(),
            revision: Some(session.revision()),
            stories: project.stories.len(),
            coder: session.coder().clone(),
            filter: filter.trim().to_lowercase(),
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        // Most changes are claims, and leave the stories as they are.
        if !self.knows(project) {
            let known = project.stories.iter().map(|(id, work)| Known::of(id, &work.story));
            self.learn(known.collect());
        }
        let status = |id: &StoryId| Some(project.story(id)?.status(&key.coder));
        self.sift(&key.filter, status);
        self.key = Some(key);
    }

    /// The same for a project that is still being read.
    pub(super) fn refresh_early(&mut self, preview: &Preview, coder: &CoderId, filter: &str) {
        let key = Key {
            project: preview.project.clone(),
            revision: None,
            stories: preview.stories.len(),
            coder: coder.clone(),
            filter: filter.trim().to_lowercase(),
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let same = |old: &Key| {
            (&old.project, old.revision, old.stories) == (&key.project, key.revision, key.stories)
        };
        if !self.key.as_ref().is_some_and(same) {
            self.learn(preview.stories.iter().map(Known::early).collect());
        }
        let status = |id: &StoryId| {
            let at = preview.stories.binary_search_by(|line| line.id.cmp(id)).ok()?;
            Some(preview.stories[at].of_coder(&key.coder).status)
        };
        self.sift(&key.filter, status);
        self.key = Some(key);
    }

    /// Keeps the rows that the filter lets through.
    fn sift(&mut self, filter: &str, status: impl Fn(&StoryId) -> Option<Status>) {
        self.done = 0;
        let mut rows = Vec::new();
        for known in &self.all {
            let Some(status) = status(&known.id) else { continue };
            self.done += usize::from(status == Status::Done);
            let found = self.sieve.as_ref().is_none_or(|sieve| sieve.stories.contains(&*known.id));
            if found && fits(filter, &known.words, status) {
                let (id, headline) = (known.id.clone(), known.headline.clone());
                rows.push(Row { id, headline, date: known.day.clone() });
            }
        }
        // The rows of a project that was read are those its index told, and stay where they were.
        let same = rows.len() == self.rows.len()
            && rows.iter().zip(&self.rows).all(|(new, old)| new.id == old.id && new.headline == old.headline);
        if !same {
            self.stamp += 1;
        }
        self.rows = rows;
    }

    /// How many stories the project has, listed or not.
    pub(super) fn all(&self) -> usize {
        self.all.len()
    }

    /// The stories to list, in order.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many stories of the project are done.
    pub(super) fn done(&self) -> usize {
        self.done
    }

    /// Changes whenever other rows are listed, or in another order.
    pub(super) fn stamp(&self) -> u64 {
        self.stamp
    }

    fn knows(&self, project: &Project) -> bool {
        let same = |known: &Known| {
            let work = project.story(&known.id);
            work.zip(known.story.as_ref()).is_some_and(|(work, story)| Arc::ptr_eq(&work.story, story))
        };
        self.all.len() == project.stories.len() && self.all.iter().all(same)
    }

    fn learn(&mut self, known: Vec<Known>) {
        self.all = known;
        // The newest first, those without a date last.
        self.all.sort_by(|a, b| {
            let by_date = b.date.cmp(&a.date);
            by_date.then_with(|| a.headline.cmp(&b.headline)).then_with(|| a.id.cmp(&b.id))
        });
    }
}

impl Known {
    fn of(id: &StoryId, story: &Arc<Story>) -> Self {
        let known = Self::new(id, &story.headline, story.outlet.as_deref(), &story.authors, story.date);
        Self { story: Some(story.clone()), ..known }
    }

    fn early(line: &StoryLine) -> Self {
        Self::new(&line.id, &line.headline, line.outlet.as_deref(), &line.authors, line.date)
    }

    fn new(
        id: &StoryId,
        headline: &str,
        outlet: Option<&str>,
        authors: &[String],
        date: Option<jiff::civil::Date>,
    ) -> Self {
        let headline = match plain(headline.trim()) {
            blank if blank.is_empty() => id.as_str().to_owned(),
            headline => headline.into_owned(),
        };
        let words =
            format!("{headline}\n{}\n{}", outlet.unwrap_or_default(), authors.join("\n")).to_lowercase();
        Self {
            id: Arc::new(id.clone()),
            story: None,
            headline: headline.into(),
            date,
            day: date.map(day).unwrap_or_default().into(),
            words,
        }
    }
}

/// Whether every word of the filter stands somewhere in the story's data. The status counts as
/// one text: "in progress" finds what is in progress.
fn fits(filter: &str, words: &str, status: Status) -> bool {
    filter == status.name()
        || filter.split_whitespace().all(|word| words.contains(word) || status.name().contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Edit, StoryWork};
    use crate::story::{StoryText, slug_from};

    fn session(stories: &[(&str, Option<&str>, &str)]) -> Session {
        let mut project = Project::new("test");
        for (headline, date, outlet) in stories {
            let text = StoryText::from_canonical(*headline);
            let story = Story {
                headline: (*headline).to_owned(),
                outlet: Some((*outlet).to_owned()),
                authors: vec!["Lee Na".to_owned()],
                date: date.map(|date| date.parse().unwrap()),
                language: None,
                url: None,
                source: None,
                encoding: None,
                text: text.hash().clone(),
                pictures: Vec::new(),
                blocks: Vec::new(),
            };
            let id = slug_from(headline, |id| project.stories.contains_key(id));
            project.stories.insert(id, StoryWork::new(story, text));
        }
        Session::new(project, CoderId::nearest("kim"))
    }

    fn listed(list: &StoryList) -> Vec<&str> {
        list.rows().iter().map(|row| &*row.headline).collect()
    }

    fn sample() -> Session {
        session(&[
            ("Undated B", None, "Wire"),
            ("Old", Some("2017-03-01"), "Desk"),
            ("Undated A", None, "Wire"),
            ("New", Some("2018-12-24"), "Korea desk"),
            ("Another new", Some("2018-12-24"), "Wire"),
        ])
    }

    #[test]
    fn the_newest_come_first_and_those_without_a_date_last() {
        let mut list = StoryList::default();
        list.refresh(&sample(), "");
        assert_eq!(listed(&list), ["Another new", "New", "Old", "Undated A", "Undated B"]);
        assert_eq!(&*list.rows()[0].date, "24 Dec 2018");
    }

    #[test]
    fn the_filter_asks_headline_outlet_author_and_status() {
        let mut session = sample();
        let mut list = StoryList::default();
        let mut find = |session: &Session, filter: &str| {
            list.refresh(session, filter);
            listed(&list).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(find(&session, "WIRE"), ["Another new", "Undated A", "Undated B"]);
        assert_eq!(find(&session, "lee old"), ["Old"]);
        let story = slug_from("Old", |_| false);
        let edit = Edit::Status { story, coder: session.coder().clone(), to: Status::Done };
        session.perform("mark as done", edit).unwrap();
        assert_eq!(find(&session, "done"), ["Old"]);
        assert_eq!(find(&session, "to do").len(), 4);
        assert_eq!(list.done(), 1);
    }

    #[test]
    fn a_claim_leaves_the_rows_as_they_are() {
        let mut session = sample();
        let mut list = StoryList::default();
        list.refresh(&session, "");
        let before = list.stamp();
        let story = slug_from("Old", |_| false);
        let edit = Edit::Status { story, coder: session.coder().clone(), to: Status::InProgress };
        session.perform("begin", edit).unwrap();
        list.refresh(&session, "");
        assert_eq!(list.stamp(), before);
    }
}
