//! Shared parts of pages, rendered with sample data.

use askama::Template;
use besa_domain::{FieldError, code};
use besa_text::{Language, words};
use poem::http::{Method, StatusCode};
use poem::test::TestClient;
use poem::{Endpoint, EndpointExt, Request, Response, Route, handler, post};

use crate::form::{Fix, Form};
use crate::frame::{Frame, Nav, Person};
use crate::limit;

#[derive(Template)]
#[template(
    source = r#"{% import "parts/forms.html" as f %}{% call f::summary(w, fixes) %}{% endcall %}{% call f::hidden(frame, "n-1") %}{% endcall %}{% call f::text(frame, form, "email", "Email", "Where we write", "email", "email") %}{% endcall %}{% call f::prose(frame, form, "done", "What was done", "", 4) %}{% endcall %}{% call f::select(frame, form, "kind", "Kind", "", options) %}{% endcall %}{% call f::date(frame, form, "due", "Due", "For example, 14 11 2026") %}{% endcall %}"#,
    ext = "html"
)]
struct Sample {
    frame: Frame,
    w: &'static besa_text::Words,
    form: Form,
    fixes: Vec<Fix>,
    options: Vec<(&'static str, &'static str)>,
}

fn frame() -> Frame {
    Frame {
        language: Language::En,
        w: words(Language::En),
        title: "Sample".into(),
        window: "Sample".into(),
        description: None,
        place: None,
        person: Some(Person {
            name: "Sample".into(),
            csrf: "token".into(),
            workspace: None,
        }),
        languages: Vec::new(),
        nav: Nav::Elsewhere,
        flash: None,
        here: "/".into(),
        hidden: false,
        formats: Vec::new(),
        about: None,
    }
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    let mut form = Form::parse(b"email=%3Cme%3E&done=%3C/textarea%3E&kind=b&due_day=31&due_month=2&due_year=2027");
    assert_eq!(form.date("due"), None);
    form.note(FieldError::new("email", code::NOT_AN_EMAIL));
    let labels = [("email", "Email".to_owned()), ("due", "Due".to_owned())];
    let sample = Sample {
        frame: frame(),
        w: words(Language::En),
        fixes: form.fixes(&labels, Language::En),
        form,
        options: vec![("a", "First"), ("b", "Second")],
    };
    insta::assert_snapshot!(sample.render().unwrap().replace("><", ">\n<"));
}

#[handler]
async fn swallow(body: poem::Body) -> poem::Result<String> {
    Ok(body.into_bytes().await?.len().to_string())
}

fn limited() -> impl Endpoint<Output = Response> {
    Route::new().at("/", post(swallow.around(|next, req| limit::body(next, req, 10))))
}

#[tokio::test]
async fn a_body_is_counted_as_it_streams() {
    let ask = |bytes: &'static [u8]| {
        let chunks = bytes.chunks(3).map(Ok::<_, std::io::Error>);
        let body = poem::Body::from_bytes_stream(futures_util::stream::iter(chunks));
        let mut req = Request::builder().method(Method::POST).finish();
        req.set_body(body);
        async move { limited().get_response(req).await }
    };
    assert_eq!(ask(b"0123456789").await.status(), StatusCode::OK);
    assert_eq!(ask(b"0123456789+").await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let client = TestClient::new(limited());
    client.post("/").body("short").send().await.assert_text("5").await;
}
