//! Every template: a project begins with it, and its keys tag.

use egui::Key;
use pressmark::claims::templates;
use pressmark::project::{Edit, StoryWork};
use pressmark::window::desk::Request;

use crate::support::workbench::{TALKS, Window, sample_folder};

#[test]
fn a_project_of_every_template_is_coded_by_keys() {
    let sample = pressmark::store::open(&sample_folder()).unwrap().project;
    let (id, work) = sample.stories.iter().find(|(id, _)| id.as_str() == TALKS).unwrap();
    let (story, text) = ((*work.story).clone(), work.text.clone());
    for (number, template) in templates().iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let mut window = Window::on_sample();
        let path = folder.path().join("project");
        window.ask(Request::NewProject { path, name: "New".to_owned(), template: number });
        window.until("the project is open", |window| window.project().name == "New");
        assert_eq!(*window.project().codebook, template.book, "{}", template.name);
        let work = Box::new(StoryWork::new(story.clone(), text.clone()));
        window
            .ask(Request::Perform("add a story".to_owned(), Edit::Shelf { id: id.clone(), to: Some(work) }));
        window.open(TALKS);
        for kind in &template.book.kinds {
            let before = window.claims().len();
            window.mark("nuclear talks");
            let key = kind.key.unwrap().to_string();
            window.press(Key::from_name(&key).unwrap());
            window.rest(2);
            assert_eq!(window.claims().len(), before + 1, "{} {}", template.name, kind.name);
            let claim = window.chosen().unwrap();
            assert_eq!(claim.kind.as_ref(), Some(&kind.id), "{}", template.name);
            let first = &kind.fields[0];
            assert!(window.says(&first.name), "{}: the form asks for {}", template.name, first.name);
            assert!(window.says(&first.help), "{}: the first field has the keyboard", template.name);
            window.press(Key::Escape);
            window.press(Key::Escape);
        }
    }
}
