//! The words for codes that the program uses: a status, a role, the reason why
//! a field was refused.
//!
//! Each function has a list of all its codes beside it, made from the same
//! lines of `codes.toml`, so that a program that knows a code can test that it has words. A
//! code without words (from a newer version's data) is shown as it is, never
//! hidden.

mod forms;

pub use forms::{Doubt, ERROR_PAGES, FORM_ERRORS, IMPORT_NOTES, Refusal, error_page, form_error, import_note};

include!(concat!(env!("OUT_DIR"), "/codes.rs"));
