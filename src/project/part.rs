//! The parts of a project that have a file of their own besides claims, as they are or as they were once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Edit, Tally};
use crate::claims::{Actors, CodeBook};
use crate::story::{Story, StoryId};

/// What such a part says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A story's metadata, blocks and pictures.
    Story(Arc<Story>),
    /// The code book.
    CodeBook(Arc<CodeBook>),
    /// The registry of actors.
    Actors(Arc<Actors>),
}

/// What would become of something in a part if that were again as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// What it is called.
    pub name: String,
    /// What would become of it.
    pub how: How,
}

/// What would become of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It would come back.
    Back,
    /// It would go.
    Gone,
    /// It would be another.
    Other,
}

impl Turned {
    /// How many of these there are of each sort.
    #[must_use]
    pub fn tally(all: &[Self]) -> Tally {
        let count = |how| all.iter().filter(|one| one.how == how).count();
        Tally { back: count(How::Back), gone: count(How::Gone), changed: count(How::Other) }
    }
}

impl Part {
    /// How many things it holds, and what they are called: "kind", "kinds". A story counts its blocks.
    #[must_use]
    pub fn size(&self) -> (usize, &'static str, &'static str) {
        match self {
            Self::Story(story) => (story.blocks.len(), "block", "blocks"),
            Self::CodeBook(book) => (book.kinds.len(), "kind", "kinds"),
            Self::Actors(actors) => (actors.iter().len(), "actor", "actors"),
        }
    }

    /// What would become of each thing that differs if this part were as `then`.
    ///
    /// # Errors
    /// Why it cannot become that, as a clause: "holds another file".
    pub fn turned(&self, then: &Self) -> Result<Vec<Turned>, &'static str> {
        match (self, then) {
            (Self::Story(now), Self::Story(then)) if now.text != then.text => {
                Err("is about another text of the story; the History leads back to that")
            }
            (Self::Story(now), Self::Story(then)) => Ok(of_story(now, then)),
            (Self::CodeBook(now), Self::CodeBook(then)) => Ok(of_codebook(now, then)),
            (Self::Actors(now), Self::Actors(then)) => {
                let list = |actors: &Actors| {
                    actors.iter().map(|actor| (actor.id.clone(), actor.name.clone(), actor.clone())).collect()
                };
                Ok(of_lists(list(now), list(then)))
            }
            _ => Err("holds another file"),
        }
    }

    /// The edit that makes this part say what `then` says; `story` is the story it is about. `None` if it
    /// says that already, or cannot.
    #[must_use]
    pub fn edit_to(&self, then: Self, story: Option<&StoryId>) -> Option<Edit> {
        if self.turned(&then).ok()?.is_empty() {
            return None;
        }
        Some(match (self, then) {
            (_, Self::Story(to)) => Edit::Story { id: story?.clone(), to },
            (_, Self::CodeBook(book)) => Edit::CodeBook(book),
            (Self::Actors(now), Self::Actors(then)) => {
                let ids: BTreeSet<_> = now.iter().chain(then.iter()).map(|actor| &actor.id).collect();
                let other = ids.into_iter().filter(|id| now.exactly(id) != then.exactly(id));
                let edit =
                    |id| Edit::Actor { id: Clone::clone(id), to: then.exactly(id).cloned().map(Box::new) };
                Edit::Batch(other.map(edit).collect())
            }
            _ => return None,
        })
    }
}

fn of_story(now: &Story, then: &Story) -> Vec<Turned> {
    let same = [
        ("The headline", now.headline == then.headline),
        ("The outlet", now.outlet == then.outlet),
        ("The authors", now.authors == then.authors),
        ("The date", now.date == then.date),
        ("The language", now.language == then.language),
        ("The address", now.url == then.url),
        ("The source", (&now.source, &now.encoding) == (&then.source, &then.encoding)),
        ("The blocks", now.blocks == then.blocks),
        ("The pictures", now.pictures == then.pictures),
    ];
    other(same)
}

