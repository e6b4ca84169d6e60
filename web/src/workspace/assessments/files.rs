//! The files of an assessment.

use besa_domain::access::{Assess, SeeAssessments};
use besa_domain::assessments::{self, Assessment, AssessmentState, EXHIBIT_BYTES, MAX_EXHIBITS};
use besa_domain::evidence::Stored;
use besa_domain::{Error, ExhibitId, FieldError, OrLog as _, files};
use besa_text::numbers;
use poem::handler;
use poem::web::Multipart;

use super::super::BASE;
use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::field::{Field, Kind};
use super::super::shell::Open;
use super::super::upload::{self, FILE, Sent};
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
pub(super) async fn list(desk: &Desk, row: &Assessment) -> Result<Vec<File>> {
    let permit = desk.permit::<SeeAssessments>()?;
    let own = own(desk);
    let files = assessments::exhibits(desk.db(), &permit, own.as_ref(), row.id).await?;
    let takes = own.is_some() && row.state == AssessmentState::Draft;
    let file = |file: assessments::Exhibit| File {
        href: desk.at(&format!("exhibits/{}/file", file.id)),
        facts: numbers::bytes(desk.language(), file.size.unsigned_abs()),
        remove: takes.then(|| desk.at(&format!("exhibits/{}/remove", file.id))),
        name: file.name,
    };
    Ok(files.into_iter().map(file).collect())
}

#[handler]
async fn ask(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    page(&desk, &row, Form::empty(), Vec::new()).await
}

#[handler]
async fn add(desk: Desk, parts: Multipart) -> Result {
    let permit = desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let Sent { mut form, mut files } = upload::read(&desk, &permit, parts).await?;
    let app = &desk.city.visitor.app;
    let rest = files.split_off(files.len().min(1));
    upload::drop_files(app, &permit, &rest).await;
    let once = form.once(&(row.id, files.first().map(|file| &file.sha256)))?;
    let Some(file) = files.pop() else {
        if form.is_fine() {
            form.note(FieldError::new(FILE, "file_missing"));
        }
        return page(&desk, &row, form, Vec::new()).await;
    };
    match assessments::add_exhibit(desk.db(), &permit, Some(&once), row.id, file.clone()).await {
        Ok(made) => {
            // A repeated request: the stored response has the earlier upload, so this one is dropped.
            if made.file_key != file.key {
                upload::drop_files(app, &permit, &[file]).await;
            }
            Ok(desk.done(Flash::AssessmentKept, &there(&desk, &row, "")))
        }
        Err(error) => {
            upload::drop_files(app, &permit, &[file]).await;
            form.refuse(error)?;
            page(&desk, &row, form, Vec::new()).await
        }
    }
}

#[handler]
async fn download(desk: Desk) -> Result {
    let id: ExhibitId = desk.id()?;
    let permit = desk.permit::<SeeAssessments>()?;
    let file = assessments::exhibit(desk.db(), &permit, own(&desk).as_ref(), id).await?;
    let (kind, hash) = (&file.media_type, Some(file.sha256.as_str()));
    saved_as(&desk.city, (&file.file_key, hash), kind, &file.name).await
}

#[handler]
async fn ask_remove(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let id: ExhibitId = desk.id()?;
    let permit = desk.permit::<SeeAssessments>()?;
    let file = assessments::exhibit(desk.db(), &permit, own(&desk).as_ref(), id).await?;
    let w = desk.w();
    let list = desk.at("assessments");
    Ask::new(&desk, Open::Assessments, w.assessment_file_remove(), list.clone())
        .await?
        .under(w.assessment_title(), list)
        .heading(file.name)
        .button(w.assessment_file_remove())
        .danger()
        .show(Form::empty())
}

#[handler]
async fn remove(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let id: ExhibitId = desk.id()?;
    // Removing a file twice is harmless, so the idempotency key is not used; a form must have one all the
    // same.
    form.once_on(&id)?;
    let see = desk.permit::<SeeAssessments>()?;
    let of = assessments::exhibit(desk.db(), &see, Some(&permit), id)
        .await?
        .assessment_id;
    if let Some(gone) = assessments::remove_exhibit(desk.db(), &permit, id).await? {
        let store = desk.city.visitor.app.files.as_ref();
        let removed = files::discard(desk.db(), store, &permit, &gone.file_key).await;
        removed.or_log("file not deleted: it stays in the store unreferenced");
    }
    Ok(desk.done(Flash::AssessmentKept, &desk.at(&format!("assessments/{of}"))))
}

async fn page(desk: &Desk, row: &Assessment, form: Form, files: Vec<Stored>) -> Result {
    let w = desk.w();
    if row.state != AssessmentState::Draft {
        return Err(Error::from(besa_domain::Conflict::StateStep).into());
    }
    let plan = plan_of(desk, row).await?;
    let whole = there(desk, row, "");
    let most = i64::try_from(MAX_EXHIBITS).unwrap_or_default();
    let field = Field::new(FILE, w.assessment_files(), Kind::Files(false)).hint(w.assessment_files_hint(most));
    Ask::new(desk, Open::Assessments, w.assessment_file_add(), whole.clone())
        .await?
        .under(w.assessment_title(), desk.at("assessments"))
        .under(assessed::title(w, row, Some(&plan)), whole)
        .fields(vec![field])
        .kept(files)
        .button(w.assessment_file_add())
        .show(form)
}
