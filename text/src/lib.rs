//! Every text that a person reads: messages from Fluent files, dates and numbers.
//!
//! `words(language).plan_title()` returns the text of the message `plan-title`. The functions are generated
//! at build time from `locales/*/*.ftl`: a misspelt key or a wrong argument does not compile. `README.md`
//! says how to add messages.

pub mod codes;
pub mod dates;
pub mod headline;
mod language;
mod messages;
pub mod numbers;

pub use language::{Language, negotiate};
pub use messages::{Words, words};
