//! The extractor for workspace pages: checks that the caller is a member, and knows the plan of the URL.

use besa_domain::access::{Action, Permit, SeeDrafts, SeePlan};
use besa_domain::commitments::Commitment;
use besa_domain::milestones::Milestone;
use besa_domain::people::Session;
use besa_domain::plans::{self, Plan};
use besa_domain::whole;
use besa_domain::whole::PlanRecords;
use besa_domain::{Error, db::Db};
use besa_text::{Language, Words, dates};
use poem::{FromRequest, Request, RequestBody, Response};
use time::{Date, OffsetDateTime};

use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::frame::{Frame, Nav};
use crate::links::Which;
use crate::page::see_other;
use crate::tenant::City;

/// A member's request to a workspace page.
#[derive(Clone)]
pub(super) struct MemberRequest {
    /// The city, and the visitor.
    pub(super) city: City,
    /// The member's session.
    pub(super) session: Session,
    /// The reference (years) of the plan in the URL; `None` for the current plan.
    reference: Option<String>,
    number: Option<String>,
    milestone: Option<String>,
    id: Option<String>,
}

impl<'a> FromRequest<'a> for MemberRequest {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let city = City::from_request(req, body).await?;
        let session = city.visitor.session.clone().ok_or(Fault::Domain(Error::Unauthorized))?;
        // Every member may see drafts; for others the workspace does not exist (404).
        city.permit::<SeeDrafts>().map_err(Fault::Domain)?;
        let part = |name| req.raw_path_param(name).map(str::to_owned);
        Ok(Self {
            reference: part("plan"),
            number: part("number"),
            milestone: part("milestone"),
            id: part("id"),
            city,
            session,
        })
    }
}

impl MemberRequest {
    pub(super) fn db(&self) -> &Db {
        self.city.db()
    }

