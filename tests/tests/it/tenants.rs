//! Tenant isolation: each safeguard is tested by itself.

use besa_domain::access::{EditMilestone, Permit, SeePlan};
use besa_domain::milestones::{self, Amendment, MilestoneDraft};
use besa_domain::{Error, commitments};
use besa_tests::{TestApp, today};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};

#[tokio::test]
async fn another_citys_record_is_not_found() {
    let app = TestApp::new().await;
    let elbasan = app.sample("elbasan").await;
    let tirana = app.sample("tirana").await;
    let db = &app.app.db;
    let see = Permit::<SeePlan>::system(tirana.city.id);
    assert!(matches!(
        commitments::get(db, &see, elbasan.commitment.id).await,
        Err(Error::NotFound("commitment"))
    ));
    assert!(matches!(
        milestones::get(db, &see, elbasan.milestone.id).await,
        Err(Error::NotFound("milestone"))
    ));
    let edit = Permit::<EditMilestone>::system(tirana.city.id);
    let amended = milestones::amend(db, &edit, None, elbasan.milestone.id, 1, today(), Amendment::default()).await;
    assert!(matches!(amended, Err(Error::NotFound("milestone"))));
}

#[tokio::test]
async fn a_record_cannot_refer_to_another_citys_record() {
    let app = TestApp::new().await;
    let elbasan = app.sample("elbasan").await;
    let tirana = app.sample("tirana").await;
    let edit = Permit::<EditMilestone>::system(tirana.city.id);
    let draft = MilestoneDraft {
        title: "Stray".to_owned(),
        ..MilestoneDraft::default()
    };
    let made = milestones::create(&app.app.db, &edit, None, elbasan.commitment.id, draft).await;
    assert!(matches!(made, Err(Error::NotFound("commitment"))));
    // The foreign key refuses it too, with the owner's rights and without any filter.
    let stray = format!(
        "UPDATE milestone SET commitment_id = (SELECT id FROM commitment WHERE tenant_id <> milestone.tenant_id) WHERE title = '{}'",
        elbasan.milestone.title
    );
    let owner = app.owner().await;
    let refused = owner
        .execute_unprepared(&stray)
        .await
        .unwrap_err()
        .to_string()
        .to_lowercase();
    assert!(refused.contains("foreign key"), "{refused}");
}

/// Without the app's filter, row-level security alone must hide the rows of other cities.
#[tokio::test]
async fn without_its_filter_a_query_still_returns_no_foreign_row() {
    let app = TestApp::new().await;
    let elbasan = app.sample("elbasan").await;
    app.sample("tirana").await;
    if !app.database.is_postgres() {
        return; // SQLite has no row-level security; there the types, the keys and the matrix protect.
    }
    let (connection, _) = besa_domain::db::connect(&app.database.url, 1).await.unwrap();
    let backend = connection.get_database_backend();
    for table in ["plan", "commitment", "milestone", "event"] {
        #[expect(clippy::disallowed_methods, reason = "the test looks past the filter")]
        let transaction = connection.begin().await.unwrap();
        let setting = Statement::from_sql_and_values(
            backend,
            "SELECT set_config('app.tenant', $1, true)",
            [elbasan.city.id.to_string().into()],
        );
        transaction.execute_raw(setting).await.unwrap();
        let sql = format!(
            "SELECT count(*) AS n, count(*) FILTER (WHERE tenant_id <> '{}'::uuid) AS foreign_rows FROM {table}",
            elbasan.city.id
        );
        let row = transaction
            .query_one_raw(Statement::from_string(backend, sql))
            .await
            .unwrap()
            .unwrap();
        assert!(row.try_get::<i64>("", "n").unwrap() > 0, "{table} has rows of its own");
        assert_eq!(
            row.try_get::<i64>("", "foreign_rows").unwrap(),
            0,
            "{table} shows rows of another city"
        );
        #[expect(clippy::disallowed_methods, reason = "a transaction beneath the app")]
        transaction.commit().await.unwrap();
        // After the transaction the tenant setting is empty, and no row is visible.
        let row = connection
            .query_one_raw(Statement::from_string(
                backend,
                format!("SELECT count(*) AS n FROM {table}"),
            ))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0);
    }
}

#[tokio::test]
async fn the_app_refuses_a_database_role_with_too_many_rights() {
    let app = TestApp::new().await;
    assert!(!app.app.db.is_overpowered().await.unwrap());
    if app.database.is_postgres() {
        let owner = besa_domain::db::Db::connect(
            &app.database.owner_url,
            1,
            app.app.clock().clone(),
            app.app.ids().clone(),
            app.app.db.doorbell().clone(),
        )
        .await
        .unwrap();
        assert!(owner.is_overpowered().await.unwrap());
    }
}
