//! Imports the rows of one member into its city.

use super::city::City;
use super::columns::{COLUMNS, ENDS, ID, Line, PLAN, SUBMITTED, is_tag};
use super::kept::{Kept, PLAN_ID};
use super::plans::CityPlans;
use super::scan::{self, Scanned, scan};
use super::view::{self, Values};
use super::{Fate, RowReport, figures};
use crate::access::{ImportPlan, Permit};
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, Result};
use crate::ids::CommitmentId;
use crate::imports::decisions::Decisions;
use crate::imports::draft::Draft;
use crate::imports::look::Here;
use crate::imports::make::make;
use crate::imports::notes::{Code, Note};
use crate::imports::steps::{finish_changed, state_on};
use crate::imports::tables::provenance;
use crate::imports::{Import, Origin, Stored};
use crate::milestones::tables::finding;
use crate::plans;
use crate::rules::irm::{Codings, scales};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::ExprTrait;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Creates the commitments of a member's rows that its city does not have, all in one change, with their plans, which
/// are published, and with the findings of the IRM. Commitments that the city has stay as they are; newer findings
/// of OGP replace those of an earlier import. When nothing is new, nothing is written.
///
/// Returns what became of each row, in the order of the rows.
///
/// # Errors
/// Database errors. What is wrong with a row refuses the row.
pub async fn import_member(
    db: &Db,
    permit: &Permit<ImportPlan>,
    origin: Origin,
    lines: Vec<Line>,
) -> Result<Vec<RowReport>> {
    let here = Here::of(db, permit).await?;
    let ids: Vec<(usize, String)> = lines
        .iter()
        .map(|line| (line.row, line.get(ID).trim().to_owned()))
        .collect();
    let (groups, mut reports) = read(lines);
    let decisions = Decisions::default();
    let done = db
        .change(permit, None, async |tx| {
            let import = Import::new(tx, origin, Vec::new());
            Taking {
                tx,
                here: &here,
                import,
            }
            .take(groups, &decisions)
            .await
        })
        .await;
    match done {
        Ok(of_rows) => reports.extend(of_rows),
        // A plan that is known by its title alone, and closed.
        Err(Error::Conflict(Conflict::PlanClosed)) => {
            let known: BTreeSet<usize> = reports.iter().map(|report| report.row).collect();
            let others = ids.into_iter().filter(|(row, _)| !known.contains(row));
            reports.extend(others.map(|(row, ogp_id)| closed(row, &ogp_id)));
        }
        Err(error) => return Err(error),
    }
    reports.sort_by_key(|report| report.row);
    Ok(reports)
}

fn closed(row: usize, ogp_id: &str) -> RowReport {
    let note = Note::new(Code::PlanIsClosed, format!("row {row}, {PLAN}"), ogp_id);
    RowReport::refused(row, ogp_id, vec![note])
}

/// Reads rows by plan. Returns them, and the refused ones.
fn read(lines: Vec<Line>) -> (Vec<Vec<Scanned>>, Vec<RowReport>) {
    let mut plans: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    let mut order = Vec::new();
    for line in lines {
        let key = plan_key(&line);
        if !plans.contains_key(&key) {
            order.push(key.clone());
        }
        plans.entry(key).or_default().push(line);
    }
    let (mut groups, mut reports) = (Vec::new(), Vec::new());
    for lines in order.iter().filter_map(|key| plans.remove(key)) {
        let of_dates = scan::order_in(lines.iter());
        let mut rows = Vec::new();
        for line in lines {
            let (row, ogp_id) = (line.row, line.get(ID).trim().to_owned());
            match scan(line, of_dates) {
                Ok(scanned) => rows.push(scanned),
                Err(notes) => reports.push(RowReport::refused(row, &ogp_id, notes)),
            }
        }
        scan::check_titles(&mut rows);
        if !rows.is_empty() {
            groups.push(rows);
        }
    }
    (groups, reports)
}

