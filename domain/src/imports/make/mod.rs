//! Creates the records of a file that the city does not have yet, inside one change.
//!
//! Long because each kind of record is matched, reviewed and created in the same steps.

mod indicators;
mod insert;
mod known;
mod numbering;

use super::alike::{self, Match, Origins, is_close};
use super::decisions::Decisions;
use super::draft::{CommitmentRow, Draft, MilestoneRow, PlanRow, SourceValue};
use super::fields::Level;
use super::filled;
use super::large;
use super::names::References;
use super::notes::{Code, MAX_NOTES, Note};
use super::organisations::{AlikeOrganisation, Organisations};
use super::outcome::{Outcome, Rows};
use super::review::{Fate, Like, NotesByCell, ReviewRow};
use super::undo::MadeIds;
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::Tx;
use crate::error::{Error, FieldError, Result};
use crate::fold::fold;
use crate::ids::{ContactId, ImportId, MilestoneId, OrganisationId};
use crate::imports::tables::provenance;
use crate::milestones::Milestone;
use crate::milestones::tables::milestone;
use crate::plans::tables::plan;
use crate::plans::{self, Plan, PlanDraft};
use crate::ports::Progress;
use crate::stakeholders;
use crate::stakeholders::tables::organisation;
use indicators::Measuring;
use known::{Compared, TakingPart};
use numbering::Numbers;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

/// What new records need besides the file.
#[derive(Debug, Clone)]
pub(super) struct With<'d> {
    /// The import that they come from.
    pub(super) import: ImportId,
    /// The city's default language, for plans without a language.
    pub(super) language: String,
    /// What a person decided.
    pub(super) decisions: &'d Decisions,
    /// The current day in the city, on which states are reported.
    pub(super) today: Date,
    /// The import whose progress is shown.
    pub(super) shown: Option<ImportId>,
}

/// What was created from a file.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) outcome: Outcome,
    pub(super) notes: Vec<Note>,
    /// The new plans.
    pub(super) plans: Vec<Plan>,
    /// Every plan, commitment, milestone and indicator of the file.
    pub(super) review: Vec<ReviewRow>,
    /// Organisations that are like one of the city.
    pub(super) alike: Vec<AlikeOrganisation>,
    /// The ids of the new records.
    pub(super) ids: MadeIds,
    /// The notes of the file about values that the city has just so, by cell, field and code: nobody needs to look at
    /// them again.
    pub(super) settled: BTreeSet<(String, String, Code)>,
}

struct Making<'t, 'd> {
    tx: &'t mut Tx,
    with: With<'d>,
    origins: Origins,
    organisations: Organisations,
    references: References,
    people: BTreeMap<String, ContactId>,
    taking_part: TakingPart,
    made: Made,
    /// The columns of the file.
    columns: BTreeSet<&'d str>,
    /// Cells that are not stored yet.
    kept: Vec<provenance::Model>,
    progress: Progress,
}

/// Creates the new records of a draft. Records that the city has are not changed, but for states that a
/// person chose to report.
pub(super) async fn make<'d>(tx: &mut Tx, with: With<'d>, draft: &'d Draft) -> Result<Made> {
    let origins = Origins::load(tx).await?;
    let stored = tx.find::<organisation::Entity>().all().await?;
    let former = stakeholders::former(tx).await?;
    let organisations = Organisations::of(&stored, &former, &origins);
    let taking_part = TakingPart::load(tx, &stored).await?;
    let mut making = Making {
        taking_part,
        tx,
        with,
        origins,
        organisations,
        references: References::default(),
        people: BTreeMap::new(),
        made: Made::default(),
        columns: draft.columns.iter().map(|column| column.field.as_str()).collect(),
        kept: Vec::new(),
        progress: Progress {
            done: 0,
            total: draft.milestones(),
        },
    };
    for listed in draft
        .organisations
        .iter()
        .filter(|listed| !making.with.decisions.leaves_out(&listed.cell))
    {
        let renamed = stored.iter().find(|known| listed.id == Some(known.id.into()));
        if let Some(known) = renamed {
            making.organisations.call(&listed.name, known.id);
        }
        let known = making.organisations.known(&listed.name, making.with.decisions);
        making.made.outcome.rows.count(known.is_some(), listed.rows);
        if let Some(known) = stored.iter().find(|stored| Some(stored.id) == known) {
            making.note(known::organisation(listed, known))?;
        }
        making
            .organisation(&listed.name, listed.kind, listed.website.as_deref(), &listed.cell)
            .await?;
    }
    making.people(draft).await?;
    let stored = making.tx.find::<plan::Entity>();
    let stored = stored.order_by_asc(plan::Column::Id).all().await?;
    for plan in &stored {
        making.references.unique(None, &plan.reference);
    }
    let matches = alike::plans(&draft.plans, &stored, &making.origins);
    for (row, pair) in draft.plans.iter().zip(matches) {
        let pair = match pair {
            Match::New if is_guessed(row) => making.holding_half(&stored, row).await?,
            pair @ (Match::New | Match::Known(_) | Match::Like(_)) => pair,
        };
        making.plan(row, pair).await?;
    }
    making.store_kept().await?;
    making.made.alike = making.organisations.take_alike();
    let Rows { made, known, .. } = making.made.outcome.rows;
    making.made.outcome.rows.noted = draft.rows.saturating_sub(made + known);
    Ok(making.made)
}

