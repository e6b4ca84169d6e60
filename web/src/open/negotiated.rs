//! Serves a record in other formats at the URL of its page, by file extension or by `Accept`. The session
//! is ignored: everyone gets the public record.

use besa_domain::{Error, catalogue};
use poem::{Endpoint, IntoResponse, Request, Response};

use super::record::{Record, What};
use super::{Api, Format, deadlines, feed};
use crate::error::Result;
use crate::page::Cache;
use crate::tenant::City;

/// The endpoint of a page, which also serves the page's record in other formats.
pub(crate) struct Negotiated<E> {
    page: E,
    what: What,
    formats: &'static [Format],
}

/// Wraps the endpoint of a page, so that it also serves the record `what` in the formats `formats`.
pub(crate) fn negotiated<E>(page: E, what: What, formats: &'static [Format]) -> Negotiated<E> {
    Negotiated { page, what, formats }
}

impl<E> Endpoint for Negotiated<E>
where
    E: Endpoint<Output: IntoResponse>,
{
    type Output = Response;

    async fn call(&self, req: Request) -> poem::Result<Response> {
        let request = crate::visitor::RequestInfo::of(&req);
        let last = request.path.rsplit('/').next().unwrap_or_default();
        let format = match Format::split(last, self.formats) {
            Some((_, format)) => Some(format),
            None if last.contains('.') => None,
            None => Format::accepted(&request, self.formats),
        };
        match format {
            Some(format) => Ok(Box::pin(self.open(&req, format)).await?),
            None => self.page.call(req).await.map(IntoResponse::into_response),
        }
    }
}

impl<E> Negotiated<E> {
    async fn open(&self, req: &Request, format: Format) -> poem::Result<Response> {
        let city = City::for_everyone(req).await?;
        let api = api(req)?;
        let part = |name: &str| {
            let part = req.raw_path_param(name)?;
            let bare = Format::split(part, self.formats).map_or(part, |(bare, _)| bare);
            Some(percent(bare))
        };
        Ok(show(&city, api, self.what, format, part).await?)
    }
}

async fn show(city: &City, api: &Api, what: What, format: Format, part: impl Fn(&str) -> Option<String>) -> Result {
    let cache = Cache::open(city, format).await?;
    let record = Record::of(city, what, part).await?;
    // The API uses another connection: give this one back first.
    city.db().release_page().await;
    let (slug, query) = (&city.tenant().slug, &city.visitor.request.query);
    let body = match format {
        Format::Json => record.bytes(api, slug, query).await?,
        Format::JsonLd => record
            .graph(city, api, query)
            .await?
            .json_ld()
            .map_err(Error::internal)?,
        Format::Turtle => record
            .graph(city, api, query)
            .await?
            .turtle()
            .map_err(Error::internal)?,
        Format::Calendar => deadlines::render(city, &record).await?.into_bytes(),
        Format::Feed => feed::render(city, &record).await?.into_bytes(),
    };
    let changed = catalogue::changed_at(city.db(), city.tenant()).await?;
    Ok(cache.file(format.media_type(), changed, body))
}

/// Returns the API from the request's data.
pub(super) fn api(req: &Request) -> Result<&Api> {
    req.data::<Api>()
        .ok_or_else(|| Error::internal("no API in the request data").into())
}

/// Percent-decodes a part of a URL; `+` stays.
fn percent(part: &str) -> String {
    let plus = part.replace('+', "%2B");
    let pair = format!("x={plus}");
    let mut found = url::form_urlencoded::parse(pair.as_bytes());
    found.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}
