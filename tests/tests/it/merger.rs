//! Merging two organisations that are the same: what moves, what becomes one, and how the old name is found.

use crate::workspace::Browser;
use besa_domain::access::{
    EditCommitment, EditPlan, EditStakeholders, ImportPlan, Permit, Role, SeeContacts, SeeLog, SeePlan, SeeStakeholders,
};
use besa_domain::commitments::{self, CommitmentDraft, PartDraft};
use besa_domain::imports::{self, Origin};
use besa_domain::log::{self, Event};
use besa_domain::merger::{self, Moves};
use besa_domain::plans::{self, PlanDraft, PlanState};
use besa_domain::stakeholders::{self, ContactDraft, Organisation, OrganisationDraft, OrganisationKind, PartKind};
use besa_domain::{Conflict, Error, Once, OrganisationId};
use besa_tests::{City, TestApp};
use poem::http::Method;
use serde_json::json;

async fn organisation(app: &TestApp, city: &City, name: &str) -> Organisation {
    let draft = OrganisationDraft {
        name: name.to_owned(),
        kind: OrganisationKind::Government,
        website: None,
    };
    stakeholders::create(&app.app.db, &Permit::<EditStakeholders>::system(city.id), None, draft)
        .await
        .unwrap()
}

async fn contact(app: &TestApp, city: &City, of: OrganisationId, name: &str) {
    let draft = ContactDraft {
        organisation: Some(of),
        name: name.to_owned(),
        position: None,
        email: None,
        language: None,
        consent_on: None,
    };
    let permit = Permit::<EditStakeholders>::system(city.id);
    stakeholders::create_contact(&app.app.db, &permit, None, draft)
        .await
        .unwrap();
}

/// Adds a commitment in which these organisations take part.
async fn commitment(app: &TestApp, city: &City, plan: &plans::Plan, who: &[(OrganisationId, PartKind)]) {
    let parts = who.iter().map(|(organisation, part)| PartDraft {
        organisation: *organisation,
        part: *part,
    });
    let draft = CommitmentDraft {
        title: "Drinking water".to_owned(),
        parts: parts.collect(),
        ..CommitmentDraft::default()
    };
    let permit = Permit::<EditCommitment>::system(city.id);
    commitments::create(&app.app.db, &permit, None, plan.id, draft)
        .await
        .unwrap();
}

#[tokio::test]
async fn everything_moves_and_what_both_have_becomes_one() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let plan = app.plan(&city, PlanState::Implementing).await;
    let stays = organisation(&app, &city, "Ujësjellës Elbasan Sh.p.k.").await;
    let goes = organisation(&app, &city, "Ujesjelles Elbasan").await;
    let both = [
        (stays.id, PartKind::Supporter),
        (goes.id, PartKind::Lead),
        (goes.id, PartKind::Supporter),
    ];
    commitment(&app, &city, &plan, &both).await;
    commitment(&app, &city, &plan, &[(goes.id, PartKind::Lead)]).await;
    contact(&app, &city, goes.id, "Ana").await;
    let db = &app.app.db;
    let see = Permit::<SeeContacts>::system(city.id);
    let preview = merger::preview(db, &see, goes.id, stays.id).await.unwrap();
    let expected = Moves {
        commitments: 3,
        contacts: 1,
        ..Moves::default()
    };
    assert_eq!((preview.moves, preview.refused), (expected, None));
    let permit = Permit::<EditStakeholders>::system(city.id);
    let once = Once::new("once", &goes.id).unwrap();
    let saved = merger::merge(db, &permit, Some(&once), goes.id, Some(goes.version), stays.id)
        .await
        .unwrap();
    assert_eq!(
        (saved.id, saved.name.as_str()),
        (stays.id, "Ujësjellës Elbasan Sh.p.k.")
    );
    let again = merger::merge(db, &permit, Some(&once), goes.id, Some(goes.version), stays.id).await;
    assert_eq!(again.unwrap().id, stays.id, "the same request has the same answer");

    let (parts, total) = (app.count("part").await, app.count("organisation").await);
    assert_eq!((parts, total), (3, 1), "the part that both had is one");
    let (found, people) = stakeholders::organisation(db, &see, goes.id).await.unwrap();
    assert_eq!((found.id, people.len()), (stays.id, 1), "the old id finds it");
    let former = stakeholders::former_names(db, &Permit::<SeeStakeholders>::system(city.id)).await;
    assert_eq!(former.unwrap()[&stays.id][0].name, "Ujesjelles Elbasan");
    let entry = log::list(db, &Permit::<SeeLog>::system(city.id), log::About::All, None, 1).await;
    let merged = Event::StakeholderMerge {
        name: saved.name.clone(),
        merged: goes.name.clone(),
        former: goes.id,
    };
    assert_eq!(entry.unwrap()[0].event().unwrap(), merged);

    // A file with the former name makes no new organisation.
    let rows = "plan_title,commitment_title,lead_institution,milestone_title\nNext plan 2029-2031,Open water data,Ujesjelles Elbasan,Publish\n";
    let book = besa_formats::workbook::read(rows.as_bytes(), "plan.csv").unwrap();
    let (origin, draft) = (
        Origin::of("plan.csv", rows.as_bytes()),
        imports::read(&book, &imports::Chosen::default(), &imports::Edits::default()).unwrap(),
    );
    imports::import_now(db, &Permit::<ImportPlan>::system(city.id), origin, draft, false)
        .await
        .unwrap();
    assert_eq!(app.count("organisation").await, 1);

    // A second merge takes the former names along.
    let last = organisation(&app, &city, "Water Utility").await;
    merger::merge(db, &permit, None, stays.id, None, last.id).await.unwrap();
    for old in [goes.id, stays.id] {
        assert_eq!(stakeholders::organisation(db, &see, old).await.unwrap().0.id, last.id);
    }
}

