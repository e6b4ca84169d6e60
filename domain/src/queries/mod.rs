//! Queries: a reviewer asks a city a question, its coordinators answer, and both sides get a mail.

pub(crate) mod tables;

use crate::access::{Actor, AnswerQuery, Permit, Review, Role, SeeQueries, StaffRole};
use crate::coded::coded;
use crate::commitments::Commitment;
use crate::commitments::published;
use crate::commitments::tables::commitment;
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code, fresh};
use crate::ids::{CommitmentId, ReviewQueryId};
use crate::input::{self, Check};
use crate::jobs::{Job, Recipient};
use crate::log::tables::event;
use crate::log::{Event, Logged};
use crate::once::Once;
use crate::people::{self, Member};
use crate::people::{READ, day_began, seen, tell_seen};
use crate::queries::tables::review_query;
use crate::tenants;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// The maximum number of characters of a question or an answer, which are sent by mail.
pub(crate) const LONGEST: usize = 4_000;

/// A question to a city, with its answer.
pub type Query = review_query::Model;

coded! {
    /// The state of a question.
    QueryState {
        /// The city has not answered yet.
        Open = "open",
        /// The city answered.
        Answered = "answered",
    }
}

/// A question as a reviewer writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryDraft {
    /// The commitment it is about, if any.
    pub commitment: Option<CommitmentId>,
    /// The question.
    pub question: String,
    /// The day by which the reviewer would like an answer.
    pub due_on: Option<Date>,
}

/// An answer as the city writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDraft {
    /// The answer.
    pub answer: String,
}

/// The content of a mail about a question.
#[derive(Debug, Clone)]
pub struct QueryMail {
    /// The question.
    pub query: Query,
    /// The commitment it is about, if any.
    pub commitment: Option<Commitment>,
}

impl QueryDraft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `question` / `required`; `due_on` / `date_in_past` before `today`, the current day in the city.
    pub fn checked(self, today: Date) -> Result<Self> {
        let mut check = Check::new();
        let question = words(&mut check, "question", &self.question);
        check.must(self.due_on.is_none_or(|due| due >= today), "due_on", code::DATE_IN_PAST);
        check.done()?;
        Ok(Self { question, ..self })
    }
}

impl AnswerDraft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `answer` / `required`, and other field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let answer = words(&mut check, "answer", &self.answer);
        check.done()?;
        Ok(Self { answer })
    }
}

/// Validates a required text of at most [`LONGEST`] characters.
fn words(check: &mut Check, field: &'static str, text: &str) -> String {
    let text = check.prose(field, Some(text));
    check.must(text.is_some(), field, code::REQUIRED);
    let text = text.unwrap_or_default();
    if text.chars().count() > LONGEST {
        check.note(FieldError::limited(field, code::TOO_LONG, 4_000));
    }
    text
}

