//! Compares the indicators of a file with those of the city, and adds the new ones.

use super::super::alike::{self, Match, is_close};
use super::super::decisions::Decisions;
use super::super::draft::{CommitmentRow, IndicatorRow};
use super::super::fields::Level;
use super::super::layout::Record;
use super::super::review::{NotesByCell, ReviewRow};
use super::Making;
use super::known::Compared;
use super::numbering::{self, Numbers};
use crate::commitments::Commitment;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::MilestoneId;
use crate::indicators::tables::indicator;
use crate::indicators::{self, Indicator, IndicatorDraft};
use crate::plans::{self, Plan};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// The indicators of one commitment and of its milestones, while a file is compared with them.
pub(super) struct Measuring<'p> {
    plan: &'p Plan,
    commitment: &'p Commitment,
    stored: Vec<Indicator>,
    numbers: Numbers,
}

impl<'p> Measuring<'p> {
    pub(super) async fn of(
        tx: &Tx,
        plan: &'p Plan,
        commitment: &'p Commitment,
        row: &CommitmentRow,
        decisions: &Decisions,
    ) -> Result<Self> {
        let of_milestones = row.milestones.iter().flat_map(|row| &row.indicators);
        let all: Vec<&IndicatorRow> = row.indicators.iter().chain(of_milestones).collect();
        let stored = if all.is_empty() {
            Vec::new()
        } else {
            let rows = tx.find::<indicator::Entity>();
            let rows = rows.filter(indicator::Column::CommitmentId.eq(commitment.id));
            rows.order_by_asc(indicator::Column::Number).all().await?
        };
        let asked = all.into_iter().filter(|row| !decisions.leaves_out(&row.cell));
        let asked = asked.filter_map(|row| row.draft.number).collect();
        Ok(Self {
            numbers: Numbers::new(stored.iter().map(|known| known.number).collect(), asked),
            plan,
            commitment,
            stored,
        })
    }
}

impl Making<'_, '_> {
    /// Takes the indicators of a milestone, or without one those of the commitment as a whole.
    pub(super) async fn indicators(
        &mut self,
        measuring: &mut Measuring<'_>,
        notes: &NotesByCell<'_>,
        milestone: Option<MilestoneId>,
        rows: &[IndicatorRow],
    ) -> Result<()> {
        let stored = measuring.stored.iter().filter(|known| known.milestone_id == milestone);
        let stored: Vec<Indicator> = stored.cloned().collect();
        let pairs = alike::indicators(rows, &stored, &self.origins, &measuring.plan.language);
        for (row, pair) in rows.iter().zip(pairs) {
            self.indicator(measuring, notes, milestone, row, pair).await?;
        }
        Ok(())
    }

    async fn indicator(
        &mut self,
        measuring: &mut Measuring<'_>,
        notes: &NotesByCell<'_>,
        milestone: Option<MilestoneId>,
        row: &IndicatorRow,
        pair: Match<'_, Indicator>,
    ) -> Result<()> {
        let language = measuring.plan.language.as_str();
        let title = row.title(language);
        if self.leaves_out(Level::Indicator, &row.cell, title) {
            return Ok(());
        }
        let name = |known: &Indicator| known.titles.in_language(language, "en").to_owned();
        let likely = matches!(pair, Match::Like(known) if is_close(title, &name(known)));
        let (known, like) = self.settle(pair, likely, &row.cell, title, |known: &Indicator| {
            known.titles.in_language(language, "en")
        });
        self.made.outcome.indicators.one(known.is_none());
        self.made.outcome.rows.count(known.is_some(), row.rows);
        let compared = || {
            // Besa's own workbook has no indicators, so nothing is written back.
            Compared::new(
                self.with.decisions,
                Level::Indicator,
                &row.cell,
                &row.said,
                Record::new(),
            )
        };
        let known = known.map(|known| (known, compared()));
        let same = known.as_ref().map(|(_, compared)| compared);
        self.review(ReviewRow::of_indicator(row, language), same, like, notes, &row.said);
        match known {
            Some((known, compared)) => self.known_indicator(row, known, language, &compared),
            None => self.new_indicator(measuring, milestone, row).await,
        }
    }

    fn known_indicator(
        &mut self,
        row: &IndicatorRow,
        known: &Indicator,
        language: &str,
        compared: &Compared<'_>,
    ) -> Result<()> {
        let file = row.in_plan(language);
        let mut stored = IndicatorDraft::of(known);
        // Languages that the file does not have are no difference.
        stored.titles.0.retain(|code, _| file.titles.0.contains_key(code));
        stored.deadlines.0.retain(|code, _| file.deadlines.0.contains_key(code));
        let notes = compared.differences(&file, &stored)?;
        self.note(notes)
    }

    async fn new_indicator(
        &mut self,
        measuring: &mut Measuring<'_>,
        milestone: Option<MilestoneId>,
        row: &IndicatorRow,
    ) -> Result<()> {
        plans::open_for_change(measuring.plan)?;
        let number = measuring.numbers.give(row.draft.number);
        self.note(numbering::taken(row.draft.number, number, &row.cell, &row.said))?;
        let draft = IndicatorDraft {
            number: Some(number),
            milestone,
            ..row.in_plan(&measuring.plan.language)
        };
        let made = indicators::insert(self.tx, measuring.commitment, measuring.plan, draft).await?;
        self.made.ids.indicators.push(made.id);
        self.keep("indicator", made.id, &row.said).await
    }
}
