//! Files that people take away or hand in: reports as PDF and HTML, workbooks as XLSX and CSV.
//!
//! A report is first put into words ([`sheet`]) and then printed ([`pdf`], [`docx`], [`html`]; all at once
//! by [`print`]), so every print holds the same figures. All of it is plain, slow computation: callers run it where blocking is allowed.

pub mod calendar;
pub mod catalogue;
pub mod docx;
pub mod draft;
pub mod feed;
pub mod html;
pub mod linked;
pub mod log;
pub mod pdf;
mod print;
pub mod sheet;
pub mod table;
pub mod tables;
pub mod words;
pub mod workbook;

pub use print::{PrintError, Prints, print};
