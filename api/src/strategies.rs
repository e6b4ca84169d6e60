//! Strategies: other plans of the municipality, and past rounds of participatory budgeting.

use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, put, set};
use besa_domain::access::{EditStrategies, SeeStrategies};
use besa_domain::copy_fields;
use besa_domain::strategies::{
    self, Aligned, BudgetRound, Document, RoundDraft, Strategy, StrategyDraft, StrategyKind,
};
use besa_domain::{BudgetRoundId, StrategyId};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A document of a strategy.
#[derive(Debug, Clone, Object, Deserialize)]
#[oai(rename = "StrategyDocument", deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentView {
    /// The title. Maximum 300 characters.
    title: String,
    /// The http or https URL. Maximum 1,000 characters.
    link: String,
}

/// A strategy: another plan of the municipality, beside the action plan. A field without a value is
/// `null`.
#[derive(Debug, Object)]
#[oai(rename = "Strategy")]
pub(crate) struct StrategyView {
    /// The id.
    id: Uuid,
    /// The title.
    title: String,
    /// The kind of strategy.
    kind: Code<StrategyKind>,
    /// The first year.
    first_year: Option<i32>,
    /// The last year; `null` if it is ongoing or the year is not known.
    last_year: Option<i32>,
    /// A summary.
    summary: Option<String>,
    /// The source of these facts.
    source: Option<String>,
    /// Its documents.
    documents: Vec<DocumentView>,
    /// The codes of the OGP policy areas that it covers.
    policy_areas: Vec<String>,
    /// Goals and targets of the 2030 Agenda that it serves, for example `16` or `16.7`.
    sdg_targets: Vec<String>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
}

impl From<Strategy> for StrategyView {
    fn from(strategy: Strategy) -> Self {
        let documents = strategy.documents.0.into_iter();
        copy_fields!(strategy => Self {
            title, first_year, last_year, summary, source, version, created_at,
        } with {
            id: strategy.id.into(),
            kind: Code(strategy.kind),
            documents: documents
                .map(|Document { title, link }| DocumentView { title, link })
                .collect(),
            policy_areas: strategy.policy_areas.0,
            sdg_targets: strategy.sdg_targets.0,
        })
    }
}

/// A strategy with its commitments and budget rounds.
#[derive(Debug, Object)]
#[oai(rename = "StrategyDetail")]
pub(crate) struct StrategyDetail {
    #[oai(flatten)]
    strategy: StrategyView,
    /// The ids of the commitments of action plans that are also part of this strategy; only those that the
    /// caller may see.
    commitments: Vec<Uuid>,
    /// Past rounds of participatory budgeting, latest year first.
    rounds: Vec<RoundView>,
}

impl From<Aligned> for StrategyDetail {
    fn from(aligned: Aligned) -> Self {
        Self {
            strategy: aligned.strategy.into(),
            commitments: aligned.commitments.into_iter().map(|row| row.id.into()).collect(),
            rounds: aligned.rounds.into_iter().map(RoundView::from).collect(),
        }
    }
}

/// A past round of participatory budgeting.
#[derive(Debug, Object)]
#[oai(rename = "BudgetRound")]
pub(crate) struct RoundView {
    /// The id.
    id: Uuid,
    /// The year.
    year: i32,
    /// The amount that residents decided on, in whole units of the currency.
    amount: i64,
    /// The currency code of three letters, for example `ALL`.
    currency: String,
    /// The source of the amount.
    source: String,
    /// A note; `null` if there is none.
    note: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl From<BudgetRound> for RoundView {
    fn from(round: BudgetRound) -> Self {
        copy_fields!(round => Self {
            year, amount, currency, source, note, version,
        } with {
            id: round.id.into(),
        })
    }
}

/// The fields of a strategy. A new strategy requires `title`. In a change, fields that are not sent
/// keep their values; `null` clears an optional field; a list replaces the whole list.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "StrategyFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StrategyFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The title. Unique in the city, ignoring case. Maximum 300 characters.
    title: Option<String>,
    /// The kind of strategy. Default `plan`.
    kind: Option<Code<StrategyKind>>,
    /// The first year, 1900 to 2200.
    first_year: MaybeUndefined<i32>,
    /// The last year, 1900 to 2200; not before `first_year`. Leave it out while the strategy is
    /// ongoing.
    last_year: MaybeUndefined<i32>,
    /// A summary. Maximum 50,000 characters.
    summary: MaybeUndefined<String>,
    /// The source of these facts. Maximum 1,000 characters.
    source: MaybeUndefined<String>,
    /// Its documents. Maximum 20.
    documents: Option<Vec<DocumentView>>,
    /// The codes of the OGP policy areas that it covers.
    policy_areas: Option<Vec<String>>,
    /// Goals and targets of the 2030 Agenda that it serves, for example `16` or `16.7`.
    sdg_targets: Option<Vec<String>>,
    /// The ids of the commitments of action plans that are also part of this strategy.
    commitments: Option<Vec<Uuid>>,
}

example!(StrategyFields {
    "title": "Local environmental plan",
    "kind": "plan",
    "first_year": 2020,
    "last_year": 2022,
    "documents": [{ "title": "The plan", "link": "https://example.org/plan.pdf" }],
    "policy_areas": ["environment-climate"],
    "sdg_targets": ["11.6"]
});

