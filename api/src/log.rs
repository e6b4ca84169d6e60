//! The event log: what was done, in entries that form a hash chain.

use crate::caller::{self, app};
use crate::city::City;
use crate::paging::{List, PageRequest};
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

/// Rate limit: checks of a whole log, per network and minute.
const CHECKS: u32 = 6;

/// An entry of the event log.
#[derive(Debug, Object)]
#[oai(rename = "LogEntry")]
pub(crate) struct Entry {
    /// The number of the entry, from 1. For members of the city all entries are numbered, for all others
    /// only the public ones.
    sequence: i64,
    /// The id.
    id: Uuid,
    /// When it was done.
    at: OffsetDateTime,
    /// Who did it: a salted digest of a person, `anyone` for an anonymous caller, `system` for Besa itself.
    actor: String,
    /// What was done, for example `milestone.report`.
    action: String,
    /// The kind of record, for example `milestone`.
    subject: String,
    /// The id of the record.
    subject_id: Option<Uuid>,
    /// Whether residents may read it.
    public: bool,
    /// The details of the event. The fields depend on `action`.
    body: Any<Value>,
    /// The hash of the previous entry of the chain that `sequence` counts: SHA-256 in hex.
    previous: String,
    /// The hash of this entry: SHA-256 in hex over its canonical JSON (RFC 8785), which includes `previous`.
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

/// The result of a check of the log.
#[derive(Debug, Object)]
pub(crate) struct LogVerdict {
    /// Whether every entry is unchanged and none is missing.
    sound: bool,
    /// The number of sound entries before the first bad one. For members of the city all entries are
    /// counted, for all others only the public ones.
    entries: i64,
    /// The first bad entry; `null` when `sound` is true.
    fault: Option<LogFault>,
    /// When the log was checked.
    checked_at: OffsetDateTime,
}

/// The first bad entry of a log.
#[derive(Debug, Object)]
pub(crate) struct LogFault {
    /// Its `sequence`.
    sequence: i64,
    /// `missing`, `changed`, `unlinked`, `unknown` or `rewritten`.
    code: String,
    /// An explanation of `code`, in English.
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
    /// Members of the city get all entries, all others the public ones. The public entries form a second
    /// hash chain: without a role in the city, `sequence`, `previous` and `hash` are those of that chain, so
    /// anybody can verify the hashes from the entries they get (docs/adr/0011).
    #[oai(path = "/tenants/:tenant/log", method = "get", operation_id = "log_list")]
    async fn list(
        &self,
        tenant: City<SeeLog>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<Entry>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
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
    /// Computes every hash and reports the first entry that was changed, removed or inserted. The result is
    /// cached until the log grows, and for at least one minute: `checked_at` says when it was computed. Rate
    /// limit: 6 requests per minute and network.
    #[oai(path = "/tenants/:tenant/log/verify", method = "get", operation_id = "log_verify")]
    async fn verify(&self, tenant: City<SeeLog>, request: &Request) -> Result<Json<LogVerdict>, Problem> {
        caller::limit(request, app(request)?, "verify", CHECKS).await?;
        let checks = &app(request)?.log_checks;
        let checked = log::checked(tenant.db(), checks, &tenant.permit).await?;
        Ok(Json(LogVerdict::of(&checked, &tenant.permit)))
    }
}
