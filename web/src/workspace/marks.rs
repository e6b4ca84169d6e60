//! Tags and walls of the workspace.

use askama::filters::Safe;
use besa_domain::commitments::Commitment;
use besa_domain::milestones::MilestoneState;
use besa_domain::whole::PlanRecords;

use super::member_request::MemberRequest;
use crate::public::picture::Picture;
pub(super) use crate::public::picture::number;
pub(super) use crate::status::Status;

/// Returns a neutral tag.
pub(super) fn plain(icon: &'static str, words: String) -> Status {
    Status {
        class: "plain",
        icon,
        words,
    }
}

/// Returns the icon of a state that can be chosen.
pub(super) fn state_icon(state: MilestoneState) -> &'static str {
    match state {
        MilestoneState::NotReported => "circle-help",
        MilestoneState::NotStarted => "circle-dashed",
        MilestoneState::InProgress => "circle-dot",
        MilestoneState::Complete => "circle-check",
        MilestoneState::Stuck => "circle-pause",
        MilestoneState::Withdrawn => "circle-slash",
    }
}

/// Draws the wall of one commitment: small beside the week, larger in lists. `None` for a plan without any
/// date.
pub(super) fn course(
    request: &MemberRequest,
    whole: &PlanRecords,
    commitment: &Commitment,
    large: bool,
) -> Option<Safe<String>> {
    let picture = Picture::new(&request.city, whole, request.which(whole));
    let (height, pad) = if large { (30, 8) } else { (16, 3) };
    picture.course(commitment, height, pad, large).map(Safe)
}

/// Returns the name of the organisation that leads a commitment.
pub(super) fn lead(request: &MemberRequest, whole: &PlanRecords, commitment: &Commitment) -> Option<String> {
    let picture = Picture::new(&request.city, whole, request.which(whole));
    picture.lead(commitment).map(str::to_owned)
}