/// Returns whether no row names the plan: its title is a line above the table, or the name of the file.
fn is_guessed(row: &PlanRow) -> bool {
    row.notes.iter().any(|note| note.code == Code::PlanTitleGuessed)
}

impl Making<'_, '_> {
    async fn plan(&mut self, row: &PlanRow, pair: Match<'_, Plan>) -> Result<()> {
        if self.leaves_out(Level::Plan, &row.cell, &row.draft.title) {
            return Ok(());
        }
        let likely = match pair {
            // Another title is another plan, whatever commitments both have.
            Match::Like(known) => {
                let close = is_guessed(row) || is_close(&row.draft.title, &known.title);
                close && self.holds_half(known, row).await?
            }
            Match::New | Match::Known(_) => false,
        };
        let (known, like) = self.settle(pair, likely, &row.cell, &row.draft.title, |plan| &plan.title);
        self.made.outcome.plans.one(known.is_none());
        self.made.outcome.rows.count(known.is_some(), row.rows);
        let notes = NotesByCell::of(&row.notes);
        let compared = |known| {
            Compared::new(
                self.with.decisions,
                Level::Plan,
                &row.cell,
                &row.said,
                filled::plan(known),
            )
        };
        let known = known.map(|known| (known, compared(known)));
        let same = known.as_ref().map(|(_, compared)| compared);
        self.review(ReviewRow::of_plan(row), same, like, &notes, &row.said);
        let plan = match known {
            Some((known, compared)) => {
                self.note(compared.differences(&row.draft, &PlanDraft::of(known))?)?;
                self.note(compared.emptied(row.has_reference, &self.columns, &[]))?;
                known.clone()
            }
            None => {
                let mut draft = row.draft.clone();
                if draft.language.is_empty() {
                    draft.language.clone_from(&self.with.language);
                }
                draft.reference = self.references.unique(None, &draft.reference);
                let made = plans::insert(self.tx, draft).await?;
                self.keep("plan", made.id, &row.said).await?;
                self.made.ids.plans.push(made.id);
                self.made.plans.push(made.clone());
                made
            }
        };
        let of_plan = self
            .tx
            .find::<commitment::Entity>()
            .filter(commitment::Column::PlanId.eq(plan.id));
        let stored = of_plan.order_by_asc(commitment::Column::Number).all().await?;
        let pairs = alike::commitments(&row.commitments, &stored, &self.origins);
        let rows = row.commitments.iter();
        let asked = rows.filter(|row| !self.with.decisions.leaves_out(&row.cell));
        let asked = asked.filter_map(|row| row.draft.number).collect();
        let mut numbers = Numbers::new(stored.iter().map(|known| known.number).collect(), asked);
        for (of_plan, pair) in row.commitments.iter().zip(pairs) {
            self.commitment(&plan, &notes, of_plan, pair, &mut numbers).await?;
        }
        Ok(())
    }

