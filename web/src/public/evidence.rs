//! Evidence: in lists, on its own page, and as a file.

use askama::Template;
use besa_domain::evidence::{self, Evidence, EvidenceKind};
use besa_domain::places::places;
use besa_domain::{Error, EvidenceId, files};
use besa_text::{Language, Words, codes, numbers};
use futures_util::TryStreamExt;
use poem::http::header;
use poem::web::Path;
use poem::{Body, Response, handler};

use besa_domain::assessments::{Verdict, verdicts};

use crate::assessed::{self, VerdictView};
use crate::day::Day;
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::links::Which;
use crate::media::Format;
use crate::page::Cache;
use crate::status::Status;
use crate::tenant::City;
use uuid::Uuid;

/// A piece of evidence in a list.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    pub(super) icon: &'static str,
    pub(super) title: String,
    pub(super) href: String,
    /// "PDF, 340 KB", or the kind of evidence for a link.
    pub(super) facts: String,
    /// The finding of the monitoring body, and its date.
    pub(super) said: Option<(Status, String)>,
}

impl Proof {
    pub(super) fn of(city: &City, item: &Evidence, said: Option<&Verdict>) -> Self {
        let w = city.w();
        let told = |said: &Verdict| {
            let on = Day::new(city.language(), said.given_on).words;
            (assessed::finding(w, said.finding), w.verdict_on(on))
        };
        Self {
            icon: icon(item.kind),
            title: item.title.clone(),
            href: city.links().evidence(item.id),
            facts: facts(w, city.language(), item),
            said: said.map(told),
        }
    }
}

fn icon(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Document => "file-text",
        EvidenceKind::Data => "table",
        EvidenceKind::Photo => "camera",
        EvidenceKind::Minutes => "clipboard-list",
        EvidenceKind::Law => "gavel",
        EvidenceKind::WebPage => "globe",
    }
}

pub(crate) fn facts(w: &Words, language: Language, item: &Evidence) -> String {
    match (&item.file_name, item.file_size) {
        (Some(name), Some(size)) => w.common_file_facts(format_of(name), numbers::bytes(language, size.unsigned_abs())),
        _ => codes::evidence_kind(w, item.kind.code()),
    }
}

/// Returns the extension of a file name in capitals: `PDF` for `minutes.pdf`.
fn format_of(name: &str) -> String {
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, end)| end.to_uppercase())
}

#[derive(Template)]
#[template(path = "public/evidence.html")]
struct EvidencePage {
    frame: Frame,
    w: &'static Words,
    kind: String,
    description: Option<String>,
    facts: Vec<(String, String)>,
    /// The URL of the file, and its format and size.
    file: Option<(String, String)>,
    /// The link, and its host.
    link: Option<(String, String)>,
    hash: Option<String>,
    /// Whether the file is missing or changed, and therefore not served.
    damaged: bool,
    about: Option<(String, String)>,
    said: Option<VerdictView>,
}

#[handler]
pub(super) async fn show(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    let cache = Cache::of(&city).await?;
    let item = find(&city, &id).await?;
    let (w, language) = (city.w(), city.language());
    let verdicts = verdicts(city.db(), &city.public(), Some(item.id)).await?;
    let said = verdicts.first();
    let proof = said.and_then(|said| said.proof_id).map(Uuid::from);
    let places = places(city.db(), &city.public(), proof.into_iter().chain([item.id.into()])).await?;
    let place = places.path(item.id.into()).ok_or(Fault::Missing)?;
    let present = places.current_plan(city.today()).map(|plan| plan.id);
    let which = Which::of(place.plan, present);
    let title = place.milestone.map(|milestone| &milestone.title);
    let title = title.or(place.commitment.map(|commitment| &commitment.title));
    let href = city.links().place(which, place.commitment, place.milestone);
    let said = said.map(|said| {
        let proof = proof.and_then(|id| places.path(id)?.evidence);
        let proof = proof.filter(|one| one.withdrawn_at.is_none());
        let proof = proof.map(|one| (one.title.clone(), city.links().evidence(one.id)));
        VerdictView::of(w, language, said, proof)
    });
    let day = |day| Day::new(language, day).words;
    let host = |link: &str| {
        url::Url::parse(link)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default()
    };
    let facts = [
        (w.evidence_dated(), item.dated_on.map(day)),
        (w.evidence_added_on(), Some(day(city.local(item.added_at).date()))),
        (w.evidence_source(), item.source.clone()),
        (w.evidence_licence(), item.licence.clone()),
        (
            w.evidence_language(),
            item.language.as_deref().map(Language::name_of).map(str::to_owned),
        ),
    ];
    cache.page(&EvidencePage {
        frame: city.frame(&item.title, Nav::Plan).with_formats(Format::RECORD),
        w,
        kind: codes::evidence_kind(w, item.kind.code()),
        description: item.description.clone(),
        facts: facts
            .into_iter()
            .filter_map(|(title, fact)| Some((title, fact?)))
            .collect(),
        file: item
            .file_key
            .is_some()
            .then(|| (city.links().file(item.id), self::facts(w, language, &item))),
        link: item.link.as_ref().map(|link| (link.clone(), host(link))),
        hash: item.file_sha256.clone(),
        damaged: evidence::fault(city.db(), &city.public(), &item).await?.is_some(),
        said,
        about: title.map(|title| (title.clone(), href)),
    })
}

/// Downloads the file. It is never shown in the browser, where it could pass for one of our pages.
#[handler]
pub(super) async fn download(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    let item = find(&city, &id).await?;
    file(&city, &item).await
}

/// Returns the file of a piece of evidence as a download.
///
/// # Errors
/// `NotFound("file")` if the evidence is a link; the store's own.
pub(crate) async fn file(city: &City, item: &Evidence) -> Result {
    let (Some(key), Some(kind)) = (&item.file_key, &item.file_type) else {
        return Err(Error::NotFound("file").into());
    };
    let name = item.file_name.as_deref().unwrap_or("file");
    saved_as(city, (key, item.file_sha256.as_deref()), kind, name).await
}

/// Returns a file of the store as a download called `name`. The content is verified against `hash`, or
/// without one against the hash stored with the file.
///
/// # Errors
/// `Damaged`; the store's own.
pub(crate) async fn saved_as(city: &City, (key, hash): (&str, Option<&str>), kind: &str, name: &str) -> Result {
    let files = city.visitor.app.files.as_ref();
    let (size, bytes) = files::open(city.db(), files, city.tenant().id, key, hash).await?;
    Ok(Response::builder()
        .content_type(kind)
        .header(header::CONTENT_LENGTH, size)
        .header(header::CONTENT_DISPOSITION, disposition(name))
        .header(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
        .header(header::CACHE_CONTROL, "private, no-cache")
        .body(Body::from_bytes_stream(bytes.map_err(std::io::Error::other))))
}

/// Returns the `Content-Disposition` of a download: the full name, and an ASCII name for old clients (RFC
/// 6266).
pub(crate) fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let whole = crate::links::encoded(name).to_string().replace('/', "%2F");
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

async fn find(city: &City, id: &str) -> Result<Evidence> {
    let id: EvidenceId = id.parse().ok().ok_or(Fault::Missing)?;
    Ok(evidence::get(city.db(), &city.public(), id).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("Vendim \"3\"\r\nX: ë.pdf"),
            "attachment; filename=\"Vendim__3___X___.pdf\"; \
             filename*=UTF-8''Vendim%20%223%22%0D%0AX%3A%20%C3%AB.pdf"
        );
    }
}
