//! The file formats, tested from outside the crate.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "in tests a panic is the answer")]

mod draft;
mod states;
mod tables;
mod words;
mod workbook;
