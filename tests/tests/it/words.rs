//! What people type and paste, and what reaches them: addresses, texts, moderation, digests of busy milestones, files
//! of every kind that offices have, closed plans.
//!
//! Long because each case of what people send is a test here.

use crate::evidence::{form, send};
use besa_domain::VoiceId;
use besa_domain::access::{EditPlan, ModerateVoices, Permit, ReportProgress, Role, SeeVoices};
use besa_domain::evidence::About as EvidenceAbout;
use besa_domain::milestones::{self, MilestoneState, Report};
use besa_domain::plans::{self, PlanState};
use besa_domain::subscriptions::Frequency;
use besa_domain::voices::{self, HideRule, VoiceState};
use besa_tests::{Person, Sample, TestApp};
use mail_parser::MessageParser;
use serde::Deserialize;
use serde_json::{Value, json};
use time::Duration;
use time::macros::datetime;

const API: &str = "/api/v1/tenants/elbasan";

#[derive(Deserialize)]
struct Address {
    given: String,
    taken: Option<String>,
}

#[derive(Deserialize)]
struct Pasted {
    given: String,
    kept: String,
}

/// A mail as its reader sees it.
struct Letter {
    to: String,
    reply_to: Vec<String>,
    subject: String,
    text: String,
    list: Option<String>,
    suppress: Option<String>,
}

async fn letters(app: &TestApp) -> Vec<Letter> {
    app.run_jobs().await;
    let read = |wire: Vec<u8>| {
        let mail = MessageParser::default().parse(&wire).unwrap();
        let header = |name: &str| mail.header_raw(name).map(|value| value.trim().to_owned());
        let addresses = |found: Option<&mail_parser::Address<'_>>| -> Vec<String> {
            let found = found.map(|found| found.iter().filter_map(|one| one.address().map(str::to_owned)));
            found.into_iter().flatten().collect()
        };
        Letter {
            to: addresses(mail.to()).remove(0),
            reply_to: addresses(mail.reply_to()),
            subject: mail.subject().unwrap().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            list: header("List-Id"),
            suppress: header("X-Auto-Response-Suppress"),
        }
    };
    app.mailer.kept().into_iter().map(read).collect()
}

/// Sends an address through every door of the API that takes one. Returns the field errors, by door.
async fn through_every_door(
    sample: &Sample,
    admin: &Person<'_>,
    app: &TestApp,
    email: &str,
) -> Vec<(&'static str, Value)> {
    let nobody = Person::nobody(app);
    let post = poem::http::Method::POST;
    let comment = json!({
        "commitment": sample.commitment.id, "body": "When?", "name": "Ana", "email": email,
    });
    let doors = [
        (
            "subscription",
            nobody
                .send(
                    post.clone(),
                    &format!("{API}/subscriptions"),
                    Some(json!({ "email": email })),
                    &[],
                )
                .await,
        ),
        (
            "author",
            nobody
                .send(post.clone(), &format!("{API}/comments"), Some(comment), &[])
                .await,
        ),
        (
            "contact",
            admin
                .post(&format!("{API}/contacts"), json!({ "name": "Arta", "email": email }))
                .await,
        ),
        (
            "invitation",
            admin
                .post(
                    &format!("{API}/invitations"),
                    json!({ "email": email, "role": "viewer" }),
                )
                .await,
        ),
        (
            "tenant",
            admin
                .patch(API, json!({ "version": sample.city.version, "contact_email": email }))
                .await,
        ),
    ];
    doors
        .into_iter()
        .map(|(door, answer)| {
            let fine = answer.status.is_success();
            let errors = if fine {
                Value::Null
            } else {
                answer.problem(422)["errors"].clone()
            };
            (door, errors)
        })
        .collect()
}