impl StrategyFields {
    fn apply_to(self, mut draft: StrategyDraft) -> StrategyDraft {
        set(&mut draft.title, self.title);
        set(&mut draft.kind, self.kind.map(|kind| kind.0));
        put(&mut draft.first_year, self.first_year);
        put(&mut draft.last_year, self.last_year);
        put(&mut draft.summary, self.summary);
        put(&mut draft.source, self.source);
        let documents = self.documents.map(|documents| {
            let documents = documents.into_iter();
            documents
                .map(|DocumentView { title, link }| Document { title, link })
                .collect()
        });
        set(&mut draft.documents, documents);
        set(&mut draft.policy_areas, self.policy_areas);
        set(&mut draft.sdg_targets, self.sdg_targets);
        let shared = self.commitments.map(|ids| ids.into_iter().map(Into::into).collect());
        set(&mut draft.commitments, shared);
        draft
    }
}

/// The fields of a budget round. A new round requires everything except `note`. In a change, fields
/// that are not sent keep their values; `null` clears `note`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "BudgetRoundFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RoundFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The year, 1900 to 2200. A strategy has one round per year.
    year: Option<i32>,
    /// The amount that residents decided on, in whole units of the currency; at least 1.
    amount: Option<i64>,
    /// The currency code of three letters, for example `ALL`.
    currency: Option<String>,
    /// The source of the amount. Maximum 1,000 characters.
    source: Option<String>,
    /// A note. Maximum 50,000 characters.
    note: MaybeUndefined<String>,
}

example!(RoundFields {
    "year": 2024,
    "amount": 6_000_000,
    "currency": "ALL",
    "source": "https://example.org/budget-2024"
});

impl RoundFields {
    fn apply_to(self, mut draft: RoundDraft) -> RoundDraft {
        set(&mut draft.year, self.year);
        set(&mut draft.amount, self.amount);
        set(&mut draft.currency, self.currency);
        set(&mut draft.source, self.source);
        put(&mut draft.note, self.note);
        draft
    }
}

fn one(aligned: Aligned) -> Versioned<StrategyDetail> {
    Versioned::of(aligned.strategy.version, aligned)
}

#[derive(Debug)]
pub(crate) struct Strategies;

#[OpenApi(tag = "Tag::Strategies")]
impl Strategies {
    /// List strategies
    ///
    /// Strategies are the other plans of the municipality: sector plans, strategies, regulations
    /// and participatory budgeting. Sorted by title.
    #[oai(path = "/tenants/:tenant/strategies", method = "get", operation_id = "strategies_list")]
    async fn list(
        &self,
        tenant: City<SeeStrategies>,
        /// Return only strategies that share this commitment (id).
        commitment: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<StrategyView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let with = commitment.0.map(Into::into);
        let all: Vec<Strategy> = strategies::strategies(tenant.db(), &tenant.permit, with).await?;
        Ok(Json(part.of_whole(all, |row| cursor(row.id))?))
    }

    /// Read a strategy with its commitments and budget rounds
    #[oai(path = "/tenants/:tenant/strategies/:id", method = "get", operation_id = "strategies_read")]
    async fn read(
        &self,
        tenant: City<SeeStrategies>,
        id: Id<StrategyId>,
    ) -> Result<Versioned<StrategyDetail>, Problem> {
        Ok(one(strategies::strategy(tenant.db(), &tenant.permit, id.0).await?))
    }

    /// Add a strategy
    ///
    /// It is public at once. For coordinators.
    #[oai(path = "/tenants/:tenant/strategies", method = "post", operation_id = "strategies_create")]
    async fn create(
        &self,
        tenant: City<EditStrategies>,
        key: IdempotencyKey,
        sent: JsonBody<StrategyFields>,
    ) -> Result<Created<StrategyView>, Problem> {
        let once = sent.once(key.as_deref(), "strategies_create", "")?;
        let draft = sent.read()?.apply_to(StrategyDraft::of_kind(StrategyKind::Plan));
        let made = strategies::create(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("strategies", made.id, made.version, made))
    }

    /// Change a strategy
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/strategies/:id", method = "patch", operation_id = "strategies_change")]
    async fn change(
        &self,
        tenant: City<EditStrategies>,
        id: Id<StrategyId>,
        if_match: IfMatch,
        sent: JsonBody<StrategyFields>,
    ) -> Result<Versioned<StrategyDetail>, Problem> {
        let see = tenant.permit_for()?;
        let old = strategies::strategy(tenant.db(), &see, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.strategy.version)?;
        let draft = sent.read()?.apply_to(StrategyDraft::of(&old));
        strategies::edit(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(one(strategies::strategy(tenant.db(), &see, id.0).await?))
    }

    /// Add a past round of participatory budgeting
    ///
    /// `Location` in the response is the path of the strategy. For coordinators.
    #[oai(path = "/tenants/:tenant/strategies/:id/rounds", method = "post", operation_id = "rounds_create")]
    async fn add_round(
        &self,
        tenant: City<EditStrategies>,
        id: Id<StrategyId>,
        key: IdempotencyKey,
        sent: JsonBody<RoundFields>,
    ) -> Result<Created<RoundView>, Problem> {
        strategies::strategy(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "rounds_create", &id.0.to_string())?;
        let draft = sent.read()?.apply_to(RoundDraft::default());
        let made = strategies::add_round(tenant.db(), &tenant.permit, once.as_ref(), id.0, draft).await?;
        Ok(tenant.made("strategies", id.0, made.version, made))
    }

    /// Change a round of participatory budgeting
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/rounds/:id", method = "patch", operation_id = "rounds_change")]
    async fn change_round(
        &self,
        tenant: City<EditStrategies>,
        id: Id<BudgetRoundId>,
        if_match: IfMatch,
        sent: JsonBody<RoundFields>,
    ) -> Result<Versioned<RoundView>, Problem> {
        let (old, _) = strategies::round(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(RoundDraft::of(&old));
        let saved = strategies::edit_round(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(Versioned::of(saved.version, saved))
    }
}
