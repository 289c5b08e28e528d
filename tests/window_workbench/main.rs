//! The whole window, driven as an analyst does, on the sample and on what can go wrong.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "../support/mod.rs"]
mod support;

mod actors;
mod bad_input;
mod claiming;
mod clashing;
mod commands;
mod correcting;
mod encoding;
mod everywhere;
mod history;
mod importing;
mod keys;
mod linking;
mod looks;
mod monkey;
mod offering;
mod outside;
mod pasting;
mod picturing;
mod registry;
mod reimporting;
mod repeating;
mod restoring;
mod saving;
mod second_window;
mod session19;
mod sessions;
mod several;
mod speech;
mod stepping;
mod steps;
mod structuring;
