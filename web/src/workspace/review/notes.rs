//! The forms to write a note about a city, and to edit one's own.

use besa_domain::access::Review;
use besa_domain::review::{self, Note, NoteDraft};
use besa_domain::{Conflict, Error};
use poem::handler;

use super::super::ask::Ask;
use super::super::conflict;
use super::super::field::Field;
use super::bench::{Inside, frame};
use super::city::commitments;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(inside: Inside) -> Result {
    page(&inside, None, Form::empty()).await
}

#[handler]
pub(super) async fn create(inside: Inside, mut form: Form) -> Result {
    let permit = inside.permit::<Review>()?;
    let draft = draft(&form);
    let once = form.once(&draft)?;
    match review::write_note(inside.db(), &permit, Some(&once), draft).await {
        Ok(_) => Ok(inside.done(Flash::NoteKept)),
        Err(error) => {
            form.refuse(error)?;
            page(&inside, None, form).await
        }
    }
}

async fn read(inside: &Inside) -> Result<Note> {
    Ok(review::note(inside.db(), &inside.permit()?, inside.id()?).await?)
}

#[handler]
pub(super) async fn edit(inside: Inside) -> Result {
    let note = read(&inside).await?;
    let form = filled(&note);
    page(&inside, Some(&note), form).await
}

#[handler]
pub(super) async fn save(inside: Inside, mut form: Form) -> Result {
    let permit = inside.permit::<Review>()?;
    let old = read(&inside).await?;
    let once = form.once_on(&old.id)?;
    let (db, version) = (inside.db(), form.version());
    match review::edit_note(db, &permit, Some(&once), old.id, version, draft(&form)).await {
        Ok(_) => Ok(inside.done(Flash::NoteKept)),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let frame = frame(&inside.visitor, &inside.w().error_409_title());
            let around = (frame, inside.shell(), inside.visitor.nonce());
            let fields = fields(&inside).await?;
            conflict::within(around, &fields, (&form, &filled(&old)), current, &inside.at(""))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&inside, Some(&old), form).await
        }
    }
}

async fn fields(inside: &Inside) -> Result<Vec<Field>> {
    let w = inside.w();
    Ok(vec![
        Field::pick("commitment", w.review_field_commitment(), commitments(inside).await?),
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

async fn page(inside: &Inside, note: Option<&Note>, form: Form) -> Result {
    let w = inside.w();
    let title = note.map_or_else(|| w.review_note_new(), |_| w.review_note_edit());
    let frame = frame(&inside.visitor, &title);
    let mut ask = Ask::within(inside.shell(), frame, inside.visitor.nonce(), title, inside.at(""))
        .lede(w.review_note_lede())
        .fields(fields(inside).await?);
    if let Some(note) = note {
        ask = ask.version(note.version);
    }
    ask.show(form)
}
