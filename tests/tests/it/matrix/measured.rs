//! An indicator of a milestone, with a reading.

use super::world::Values;
use besa_domain::TenantId;
use besa_domain::access::{EditMilestone, Permit, ReportProgress};
use besa_domain::indicators::{self, IndicatorDraft, ReadingDraft};
use besa_domain::records::Names;
use besa_tests::{TestApp, today};
use time::macros::date;

pub(super) async fn measured(app: &TestApp, tenant: TenantId, values: &mut Values, canary: &str) {
    let db = &app.app.db;
    let draft = IndicatorDraft {
        titles: Names([("en".to_owned(), format!("Villages with results {canary}"))].into()),
        milestone: values["milestone"].parse().ok(),
        target: "48".parse().ok(),
        ..IndicatorDraft::default()
    };
    let commitment = values["commitment"].parse().unwrap();
    let permit = Permit::<EditMilestone>::system(tenant);
    let indicator = indicators::create(db, &permit, None, commitment, draft).await.unwrap();
    let draft = ReadingDraft {
        read_on: Some(date!(2026 - 10 - 01)),
        value: "12".parse().ok(),
        note: Some(format!("From the register {canary}")),
    };
    let permit = Permit::<ReportProgress>::system(tenant);
    let reading = indicators::add_reading(db, &permit, None, indicator.id, today(), draft)
        .await
        .unwrap();
    values.insert("indicator", indicator.id.to_string());
    values.insert("reading", reading.id.to_string());
}
