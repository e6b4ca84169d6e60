//! The job queue: a table, on both engines. A job is enqueued in the change that needs it, leased by a
//! worker for some time, and settled.

mod lanes;
mod lease;
mod overview;
mod queue;
mod settle;
pub(crate) mod tables;

pub use lanes::{LEASE, Lane};
pub use lease::{Busy, Lease, MAX_CUT_OFFS, lease, lease_in, lease_next};
pub use overview::{
    JobState, Listed, Overview, QUIET, Trouble, counts, list, overview, retry, retry_all, trouble, trouble_of,
};
pub use queue::{Failed, failed, hasten_figures, schedule, waiting};
pub(crate) use queue::{put, put_all};
pub use settle::{Ended, MAX_DOUBTS, Outcome, release, sending, settle};
pub(crate) use settle::{sending_in, settle_in};

use crate::db::Tx;
use crate::error::Result;
use crate::ids::{
    AccountId, AuthorId, DigestId, ImportId, InvitationId, JobId, MilestoneId, ReportId, ReviewQueryId, SubscriptionId,
    TenantId, VoiceId,
};
use crate::jobs::tables::job;
use crate::rules::ObligationKind;
use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

/// How long figures wait for further changes after one.
pub const FIGURES_WAIT: Duration = Duration::seconds(3);

/// A job, with everything that is needed to run it. Payloads of older versions must stay decodable.
///
/// No job holds a secret, because a job that was given up is kept and can be seen. The secret of a link
/// is created when the mail is sent, and only its digest is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// The morning round of a city: plan the reminders that fall on its current day, compute its figures.
    PlanReminders,
    /// Delete what is no longer needed, of a city or of the platform.
    CleanUp,
    /// Check a log and sign its heads, of a city or of the platform.
    SignHeads,
    /// Recompute the figures that the list of cities shows of this city.
    RefreshFigures,
    /// Send one reminder to one address.
    SendReminder {
        /// The milestone it is about.
        milestone: MilestoneId,
        /// The recipient.
        recipient: Recipient,
        /// The due date it is about.
        due_on: Date,
        /// Days from the due date; negative before it.
        step: i32,
    },
    /// Send an invitation.
    SendInvitation {
        /// The invitation.
        invitation: InvitationId,
    },
    /// Build a report.
    BuildReport {
        /// The report.
        report: ReportId,
    },
    /// Find out what a large file would create, or create it.
    Import {
        /// The import.
        import: ImportId,
        /// The account of the person for whom it is done.
        by: AccountId,
    },
    /// Ask whether an address belongs to the person who wants to follow the plan, or tell them that
    /// they follow it.
    ConfirmSubscription {
        /// The subscription.
        subscription: SubscriptionId,
    },
    /// Create the digests of a city that are due.
    PlanDigests,
    /// Send a digest.
    SendDigest {
        /// The digest.
        digest: DigestId,
    },
    /// Ask whether an address belongs to the author of a comment or proposal.
    SendConfirmation {
        /// The first author that the mail asks about. Later ones with the same address are included.
        author: AuthorId,
    },
    /// Tell an author that their comment or proposal was received, and when a response is due.
    SendReceipt {
        /// The comment or proposal.
        voice: VoiceId,
    },
    /// Send an author the city's response to their comment or proposal.
    SendResponse {
        /// The comment or proposal.
        voice: VoiceId,
        /// The version of the response.
        version: i32,
    },
    /// Tell an author that their comment or proposal was hidden, and by which rule, or that one that was held or
    /// hidden is public now.
    SendModeration {
        /// The comment or proposal.
        voice: VoiceId,
        /// Whether it was hidden. If that is no longer so, the mail is not sent.
        hidden: bool,
    },
    /// Send a reviewer's question to one person of the city.
    SendQuery {
        /// The question.
        query: ReviewQueryId,
        /// The recipient.
        recipient: Recipient,
    },
    /// Remind one person of an obligation of OGP's calendar.
    SendObligation {
        /// The kind of obligation.
        obligation: ObligationKind,
        /// The plan, commitment or assessment it is about.
        subject: Uuid,
        /// The recipient.
        recipient: Recipient,
        /// The due date it is about.
        due_on: Date,
        /// Days from the due date; negative before it.
        step: i32,
    },
    /// Send the city's answer to the reviewer who asked.
    SendAnswer {
        /// The question.
        query: ReviewQueryId,
        /// The recipient.
        recipient: Recipient,
    },
}

