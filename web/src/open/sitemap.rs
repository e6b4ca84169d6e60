//! Sitemaps for crawlers (sitemaps.org): one file for each city with its public pages in each language, and an
//! index of these files.

use std::fmt::Write as _;

use besa_domain::access::{
    Permit, PublicAction, SeeAssessments, SeeForums, SeePlan, SeeReport, SeeStrategies, SeeVoices,
};
use besa_domain::plans::Plan;
use besa_domain::tenants::{self, Tenant};
use besa_domain::voices::{self, VoiceKind};
use besa_domain::{Error, assessments, commitments, evidence, forums, milestones, plans, reports, strategies};
use besa_text::Language;
use poem::handler;
use poem::web::Path;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::Result;
use crate::links::{self, Which};
use crate::page::Cache;
use crate::pages::Pages;
use crate::tenant;
use crate::visitor::Visitor;

/// Maximum number of URLs in a file.
const URLS: usize = 50_000;
/// Maximum number of records of one kind in a city's file.
const RECORDS: u64 = 5_000;

const XML: &str = "application/xml; charset=utf-8";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

pub(super) fn routes(pages: Pages) -> Pages {
    pages.page("/sitemap.xml", index).page("/:city/sitemap.xml", of_city)
}

/// Returns the list of the cities' sitemaps.
#[handler]
async fn index(visitor: Visitor) -> Result {
    let slugs = tenants::slugs(visitor.db(), u64::try_from(URLS).unwrap_or(u64::MAX)).await?;
    let cache = Cache::tagged(&visitor, &slugs)?;
    let base = &visitor.app.base_url;
    let mut xml = format!("{HEAD}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for slug in slugs {
        writeln!(xml, "<sitemap><loc>{base}/{slug}/sitemap.xml</loc></sitemap>").map_err(Error::internal)?;
    }
    xml.push_str("</sitemapindex>\n");
    Ok(cache.file(XML, None, xml))
}

/// Returns the public pages of a city, each in every language that the city offers.
#[handler]
async fn of_city(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let state = tenants::public_state_of(visitor.db(), &city).await?;
    let cache = Cache::tagged(&visitor, (state, city.version))?;
    let languages = tenant::offered(&city);
    let mut map = Map {
        base: visitor.app.base_url.to_string(),
        links: languages
            .iter()
            .map(|language| (*language, links::City::new(&city.slug, *language)))
            .collect(),
        first: tenant::first(&city),
        xml: format!(
            "{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
             xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
        ),
        room: URLS,
    };
    for page in [
        links::City::overview,
        links::City::plan,
        links::City::plans,
        links::City::voices,
        links::City::proposals,
        links::City::forums,
        links::City::reports,
        links::City::assessments,
        links::City::strategies,
        links::City::data,
        links::City::log,
    ] {
        map.add(None, page)?;
    }
    Box::pin(fill(&mut map, &visitor, &city)).await?;
    map.xml.push_str("</urlset>\n");
    Ok(cache.file(XML, None, map.xml))
}

/// Adds the page of each public record.
async fn fill(map: &mut Map, visitor: &Visitor, city: &Tenant) -> Result<()> {
    fn public<A: PublicAction>(city: &Tenant) -> Permit<A> {
        Permit::public(city.id)
    }
    let (db, today) = (visitor.db(), city.zone().day(visitor.app.clock().now()));
    let see = public::<SeePlan>(city);
    let present = plans::current(db, &see, today).await?;
    let known = plans::list(db, &see).await?;
    let which = |plan: &Plan| Which::of(plan, present.as_ref().map(|present| present.id)) == Which::Present;
    for plan in known.iter().filter(|plan| !which(plan)) {
        map.add(Some(plan.updated_at), |links| {
            links.plan_of(Which::Earlier(&plan.reference))
        })?;
    }
    let (promises, _) = commitments::list(db, &see, None, None, RECORDS).await?;
    let (steps, _) = milestones::list(db, &see, None, None, None, RECORDS).await?;
    for commitment in &promises {
        let Some(plan) = known.iter().find(|plan| plan.id == commitment.plan_id) else {
            continue;
        };
        let which = Which::of(plan, present.as_ref().map(|present| present.id));
        map.add(Some(commitment.updated_at), |links| links.commitment(which, commitment))?;
        for milestone in steps.iter().filter(|step| step.commitment_id == commitment.id) {
            map.add(Some(milestone.updated_at), |links| {
                links.milestone(which, commitment, milestone)
            })?;
        }
    }
    let (proofs, _) = evidence::list(db, &see, None, None, RECORDS).await?;
    for proof in proofs {
        map.add(Some(proof.added_at), |links| links.evidence(proof.id))?;
    }
    let see = public::<SeeForums>(city);
    for forum in forums::forums(db, &see).await? {
        map.add(None, |links| links.forum(forum.id))?;
    }
    for meeting in forums::meetings(db, &see, None).await? {
        map.add(Some(meeting.changed_at), |links| links.meeting(meeting.id))?;
    }
    for strategy in strategies::strategies(db, &public::<SeeStrategies>(city), None).await? {
        map.add(None, |links| links.strategy(strategy.id))?;
    }
    for report in reports::list(db, &public::<SeeReport>(city)).await? {
        map.add(report.published_at, |links| links.report(report.id))?;
    }
    for assessment in assessments::list(db, &public::<SeeAssessments>(city), None, None).await? {
        map.add(Some(assessment.updated_at), |links| links.assessment(assessment.id))?;
    }
    let filter = voices::Filter::default();
    let (said, _) = voices::list(db, &public::<SeeVoices>(city), filter, None, RECORDS, today).await?;
    for told in said {
        let voice = told.voice;
        map.add(voice.answered_at.or(voice.received_at), |links| match voice.kind {
            VoiceKind::Comment => links.voice(voice.id),
            VoiceKind::Proposal => links.proposal(voice.id),
        })?;
    }
    Ok(())
}

/// A city's sitemap, while it is written.
struct Map {
    base: String,
    links: Vec<(Language, links::City)>,
    /// The language for readers of any other one.
    first: Language,
    xml: String,
    /// How many URLs may follow.
    room: usize,
}

impl Map {
    /// Adds a page in each language, unless the file is full. The addresses contain no character that XML reserves.
    fn add(&mut self, changed: Option<OffsetDateTime>, page: impl Fn(&links::City) -> String) -> Result<()> {
        let Some(room) = self.room.checked_sub(self.links.len()) else {
            return Ok(());
        };
        self.room = room;
        let urls: Vec<(Language, String)> = self
            .links
            .iter()
            .map(|(language, links)| (*language, format!("{}{}", self.base, page(links))))
            .collect();
        let changed = changed
            .map(|at| at.format(&Rfc3339))
            .transpose()
            .map_err(Error::internal)?;
        for (_, url) in &urls {
            write!(self.xml, "<url><loc>{url}</loc>").map_err(Error::internal)?;
            if let Some(changed) = &changed {
                write!(self.xml, "<lastmod>{changed}</lastmod>").map_err(Error::internal)?;
            }
            for (language, other) in urls.iter().filter(|_| urls.len() > 1) {
                self.alternate(language.code(), other)?;
                if *language == self.first {
                    self.alternate("x-default", other)?;
                }
            }
            self.xml.push_str("</url>\n");
        }
        Ok(())
    }

    fn alternate(&mut self, language: &str, url: &str) -> Result<()> {
        let link = format_args!("<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}\"/>");
        Ok(self.xml.write_fmt(link).map_err(Error::internal)?)
    }
}
