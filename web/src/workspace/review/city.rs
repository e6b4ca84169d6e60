//! A city's record for reviewers: figures, the published plan, notes and questions. Opening it adds an
//! entry to the city's log, once per reviewer and day.

use askama::Template;
use askama::filters::Safe;
use besa_domain::access::{Actor, Permit, Review, SeePlan, SeeQueries, SeeStandards};
use besa_domain::commitments::Commitment;
use besa_domain::queries;
use besa_domain::queries::{Query, QueryDraft, QueryState};
use besa_domain::review;
use besa_domain::whole;
use besa_domain::whole::PlanRecords;
use besa_domain::{CommitmentId, requirements};
use besa_text::{Words, codes, dates, numbers};
use poem::handler;
use poem::http::StatusCode;

use super::super::field::{Choice, Field, open};
use super::super::form_page::{FormPage, attempt};
use super::super::marks::{Status, plain};
use super::super::shell::Shell;
use super::super::standards::{Group, groups};
use super::queue::reason_mark;
use super::reviewer_request::{CityReviewRequest, Open, frame, shell};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::links::{self, Which};
use crate::page::private;
use crate::public::picture::Picture;
use crate::tenant::{first, offered};

/// A commitment of the plan.
struct CompactCommitment {
    title: String,
    href: String,
    count: String,
    wall: Option<Safe<String>>,
}

/// A note.
struct NoteRow {
    text: String,
    by: String,
    about: Option<String>,
    edit: Option<String>,
}

/// A question, as reviewers and the city read it.
pub(in crate::workspace) struct QueryRow {
    pub(in crate::workspace) id: String,
    pub(in crate::workspace) question: String,
    pub(in crate::workspace) status: Status,
    pub(in crate::workspace) facts: String,
    pub(in crate::workspace) about: Option<String>,
    pub(in crate::workspace) answer: Option<String>,
    pub(in crate::workspace) act: Option<String>,
}

#[derive(Template)]
#[template(path = "review/city.html")]
struct CityPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    facts: String,
    public: String,
    figures: Vec<(String, String)>,
    reasons: Vec<Status>,
    courses: Vec<CompactCommitment>,
    notes: Vec<NoteRow>,
    queries: Vec<QueryRow>,
    new_note: String,
    new_query: String,
    /// OGP's requirements checked against the records: id, heading, count and rows.
    standards: Vec<Group>,
}

#[handler]
pub(super) async fn show(request: CityReviewRequest) -> Result {
    let (w, language, tenant) = (request.w(), request.visitor.language, request.tenant());
    let permit = request.permit::<Review>()?;
    let asked = request.permit::<SeeQueries>()?;
    let record = review::open(request.db(), &permit, &asked, tenant).await?;
    let line = review::line(request.db(), &permit, tenant).await?;
    let plan = record.plan.as_ref();
    let about = |id: Option<CommitmentId>| plan.and_then(|whole| title_of(whole, id?));
    let actor = permit.actor();
    let notes = record.notes.iter().map(|(note, name)| NoteRow {
        text: note.text.clone(),
        by: w.review_note_by(name, request.day_of(note.updated_at)),
        about: about(note.commitment_id),
        edit: (actor == Actor::Person(note.account_id)).then(|| request.at(&format!("notes/{}", note.id))),
    });
    let queries = record.queries.iter().map(|query| QueryRow {
        about: about(query.commitment_id),
        ..query_row(w, query, |at| request.day_of(at), |day| dates::day(language, day))
    });
    let see = Permit::<SeePlan>::public(tenant.id);
    let standards = request.permit::<SeeStandards>()?;
    let found = requirements::check(request.db(), &standards, &see, tenant, request.today()).await?;
    let shown = if offered(tenant).contains(&language) {
        language
    } else {
        first(tenant)
    };
    let links = links::City::new(&tenant.slug, shown);
    let country = codes::country(w, &tenant.country);
    let page = CityPage {
        frame: frame(&request.visitor, request.name()),
        w,
        shell: shell(&request.visitor, Open::City).under(w.review_nav_queue(), links::REVIEW.to_owned()),
        facts: match plan {
            Some(whole) => format!(
                "{country} · {} · {}",
                whole.plan.reference,
                codes::plan_state(w, whole.plan.state.code())
            ),
            None => format!("{country} · {}", w.review_reason_no_plan()),
        },
        public: links.overview(),
        figures: plan.map(|whole| figures(&request, whole)).unwrap_or_default(),
        reasons: line
            .reasons
            .iter()
            .map(|reason| reason_mark(w, language, *reason))
            .collect(),
        courses: plan.map(|whole| courses(&request, whole, links)).unwrap_or_default(),
        notes: notes.collect(),
        queries: queries.collect(),
        new_note: request.at("notes/new"),
        new_query: request.at("queries/new"),
        // No links: only the city opens the records and adds what is missing.
        standards: groups(w, language, &found, |_, _| None, |_| None),
    };
    private(StatusCode::OK, &page)
}

