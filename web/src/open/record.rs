//! A public record: finds it by the URL of its page, reads it from the API, and returns its page's URL.

use besa_domain::commitments::{self, Commitment};
use besa_domain::places::places;
use besa_domain::whole::{self, PlanRecords};
use besa_domain::{Error, milestones};
use besa_formats::linked::{Graph, Ids, record};
use serde_json::Value;
use uuid::Uuid;

use super::Api;
use crate::error::{Fault, Result};
use crate::links::{self, Which};
use crate::records;
use crate::tenant::City;

/// A kind of page that has a record behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A plan.
    Plan,
    /// The endorsements of a plan.
    Endorsements,
    /// A commitment.
    Commitment,
    /// A milestone.
    Milestone,
    /// A piece of evidence.
    Evidence,
    /// A comment.
    Comment,
    /// A proposal.
    Proposal,
    /// A forum.
    Forum,
    /// A meeting.
    Meeting,
    /// One of the municipality's other plans.
    Strategy,
    /// A report.
    Report,
    /// An assessment of the monitoring body.
    Assessment,
    /// The log.
    Log,
}

impl What {
    /// The kinds with a permanent URL.
    const ALL: [Self; 11] = [
        Self::Plan,
        Self::Commitment,
        Self::Milestone,
        Self::Evidence,
        Self::Comment,
        Self::Proposal,
        Self::Forum,
        Self::Meeting,
        Self::Strategy,
        Self::Report,
        Self::Assessment,
    ];

    /// Returns the word in permanent URLs.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Plan | Self::Endorsements => "plan",
            Self::Commitment => "commitment",
            Self::Milestone => "milestone",
            Self::Evidence => "evidence",
            Self::Comment => "comment",
            Self::Proposal => "proposal",
            Self::Forum => "forum",
            Self::Meeting => "meeting",
            Self::Strategy => "strategy",
            Self::Report => "report",
            Self::Assessment => "assessment",
            Self::Log => "log",
        }
    }

    /// Returns the path segment of the list in the API.
    const fn list(self) -> &'static str {
        match self {
            Self::Plan | Self::Endorsements => "plans",
            Self::Commitment => "commitments",
            Self::Milestone => "milestones",
            Self::Evidence => "evidence",
            Self::Comment => "comments",
            Self::Proposal => "proposals",
            Self::Forum => "forums",
            Self::Meeting => "meetings",
            Self::Strategy => "strategies",
            Self::Report => "reports",
            Self::Assessment => "assessments",
            Self::Log => "log",
        }
    }

    /// Returns whether its URL names a plan.
    const fn is_in_plan(self) -> bool {
        matches!(
            self,
            Self::Plan | Self::Endorsements | Self::Commitment | Self::Milestone
        )
    }

    /// Returns whether it is a list, so that the query applies to it.
    const fn is_list(self) -> bool {
        matches!(self, Self::Endorsements | Self::Log)
    }

    /// Returns the kind of a word in a permanent URL; `None` if unknown.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.word() == word)
    }
}

/// One record.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) what: What,
    id: String,
}

impl Record {
    /// Returns a record by its kind and id.
    ///
    /// # Errors
    /// [`Fault::Missing`] if `id` is not a UUID.
    pub(super) fn new(what: What, id: &str) -> Result<Self> {
        let id = uuid::Uuid::try_parse(id).ok().ok_or(Fault::Missing)?;
        Ok(Self {
            what,
            id: id.to_string(),
        })
    }

    /// Finds the record of a page by the path parameters of its URL.
    pub(super) async fn of(city: &City, what: What, part: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let wanted = |name| part(name).ok_or(Fault::Missing);
        if what == What::Log {
            let id = String::new();
            return Ok(Self { what, id });
        }
        if !what.is_in_plan() {
            return Self::new(what, &wanted("id")?);
        }
        let (plan, _) = records::plan(city, part("plan").as_deref()).await?;
        let (db, see) = (city.db(), city.public());
        let mut id = plan.id.to_string();
        if matches!(what, What::Commitment | What::Milestone) {
            let number = links::number(&wanted("commitment")?).ok_or(Fault::Missing)?;
            let commitment = commitments::at(db, &see, plan.id, number).await?.id;
            id = commitment.to_string();
            if what == What::Milestone {
                let number = wanted("milestone")?.parse().ok().ok_or(Fault::Missing)?;
                id = milestones::at(db, &see, commitment, number).await?.id.to_string();
            }
        }
        Ok(Self { what, id })
    }

    /// Returns the record's path in the API, after `/api/v1`.
    pub(super) fn address(&self, city: &str, query: &str) -> String {
        let mut path = format!("/tenants/{city}/{}", self.what.list());
        if self.what != What::Log {
            path = format!("{path}/{}", self.id);
        }
        if self.what == What::Endorsements {
            path.push_str("/endorsements");
        }
        if self.what.is_list() && !query.is_empty() {
            path = format!("{path}?{query}");
        }
        path
    }

