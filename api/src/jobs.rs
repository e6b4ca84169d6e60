//! The queue, for operators.

use crate::answer::Gone;
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

/// The queue of all cities.
#[derive(Debug, Object)]
pub(crate) struct Queue {
    /// How many jobs there are in each state.
    counts: Vec<JobCount>,
    /// Since when the job waits that is due for longest.
    oldest: Option<OffsetDateTime>,
    /// Mails that do not go out, where there are any for a quarter of an hour.
    trouble: Option<MailTrouble>,
    /// What did not work; what was given up comes first.
    items: Vec<JobView>,
}

/// Jobs in one state.
#[derive(Debug, Object)]
struct JobCount {
    /// The state.
    state: Code<JobState>,
    /// How many.
    count: u64,
}

/// Mails that do not go out.
#[derive(Debug, Object)]
struct MailTrouble {
    /// How many.
    mails: u64,
    /// Since when the first of them waits.
    since: OffsetDateTime,
    /// What the mail server said last.
    why: String,
}

/// A job that did not work. What it holds is not told: that may be an address or a secret.
#[derive(Debug, Object)]
#[oai(rename = "Job")]
struct JobView {
    /// The id.
    id: Uuid,
    /// Its city; none for the platform.
    city: Option<Uuid>,
    /// What it does.
    kind: String,
    /// How it stands.
    state: Code<JobState>,
    /// How often it was begun.
    attempts: i32,
    /// When it was put in.
    created_at: OffsetDateTime,
    /// When it is tried next, where it is.
    run_at: OffsetDateTime,
    /// Why the last attempt failed.
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
    /// See the queue
    ///
    /// For operators: how much waits, what failed and why.
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

    /// Have a job tried again
    ///
    /// One that failed, or that waits for its next attempt.
    #[oai(path = "/jobs/:id/retry", method = "post", operation_id = "jobs_retry")]
    async fn retry(&self, person: Person, id: Path<String>) -> Result<Gone, Problem> {
        let permit = person.permit::<SeeJobs>().await?;
        let id: JobId = id.0.parse().map_err(|_no_id: uuid::Error| Error::NotFound("job"))?;
        jobs::retry(&person.app.db, &permit, id).await?;
        Ok(Gone)
    }
}
