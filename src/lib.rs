//! Pressmark: a desktop workbench for hand-annotating news.
//!
//! The rooms, each of which may use those above it and none below:
//!
//! - [`story`]: what is read: text, positions, blocks, pictures
//! - [`claims`]: what is said of it: claims, evidence, code book, actors
//! - [`project`]: the whole in memory; edits, their inverses, history
//! - [`store`]: RON on disk: formats, durable save, lock, check
//! - [`import`]: a file becomes a story
//! - [`window`]: the application; the only room that knows egui
//! - [`cli`]: the same work without a window
//!
//! # The way of one edit
//!
//! A gesture in a panel becomes a [`Request`](window::desk::Request), most often to run a
//! [`Command`](window::commands::Command): the palette, the menu, a key and a click all name the
//! same one. One that changes something yields an [`Edit`](project::Edit).
//! [`Project::apply`](project::Project::apply) checks it, makes it and returns its inverse; the
//! [`Session`](project::Session) keeps that in its history and notes what was touched; the
//! [`Saver`](store::Saver) writes the story's file on a thread of its own; the next frame is drawn
//! from the project. Nothing else ever changes one.

pub mod claims;
pub mod cli;
pub mod import;
pub mod project;
pub mod store;
pub mod story;
pub mod window;