/// The recipient of a mail.
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
    /// Returns the host of the address, in lower case.
    pub fn host(&self) -> String {
        host_of(&self.email)
    }
}

/// Returns the host of an e-mail address, in lower case.
pub(crate) fn host_of(email: &str) -> String {
    let host = email.rsplit_once('@').map_or(email, |(_, host)| host);
    host.to_lowercase()
}

impl Job {
    /// Returns the kind, as the queue stores it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PlanReminders => "plan_reminders",
            Self::CleanUp => "clean_up",
            Self::SignHeads => "sign_heads",
            Self::RefreshFigures => "refresh_figures",
            Self::SendReminder { .. } => "send_reminder",
            Self::SendInvitation { .. } => "send_invitation",
            Self::BuildReport { .. } => "build_report",
            Self::Import { .. } => "import",
            Self::ConfirmSubscription { .. } => "confirm_subscription",
            Self::PlanDigests => "plan_digests",
            Self::SendDigest { .. } => "send_digest",
            Self::SendConfirmation { .. } => "send_confirmation",
            Self::SendReceipt { .. } => "send_receipt",
            Self::SendResponse { .. } => "send_response",
            Self::SendModeration { .. } => "send_moderation",
            Self::SendQuery { .. } => "send_query",
            Self::SendObligation { .. } => "send_obligation",
            Self::SendAnswer { .. } => "send_answer",
        }
    }

    /// Returns whether its mail is sent at most once. When it is unknown whether the mail arrived, an
    /// operator decides; other mails are sent again (docs/adr/0007).
    pub fn at_most_once(&self) -> bool {
        matches!(self, Self::SendDigest { .. })
    }
}

/// A job to enqueue.
#[derive(Debug)]
pub(crate) struct NewJob {
    /// The job.
    pub(crate) job: Job,
    /// Its key.
    pub(crate) key: String,
    /// The host of the recipient's address, if the job does not hold it.
    pub(crate) host: Option<String>,
}

impl Tx {
    /// Enqueues a job, unless one of the same kind and key is waiting.
    pub(crate) async fn enqueue(&mut self, job: &Job, key: &str, run_at: OffsetDateTime) -> Result<()> {
        let row = row(self.id(), self.tenant(), job, key, run_at, self.now())?;
        put(self.connection(), row).await?;
        self.ring();
        Ok(())
    }

    /// Enqueues jobs that are due now and whose keys no waiting job has.
    pub(crate) async fn enqueue_all(&mut self, jobs: Vec<NewJob>) -> Result<()> {
        let mut rows = Vec::with_capacity(jobs.len());
        for new in jobs {
            let row = row(self.id(), self.tenant(), &new.job, &new.key, self.now(), self.now())?;
            rows.push(job::Model {
                host: new.host.or(row.host),
                ..row
            });
        }
        put_all(self.connection(), rows).await?;
        self.ring();
        Ok(())
    }

    /// Enqueues a job that is due now.
    pub(crate) async fn enqueue_now(&mut self, job: &Job, key: &str) -> Result<()> {
        self.enqueue(job, key, self.now()).await
    }

    /// Enqueues a refresh of this city's figures, which may be outdated now. It waits a moment, and while it
    /// waits it covers every further change.
    pub(crate) async fn refresh_figures(&mut self) -> Result<()> {
        let at = self.now() + FIGURES_WAIT;
        self.enqueue(&Job::RefreshFigures, "", at).await
    }
}

/// Returns the row of a new job.
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
