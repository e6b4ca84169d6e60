//! Reports as documents: PDF and DOCX.
//!
//! A report is first converted to text blocks ([`besa_formats::sheet`]), and then rendered as PDF ([`pdf`]),
//! DOCX ([`docx`]) and HTML, or as all three ([`print`]), so that all files have the same figures. This is
//! slow computation without I/O: callers run it where blocking is allowed.

pub mod docx;
pub mod pdf;
mod print;

pub use print::{PrintError, Prints, print};
