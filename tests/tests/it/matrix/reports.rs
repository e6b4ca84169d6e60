//! Reports of a plan in every state: a draft, one open for comment, one after its consultation, and a final
//! one.

use super::world::Values;
use crate::digest::literal;
use besa_domain::access::{Permit, WriteReports};
use besa_domain::plans::Plan;
use besa_domain::reports::{self, ReportKind, Section};
use besa_tests::TestApp;

/// The first report is public, unless its plan is a draft.
pub(super) async fn reports(app: &TestApp, plan: &Plan, values: &mut Values, canary: &str) {
    let (db, permit) = (&app.app.db, Permit::<WriteReports>::system(plan.tenant_id));
    for (name, closes_on) in [
        ("report", Some("2026-11-15")),
        ("open-report", Some("2026-12-31")),
        ("consulted-report", Some("2026-11-15")),
        ("draft-report", None),
    ] {
        let kind = ReportKind::SelfAssessment;
        let report = reports::start(db, &permit, None, plan.id, kind, "en").await.unwrap();
        for section in Section::ALL.iter().filter(|section| section.is_required()) {
            // One section stays empty, for the call that writes it.
            if name != "draft-report" || *section != Section::Introduction {
                let text = format!("What we say {canary}");
                reports::write(db, &permit, None, (report.id, *section), 0, Some(&text))
                    .await
                    .unwrap();
            }
        }
        if let Some(last) = closes_on {
            app.sql(&format!(
                "UPDATE report SET state = 'consultation', opens_on = '2026-11-01', closes_on = '{last}',
                 published_at = asked_at WHERE id = {}",
                literal(app, report.id)
            ))
            .await;
        }
        if name == "report" {
            let base = "http://localhost:8080";
            reports::finish(db, &permit, None, report.id, 1, base).await.unwrap();
        }
        values.insert(name, report.id.to_string());
    }
}
