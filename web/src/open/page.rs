//! The open data page: what can be downloaded, in which formats, under which licence, and what it means.

use askama::Template;
use besa_domain::catalogue;
use besa_formats::linked::scheme;
use besa_formats::tables::{self, Kind, Table};
use besa_text::{Words, codes, numbers};
use poem::handler;

use crate::error::Result;
use crate::frame::{Frame, Nav};
use crate::page::Cache;
use crate::tenant::City;

#[derive(Template)]
#[template(path = "public/data.html")]
struct DataPage {
    frame: Frame,
    w: &'static Words,
    lede: String,
    zip: String,
    tables: Vec<Row>,
    schemes: Vec<(String, String)>,
    /// The catalogue in each format: the format's name and the URL.
    catalogues: Vec<(&'static str, String)>,
    linked: String,
    feed: String,
    /// The calendar of the current plan's deadlines; `None` without a plan.
    calendar: Option<String>,
    api: String,
    licence: String,
}

/// One table.
struct Row {
    name: &'static str,
    title: String,
    text: String,
    records: String,
    /// Each file: its full name for screen readers, its format and its URL.
    files: Vec<(String, &'static str, String)>,
    /// Each column: name, meaning and type.
    columns: Vec<(&'static str, String, String)>,
}

#[handler]
pub(super) async fn show(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let (w, links) = (city.w(), city.links());
    let holds = catalogue::record_counts(city.db(), city.tenant()).await?;
    let present = city.current_plan().await?;
    let lede = w.data_lede(city.name());
    let log = links.log();
    let mut frame = city.frame(&w.data_title(), Nav::Data).described(lede.clone());
    frame.formats = vec![
        ("application/ld+json", links.catalogue("jsonld")),
        ("text/turtle", links.catalogue("ttl")),
        ("application/atom+xml", format!("{log}.atom")),
    ];
    cache.page(&DataPage {
        frame,
        w,
        lede,
        zip: links.table("all.zip"),
        tables: tables::ALL
            .iter()
            .map(|table| row(&city, table, holds.count(table.name)))
            .collect(),
        schemes: scheme::ALL
            .iter()
            .map(|known| {
                (
                    codes::data_scheme(w, known.name),
                    format!("/scheme/{}.jsonld", known.name),
                )
            })
            .collect(),
        catalogues: vec![
            ("JSON-LD", links.catalogue("jsonld")),
            ("Turtle", links.catalogue("ttl")),
        ],
        linked: w.data_linked_text(format!("{}/id/", city.visitor.app.base_url)),
        feed: format!("{log}.atom"),
        calendar: present.map(|_| format!("{}.ics", links.plan())),
        api: format!("/api/v1/tenants/{}", city.tenant().slug),
        licence: w.data_licence_text(city.name()),
    })
}

fn row(city: &City, table: &Table, records: u64) -> Row {
    let (w, links) = (city.w(), city.links());
    let title = codes::data_table(w, table.name);
    let file = |name: &'static str, ending: &str| {
        let words = w.data_download_of(&title, name);
        (words, name, links.table(&format!("{}.{ending}", table.name)))
    };
    let columns = table.columns.iter().map(|column| {
        let meaning = codes::data_column(w, column.name);
        (column.name, meaning, kind(w, column.kind))
    });
    Row {
        name: table.name,
        text: codes::data_table_text(w, table.name),
        records: numbers::number(city.language(), i64::try_from(records).unwrap_or(i64::MAX)),
        files: vec![
            file("CSV", "csv"),
            file("JSON", "json"),
            file("CSVW", "csv-metadata.json"),
        ],
        columns: columns.collect(),
        title,
    }
}

fn kind(w: &Words, kind: Kind) -> String {
    match kind {
        Kind::Text => w.data_kind_text(),
        Kind::Id => w.data_kind_id(),
        Kind::Day => w.data_kind_day(),
        Kind::Moment => w.data_kind_moment(),
        Kind::Number => w.data_kind_number(),
        Kind::Decimal => w.data_kind_decimal(),
        Kind::Object => w.data_kind_object(),
        Kind::Flag => w.data_kind_flag(),
        Kind::Link => w.data_kind_link(),
        Kind::Code(scale) => w.data_kind_code(codes::data_scheme(w, scale)),
    }
}
