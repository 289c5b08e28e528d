//! Evidence of several parts, and links between claims: made, listed, followed, removed.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, ClaimId, Link, Passage, Region, Shape};
use pressmark::project::{Edit, Session};
use pressmark::story::{StoryId, TextRange};
use pressmark::window::desk::Request;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};

/// Marks these words as a quote and leaves the form.
fn tag(window: &mut Window, words: &str) -> ClaimId {
    window.mark(words);
    window.press(Key::Num2);
    window.press(Key::Escape);
    window.bench().view().chosen.unwrap()
}

fn links(window: &Window, id: ClaimId) -> Vec<Link> {
    let all = window.project().stories.values().flat_map(|work| work.coders.values());
    all.filter_map(|coded| coded.claims.get(&id)).flat_map(|claim| claim.links.clone()).collect()
}

#[test]
fn a_link_is_made_by_pointing_and_listed_at_both_ends() {
    let mut window = Window::on_sample();
    let first = tag(&mut window, "expected to sit down with Kim");
    let second = tag(&mut window, "practically nil");
    window.press(Key::L);
    window.harness.get_by_label("contradicts").click();
    window.rest(2);
    window.harness.get_by_label("Click it in the story").click();
    window.rest(2);
    let (at, _) = window.find("expected to sit down with Kim");
    window.click(at);
    assert_eq!(links(&window, second), [Link { how: "contradicts".into(), to: first }]);
    assert_eq!(window.bench().view().chosen, Some(second), "the claim that has the link stays open");
    window.rest(4);
    assert!(window.told().contains("contradicts: Quote"), "{}", window.told());
    window.press(Key::G);
    window.rest(4);
    assert_eq!(window.bench().view().chosen, Some(first));
    assert!(window.told().contains("is contradicted by: Quote"), "{}", window.told());
    window.key(Modifiers::SHIFT, Key::G);
    window.rest(4);
    assert_eq!(window.bench().view().chosen, Some(second));
    window.ctrl(Key::Z);
    assert!(links(&window, second).is_empty(), "one step");
}

#[test]
fn a_link_is_made_by_search_and_removed_from_the_other_end() {
    let mut window = Window::on_sample();
    let first = tag(&mut window, "expected to sit down with Kim");
    let second = tag(&mut window, "practically nil");
    window.press(Key::L);
    window.write("sit down quote");
    window.rest(3);
    window.press(Key::Enter);
    window.rest(3);
    assert_eq!(links(&window, second), [Link { how: "supports".into(), to: first }]);
    window.press(Key::G);
    window.rest(5);
    let remove = window.harness.get_by_label_contains("Remove link: is supported by");
    remove.scroll_to_me();
    window.rest(3);
    window.harness.get_by_label_contains("Remove link: is supported by").click();
    window.rest(3);
    assert!(links(&window, second).is_empty());
    assert_eq!(window.bench().view().chosen, Some(first));
}

#[test]
fn of_five_thousand_claims_only_the_rows_in_view_are_built() {
    let mut project = pressmark::store::open(&sample_folder()).unwrap().project;
    let story = StoryId::try_from(TALKS.to_owned()).unwrap();
    let text = project.story(&story).unwrap().text.clone();
    let start = text.as_str().find("practically nil").unwrap();
    let passage = Passage::of(&text, TextRange::from_indices(start, start + 15)).unwrap();
    let edits = (0..5_000).map(|number| {
        let mut claim = Claim::new(Some("fact".into()));
        claim.note = format!("number {number}.");
        claim.passages.push(passage.clone());
        Edit::put(story.clone(), coder("kim"), claim)
    });
    project.apply(Edit::Batch(edits.collect())).unwrap();
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open(TALKS);
    window.press(Key::N);
    let from = window.bench().view().chosen.unwrap();
    let told = |window: &Window| window.told().matches("\u{b7} practically nil").count();
    let before = told(&window);
    window.press(Key::L);
    window.until("the list is full", |window| window.says("The first 200 claims; type more to find others."));
    let built = told(&window) - before;
    assert!((5..20).contains(&built), "{built}");
    if let Ok(folder) = std::env::var("PRESSMARK_PICTURES") {
        let path = std::path::Path::new(&folder).join("link-many.png");
        window.harness.render().unwrap().save(path).unwrap();
    }
    // The last row is reached by keys, and comes into view.
    for _ in 0..12 {
        window.press(Key::ArrowDown);
    }
    let built = told(&window) - before;
    assert!((5..20).contains(&built), "{built}");
    // What is not among the first is found by words.
    window.send([egui::Event::Text("number 4321.".to_owned())]);
    window.until("it is found", |window| !window.says("type more to find others"));
    window.until("it is alone", |window| told(window) == before + 1);
    window.press(Key::Enter);
    window.rest(3);
    let made = links(&window, from);
    let to = made.last().and_then(|link| window.work().claim(&coder("kim"), link.to).cloned());
    assert_eq!(to.map(|claim| claim.note.clone()).as_deref(), Some("number 4321."), "{made:?}");
}

