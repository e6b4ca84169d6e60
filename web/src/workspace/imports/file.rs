//! Receives and reads the file of an import.

use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, ImportSlot, Origin, Proposal, Proposed};
use besa_domain::{Error, FieldError, masked};
use besa_formats::draft;
use besa_formats::workbook::Limits;
use poem::handler;
use poem::web::Multipart;

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
    let source = match tokio::task::spawn_blocking(move || draft::source(&bytes, &name)).await {
        Ok(Ok(source)) => source,
        Ok(Err(refused)) => {
            tracing::debug!(error = masked(&refused.to_string()), "import file refused");
            return page(&request, form, &refused.notes, Vec::new()).await;
        }
        Err(error) => return Err(Error::internal(error).into()),
    };
    let member = form.maybe("member");
    // The same bytes and the same member give the same draft.
    let once = form.once(&(&origin.file_name, &origin.sha256, &member))?;
    let limits = request.city.visitor.app.files.limits();
    let proposal = Proposal { origin, source, member };
    let import = match imports::propose(request.db(), &permit, Some(&once), proposal, limits).await {
        Ok(Proposed::Stored(import)) => import,
        Ok(Proposed::Refused(notes)) => return page(&request, form, &notes, Vec::new()).await,
        Ok(Proposed::Choose(members)) => {
            form.note(FieldError::new("member", "not_chosen"));
            return page(&request, form, &[], members).await;
        }
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
