//! Following a plan by mail. The secret of a mail's link stands for the subscription: who has it
//! may confirm, change and stop, and nobody is told whether an address is known.

use crate::answer::{Gone, One};
use crate::body::Sent;
use crate::city::{City, Id, Key};
use crate::examples::example;
use crate::params::Repeat;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, set};
use besa_domain::access::{SeeSubscriptions, Subscribe};
use besa_domain::copy_fields;
use besa_domain::digests::{self, DigestState};
use besa_domain::subscriptions::{self, Frequency, Opened, Wish};
use besa_domain::{CommitmentId, code};
use poem_openapi::param::Header;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use std::convert::Infallible;
use std::str::FromStr;
use time::OffsetDateTime;
use uuid::Uuid;

/// The secret of a link in a mail.
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

/// What is asked for. A new one needs `email`; what is not sent is the usual: everything, each
/// Monday at seven by the city's clocks, in the city's language.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "SubscriptionFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// With a new one: where the mails go.
    email: Option<String>,
    /// The language of the mails: one of the city's.
    language: Option<String>,
    /// IANA name of the zone the mails are due in; the city's own when none is sent.
    time_zone: Option<String>,
    /// How often.
    frequency: Option<Code<Frequency>>,
    /// Of the week, 1 being Monday, or of the month; its last day where the month is shorter.
    day: Option<i32>,
    /// The hour of the day, 0 to 23.
    hour: Option<i32>,
    /// Everything of the plan (true), or the `commitments` alone.
    whole: Option<bool>,
    /// Chosen commitments, by their ids.
    commitments: Option<Vec<Uuid>>,
}

example!(Fields { "email": "resident@example.org", "language": "sq", "frequency": "weekly", "hour": 18 });

