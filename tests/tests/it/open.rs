//! Open data as other programs read it: in every format, parsed by independent libraries.
//!
//! Long because one city with a public record of every kind is read through every interface.

use crate::assessments::{drafted, step};
use besa_domain::access::{EditCommitment, EditMilestone, Permit, Role};
use besa_domain::commitments::{self, CommitmentDraft};
use besa_domain::milestones;
use besa_tests::{Answer, Sample, TestApp};
use poem::Request;
use serde_json::{Value, json};
use std::process::Command;

const API: &str = "/api/v1/tenants/elbasan";
pub(crate) const COMMITMENT: &str = "/elbasan/en/commitments/1-drinking-water-results-for-every-rural-village";
const TABLES: [&str; 10] = [
    "commitments",
    "milestones",
    "progress",
    "evidence",
    "meetings",
    "reports",
    "assessments",
    "comments",
    "proposals",
    "log",
];
const MARK: &str = "Zqx-draft-marker";

async fn accepting(app: &TestApp, path: &str, accept: &str) -> Answer {
    let request = Request::builder().uri_str(path).header("accept", accept).finish();
    Answer::to(app, request, None).await
}

/// A city with one public record of every kind.
pub(crate) async fn lively(app: &TestApp) -> Sample {
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let version = sample.milestone.version;
    let path = format!("{API}/milestones/{}/progress", sample.milestone.id);
    let body = json!({ "version": version, "state": "in_progress", "percent": 40, "done": "=HYPERLINK(\"x\")" });
    coordinator.post(&path, body).await.is(200);
    let body = json!({
        "milestone": sample.milestone.id,
        "title": "Proof",
        "kind": "document",
        "link": "https://example.org/a?b=%22c%22",
    });
    coordinator.post(&format!("{API}/evidence"), body).await.is(201);
    let body = json!({ "name": "Open Government Forum", "kind": "multi_stakeholder" });
    let forum = coordinator.post(&format!("{API}/forums"), body).await.is(201).json();
    let body = json!({ "title": "Winter meeting", "starts_at": "2026-12-10T15:00:00Z", "agenda": ["Water", "Waste"] });
    let path = format!("{API}/forums/{}/meetings", forum["id"].as_str().unwrap());
    coordinator.post(&path, body).await.is(201);
    let stranger = app.stranger("kowhai").await;
    for (list, body) in [
        (
            "comments",
            json!({ "commitment": sample.commitment.id, "body": "When?" }),
        ),
        ("proposals", json!({ "title": "Benches", "body": "More **benches**." })),
    ] {
        stranger.post(&format!("{API}/{list}"), body).await.is(201);
    }
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let draft = drafted(&monitor, &sample).await;
    let submitted = step(&monitor, &draft, "submit", json!({})).await;
    // The reply deadline passes without a reply of the city.
    app.sql("UPDATE assessment SET reply_by = '2026-11-22'").await;
    step(&monitor, &submitted, "publish", json!({})).await;
    sample
}

async fn first_id(app: &TestApp, list: &str) -> String {
    let list = app.get(&format!("{API}/{list}")).await.is(200).json();
    list["items"][0]["id"].as_str().unwrap().to_owned()
}

/// The page of each kind of record, and its path in the API.
pub(crate) async fn records(app: &TestApp, sample: &Sample) -> Vec<(String, String, &'static str)> {
    let mut all = vec![
        (
            "/elbasan/en/plan".to_owned(),
            format!("plans/{}", sample.plan.id),
            "plan",
        ),
        (
            COMMITMENT.to_owned(),
            format!("commitments/{}", sample.commitment.id),
            "commitment",
        ),
        (
            format!("{COMMITMENT}/milestones/1"),
            format!("milestones/{}", sample.milestone.id),
            "milestone",
        ),
    ];
    for (list, kind) in [
        ("evidence", "evidence"),
        ("comments", "comment"),
        ("proposals", "proposal"),
        ("forums", "forum"),
        ("meetings", "meeting"),
        ("reports", "report"),
        ("assessments", "assessment"),
    ] {
        let id = first_id(app, list).await;
        let page = if list == "comments" { "voices" } else { list };
        all.push((format!("/elbasan/en/{page}/{id}"), format!("{list}/{id}"), kind));
    }
    all
}

