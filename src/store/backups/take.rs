use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::super::folder::Folder;
use super::super::{SaveFailure, format};
use super::kept::KeptFile;
use super::shelf::Shelf;

/// How long a backup does for the changes that follow it.
const PAUSE: Duration = Duration::from_secs(10 * 60);

/// Takes the backups of a run.
pub(in super::super) struct Backups {
    folder: Folder,
    /// When each file's last backup of this run was taken. By this clock, which cannot be set: a
    /// backup of the future on disk must not stop new ones.
    taken: BTreeMap<KeptFile, Instant>,
}

/// The clocks: the one on the wall names a backup, the other says when the next is due.
#[derive(Clone, Copy)]
struct Now {
    wall: Timestamp,
    run: Instant,
}

impl Now {
    fn read() -> Self {
        Self { wall: Timestamp::now(), run: Instant::now() }
    }
}

impl Backups {
    pub fn new(folder: Folder) -> Self {
        Self { folder, taken: BTreeMap::new() }
    }

    /// Keeps what the file at `path` says, `old`, before it is replaced, if the last backup of this
    /// run is not of the last ten minutes.
    ///
    /// # Errors
    /// Only where `old` is of an older format: its first write changes all of it, and what a fault
    /// in the migration loses could not be had back. Otherwise the save goes on without a backup,
    /// for it replaces the file as a whole or not at all; a full disk must not keep the analyst's
    /// newest work off it for the sake of the oldest. The backup is tried again with the next save.
    pub fn before_change(&mut self, path: &Path, old: &str) -> Result<(), SaveFailure> {
        self.before_change_at(path, old, Now::read())
    }

