use std::collections::HashMap;
use std::path::Path;

use super::error::shown;
use super::{Encoding, Imported, Manner, Sample, samples};

/// A text whose encoding is not certain, before it becomes a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its file, with control characters made visible.
    pub file: String,
    /// The encoding it was read in.
    pub encoding: Option<Encoding>,
    /// How it begins in each encoding that is offered.
    pub samples: Vec<Sample>,
}

impl Doubt {
    /// How it begins in the encoding it was read in; empty where that is none of those offered.
    #[must_use]
    pub fn words(&self) -> &str {
        let read = self.samples.iter().find(|sample| Some(sample.encoding) == self.encoding);
        read.map_or("", |sample| &sample.words)
    }
}

/// Asks in which encoding a text is to be read; `None` leaves it as it was.
type Ask = Box<dyn FnMut(Doubt) -> Option<Encoding> + Send>;

/// Whoever knows better than a guess, and what they said in one import.
#[derive(Default)]
pub(super) struct Adviser {
    ask: Option<Ask>,
    /// The encoding that each guess was replaced by, or left at.
    said: HashMap<Option<String>, Option<Encoding>>,
}

impl Adviser {
    pub fn new(ask: impl FnMut(Doubt) -> Option<Encoding> + Send + 'static) -> Self {
        Self { ask: Some(Box::new(ask)), said: HashMap::new() }
    }

    /// The manner in which a text is to be read anew, if it is; what was said of one goes for all that
    /// were read by the same guess.
    pub fn manner(&mut self, file: &Path, read: &Imported) -> Option<Manner> {
        let ask = self.ask.as_mut().filter(|_| read.unsure)?;
        let guess = read.story.encoding.clone();
        let encoding = self.said.entry(guess).or_insert_with_key(|guess| {
            ask(Doubt {
                file: shown(file),
                encoding: guess.as_deref().and_then(Encoding::named),
                samples: samples(&read.source.original, &read.source.bytes),
            })
        });
        encoding.map(|encoding| Manner { encoding: Some(encoding) })
    }
}
