//! A form with files: each is put into the store as it comes, never held in memory whole.

use besa_domain::access::Permit;
use besa_domain::evidence::{self, Stored, Stores};
use besa_domain::files::discard;
use besa_domain::{App, Error, FieldError, OrLog, code, masked};
use futures_util::StreamExt;
use poem::web::{Field, Multipart};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::desk::Desk;
use crate::error::{Fault, Result};
use crate::form::{CSRF, Form, is_ours};
use crate::limit::FORM;

/// Most files that one form takes.
pub(super) const MOST: u64 = 5;
/// Most bytes of a form with files.
pub(super) const BYTES: u64 = evidence::MOST_BYTES.unsigned_abs() * MOST + FORM;
/// The field of the files.
pub(super) const FILE: &str = "file";
/// The field of files that came before.
const KEPT: &str = "kept";

/// What was sent.
pub(super) struct Sent {
    pub(super) form: Form,
    /// The files that are in the store now.
    pub(super) files: Vec<Stored>,
}

/// Reads a form with files. The session's token comes before any of them, and is checked there.
///
/// # Errors
/// [`Fault::Foreign`] without the token; [`Fault::Unreadable`]; the store's own. What is wrong
/// with a file is noted in the form.
pub(super) async fn read<A: Stores>(desk: &Desk, permit: &Permit<A>, mut parts: Multipart) -> Result<Sent> {
    let app = &desk.city.visitor.app;
    let mut sent = Sent {
        form: Form::empty(),
        files: Vec::new(),
    };
    let done = fill(desk, permit, &mut parts, &mut sent).await;
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

async fn fill<A: Stores>(desk: &Desk, permit: &Permit<A>, parts: &mut Multipart, sent: &mut Sent) -> Result<()> {
    let app = &desk.city.visitor.app;
    let mut checked = false;
    let mut texts = Texts::default();
    while let Some(field) = parts.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            let value = texts.read(field).await?;
            if name == CSRF {
                checked = is_ours(&desk.session.csrf, &value);
            }
            sent.form.add(&name, value);
            continue;
        };
        if !checked {
            return Err(Fault::Foreign);
        }
        // A browser sends an empty part for a box that was left empty.
        if file.is_empty() {
            continue;
        }
        let mut bytes = ReaderStream::new(field.into_async_read()).map(|chunk| chunk.map_err(Error::internal));
        let stored = if u64::try_from(sent.files.len()).unwrap_or(MOST) >= MOST {
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
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
            // The body ended early: too large in all, or the line broke.
            Err(error) => return Err(error.into()),
        }
        // What is left of a refused file is read past, or the next part would not be found.
        while let Some(chunk) = bytes.next().await {
            chunk?;
        }
    }
    if checked { Ok(()) } else { Err(Fault::Foreign) }
}

/// Name and bytes of a file that is small enough to be held whole.
type Held = (String, Vec<u8>);

/// Reads a form with one small file. Of a larger one come one byte more than `most`, which shows
/// that there is more.
///
/// # Errors
/// [`Fault::Foreign`] without the session's token; [`Fault::Unreadable`].
pub(super) async fn held(desk: &Desk, mut parts: Multipart, most: u64) -> Result<(Form, Option<Held>)> {
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
    if is_ours(&desk.session.csrf, form.value(CSRF)) {
        Ok((form, file))
    } else {
        Err(Fault::Foreign)
    }
}

/// The texts beside the files: what a form without files may have, in so many parts.
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
    /// # Errors
    /// [`Fault::TooLarge`] past them; [`Fault::Unreadable`] for what is no text.
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

/// Takes files out of the store that nothing came to point at.
pub(super) async fn drop_files<A: Stores>(app: &App, permit: &Permit<A>, files: &[Stored]) {
    for file in files {
        discard(&app.db, app.files.as_ref(), permit, &file.key)
            .await
            .or_log("a file that nothing points at stays in the store");
    }
}

/// Key and name of a file that came before: `{city}/evidence/{id}/{name}`.
fn split(value: &str) -> Option<(&str, &str)> {
    let (at, _) = value.match_indices('/').nth(2)?;
    Some((value.get(..at)?, value.get(at + 1..)?))
}

fn unreadable(error: impl std::fmt::Display) -> Fault {
    tracing::debug!(error = masked(&error.to_string()), "a form with files was not read");
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
