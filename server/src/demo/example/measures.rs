//! Two indicators of the example city: one that rises, and one that has to fall.

use super::{Step, StoryBuilder};
use besa_domain::access::{EditMilestone, Permit, ReportProgress};
use besa_domain::db::Db;
use besa_domain::indicators::{self, Direction, IndicatorDraft, ReadingDraft};
use besa_domain::milestones::Milestone;
use besa_domain::records::Names;
use besa_domain::{Decimal, IndicatorId, MilestoneId};
use time::Date;
use time::macros::date;

/// An indicator of the story. Its readings are made with the other steps.
struct Measure {
    /// The title of its milestone.
    milestone: &'static str,
    titles: [(&'static str, &'static str); 2],
    unit: &'static str,
    direction: Direction,
    baseline: (Date, &'static str),
    target: (Date, &'static str),
    readings: &'static [(Date, &'static str, &'static str)],
}

/// A value of an indicator, as a step of the story.
pub(super) struct Read {
    indicator: IndicatorId,
    value: &'static str,
    note: &'static str,
}

const MEASURES: [Measure; 2] = [
    Measure {
        milestone: "Open the contracts and payments register",
        titles: [
            ("en", "Contracts of the year that are in the public register"),
            ("sq", "Kontrata të vitit që janë në regjistrin publik"),
        ],
        unit: "%",
        direction: Direction::Higher,
        baseline: (date!(2025 - 12 - 31), "12.5"),
        target: (date!(2026 - 12 - 31), "100"),
        readings: &[
            (date!(2026 - 05 - 29), "20", "Counted by the finance office"),
            (date!(2026 - 08 - 20), "41.5", "Counted by the finance office"),
            (date!(2026 - 11 - 05), "68", "Counted by the finance office"),
        ],
    },
    Measure {
        milestone: "Publish every result within 5 working days",
        titles: [
            ("en", "Working days from a water test until its result is public"),
            ("sq", "Ditë pune nga analiza e ujit deri te botimi i rezultatit"),
        ],
        unit: "days",
        direction: Direction::Lower,
        baseline: (date!(2026 - 04 - 30), "31"),
        target: (date!(2027 - 01 - 31), "5"),
        readings: &[
            (date!(2026 - 09 - 30), "19", "Average of 22 tests"),
            (date!(2026 - 11 - 20), "11.5", "Average of 31 tests"),
        ],
    },
];

impl StoryBuilder<'_> {
    /// Creates the indicators of a commitment. Returns their readings, as steps of the story.
    pub(super) async fn measure(&self, milestones: &[Milestone]) -> anyhow::Result<Vec<(Date, MilestoneId, Step<'_>)>> {
        let db = self.on(date!(2025 - 08 - 28));
        let mut steps = Vec::new();
        let named = |measure: &Measure| milestones.iter().find(|row| row.title == measure.milestone);
        for (measure, milestone) in MEASURES.iter().filter_map(|measure| Some((measure, named(measure)?))) {
            let titles = measure.titles;
            let draft = IndicatorDraft {
                titles: Names(
                    titles
                        .map(|(language, title)| (language.to_owned(), title.to_owned()))
                        .into(),
                ),
                milestone: Some(milestone.id),
                unit: Some(measure.unit.to_owned()),
                direction: Some(measure.direction),
                baseline: Some(measure.baseline.1.parse::<Decimal>()?),
                baseline_on: Some(self.moved(measure.baseline.0)),
                target: Some(measure.target.1.parse::<Decimal>()?),
                due_on: Some(self.moved(measure.target.0)),
                ..IndicatorDraft::default()
            };
            let permit = Permit::<EditMilestone>::system(self.tenant);
            let made = indicators::create(&db, &permit, None, milestone.commitment_id, draft).await?;
            steps.extend(measure.readings.iter().map(|(on, value, note)| {
                let read = Read {
                    indicator: made.id,
                    value,
                    note,
                };
                (*on, milestone.id, Step::Read(read))
            }));
        }
        Ok(steps)
    }

    /// Adds a reading, on its day.
    pub(super) async fn read(&self, db: &Db, on: Date, read: &Read) -> anyhow::Result<()> {
        let draft = ReadingDraft {
            read_on: Some(self.moved(on)),
            value: Some(read.value.parse::<Decimal>()?),
            note: Some(read.note.to_owned()),
        };
        let permit = Permit::<ReportProgress>::system(self.tenant);
        let day = self.moved(on);
        indicators::add_reading(db, &permit, None, read.indicator, day, draft).await?;
        Ok(())
    }
}
