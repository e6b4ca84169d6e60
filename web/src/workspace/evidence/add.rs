//! The form to add a file or a link.

use besa_domain::FieldError;
use besa_domain::access::AddEvidence;
use besa_domain::evidence::{self, About, EvidenceDraft, EvidenceKind, Stored};
use besa_domain::whole::PlanRecords;
use besa_text::{Language, codes};
use poem::handler;
use poem::web::Multipart;

use super::super::field::{Field, Kind, also, open};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::super::upload::{self, FILE, FormWithFiles};
use super::super::week::scope;
use super::subjects;
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<AddEvidence>()?;
    let whole = request.whole().await?;
    let mut form = Form::with([("kind", EvidenceKind::Document.code().to_owned())]);
    if let Some(about) = request.city.visitor.request.query("for") {
        form.add("for", about);
    }
    page(&request, &whole, form, Vec::new()).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, parts: Multipart) -> Result {
    let permit = request.permit::<AddEvidence>()?;
    let whole = request.whole().await?;
    let FormWithFiles { mut form, mut files } = upload::read(&request, &permit, parts).await?;
    let app = &request.city.visitor.app;
    // One form adds one piece: a new file replaces a kept one.
    if files.len() > 1 {
        let rest = files.split_off(1);
        upload::drop_files(app, &permit, &rest).await;
    }
    let about = about(&whole, form.value("for"));
    let file = files.first().cloned();
    if about.is_none() {
        form.note(FieldError::new("for", "not_chosen"));
    }
    if file.is_some() && form.value("personal_data").is_empty() {
        form.note(FieldError::new("personal_data", "personal_data"));
    }
    let draft = draft(&mut form, file.is_some());
    if !form.is_fine() {
        // If a file was sent but refused, do not report it as missing too.
        let has_file = file.is_some() || draft.link.is_none();
        also(&mut form, draft.clone().checked(has_file))?;
    }
    let Some(about) = about.filter(|_| form.is_fine()) else {
        return page(&request, &whole, form, files).await;
    };
    let sha256 = file.as_ref().map(|file| &file.sha256);
    let once = form.once(&(about, &draft, sha256))?;
    match evidence::add(request.db(), &permit, Some(&once), about, draft, file.clone()).await {
        Ok(made) => {
            // A repeated request: the stored response names no file, so this upload is dropped.
            if file.is_some() && made.file_key.is_none() {
                upload::drop_files(app, &permit, &files).await;
            }
            Ok(request.saved(&whole.plan, &request.on("evidence")))
        }
        Err(error) => {
            if let Err(fault) = form.refuse(error) {
                upload::drop_files(app, &permit, &files).await;
                return Err(fault);
            }
            page(&request, &whole, form, files).await
        }
    }
}

/// Returns the subject that the form names, if it is in this plan.
fn about(whole: &PlanRecords, code: &str) -> Option<About> {
    let (kind, id) = code.split_once('-')?;
    match kind {
        "c" => {
            let id = id.parse().ok()?;
            let found = whole.commitments.iter().any(|one| one.id == id);
            found.then_some(About::Commitment(id))
        }
        "m" => {
            let id = id.parse().ok()?;
            let found = whole.milestones.iter().any(|one| one.id == id);
            found.then_some(About::Milestone(id))
        }
        _ => None,
    }
}

fn draft(form: &mut Form, has_file: bool) -> EvidenceDraft {
    let dated_on = form.date("dated_on");
    let link = form.maybe("link");
    if !has_file && link.is_none() && form.error(FILE).is_none() {
        form.note(FieldError::new(FILE, "file_missing"));
    }
    EvidenceDraft {
        title: form.value("title").to_owned(),
        kind: form.value("kind").parse().unwrap_or(EvidenceKind::Document),
        link,
        language: form.maybe("language"),
        source: form.maybe("source"),
        licence: form.maybe("licence"),
        description: form.maybe("description"),
        dated_on,
    }
}

async fn page(request: &MemberRequest, whole: &PlanRecords, form: Form, files: Vec<Stored>) -> Result {
    let w = request.w();
    let back = request.on("evidence");
    let mut subjects = subjects(request, whole, scope(request).await?.as_deref());
    subjects.insert(0, (String::new(), vec![open(w.evidence_choose())]));
    let kinds = EvidenceKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), codes::evidence_kind(w, kind.code())));
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    let languages = std::iter::once(open(w.common_not_given())).chain(languages);
    let fields = vec![
        Field::new("for", w.evidence_field_for(), Kind::Pick(subjects)),
        Field::new(FILE, w.evidence_field_file(), Kind::Files(false)),
        Field::new("link", w.evidence_field_link(), Kind::Line("url")).hint(w.update_hint_link()),
        Field::line("title", w.evidence_field_title()).hint(w.evidence_hint_title()),
        Field::pick("kind", w.evidence_field_kind(), kinds.collect()),
        Field::prose("description", w.evidence_field_alt(), 2).hint(w.evidence_hint_alt()),
        Field::day("dated_on", w.evidence_field_date()),
        Field::pick("language", w.evidence_field_language(), languages.collect()),
        Field::line("source", w.evidence_field_source()),
        Field::line("licence", w.evidence_field_licence()),
        Field::new("personal_data", w.update_personal_data(), Kind::Tick),
    ];
    FormPage::new(request, Open::Evidence, w.evidence_form_title(), back.clone())
        .await?
        .under(w.evidence_list_title(), back)
        .lede(w.update_hint_evidence())
        .fields(fields)
        .kept(files)
        .button(w.evidence_add())
        .show(form)
}