#[tokio::test]
async fn an_address_is_taken_alike_at_every_door_and_can_be_sent_to() {
    let cases: Vec<Address> = serde_json::from_str(include_str!("cases/21-addresses.json")).unwrap();
    for case in cases {
        let app = TestApp::new().await;
        let sample = app.sample("elbasan").await;
        let admin = app.person("admin", &sample.city, Role::Admin).await;
        let found = through_every_door(&sample, &admin, &app, &case.given).await;
        match &case.taken {
            Some(taken) => {
                assert!(
                    found.iter().all(|(_, errors)| errors.is_null()),
                    "{}: {found:?}",
                    case.given
                );
                for (table, column) in [
                    ("subscription", "email"),
                    ("author", "email"),
                    ("contact", "email"),
                    ("invitation", "email"),
                    ("tenant", "contact_email"),
                ] {
                    let rows = app
                        .rows(&format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL"))
                        .await;
                    let stored: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
                    assert!(stored.contains(taken), "{table} of {}: {stored:?}", case.given);
                }
                let to: Vec<String> = letters(&app).await.into_iter().map(|letter| letter.to).collect();
                assert_eq!(to.iter().filter(|to| *to == taken).count(), 3, "{}: {to:?}", case.given);
            }
            None => {
                for (door, errors) in &found {
                    let code = errors[0]["code"].as_str().unwrap_or_default();
                    let field = errors[0]["field"].as_str().unwrap_or_default();
                    assert!(field.ends_with("email"), "{door} of {}: {errors}", case.given);
                    assert!(
                        ["not_an_email", "email_host", "email_name"].contains(&code),
                        "{door} of {}: {errors}",
                        case.given
                    );
                }
                assert!(letters(&app).await.is_empty());
            }
        }
    }
}

#[tokio::test]
async fn signs_that_nobody_sees_never_refuse_a_text() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let cases: Vec<Pasted> = serde_json::from_str(include_str!("cases/22-pasted-texts.json")).unwrap();
    for case in cases {
        let sent = json!({ "title": case.given, "output": case.given });
        let made = coordinator
            .post(&format!("{API}/commitments/{}/milestones", sample.commitment.id), sent)
            .await
            .is(201)
            .json();
        assert_eq!(made["output"], case.kept, "{:?}", case.given);
        assert_eq!(made["title"], case.kept.replace('\n', " "), "{:?}", case.given);
    }
}

/// Publishes or hides a voice of a stranger who commented and confirmed.
async fn moderate(app: &TestApp, sample: &Sample, hide: bool) {
    let (db, city) = (&app.app.db, sample.city.id);
    let permit = Permit::<ModerateVoices>::system(city);
    let rows = app.rows("SELECT id, version FROM voice").await;
    let id: VoiceId = rows[0].try_get("", "id").unwrap();
    let version: i32 = rows[0].try_get("", "version").unwrap();
    if hide {
        let why = (HideRule::PersonalData, "It told of somebody's health.");
        voices::hide(db, &permit, None, id, version, why).await.unwrap();
    } else {
        voices::publish(db, &permit, None, id, version).await.unwrap();
    }
}