    async fn commitment(
        &mut self,
        plan: &Plan,
        notes: &NotesByCell<'_>,
        row: &CommitmentRow,
        pair: Match<'_, Commitment>,
        numbers: &mut Numbers,
    ) -> Result<()> {
        if self.leaves_out(Level::Commitment, &row.cell, &row.draft.title) {
            return Ok(());
        }
        let likely = matches!(pair, Match::Like(known) if is_close(&row.draft.title, &known.title));
        let (known, like) = self.settle(pair, likely, &row.cell, &row.draft.title, |known| &known.title);
        self.made.outcome.commitments.one(known.is_none());
        self.made.outcome.rows.count(known.is_some(), row.rows);
        let compared = |known: &Commitment| {
            let written = filled::commitment(known, &self.taking_part.named(known.id));
            Compared::new(self.with.decisions, Level::Commitment, &row.cell, &row.said, written)
        };
        let known = known.map(|known| (known, compared(known)));
        let same = known.as_ref().map(|(_, compared)| compared);
        self.review(ReviewRow::of_commitment(row), same, like, notes, &row.said);
        let commitment = match known {
            Some((known, compared)) => {
                self.known_commitment(row, known, &compared)?;
                known.clone()
            }
            None => self.new_commitment(plan, row, numbers).await?,
        };
        for found in &row.findings {
            self.finding(commitment.id, found).await?;
        }
        let of_commitment = self.tx.find::<milestone::Entity>();
        let of_commitment = of_commitment.filter(milestone::Column::CommitmentId.eq(commitment.id));
        let stored = of_commitment.order_by_asc(milestone::Column::Number).all().await?;
        let pairs = alike::milestones(&row.milestones, &stored, &self.origins);
        let rows = row.milestones.iter();
        let asked = rows.filter(|row| !self.with.decisions.leaves_out(&row.cell));
        let asked = asked.filter_map(|row| row.draft.number).collect();
        let mut numbers = Numbers::new(stored.iter().map(|known| known.number).collect(), asked);
        let mut measuring = Measuring::of(self.tx, plan, &commitment, row, self.with.decisions).await?;
        for (row, pair) in row.milestones.iter().zip(pairs) {
            let found = self
                .milestone(plan, notes, &commitment, row, pair, &mut numbers)
                .await?;
            if let Some(id) = found {
                self.indicators(&mut measuring, notes, Some(id), &row.indicators)
                    .await?;
            }
        }
        self.indicators(&mut measuring, notes, None, &row.indicators).await
    }

    async fn milestone(
        &mut self,
        plan: &Plan,
        notes: &NotesByCell<'_>,
        commitment: &Commitment,
        row: &MilestoneRow,
        pair: Match<'_, Milestone>,
        numbers: &mut Numbers,
    ) -> Result<Option<MilestoneId>> {
        self.show_progress().await;
        if self.leaves_out(Level::Milestone, &row.cell, &row.draft.title) {
            return Ok(None);
        }
        let likely = matches!(pair, Match::Like(known) if is_close(&row.draft.title, &known.title));
        let (known, like) = self.settle(pair, likely, &row.cell, &row.draft.title, |known| &known.title);
        self.made.outcome.milestones.one(known.is_none());
        self.made.outcome.rows.count(known.is_some(), row.rows);
        let compared = |known: &Milestone| {
            let written = filled::milestone(known, &self.taking_part.named(known.id));
            Compared::new(self.with.decisions, Level::Milestone, &row.cell, &row.said, written)
        };
        let known = known.map(|known| (known, compared(known)));
        let reports = known
            .as_ref()
            .and_then(|(known, compared)| self.reported(row, known, compared));
        let chosen = reports.as_ref().is_some_and(|reports| reports.chosen);
        let shown = ReviewRow {
            reports,
            ..ReviewRow::of_milestone(row)
        };
        let same = known.as_ref().map(|(_, compared)| compared);
        self.review(shown, same, like, notes, &row.said);
        match known {
            Some((known, compared)) => {
                let reported = chosen && self.report(plan, row, known).await?;
                self.known_milestone(row, known, reported, &compared)?;
                Ok(Some(known.id))
            }
            None => self.new_milestone(plan, commitment, row, numbers).await.map(Some),
        }
    }

    /// Counts a milestone, and shows how far the work is from time to time.
    async fn show_progress(&mut self) {
        self.progress.done += 1;
        if let Some(shown) = self
            .with
            .shown
            .filter(|_| self.progress.done.is_multiple_of(large::STEP))
        {
            self.tx.show_progress(shown, self.progress).await;
        }
    }

