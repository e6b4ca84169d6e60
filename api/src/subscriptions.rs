//! Subscriptions to a city's plan by e-mail. The secret in an e-mail's link authorises access to
//! one subscription: it is all that is needed to confirm, change and stop it. No response reveals whether an
//! e-mail address is subscribed.

use crate::answer::{NoContent, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id, Key};
use crate::examples::example;
use crate::params::IdempotencyKey;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, set};
use besa_domain::access::{SeeSubscriptions, Subscribe};
use besa_domain::copy_fields;
use besa_domain::digests::{self, DigestState};
use besa_domain::subscriptions::{self, Frequency, Opened, SubscriptionSettings};
use besa_domain::{CommitmentId, code};
use poem_openapi::param::Header;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use std::convert::Infallible;
use std::str::FromStr;
use time::OffsetDateTime;
use uuid::Uuid;

/// The secret from the link in an e-mail. Its `Debug` output does not contain it.
pub(crate) struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Key for Secret {
    const WHAT: &'static str = "subscription";
    const FORMAT: Option<&'static str> = None;
}

/// The settings of a subscription. A new subscription requires `email`; its defaults are: the whole
/// plan, every Monday at 7:00 in the city's time zone, in the city's default language. In a change,
/// fields that are not sent keep their values.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "SubscriptionFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The e-mail address of a new subscription. Maximum 254 characters. It cannot be changed
    /// later.
    email: Option<String>,
    /// The language of the e-mails: one of the city's languages. Default: the city's default
    /// language.
    language: Option<String>,
    /// The IANA time zone in which `day` and `hour` are counted. Default: the city's time zone.
    time_zone: Option<String>,
    /// How often a digest is sent. Default `weekly`.
    frequency: Option<Code<Frequency>>,
    /// For `weekly`: the day of the week, 1 (Monday) to 7. For `monthly`: the day of the month, 1
    /// to 31; in a shorter month, its last day. Ignored for `daily`. Default 1, also after a change
    /// of `frequency`.
    day: Option<i32>,
    /// The hour of the day, 0 to 23. Default 7.
    hour: Option<i32>,
    /// `true` to follow the whole plan, `false` to follow only `commitments`. Default: `true`. If
    /// `commitments` is sent without `whole`, an empty list sets it to `true` and any other list to
    /// `false`.
    whole: Option<bool>,
    /// The ids of the commitments to follow. Replaces the whole list. Required if `whole` is
    /// `false`.
    commitments: Option<Vec<Uuid>>,
}

example!(Fields { "email": "resident@example.org", "language": "sq", "frequency": "weekly", "hour": 18 });

impl Fields {
    fn apply_to(self, mut wish: SubscriptionSettings) -> SubscriptionSettings {
        set(&mut wish.language, self.language);
        set(&mut wish.hour, self.hour);
        let rhythm = self.frequency.map(|frequency| frequency.0);
        if rhythm.is_some_and(|frequency| frequency != wish.frequency) {
            wish.day = None;
        }
        set(&mut wish.frequency, rhythm);
        wish.day = self.day.or(wish.day);
        wish.time_zone = self.time_zone.or(wish.time_zone);
        if let Some(ids) = self.commitments {
            wish.commitments = ids.into_iter().map(CommitmentId::from).collect();
            wish.whole = wish.commitments.is_empty();
        }
        set(&mut wish.whole, self.whole);
        wish
    }
}

