//! The log: what was done, entry after entry, sealed by hashes.

use crate::caller::{self, app};
use crate::city::City;
use crate::paging::{List, Part};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{Permit, SeeLog};
use besa_domain::copy_fields;
use besa_domain::log::{self, Checked, Logged};
use poem::Request;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

/// Checks of a whole log that one address may ask for in a minute.
const CHECKS: u32 = 6;

/// An entry of the log.
#[derive(Debug, Object)]
#[oai(rename = "LogEntry")]
pub(crate) struct Entry {
    /// Its place in the log, from 1: among all entries for members of the city, among the public ones
    /// for everybody else.
    sequence: i64,
    /// The id.
    id: Uuid,
    /// When.
    at: OffsetDateTime,
    /// Who, by a salted digest; `anyone` or `system` otherwise.
    actor: String,
    /// What was done: `milestone.report`.
    action: String,
    /// To what kind of record: `milestone`.
    subject: String,
    /// To which.
    subject_id: Option<Uuid>,
    /// Whether residents may read it.
    public: bool,
    /// What changed.
    body: Any<Value>,
    /// The hash of the entry before, in the same chain as `sequence`.
    previous: String,
    /// The hash of this entry: SHA-256 over its canonical JSON.
    hash: String,
}

impl From<Logged> for Entry {
    fn from(event: Logged) -> Self {
        copy_fields!(event => Self {
            sequence, at, actor, action, subject, subject_id, public, previous, hash,
        } with {
            id: event.id.into(),
            body: Any(serde_json::from_str(&event.body).unwrap_or(Value::String(event.body))),
        })
    }
}

/// What a check of the log says.
#[derive(Debug, Object)]
pub(crate) struct LogVerdict {
    /// Whether every entry is as it was written.
    sound: bool,
    /// How many entries were found sound, from the first on: of all for members of the city, of the
    /// public ones for everybody else.
    entries: i64,
    /// The first bad entry; `null` when the log is sound.
    fault: Option<LogFault>,
    /// When the log was checked.
    checked_at: OffsetDateTime,
}

/// The first bad entry of a log.
#[derive(Debug, Object)]
pub(crate) struct LogFault {
    /// Its place in the log.
    sequence: i64,
    /// `missing`, `changed`, `unlinked`, `unknown` or `rewritten`.
    code: String,
    /// The same in words.
    detail: String,
}

impl LogVerdict {
    fn of(checked: &Checked, permit: &Permit<SeeLog>) -> Self {
        let (entries, fault) = checked.numbers(permit);
        Self {
            sound: fault.is_none(),
            entries,
            fault: fault.map(|(sequence, fault)| LogFault {
                sequence,
                code: fault.code().to_owned(),
                detail: fault.words().to_owned(),
            }),
            checked_at: checked.at,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Log;

#[OpenApi(tag = "Tag::Log")]
impl Log {
    /// List the log, newest first
    ///
    /// Public entries for everybody, all of them for members of the city. Public entries form a chain
    /// of their own: without a role in the city, `sequence`, `previous` and `hash` are those of that
    /// chain, and anybody can compute them from the entries (docs/adr/0011).
    #[oai(path = "/tenants/:tenant/log", method = "get", operation_id = "log_list")]
    async fn list(
        &self,
        tenant: City<SeeLog>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<Entry>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let found = log::list(
            tenant.db(),
            &tenant.permit,
            log::About::All,
            part.before()?,
            part.most(),
        )
        .await?;
        let total = log::count(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.list(found, total, |event| event.sequence.to_string())))
    }

    /// Check the whole log
    ///
    /// Computes every hash and names the first entry that was changed, removed or put in. The result is
    /// kept until the log grows, for a minute at least: `checked_at` says when it was computed.
    #[oai(path = "/tenants/:tenant/log/verify", method = "get", operation_id = "log_verify")]
    async fn verify(&self, tenant: City<SeeLog>, request: &Request) -> Result<Json<LogVerdict>, Problem> {
        caller::limit(request, app(request)?, "verify", CHECKS).await?;
        let checks = &app(request)?.log_checks;
        let checked = log::checked(tenant.db(), checks, &tenant.permit).await?;
        Ok(Json(LogVerdict::of(&checked, &tenant.permit)))
    }
}
