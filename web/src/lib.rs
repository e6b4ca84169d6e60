//! Pages for people.

mod account;
pub mod assets;
pub mod compress;
pub mod error;
pub mod flash;
pub mod form;
pub mod frame;
pub mod guard;
pub mod icon;
pub mod limit;
pub mod links;
pub mod page;
mod platform;
pub mod public;
pub mod session;
pub mod tenant;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod visitor;
pub mod wall;
mod workspace;

use besa_domain::App;
use poem::middleware::CookieJarManager;
use poem::{Endpoint, EndpointExt, Response, Route};

/// Every page, with the files it needs. Mount at `/`, beside `/api/v1`.
///
/// A server behind a proxy puts the client's `std::net::IpAddr` into the request's extensions;
/// otherwise the address of the connection counts.
pub fn routes(app: App) -> impl Endpoint<Output = Response> {
    let https = app.base_url.starts_with("https://");
    let route = Route::new().nest("/assets", assets::Assets);
    let route = platform::routes(route);
    let route = account::routes(route);
    let route = public::routes(route);
    let route = workspace::routes(route);
    route
        .around(guard::own_forms)
        .around(error::pages)
        .around(compress::compress)
        .around(move |next, req| guard::headers(next, req, https))
        .with(CookieJarManager::new())
        .data(app)
}