/// A subscription. It never contains the e-mail address.
#[derive(Debug, Object)]
#[oai(rename = "Subscription")]
pub(crate) struct View {
    /// Whether it is unconfirmed and can still be confirmed.
    waits: bool,
    /// The code of the language of the e-mails.
    language: String,
    /// The IANA time zone in which `day` and `hour` are counted.
    time_zone: String,
    /// How often a digest is sent.
    frequency: Code<Frequency>,
    /// The day of the week (1 is Monday) or of the month, depending on `frequency`.
    day: i32,
    /// The hour of the day, 0 to 23.
    hour: i32,
    /// Whether it follows the whole plan.
    whole: bool,
    /// The ids of the commitments that it follows; empty if `whole` is `true`.
    commitments: Vec<Uuid>,
    /// When it was confirmed; `null` if it is not.
    confirmed_at: Option<OffsetDateTime>,
    /// When it was stopped; `null` if it was not.
    stopped_at: Option<OffsetDateTime>,
    /// When the next digest is due; it is sent only if there is something to report. `null` before
    /// confirmation and after stopping.
    next_at: Option<OffsetDateTime>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl From<Opened> for Versioned<View> {
    fn from(opened: Opened) -> Self {
        let row = opened.subscription;
        Self {
            version: row.version,
            body: copy_fields!(row => View {
                language, time_zone, day, hour, whole, confirmed_at, stopped_at, next_at, version,
            } with {
                waits: opened.waits,
                frequency: Code(row.frequency),
                commitments: opened.commitments.into_iter().map(Uuid::from).collect(),
            }),
        }
    }
}

/// The response to every subscription request.
#[derive(Debug, Object)]
#[oai(rename = "SubscriptionAsked")]
pub(crate) struct Asked {
    /// For how many days the subscription can be confirmed.
    holds_days: i64,
}

/// The response to a subscription request; the same for every e-mail address.
#[derive(ApiResponse)]
pub(crate) enum Answer {
    /// Accepted. An e-mail asks to confirm, unless one was sent to the address in the past 24 hours
    /// or its limit is reached.
    #[oai(status = 202)]
    Asked(Json<Asked>),
}

/// The number of subscriptions and digests. Contains no e-mail addresses.
#[derive(Debug, Object)]
#[oai(rename = "DigestFigures")]
pub(crate) struct Figures {
    /// Confirmed subscriptions that were not stopped, by frequency.
    subscriptions: Vec<SubscriptionCount>,
    /// Digests, by delivery state.
    digests: Vec<DigestCount>,
}

/// The number of subscriptions with one frequency.
#[derive(Debug, Object)]
struct SubscriptionCount {
    /// How often a digest is sent.
    frequency: Code<Frequency>,
    /// The number of subscriptions.
    count: u64,
}

/// The number of digests in one state.
#[derive(Debug, Object)]
struct DigestCount {
    /// The delivery state.
    state: Code<DigestState>,
    /// The number of digests.
    count: u64,
}

#[derive(Debug)]
pub(crate) struct Subscriptions;

#[OpenApi(tag = "Tag::Subscriptions")]
impl Subscriptions {
    /// Subscribe to a city's plan by e-mail
    ///
    /// For everybody. Sends an e-mail with a link to confirm; no digest is sent before that. The
    /// response is the same whether the address is already subscribed or not.
    #[oai(path = "/tenants/:tenant/subscriptions", method = "post", operation_id = "subscriptions_create")]
    async fn create(
        &self,
        tenant: City<Subscribe>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Answer, Problem> {
        let once = sent.once(key.as_deref(), "subscriptions_create", "")?;
        let fields = sent.read()?;
        let city = &tenant.visit.tenant;
        let email = fields.email.clone().unwrap_or_default();
        let wish = fields.apply_to(SubscriptionSettings::usual(&city.default_language));
        subscriptions::count(&tenant.app, &tenant.permit, once.as_ref(), tenant.from, &email).await?;
        subscriptions::subscribe(tenant.db(), &tenant.permit, once.as_ref(), city, &email, &wish).await?;
        Ok(Answer::Asked(Json(Asked {
            holds_days: subscriptions::HOLDS.whole_days(),
        })))
    }

    /// Read a subscription
    ///
    /// The last part of the path is the secret from the link in any e-mail of the subscription.
    #[oai(path = "/tenants/:tenant/subscriptions/:secret", method = "get", operation_id = "subscriptions_read")]
    async fn read(&self, tenant: City<Subscribe>, secret: Id<Secret>) -> Result<Versioned<View>, Problem> {
        let opened = subscriptions::open(tenant.db(), &tenant.permit, &secret.0.0).await?;
        Ok(opened.into())
    }

    /// Confirm a subscription
    ///
    /// Confirming again changes nothing. A subscription that was stopped, or was not confirmed in
    /// time, is a 409 (`link-spent`).
    #[oai(
        path = "/tenants/:tenant/subscriptions/:secret/confirm",
        method = "post",
        operation_id = "subscriptions_confirm"
    )]
    async fn confirm(&self, tenant: City<Subscribe>, secret: Id<Secret>) -> Result<Versioned<View>, Problem> {
        let opened = subscriptions::confirm(tenant.db(), &tenant.permit, &secret.0.0).await?;
        Ok(opened.into())
    }

    /// Change a subscription
    ///
    /// Only a confirmed subscription can be changed; otherwise the response is a 409
    /// (`link-spent`).
    #[oai(path = "/tenants/:tenant/subscriptions/:secret", method = "patch", operation_id = "subscriptions_change")]
    async fn change(
        &self,
        tenant: City<Subscribe>,
        secret: Id<Secret>,
        /// The `ETag` of the subscription as it was read. Required unless `version` is in the body.
        #[oai(name = "If-Match")]
        seen: Header<Option<String>>,
        sent: JsonBody<Fields>,
    ) -> Result<Versioned<View>, Problem> {
        let (db, permit, secret) = (tenant.db(), &tenant.permit, &secret.0.0);
        let opened = subscriptions::open(db, permit, secret).await?;
        let version = sent.version(seen.as_deref(), opened.subscription.version)?;
        let fields = sent.read()?;
        if fields.email.is_some() {
            return Err(Problem::field("email", code::UNKNOWN_CHOICE));
        }
        let wish = fields.apply_to(opened.wish());
        let changed = subscriptions::change(db, permit, None, &tenant.visit.tenant, secret, version, &wish).await?;
        Ok(changed.into())
    }

    /// Stop a subscription
    ///
    /// No further e-mails are sent, and the e-mail address is deleted. Stopping again changes
    /// nothing.
    #[oai(path = "/tenants/:tenant/subscriptions/:secret", method = "delete", operation_id = "subscriptions_stop")]
    async fn stop(&self, tenant: City<Subscribe>, secret: Id<Secret>) -> Result<NoContent, Problem> {
        subscriptions::stop(tenant.db(), &tenant.permit, &secret.0.0).await?;
        Ok(NoContent)
    }

    /// Count subscriptions and digests
    ///
    /// Shows how many people follow the plan by e-mail and how many digests were delivered, without
    /// e-mail addresses. For coordinators.
    #[oai(path = "/tenants/:tenant/digests", method = "get", operation_id = "digests_count")]
    async fn digests(&self, tenant: City<SeeSubscriptions>) -> Result<Json<Figures>, Problem> {
        let figures = digests::figures(tenant.db(), &tenant.permit).await?;
        let subscriptions = figures.subscriptions.into_iter();
        let digests = figures.digests.into_iter();
        Ok(Json(Figures {
            subscriptions: subscriptions
                .map(|(frequency, count)| SubscriptionCount {
                    frequency: Code(frequency),
                    count,
                })
                .collect(),
            digests: digests
                .map(|(state, count)| DigestCount {
                    state: Code(state),
                    count,
                })
                .collect(),
        }))
    }
}
