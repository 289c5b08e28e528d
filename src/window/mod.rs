//! The workbench as the analyst sees it: everything that names egui.
//!
//! Panels are shown a [`Desk`](desk::Desk): the session to read, the view, the theme, and a tray for
//! [`Request`](desk::Request)s. They change nothing themselves. After the frame the [`Workbench`](workbench::Workbench)
//! carries the requests out, so a click, a key, the menu and the palette all take the same way.

pub mod article;
pub mod chrome;
pub mod claims;
pub mod clipboard;
pub mod commands;
pub mod desk;
pub mod digest;
mod edge_scroll;
pub mod fonts;
pub mod launch;
mod list;
pub mod log;
pub mod numbers;
pub mod others;
pub mod own_keys;
mod pending;
pub mod picker;
pub mod picture_marks;
pub mod pictures;
pub mod preview;
pub mod raster;
pub mod review;
pub mod search;
pub mod settings;
pub mod several;
pub mod shot;
pub mod stories;
pub mod theme;
mod turns;
pub mod view;
mod words;
pub mod workbench;
