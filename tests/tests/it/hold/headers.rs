//! Response headers: Vary by language, and the content security policy of the API.

use besa_tests::{Answer, Person, TestApp};
use poem::http::Method;

/// Entry pages, and addresses that return errors.
const ADDRESSES: [&str; 22] = [
    "/",
    "/?q=elbasan",
    "/sign-in",
    "/sign-in/link/wrong",
    "/invite/wrong",
    "/nowhere",
    "/nowhere/en/",
    "/elbasan",
    "/elbasan/",
    "/elbasan/en/",
    "/elbasan/sq/",
    "/elbasan/fr/",
    "/elbasan/en/plan",
    "/elbasan/en/log",
    "/elbasan/en/nowhere",
    "/elbasan/en/subscribe",
    "/elbasan/en/subscribe/wrong",
    "/elbasan/catalogue",
    "/id/elbasan",
    "/catalogue",
    "/api/v1/tenants/nowhere",
    "/api/v1/tenants/elbasan/plans",
];

async fn read(app: &TestApp, path: &str, language: &str, held: &str) -> Answer {
    let headers = [
        ("accept-language", language),
        ("accept", "text/html"),
        ("if-none-match", held),
    ];
    let headers = if held.is_empty() { &headers[..2] } else { &headers[..] };
    Person::nobody(app).send(Method::GET, path, None, headers).await
}

/// Returns the response without what differs between requests: ids, nonces, times.
fn stable(answer: &Answer) -> (u16, String, String) {
    let text = String::from_utf8_lossy(&answer.body);
    let words = text
        .split(['"', ' ', '<', '>'])
        .filter(|word| !word.contains("-0000-7") && !word.contains("-7000-"));
    let words: Vec<_> = words.collect();
    (
        answer.status.as_u16(),
        answer.header("location").to_owned(),
        words.join(" "),
    )
}

fn varies(answer: &Answer) -> bool {
    let lines = answer.headers.get_all("vary");
    let mut names = lines.iter().flat_map(|line| line.to_str().unwrap().split(','));
    names.any(|name| name.trim().eq_ignore_ascii_case("accept-language"))
}

#[tokio::test]
async fn responses_that_depend_on_the_language_vary_by_it() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    let mut differing = Vec::new();
    for path in ADDRESSES {
        let (english, albanian) = (read(&app, path, "en", "").await, read(&app, path, "sq", "").await);
        if stable(&english) == stable(&albanian) {
            continue;
        }
        differing.push(path);
        assert!(varies(&english) && varies(&albanian), "{path}");
        let tag = english.header("etag");
        if !tag.is_empty() {
            let held = read(&app, path, "en", tag).await.is(304);
            assert!(varies(&held), "{path}");
            assert_ne!(read(&app, path, "sq", tag).await.status, 304, "{path}");
        }
    }
    for path in [
        "/",
        "/sign-in",
        "/nowhere",
        "/elbasan",
        "/elbasan/catalogue",
        "/id/elbasan",
    ] {
        assert!(differing.contains(&path), "{path} does not depend on the language");
    }
    // The language of a city's pages is in their path, so caches may share one response.
    assert!(!varies(&read(&app, "/elbasan/en/", "sq", "").await));
}

#[tokio::test]
async fn responses_of_the_api_cannot_load_run_or_be_framed() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    let spec: serde_json::Value = serde_json::from_str(besa_api::spec()).unwrap();
    let mut paths: Vec<String> = spec["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(|path| format!("/api/v1{}", path.replace("{tenant}", "elbasan").replace(['{', '}'], "")))
        .collect();
    paths.extend(
        [
            "/api/v1/openapi.json",
            "/api/v1/nowhere",
            "/api/v1",
            "/livez",
            "/readyz",
        ]
        .map(str::to_owned),
    );
    for path in paths {
        let answer = app.get(&path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'") || policy.contains("sandbox"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    // The API documentation is a page, with the policy that it needs.
    let viewer = app.get("/api/docs").await.is(200);
    assert!(viewer.header("content-security-policy").contains("connect-src 'self'"));
}

#[tokio::test]
async fn existing_vary_headers_are_kept() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    let catalogue = app.get("/api/v1/tenants/elbasan/catalogue").await.is(200);
    let lines: Vec<_> = catalogue
        .headers
        .get_all("vary")
        .iter()
        .map(|line| line.to_str().unwrap())
        .collect();
    let names: Vec<_> = lines.iter().flat_map(|line| line.split(", ")).collect();
    for name in ["accept", "authorization", "cookie"] {
        assert!(names.contains(&name), "{names:?}");
    }
}
