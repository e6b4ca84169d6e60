//! Review across cities by OGP's reviewers, and the questions that they ask a city.

mod view;

use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::caller::Person;
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::access::{AnswerQuery, Permit, Review as See, SeeQueries};
use besa_domain::plans::PlanState;
use besa_domain::queries;
use besa_domain::queries::{AnswerDraft, Query as Question, QueryDraft, QueryState};
use besa_domain::review::{self, Compared, Filter, NeedKind, Note, NoteDraft, Sort};
use besa_domain::{ReviewNoteId, ReviewQueryId};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use view::{AskedView, ComparedView, LineView, NewAnswer, NewQuery, NoteFields, NoteView, QueryView};

fn note(found: Note) -> Versioned<NoteView> {
    Versioned::of(found.version, found)
}

fn query(found: Question) -> Versioned<QueryView> {
    Versioned::of(found.version, found)
}

#[derive(Debug)]
pub(crate) struct Review;

#[OpenApi(tag = "Tag::Review")]
impl Review {
    /// List the cities of a reviewer
    ///
    /// Cities that need attention come first, the most urgent on top; then the other cities, sorted
    /// by slug. For reviewers.
    #[oai(path = "/review/cities", method = "get", operation_id = "review_cities")]
    async fn cities(
        &self,
        person: Person,
        /// Return only results of this country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
        country: Query<Option<String>>,
        /// Return only cities whose current plan is in this state.
        state: Query<Option<Code<PlanState>>>,
        /// Return only cities that need attention for this reason.
        need: Query<Option<Code<NeedKind>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<LineView>>, Problem> {
        let permit = across(&person).await?;
        let part = PageRequest::new(limit.0, after.0)?;
        let filter = Filter {
            country: country.0,
            state: state.0.map(|state| state.0),
            need: need.0.map(|need| need.0),
            ..Filter::default()
        };
        let queue = review::queue(&person.app.db, &permit, &filter, &part.slice()).await?;
        Ok(Json(PageRequest::page(queue.page, queue.totals.cities)))
    }

    /// Compare cities
    ///
    /// Returns the cities of the reviewer that have a published plan, with the figures of the plan and of each
    /// of its commitments. For reviewers.
    #[oai(path = "/review/compare", method = "get", operation_id = "review_compare")]
    #[expect(clippy::too_many_arguments, reason = "one argument for each query parameter")]
    async fn compare(
        &self,
        person: Person,
        /// Return only these cities: slugs separated by commas. Maximum 100.
        cities: Query<Option<String>>,
        /// Return only results of this country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
        country: Query<Option<String>>,
        /// Return only cities whose current plan has a commitment in this policy area, for example
        /// `public-participation`.
        policy_area: Query<Option<String>>,
        /// Return only cities whose current plan is in this state. Default: every state.
        state: Query<Option<Code<PlanState>>>,
        /// Whether cities with example data are returned too. Default `false`.
        #[oai(default)]
        examples: Query<bool>,
        /// The sort order. Default `support`: cities where nothing was reported first, then those with overdue
        /// milestones.
        sort: Query<Option<Code<Sort>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ComparedView>>, Problem> {
        let permit = across(&person).await?;
        let part = PageRequest::new(limit.0, after.0)?;
        let chosen = cities.0.unwrap_or_default();
        let filter = Filter {
            country: country.0,
            policy_area: policy_area.0,
            state: state.0.map(|state| state.0),
            without_examples: !examples.0 && chosen.is_empty(),
            cities: chosen
                .split(',')
                .map(str::trim)
                .filter(|slug| !slug.is_empty())
                .map(str::to_owned)
                .collect(),
            ..Filter::default()
        };
        let db = &person.app.db;
        let sort = sort.0.map_or(Sort::Support, |sort| sort.0);
        let found = review::compare(db, &permit, &filter, sort, &part.slice()).await?;
        let of: Vec<&Compared> = found.page.rows.iter().collect();
        let mut walls = review::walls(db, &permit, &of).await?;
        let page = found.page.map(|city| {
            let courses = walls.remove(&city.tenant.id).unwrap_or_default();
            (city, courses)
        });
        Ok(Json(PageRequest::page(page, found.total)))
    }

    /// List the questions to all cities of a reviewer, newest first
    ///
    /// Does not include the answers; read them in each city. For reviewers.
    #[oai(path = "/review/queries", method = "get", operation_id = "review_asked")]
    async fn asked(
        &self,
        person: Person,
        /// Return only results of this country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
        country: Query<Option<String>>,
        /// Return only questions in this state.
        state: Query<Option<Code<QueryState>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<AskedView>>, Problem> {
        let permit = across(&person).await?;
        let part = PageRequest::new(limit.0, after.0)?;
        let filter = Filter {
            country: country.0,
            ..Filter::default()
        };
        let state = state.0.map(|state| state.0);
        let found = review::asked(&person.app.db, &permit, &filter, state, &part.slice()).await?;
        Ok(Json(PageRequest::page(found.page, found.total)))
    }

    /// List the notes on a city, newest first
    ///
    /// Notes are for reviewers only; members of the city cannot read them. Reading them is recorded
    /// in the city's log, once for each reviewer and day.
    #[oai(path = "/tenants/:tenant/review/notes", method = "get", operation_id = "review_notes_list")]
    async fn notes(
        &self,
        tenant: City<See>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<NoteView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let found = review::notes(tenant.db(), &tenant.permit).await?;
        let notes = found.into_iter().map(|(note, _)| note).collect();
        Ok(Json(part.of_whole(notes, |row: &Note| cursor(row.id))?))
    }

    /// Read a note
    ///
    /// For reviewers.
    #[oai(path = "/tenants/:tenant/review/notes/:id", method = "get", operation_id = "review_notes_read")]
    async fn read_note(&self, tenant: City<See>, id: Id<ReviewNoteId>) -> Result<Versioned<NoteView>, Problem> {
        Ok(note(review::note(tenant.db(), &tenant.permit, id.0).await?))
    }

    /// Create a note on a city
    ///
    /// For reviewers.
    #[oai(path = "/tenants/:tenant/review/notes", method = "post", operation_id = "review_notes_create")]
    async fn create_note(
        &self,
        tenant: City<See>,
        key: IdempotencyKey,
        sent: JsonBody<NoteFields>,
    ) -> Result<Created<NoteView>, Problem> {
        let once = sent.once(key.as_deref(), "review_notes_create", "")?;
        let draft = sent.read()?.apply_to(NoteDraft::default());
        let made = review::write_note(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("review/notes", made.id, made.version, made))
    }

    /// Change a note
    ///
    /// Only the reviewer who wrote it may change it.
    #[oai(path = "/tenants/:tenant/review/notes/:id", method = "patch", operation_id = "review_notes_change")]
    async fn change_note(
        &self,
        tenant: City<See>,
        id: Id<ReviewNoteId>,
        if_match: IfMatch,
        sent: JsonBody<NoteFields>,
    ) -> Result<Versioned<NoteView>, Problem> {
        let old = review::note(tenant.db(), &tenant.permit, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(NoteDraft {
            commitment: old.commitment_id,
            text: old.text,
        });
        Ok(note(
            review::edit_note(tenant.db(), &tenant.permit, None, id.0, version, draft).await?,
        ))
    }

    /// List the questions to a city, newest first
    ///
    /// For reviewers, and for coordinators of the city.
    #[oai(path = "/tenants/:tenant/review/queries", method = "get", operation_id = "review_queries_list")]
    async fn queries(
        &self,
        tenant: City<SeeQueries>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<QueryView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let found = queries::queries(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(found, |row| cursor(row.id))?))
    }

    /// Read a question
    ///
    /// For reviewers, and for coordinators of the city.
    #[oai(path = "/tenants/:tenant/review/queries/:id", method = "get", operation_id = "review_queries_read")]
    async fn read_query(
        &self,
        tenant: City<SeeQueries>,
        id: Id<ReviewQueryId>,
    ) -> Result<Versioned<QueryView>, Problem> {
        Ok(query(queries::query(tenant.db(), &tenant.permit, id.0).await?))
    }

    /// Ask a city a question
    ///
    /// For reviewers. Sends an e-mail to each coordinator of the city, or to each admin if the city
    /// has no coordinator.
    #[oai(path = "/tenants/:tenant/review/queries", method = "post", operation_id = "review_queries_create")]
    async fn ask(
        &self,
        tenant: City<See>,
        key: IdempotencyKey,
        sent: JsonBody<NewQuery>,
    ) -> Result<Created<QueryView>, Problem> {
        let once = sent.once(key.as_deref(), "review_queries_create", "")?;
        let new = sent.read()?;
        let draft = QueryDraft {
            commitment: new.commitment.map(Into::into),
            question: new.question.unwrap_or_default(),
            due_on: new.due_on.map(|day| day.0),
        };
        let made = queries::ask(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("review/queries", made.id, made.version, made))
    }

    /// Answer a question
    ///
    /// For coordinators of the city. Sends an e-mail to the reviewer who asked. A question that
    /// already has an answer is a 409 (`state-step`).
    #[oai(
        path = "/tenants/:tenant/review/queries/:id/answer",
        method = "post",
        operation_id = "review_queries_answer"
    )]
    async fn answer(
        &self,
        tenant: City<AnswerQuery>,
        id: Id<ReviewQueryId>,
        key: IdempotencyKey,
        if_match: IfMatch,
        sent: JsonBody<NewAnswer>,
    ) -> Result<Versioned<QueryView>, Problem> {
        let old = queries::query(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "review_queries_answer", &id.0.to_string())?;
        let draft = AnswerDraft {
            answer: sent.read()?.answer.unwrap_or_default(),
        };
        let saved = queries::answer(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, draft).await?;
        Ok(query(saved))
    }
}

/// Returns the permit to review across cities.
async fn across(person: &Person) -> Result<Permit<See>, Problem> {
    person.permit().await
}
