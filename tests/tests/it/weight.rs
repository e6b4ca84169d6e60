//! A resident's first visit transfers at most 60 KB, including fonts.

use besa_tests::{Answer, TestApp};
use poem::Request;

const MAX: usize = 60_000;

/// Sends a request like a browser that accepts Brotli.
async fn weight(app: &TestApp, path: &str) -> (usize, String) {
    let request = Request::builder()
        .uri_str(path)
        .header("accept-encoding", "br")
        .finish();
    let packed = Answer::to(app, request, None).await.is(200);
    let plain = app.get(path).await.is(200);
    (packed.body.len(), String::from_utf8_lossy(&plain.body).into_owned())
}

/// Lists the addresses in a page that a browser loads automatically.
fn parts(html: &str) -> Vec<String> {
    let mut found: Vec<String> = html
        .split(['"', '\''])
        .filter(|text| text.starts_with("/assets/") || text.starts_with("/theme/"))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn a_first_visit_transfers_at_most_60_kb() {
    if besa_web::assets::find("atkinson-next.woff2").is_none() {
        println!("left out: web/build is missing, pages are plain");
        return;
    }
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    for path in [
        "/elbasan/en/",
        "/elbasan/sq/",
        "/elbasan/en/plan",
        "/elbasan/en/commitments/1-drinking-water-results-for-every-rural-village",
    ] {
        let (mut total, html) = weight(&app, path).await;
        assert!(!html.contains(" style="), "{path} has inline style");
        let mut fetched = parts(&html);
        for font in ["atkinson-next.woff2", "bricolage-display.woff2"] {
            fetched.push(besa_web::assets::href(font).to_owned());
        }
        fetched.sort();
        fetched.dedup();
        for part in &fetched {
            total += weight(&app, part).await.0;
        }
        assert!(total <= MAX, "{path}: {total} bytes in {fetched:?}");
        assert!(fetched.len() < 6, "{path}: {fetched:?}");
    }
}
