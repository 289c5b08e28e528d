//! Random work, kills and reopenings against a simple model: what was kept is there again, exactly,
//! and undo still reaches the very beginning.
//!
//! `PRESSMARK_MODEL_CASES` says how many lives of a project are lived through; a failure prints the
//! seed of its life, and `PRESSMARK_MODEL_SEED` lives that one again.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed, as it should")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pressmark::claims::{Actor, ClaimId};
use pressmark::project::{Edit, Project, Session, Status, StepId, Touched};
use pressmark::store::{self, Resumed, SaveState, Saver};
use pressmark::story::{BytePos, Picture, PictureId, StoryId, StoryText, TextRange};
use support::{LONG, claim, coder, give, shelve, slug, story};

/// The story that other programs write too; it never leaves.
const SHARED: &str = "shared";

/// How many things happen in one life.
const DEEDS: usize = 30;

type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn whatever_happens_what_was_kept_is_there_again() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seeds = match number("PRESSMARK_MODEL_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("PRESSMARK_MODEL_CASES").unwrap_or(10),
    };
    for seed in seeds {
        let mut life = Life::begin(seed);
        for _ in 0..DEEDS {
            life.go_on();
        }
        life.end();
    }
}

/// Numbers by rule, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        // Steele, Lea and Flood's splitmix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn often(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What is told of a life that failed.
struct Diary {
    seed: u64,
    lines: Vec<String>,
}

impl Drop for Diary {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.lines.join("\n"));
            eprintln!("live it again with PRESSMARK_MODEL_SEED={}", self.seed);
        }
    }
}

/// Work on the project as the window does it.
struct Run {
    session: Session,
    saver: Saver,
}

/// One project from its making on.
struct Life {
    diary: Diary,
    dice: Dice,
    dir: tempfile::TempDir,
    /// `None` between two starts of the program.
    run: Option<Run>,
    /// What the project must say.
    now: Project,
    /// What undo leads to in the end.
    first: Project,
    /// What the project said after each step.
    then: BTreeMap<Option<StepId>, Project>,
    /// The files as they may still lie there after a kill: nothing but stories that came or left
    /// was written since, for those do not wait.
    base: Files,
    /// How long the journal was then.
    base_length: usize,
    /// How many changes others made so far.
    others: u64,
}

impl Life {
    fn begin(seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut start = support::sample(dir.path());
        let mut work = story("Shared");
        let one = claim(&work, 1, "Kim");
        give(&mut work, "kim", [one]);
        shelve(&mut start, SHARED, work);
        support::save_all(&store::open(dir.path()).unwrap().folder, &start);
        let base = support::files(dir.path());
        Self {
            diary: Diary { seed, lines: Vec::new() },
            dice: Dice(seed),
            dir,
            run: None,
            now: start.clone(),
            then: [(None, start.clone())].into(),
            first: start,
            base,
            base_length: 0,
            others: 0,
        }
    }

    fn go_on(&mut self) {
        if self.run.is_none() {
            match self.dice.below(6) {
                0 => self.others_write(),
                1 => self.pack(),
                _ => self.start(),
            }
            return;
        }
        match self.dice.below(32) {
            0..14 => self.edit(),
            14..19 => self.undo(),
            19..22 => self.redo(),
            22..25 => self.go_back(),
            25..27 => self.settle(),
            27 => self.others_write(),
            28 => self.stop(),
            _ => self.kill(),
        }
    }

    fn end(mut self) {
        if self.run.is_none() {
            self.start();
        }
        self.stop();
        self.start();
        self.stop();
    }

