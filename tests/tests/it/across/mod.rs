//! Lists across cities: their cost with ten and with a thousand cities, their pages, their filters and
//! their search; and the rounds that keep them up to date.

mod many;
mod rounds;

use crate::workspace::Browser;
use besa_domain::access::StaffRole;
use besa_domain::pages::{Page, Slice};
use besa_domain::review::{NeedKind, Sort};
use besa_domain::tenants::{self, LANGUAGES};
use besa_domain::{figures, fold};
use besa_tests::{Answer, Person, TestApp};
use many::{Clones, named_city};
use poem::Request;
use poem::http::header;
use serde_json::json;

#[test]
fn lists_can_be_ordered_in_every_language_of_the_pages() {
    let languages = besa_text::Language::ALL.map(|language| language.code());
    assert_eq!(languages, LANGUAGES);
}

#[tokio::test]
async fn a_thousand_cities_cost_as_many_queries_as_ten() {
    let app = TestApp::new().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let limited = app.staff("limited", StaffRole::Reviewer).await;
    let clones = Clones::new(&app).await;
    app.reach(&limited, &[&clones.base]).await;
    clones.until(10).await;
    let ten = costs(&app, &reviewer, &limited, 10).await;
    clones.until(1_000).await;
    clones.reach(&limited, 600).await;
    let thousand = costs(&app, &reviewer, &limited, 1_000).await;
    println!("statements: {thousand:?}");
    assert_eq!(ten, thousand);
    for (path, statements) in thousand {
        assert!(statements <= 8, "{path}: {statements}");
    }
}

/// The number of statements of each list. Checks that none shows more than a page.
async fn costs(app: &TestApp, reviewer: &Person<'_>, limited: &Person<'_>, cities: u64) -> Vec<(String, usize)> {
    let mut costs = Vec::new();
    for path in [
        "/api/v1/tenants",
        "/api/v1/tenants?search=clone",
        "/api/v1/review/cities",
        "/api/v1/review/compare",
        "/api/v1/review/compare?sort=late&country=XK",
        "/api/v1/review/queries",
    ] {
        reviewer.get(path).await.is(200);
        let before = app.statements();
        let answer = reviewer.get(path).await.is(200);
        costs.push((path.to_owned(), app.statements() - before));
        let list = answer.json();
        assert!(list["items"].as_array().unwrap().len() <= 50, "{path}");
        if !path.contains('?') && !path.contains("queries") {
            assert_eq!(list["total"], json!(cities), "{path}");
        }
    }
    for path in ["/", "/?q=clone"] {
        let before = app.statements();
        bounded(path, &app.get(path).await.is(200));
        costs.push((path.to_owned(), app.statements() - before));
    }
    for person in [reviewer, limited] {
        let browser = Browser::of(app, person).await;
        for path in [
            "/review/",
            "/review/?country=AL&need=late",
            "/review/compare?state=all",
            "/review/compare?sort=late&area=public-participation",
            "/review/queries?answer=",
        ] {
            let before = app.statements();
            bounded(path, &at(app, &browser, path).await.is(200));
            costs.push((format!("{path} of {}", person.account.name), app.statements() - before));
        }
    }
    costs
}

fn bounded(path: &str, page: &Answer) {
    let html = page.text();
    assert!(html.len() < 150_000, "{path}: {} bytes", html.len());
    let cities = html.matches("clone-").count();
    assert!(cities <= 5 * 50, "{path}: {cities}");
}

