//! The imports of a city: one under review, one that is finished, one with a heading that a person chose.

use super::world::CSV;
use besa_domain::ImportId;
use besa_domain::access::{ImportPlan, Permit};
use besa_domain::imports::{self, Decision, Import, Origin, Proposal};
use besa_domain::tenants::Tenant;
use besa_formats::draft;
use besa_tests::TestApp;

/// A plan that the monitoring body assessed.
const EARLIER: &str = include_str!("earlier.csv");

/// Creates the imports of a city; returns the one under review.
pub(super) async fn imports(app: &TestApp, city: &Tenant, canary: &str) -> ImportId {
    let (db, permit) = (&app.app.db, Permit::<ImportPlan>::system(city.id));
    let import = proposed(app, city, &format!("plan {canary}.csv"), CSV).await;
    let origin = Origin::of("earlier.csv", EARLIER.as_bytes());
    let earlier = draft::read(EARLIER.as_bytes(), "earlier.csv").unwrap();
    imports::import_now(db, &permit, origin, earlier, true).await.unwrap();
    let heads = EARLIER.lines().next().unwrap().split(',').count();
    let wider: String = EARLIER.lines().map(|line| format!("{line},weather\n")).collect();
    let again = proposed(app, city, "wider.csv", &wider).await;
    let columns = Decision::Columns([(format!("0.{heads}"), String::new())].into());
    imports::decide(db, &permit, None, again.id, vec![columns])
        .await
        .unwrap();
    imports::confirm(db, &permit, None, again.id).await.unwrap();
    import.id
}

async fn proposed(app: &TestApp, city: &Tenant, name: &str, text: &str) -> Import {
    let permit = Permit::<ImportPlan>::system(city.id);
    let proposal = Proposal {
        origin: Origin::of(name, text.as_bytes()),
        source: draft::source(text.as_bytes(), name).unwrap(),
        member: None,
    };
    let proposed = imports::propose(&app.app.db, &permit, None, proposal, Default::default());
    proposed.await.unwrap().stored().unwrap()
}
