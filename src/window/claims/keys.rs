//! The keys that move through a form.

use egui::{EventFilter, FocusDirection, Key, Modifiers, Ui};

/// While a field has the keyboard, egui is to leave all of these to it.
pub const ALL_KEYS: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// Which of the form's keys were pressed in this frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys {
    /// Enter: take what is there and go on.
    pub enter: bool,
    /// Tab: the same, but past the last field goes to the note.
    pub tab: bool,
    /// Shift+Tab: go back.
    pub back: bool,
    /// Escape: drop what is typed and leave.
    pub escape: bool,
    /// Up or down in a list of offers.
    pub down: i32,
    /// Left or right in a row of buttons.
    pub right: i32,
}

impl Keys {
    /// Takes the form's keys out of the frame's input. A text field keeps left and right, and a
    /// long one keeps all but Tab, Escape and Ctrl+Enter.
    pub fn take(ui: &Ui, single_line: bool, text: bool) -> Self {
        // egui may have seen Tab before it knew that this field wants it.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        ui.input_mut(|input| {
            let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
            let back = pressed(Modifiers::SHIFT, Key::Tab);
            let mut keys = Self {
                back,
                tab: pressed(Modifiers::NONE, Key::Tab),
                escape: pressed(Modifiers::NONE, Key::Escape),
                enter: pressed(Modifiers::COMMAND, Key::Enter),
                ..Self::default()
            };
            if single_line {
                keys.enter |= pressed(Modifiers::NONE, Key::Enter);
                keys.down = i32::from(pressed(Modifiers::NONE, Key::ArrowDown))
                    - i32::from(pressed(Modifiers::NONE, Key::ArrowUp));
            }
            if !text {
                keys.right = i32::from(pressed(Modifiers::NONE, Key::ArrowRight))
                    - i32::from(pressed(Modifiers::NONE, Key::ArrowLeft));
            }
            keys
        })
    }

    /// Whether the field is to take what it holds and pass the keyboard on.
    #[must_use]
    pub fn commits(&self) -> bool {
        self.enter || self.tab || self.back
    }
}

/// Where the keyboard goes after a field has seen its keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// It stays.
    #[default]
    Stay,
    /// To the next field; after the last one back to the article.
    Next,
    /// To the next place, the note included.
    Tab,
    /// To the place before.
    Back,
    /// To the article.
    Leave,
}

impl From<Keys> for Step {
    fn from(keys: Keys) -> Self {
        match keys {
            Keys { escape: true, .. } => Self::Leave,
            Keys { back: true, .. } => Self::Back,
            Keys { tab: true, .. } => Self::Tab,
            Keys { enter: true, .. } => Self::Next,
            _ => Self::Stay,
        }
    }
}

/// The letter or digit typed in this frame, taken out of the input.
#[must_use]
pub fn typed(ui: &Ui) -> Option<char> {
    ui.input_mut(|input| {
        let at = input.events.iter().position(|event| matches!(event, egui::Event::Text(_)))?;
        match input.events.remove(at) {
            egui::Event::Text(text) => text.chars().next(),
            _ => None,
        }
    })
}

/// Whether a plus sign was typed; takes it.
#[must_use]
pub fn typed_plus(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let at =
            input.events.iter().position(|event| matches!(event, egui::Event::Text(text) if text == "+"));
        at.map(|at| input.events.remove(at)).is_some()
    })
}

/// Whether the space bar was pressed; takes it.
#[must_use]
pub fn typed_space(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let pressed = input.consume_key(Modifiers::NONE, Key::Space);
        let typed =
            input.events.iter().position(|event| matches!(event, egui::Event::Text(text) if text == " "));
        if let Some(at) = typed {
            input.events.remove(at);
        }
        pressed || typed.is_some()
    })
}

/// Whether Backspace or Delete was pressed; takes it.
#[must_use]
pub fn erased(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let back = input.consume_key(Modifiers::NONE, Key::Backspace);
        input.consume_key(Modifiers::NONE, Key::Delete) || back
    })
}
