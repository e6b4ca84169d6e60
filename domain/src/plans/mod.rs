//! Action plans: the fields of OGP Local's plan template (docs/RULES.md, `plan-template`), and plan states.

mod rules;
pub(crate) mod tables;

pub use rules::{PlanState, next_states};

use crate::access::{EditPlan, Permit, SeePlan};
use crate::copy_fields;
use crate::db::{Db, Rows, Scoped, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::PlanId;
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::plans::tables::plan;
use crate::records::{Texts, When};
use sea_orm::{ColumnTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use time::{Date, UtcOffset};

/// An action plan.
pub type Plan = plan::Model;

/// The fields of a plan that a coordinator can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanDraft {
    /// The years that identify it, such as `2025-2027`; unique in the city.
    pub reference: String,
    /// The title.
    pub title: String,
    /// The language its texts are written in.
    pub language: String,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day of the plan.
    pub ends_on: Option<Date>,
    /// The end as the source words it.
    pub ends_said: Option<When>,
    /// The last day of the administration's term; independent of the plan's end (docs/RULES.md, `two-ends`).
    pub term_ends_on: Option<Date>,
    /// The end of the term as the source words it.
    pub term_ends_said: Option<When>,
    /// When the council adopted it.
    pub adopted_on: Option<Date>,
    /// When it was submitted to OGP.
    pub submitted_on: Option<Date>,
    /// The mayor's foreword.
    pub foreword: Option<String>,
    /// The open-government vision.
    pub vision: Option<String>,
    /// Challenges and areas to improve.
    pub challenges: Option<String>,
    /// Engagement and coordination.
    pub engagement: Option<String>,
    /// How progress is checked and shared.
    pub monitoring: Option<String>,
    /// The independent monitoring body.
    pub monitoring_body: Option<String>,
    /// Institutions that lead the plan.
    pub lead_institutions: Vec<String>,
    /// The source of these data.
    pub source: Option<String>,
}

impl PlanDraft {
    /// Returns the stored fields of a plan, for editing.
    pub fn of(plan: &Plan) -> Self {
        copy_fields!(&plan => Self {
            reference, title, language, starts_on, ends_on, ends_said, term_ends_on, term_ends_said,
            adopted_on, submitted_on, foreword, vision, challenges, engagement, monitoring, monitoring_body,
            source,
        } with {
            lead_institutions: plan.lead_institutions.0.clone(),
        })
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let ends_said = check.source_date("ends_said", self.ends_said);
        let term_ends_said = check.source_date("term_ends_said", self.term_ends_said);
        let reference = check.line("reference", &self.reference, 60);
        check.must(
            reference.is_empty() || input::slug(&reference) == reference.to_lowercase(),
            "reference",
            code::UNKNOWN_CHOICE,
        );
        let order = !matches!((self.starts_on, self.ends_on), (Some(start), Some(end)) if end < start);
        check.must(order, "ends_on", code::DATE_ORDER);
        let draft = Self {
            reference,
            title: check.line("title", &self.title, input::TITLE),
            language: check.line("language", &self.language, 10),
            foreword: check.prose("foreword", self.foreword.as_deref()),
            vision: check.prose("vision", self.vision.as_deref()),
            challenges: check.prose("challenges", self.challenges.as_deref()),
            engagement: check.prose("engagement", self.engagement.as_deref()),
            monitoring: check.prose("monitoring", self.monitoring.as_deref()),
            monitoring_body: check.maybe_line("monitoring_body", self.monitoring_body.as_deref(), input::TITLE),
            lead_institutions: self
                .lead_institutions
                .iter()
                .filter_map(|name| check.maybe_line("lead_institutions", Some(name), input::LINE))
                .collect(),
            source: check.maybe_line("source", self.source.as_deref(), input::LINE),
            ends_said,
            term_ends_said,
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    fn into_row(self, old: Plan) -> Plan {
        copy_fields!(self => Plan {
            reference, title, language, starts_on, ends_on, ends_said, term_ends_on, term_ends_said,
            adopted_on, submitted_on, foreword, vision, challenges, engagement, monitoring, monitoring_body,
            source,
        } with {
            lead_institutions: Texts(self.lead_institutions),
        } over old)
    }
}

/// Lists the plans of a city, newest first: the published ones for the public, all for members.
///
/// # Errors
/// Database errors.
pub async fn list(db: &Db, permit: &Permit<SeePlan>) -> Result<Vec<Plan>> {
    let city = db.read(permit).await?;
    visible(&city).await
}

/// Returns a plan.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn get(db: &Db, permit: &Permit<SeePlan>, id: PlanId) -> Result<Plan> {
    let city = db.read(permit).await?;
    visible_plan(&city, id).await
}

/// Returns a plan by its reference, such as `2025-2027`; `latest` returns the current plan (see [`current`]).
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn by_reference(db: &Db, permit: &Permit<SeePlan>, reference: &str, today: Date) -> Result<Plan> {
    if reference == "latest" {
        return current(db, permit, today).await?.ok_or(Error::NotFound("plan"));
    }
    let mut plans = list(db, permit).await?.into_iter();
    plans
        .find(|plan| plan.reference == reference)
        .ok_or(Error::NotFound("plan"))
}

/// Returns the current plan, which the city's pages show first: the plan that is being implemented today,
/// else the newest published plan, else, for members, the newest draft. `None` when the caller sees no plan.
///
/// # Errors
/// Database errors.
pub async fn current(db: &Db, permit: &Permit<SeePlan>, today: Date) -> Result<Option<Plan>> {
    current_in(&db.read(permit).await?, today).await
}

/// Same as [`current`], in a transaction that is already open.
pub(crate) async fn current_in(city: &Scoped, today: Date) -> Result<Option<Plan>> {
    Ok(choose(&visible(city).await?, today).cloned())
}

/// Chooses the current plan among those that the caller may see.
pub(crate) fn choose(plans: &[Plan], today: Date) -> Option<&Plan> {
    let running = |plan: &&Plan| {
        plan.state == PlanState::Implementing
            && plan.starts_on.is_none_or(|start| start <= today)
            && plan.ends_on.is_none_or(|end| end >= today)
    };
    plans
        .iter()
        .find(running)
        .or_else(|| plans.iter().find(|plan| plan.published_at.is_some()))
        .or(plans.first())
}

/// Lists the same plans as [`list`]; and the id of the current plan.
///
/// # Errors
/// Database errors.
pub async fn list_with_current(db: &Db, permit: &Permit<SeePlan>, today: Date) -> Result<(Vec<Plan>, Option<PlanId>)> {
    let all = list(db, permit).await?;
    let present = choose(&all, today).map(|plan| plan.id);
    Ok((all, present))
}

/// Returns the plan with this reference, or the current plan when it is `None`; and the id of the current plan.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn named(
    db: &Db,
    permit: &Permit<SeePlan>,
    reference: Option<&str>,
    today: Date,
) -> Result<(Plan, Option<PlanId>)> {
    let (mut all, present) = list_with_current(db, permit, today).await?;
    let named = |plan: &Plan| match reference {
        Some(reference) => plan.reference == reference,
        None => Some(plan.id) == present,
    };
    let at = all.iter().position(named).ok_or(Error::NotFound("plan"))?;
    Ok((all.swap_remove(at), present))
}

/// Creates a plan in the state `draft`.
///
/// # Errors
/// The field errors of the draft; `reference` / `taken` when another plan of the city has this reference.
pub async fn create(db: &Db, permit: &Permit<EditPlan>, once: Option<&Once>, draft: PlanDraft) -> Result<Plan> {
    let draft = draft.checked()?;
    db.change(permit, once, async |tx| {
        let made = insert(tx, draft).await?;
        Ok(made)
    })
    .await
}

/// Creates a plan inside a running change.
pub(crate) async fn insert(tx: &mut Tx, draft: PlanDraft) -> Result<Plan> {
    let draft = draft.checked()?;
    let row = copy_fields!(draft => Plan {
        reference, title, language, starts_on, ends_on, ends_said, term_ends_on, term_ends_said,
        adopted_on, submitted_on, foreword, vision, challenges, engagement, monitoring, monitoring_body,
        source,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        state: PlanState::Draft,
        lead_institutions: Texts(draft.lead_institutions),
        published_at: None,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    });
    let made = tx.add(row).await?;
    let event = Event::PlanCreate {
        title: made.title.clone(),
    };
    tx.record(event.about(made.id).published(made.published_at.is_some()))
        .await?;
    Ok(made)
}

/// Changes the fields of a plan.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `PlanClosed`, and the field errors of the draft.
pub async fn edit(
    db: &Db,
    permit: &Permit<EditPlan>,
    once: Option<&Once>,
    id: PlanId,
    version: i32,
    draft: PlanDraft,
) -> Result<Plan> {
    let find = async |tx: &Tx| tx.get::<plan::Entity>(id, "plan").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        open_for_change(&old)?;
        let draft = draft.checked()?;
        let mut new = draft.into_row(old);
        new.version += 1;
        new.updated_at = tx.now();
        let saved = tx.save(new).await?;
        let event = Event::PlanEdit {
            title: saved.title.clone(),
        };
        tx.record(event.about(id).published(saved.published_at.is_some()))
            .await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Moves a plan to another state. Leaving `draft` publishes it; going back to `draft` unpublishes it.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and `StateStep` when [`next_states`] does not allow the transition.
pub async fn set_state(
    db: &Db,
    permit: &Permit<EditPlan>,
    once: Option<&Once>,
    id: PlanId,
    version: i32,
    state: PlanState,
) -> Result<Plan> {
    let find = async |tx: &Tx| tx.get::<plan::Entity>(id, "plan").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        if !next_states(old.state).contains(&state) {
            return Err(Conflict::StateStep.into());
        }
        let saved = enter(tx, old, state).await?;
        Ok(saved)
    })
    .await
}

