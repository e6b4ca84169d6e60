//! Evidence: what there is, what is missing, and the forms to add and withdraw it.

mod add;
mod withdraw;

use askama::Template;
use besa_domain::access::{AddEvidence, AnswerAssessment, Assess, SeePlan, WithdrawEvidence};
use besa_domain::assessments::EvidenceFinding;
use besa_domain::commitments::Commitment;
use besa_domain::evidence::{self, About, Evidence};
use besa_domain::milestones::ComputedState;
use besa_domain::plans::PlanState;
use besa_domain::removal::Target;
use besa_domain::whole::PlanRecords;
use besa_domain::{CommitmentId, EvidenceId};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;

use super::field::Choice;
use super::marks::{Status, number};
use super::member_request::MemberRequest;
use super::removal;
use super::shell::{Open, Shell};
use super::week::{no_plan, reports, scope};
use super::{BASE, upload};
use crate::assessed;
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;
use crate::public::evidence as shown;

/// Adds the pages of evidence under `prefix`.
pub(super) fn routes(pages: Pages, prefix: &str) -> Pages {
    pages.page(format!("{prefix}/evidence"), list).upload(
        format!("{prefix}/evidence/add"),
        upload::BYTES,
        add::show,
        add::save,
    )
}

/// Adds the pages of one piece of evidence.
pub(super) fn list_routes(pages: Pages) -> Pages {
    pages
        .form(format!("{BASE}/evidence/:id/withdraw"), withdraw::show, withdraw::save)
        .page(format!("{BASE}/evidence/:id/file"), file)
}

/// Returns the code of evidence's subject, for forms: `c-…` or `m-…`.
pub(super) fn about_code(about: About) -> String {
    match about {
        About::Commitment(id) => format!("c-{id}"),
        About::Milestone(id) => format!("m-{id}"),
    }
}

/// Returns the URL of the form to add evidence on a subject.
pub(super) fn add_address(request: &MemberRequest, about: About) -> String {
    request.on(&format!("evidence/add?for={}", about_code(about)))
}

/// A piece of evidence.
struct Line {
    title: String,
    href: String,
    about: String,
    about_href: String,
    facts: String,
    /// That details were removed from a picture, with the fingerprint of the original.
    cleaned: Option<String>,
    added: String,
    withdraw: Option<String>,
    /// Deletes it; only while it was never public.
    remove: Option<String>,
    /// The finding of the monitoring body, and its reason.
    said: Option<(Status, String)>,
    /// The member's possible action on that finding: label and URL.
    judge: Option<(String, String)>,
}

/// A complete milestone without evidence.
struct Missing {
    title: String,
    href: String,
    add: Option<String>,
}

