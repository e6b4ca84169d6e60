//! The public log: every change, newest first, grouped by day.

use askama::Template;
use besa_domain::log::{self, About, Logged};
use besa_text::{Words, dates};
use poem::handler;

use crate::activity::{Activity, Records};
use crate::error::Result;
use crate::frame::{Frame, Nav};
use crate::links;
use crate::media::Format;
use crate::page::Cache;
use crate::tenant::City;

/// Entries per page.
const PAGE: u64 = 50;

/// The kinds of record that the log can be filtered by.
const KINDS: [&str; 4] = ["plan", "commitment", "milestone", "evidence"];

#[derive(Template)]
#[template(path = "public/log.html")]
struct LogPage {
    frame: Frame,
    w: &'static Words,
    days: Vec<Day>,
    /// The kinds to choose from: code, label, whether chosen.
    kinds: Vec<(&'static str, String, bool)>,
    here: String,
    filtered: bool,
    newest: Option<String>,
    older: Option<String>,
    /// The URLs of the files for checking the log elsewhere.
    entries: String,
    heads: String,
}

/// The entries of one day.
struct Day {
    title: String,
    iso: String,
    entries: Vec<Activity>,
}

#[handler]
pub(super) async fn show(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let (w, asked) = (city.w(), &city.visitor.request);
    let kind = asked
        .query("kind")
        .and_then(|kind| KINDS.into_iter().find(|known| *known == kind));
    let before = asked.query("before").and_then(|number| number.parse().ok());
    let (events, more) = read(&city, kind, before).await?;
    let records = Records::of(&city, &events).await?;
    let entries: Vec<Activity> = events.iter().map(|event| records.describe(event)).collect();
    let here = city.links().log();
    let address = |before: Option<i64>| {
        let query: Vec<String> = [
            kind.map(|kind| format!("kind={kind}")),
            before.map(|number| format!("before={number}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        if query.is_empty() {
            here.clone()
        } else {
            format!("{here}?{}", query.join("&"))
        }
    };
    let older = entries.last().filter(|_| more).map(|last| address(Some(last.sequence)));
    let newest = before.map(|_| address(None));
    cache.page(&LogPage {
        frame: city
            .frame(&w.log_title(), Nav::Log)
            .described(w.log_lede())
            .with_formats(Format::LOG),
        w,
        days: days(&city, entries),
        kinds: KINDS
            .into_iter()
            .map(|code| (code, word(w, code), kind == Some(code)))
            .collect(),
        filtered: kind.is_some(),
        newest,
        older,
        here,
        entries: links::log_file(&city.tenant().slug, "entries"),
        heads: links::log_file(&city.tenant().slug, "heads"),
    })
}

fn word(w: &Words, kind: &str) -> String {
    match kind {
        "plan" => w.log_kind_plan(),
        "commitment" => w.log_kind_commitment(),
        "milestone" => w.log_kind_milestone(),
        _ => w.log_kind_evidence(),
    }
}

/// Reads a page of entries older than the sequence number `before`, and whether there are more.
async fn read(city: &City, kind: Option<&str>, before: Option<i64>) -> Result<(Vec<Logged>, bool)> {
    let about = kind.map_or(About::All, About::Kind);
    let mut found = log::list(city.db(), &city.public(), about, before, PAGE + 1).await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > page;
    found.truncate(page);
    Ok((found, more))
}

fn days(city: &City, entries: Vec<Activity>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for entry in entries {
        match days.last_mut().filter(|day| day.iso == entry.iso) {
            Some(day) => day.entries.push(entry),
            None => days.push(Day {
                title: dates::day_long(city.language(), entry.date),
                iso: entry.iso.clone(),
                entries: vec![entry],
            }),
        }
    }
    days
}
