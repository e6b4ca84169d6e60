//! Files for checking a log independently of the server: every public entry, the signed heads, and a page
//! that verifies hashes and signatures in the browser, even from a local file.

use std::sync::LazyLock;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use besa_domain::access::{Permit, SeeLog};
use besa_domain::figures;
use besa_domain::log::{self, Heads, Logged};
use besa_domain::tenants::{self, Tenant};
use besa_domain::{Error, TenantId, db::Db};
use besa_formats::feed::{self, About, Item};
use besa_text::{Words, dates};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use poem::http::{HeaderValue, header};
use poem::web::Path;
use poem::{Body, handler};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::Result;
use crate::page::{Cache, write};
use crate::pages::Pages;
use crate::visitor::Visitor;

const JSON: &str = "application/json; charset=utf-8";
/// Number of entries read per query.
const PART: u64 = 500;

pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page("/log/heads.json", newest)
        .page("/log/heads.atom", news)
        .page("/log/check", check)
        .page("/:city/log/heads.json", of_city)
        .page("/:city/log/entries.json", entries)
}

async fn listed(db: &Db) -> Result<Vec<Tenant>> {
    Ok(figures::every(db).await?)
}

fn file(visitor: &Visitor, heads: &Heads) -> Result {
    let cache = Cache::tagged(visitor, tag(heads))?;
    Ok(cache.file(JSON, None, heads.to_file()?))
}

fn tag(heads: &Heads) -> Vec<&str> {
    heads.heads.iter().map(|head| head.signature.as_str()).collect()
}

/// Returns the newest signed head of each city.
#[handler]
async fn newest(visitor: Visitor) -> Result {
    let cities: Vec<TenantId> = listed(visitor.db()).await?.iter().map(|city| city.id).collect();
    file(&visitor, &log::newest(visitor.db(), &cities).await?)
}

/// Returns the signed heads of one city, newest first.
#[handler]
async fn of_city(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    file(
        &visitor,
        &log::heads(visitor.db(), &Permit::<SeeLog>::public(city.id)).await?,
    )
}

/// Returns the newest heads as an Atom feed, one entry per city.
#[handler]
async fn news(visitor: Visitor) -> Result {
    let cities = listed(visitor.db()).await?;
    let ids: Vec<TenantId> = cities.iter().map(|city| city.id).collect();
    let heads = log::newest(visitor.db(), &ids).await?;
    let cache = Cache::tagged(&visitor, (visitor.language.code(), tag(&heads)))?;
    let (w, base) = (visitor.w(), &visitor.app.base_url);
    let mut items = Vec::new();
    for head in &heads.heads {
        let statement = &head.statement;
        let Some(city) = cities.iter().find(|city| city.id == statement.tenant) else {
            continue;
        };
        let at = OffsetDateTime::parse(&statement.at, &Rfc3339).map_err(Error::internal)?;
        let day = dates::day(visitor.language, at.date());
        items.push(Item {
            author: None,
            id: format!("{base}/{}/log/heads.json#{}", city.slug, statement.at),
            title: format!("{}: {}", city.name(visitor.language.code()), w.log_heads_of(day)),
            text: Some(serde_json::to_string(head).map_err(Error::internal)?),
            page: format!("{base}/{}/log/heads.json", city.slug),
            at,
        });
    }
    let about = About {
        id: format!("{base}/log/heads.atom"),
        address: format!("{base}/log/heads.atom"),
        page: format!("{base}/log/heads.json"),
        title: w.log_heads_title(),
        author: "Besa".to_owned(),
        language: visitor.language.code().to_owned(),
        since: OffsetDateTime::UNIX_EPOCH,
    };
    Ok(cache.file(feed::MEDIA_TYPE, None, feed::write(&about, &items)))
}

/// Returns every public entry of a log, oldest first, with all fields that its hash is computed from.
#[handler]
async fn entries(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let cache = Cache::of_city(&visitor, &city, ()).await?;
    let mut res = cache.file(
        JSON,
        None,
        Body::from_bytes_stream(parts(visitor.db().clone(), city.id)),
    );
    let name = format!("attachment; filename=\"{slug}-log-entries.json\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        res.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(res)
}

/// Streams the file in parts. A part that cannot be read aborts the response, so that nobody takes a
/// truncated file for the whole.
fn parts(db: Db, city: TenantId) -> BoxStream<'static, std::io::Result<Bytes>> {
    let head = Bytes::from(format!("{{\"tenant\":\"{city}\",\"entries\":["));
    let body = stream::try_unfold(Some(0), move |after: Option<i64>| {
        let db = db.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let found = log::after(&db, &Permit::<SeeLog>::public(city), after, PART).await;
            let found = found.map_err(std::io::Error::other)?;
            let mut text = String::new();
            for entry in &found {
                if entry.sequence > 1 {
                    text.push(',');
                }
                text.push('\n');
                text.push_str(&sealed(entry));
            }
            Ok(match found.last() {
                Some(last) => Some((Bytes::from(text), Some(last.sequence))),
                None => Some((Bytes::from("\n]}\n"), None)),
            })
        }
    });
    stream::once(async { Ok(head) }).chain(body).boxed()
}

/// Returns an entry's hash and the fields that it is computed from, except the tenant, which the file has
/// once.
fn sealed(entry: &Logged) -> String {
    json!({
        "sequence": entry.sequence,
        "id": entry.id,
        "at": entry.at.unix_timestamp(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "public": entry.public,
        "body": entry.body,
        "previous": entry.previous,
        "hash": entry.hash,
    })
    .to_string()
}

const SCRIPT: &str = include_str!("../../offline/check-log.js");
const STYLE: &str = include_str!("../../offline/check-log.css");

/// The page is one file, so that people can save it. Its policy allows only this script and this style, and
/// no connection.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; frame-ancestors 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
});

#[derive(Template)]
#[template(path = "check_log.html")]
struct Check {
    w: &'static Words,
    language: &'static str,
    script: &'static str,
    style: &'static str,
}

/// Shows the page that checks a log in the browser.
#[handler]
async fn check(visitor: Visitor) -> Result {
    let cache = Cache::tagged(&visitor, visitor.language.code())?;
    let page = Check {
        w: visitor.w(),
        language: visitor.language.code(),
        script: SCRIPT,
        style: STYLE,
    };
    let mut res = cache.file("text/html; charset=utf-8", None, write(&page)?);
    res.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(&POLICY).map_err(Error::internal)?,
    );
    Ok(res)
}
