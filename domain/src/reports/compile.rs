//! Compiles the self-assessment report from a plan's records and the sections that people wrote.
//!
//! Long because each part of the form is filled from other records.

use super::self_assessment as paper;
use super::{Content, Report, ReportKind, ReportState, Section, assessed, consultation, sections};
use crate::access::{Permit, SeePlan};
use crate::calendar::days_between;
use crate::commitments::{Commitment, CommitmentState};
use crate::db::{Db, Scoped, head};
use crate::error::Result;
use crate::milestones::tables::progress;
use crate::milestones::{ComputedState, Milestone, MilestoneState};
use crate::plans::{Plan, PlanState};
use crate::stakeholders::PartKind;
use crate::tenants::Tenant;
use crate::tenants::city_of;
use crate::whole;
use crate::whole::PlanRecords;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::{Date, OffsetDateTime};

/// The written parts of a report: its sections, its consultation, and how final it is.
#[derive(Debug, Clone, Default)]
pub struct Narrative {
    version: paper::Version,
    texts: Vec<(Section, String)>,
    consultation: Option<paper::Consultation>,
}

impl Narrative {
    /// Returns the narrative of a report that nobody wrote, from the plan's own texts.
    pub fn of_plan(plan: &Plan) -> Self {
        let said = |section: &Section| Some((*section, section.of_plan(plan)?.to_owned()));
        Self {
            texts: Section::ALL.iter().filter_map(said).collect(),
            ..Self::default()
        }
    }

    fn text(&self, section: Section) -> Option<String> {
        let found = self.texts.iter().find(|(known, _)| *known == section);
        found.map(|(_, text)| text.clone())
    }
}

/// Compiles the content of a report from the current records, in a transaction that is already open.
pub(super) async fn now(city: &Scoped, report: &Report, now: OffsetDateTime, base_url: &str) -> Result<Content> {
    match report.kind {
        ReportKind::SelfAssessment => {
            let told = of_city(city, report, now, base_url).await?;
            Ok(told.into())
        }
        ReportKind::Inception | ReportKind::EndOfCommitment => {
            let told = assessed::now(city, report, now, base_url).await?;
            Ok(told.into())
        }
    }
}

async fn of_city(city: &Scoped, report: &Report, now: OffsetDateTime, base_url: &str) -> Result<paper::SelfAssessment> {
    let tenant = city_of(city).await?;
    let whole = whole::whole_in(city, report.plan_id).await?;
    let told = if report.state.is_final() && report.opens_on.is_none() {
        // A final report without a consultation is from before reports had sections.
        Narrative::of_plan(&whole.plan)
    } else {
        narrative(city, report, &tenant).await?
    };
    let basis = Basis::of(city, &whole).await?;
    Ok(compile(
        &tenant,
        (&whole, basis),
        &told,
        &report.language,
        now,
        base_url,
    ))
}

/// What a report says besides the plan's own records.
#[derive(Debug, Clone)]
pub struct Basis {
    /// The city's public revision. The same revision gives the same published records.
    revision: i64,
    /// The progress reports on the plan's milestones, oldest first.
    updates: Vec<progress::Model>,
    /// What the monitoring body recommended in published assessments.
    recommendations: Vec<paper::Recommendation>,
    /// The comments and proposals on the plan.
    contributions: paper::Contributions,
}

impl Basis {
    async fn of(city: &Scoped, whole: &PlanRecords) -> Result<Self> {
        let updates = city
            .find::<progress::Entity>()
            .among(progress::Column::MilestoneId, whole.milestones.iter().map(|row| row.id))
            .order_by_asc(progress::Column::Id);
        let head = city.platform().find::<head::Entity>();
        let head = head.filter(head::Column::TenantId.eq(city.tenant()));
        let zone = city_of(city).await?.zone();
        Ok(Self {
            updates: updates.all().await?,
            recommendations: assessed::recommendations(city, whole.plan.id).await?,
            contributions: consultation::contributions(city, whole.plan.id, &zone).await?,
            revision: city.platform().one(head).await?.map_or(0, |head| head.public_revision),
        })
    }
}

