//! Strategies: the municipality's other plans, with their periods and documents, and the commitments, policy
//! areas and SDG targets that they share with the action plan.

mod rounds;
pub(crate) mod tables;

pub use rounds::{BudgetRound, RoundDraft, add_round, edit_round, round};

use crate::access::{EditStrategies, Permit, SeeStrategies};
use crate::coded::coded;
use crate::commitments::tables::commitment;
use crate::commitments::{self, Commitment, is_sdg};
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::ids::{CommitmentId, StrategyId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::policy_areas;
use crate::records::Texts;
use crate::strategies::tables::{alignment, budget_round, strategy as row};
use sea_orm::{ColumnTrait, FromJsonQueryResult, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One of the municipality's other plans.
pub type Strategy = row::Model;

/// The maximum number of documents of a strategy.
const MAX_DOCUMENTS: usize = 20;

coded! {
    /// Kind of plan: those that Elbasan's letter to OGP (2020) names.
    StrategyKind {
        /// A sector plan.
        Plan = "plan",
        /// A strategy.
        Strategy = "strategy",
        /// A regulation.
        Regulation = "regulation",
        /// Participatory budgeting.
        ParticipatoryBudgeting = "participatory_budgeting",
    }
}

/// A document of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The title.
    pub title: String,
    /// Its URL.
    pub link: String,
}

/// The documents of a strategy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Documents(pub Vec<Document>);

/// The fields of a strategy that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategyDraft {
    /// The title; unique among the strategies of the city.
    pub title: String,
    /// Its kind.
    pub kind: StrategyKind,
    /// The first year, 1900 to 2200.
    pub first_year: Option<i32>,
    /// The last year, 1900 to 2200; `None` when it has no end.
    pub last_year: Option<i32>,
    /// A summary.
    pub summary: Option<String>,
    /// The source of these data.
    pub source: Option<String>,
    /// Its documents, at most 20.
    pub documents: Vec<Document>,
    /// The codes of OGP policy areas.
    pub policy_areas: Vec<String>,
    /// Goals and targets of the 2030 Agenda, such as `16` or `16.7`.
    pub sdg_targets: Vec<String>,
    /// The commitments it shares with the action plan.
    pub commitments: BTreeSet<CommitmentId>,
}

/// A strategy with the records that belong to it.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// The strategy.
    pub strategy: Strategy,
    /// The commitments it shares that the caller may see, by number.
    pub commitments: Vec<Commitment>,
    /// The ids of all commitments it shares, which an edit keeps.
    linked: BTreeSet<CommitmentId>,
    /// Its rounds, newest first.
    pub rounds: Vec<BudgetRound>,
}

impl StrategyDraft {
    /// Returns an empty draft of this kind.
    pub fn of_kind(kind: StrategyKind) -> Self {
        Self {
            title: String::new(),
            kind,
            first_year: None,
            last_year: None,
            summary: None,
            source: None,
            documents: Vec::new(),
            policy_areas: Vec::new(),
            sdg_targets: Vec::new(),
            commitments: BTreeSet::new(),
        }
    }

