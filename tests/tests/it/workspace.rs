//! The workspace as a browser uses it: forms, files, and concurrent changes by somebody else.

use besa_domain::access::{AddEvidence, Permit, Role, SeePlan};
use besa_domain::milestones::MilestoneState;
use besa_domain::people::{self, Session};
use besa_domain::{AccountId, commitments, evidence, milestones, plans, stakeholders};
use besa_tests::{Answer, Person, Sample, TestApp};
use poem::http::{Method, header};
use poem::{Body, Request};

const BOUNDARY: &str = "besa-boundary";
const W: &str = "/elbasan/en/w";

/// A browser with a signed-in user.
pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    pub(crate) session: Session,
}

impl<'a> Browser<'a> {
    pub(crate) async fn of(app: &'a TestApp, person: &Person<'_>) -> Self {
        Self::of_account(app, person.account.id).await
    }

    pub(crate) async fn of_account(app: &'a TestApp, account: AccountId) -> Self {
        let link = people::link(&app.app.db, account).await.unwrap();
        let session = people::sign_in_by_link(&app.app.db, &link).await.unwrap();
        Self { app, session }
    }

    pub(crate) async fn send(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri_str(path)
            .header(header::COOKIE, format!("besa_session={}", self.session.secret))
            .header(header::ORIGIN, "http://localhost:8080")
            .content_type(kind)
            .body(Body::from(body));
        Answer::to(self.app, request, None).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, &format!("{W}/{path}"), "text/plain", Vec::new())
            .await
    }

    /// Submits a form with the session's CSRF token and a nonce.
    pub(crate) async fn post(&self, path: &str, nonce: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs([("csrf", self.session.csrf.as_str()), ("nonce", nonce)]);
        body.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        self.send(Method::POST, &format!("{W}/{path}"), kind, body.finish().into())
            .await
    }

    /// Submits a form with files.
    pub(crate) async fn upload(
        &self,
        path: &str,
        csrf: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf)].iter().chain(fields) {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Method::POST, &format!("{W}/{path}"), &kind, body).await
    }
}

/// Returns the value of a hidden field, or the key of a kept file, in a page.
pub(crate) fn value_after<'h>(html: &'h str, mark: &str) -> &'h str {
    let from = html.find(mark).unwrap() + mark.len();
    html[from..].split('"').next().unwrap()
}

async fn milestone(app: &TestApp, sample: &Sample) -> milestones::Milestone {
    let permit = Permit::<SeePlan>::system(sample.city.id);
    milestones::get(&app.app.db, &permit, sample.milestone.id)
        .await
        .unwrap()
}

const UPDATE: &str = "commitments/1/milestones/1/update";

#[tokio::test]
async fn a_refused_update_keeps_text_and_files_in_the_form_and_saves_nothing() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let person = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let csrf = browser.session.csrf.clone();
    let wrong = [
        ("nonce", "n-1"),
        ("version", "1"),
        ("state", "complete"),
        ("completed_on_day", "31"),
        ("completed_on_month", "12"),
        ("completed_on_year", "2090"),
        ("done", "Words that stay <b>as they are</b>"),
        ("link", "javascript:alert(1)"),
    ];
    let files: [(&str, &[u8]); 2] = [("water.csv", b"day,result\n1,clean\n"), ("page.pdf", b"<html></html>")];
    let page = browser.upload(UPDATE, &csrf, &wrong, &files).await.is(422).text();
    assert!(page.contains("<title>Error: "), "the title starts with the error");
    for message in [
        "must be today or earlier",
        "is not a web address",
        "“page.pdf” is a kind of file",
        "no personal data",
    ] {
        assert!(page.contains(message), "{message} is missing");
    }
    assert!(
        page.contains("Words that stay &#60;b&#62;as they are"),
        "the text is kept and escaped"
    );
    assert_eq!(milestone(&app, &sample).await.state, MilestoneState::NotStarted);
    assert_eq!(app.stored_files(), 1, "the accepted file is kept");

    // The second submission names the file that was uploaded with the first.
    let kept = value_after(&page, "name=\"kept\" value=\"").to_owned();
    let right = [
        ("nonce", "n-2"),
        ("version", "1"),
        ("state", "complete"),
        ("completed_on_day", "1"),
        ("completed_on_month", "11"),
        ("completed_on_year", "2026"),
        ("personal_data", "yes"),
        ("kept", kept.as_str()),
    ];
    browser.upload(UPDATE, &csrf, &right, &[]).await.is(303);
    browser.upload(UPDATE, &csrf, &right, &[]).await.is(303);
    let saved = milestone(&app, &sample).await;
    assert_eq!(
        (saved.state, saved.version),
        (MilestoneState::Complete, 2),
        "submitted twice, one effect"
    );
    let permit = Permit::<SeePlan>::system(sample.city.id);
    let (proofs, _) = evidence::list(&app.app.db, &permit, None, None, 10).await.unwrap();
    assert_eq!(proofs.len(), 1);
    assert_eq!(proofs[0].file_name.as_deref(), Some("water.csv"));
    let key = proofs[0].file_key.as_deref().unwrap();
    assert!(
        app.app.files.open(key).await.is_ok(),
        "submitted twice, and the file still exists"
    );
}

