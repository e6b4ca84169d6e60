//! Documents as people and other programs meet them.

mod html;
mod pdf;
mod sample;
mod tables;
mod workbook;
