//! Comments and proposals of residents, and the city's responses.

mod answers;
mod residents;
mod text;

use besa_domain::access::{Caller, ModerateVoices, Permit, SeeLog, Speak};
use besa_domain::voices::{self, About, Draft, Rules, Submission, Voice, VoiceKind};
use besa_domain::{CommitmentId, log};
use besa_tests::{Answer, Person, Sample, TestApp};
use mail_parser::MessageParser;
use poem::http::{Method, header};
use poem::{Body, Request};
use std::net::{IpAddr, Ipv4Addr};

const CITY: &str = "/elbasan/en";
const PAGE: &str = "/elbasan/en/commitments/1-drinking-water-results-for-every-rural-village";

/// Submits a form of a public page without signing in.
async fn post(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(path)
        .header(header::ORIGIN, "http://localhost:8080")
        .extension(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)))
        .content_type("application/x-www-form-urlencoded")
        .body(Body::from(body.finish()));
    Answer::to(app, request, None).await
}

/// Submits a resident's comment on the commitment.
async fn comment(app: &TestApp, on: CommitmentId, nonce: &str, email: &str, words: &str) -> Answer {
    let path = format!("{CITY}/comments/new/c-{on}");
    let fields = [
        ("nonce", nonce),
        ("body", words),
        ("name", "Ana K."),
        ("email", email),
        ("asks", "yes"),
    ];
    post(app, &path, &fields).await
}

/// A mail: recipient, subject and plain text.
struct Letter {
    to: String,
    subject: String,
    text: String,
    html: String,
}

/// Lists all mails that were sent, oldest first.
async fn letters(app: &TestApp) -> Vec<Letter> {
    app.run_jobs().await;
    let read = |wire: Vec<u8>| {
        let mail = MessageParser::default().parse(&wire).unwrap();
        Letter {
            to: mail.to().unwrap().first().unwrap().address().unwrap().to_owned(),
            subject: mail.subject().unwrap().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            html: mail.body_html(0).unwrap().into_owned(),
        }
    };
    let letters = app.mailer.kept().into_iter().map(read);
    // Coordinators also get reminders about their milestones.
    letters.filter(|letter| !letter.subject.starts_with("Due ")).collect()
}

/// Returns the path of the link in a mail.
fn link(letter: &Letter) -> String {
    let start = "http://localhost:8080";
    let link = letter.text.split_whitespace().find(|word| word.starts_with(start));
    link.unwrap()[start.len()..].to_owned()
}

/// Lists the ids in a confirmation form.
fn ids(page: &str) -> Vec<String> {
    let mark = "name=\"seen\" value=\"";
    page.split(mark)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Opens the link in the last mail and submits the form.
async fn confirm(app: &TestApp) -> Answer {
    let letters = letters(app).await;
    let path = link(letters.last().unwrap());
    let page = app.get(&path).await.is(200).text();
    let ids = ids(&page);
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("seen", id.as_str())).collect();
    fields.extend(ids.iter().map(|id| ("voice", id.as_str())));
    post(app, &path, &fields).await.is(303)
}

/// Submits a comment or proposal as a user with an account.
async fn submit(app: &TestApp, person: &Person<'_>, draft: Draft) -> Voice {
    let caller = Caller::Person(person.account.id);
    let (_, permit) = app
        .app
        .gate
        .permit::<Speak>(&app.app.db, caller, "elbasan")
        .await
        .unwrap();
    match voices::submit(&app.app.db, &permit, None, draft).await.unwrap() {
        Submission::Received(received) => received.voice,
        Submission::Asked => panic!("an account is not asked"),
    }
}

fn draft(about: About, words: &str) -> Draft {
    Draft {
        kind: VoiceKind::Comment,
        about: Some(about),
        parent: None,
        title: None,
        body: words.to_owned(),
        asks: true,
        language: "en".to_owned(),
        name: None,
        email: None,
    }
}

async fn set_rules(app: &TestApp, sample: &Sample, rules: Rules) {
    let permit = Permit::<ModerateVoices>::system(sample.city.id);
    voices::edit_rules(&app.app.db, &permit, None, rules.version, rules.clone())
        .await
        .unwrap();
}

/// Verifies the log.
async fn log_holds(app: &TestApp, sample: &Sample) {
    let verdict = log::verify(&app.app.db, &Permit::<SeeLog>::system(sample.city.id))
        .await
        .unwrap();
    assert_eq!(verdict.fault, None);
}