    fn note(&mut self, line: impl Into<String>) {
        self.diary.lines.push(line.into());
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn journal(&self) -> PathBuf {
        self.path().join(".pressmark/journal/kim.jnl")
    }

    fn run(&mut self) -> &mut Run {
        self.run.as_mut().unwrap()
    }

    /// The program is started.
    fn start(&mut self) {
        let opened = store::open(self.path()).unwrap();
        let files_say_all = opened.project == self.now;
        let Resumed { mut session, folder, on_disk, journal, restored, findings, .. } =
            store::resume(opened, &coder("kim"), None);
        self.note(format!("start, {restored} restored"));
        assert!(findings.is_empty(), "{findings:?}");
        same(session.project(), &self.now, "after a start");
        assert_eq!(restored == 0, files_say_all, "it is restored what was missing, and nothing else");
        let unsaved = session.take_unsaved();
        let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
        self.run = Some(Run { session, saver });
        self.history_is_whole();
    }

    /// Undo leads to the very beginning, and redo back again.
    fn history_is_whole(&mut self) {
        let mut session = self.run().session.clone();
        let mut undone = 0;
        while session.undo().unwrap().is_some() {
            undone += 1;
        }
        same(session.project(), &self.first, "undone all the way");
        for _ in 0..undone {
            assert!(session.redo().unwrap().is_some());
        }
        same(session.project(), &self.now, "done again");
    }

    fn perform(&mut self, label: &str, edit: Edit) {
        self.note(format!("{label} {}", shown(&edit)));
        self.run().session.perform(label, edit).unwrap();
        self.keep();
    }

    fn edit(&mut self) {
        let mut scratch = self.now.clone();
        let edit = if self.dice.below(4) == 0 {
            let edits = (0..2 + self.dice.below(3)).map(|_| {
                let edit = single(&mut self.dice, &scratch);
                scratch.apply(edit.clone()).unwrap();
                edit
            });
            let edits: Vec<Edit> = edits.collect();
            // No gesture brings a story and takes it away again: then it would lie nowhere.
            let moved: Vec<_> = edits.iter().filter(|edit| matches!(edit, Edit::Shelf { .. })).collect();
            if moved.len() > 1 {
                return;
            }
            Edit::Batch(edits)
        } else {
            single(&mut self.dice, &scratch)
        };
        self.perform("edit", edit);
    }

    fn undo(&mut self) {
        self.note("undo");
        if self.run().session.undo().unwrap().is_some() {
            self.keep();
        }
    }

    fn redo(&mut self) {
        self.note("redo");
        if self.run().session.redo().unwrap().is_some() {
            self.keep();
        }
    }

    fn go_back(&mut self) {
        let mut steps: Vec<Option<StepId>> = vec![None];
        steps.extend(self.run().session.history().steps().map(|(id, _)| Some(id)));
        let to = self.dice.pick(&steps);
        self.note(format!("go back to {to:?}"));
        if self.run().session.go_back("go back", to).unwrap().is_some() {
            self.keep();
        }
        same(&self.now, &self.then[&to], "gone back");
    }

    /// What was done is kept. Stories that came or left are in the files too, then.
    fn keep(&mut self) {
        let Run { session, saver } = self.run.as_mut().unwrap();
        self.now = session.project().clone();
        self.then.insert(session.history().current(), self.now.clone());
        let unsaved = session.take_unsaved();
        let moved: Vec<String> = unsaved.touched.iter().filter_map(shelf).collect();
        saver.keep(session.project(), unsaved);
        if moved.is_empty() {
            return;
        }
        self.finish();
        let files = support::files(self.path());
        let is_of = |name: &String| moved.iter().any(|folder| name.starts_with(folder));
        self.base.retain(|name, _| !is_of(name));
        self.base.extend(files.into_iter().filter(|(name, _)| is_of(name)));
    }

    /// Everything is on the disk, in the journal and in the files.
    fn finish(&mut self) {
        let Run { saver, .. } = self.run();
        saver.finish(LONG).unwrap();
        assert!(matches!(saver.state(), SaveState::Saved { .. }));
        let opened = store::open(self.path()).unwrap();
        same(&opened.project, &self.now, "in the files");
        assert!(opened.findings.is_empty(), "{:?}", opened.findings);
    }

    fn settle(&mut self) {
        self.note("settle");
        self.finish();
        self.base = support::files(self.path());
        self.base_length = fs::metadata(self.journal()).map_or(0, |is| is.len() as usize);
    }

    /// The program ends as it should.
    fn stop(&mut self) {
        self.settle();
        self.note("stop");
        self.leave();
    }

    fn leave(&mut self) {
        let run = self.run.take().unwrap();
        while !run.saver.release() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }

    /// The program is killed: the files did not all follow the journal.
    fn kill(&mut self) {
        let torn = self.dice.often().then(|| self.unkept());
        let mut later = torn.clone().unwrap_or_else(|| {
            self.finish();
            support::files(self.path())
        });
        let how = self.dice.below(3);
        let names: std::collections::BTreeSet<String> =
            self.base.keys().chain(later.keys()).cloned().collect();
        for name in names {
            // None of them followed, some did, or all did and only the note of it is lost. A text is there
            // before the journal tells of it.
            let followed = [false, self.dice.often(), true][how] || name.contains("/text-");
            if !followed {
                match self.base.get(&name) {
                    Some(bytes) => later.insert(name, bytes.clone()),
                    None => later.remove(&name),
                };
            }
        }
        self.leave();
        put(self.path(), &later);
        self.base = later;
        let all = self.dice.below(4) == 0;
        if all {
            self.base_length = 0;
        }
        let Ok(bytes) = fs::read(self.journal()) else { return self.note("kill before the journal") };
        let mut journal = bytes[..self.base_length.min(bytes.len())].to_vec();
        let rest = bytes[journal.len()..].split_inclusive(|byte| *byte == b'\n');
        let rest: Vec<&[u8]> = rest.filter(|line| !line.ends_with(b" Settled\n")).collect();
        journal.extend(rest.concat());
        if torn.is_some() {
            let line = rest.last().unwrap().len();
            journal.truncate(journal.len() - 1 - self.dice.below(line));
        }
        self.note(format!("kill: {}, torn {}, all unsettled {all}", ["a", "b", "d"][how], torn.is_some()));
        fs::write(self.journal(), journal).unwrap();
    }

    /// One more change, which is not kept: its line in the journal will be cut. Gives the files as
    /// they were before.
    fn unkept(&mut self) -> Files {
        self.finish();
        let files = support::files(self.path());
        let edit =
            Edit::Status { story: slug(SHARED), coder: coder("kim"), to: self.dice.pick(&Status::ALL) };
        self.note(format!("unkept {}", shown(&edit)));
        let Run { session, saver } = self.run();
        session.perform("unkept", edit).unwrap();
        let unsaved = session.take_unsaved();
        saver.keep(session.project(), unsaved);
        saver.finish(LONG).unwrap();
        files
    }

    /// Another program changes what is its own, and adds a claim of kim's from another machine. Where
    /// the files say all that kim did, it adds to what kim changes too.
    fn others_write(&mut self) {
        if self.run.is_some() {
            self.settle();
        }
        self.others += 1;
        let all_said = store::open(self.path()).unwrap().project == self.now;
        let shared = (all_said && self.dice.often()).then_some(self.others);
        let mut edits = Vec::new();
        let work = &self.now.stories[&slug(SHARED)];
        for (whose, id) in [("lee", 1 + self.others % 3), ("kim", 1_000 + self.others)] {
            if whose == "kim" && self.dice.often() {
                continue;
            }
            let mut claim = claim(work, id, self.dice.pick(&["Kim", "“no”", "是的"]));
            Arc::make_mut(&mut claim).note = format!("other {}", self.others);
            edits.push(Edit::put(slug(SHARED), coder(whose), Arc::unwrap_or_clone(claim)));
        }
        let name = format!("other {}", self.others);
        let actor = Box::new(Actor::named("other".into(), &name));
        edits.push(Edit::Actor { id: "other".into(), to: Some(actor) });
        let edit = Edit::Batch(edits);
        self.note(format!("others write {} and {shared:?}", shown(&edit)));
        let opened = store::open(self.path()).unwrap();
        let mut theirs = opened.project;
        let write = |project: &mut Project| {
            project.apply(edit.clone()).unwrap();
            if let Some(number) = shared {
                project.apply(added(project, number)).unwrap();
            }
        };
        write(&mut theirs);
        support::save_all(&opened.folder, &theirs);
        // Whatever is undone, theirs stays.
        [&mut self.now, &mut self.first].into_iter().chain(self.then.values_mut()).for_each(write);
        self.base = support::files(self.path());
        if self.run.is_some() {
            if self.dice.often() {
                self.look();
            } else {
                self.meet();
            }
        }
    }

    /// The files are looked at, as the window does from time to time.
    fn look(&mut self) {
        self.note("look");
        let Run { saver, .. } = self.run();
        saver.look([
            Touched::Work(slug(SHARED), coder("kim")),
            Touched::Work(slug(SHARED), coder("lee")),
            Touched::Story(slug(SHARED)),
            Touched::Actors,
            Touched::CodeBook,
        ]);
        let begun = std::time::Instant::now();
        while begun.elapsed() < LONG
            && self.run.as_ref().is_some_and(|run| *run.session.project() != self.now)
        {
            self.absorb();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let is = self.run().session.project().clone();
        same(&is, &self.now, "after a look");
    }

    /// The analyst changes the same files before anybody looked.
    fn meet(&mut self) {
        let story = slug(SHARED);
        let to = self.dice.pick(&Status::ALL);
        let status = Edit::Status { story: story.clone(), coder: coder("kim"), to };
        let work = &self.now.stories[&story];
        let own = Edit::put(story, coder("kim"), Arc::unwrap_or_clone(claim(work, 2, "said")));
        let actor = Actor::named("a".into(), &format!("met {}", self.others));
        let actor = Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) };
        let edit = Edit::Batch(vec![status, own, actor]);
        self.note(format!("meet {}", shown(&edit)));
        let Run { session, saver } = self.run.as_mut().unwrap();
        // The code book and the story as kim sees them do not have what the others added.
        let (name, words) = (self.dice.pick(&NAMES), self.dice.pick(&HEADLINES));
        let meets = |project: &Project| {
            Edit::Batch(vec![edit.clone(), renamed(project, name), headed(project, &slug(SHARED), words)])
        };
        self.now.apply(meets(&self.now)).unwrap();
        session.perform("meet", meets(session.project())).unwrap();
        self.then.insert(session.history().current(), self.now.clone());
        let unsaved = session.take_unsaved();
        saver.keep(session.project(), unsaved);
        saver.finish(LONG).unwrap();
        self.absorb();
        // What the other program alone has written nobody has looked at yet.
        self.look();
        self.finish();
    }