/// Sets the state of a plan inside a running change, without checking the transition.
pub(crate) async fn enter(tx: &mut Tx, old: Plan, state: PlanState) -> Result<Plan> {
    let from = old.state;
    let published_at = if state == PlanState::Draft {
        None
    } else {
        old.published_at.or(Some(tx.now()))
    };
    let submitted_on = old.submitted_on;
    let new = Plan {
        state,
        published_at,
        submitted_on,
        version: old.version + 1,
        updated_at: tx.now(),
        ..old
    };
    let saved = tx.save(new).await?;
    let event = Event::PlanState {
        title: saved.title.clone(),
        from: from.to_string(),
        to: state.to_string(),
    };
    tx.record(event.about(saved.id).published(saved.published_at.is_some()))
        .await?;
    tx.refresh_figures().await?;
    Ok(saved)
}

impl Plan {
    /// Returns the day up to which days are counted on `today`: for a closed plan the day (UTC) on which it was closed,
    /// since nothing can be reported any more. A closed plan is not changed again.
    pub fn counted_on(&self, today: Date) -> Date {
        match self.state {
            PlanState::Closed => today.min(self.updated_at.to_offset(UtcOffset::UTC).date()),
            PlanState::Draft
            | PlanState::Consultation
            | PlanState::Submitted
            | PlanState::Implementing
            | PlanState::Ended => today,
        }
    }
}

