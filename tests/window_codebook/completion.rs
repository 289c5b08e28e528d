//! What a field offers: its last value, then the usual ones, then the rest.

use egui::Key;
use pressmark::claims::Value;
use pressmark::project::Session;
use pressmark::window::desk::Request;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::{categories, click};

/// The entries of the open list, from top to bottom.
fn offers(window: &Window, of: &[&str]) -> Vec<String> {
    let told = window.told();
    told.lines().filter(|line| of.iter().any(|name| line.starts_with(name))).map(str::to_owned).collect()
}

#[test]
fn codes_begin_with_the_last_and_the_usual_ones() {
    let mut window = categories();
    // Coded in three claims: 801 twice, 602 last.
    for codes in [&["801"][..], &["801", "403"], &["602"]] {
        for code in codes {
            window.write(code);
            window.press(Key::Enter);
        }
        window.press(Key::Escape);
        window.press(Key::N);
        window.press(Key::Enter);
        window.rest(3);
    }
    let made = window.claims();
    let coded: Vec<_> = made.iter().filter_map(|claim| claim.fields.get(&"categories".into())).collect();
    assert_eq!(coded.len(), 3, "{coded:?}");
    let known = ["801", "403", "602", "100", "101", "102", "103", "104", "199"];
    let listed = offers(&window, &known);
    let last = made.iter().filter(|claim| claim.fields.contains_key(&"categories".into()));
    let last = last.max_by_key(|claim| claim.made).unwrap();
    let Some(Value::Choices(last)) = last.fields.get(&"categories".into()) else { panic!("{last:?}") };
    assert!(last.iter().any(|code| listed[0].starts_with(code.as_str())), "{last:?}: {listed:?}");
    let place = |code: &str| listed.iter().position(|line| line.starts_with(code));
    assert!(
        place("801").unwrap() < 3 && place("403").unwrap() < 3 && place("602").unwrap() < 3,
        "{listed:?}"
    );
    assert!(place("100").unwrap() >= 3, "then the order of the code book: {listed:?}");
    // Typing narrows it; what is usual stays before its equals, and the list is the same when asked again.
    window.write("40");
    let first = offers(&window, &["40"]);
    assert!(first[0].starts_with("403"), "{first:?}");
    window.rest(6);
    assert_eq!(offers(&window, &["40"]), first);
}

#[test]
fn a_short_choice_keeps_its_order_and_marks_what_was_picked_last() {
    let project = pressmark::store::open(&sample_folder()).unwrap().project;
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open(TALKS);
    let stance = |window: &Window| {
        let claims = window.claims();
        let of = |claim: &&std::sync::Arc<pressmark::claims::Claim>| claim.kind == Some("stance".into());
        claims.iter().find(of).unwrap().id
    };
    let first = stance(&window);
    window.ask(Request::ShowClaim(first));
    window.rest(4);
    click(&mut window, "Stance: mixed");
    window.mark("nuclear talks");
    window.press(Key::Num1);
    let order = |window: &Window| offers(window, &["Stance: "]);
    assert_eq!(
        order(&window),
        ["Stance: for", "Stance: against", "Stance: neutral", "Stance: mixed", "Stance: unclear"]
    );
    window.press(Key::Tab);
    window.press(Key::Tab);
    window.rest(2);
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    let told = |window: &Window, label: &str| {
        window.harness.get_by_label(label).accesskit_node().description().map(|words| words.to_owned())
    };
    let last =
        |label: &String| told(&window, label).is_some_and(|words| words.ends_with("What you picked last."));
    let marked: Vec<String> = order(&window).into_iter().filter(last).collect();
    assert_eq!(marked.len(), 1, "{marked:?}");
}
