//! Indicators: the forms to write one, and to add, correct and withdraw its values.

mod form;
mod reading;

use besa_domain::CommitmentId;
use besa_domain::access::{EditMilestone, ReportProgress, SeePlan};
use besa_domain::commitments::Commitment;
use besa_domain::indicators::{self, Indicator, Reading};
use besa_domain::places::{Places, places};
use besa_domain::plans::{Plan, PlanState};
use besa_domain::whole::PlanRecords;
use besa_domain::{Error, IndicatorId};
use besa_formats::values::with_unit;

use super::BASE;
use super::member_request::MemberRequest;
use super::week::reports;
use crate::error::Result;
use crate::indicators::{Shown, anchor};
use crate::pages::Pages;

/// Adds the page for a new indicator under `prefix`.
pub(super) fn routes(pages: Pages, prefix: &str) -> Pages {
    pages.form(
        format!("{prefix}/commitments/:number/indicators/new"),
        form::new,
        form::create,
    )
}

/// Adds the pages of one indicator and of its values, which are named by id.
pub(super) fn list_routes(pages: Pages) -> Pages {
    pages
        .form(format!("{BASE}/indicators/:id/edit"), form::edit, form::save)
        .form(
            format!("{BASE}/indicators/:id/readings/new"),
            reading::new,
            reading::create,
        )
        .form(format!("{BASE}/readings/:id/correct"), reading::correct, reading::save)
        .form(
            format!("{BASE}/readings/:id/withdraw"),
            reading::withdraw,
            reading::remove,
        )
}

/// An indicator with what it belongs to.
struct Found {
    indicator: Indicator,
    places: Places,
}

impl Found {
    async fn of(request: &MemberRequest, id: IndicatorId) -> Result<Self> {
        let permit = request.permit::<SeePlan>()?;
        let (indicator, _) = indicators::get(request.db(), &permit, id).await?;
        let places = places(request.db(), &permit, [indicator.commitment_id.into()]).await?;
        Ok(Self { indicator, places })
    }

    /// Returns the plan and the commitment.
    fn place(&self) -> Result<(&Plan, &Commitment)> {
        let path = self.places.path(self.indicator.commitment_id.into());
        let place = path.and_then(|path| Some((path.plan, path.commitment?)));
        Ok(place.ok_or(Error::NotFound("indicator"))?)
    }

    /// Returns a value with the unit of the indicator.
    fn value(&self, request: &MemberRequest, reading: &Reading) -> String {
        with_unit(
            request.language(),
            &reading.value.to_string(),
            self.indicator.unit.as_deref(),
        )
    }
}

/// Returns the URL of an indicator on the page of its commitment.
fn there(request: &MemberRequest, plan: &Plan, commitment: &Commitment, indicator: &Indicator) -> String {
    let page = request.with_plan(plan).commitment(commitment, "");
    format!("{page}#{}", anchor(indicator))
}

/// A label and a URL.
type Act = (String, String);

/// An indicator on the page of its commitment.
pub(super) struct Line {
    pub(super) shown: Shown,
    pub(super) facts: Vec<String>,
    pub(super) acts: Vec<Act>,
    /// The values that count, with what can be done to each.
    pub(super) values: Vec<(String, Vec<Act>)>,
}

/// Describes the indicators of a commitment, with the possible actions. `scope` is as in [`reports`].
pub(super) fn lines(
    request: &MemberRequest,
    whole: &PlanRecords,
    commitment: &Commitment,
    scope: Option<&[CommitmentId]>,
) -> Vec<Line> {
    let w = request.w();
    let open = whole.plan.state != PlanState::Closed;
    let edits = open && request.may::<EditMilestone>();
    let reads = open && request.may::<ReportProgress>() && reports(request, scope, commitment.id);
    let rows = whole.indicators_of(commitment.id).map(|indicator| {
        let milestone = whole
            .milestones_of(commitment.id)
            .find(|row| Some(row.id) == indicator.milestone_id);
        let measures = milestone.map(|milestone| {
            let named = format!("{}.{} {}", commitment.number, milestone.number, milestone.title);
            let href = format!("{}#m{}", request.commitment(commitment, ""), milestone.number);
            (w.indicator_measures(named), href)
        });
        let readings: Vec<&Reading> = whole.readings_of(indicator.id).collect();
        let act = |may: bool, words: String, path: String| may.then(|| (words, request.at(&path)));
        let acts = [
            act(
                reads,
                w.reading_new(),
                format!("indicators/{}/readings/new", indicator.id),
            ),
            act(edits, w.common_edit(), format!("indicators/{}/edit", indicator.id)),
        ];
        let values = indicators::counting(readings.iter().copied())
            .into_iter()
            .map(|reading| {
                let value = with_unit(
                    request.language(),
                    &reading.value.to_string(),
                    indicator.unit.as_deref(),
                );
                let acts = [
                    act(reads, w.reading_correct(), format!("readings/{}/correct", reading.id)),
                    act(reads, w.reading_withdraw(), format!("readings/{}/withdraw", reading.id)),
                ];
                let words = format!("{value}, {}", request.day(reading.read_on));
                (words, acts.into_iter().flatten().collect())
            });
        let shown = Shown::of(&request.city, &whole.plan, indicator, &readings, measures);
        let fact = |name: String, value: Option<besa_domain::Decimal>| {
            let value = value.map(|value| with_unit(request.language(), &value.to_string(), indicator.unit.as_deref()));
            format!("{name}: {}", value.unwrap_or_else(|| w.indicator_not_known()))
        };
        let facts = [
            Some(shown.last.clone()),
            shown.way.clone(),
            Some(fact(w.indicator_baseline(), indicator.baseline)),
            Some(fact(w.indicator_target(), indicator.target)),
        ];
        Line {
            values: values.collect(),
            facts: facts.into_iter().flatten().collect(),
            shown,
            acts: acts.into_iter().flatten().collect(),
        }
    });
    rows.collect()
}
