//! Reading the file that was sent.

use besa_documents::workbook::{self, Limits, ReadError};
use besa_domain::FieldError;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Code, Draft, Note, Origin, json};
use poem::handler;
use poem::web::Multipart;
use tokio::io::AsyncReadExt;

use super::super::desk::Desk;
use super::page;
use crate::error::{Fault, Result};
use crate::form::{CSRF, Form, is_ours};
use crate::page::see_other;

#[handler]
pub(super) async fn submit(desk: Desk, parts: Multipart) -> Result {
    let permit = desk.permit::<ImportPlan>()?;
    let (mut form, file) = read(&desk, parts).await?;
    let Some((name, bytes)) = file else {
        form.note(FieldError::new("file", "file_missing"));
        return page(&desk, form, &[], Vec::new()).await;
    };
    let draft = match draft(&name, &bytes) {
        Ok(draft) => draft,
        Err(notes) => return page(&desk, form, &notes, Vec::new()).await,
    };
    // A file of several cities holds this one's plans under its own name, or somebody says which.
    let members = imports::members(&draft);
    let own = &desk.city.tenant().slug;
    let chosen = match members.as_slice() {
        [] => None,
        [member] => Some(member),
        several => {
            let said = several.iter().find(|member| form.has("member", &member.slug));
            said.or_else(|| several.iter().find(|member| member.slug == *own))
        }
    };
    let draft = match (chosen, members.len()) {
        (Some(member), _) => draft.of_member(&member.slug),
        (None, 0) => draft,
        (None, _) => {
            form.note(FieldError::new("member", "not_chosen"));
            return page(&desk, form, &[], members).await;
        }
    };
    let import = imports::propose(desk.db(), &permit, Origin::of(&name, &bytes), draft).await?;
    Ok(see_other(&desk.at(&format!("imports/{}", import.id))))
}

type File = (String, Vec<u8>);

/// The form and its file: small enough to be held whole.
async fn read(desk: &Desk, mut parts: Multipart) -> Result<(Form, Option<File>)> {
    let unreadable = |error: &dyn std::fmt::Display| {
        tracing::debug!(%error, "a form with a file was not read");
        Fault::Unreadable
    };
    let mut form = Form::empty();
    let mut file = None;
    while let Some(field) = parts.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            let value = field.text().await.map_err(|error| unreadable(&error))?;
            form.add(&name, value);
            continue;
        };
        if file_name.is_empty() || name != "file" {
            continue;
        }
        // One byte more than is taken shows that there is more.
        let most = u64::try_from(Limits::default().file).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let mut reader = field.into_async_read();
        let whole = (&mut reader).take(most + 1).read_to_end(&mut bytes).await;
        whole.map_err(|error| unreadable(&error))?;
        tokio::io::copy(&mut reader, &mut tokio::io::sink())
            .await
            .map_err(|error| unreadable(&error))?;
        form.add("file", file_name.clone());
        file = Some((file_name, bytes));
    }
    if !is_ours(&desk.session.csrf, form.value(CSRF)) {
        return Err(Fault::Foreign);
    }
    Ok((form, file))
}

fn draft(name: &str, bytes: &[u8]) -> std::result::Result<Draft, Vec<Note>> {
    let note = |code, given: String| vec![Note::new(code, "", given)];
    if name.to_ascii_lowercase().ends_with(".json") {
        let most = Limits::default().file;
        if bytes.len() > most {
            return Err(note(Code::FileTooLarge, most.to_string()));
        }
        return match std::str::from_utf8(bytes) {
            Ok(text) => json::read(text),
            Err(error) => Err(note(Code::Encoding, error.valid_up_to().to_string())),
        };
    }
    let book = workbook::read(bytes, name).map_err(|error| {
        tracing::debug!(%error, "a workbook was not read");
        refusal(error)
    })?;
    imports::read(&book)
}

/// Why a file was not read, as a note that has words.
fn refusal(error: ReadError) -> Vec<Note> {
    let (code, cell, given) = match error {
        ReadError::Empty => (Code::EmptyFile, String::new(), String::new()),
        ReadError::NotText { line } => (Code::Encoding, line.to_string(), String::new()),
        ReadError::File { most, .. } => (Code::FileTooLarge, String::new(), most.to_string()),
        ReadError::Unpacked { most, .. } => (Code::FileTooLarge, String::new(), most.to_string()),
        ReadError::Rows { sheet, most } => (Code::TooManyRows, sheet, most.to_string()),
        ReadError::Text { place, .. } | ReadError::Cell { place, .. } | ReadError::Columns { place, .. } => {
            (Code::UnreadableFile, place, String::new())
        }
        ReadError::Unknown
        | ReadError::OldExcel
        | ReadError::Locked
        | ReadError::Damaged { .. }
        | ReadError::Ratio { .. }
        | ReadError::Parts { .. }
        | ReadError::Sheets { .. } => (Code::UnreadableFile, String::new(), String::new()),
    };
    vec![Note::new(code, cell, given)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plan_is_refused_in_words() {
        let code = |name: &str, bytes: &[u8]| draft(name, bytes).unwrap_err().first().map(|note| note.code);
        assert_eq!(code("a.xlsx", b""), Some(Code::EmptyFile));
        assert_eq!(code("a.xlsx", b"PK\x03\x04 not a workbook"), Some(Code::UnreadableFile));
        assert_eq!(code("a.json", &[0xff, 0xfe]), Some(Code::Encoding));
        assert_eq!(code("a.pdf", b"%PDF-1.7"), Some(Code::UnreadableFile));
    }
}
