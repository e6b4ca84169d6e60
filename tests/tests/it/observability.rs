//! An operator can see inside: the log says which request, change and job a line belongs to, and metrics
//! are labelled by route and kind.

use besa_tests::{Installation, free_port};
use serde_json::Value;
use std::fs::File;
use std::time::Duration;

/// Parses the log lines so far as JSON.
fn lines(besa: &Installation) -> Vec<Value> {
    let text = std::fs::read_to_string(besa.folder().join("log")).unwrap();
    let line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    text.lines().map(line).collect()
}

/// Returns the names of the spans of a log line, outermost first.
fn spans(line: &Value) -> Vec<&str> {
    let spans = line["spans"].as_array().into_iter().flatten();
    spans.filter_map(|span| span["name"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn log_lines_and_metrics_say_what_they_are_about() {
    let mut besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    let metrics = format!("127.0.0.1:{}", free_port());
    let settings = [
        ("BESA_LOG", "besa=debug"),
        ("BESA_LOG_FORMAT", "json"),
        ("BESA_METRICS_LISTEN", &metrics),
    ];
    let log = File::create(besa.folder().join("log")).unwrap();
    besa.start_into(&settings, log).await;
    let client = besa.client().build().unwrap();
    let subscribed = client
        .post(besa.url("/api/v1/tenants/elbasan/subscriptions"))
        .json(&serde_json::json!({ "email": "resident@example.org", "language": "en" }))
        .send()
        .await
        .unwrap();
    assert_eq!(subscribed.status().as_u16(), 202);
    let is_mail = |line: &&Value| line["message"] == "job done" && line["span"]["kind"] == "confirm_subscription";
    for _ in 0..200 {
        if lines(&besa).iter().any(|line| is_mail(&line)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let lines = lines(&besa);
    assert_eq!(lines[0]["message"], "server listening");
    assert_eq!(lines[0]["base_url"], besa.url(""));
    assert_eq!(lines[0]["roles"], "api,web,worker");
    assert_eq!(lines[1]["message"], "metrics listening");
    let ready = lines.iter().any(|line| line["message"] == "server ready");
    assert!(ready, "{lines:#?}");

    let change = lines
        .iter()
        .find(|line| line["message"] == "change committed" && spans(line) == ["request", "change"])
        .unwrap_or_else(|| panic!("no change within a request: {lines:#?}"));
    assert_eq!(change["span"]["action"], "subscriptions.subscribe");
    assert_eq!(change["span"]["right"], "subscription.ask");
    let city = change["span"]["city"].as_str().unwrap();
    assert!(besa.line(&["tenant", "list"]).ends_with(city), "{city}");
    let job = lines.iter().find(is_mail).unwrap();
    assert_eq!(spans(job), ["job"]);
    assert_eq!(job["span"]["city"], change["span"]["city"]);
    assert_eq!(job["span"]["attempt"], 1);

    // A use-case of accounts, which has no permit.
    let link = besa.line(&["person", "invite", "operator@example.org", "--role", "operator"]);
    let secret = link.rsplit('/').next().unwrap();
    let at = besa.url(&format!("/sign-in/link/{secret}"));
    let form = client
        .post(at)
        .header("origin", besa.url(""))
        .header("content-type", "application/x-www-form-urlencoded");
    let signed_in = form.body("csrf=").send().await.unwrap();
    let status = signed_in.status();
    let is_sign_in = |line: &Value| {
        line["message"] == "change committed" && line["span"]["action"] == "people.sessions.sign_in_by_link"
    };
    let found = self::lines(&besa).iter().any(is_sign_in);
    assert!(found, "{status} {link}: {:#?}", self::lines(&besa));

    let text = reqwest::get(format!("http://{metrics}/metrics")).await.unwrap();
    let text = text.text().await.unwrap();
    let route = r#"method="POST",route="/api/v1/tenants/:tenant/subscriptions",status="202""#;
    for line in [
        format!("besa_requests_total{{{route}}} 1"),
        format!("besa_request_seconds_count{{{route}}} 1"),
        r#"besa_jobs_total{kind="confirm_subscription",result="done"} 1"#.to_owned(),
        r#"besa_job_seconds_count{kind="confirm_subscription"} 1"#.to_owned(),
        r#"besa_jobs{lane="prompt",state="failed"} 0"#.to_owned(),
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}
