//! The self-assessment on pages: its sections are written, it is commented on in public, and made final.

mod figures;
mod files;

use crate::workspace::Browser;
use besa_domain::access::{ModerateVoices, Permit, Respond, Role, SeeVoices, Speak};
use besa_domain::reports::Section;
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::voices::{self, Voice, VoiceKind, VoiceState};
use besa_domain::{AccountId, Conflict, Error};
use besa_tests::{Answer, Sample, TestApp};
use poem::http::{Method, header};
use poem::{Body, Request};

/// Text that would run a script in a browser, or make a link that does.
const HOSTILE: &str = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3))\n\n- one\n- two";
const FORM: &str = "application/x-www-form-urlencoded";

/// A report on the plan of a sample city.
struct Report {
    sample: Sample,
    coordinator: AccountId,
    id: String,
    /// Returns its path in the workspace.
    place: String,
    /// Returns its public path.
    public: String,
}

impl Report {
    /// Signs in the coordinator again: earlier sessions expire when the clock is moved.
    async fn sign_in<'a>(&self, app: &'a TestApp) -> Browser<'a> {
        Browser::of_account(app, self.coordinator).await
    }

    /// Saves a section that has no text yet.
    async fn save(&self, browser: &Browser<'_>, section: &str, text: &str) -> Answer {
        let edit = format!("{}/edit/{section}", self.place);
        let nonce = format!("save {section} {}", text.len());
        browser.post(&edit, &nonce, &[("version", "0"), ("text", text)]).await
    }

    /// Saves all required sections except the lessons; the first with hostile text.
    async fn write(&self, browser: &Browser<'_>) {
        for (at, section) in Section::ALL.iter().filter(|section| section.is_required()).enumerate() {
            if *section == Section::Lessons {
                continue;
            }
            let text = if at == 0 { HOSTILE } else { "Words of the city." };
            self.save(browser, section.code(), text).await.is(303);
        }
    }

    /// Opens the consultation until a day in December 2026.
    async fn open(&self, browser: &Browser<'_>, day: &str) -> Answer {
        let fields = [
            ("version", "1"),
            ("closes_on_day", day),
            ("closes_on_month", "12"),
            ("closes_on_year", "2026"),
        ];
        let path = format!("{}/consultation", self.place);
        browser.post(&path, &format!("open until {day}"), &fields).await
    }

    /// Makes the report final.
    async fn close(&self, browser: &Browser<'_>, nonce: &str) -> Answer {
        let path = format!("{}/final", self.place);
        browser.post(&path, nonce, &[("version", "2")]).await
    }

    /// Requests the public page.
    async fn page(&self, app: &TestApp) -> String {
        app.get(&self.public).await.is(200).text()
    }
}

/// Creates a draft without text, in the coordinator's browser.
async fn begun(app: &TestApp) -> (Report, Browser<'_>) {
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(app, &coordinator).await;
    let plan = sample.plan.id.to_string();
    let begun = browser
        .post("reports/new", "a", &[("plan", &plan), ("language", "en")])
        .await
        .is(303);
    let place = begun.header("location").split("/w/").nth(1).unwrap().to_owned();
    let report = Report {
        coordinator: coordinator.account.id,
        id: place.rsplit('/').next().unwrap().to_owned(),
        public: format!("/elbasan/en/{place}"),
        place,
        sample,
    };
    (report, browser)
}

/// Creates a report open for consultation until 24 December; only the lessons have no text.
async fn opened(app: &TestApp) -> (Report, Browser<'_>) {
    let (report, browser) = begun(app).await;
    report.write(&browser).await;
    report.open(&browser, "24").await.is(303);
    (report, browser)
}

/// Creates an open report with a resident's comment that is confirmed, published and answered.
async fn commented_on(app: &TestApp) -> Report {
    let (report, _) = opened(app).await;
    comment(app, &report).await;
    let voice = confirm(app, &report).await;
    publish(app, &report, &voice).await;
    respond(app, &report, &voice).await;
    report
}

/// Submits the public form for comments on a report.
async fn comment(app: &TestApp, report: &Report) {
    let path = format!("/elbasan/en/comments/new/r-{}", report.id);
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs([
        ("nonce", "c"),
        ("body", "Name the **villages**."),
        ("name", "Ana K."),
        ("email", "ana@example.org"),
        ("asks", "yes"),
    ]);
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(&path)
        .header(header::ORIGIN, "http://localhost:8080")
        .content_type(FORM)
        .body(Body::from(body.finish()));
    Answer::to(app, request, None).await.is(303);
}

/// Confirms the comment with the link in the mail.
async fn confirm(app: &TestApp, report: &Report) -> Voice {
    let city = &report.sample.city;
    let secret = app.confirmation_link(city).await;
    let db = &app.app.db;
    let see = Permit::<SeeVoices>::public(city.id);
    let pending = voices::pending(db, &see, &secret).await.unwrap();
    let ids: Vec<_> = pending.voices.iter().map(|shown| shown.voice.id).collect();
    let permit = Permit::<Speak>::public(city.id);
    voices::confirm(db, &permit, &secret, &ids, &[])
        .await
        .unwrap()
        .remove(0)
}

