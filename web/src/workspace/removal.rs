//! Deleting a record that was never public: the page says first what goes with it.

use besa_domain::access::{EditCommitment, EditMilestone, EditPlan, SeePlan, WithdrawEvidence};
use besa_domain::plans::Plan;
use besa_domain::removal::{self, Preview, Removed, Target};
use besa_domain::{Conflict, Error, FieldError};
use poem::handler;

use super::BASE;
use super::form_page::{FormPage, Panel};
use super::member_request::MemberRequest;
use super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Pages;
use crate::refused::in_use;

/// Adds the pages. They name records by id, so that a form that is sent again finds its response.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .form(format!("{BASE}/remove/plan/:id"), show_plan, remove_plan)
        .form(
            format!("{BASE}/remove/commitment/:id"),
            show_commitment,
            remove_commitment,
        )
        .form(format!("{BASE}/remove/milestone/:id"), show_milestone, remove_milestone)
        .form(format!("{BASE}/remove/evidence/:id"), show_evidence, remove_evidence)
        .form(format!("{BASE}/remove/indicator/:id"), show_indicator, remove_indicator)
}

/// Returns the URL of the page that deletes a record.
pub(super) fn href(request: &MemberRequest, target: Target) -> String {
    request.at(&match target {
        Target::Plan(id) => format!("remove/plan/{id}"),
        Target::Commitment(id) => format!("remove/commitment/{id}"),
        Target::Milestone(id) => format!("remove/milestone/{id}"),
        Target::Evidence(id) => format!("remove/evidence/{id}"),
        Target::Indicator(id) => format!("remove/indicator/{id}"),
    })
}

/// Adds to the form of a record the link that deletes it, while its plan is not public.
pub(super) fn offered(request: &MemberRequest, form: FormPage, plan: &Plan, target: Target) -> FormPage {
    if plan.published_at.is_some() {
        return form;
    }
    let w = request.w();
    form.panel(Panel {
        title: w.common_delete(),
        text: Some(w.remove_hint()),
        links: vec![(title(request, target), href(request, target))],
        ..Panel::default()
    })
}

fn title(request: &MemberRequest, target: Target) -> String {
    let w = request.w();
    match target {
        Target::Plan(_) => w.remove_plan(),
        Target::Commitment(_) => w.remove_commitment(),
        Target::Milestone(_) => w.remove_milestone(),
        Target::Evidence(_) => w.remove_evidence(),
        Target::Indicator(_) => w.remove_indicator(),
    }
}

#[handler]
async fn show_plan(request: MemberRequest) -> Result {
    request.permit::<EditPlan>()?;
    show(&request, Target::Plan(request.id()?), Form::empty()).await
}

#[handler]
async fn remove_plan(request: MemberRequest, form: Form) -> Result {
    let (permit, id) = (request.permit::<EditPlan>()?, request.id()?);
    let place = place(&request, Target::Plan(id)).await?;
    let once = form.once_on(&id)?;
    let removed = removal::plan(request.db(), &permit, Some(&once), id, Some(form.version())).await;
    done(&request, form, Target::Plan(id), place, removed).await
}

#[handler]
async fn show_commitment(request: MemberRequest) -> Result {
    request.permit::<EditCommitment>()?;
    show(&request, Target::Commitment(request.id()?), Form::empty()).await
}

#[handler]
async fn remove_commitment(request: MemberRequest, form: Form) -> Result {
    let (permit, id) = (request.permit::<EditCommitment>()?, request.id()?);
    let place = place(&request, Target::Commitment(id)).await?;
    let once = form.once_on(&id)?;
    let removed = removal::commitment(request.db(), &permit, Some(&once), id, Some(form.version())).await;
    done(&request, form, Target::Commitment(id), place, removed).await
}

#[handler]
async fn show_milestone(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    show(&request, Target::Milestone(request.id()?), Form::empty()).await
}

#[handler]
async fn remove_milestone(request: MemberRequest, form: Form) -> Result {
    let (permit, id) = (request.permit::<EditMilestone>()?, request.id()?);
    let place = place(&request, Target::Milestone(id)).await?;
    let once = form.once_on(&id)?;
    let removed = removal::milestone(request.db(), &permit, Some(&once), id, Some(form.version())).await;
    done(&request, form, Target::Milestone(id), place, removed).await
}

#[handler]
async fn show_evidence(request: MemberRequest) -> Result {
    request.permit::<WithdrawEvidence>()?;
    show(&request, Target::Evidence(request.id()?), Form::empty()).await
}