    /// Returns whether a person left a record out, and notes it.
    fn leaves_out(&mut self, level: Level, cell: &str, title: &str) -> bool {
        if !self.with.decisions.leaves_out(cell) {
            return false;
        }
        self.made.notes.push(Note::new(Code::LeftOut, cell, title));
        self.made.review.push(ReviewRow::left_out(level, cell, title));
        true
    }

    /// Returns the record of the city that a row is, if any. Where it is only like one, a person says whether it is
    /// that one; until then it is if that is `likely`, and a note says so. `title_of` gives the title of the city's
    /// record.
    fn settle<'k, S>(
        &mut self,
        pair: Match<'k, S>,
        likely: bool,
        cell: &str,
        title: &str,
        title_of: impl Fn(&S) -> &str,
    ) -> (Option<&'k S>, Option<Like>) {
        let known = match pair {
            Match::New => return (None, None),
            Match::Known(known) => return (Some(known), None),
            Match::Like(known) => known,
        };
        let answer = self.with.decisions.same.get(cell).copied();
        let same = answer.unwrap_or(likely);
        if answer.is_none() {
            let code = if same { Code::TakenAsSame } else { Code::TakenAsNew };
            let note = Note::new(code, cell, title).on("title").using(title_of(known));
            self.made.notes.push(note);
        }
        let like = Like {
            title: title_of(known).to_owned(),
            same,
            answered: answer.is_some(),
        };
        (same.then_some(known), Some(like))
    }

    /// Returns the plan that holds half of the commitments of a file whose plan nobody names.
    async fn holding_half<'p>(&self, stored: &'p [Plan], row: &PlanRow) -> Result<Match<'p, Plan>> {
        for plan in stored.iter().rev() {
            if self.holds_half(plan, row).await? {
                return Ok(Match::Like(plan));
            }
        }
        Ok(Match::New)
    }

    /// Returns whether a plan holds half of the commitments of the file's plan: then it is likelier the same.
    async fn holds_half(&self, plan: &Plan, row: &PlanRow) -> Result<bool> {
        let of_plan = self.tx.find::<commitment::Entity>();
        let of_plan = of_plan.filter(commitment::Column::PlanId.eq(plan.id));
        let held: BTreeSet<String> = of_plan.all().await?.iter().map(|known| fold(&known.title)).collect();
        let rows = row.commitments.iter();
        let common = rows.filter(|row| held.contains(&fold(&row.draft.title))).count();
        Ok(common > 0 && common * 2 >= row.commitments.len())
    }

    /// Adds a record to the review, with what becomes of it and the notes about it. `same` compares it with the
    /// record of the city that it is.
    fn review(
        &mut self,
        row: ReviewRow,
        same: Option<&Compared<'_>>,
        like: Option<Like>,
        notes: &NotesByCell<'_>,
        said: &[SourceValue],
    ) {
        let all = notes.about(&row.cell, said);
        let settled = |note: &Note| same.is_some_and(|same| same.settles(note));
        let (settled, open): (Vec<Note>, Vec<Note>) = all.into_iter().partition(settled);
        let settled = settled.into_iter().map(|note| (note.cell, note.field, note.code));
        self.made.settled.extend(settled);
        self.made.review.push(ReviewRow {
            fate: if same.is_some() { Fate::Known } else { Fate::New },
            like,
            notes: open,
            edited: self.with.decisions.edits.0.contains_key(&row.cell),
            ..row
        });
    }

    /// Adds notes about the record that is reviewed, such as differences between file and city, up to the maximum that can be reviewed.
    fn note(&mut self, notes: Vec<Note>) -> Result<()> {
        if let Some(row) = self.made.review.last_mut() {
            row.notes.extend(notes.iter().cloned());
        }
        self.made.notes.extend(notes);
        if self.made.notes.len() <= MAX_NOTES {
            return Ok(());
        }
        let most = i64::try_from(MAX_NOTES).unwrap_or(i64::MAX);
        let error = FieldError::limited("file", Code::TooManyNotes.code(), most);
        Err(Error::Invalid(vec![error]))
    }

    /// Counts an existing organisation once. Returns its id; `None` when the city has none of this name.
    fn count(&mut self, name: &str) -> Option<OrganisationId> {
        let id = self.organisations.known(name, self.with.decisions)?;
        if self.organisations.counts(name) {
            self.made.outcome.organisations.one(false);
        }
        Some(id)
    }
}