fn of_codebook(now: &CodeBook, then: &CodeBook) -> Vec<Turned> {
    let kinds = |book: &CodeBook| {
        book.kinds.iter().map(|kind| (kind.id.clone(), kind.name.clone(), kind.clone())).collect()
    };
    let links = |book: &CodeBook| {
        book.links.iter().map(|link| (link.id.clone(), link.name.clone(), link.clone())).collect()
    };
    let mut turned = of_lists(kinds(now), kinds(then));
    turned.extend(of_lists(links(now), links(then)));
    if turned.is_empty() {
        // They stand in the order in which menus show them.
        turned = other([("The order", now == then)]);
    }
    turned
}

fn other<const N: usize>(same: [(&str, bool); N]) -> Vec<Turned> {
    let other = same.into_iter().filter(|(_, same)| !same);
    other.map(|(name, _)| Turned { name: name.to_owned(), how: How::Other }).collect()
}

/// What becomes of each thing of a list, told by its id.
fn of_lists<I: Ord, T: PartialEq>(now: Vec<(I, String, T)>, then: Vec<(I, String, T)>) -> Vec<Turned> {
    fn by_id<I: Ord, T>(list: &[(I, String, T)]) -> BTreeMap<&I, &T> {
        list.iter().map(|(id, _, one)| (id, one)).collect()
    }
    let (is, was) = (by_id(&now), by_id(&then));
    let turned = |name: &str, how| Turned { name: name.to_owned(), how };
    let back_or_other = then.iter().filter_map(|(id, name, one)| match is.get(id) {
        None => Some(turned(name, How::Back)),
        Some(now) => (*now != one).then(|| turned(name, How::Other)),
    });
    let gone = now.iter().filter(|(id, ..)| !was.contains_key(id));
    back_or_other.chain(gone.map(|(_, name, _)| turned(name, How::Gone))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{Actor, ActorId};
    use crate::project::Project;
    use crate::story::StoryText;

    fn actors(names: &[(&str, &str)]) -> Part {
        let mut actors = Actors::default();
        for (id, name) in names {
            let id = ActorId::from(*id);
            actors.set(&id.clone(), Some(Actor::named(id, name)));
        }
        Part::Actors(Arc::new(actors))
    }

    #[test]
    fn what_differs_is_told_and_one_edit_makes_it_as_it_was() {
        let now = actors(&[("a", "Anna"), ("b", "Ben")]);
        let then = actors(&[("b", "Benjamin"), ("c", "Cleo")]);
        let told: Vec<_> = now.turned(&then).unwrap().into_iter().map(|one| (one.name, one.how)).collect();
        let expected = [("Benjamin", How::Other), ("Cleo", How::Back), ("Anna", How::Gone)];
        assert_eq!(told, expected.map(|(name, how)| (name.to_owned(), how)));
        let mut project = Project::new("p");
        let Part::Actors(start) = &now else { unreachable!("made so above") };
        project.actors = start.clone();
        let back = project.apply(now.edit_to(then.clone(), None).unwrap()).unwrap();
        assert_eq!(Part::Actors(project.actors.clone()), then);
        project.apply(back).unwrap();
        assert_eq!(Part::Actors(project.actors.clone()), now);
        assert_eq!(now.edit_to(now.clone(), None), None);
        assert!(now.turned(&Part::CodeBook(project.codebook)).is_err());
    }

    #[test]
    fn a_code_book_in_another_order_differs_too() {
        let book = CodeBook::default();
        let mut other = book.clone();
        other.kinds.reverse();
        let (now, then) = (Part::CodeBook(Arc::new(book)), Part::CodeBook(Arc::new(other)));
        assert_eq!(now.turned(&then).unwrap()[0].name, "The order");
        assert!(now.edit_to(then, None).is_some());
    }

    #[test]
    fn a_story_of_another_text_is_refused() {
        let story = |words: &str| {
            let text = StoryText::from_canonical(words);
            Part::Story(Arc::new(Story::new("Talks", &text, Vec::new())))
        };
        assert!(story("one").turned(&story("two")).is_err());
        assert_eq!(story("one").turned(&story("one")), Ok(Vec::new()));
        let id = StoryId::try_from("one".to_owned()).unwrap();
        assert_eq!(story("one").edit_to(story("two"), Some(&id)), None);
    }
}
