//! Two other plans of the example city and the commitments they are related to. Invented, like the rest.

use super::StoryBuilder;
use besa_domain::access::{EditStrategies, Permit, SeePlan};
use besa_domain::strategies::{self, Document, RoundDraft, StrategyDraft, StrategyKind};
use besa_domain::{CommitmentId, PlanId, commitments};
use std::collections::BTreeSet;
use time::macros::date;

impl StoryBuilder<'_> {
    /// Creates them, on the day the action plan is created.
    pub(super) async fn strategies(&self, plan: PlanId) -> anyhow::Result<()> {
        let (db, permit) = (
            self.on(date!(2025 - 08 - 28)),
            Permit::<EditStrategies>::system(self.tenant),
        );
        let see = Permit::<SeePlan>::system(self.tenant);
        let (all, _) = commitments::list(&db, &see, Some(plan), None, 100).await?;
        let numbered = |numbers: &[i32]| -> BTreeSet<CommitmentId> {
            let found = all.iter().filter(|row| numbers.contains(&row.number));
            found.map(|row| row.id).collect()
        };
        let year = self.moved(date!(2025 - 08 - 28)).year();
        let budget = StrategyDraft {
            title: "Participatory budgeting".to_owned(),
            first_year: Some(year - 6),
            summary: Some(
                "Residents propose projects of the city’s budget, vote on them and watch them being built.".to_owned(),
            ),
            policy_areas: vec!["public-participation-in-budget-fiscal-policy".to_owned()],
            sdg_targets: vec!["16.7".to_owned()],
            commitments: numbered(&[1, 2]),
            ..StrategyDraft::of_kind(StrategyKind::ParticipatoryBudgeting)
        };
        let budget = strategies::create(&db, &permit, None, budget).await?;
        for (ago, amount) in [(2, 4_200_000), (1, 5_100_000)] {
            let round = RoundDraft {
                year: year - ago,
                amount,
                currency: "ALL".to_owned(),
                source: format!("https://example.org/budget/{}", year - ago),
                note: None,
            };
            strategies::add_round(&db, &permit, None, budget.id, round).await?;
        }
        let environment = StrategyDraft {
            title: "Local environmental plan".to_owned(),
            first_year: Some(year - 1),
            last_year: Some(year + 2),
            summary: Some("Clean water in every village, and waste that is collected and sorted.".to_owned()),
            documents: vec![Document {
                title: "The plan, as the council adopted it".to_owned(),
                link: "https://example.org/environment.pdf".to_owned(),
            }],
            policy_areas: vec!["environment-climate".to_owned()],
            sdg_targets: vec!["6.1".to_owned(), "11.6".to_owned()],
            commitments: numbered(&[3, 4]),
            ..StrategyDraft::of_kind(StrategyKind::Plan)
        };
        strategies::create(&db, &permit, None, environment).await?;
        Ok(())
    }
}
