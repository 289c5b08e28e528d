//! Keys meet the window one after another, however many come within one slow frame.
//!
//! A key may move the keyboard: from the search's field to its list, from there to the article, to the
//! form of a new claim. What is pressed after it is meant for that place, which has the keyboard only
//! in the next frame. So a frame ends before it, and the rest waits for its turn.

use egui::{Context, Event, Key, Modifiers, Plugin, RawInput};

/// What waits for the next frame.
#[derive(Default)]
pub(super) struct Turns(Vec<Event>);

impl Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "keys in turn"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.0.append(&mut input.events);
        let rest = self.0.split_off(turn(&self.0, ctx.text_edit_focused()));
        input.events = std::mem::replace(&mut self.0, rest);
        if !self.0.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// How many of these events may be met in one frame; `typing` says whether a text field has the
/// keyboard.
fn turn(events: &[Event], typing: bool) -> usize {
    let mut moved = Moved::No;
    let mut follows_press = false;
    for (at, event) in events.iter().enumerate() {
        let waits = match event {
            Event::Key { pressed: true, key, modifiers, .. } => moved.holds_up(*key, *modifiers),
            // What a key writes or asks for comes with it.
            event if is_written(event) => moved != Moved::No && !follows_press,
            Event::PointerButton { .. } => matches!(moved, Moved::ByKey(..)),
            _ => false,
        };
        if waits {
            return at;
        }
        match event {
            Event::Key { pressed: true, key, modifiers, .. } if !typing || may_leave(*key, *modifiers) => {
                moved = Moved::ByKey(*key, *modifiers, true);
            }
            Event::Key { pressed: false, key, .. } => moved.released(*key),
            Event::PointerButton { .. } => moved = Moved::ByPointer,
            _ => {}
        }
        follows_press =
            matches!(event, Event::Key { pressed: true, .. }) || (follows_press && is_written(event));
    }
    events.len()
}

/// What may have moved the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    No,
    ByPointer,
    /// A key, and whether it is still down.
    ByKey(Key, Modifiers, bool),
}

impl Moved {
    /// Whether the press of a key waits: one that is held down repeats itself, and a list that is
    /// slower than it must not go on walking when it is let go.
    fn holds_up(self, key: Key, modifiers: Modifiers) -> bool {
        self != Self::No && self != Self::ByKey(key, modifiers, true)
    }

    fn released(&mut self, key: Key) {
        if let Self::ByKey(pressed, _, down) = self {
            *down &= *pressed != key;
        }
    }
}

fn is_written(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Ime(_) | Event::Copy | Event::Cut | Event::Paste(_))
}

/// Whether a key may lead out of a field in which it was pressed; the others only change its text.
fn may_leave(key: Key, modifiers: Modifiers) -> bool {
    let leads_out = matches!(key, Key::Enter | Key::Escape | Key::Tab | Key::ArrowUp | Key::ArrowDown);
    // F1 and the like have commands too.
    let is_function = key.name().strip_prefix('F').is_some_and(|number| !number.is_empty());
    leads_out || is_function || modifiers.command || modifiers.ctrl || modifiers.alt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    fn press(pressed: Key) -> [Event; 2] {
        [key(pressed, true), key(pressed, false)]
    }

    fn write(pressed: Key) -> [Event; 3] {
        [key(pressed, true), Event::Text(pressed.name().to_lowercase()), key(pressed, false)]
    }

    #[test]
    fn what_follows_a_key_that_may_move_the_keyboard_waits() {
        let events = [&press(Key::ArrowDown)[..], &press(Key::Enter), &write(Key::Num3)].concat();
        assert_eq!(turn(&events, true), 2, "Enter is for the list");
        assert_eq!(turn(&events[2..], false), 2, "3 is for the article");
        assert_eq!(turn(&events[4..], false), 3, "a key comes with what it writes");
    }

    #[test]
    fn what_is_typed_into_a_field_is_typed_at_once() {
        let typed = [&write(Key::A)[..], &press(Key::Backspace), &write(Key::B), &write(Key::F)].concat();
        assert_eq!(turn(&typed, true), typed.len());
        assert_eq!(turn(&typed, false), 3, "elsewhere each key is a command");
        let left = [&typed[..], &press(Key::Enter), &write(Key::C)].concat();
        assert_eq!(turn(&left, true), typed.len() + 2);
    }

    #[test]
    fn a_key_that_is_held_down_does_not_wait_for_itself() {
        let held = [key(Key::ArrowDown, true), key(Key::ArrowDown, true), key(Key::ArrowDown, false)];
        assert_eq!(turn(&held, false), 3);
        let twice = [press(Key::ArrowDown), press(Key::ArrowDown)].concat();
        assert_eq!(turn(&twice, false), 2);
    }

    #[test]
    fn a_click_and_a_key_wait_for_each_other() {
        let button = |pressed| Event::PointerButton {
            pos: egui::pos2(1.0, 1.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let events = [&[button(true), button(false)][..], &write(Key::A), &[button(true)]].concat();
        assert_eq!(turn(&events, true), 2);
        assert_eq!(turn(&events[2..], false), 3);
        assert_eq!(turn(&events[..2], false), 2, "a click is met as a whole");
    }
}
