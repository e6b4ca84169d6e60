//! Text written by strangers never runs, on any page or in any mail.

use super::{draft, letters, submit};
use besa_domain::access::{ModerateVoices, Permit, Respond, Role};
use besa_domain::people;
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::voices::{self, About, Draft, HideRule, VoiceKind};
use besa_tests::{Answer, TestApp};
use poem::Request;
use poem::http::header;
use scraper::{Html, Node};

/// Hostile input that tries to run in a browser. `tests/browser` uses the same.
fn payloads() -> Vec<String> {
    serde_json::from_str(include_str!("../../../hostile.json")).unwrap()
}

/// Finds markup that would run or fetch something when a document is opened. Scripts and images of a page are
/// its own files.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in Html::parse_document(html).tree.values() {
        let Node::Element(element) = node else { continue };
        let name = element.name();
        let own = element.attr("src").is_some_and(|src| src.starts_with("/assets/"));
        let data = element.attr("type") == Some("application/ld+json");
        let fetches = [
            "iframe", "object", "embed", "base", "img", "video", "audio", "source", "marquee", "isindex",
        ];
        if fetches.contains(&name) || (name == "script" && !own && !data) {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in element.attrs() {
            let plain: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect();
            let plain = plain.to_lowercase();
            let address = [
                "href",
                "src",
                "action",
                "formaction",
                "data",
                "xlink:href",
                "content",
                "srcdoc",
            ]
            .contains(&attribute);
            let runs = ["javascript:", "vbscript:", "data:text"]
                .iter()
                .any(|scheme| plain.starts_with(scheme) || plain.contains(&format!("url={scheme}")));
            if attribute.starts_with("on")
                || attribute == "srcdoc"
                || (address && runs)
                || plain.contains("evil.example") && address
            {
                found.push(format!("<{name} {attribute}={value}>"));
            }
        }
    }
    found
}

#[test]
fn markup_that_would_run_is_found() {
    assert_eq!(
        dangers("<p>x <a href='https://x.example'>y</a></p>"),
        Vec::<String>::new()
    );
    for bad in [
        "<script>1</script>",
        "<p onclick=x>",
        "<a href=' JavaScript:x'>",
        "<img src=x>",
        "<iframe>",
    ] {
        assert!(!dangers(bad).is_empty(), "{bad}");
    }
}

#[tokio::test]
async fn hostile_text_never_runs() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let on = About::Commitment(sample.commitment.id);
    let (respond, moderate) = (
        Permit::<Respond>::system(sample.city.id),
        Permit::<ModerateVoices>::system(sample.city.id),
    );
    let db = &app.app.db;
    let mut pages = vec![
        "/elbasan/en/plan".to_owned(),
        "/elbasan/en/voices".to_owned(),
        "/elbasan/en/proposals".to_owned(),
        "/elbasan/en/log".to_owned(),
        super::PAGE.to_owned(),
    ];
    let payloads = payloads();
    for (at, payload) in payloads.iter().enumerate() {
        let person = app.stranger(&format!("p{at}")).await;
        let name = (!payload.contains("://")).then(|| payload.replace(['\n', '\t'], " "));
        let comment = Draft {
            name: name.clone(),
            ..draft(on, payload)
        };
        let comment = submit(&app, &person, comment).await;
        let proposal = Draft {
            kind: VoiceKind::Proposal,
            title: Some(payload.replace(['\n', '\t'], " ")),
            ..draft(About::Plan(sample.plan.id), payload)
        };
        let proposal = submit(&app, &person, proposal).await;
        let answer = ResponseDraft {
            outcome: Outcome::Accepted,
            reason: Some(payload.clone()),
            changed: Some(payload.clone()),
            about: Some(on),
            office: Some(payload.replace(['\n', '\t'], " ")),
        };
        responses::respond(db, &respond, None, &[comment.id, proposal.id], answer)
            .await
            .unwrap();
        let held = submit(&app, &person, draft(on, payload)).await;
        if at % 2 == 0 {
            let words = payload.replace(['\n', '\t'], " ");
            voices::hide(db, &moderate, None, held.id, held.version, (HideRule::Spam, &words))
                .await
                .unwrap();
        }
        pages.push(format!("/elbasan/en/voices/{}", comment.id));
        pages.push(format!("/elbasan/en/proposals/{}", proposal.id));
    }
    for path in &pages {
        let html = app.get(path).await.is(200).text();
        assert_eq!(dangers(&html), Vec::<String>::new(), "{path}");
    }
    let link = people::link(db, coordinator.account.id).await.unwrap();
    let session = people::sign_in_by_link(db, &link).await.unwrap();
    for shelf in ["waiting", "answered", "hidden"] {
        let request = Request::builder()
            .uri_str(format!("/elbasan/en/w/voices?shelf={shelf}"))
            .header(header::COOKIE, format!("besa_session={}", session.secret))
            .finish();
        let html = Answer::to(&app, request, None).await.is(200).text();
        assert_eq!(dangers(&html), Vec::<String>::new(), "{shelf}");
    }
    let mails = letters(&app).await;
    assert!(mails.len() > payloads.len() * 4, "{}", mails.len());
    for mail in mails {
        assert_eq!(dangers(&mail.html), Vec::<String>::new(), "{}", mail.subject);
        assert!(!mail.subject.contains(['\r', '\n']));
    }
}
