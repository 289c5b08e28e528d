//! The settings on disk: read once, written by a thread of their own.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::Settings;

/// Where tests and portable installations keep the settings instead.
const FOLDER_VARIABLE: &str = "PRESSMARK_CONFIG_DIR";
/// How long the settings must have been quiet before they are written.
const QUIET: Duration = Duration::from_secs(1);
/// No settings are this large; a file that is was not written by us.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The settings file and the thread that writes it.
pub struct SettingsFile {
    path: Option<PathBuf>,
    told: Settings,
    writer: Option<(Sender<Settings>, JoinHandle<()>)>,
}

impl SettingsFile {
    /// Reads the user's settings. The message says so if they had to be put aside.
    #[must_use]
    pub fn open() -> (Self, Settings, Option<String>) {
        let folder = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let folder = folder.or_else(|| {
            directories::ProjectDirs::from("", "", "pressmark").map(|dirs| dirs.config_dir().to_owned())
        });
        Self::open_in(folder.as_deref())
    }

    /// Reads the settings in `folder`; without a folder nothing is read or written.
    #[must_use]
    pub fn open_in(folder: Option<&Path>) -> (Self, Settings, Option<String>) {
        let path = folder.map(|folder| folder.join("settings.ron"));
        let (settings, message) = path.as_deref().map_or_else(Default::default, read);
        (Self { path, told: settings.clone(), writer: None }, settings, message)
    }

    /// Takes note of the settings as they are now; they are written when they have been quiet for
    /// a second. Cheap while nothing changed.
    pub fn keep(&mut self, settings: &Settings) {
        let Some(path) = self.path.clone() else { return };
        if self.told == *settings {
            return;
        }
        self.told = settings.clone();
        if self.writer.is_none() {
            let (sender, receiver) = channel();
            let work = move || write_when_quiet(&path, &receiver);
            let thread = std::thread::Builder::new().name("settings".to_owned()).spawn(work);
            self.writer = thread.ok().map(|thread| (sender, thread));
        }
        if let Some((sender, _)) = &self.writer {
            // The thread ends only with this sender.
            let _ = sender.send(settings.clone());
        }
    }

    /// Writes the settings before it returns: for the way out.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn save_now(&mut self, settings: &Settings) -> std::io::Result<()> {
        if let Some((sender, thread)) = self.writer.take() {
            drop(sender);
            // The thread writes what it holds and ends; a panic in it changes nothing here.
            let _ = thread.join();
        }
        self.told = settings.clone();
        self.path.as_deref().map_or(Ok(()), |path| write(path, settings))
    }
}

fn write_when_quiet(path: &Path, receiver: &Receiver<Settings>) {
    while let Ok(mut settings) = receiver.recv() {
        let due = Instant::now() + QUIET;
        // Ends when the second is over, and at once when the window is gone.
        while let Ok(newer) = receiver.recv_timeout(due.saturating_duration_since(Instant::now())) {
            settings = newer;
        }
        if let Err(error) = write(path, &settings) {
            log::warn!("the settings could not be written: {error}");
        }
    }
}

fn write(path: &Path, settings: &Settings) -> std::io::Result<()> {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ");
    let text = ron::ser::to_string_pretty(settings, pretty).map_err(std::io::Error::other)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // A name of its own, so that two windows do not write into one temporary file.
    let aside = path.with_extension(format!("ron.{}.tmp", std::process::id()));
    let written = std::fs::File::create(&aside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&aside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&aside);
    }
    written
}

fn read(path: &Path) -> (Settings, Option<String>) {
    let bytes = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Default::default(),
        Ok(facts) if facts.is_file() && facts.len() <= LARGEST => std::fs::read_to_string(path),
        Ok(_) => Err(std::io::Error::other("not a settings file")),
        Err(error) => Err(error),
    };
    let parsed = bytes
        .map_err(|error| error.to_string())
        .and_then(|text| ron::from_str::<Settings>(&text).map_err(|error| error.to_string()));
    match parsed {
        Ok(settings) => (settings.sound(), None),
        Err(reason) => {
            let aside = path.with_extension("ron.bad");
            let moved = std::fs::rename(path, &aside);
            let fate = if moved.is_ok() { " The old file is kept as settings.ron.bad." } else { "" };
            log::warn!("the settings could not be read: {reason}");
            let message = format!("The settings could not be read, so the window starts as new.{fate}");
            (Settings::default(), Some(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::theme::Look;

    fn changed() -> Settings {
        let mut settings = Settings { zoom: 1.25, look: Look::Dark, ..Settings::default() };
        settings.window.size = Some((1440.0, 900.0));
        settings.recent.add(Path::new("/home/kim/korea talks"));
        let story = crate::story::slug_from("one", |_| false);
        settings.project("0123").read_to(&story, crate::story::BytePos(42));
        settings.project("0123").story = Some(story);
        settings.coder = Some(crate::claims::CoderId::nearest("kim"));
        settings
    }

    #[test]
    fn settings_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, fresh, message) = SettingsFile::open_in(Some(folder.path()));
        assert_eq!((fresh, message), (Settings::default(), None));
        file.keep(&changed());
        file.save_now(&changed()).unwrap();
        let (_, read, message) = SettingsFile::open_in(Some(folder.path()));
        assert_eq!((read, message), (changed(), None));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn the_thread_writes_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, ..) = SettingsFile::open_in(Some(folder.path()));
        file.keep(&changed());
        let path = folder.path().join("settings.ron");
        let end = Instant::now() + Duration::from_secs(30);
        while !path.exists() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(read(&path).0, changed());
    }

    #[test]
    fn damage_is_put_aside_and_newer_fields_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        for damage in ["(zoom: \"large\")", "\u{0}\u{0}\u{0}", "(zoom: 1.0", ""] {
            std::fs::write(&path, damage).unwrap();
            let (_, settings, message) = SettingsFile::open_in(Some(folder.path()));
            assert_eq!(settings, Settings::default());
            assert!(message.is_some(), "{damage:?}");
            assert_eq!(std::fs::read_to_string(folder.path().join("settings.ron.bad")).unwrap(), damage);
        }
        std::fs::write(&path, "(zoom: 1.5, a_later_idea: true)").unwrap();
        let (_, settings, message) = SettingsFile::open_in(Some(folder.path()));
        assert_eq!((settings.zoom, message), (1.5, None));
    }
}
