//! Open data: the numbers of public records that the data catalogue states for each city.

use crate::access::{Permit, SeeAssessments, SeeForums, SeeLog, SeePlan, SeeReport, SeeVoices};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::figures;
use crate::log::About;
use crate::tenants::Tenant;
use crate::voices::{Filter, VoiceKind};
use crate::{assessments, commitments, evidence, forums, indicators, log, milestones, reports, tenants, voices};
use time::OffsetDateTime;

/// How many public records of each kind a city has: the totals of the API's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordCounts {
    /// Commitments of published plans.
    pub commitments: u64,
    /// Their milestones.
    pub milestones: u64,
    /// Progress reports on these milestones.
    pub progress: u64,
    /// Evidence that is not withdrawn.
    pub evidence: u64,
    /// Meetings of forums.
    pub meetings: u64,
    /// Reports, by the city and by its monitoring body.
    pub reports: u64,
    /// Published assessments.
    pub assessments: u64,
    /// Indicators.
    pub indicators: u64,
    /// Readings of indicators, also corrected and withdrawn ones.
    pub readings: u64,
    /// Comments, including the placeholders of hidden ones.
    pub comments: u64,
    /// Proposals, including the placeholders of hidden ones.
    pub proposals: u64,
    /// Public events in the event log.
    pub log: u64,
    /// When a public record last changed; `None` when the event log has no public event.
    pub changed_at: Option<OffsetDateTime>,
    /// The city's public revision. It stays the same as long as no public record changes.
    pub revision: i64,
}

impl RecordCounts {
    /// Returns the number of records of a table, by its name; 0 for an unknown name.
    pub fn count(&self, table: &str) -> u64 {
        match table {
            "commitments" => self.commitments,
            "milestones" => self.milestones,
            "indicators" => self.indicators,
            "readings" => self.readings,
            "progress" => self.progress,
            "evidence" => self.evidence,
            "meetings" => self.meetings,
            "reports" => self.reports,
            "assessments" => self.assessments,
            "comments" => self.comments,
            "proposals" => self.proposals,
            "log" => self.log,
            _ => 0,
        }
    }
}

/// Counts the public records of a city.
///
/// # Errors
/// Database errors.
pub async fn record_counts(db: &Db, city: &Tenant) -> Result<RecordCounts> {
    let plan = Permit::<SeePlan>::public(city.id);
    let heard = Permit::<SeeVoices>::public(city.id);
    let today = city.zone().day(db.clock().now());
    let voices = async |kind| {
        let filter = Filter {
            kind: Some(kind),
            ..Filter::default()
        };
        let (_, total) = voices::list(db, &heard, filter, None, 1, today).await?;
        Ok::<_, Error>(total)
    };
    let met = forums::meetings(db, &Permit::<SeeForums>::public(city.id), None).await?;
    let assessed = assessments::list(db, &Permit::<SeeAssessments>::public(city.id), None, None).await?;
    let size = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(RecordCounts {
        // Read first, so that the numbers are never older than the revision.
        revision: tenants::public_revision(db, city.id).await?,
        commitments: commitments::list(db, &plan, None, None, 1).await?.1,
        milestones: milestones::list(db, &plan, None, None, None, 1).await?.1,
        indicators: indicators::list(db, &plan, None, None, 1).await?.1,
        readings: indicators::every_reading(db, &plan, None, 1).await?.1,
        progress: milestones::every_report(db, &plan, None, 1).await?.1,
        evidence: evidence::list(db, &plan, None, None, 1).await?.1,
        meetings: size(met.len()),
        reports: size(reports::list(db, &Permit::<SeeReport>::public(city.id)).await?.len()),
        assessments: size(assessed.len()),
        comments: voices(VoiceKind::Comment).await?,
        proposals: voices(VoiceKind::Proposal).await?,
        log: log::count(db, &Permit::<SeeLog>::public(city.id)).await?,
        changed_at: changed_at(db, city).await?,
    })
}

/// Returns when a public record of a city last changed: the time of its newest public event.
///
/// # Errors
/// Database errors.
pub async fn changed_at(db: &Db, city: &Tenant) -> Result<Option<OffsetDateTime>> {
    let permit = Permit::<SeeLog>::public(city.id);
    let newest = log::list(db, &permit, About::All, None, 1).await?;
    Ok(newest.first().map(|entry| entry.at))
}

/// Number of cities per page of the platform's catalogue.
const CITIES: usize = 20;

/// A page of the platform's catalogue: cities that publish here, with their numbers of records.
#[derive(Debug, Clone)]
pub struct CataloguePage {
    /// The cities, by name.
    pub cities: Vec<(Tenant, RecordCounts)>,
    /// The page number, from 1.
    pub number: usize,
    /// The number of pages; at least 1.
    pub of: usize,
    /// The number of cities on all pages.
    pub total: usize,
}

/// Returns a page of the platform's catalogue. `number` is the page number, from 1.
///
/// # Errors
/// `NotFound("page")` when there is no such page.
pub async fn page(db: &Db, number: usize) -> Result<CataloguePage> {
    let first = number
        .checked_sub(1)
        .ok_or(Error::NotFound("page"))?
        .saturating_mul(CITIES);
    let batch = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let listed = figures::from_number(db, batch(first), batch(CITIES)).await?;
    let total = usize::try_from(listed.total).unwrap_or(usize::MAX);
    let of = total.div_ceil(CITIES).max(1);
    if !(1..=of).contains(&number) {
        return Err(Error::NotFound("page"));
    }
    let mut cities = Vec::new();
    for (city, _) in listed.page.rows {
        let holds = record_counts(db, &city).await?;
        cities.push((city, holds));
    }
    Ok(CataloguePage {
        cities,
        number,
        of,
        total,
    })
}
