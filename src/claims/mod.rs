//! What is said of a story: claims with their evidence, the code book, the actors.
//!
//! Plain data and pure functions over [`story`](crate::story).

mod actors;
pub mod anchors;
mod claim;
mod clash;
mod codebook;
mod codes;
mod evidence;
mod faults;
mod fields;
mod ids;
mod link;
mod marks;
mod naming;
mod outline;
mod passage;
mod templates;
mod typed;

pub use actors::{Actor, ActorRole, ActorType, Actors};
pub use claim::{Claim, Value};
pub use clash::{Clash, Settle};
pub use codebook::{Code, CodeBook, Colour, ColourError, Field, FieldType, Kind, Rule};
pub use codes::{Outline, Placed, Shift, move_code, shift_code};
pub use evidence::{FULL_SIDE, Region, Shape};
pub use faults::Fault;
pub use fields::Fields;
pub use ids::{ActorId, ClaimId, CodeId, CoderId, FieldId, IdError, KindId, LinkId, Names};
pub use link::{Link, LinkKind};
pub use marks::{Mark, MarkIndex, Part};
pub use outline::Spot;
pub use passage::{Method, Origin, Passage};
pub use templates::{Template, templates};
pub use typed::{day, is_number};
