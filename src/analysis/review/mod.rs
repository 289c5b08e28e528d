//! What is worth a second look before work on a story is done: rules that warn and never block.

mod finding;
mod marks;
mod rules;

pub use finding::{Finding, Problem, Sort};
pub use rules::{Bench, Case};
