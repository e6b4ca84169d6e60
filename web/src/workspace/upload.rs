//! Forms with files. Each file is streamed to the store, so that it is never held in memory as a whole.

use besa_domain::access::Permit;
use besa_domain::evidence::{self, Stored, Stores};
use besa_domain::files::discard;
use besa_domain::{App, Error, FieldError, OrLog, code, masked};
use futures_util::StreamExt;
use poem::web::{Field, Multipart};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::member_request::MemberRequest;
use crate::error::{Fault, Result};
use crate::form::{CSRF, Form, is_ours};
use crate::limit::FORM;

/// Maximum number of files per form.
pub(super) const MAX: u64 = 5;
/// Maximum size in bytes of a form with files.
pub(super) const BYTES: u64 = evidence::MAX_BYTES.unsigned_abs() * MAX + FORM;
/// The name of the file field.
pub(super) const FILE: &str = "file";
/// The name of the field for files that were stored with an earlier, refused form.
const KEPT: &str = "kept";

/// The content of a form.
pub(super) struct FormWithFiles {
    pub(super) form: Form,
    /// The files that are now in the store.
    pub(super) files: Vec<Stored>,
}

/// Reads a form with files. The form token must come before the first file, and is checked there.
///
/// # Errors
/// [`Fault::Foreign`] without the token; [`Fault::Unreadable`] for a malformed body; the store's own. An
/// error in a file is noted in the form instead.
pub(super) async fn read<A: Stores>(
    request: &MemberRequest,
    permit: &Permit<A>,
    mut parts: Multipart,
) -> Result<FormWithFiles> {
    let app = &request.city.visitor.app;
    let mut sent = FormWithFiles {
        form: Form::empty(),
        files: Vec::new(),
    };
    let done = fill(request, permit, &mut parts, &mut sent).await;
    if let Err(fault) = done {
        drop_files(app, permit, &sent.files).await;
        return Err(fault);
    }
    let kept: Vec<String> = sent.form.all(KEPT).map(str::to_owned).collect();
    for value in kept {
        let Some((key, name)) = split(&value) else {
            return Err(Fault::Unreadable);
        };
        match evidence::again(&app.db, app.files.as_ref(), permit, key, name).await {
            Ok(file) => sent.files.push(file),
            Err(Error::Invalid(errors)) => note(&mut sent.form, name, errors),
            Err(Error::Full(full)) => note(&mut sent.form, name, vec![full.into()]),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(sent)
}

async fn fill<A: Stores>(
    request: &MemberRequest,
    permit: &Permit<A>,
    parts: &mut Multipart,
    sent: &mut FormWithFiles,
) -> Result<()> {
    let app = &request.city.visitor.app;
    let mut checked = false;
    let mut texts = Texts::default();
    while let Some(field) = parts.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            let value = texts.read(field).await?;
            if name == CSRF {
                checked = is_ours(&request.session.csrf, &value);
            }
            sent.form.add(&name, value);
            continue;
        };
        if !checked {
            return Err(Fault::Foreign);
        }
        // Browsers send an empty part for an empty file box.
        if file.is_empty() {
            continue;
        }
        let mut bytes = ReaderStream::new(field.into_async_read()).map(|chunk| chunk.map_err(Error::internal));
        let stored = if u64::try_from(sent.files.len()).unwrap_or(MAX) >= MAX {
            let most = i64::try_from(MAX).unwrap_or(i64::MAX);
            Err(Error::Invalid(vec![FieldError::limited(
                FILE,
                code::OUT_OF_RANGE,
                most,
            )]))
        } else {
            evidence::store(&app.db, app.files.as_ref(), permit, &file, &mut bytes).await
        };
        match stored {
            Ok(stored) => sent.files.push(stored),
            Err(Error::Invalid(errors)) => note(&mut sent.form, &file, errors),
            Err(Error::Full(full)) => note(&mut sent.form, &file, vec![full.into()]),
            // The body ended early: it was too large, or the connection broke.
            Err(error) => return Err(error.into()),
        }
        // Read the rest of a refused file, else the next part is not found.
        while let Some(chunk) = bytes.next().await {
            chunk?;
        }
    }
    if checked { Ok(()) } else { Err(Fault::Foreign) }
}