impl Fields {
    fn over(self, mut wish: Wish) -> Wish {
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

/// A subscription. Its address is told to nobody.
#[derive(Debug, Object)]
#[oai(rename = "Subscription")]
pub(crate) struct View {
    /// Whether it waits for being confirmed.
    waits: bool,
    /// The language of the mails.
    language: String,
    /// The zone the mails are due in.
    time_zone: String,
    /// How often.
    frequency: Code<Frequency>,
    /// Of the week or of the month.
    day: i32,
    /// The hour of the day.
    hour: i32,
    /// Everything of the plan.
    whole: bool,
    /// Chosen commitments, where it is not everything.
    commitments: Vec<Uuid>,
    /// When it was confirmed.
    confirmed_at: Option<OffsetDateTime>,
    /// When it was stopped.
    stopped_at: Option<OffsetDateTime>,
    /// When the next mail is due, if anything happens until then.
    next_at: Option<OffsetDateTime>,
    /// Bumped by each change.
    version: i32,
}

impl From<Opened> for One<View> {
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

/// What everybody hears who asks.
#[derive(Debug, Object)]
#[oai(rename = "SubscriptionAsked")]
pub(crate) struct Asked {
    /// For how many days the link in the mail works.
    holds_days: i64,
}

/// The same for every address.
#[derive(ApiResponse)]
pub(crate) enum Answer {
    /// A mail asks to confirm, unless one went to the address within a day.
    #[oai(status = 202)]
    Asked(Json<Asked>),
}

/// How many follow the plan by mail, and what became of their digests. Never who.
#[derive(Debug, Object)]
#[oai(rename = "DigestFigures")]
pub(crate) struct Figures {
    /// Subscriptions that stand, by how often.
    subscriptions: Vec<SubscriptionCount>,
    /// Digests by what became of them.
    digests: Vec<DigestCount>,
}

/// Subscriptions of one rhythm.
#[derive(Debug, Object)]
struct SubscriptionCount {
    /// How often.
    frequency: Code<Frequency>,
    /// How many.
    count: u64,
}

/// Digests in one state.
#[derive(Debug, Object)]
struct DigestCount {
    /// What became of them.
    state: Code<DigestState>,
    /// How many.
    count: u64,
}

#[derive(Debug)]
pub(crate) struct Subscriptions;

#[OpenApi(tag = "Tag::Subscriptions")]
impl Subscriptions {
    /// Follow a city's plan by mail
    ///
    /// For everybody. A mail brings a link to confirm; nothing else is sent before that. The answer
    /// is the same whether the address is known or not.
    #[oai(path = "/tenants/:tenant/subscriptions", method = "post", operation_id = "subscriptions_create")]
    async fn create(&self, tenant: City<Subscribe>, key: Repeat, sent: Sent<Fields>) -> Result<Answer, Problem> {
        let once = sent.once(key.as_deref(), "subscriptions_create", "")?;
        let fields = sent.read()?;
        let city = &tenant.visit.tenant;
        let email = fields.email.clone().unwrap_or_default();
        let wish = fields.over(Wish::usual(&city.default_language));
        subscriptions::count(&tenant.app, &tenant.permit, once.as_ref(), tenant.from, &email).await?;
        subscriptions::subscribe(tenant.db(), &tenant.permit, once.as_ref(), city, &email, &wish).await?;
        Ok(Answer::Asked(Json(Asked {
            holds_days: subscriptions::HOLDS.whole_days(),
        })))
    }

    /// Read a subscription
    #[oai(path = "/tenants/:tenant/subscriptions/:secret", method = "get", operation_id = "subscriptions_read")]
    async fn read(&self, tenant: City<Subscribe>, secret: Id<Secret>) -> Result<One<View>, Problem> {
        let opened = subscriptions::open(tenant.db(), &tenant.permit, &secret.0.0).await?;
        Ok(opened.into())
    }

    /// Confirm a subscription
    ///
    /// A second time it changes nothing.
    #[oai(
        path = "/tenants/:tenant/subscriptions/:secret/confirm",
        method = "post",
        operation_id = "subscriptions_confirm"
    )]
    async fn confirm(&self, tenant: City<Subscribe>, secret: Id<Secret>) -> Result<One<View>, Problem> {
        let opened = subscriptions::confirm(tenant.db(), &tenant.permit, &secret.0.0).await?;
        Ok(opened.into())
    }

    /// Change a subscription
    #[oai(path = "/tenants/:tenant/subscriptions/:secret", method = "patch", operation_id = "subscriptions_change")]
    async fn change(
        &self,
        tenant: City<Subscribe>,
        secret: Id<Secret>,
        /// The version that was read.
        #[oai(name = "If-Match")]
        seen: Header<Option<String>>,
        sent: Sent<Fields>,
    ) -> Result<One<View>, Problem> {
        let (db, permit, secret) = (tenant.db(), &tenant.permit, &secret.0.0);
        let opened = subscriptions::open(db, permit, secret).await?;
        let version = sent.version(seen.as_deref(), opened.subscription.version)?;
        let fields = sent.read()?;
        if fields.email.is_some() {
            return Err(Problem::field("email", code::UNKNOWN_CHOICE));
        }
        let wish = fields.over(opened.wish());
        let changed = subscriptions::change(db, permit, None, &tenant.visit.tenant, secret, version, &wish).await?;
        Ok(changed.into())
    }

    /// Stop a subscription
    ///
    /// Nothing more is sent, and the address is erased. A second time it changes nothing.
    #[oai(path = "/tenants/:tenant/subscriptions/:secret", method = "delete", operation_id = "subscriptions_stop")]
    async fn stop(&self, tenant: City<Subscribe>, secret: Id<Secret>) -> Result<Gone, Problem> {
        subscriptions::stop(tenant.db(), &tenant.permit, &secret.0.0).await?;
        Ok(Gone)
    }

    /// Count subscriptions and digests
    ///
    /// For coordinators: how many follow the plan by mail and what became of their mails, never who.
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