/// Returns what tells the plan of a row apart: OGP's id of it, else its years.
fn plan_key(line: &Line) -> String {
    match line.value(PLAN) {
        Some(id) => id.to_owned(),
        None => format!("{} {}", line.get(SUBMITTED).trim(), line.get(ENDS).trim()),
    }
}

struct Taking<'t> {
    tx: &'t mut Tx,
    here: &'t Here,
    import: Import,
}

impl Taking<'_> {
    async fn take(mut self, mut groups: Vec<Vec<Scanned>>, decisions: &Decisions) -> Result<Vec<RowReport>> {
        let stored = self.tx.find::<commitment::Entity>().all().await?;
        let mut of_city = CityPlans::load(self.tx, &stored).await?;
        let mut reports = Vec::new();
        for rows in &mut groups {
            let refused = of_city.closed(rows).into_iter();
            reports.extend(refused.map(|row| closed(row.line.row, row.line.get(ID).trim())));
        }
        groups.retain(|rows| !rows.is_empty());
        let draft = Draft {
            plans: groups.iter().map(|rows| of_city.row(rows)).collect(),
            rows: groups.iter().map(Vec::len).sum(),
            ..Draft::default()
        };
        self.tx.add(self.import.row(self.tx, Stored::default())?).await?;
        let made = make(self.tx, self.here.with(&self.import, decisions), &draft).await?;
        for plan in &made.plans {
            plans::enter(self.tx, plan.clone(), state_on(plan, self.here.today)).await?;
        }
        let new: BTreeSet<CommitmentId> = made.ids.commitments.iter().copied().collect();
        let mut by_row: BTreeMap<usize, Vec<Note>> = BTreeMap::new();
        // What the city has otherwise is compared below, column by column.
        let compared = |code: Code| matches!(code, Code::AlreadyImported | Code::Emptied);
        let notes = made.notes.iter().filter(|note| !compared(note.code));
        for note in notes {
            by_row.entry(row_of(note)).or_default().push(note.clone());
        }
        let city = City::load(self.tx, &groups).await?;
        let (mut kept, mut changed) = (Vec::new(), false);
        for rows in &groups {
            let mut plan_id = None;
            for row in rows {
                let mut notes = row.notes.clone();
                notes.extend(by_row.remove(&row.line.row).unwrap_or_default());
                let Some(known) = city.commitment(row) else {
                    return Err(Error::internal("a commitment of the dataset was not stored"));
                };
                plan_id = plan_id.or(Some(known.plan_id));
                let fate = if new.contains(&known.id) {
                    Fate::Made
                } else {
                    Fate::Known
                };
                changed |= self.keep(&city, row, known, fate, &mut notes, &mut kept).await?;
                notes.extend(figures::compare(
                    &row.line,
                    city.codings.get(&known.id).unwrap_or(&Codings::default()),
                ));
                reports.push(RowReport {
                    row: row.line.row,
                    ogp_id: row.line.get(ID).trim().to_owned(),
                    fate,
                    notes,
                });
            }
            let is_new = made.plans.iter().any(|plan| Some(plan.id) == plan_id);
            let line = rows.first().map(|row| &row.line);
            let id = line.and_then(|line| Some((line, line.value(PLAN)?)));
            if let (Some((line, ogp_id)), Some(plan)) = (id.filter(|(_, id)| !is_new && !of_city.has_id(id)), plan_id) {
                kept.push(self.plan_id(line, ogp_id, plan.into()));
            }
        }
        changed |= !kept.is_empty();
        let notes: Vec<Note> = reports.iter().flat_map(|report| report.notes.iter().cloned()).collect();
        self.import.outcome = made.outcome.noting(&notes);
        self.import.notes = notes;
        if !changed && !self.import.outcome.makes_anything() {
            self.tx.discard();
            return Ok(reports);
        }
        for some in kept.chunks(KEPT) {
            self.tx.add_all(some.to_vec()).await?;
        }
        finish_changed(self.tx, &mut self.import, &made).await?;
        Ok(reports)
    }

    /// Keeps the row of a commitment that has none, or what is newer in it. Notes the values that the city has
    /// otherwise. Returns whether something was changed.
    async fn keep(
        &self,
        city: &City,
        row: &Scanned,
        known: &Commitment,
        fate: Fate,
        notes: &mut Vec<Note>,
        add: &mut Vec<provenance::Model>,
    ) -> Result<bool> {
        let now = city.values(known)?;
        let Some((place, earlier)) = city.kept.get(&known.id.into()) else {
            let mut held = now.clone();
            if fate == Fate::Known
                && let Some(plan) = city.plans.get(&known.plan_id.into())
            {
                // What the city has otherwise is its own. What it has not is OGP's.
                let commitment = &row.commitment;
                held = view::of_draft(&commitment.draft, known.number, plan, &commitment.involved);
                let empty = now.iter().filter(|(_, value)| value.is_none());
                held.extend(empty.map(|(column, _)| (*column, None)));
                held.retain(|column, _| known.policy_area.is_some() || !is_tag(column));
            }
            let new = Kept::of(&row.line, held);
            note_differences(row, &new, &new.exported(&now), &now, notes);
            add.push(new.provenance(self.tx, self.import.id, known.id, row.line.row)?);
            return Ok(true);
        };
        let newer = note_differences(row, earlier, &earlier.exported(&now), &now, notes);
        if newer.is_empty() {
            return Ok(false);
        }
        let mut new = earlier.clone();
        for column in newer {
            if let Some(scale) = scales().scales.iter().find(|scale| scale.column == column) {
                let old = earlier.value(column).trim().to_owned();
                self.forget(known.id, &scale.scheme, &old, row.line.get(column).trim())
                    .await?;
            }
            new.set(column, row.line.get(column));
        }
        let row = provenance::Model {
            said: serde_json::to_string(&new)?,
            ..place.clone()
        };
        self.tx.save(row).await?;
        Ok(true)
    }

    /// Removes a finding that a newer one replaces.
    async fn forget(&self, of: CommitmentId, scheme: &str, old: &str, new: &str) -> Result<()> {
        if old != new {
            let matching = finding::Column::CommitmentId
                .eq(of)
                .and(finding::Column::Scheme.eq(scheme))
                .and(finding::Column::Value.eq(old))
                .and(finding::Column::MilestoneId.is_null());
            self.tx.sweep::<finding::Entity>(matching).await?;
        }
        Ok(())
    }

    fn plan_id(&self, line: &Line, ogp_id: &str, plan: Uuid) -> provenance::Model {
        provenance::Model {
            tenant_id: self.tx.tenant(),
            id: self.tx.id(),
            import_id: self.import.id,
            subject: "plan".to_owned(),
            subject_id: plan,
            field: PLAN_ID.to_owned(),
            cell: line.cell(PLAN),
            said: ogp_id.to_owned(),
        }
    }
}

/// Rows of provenance in one statement.
const KEPT: usize = 500;

/// Notes each column of a row that Besa has otherwise: the city's own values stay, newer values of OGP are taken.
/// Returns the columns with newer values.
fn note_differences(
    row: &Scanned,
    kept: &Kept,
    exported: &[String],
    now: &Values,
    notes: &mut Vec<Note>,
) -> Vec<&'static str> {
    let mut newer = Vec::new();
    let columns = COLUMNS.iter().zip(&row.line.values).zip(exported);
    for ((column, given), used) in columns.filter(|((_, given), used)| given != used) {
        let code = if kept.is_of_city(column, now) {
            Code::AlreadyImported
        } else {
            newer.push(*column);
            Code::CodingUpdated
        };
        notes.push(Note::new(code, row.line.cell(column), given).using(used));
    }
    newer
}

/// Returns the number of the row that a note is about.
fn row_of(note: &Note) -> usize {
    let number = note
        .cell
        .strip_prefix("row ")
        .map(|rest| rest.split(',').next().unwrap_or(rest));
    number.and_then(|number| number.parse().ok()).unwrap_or_default()
}
