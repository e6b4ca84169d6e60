//! Readings of an indicator. A correction and a withdrawal keep what was entered, with the reason.

use super::{Indicator, Reading, plan_of, title_in, visible};
use crate::access::{Permit, ReportProgress, SeePlan};
use crate::commitments;
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::decimal::Decimal;
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::{IndicatorId, ReadingId};
use crate::indicators::tables::{indicator, reading};
use crate::input::Check;
use crate::log::{Event, ReadingBody};
use crate::once::Once;
use crate::plans::{Plan, open_for_change};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// A value of an indicator on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingDraft {
    /// The day of the value; required, not in the future.
    pub read_on: Option<Date>,
    /// The value; required.
    pub value: Option<Decimal>,
    /// A note: the source of the value, how it was measured.
    pub note: Option<String>,
}

/// What is put in place of a reading, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The right reading.
    pub reading: ReadingDraft,
    /// Why; residents read it.
    pub reason: Option<String>,
}

/// A draft with its required values.
struct Checked {
    read_on: Date,
    value: Decimal,
    note: Option<String>,
}

impl ReadingDraft {
    /// Returns the stored fields of a reading, for editing.
    pub fn of(reading: &Reading) -> Self {
        Self {
            read_on: Some(reading.read_on),
            value: Some(reading.value),
            note: reading.note.clone(),
        }
    }

    /// Returns the draft validated and normalised, as it is stored. `today` is the current day in the city.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self, today: Date) -> Result<Self> {
        let mut check = Check::new();
        let draft = self.check(&mut check, today);
        check.done()?;
        Ok(draft)
    }

    fn check(self, check: &mut Check, today: Date) -> Self {
        check.must(self.read_on.is_some(), "read_on", code::REQUIRED);
        check.must(
            self.read_on.is_none_or(|day| day <= today),
            "read_on",
            code::DATE_IN_FUTURE,
        );
        check.must(self.value.is_some(), "value", code::REQUIRED);
        Self {
            note: check.prose("note", self.note.as_deref()),
            ..self
        }
    }

    fn values(self) -> Result<Checked> {
        let (Some(read_on), Some(value)) = (self.read_on, self.value) else {
            return Err(Error::field("value", code::REQUIRED));
        };
        Ok(Checked {
            read_on,
            value,
            note: self.note,
        })
    }
}

impl Correction {
    /// Returns the correction validated and normalised. `today` is the current day in the city.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self, today: Date) -> Result<Self> {
        let mut check = Check::new();
        let reading = self.reading.check(&mut check, today);
        let reason = check.reason(self.reason.as_deref());
        check.done()?;
        Ok(Self { reading, reason })
    }
}

/// Adds a reading. `today` is the current day in the city.
///
/// # Errors
/// `NotFound("indicator")`; `Forbidden` for an implementer to whom the commitment is not assigned; `PlanClosed`;
/// the field errors of the draft.
pub async fn add_reading(
    db: &Db,
    permit: &Permit<ReportProgress>,
    once: Option<&Once>,
    of: IndicatorId,
    today: Date,
    draft: ReadingDraft,
) -> Result<Reading> {
    let find = async |tx: &Tx| {
        let (found, plan) = plan_of(tx, of).await?;
        commitments::within_assignment(tx, permit, found.commitment_id).await?;
        Ok((found, plan))
    };
    db.change_of(permit, once, find, async |tx, (indicator, plan)| {
        open_for_change(&plan)?;
        let draft = draft.checked(today)?.values()?;
        let made = tx.add(row(tx, indicator.id, draft, None)).await?;
        let event = Event::IndicatorRead(body(&indicator, &plan, &made, None));
        tx.record(event.about(indicator.id).published(plan.published_at.is_some()))
            .await?;
        Ok(made)
    })
    .await
}

/// Corrects a reading: the old one stays, with the reason, and a new one names it. `today` is the current day in
/// the city.
///
/// # Errors
/// `NotFound("reading")`, `Forbidden`, `StaleVersion`, `PlanClosed`; `StateStep` for a reading that was corrected or
/// withdrawn already; the field errors of the correction.
pub async fn correct_reading(
    db: &Db,
    permit: &Permit<ReportProgress>,
    once: Option<&Once>,
    id: ReadingId,
    version: i32,
    today: Date,
    with: Correction,
) -> Result<Reading> {
    let find = async |tx: &Tx| find(tx, permit, id).await;
    db.change_of(permit, once, find, async |tx, (old, indicator, plan)| {
        may_end(&old, version, &plan)?;
        let with = with.checked(today)?;
        let was = old.value;
        let ended = end(tx, old, with.reason).await?;
        let made = tx
            .add(row(tx, indicator.id, with.reading.values()?, Some(ended.id)))
            .await?;
        let event = Event::IndicatorCorrect {
            was: was.to_string(),
            reading: body(&indicator, &plan, &made, ended.withdrawn_reason),
        };
        tx.record(event.about(indicator.id).published(plan.published_at.is_some()))
            .await?;
        Ok(made)
    })
    .await
}

