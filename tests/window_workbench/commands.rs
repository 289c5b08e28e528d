//! Every command and every request, whatever is open.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, CodeBook, Region, Shape};
use pressmark::project::{Edit, Project, Session, Status};
use pressmark::story::{BytePos, PictureId, TextRange};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::pictures::{PictureTask, Spot};
use pressmark::window::view::Selection;
use pressmark::window::workbench::{Homes, Workbench};

use crate::support::workbench::{TALKS, Window};
use crate::support::{coder, slug};

/// Windows with nothing, with an empty project, and with stories.
fn windows() -> Vec<(&'static str, Window)> {
    let settings = tempfile::tempdir().unwrap();
    let none = {
        let mut window = Window::on(Session::new(Project::new(""), coder("kim")));
        let ctx = window.harness.ctx.clone();
        let settings = pressmark::window::settings::SettingsFile::open_in(Some(settings.path()));
        // A project that is not there: none is opened.
        let gone = std::env::temp_dir().join("no such project");
        *window.harness.state_mut() =
            Workbench::start(&ctx, settings.0, settings.1, Homes::default(), Some(gone));
        window.settle();
        window
    };
    let empty = Window::on(Session::new(Project::new("Empty"), coder("kim")));
    vec![("none", none), ("empty", empty), ("stories", Window::on_sample())]
}

/// Commands that would put a system's dialog on the screen of whoever runs the tests.
fn asks_the_system(command: Command) -> bool {
    matches!(command, Command::OpenProject | Command::Import)
}

#[test]
fn the_palette_runs_every_command() {
    for (state, mut window) in windows() {
        let codebook = window.project().codebook.clone();
        for command in Command::all(&codebook) {
            if state == "none" && asks_the_system(command) {
                continue;
            }
            window.ctrl(Key::K);
            let name = command.name(&codebook).into_owned();
            window.harness.input_mut().events.push(egui::Event::Text(name.clone()));
            window.rest(2);
            assert!(window.says(&name), "{state}: {name}");
            window.press(Key::Enter);
            for _ in 0..4 {
                window.press(Key::Escape);
            }
        }
    }
}

#[test]
fn every_command_runs_with_and_without_a_selection_and_a_claim() {
    let codebook = CodeBook::default();
    let mut window = Window::on_sample();
    let chosen = window.claims()[3].id;
    for selection in
        [None, Some(Selection::caret(BytePos(520))), Some(Selection::of(TextRange::from_indices(504, 530)))]
    {
        for claim in [None, Some(chosen)] {
            for command in Command::all(&codebook) {
                window.harness.state_mut().ask(Request::Select(selection));
                window.harness.state_mut().ask(Request::Choose(claim));
                window.ask(Request::Run(command));
                window.press(Key::Escape);
                window.harness.state_mut().ask(Request::Enlarge(None));
                if window.bench().view().story.as_ref().is_none_or(|id| id.as_str() != TALKS) {
                    window.open(TALKS);
                }
            }
        }
    }
    while window.session().history().next_undo().is_some() {
        window.harness.state_mut().ask(Request::Run(Command::Undo));
        window.rest(1);
    }
    let fresh = Window::on_sample();
    assert_eq!(window.project(), fresh.project());
}

#[test]
fn every_request_is_met_whatever_is_open() {
    for (state, mut window) in windows() {
        let claim = window.bench().claim_number(3).unwrap_or(ClaimId(7));
        let picture = || PictureId("p1".into());
        let region = Region { picture: picture(), shape: Shape::rectangle((1, 1), (5_000, 5_000)) };
        let nowhere = std::env::temp_dir().join("no such folder at all/project");
        let status = Edit::Status { story: slug(TALKS), coder: coder("kim"), to: Status::Done };
        let beyond = TextRange::from_indices(4_000_000, 4_000_100);
        let requests = [
            Request::Run(Command::NextClaim),
            Request::Perform("mark as done".into(), status),
            Request::OpenStory(slug(TALKS)),
            Request::OpenStory(slug("no-such-story")),
            Request::Choose(Some(ClaimId(99))),
            Request::ShowClaim(ClaimId(99)),
            Request::FocusForm,
            Request::Choose(Some(claim)),
            Request::ShowClaim(claim),
            Request::Hover(claim),
            Request::FocusForm,
            Request::Select(Some(Selection::of(beyond))),
            Request::Tag(Some("quote".into())),
            Request::Run(Command::Widen),
            Request::Run(Command::Copy),
            Request::Reveal(beyond),
            Request::ReadingAt(BytePos(4_000_000)),
            Request::Run(Command::NextClaim),
            Request::AddPassage(beyond),
            Request::Select(Some(Selection::of(TextRange::from_indices(1, 4)))),
            Request::Tag(Some("no such kind".into())),
            Request::Tag(None),
            Request::AddPassage(TextRange::from_indices(504, 520)),
            Request::Draw(Some(region.clone())),
            Request::Tag(Some("fact".into())),
            Request::Draw(Some(region)),
            Request::Enlarge(Some(picture())),
            Request::Enlarge(Some(PictureId("none".into()))),
            Request::Draw(None),
            Request::Enlarge(None),
            Request::FocusArticle,
            Request::Import(vec![nowhere.clone()]),
            Request::Picture(PictureTask::Remove(PictureId("none".into()))),
            Request::Picture(PictureTask::Bring(Spot::New, vec![nowhere.clone()])),
            Request::Picture(PictureTask::Chosen(vec![nowhere.clone()])),
            Request::Picture(PictureTask::Paste(Spot::Of(picture()))),
            Request::SetCoder(coder("lee")),
            Request::Notify("a word\u{0}\u{202e}".into()),
            Request::OpenProject(nowhere.clone()),
            Request::NewProject { path: nowhere.join("deeper"), name: String::new(), template: 99 },
        ];
        for request in requests {
            let told = format!("{state}: {request:?}");
            window.ask(request);
            let alive = window.until_quiet();
            assert!(alive, "{told}");
        }
        let count = window.session().history().len();
        for _ in 0..count {
            window.ctrl(Key::Z);
        }
        assert_eq!(window.session().history().len(), 0, "{state}");
    }
}

#[test]
fn undo_reaches_past_a_button_that_has_the_keyboard_and_a_deletion_says_so() {
    let mut window = Window::in_sample();
    let before = window.claims().len();
    window.mark("the preparations alone");
    window.press(Key::H);
    assert_eq!(window.claims().len(), before + 1);
    window.press(Key::Delete);
    assert_eq!(window.claims().len(), before);
    window.expect("The claim was deleted");
    window.ask(Request::Run(Command::SearchProject));
    window.harness.get_by_label("Regex").focus();
    window.rest(2);
    window.ctrl(Key::Z);
    assert_eq!(window.claims().len(), before + 1);
}
