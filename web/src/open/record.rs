//! A public record: which one an address names, what the API says of it, and where its page is.

use besa_domain::access::SeePlan;
use besa_domain::commitments::{self, Commitment};
use besa_domain::whole;
use besa_domain::whole::Whole;
use besa_domain::{CommitmentId, Error, milestones};
use besa_formats::linked::{Graph, Ids, record};
use serde_json::Value;

use super::Api;
use crate::error::{Fault, Result};
use crate::links::Which;
use crate::records;
use crate::tenant::City;

/// A kind of page that has a record beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A plan.
    Plan,
    /// What organisations say of a plan.
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
    /// A standing body.
    Forum,
    /// A meeting.
    Meeting,
    /// One of the other plans.
    Strategy,
    /// A report.
    Report,
    /// An assessment of the monitoring body.
    Assessment,
    /// The log.
    Log,
}

impl What {
    /// Records with an address that stays.
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

    /// Its word in addresses that stay.
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

    /// The list it is in, in the API.
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

    /// The kind of a word in an address that stays.
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
    /// A record by its kind and id. What is no id is nowhere.
    pub(super) fn new(what: What, id: &str) -> Result<Self> {
        let id = uuid::Uuid::try_parse(id).ok().ok_or(Fault::Missing)?;
        Ok(Self {
            what,
            id: id.to_string(),
        })
    }

    /// The record that the address of a page names, by the parts of the address that vary.
    pub(super) async fn of(city: &City, what: What, part: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let wanted = |name| part(name).ok_or(Fault::Missing);
        match what {
            What::Plan | What::Endorsements | What::Commitment | What::Milestone => {}
            What::Log => {
                let id = String::new();
                return Ok(Self { what, id });
            }
            What::Evidence
            | What::Comment
            | What::Proposal
            | What::Forum
            | What::Meeting
            | What::Strategy
            | What::Report
            | What::Assessment => {
                return Self::new(what, &wanted("id")?);
            }
        }
        let whole = match part("plan") {
            Some(reference) => records::by_reference(city, &reference).await?.0,
            None => records::present_plan(city).await?,
        };
        let id = match what {
            What::Commitment => records::find(&whole, &wanted("commitment")?)?.id.to_string(),
            What::Milestone => {
                let commitment = records::find(&whole, &wanted("commitment")?)?;
                let number = wanted("milestone")?.parse::<i32>().ok().ok_or(Fault::Missing)?;
                let mut all = whole.milestones_of(commitment.id);
                let one = all.find(|one| one.number == number);
                one.ok_or(Error::NotFound("milestone"))?.id.to_string()
            }
            What::Plan
            | What::Endorsements
            | What::Evidence
            | What::Comment
            | What::Proposal
            | What::Forum
            | What::Meeting
            | What::Strategy
            | What::Report
            | What::Assessment
            | What::Log => whole.plan.id.to_string(),
        };
        Ok(Self { what, id })
    }

    /// Where the API tells of it.
    pub(super) fn address(&self, city: &str, query: &str) -> String {
        let list = self.what.list();
        let (path, part) = match self.what {
            What::Log => (list.to_owned(), query),
            What::Endorsements => (format!("{list}/{}/endorsements", self.id), query),
            What::Plan
            | What::Commitment
            | What::Milestone
            | What::Evidence
            | What::Comment
            | What::Proposal
            | What::Forum
            | What::Meeting
            | What::Strategy
            | What::Report
            | What::Assessment => (format!("{list}/{}", self.id), ""),
        };
        let mark = if part.is_empty() { "" } else { "?" };
        format!("/tenants/{city}/{path}{mark}{part}")
    }

    /// What the API says of it, to the byte; of what people say and sign, without their names.
    pub(super) async fn bytes(&self, api: &Api, city: &str, query: &str) -> Result<Vec<u8>> {
        let bytes = api.bytes(&self.address(city, query)).await?;
        match self.what {
            What::Comment | What::Proposal | What::Endorsements => {
                let mut said: Value = serde_json::from_slice(&bytes).map_err(Error::internal)?;
                nameless(&mut said);
                Ok(serde_json::to_vec(&said).map_err(Error::internal)?)
            }
            What::Plan
            | What::Commitment
            | What::Milestone
            | What::Evidence
            | What::Forum
            | What::Meeting
            | What::Strategy
            | What::Report
            | What::Assessment
            | What::Log => Ok(bytes),
        }
    }

