//! The API: JSON over HTTP, described by OpenAPI. It maps requests to the domain's use-cases and the
//! domain's records to views, and contains no business rules.
//!
//! One file or folder per feature. poem-openapi extracts the arguments of an operation in the order in
//! which they are declared, so [`city::City`] comes first: the caller and their permit are checked before
//! an id, a query or a body.
#![warn(missing_docs)]

mod answer;
mod assessments;
mod attachment;
mod body;
mod caller;
mod catalogue;
mod city;
mod commitments;
mod decode;
mod description;
mod endorsements;
mod evidence;
mod examples;
mod form;
mod forums;
mod imports;
mod indicators;
mod jobs;
mod lasting;
mod log;
mod milestones;
mod paging;
mod params;
mod people;
mod plans;
mod problem;
mod refused;
mod reports;
mod review;
mod staff;
mod stakeholders;
mod standards;
mod strategies;
mod subscriptions;
mod tag;
mod tenants;
mod tokens;
mod values;
mod voices;

pub use description::spec;
pub use problem::{Kind, MEDIA_TYPE};

use besa_domain::App;
use poem::middleware::CatchPanic;
use poem::{Endpoint, EndpointExt, Response, Route, get};

/// Returns all routes under `/api`. Mount them with `nest_no_strip("/api", …)`.
pub fn routes(app: App) -> impl Endpoint<Output = Response> + 'static {
    Route::new()
        .at("/api/v1/openapi.json", get(description::endpoint()))
        .nest("/api/v1", description::service())
        .with(CatchPanic::new())
        .around(refused::answer)
        .data(app)
}
