//! The reviewers' workspace, across cities: `/review/`.

mod city;
mod compare;
mod heat;
mod notes;
mod queries;
mod queue;
mod reviewer_request;

use poem::handler;

pub(super) use city::{QueryRow, query_row};

use crate::error::Result;
use crate::links;
use crate::page::see_other;
use crate::pages::Pages;

/// Adds the pages under `/review/`.
pub(super) fn routes(pages: Pages) -> Pages {
    let city = "/review/cities/:city";
    pages
        .page("/review", slash)
        .page(links::REVIEW, queue::show)
        .page("/review/compare", compare::show)
        .page("/review/compare.csv", compare::csv)
        .page("/review/queries", queries::show)
        .page(city, city::show)
        .form(format!("{city}/notes/new"), notes::new, notes::create)
        .form(format!("{city}/notes/:id"), notes::edit, notes::save)
        .form(format!("{city}/queries/new"), city::ask, city::send)
}

/// Redirects to the queue, whose URL ends in a slash.
#[handler]
fn slash() -> Result {
    Ok(see_other(links::REVIEW))
}