    /// Returns the stored fields, for editing.
    pub fn of(aligned: &Aligned) -> Self {
        let strategy = &aligned.strategy;
        copy_fields!(&strategy => Self {
            title, kind, first_year, last_year, summary, source,
        } with {
            documents: strategy.documents.0.clone(),
            policy_areas: strategy.policy_areas.0.clone(),
            sdg_targets: strategy.sdg_targets.0.clone(),
            commitments: aligned.linked.clone(),
        })
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let fits = |year: Option<i32>| year.is_none_or(|year| (1900..=2200).contains(&year));
        check.must(fits(self.first_year), "first_year", code::NOT_A_NUMBER);
        check.must(fits(self.last_year), "last_year", code::NOT_A_NUMBER);
        let order = !matches!((self.first_year, self.last_year), (Some(first), Some(last)) if last < first);
        check.must(order, "last_year", code::DATE_ORDER);
        for area in &self.policy_areas {
            check.must(policy_areas::is_known(area), "policy_areas", code::UNKNOWN_CHOICE);
        }
        for target in &self.sdg_targets {
            check.must(is_sdg(target), "sdg_targets", code::UNKNOWN_CHOICE);
        }
        let few = self.documents.len() <= MAX_DOCUMENTS;
        check.must(few, "documents", code::OUT_OF_RANGE);
        let documents = self.documents.iter().map(|document| Document {
            title: check.line("documents", &document.title, input::TITLE),
            link: check.url("documents", Some(&document.link)).unwrap_or_default(),
        });
        let documents: Vec<Document> = documents.collect();
        let linked = documents.iter().all(|document| !document.link.is_empty());
        check.must(linked, "documents", code::NOT_A_URL);
        let draft = Self {
            title: check.line("title", &self.title, input::TITLE),
            summary: check.prose("summary", self.summary.as_deref()),
            source: check.maybe_line("source", self.source.as_deref(), input::LINE),
            documents,
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    fn into_row(self, old: Strategy) -> Strategy {
        copy_fields!(self => Strategy {
            title, kind, first_year, last_year, summary, source,
        } with {
            title_key: input::key(&self.title),
            documents: Documents(self.documents),
            policy_areas: Texts(self.policy_areas),
            sdg_targets: Texts(self.sdg_targets),
        } over old)
    }
}

/// Lists the strategies of a city, or those that share the commitment `with`; by title.
///
/// # Errors
/// `NotFound("commitment")` when the caller may not see it.
pub async fn strategies(db: &Db, permit: &Permit<SeeStrategies>, with: Option<CommitmentId>) -> Result<Vec<Strategy>> {
    let city = db.read(permit).await?;
    if let Some(id) = with {
        commitments::visible(&city, id).await?;
        return sharing(&city, id).await;
    }
    city.find::<row::Entity>()
        .order_by_asc(row::Column::TitleKey)
        .all()
        .await
}

/// Lists the strategies that share a commitment that was read already; by title.
///
/// # Errors
/// Database errors.
pub async fn with_commitment(
    db: &Db,
    permit: &Permit<SeeStrategies>,
    commitment: &Commitment,
) -> Result<Vec<Strategy>> {
    sharing(&db.read(permit).await?, commitment.id).await
}

async fn sharing(city: &Scoped, id: CommitmentId) -> Result<Vec<Strategy>> {
    let found = city
        .find::<alignment::Entity>()
        .filter(alignment::Column::CommitmentId.eq(id))
        .with::<row::Entity>(row::Column::Id, alignment::Column::StrategyId)
        .order_by_asc(row::Column::TitleKey)
        .each(|found| found.other::<row::Entity>())
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// Returns a strategy with the records that belong to it.
///
/// # Errors
/// `NotFound("strategy")`.
pub async fn strategy(db: &Db, permit: &Permit<SeeStrategies>, id: StrategyId) -> Result<Aligned> {
    let city = db.read(permit).await?;
    let strategy = city.get::<row::Entity>(id, "strategy").await?;
    let rows = city.find::<alignment::Entity>();
    let rows = rows.filter(alignment::Column::StrategyId.eq(id)).all().await?;
    let linked: BTreeSet<CommitmentId> = rows.into_iter().map(|row| row.commitment_id).collect();
    let mut commitments = commitments::all_visible(&city).await?;
    commitments.retain(|commitment| linked.contains(&commitment.id));
    let rounds = city
        .find::<budget_round::Entity>()
        .filter(budget_round::Column::StrategyId.eq(id))
        .order_by_desc(budget_round::Column::Year)
        .all()
        .await?;
    Ok(Aligned {
        strategy,
        commitments,
        linked,
        rounds,
    })
}

/// Creates a strategy.
///
/// # Errors
/// The field errors of the draft; `title` / `taken` when another strategy has this title; `commitments` /
/// `not_found` for a commitment that is not this city's.
pub async fn create(
    db: &Db,
    permit: &Permit<EditStrategies>,
    once: Option<&Once>,
    draft: StrategyDraft,
) -> Result<Strategy> {
    db.change(permit, once, async |tx| {
        let draft = draft.checked()?;
        let shared = draft.commitments.clone();
        let row = copy_fields!(draft => Strategy {
            title, kind, first_year, last_year, summary, source,
        } with {
            tenant_id: tx.tenant(),
            id: tx.id(),
            title_key: input::key(&draft.title),
            documents: Documents(draft.documents),
            policy_areas: Texts(draft.policy_areas),
            sdg_targets: Texts(draft.sdg_targets),
            version: 1,
            created_at: tx.now(),
        });
        let made = tx.add(row).await?;
        align(tx, made.id, shared).await?;
        let event = Event::StrategyCreate {
            title: made.title.clone(),
        };
        tx.record(event.about(made.id).public(true)).await?;
        Ok(made)
    })
    .await
}

/// Changes the fields of a strategy.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and the errors of [`create`].
pub async fn edit(
    db: &Db,
    permit: &Permit<EditStrategies>,
    once: Option<&Once>,
    id: StrategyId,
    version: i32,
    draft: StrategyDraft,
) -> Result<Strategy> {
    let find = async |tx: &Tx| tx.get::<row::Entity>(id, "strategy").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        let shared = draft.commitments.clone();
        let mut new = draft.into_row(old);
        new.version += 1;
        let saved = tx.save(new).await?;
        align(tx, id, shared).await?;
        let event = Event::StrategyEdit {
            title: saved.title.clone(),
        };
        tx.record(event.about(saved.id).public(true)).await?;
        Ok(saved)
    })
    .await
}

/// Replaces the commitments that a strategy shares.
async fn align(tx: &Tx, id: StrategyId, shared: BTreeSet<CommitmentId>) -> Result<()> {
    tx.remove::<alignment::Entity>(alignment::Column::StrategyId, id)
        .await?;
    for commitment in shared {
        match tx.get::<commitment::Entity>(commitment, "commitment").await {
            Err(Error::NotFound(_)) => return Err(Error::field("commitments", code::UNKNOWN_RECORD)),
            other => drop(other?),
        }
        let row = alignment::Model {
            tenant_id: tx.tenant(),
            id: tx.id(),
            strategy_id: id,
            commitment_id: commitment,
        };
        tx.add(row).await?;
    }
    Ok(())
}
