//! Texts for the codes that the program uses, such as a status, a role, or the reason why a field was
//! refused.
//!
//! Each function has a list of all its codes beside it, generated from the same entry of `codes.toml` (or,
//! in `forms.rs`, of the macro), so that a test can check that every code of the program has a text. A code
//! without a text (for example from data of a newer version) is shown as it is, never hidden.

mod forms;

pub use forms::{Doubt, ERROR_PAGES, FORM_ERRORS, IMPORT_NOTES, Refusal, error_page, form_error, import_note};

include!(concat!(env!("OUT_DIR"), "/codes.rs"));