#[tokio::test]
async fn no_file_is_stored_for_a_cross_site_form() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let person = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let file: [(&str, &[u8]); 1] = [("water.csv", b"day,result\n1,clean\n")];
    browser
        .upload(UPDATE, "another token", &[("nonce", "n")], &file)
        .await
        .is(403);
    assert_eq!(app.stored_files(), 0);
    // A form cannot name a file of another city.
    let other = app.city("tirana").await;
    let permit = Permit::<AddEvidence>::system(other.id);
    let stored = evidence::store(
        &app.app.db,
        app.app.files.as_ref(),
        &permit,
        "a.csv",
        Box::pin(futures(b"a,b\n1,2\n")),
    )
    .await
    .unwrap();
    let mine = Permit::<AddEvidence>::system(sample.city.id);
    let (db, files) = (&app.app.db, app.app.files.as_ref());
    assert!(evidence::again(db, files, &permit, &stored.key, "a.csv").await.is_ok());
    assert!(evidence::again(db, files, &mine, &stored.key, "a.csv").await.is_err());
    let climbing = format!("{}/evidence/../evidence/x", sample.city.id);
    assert!(evidence::again(db, files, &mine, &climbing, "a.csv").await.is_err());
}

fn futures(bytes: &'static [u8]) -> impl futures_util::Stream<Item = besa_domain::Result<bytes::Bytes>> + Send {
    futures_util::stream::iter([Ok(bytes::Bytes::from_static(bytes))])
}

#[tokio::test]
async fn a_concurrent_change_is_not_overwritten() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let person = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let edit = |title: &'static str, version: &'static str| {
        [
            ("title", title),
            ("version", version),
            ("state", "active"),
            ("number", "1"),
        ]
    };
    let path = "commitments/1/edit";
    browser.post(path, "a", &edit("Theirs", "1")).await.is(303);
    let page = browser.post(path, "b", &edit("Mine", "1")).await.is(409).text();
    assert!(
        page.contains("Theirs") && page.contains("Mine"),
        "both versions side by side"
    );
    assert_eq!(value_after(&page, "name=\"version\" value=\""), "2");
    // "Keep mine" submits the same text again, based on the version that was shown.
    browser.post(path, "c", &edit("Mine", "2")).await.is(303);
    let permit = Permit::<SeePlan>::system(sample.city.id);
    let (saved, _) = commitments::get(&app.app.db, &permit, sample.commitment.id)
        .await
        .unwrap();
    assert_eq!((saved.title.as_str(), saved.version), ("Mine", 3));
    // If both versions have the same text, there is no conflict.
    browser.post(path, "d", &edit("Mine", "1")).await.is(303);
}

#[tokio::test]
async fn one_form_creates_one_organisation() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let person = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let fields = [("name", "Youth Forum"), ("kind", "civil_society")];
    for _ in 0..3 {
        browser.post("stakeholders/new", "same", &fields).await.is(303);
    }
    let permit = Permit::<besa_domain::access::SeeStakeholders>::system(sample.city.id);
    let all = stakeholders::organisations(&app.app.db, &permit).await.unwrap();
    assert_eq!(all.len(), 1);
    let page = browser
        .post("stakeholders/new", "another", &fields)
        .await
        .is(422)
        .text();
    assert!(page.contains("is already used"));
}

