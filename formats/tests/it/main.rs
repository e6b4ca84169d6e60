//! The file formats, tested from outside the crate.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "in tests a panic is the answer")]

mod documents;
mod draft;
mod files;
mod hostile;
mod memory;
mod outlines;
mod own;
mod sheets;
mod states;
mod text;
mod words;
mod workbook;
