//! The plans of a member's rows: a plan of the city, known by OGP's id of it or by its commitments, or a new one.

use super::columns::{ENDS, LEVEL, Line, MEMBER, PLAN, SUBMITTED};
use super::kept::PLAN_ID;
use super::scan::Scanned;
use crate::commitments::Commitment;
use crate::db::Tx;
use crate::error::Result;
use crate::fold::one_line;
use crate::imports::dates::{self, Order};
use crate::imports::draft::{PlanRow, SourceValue};
use crate::plans::tables::plan;
use crate::plans::{Plan, PlanDraft, PlanState};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The body that assesses the plans of countries, and those of local members before OGP Local.
const IRM: &str = "Independent Reporting Mechanism (OGP)";

/// The plans that a city has.
pub(super) struct CityPlans {
    plans: Vec<Plan>,
    by_ogp_id: BTreeMap<String, Uuid>,
    /// The plan of each commitment with an OGP id.
    by_commitment: BTreeMap<String, Uuid>,
    /// The titles of new plans.
    titles: BTreeSet<String>,
}

impl CityPlans {
    pub(super) async fn load(tx: &Tx, commitments: &[Commitment]) -> Result<Self> {
        let by_key = |known: &Commitment| Some((known.ogp_key.clone()?, known.plan_id.into()));
        Ok(Self {
            plans: tx.find::<plan::Entity>().all().await?,
            by_ogp_id: super::kept::plans(tx).await?,
            by_commitment: commitments.iter().filter_map(by_key).collect(),
            titles: BTreeSet::new(),
        })
    }

    /// Returns the plan of the city that the rows of one plan belong to.
    fn known(&self, ogp_id: Option<&str>, rows: &[Scanned]) -> Option<&Plan> {
        let named = ogp_id.and_then(|id| self.by_ogp_id.get(id));
        let holding = || rows.iter().find_map(|row| self.by_commitment.get(&row.key));
        let id = named.or_else(holding)?;
        self.plans.iter().find(|plan| Uuid::from(plan.id) == *id)
    }

    /// Takes out the rows that cannot be added because their plan is closed.
    pub(super) fn closed(&self, rows: &mut Vec<Scanned>) -> Vec<Scanned> {
        let first = rows.first().map(|row| row.line.clone());
        let ogp_id = first.as_ref().and_then(|line| line.value(PLAN));
        let plan = self.known(ogp_id, rows);
        let Some(closed) = plan.filter(|plan| plan.state == PlanState::Closed) else {
            return Vec::new();
        };
        let id = Uuid::from(closed.id);
        rows.extract_if(.., |row| self.by_commitment.get(&row.key) != Some(&id))
            .collect()
    }

    /// Returns the plan of some rows as a file's.
    pub(super) fn row(&mut self, rows: &[Scanned]) -> PlanRow {
        let Some(line) = rows.first().map(|row| &row.line) else {
            return PlanRow::default();
        };
        let ogp_id = line.value(PLAN);
        let known = self.known(ogp_id, rows).map(|plan| plan.reference.clone());
        let mut draft = draft(line);
        let is_taken = self.titles.contains(&draft.title)
            || self
                .plans
                .iter()
                .any(|plan| plan.title == draft.title && self.has_other_id(plan, ogp_id));
        if let Some(id) = ogp_id.filter(|_| is_taken) {
            draft.title = format!("{} ({id})", draft.title);
        }
        self.titles.insert(draft.title.clone());
        let said = ogp_id.map(|id| SourceValue {
            field: PLAN_ID.to_owned(),
            cell: line.cell(PLAN),
            said: id.to_owned(),
        });
        PlanRow {
            cell: line.cell(PLAN),
            has_reference: known.is_some(),
            draft: PlanDraft {
                reference: known.unwrap_or(draft.reference),
                ..draft
            },
            said: said.into_iter().collect(),
            commitments: rows.iter().map(|row| row.commitment.clone()).collect(),
            ..PlanRow::default()
        }
    }

    /// Returns whether OGP's id of a plan is kept.
    pub(super) fn has_id(&self, ogp_id: &str) -> bool {
        self.by_ogp_id.contains_key(ogp_id)
    }

    fn has_other_id(&self, plan: &Plan, ogp_id: Option<&str>) -> bool {
        let id = Uuid::from(plan.id);
        let mut ids = self.by_ogp_id.iter().filter(|(_, known)| **known == id);
        ids.any(|(known, _)| Some(known.as_str()) != ogp_id)
    }
}

/// Returns a plan from the columns of a row. The dataset has the years of a plan, and neither its title nor its days.
fn draft(line: &Line) -> PlanDraft {
    let year = |column| line.value(column).filter(|year| year.parse::<u16>().is_ok());
    let (submitted, ends) = (year(SUBMITTED), year(ENDS));
    let end = ends.map(|year| dates::read(year, Order::MonthFirst).when);
    let (years, reference) = match (submitted, ends) {
        (Some(first), Some(last)) if first != last => (format!(", {first} – {last}"), format!("{first}-{last}")),
        (Some(year), _) | (None, Some(year)) => (format!(", {year}"), year.to_owned()),
        (None, None) => (String::new(), String::new()),
    };
    let member = one_line(line.get(MEMBER));
    let ogp_id = line.value(PLAN).unwrap_or_default();
    let source = format!("Open Government Partnership, commitment data (CC BY 4.0) {ogp_id}");
    PlanDraft {
        reference: if reference.is_empty() {
            "plan".to_owned()
        } else {
            reference
        },
        title: format!("Action plan – {member}{years}"),
        language: "en".to_owned(),
        ends_on: end.as_ref().and_then(|end| end.to),
        ends_said: end,
        monitoring_body: matches!(line.get(LEVEL).trim(), "National" | "Legacy Local").then(|| IRM.to_owned()),
        source: Some(source.trim_end().to_owned()),
        ..PlanDraft::default()
    }
}
