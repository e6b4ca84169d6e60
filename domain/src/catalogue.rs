//! Open data: how many public records a city has, as its catalogue says it.

use crate::access::{Permit, SeeAssessments, SeeForums, SeeLog, SeePlan, SeeReport, SeeVoices};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::figures;
use crate::log::About;
use crate::tenants::Tenant;
use crate::voices::{Filter, VoiceKind};
use crate::{assessments, commitments, evidence, forums, log, milestones, reports, tenants, voices};
use time::OffsetDateTime;

/// What of a city anybody can read, in numbers: the totals of the API's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Holdings {
    /// Commitments of published plans.
    pub commitments: u64,
    /// Their milestones.
    pub milestones: u64,
    /// What was reported of these.
    pub progress: u64,
    /// Evidence that stands.
    pub evidence: u64,
    /// Meetings of standing bodies.
    pub meetings: u64,
    /// Reports, of the city and of its monitoring body.
    pub reports: u64,
    /// Published assessments.
    pub assessments: u64,
    /// Comments, with the places of those that are hidden.
    pub comments: u64,
    /// Proposals, with the places of those that are hidden.
    pub proposals: u64,
    /// Public entries of the log.
    pub log: u64,
    /// When something public was last changed.
    pub changed_at: Option<OffsetDateTime>,
    /// The city's public revision: the same revision has the same records.
    pub revision: i64,
}

impl Holdings {
    /// How many records a table has, by its name.
    pub fn count(&self, table: &str) -> u64 {
        match table {
            "commitments" => self.commitments,
            "milestones" => self.milestones,
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

/// What of a city anybody can read, in numbers.
///
/// # Errors
/// The database's own.
pub async fn holdings(db: &Db, city: &Tenant) -> Result<Holdings> {
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
    Ok(Holdings {
        // First, so that what is counted is never older than it says.
        revision: tenants::public_revision(db, city.id).await?,
        commitments: commitments::list(db, &plan, None, None, 1).await?.1,
        milestones: milestones::list(db, &plan, None, None, None, 1).await?.1,
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

/// When something public in a city was last changed: the newest public entry of its log.
///
/// # Errors
/// The database's own.
pub async fn changed_at(db: &Db, city: &Tenant) -> Result<Option<OffsetDateTime>> {
    let permit = Permit::<SeeLog>::public(city.id);
    let newest = log::list(db, &permit, About::All, None, 1).await?;
    Ok(newest.first().map(|entry| entry.at))
}

/// Cities in one part of the platform's catalogue.
const CITIES: usize = 20;

/// Some of the cities that publish here, with what they hold.
#[derive(Debug, Clone)]
pub struct Part {
    /// The cities, by name.
    pub cities: Vec<(Tenant, Holdings)>,
    /// The number of the part, from 1.
    pub number: usize,
    /// How many parts there are; at least one.
    pub of: usize,
    /// How many cities there are in all parts.
    pub total: usize,
}

/// One part of the platform's catalogue, by its number from 1.
///
/// # Errors
/// `NotFound("page")` when there are not so many.
pub async fn part(db: &Db, number: usize) -> Result<Part> {
    let listed = figures::listed(db, None, "en").await?;
    let (total, of) = (listed.len(), listed.len().div_ceil(CITIES).max(1));
    if !(1..=of).contains(&number) {
        return Err(Error::NotFound("page"));
    }
    let mut cities = Vec::new();
    for (city, _) in listed.into_iter().skip((number - 1) * CITIES).take(CITIES) {
        let holds = holdings(db, &city).await?;
        cities.push((city, holds));
    }
    Ok(Part {
        cities,
        number,
        of,
        total,
    })
}