/// Withdraws a reading, with a reason. It stays, and counts no more.
///
/// # Errors
/// Those of [`correct_reading`]; `reason` / `reason_missing`.
pub async fn withdraw_reading(
    db: &Db,
    permit: &Permit<ReportProgress>,
    once: Option<&Once>,
    id: ReadingId,
    version: i32,
    reason: &str,
) -> Result<Reading> {
    let find = async |tx: &Tx| find(tx, permit, id).await;
    db.change_of(permit, once, find, async |tx, (old, indicator, plan)| {
        may_end(&old, version, &plan)?;
        let mut check = Check::new();
        let reason = check.reason(Some(reason));
        check.done()?;
        let ended = end(tx, old, reason).await?;
        let event = Event::IndicatorWithdraw(body(&indicator, &plan, &ended, ended.withdrawn_reason.clone()));
        tx.record(event.about(indicator.id).published(plan.published_at.is_some()))
            .await?;
        Ok(ended)
    })
    .await
}

async fn find(tx: &Tx, permit: &Permit<ReportProgress>, id: ReadingId) -> Result<(Reading, Indicator, Plan)> {
    let old = tx.get::<reading::Entity>(id, "reading").await?;
    let (indicator, plan) = plan_of(tx, old.indicator_id).await?;
    commitments::within_assignment(tx, permit, indicator.commitment_id).await?;
    Ok((old, indicator, plan))
}

/// Checks that a reading may be corrected or withdrawn.
fn may_end(old: &Reading, version: i32, plan: &Plan) -> Result<()> {
    fresh(old.version, version)?;
    open_for_change(plan)?;
    match old.withdrawn_at {
        Some(_) => Err(Conflict::StateStep.into()),
        None => Ok(()),
    }
}

/// Marks a reading as one that counts no more.
async fn end(tx: &Tx, old: Reading, reason: Option<String>) -> Result<Reading> {
    tx.save(Reading {
        withdrawn_at: Some(tx.now()),
        withdrawn_reason: reason,
        version: old.version + 1,
        ..old
    })
    .await
}

fn row(tx: &Tx, of: IndicatorId, draft: Checked, corrects: Option<ReadingId>) -> Reading {
    copy_fields!(draft => Reading {
        read_on, value, note,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        indicator_id: of,
        actor: tx.signature().to_owned(),
        at: tx.now(),
        corrects_id: corrects,
        withdrawn_at: None,
        withdrawn_reason: None,
        version: 1,
    })
}

fn body(indicator: &Indicator, plan: &Plan, reading: &Reading, reason: Option<String>) -> ReadingBody {
    ReadingBody {
        title: title_in(indicator, plan),
        on: reading.read_on,
        value: reading.value.to_string(),
        unit: indicator.unit.clone(),
        reason,
    }
}

/// Returns a reading with its indicator.
///
/// # Errors
/// `NotFound("reading")` when the caller may not see it or it does not exist.
pub async fn reading(db: &Db, permit: &Permit<SeePlan>, id: ReadingId) -> Result<(Reading, Indicator)> {
    let city = db.read(permit).await?;
    let found = city.get::<reading::Entity>(id, "reading").await?;
    let indicator = visible(&city, found.indicator_id).await;
    Ok((found, indicator.map_err(|error| error.not_found_as("reading"))?))
}

/// Lists the readings of an indicator, oldest first, also those that were corrected or withdrawn.
///
/// # Errors
/// `NotFound("indicator")` when the caller may not see it or it does not exist.
pub async fn readings(db: &Db, permit: &Permit<SeePlan>, id: IndicatorId) -> Result<Vec<Reading>> {
    let city = db.read(permit).await?;
    visible(&city, id).await?;
    of_several(&city, [id]).await
}

/// Lists the readings of some indicators by day.
pub(super) async fn of_several(city: &Scoped, ids: impl IntoIterator<Item = IndicatorId>) -> Result<Vec<Reading>> {
    city.find::<reading::Entity>()
        .among(reading::Column::IndicatorId, ids)
        .order_by_asc(reading::Column::ReadOn)
        .order_by_asc(reading::Column::Id)
        .all()
        .await
}

/// Lists the readings of all indicators that the caller may see, oldest first: at most `most`, after the id
/// `after`. Also returns how many there are in total.
///
/// # Errors
/// Database errors.
pub async fn every_reading(
    db: &Db,
    permit: &Permit<SeePlan>,
    after: Option<ReadingId>,
    most: u64,
) -> Result<(Vec<Reading>, u64)> {
    let city = db.read(permit).await?;
    let rows = || {
        let shown = city.find::<indicator::Entity>();
        let shown = shown.filter(indicator::Column::CommitmentId.in_subquery(commitments::rows(&city).ids()));
        city.find::<reading::Entity>()
            .filter(reading::Column::IndicatorId.in_subquery(shown.ids()))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| reading::Column::Id.gt(id)))
        .order_by_asc(reading::Column::Id)
        .at_most(most)
        .all()
        .await?;
    Ok((page, total))
}