    pub(super) fn w(&self) -> &'static Words {
        self.city.w()
    }

    pub(super) fn language(&self) -> Language {
        self.city.language()
    }

    pub(super) fn today(&self) -> Date {
        self.city.today()
    }

    /// Returns the permit for `A` in this city.
    pub(super) fn permit<A: Action>(&self) -> Result<Permit<A>> {
        Ok(self.city.permit()?)
    }

    /// Returns whether the member may do `A`; used to show or omit a button.
    pub(super) fn may<A: Action>(&self) -> bool {
        self.city.visit.may::<A>()
    }

    /// Returns the URL of a page of the workspace.
    pub(super) fn at(&self, path: &str) -> String {
        self.city.links().workspace(path)
    }

    /// Returns the URL of a workspace page of the same plan.
    pub(super) fn on(&self, path: &str) -> String {
        match &self.reference {
            Some(reference) => self.at(&format!("plans/{reference}/{path}")),
            None => self.at(path),
        }
    }

    /// Returns how public pages name the plan of the URL.
    pub(super) fn which<'w>(&self, whole: &'w PlanRecords) -> Which<'w> {
        match self.reference {
            Some(_) => Which::Earlier(&whole.plan.reference),
            None => Which::Present,
        }
    }

    /// Returns the URL of a commitment's page, or of a page below it.
    pub(super) fn commitment(&self, commitment: &Commitment, path: &str) -> String {
        let slash = if path.is_empty() { "" } else { "/" };
        self.on(&format!("commitments/{}{slash}{path}", commitment.number))
    }

    /// Returns the URL of a milestone's page.
    pub(super) fn milestone(&self, commitment: &Commitment, milestone: &Milestone, path: &str) -> String {
        self.commitment(commitment, &format!("milestones/{}/{path}", milestone.number))
    }

    /// Returns the same request with URLs of another plan.
    pub(super) fn with_plan(&self, plan: &Plan) -> Self {
        Self {
            reference: Some(plan.reference.clone()),
            ..self.clone()
        }
    }

    /// Returns the plan of the URL; `None` if the URL names none and the city has no current plan.
    pub(super) async fn maybe_plan(&self) -> Result<Option<Plan>> {
        let (db, permit, today) = (self.db(), self.permit::<SeePlan>()?, self.today());
        Ok(match &self.reference {
            Some(reference) => Some(plans::by_reference(db, &permit, reference, today).await?),
            None => plans::current(db, &permit, today).await?,
        })
    }

    /// Returns the plan of the URL.
    pub(super) async fn plan(&self) -> Result<Plan> {
        Ok(self.maybe_plan().await?.ok_or(Error::NotFound("plan"))?)
    }

    /// Returns the plan of the URL with its records, like [`whole`](Self::whole); `None` if there is no
    /// plan.
    pub(super) async fn maybe_whole(&self) -> Result<Option<PlanRecords>> {
        let permit = self.permit::<SeePlan>()?;
        let Some(plan) = self.maybe_plan().await? else {
            return Ok(None);
        };
        let number = self.number.as_deref().and_then(|number| number.parse().ok());
        Ok(Some(match number {
            Some(number) => whole::around(self.db(), &permit, plan, number).await?,
            None => whole::for_plan(self.db(), &permit, plan).await?,
        }))
    }

    /// Returns the plan of the URL with its records. If the URL has a commitment, other records are loaded
    /// only for that commitment.
    pub(super) async fn whole(&self) -> Result<PlanRecords> {
        Ok(self.maybe_whole().await?.ok_or(Error::NotFound("plan"))?)
    }

    /// Finds the commitment of the URL.
    pub(super) fn commitment_of<'w>(&self, whole: &'w PlanRecords) -> Result<&'w Commitment> {
        let number = self.number.as_deref().and_then(|number| number.parse().ok());
        let found = whole
            .commitments
            .iter()
            .find(|commitment| Some(commitment.number) == number);
        Ok(found.ok_or(Error::NotFound("commitment"))?)
    }

    /// Finds the milestone of the URL, and its commitment.
    pub(super) fn milestone_of<'w>(&self, whole: &'w PlanRecords) -> Result<(&'w Commitment, &'w Milestone)> {
        let commitment = self.commitment_of(whole)?;
        let number = self.milestone.as_deref().and_then(|number| number.parse().ok());
        let found = whole
            .milestones_of(commitment.id)
            .find(|milestone| Some(milestone.number) == number);
        Ok((commitment, found.ok_or(Error::NotFound("milestone"))?))
    }

    /// Parses the id of the URL.
    pub(super) fn id<T: std::str::FromStr>(&self) -> Result<T> {
        let id = self.id.as_deref().and_then(|id| id.parse().ok());
        id.ok_or(Fault::Missing)
    }

    /// Returns the frame of a workspace page; search engines are asked not to index it.
    pub(super) fn frame(&self, title: &str) -> Frame {
        let w = self.w();
        let mut frame = self.city.frame(title, Nav::Elsewhere).hidden();
        frame.window = w.common_title_page(title, w.workspace_title(self.city.name()));
        frame
    }

    /// Redirects to a page that says what was done.
    pub(super) fn done(&self, flash: Flash, to: &str) -> Response {
        flash.leave(&self.city.visitor.app, &self.city.visitor.jar);
        see_other(to)
    }

    /// Redirects after a change to a plan's records.
    pub(super) fn saved(&self, plan: &Plan, to: &str) -> Response {
        let public = plan.published_at.is_some();
        self.done(if public { Flash::Saved } else { Flash::SavedDraft }, to)
    }

    /// Returns a new unique id for a form.
    pub(super) fn nonce(&self) -> String {
        self.city.visitor.nonce()
    }

    /// Formats a day.
    pub(super) fn day(&self, day: Date) -> String {
        dates::day(self.language(), day)
    }

    /// Formats the day of a moment, in the city's time zone.
    pub(super) fn day_of(&self, at: OffsetDateTime) -> String {
        self.day(self.city.local(at).date())
    }
}