#[test]
fn esc_leaves_the_pointing_and_the_dialog() {
    let mut window = Window::on_sample();
    let first = tag(&mut window, "expected to sit down with Kim");
    let second = tag(&mut window, "practically nil");
    window.press(Key::L);
    window.press(Key::Escape);
    window.rest(2);
    window.press(Key::L);
    window.harness.get_by_label("Click it in the story").click();
    window.rest(2);
    window.press(Key::Escape);
    let (at, _) = window.find("expected to sit down with Kim");
    window.click(at);
    assert!(links(&window, second).is_empty());
    assert_eq!(window.bench().view().chosen, Some(first));
}

#[test]
fn links_to_what_is_unknown_or_anothers_are_shown_and_kept() {
    let mut window = Window::on_sample();
    let claim = tag(&mut window, "practically nil");
    let story = window.bench().view().story.clone().unwrap();
    let whose = window.session().coder().clone();
    let mut changed: Claim = window.chosen().unwrap().as_ref().clone();
    changed.add_link(Link { how: "mocks".into(), to: ClaimId(4242) });
    window.ask(Request::Perform("link".to_owned(), Edit::put(story.clone(), whose, changed.clone())));
    let mut other = Claim::new(Some("fact".into()));
    other.passages.clone_from(&changed.passages);
    other.add_link(Link { how: "answers".into(), to: claim });
    window.ask(Request::Perform("link".to_owned(), Edit::put(story, coder("zoe"), other)));
    window.rest(4);
    let told = window.told();
    assert!(told.contains("mocks (unknown): a claim that is not there"), "{told}");
    assert!(told.contains("is answered by: Fact"), "{told}");
    let remove = window.harness.get_by_label_contains("Remove link: is answered by");
    assert!(egui_kittest::kittest::NodeT::accesskit_node(&remove).is_disabled(), "it is zoe's");
    assert_eq!(links(&window, claim).len(), 1);
    window.press(Key::G);
    window.rest(4);
    assert!(window.says("This claim is zoe"), "{}", window.told());
}

#[test]
fn a_link_leads_across_stories_and_to_a_picture() {
    let mut window = Window::on_sample();
    let first = tag(&mut window, "practically nil");
    let here = window.bench().view().story.clone().unwrap();
    let whose = window.session().coder().clone();
    let with_picture =
        window.project().stories.iter().find(|(id, work)| **id != here && !work.story.pictures.is_empty());
    let (there, picture) =
        with_picture.map(|(id, work)| (id.clone(), work.story.pictures[0].id.clone())).unwrap();
    let mut seen = Claim::new(Some("fact".into()));
    seen.regions.push(Region { picture: picture.clone(), shape: Shape::point((5000, 5000)) });
    let to = seen.id;
    window.ask(Request::Perform("mark".to_owned(), Edit::put(there.clone(), whose.clone(), seen)));
    let mut changed = window.chosen().unwrap().as_ref().clone();
    changed.add_link(Link { how: "shown-in".into(), to });
    window.ask(Request::Perform("link".to_owned(), Edit::put(here.clone(), whose, changed)));
    window.rest(3);
    window.press(Key::G);
    window.rest(4);
    assert_eq!(window.bench().view().story.as_ref(), Some(&there));
    assert_eq!(
        (window.bench().view().chosen, window.bench().view().enlarged.as_ref()),
        (Some(to), Some(&picture))
    );
    window.key(Modifiers::SHIFT, Key::G);
    window.rest(4);
    assert_eq!(
        (window.bench().view().story.as_ref(), window.bench().view().chosen),
        (Some(&here), Some(first))
    );
    assert_eq!(window.bench().view().enlarged, None);
}

#[test]
fn a_passage_moves_to_the_selection_by_key_and_from_the_form() {
    let mut window = Window::on_sample();
    let claim = tag(&mut window, "practically nil");
    window.mark("expected to sit down with Kim");
    window.press(Key::A);
    assert_eq!(window.chosen().unwrap().passages.len(), 2);
    window.mark("the preparations alone");
    window.key(Modifiers::SHIFT, Key::M);
    window.rest(2);
    let quote = window.chosen().unwrap().quote();
    assert!(quote.contains("the preparations alone"), "{quote}");
    assert_eq!(window.chosen().unwrap().passages.len(), 2);
    window.ctrl(Key::Z);
    window.mark("the preparations alone");
    window.rest(3);
    let move_it = window.harness.get_by_label("Move passage 1 to the selection");
    move_it.scroll_to_me();
    window.rest(3);
    window.harness.get_by_label("Move passage 1 to the selection").click();
    window.rest(3);
    assert!(window.chosen().unwrap().quote().contains("the preparations alone"));
    assert_eq!(window.bench().view().chosen, Some(claim));
}