#[handler]
async fn remove_evidence(request: MemberRequest, form: Form) -> Result {
    let (permit, id) = (request.permit::<WithdrawEvidence>()?, request.id()?);
    let place = place(&request, Target::Evidence(id)).await?;
    let once = form.once_on(&id)?;
    let removed = removal::evidence(request.db(), &permit, Some(&once), id, Some(form.version())).await;
    done(&request, form, Target::Evidence(id), place, removed).await
}

#[handler]
async fn show_indicator(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    show(&request, Target::Indicator(request.id()?), Form::empty()).await
}

#[handler]
async fn remove_indicator(request: MemberRequest, form: Form) -> Result {
    let (permit, id) = (request.permit::<EditMilestone>()?, request.id()?);
    let place = place(&request, Target::Indicator(id)).await?;
    let once = form.once_on(&id)?;
    let removed = removal::indicator(request.db(), &permit, Some(&once), id, Some(form.version())).await;
    done(&request, form, Target::Indicator(id), place, removed).await
}

/// Returns the page above the record: the list of its plan, or of the current plan when the record is gone.
async fn place(request: &MemberRequest, target: Target) -> Result<String> {
    let list = match target {
        Target::Plan(_) => return Ok(request.at("plan")),
        Target::Commitment(_) | Target::Milestone(_) | Target::Indicator(_) => "commitments",
        Target::Evidence(_) => "evidence",
    };
    match removal::preview(request.db(), &request.permit::<SeePlan>()?, target).await {
        Ok(preview) => Ok(request.at(&format!("plans/{}/{list}", preview.reference))),
        Err(Error::NotFound(_)) => Ok(request.at(list)),
        Err(error) => Err(error.into()),
    }
}

/// Responds to the form: goes to the page above, or shows why the record stays.
async fn done(
    request: &MemberRequest,
    mut form: Form,
    target: Target,
    place: String,
    removed: besa_domain::Result<Removed>,
) -> Result {
    match removed {
        Ok(_) => Ok(request.done(Flash::Removed, &place)),
        Err(Error::Conflict(Conflict::WasPublic | Conflict::InUse(_))) => show(request, target, form).await,
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            // The page shows the record as it is now, so the form gets its version.
            form.note(FieldError::new("main", "stale_version"));
            show(request, target, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(request: &MemberRequest, target: Target, mut form: Form) -> Result {
    let w = request.w();
    let preview = removal::preview(request.db(), &request.permit::<SeePlan>()?, target).await?;
    let refused = match preview.refused {
        Some(Conflict::InUse(by)) => Some(in_use(by)),
        Some(_) => Some("was_public"),
        None => None,
    };
    if let Some(code) = refused {
        form.note(FieldError::new("main", code));
    }
    let mut fresh = Form::with([("version", preview.version.to_string())]);
    if let Some(error) = form.error("main") {
        fresh.note(error.clone());
    }
    let (open, list) = match target {
        Target::Plan(_) => (Open::Plan, "plan"),
        Target::Commitment(_) | Target::Milestone(_) | Target::Indicator(_) => (Open::Commitments, "commitments"),
        Target::Evidence(_) => (Open::Evidence, "evidence"),
    };
    let back = request.at(&format!("plans/{}/{list}", preview.reference));
    let title = title(request, target);
    let page = FormPage::new(request, open, title.clone(), back.clone())
        .await?
        .under(
            match target {
                Target::Plan(_) => w.workspace_nav_plan(),
                Target::Commitment(_) | Target::Milestone(_) | Target::Indicator(_) => w.commitments_title(),
                Target::Evidence(_) => w.evidence_list_title(),
            },
            back,
        )
        .heading(format!("{title}: {}", preview.title))
        .version(preview.version)
        .danger();
    if refused.is_some() {
        return page.button(String::new()).show(fresh);
    }
    page.lede(w.remove_lede())
        .panel(goes(request, &preview))
        .button(title)
        .show(fresh)
}

/// Returns the panel that lists what is deleted.
fn goes(request: &MemberRequest, preview: &Preview) -> Panel {
    let w = request.w();
    let Removed {
        plans,
        commitments,
        milestones,
        updates,
        evidence,
        indicators,
        readings,
    } = preview.removed;
    let rows = [
        (w.workspace_nav_plan(), plans),
        (w.commitments_title(), commitments),
        (w.commitment_milestones(), milestones),
        (w.remove_updates(), updates),
        (w.evidence_list_title(), evidence),
        (w.indicator_title(), indicators),
        (w.indicator_readings(), readings),
    ];
    Panel {
        title: w.remove_goes(),
        rows: rows
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| (name, count.to_string()))
            .collect(),
        ..Panel::default()
    }
}
