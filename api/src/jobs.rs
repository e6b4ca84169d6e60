//! The job queue, for operators.

use crate::answer::NoContent;
use crate::caller::Person;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::access::SeeJobs;
use besa_domain::jobs::{self, JobState, Listed, Trouble};
use besa_domain::{Error, JobId};
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use time::OffsetDateTime;
use uuid::Uuid;

/// The job queue of all cities and the platform.
#[derive(Debug, Object)]
pub(crate) struct Queue {
    /// The number of jobs in each state; every state is listed.
    counts: Vec<JobCount>,
    /// The due time of the job that has been due longest, waiting or running; `null` when no job is due.
    oldest: Option<OffsetDateTime>,
    /// Mails that failed at least once and are still unsent 15 minutes after they were enqueued; `null` when
    /// there are none.
    trouble: Option<MailTrouble>,
    /// Jobs whose last attempt failed: first those that were given up, then those that will be retried, each
    /// newest first. At most 200 of each.
    items: Vec<JobView>,
}

/// Number of jobs in one state.
#[derive(Debug, Object)]
struct JobCount {
    /// The state.
    state: Code<JobState>,
    /// The number of jobs.
    count: u64,
}

/// Mails that cannot be sent.
#[derive(Debug, Object)]
struct MailTrouble {
    /// The number of mails; 200 means 200 or more.
    mails: u64,
    /// When the oldest of them was enqueued.
    since: OffsetDateTime,
    /// The last error of the oldest of them.
    why: String,
}

/// A job whose last attempt failed. Its payload is left out, because it may hold an e-mail address.
#[derive(Debug, Object)]
#[oai(rename = "Job")]
struct JobView {
    /// The id.
    id: Uuid,
    /// The id of its city; `null` for a job of the platform.
    city: Option<Uuid>,
    /// The kind of job, for example `send_reminder`.
    kind: String,
    /// The state.
    state: Code<JobState>,
    /// The number of attempts so far.
    attempts: i32,
    /// When it was enqueued.
    created_at: OffsetDateTime,
    /// The earliest time of the next attempt. There is none in the states `failed` and `unknown`.
    run_at: OffsetDateTime,
    /// The error of the last attempt that failed.
    why: Option<String>,
}

impl From<Listed> for JobView {
    fn from(job: Listed) -> Self {
        Self {
            id: job.id.into(),
            city: (job.tenant != besa_domain::TenantId::PLATFORM).then(|| job.tenant.into()),
            kind: job.kind,
            state: Code(job.state),
            attempts: job.attempts,
            created_at: job.created_at,
            run_at: job.run_at,
            why: job.why,
        }
    }
}

impl From<Trouble> for MailTrouble {
    fn from(trouble: Trouble) -> Self {
        Self {
            mails: trouble.mails,
            since: trouble.since,
            why: trouble.why,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Jobs;

#[OpenApi(tag = "Tag::Jobs")]
impl Jobs {
    /// Read the job queue
    ///
    /// For operators: how many jobs wait, which failed, and why.
    #[oai(path = "/jobs", method = "get", operation_id = "jobs_list")]
    async fn list(&self, person: Person) -> Result<Json<Queue>, Problem> {
        let (db, permit) = (&person.app.db, person.permit::<SeeJobs>().await?);
        let overview = jobs::overview(db, &permit).await?;
        let counts = overview.counts.into_iter();
        Ok(Json(Queue {
            counts: counts
                .map(|(state, count)| JobCount {
                    state: Code(state),
                    count,
                })
                .collect(),
            oldest: overview.oldest,
            trouble: jobs::trouble(db, &permit).await?.map(MailTrouble::from),
            items: jobs::list(db, &permit).await?.into_iter().map(JobView::from).collect(),
        }))
    }

    /// Retry a job
    ///
    /// For operators. Makes a job due now that failed or waits for a retry; any other job is a 404. A job
    /// in the state `unknown` may send its mail a second time.
    #[oai(path = "/jobs/:id/retry", method = "post", operation_id = "jobs_retry")]
    async fn retry(&self, person: Person, id: Path<String>) -> Result<NoContent, Problem> {
        let permit = person.permit::<SeeJobs>().await?;
        let id: JobId = id.0.parse().map_err(|_no_id: uuid::Error| Error::NotFound("job"))?;
        jobs::retry(&person.app.db, &permit, id).await?;
        Ok(NoContent)
    }
}
