//! The monitoring body's finding on a piece of evidence (verified or questioned), and the city's answer.

use besa_domain::access::{AnswerAssessment, Assess, SeePlan};
use besa_domain::assessments::{self, EvidenceFinding, Verdict};
use besa_domain::evidence::{self, Evidence};
use besa_domain::{EvidenceId, FieldError, VerdictId};
use besa_text::codes;
use poem::handler;

use super::super::BASE;
use super::super::field::{Card, Choice, Field, Kind, open};
use super::super::form_page::{FormPage, Panel};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Pages;

/// Maximum number of pieces of evidence to choose from.
const MAX: u64 = 500;

pub(super) fn routes(pages: Pages) -> Pages {
    pages.form(format!("{BASE}/evidence/:id/verdict"), ask, give).form(
        format!("{BASE}/verdicts/:id/answer"),
        ask_answer,
        answer,
    )
}

async fn piece(request: &MemberRequest, id: EvidenceId) -> Result<Evidence> {
    Ok(evidence::get(request.db(), &request.permit::<SeePlan>()?, id).await?)
}

#[handler]
async fn ask(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let piece = piece(&request, request.id()?).await?;
    let said = assessments::verdicts(request.db(), &request.permit::<SeePlan>()?, Some(piece.id)).await?;
    let form = said.first().map_or_else(Form::empty, |said| {
        Form::with([
            ("finding", said.finding.code().to_owned()),
            ("note", said.note.clone().unwrap_or_default()),
        ])
    });
    page(&request, &piece, form).await
}

#[handler]
async fn give(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let piece = piece(&request, request.id()?).await?;
    let once = form.once_on(&piece.id)?;
    let Ok(finding) = form.value("finding").parse::<EvidenceFinding>() else {
        form.note(FieldError::new("finding", "not_chosen"));
        return page(&request, &piece, form).await;
    };
    let note = form.maybe("note");
    let said = (finding, note.as_deref());
    match assessments::judge(request.db(), &permit, Some(&once), piece.id, request.today(), said).await {
        Ok(_) => Ok(request.done(Flash::VerdictGiven, &request.at("evidence"))),
        Err(error) => {
            form.refuse(error)?;
            page(&request, &piece, form).await
        }
    }
}

async fn page(request: &MemberRequest, piece: &Evidence, form: Form) -> Result {
    let w = request.w();
    let back = request.at("evidence");
    let card = |finding: EvidenceFinding, icon, hint| Card {
        value: finding.code(),
        icon,
        words: codes::evidence_state(w, finding.code()),
        hint,
    };
    let cards = vec![
        card(EvidenceFinding::Verified, "badge-check", w.verdict_verified_hint()),
        card(EvidenceFinding::Questioned, "badge-alert", w.verdict_questioned_hint()),
    ];
    FormPage::new(request, Open::Evidence, w.verdict_form_title(), back.clone())
        .await?
        .under(w.evidence_list_title(), back)
        .lede(w.verdict_form_text())
        .fields(vec![
            Field::new("finding", w.verdict_field_finding(), Kind::Cards(cards)),
            Field::prose("note", w.verdict_field_note(), 4),
        ])
        .panel(Panel {
            title: piece.title.clone(),
            text: piece.description.clone(),
            links: vec![(w.common_download(), href(request, piece))],
            ..Panel::default()
        })
        .show(form)
}

/// Returns the link of a piece of evidence, or the URL of its file.
fn href(request: &MemberRequest, piece: &Evidence) -> String {
    let file = || request.at(&format!("evidence/{}/file", piece.id));
    piece.link.clone().unwrap_or_else(file)
}

async fn read_verdict(request: &MemberRequest) -> Result<(Verdict, Evidence)> {
    let id: VerdictId = request.id()?;
    let said = assessments::verdict(request.db(), &request.permit::<SeePlan>()?, id).await?;
    let piece = piece(request, said.evidence_id).await?;
    Ok((said, piece))
}

#[handler]
async fn ask_answer(request: MemberRequest) -> Result {
    request.permit::<AnswerAssessment>()?;
    let (said, piece) = read_verdict(&request).await?;
    let form = Form::with([
        ("answer", said.answer.clone().unwrap_or_default()),
        ("proof", said.proof_id.map(|id| id.to_string()).unwrap_or_default()),
    ]);
    answer_page(&request, &said, &piece, form).await
}

#[handler]
async fn answer(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<AnswerAssessment>()?;
    let (said, piece) = read_verdict(&request).await?;
    let once = form.once_on(&said.id)?;
    let words = form.maybe("answer");
    let proof = form.maybe("proof").and_then(|id| id.parse().ok());
    let at = (said.id, form.version());
    let given = (words.as_deref(), proof);
    match assessments::answer_verdict(request.db(), &permit, Some(&once), at, request.today(), given).await {
        Ok(_) => Ok(request.done(Flash::VerdictAnswered, &request.at("evidence"))),
        Err(error) => {
            form.refuse_or_stale(error)?;
            answer_page(&request, &said, &piece, form).await
        }
    }
}

async fn answer_page(request: &MemberRequest, said: &Verdict, piece: &Evidence, form: Form) -> Result {
    let w = request.w();
    let back = request.at("evidence");
    let about = Some(evidence::About::Commitment(piece.commitment_id));
    let (others, _) = evidence::list(request.db(), &request.permit::<SeePlan>()?, about, None, MAX).await?;
    let others = others.into_iter().filter(|one| one.id != piece.id);
    let others = others.map(|one| (one.id.to_string(), one.title));
    let choices: Vec<Choice> = std::iter::once(open(w.verdict_proof_none())).chain(others).collect();
    FormPage::new(request, Open::Evidence, w.verdict_answer_title(), back.clone())
        .await?
        .under(w.evidence_list_title(), back)
        .lede(w.verdict_answer_text())
        .fields(vec![
            Field::prose("answer", w.verdict_field_answer(), 4),
            Field::pick("proof", w.verdict_field_proof(), choices),
        ])
        .version(said.version)
        .panel(Panel {
            title: piece.title.clone(),
            text: said.note.clone(),
            ..Panel::default()
        })
        .show(form)
}