/// Reads what a report says about the records of a plan that were read.
///
/// # Errors
/// Database errors.
pub async fn basis(db: &Db, permit: &Permit<SeePlan>, whole: &PlanRecords) -> Result<Basis> {
    Basis::of(&db.read(permit).await?, whole).await
}

async fn narrative(city: &Scoped, report: &Report, tenant: &Tenant) -> Result<Narrative> {
    let texts = sections::texts(city, report.id).await?;
    Ok(Narrative {
        version: match report.state {
            ReportState::Draft => paper::Version::Draft,
            ReportState::Consultation => paper::Version::Consultation,
            ReportState::Waiting | ReportState::Built | ReportState::Failed => paper::Version::Final,
        },
        texts: texts
            .into_iter()
            .filter_map(|text| Some((text.section, text.body?)))
            .collect(),
        consultation: consultation::held(city, report, &tenant.zone()).await?,
    })
}

/// Compiles the self-assessment as of `now`, with days in the city's time zone.
pub fn compile(
    tenant: &Tenant,
    (whole, basis): (&PlanRecords, Basis),
    told: &Narrative,
    language: &str,
    now: OffsetDateTime,
    base_url: &str,
) -> paper::SelfAssessment {
    let zone = tenant.zone();
    let today = zone.day(now);
    let plan = &whole.plan;
    let over =
        matches!(plan.state, PlanState::Ended | PlanState::Closed) || plan.ends_on.is_some_and(|end| end < today);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    paper::SelfAssessment {
        language: language.to_owned(),
        stage: if over {
            paper::Stage::EndOfTerm
        } else {
            paper::Stage::MidTerm
        },
        version: told.version,
        example: tenant.example,
        city: paper::City::of(tenant, language),
        plan: paper::Plan {
            title: plan.title.clone(),
            ogp_id: None,
            start: plan.starts_on,
            end: plan.ends_on,
            term_end: plan.term_ends_on,
            submitted_on: plan.submitted_on,
            lead_institutions: plan.lead_institutions.0.clone(),
            monitoring_body: plan.monitoring_body.clone(),
        },
        period: period(whole, today),
        built_at: now,
        data_as_of: today,
        revision: basis.revision,
        sources: paper::Sources {
            commitments: count(whole.commitments.len()),
            milestones: count(whole.milestones.len()),
            updates: count(basis.updates.len()),
            evidence: count(whole.evidence.len()),
            findings: count(whole.findings.len()),
        },
        url: Some(format!(
            "{base_url}/{}/{language}/plans/{}",
            tenant.slug, plan.reference
        )),
        introduction: told.text(Section::Introduction),
        process: paper::Process {
            development: told.text(Section::Development),
            implementation: told.text(Section::Implementation),
            report: told.text(Section::Consultation),
            consultation: told.consultation.clone(),
            contributions: basis.contributions,
        },
        recommendations: basis.recommendations,
        recommendations_told: told.text(Section::Recommendations),
        commitments: whole
            .commitments
            .iter()
            .map(|row| commitment(tenant, (whole, &basis.updates), row, today))
            .collect(),
        exchange: told.text(Section::Exchange),
        conclusion: paper::Conclusion {
            lessons: told.text(Section::Lessons),
            other_initiatives: told.text(Section::Initiatives),
            next_steps: told.text(Section::Next),
        },
        evidence: evidence(tenant, whole),
    }
}

/// Returns the period that the report covers: from the plan's first day, else the first day of a milestone,
/// to the plan's last day or today, whichever is earlier.
fn period(whole: &PlanRecords, today: Date) -> paper::Period {
    let first = whole
        .milestones
        .iter()
        .filter_map(|row| row.starts_on.or(row.due_on))
        .min();
    let from = whole.plan.starts_on.or(first).unwrap_or(today).min(today);
    let to = whole.plan.ends_on.map_or(today, |end| end.min(today)).max(from);
    paper::Period { from, to }
}

