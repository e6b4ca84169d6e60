//! A self-assessment of the example city, open for comment.

use super::StoryBuilder;
use besa_domain::PlanId;
use besa_domain::access::{Permit, WriteReports};
use besa_domain::reports::{self, ReportKind, Section};

/// The sections that are written. The last ones are missing: they follow after the consultation.
const WRITTEN: [(Section, &str); 5] = [
    (
        Section::Introduction,
        "Example text. The municipality made five promises together with residents. This report says what became of them halfway.\n\nThe figures come from the public record; what follows them was written by the Open Government Unit.",
    ),
    (
        Section::Development,
        "Example text. The timeline was published four weeks before the first meeting. People were asked in three ways:\n\n- three open meetings, one of them in a village\n- two rounds of written comments\n- a table at the market, twice",
    ),
    (
        Section::Implementation,
        "Example text. The forum meets every three months, and its papers are shared a week before. Each milestone is updated in public.",
    ),
    (
        Section::Recommendations,
        "Example text. The monitoring body recommended two things:\n\n1. Say who answers for each milestone. *Done.*\n2. Hold meetings outside the city. *Begun:* one was held in March.",
    ),
    (
        Section::Lessons,
        "Example text. Results are quick to measure and slow to publish: three desks had to approve each one. It is one desk now.",
    ),
];

impl StoryBuilder<'_> {
    pub(super) async fn report(&self, plan: PlanId) -> anyhow::Result<()> {
        let (db, permit) = (&self.app.db, Permit::<WriteReports>::system(self.tenant));
        let report = reports::start(db, &permit, None, plan, ReportKind::SelfAssessment, "en").await?;
        for (section, text) in WRITTEN {
            reports::write(db, &permit, None, (report.id, section), 0, Some(text)).await?;
        }
        reports::consult(db, &permit, None, report.id, report.version, None).await?;
        Ok(())
    }
}
