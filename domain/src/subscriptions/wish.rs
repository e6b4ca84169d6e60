//! What a subscriber asks for.

use super::{Frequency, Rhythm, Subscription};
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

/// What a subscriber asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wish {
    /// The language of the mails: one of the city's.
    pub language: String,
    /// IANA name of the zone they are due in; the city's own when none is given.
    pub time_zone: Option<String>,
    /// How often.
    pub frequency: Frequency,
    /// Of the week, 1 being Monday, or of the month; 1 when none is given.
    pub day: Option<i32>,
    /// The hour of the day.
    pub hour: i32,
    /// Everything of the city's plans.
    pub whole: bool,
    /// Chosen commitments, where it is not everything.
    pub commitments: BTreeSet<CommitmentId>,
}

impl Wish {
    /// Everything, each Monday morning: what the form begins with.
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

    /// Notes what is wrong with it.
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

    /// The commitments that are to be followed, each of them public here.
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

    /// Writes it into a subscription.
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
    /// Her zone.
    pub fn zone(&self) -> Zone {
        Zone::named_or_utc(&self.time_zone)
    }

    /// On which days and at which hour her digests are due.
    pub fn rhythm(&self) -> Rhythm {
        Rhythm {
            frequency: self.frequency,
            day: self.day,
            hour: self.hour,
        }
    }

    /// Whether digests go to her.
    pub fn stands(&self) -> bool {
        self.confirmed_at.is_some() && self.stopped_at.is_none()
    }
}

/// The commitments that a subscription follows.
pub(crate) async fn followed(city: &Scoped, id: SubscriptionId) -> Result<BTreeSet<CommitmentId>> {
    let rows = city
        .find::<follow::Entity>()
        .filter(follow::Column::SubscriptionId.eq(id))
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.commitment_id).collect())
}
