//! A city's tables as files: CSV and JSON, streamed while they are read, and a description for programs
//! (CSVW).

use besa_domain::{Error, catalogue, tenants};
use besa_formats::linked::Ids;
use besa_formats::table;
use besa_formats::tables::{self, Table};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use poem::http::header;
use poem::web::{Data, Path};
use poem::{Body, handler};
use serde_json::Value;

use super::Api;
use crate::error::{Fault, Result};
use crate::page::Cache;
use crate::pages::Pages;
use crate::visitor::Visitor;

/// Number of records read per request to the API.
const PART: u64 = 200;

pub(super) fn routes(mut pages: Pages) -> Pages {
    for table in tables::ALL {
        let path = format!("/:city/data/{}", table.name);
        pages = pages
            .page(format!("{path}.csv"), file)
            .page(format!("{path}.json"), file)
            .page(format!("{path}.csv-metadata.json"), description);
    }
    pages.page("/:city/data/all.zip", all)
}

/// Returns the table that a URL names, and the URL's extension.
fn named(path: &str) -> Result<(&'static Table, &str)> {
    let (name, ending) = path
        .rsplit('/')
        .next()
        .and_then(|last| last.split_once('.'))
        .ok_or(Fault::Missing)?;
    Ok((tables::named(name).ok_or(Fault::Missing)?, ending))
}

#[handler]
async fn file(visitor: Visitor, Data(api): Data<&Api>, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let (table, ending) = named(&visitor.request.path)?;
    let cache = Cache::of_city(&visitor, &city, ()).await?;
    let changed = catalogue::changed_at(visitor.db(), &city).await?;
    let csv = ending == "csv";
    let first = next(api, &slug, table, None).await?;
    let body = Body::from_bytes_stream(parts(api.clone(), slug.clone(), table, first, csv));
    let media_type = if csv {
        "text/csv; charset=utf-8; header=present"
    } else {
        "application/json; charset=utf-8"
    };
    let mut res = cache.file(media_type, changed, body);
    let name = format!("attachment; filename=\"{slug}-{}.{ending}\"", table.name);
    let about = format!(
        "</{slug}/data/{}.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"",
        table.name
    );
    let terms = format!("<{}>; rel=\"license\"", besa_formats::linked::LICENCE);
    for (header, value) in [
        (header::CONTENT_DISPOSITION, name),
        (header::LINK, format!("{about}, {terms}")),
    ] {
        if let Ok(value) = header::HeaderValue::from_str(&value) {
            res.headers_mut().insert(header, value);
        }
    }
    Ok(res)
}

#[handler]
async fn description(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let (table, _) = named(&visitor.request.path)?;
    let cache = Cache::of_city(&visitor, &city, ()).await?;
    let base = &visitor.app.base_url;
    let name = city.name(&city.default_language);
    let described = table.description(base, &Ids::new(base, &slug), name);
    Ok(cache.file("application/csvm+json; charset=utf-8", None, described.to_string()))
}

/// Returns every table in one ZIP file. It is built in memory before it is sent, so that its size is known.
#[handler]
async fn all(visitor: Visitor, Data(api): Data<&Api>, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let cache = Cache::of_city(&visitor, &city, ()).await?;
    let changed = catalogue::changed_at(visitor.db(), &city).await?;
    let base = &visitor.app.base_url;
    let (ids, name) = (Ids::new(base, &slug), city.name(&city.default_language));
    let mut files = Vec::new();
    for table in tables::ALL {
        for ending in ["csv", "json"] {
            let first = next(api, &slug, table, None).await?;
            let mut sent = parts(api.clone(), slug.clone(), table, first, ending == "csv");
            let mut bytes = Vec::new();
            while let Some(part) = sent.next().await {
                bytes.extend_from_slice(&part.map_err(Error::internal)?);
            }
            files.push((format!("{}.{ending}", table.name), bytes));
        }
        let described = table.description(base, &ids, name).to_string();
        files.push((format!("{}.csv-metadata.json", table.name), described.into_bytes()));
    }
    let packed = tokio::task::spawn_blocking(move || table::zip(&files));
    let packed = packed.await.map_err(Error::internal)?.map_err(Error::internal)?;
    let mut res = cache.file("application/zip", changed, packed);
    if let Ok(name) = header::HeaderValue::from_str(&format!("attachment; filename=\"{slug}.zip\"")) {
        res.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(res)
}

/// A part of a list: its records, and the cursor of the next part.
type Part = (Vec<Value>, Option<String>);

async fn next(api: &Api, city: &str, table: &Table, after: Option<&str>) -> Result<Part> {
    let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
    let path = format!("/tenants/{city}/{}?limit={PART}{after}", table.name);
    let mut page = api.json(&path).await?;
    let items = page.get_mut("items").map(Value::take);
    let next = page.get("next").and_then(Value::as_str).map(str::to_owned);
    let Some(Value::Array(items)) = items else {
        return Err(Error::internal("API response has no list of items").into());
    };
    Ok((items, next))
}

/// The state of the stream of a table.
enum At {
    Part(Part, bool),
    End,
    Done,
}

/// Streams a file in parts. A part that cannot be read aborts the response, so that nobody takes a
/// truncated file for the whole.
fn parts(
    api: Api,
    city: String,
    table: &'static Table,
    first: Part,
    csv: bool,
) -> BoxStream<'static, std::io::Result<Bytes>> {
    stream::try_unfold(At::Part(first, true), move |at| {
        let (api, city) = (api.clone(), city.clone());
        async move {
            Ok(match at {
                At::Part((items, after), first) => {
                    let bytes = write(table, &items, first, csv)?;
                    let then = match after {
                        Some(after) => {
                            let part = next(&api, &city, table, Some(&after)).await;
                            At::Part(part.map_err(std::io::Error::other)?, false)
                        }
                        None => At::End,
                    };
                    Some((bytes, then))
                }
                At::End if !csv => Some((Bytes::from_static(b"\n]\n"), At::Done)),
                At::End | At::Done => None,
            })
        }
    })
    .boxed()
}

fn write(table: &Table, items: &[Value], first: bool, csv: bool) -> std::io::Result<Bytes> {
    if csv {
        let rows = items.iter().map(|item| table.cells(item));
        let bytes = if first {
            table::csv(&table.head(), rows)
        } else {
            table::more(rows)
        };
        return bytes.map(Bytes::from).map_err(std::io::Error::other);
    }
    let mut text = String::new();
    for (place, item) in items.iter().enumerate() {
        text.push_str(if first && place == 0 { "[\n" } else { ",\n" });
        text.push_str(&table.object(item).to_string());
    }
    if first && items.is_empty() {
        text.push('[');
    }
    Ok(text.into())
}