/// Returns the number and title of a commitment in the plan: "3. Drinking water".
fn title_of(whole: &PlanRecords, id: CommitmentId) -> Option<String> {
    let found = whole.commitments.iter().find(|one| one.id == id)?;
    Some(numbered(found))
}

fn numbered(commitment: &Commitment) -> String {
    let title = commitment.short_title.as_ref().unwrap_or(&commitment.title);
    format!("{}. {title}", commitment.number)
}

fn figures(request: &CityReviewRequest, whole: &PlanRecords) -> Vec<(String, String)> {
    let (w, language, today) = (request.w(), request.visitor.language, request.today());
    let tally = besa_domain::milestones::MilestoneCounts::of(&whole.milestones, whole.plan.counted_on(today));
    let number = |of: usize| numbers::number(language, i64::try_from(of).unwrap_or(i64::MAX));
    vec![
        (w.review_column_complete(), w.common_count_of(tally.done, tally.all)),
        (w.review_column_late(), number(tally.late)),
        (w.review_column_not_reported(), number(tally.not_reported)),
    ]
}

fn courses(request: &CityReviewRequest, whole: &PlanRecords, links: links::City) -> Vec<CompactCommitment> {
    let (language, today) = (request.visitor.language, request.today());
    let picture = Picture::at(whole, Which::Present, links, language, today);
    let course = |commitment: &Commitment| {
        let tally = picture.tally_of(commitment);
        CompactCommitment {
            title: numbered(commitment),
            href: picture.commitment_href(commitment),
            count: request.w().common_count_of(tally.done, tally.all),
            wall: picture.course(commitment, 16, 3, false).map(Safe),
        }
    };
    whole.commitments.iter().map(course).collect()
}

/// Returns a question as a row, with days in the city's time zone.
pub(in crate::workspace) fn query_row(
    w: &Words,
    query: &Query,
    day_of: impl Fn(time::OffsetDateTime) -> String,
    day: impl Fn(time::Date) -> String,
) -> QueryRow {
    let mut facts = vec![w.review_query_asked(day_of(query.asked_at))];
    match (query.answered_at, query.due_on) {
        (Some(at), _) => facts.push(w.review_query_answered_on(day_of(at))),
        (None, Some(due)) => facts.push(w.review_query_due(day(due))),
        (None, None) => {}
    }
    let words = codes::query_state(w, query.state.code());
    QueryRow {
        id: query.id.to_string(),
        question: query.question.clone(),
        status: match query.state {
            QueryState::Open => plain("hourglass", words),
            QueryState::Answered => Status {
                class: "done",
                icon: "circle-check",
                words,
            },
        },
        facts: facts.join(" · "),
        about: None,
        answer: query.answer.clone(),
        act: None,
    }
}

/// Returns the published commitments that a note or a question can be about.
pub(super) async fn commitments(request: &CityReviewRequest) -> Result<Vec<Choice>> {
    let permit = besa_domain::access::Permit::<SeePlan>::public(request.tenant().id);
    let plan = whole::current(request.db(), &permit, request.today()).await?;
    let all = plan.iter().flat_map(|whole| &whole.commitments);
    let all = all.map(|one| (one.id.to_string(), numbered(one)));
    Ok(std::iter::once(open(request.w().review_whole_city()))
        .chain(all)
        .collect())
}

#[handler]
pub(super) async fn ask(request: CityReviewRequest) -> Result {
    page(&request, Form::empty()).await
}

#[handler]
pub(super) async fn send(request: CityReviewRequest, mut form: Form) -> Result {
    let permit = request.permit::<Review>()?;
    let draft = QueryDraft {
        commitment: form.value("commitment").parse().ok(),
        question: form.value("question").to_owned(),
        due_on: form.date("due_on"),
    };
    let once = form.once(&draft)?;
    let write = async |draft| queries::ask(request.db(), &permit, Some(&once), draft).await;
    match attempt(&form, draft, |draft: QueryDraft| draft.checked(request.today()), write).await {
        Ok(_) => Ok(request.done(Flash::QuerySent)),
        Err(error) => {
            form.refuse(error)?;
            page(&request, form).await
        }
    }
}

async fn page(request: &CityReviewRequest, form: Form) -> Result {
    let w = request.w();
    let title = w.review_query_new();
    let frame = frame(&request.visitor, &title);
    FormPage::within(request.shell(), frame, request.visitor.nonce(), title, request.at(""))
        .lede(w.review_query_lede())
        .button(w.review_query_button())
        .fields(vec![
            Field::pick("commitment", w.review_field_commitment(), commitments(request).await?),
            Field::prose("question", w.review_query_field_question(), 6),
            Field::day("due_on", w.review_query_field_due()),
        ])
        .show(form)
}