fn commitment(
    tenant: &Tenant,
    (whole, updates): (&PlanRecords, &[progress::Model]),
    row: &Commitment,
    today: Date,
) -> paper::Commitment {
    let milestones: Vec<&Milestone> = whole.milestones_of(row.id).collect();
    let parts: Vec<_> = whole.parts_in(row.id).collect();
    let lead = parts.iter().find(|(part, _)| part.part == PartKind::Lead);
    let why: Vec<&str> = row
        .ogp_values
        .0
        .iter()
        .filter_map(|value| value.why.as_deref())
        .collect();
    paper::Commitment {
        number: row.number.to_string(),
        ogp_id: row.ogp_id.clone(),
        title: row.title.clone(),
        start: row.starts_on,
        end: row.ends_on,
        lead_institution: lead.map(|(_, organisation)| organisation.name.clone()),
        problem: row.problem.clone(),
        action: row.action.clone(),
        solution: row.solution.clone(),
        values: row
            .ogp_values
            .0
            .iter()
            .map(|value| value.value.code().to_owned())
            .collect(),
        why_relevant: (!why.is_empty()).then(|| why.join("\n\n")),
        policy_area: row.policy_area.clone().or_else(|| row.policy_area_said.clone()),
        sector: row.sector.clone(),
        sdg_targets: row.sdg_targets.0.clone(),
        resources: row.resources.clone(),
        additional_information: row.additional.clone(),
        completion: completion(row, &milestones),
        suggested: row.state != CommitmentState::Completed,
        results: None,
        updates: self::updates(tenant, row, &milestones, updates),
        milestones: milestones
            .iter()
            .map(|milestone| self::milestone(tenant, whole, row, milestone, today))
            .collect(),
        contact: tenant.unit.clone().map(|office| paper::Contact {
            office,
            department: None,
            reach: tenant.contact_email.clone(),
        }),
        actors: parts
            .iter()
            .filter(|(part, _)| part.part != PartKind::Lead)
            .map(|(_, organisation)| paper::Actor {
                name: organisation.name.clone(),
                kind: organisation.kind.code().to_owned(),
            })
            .collect(),
        changes: row.state_reason.clone(),
        next_steps: None,
        findings: whole
            .findings_of(row.id)
            .map(|finding| paper::Finding {
                about: finding.scheme.clone(),
                value: finding.value.clone(),
                source: finding.source.clone().unwrap_or_default(),
                on: Some(tenant.zone().day(finding.at)),
            })
            .collect(),
    }
}

/// Returns what the city wrote about the milestones of a commitment, milestone by milestone, oldest first.
fn updates(
    tenant: &Tenant,
    commitment: &Commitment,
    milestones: &[&Milestone],
    all: &[progress::Model],
) -> Vec<paper::Update> {
    let of = |milestone: &Milestone| {
        let told = all.iter().filter(|update| update.milestone_id == milestone.id);
        let worded = told.filter(|update| {
            let texts = [&update.done, &update.challenges, &update.next_step];
            texts.into_iter().any(Option::is_some)
        });
        let update = |update: &progress::Model| paper::Update {
            milestone: number(commitment, milestone),
            on: tenant.zone().day(update.at),
            done: update.done.clone(),
            challenges: update.challenges.clone(),
            next_step: update.next_step.clone(),
        };
        worded.map(update).collect::<Vec<_>>()
    };
    milestones.iter().flat_map(|milestone| of(milestone)).collect()
}