    fn absorb(&mut self) {
        let Run { session, saver } = self.run();
        for outside in saver.take_outside() {
            assert!(outside.clashes.is_empty(), "{outside:?}");
            if let Some((edit, beyond)) = outside.edit(session.project()) {
                let touched = if beyond { edit.touches() } else { std::collections::BTreeSet::new() };
                session.absorb(edit, touched).unwrap();
            }
        }
        let unsaved = session.take_unsaved();
        saver.keep(session.project(), unsaved);
    }

    /// Old history is drawn together.
    fn pack(&mut self) {
        // Only where the files say all of it.
        if store::open(self.path()).unwrap().project != self.now || !self.journal().exists() {
            return;
        }
        let newest = self.dice.below(6);
        let packed = store::pack_history(self.path(), &coder("kim"), newest);
        self.note(format!("pack all but {newest}: {packed:?}"));
        if packed.is_ok_and(|packed| packed) {
            self.base = support::files(self.path());
            self.base_length = fs::metadata(self.journal()).unwrap().len() as usize;
        }
    }
}

/// The folder of a story that came or left.
fn shelf(touched: &Touched) -> Option<String> {
    match touched {
        Touched::Shelf(id) => Some(format!("stories/{id}/")),
        _ => None,
    }
}

/// A change that can be made to `project`.
fn single(dice: &mut Dice, project: &Project) -> Edit {
    let ids: Vec<_> = project.stories.keys().cloned().collect();
    let id = ids[dice.below(ids.len())].clone();
    let work = &project.stories[&id];
    // Lee's part of the shared story is written by others.
    let whose = if id.as_str() == SHARED { "kim" } else { dice.pick(&["kim", "kim", "lee"]) };
    match dice.below(17) {
        0..7 => {
            let claim_id = 1 + dice.below(4) as u64;
            let mut made = claim(work, claim_id, dice.pick(&["Kim", "“no”", "是的", "said"]));
            Arc::make_mut(&mut made).note = "word ".repeat(dice.below(3));
            let to = (dice.below(4) > 0).then_some(made);
            Edit::Claim { story: id, coder: coder(whose), id: ClaimId(claim_id), to }
        }
        7..9 => Edit::Status { story: id, coder: coder(whose), to: dice.pick(&Status::ALL) },
        9 => headed(project, &id, dice.pick(&HEADLINES)),
        10..12 => {
            let id = dice.pick(&["a", "b"]);
            let named = |name| Box::new(Actor::named(id.into(), name));
            Edit::Actor { id: id.into(), to: dice.often().then(|| named(dice.pick(&["One", "Two"]))) }
        }
        12 => renamed(project, dice.pick(&NAMES)),
        13 => corrected(project, dice.pick(&["", " indeed", " again and again"])),
        _ => {
            let id = slug(dice.pick(&["one", "two", "three"]));
            let mut new = || {
                let mut work = story(dice.pick(&["First", "Second"]));
                for whose in ["kim", "lee"] {
                    let one = claim(&work, 2, dice.pick(&["said", "Kim"]));
                    if dice.often() {
                        give(&mut work, whose, [one]);
                    }
                }
                Box::new(work)
            };
            let to = if project.stories.contains_key(&id) { None } else { Some(new()) };
            Edit::Shelf { id, to }
        }
    }
}

