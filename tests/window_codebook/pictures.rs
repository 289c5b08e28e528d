//! Pictures of the editor and the form, for eyes: written where the variable says.

use egui::{Key, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Code, FieldType, templates};
use pressmark::project::Session;
use pressmark::window::theme::Look;

use crate::bad_input::unknown_session;
use crate::support::workbench::{TALKS, Window};
use crate::{click, click_row, with_book};

/// The sample with the kinds of every template, and with what cannot be meant so.
fn long() -> Session {
    with_book(|book| {
        for kind in templates().iter().flat_map(|template| &template.book.kinds) {
            if book.kind(&kind.id).is_none() {
                book.kinds.push(kind.clone());
            }
        }
        let under = |id: &str, under: &str| Code { under: Some(under.into()), ..Code::named(id.into(), id) };
        book.kinds[1].fields[2].holds = FieldType::Choice(vec![under("x", "y"), under("y", "x")]);
    })
}

#[test]
fn pictures() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    let small = vec2(1000.0, 640.0);
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark")] {
        let opened = |session: Session, size: Vec2| {
            let mut window = Window::sized(session, look, size);
            window.open(TALKS);
            window
        };
        let save = |window: &mut Window, what: &str| {
            window.rest(3);
            window.harness.render().unwrap().save(folder.join(format!("book-{what}-{name}.png"))).unwrap();
        };
        let mut window = opened(unknown_session(), Window::SIZE);
        window.ctrl(Key::B);
        window.rest(8);
        save(&mut window, "unknown");
        click(&mut window, "Stance, one code, required");
        click_row(&mut window, "mixed");
        save(&mut window, "editor");
        let show = window.harness.get_by_label_contains("Show claims with");
        show.click();
        window.rest(8);
        save(&mut window, "claims");
        click(&mut window, "Back");
        click(&mut window, "Holds: one code");
        save(&mut window, "types");
        let mut window = opened(long(), small);
        window.ctrl(Key::B);
        save(&mut window, "long-small");
        let mut window = opened(long(), Window::SIZE);
        window.ctrl(Key::B);
        click(&mut window, "Political claim, 1");
        click(&mut window, "Categories, several codes, required");
        click(&mut window, "102 Asylum procedure");
        save(&mut window, "tree");
        click(&mut window, "Merge code into\u{2026}");
        save(&mut window, "target");
        click(&mut window, "Look at the claims");
        save(&mut window, "confirm");
        let mut window = opened(long(), Window::SIZE);
        window.ctrl(Key::B);
        click(&mut window, "Merge kind into\u{2026}");
        click(&mut window, "Look at the claims");
        save(&mut window, "confirm-claims");
        let mut window = opened(long(), Window::SIZE);
        window.ctrl(Key::B);
        click(&mut window, "Add kinds from a template\u{2026}");
        save(&mut window, "templates");
        let mut window = opened(long(), Window::SIZE);
        window.ctrl(Key::B);
        click(&mut window, "Links between claims");
        save(&mut window, "links");
        let mut window = opened(unknown_session(), Window::SIZE);
        crate::bad_input::choose(&mut window, "stance");
        save(&mut window, "form");
        let mut window = opened(long(), Window::SIZE);
        window.mark("nuclear talks");
        save(&mut window, "bar");
        window.press(Key::Num0);
        save(&mut window, "tag-as");
    }
}
