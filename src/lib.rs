//! Pressmark: a desktop workbench for hand-annotating news.
//!
//! The rooms, each of which may use those above it and none below:
//!
//! - [`story`]: what is read: text, positions, blocks, pictures
//! - [`claims`]: what is said of it: claims, evidence, code book, actors
//! - [`project`]: the whole in memory; edits, their inverses, history, merge
//! - [`store`]: RON on disk: formats, durable save, journal, backups, index, lock, check
//! - [`import`]: a file becomes a story
//! - [`export`]: a project's code book as a page
//! - [`assist`]: what the program notices by itself: mentions of actors, who says a passage
//! - [`analysis`]: search through a whole project, and what in it is worth a second look
//! - [`window`]: the application; the only room that knows egui
//! - [`cli`]: the same work without a window
//!
//! # The way of one edit
//!
//! A gesture in a panel becomes a [`Request`](window::desk::Request), most often to run a
//! [`Command`](window::commands::Command): the palette, the menu, a key and a click all name the
//! same one. One that changes something yields an [`Edit`](project::Edit).
//! [`Project::apply`](project::Project::apply) checks it, makes it and returns its inverse; the
//! [`Session`](project::Session) keeps both in its history as a [`Change`](project::Change) and notes
//! what was touched. On a thread of its own the [`Saver`](store::Saver) adds the change to the
//! [`Journal`](store::Journal), from when on it counts as kept, and writes the story's file within a
//! second; the next frame is drawn from the project. Nothing else ever changes one. What other
//! programs wrote ([`Outside`](store::Outside)) comes in as an edit too, merged.

pub mod analysis;
pub mod assist;
pub mod claims;
pub mod cli;
pub mod export;
pub mod import;
pub mod project;
pub mod store;
pub mod story;
pub mod window;