const HEADLINES: [&str; 3] = ["Talks", "Talks go on", "An end"];
const NAMES: [&str; 3] = ["Stance", "Standpoint", "Policy"];

fn headed(project: &Project, id: &StoryId, words: &str) -> Edit {
    let mut to = (*project.stories[id].story).clone();
    to.headline = words.to_owned();
    Edit::Story { id: id.clone(), to: Arc::new(to) }
}

fn renamed(project: &Project, name: &str) -> Edit {
    let mut book = (*project.codebook).clone();
    book.kinds[0].name = name.to_owned();
    Edit::CodeBook(Arc::new(book))
}

/// The shared story with other words at its end, behind all that is marked.
fn corrected(project: &Project, words: &str) -> Edit {
    let work = &project.stories[&slug(SHARED)];
    let end = work.text.as_str().rfind("是的").unwrap() + "是的".len();
    let text = StoryText::from_canonical(format!("{}{words}.\n", &work.text.as_str()[..end]));
    let mut to = (*work.story).clone();
    to.text = text.hash().clone();
    let last = &mut to.blocks.last_mut().unwrap().range;
    *last = TextRange { end: BytePos(u32::try_from(end + words.len() + 1).unwrap()), ..*last };
    Edit::Text { id: slug(SHARED), story: Arc::new(to), text }
}

