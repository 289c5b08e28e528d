//! The steps as they are listed, worked out once for each change of the history or the filter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::claims::Claim;
use crate::project::{Edit, Project, Session, Standing, Step, StepId};
use crate::story::StoryId;
use crate::window::chrome::text::{capital, plain};

/// How much of a claim's quote is told.
const QUOTE: usize = 60;

/// One step, ready to be shown.
pub(super) struct Line {
    pub step: StepId,
    /// What was done: "Tag as quote".
    pub what: String,
    /// The headline of the story it is about, or "3 stories"; empty for one about none.
    pub place: Arc<str>,
    /// The first words of the claim it is about.
    pub quote: String,
    pub at: DateTime,
    pub standing: Standing,
    /// Whether a crash had kept it from the files.
    pub restored: bool,
    /// Whether it is the last step in force.
    pub current: bool,
    /// Everything the filter looks at, in lower case.
    words: String,
}

/// What stands in one row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The steps of this day follow.
    Day(Date),
    /// The line of this number.
    Step(usize),
    /// Before the first step.
    Beginning,
}

/// Where one can go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// After this step.
    After(StepId),
    /// Before every step.
    Beginning,
}

impl Goal {
    /// The step it is after, if any.
    pub fn step(self) -> Option<StepId> {
        match self {
            Self::After(step) => Some(step),
            Self::Beginning => None,
        }
    }
}

/// The list.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    items: Vec<Item>,
    made_for: Option<u64>,
    filter: Option<String>,
}

impl Lines {
    /// Makes the list true again; does nothing while nothing changed.
    pub fn refresh(&mut self, session: &Session, restored: &BTreeSet<StepId>, filter: &str) {
        let filter = filter.trim().to_lowercase();
        let same = self.made_for == Some(session.revision());
        if !same {
            self.lines = learn(session, restored);
            self.made_for = Some(session.revision());
        }
        if !same || self.filter.as_ref() != Some(&filter) {
            self.items = pick(&self.lines, &filter);
            self.filter = Some(filter);
        }
    }

    /// What stands in each row, the newest first.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many steps there are, listed or not.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn line(&self, number: usize) -> Option<&Line> {
        self.lines.get(number)
    }

    /// The line of a step.
    pub fn of(&self, step: StepId) -> Option<&Line> {
        // The newest stand first.
        let at = self.lines.binary_search_by(|line| step.cmp(&line.step)).ok()?;
        self.lines.get(at)
    }

    /// Where a row leads; `None` for the name of a day.
    pub fn goal(&self, row: usize) -> Option<Goal> {
        match self.items.get(row)? {
            Item::Day(_) => None,
            Item::Step(number) => Some(Goal::After(self.lines.get(*number)?.step)),
            Item::Beginning => Some(Goal::Beginning),
        }
    }

    /// The row that leads there.
    pub fn row_of(&self, goal: Goal) -> Option<usize> {
        (0..self.items.len()).find(|row| self.goal(*row) == Some(goal))
    }

    /// The row reached from `row` by so many rows that lead somewhere, as far as there are any.
    pub fn step_from(&self, row: usize, by: isize) -> Option<usize> {
        let mut reached = None;
        let mut left = by.unsigned_abs();
        let mut row = row;
        while left > 0 {
            let Some(next) = row.checked_add_signed(by.signum()).filter(|row| *row < self.items.len()) else {
                break;
            };
            row = next;
            if self.goal(row).is_some() {
                reached = Some(row);
                left -= 1;
            }
        }
        reached
    }

    /// The first row that leads somewhere, and the last.
    pub fn ends(&self) -> Option<(usize, usize)> {
        let leads = |row: &usize| self.goal(*row).is_some();
        Some(((0..self.items.len()).find(leads)?, (0..self.items.len()).rev().find(leads)?))
    }
}

fn learn(session: &Session, restored: &BTreeSet<StepId>) -> Vec<Line> {
    let (project, history) = (session.project(), session.history());
    let standings = history.standings();
    let zone = TimeZone::system();
    let mut headlines: BTreeMap<StoryId, Arc<str>> = BTreeMap::new();
    let line = |(id, step): (StepId, &Step)| {
        let (place, quote) = place_of(project, step, &mut headlines);
        let standing = standings.get(&id).copied().unwrap_or(Standing::Aside);
        let mut line = Line {
            step: id,
            what: capital(&plain(&step.label)),
            place,
            quote,
            at: zone.to_datetime(step.at),
            standing,
            restored: restored.contains(&id),
            current: history.current() == Some(id),
            words: String::new(),
        };
        let marks = if line.restored { "restored" } else { "" };
        line.words =
            format!("{}\n{}\n{}\n{}\n{marks}", line.what, line.place, line.quote, line.mark().unwrap_or(""))
                .to_lowercase();
        line
    };
    history.steps().rev().map(line).collect()
}

impl Line {
    /// How a step that is not in force is marked.
    pub fn mark(&self) -> Option<&'static str> {
        match self.standing {
            Standing::Done => None,
            Standing::Undone => Some("undone"),
            Standing::Aside => Some("set aside"),
        }
    }
}