    fn before_change_at(&mut self, path: &Path, old: &str, now: Now) -> Result<(), SaveFailure> {
        let Some(file) = KeptFile::called(&self.folder.shown(path)) else { return Ok(()) };
        let fresh = |taken: &Instant| now.run.saturating_duration_since(*taken) < PAUSE;
        let must = format::is_older(old);
        if !must && self.taken.get(&file).is_some_and(fresh) {
            return Ok(());
        }
        match self.keep(file, old.as_bytes(), now) {
            Err(error) if must => Err(self.failed(path, &error)),
            Err(error) => {
                log::warn!("{}: its backup could not be made: {error}", self.folder.shown(path));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Keeps `old`, which the file at `path` says, whenever the last backup was: for what is about
    /// to do more than an edit does, as a merge and a restore do.
    ///
    /// # Errors
    /// Why it could not be kept; then that must not be done.
    pub fn now(&mut self, path: &Path, old: &[u8]) -> Result<(), SaveFailure> {
        let Some(file) = KeptFile::called(&self.folder.shown(path)) else { return Ok(()) };
        self.keep(file, old, Now::read()).map_err(|error| self.failed(path, &error))
    }

    fn keep(&mut self, file: KeptFile, bytes: &[u8], now: Now) -> io::Result<()> {
        Shelf::of(&self.folder, &file).add(bytes, now.wall)?;
        self.taken.insert(file, now.run);
        Ok(())
    }

    fn failed(&self, path: &Path, error: &io::Error) -> SaveFailure {
        let failure = SaveFailure::of_io(self.folder.shown(path), error);
        SaveFailure { reason: format!("its backup could not be made first: {}", failure.reason), ..failure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Run {
        dir: tempfile::TempDir,
        backups: Backups,
        now: Now,
    }

    impl Run {
        fn begin() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let backups = Backups::new(Folder::at(dir.path()).unwrap());
            let now = Now { wall: "2026-11-23T10:42:05Z".parse().unwrap(), run: Instant::now() };
            Self { dir, backups, now }
        }

        fn wait(&mut self, seconds: u64) {
            let by = Duration::from_secs(seconds);
            self.now.run += by;
            self.now.wall += by;
        }

        fn change(&mut self, old: &str) -> Result<(), SaveFailure> {
            let path = self.backups.folder.root().join("stories/one/kim.claims.ron");
            self.backups.before_change_at(&path, old, self.now)
        }

        fn names(&self) -> Vec<String> {
            let shelf = self.dir.path().join(".pressmark/backups/one/kim.claims.ron");
            let mut names: Vec<String> = fs::read_dir(shelf)
                .into_iter()
                .flatten()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
    }

    #[test]
    fn the_first_change_is_kept_and_then_one_every_ten_minutes() {
        let mut run = Run::begin();
        run.change("one").unwrap();
        for number in 0..9 {
            run.wait(60);
            run.change(&format!("change {number}")).unwrap();
        }
        assert_eq!(run.names(), ["20261123T104205Z.ron"]);
        run.wait(60);
        run.change("ten minutes on").unwrap();
        assert_eq!(run.names(), ["20261123T104205Z.ron", "20261123T105205Z.ron"]);
        let newest = run.dir.path().join(".pressmark/backups/one/kim.claims.ron/20261123T105205Z.ron");
        assert_eq!(fs::read_to_string(newest).unwrap(), "ten minutes on");
        // A new run keeps its first change too, unless nothing changed since.
        run.backups = Backups::new(run.backups.folder.clone());
        run.change("ten minutes on").unwrap();
        assert_eq!(run.names().len(), 2);
        run.backups = Backups::new(run.backups.folder.clone());
        run.change("another run").unwrap();
        assert_eq!(run.names()[2], "20261123T105205Z_1.ron", "two of one second stay apart");
    }

    #[test]
    fn no_clock_on_the_wall_stops_backups() {
        let mut run = Run::begin();
        run.now.wall = "2031-01-01T00:00:00Z".parse().unwrap();
        run.change("from the future").unwrap();
        run.wait(700);
        run.now.wall = "2026-11-23T10:42:05Z".parse().unwrap();
        run.change("set right").unwrap();
        run.wait(700);
        run.now.wall = "1970-01-01T00:00:00Z".parse().unwrap();
        run.change("an empty battery").unwrap();
        assert_eq!(run.names(), ["19700101T000000Z.ron", "20261123T104205Z.ron", "20310101T000000Z.ron"]);
    }

    #[test]
    fn what_cannot_be_kept_stops_only_what_is_drastic() {
        let mut run = Run::begin();
        fs::write(run.dir.path().join(".pressmark"), "no folder").unwrap();
        run.change("(\n  format: 4,\n").unwrap();
        let path = run.backups.folder.root().join("stories/one/kim.claims.ron");
        let failure = run.backups.now(&path, b"now").unwrap_err();
        assert!(failure.reason.starts_with("its backup could not be made first"), "{failure}");
        assert!(run.change("(\n  format: 1,\n").is_err(), "an older format");
        fs::remove_file(run.dir.path().join(".pressmark")).unwrap();
        run.change("(\n  format: 1,\n").unwrap();
        run.change("(\n  format: 1, )\n").unwrap();
        assert_eq!(run.names().len(), 2, "an older format is kept whatever was kept before");
        assert!(run.dir.path().join(".pressmark/.gitignore").exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_a_backup_out_of_the_project() {
        let mut run = Run::begin();
        let outside = tempfile::tempdir().unwrap();
        let hidden = run.dir.path().join(".pressmark");
        std::os::unix::fs::symlink(outside.path(), &hidden).unwrap();
        let path = run.backups.folder.root().join("codebook.ron");
        assert!(run.backups.now(&path, b"x").is_err());
        fs::remove_file(&hidden).unwrap();
        fs::create_dir(&hidden).unwrap();
        std::os::unix::fs::symlink(outside.path(), hidden.join("backups")).unwrap();
        assert!(run.backups.now(&path, b"x").is_err());
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_year_of_saves_leaves_a_backup_a_day_and_all_junk() {
        let mut run = Run::begin();
        run.change("the first").unwrap();
        let shelf = run.dir.path().join(".pressmark/backups/one/kim.claims.ron");
        fs::write(shelf.join("notes.txt"), "mine").unwrap();
        fs::create_dir(shelf.join("20200101T000000Z.ron")).unwrap();
        fs::write(shelf.join("20200101T000000Z.ron/inside"), "mine").unwrap();
        for number in 0..100 {
            run.wait(4 * 60 * 60);
            run.change(&format!("change {number}")).unwrap();
        }
        let names = run.names();
        assert!(names.contains(&"notes.txt".to_owned()) && names[0] == "20200101T000000Z.ron");
        // Ten minutes to four of the seventeenth day: the days before yesterday have one each.
        let days = names.iter().filter(|name| name.starts_with("202611") || name.starts_with("202612"));
        assert_eq!(days.count(), 16 + 7, "{names:?}");
    }
}