#[tokio::test]
async fn authors_hear_what_is_done_to_their_words_and_hiding_never_improves_the_figures() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let ana = app.stranger("ana").await;
    let sent = json!({ "commitment": sample.commitment.id, "body": "My cousin is ill. When?", "asks": true });
    ana.post(&format!("{API}/comments"), sent).await.is(201);
    let figures = async || app.get(&format!("{API}/responses/figures")).await.is(200).json();
    app.app.clock().advance(Duration::days(30));
    let before = figures().await;
    assert_eq!((&before["asked"], &before["overdue"]), (&json!(1), &json!(1)));
    letters(&app).await;
    let earlier = app.mailer.kept().len();

    moderate(&app, &sample, true).await;
    assert_eq!(figures().await, before, "hiding changes no figure");
    let all = letters(&app).await;
    let hidden = all
        .iter()
        .skip(earlier)
        .find(|letter| letter.subject == "What you wrote is not shown")
        .unwrap();
    assert_eq!(hidden.to, ana.account.email);
    for part in [
        "The rule: Personal data",
        "It told of somebody's health.",
        "My cousin is ill.",
        "reply to this mail",
    ] {
        assert!(hidden.text.contains(part), "{part}: {}", hidden.text);
    }
    assert_eq!(
        hidden.reply_to,
        std::slice::from_ref(&coordinator.account.email),
        "it says whom to ask"
    );
    assert_eq!(hidden.suppress.as_deref(), Some("All"));
    assert_eq!(hidden.list, None);

    // A hidden comment can still be answered, which is what improves the figures.
    let permit = Permit::<SeeVoices>::system(sample.city.id);
    let (found, _) = voices::list(
        &app.app.db,
        &permit,
        voices::Filter::default(),
        None,
        9,
        besa_tests::today(),
    )
    .await
    .unwrap();
    assert_eq!(found[0].voice.state, VoiceState::Hidden);
    let answer = json!({ "outcome": "accepted" });
    let path = format!("{API}/comments/{}/response", found[0].voice.id);
    coordinator.post(&path, answer).await.is(201);
    assert_eq!(figures().await["answered"], 1);

    moderate(&app, &sample, false).await;
    let all = letters(&app).await;
    assert!(
        all.iter()
            .any(|letter| letter.subject == "What you wrote is public now" && letter.to == ana.account.email)
    );
    assert_eq!(figures().await["answered"], 1);
}

#[tokio::test]
async fn a_mail_about_a_hidden_comment_is_in_the_authors_language_and_names_the_citys_address() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.sql("UPDATE tenant SET contact_email = 'zyra@elbasan.example'")
        .await;
    let ana = app.stranger("ana").await;
    let sent = json!({ "commitment": sample.commitment.id, "body": "Kur?", "language": "sq" });
    ana.post(&format!("{API}/comments"), sent).await.is(201);
    moderate(&app, &sample, true).await;
    let all = letters(&app).await;
    let hidden = all
        .iter()
        .find(|letter| letter.subject == "Ajo që shkruat nuk shfaqet")
        .unwrap();
    assert!(hidden.text.contains("zyra@elbasan.example"), "{}", hidden.text);
    assert_eq!(hidden.reply_to, ["zyra@elbasan.example"]);
}

#[tokio::test]
async fn those_whom_the_city_knows_may_name_their_sources() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let known = app.person("known", &sample.city, Role::Cocreator).await;
    let (stranger, contact) = (app.stranger("stranger").await, app.stranger("contact").await);
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let reached = json!({ "name": "Arta", "email": contact.account.email.to_uppercase() });
    coordinator.post(&format!("{API}/contacts"), reached).await.is(201);
    let sources: Vec<String> = (1..=6).map(|at| format!("https://example.org/{at}")).collect();
    let proposal = json!({ "title": "Publish the results", "body": sources.join("\n") });
    for person in [&known, &contact] {
        person.post(&format!("{API}/proposals"), proposal.clone()).await.is(201);
    }
    let refused = stranger
        .post(&format!("{API}/proposals"), proposal.clone())
        .await
        .problem(422);
    assert_eq!(
        (&refused["errors"][0]["code"], &refused["errors"][0]["limit"]),
        (&json!("too_many_links"), &json!(3))
    );
    let mut unknown = proposal;
    unknown["name"] = json!("Ana");
    unknown["email"] = json!(contact.account.email);
    let nobody = Person::nobody(&app);
    let refused = nobody
        .send(
            poem::http::Method::POST,
            &format!("{API}/proposals"),
            Some(unknown),
            &[],
        )
        .await;
    assert_eq!(
        refused.problem(422)["errors"][0]["code"],
        "too_many_links",
        "an address alone proves nothing"
    );
}

