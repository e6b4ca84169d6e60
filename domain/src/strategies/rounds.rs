//! Past rounds of participatory budgeting: the year, the amount and its source.

use super::Strategy;
use crate::access::{EditStrategies, Permit, SeeStrategies};
use crate::db::{Db, Tx};
use crate::error::{Result, code, fresh};
use crate::ids::{BudgetRoundId, StrategyId};
use crate::input::{self, Check};
use crate::log::{Entry, Event, RoundBody};
use crate::once::Once;
use crate::strategies::tables::{budget_round as row, strategy};
use serde::{Deserialize, Serialize};

/// A past round.
pub type BudgetRound = row::Model;

/// The fields of a round that a coordinator can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundDraft {
    /// The year, 1900 to 2200; unique among the rounds of a strategy.
    pub year: i32,
    /// The amount that residents decided on, in whole units of the currency.
    pub amount: i64,
    /// The three-letter code of the currency, such as `ALL`.
    pub currency: String,
    /// The source of the amount; required.
    pub source: String,
    /// A note.
    pub note: Option<String>,
}

impl RoundDraft {
    /// Returns the stored fields, for editing.
    pub fn of(round: &BudgetRound) -> Self {
        Self {
            year: round.year,
            amount: round.amount,
            currency: round.currency.clone(),
            source: round.source.clone(),
            note: round.note.clone(),
        }
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        check.must((1900..=2200).contains(&self.year), "year", code::NOT_A_NUMBER);
        check.must(self.amount > 0, "amount", code::NOT_A_NUMBER);
        let currency = check.line("currency", &self.currency, 3).to_uppercase();
        let coded = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
        check.must(coded || currency.is_empty(), "currency", code::UNKNOWN_CHOICE);
        let draft = Self {
            currency,
            source: check.line("source", &self.source, input::LINE),
            note: check.prose("note", self.note.as_deref()),
            ..self
        };
        check.done()?;
        Ok(draft)
    }
}

/// Returns a round with its strategy.
///
/// # Errors
/// `NotFound("round")`.
pub async fn round(db: &Db, permit: &Permit<SeeStrategies>, id: BudgetRoundId) -> Result<(BudgetRound, Strategy)> {
    let city = db.read(permit).await?;
    let round = city.get::<row::Entity>(id, "round").await?;
    let strategy = city.get::<strategy::Entity>(round.strategy_id, "strategy").await?;
    Ok((round, strategy))
}

/// Adds a round.
///
/// # Errors
/// `NotFound`; the field errors of the draft; `year` / `taken` when the strategy has a round in that year.
pub async fn add_round(
    db: &Db,
    permit: &Permit<EditStrategies>,
    once: Option<&Once>,
    of: StrategyId,
    draft: RoundDraft,
) -> Result<BudgetRound> {
    let find = async |tx: &Tx| tx.get::<strategy::Entity>(of, "strategy").await;
    db.change_of(permit, once, find, async |tx, strategy| {
        let draft = draft.checked()?;
        let row = BudgetRound {
            tenant_id: tx.tenant(),
            id: tx.id(),
            strategy_id: of,
            year: draft.year,
            amount: draft.amount,
            currency: draft.currency,
            source: draft.source,
            note: draft.note,
            version: 1,
            created_at: tx.now(),
        };
        let made = tx.add(row).await?;
        tx.record(entry(true, &made, &strategy)).await?;
        Ok(made)
    })
    .await
}

/// Changes a round.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and the errors of [`add_round`].
pub async fn edit_round(
    db: &Db,
    permit: &Permit<EditStrategies>,
    once: Option<&Once>,
    id: BudgetRoundId,
    version: i32,
    draft: RoundDraft,
) -> Result<BudgetRound> {
    let find = async |tx: &Tx| {
        let old = tx.get::<row::Entity>(id, "round").await?;
        let strategy = tx.get::<strategy::Entity>(old.strategy_id, "strategy").await?;
        Ok((old, strategy))
    };
    db.change_of(permit, once, find, async |tx, (old, strategy)| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        let new = BudgetRound {
            year: draft.year,
            amount: draft.amount,
            currency: draft.currency,
            source: draft.source,
            note: draft.note,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        tx.record(entry(false, &saved, &strategy)).await?;
        Ok(saved)
    })
    .await
}

fn entry(new: bool, round: &BudgetRound, strategy: &Strategy) -> Entry {
    let body = RoundBody {
        title: strategy.title.clone(),
        year: round.year,
        amount: round.amount,
        currency: round.currency.clone(),
        source: round.source.clone(),
    };
    let event = if new {
        Event::StrategyAddRound
    } else {
        Event::StrategyEditRound
    };
    event(body).about(strategy.id).public(true)
}
