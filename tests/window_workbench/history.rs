//! One history over all stories.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::project::{Project, Status};

use crate::support::workbench::{SURVEY, TALKS, Window};

fn edit_menu_says(window: &mut Window, words: &str) {
    window.harness.get_by_label("Edit").click();
    window.rest(4);
    window.expect(words);
    window.press(Key::Escape);
}

#[test]
fn undo_leads_back_through_both_stories_and_redo_to_the_same_end() {
    let mut window = Window::in_sample();
    let mut states: Vec<(Project, &str)> = vec![(window.project().clone(), TALKS)];
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.press(Key::Escape);
    let first = window.bench().view().chosen.unwrap();
    states.push((window.project().clone(), TALKS));
    window.open(SURVEY);
    window.mark("eager to read its results");
    window.press(Key::Num1);
    let second = window.bench().view().chosen.unwrap();
    states.push((window.project().clone(), SURVEY));
    window.write("trump");
    window.press(Key::Enter);
    window.press(Key::Escape);
    states.push((window.project().clone(), SURVEY));
    window.open(TALKS);
    window.ctrl(Key::D);
    assert_eq!(window.status(), Status::Done);
    states.push((window.project().clone(), TALKS));
    assert_eq!(window.session().history().len(), 4);

    edit_menu_says(&mut window, "Undo mark as done");
    let end = window.project().clone();
    let (start, _) = states[0].clone();
    for (step, claim) in [(3, None), (2, Some(second)), (1, None), (0, None)] {
        window.ctrl(Key::Z);
        assert_eq!(window.project(), &states[step].0, "step {step}");
        assert_eq!(window.bench().view().chosen, claim, "step {step}");
        let shown = states[step + 1].1;
        assert_eq!(window.story(), shown, "step {step}");
        if step == 1 {
            edit_menu_says(&mut window, "Undo tag as quote");
        }
    }
    assert_eq!(window.project(), &start);
    window.ctrl(Key::Z);
    window.expect("Nothing to undo");
    for (step, claim) in [(1, Some(first)), (2, Some(second)), (3, Some(second)), (4, None)] {
        window.key(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, Key::Z);
        assert_eq!(window.project(), &states[step].0, "step {step}");
        assert_eq!(window.bench().view().chosen, claim, "step {step}");
    }
    assert_eq!(window.project(), &end);
    assert_eq!(window.reread(), end);
}
