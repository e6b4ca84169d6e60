//! Documents as people and other programs meet them.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the answer")]

mod assessed;
mod docx;
mod html;
mod pdf;
mod sample;