/// Publishes a comment that awaits moderation.
async fn publish(app: &TestApp, report: &Report, voice: &Voice) {
    if voice.state == VoiceState::Waiting {
        let moderate = Permit::<ModerateVoices>::system(report.sample.city.id);
        voices::publish(&app.app.db, &moderate, None, voice.id, voice.version)
            .await
            .unwrap();
    }
}

async fn respond(app: &TestApp, report: &Report, voice: &Voice) {
    let answer = ResponseDraft {
        outcome: Outcome::Accepted,
        reason: Some("Two are named now.".to_owned()),
        changed: None,
        about: None,
        office: None,
    };
    let respond = Permit::<Respond>::system(report.sample.city.id);
    responses::respond(&app.app.db, &respond, None, &[voice.id], answer)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_draft_report_is_not_public() {
    let app = TestApp::new().await;
    let (report, _) = begun(&app).await;
    app.get(&report.public).await.is(404);
    let list = app.get("/elbasan/en/reports").await.is(200).text();
    assert!(!list.contains(&report.id));
}

#[tokio::test]
async fn a_section_is_saved_only_with_its_current_version() {
    let app = TestApp::new().await;
    let (report, browser) = begun(&app).await;
    for section in Section::ALL.iter().filter(|section| section.is_required()) {
        let edit = format!("{}/edit/{}", report.place, section.code());
        let form = browser.get(&edit).await.is(200).text();
        assert!(form.contains("name=\"version\" value=\"0\""));
    }
    report.write(&browser).await;
    report.save(&browser, "introduction", "Other").await.is(409);
}

#[tokio::test]
async fn a_consultation_takes_14_days_at_least_and_fixes_the_text() {
    let app = TestApp::new().await;
    let (report, browser) = begun(&app).await;
    report.write(&browser).await;
    let short = report.open(&browser, "1").await.is(422);
    assert!(short.text().contains("at least 14 days"), "{}", short.text());
    report.open(&browser, "24").await.is(303);
    let edit = format!("{}/edit/introduction", report.place);
    browser.get(&edit).await.is(409);
}

#[tokio::test]
async fn an_open_report_is_marked_as_a_draft_and_runs_no_script() {
    let app = TestApp::new().await;
    let (report, _) = opened(&app).await;
    let page = report.page(&app).await;
    for words in [
        "Written by the municipality",
        "Consultation draft",
        "Open for comment until 24 Dec",
        "&#60;script&#62;",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for bad in ["<script>alert", "<img src=x", "href=\"javascript:"] {
        assert!(!page.contains(bad), "{bad}");
    }
}

#[tokio::test]
async fn a_comment_on_a_report_is_public_with_its_response_after_moderation() {
    let app = TestApp::new().await;
    let (report, _) = opened(&app).await;
    let form = format!("/elbasan/en/comments/new/r-{}", report.id);
    assert!(report.page(&app).await.contains(&form));
    app.get(&form).await.is(200);
    comment(&app, &report).await;
    assert!(!report.page(&app).await.contains("villages"), "not confirmed");
    let voice = confirm(&app, &report).await;
    if voice.state == VoiceState::Waiting {
        assert!(!report.page(&app).await.contains("villages"), "not moderated");
    }
    publish(&app, &report, &voice).await;
    respond(&app, &report, &voice).await;
    let page = report.page(&app).await;
    assert!(page.contains("Two are named now."), "{page}");
    let list = app.get("/elbasan/en/voices").await.is(200).text();
    assert!(list.contains("Report on “"), "{list}");
}

#[tokio::test]
async fn a_report_becomes_final_only_when_complete_and_after_its_consultation() {
    let app = TestApp::new().await;
    let (report, browser) = opened(&app).await;
    report.close(&browser, "f1").await.is(409);
    app.app.clock().advance(time::Duration::days(40));
    let browser = report.sign_in(&app).await;
    let late = voices::Draft {
        kind: VoiceKind::Comment,
        about: Some(voices::About::Report(report.id.parse().unwrap())),
        parent: None,
        title: None,
        body: "Too late.".to_owned(),
        asks: true,
        language: "en".to_owned(),
        name: Some("Ben".to_owned()),
        email: Some("ben@example.org".to_owned()),
    };
    let permit = Permit::<Speak>::public(report.sample.city.id);
    let late = voices::submit(&app.app.db, &permit, None, late).await;
    assert!(
        matches!(late, Err(Error::Conflict(Conflict::ConsultationClosed))),
        "{late:?}"
    );
    let missing = report.close(&browser, "f2").await.is(422).text();
    assert!(missing.contains("href=\"#lessons\""), "{missing}");
    assert!(missing.contains(&format!("{}/edit/lessons", report.place)));
    report.save(&browser, "lessons", "Begin early.").await.is(303);
    report.close(&browser, "f3").await.is(303);
}
