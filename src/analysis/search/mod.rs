//! Search through a whole project: its texts, captions, notes and fields.
//!
//! A [`Query`] says what is sought, where, and of which claims. [`Query::prepare`] makes a [`Search`]
//! of it, or says what is wrong with it. A [`Search`] looks through one [`Shelved`] story at a time
//! ([`Search::story`]), which is a snapshot that shares everything with the project; a [`Run`] does
//! so on other threads and brings what it [`Found`] in the order of the stories. A [`Snapshot`]
//! of a project is taken in a moment and becomes a [`Shelf`] of such stories elsewhere. [`Found::line`]
//! sets a hit between the words around it, and [`Counts`] say what the claims at the hits are.

mod counts;
mod line;
mod pattern;
mod query;
mod run;
mod shelved;
mod sift;
mod snapshot;
mod words;
mod workers;

pub use counts::Counts;
pub use line::{Line, Room};
pub use pattern::{Pattern, QueryError};
pub use query::{Filter, Place, Query};
pub use run::{Batch, Run};
pub use shelved::{CoderClaims, Names, Shelved, reading_order};
pub use sift::{At, ClaimRef, Found, Hit, Hits, Search};
pub use snapshot::{Shelf, Snapshot};
