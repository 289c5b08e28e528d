//! Pictures of the editor and the form, for eyes: written where the variable says.

use egui::Key;
use pressmark::project::Session;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::{categories, click};

#[test]
fn pictures() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark")] {
        let project = pressmark::store::open(&sample_folder()).unwrap().project;
        let mut window = Window::sized(Session::new(project, coder("kim")), look, Window::SIZE);
        window.open(TALKS);
        let save = |window: &mut Window, what: &str| {
            window.harness.render().unwrap().save(folder.join(format!("book-{what}-{name}.png"))).unwrap();
        };
        window.ctrl(Key::B);
        save(&mut window, "open");
        click(&mut window, "Stance, one code, required");
        click(&mut window, "mixed");
        save(&mut window, "editor");
        click(&mut window, "Merge kind into\u{2026}");
        save(&mut window, "target");
        click(&mut window, "Look at the claims");
        save(&mut window, "confirm");
        click(&mut window, "Back");
        click(&mut window, "Add kinds from a template\u{2026}");
        save(&mut window, "templates");
        let mut window = categories();
        if look == Look::Dark {
            window.ask(Request::Run(Command::DarkLook));
        }
        window.write("asyl");
        window.press(Key::Enter);
        window.write("po");
        save(&mut window, "form");
    }
}
