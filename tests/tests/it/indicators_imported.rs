//! Indicators of files: an office's own table, and Canada's tracker with every indicator in two languages.

use crate::office::Office;
use besa_domain::imports::{Fate, Level};
use besa_domain::plans::PlanState;
use besa_domain::{indicators, plans};
use besa_tests::TestApp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// An office's table: a row for each indicator, several for a milestone, in two languages.
const TABLE: &str =
    "\u{feff}Commitment;Milestone;Indicator (EN);Indicator (SQ);Baseline;Target;Unit;Direction;Deadline;Lead
Open budget;Publish the budget;Pages published;Faqe të botuara;0;120;pages;higher;December 2026;Finance
Open budget;Publish the budget;Days until published;Ditë deri në botim;45,5;10;days;lower;June 2027;Mayor's office
Open budget;Hold hearings;Residents who came;Banorë që erdhën;n/a;many;;;Ongoing;Finance
";

#[tokio::test]
async fn an_office_brings_indicators_below_milestones() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.upload_bytes("indicators.csv", TABLE.as_bytes()).await;
    let of = import.outcome;
    let made = [of.commitments.made, of.milestones.made, of.indicators.made];
    assert_eq!(made, [1, 2, 3], "{:?}", import.notes);
    assert_eq!((of.rows.made, of.rows.read()), (3, 3));
    let review = office.review(&import).await;
    let rows = review.rows.iter().filter(|row| row.level == Level::Indicator);
    let titles: Vec<&str> = rows.map(|row| row.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Pages published", "Days until published", "Residents who came"]
    );
    // A target that is no number is named, and not taken for 0.
    let many = import.notes.iter().find(|note| note.given == "many").unwrap();
    assert_eq!(
        (many.code.code(), many.field.as_str()),
        ("number_not_understood", "target")
    );
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(page.contains("3 indicators"), "{page}");
    office.press(&import, "confirm", &[]).await;

    let plan = office.plans().await.remove(0);
    let whole = office.whole(&plan).await;
    assert_eq!(whole.indicators.len(), 3);
    let days = &whole.indicators[1];
    assert_eq!(days.titles.0["sq"], "Ditë deri në botim");
    let values = (
        days.baseline.map(|it| it.to_string()),
        days.target.map(|it| it.to_string()),
    );
    assert_eq!(values, (Some("45.5".to_owned()), Some("10".to_owned())));
    assert_eq!(days.due_on, Some(time::macros::date!(2027 - 06 - 30)));
    assert_eq!(days.better(), Some(indicators::Direction::Lower));
    let last = &whole.indicators[2];
    assert_eq!((last.baseline, last.target, last.due_on), (None, None, None));
    let budget = whole
        .milestones
        .iter()
        .find(|row| row.title == "Publish the budget")
        .unwrap();
    assert_eq!(days.milestone_id, Some(budget.id));
    let named: BTreeSet<&str> = whole
        .responsible
        .iter()
        .filter(|who| who.milestone_id == budget.id)
        .filter_map(|who| Some(whole.organisation(who.organisation_id?)?.name.as_str()))
        .collect();
    assert_eq!(named, BTreeSet::from(["Finance", "Mayor's office"]));

    // The same file again makes nothing, and says so.
    let again = office.upload_bytes("indicators.csv", TABLE.as_bytes()).await;
    assert!(!again.outcome.makes_anything(), "{:?}", again.notes);
    assert_eq!(again.outcome.indicators.unchanged, 3);
    assert_eq!(again.outcome.rows.known, 3);
    // A changed target is shown with both values; the city's stays.
    let changed = TABLE.replace(";120;", ";150;");
    let changed = office.upload_bytes("indicators-2.csv", changed.as_bytes()).await;
    let note = changed
        .notes
        .iter()
        .find(|note| note.field == "target" && note.used == "120");
    assert_eq!(note.map(|note| note.given.as_str()), Some("150"));
    assert_eq!(changed.outcome.indicators.made, 0);

    // Taking the import back takes the indicators too.
    office.press(&import, "undo", &[]).await;
    assert_eq!((app.count("indicator").await, app.count("commitment").await), (0, 0));
}

#[tokio::test]
async fn one_row_a_milestone_keeps_its_deadline() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let table = "Angazhimi;Aktiviteti;Treguesi;Afati\n\
                 Buxheti i hapur;Botimi i buxhetit;Faqe të botuara;31.12.2026\n\
                 Buxheti i hapur;Dëgjesat;\"• Banorë që erdhën\n• Pyetje me përgjigje\";30.06.2027\n";
    let import = office.upload_bytes("treguesit.csv", table.as_bytes()).await;
    assert_eq!(import.outcome.indicators.made, 3, "{:?}", import.notes);
    assert_eq!(import.outcome.rows.read(), 2);
    office.press(&import, "confirm", &[]).await;
    let whole = office.whole(&office.plans().await[0]).await;
    let due: Vec<_> = whole.milestones.iter().map(|row| row.due_on).collect();
    assert_eq!(
        due,
        [
            Some(time::macros::date!(2026 - 12 - 31)),
            Some(time::macros::date!(2027 - 06 - 30))
        ]
    );
    assert!(whole.indicators.iter().all(|row| row.due_on.is_none()));
}

