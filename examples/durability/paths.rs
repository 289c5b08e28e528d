//! The loops, one for each way on which files are written.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pressmark::claims::{Claim, ClaimId};
use pressmark::project::{Edit, Session};
use pressmark::store::{self, Content, Folder, KeptFile, Opened, Resumed, SaveState, Saver, StoryLine};

use super::Way;
use super::arrivals;
use super::world::{OTHERS, STORIES, kim, number, revision, revisions, slug, story, turn, work};

pub type Trouble = String;

/// How long one save may take; the tester slows every call down.
const PATIENCE: Duration = Duration::from_secs(40);

/// No run gets to this revision.
const FAR: u64 = 60;

pub fn told(error: impl Display) -> Trouble {
    error.to_string()
}

/// Makes what a run begins with: nothing, or a project of the first format.
pub fn prepare(way: Way, dir: &Path) -> Result<(), Trouble> {
    match way {
        Way::Migrate => {
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/first-format");
            copy(&fixture, dir).map_err(told)
        }
        Way::Import | Way::Bring => store::create(dir, "durable").map(drop).map_err(told),
        Way::Correct => begin(dir).and_then(|()| arrivals::claim(&mut Desk::open(dir, false)?)),
        _ => begin(dir),
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// A project with its stories and no claims.
fn begin(dir: &Path) -> Result<(), Trouble> {
    let Opened { mut project, folder, .. } = store::create(dir, "durable").map_err(told)?;
    let saver = Saver::start(folder, project.clone());
    for name in STORIES {
        let edit = Edit::Shelf { id: slug(name), to: Some(Box::new(story(name))) };
        let touched = edit.touches();
        project.apply(edit).map_err(told)?;
        saver.save(&project, &touched);
    }
    saver.finish(PATIENCE).map_err(told)
}

/// The project as the program opens it.
fn resume(dir: &Path) -> Result<Resumed, Trouble> {
    let opened = store::open(dir).map_err(told)?;
    if let Some(finding) = opened.findings.first() {
        return Err(finding.to_string());
    }
    let spare = spare(dir).map_err(told)?;
    Ok(store::resume(opened, &kim(), spare.as_deref()))
}

/// Where the journal goes when the project's disk is full, if the tester gives another disk. A copy
/// of the project, which the tester makes to begin anew, must not meet the journals of its original.
fn spare(dir: &Path) -> std::io::Result<Option<PathBuf>> {
    let Some(disk) = std::env::var_os("DURABILITY_SPARE") else { return Ok(None) };
    let made = fs::metadata(dir.join("project.ron"))?;
    #[cfg(unix)]
    let copy = {
        use std::os::unix::fs::MetadataExt as _;
        format!("{}-{}", made.ctime(), made.ctime_nsec())
    };
    #[cfg(not(unix))]
    let copy = made.len().to_string();
    Ok(Some(PathBuf::from(disk).join(copy)))
}

/// A project at work.
pub struct Desk {
    pub session: Session,
    pub folder: Folder,
    pub saver: Saver,
}

impl Desk {
    fn open(dir: &Path, journal: bool) -> Result<Self, Trouble> {
        let Resumed { mut session, folder, on_disk, journal: kept, .. } = resume(dir)?;
        let unsaved = session.take_unsaved();
        let kept = kept.filter(|_| journal);
        let saver = Saver::resume(folder.clone(), on_disk, kept, (session.project(), unsaved), || ());
        Ok(Self { session, folder, saver })
    }

    pub fn perform(&mut self, label: String, edit: Edit) -> Result<(), Trouble> {
        self.session.perform(label, edit).map_err(told)?;
        let unsaved = self.session.take_unsaved();
        self.saver.keep(self.session.project(), unsaved);
        Ok(())
    }

    /// Takes in what another program wrote.
    fn absorb(&mut self) -> Result<(), Trouble> {
        for outside in self.saver.take_outside() {
            if let Some((edit, _)) = outside.edit(self.session.project()) {
                self.session.absorb(edit, []).map_err(told)?;
            }
        }
        Ok(())
    }

    /// Waits until the status line would say "Saved".
    pub fn kept(&self) -> Result<(), Trouble> {
        let begun = Instant::now();
        loop {
            match self.saver.state() {
                SaveState::Saved { .. } => return Ok(()),
                SaveState::Failing { kept: true, .. } => return Ok(()),
                SaveState::Failing { failure, .. } => return Err(told(failure)),
                SaveState::Saving if begun.elapsed() > PATIENCE => return Err("too slow".to_owned()),
                SaveState::Saving => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    pub fn written(&self) -> Result<(), Trouble> {
        self.saver.finish(PATIENCE).map_err(told)
    }
}

/// What the revisions of a way are told by.
fn found(way: Way, session: &Session, folder: &Folder, attempted: u64) -> Result<u64, Trouble> {
    match way {
        Way::Bring => arrivals::brought(session, folder),
        Way::Correct => arrivals::corrected(session, folder, attempted),
        Way::Import => imported(session),
        Way::Lay => arrivals::laid(session, folder),
        Way::Migrate => migrated(session),
        Way::Story | Way::Index | Way::Backup => revision(session.project(), &STORIES[..1], false),
        Way::Merge => revision(session.project(), &STORIES[1..], false),
        Way::Journal | Way::Pack => least(session, folder, attempted),
    }
}

/// The revision that all is of; where the journal took no more, and of an edit that was not saved some
/// files had room, the least. Such files say so of themselves, and each is whole.
fn least(session: &Session, folder: &Folder, attempted: u64) -> Result<u64, Trouble> {
    if !is_ahead(folder).map_err(told)? {
        return revision(session.project(), &STORIES, true);
    }
    let (least, most) = revisions(session.project(), &STORIES)?;
    if most > attempted {
        return Err(format!("revision {most}, but only {attempted} were tried"));
    }
    Ok(least)
}

/// Whether some file says that it is ahead of the journal.
fn is_ahead(folder: &Folder) -> std::io::Result<bool> {
    let claims = STORIES.iter().map(|name| folder.root().join(format!("stories/{name}/kim.claims.ron")));
    for path in claims.chain([folder.root().join("actors.ron")]) {
        match fs::read_to_string(path) {
            Ok(text) if text.contains("\n  ahead_of: [") => return Ok(true),
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(false)
}

/// Makes N saves.
pub fn save_loop(way: Way, dir: &Path, saves: u64) -> Result<(), Trouble> {
    if way == Way::Backup {
        mend(dir)?;
    }
    let mut desk = Desk::open(dir, way.has_journal())?;
    let first = found(way, &desk.session, &desk.folder, FAR)? + 1;
    for number in first..first + saves {
        println!("BEGIN {number}");
        let done = match way {
            Way::Pack => save_and_pack(dir, &mut desk, number),
            Way::Index => save(way, &mut desk, number)
                .and_then(|()| store::refresh_index(&desk.folder).map(drop).map_err(told)),
            Way::Backup => save(way, &mut desk, number).and_then(|()| damage_and_mend(dir, &mut desk)),
            Way::Merge => other_writer(dir, number).and_then(|()| save(way, &mut desk, number)),
            _ => save(way, &mut desk, number),
        };
        match done {
            Ok(()) => println!("ACK {number}"),
            Err(trouble) => println!("FAIL {number} {}", trouble.replace('\n', " ")),
        }
    }
    println!("DONE");
    Ok(())
}

fn save(way: Way, desk: &mut Desk, number: u64) -> Result<(), Trouble> {
    let project = desk.session.project();
    let edit = match way {
        Way::Import => return import(desk, number),
        Way::Bring => return arrivals::bring(desk, number),
        Way::Correct => return arrivals::correct(desk, number),
        Way::Lay => return arrivals::lay(desk, number),
        Way::Migrate => Edit::Batch(migration(&desk.session, number)?),
        Way::Story | Way::Index | Way::Backup => turn(project, &STORIES[..1], false, number),
        Way::Merge => turn(project, &STORIES[1..], false, number),
        Way::Journal | Way::Pack => turn(project, &STORIES, true, number),
    };
    desk.absorb()?;
    desk.perform(format!("revision {number}"), edit)?;
    if way == Way::Journal { desk.kept() } else { desk.written() }
}

/// Saves, lets go of the project, and packs all but the newest step of its history.
fn save_and_pack(dir: &Path, desk: &mut Desk, number: u64) -> Result<(), Trouble> {
    save(Way::Pack, desk, number)?;
    let begun = Instant::now();
    while !desk.saver.release() {
        if begun.elapsed() > PATIENCE {
            return Err("the journal was not let go".to_owned());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    store::pack_history(dir, &kim(), 1).map_err(told)?;
    *desk = Desk::open(dir, true)?;
    Ok(())
}

/// Takes what is offered in place of a damaged file, as the analyst would.
fn mend(dir: &Path) -> Result<(), Trouble> {
    let Opened { folder, findings, .. } = store::open(dir).map_err(told)?;
    for offer in store::offers(&folder, &findings) {
        store::mend(&folder, &offer.instead).map_err(told)?;
    }
    Ok(())
}

fn own_file() -> KeptFile {
    KeptFile::Claims(slug(STORIES[0]), kim())
}

/// Backs up what was saved, damages the file, and puts the backup in its place.
fn damage_and_mend(dir: &Path, desk: &mut Desk) -> Result<(), Trouble> {
    let story = &desk.session.project().stories[&slug(STORIES[0])];
    store::back_up_now(&desk.folder, &slug(STORIES[0]), story, &kim()).map_err(told)?;
    let file = desk.folder.root().join(format!("stories/{}/kim.claims.ron", STORIES[0]));
    fs::write(file, "(").map_err(told)?;
    mend(dir)?;
    *desk = Desk::open(dir, false)?;
    Ok(())
}

/// Kim's program on another machine adds claims to the same file: one for each revision so far, for
/// an earlier one may have failed.
fn other_writer(dir: &Path, number: u64) -> Result<(), Trouble> {
    let mut other = Desk::open(dir, false)?;
    let at = &other.session.project().stories[&slug("two")];
    let passages = work(at, 1).claims[&ClaimId(2)].passages.clone();
    let made = (1..=number).map(|number| {
        let mut claim = Claim::new(None);
        claim.id = ClaimId(OTHERS + number);
        claim.made = jiff::Timestamp::UNIX_EPOCH;
        claim.passages.clone_from(&passages);
        Edit::put(slug("two"), kim(), claim)
    });
    let edit = Edit::Batch(made.collect());
    other.perform("of another".to_owned(), edit)?;
    // Both have a hand in the second story's file.
    other.written()
}

/// A story that is written where it shall lie, after the files that belong to it.
fn import(desk: &mut Desk, number: u64) -> Result<(), Trouble> {
    let name = format!("story-{number}");
    let (new, files) = arrivals::with_files(&name);
    files.into_iter().for_each(|file| desk.saver.attach(&slug(&name), file));
    desk.perform(name.clone(), Edit::Shelf { id: slug(&name), to: Some(Box::new(new)) })?;
    desk.written()
}

/// How many stories were imported; each must be whole.
fn imported(session: &Session) -> Result<u64, Trouble> {
    let stories = &session.project().stories;
    for (name, is) in stories {
        if is.text != story(name.as_str()).text || is.story.pictures.len() != 1 {
            return Err(format!("{name} is not what was imported"));
        }
    }
    Ok(stories.len() as u64)
}

/// The edit that writes the revision into the notes of every claim of a project of the first format.
fn migration(session: &Session, revision: u64) -> Result<Vec<Edit>, Trouble> {
    let (id, story) = session.project().stories.first_key_value().ok_or("no story")?;
    let work = story.work_of(&kim()).ok_or("no work")?;
    let noted = work.claims.values().map(|claim| {
        let mut claim = Claim::clone(claim);
        claim.note = format!("revision {revision}");
        Edit::put(id.clone(), kim(), claim)
    });
    Ok(noted.collect())
}

fn migrated(session: &Session) -> Result<u64, Trouble> {
    let story = session.project().stories.values().next().ok_or("no story")?;
    let work = story.work_of(&kim()).ok_or("no work")?;
    let notes: Vec<Option<u64>> = work.claims.values().map(|claim| number(&claim.note)).collect();
    let same = notes.windows(2).all(|pair| pair[0] == pair[1]);
    match notes.first() {
        Some(_) if !same => untouched(&notes).ok_or_else(|| "claims of several revisions".to_owned()),
        Some(number) => Ok(number.unwrap_or(0)),
        None => Err("no claims".to_owned()),
    }
}

/// Revision 0, where no note was written yet.
fn untouched(notes: &[Option<u64>]) -> Option<u64> {
    notes.iter().all(Option::is_none).then_some(0)
}

/// Opens the project as the program does and looks at all of it.
pub fn verify(way: Way, dir: &Path, acked: u64, attempted: u64) -> Result<(), Trouble> {
    if way == Way::Backup {
        mend(dir)?;
    }
    let Resumed { mut session, folder, .. } = resume(dir)?;
    let is = found(way, &session, &folder, attempted)?;
    if is < acked || is > attempted {
        return Err(format!("revision {is}, but {acked} was saved and {attempted} tried"));
    }
    match way {
        Way::Import | Way::Bring | Way::Lay => {
            if let Some(finding) = store::check(folder.root()).map_err(told)?.first() {
                return Err(finding.to_string());
            }
        }
        Way::Pack => {
            // A disk that took no journal at all has no history; files it has.
            if session.history().steps().next().is_none() {
                return Ok(());
            }
            // All the way back, whatever was packed, and on again.
            while session.undo().map_err(told)?.is_some() {}
            let back = least(&session, &folder, attempted)?;
            while session.redo().map_err(told)?.is_some() {}
            let on = least(&session, &folder, attempted)?;
            if (back, on) != (0, is) {
                return Err(format!("undo leads to revision {back}, redo to {on}"));
            }
        }
        Way::Merge => {
            let claims = &session.project().stories[&slug("two")];
            let ids = claims.work_of(&kim()).map(|work| work.claims.keys());
            let others = ids.map_or(0, |ids| ids.filter(|id| id.0 > OTHERS).count() as u64);
            if others < acked {
                return Err(format!("only {others} of another's {acked} claims are there"));
            }
        }
        Way::Index => {
            // An index that is not true to the files must not be believed.
            let lines = store::preview(dir).map(|preview| preview.stories);
            let known = |id: &str, line: &StoryLine| line.id == slug(id);
            let story = &session.project().stories[&slug(STORIES[0])];
            for line in lines.iter().flatten().filter(|line| known(STORIES[0], line)) {
                if *line != StoryLine::of(&slug(STORIES[0]), story) {
                    return Err(format!("the list says otherwise than the files: {line:?}"));
                }
            }
        }
        Way::Backup => {
            for backup in store::backups(&folder, &own_file()) {
                let Ok(Content::Claims(then)) = &backup.content else {
                    return Err("a backup cannot be read".to_owned());
                };
                let note = then.claims.values().next().map(|claim| claim.note.as_str());
                let of = note.and_then(number).unwrap_or_default();
                if *then != work(&session.project().stories[&slug(STORIES[0])], of) && of > 0 {
                    return Err(format!("the backup of revision {of} is not whole"));
                }
            }
        }
        Way::Correct => {
            if is == acked && !arrivals::all_stand(session.project()) {
                return Err("a passage that was saved does not stand".to_owned());
            }
        }
        Way::Story | Way::Journal | Way::Migrate => {}
    }
    Ok(())
}
