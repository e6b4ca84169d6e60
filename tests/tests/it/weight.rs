//! A public page with its styles weighs at most 18 KB, and a resident's first visit at most 60 KB with the fonts.

use besa_tests::{Answer, TestApp};
use poem::Request;

const FIRST_VISIT: usize = 60_000;
const PAGE_AND_STYLES: usize = 18_000;
/// With the page itself, and the icon of the browser's tab.
const REQUESTS: usize = 6;
const COMMITMENT: &str = "commitments/1-drinking-water-results-for-every-rural-village";

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
    for page in ["", "plan", COMMITMENT, &format!("{COMMITMENT}/milestones/1")] {
        for language in ["en", "sq"] {
            let path = format!("/elbasan/{language}/{page}");
            let (mut total, html) = weight(&app, &path).await;
            assert!(!html.contains(" style="), "{path} has inline style");
            let mut fetched = parts(&html);
            for part in fetched.iter().filter(|part| part.ends_with(".css")) {
                total += weight(&app, part).await.0;
            }
            assert!(total <= PAGE_AND_STYLES, "{path}: {total} bytes without fonts");
            for font in ["atkinson-next.woff2", "bricolage-display.woff2"] {
                fetched.push(besa_web::assets::href(font).to_owned());
            }
            fetched.sort();
            fetched.dedup();
            for part in fetched.iter().filter(|part| !part.ends_with(".css")) {
                total += weight(&app, part).await.0;
            }
            assert!(total <= FIRST_VISIT, "{path}: {total} bytes in {fetched:?}");
            assert!(fetched.len() + 2 <= REQUESTS, "{path}: {fetched:?}");
        }
    }
}
