//! Deadlines as a calendar: one all-day event per milestone. It moves when the due date moves.

use besa_domain::Error;
use besa_domain::commitments::Commitment;
use besa_domain::milestones::{Milestone, MilestoneState};
use besa_formats::calendar::{self, Happening, When};
use besa_text::codes;

use super::record::Record;
use crate::error::Result;
use crate::links::Which;
use crate::tenant::City;
use time::Date;

/// Returns the calendar of a plan or of a commitment.
pub(super) async fn render(city: &City, record: &Record) -> Result<String> {
    let (whole, only) = record.whole(city).await?.ok_or(Error::NotFound("calendar"))?;
    let present = city.current_plan().await?;
    let which = Which::of(&whole.plan, present.map(|plan| plan.id));
    let wanted = |commitment: &&Commitment| only.as_ref().is_none_or(|only| only.id == commitment.id);
    let mut days = Vec::new();
    for commitment in whole.commitments.iter().filter(wanted) {
        for milestone in whole.milestones_of(commitment.id) {
            let counted = whole.plan.counted_on(city.today());
            days.extend(day(city, which, commitment, milestone, counted));
        }
    }
    let title = only.map_or(whole.plan.title, |commitment| commitment.title);
    Ok(calendar::write(&city.w().data_calendar_of(title), &days))
}

fn day(
    city: &City,
    which: Which<'_>,
    commitment: &Commitment,
    milestone: &Milestone,
    counted: Date,
) -> Option<Happening> {
    let w = city.w();
    let page = city.links().milestone(which, commitment, milestone);
    let state = codes::milestone_state(w, milestone.standing(counted).code());
    let lines = [Some(commitment.title.clone()), Some(state), milestone.output.clone()];
    Some(Happening {
        // The UID is the same in every language and at every URL.
        uid: format!("{}@besa", milestone.id),
        // Every change of the milestone raises its version, and so does a change of its due date.
        sequence: u32::try_from(milestone.version - 1).unwrap_or_default(),
        changed_at: milestone.updated_at,
        when: When::Day(milestone.due_on?),
        title: milestone.title.clone(),
        text: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        place: None,
        page: format!("{}{page}", city.visitor.app.base_url),
        off: (milestone.state == MilestoneState::Withdrawn).then(|| codes::milestone_state(w, milestone.state.code())),
    })
}
