//! Forums on pages, in calendars and in the log.

use crate::workspace::Browser;
use besa_domain::access::{EditStakeholders, Permit, Role, SeeForums};
use besa_domain::forums::{self, MeetingDetails, MeetingState};
use besa_domain::stakeholders::{self, OrganisationDraft, OrganisationKind};
use besa_domain::tenants::Tenant;
use besa_tests::{Answer, TestApp};
use serde_json::json;
use time::macros::datetime;

const API: &str = "/api/v1/tenants/elbasan";

/// Returns the last segment of the address that a response redirects to.
fn id_of(answer: &Answer) -> String {
    answer.header("location").rsplit('/').next().unwrap().to_owned()
}

/// Parses a calendar with an independent parser; returns the properties of each event, as name and value.
fn events(answer: &Answer) -> Vec<Vec<(String, String)>> {
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let mut calendars = ical::IcalParser::new(answer.body.as_slice());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    let read = |event: ical::parser::ical::component::IcalEvent| {
        let properties = event.properties.into_iter();
        properties
            .map(|one| (one.name, one.value.unwrap_or_default()))
            .collect()
    };
    calendar.events.into_iter().map(read).collect()
}

fn value<'e>(event: &'e [(String, String)], name: &str) -> &'e str {
    let mut found = event.iter().filter(|(known, _)| known == name);
    let (_, value) = found.next().unwrap_or_else(|| panic!("no {name} in {event:?}"));
    assert!(found.next().is_none(), "{name} twice");
    value
}

async fn gathering(app: &TestApp, city: &Tenant, id: &str) -> MeetingDetails {
    let permit = Permit::<SeeForums>::system(city.id);
    forums::meeting(&app.app.db, &permit, id.parse().unwrap())
        .await
        .unwrap()
}

/// Creates a forum and a meeting through the API: 10 December, 16:00 in Tirana.
async fn called(app: &TestApp, city: &Tenant) -> (String, String) {
    let coordinator = app.person("coordinator", city, Role::Coordinator).await;
    let body = json!({ "name": "Open Government Forum", "kind": "multi_stakeholder" });
    let forum = coordinator.post(&format!("{API}/forums"), body).await.is(201);
    let forum = forum.json()["id"].as_str().unwrap().to_owned();
    let body = json!({
        "title": "Winter meeting, in the hall; with coffee",
        "starts_at": "2026-12-10T15:00:00Z",
        "ends_at": "2026-12-10T17:00:00Z",
        "place": "Hall, city library",
        "link": "https://example.org/join",
        "notice": "Everybody is welcome.\nThe bus leaves at three.",
        "noticed_on": "2026-11-20",
        "agenda": ["Late milestones", "Calendar of the year"],
    });
    let path = format!("{API}/forums/{forum}/meetings");
    let meeting = coordinator.post(&path, body).await.is(201).json();
    (forum, meeting["id"].as_str().unwrap().to_owned())
}

/// Creates, with the pages' forms and as a coordinator, a forum with three seats, one of which has ended, and
/// a meeting held on 2 November with a paper and a decision.
struct HeldMeeting {
    forum: String,
    meeting: String,
    /// The meeting that the same form redirects to when it is submitted again.
    again: String,
}

