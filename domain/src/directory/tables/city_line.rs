//! A city in lists across cities: everything that they are filtered and ordered by, in columns with
//! indexes.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A city in lists across cities: everything that they are filtered and ordered by. Every city has a row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city_line")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Its slug.
    pub slug: String,
    /// Its country.
    pub country: String,
    /// The code of the state of its current plan; `None` when no plan is published.
    pub plan_state: Option<String>,
    /// The policy areas of its current plan, each between commas; see [`super::super::listed`].
    pub areas: String,
    /// The kinds of reasons why it needs attention, each between commas.
    pub needs: String,
    /// The rank of the most urgent reason; [`super::super::CALM`] without one.
    pub need: i32,
    /// The extent of that reason within its kind; the smaller, the more urgent.
    pub need_extent: i32,
    /// 1 when a plan is published, else 0.
    pub published: i32,
    /// 1 when it needs attention, else 0.
    pub needy: i32,
    /// 1 when its data is an example, else 0.
    pub example: i32,
    /// The number of reviewers' questions that wait for an answer.
    pub open_questions: i32,
    /// The number of reviewers' questions that were answered.
    pub answered_questions: i32,
    /// The place in each order of the comparison; the smallest comes first. By what a reviewer does first.
    pub support: i32,
    /// By complete milestones.
    pub complete: i32,
    /// By overdue milestones.
    pub late: i32,
    /// By complete milestones with evidence.
    pub evidence: i32,
    /// By days to an answer.
    pub answer_days: i32,
    /// By the share of answers.
    pub answered: i32,
    /// By meetings.
    pub meetings: i32,
    /// By requirements.
    pub requirements: i32,
    /// By milestones without a report.
    pub not_reported: i32,
    /// By the day of the last publication.
    pub activity: i32,
    /// The city's revision when its figures were read.
    pub revision: i64,
    /// When its figures were read; for a round that runs now, when it was enqueued.
    pub computed_at: OffsetDateTime,
    /// When the next round of the city is due.
    pub round_at: OffsetDateTime,
}

crate::db::shared!();