#[derive(Template)]
#[template(path = "workspace/evidence.html")]
struct EvidencePage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    add: Option<String>,
    list: Vec<Line>,
    missing: Vec<Missing>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let Some(whole) = request.maybe_whole().await? else {
        return no_plan(&request, Open::Evidence).await;
    };
    let w = request.w();
    let scope = scope(&request).await?;
    let open = whole.plan.state != PlanState::Closed;
    let adds = open && request.may::<AddEvidence>();
    let of = |id| whole.commitments.iter().find(|one: &&Commitment| one.id == id);
    let missing = whole.milestones.iter().filter_map(|milestone| {
        let bare = milestone.standing(request.today()) == ComputedState::Done
            && whole.evidence_on(milestone.id).next().is_none();
        let commitment = of(milestone.commitment_id).filter(|_| bare)?;
        Some(Missing {
            title: format!("{} {}", number(commitment, milestone), milestone.title),
            href: format!("{}#m{}", request.commitment(commitment, ""), milestone.number),
            add: (adds && reports(&request, scope.as_deref(), commitment.id))
                .then(|| add_address(&request, About::Milestone(milestone.id))),
        })
    });
    let takes = open && request.may::<WithdrawEvidence>();
    let lines = whole.evidence.iter().rev().filter_map(|piece| {
        let commitment = of(piece.commitment_id)?;
        let milestone = whole.milestones.iter().find(|one| Some(one.id) == piece.milestone_id);
        let (about, anchor) = milestone.map_or_else(
            || (w.commitment_page(commitment.number.to_string()), String::new()),
            |milestone| {
                let number = number(commitment, milestone);
                (
                    format!("{number} {}", milestone.title),
                    format!("#m{}", milestone.number),
                )
            },
        );
        Some(Line {
            title: piece.title.clone(),
            href: href(&request, piece),
            about,
            about_href: format!("{}{anchor}", request.commitment(commitment, "")),
            facts: shown::facts(w, request.language(), piece),
            cleaned: piece.original_sha256.as_deref().map(|hash| w.evidence_cleaned(hash)),
            added: request.day_of(piece.added_at),
            remove: (takes && whole.plan.published_at.is_none())
                .then(|| removal::href(&request, Target::Evidence(piece.id))),
            withdraw: takes.then(|| request.at(&format!("evidence/{}/withdraw", piece.id))),
            judge: judge(&request, &whole, piece),
            said: whole.verdict_on(piece.id).map(|verdict| {
                let why = verdict.note.clone().unwrap_or_default();
                (assessed::finding(w, verdict.finding), why)
            }),
        })
    });
    let page = EvidencePage {
        frame: request.frame(&w.evidence_list_title()),
        w,
        add: (adds && !whole.commitments.is_empty()).then(|| request.on("evidence/add")),
        missing: missing.collect(),
        list: lines.collect(),
        shell: Shell::of(&request, Open::Evidence).await?,
    };
    private(StatusCode::OK, &page)
}

/// Returns the link to give a finding (monitoring body), or to answer a questioned one (city).
fn judge(request: &MemberRequest, whole: &PlanRecords, piece: &Evidence) -> Option<(String, String)> {
    let w = request.w();
    if request.may::<Assess>() {
        return Some((w.verdict_give(), request.at(&format!("evidence/{}/verdict", piece.id))));
    }
    let verdict = whole.verdict_on(piece.id)?;
    let answers = request.may::<AnswerAssessment>() && verdict.finding == EvidenceFinding::Questioned;
    answers.then(|| {
        (
            w.verdict_answer(),
            request.at(&format!("verdicts/{}/answer", verdict.id)),
        )
    })
}

/// Downloads the file of a piece of evidence, of a draft plan too.
#[handler]
async fn file(request: MemberRequest) -> Result {
    let id: EvidenceId = request.id()?;
    let piece = evidence::get(request.db(), &request.permit::<SeePlan>()?, id).await?;
    shown::file(&request.city, &piece).await
}

/// Returns the link of a piece of evidence, or the URL of its file.
fn href(request: &MemberRequest, piece: &Evidence) -> String {
    piece
        .link
        .clone()
        .unwrap_or_else(|| request.at(&format!("evidence/{}/file", piece.id)))
}

/// Returns the subjects that the member can add evidence on: commitments, each with its milestones.
fn subjects(
    request: &MemberRequest,
    whole: &PlanRecords,
    scope: Option<&[CommitmentId]>,
) -> Vec<(String, Vec<Choice>)> {
    let w = request.w();
    let group = |commitment: &Commitment| {
        let itself = (
            about_code(About::Commitment(commitment.id)),
            w.evidence_for_commitment(commitment.number.to_string()),
        );
        let milestones = whole.milestones_of(commitment.id).map(|milestone| {
            let words = format!("{} {}", number(commitment, milestone), milestone.title);
            (about_code(About::Milestone(milestone.id)), words)
        });
        let title = commitment.short_title.as_ref().unwrap_or(&commitment.title);
        (
            format!("{}. {title}", commitment.number),
            std::iter::once(itself).chain(milestones).collect(),
        )
    };
    let own = |one: &&Commitment| reports(request, scope, one.id);
    whole.commitments.iter().filter(own).map(group).collect()
}
