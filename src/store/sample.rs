//! The sample project, which the program carries with it.

use std::fs;
use std::path::Path;

use super::{StoreError, durable};

/// The files of the project in `saves/`; `project.ron`, which makes it one, comes last.
macro_rules! carried {
    ($($file:literal)*) => {
        &[$(($file, include_bytes!(concat!("../../saves/korea-talks/", $file)))),*]
    };
}

/// The files by their paths in the project.
const FILES: &[(&str, &[u8])] = carried![
    ".gitattributes"
    "actors.ron"
    "codebook.ron"
    "stories/envoy-calls-rail-survey-a-milestone/kim.claims.ron"
    "stories/envoy-calls-rail-survey-a-milestone/pictures/2c9469e3d3889528.jpg"
    "stories/envoy-calls-rail-survey-a-milestone/source/rail-survey.txt"
    "stories/envoy-calls-rail-survey-a-milestone/story.ron"
    "stories/envoy-calls-rail-survey-a-milestone/text-d1cae08e.txt"
    "stories/talks-slow-zh/kim.claims.ron"
    "stories/talks-slow-zh/source/talks-slow-zh.txt"
    "stories/talks-slow-zh/story.ron"
    "stories/talks-slow-zh/text-e7949a37.txt"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/kim.claims.ron"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/lee.claims.ron"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/pictures/cb6badd82218c9cc.jpg"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/pictures/e8c9504e59b69a62.jpg"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/pictures/f47c0a560c5e2340.png"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/source/three-capitals.txt"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/story.ron"
    "stories/three-capitals-slow-the-pace-of-nuclear-talks/text-7c312db9.txt"
    "project.ron"
];

/// Lays a copy of the sample project in `dir`, unless a project lies there already. What an earlier
/// try, cut off, has left there is made whole; no file that is there is written over.
///
/// # Errors
/// If a file cannot be written.
pub fn lay_sample(dir: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(dir.join("project.ron")).is_ok() {
        return Ok(());
    }
    for (name, bytes) in FILES {
        let path = dir.join(name);
        lay(&path, bytes).map_err(|source| StoreError::Io { path, source })?;
    }
    Ok(())
}

fn lay(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    durable::replace(path, bytes)
}
