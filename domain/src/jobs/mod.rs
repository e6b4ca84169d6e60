//! The queue: the jobs table, on both engines. A job is put in with the change that calls for it,
//! leased for a while by a worker, and settled.

mod lanes;
mod lease;
mod overview;
mod queue;
pub(crate) mod tables;

pub use lanes::{LEASE, Lane};
pub use lease::{Busy, Lease, MOST_CUT_OFFS, lease, lease_in};
pub use overview::{JobState, Listed, Overview, QUIET, Trouble, list, overview, retry, retry_all, trouble, trouble_of};
pub use queue::{Ended, Failed, MOST_DOUBTS, Outcome, failed, release, schedule, sending, settle, waiting};
pub(crate) use queue::{plan, put};

use crate::db::Tx;
use crate::error::Result;
use crate::ids::{
    AuthorId, DigestId, InvitationId, JobId, MilestoneId, ReportId, ReviewQueryId, SubscriptionId, TenantId, VoiceId,
};
use crate::jobs::tables::job;
use crate::rules::ObligationKind;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Something to be done later, with all that is needed to do it. Old payloads must keep decoding.
///
/// No job holds a secret: a job that is given up stays to be seen. The secret of a mail's link is
/// made when the mail is sent, and its digest is all that is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Look through a city's milestones for reminders that fall on the city's present day.
    PlanReminders,
    /// Remove what nobody needs any more: of a city, or of the platform.
    CleanUp,
    /// Check a log and sign its heads: of a city, or of the platform.
    SignHeads,
    /// Reckon anew what the list of cities says of this one.
    RefreshFigures,
    /// Send one reminder to one address.
    SendReminder {
        /// The milestone it is about.
        milestone: MilestoneId,
        /// Where it goes.
        recipient: Recipient,
        /// The due day it is about.
        due_on: Date,
        /// Days from the due day.
        step: i32,
    },
    /// Send an invitation.
    SendInvitation {
        /// Which.
        invitation: InvitationId,
    },
    /// Build a report.
    BuildReport {
        /// Which.
        report: ReportId,
    },
    /// Ask whether an address is hers who wants to follow the plan, or tell her that she does.
    ConfirmSubscription {
        /// Which.
        subscription: SubscriptionId,
    },
    /// Put together the digests of a city that are due.
    PlanDigests,
    /// Send a digest.
    SendDigest {
        /// Which.
        digest: DigestId,
    },
    /// Ask an address whether it spoke.
    SendConfirmation {
        /// The author who was asked for first.
        author: AuthorId,
    },
    /// Tell somebody that her voice was received, and when an answer is due.
    SendReceipt {
        /// What she said.
        voice: VoiceId,
    },
    /// Send somebody the answer to her voice.
    SendResponse {
        /// What she said.
        voice: VoiceId,
        /// The version of the answer.
        version: i32,
    },
    /// Bring a reviewer's question to one person of the city.
    SendQuery {
        /// Which.
        query: ReviewQueryId,
        /// Where it goes.
        recipient: Recipient,
    },
    /// Remind one person of something that OGP's calendar asks for.
    SendObligation {
        /// What is due.
        obligation: ObligationKind,
        /// Of which plan, commitment or assessment.
        subject: Uuid,
        /// Where it goes.
        recipient: Recipient,
        /// The due day it is about.
        due_on: Date,
        /// Days from the due day.
        step: i32,
    },
    /// Bring the city's answer to the reviewer who asked.
    SendAnswer {
        /// To which question.
        query: ReviewQueryId,
        /// Where it goes.
        recipient: Recipient,
    },
}

/// Whom a mail goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The address.
    pub email: String,
    /// The name, if known.
    pub name: Option<String>,
    /// The language of the mail.
    pub language: String,
}

impl Recipient {
    /// The host of the address, in lower case.
    pub fn host(&self) -> String {
        let host = self
            .email
            .rsplit_once('@')
            .map_or(self.email.as_str(), |(_, host)| host);
        host.to_lowercase()
    }
}

impl Job {
    /// The kind, as the queue stores it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PlanReminders => "plan_reminders",
            Self::CleanUp => "clean_up",
            Self::SignHeads => "sign_heads",
            Self::RefreshFigures => "refresh_figures",
            Self::SendReminder { .. } => "send_reminder",
            Self::SendInvitation { .. } => "send_invitation",
            Self::BuildReport { .. } => "build_report",
            Self::ConfirmSubscription { .. } => "confirm_subscription",
            Self::PlanDigests => "plan_digests",
            Self::SendDigest { .. } => "send_digest",
            Self::SendConfirmation { .. } => "send_confirmation",
            Self::SendReceipt { .. } => "send_receipt",
            Self::SendResponse { .. } => "send_response",
            Self::SendQuery { .. } => "send_query",
            Self::SendObligation { .. } => "send_obligation",
            Self::SendAnswer { .. } => "send_answer",
        }
    }

    /// Whether its mail goes out at most once: when nobody knows whether it arrived, it waits for
    /// somebody to decide. The others go out again (docs/adr/0007).
    pub fn at_most_once(&self) -> bool {
        matches!(self, Self::SendDigest { .. })
    }
}

impl Tx {
    /// Puts a job into the queue, unless one of its kind and key waits there already.
    pub(crate) async fn enqueue(&mut self, job: &Job, key: &str, run_at: OffsetDateTime) -> Result<()> {
        let row = row(self.id(), self.tenant(), job, key, run_at, self.now())?;
        put(self.connection(), row).await?;
        self.ring();
        Ok(())
    }

    /// Puts a job into the queue for now.
    pub(crate) async fn enqueue_now(&mut self, job: &Job, key: &str) -> Result<()> {
        self.enqueue(job, key, self.now()).await
    }

    /// What lists of cities say of this one may be old now.
    pub(crate) async fn refresh_figures(&mut self) -> Result<()> {
        self.enqueue_now(&Job::RefreshFigures, "").await
    }
}

/// The row of a new job.
pub(crate) fn row(
    id: JobId,
    tenant: TenantId,
    job: &Job,
    key: &str,
    run_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<job::Model> {
    Ok(job::Model {
        id,
        tenant_id: tenant,
        kind: job.kind().to_owned(),
        dedup: key.to_owned(),
        payload: serde_json::to_string(job)?,
        run_at,
        attempts: 0,
        leased_until: None,
        failed_at: None,
        last_error: None,
        created_at: now,
        sending_at: None,
        doubts: 0,
        lane: job.lane(),
        host: job.host(),
        begun_at: None,
        cut_offs: 0,
    })
}