/// Canada's tracker, from the folder `BESA_REAL_DATA`. Without it this test prints a note and passes.
#[tokio::test]
async fn canadas_tracker_is_there_whole_in_both_languages() {
    let Some(folder) = std::env::var_os("BESA_REAL_DATA") else {
        eprintln!("skipped: BESA_REAL_DATA is not set, it is the folder that holds canada-nap5-indicators.csv");
        return;
    };
    let bytes = std::fs::read(PathBuf::from(folder).join("canada-nap5-indicators.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 106);

    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.upload_bytes("canada-nap5-indicators.csv", &bytes).await;
    let of = import.outcome;
    let made = [
        of.commitments.made,
        of.milestones.made,
        of.indicators.made,
        of.organisations.made,
    ];
    assert_eq!(made, [5, 19, 106, 16], "{:?}", import.notes);
    assert_eq!((of.rows.made, of.rows.noted), (106, 0));
    assert_eq!(of.refused, 0, "{:?}", import.notes);
    office.press(&import, "confirm", &[]).await;
    let plan = office.plans().await.remove(0);
    assert_eq!(plan.state, PlanState::Draft);
    let whole = office.whole(&plan).await;
    for row in &rows {
        let code = row["indicator_id"].as_str();
        let found: Vec<_> = whole
            .indicators
            .iter()
            .filter(|one| one.code.as_deref() == Some(code))
            .collect();
        let [one] = found.as_slice() else {
            panic!("{code}: {}", found.len())
        };
        let titles = [one.titles.0["en"].as_str(), one.titles.0["fr"].as_str()];
        assert_eq!(
            titles.map(folded),
            [folded(&row["indicator_en"]), folded(&row["indicator_fr"])],
            "{code}"
        );
        let words = [one.deadlines.0["en"].as_str(), one.deadlines.0["fr"].as_str()];
        assert_eq!(
            words.map(folded),
            [folded(&row["deadline_en"]), folded(&row["deadline_fr"])],
            "{code}"
        );
        assert_eq!((one.baseline, one.target), (None, None), "nothing is made up");
        let milestone = whole
            .milestones
            .iter()
            .find(|known| Some(known.id) == one.milestone_id)
            .unwrap();
        assert_eq!(milestone.code.as_deref(), Some(row["milestone_id"].as_str()));
        if !row["due_date"].is_empty() {
            let due = one.due_on.unwrap().to_string();
            assert!(due.starts_with(&row["due_date"]), "{code}: {due}");
        }
    }
    assert!(
        whole.commitments.iter().all(|one| one.ogp_id.is_none()),
        "C01 is no id of OGP's"
    );
    assert_every_cell_is_there(&app, &rows).await;

    // The same again makes nothing.
    let again = office.upload_bytes("canada-nap5-indicators.csv", &bytes).await;
    assert!(!again.outcome.makes_anything(), "{:?}", again.outcome);
    assert_eq!(again.outcome.indicators.unchanged, 106);
    let settled = |row: &&besa_domain::imports::ReviewRow| row.level == Level::Indicator && row.fate == Fate::Known;
    assert_eq!(office.review(&again).await.rows.iter().filter(settled).count(), 106);

    // Published, the page, the API and the CSV file show the same.
    let permit = besa_domain::access::Permit::system(office.city.id);
    let state = PlanState::Implementing;
    plans::set_state(&app.app.db, &permit, None, plan.id, plan.version, state)
        .await
        .unwrap();
    let mut pages = String::new();
    for commitment in &whole.commitments {
        let slug = besa_domain::input::slug(&commitment.title);
        let path = format!("/elbasan/en/commitments/{}-{slug}", commitment.number);
        pages.push_str(&app.get(&path).await.is(200).text());
    }
    assert_eq!(pages.matches("<li id=\"indicator-").count(), 106);
    assert_eq!(pages.matches("No value has been reported yet.").count(), 106);
    let file = app.get("/elbasan/data/indicators.csv").await.is(200).text();
    let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let file: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(file.len(), 106);
    let mut api: Vec<Value> = Vec::new();
    let mut after = String::new();
    loop {
        let list = app
            .get(&format!("/api/v1/tenants/elbasan/indicators?limit=60{after}"))
            .await;
        let list = list.is(200).json();
        assert_eq!(list["total"], 106);
        api.extend(list["items"].as_array().unwrap().clone());
        match list["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(api.len(), 106);
    let escaped = |text: &str| text.replace('&', "&#38;").replace('"', "&#34;").replace('\'', "&#39;");
    for (row, one) in file.iter().zip(&api) {
        assert_eq!((&row["id"], &row["code"]), (&text(&one["id"]), &text(&one["code"])));
        let titles: Value = serde_json::from_str(&row["titles"]).unwrap();
        assert_eq!(titles, one["titles"]);
        assert_eq!(row["due_on"], text(&one["due_on"]));
        for language in ["en", "fr"] {
            let title = escaped(one["titles"][language].as_str().unwrap());
            assert!(pages.contains(&title), "{title}");
            let words = escaped(one["deadlines"][language].as_str().unwrap());
            assert!(pages.contains(&words), "{words}");
        }
    }
}

/// Every filled cell of the file is stored as provenance.
async fn assert_every_cell_is_there(app: &TestApp, rows: &[BTreeMap<String, String>]) {
    let kept = app.rows("SELECT DISTINCT said FROM provenance").await;
    let kept: BTreeSet<String> = kept
        .iter()
        .map(|row| row.try_get::<String>("", "said").unwrap())
        .collect();
    for row in rows {
        for (column, cell) in row.iter().filter(|(_, cell)| !cell.trim().is_empty()) {
            assert!(kept.contains(cell), "{column}: {cell}");
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
