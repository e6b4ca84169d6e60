//! Reading the file that was sent.

use besa_documents::draft;
use besa_documents::workbook::Limits;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Origin};
use besa_domain::{Error, FieldError};
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
    let origin = Origin::of(&name, &bytes);
    let draft = match tokio::task::spawn_blocking(move || draft::read(&bytes, &name)).await {
        Ok(Ok(draft)) => draft,
        Ok(Err(refused)) => {
            tracing::debug!(%refused, "a plan was not read");
            return page(&desk, form, &refused.notes, Vec::new()).await;
        }
        Err(error) => return Err(Error::internal(error).into()),
    };
    // A file of several cities holds this one's plans under its own name, or somebody says which.
    let members = imports::members(&draft);
    let draft = match imports::chosen(&members, form.maybe("member").as_deref(), &desk.city.tenant().slug) {
        Some(member) => draft.of_member(&member.slug),
        None if members.is_empty() => draft,
        None => {
            form.note(FieldError::new("member", "not_chosen"));
            return page(&desk, form, &[], members).await;
        }
    };
    let import = imports::propose(desk.db(), &permit, origin, draft).await?;
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