#[tokio::test]
async fn each_role_has_its_own_pages() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let pages = [
        ("", [200, 200, 200, 200]),
        ("plan", [200, 200, 200, 200]),
        ("plan/edit", [200, 200, 403, 403]),
        ("plan/state", [200, 200, 403, 403]),
        ("commitments", [200, 200, 200, 200]),
        ("commitments/1", [200, 200, 200, 200]),
        ("commitments/1/edit", [200, 200, 403, 403]),
        ("commitments/1/milestones/new", [200, 200, 403, 403]),
        (UPDATE, [200, 200, 403, 403]),
        ("commitments/1/milestones/1/reschedule", [200, 200, 403, 403]),
        ("evidence", [200, 200, 200, 200]),
        ("evidence/add", [200, 200, 200, 403]),
        ("stakeholders", [200, 200, 200, 200]),
        ("import", [200, 200, 403, 403]),
        ("reports", [200, 200, 200, 200]),
        ("reports/new", [200, 200, 403, 403]),
        ("people", [200, 403, 403, 403]),
        ("settings", [200, 403, 403, 403]),
        ("commitments/9", [404, 404, 404, 404]),
        ("plans/1999/plan", [404, 404, 404, 404]),
    ];
    let roles = [Role::Admin, Role::Coordinator, Role::Implementer, Role::Viewer];
    for (at, role) in roles.into_iter().enumerate() {
        let person = app.person(role.code(), &sample.city, role).await;
        let browser = Browser::of(&app, &person).await;
        for (path, expected) in pages {
            let answer = browser.get(path).await;
            assert_eq!(answer.status.as_u16(), expected[at], "{role} at {path:?}");
            assert_eq!(answer.header("cache-control"), "no-store", "{role} at {path:?}");
        }
    }
    let stranger = app.stranger("stranger").await;
    let browser = Browser::of(&app, &stranger).await;
    browser.get("commitments").await.is(404);
    let nobody = app.get(&format!("{W}/commitments")).await.is(303);
    assert!(nobody.header("location").starts_with("/sign-in?next="));
}

#[tokio::test]
async fn an_implementer_reports_only_while_assigned() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let implementer = app.person("implementer", &sample.city, Role::Implementer).await;
    let (browser, office) = (Browser::of(&app, &implementer).await, Browser::of(&app, &admin).await);
    assert!(!browser.get("commitments/1").await.is(200).text().contains(UPDATE));
    let people = office.get("people").await.is(200).text();
    let main = people.find("<main").unwrap();
    let end = main + people[main..].find("/commitments\"").unwrap();
    let start = people[..end].rfind("/people/").unwrap();
    let path = format!("{}/commitments", &people[start + 1..end]);
    let id = sample.commitment.id.to_string();
    office.post(&path, "n", &[("commitment", id.as_str())]).await.is(303);
    assert!(browser.get("commitments/1").await.is(200).text().contains(UPDATE));
    browser.get(UPDATE).await.is(200);
    office.post(&path, "m", &[]).await.is(303);
    browser.get(UPDATE).await.is(403);
}

#[tokio::test]
async fn the_last_admin_cannot_be_removed() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let browser = Browser::of(&app, &admin).await;
    let people = browser.get("people").await.is(200).text();
    let end = people.find("/remove\"").unwrap();
    let start = people[..end].rfind("/people/").unwrap();
    let path = format!("{}/remove", &people[start + 1..end]);
    let page = browser.post(&path, "n", &[]).await.is(422).text();
    assert!(page.contains("last administrator"));
}

#[tokio::test]
async fn a_plan_is_imported_after_review() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let person = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let csrf = browser.session.csrf.clone();
    assert!(browser.get("").await.is(200).text().contains("There is no plan yet"));
    let nothing: [(&str, &[u8]); 1] = [("plan.xlsx", b"PK\x03\x04 no workbook")];
    let page = browser
        .upload("import", &csrf, &[("nonce", "i-1")], &nothing)
        .await
        .is(422)
        .text();
    assert!(page.contains("cannot be imported"));
    let csv = "plan_title,plan_start,plan_end,commitment_title,milestone_title,milestone_end\n\
               Plan 2025-2027,2025-09-01,2027-08-31,Water,Publish results,By fall 2026\n";
    let file: [(&str, &[u8]); 1] = [("plan.csv", csv.as_bytes())];
    let answer = browser
        .upload("import", &csrf, &[("nonce", "i-2")], &file)
        .await
        .is(303);
    let review = answer
        .header("location")
        .trim_start_matches(W)
        .trim_start_matches('/')
        .to_owned();
    let page = browser.get(&review).await.is(200).text();
    assert!(page.contains("1 commitment") && page.contains("By fall 2026"), "{page}");
    let permit = Permit::<SeePlan>::system(city.id);
    assert!(
        plans::list(&app.app.db, &permit).await.unwrap().is_empty(),
        "nothing is saved yet"
    );
    let confirm = format!("{review}/confirm");
    browser.post(&confirm, "n", &[]).await.is(303);
    browser.post(&confirm, "n", &[]).await.is(303);
    browser.post(&confirm, "another", &[]).await.is(409);
    assert_eq!(plans::list(&app.app.db, &permit).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_request_looks_its_session_up_once_also_for_an_error_page() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let person = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let fields = [("name", "Youth Forum"), ("kind", "civil_society")];
    let before = app.session_reads();
    browser.post("stakeholders/new", "a", &fields).await.is(303);
    assert_eq!(app.session_reads() - before, 1, "a form");
    browser.post("commitments/99/edit", "b", &fields).await.is(404);
    assert_eq!(app.session_reads() - before, 2, "an error page");
}