/// Name and content of a file that is small enough to be held in memory.
type SmallFile = (String, Vec<u8>);

/// Reads a form with one small file. At most `most` + 1 bytes of it are kept, so that the caller can tell a
/// file that is too large.
///
/// # Errors
/// [`Fault::Foreign`] without the form token; [`Fault::Unreadable`] for a malformed body.
pub(super) async fn read_small(
    request: &MemberRequest,
    mut parts: Multipart,
    most: u64,
) -> Result<(Form, Option<SmallFile>)> {
    let mut form = Form::empty();
    let mut file = None;
    let mut texts = Texts::default();
    while let Some(field) = parts.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            let value = texts.read(field).await?;
            form.add(&name, value);
            continue;
        };
        if file_name.is_empty() || name != FILE {
            continue;
        }
        let mut bytes = Vec::new();
        let mut reader = field.into_async_read();
        let whole = (&mut reader).take(most + 1).read_to_end(&mut bytes).await;
        whole.map_err(unreadable)?;
        tokio::io::copy(&mut reader, &mut tokio::io::sink())
            .await
            .map_err(unreadable)?;
        form.add(FILE, file_name.clone());
        file = Some((file_name, bytes));
    }
    if is_ours(&request.session.csrf, form.value(CSRF)) {
        Ok((form, file))
    } else {
        Err(Fault::Foreign)
    }
}

/// What is left of the limits for text fields: bytes in all, as in a form without files, and number of
/// fields.
struct Texts {
    bytes: u64,
    parts: usize,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            bytes: FORM,
            parts: 1_000,
        }
    }
}

impl Texts {
    /// Reads a text field.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] over the limits; [`Fault::Unreadable`] if it is not UTF-8.
    async fn read(&mut self, field: Field) -> Result<String> {
        let mut bytes = Vec::new();
        let mut reader = field.into_async_read().take(self.bytes + 1);
        reader.read_to_end(&mut bytes).await.map_err(unreadable)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let left = self.bytes.checked_sub(length).zip(self.parts.checked_sub(1));
        (self.bytes, self.parts) = left.ok_or(Fault::TooLarge(FORM))?;
        String::from_utf8(bytes).map_err(unreadable)
    }
}

fn note(form: &mut Form, file: &str, errors: Vec<FieldError>) {
    for error in errors {
        form.note_about(file, error);
    }
}

/// Deletes files from the store that no record references.
pub(super) async fn drop_files<A: Stores>(app: &App, permit: &Permit<A>, files: &[Stored]) {
    for file in files {
        discard(&app.db, app.files.as_ref(), permit, &file.key)
            .await
            .or_log("file not deleted: it stays in the store unreferenced");
    }
}

/// Splits a kept file into key and name: `{city}/evidence/{id}/{name}`.
fn split(value: &str) -> Option<(&str, &str)> {
    let (at, _) = value.match_indices('/').nth(2)?;
    Some((value.get(..at)?, value.get(at + 1..)?))
}

fn unreadable(error: impl std::fmt::Display) -> Fault {
    tracing::debug!(error = masked(&error.to_string()), "multipart form refused");
    Fault::Unreadable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_hold_anything_but_a_key_no_slash_more() {
        assert_eq!(split("t/evidence/1/a b.pdf"), Some(("t/evidence/1", "a b.pdf")));
        assert_eq!(split("t/evidence/1/a/b"), Some(("t/evidence/1", "a/b")));
        assert_eq!(split("t/evidence/1"), None);
        assert_eq!(split(""), None);
    }
}
