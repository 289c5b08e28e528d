//! What is wrong with an expression, and where.

use regex_syntax::ast::Span;
use thiserror::Error;

/// Why something cannot be sought.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// It is no regular expression.
    #[error("{problem}, at character {at}")]
    Syntax {
        /// What is wrong.
        problem: String,
        /// The first wrong character, counted from 1.
        at: usize,
    },
    /// The expression stands for too much, such as many repetitions within each other.
    #[error("the expression stands for too much: make its repetitions fewer or smaller")]
    TooLarge,
}

impl QueryError {
    /// What the parser says of `expression`.
    pub(super) fn of(expression: &str, error: &regex_syntax::Error) -> Self {
        let (problem, span) = match error {
            regex_syntax::Error::Parse(error) => (error.kind().to_string(), *error.span()),
            regex_syntax::Error::Translate(error) => (error.kind().to_string(), *error.span()),
            _ => (error.to_string(), Span::splat(regex_syntax::ast::Position::new(0, 1, 1))),
        };
        Self::Syntax { problem, at: place(expression, span) }
    }
}

/// The number of the first wrong character.
fn place(expression: &str, span: Span) -> usize {
    expression[..expression.floor_char_boundary(span.start.offset)].chars().count() + 1
}