/// What others add to the code book and to the shared story.
fn added(project: &Project, number: u64) -> Edit {
    let mut book = (*project.codebook).clone();
    let mut kind = book.kinds[1].clone();
    kind.id = format!("other{number}").as_str().into();
    book.kinds.push(kind);
    let mut to = (*project.stories[&slug(SHARED)].story).clone();
    let id = PictureId(format!("p{number}"));
    let (at, file, caption, credit, alt, url) = (BytePos::default(), None, None, None, None, None);
    to.pictures.push(Picture { id, at, file, caption, credit, alt, url });
    Edit::Batch(vec![Edit::CodeBook(Arc::new(book)), Edit::Story { id: slug(SHARED), to: Arc::new(to) }])
}

fn shown(edit: &Edit) -> String {
    match edit {
        Edit::Claim { story, coder, id, to } => {
            format!("claim {story} {coder} {id} {:?}", to.as_ref().map(|to| &to.note))
        }
        Edit::Story { id, to } => format!("story {id} {}", to.headline),
        Edit::Shelf { id, to } => format!("shelf {id} {:?}", to.as_ref().map(|to| &to.story.headline)),
        Edit::CodeBook(book) => format!("code book {}", book.kinds[0].name),
        Edit::Batch(edits) => format!("[{}]", edits.iter().map(shown).collect::<Vec<_>>().join(", ")),
        other => format!("{other:?}"),
    }
}

/// Two projects are the same; if not, it is said where they differ.
fn same(is: &Project, shall: &Project, when: &str) {
    if is == shall {
        return;
    }
    assert_eq!(is.actors, shall.actors, "{when}: actors");
    assert_eq!(is.codebook.kinds[0].name, shall.codebook.kinds[0].name, "{when}: code book");
    let names = |project: &Project| project.stories.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(is), names(shall), "{when}: stories");
    for (id, work) in &is.stories {
        assert_eq!(work.coders, shall.stories[id].coders, "{when}: {id}");
        assert_eq!(work, &shall.stories[id], "{when}: {id}");
    }
    panic!("{when}: the projects differ");
}

/// Makes the files of the project these.
fn put(dir: &Path, files: &Files) {
    for name in support::files(dir).into_keys().filter(|name| !files.contains_key(name)) {
        fs::remove_file(dir.join(name)).unwrap();
    }
    for (name, bytes) in files {
        fs::write(dir.join(name), bytes).unwrap();
    }
}