async fn held_meeting(app: &TestApp, city: &Tenant) -> HeldMeeting {
    let draft = OrganisationDraft {
        name: "Youth Forum".to_owned(),
        kind: OrganisationKind::CivilSociety,
        website: None,
    };
    let permit = Permit::<EditStakeholders>::system(city.id);
    let youth = stakeholders::create(&app.app.db, &permit, None, draft).await.unwrap();
    let youth = youth.id.to_string();
    let coordinator = app.person("coordinator", city, Role::Coordinator).await;
    let browser = Browser::of(app, &coordinator).await;

    let fields = [("name", "Open Government Forum"), ("kind", "multi_stakeholder")];
    let forum = id_of(&browser.post("forums/new", "1", &fields).await.is(303));
    for (nonce, title, side, holder) in [
        ("2", "Chair", "government", ""),
        ("3", "Youth", "civil_society", &youth),
    ] {
        let fields = [("title", title), ("side", side), ("organisation", holder)];
        let path = format!("forums/{forum}/seats/new");
        browser.post(&path, nonce, &fields).await.is(303);
    }
    let over = [
        ("title", "Former chair"),
        ("side", "government"),
        ("ends_on_day", "31"),
        ("ends_on_month", "12"),
        ("ends_on_year", "2025"),
    ];
    browser
        .post(&format!("forums/{forum}/seats/new"), "4", &over)
        .await
        .is(303);
    let fields = [
        ("title", "Autumn meeting"),
        ("day_day", "2"),
        ("day_month", "11"),
        ("day_year", "2026"),
        ("begins", "16:30"),
        ("ends", "18:00"),
        ("state", "held"),
        ("agenda", "Water\n\nWaste"),
        ("attended", &youth),
        ("minutes", "Everybody <b>came</b>."),
    ];
    let path = format!("forums/{forum}/meetings/new");
    let meeting = id_of(&browser.post(&path, "5", &fields).await.is(303));
    let again = id_of(&browser.post(&path, "5", &fields).await.is(303));
    let shared = [
        ("title", "Results of the water tests"),
        ("link", "https://example.org/water"),
        ("shared_on_day", "25"),
        ("shared_on_month", "10"),
        ("shared_on_year", "2026"),
    ];
    let path = format!("meetings/{meeting}/papers/new");
    browser.post(&path, "6", &shared).await.is(303);
    let decided = [
        ("text", "Publish every result within five days"),
        ("organisation", &youth),
        ("due_on_day", "13"),
        ("due_on_month", "11"),
        ("due_on_year", "2026"),
    ];
    let path = format!("meetings/{meeting}/decisions/new");
    browser.post(&path, "7", &decided).await.is(303);

    HeldMeeting { forum, meeting, again }
}

#[tokio::test]
async fn a_city_without_a_forum_says_so() {
    let app = TestApp::new().await;
    app.city("elbasan").await;
    let empty = app.get("/elbasan/en/forums").await.is(200).text();
    assert!(empty.contains("No standing body is entered yet"));
}

#[tokio::test]
async fn a_meeting_is_stored_once_with_its_local_time_and_agenda() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let HeldMeeting { meeting, again, .. } = held_meeting(&app, &city).await;
    assert_eq!(again, meeting, "submitting the same form twice creates one meeting");
    let kept = gathering(&app, &city, &meeting).await;
    assert_eq!(kept.meeting.starts_at, datetime!(2026-11-02 15:30 UTC));
    assert_eq!(kept.meeting.agenda.0, ["Water", "Waste"]);
    assert_eq!(kept.meeting.state, MeetingState::Held);
}

#[tokio::test]
async fn the_page_of_a_forum_counts_its_current_seats() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let HeldMeeting { forum, .. } = held_meeting(&app, &city).await;
    let page = app.get(&format!("/elbasan/en/forums/{forum}")).await.is(200).text();
    for words in [
        "1 of 2 seats are held outside government.",
        "Youth Forum",
        "Autumn meeting",
        "Multi-stakeholder forum",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Former chair"), "the term has ended");
}

#[tokio::test]
async fn the_page_of_a_meeting_has_the_dates_of_papers_and_decisions() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let HeldMeeting { meeting, .. } = held_meeting(&app, &city).await;
    let page = app.get(&format!("/elbasan/en/meetings/{meeting}")).await.is(200).text();
    for words in [
        "Shared 25 Oct 2026, 8 days before",
        "Due 13 Nov 2026, 10 days late",
        "Carried out by: Youth Forum",
        "16:30 to 18:00",
        "Everybody &#60;b&#62;came&#60;/b&#62;.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let albanian = app.get(&format!("/elbasan/sq/meetings/{meeting}")).await.is(200).text();
    assert!(albanian.contains("8 ditë përpara") && albanian.contains("E mbajtur"));
}