/// Compares two serialisations of a record with rdflib; returns its findings, or `None` without rdflib.
fn rdflib(turtle: &Answer, linked: &Answer) -> Option<Value> {
    let Ok(python) = std::env::var("RDFLIB_PYTHON") else {
        assert!(
            std::env::var("CI").is_err(),
            "RDFLIB_PYTHON is missing: run by make test"
        );
        println!("left out: RDFLIB_PYTHON does not say which Python has rdflib");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("a.ttl"), folder.path().join("a.jsonld"));
    std::fs::write(&one, &turtle.body).unwrap();
    std::fs::write(&other, &linked.body).unwrap();
    let check = concat!(env!("CARGO_MANIFEST_DIR"), "/open/check.py");
    let output = Command::new(python).arg(check).arg(one).arg(other).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[tokio::test]
async fn a_record_has_the_same_data_in_every_format() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    for (page, api, kind) in records(&app, &sample).await {
        let html = app.get(&page).await.is(200);
        assert!(html.header("vary").contains("accept"), "{page}");
        let html = html.text();
        let record = app.get(&format!("{API}/{api}")).await.is(200);
        let beside = app.get(&format!("{page}.json")).await.is(200);
        assert_eq!(beside.header("content-type"), "application/json; charset=utf-8");
        if ["comment", "proposal"].contains(&kind) {
            let mut record = record.json();
            record.as_object_mut().unwrap().remove("name").unwrap();
            assert_eq!(beside.json(), record, "{page}");
        } else {
            assert_eq!(beside.body, record.body, "{page}");
        }
        let asked = accepting(&app, &page, "application/json").await.is(200);
        assert_eq!(asked.body, beside.body);
        for (ending, media) in [("jsonld", "application/ld+json"), ("ttl", "text/turtle; charset=utf-8")] {
            let address = format!("{page}.{ending}");
            assert!(
                html.contains(&format!("href=\"{address}\"")),
                "{page} does not link to {address}"
            );
            let one = app.get(&address).await.is(200);
            assert_eq!(one.header("content-type"), media);
            assert_eq!(one.header("access-control-allow-origin"), "*");
            assert!(
                one.header("last-modified").ends_with(" GMT"),
                "{}",
                one.header("last-modified")
            );
            let bare = media.split(';').next().unwrap();
            let asked = accepting(&app, &page, bare).await.is(200);
            assert_eq!(asked.body, one.body);
            let request = Request::builder()
                .uri_str(&address)
                .header("if-none-match", one.header("etag"))
                .finish();
            Answer::to(&app, request, None).await.is(304);
        }
        let turtle = app.get(&format!("{page}.ttl")).await;
        rdflib(&turtle, &app.get(&format!("{page}.jsonld")).await);
        // The persistent URI redirects to the page, or to another format of it.
        let id = format!("/id/elbasan/{kind}/{}", api.rsplit('/').next().unwrap());
        assert!(turtle.text().contains(&id), "{id}");
        assert_eq!(accepting(&app, &id, "text/html").await.is(303).header("location"), page);
        let to = accepting(&app, &id, "text/turtle").await.is(303);
        assert_eq!(to.header("location"), format!("{page}.ttl"));
        assert!(
            !beside.text().contains("kowhai") && !turtle.text().contains("kowhai"),
            "{page}"
        );
    }
    for missing in [
        "/elbasan/en/commitments/99-x.json",
        "/elbasan/en/evidence/x.ttl",
        "/id/elbasan/person/1",
    ] {
        app.get(missing).await.is(404);
    }
    app.get("/elbasan/en/log.json").await.is(200);
    let given = app.get("/elbasan/en/plan/endorsements.jsonld").await.is(200);
    assert_eq!(given.header("content-type"), "application/ld+json");
}

