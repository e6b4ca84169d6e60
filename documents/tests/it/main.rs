//! The documents, tested from outside the crate and with other programs.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the answer")]

mod assessed;
mod docx;
mod html;
mod pdf;
mod sample;
