//! Past rounds of participatory budgeting: how much, in which year, and who says so.

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

/// What a coordinator writes of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundDraft {
    /// The year; a plan has one round in it.
    pub year: i32,
    /// How much residents decided on, in whole units.
    pub amount: i64,
    /// The currency, by its code.
    pub currency: String,
    /// Where the amount was taken from.
    pub source: String,
    /// What else is to be said.
    pub note: Option<String>,
}

impl RoundDraft {
    /// What is stored, to be changed.
    pub fn of(round: &BudgetRound) -> Self {
        Self {
            year: round.year,
            amount: round.amount,
            currency: round.currency.clone(),
            source: round.source.clone(),
            note: round.note.clone(),
        }
    }

    /// The draft as it would be stored.
    ///
    /// # Errors
    /// Everything that is wrong with it. An amount without a source is nobody's word.
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

/// One round, with what it is a round of.
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
/// `NotFound`; what is wrong with the draft; `year` / `taken`.
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
/// `NotFound`, `StaleVersion`, and as [`add_round`].
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
    event(body).of(strategy.id).public(true)
}
