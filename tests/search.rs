//! Search through whole projects: what is found, in which order, and what is counted.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;

use pressmark::analysis::search::{
    At, Counts, Filter, Found, Names, Place, Query, Room, Run, Shelved, reading_order,
};
use pressmark::claims::{Actor, Claim, ClaimId, Passage, Value};
use pressmark::project::{Edit, Project, Status, StoryWork};
use pressmark::story::{Block, Caption, Picture, PictureId, Role, Story, StoryId, StoryText, TextRange};

use support::{coder, give, save_all, shelve};

const ROOM: Room = Room { side: 20, hit: 40 };

/// A story whose paragraphs have the roles their first letter says: headline, caption, furniture.
fn written(headline: &str, date: Option<&str>, lines: &[(Role, &str)]) -> StoryWork {
    let words: Vec<&str> = lines.iter().map(|(_, words)| *words).collect();
    let text = StoryText::from_canonical(words.join("\n"));
    let mut start = 0;
    let mut blocks = Vec::new();
    for (role, words) in lines {
        blocks.push(Block { role: *role, range: TextRange::from_indices(start, start + words.len()) });
        start += words.len() + 1;
    }
    let mut story = Story::new(headline, &text, blocks);
    story.date = date.map(|date| date.parse().unwrap());
    StoryWork::new(story, text)
}

fn coded(work: &StoryWork, id: u64, kind: Option<&str>, quote: &str, fields: &[(&str, Value)]) -> Arc<Claim> {
    let start = work.text.as_str().find(quote).unwrap();
    let mut claim = Claim::new(kind.map(Into::into));
    claim.id = ClaimId(id);
    claim.add_passage(Passage::of(&work.text, TextRange::from_indices(start, start + quote.len())).unwrap());
    claim.fields.extend(fields.iter().map(|(field, value)| ((*field).into(), value.clone())));
    Arc::new(claim)
}

/// Two stories with claims of two coders.
fn project() -> Project {
    let mut project = Project::new("test");
    let envoy =
        Actor { aliases: vec!["the envoy".to_owned()], ..Actor::named("biegun".into(), "Stephen Biegun") };
    project.apply(Edit::Actor { id: envoy.id.clone(), to: Some(Box::new(envoy)) }).unwrap();
    let mut old = written(
        "Rail survey begins",
        Some("2018-11-30"),
        &[
            (Role::Headline, "Rail survey begins"),
            (Role::Furniture, "Home > Rail > More"),
            (Role::Paragraph, "Seoul hopes that rail links open the rails to Siberia."),
            (Role::Caption, "A rail car at Dorasan"),
        ],
    );
    let speaker = || Value::Actor("biegun".into());
    let mut noted = Claim::clone(&coded(&old, 2, Some("fact"), "Siberia", &[]));
    noted.note = "check the rail map".to_owned();
    let stance = Value::Choice("for".into());
    let hopes = coded(
        &old,
        1,
        Some("stance"),
        "Seoul hopes that rail links",
        &[("speaker", speaker()), ("stance", stance)],
    );
    give(&mut old, "kim", [hopes, Arc::new(noted)]);
    let light = coded(&old, 3, None, "rails", &[]);
    give(&mut old, "lee", [light]);
    shelve(&mut project, "old", old);
    let mut new =
        written("No headline in the text", Some("2018-12-24"), &[(Role::Paragraph, "RAIL talks stall.")]);
    let story = Arc::make_mut(&mut new.story);
    story.pictures.push(Picture {
        id: PictureId("p1".to_owned()),
        at: Default::default(),
        file: None,
        caption: Some(Caption::Apart("The rail yard".to_owned())),
        credit: None,
        alt: None,
        url: None,
    });
    shelve(&mut project, "new", new);
    project
}