/// The slugs of a whole list, read page by page.
async fn walked(person: &Person<'_>, path: &str, limit: usize) -> Vec<String> {
    let (mut slugs, mut after) = (Vec::new(), String::new());
    loop {
        let list = person.get(&format!("{path}limit={limit}{after}")).await.is(200).json();
        let items = list["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        slugs.extend(items.iter().map(|city| city["slug"].as_str().unwrap().to_owned()));
        let Some(next) = list["next"].as_str() else {
            assert_eq!(list["total"], json!(slugs.len()), "{path}");
            return slugs;
        };
        let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        after = format!("&after={next}");
    }
}

#[tokio::test]
async fn every_order_shows_each_city_once_and_equals_an_order_in_memory() {
    let app = TestApp::new().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let clones = Clones::new(&app).await;
    clones.until(120).await;
    let entries = clones.entries().await;
    for sort in Sort::ALL {
        let mut expected: Vec<_> = entries.iter().map(|one| (one.place(*sort), one.slug.clone())).collect();
        expected.sort();
        let expected: Vec<String> = expected.into_iter().map(|(_, slug)| slug).collect();
        let path = format!("/api/v1/review/compare?sort={sort}&");
        assert_eq!(walked(&reviewer, &path, 17).await, expected, "{sort}");
    }
    let mut expected: Vec<_> = entries
        .iter()
        .map(|one| (one.need, one.need_extent, one.slug.clone()))
        .collect();
    expected.sort();
    let expected: Vec<String> = expected.into_iter().map(|(.., slug)| slug).collect();
    assert_eq!(walked(&reviewer, "/api/v1/review/cities?", 17).await, expected);
    let mut expected: Vec<_> = entries.iter().map(|one| (fold(&one.name), one.slug.clone())).collect();
    expected.sort();
    let expected: Vec<String> = expected.into_iter().map(|(_, slug)| slug).collect();
    assert_eq!(walked(&reviewer, "/api/v1/tenants?", 17).await, expected);
    let unknown = reviewer.get("/api/v1/review/compare?after=nonsense").await;
    unknown.problem(422);
}

#[tokio::test]
async fn filters_equal_a_filter_in_memory() {
    let app = TestApp::new().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let clones = Clones::new(&app).await;
    clones.until(90).await;
    let entries = clones.entries().await;
    let expected = |takes: &dyn Fn(&many::Entry) -> bool| {
        let mut slugs: Vec<String> = entries
            .iter()
            .filter(|one| takes(one))
            .map(|one| one.slug.clone())
            .collect();
        slugs.sort();
        slugs
    };
    let found = async |path: &str| {
        let mut slugs = walked(&reviewer, path, 20).await;
        slugs.sort();
        slugs
    };
    for country in ["AL", "XK", "GE"] {
        for need in NeedKind::ALL {
            let path = format!("/api/v1/review/cities?country={country}&need={need}&state=implementing&");
            let wanted = expected(&|one| {
                one.country == country && one.plan_state == "implementing" && one.needs.contains(&need.to_string())
            });
            assert_eq!(found(&path).await, wanted, "{path}");
        }
    }
    let ended = expected(&|one| one.plan_state == "ended");
    assert_eq!(found("/api/v1/review/cities?state=ended&").await, ended);
    for area in ["audits", "elections", "audit", "%"] {
        let wanted = expected(&|one| one.areas.iter().any(|one| one == area));
        let area = area.replace('%', "%25");
        assert_eq!(
            found(&format!("/api/v1/review/compare?policy_area={area}&")).await,
            wanted
        );
    }
    assert_eq!(
        found("/api/v1/review/compare?cities=clone-7,clone-9,nowhere&").await,
        ["clone-7", "clone-9"]
    );
    let many = vec!["x"; 101].join(",");
    reviewer
        .get(&format!("/api/v1/review/compare?cities={many}"))
        .await
        .problem(422);
}

#[tokio::test]
async fn a_search_ignores_accents_and_case_and_finds_any_word() {
    let app = TestApp::new().await;
    let clones = Clones::new(&app).await;
    clones.until(60).await;
    named_city(&app, "cordoba", "Municipalidad de Córdoba").await;
    named_city(&app, "sekondi", "Sekondi–Takoradi").await;
    named_city(&app, "tbilisi", "თბილისი").await;
    let search = async |text: &str| {
        let text: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let list = app.get(&format!("/api/v1/tenants?search={text}")).await.is(200).json();
        let items = list["items"].as_array().unwrap().clone();
        assert!(list["total"].as_u64().unwrap() >= u64::try_from(items.len()).unwrap());
        items
            .iter()
            .map(|city| city["slug"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for text in ["cordoba", "CÓRDOBA", "cór", " de  córdoba ", "municipalidad de c"] {
        assert_eq!(search(text).await, ["cordoba"], "{text}");
    }
    assert_eq!(search("takoradi").await, ["sekondi"]);
    assert_eq!(search("sekondi takoradi").await, ["sekondi"]);
    assert_eq!(search("თბილ").await, ["tbilisi"]);
    assert_eq!(search("clone 59").await, ["clone-59"]);
    assert_eq!(search("nowhere").await, [""; 0]);
    assert_eq!(search("\0%_").await.len(), 50, "nothing to search for: the whole list");
    let html = app.get("/?q=c%C3%B3rdoba").await.is(200).text();
    assert!(
        html.contains("Municipalidad de Córdoba") && !html.contains("clone-"),
        "{html}"
    );
    // A new name is found, and the old one is not.
    let cordoba = tenants::by_slug(&app.app.db, "cordoba").await.unwrap();
    many::rename(&app, &cordoba, "Río Cuarto").await;
    assert_eq!(search("cordoba").await, [""; 0]);
    assert_eq!(search("rio").await, ["cordoba"]);
}

#[tokio::test]
async fn pages_lead_to_the_next_and_back_and_keep_the_filters() {
    let app = TestApp::new().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let clones = Clones::new(&app).await;
    clones.until(170).await;
    let browser = Browser::of(&app, &reviewer).await;
    for (path, kept) in [
        ("/?q=clone", "q=clone"),
        ("/review/compare?sort=late&country=AL&state=all", "country=AL"),
    ] {
        let first = at(&app, &browser, path).await.is(200).text();
        assert!(link(&first, "prev").is_none(), "{path}");
        let next = link(&first, "next").unwrap();
        assert!(next.contains(kept), "{next}");
        let second = at(&app, &browser, &next).await.is(200).text();
        let back = link(&second, "prev").unwrap();
        assert!(back.contains(kept) && !back.contains("after="), "{back}");
        let again = at(&app, &browser, &back).await.is(200).text();
        assert_eq!(cities(&again), cities(&first), "{path}");
        assert_ne!(cities(&second), cities(&first), "{path}");
        assert!(link(&again, "prev").is_none());
    }
    at(&app, &browser, "/review/?after=x").await.is(422);
}

#[tokio::test]
async fn the_download_holds_every_city_in_the_order_of_the_table() {
    let app = TestApp::new().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let clones = Clones::new(&app).await;
    clones.until(1_100).await;
    let browser = Browser::of(&app, &reviewer).await;
    let csv = at(&app, &browser, "/review/compare.csv?sort=name&state=all")
        .await
        .is(200)
        .text();
    assert_eq!(csv.lines().count(), 1 + clones.entries().await.len());
    let every = figures::every(&app.app.db).await.unwrap();
    assert_eq!(every.len(), csv.lines().count() - 1);
}

/// A page, as a signed-in browser asks for it.
async fn at(app: &TestApp, browser: &Browser<'_>, path: &str) -> Answer {
    let request = Request::builder()
        .uri_str(path)
        .header(header::COOKIE, format!("besa_session={}", browser.session.secret));
    Answer::to(app, request.finish(), None).await
}

/// The link of a page with this relation.
fn link(html: &str, rel: &str) -> Option<String> {
    let end = html.find(&format!("\" rel=\"{rel}\""))?;
    let begin = html[..end].rfind("href=\"")? + 6;
    Some(html[begin..end].replace("&#38;", "&").replace("&amp;", "&"))
}

/// The headings that name a city.
fn cities(html: &str) -> Vec<String> {
    let names = html.match_indices(">Clone ").map(|(at, _)| &html[at + 1..]);
    names.map(|rest| rest[..rest.find('<').unwrap()].to_owned()).collect()
}

#[tokio::test]
async fn a_list_in_the_domain_goes_both_ways() {
    let app = TestApp::new().await;
    let clones = Clones::new(&app).await;
    clones.until(25).await;
    let read = async |slice: Slice| figures::listed(&app.app.db, None, "sq", &slice).await.unwrap().page;
    let slugs = |page: &Page<(besa_domain::tenants::Tenant, figures::CityFigures)>| {
        page.rows.iter().map(|(city, _)| city.slug.clone()).collect::<Vec<_>>()
    };
    let mut pages = vec![read(Slice::first(10)).await];
    while let Some(next) = pages.last().unwrap().next.clone() {
        pages.push(read(Slice::after(Some(next), 10)).await);
    }
    assert_eq!(
        pages.iter().map(|page| page.rows.len()).collect::<Vec<_>>(),
        [10, 10, 5]
    );
    let mut back = pages.last().unwrap().clone();
    for earlier in pages.iter().rev().skip(1) {
        let place = besa_domain::pages::Place::Before(back.previous.clone().unwrap());
        back = read(Slice { place, limit: 10 }).await;
        assert_eq!(slugs(&back), slugs(earlier));
    }
    assert_eq!(back.previous, None);
}
