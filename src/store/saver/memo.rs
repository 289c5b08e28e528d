//! What the files looked like when they were last looked at, so that one which did not change since
//! is not read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// File systems tell time in steps of up to this. A file that changed less than this before it was
/// looked at may change once more without showing it.
const COARSE: Duration = Duration::from_secs(2);

/// A project is read well within this before its first look. What is older then was read.
const OPENING: Duration = Duration::from_secs(120);

/// How often a file must be found unreadable before that is told: whoever writes it may not be done.
const PATIENCE: u32 = 3;

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// What else changes when a file does, where the system tells: which file it is, and when
    /// anything of it was last touched, which no program can set back.
    touched: Option<(u64, SystemTime)>,
}

/// What was seen of the files.
#[derive(Debug)]
pub(super) struct Memo {
    /// What was last changed before this was read when the project was opened.
    read_since: SystemTime,
    seen: BTreeMap<PathBuf, Seen>,
    troubles: BTreeMap<PathBuf, Trouble>,
    missing: BTreeSet<PathBuf>,
}

#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    /// Whether any later change must show in the stamp.
    sure: bool,
}

/// A file that could not be read when it was looked at.
#[derive(Debug)]
struct Trouble {
    stamp: Option<Stamp>,
    times: u32,
}

impl Stamp {
    pub fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok(), touched: touched(metadata) }
    }

    /// When the file changed last; `None` where the system does not tell.
    fn latest(&self) -> Option<SystemTime> {
        self.modified.max(self.touched.map(|(_, at)| at))
    }
}

#[cfg(unix)]
fn touched(metadata: &Metadata) -> Option<(u64, SystemTime)> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = Duration::from_secs(u64::try_from(metadata.ctime()).ok()?);
    let rest = Duration::from_nanos(u64::try_from(metadata.ctime_nsec()).ok()?);
    Some((metadata.ino(), SystemTime::UNIX_EPOCH.checked_add(seconds)?.checked_add(rest)?))
}

#[cfg(not(unix))]
fn touched(_: &Metadata) -> Option<(u64, SystemTime)> {
    None
}