#[tokio::test]
async fn the_log_names_the_forum_the_meeting_and_the_paper() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let HeldMeeting { meeting, .. } = held_meeting(&app, &city).await;
    let log = app.get("/elbasan/en/log").await.is(200).text();
    for words in [
        "The standing body “Open Government Forum” was set up.",
        "The meeting “Autumn meeting” was held, and its minutes are public.",
        "The paper “Results of the water tests” was added to a meeting.",
    ] {
        assert!(log.contains(words), "{words}");
    }
    assert!(log.contains(&format!("href=\"/elbasan/en/meetings/{meeting}\"")));
}

#[tokio::test]
async fn all_errors_are_reported_together_and_nothing_is_saved() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let (forum, meeting) = called(&app, &city).await;
    let person = app.person("admin", &city, Role::Admin).await;
    let browser = Browser::of(&app, &person).await;
    let path = format!("forums/{forum}/meetings/new");
    let fields = [
        ("day_day", "31"),
        ("day_month", "2"),
        ("day_year", "2027"),
        ("begins", "25:00"),
    ];
    let page = browser.post(&path, "1", &fields).await.is(422).text();
    for words in ["is not a date", "is not a time", "value=\"25:00\""] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("href=\"#title\""), "the missing title is reported too");

    let path = format!("meetings/{meeting}/edit");
    let form = |begins, ends, state| {
        vec![
            ("version", "1"),
            ("title", "Winter meeting"),
            ("day_day", "10"),
            ("day_month", "12"),
            ("day_year", "2026"),
            ("begins", begins),
            ("ends", ends),
            ("state", state),
        ]
    };
    let page = browser.post(&path, "2", &form("16:00", "15:00", "planned")).await;
    assert!(page.is(422).text().contains("href=\"#ends\""));
    let page = browser.post(&path, "3", &form("16:00", "", "held")).await;
    assert!(page.is(422).text().contains("href=\"#day"), "it has not been held yet");
    let page = browser.post(&path, "4", &form("16:00", "", "cancelled")).await;
    assert!(page.is(422).text().contains("href=\"#reason\""));
    let mut with_minutes = form("16:00", "", "planned");
    with_minutes.push(("minutes", "It went well."));
    let page = browser.post(&path, "5", &with_minutes).await;
    assert!(page.is(422).text().contains("is for meetings that were held"));
    assert_eq!(gathering(&app, &city, &meeting).await.meeting.version, 1);

    // A form with an outdated version shows both versions to choose from.
    let saved = browser.post(&path, "6", &form("17:00", "", "planned")).await;
    saved.is(303);
    let page = browser.post(&path, "7", &form("18:00", "", "planned")).await.is(409);
    assert!(page.text().contains("17:00"));
}