    /// Returns the exact JSON of the API. In comments, proposals and endorsements the names of people are
    /// removed.
    pub(super) async fn bytes(&self, api: &Api, city: &str, query: &str) -> Result<Vec<u8>> {
        let bytes = api.bytes(&self.address(city, query)).await?;
        if !matches!(self.what, What::Comment | What::Proposal | What::Endorsements) {
            return Ok(bytes);
        }
        let mut said: Value = serde_json::from_slice(&bytes).map_err(Error::internal)?;
        nameless(&mut said);
        Ok(serde_json::to_vec(&said).map_err(Error::internal)?)
    }

    /// Returns the record as a graph of linked data.
    pub(super) async fn graph(&self, city: &City, api: &Api, query: &str) -> Result<Graph> {
        let slug = &city.tenant().slug;
        let ids = Ids::new(&city.visitor.app.base_url, slug);
        let said = api.json(&self.address(slug, query)).await?;
        let language = self.language(city, api, &said).await?;
        let language = language.as_deref();
        Ok(if self.what == What::Log {
            record::log(&ids, &said)
        } else if self.what == What::Endorsements {
            record::endorsements(&ids, &self.id, &said, language)
        } else {
            record::one(&ids, self.what.word(), &said, language)
        })
    }

    /// Returns the language of the record's texts: its plan's or its own; `None` if it is not known.
    async fn language(&self, city: &City, api: &Api, said: &Value) -> Result<Option<String>> {
        let of_plan = |said: &Value| said.get("language").and_then(Value::as_str).map(str::to_owned);
        let plan = match self.what {
            What::Plan | What::Comment | What::Proposal | What::Report => return Ok(of_plan(said)),
            What::Endorsements => self.id.clone(),
            What::Commitment | What::Milestone => match said.get("plan").and_then(Value::as_str) {
                Some(plan) => plan.to_owned(),
                None => return Ok(None),
            },
            What::Evidence | What::Forum | What::Meeting | What::Strategy | What::Assessment | What::Log => {
                return Ok(None);
            }
        };
        let path = format!("/tenants/{}/plans/{plan}", city.tenant().slug);
        Ok(of_plan(&api.json(&path).await?))
    }

    /// Parses the id as the id of a kind of record.
    fn id<T: std::str::FromStr>(&self) -> Result<T> {
        self.id.parse().ok().ok_or(Fault::Missing)
    }

    /// Returns the plan that contains the record, and the commitment if it is one or part of one. `None` if
    /// the record is in no plan.
    pub(super) async fn whole(&self, city: &City) -> Result<Option<(PlanRecords, Option<Commitment>)>> {
        if !self.what.is_in_plan() {
            return Ok(None);
        }
        let (db, see, id) = (city.db(), city.public(), self.id()?);
        let places = places(db, &see, [id]).await?;
        let place = places.path(id).ok_or(Fault::Missing)?;
        Ok(Some(match place.commitment {
            Some(one) => {
                let whole = whole::for_commitment(db, &see, place.plan.clone(), one.number).await?;
                (whole, Some(one.clone()))
            }
            None => (whole::for_plan(db, &see, place.plan.clone()).await?, None),
        }))
    }

    /// Returns the URL of the record's page, in the language of `city`.
    pub(super) async fn page(&self, city: &City) -> Result<String> {
        let links = city.links();
        Ok(match self.what {
            What::Plan | What::Endorsements | What::Commitment | What::Milestone => {
                let id: Uuid = self.id()?;
                let places = places(city.db(), &city.public(), [id]).await?;
                let place = places.path(id).ok_or(Fault::Missing)?;
                let present = places.current_plan(city.today()).map(|plan| plan.id);
                links.place(Which::of(place.plan, present), place.commitment, place.milestone)
            }
            What::Evidence => links.evidence(self.id()?),
            What::Comment => links.voice(self.id()?),
            What::Proposal => links.proposal(self.id()?),
            What::Forum => links.forum(self.id()?),
            What::Meeting => links.meeting(self.id()?),
            What::Strategy => links.strategy(self.id()?),
            What::Report => links.report(self.id()?),
            What::Assessment => links.assessment(self.id()?),
            What::Log => links.log(),
        })
    }
}

/// Removes the names of people from what they wrote or signed. Names of organisations stay.
fn nameless(said: &mut Value) {
    if let Some(fields) = said.as_object_mut() {
        fields.remove("name");
        if let Some(items) = fields.get_mut("items").and_then(Value::as_array_mut) {
            items.iter_mut().for_each(nameless);
        }
    }
}
