//! Receives and reads the file of an import.

use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Decisions, ImportSlot, Origin};
use besa_domain::{Error, FieldError, masked};
use besa_formats::draft::{self, Refused};
use besa_formats::workbook::Limits;
use poem::handler;
use poem::web::Multipart;
use std::collections::BTreeMap;

use super::super::member_request::MemberRequest;
use super::super::upload;
use super::page;
use crate::error::Result;
use crate::page::see_other;

#[handler]
pub(super) async fn submit(request: MemberRequest, parts: Multipart) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let mut turn = ImportSlot::of_receiving().await?;
    let most = u64::try_from(Limits::default().file).unwrap_or(u64::MAX);
    let (mut form, file) = upload::read_small(&request, parts, most).await?;
    let Some((name, bytes)) = file else {
        form.note(FieldError::new("file", "file_missing"));
        return page(&request, form, &[], Vec::new()).await;
    };
    turn.of_reading().await?;
    let origin = Origin::of(&name, &bytes);
    let read = move || {
        let source = draft::source(&bytes, &name)?;
        drop(bytes);
        let read = source.read(&Decisions::default(), &BTreeMap::new());
        Ok::<_, Refused>((source, read))
    };
    let (source, read) = match tokio::task::spawn_blocking(read).await {
        Ok(Ok(read)) => read,
        Ok(Err(refused)) => {
            tracing::debug!(error = masked(&refused.to_string()), "import file refused");
            return page(&request, form, &refused.notes, Vec::new()).await;
        }
        Err(error) => return Err(Error::internal(error).into()),
    };
    let members = match &read {
        Ok(draft) => imports::members(draft),
        // A person can say which columns hold what.
        Err(refusal) if !refusal.columns.is_empty() => Vec::new(),
        Err(refusal) => return page(&request, form, &refusal.notes, Vec::new()).await,
    };
    drop(read);
    // If the file has several cities, take the one with this city's slug, or the one that was chosen.
    let member = match imports::chosen(&members, form.maybe("member").as_deref(), &request.city.tenant().slug) {
        Some(member) => Some(member.slug.clone()),
        None if members.is_empty() => None,
        None => {
            form.note(FieldError::new("member", "not_chosen"));
            return page(&request, form, &[], members).await;
        }
    };
    // The same bytes and the same member give the same draft.
    let once = form.once(&(&origin.file_name, &origin.sha256, &member))?;
    let limits = request.city.visitor.app.files.limits();
    let import = match imports::propose(request.db(), &permit, Some(&once), origin, source, member, limits).await {
        Ok(import) => import,
        Err(Error::Invalid(errors)) => {
            for error in errors {
                form.note(error);
            }
            return page(&request, form, &[], Vec::new()).await;
        }
        Err(error) => return Err(error.into()),
    };
    Ok(see_other(&request.at(&format!("imports/{}", import.id))))
}