/// Checks that a plan can still be changed.
///
/// # Errors
/// `PlanClosed` when the plan is closed.
pub(crate) fn open_for_change(plan: &Plan) -> Result<()> {
    if plan.state == PlanState::Closed {
        Err(Conflict::PlanClosed.into())
    } else {
        Ok(())
    }
}

/// Returns a query of the plans that the caller may see.
pub(crate) fn rows(city: &Scoped) -> Rows<'_, plan::Entity> {
    city.find::<plan::Entity>()
        .narrowed((!city.sees_drafts()).then(|| plan::Column::PublishedAt.is_not_null()))
}

/// Returns the plans that the caller may see, newest first.
pub(crate) async fn visible(city: &Scoped) -> Result<Vec<Plan>> {
    let mut plans = rows(city).order_by_desc(plan::Column::Id).all().await?;
    // The latest end first. Plans without an end come last, ordered by reference.
    plans.sort_by(|a, b| (b.ends_on, &b.reference).cmp(&(a.ends_on, &a.reference)));
    Ok(plans)
}

/// Returns a plan that the caller may see.
///
/// # Errors
/// `NotFound("plan")`.
pub(crate) async fn visible_plan(city: &Scoped, id: PlanId) -> Result<Plan> {
    let plan = city.get::<plan::Entity>(id, "plan").await?;
    if plan.published_at.is_none() && !city.sees_drafts() {
        return Err(Error::NotFound("plan"));
    }
    Ok(plan)
}
