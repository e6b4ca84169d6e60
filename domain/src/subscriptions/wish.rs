//! The settings of a subscription.

use super::{DigestSchedule, Frequency, Subscription};
use crate::calendar::Zone;
use crate::commitments::tables::commitment;
use crate::db::Scoped;
use crate::error::{Error, FieldError, Result, code};
use crate::ids::{CommitmentId, SubscriptionId};
use crate::input::Check;
use crate::plans;
use crate::subscriptions::tables::follow;
use crate::tenants::Tenant;
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Serialize;
use std::collections::BTreeSet;

/// The settings of a subscription, as a subscriber chooses them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubscriptionSettings {
    /// The language of the mails: one of the city's.
    pub language: String,
    /// The IANA time zone in which digests are due. Default: the city's.
    pub time_zone: Option<String>,
    /// How often.
    pub frequency: Frequency,
    /// The day of the week, 1 being Monday, or of the month. Default 1.
    pub day: Option<i32>,
    /// The hour of the day, 0 to 23.
    pub hour: i32,
    /// Whether everything in the city's plans is followed.
    pub whole: bool,
    /// The commitments to follow; required unless `whole`.
    pub commitments: BTreeSet<CommitmentId>,
}

impl SubscriptionSettings {
    /// Returns the defaults of the form: everything, every Monday at 07:00.
    pub fn usual(language: &str) -> Self {
        Self {
            language: language.to_owned(),
            time_zone: None,
            frequency: Frequency::Weekly,
            day: None,
            hour: 7,
            whole: true,
            commitments: BTreeSet::new(),
        }
    }

    /// Adds its field errors to `check`.
    pub(super) fn check(&self, check: &mut Check, tenant: &Tenant) {
        check.must(
            tenant.languages.0.contains(&self.language) || self.language == tenant.default_language,
            "language",
            code::UNKNOWN_CHOICE,
        );
        let zone = self.time_zone.as_deref().map(Zone::named);
        check.must(!matches!(zone, Some(Err(_))), "time_zone", code::UNKNOWN_CHOICE);
        let last = match self.frequency {
            Frequency::Daily | Frequency::Weekly => 7,
            Frequency::Monthly => 31,
        };
        if self.day.is_some_and(|day| !(1..=last).contains(&day)) {
            check.note(FieldError::limited("day", code::OUT_OF_RANGE, i64::from(last)));
        }
        if !(0..24).contains(&self.hour) {
            check.note(FieldError::limited("hour", code::OUT_OF_RANGE, 23));
        }
        check.must(
            self.whole || !self.commitments.is_empty(),
            "commitments",
            code::REQUIRED,
        );
    }

    /// Returns the commitments to follow, after checking that each is public in this city. Empty when
    /// `whole`.
    pub(super) async fn followed(&self, city: &Scoped) -> Result<Vec<CommitmentId>> {
        if self.whole {
            return Ok(Vec::new());
        }
        let published: Vec<_> = plans::visible(city)
            .await?
            .into_iter()
            .filter(|plan| plan.published_at.is_some())
            .map(|plan| plan.id)
            .collect();
        let found = city
            .find::<commitment::Entity>()
            .among(commitment::Column::Id, self.commitments.iter().copied())
            .among(commitment::Column::PlanId, published)
            .count()
            .await?;
        if usize::try_from(found).ok() == Some(self.commitments.len()) {
            Ok(self.commitments.iter().copied().collect())
        } else {
            Err(Error::field("commitments", code::UNKNOWN_RECORD))
        }
    }

    /// Returns the subscription with these settings.
    pub(super) fn over(&self, row: Subscription, tenant: &Tenant) -> Subscription {
        Subscription {
            language: self.language.clone(),
            time_zone: self.time_zone.clone().unwrap_or_else(|| tenant.time_zone.clone()),
            frequency: self.frequency,
            day: self.day.unwrap_or(1),
            hour: self.hour,
            whole: self.whole,
            ..row
        }
    }
}

impl Subscription {
    /// Returns the subscriber's time zone.
    pub fn zone(&self) -> Zone {
        Zone::named_or_utc(&self.time_zone)
    }

    /// Returns the days and the hour on which its digests are due.
    pub fn rhythm(&self) -> DigestSchedule {
        DigestSchedule {
            frequency: self.frequency,
            day: self.day,
            hour: self.hour,
        }
    }

    /// Returns whether it is active: confirmed and not stopped.
    pub fn stands(&self) -> bool {
        self.confirmed_at.is_some() && self.stopped_at.is_none()
    }
}

/// Returns the commitments that a subscription follows.
pub(crate) async fn followed(city: &Scoped, id: SubscriptionId) -> Result<BTreeSet<CommitmentId>> {
    let rows = city
        .find::<follow::Entity>()
        .filter(follow::Column::SubscriptionId.eq(id))
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.commitment_id).collect())
}
