//! The forms to write a note about a city, and to edit one's own.

use besa_domain::access::Review;
use besa_domain::review::{self, Note, NoteDraft};
use besa_domain::{Conflict, Error};
use poem::handler;

use super::super::conflict;
use super::super::field::Field;
use super::super::form_page::FormPage;
use super::city::commitments;
use super::reviewer_request::{CityReviewRequest, frame};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: CityReviewRequest) -> Result {
    page(&request, None, Form::empty()).await
}

#[handler]
pub(super) async fn create(request: CityReviewRequest, mut form: Form) -> Result {
    let permit = request.permit::<Review>()?;
    let draft = draft(&form);
    let once = form.once(&draft)?;
    match review::write_note(request.db(), &permit, Some(&once), draft).await {
        Ok(_) => Ok(request.done(Flash::NoteKept)),
        Err(error) => {
            form.refuse(error)?;
            page(&request, None, form).await
        }
    }
}

async fn read(request: &CityReviewRequest) -> Result<Note> {
    Ok(review::note(request.db(), &request.permit()?, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: CityReviewRequest) -> Result {
    let note = read(&request).await?;
    let form = filled(&note);
    page(&request, Some(&note), form).await
}

#[handler]
pub(super) async fn save(request: CityReviewRequest, mut form: Form) -> Result {
    let permit = request.permit::<Review>()?;
    let old = read(&request).await?;
    let once = form.once_on(&old.id)?;
    let (db, version) = (request.db(), form.version());
    match review::edit_note(db, &permit, Some(&once), old.id, version, draft(&form)).await {
        Ok(_) => Ok(request.done(Flash::NoteKept)),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let around = conflict::Surroundings {
                frame: frame(&request.visitor, &request.w().error_409_title()),
                shell: request.shell(),
                nonce: request.visitor.nonce(),
            };
            let fields = fields(&request).await?;
            conflict::within(around, &fields, (&form, &filled(&old)), current, &request.at(""))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, Some(&old), form).await
        }
    }
}

async fn fields(request: &CityReviewRequest) -> Result<Vec<Field>> {
    let w = request.w();
    Ok(vec![
        Field::pick("commitment", w.review_field_commitment(), commitments(request).await?),
        Field::prose("text", w.review_note_field_text(), 6),
    ])
}

fn filled(note: &Note) -> Form {
    Form::with([
        (
            "commitment",
            note.commitment_id.map_or_else(String::new, |id| id.to_string()),
        ),
        ("text", note.text.clone()),
    ])
}

fn draft(form: &Form) -> NoteDraft {
    NoteDraft {
        commitment: form.value("commitment").parse().ok(),
        text: form.value("text").to_owned(),
    }
}

async fn page(request: &CityReviewRequest, note: Option<&Note>, form: Form) -> Result {
    let w = request.w();
    let title = note.map_or_else(|| w.review_note_new(), |_| w.review_note_edit());
    let frame = frame(&request.visitor, &title);
    let mut ask = FormPage::within(request.shell(), frame, request.visitor.nonce(), title, request.at(""))
        .lede(w.review_note_lede())
        .fields(fields(request).await?);
    if let Some(note) = note {
        ask = ask.version(note.version);
    }
    ask.show(form)
}
