//! Search through 10,000 stories of 7 KB in memory: every hit of a phrase, a word, an expression.
//!
//! `cargo bench --bench search`; the best and the middle of some runs are printed, and beside them
//! the processor's time of all threads (Linux), which says the same on a machine that others use too:
//! two free cores take half of it.
#![allow(clippy::unwrap_used, reason = "a bench that panics has said what it has to say")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pressmark::analysis::search::{Names, Place, Query, Run, Shelved};
use pressmark::claims::{Actors, CodeBook};
use pressmark::project::StoryWork;
use pressmark::story::{Block, Role, Story, StoryId, StoryText, TextRange};

#[path = "support/large.rs"]
#[allow(dead_code, reason = "other benches use the rest")]
mod large;

const STORIES: usize = 10_000;
const BYTES: usize = 7_000;
const TIMES: usize = 15;

fn main() {
    let stories: Vec<Arc<Shelved>> = (0..STORIES).map(|number| Arc::new(story(number))).collect();
    let bytes: usize = stories.iter().map(|story| story.text.as_str().len()).sum();
    println!("{STORIES} stories, {:.1} MB", bytes as f64 / 1e6);
    let plain = |words: &str| Query { words: words.to_owned(), places: text(), ..Query::default() };
    let regex = |words: &str| Query { regex: true, ..plain(words) };
    let queries = [
        ("a phrase", plain("rail survey")),
        ("a phrase, case matters", Query { match_case: true, ..plain("rail survey") }),
        ("a phrase, whole words", Query { whole_word: true, ..plain("Rail Survey") }),
        ("a phrase that is nowhere", plain("rail embargo")),
        ("a phrase with an accent", plain("café talks")),
        ("a rare word", plain("zeppelin")),
        ("a frequent word", plain("the")),
        ("an expression, few hits", regex(r"zeppelins? over \w+")),
        ("an expression, many hits", regex(r"rail (survey|waiver)s?")),
        ("an expression of classes", regex(r"[a-z]+ation (was|of) \w+")),
        ("an expression with edges", regex(r"\bsanction\w*\b")),
        ("an expression at edges", regex(r"\b\w+ sanctions")),
        ("a number and a word", regex(r"\d{4} talks")),
    ];
    println!("{:28} {:>9} {:>8} {:>8} {:>10}", "", "hits", "best ms", "middle", "processor");
    for (name, query) in queries {
        let before = processor();
        let mut times: Vec<(Duration, usize)> = (0..TIMES).map(|_| search(&query, &stories)).collect();
        times.sort();
        let ms = |at: usize| times[at].0.as_secs_f64() * 1e3;
        let work = processor()
            .zip(before)
            .map_or_else(String::new, |(now, before)| format!("{:.0}", (now - before) * 1e3 / TIMES as f64));
        println!("{name:28} {:>9} {:>8.1} {:>8.1} {work:>10}", times[0].1, ms(0), ms(TIMES / 2));
    }
}

fn text() -> BTreeSet<Place> {
    BTreeSet::from([Place::Text, Place::Headlines, Place::Captions])
}

/// The time that this program's threads had on a processor so far, in seconds.
fn processor() -> Option<f64> {
    // The hundredths of seconds in the program and in the system, after the name in parentheses.
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// From the query to the last hit: how long it takes, and how many there are.
fn search(query: &Query, stories: &[Arc<Shelved>]) -> (Duration, usize) {
    let names = Arc::new(Names::of(&Arc::new(CodeBook::default()), &Actors::default()));
    let begun = Instant::now();
    let mut run = Run::start(query.prepare().unwrap(), names, || ());
    run.feed(stories);
    run.close();
    let mut all = Vec::new();
    while let Some(batch) = run.wait() {
        all.extend(batch.found);
    }
    let took = begun.elapsed();
    (took, all.iter().map(|found| found.hits.len()).sum())
}

fn story(number: usize) -> Shelved {
    let mut dice = large::Dice::new(number as u64 + 1);
    let mut words = large::text(BYTES, &mut dice);
    if number.is_multiple_of(2) {
        // As newspapers set it.
        words = words.replace(" said ", " said, \u{201c}we\u{2019}ll ").replace(". ", ".\u{201d} \u{2014} ");
    }
    if number.is_multiple_of(500) {
        words.push_str("A zeppelin over Seoul in 2018 talks of café talks.\n");
    }
    let text = StoryText::from_canonical(words);
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.as_str().lines() {
        let role = if start == 0 { Role::Headline } else { Role::Paragraph };
        blocks.push(Block { role, range: TextRange::from_indices(start, start + line.len()) });
        start += line.len() + 1;
    }
    let id = StoryId::try_from(format!("story-{number:05}")).unwrap();
    Shelved::of(&id, &StoryWork::new(Story::new("A headline", &text, blocks), text.clone()))
}