#[tokio::test]
async fn a_calendar_entry_changes_with_its_meeting() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let (forum, meeting) = called(&app, &city).await;
    let coordinator = app.person("second", &city, Role::Coordinator).await;
    let address = format!("/elbasan/en/meetings/{meeting}.ics");
    let read = async || {
        let mut events = events(&app.get(&address).await.is(200));
        assert_eq!(events.len(), 1);
        events.remove(0)
    };
    let first = read().await;
    assert_eq!(value(&first, "UID"), format!("{meeting}@besa"));
    assert_eq!(value(&first, "SEQUENCE"), "0");
    assert_eq!(value(&first, "DTSTART"), "20261210T150000Z");
    assert_eq!(value(&first, "DTEND"), "20261210T170000Z");
    assert_eq!(value(&first, "DTSTAMP"), "20261123T080000Z");
    assert_eq!(value(&first, "STATUS"), "CONFIRMED");
    assert_eq!(value(&first, "SUMMARY"), "Winter meeting\\, in the hall\\; with coffee");
    assert_eq!(value(&first, "LOCATION"), "Hall\\, city library");
    let page = format!("http://localhost:8080/elbasan/en/meetings/{meeting}");
    assert_eq!(value(&first, "URL"), page);
    let text = value(&first, "DESCRIPTION");
    assert!(text.starts_with("Everybody is welcome.\\nThe bus leaves"), "{text}");
    assert!(
        text.contains(&page) && text.contains("https://example.org/join"),
        "{text}"
    );

    let path = format!("{API}/meetings/{meeting}");
    let later = json!({ "version": 1, "starts_at": "2026-12-11T15:00:00Z", "ends_at": null });
    coordinator.patch(&path, later).await.is(200);
    let moved = read().await;
    assert_eq!(value(&moved, "UID"), value(&first, "UID"));
    assert_eq!(value(&moved, "SEQUENCE"), "1");
    assert_eq!(value(&moved, "DTSTART"), "20261211T150000Z");
    // Without an end it lasts two hours.
    assert_eq!(value(&moved, "DTEND"), "20261211T170000Z");

    let off = json!({ "version": 2, "state": "cancelled", "reason": "The hall is flooded." });
    coordinator.patch(&path, off).await.is(200);
    let off = read().await;
    assert_eq!((value(&off, "STATUS"), value(&off, "SEQUENCE")), ("CANCELLED", "2"));
    assert_eq!(
        value(&off, "SUMMARY"),
        "Cancelled: Winter meeting\\, in the hall\\; with coffee"
    );
    assert!(value(&off, "DESCRIPTION").contains("The hall is flooded."));
    let page = app.get(&format!("/elbasan/en/meetings/{meeting}")).await.is(200).text();
    assert!(page.contains("This meeting was called off: The hall is flooded."));

    let another = json!({ "title": "Spring meeting", "starts_at": "2027-03-10T15:00:00+01:00" });
    let path = format!("{API}/forums/{forum}/meetings");
    coordinator.post(&path, another).await.is(201);
    let all = events(&app.get(&format!("/elbasan/sq/forums/{forum}.ics")).await.is(200));
    assert_eq!(all.len(), 2);
    let starts: Vec<_> = all.iter().map(|event| value(event, "DTSTART")).collect();
    assert_eq!(starts, ["20270310T140000Z", "20261211T150000Z"]);
    assert!(value(&all[1], "SUMMARY").starts_with("U anulua: "));
    app.get(&format!("/elbasan/en/meetings/{forum}.ics")).await.is(404);
}

#[tokio::test]
async fn participants_cannot_change_a_forum() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let (forum, meeting) = called(&app, &city).await;
    let member = app.person("member", &city, Role::Cocreator).await;
    let before = app.count("event").await;
    let sent = json!({ "version": 1, "title": "Mine" });
    member
        .patch(&format!("{API}/meetings/{meeting}"), sent)
        .await
        .problem(403);
    let browser = Browser::of(&app, &member).await;
    browser.get("forums").await.is(200);
    let page = browser.get(&format!("forums/{forum}")).await.is(200).text();
    assert!(!page.contains("seats/new") && !page.contains("/edit\""));
    browser.get(&format!("forums/{forum}/edit")).await.is(403);
    assert_eq!(app.count("event").await, before);
    // Neither a paper nor a decision can have a date in the future.
    let coordinator = app.person("third", &city, Role::Coordinator).await;
    let paper = json!({ "title": "Plan", "link": "https://example.org/", "shared_on": "2026-11-24" });
    let path = format!("{API}/meetings/{meeting}/papers");
    let refused = coordinator.post(&path, paper).await.problem(422);
    assert_eq!(refused["errors"][0]["code"], "date_in_future");
    let done = json!({ "text": "Meet again", "done_on": "2026-11-24" });
    let path = format!("{API}/meetings/{meeting}/decisions");
    coordinator.post(&path, done).await.problem(422);
}