#[tokio::test]
async fn a_monitoring_body_is_never_joined_with_an_implementer() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let plan = app.plan(&city, PlanState::Draft).await;
    let db = &app.app.db;
    let draft = PlanDraft {
        monitoring_body: Some("Civic Watch".to_owned()),
        ..PlanDraft::of(&plan)
    };
    let permit = Permit::<EditPlan>::system(city.id);
    plans::edit(db, &permit, None, plan.id, plan.version, draft)
        .await
        .unwrap();
    let body = organisation(&app, &city, "Civic Watch NGO").await;
    let office = organisation(&app, &city, "Water office").await;
    commitment(&app, &city, &plan, &[(office.id, PartKind::Lead)]).await;
    let permit = Permit::<EditStakeholders>::system(city.id);
    for (goes, stays) in [(&body, &office), (&office, &body)] {
        let refused = merger::merge(db, &permit, None, goes.id, None, stays.id)
            .await
            .unwrap_err();
        assert!(
            matches!(refused, Error::Conflict(Conflict::MonitorImplements)),
            "{refused}"
        );
    }
    assert_eq!(app.count("organisation").await, 2);
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let at = format!("/api/v1/tenants/elbasan/organisations/{}/merge", body.id);
    let refused = coordinator
        .post(&at, json!({ "version": 1, "into": office.id.to_string() }))
        .await;
    assert_eq!(refused.problem(409)["type"], "/problems/monitor-implements");
}

#[tokio::test]
async fn the_api_merges_and_the_old_id_answers_with_the_one_that_stays() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let (stays, goes) = (
        organisation(&app, &city, "Youth Forum").await,
        organisation(&app, &city, "Youth Forum NGO").await,
    );
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let at = |id: OrganisationId| format!("/api/v1/tenants/elbasan/organisations/{id}");
    let merge = format!("{}/merge", at(goes.id));
    let into = json!({ "into": stays.id.to_string() });
    assert_eq!(
        coordinator.post(&merge, into.clone()).await.problem(428)["type"],
        "/problems/version-missing"
    );
    let itself = json!({ "version": 1, "into": goes.id.to_string() });
    assert_eq!(
        coordinator.post(&merge, itself).await.problem(422)["errors"][0]["field"],
        "into"
    );
    let keyed = [("if-match", "\"1\""), ("idempotency-key", "one")];
    for _ in 0..2 {
        let merged = coordinator
            .send(Method::POST, &merge, Some(into.clone()), &keyed)
            .await
            .is(200)
            .json();
        assert_eq!(merged["former_names"], json!(["Youth Forum NGO"]));
    }
    let found = coordinator.get(&at(goes.id)).await.is(200).json();
    assert_eq!(
        (&found["id"], &found["name"]),
        (&json!(stays.id.to_string()), &json!("Youth Forum"))
    );
}

#[tokio::test]
async fn a_coordinator_is_offered_two_that_are_alike_and_confirms_what_moves() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let (stays, goes) = (
        organisation(&app, &city, "Fondacioni Ura").await,
        organisation(&app, &city, "Ura, OJF").await,
    );
    organisation(&app, &city, "Youth Forum").await;
    contact(&app, &city, goes.id, "Ana").await;
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let list = browser.get("stakeholders").await.is(200).text();
    let page = format!("stakeholders/{}/merge?into={}", goes.id, stays.id);
    assert!(list.contains("These may be the same") && list.contains(&page), "{list}");
    let chosen = browser
        .post(
            &format!("stakeholders/{}/merge", goes.id),
            "one",
            &[("into", &stays.id.to_string())],
        )
        .await
        .is(303);
    assert!(
        chosen.header("location").ends_with(&page),
        "{}",
        chosen.header("location")
    );
    assert_eq!(
        app.count("organisation").await,
        3,
        "nothing is merged before it is confirmed"
    );
    let asks = browser.get(&page).await.is(200).text();
    assert!(asks.contains("<dt>People</dt><dd>1</dd>"), "{asks}");
    let done = browser.post(&page, "two", &[("version", "1")]).await.is(303);
    assert!(done.header("location").ends_with(&format!("stakeholders/{}", stays.id)));
    let moved = browser.get(&format!("stakeholders/{}", goes.id)).await.is(303);
    assert!(
        moved
            .header("location")
            .ends_with(&format!("stakeholders/{}", stays.id))
    );
    let shown = browser.get(&format!("stakeholders/{}", stays.id)).await.is(200).text();
    assert!(
        shown.contains("Former names: Ura, OJF") && shown.contains("Ana"),
        "{shown}"
    );
    let list = browser.get("stakeholders").await.is(200).text();
    assert!(!list.contains("These may be the same"), "{list}");
    let entry = log::list(
        &app.app.db,
        &Permit::<SeeLog>::system(city.id),
        log::About::All,
        None,
        1,
    )
    .await;
    let event = entry.unwrap()[0].event().unwrap();
    assert_eq!(
        besa_formats::log::sentence(besa_text::Language::En, &event, event.title().unwrap()),
        "Ura, OJF and Fondacioni Ura are now one organisation: Fondacioni Ura."
    );
    let plan = Permit::<SeePlan>::system(city.id);
    assert!(plans::list(&app.app.db, &plan).await.unwrap().is_empty());
}