fn search(project: &Project, query: &Query) -> Vec<Found> {
    let names = Arc::new(Names::of(&project.codebook, &project.actors));
    let stories = reading_order(project);
    let stories: Vec<_> = stories.iter().map(|id| Arc::new(Shelved::of(id, &project.stories[id]))).collect();
    let mut run = Run::start(query.prepare().unwrap(), names, || ());
    run.feed(&stories);
    run.close();
    let mut all = Vec::new();
    while let Some(batch) = run.wait() {
        all.extend(batch.found);
    }
    assert!(run.is_done());
    all
}

fn lines(project: &Project, query: &Query) -> Vec<String> {
    let names = Names::of(&project.codebook, &project.actors);
    let found = search(project, query);
    let line = |found: &Found| -> Vec<String> {
        let line = |hit| found.line(hit, &names, ROOM);
        let told = found.hits.iter().map(line);
        told.map(|line| {
            format!("{}|{}|{}[{}]{}", found.story.id, line.place, line.before, line.hit, line.after)
        })
        .collect()
    };
    found.iter().flat_map(line).collect()
}

fn plain(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

fn counts(project: &Project, found: &[Found]) -> Counts {
    let mut counts = Counts::default();
    let names = Names::of(&project.codebook, &project.actors);
    found.iter().for_each(|found| counts.add(found, &names));
    counts
}

#[test]
fn the_newest_story_comes_first_and_its_hits_as_they_are_read() {
    assert_eq!(
        lines(&project(), &plain("rail")),
        [
            "new||[RAIL] talks stall.",
            "new|caption|The [rail] yard",
            "old|headline|[Rail] survey begins",
            "old||Seoul hopes that [rail] links open the rail",
            "old||rail links open the [rail]s to Siberia.",
            "old|note, Fact|check the [rail] map",
            "old|caption|A [rail] car at Dorasan",
        ]
    );
}

#[test]
fn each_place_is_searched_for_itself() {
    let only =
        |place, words: &str| lines(&project(), &Query { places: BTreeSet::from([place]), ..plain(words) });
    assert_eq!(only(Place::Headlines, "headline"), ["new|headline|No [headline] in the text"]);
    assert_eq!(only(Place::Captions, "rail").len(), 2);
    assert_eq!(only(Place::Furniture, "rail"), ["old|furniture|Home > [Rail] > More"]);
    assert_eq!(only(Place::Notes, "rail"), ["old|note, Fact|check the [rail] map"]);
    assert_eq!(only(Place::Text, "rail").len(), 3);
    // An actor's other name, and a code, of the claims that name them.
    assert_eq!(only(Place::Fields, "envoy").len(), 1);
    assert_eq!(only(Place::Fields, "FOR"), ["old|Stance, Stance|[for]"]);
}

#[test]
fn a_filter_of_claims_lets_through_what_lies_in_their_passages() {
    let project = project();
    let within = |filter: Filter| lines(&project, &Query { filter, ..plain("rail") });
    let kinds =
        |kind: Option<&str>| Filter { kinds: BTreeSet::from([kind.map(Into::into)]), ..Filter::default() };
    assert_eq!(within(kinds(Some("stance"))), ["old||Seoul hopes that [rail] links open the rail"]);
    assert_eq!(within(kinds(None)), ["old||rail links open the [rail]s to Siberia."]);
    assert_eq!(within(kinds(Some("fact"))), ["old|note, Fact|check the [rail] map"]);
    let coders = BTreeSet::from([coder("lee")]);
    assert_eq!(within(Filter { coders, ..Filter::default() }).len(), 1);
    let actors = BTreeSet::from(["biegun".into()]);
    assert_eq!(within(Filter { actors, ..Filter::default() }).len(), 1);
    let stance = |code: &str| {
        let values = [("stance".into(), BTreeSet::from([code.into()]))].into();
        within(Filter { values, ..Filter::default() }).len()
    };
    assert_eq!((stance("for"), stance("against")), (1, 0));
    let from = Some("2018-12-01".parse().unwrap());
    assert_eq!(within(Filter { from, ..Filter::default() }).len(), 2);
    let until = Some("2018-11-30".parse().unwrap());
    assert_eq!(within(Filter { until, ..Filter::default() }).len(), 5);
    let status = Some(Status::ToDo);
    assert_eq!(within(Filter { status, ..Filter::default() }).len(), 2, "nobody began the new one");
}

#[test]
fn without_words_the_claims_are_listed() {
    let project = project();
    let filter = Filter { coders: BTreeSet::from([coder("kim")]), ..Filter::default() };
    let found = search(&project, &Query { filter, ..Query::default() });
    assert_eq!(found.len(), 1);
    assert!(found[0].hits.iter().all(|hit| matches!(hit.at, At::Claim(_))));
    assert_eq!(counts(&project, &found).claims, 2);
    assert!(search(&project, &Query::default()).is_empty(), "nothing was asked for");
}

#[test]
fn each_claim_at_a_hit_counts_once() {
    let project = project();
    let counts = counts(&project, &search(&project, &plain("rail")));
    assert_eq!((counts.hits, counts.stories, counts.claims), (7, 2, 3));
    assert_eq!(counts.uncoded, 3, "of the hits in texts those in headline, caption and the new story");
    assert_eq!(counts.kinds[&Some("stance".into())], 1);
    assert_eq!(counts.kinds[&None], 1);
    assert_eq!(counts.actors[&"biegun".into()], 1);
    assert_eq!(counts.values[&"stance".into()][&"for".into()], 1);
}

/// The project once Stephen Biegun was merged into another actor of his name, by kim; lee's claim
/// goes on naming the old id.
fn merged() -> Project {
    let mut project = project();
    let kept = Actor::named("envoy".into(), "Special Envoy");
    project.apply(Edit::Actor { id: kept.id.clone(), to: Some(Box::new(kept)) }).unwrap();
    let id = StoryId::try_from("old".to_owned()).unwrap();
    let old = project.stories[&id].clone();
    let theirs = coded(&old, 4, Some("quote"), "Siberia", &[("speaker", Value::Actor("biegun".into()))]);
    project.apply(Edit::put(id, coder("lee"), Claim::clone(&theirs))).unwrap();
    let union = project.union(&coder("kim"), &"envoy".into(), &["biegun".into()]).unwrap();
    project.apply(union.edit).unwrap();
    project
}

#[test]
fn an_actor_merged_away_is_found_as_the_one_it_became() {
    let project = merged();
    let named = |actor: &str| {
        let filter = Filter { actors: BTreeSet::from([actor.into()]), ..Filter::default() };
        search(&project, &Query { filter, ..Query::default() })
    };
    let found = named("envoy");
    assert_eq!(counts(&project, &found).claims, 2, "lee's claim too");
    let old = named("biegun");
    assert_eq!(
        counts(&project, &old),
        counts(&project, &found),
        "a lens that was saved before finds the same"
    );
    let counted = counts(&project, &found).actors;
    assert_eq!(counted, [("envoy".into(), 2)].into(), "one actor is one line");
    // Words in the field of lee's claim are those of the kept actor, old name and new.
    for words in ["special envoy", "Stephen Biegun"] {
        let places = BTreeSet::from([Place::Fields]);
        let hits = lines(&project, &Query { places, ..plain(words) });
        assert_eq!(hits.len(), 2, "{words}: {hits:?}");
        assert!(hits.iter().any(|line| line.contains("Quote")), "{hits:?}");
    }
    let mut filter = Filter { actors: BTreeSet::from(["biegun".into(), "gone".into()]), ..Filter::default() };
    filter.follow_merges(&project.actors);
    assert_eq!(filter.actors, BTreeSet::from(["envoy".into(), "gone".into()]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The counts beside the hits are those of a patient reader with a list of all claims.
    #[test]
    fn counts_are_those_of_a_patient_reader(
        words in prop::sample::select(vec!["", "rail", "the", "envoy", "e", "quote"]),
        kind in prop::option::of(prop::sample::select(vec![Some("quote"), Some("stance"), None])),
        actor: bool, own: bool,
    ) {
        let project = project();
        let filter = Filter {
            kinds: kind.into_iter().map(|kind| kind.map(Into::into)).collect(),
            actors: actor.then(|| "biegun".into()).into_iter().collect(),
            coders: own.then(|| coder("kim")).into_iter().collect(),
            ..Filter::default()
        };
        let query = Query { filter: filter.clone(), ..plain(words) };
        let found = search(&project, &query);
        let mut naive = Counts::default();
        for found in &found {
            naive.stories += 1;
            naive.hits += found.hits.len();
            let mut touched = BTreeSet::new();
            for hit in found.hits.iter() {
                let mut any = false;
                for (who, work) in &project.stories[&found.story.id].coders {
                    for claim in work.claims.values() {
                        let names_actor = claim.fields.values().any(|value| *value == Value::Actor("biegun".into()));
                        let passes = (filter.kinds.is_empty() || filter.kinds.contains(&claim.kind))
                            && (!actor || names_actor)
                            && (!own || *who == coder("kim"));
                        let at = match hit.at {
                            At::Text => claim.passages.iter().any(|passage| passage.range.overlaps(hit.range)),
                            at => at.claim().and_then(|which| found.story.claim(which)).is_some_and(
                                |(its, of)| its.coder == *who && of.id == claim.id,
                            ),
                        };
                        if passes && at {
                            any = true;
                            touched.insert((who.clone(), claim.id));
                        }
                    }
                }
                naive.uncoded += usize::from(hit.at == At::Text && !any);
            }
            for (who, id) in touched {
                let claim = &project.stories[&found.story.id].coders[&who].claims[&id];
                naive.claims += 1;
                *naive.kinds.entry(claim.kind.clone()).or_default() += 1;
                let mut named = BTreeSet::new();
                for (field, value) in claim.fields.iter() {
                    match value {
                        Value::Actor(actor) => drop(named.insert(actor.clone())),
                        Value::Choice(code) => {
                            *naive.values.entry(field.clone()).or_default().entry(code.clone()).or_default() += 1;
                        }
                        Value::Choices(codes) => for code in codes {
                            *naive.values.entry(field.clone()).or_default().entry(code.clone()).or_default() += 1;
                        },
                        _ => {}
                    }
                }
                named.into_iter().for_each(|actor| *naive.actors.entry(actor).or_default() += 1);
            }
        }
        prop_assert_eq!(counts(&project, &found), naive);
        // And a story that is not among them has nothing that passes.
        if words.is_empty() && !found.is_empty() {
            prop_assert!(found.iter().all(|found| !found.claims.is_empty()));
        }
    }
}

#[test]
fn a_search_that_was_stopped_finds_nothing_more() {
    let project = project();
    let names = Names::of(&project.codebook, &project.actors);
    let id = &reading_order(&project)[0];
    let story = Arc::new(Shelved::of(id, &project.stories[id]));
    let search = plain("rail").prepare().unwrap();
    assert!(search.story(&story, &names, &AtomicBool::new(false)).is_some());
    assert!(search.story(&story, &names, &AtomicBool::new(true)).is_none());
}

#[test]
fn lines_from_hostile_texts_stay_short_and_show_what_is_hidden() {
    let mut project = Project::new("test");
    let long = format!("{}needle\u{202e}{}", "e\u{301}".repeat(400_000), "x".repeat(400_000));
    shelve(&mut project, "long", written("Long", None, &[(Role::Paragraph, &long)]));
    let hebrew = "\u{5d4}\u{5e9}\u{5e8} needle \u{5d0}\u{5de}\u{5e8}";
    shelve(&mut project, "hebrew", written("RTL", None, &[(Role::Paragraph, hebrew)]));
    let names = Names::of(&project.codebook, &project.actors);
    let found = search(&project, &plain("needle"));
    let line = |id: &str| {
        let found = found.iter().find(|found| found.story.id.as_str() == id).unwrap();
        found.line(found.hits.get(0).unwrap(), &names, ROOM)
    };
    assert_eq!(line("long").before, "e\u{301}".repeat(20));
    assert_eq!(line("long").after, format!("\u{2039}U+202E\u{203a}{}", "x".repeat(19)));
    assert!(line("hebrew").right_to_left && !line("long").right_to_left);
    let all = search(&project, &Query { regex: true, ..plain("(?s).+") });
    let cut = all.iter().find(|found| found.story.id.as_str() == "long").unwrap();
    assert!(cut.line(cut.hits.get(0).unwrap(), &names, ROOM).hit.chars().count() <= 81);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The threads find, in the order of the stories, what one after the other finds.
    #[test]
    fn threads_keep_the_order(texts in proptest::collection::vec("[ab \n]{0,12}", 0..400)) {
        let mut project = Project::new("test");
        for (number, text) in texts.iter().enumerate() {
            shelve(&mut project, &format!("story-{number}"), written("x", None, &[(Role::Paragraph, text)]));
        }
        let names = Names::of(&project.codebook, &project.actors);
        let prepared = plain("ab").prepare().unwrap();
        let go_on = AtomicBool::new(false);
        let order = reading_order(&project);
        let one_by_one = order.iter().filter_map(|id| {
            let story = Arc::new(Shelved::of(id, &project.stories[id]));
            prepared.story(&story, &names, &go_on)
        });
        let expected: Vec<_> = one_by_one.map(|found| (found.story.id.clone(), found.hits)).collect();
        let found: Vec<_> = search(&project, &plain("ab")).into_iter().map(|found| (found.story.id.clone(), found.hits)).collect();
        prop_assert_eq!(found, expected);
    }
}

fn pressmark(dir: &std::path::Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pressmark"));
    command.arg("search").arg(dir).args(arguments).output().unwrap()
}

#[test]
fn the_command_line_prints_keywords_in_context() {
    let dir = tempfile::tempdir().unwrap();
    let opened = pressmark::store::create(dir.path(), "test").unwrap();
    save_all(&opened.folder, &Project { id: opened.project.id.clone(), ..project() });
    let out = |arguments: &[&str]| {
        let output = pressmark(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(out(&["rail", "--in", "notes"]), "2018-11-30  old  note, Fact: check the [rail] map\n");
    assert_eq!(out(&["r.il", "--regex", "--in", "text"]).lines().count(), 3);
    assert_eq!(out(&["rail", "--word", "--in", "text", "--kind", "Stance"]).lines().count(), 1);
    assert_eq!(out(&["", "--actor", "the envoy"]).lines().count(), 1);
    assert_eq!(out(&["rail", "--from", "2018-12-01", "--coder", "lee"]), "");
    let row: serde_json::Value = serde_json::from_str(&out(&["talks", "--json"])).unwrap();
    assert_eq!(
        (row["story"].as_str(), row["start"].as_u64(), row["end"].as_u64()),
        (Some("new"), Some(5), Some(10))
    );
    let other = tempfile::tempdir().unwrap();
    let opened = pressmark::store::create(other.path(), "test").unwrap();
    save_all(&opened.folder, &Project { id: opened.project.id.clone(), ..merged() });
    for actor in ["envoy", "biegun", "Stephen Biegun"] {
        let told = pressmark(other.path(), &["", "--actor", actor]).stdout;
        assert_eq!(String::from_utf8(told).unwrap().lines().count(), 2, "{actor}, by whichever id");
    }
    for (arguments, words) in [
        (&["(", "--regex"][..], "unclosed group, at character 1"),
        (&[""], "nothing to search for"),
        (&["x", "--kind", "rumour"], "no kind called rumour"),
        (&["(((a{99}){99}){99}){99}", "--regex"], "stands for too much"),
    ] {
        let output = pressmark(dir.path(), arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(words), "{told}");
    }
}