/// Returns the completion of a commitment: as the city reported it, else as its milestones suggest (OGP
/// publishes no such arithmetic; docs/RULES.md, `completion-from-milestones`). `None` when nothing was
/// reported.
fn completion(row: &Commitment, milestones: &[&Milestone]) -> Option<paper::Completion> {
    if row.state == CommitmentState::Completed {
        return Some(paper::Completion::Completed);
    }
    let promised: Vec<MilestoneState> = milestones
        .iter()
        .map(|milestone| milestone.state)
        .filter(|state| *state != MilestoneState::Withdrawn)
        .collect();
    if promised.iter().all(|state| *state == MilestoneState::NotReported) {
        return None;
    }
    let done = promised
        .iter()
        .filter(|state| **state == MilestoneState::Complete)
        .count();
    let untouched = |state: &MilestoneState| matches!(state, MilestoneState::NotStarted | MilestoneState::NotReported);
    Some(if done == promised.len() {
        paper::Completion::Completed
    } else if promised.iter().all(untouched) {
        paper::Completion::NotStarted
    } else if done * 2 >= promised.len() {
        paper::Completion::Substantial
    } else {
        paper::Completion::Limited
    })
}

fn milestone(
    tenant: &Tenant,
    whole: &PlanRecords,
    commitment: &Commitment,
    row: &Milestone,
    today: Date,
) -> paper::Milestone {
    let standing = row.standing(whole.plan.counted_on(today));
    let late_when_done = match (row.completed_on, row.due_on) {
        (Some(done), Some(due)) => days(days_between(due, done)),
        (Some(_) | None, _) => None,
    };
    let (state, days_late) = match standing {
        ComputedState::Done => (paper::State::Done, late_when_done),
        ComputedState::InProgress => (paper::State::InProgress, None),
        ComputedState::NotStarted => (paper::State::NotStarted, None),
        ComputedState::Late(by) => (paper::State::Late, days(by)),
        ComputedState::Stuck => (paper::State::Stuck, None),
        ComputedState::NotReported | ComputedState::Unknown(_) => (paper::State::NotReported, None),
        ComputedState::Withdrawn => (paper::State::Withdrawn, None),
    };
    paper::Milestone {
        number: number(commitment, row),
        title: row.title.clone(),
        start: row.starts_on,
        due: row.due_on,
        state,
        percent: row.percent.and_then(|percent| u8::try_from(percent).ok()),
        completed_on: row.completed_on,
        days_late,
        earlier_due: whole
            .moves_of(row.id)
            .filter_map(|change| {
                Some(paper::EarlierDue {
                    due: change.old_due_on?,
                    moved_on: tenant.zone().day(change.at),
                    reason: Some(change.reason.clone()),
                })
            })
            .collect(),
        reason: row.reason.clone(),
    }
}

fn evidence(tenant: &Tenant, whole: &PlanRecords) -> Vec<paper::Evidence> {
    let mut list = Vec::with_capacity(whole.evidence.len());
    for commitment in &whole.commitments {
        for item in whole.evidence.iter().filter(|item| item.commitment_id == commitment.id) {
            let milestone = whole
                .milestones
                .iter()
                .find(|milestone| Some(milestone.id) == item.milestone_id);
            list.push(paper::Evidence {
                commitment: commitment.number.to_string(),
                milestone: milestone.map(|milestone| number(commitment, milestone)),
                title: item.title.clone(),
                kind: if item.link.is_some() {
                    paper::EvidenceKind::Link
                } else {
                    paper::EvidenceKind::File
                },
                place: item.link.clone().or_else(|| item.file_name.clone()).unwrap_or_default(),
                sha256: item.file_sha256.clone(),
                added_on: tenant.zone().day(item.added_at),
            });
        }
    }
    list
}

/// Returns a milestone's number for readers: its code in the source, else `commitment.milestone`.
fn number(commitment: &Commitment, milestone: &Milestone) -> String {
    milestone
        .code
        .clone()
        .unwrap_or_else(|| format!("{}.{}", commitment.number, milestone.number))
}

fn days(number: i64) -> Option<u32> {
    u32::try_from(number).ok().filter(|days| *days > 0)
}
