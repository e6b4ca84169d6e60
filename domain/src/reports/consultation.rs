//! The public consultation on a report.

use super::self_assessment as paper;
use super::{Report, ReportState, entry, visible};
use crate::access::{Permit, WriteReports};
use crate::calendar::Zone;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code, fresh};
use crate::ids::{PlanId, ReportId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::tenants::city_of;
use crate::voices::tables::voice;
use crate::voices::{self, VoiceDetails, VoiceKind, VoiceState};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::{Date, Duration};

/// The minimum number of days that a report is open for comments: two weeks (OGP, Self-Assessment Process;
/// docs/RULES.md, `consultation-days`).
pub const CONSULTATION_DAYS: i64 = 14;

/// The maximum number of characters that a report quotes of a comment and of the reason of an answer.
const SHORT: usize = 280;

/// Opens the consultation on a draft: residents can read it from now on, and comment until the end of
/// `closes_on`. Default: [`CONSULTATION_DAYS`] from today.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` when it is not a draft or its plan is not published;
/// `closes_on` / `too_few_days`.
pub async fn consult(
    db: &Db,
    permit: &Permit<WriteReports>,
    once: Option<&Once>,
    id: ReportId,
    version: i32,
    closes_on: Option<Date>,
) -> Result<Report> {
    let find = async |tx: &Tx| {
        let (old, plan) = visible(tx, id).await?;
        Ok((old, plan))
    };
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        if old.state != ReportState::Draft || plan.published_at.is_none() {
            return Err(Conflict::StateStep.into());
        }
        let today = city_of(tx).await?.zone().day(tx.now());
        let first = today.saturating_add(Duration::days(CONSULTATION_DAYS));
        let closes_on = closes_on.unwrap_or(first);
        if closes_on < first {
            return Err(Error::Invalid(vec![FieldError::limited(
                "closes_on",
                code::TOO_FEW_DAYS,
                CONSULTATION_DAYS,
            )]));
        }
        let new = Report {
            state: ReportState::Consultation,
            opens_on: Some(today),
            closes_on: Some(closes_on),
            published_at: Some(tx.now()),
            version: version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let event = Event::ReportConsult {
            title: plan.title.clone(),
            kind: saved.kind.to_string(),
            to: closes_on,
        };
        tx.record(entry(event, &saved, &plan)).await?;
        Ok(saved)
    })
    .await
}

/// Stops the consultation on a report: it is a draft again, which residents do not see. The comments stay, and are
/// shown again when it is opened again.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` when no consultation is open; `reason` / `required`: it is public.
pub async fn stop(
    db: &Db,
    permit: &Permit<WriteReports>,
    once: Option<&Once>,
    (id, version): (ReportId, i32),
    reason: &str,
) -> Result<Report> {
    let find = async |tx: &Tx| visible(tx, id).await;
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        if old.state != ReportState::Consultation {
            return Err(Conflict::StateStep.into());
        }
        let mut check = Check::new();
        let reason = check.line("reason", reason, input::TITLE);
        check.done()?;
        let new = Report {
            state: ReportState::Draft,
            opens_on: None,
            closes_on: None,
            published_at: None,
            version: version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let event = Event::ReportStop {
            title: plan.title.clone(),
            kind: saved.kind.to_string(),
            reason: Some(reason),
        };
        tx.record(event.about(saved.id).published(plan.published_at.is_some()))
            .await?;
        Ok(saved)
    })
    .await
}

/// Returns the consultation on a report with its comments; `None` when it has none.
pub(super) async fn held(city: &Scoped, report: &Report, zone: &Zone) -> Result<Option<paper::Consultation>> {
    let (Some(opened_on), Some(closes_on)) = (report.opens_on, report.closes_on) else {
        return Ok(None);
    };
    let shown = city
        .find::<voice::Entity>()
        .filter(voice::Column::ReportId.eq(report.id))
        .filter(voice::Column::State.eq(VoiceState::Published))
        .order_by_asc(voice::Column::Id);
    let said = voices::with_records(city, shown).await?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Some(paper::Consultation {
        opened_on,
        closes_on,
        comments: count(said.len()),
        answered: count(said.iter().filter(|told| told.response.is_some()).count()),
        said: said.iter().map(|told| in_short(told, zone)).collect(),
    }))
}

/// Returns the published comments and proposals on a plan and its commitments.
pub(super) async fn contributions(city: &Scoped, plan: PlanId, zone: &Zone) -> Result<paper::Contributions> {
    let shown = city
        .find::<voice::Entity>()
        .filter(voice::Column::PlanId.eq(plan))
        .filter(voice::Column::ReportId.is_null())
        .filter(voice::Column::State.eq(VoiceState::Published))
        .order_by_asc(voice::Column::Id);
    let said = voices::with_records(city, shown).await?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let of = |kind: VoiceKind| said.iter().filter(|told| told.voice.kind == kind).count();
    let asking = said.iter().filter(|told| told.response.is_some() || told.voice.asks);
    Ok(paper::Contributions {
        comments: count(of(VoiceKind::Comment)),
        proposals: count(of(VoiceKind::Proposal)),
        answered: count(said.iter().filter(|told| told.response.is_some()).count()),
        said: asking.map(|told| in_short(told, zone)).collect(),
    })
}

fn in_short(told: &VoiceDetails, zone: &Zone) -> paper::CommentSummary {
    paper::CommentSummary {
        on: told.voice.received_at.map(|at| zone.day(at)),
        organisation: told.organisation.clone(),
        text: short(&told.voice.body),
        answer: told.response.as_ref().map(|response| paper::Answer {
            outcome: response.outcome.code().to_owned(),
            reason: response.reason.as_deref().map(short),
        }),
    }
}

/// Shortens a text to [`SHORT`] characters at the end of a word.
fn short(text: &str) -> String {
    let mut said = String::new();
    for word in text.split_whitespace() {
        if said.chars().count() + word.chars().count() >= SHORT {
            let rest = SHORT.saturating_sub(said.chars().count());
            // A single word that is too long is cut.
            if said.is_empty() {
                said.extend(word.chars().take(rest));
            }
            said.push_str(" …");
            return said;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::{SHORT, short};

    #[test]
    fn a_text_is_shortened_at_a_word() {
        assert_eq!(short(" two\n words "), "two words");
        let long = short(&"word ".repeat(100));
        assert!(long.ends_with("word …") && long.chars().count() <= SHORT + 2, "{long}");
        assert_eq!(short(&"x".repeat(1_000)).chars().count(), SHORT + 2);
    }
}