/// The story a step is about and the first words of its claim.
fn place_of(
    project: &Project,
    step: &Step,
    headlines: &mut BTreeMap<StoryId, Arc<str>>,
) -> (Arc<str>, String) {
    let singles = step.edit().singles_with(step.back());
    let stories: BTreeSet<StoryId> =
        singles.iter().filter_map(|(edit, _)| edit.target()?.story().cloned()).collect();
    let place: Arc<str> = match (stories.first(), stories.len()) {
        (None, _) => "".into(),
        (Some(id), 1) => {
            let shelved = singles.iter().find_map(|(edit, back)| shelved(edit).or_else(|| shelved(back)));
            let headline = || headline(project, id, shelved);
            headlines.entry(id.clone()).or_insert_with(headline).clone()
        }
        (_, count) => format!("{count} stories").into(),
    };
    let claims: Vec<_> =
        singles.iter().filter_map(|(edit, back)| claim(edit).or_else(|| claim(back))).collect();
    let quote = match claims.as_slice() {
        [one] => first_words(&one.quote()),
        _ => String::new(),
    };
    (place, quote)
}

fn headline(project: &Project, id: &StoryId, shelved: Option<&str>) -> Arc<str> {
    let known = project.story(id).map(|work| work.story.headline.as_str()).or(shelved);
    let known = known.map(str::trim).filter(|headline| !headline.is_empty());
    plain(known.unwrap_or(id.as_str())).into()
}

fn shelved(edit: &Edit) -> Option<&str> {
    match edit {
        Edit::Shelf { to: Some(work), .. } => Some(&work.story.headline),
        _ => None,
    }
}

fn claim(edit: &Edit) -> Option<&Claim> {
    match edit {
        Edit::Claim { to, .. } => to.as_deref(),
        _ => None,
    }
}

fn first_words(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = plain(&line);
    match line.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}\u{2026}", line[..end].trim_end()),
        None => line.into_owned(),
    }
}

/// The lines in which every word of the filter stands, under their days.
fn pick(lines: &[Line], filter: &str) -> Vec<Item> {
    let wanted: Vec<&str> = filter.split_whitespace().collect();
    let mut items = Vec::with_capacity(lines.len() + 8);
    let mut day = None;
    for (number, line) in lines.iter().enumerate() {
        if !wanted.iter().all(|word| line.words.contains(word)) {
            continue;
        }
        let date = line.at.date();
        if day != Some(date) {
            day = Some(date);
            items.push(Item::Day(date));
        }
        items.push(Item::Step(number));
    }
    if wanted.is_empty() && !lines.is_empty() {
        items.push(Item::Beginning);
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{CoderId, Passage};
    use crate::project::StoryWork;
    use crate::story::{Story, StoryText, TextRange, slug_from};

    fn session() -> Session {
        let text = StoryText::from_canonical("Envoy waits\nHe said no.\n");
        let mut claim = Claim::new(Some("quote".into()));
        claim.add_passage(Passage::of(&text, TextRange::from_indices(12, 19)).unwrap());
        let story = slug_from("Envoy waits", |_| false);
        let work = StoryWork::new(Story::new("Envoy waits", &text, Vec::new()), text);
        let mut session = Session::new(Project::new("test"), CoderId::nearest("kim"));
        let coder = session.coder().clone();
        let shelf = Edit::Shelf { id: story.clone(), to: Some(Box::new(work)) };
        session.perform("import story", shelf).unwrap();
        session.perform("tag as quote", Edit::put(story.clone(), coder.clone(), claim.clone())).unwrap();
        let gone = Edit::Claim { story, coder, id: claim.id, to: None };
        session.perform("delete quote", gone).unwrap();
        session
    }

    fn listed(session: &Session, filter: &str) -> Vec<String> {
        let mut lines = Lines::default();
        lines.refresh(session, &[StepId(2)].into(), filter);
        let said = |item: &Item| match item {
            Item::Day(_) => "day".to_owned(),
            Item::Beginning => "beginning".to_owned(),
            Item::Step(number) => {
                let line = lines.line(*number).unwrap();
                format!("{} | {} | {} | {}", line.what, line.place, line.quote, line.mark().unwrap_or(""))
            }
        };
        lines.items().iter().map(said).collect()
    }

    #[test]
    fn the_newest_stands_first_and_says_what_and_where() {
        let mut session = session();
        session.undo().unwrap();
        assert_eq!(
            listed(&session, ""),
            [
                "day",
                "Delete quote | Envoy waits | He said | undone",
                "Tag as quote | Envoy waits | He said | ",
                "Import story | Envoy waits |  | ",
                "beginning"
            ]
        );
    }

    #[test]
    fn the_filter_asks_deed_story_quote_and_mark() {
        let mut session = session();
        session.undo().unwrap();
        assert_eq!(listed(&session, "ENVOY tag").len(), 2);
        assert_eq!(listed(&session, "he said").len(), 3);
        assert_eq!(listed(&session, "undone").len(), 2);
        assert_eq!(listed(&session, "restored"), ["day", "Tag as quote | Envoy waits | He said | "]);
        assert!(listed(&session, "nowhere").is_empty());
        assert!(listed(&Session::new(Project::new("empty"), CoderId::nearest("kim")), "").is_empty());
    }

    #[test]
    fn arrows_pass_over_the_names_of_days() {
        let mut lines = Lines::default();
        lines.refresh(&session(), &BTreeSet::new(), "");
        assert_eq!(lines.ends(), Some((1, 4)));
        assert_eq!(lines.step_from(1, -1), None, "above is only the day");
        assert_eq!(lines.step_from(1, 2), Some(3));
        assert_eq!(lines.step_from(2, 40), Some(4));
        assert_eq!(lines.goal(4), Some(Goal::Beginning));
        assert_eq!(lines.row_of(Goal::After(StepId(1))), Some(3));
        assert_eq!(lines.of(StepId(3)).map(|line| line.what.as_str()), Some("Delete quote"));
    }
}
