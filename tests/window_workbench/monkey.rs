//! Anything at all, in any order.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2};
use pressmark::project::Project;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::Window;

/// The same numbers in every run: what fails can be run again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }
}

/// Keys that mean something somewhere, the tagging ones more often.
const KEYS: &[Key] = &[
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::H,
    Key::N,
    Key::A,
    Key::C,
    Key::J,
    Key::P,
    Key::Space,
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Delete,
    Key::Backspace,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Comma,
    Key::Period,
    Key::F3,
    Key::F6,
    Key::F7,
    Key::F8,
    Key::F9,
    Key::Z,
    Key::Y,
    Key::K,
    Key::F,
    Key::G,
    Key::D,
    Key::S,
    Key::O,
    Key::M,
    Key::T,
];

fn step(window: &mut Window, dice: &mut Dice) {
    let size = Window::SIZE;
    let place =
        |dice: &mut Dice| pos2(dice.below(size.x as usize) as f32, dice.below(size.y as usize) as f32);
    let modifiers = [
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::SHIFT,
        Modifiers::COMMAND,
        Modifiers::ALT,
        Modifiers::COMMAND | Modifiers::SHIFT,
    ][dice.below(6)];
    match dice.below(10) {
        0..=4 => {
            let key = KEYS[dice.below(KEYS.len())];
            let dialog = modifiers.command && matches!(key, Key::O | Key::I | Key::N);
            window.quick_key(if dialog { Modifiers::NONE } else { modifiers }, key);
        }
        5 | 6 => {
            // Most of the work is in the article.
            let from = if dice.below(2) == 0 {
                place(dice)
            } else {
                pos2(400.0 + dice.below(380) as f32, 100.0 + dice.below(700) as f32)
            };
            let to = if dice.below(3) == 0 {
                from
            } else {
                from + vec2(dice.below(300) as f32 - 100.0, dice.below(80) as f32 - 20.0)
            };
            let button = |pos, pressed| Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers,
            };
            window.send([Event::PointerMoved(from), button(from, true)]);
            window.send([Event::PointerMoved(to)]);
            window.send([button(to, false)]);
        }
        7 => {
            let (unit, phase, source) = (MouseWheelUnit::Point, TouchPhase::Move, MouseWheelSource::Unknown);
            let delta = vec2(0.0, dice.below(1200) as f32 - 600.0);
            window.send([
                Event::PointerMoved(place(dice)),
                Event::MouseWheel { unit, delta, modifiers, phase, source },
            ]);
        }
        8 => window.send([Event::PointerMoved(place(dice))]),
        _ => {
            let words = ["trump", "e", "\u{301}", "\u{1f468}\u{200d}\u{1f469}", "\u{202e}", "北京", " "]
                [dice.below(7)];
            window.send([Event::Text(words.into())]);
        }
    }
}

/// Whole projects are too long to be read in a message.
fn same(one: &Project, other: &Project) {
    let names = |project: &Project| -> Vec<String> {
        project.actors.iter().map(|actor| actor.name.clone()).collect()
    };
    assert_eq!(names(one), names(other));
    for (id, work) in &one.stories {
        let other = other.story(id).unwrap();
        assert_eq!(work.story, other.story);
        assert_eq!(work.coders, other.coders);
    }
    assert_eq!(one, other);
}

#[test]
fn nothing_that_is_done_breaks_it_and_all_of_it_can_be_undone() {
    for seed in [0x5eed, 0xfeed_beef] {
        let mut window = Window::on_sample();
        let before = window.project().clone();
        let mut dice = Dice(seed);
        for _ in 0..500 {
            step(&mut window, &mut dice);
        }
        let steps = window.session().history().len();
        assert!(steps > 2, "the monkey did something: {steps}");
        // What it typed and left is part of the work too.
        window.ask(Request::Run(Command::Save));
        let end = window.project().clone();
        let mut undone = 0;
        while window.session().history().next_undo().is_some() {
            window.harness.state_mut().ask(Request::Run(Command::Undo));
            window.rest(1);
            undone += 1;
            assert!(undone <= steps + 10, "undo makes no progress");
        }
        same(window.project(), &before);
        // What the monkey undid itself can be redone after these; that is another end.
        for _ in 0..undone {
            window.harness.state_mut().ask(Request::Run(Command::Redo));
            window.rest(1);
        }
        same(window.project(), &end);
    }
}
