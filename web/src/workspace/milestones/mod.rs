//! Milestones: the forms to write, update, move and withdraw one.

mod form;
mod reschedule;
mod update;
mod withdraw;

use besa_domain::commitments::Commitment;
use besa_domain::milestones::Milestone;
use besa_domain::whole::PlanRecords;

use super::form_page::{FormPage, Panel};
use super::marks::{self, Status};
use super::member_request::MemberRequest;
use super::shell::Open;
use super::{BASE, choose, upload};
use crate::error::Result;
use crate::pages::Pages;

/// Adds the pages of milestones under `prefix`.
pub(super) fn routes(pages: Pages, prefix: &str) -> Pages {
    let one = format!("{prefix}/commitments/:number/milestones");
    pages
        .form(format!("{one}/new"), form::new, form::create)
        .form(format!("{one}/:milestone/edit"), form::edit, form::save)
        .upload(
            format!("{one}/:milestone/update"),
            upload::BYTES,
            update::show,
            update::save,
        )
        .form(
            format!("{one}/:milestone/reschedule"),
            reschedule::show,
            reschedule::save,
        )
        .form(format!("{one}/:milestone/withdraw"), withdraw::show, withdraw::save)
}

/// Adds the page that asks which milestone to update.
pub(super) fn list_routes(pages: Pages) -> Pages {
    pages.page(format!("{BASE}/update"), choose::show)
}

/// Returns a page about one milestone, with breadcrumbs and the milestone's text beside the form.
async fn about(
    request: &MemberRequest,
    whole: &PlanRecords,
    (commitment, milestone): (&Commitment, &Milestone),
    title: String,
) -> Result<FormPage> {
    let w = request.w();
    let back = request.commitment(commitment, "");
    let mut rows = Vec::new();
    if let Some(output) = &milestone.output {
        rows.push((w.update_panel_promised(), output.clone()));
    }
    if let Some(outcome) = &milestone.outcome {
        rows.push((w.milestone_field_outcome(), outcome.clone()));
    }
    if let Some(lead) = marks::lead(request, whole, commitment) {
        rows.push((w.update_panel_lead(), lead));
    }
    let panel = Panel {
        title: w.update_panel_title(),
        status: Some((
            w.update_panel_status(),
            Status::of(milestone, whole.plan.counted_on(request.today()), request.language()),
        )),
        rows,
        ..Panel::default()
    };
    let ask = FormPage::new(request, Open::Commitments, title, back.clone())
        .await?
        .under(w.commitments_title(), request.on("commitments"))
        .under(w.commitment_page(commitment.number.to_string()), back)
        .heading(milestone.title.clone())
        .version(milestone.version)
        .stands(there(request, commitment, milestone))
        .panel(panel);
    Ok(ask)
}

/// Returns the URL of a milestone on the page of its commitment.
fn there(request: &MemberRequest, commitment: &Commitment, milestone: &Milestone) -> String {
    format!("{}#m{}", request.commitment(commitment, ""), milestone.number)
}
