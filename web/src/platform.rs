//! Pages that belong to no city: the list of cities, the theme stylesheets, the API viewer, the language
//! choice.

use std::time::Duration;

use askama::Template;
use besa_domain::figures;
use besa_domain::figures::CityFigures;
use besa_domain::tenants::{self, Tenant};
use besa_text::{Language, Words, codes, dates};
use poem::http::{StatusCode, header};
use poem::web::Path;
use poem::{Response, handler};

use crate::error::{Fault, Result};
use crate::frame::{Frame, theme_hash};
use crate::page::{Cache, see_other};
use crate::pager::{self, Pager};
use crate::pages::Pages;
use crate::visitor::{LANGUAGE, Visitor};
use crate::wall::State;
use crate::{assets, links, session, tenant, theme};

/// How long a browser keeps a chosen language.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// The content security policy of the API viewer, which unlike other pages calls the API.
const VIEWER: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What crawlers leave out: pages for one person, forms, and what belongs to signing in.
const ROBOTS: &str = "User-agent: *
Disallow: /account/
Disallow: /sign-in
Disallow: /invite/
Disallow: /operator/
Disallow: /review/
Disallow: /*/w/
Disallow: /*/subscribe
Disallow: /*/comments/new/
Disallow: /*/proposals/new
Disallow: /*/voices/check-mail
Disallow: /*/voices/confirm/
";

pub(crate) fn routes(pages: Pages) -> Pages {
    pages
        .page(links::HOME, home)
        .page(links::API_DOCS, api_docs)
        .page("/account/language/:code", choose_language)
        .page("/theme/:file", colours)
        .page("/robots.txt", robots)
        .page("/favicon.ico", favicon)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    w: &'static Words,
    query: String,
    /// The heading of the list: how many cities there are or match.
    found: String,
    /// Whether there are none.
    none: bool,
    cities: Vec<Row>,
    pager: Pager,
}

/// The maximum number of cities per page.
const CITIES: u64 = 50;

/// One city in the list.
struct Row {
    name: String,
    country: String,
    href: String,
    plan: String,
    state: String,
    done: String,
    late: Option<String>,
    silent: Option<String>,
    /// Parts of a progress bar: state, start and width, in percent.
    bar: Vec<(State, i32, i32)>,
    example: bool,
    as_of: String,
    as_of_iso: String,
}

#[handler]
async fn home(visitor: Visitor) -> Result {
    let w = visitor.w();
    let query = visitor.request.query("q").unwrap_or_default().trim().to_owned();
    let search = (!query.is_empty()).then_some(query.as_str());
    let slice = pager::slice(&visitor.request, CITIES);
    let listed = figures::listed(visitor.db(), search, visitor.language.code(), &slice).await?;
    let rows = &listed.page.rows;
    let cache = if visitor.is_personal() {
        Cache::none()
    } else {
        let figures: Vec<_> = rows
            .iter()
            .map(|(city, figures)| (city.version, format!("{figures:?}")))
            .collect();
        let address = &visitor.request.query;
        Cache::tagged(&visitor, (visitor.language, address, figures, listed.total))?
    };
    let total = usize::try_from(listed.total).unwrap_or(usize::MAX);
    let found = match search {
        Some(query) if total == 0 => w.home_search_none(query),
        Some(query) => w.home_search_found(total, query),
        None => w.home_cities(total),
    };
    let frame = visitor.frame(&w.home_title()).described(w.home_lede());
    let cities = rows
        .iter()
        .map(|(city, figures)| row(&visitor, city, figures))
        .collect();
    cache.page(&Home {
        frame,
        w,
        query,
        found,
        none: total == 0,
        cities,
        pager: Pager::of(&visitor.request, &listed.page),
    })
}

fn row(visitor: &Visitor, city: &Tenant, figures: &CityFigures) -> Row {
    let (w, language) = (visitor.w(), visitor.language);
    let count = |number: i32| usize::try_from(number).unwrap_or_default();
    let offered = tenant::offered(city);
    let shown = if offered.contains(&language) {
        language
    } else {
        tenant::first(city)
    };
    let mut at = 0;
    let mut bar = Vec::new();
    for (state, number) in [
        (State::Done, figures.done),
        (State::Prog, figures.in_progress),
        (State::Late, figures.late),
        (State::Stuck, figures.stuck),
    ] {
        let width = number * 100 / figures.milestones.max(1);
        bar.push((state, at, width));
        at += width;
    }
    Row {
        name: city.name(language.code()).to_owned(),
        country: codes::country(w, &city.country),
        href: links::City::new(&city.slug, shown).overview(),
        plan: w.home_city_plan(&figures.reference),
        state: codes::plan_state(w, figures.plan_state.code()),
        done: match figures.milestones {
            0 => w.commitment_no_milestones(),
            all => w.home_city_done(count(figures.done), count(all)),
        },
        late: (figures.late > 0).then(|| w.home_city_late(count(figures.late))),
        silent: (figures.not_reported > 0)
            .then(|| w.home_city_not_reported(count(figures.not_reported), count(figures.milestones))),
        bar,
        example: city.example,
        as_of: dates::day(language, figures.as_of),
        as_of_iso: dates::iso(figures.as_of),
    }
}

/// Shows the API viewer, with a content security policy of its own.
#[handler]
fn api_docs() -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, VIEWER)
        .header(header::CACHE_CONTROL, "public, no-cache")
        .body(assets::api_docs(links::API_SPEC))
}

/// Stores the chosen language in a cookie, and redirects to `to`.
#[handler]
fn choose_language(visitor: Visitor, Path(code): Path<String>) -> Result {
    let language = Language::parse(&code).ok_or(Fault::Missing)?;
    let to = visitor.request.query("to").unwrap_or_default();
    let cookie = session::cookie(&visitor.app, LANGUAGE, language.code(), YEAR);
    visitor.jar.add(cookie);
    Ok(see_other(links::own(&to).unwrap_or(links::HOME)))
}

/// Returns the stylesheet with a city's colours. A URL with an outdated hash gets the current colours,
/// cached for 60 seconds only.
#[handler]
async fn colours(visitor: Visitor, Path(file): Path<String>) -> Result {
    let mut parts = file.split('.');
    let (Some(slug), Some(hash), Some("css"), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Fault::Missing);
    };
    let city = tenants::by_slug(visitor.db(), slug).await?;
    let seed = city.colour.parse().unwrap_or(theme::ACCENT);
    let policy = if hash == theme_hash(&city) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=60"
    };
    Ok(Response::builder()
        .content_type("text/css; charset=utf-8")
        .header(header::CACHE_CONTROL, policy)
        .body(theme::tenant_css(seed)))
}

/// Returns `robots.txt`: crawlers may index public pages only.
#[handler]
fn robots(visitor: Visitor) -> Response {
    Response::builder()
        .content_type("text/plain; charset=utf-8")
        .header(header::CACHE_CONTROL, "public, max-age=86400")
        .body(format!("{ROBOTS}Sitemap: {}/sitemap.xml\n", visitor.app.base_url))
}

/// Returns the crest as the icon that browsers request by this name.
#[handler]
fn favicon() -> Response {
    let crest = include_str!("../theme/crest.svg").replacen(
        "<svg ",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" color=\"#0b4f63\" ",
        1,
    );
    Response::builder()
        .status(StatusCode::OK)
        .content_type("image/svg+xml")
        .header(header::CACHE_CONTROL, "public, max-age=86400")
        .body(crest)
}