#[tokio::test]
async fn the_catalogue_is_the_same_in_both_formats_and_has_the_counts_of_the_api() {
    let app = TestApp::new().await;
    lively(&app).await;
    app.run_jobs().await;
    let mut totals = serde_json::Map::new();
    for table in TABLES {
        let list = app.get(&format!("{API}/{table}")).await.is(200).json();
        assert_ne!(list["total"], 0, "{table}");
        totals.insert(table.to_owned(), list["total"].clone());
    }
    for catalogue in ["/elbasan/catalogue", "/catalogue"] {
        let turtle = app.get(&format!("{catalogue}.ttl")).await.is(200);
        let linked = app.get(&format!("{catalogue}.jsonld")).await.is(200);
        if let Some(report) = rdflib(&turtle, &linked) {
            let mut counts = report["counts"].as_object().unwrap().clone();
            // No indicator was added to this city.
            for empty in ["indicators", "readings"] {
                assert_eq!(counts.remove(empty), Some(json!(0)), "{catalogue}");
            }
            assert_eq!(counts, totals, "{catalogue}");
            assert!(report["triples"].as_u64().unwrap() > 150, "{catalogue}");
        }
        let text = turtle.text();
        for table in TABLES {
            let file = format!("/elbasan/data/{table}.csv");
            assert!(text.contains(&file));
            app.get(&file).await.is(200);
        }
    }
    let api = accepting(&app, &format!("{API}/catalogue"), "text/turtle")
        .await
        .is(200);
    assert_eq!(api.body, app.get("/elbasan/catalogue.ttl").await.body);
    assert_eq!(app.get("/catalogue.ttl?page=2").await.status, 404);
    for scheme in ["policy-area", "completion"] {
        let turtle = app.get(&format!("/scheme/{scheme}.ttl")).await.is(200);
        rdflib(&turtle, &app.get(&format!("/scheme/{scheme}.jsonld")).await.is(200));
    }
}

#[tokio::test]
async fn tables_have_every_public_record_and_no_formulas() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    // More records than one page of the API's list.
    let permit = Permit::<EditMilestone>::system(sample.city.id);
    for number in 0..230 {
        let draft = milestones::MilestoneDraft {
            title: format!("Step {number}"),
            ..milestones::MilestoneDraft::default()
        };
        milestones::create(&app.app.db, &permit, None, sample.commitment.id, draft)
            .await
            .unwrap();
    }
    for table in TABLES {
        let list = app.get(&format!("{API}/{table}")).await.is(200).json();
        let total = usize::try_from(list["total"].as_u64().unwrap()).unwrap();
        let csv = app.get(&format!("/elbasan/data/{table}.csv")).await.is(200);
        assert!(csv.header("content-type").starts_with("text/csv; charset=utf-8"));
        let text = csv.text();
        let mut reader = csv_lines(text.trim_start_matches('\u{feff}'));
        let head = reader.remove(0);
        assert_eq!(reader.len(), total, "{table}");
        for cell in reader.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
        }
        let described = app
            .get(&format!("/elbasan/data/{table}.csv-metadata.json"))
            .await
            .is(200)
            .json();
        let columns = described["tableSchema"]["columns"].as_array().unwrap();
        let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
        assert_eq!(names, head, "{table}");
        let rows = app.get(&format!("/elbasan/data/{table}.json")).await.is(200).json();
        assert_eq!(rows.as_array().unwrap().len(), total, "{table}");
        assert_eq!(rows[0]["id"], list["items"][0]["id"]);
        assert!(
            !text.contains("kowhai") && !rows.to_string().contains("kowhai"),
            "{table}"
        );
        assert!(
            !text.contains("stranger") && !rows.to_string().contains("@example"),
            "{table}"
        );
    }
    let empty = app.city("tirana").await;
    let none = app
        .get(&format!("/{}/data/milestones.json", empty.slug))
        .await
        .is(200)
        .json();
    assert_eq!(none, json!([]));
    let zip = app.get("/elbasan/data/all.zip").await.is(200);
    assert!(zip.body.starts_with(b"PK"));
    let page = app.get("/elbasan/en/data").await.is(200).text();
    assert!(page.contains("CC BY 4.0") && page.contains("231"), "{page}");
    app.get("/elbasan/sq/data").await.is(200);
}

/// Parses a CSV text with an RFC 4180 parser that only this test uses.
fn csv_lines(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    rows
}