#[test]
fn links_are_drawn_when_asked_for_and_say_their_way() {
    let mut window = Window::on_sample();
    let first = tag(&mut window, "expected to sit down with Kim");
    tag(&mut window, "practically nil");
    let mut changed = window.chosen().unwrap().as_ref().clone();
    changed.add_link(Link { how: "answers".into(), to: first });
    changed.add_link(Link { how: "supports".into(), to: ClaimId(4242) });
    let (story, whose) = (window.bench().view().story.clone().unwrap(), window.session().coder().clone());
    window.ask(Request::Perform("link".to_owned(), Edit::put(story, whose, changed)));
    window.find("expected to sit down with Kim");
    window.rest(3);
    let without = window.harness.render().unwrap();
    window.key(Modifiers::SHIFT | Modifiers::COMMAND, Key::L);
    window.rest(3);
    let with = window.harness.render().unwrap();
    assert!(window.bench().view().links && without != with);
    // The curve stands beside the text, at the height of the words: somewhere there it speaks.
    let (at, _) = window.find("expected to sit down with Kim");
    let spoken = |window: &Window| {
        let told = window.told();
        told.matches("answers: Quote").count() + told.matches("is answered by: Quote").count()
    };
    let listed = spoken(&window);
    let told = (0..45).any(|step| {
        window.harness.hover_at(egui::pos2(at.x.max(620.0) + 6.0 * step as f32, at.y));
        // As long as a tooltip takes.
        window.rest(40);
        spoken(&window) > listed
    });
    assert!(told);
}

/// Not a check: leaves pictures to look at where `PRESSMARK_PICTURES` says.
#[test]
fn links_to_look_at() {
    use pressmark::window::theme::Look;
    let Ok(folder) = std::env::var("PRESSMARK_PICTURES") else { return };
    for look in Look::ALL {
        let sample = Window::on_sample();
        let mut window = Window::sized(sample.session().clone(), look, egui::vec2(1440.0, 900.0));
        window.rest(4);
        let story = sample.bench().view().story.clone().unwrap();
        window.ask(Request::OpenStory(story.clone()));
        window.rest(6);
        let claims = window.claims();
        let whose = window.session().coder().clone();
        for (from, to) in [(0, 1), (1, 3), (2, claims.len() - 1), (0, 2)] {
            let mut changed = window.work().claim(&whose, claims[from].id).unwrap().as_ref().clone();
            changed.add_link(Link { how: "supports".into(), to: claims[to].id });
            window.ask(Request::Perform("link".to_owned(), Edit::put(story.clone(), whose.clone(), changed)));
            window.rest(1);
        }
        let mut changed = window.work().claim(&whose, claims[1].id).unwrap().as_ref().clone();
        changed.add_link(Link { how: "mocks".into(), to: ClaimId(99) });
        window.ask(Request::Perform("link".to_owned(), Edit::put(story.clone(), whose.clone(), changed)));
        window.ask(Request::Choose(Some(claims[1].id)));
        window.key(Modifiers::SHIFT | Modifiers::COMMAND, Key::L);
        window.rest(6);
        let save = |name: &str, window: &mut Window| {
            let path = std::path::PathBuf::from(&folder).join(format!("{name}-{look:?}.png"));
            window.harness.render().unwrap().save(path).unwrap();
        };
        save("links", &mut window);
        window.press(Key::L);
        window.rest(4);
        save("link-to", &mut window);
    }
}

#[test]
fn links_are_gone_through_also_where_one_leads_to_a_colleagues_claim() {
    let mut window = Window::on_sample();
    let second = tag(&mut window, "expected to sit down with Kim");
    let third = tag(&mut window, "the preparations alone");
    let from = tag(&mut window, "practically nil");
    let (story, whose) = (window.bench().view().story.clone().unwrap(), window.session().coder().clone());
    let mut theirs = Claim::new(Some("fact".into()));
    theirs.passages.clone_from(&window.chosen().unwrap().passages);
    let first = theirs.id;
    window.ask(Request::Perform("mark".to_owned(), Edit::put(story.clone(), coder("zoe"), theirs)));
    let mut changed = window.chosen().unwrap().as_ref().clone();
    for to in [first, second, third] {
        changed.add_link(Link { how: "supports".into(), to });
    }
    let order: Vec<ClaimId> = changed.links.iter().map(|link| link.to).collect();
    window.ask(Request::Perform("link".to_owned(), Edit::put(story, whose, changed)));
    window.rest(4);
    let here = |window: &Window| {
        let view = window.bench().view();
        let opened = view.others.as_ref().and_then(|others| others.opened.clone());
        view.chosen.or(opened.map(|(_, id)| id)).unwrap()
    };
    let go = |window: &mut Window| {
        window.press(Key::G);
        window.rest(4);
        here(window)
    };
    let visited: Vec<ClaimId> = (0..3).map(|_| go(&mut window)).collect();
    assert_eq!(visited, order);
    window.expect("Fact by zoe");
    // Back to the link before, and from there on again; back to where all began.
    for expected in [order[1], order[0], from] {
        window.key(Modifiers::SHIFT, Key::G);
        window.rest(4);
        assert_eq!(here(&window), expected);
    }
    assert_eq!([go(&mut window), go(&mut window)], order[..2]);
}
