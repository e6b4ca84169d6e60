//! Reports on paper: PDF and DOCX.
//!
//! A report is first put into words ([`besa_formats::sheet`]) and then printed ([`pdf`], [`docx`], and the page
//! that stands alone; all at once by [`print`]), so every print holds the same figures. All of it is plain,
//! slow computation: callers run it where blocking is allowed.

pub mod docx;
pub mod pdf;
mod print;

pub use print::{PrintError, Prints, print};
