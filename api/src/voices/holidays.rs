//! Holidays: days on which the city does not work. They do not count as working days when the due
//! date of an answer is computed.

use crate::answer::{Located, NoContent};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::IdempotencyKey;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Day;
use besa_domain::HolidayId;
use besa_domain::access::{ModerateVoices, SeeVoices};
use besa_domain::voices::{self, Holiday, HolidayDraft};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

/// A holiday: a day on which the city does not work.
#[derive(Debug, Object)]
#[oai(rename = "Holiday")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The day.
    day: Day,
    /// The name; empty if none was given.
    name: String,
}

impl From<Holiday> for View {
    fn from(holiday: Holiday) -> Self {
        Self {
            id: holiday.id.into(),
            day: Day(holiday.day),
            name: holiday.name,
        }
    }
}

/// A new holiday. `day` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewHoliday", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// The day; it must not be a holiday already.
    day: Option<Day>,
    /// The name. Maximum 300 characters. Default: empty.
    name: Option<String>,
}

example!(Fields { "day": "2026-11-28", "name": "Flag and Independence Day" });

#[derive(Debug)]
pub(crate) struct Holidays;

#[OpenApi(tag = "Tag::Responses")]
impl Holidays {
    /// List holidays
    ///
    /// Sorted by day. Holidays do not count as working days when the due date of an answer is
    /// computed.
    #[oai(path = "/tenants/:tenant/holidays", method = "get", operation_id = "holidays_list")]
    async fn list(
        &self,
        tenant: City<SeeVoices>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let found = voices::holidays(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(found, |row: &Holiday| cursor(row.id))?))
    }

    /// Read a holiday
    #[oai(path = "/tenants/:tenant/holidays/:id", method = "get", operation_id = "holidays_read")]
    async fn read(&self, tenant: City<SeeVoices>, id: Id<HolidayId>) -> Result<Json<View>, Problem> {
        Ok(Json(voices::holiday(tenant.db(), &tenant.permit, id.0).await?.into()))
    }

    /// Add a holiday
    ///
    /// Applies to comments and proposals that are received from now on; due dates that were already
    /// set do not change. For coordinators.
    #[oai(path = "/tenants/:tenant/holidays", method = "post", operation_id = "holidays_add")]
    async fn add(
        &self,
        tenant: City<ModerateVoices>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Located<View, 201>, Problem> {
        let once = sent.once(key.as_deref(), "holidays_add", "")?;
        let fields = sent.read()?;
        let draft = HolidayDraft {
            day: fields.day.map(|day| day.0),
            name: fields.name.unwrap_or_default(),
        };
        let made = voices::add_holiday(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(Located {
            location: tenant.location("holidays", made.id),
            body: made.into(),
        })
    }

    /// Remove a holiday
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/holidays/:id", method = "delete", operation_id = "holidays_remove")]
    async fn remove(&self, tenant: City<ModerateVoices>, id: Id<HolidayId>) -> Result<NoContent, Problem> {
        voices::remove_holiday(tenant.db(), &tenant.permit, None, id.0).await?;
        Ok(NoContent)
    }
}
