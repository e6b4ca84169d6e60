//! The HTML pages.

mod account;
mod activity;
mod addresses;
mod assessed;
pub mod assets;
pub mod compress;
mod day;
mod endorsements;
pub mod error;
pub mod flash;
pub mod form;
pub mod frame;
pub mod guard;
pub mod icon;
mod indicators;
pub mod limit;
pub mod links;
mod markdown;
mod media;
pub mod open;
mod operator;
pub mod page;
mod pager;
mod pages;
mod platform;
pub mod public;
mod records;
mod refused;
pub mod session;
pub mod status;
mod subscribe;
pub mod tenant;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod variant;
pub mod visitor;
pub mod wall;
mod workspace;

use besa_domain::App;
use poem::middleware::CookieJarManager;
use poem::{Endpoint, EndpointExt, Response};

pub use pages::Listed;
use pages::Pages;

/// Returns the endpoint of all pages and the files they need. Mount it at `/`, beside `/api/v1`. `api` is
/// the endpoint of that API; pages call it to serve records in other formats.
///
/// The server must put the client's `std::net::IpAddr` into the extensions of each request; without it, the
/// request has no client address.
pub fn routes(app: App, api: open::Api) -> impl Endpoint<Output = Response> {
    let https = app.base_url.starts_with("https://");
    let (route, _) = every_page().done();
    route
        .nest("/assets", assets::Assets)
        .around(guard::require_same_origin)
        .around(refused::pages)
        .around(compress::compress)
        .around(move |next, req| guard::headers(next, req, https))
        .around(session::shared)
        .with(CookieJarManager::new())
        .data(api)
        .data(app)
        .around(addresses::found)
}

/// Returns every route of the pages, with its method. The files under `/assets` are not included.
pub fn listed() -> Vec<Listed> {
    every_page().done().1
}

fn every_page() -> Pages {
    let pages = platform::routes(Pages::default());
    let pages = account::routes(pages);
    let pages = operator::routes(pages);
    let pages = open::routes(pages);
    let pages = public::routes(pages);
    let pages = subscribe::routes(pages);
    workspace::routes(pages)
}