    /// In triples.
    pub(super) async fn graph(&self, city: &City, api: &Api, query: &str) -> Result<Graph> {
        let slug = &city.tenant().slug;
        let ids = Ids::new(&city.visitor.app.base_url, slug);
        let said = api.json(&self.address(slug, query)).await?;
        let language = self.language(city, api, &said).await?;
        let language = language.as_deref();
        Ok(match self.what {
            What::Log => record::log(&ids, &said),
            What::Endorsements => record::endorsements(&ids, &self.id, &said, language),
            What::Plan
            | What::Commitment
            | What::Milestone
            | What::Evidence
            | What::Comment
            | What::Proposal
            | What::Forum
            | What::Meeting
            | What::Strategy
            | What::Report
            | What::Assessment => record::one(&ids, self.what.word(), &said, language),
        })
    }

    /// The language of its words: that of the plan it is in, or its own; nobody says of the others.
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

    /// Its id, as that of some kind of record.
    fn id<T: std::str::FromStr>(&self) -> Result<T> {
        self.id.parse().ok().ok_or(Fault::Missing)
    }

    /// The plan that holds it, and the commitment where it is one or part of one; `None` for what is
    /// in no plan.
    pub(super) async fn whole(&self, city: &City) -> Result<Option<(Whole, Option<Commitment>)>> {
        let permit = city.public::<SeePlan>();
        let commitment: CommitmentId = match self.what {
            What::Plan | What::Endorsements => {
                let whole = whole::whole(city.db(), &permit, self.id()?).await?;
                return Ok(Some((whole, None)));
            }
            What::Commitment => self.id()?,
            What::Milestone => milestones::get(city.db(), &permit, self.id()?).await?.commitment_id,
            What::Evidence
            | What::Comment
            | What::Proposal
            | What::Forum
            | What::Meeting
            | What::Strategy
            | What::Report
            | What::Assessment
            | What::Log => return Ok(None),
        };
        let (found, _) = commitments::get(city.db(), &permit, commitment).await?;
        let whole = whole::whole(city.db(), &permit, found.plan_id).await?;
        Ok(Some((whole, Some(found))))
    }

    /// The address of its page in the city's language.
    pub(super) async fn page(&self, city: &City) -> Result<String> {
        let links = city.links();
        if let Some((whole, commitment)) = self.whole(city).await? {
            let present = whole::present(city.db(), &city.public::<SeePlan>(), city.today()).await?;
            let present = present.map(|whole| whole.plan);
            let which = Which::of(&whole.plan, present.as_ref());
            let Some(commitment) = commitment else {
                return Ok(links.plan_of(which));
            };
            let step = whole.milestones.iter().find(|one| one.id.to_string() == self.id);
            return Ok(match step {
                Some(milestone) => links.milestone(which, &commitment, milestone),
                None => links.commitment(which, &commitment),
            });
        }
        Ok(match self.what {
            What::Evidence => links.evidence(self.id()?),
            What::Comment => links.voice(self.id()?),
            What::Proposal => links.proposal(self.id()?),
            What::Forum => links.forum(self.id()?),
            What::Meeting => links.meeting(self.id()?),
            What::Strategy => links.strategy(self.id()?),
            What::Report => links.report(self.id()?),
            What::Assessment => links.assessment(self.id()?),
            What::Plan | What::Endorsements | What::Commitment | What::Milestone | What::Log => links.log(),
        })
    }
}

/// Takes the names of people out of what they said or signed. Organisations keep theirs.
fn nameless(said: &mut Value) {
    if let Some(fields) = said.as_object_mut() {
        fields.remove("name");
        if let Some(items) = fields.get_mut("items").and_then(Value::as_array_mut) {
            items.iter_mut().for_each(nameless);
        }
    }
}
