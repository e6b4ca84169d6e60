//! The monitoring body's finding on a piece of evidence (verified or questioned), and the city's answer.

use besa_domain::access::{AnswerAssessment, Assess, SeePlan};
use besa_domain::assessments::{self, EvidenceFinding, Verdict};
use besa_domain::evidence::{self, Evidence};
use besa_domain::{Conflict, Error, EvidenceId, FieldError, VerdictId};
use besa_text::codes;
use poem::handler;

use super::super::BASE;
use super::super::ask::{Ask, Panel};
use super::super::desk::Desk;
use super::super::field::{Card, Choice, Field, Kind, open};
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

async fn piece(desk: &Desk, id: EvidenceId) -> Result<Evidence> {
    Ok(evidence::get(desk.db(), &desk.permit::<SeePlan>()?, id).await?)
}

#[handler]
async fn ask(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let piece = piece(&desk, desk.id()?).await?;
    let said = assessments::verdicts(desk.db(), &desk.permit::<SeePlan>()?, Some(piece.id)).await?;
    let form = said.first().map_or_else(Form::empty, |said| {
        Form::with([
            ("finding", said.finding.code().to_owned()),
            ("note", said.note.clone().unwrap_or_default()),
        ])
    });
    page(&desk, &piece, form).await
}

#[handler]
async fn give(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let piece = piece(&desk, desk.id()?).await?;
    let once = form.once_on(&piece.id)?;
    let Ok(finding) = form.value("finding").parse::<EvidenceFinding>() else {
        form.note(FieldError::new("finding", "not_chosen"));
        return page(&desk, &piece, form).await;
    };
    let note = form.maybe("note");
    let said = (finding, note.as_deref());
    match assessments::judge(desk.db(), &permit, Some(&once), piece.id, desk.today(), said).await {
        Ok(_) => Ok(desk.done(Flash::VerdictGiven, &desk.at("evidence"))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &piece, form).await
        }
    }
}

async fn page(desk: &Desk, piece: &Evidence, form: Form) -> Result {
    let w = desk.w();
    let back = desk.at("evidence");
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
    Ask::new(desk, Open::Evidence, w.verdict_form_title(), back.clone())
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
            links: vec![(w.common_download(), href(desk, piece))],
            ..Panel::default()
        })
        .show(form)
}

/// Returns the link of a piece of evidence, or the URL of its file.
fn href(desk: &Desk, piece: &Evidence) -> String {
    let file = || desk.at(&format!("evidence/{}/file", piece.id));
    piece.link.clone().unwrap_or_else(file)
}

async fn said(desk: &Desk) -> Result<(Verdict, Evidence)> {
    let id: VerdictId = desk.id()?;
    let said = assessments::verdict(desk.db(), &desk.permit::<SeePlan>()?, id).await?;
    let piece = piece(desk, said.evidence_id).await?;
    Ok((said, piece))
}

#[handler]
async fn ask_answer(desk: Desk) -> Result {
    desk.permit::<AnswerAssessment>()?;
    let (said, piece) = said(&desk).await?;
    let form = Form::with([
        ("answer", said.answer.clone().unwrap_or_default()),
        ("proof", said.proof_id.map(|id| id.to_string()).unwrap_or_default()),
    ]);
    answer_page(&desk, &said, &piece, form).await
}

#[handler]
async fn answer(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<AnswerAssessment>()?;
    let (said, piece) = said(&desk).await?;
    let once = form.once_on(&said.id)?;
    let words = form.maybe("answer");
    let proof = form.maybe("proof").and_then(|id| id.parse().ok());
    let at = (said.id, form.version());
    let given = (words.as_deref(), proof);
    match assessments::answer_verdict(desk.db(), &permit, Some(&once), at, desk.today(), given).await {
        Ok(_) => Ok(desk.done(Flash::VerdictAnswered, &desk.at("evidence"))),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            form.note(FieldError::new("main", "stale_version"));
            answer_page(&desk, &said, &piece, form).await
        }
        Err(error) => {
            form.refuse(error)?;
            answer_page(&desk, &said, &piece, form).await
        }
    }
}

async fn answer_page(desk: &Desk, said: &Verdict, piece: &Evidence, form: Form) -> Result {
    let w = desk.w();
    let back = desk.at("evidence");
    let about = Some(evidence::About::Commitment(piece.commitment_id));
    let (others, _) = evidence::list(desk.db(), &desk.permit::<SeePlan>()?, about, None, MAX).await?;
    let others = others.into_iter().filter(|one| one.id != piece.id);
    let others = others.map(|one| (one.id.to_string(), one.title));
    let choices: Vec<Choice> = std::iter::once(open(w.verdict_proof_none())).chain(others).collect();
    Ask::new(desk, Open::Evidence, w.verdict_answer_title(), back.clone())
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