#[tokio::test]
async fn feeds_and_calendars_are_readable_by_other_programs() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    for (page, about) in [("/elbasan/en/log", "Changes in"), (COMMITMENT, "Drinking-water")] {
        let atom = app.get(&format!("{page}.atom")).await.is(200);
        assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
        let again = app.get(&format!("{page}.atom")).await;
        assert_eq!(atom.body, again.body);
        let feed = feed_rs::parser::parse(atom.body.as_slice()).unwrap();
        assert!(
            feed.id.contains("/id/elbasan") && feed.id.ends_with("#changes-en"),
            "{}",
            feed.id
        );
        assert!(feed.title.unwrap().content.contains(about));
        assert!(!feed.entries.is_empty());
        let newest = feed.entries.iter().filter_map(|entry| entry.updated).max();
        assert_eq!(feed.updated, newest);
        for entry in &feed.entries {
            assert!(entry.id.starts_with("urn:uuid:"), "{}", entry.id);
            assert!(entry.updated.is_some() && entry.title.is_some() && !entry.links.is_empty());
        }
    }
    let before = events(&app.get("/elbasan/en/plan.ics").await.is(200));
    assert_eq!(before.len(), 1);
    let value = |event: &[(String, String)], name: &str| {
        let found = event.iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("no {name} in {event:?}")).1.clone()
    };
    assert_eq!(value(&before[0], "UID"), format!("{}@besa", sample.milestone.id));
    assert_eq!(value(&before[0], "DTSTART").len(), 8);
    let coordinator = app.person("mover", &sample.city, Role::Coordinator).await;
    let milestone = coordinator
        .get(&format!("{API}/milestones/{}", sample.milestone.id))
        .await
        .json();
    let body =
        json!({ "version": milestone["version"], "due_on": "2027-03-31", "reason": "The tender had no bidder." });
    let path = format!("{API}/milestones/{}/reschedule", sample.milestone.id);
    let moved = coordinator.post(&path, body).await;
    assert!(moved.status.is_success(), "{}", moved.text());
    for calendar in [format!("{COMMITMENT}.ics"), "/elbasan/sq/plan.ics".to_owned()] {
        let after = events(&app.get(&calendar).await.is(200));
        assert_eq!(value(&after[0], "UID"), value(&before[0], "UID"));
        assert_eq!(value(&after[0], "DTSTART"), "20270331");
        let sequence = |event: &[(String, String)]| value(event, "SEQUENCE").parse::<u32>().unwrap();
        assert!(sequence(&after[0]) > sequence(&before[0]));
    }
}

/// Parses the events of a calendar with an independent parser.
fn events(answer: &Answer) -> Vec<Vec<(String, String)>> {
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let calendar = ical::IcalParser::new(answer.body.as_slice()).next().unwrap().unwrap();
    let read = |event: ical::parser::ical::component::IcalEvent| {
        let properties = event.properties.into_iter();
        properties
            .map(|one| (one.name, one.value.unwrap_or_default()))
            .collect()
    };
    calendar.events.into_iter().map(read).collect()
}

#[tokio::test]
async fn unpublished_records_are_in_no_format() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    let coordinator = app.person("writer", &sample.city, Role::Coordinator).await;
    // A draft plan with a commitment, a milestone, a report on it and evidence.
    let body = json!({ "reference": "2028-2030", "title": MARK, "language": "en" });
    let plan = coordinator.post(&format!("{API}/plans"), body).await.is(201).json();
    let body = json!({ "plan": plan["id"], "title": MARK });
    let commitment = coordinator
        .post(&format!("{API}/commitments"), body)
        .await
        .is(201)
        .json();
    let path = format!("{API}/commitments/{}/milestones", commitment["id"].as_str().unwrap());
    let body = json!({ "title": MARK, "due_on": "2029-01-01" });
    let milestone = coordinator.post(&path, body).await.is(201).json();
    let path = format!("{API}/milestones/{}/progress", milestone["id"].as_str().unwrap());
    let body = json!({ "version": 1, "state": "in_progress", "done": MARK });
    coordinator.post(&path, body).await.is(200);
    let body =
        json!({ "milestone": milestone["id"], "title": MARK, "kind": "document", "link": "https://example.org/x" });
    let evidence = coordinator.post(&format!("{API}/evidence"), body).await.is(201).json();
    // A comment whose e-mail address is not confirmed, and a hidden one.
    let stranger = app.stranger("ben").await;
    let body = json!({ "commitment": sample.commitment.id, "body": MARK });
    let comment = stranger.post(&format!("{API}/comments"), body).await.is(201).json();
    let id = comment["id"].as_str().unwrap();
    let body = json!({ "version": comment["version"], "rule": "spam", "words": "It sells something." });
    let hidden = coordinator.post(&format!("{API}/comments/{id}/hide"), body).await;
    assert!(hidden.status.is_success(), "{}", hidden.text());
    let body = json!({ "title": MARK, "body": MARK, "name": "Cen", "email": "cen@example.org" });
    let request = Request::builder()
        .method(poem::http::Method::POST)
        .uri_str(format!("{API}/proposals"))
        .content_type("application/json")
        .body(body.to_string());
    Answer::to(&app, request, None).await.is(202);
    app.run_jobs().await;

    let mut paths: Vec<String> = vec![
        "/catalogue.ttl".into(),
        "/catalogue.jsonld".into(),
        "/elbasan/catalogue.ttl".into(),
        "/elbasan/catalogue.jsonld".into(),
        "/elbasan/en/data".into(),
        "/elbasan/en/plan.ics".into(),
        format!("{COMMITMENT}.ics"),
        format!("{COMMITMENT}.atom"),
        "/elbasan/en/plan/endorsements.json".into(),
    ];
    paths.extend(["json", "jsonld", "ttl", "atom"].map(|ending| format!("/elbasan/en/log.{ending}")));
    for table in TABLES {
        paths.extend(["csv", "json"].map(|ending| format!("/elbasan/data/{table}.{ending}")));
    }
    for (page, _, _) in records(&app, &sample).await {
        paths.extend(["json", "jsonld", "ttl"].map(|ending| format!("{page}.{ending}")));
    }
    paths.extend(["json", "ttl"].map(|ending| format!("/elbasan/en/voices/{id}.{ending}")));
    for path in &paths {
        // Neither for the public nor for the author.
        for answer in [app.get(path).await.is(200), coordinator.get(path).await.is(200)] {
            let text = String::from_utf8_lossy(&answer.body);
            assert!(
                !text.contains(MARK) && !text.contains("cen@example.org"),
                "{path}:\n{text}"
            );
        }
    }
    for (kind, record) in [
        ("plan", &plan),
        ("commitment", &commitment),
        ("milestone", &milestone),
        ("evidence", &evidence),
    ] {
        let path = format!("/id/elbasan/{kind}/{}", record["id"].as_str().unwrap());
        app.get(&path).await.is(404);
    }
    for ending in ["json", "jsonld", "ttl", "ics"] {
        app.get(&format!("/elbasan/en/plans/2028-2030.{ending}")).await.is(404);
    }
}