async fn report(app: &TestApp, sample: &Sample, percent: i32, done: &str) {
    let permit = Permit::<ReportProgress>::system(sample.city.id);
    let rows = app
        .rows("SELECT version FROM milestone WHERE number = 1 ORDER BY id LIMIT 1")
        .await;
    let version: i32 = rows[0].try_get("", "version").unwrap();
    let report = Report {
        state: MilestoneState::InProgress,
        percent: Some(percent),
        completed_on: None,
        done: Some(done.to_owned()),
        challenges: None,
        next_step: None,
        reason: None,
    };
    milestones::report(
        &app.app.db,
        &permit,
        None,
        sample.milestone.id,
        version,
        besa_tests::today(),
        report,
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn a_busy_milestone_is_one_line_of_a_digest_and_each_report_has_its_own_words() {
    let mut world = crate::digests::World::new().await;
    let wish = world.wish(Frequency::Daily, "Europe/Tirane", 18, true);
    world.follow("resident@example.org", &wish).await;
    // All within one second, with different words.
    for percent in 1..=30 {
        report(&world.app, &world.sample, percent, &format!("Step {percent} is done.")).await;
    }
    world.proof(EvidenceAbout::Commitment(world.other)).await;
    world.at(datetime!(2026-11-24 17:00 UTC));
    let all = letters(&world.app).await;
    let digest = all.iter().find(|letter| letter.to == "resident@example.org").unwrap();
    let line = format!(
        "Work on “{}” has begun.\n30 updates. State now: In progress, 30%.\nStep 30 is done.\n",
        world.sample.milestone.title
    );
    let text = digest.text.replace("\r\n", "\n");
    assert!(text.contains(&line), "{text}");
    assert_eq!(text.matches(" updates.").count(), 1, "{text}");
    assert!(
        digest.text.contains("30 updates. State now: In progress, 30%."),
        "{}",
        digest.text
    );
    assert!(
        digest.text.contains("Step 30 is done.") && !digest.text.contains("Step 29 is done."),
        "{}",
        digest.text
    );
    assert!(digest.text.contains("New evidence: “Proof 1”."), "{}", digest.text);
    assert!(!digest.text.contains("more change"), "{}", digest.text);
    assert_eq!(digest.list.as_deref(), Some("<elbasan.digest.localhost>"));
    assert_eq!(digest.suppress.as_deref(), Some("All"));

    let log = world.app.get(&format!("{API}/log?limit=200")).await.is(200).text();
    assert!(log.contains("\"report\""), "the log names each report");
}

#[tokio::test]
async fn two_reports_of_one_second_stand_with_their_own_words() {
    let world = crate::digests::World::new().await;
    let wish = world.wish(Frequency::Daily, "Europe/Tirane", 18, true);
    world.follow("resident@example.org", &wish).await;
    report(&world.app, &world.sample, 10, "The first words.").await;
    report(&world.app, &world.sample, 20, "The second words.").await;
    world.at(datetime!(2026-11-24 17:00 UTC));
    let all = letters(&world.app).await;
    let digest = all.iter().find(|letter| letter.to == "resident@example.org").unwrap();
    assert!(
        digest.text.contains("The second words.") && !digest.text.contains("The first words."),
        "{}",
        digest.text
    );
    let page = format!("{API}/milestones/{}/progress", world.sample.milestone.id);
    let told = world.app.get(&page).await.is(200).text();
    assert!(told.contains("The first words.") && told.contains("The second words."));
}

#[tokio::test]
async fn minutes_as_rtf_and_other_files_of_offices_are_evidence() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let rtf = include_bytes!("cases/29-minutes.rtf").as_slice();
    let heic = include_bytes!("cases/29-photo.heic").as_slice();
    for (name, bytes, kind) in [
        ("minutes.rtf", rtf, "application/rtf"),
        ("photo.heic", heic, "image/heic"),
        (
            "plan.xml",
            b"<?xml version=\"1.0\"?><plan/>".as_slice(),
            "application/xml",
        ),
        ("meeting.wav", b"RIFF\x24\0\0\0WAVEfmt ".as_slice(), "audio/wav"),
        (
            "old.txt",
            b"Mbledhja u mbajt m\xEB 3 n\xEBntor.".as_slice(),
            "text/plain",
        ),
    ] {
        let made = send(&app, coordinator.token(), form(&sample, name, bytes))
            .await
            .is(201)
            .json();
        assert_eq!(made["file"]["media_type"], kind, "{name}");
        let file = app
            .get(&format!("{API}/evidence/{}/file", made["id"].as_str().unwrap()))
            .await
            .is(200);
        assert_eq!(file.body, bytes, "{name}");
        assert!(file.header("content-disposition").starts_with("attachment"), "{name}");
        assert_eq!(file.header("x-content-type-options"), "nosniff", "{name}");
    }
    let refused = send(
        &app,
        coordinator.token(),
        form(&sample, "drawing.dwg", b"AC1032\0\0\0\0\0\x01\x02"),
    )
    .await
    .problem(422);
    let words = refused["errors"][0]["detail"].as_str().unwrap_or_default().to_owned();
    for kind in ["HEIC", "TIFF", "RTF", "ODP", "XML", "ASiC-E", "P7M", "MP3", "WAV"] {
        assert!(words.contains(kind), "the refusal names {kind}: {refused}");
    }
    assert!(app.get("/api/v1/openapi.json").await.is(200).text().contains("ASiC-E"));
}

#[tokio::test]
async fn a_closed_plan_stops_counting_and_says_that_it_is_over() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::<EditPlan>::system(sample.city.id);
    app.sql("UPDATE milestone SET state = 'in_progress', due_on = '2026-11-13'")
        .await;
    let days = async || {
        let path = format!("{API}/milestones/{}", sample.milestone.id);
        let one = app.get(&path).await.is(200).json()["days_late"].clone();
        let list = app.get(&format!("{API}/milestones")).await.is(200).json();
        let listed = list["items"].as_array().unwrap().iter();
        let listed: Vec<Value> = listed
            .filter(|row| row["id"] == json!(sample.milestone.id))
            .map(|row| row["days_late"].clone())
            .collect();
        assert_eq!(listed, std::slice::from_ref(&one));
        one
    };
    assert_eq!(days().await, 10);
    let mut plan = plans::get(&app.app.db, &Permit::system(sample.city.id), sample.plan.id)
        .await
        .unwrap();
    for state in [PlanState::Implementing, PlanState::Ended, PlanState::Closed] {
        if plans::next_states(plan.state).contains(&state) {
            plan = plans::set_state(&app.app.db, &permit, None, plan.id, plan.version, state)
                .await
                .unwrap();
        }
    }
    assert_eq!(plan.state, PlanState::Closed);
    app.app.clock().advance(Duration::days(400));
    assert_eq!(days().await, 10, "it stays as it was on the day of closing");
    let page = app.get("/elbasan/en/plan").await.is(200).text();
    assert!(page.contains("10 days late") && !page.contains("410"), "{page}");
    let page = app.get("/elbasan/en/subscribe").await.is(200).text();
    assert!(page.contains("is over."), "{page}");
}

#[tokio::test]
async fn an_address_that_was_typed_or_pasted_finds_its_page() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    for (typed, page) in [
        ("/elbasan/en/plan/", "/elbasan/en/plan"),
        ("/elbasan/en/plan.", "/elbasan/en/plan"),
        ("/Elbasan/EN/Plan", "/elbasan/en/plan"),
        ("/ELBASAN/en/plan/?sort=due", "/elbasan/en/plan?sort=due"),
        ("/elbasan/en/log.", "/elbasan/en/log"),
    ] {
        let answer = app.get(typed).await;
        assert!(answer.status.is_redirection(), "{typed}: {}", answer.status);
        assert_eq!(answer.header("location"), page, "{typed}");
    }
    for nowhere in ["/elbasan/en/nothing.", "/Nowhere/en/", "//elbasan/en/plan."] {
        app.get(nowhere).await.is(404);
    }
}
