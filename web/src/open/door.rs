//! Serves a record in other formats at the URL of its page, by file extension or by `Accept`. The session
//! is ignored: everyone gets the public record.

use besa_domain::{Error, catalogue};
use poem::{Endpoint, FromRequest as _, IntoResponse, Request, Response};

use super::record::{Record, What};
use super::{Api, Form, deadlines, feed};
use crate::error::Result;
use crate::page::Cache;
use crate::tenant::City;

/// The endpoint of a page, which also serves the page's record in other formats.
pub(crate) struct Door<E> {
    page: E,
    what: What,
    forms: &'static [Form],
}

/// Wraps the endpoint of a page, so that it also serves the record `what` in the formats `forms`.
pub(crate) fn beside<E>(page: E, what: What, forms: &'static [Form]) -> Door<E> {
    Door { page, what, forms }
}

impl<E> Endpoint for Door<E>
where
    E: Endpoint<Output: IntoResponse>,
{
    type Output = Response;

    async fn call(&self, req: Request) -> poem::Result<Response> {
        let asked = crate::visitor::Asked::of(&req);
        let last = asked.path.rsplit('/').next().unwrap_or_default();
        let form = match Form::split(last, self.forms) {
            Some((_, form)) => Some(form),
            None if last.contains('.') => None,
            None => Form::accepted(&asked, self.forms),
        };
        match form {
            Some(form) => Ok(Box::pin(self.open(&req, form)).await?),
            None => self.page.call(req).await.map(IntoResponse::into_response),
        }
    }
}

impl<E> Door<E> {
    async fn open(&self, req: &Request, form: Form) -> poem::Result<Response> {
        let city = City::from_request_without_body(req).await?;
        let api = api(req)?;
        let part = |name: &str| {
            let part = req.raw_path_param(name)?;
            let bare = Form::split(part, self.forms).map_or(part, |(bare, _)| bare);
            Some(percent(bare))
        };
        Ok(show(&city, api, self.what, form, part).await?)
    }
}

async fn show(city: &City, api: &Api, what: What, form: Form, part: impl Fn(&str) -> Option<String>) -> Result {
    let cache = Cache::open(city, form).await?;
    let record = Record::of(city, what, part).await?;
    // The API uses another connection: give this one back first.
    city.db().release_page().await;
    let (slug, query) = (&city.tenant().slug, &city.visitor.asked.query);
    let body = match form {
        Form::Json => record.bytes(api, slug, query).await?,
        Form::JsonLd => record
            .graph(city, api, query)
            .await?
            .json_ld()
            .map_err(Error::internal)?,
        Form::Turtle => record
            .graph(city, api, query)
            .await?
            .turtle()
            .map_err(Error::internal)?,
        Form::Calendar => deadlines::render(city, &record).await?.into_bytes(),
        Form::Feed => feed::render(city, &record).await?.into_bytes(),
    };
    let changed = catalogue::changed_at(city.db(), city.tenant()).await?;
    Ok(cache.file(form.media_type(), changed, body))
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
