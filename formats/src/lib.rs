//! What other programs read and write: workbooks, tables, linked data, feeds, calendars; and a report in
//! words ([`sheet`]), as pages show it ([`html`]). All of it is plain computation.

pub mod calendar;
pub mod catalogue;
pub mod draft;
pub mod feed;
pub mod html;
pub mod linked;
pub mod log;
pub mod sheet;
pub mod table;
pub mod tables;
pub mod words;
pub mod workbook;