impl Memo {
    /// A memo of files that were read shortly before `now`.
    pub fn at(now: SystemTime) -> Self {
        Self {
            read_since: now.checked_sub(OPENING).unwrap_or(SystemTime::UNIX_EPOCH),
            seen: BTreeMap::new(),
            troubles: BTreeMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// Whether a file that looks like this must be read to know what it says.
    pub fn must_read(&mut self, path: &Path, stamp: &Stamp) -> bool {
        let told = self.troubles.get(path).is_some_and(|trouble| trouble.times >= PATIENCE);
        if told && self.troubles.get(path).and_then(|trouble| trouble.stamp) == Some(*stamp) {
            return false;
        }
        match self.seen.get(path) {
            Some(seen) => !seen.sure || seen.stamp != *stamp,
            None if stamp.latest().is_some_and(|latest| latest < self.read_since) => {
                self.seen.insert(path.to_owned(), Seen { stamp: *stamp, sure: true });
                false
            }
            None => true,
        }
    }

    /// A file that looked like this was read at `now`.
    pub fn was_read(&mut self, path: &Path, stamp: Stamp, now: SystemTime) {
        let age = stamp.latest().and_then(|latest| now.duration_since(latest).ok());
        let sure = age.is_some_and(|age| age > COARSE);
        self.seen.insert(path.to_owned(), Seen { stamp, sure });
        self.troubles.remove(path);
    }

    /// A file or folder could not be read. Says whether that is to be told now: once, and only after
    /// it stayed so for several looks.
    pub fn stumbled(&mut self, path: &Path, stamp: Option<Stamp>) -> bool {
        let trouble = self.troubles.entry(path.to_owned()).or_insert(Trouble { stamp, times: 0 });
        trouble.stamp = stamp;
        trouble.times = trouble.times.saturating_add(1);
        trouble.times == PATIENCE
    }

    /// Whether a file or folder was found unreadable so often that it is taken as it is.
    pub fn is_out_of_patience(&self, path: &Path) -> bool {
        self.troubles.get(path).is_some_and(|trouble| trouble.times >= PATIENCE)
    }

    /// Nothing is wrong there any more.
    pub fn mended(&mut self, path: &Path) {
        self.troubles.remove(path);
    }

    /// Whether the file was ever there.
    pub fn has_seen(&self, path: &Path) -> bool {
        self.seen.contains_key(path)
    }

    /// Something that was there is gone. Says whether that is to be told: once.
    pub fn is_gone(&mut self, path: &Path) -> bool {
        self.seen.remove(path);
        self.troubles.remove(path);
        self.missing.insert(path.to_owned())
    }

    /// Something is there, perhaps again.
    pub fn is_there(&mut self, path: &Path) {
        self.missing.remove(path);
    }

    /// Forgets all that lies in a folder.
    pub fn forget(&mut self, folder: &Path) {
        self.seen.retain(|path, _| !path.starts_with(folder));
        self.troubles.retain(|path, _| !path.starts_with(folder));
        self.missing.retain(|path| !path.starts_with(folder));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    fn file(words: &str) -> (tempfile::TempDir, PathBuf, Stamp) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kim.claims.ron");
        fs::write(&path, words).unwrap();
        let stamp = stamp(&path);
        (folder, path, stamp)
    }

    fn stamp(path: &Path) -> Stamp {
        Stamp::of(&fs::symlink_metadata(path).unwrap())
    }

    #[test]
    fn a_file_that_did_not_change_is_read_once() {
        let (_folder, path, before) = file("one");
        let now = SystemTime::now();
        let mut memo = Memo::at(now);
        assert!(memo.must_read(&path, &before), "it may have changed since the project was opened");
        memo.was_read(&path, before, now + DAY);
        assert!(!memo.must_read(&path, &stamp(&path)));
        fs::write(&path, "three").unwrap();
        assert!(memo.must_read(&path, &stamp(&path)));
    }

    #[test]
    fn a_file_that_changed_just_now_is_read_again_until_its_time_tells() {
        let (_folder, path, stamp) = file("one");
        let changed = stamp.latest().unwrap();
        let mut memo = Memo::at(changed);
        memo.was_read(&path, stamp, changed + Duration::from_millis(500));
        assert!(memo.must_read(&path, &stamp), "a change in the same second need not show");
        memo.was_read(&path, stamp, changed + Duration::from_secs(3));
        assert!(!memo.must_read(&path, &stamp));
    }

    #[test]
    fn what_is_older_than_the_opening_was_read_then() {
        let (_folder, path, before) = file("one");
        let mut memo = Memo::at(SystemTime::now() + DAY);
        assert!(!memo.must_read(&path, &before));
        fs::write(&path, "three").unwrap();
        assert!(memo.must_read(&path, &stamp(&path)));
    }

    #[test]
    #[cfg(unix)]
    fn another_file_of_the_same_age_and_length_shows() {
        let (folder, path, before) = file("one");
        let mut memo = Memo::at(SystemTime::now());
        memo.was_read(&path, before, SystemTime::now() + DAY);
        let other = folder.path().join("other");
        fs::write(&other, "two").unwrap();
        let old = fs::File::options().write(true).open(&other).unwrap();
        old.set_modified(before.modified.unwrap()).unwrap();
        fs::rename(&other, &path).unwrap();
        assert!(memo.must_read(&path, &stamp(&path)), "a copy that keeps its time is a change");
    }

    #[test]
    fn trouble_is_told_once_and_only_if_it_stays() {
        let (_folder, path, stamp) = file("(");
        let mut memo = Memo::at(SystemTime::now());
        let told: Vec<bool> = (0..5).map(|_| memo.stumbled(&path, Some(stamp))).collect();
        assert_eq!(told, [false, false, true, false, false]);
        assert!(!memo.must_read(&path, &stamp), "it would be no better");
        memo.was_read(&path, stamp, SystemTime::now() + DAY);
        assert!(!memo.stumbled(&path, None), "and the patience is there again");
    }

    #[test]
    fn what_is_gone_is_told_once_until_it_comes_back() {
        let path = Path::new("kim.claims.ron");
        let mut memo = Memo::at(SystemTime::now());
        assert!(memo.is_gone(path));
        assert!(!memo.is_gone(path));
        memo.is_there(path);
        assert!(memo.is_gone(path));
    }
}
