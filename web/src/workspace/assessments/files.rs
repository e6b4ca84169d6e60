//! The files of an assessment.

use besa_domain::access::{Assess, SeeAssessments};
use besa_domain::assessments::{self, Assessment, AssessmentState, EXHIBIT_BYTES, MAX_EXHIBITS};
use besa_domain::evidence::Stored;
use besa_domain::{Error, ExhibitId, FieldError, OrLog as _, files};
use besa_text::numbers;
use poem::handler;
use poem::web::Multipart;

use super::super::BASE;
use super::super::field::{Field, Kind};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::super::upload::{self, FILE, FormWithFiles};
use super::{File, find, own, plan_of, there};
use crate::assessed;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Pages;
use crate::public::evidence::saved_as;

/// Maximum size in bytes of a form with one file.
const BYTES: u64 = EXHIBIT_BYTES.unsigned_abs() + crate::limit::FORM;

pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .upload(format!("{BASE}/assessments/:id/exhibits"), BYTES, ask, add)
        .page(format!("{BASE}/exhibits/:id/file"), download)
        .form(format!("{BASE}/exhibits/:id/remove"), ask_remove, remove)
}

/// Returns the files of an assessment, as the page lists them.
pub(super) async fn list(request: &MemberRequest, row: &Assessment) -> Result<Vec<File>> {
    let permit = request.permit::<SeeAssessments>()?;
    let own = own(request);
    let files = assessments::exhibits(request.db(), &permit, own.as_ref(), row.id).await?;
    let takes = own.is_some() && row.state == AssessmentState::Draft;
    let file = |file: assessments::Exhibit| File {
        href: request.at(&format!("exhibits/{}/file", file.id)),
        facts: numbers::bytes(request.language(), file.size.unsigned_abs()),
        remove: takes.then(|| request.at(&format!("exhibits/{}/remove", file.id))),
        name: file.name,
    };
    Ok(files.into_iter().map(file).collect())
}

#[handler]
async fn ask(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let row = find(&request).await?;
    page(&request, &row, Form::empty(), Vec::new()).await
}

#[handler]
async fn add(request: MemberRequest, parts: Multipart) -> Result {
    let permit = request.permit::<Assess>()?;
    let row = find(&request).await?;
    let FormWithFiles { mut form, mut files } = upload::read(&request, &permit, parts).await?;
    let app = &request.city.visitor.app;
    let rest = files.split_off(files.len().min(1));
    upload::drop_files(app, &permit, &rest).await;
    let once = form.once(&(row.id, files.first().map(|file| &file.sha256)))?;
    let Some(file) = files.pop() else {
        if form.is_fine() {
            form.note(FieldError::new(FILE, "file_missing"));
        }
        return page(&request, &row, form, Vec::new()).await;
    };
    match assessments::add_exhibit(request.db(), &permit, Some(&once), row.id, file.clone()).await {
        Ok(made) => {
            // A repeated request: the stored response has the earlier upload, so this one is dropped.
            if made.file_key != file.key {
                upload::drop_files(app, &permit, &[file]).await;
            }
            Ok(request.done(Flash::AssessmentKept, &there(&request, &row, "")))
        }
        Err(error) => {
            upload::drop_files(app, &permit, &[file]).await;
            form.refuse(error)?;
            page(&request, &row, form, Vec::new()).await
        }
    }
}

#[handler]
async fn download(request: MemberRequest) -> Result {
    let id: ExhibitId = request.id()?;
    let permit = request.permit::<SeeAssessments>()?;
    let file = assessments::exhibit(request.db(), &permit, own(&request).as_ref(), id).await?;
    let (kind, hash) = (&file.media_type, Some(file.sha256.as_str()));
    saved_as(&request.city, (&file.file_key, hash), kind, &file.name).await
}

#[handler]
async fn ask_remove(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let id: ExhibitId = request.id()?;
    let permit = request.permit::<SeeAssessments>()?;
    let file = assessments::exhibit(request.db(), &permit, own(&request).as_ref(), id).await?;
    let w = request.w();
    let list = request.at("assessments");
    FormPage::new(&request, Open::Assessments, w.assessment_file_remove(), list.clone())
        .await?
        .under(w.assessment_title(), list)
        .heading(file.name)
        .button(w.assessment_file_remove())
        .danger()
        .show(Form::empty())
}

#[handler]
async fn remove(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let id: ExhibitId = request.id()?;
    // Removing a file twice is harmless, so the idempotency key is not used; a form must have one all the
    // same.
    form.once_on(&id)?;
    let see = request.permit::<SeeAssessments>()?;
    let of = assessments::exhibit(request.db(), &see, Some(&permit), id)
        .await?
        .assessment_id;
    if let Some(gone) = assessments::remove_exhibit(request.db(), &permit, id).await? {
        let store = request.city.visitor.app.files.as_ref();
        let removed = files::discard(request.db(), store, &permit, &gone.file_key).await;
        removed.or_log("file not deleted: it stays in the store unreferenced");
    }
    Ok(request.done(Flash::AssessmentKept, &request.at(&format!("assessments/{of}"))))
}

async fn page(request: &MemberRequest, row: &Assessment, form: Form, files: Vec<Stored>) -> Result {
    let w = request.w();
    if row.state != AssessmentState::Draft {
        return Err(Error::from(besa_domain::Conflict::StateStep).into());
    }
    let plan = plan_of(request, row).await?;
    let whole = there(request, row, "");
    let most = i64::try_from(MAX_EXHIBITS).unwrap_or_default();
    let hint = w.assessment_files_hint(most, besa_domain::files::taken());
    let field = Field::new(FILE, w.assessment_files(), Kind::Files(false)).hint(hint);
    FormPage::new(request, Open::Assessments, w.assessment_file_add(), whole.clone())
        .await?
        .under(w.assessment_title(), request.at("assessments"))
        .under(assessed::title(w, row, Some(&plan)), whole)
        .fields(vec![field])
        .kept(files)
        .button(w.assessment_file_add())
        .show(form)
}