/// Asks a city a question. Each coordinator gets a mail; if the city has none, each admin does.
///
/// # Errors
/// The field errors of the draft; `commitment` / `not_found` unless it is published in this city.
pub async fn ask(db: &Db, permit: &Permit<Review>, once: Option<&Once>, draft: QueryDraft) -> Result<Query> {
    let Actor::Person(author) = permit.actor() else {
        return Err(Error::Unauthorized);
    };
    let today = tenants::by_id(db, permit.tenant()).await?.zone().day(db.clock().now());
    let since = day_began(db, permit).await?;
    let mut people = people::with_role(db, permit.tenant(), Some(Role::Coordinator)).await?;
    if people.is_empty() {
        people = people::with_role(db, permit.tenant(), Some(Role::Admin)).await?;
    }
    db.change(permit, once, async |tx| {
        let draft = draft.checked(today)?;
        published(tx, draft.commitment).await?;
        let row = Query {
            tenant_id: tx.tenant(),
            id: tx.id(),
            account_id: author,
            commitment_id: draft.commitment,
            question: draft.question,
            due_on: draft.due_on,
            state: QueryState::Open,
            answer: None,
            answered_by: None,
            version: 1,
            asked_at: tx.now(),
            answered_at: None,
        };
        let made = tx.add(row).await?;
        for person in people {
            let key = format!("{}/{}", made.id, input::key(&person.email));
            let job = Job::SendQuery {
                query: made.id,
                recipient: recipient(person),
            };
            tx.enqueue_now(&job, &key).await?;
        }
        tell_seen(tx, since).await?;
        tx.record(Event::ReviewQuery {}.about(made.id).private()).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

fn recipient(person: Member) -> Recipient {
    Recipient {
        email: person.email,
        name: Some(person.name),
        language: person.language,
    }
}

/// Lists the questions to a city, newest first.
///
/// # Errors
/// Database errors.
pub async fn queries(db: &Db, permit: &Permit<SeeQueries>) -> Result<Vec<Query>> {
    seen(db, permit).await?;
    let city = db.read(permit).await?;
    city.find::<review_query::Entity>()
        .order_by_desc(review_query::Column::Id)
        .all()
        .await
}

/// Returns a question.
///
/// # Errors
/// `NotFound("query")`.
pub async fn query(db: &Db, permit: &Permit<SeeQueries>, id: ReviewQueryId) -> Result<Query> {
    let found = mail(db, permit, id).await?;
    seen(db, permit).await?;
    Ok(found.query)
}

/// Counts the questions that the city has not answered.
///
/// # Errors
/// Database errors.
pub async fn waiting(db: &Db, permit: &Permit<SeeQueries>) -> Result<u64> {
    let city = db.read(permit).await?;
    city.find::<review_query::Entity>()
        .filter(review_query::Column::State.eq(QueryState::Open))
        .count()
        .await
}

/// Returns the city's log entries that say when OGP staff opened its record, newest first, at most 30.
///
/// # Errors
/// Database errors.
pub async fn reads(db: &Db, permit: &Permit<AnswerQuery>) -> Result<Vec<Logged>> {
    let city = db.read(permit).await?;
    city.find::<event::Entity>()
        .filter(event::Column::Action.eq(READ.action().code()))
        .order_by_desc(event::Column::Sequence)
        .at_most(30)
        .all()
        .await
}

/// Answers a question for the city. The reviewer who asked gets a mail.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `StateStep` when it is already answered, `SeparateDuties` for the person
/// who asked, and the field errors of the draft.
pub async fn answer(
    db: &Db,
    permit: &Permit<AnswerQuery>,
    once: Option<&Once>,
    id: ReviewQueryId,
    version: i32,
    draft: AnswerDraft,
) -> Result<Query> {
    let find = async |tx: &Tx| tx.get::<review_query::Entity>(id, "query").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        if old.state == QueryState::Answered {
            return Err(Conflict::StateStep.into());
        }
        // The reviewer who asked may have a role in this city by now.
        if tx.actor() == Actor::Person(old.account_id) {
            return Err(Conflict::SeparateDuties.into());
        }
        let draft = draft.checked()?;
        let asker = old.account_id;
        let new = Query {
            state: QueryState::Answered,
            answer: Some(draft.answer),
            answered_by: Some(tx.signature().to_owned()),
            answered_at: Some(tx.now()),
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let person = people::within(&tx.platform(), asker).await?;
        let job = Job::SendAnswer {
            query: id,
            recipient: Recipient {
                email: person.email,
                name: Some(person.name),
                language: person.language,
            },
        };
        tx.enqueue_now(&job, &id.to_string()).await?;
        tx.record(Event::ReviewAnswer {}.about(id).private()).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Checks whether a mail about a question may still be sent to `to`: a question to somebody who can answer
/// it, an answer to the reviewer who asked, if they still review the city. Roles may have been removed since
/// the mail was enqueued.
///
/// # Errors
/// Database errors.
pub async fn still_to(db: &Db, permit: &Permit<SeeQueries>, query: &Query, to: &Recipient) -> Result<bool> {
    let same = |email: &str| input::key(email) == input::key(&to.email);
    if query.answer.is_some() {
        let asker = people::by_id(db, query.account_id).await?;
        let roles = people::staff_in(db, permit.tenant(), asker.id).await?;
        return Ok(same(&asker.email) && roles.contains(&StaffRole::Reviewer));
    }
    let people = people::with_role(db, permit.tenant(), None).await?;
    let answers = |role| matches!(role, Role::Admin | Role::Coordinator);
    Ok(people.iter().any(|person| answers(person.role) && same(&person.email)))
}

/// Returns the content of a mail about a question.
///
/// # Errors
/// `NotFound("query")`.
pub async fn mail(db: &Db, permit: &Permit<SeeQueries>, id: ReviewQueryId) -> Result<QueryMail> {
    let city = db.read(permit).await?;
    let query = city.get::<review_query::Entity>(id, "query").await?;
    let commitment = match query.commitment_id {
        Some(id) => Some(city.get::<commitment::Entity>(id, "commitment").await?),
        None => None,
    };
    Ok(QueryMail { query, commitment })
}
