//! File formats: workbooks, tables, linked data, feeds and calendars; and a report as text blocks ([`sheet`])
//! and as HTML ([`html`]). Pure computation without I/O.

pub mod calendar;
pub mod catalogue;
pub mod draft;
pub mod feed;
pub mod html;
pub mod linked;
pub mod log;
pub mod ogp;
pub mod sheet;
pub mod table;
pub mod tables;
pub mod values;
pub mod words;
pub mod workbook;