#[tokio::test]
async fn a_title_cannot_leave_the_data_block() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::<EditCommitment>::system(sample.city.id);
    let title = "</script><script>alert(1)</script><!--";
    let draft = CommitmentDraft {
        title: title.to_owned(),
        ..CommitmentDraft::default()
    };
    let made = commitments::create(&app.app.db, &permit, None, sample.plan.id, draft)
        .await
        .unwrap();
    let list = app.get("/elbasan/en/plan").await.text();
    let page = list
        .split('"')
        .find(|part| part.contains(&format!("/commitments/{}-", made.number)));
    let html = app.get(page.unwrap()).await.is(200).text();
    let parsed = scraper::Html::parse_document(&html);
    let blocks = scraper::Selector::parse("script").unwrap();
    let mut seen = 0;
    for script in parsed.select(&blocks) {
        if script.attr("type") == Some("application/ld+json") {
            let data: Value = serde_json::from_str(&script.inner_html()).unwrap();
            assert_eq!(data["name"], title);
            assert!(script.inner_html().len() < 700);
            seen += 1;
        } else {
            assert!(script.attr("src").is_some(), "{}", script.html());
        }
    }
    assert_eq!(seen, 1);
    let atom = app.get("/elbasan/en/log.atom").await.is(200);
    assert!(!atom.text().contains("<script"));
}

#[tokio::test]
async fn a_crawler_finds_every_public_page_in_each_language() {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    let robots = app.get("/robots.txt").await.is(200).text();
    assert!(robots.contains("Disallow: /*/w/\n"), "{robots}");
    assert!(
        robots.ends_with("Sitemap: http://localhost:8080/sitemap.xml\n"),
        "{robots}"
    );
    let index = app.get("/sitemap.xml").await.is(200).text();
    assert!(
        index.contains("<loc>http://localhost:8080/elbasan/sitemap.xml</loc>"),
        "{index}"
    );
    let map = app.get("/elbasan/sitemap.xml").await.is(200).text();
    for (page, _, _) in records(&app, &sample).await {
        assert!(
            map.contains(&format!("<loc>http://localhost:8080{page}</loc>")),
            "{page} in {map}"
        );
    }
    assert!(!map.contains("/w/") && !map.contains("subscribe"));
    for line in map.lines().filter(|line| line.starts_with("<url>")) {
        for language in ["en", "sq", "x-default"] {
            assert!(line.contains(&format!("hreflang=\"{language}\"")), "{line}");
        }
        let page = line.split(['<', '>']).nth(4).unwrap();
        app.get(page.strip_prefix("http://localhost:8080").unwrap())
            .await
            .is(200);
    }
    app.get("/nowhere/sitemap.xml").await.is(404);
}
