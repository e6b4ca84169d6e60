//! Documents as people and other programs meet them.

mod pdf;
mod sample;
