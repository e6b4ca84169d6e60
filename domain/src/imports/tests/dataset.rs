//! OGP's dataset: the real sample, if `BESA_REAL_DATA` is there, and rows of our own making.
//!
//! Long because each test follows rows from the file to the records and back.

use super::super::ogp::{self, COLUMNS, Fate, Line, RowReport, Survey};
use super::city::{City, database, state};
use super::*;
use crate::commitments::{self, Commitment, CommitmentDraft};
use crate::plans::{self, PlanState};
use crate::rules::irm::Codings;
use crate::whole::{PlanRecords, whole};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A row as OGP has one: assessed, and transformative in a plan that ended in 2018.
const ROW: &[(&str, &str)] = &[
    ("Commitment Unique Identifier", "AL0901"),
    ("Country/Locality", "Sampleland"),
    ("Action Plan Number", "3"),
    ("Commitment Number", "1"),
    ("Code", "ALB"),
    ("Region", "Europe"),
    ("National Or Local", "National"),
    ("Commitment Dummy", "1"),
    ("Year Of Submission", "2016"),
    ("Action Plan End Year", "2018"),
    ("Action Plan Duration (Years)", "2"),
    ("Theme", "NA"),
    ("Commitment Title", "Open the minutes"),
    ("Short Title", "Open Minutes"),
    ("Full Text", "All minutes are published."),
    ("Start Date", "9/1/2016"),
    ("End Date", "12/31/17"),
    ("Lead Institution", "Office of the Council"),
    ("Supporting Institution(s)", "NA"),
    ("Public Participation", "1"),
    ("Specificity", "High"),
    ("_Specificity", "3"),
    ("Verifiable", "Yes"),
    ("OGP Value Access To Information", "1"),
    ("OGP Value Civic Participation", "0"),
    ("OGP Value Public Accountability", "0"),
    ("OGP Value Technology", "0"),
    ("_Relevant", "1"),
    ("Potential Impact", "Transformative"),
    ("_Potential Impact", "3"),
    ("Completion (Progress Report)", "Limited"),
    ("_CompletionProgress", "3"),
    ("Completion (End Of Term)", "Complete"),
    ("_CompletionEndTerm", "5"),
    ("_ChangeCompletion", "2"),
    ("Did It Open Government (Overall)", "Major"),
    ("_OpenGovernment", "3"),
    ("Starred (Current Formula) Progress Report", "0"),
    ("Starred (Current Formula) End of Term", "1"),
    ("Ambition Assessed", "1"),
    ("Comp Assessed", "1"),
    ("DIOG Assessed", "1"),
    ("Max Completion", "3"),
    ("Raw Completion", "5"),
    ("High Completion", "1"),
    ("High Ambition", "1"),
    ("High DIOG", "1"),
    ("Ambitious and complete, or DIOG", "1"),
    ("Ambitious but not complete", "0"),
    ("Complete but not ambitious", "0"),
    ("Not reviewed", "0"),
    ("IRM-Based Score", "4"),
    ("URL", "https://example.org/commitments/al0901"),
    ("Action Plan ID", "AP_ALB93"),
    ("id", "901"),
];

/// Returns [`ROW`] with other values.
fn line(row: usize, other: &[(&str, &str)]) -> Line {
    let value = |name: &&str| {
        let all = other.iter().chain(ROW);
        let mut found = all.filter(|(known, _)| known == name).map(|(_, text)| *text);
        let first = COLUMNS.iter().position(|known| known == name).unwrap();
        let missing = if (19..105).contains(&first) { "0" } else { "ND" };
        found.next().unwrap_or(missing).to_owned()
    };
    Line {
        row,
        values: COLUMNS.iter().map(value).collect(),
    }
}

fn at(column: &str) -> usize {
    COLUMNS.iter().position(|name| *name == column).unwrap()
}

async fn take(city: &City, lines: Vec<Line>) -> Vec<RowReport> {
    ogp::import_member(&city.db, &city.importer, city.origin(), lines)
        .await
        .unwrap()
}

async fn exported(db: &Db, importer: &Permit<ImportPlan>) -> Vec<Vec<String>> {
    let mut places = ogp::places(db, importer).await.unwrap();
    places.sort_unstable();
    let ids: Vec<_> = places.iter().map(|(_, id)| *id).collect();
    let rows = ogp::export(db, importer, &ids).await.unwrap();
    ids.iter().filter_map(|id| rows.get(id).cloned()).collect()
}

/// The codes of a report with their columns.
fn codes(report: &RowReport) -> Vec<(Code, &str)> {
    let place = format!("row {}, ", report.row);
    let column = |note: &'_ Note| note.cell.strip_prefix(&place).unwrap_or_default().to_owned();
    report
        .notes
        .iter()
        .map(|note| {
            let name = column(note);
            (
                note.code,
                COLUMNS
                    .iter()
                    .find(|known| **known == name)
                    .copied()
                    .unwrap_or_default(),
            )
        })
        .collect()
}

async fn only_plan(city: &City) -> PlanRecords {
    let plans = city.plans().await;
    assert_eq!(plans.len(), 1, "{plans:?}");
    city.plan(&plans[0].reference).await
}

fn findings(whole: &PlanRecords, of: &Commitment) -> BTreeMap<String, String> {
    let found = whole.findings_of(of.id);
    found.map(|one| (one.scheme.clone(), one.value.clone())).collect()
}

#[tokio::test]
async fn a_row_becomes_a_commitment_with_findings() {
    let city = City::new("sampleland").await;
    let reports = take(&city, vec![line(2, &[])]).await;
    assert_eq!(
        (reports[0].fate, codes(&reports[0])),
        (Fate::Made, vec![(Code::ShortYear, "End Date")])
    );
    let whole = only_plan(&city).await;
    assert_eq!(whole.plan.title, "Action plan – Sampleland, 2016 – 2018");
    assert_eq!(
        (whole.plan.reference.as_str(), whole.plan.state),
        ("2016-2018", PlanState::Ended)
    );
    assert_eq!(whole.plan.ends_on, Some(date!(2018 - 12 - 31)));
    let made = &whole.commitments[0];
    assert_eq!(
        (made.starts_on, made.ends_on),
        (Some(date!(2016 - 09 - 01)), Some(date!(2017 - 12 - 31)))
    );
    assert_eq!(made.policy_area.as_deref(), Some("public-participation"));
    let found = findings(&whole, made);
    assert_eq!(found.len(), 11, "{found:?}");
    assert_eq!(found["completion_progress"], "Limited");
    assert_eq!(Codings::from_iter(found).figures().star_end, Some(true));
    assert_eq!(exported(&city.db, &city.importer).await, [line(2, &[]).values]);

    let before = city.state().await;
    let again = take(&city, vec![line(2, &[])]).await;
    assert_eq!(again[0].fate, Fate::Known);
    assert_eq!(city.state().await, before, "nothing new, nothing written");
}

/// Cells of a row, by heading, and what is noted about them.
type Trap = (Vec<(&'static str, &'static str)>, Vec<(Code, &'static str)>);

#[tokio::test]
async fn traps_are_flagged_and_every_row_comes_back() {
    let city = City::new("sampleland").await;
    let id = "Commitment Unique Identifier";
    let url = "URL";
    let traps: Vec<Trap> = vec![
        (
            vec![("Verifiable", "1"), ("Specificity", "ND"), ("_Specificity", "ND")],
            vec![(Code::UnknownCoding, "Verifiable")],
        ),
        (vec![("Youth", "NA")], vec![(Code::UnknownCoding, "Youth")]),
        (vec![("Commitment Title", "Open\n the\r\nbudget")], vec![]),
        (
            vec![("Commitment Title", "OPEN DATA FOR ALL")],
            vec![(Code::TitleInCapitals, "Commitment Title")],
        ),
        (
            vec![("Commitment Number", "B.1.A")],
            vec![(Code::NumberNotUnderstood, "Commitment Number")],
        ),
        (
            vec![("Start Date", "43525"), ("End Date", "44439")],
            vec![(Code::SpreadsheetDay, "Start Date"), (Code::SpreadsheetDay, "End Date")],
        ),
        (
            vec![("Full Text", "Ask Ana at ana@example.org or +355 69 123 4567.")],
            vec![(Code::PersonalData, "Full Text"), (Code::PersonalData, "Full Text")],
        ),
        (
            vec![("Full Text", "Ask info©office.example.org.")],
            vec![(Code::MisreadSign, "Full Text"), (Code::PersonalData, "Full Text")],
        ),
        (
            vec![(url, "https://example.org/commitments/al0001")],
            vec![(Code::AddressDiffers, "URL")],
        ),
        (
            vec![("IRM-Based Score", "2"), ("_CompletionEndTerm", "4")],
            vec![
                (Code::FigureDiffers, "IRM-Based Score"),
                (Code::FigureDiffers, "_CompletionEndTerm"),
            ],
        ),
    ];
    let mut lines = Vec::new();
    for (number, (values, _)) in traps.iter().enumerate() {
        let ogp_id = format!("AL09{number:02}");
        let address = format!("https://example.org/commitments/{}", ogp_id.to_lowercase());
        let title = format!("Commitment number {number}");
        let place = (number + 1).to_string();
        let mut all = values.clone();
        all.extend([
            (id, ogp_id.as_str()),
            (url, address.as_str()),
            ("Commitment Title", title.as_str()),
            ("Commitment Number", place.as_str()),
            ("End Date", "12/31/2017"),
        ]);
        lines.push(line(number + 2, &all));
    }
    let reports = take(&city, lines.clone()).await;
    for (report, (values, expected)) in reports.iter().zip(&traps) {
        assert_eq!(report.fate, Fate::Made, "{report:?}");
        assert_eq!(&codes(report), expected, "{values:?}: {:?}", report.notes);
    }
    let whole = only_plan(&city).await;
    assert_eq!(whole.commitments.len(), traps.len());
    let titled = |title: &str| whole.commitments.iter().find(|one| one.title == title).unwrap();
    assert!(titled("Open the budget").number == 3);
    assert_eq!(titled("Commitment number 5").starts_on, Some(date!(2019 - 03 - 01)));
    assert_eq!(titled("Commitment number 5").ends_on, Some(date!(2021 - 08 - 31)));
    assert_eq!(
        titled("Commitment number 6").action.as_deref(),
        Some("Ask Ana at … or ….")
    );
    assert_eq!(titled("Commitment number 7").action.as_deref(), Some("Ask …."));
    let values: Vec<_> = lines.into_iter().map(|line| line.values).collect();
    assert_eq!(exported(&city.db, &city.importer).await, values);
}

#[tokio::test]
async fn a_score_without_a_review_is_flagged() {
    let city = City::new("sampleland").await;
    let names = [
        "Specificity",
        "Verifiable",
        "_Relevant",
        "Potential Impact",
        "Completion (Progress Report)",
    ];
    let numbers = [
        "_Specificity",
        "_Potential Impact",
        "_CompletionProgress",
        "High Ambition",
    ];
    let mut values: Vec<(&str, &str)> = names.iter().chain(&numbers).map(|name| (*name, "NR")).collect();
    values.extend([
        ("OGP Value Access To Information", "NR"),
        ("OGP Value Civic Participation", "NR"),
        ("OGP Value Public Accountability", "NR"),
        ("_ChangeCompletion", "ND"),
        ("Starred (Current Formula) Progress Report", "NR"),
        ("Starred (Current Formula) End of Term", "ND"),
        ("Ambition Assessed", "0"),
        ("Not reviewed", "1"),
        ("End Date", "12/31/2017"),
    ]);
    let reports = take(&city, vec![line(2, &values)]).await;
    assert_eq!(codes(&reports[0]), [(Code::ScoredNotReviewed, "IRM-Based Score")]);
}

#[tokio::test]
async fn days_before_months_are_known_from_the_dates_of_a_plan() {
    let city = City::new("sampleland").await;
    let second = [
        ("Commitment Unique Identifier", "AL0902"),
        ("URL", "https://example.org/al0902"),
        ("Commitment Title", "Second"),
        ("Commitment Number", "2"),
        ("Start Date", "1/3/2013"),
        ("End Date", "2013"),
    ];
    let reports = take(
        &city,
        vec![
            line(2, &[("Start Date", "28/5/2014"), ("End Date", "31/12/2014")]),
            line(3, &second),
        ],
    )
    .await;
    assert_eq!(codes(&reports[0]), []);
    assert_eq!(
        codes(&reports[1]),
        [(Code::DateOrderGuessed, "Start Date"), (Code::YearOnly, "End Date")]
    );
    let whole = only_plan(&city).await;
    assert_eq!(whole.commitments[1].starts_on, Some(date!(2013 - 03 - 01)));
}

fn changed(of: &Commitment, whole: &PlanRecords) -> CommitmentDraft {
    CommitmentDraft::of(of, &whole.parts)
}

#[tokio::test]
async fn what_was_changed_in_besa_is_exported_and_comes_back_as_known() {
    let city = City::new("sampleland").await;
    let messy = [
        ("Commitment Title", "OPEN\nMINUTES"),
        ("Supporting Institution(s)", "Council; Archive"),
    ];
    take(&city, vec![line(2, &messy)]).await;
    let whole = only_plan(&city).await;
    let made = &whole.commitments[0];
    let draft = CommitmentDraft {
        title: "Open minutes for all".to_owned(),
        short_title: None,
        ends_on: Some(date!(2017 - 06 - 30)),
        ends_said: None,
        policy_area: Some("open-data".to_owned()),
        ..changed(made, &whole)
    };
    commitments::edit(&city.db, &city.system(), None, made.id, made.version, draft)
        .await
        .unwrap();
    let rows = exported(&city.db, &city.importer).await;
    let mut expected = line(2, &messy).values;
    for (column, value) in [
        ("Commitment Title", "Open minutes for all"),
        ("Short Title", "NA"),
        ("End Date", "6/30/2017"),
        ("Public Participation", "0"),
        ("Open Data", "1"),
    ] {
        expected[at(column)] = value.to_owned();
    }
    assert_eq!(rows, [expected.clone()]);

    let before = city.state().await;
    let own = Line {
        row: 2,
        values: expected,
    };
    let again = take(&city, vec![own]).await;
    assert_eq!((again[0].fate, codes(&again[0])), (Fate::Known, vec![]));
    let first = take(&city, vec![line(2, &messy)]).await;
    assert_eq!(first[0].fate, Fate::Known);
    let differing = codes(&first[0])
        .into_iter()
        .filter(|(code, _)| *code == Code::AlreadyImported);
    let differing: BTreeSet<&str> = differing.map(|(_, column)| column).collect();
    let columns = [
        "Commitment Title",
        "End Date",
        "Open Data",
        "Public Participation",
        "Short Title",
    ];
    assert_eq!(differing, columns.into());
    assert_eq!(city.state().await, before, "the city's values stay");
}

#[tokio::test]
async fn newer_codings_of_ogp_replace_those_of_an_earlier_import() {
    let city = City::new("sampleland").await;
    let before = [
        ("Completion (End Of Term)", "NR"),
        ("_CompletionEndTerm", "NR"),
        ("Theme", "Parliament"),
    ];
    take(&city, vec![line(2, &before)]).await;
    let newer = take(&city, vec![line(2, &[("Commitment Title", "Another title")])]).await;
    let updated = codes(&newer[0]);
    for expected in [
        (Code::CodingUpdated, "Completion (End Of Term)"),
        (Code::CodingUpdated, "Theme"),
        (Code::AlreadyImported, "Commitment Title"),
    ] {
        assert!(updated.contains(&expected), "{expected:?}: {updated:?}");
    }
    let whole = only_plan(&city).await;
    assert_eq!(whole.commitments[0].title, "Open the minutes");
    let found: Vec<_> = whole.findings.iter().filter(|one| one.scheme == "completion").collect();
    assert_eq!((found.len(), found[0].value.as_str()), (1, "Complete"));
    assert_eq!(exported(&city.db, &city.importer).await, [line(2, &[]).values]);
}

#[tokio::test]
async fn records_that_the_city_has_stay_and_closed_plans_take_nothing() {
    let city = City::new("sampleland").await;
    let plan = crate::plans::PlanDraft {
        reference: "2016-2018".to_owned(),
        title: "Our plan".to_owned(),
        language: "en".to_owned(),
        ..Default::default()
    };
    let plan = plans::create(&city.db, &city.system(), None, plan).await.unwrap();
    let draft = CommitmentDraft {
        title: "Minutes for everyone".to_owned(),
        ogp_id: Some("al0901".to_owned()),
        ..Default::default()
    };
    commitments::create(&city.db, &city.system(), None, plan.id, draft)
        .await
        .unwrap();
    let second = [
        ("Commitment Unique Identifier", "AL0902"),
        ("URL", "https://example.org/al0902"),
        ("Commitment Title", "Second"),
        ("Commitment Number", "2"),
    ];
    let reports = take(&city, vec![line(2, &[]), line(3, &second)]).await;
    assert_eq!((reports[0].fate, reports[1].fate), (Fate::Known, Fate::Made));
    let whole = only_plan(&city).await;
    assert_eq!((whole.plan.title.as_str(), whole.commitments.len()), ("Our plan", 2));
    assert_eq!(whole.commitments[0].title, "Minutes for everyone");
    let rows = exported(&city.db, &city.importer).await;
    // The city's title is its own; what it does not have is as OGP wrote it.
    let mut expected = line(2, &[]).values;
    expected[at("Commitment Title")] = "Minutes for everyone".to_owned();
    assert_eq!(rows[0], expected);
    assert_eq!(rows[1], line(3, &second).values);

    let mut version = whole.plan.version;
    for state in [PlanState::Ended, PlanState::Closed] {
        let moved = plans::set_state(&city.db, &city.system(), None, whole.plan.id, version, state).await;
        version = moved.unwrap().version;
    }
    let third = [
        ("Commitment Unique Identifier", "AL0903"),
        ("URL", "https://example.org/al0903"),
        ("Commitment Title", "Third"),
    ];
    let reports = take(&city, vec![line(2, &[]), line(4, &third)]).await;
    assert_eq!((reports[0].fate, reports[1].fate), (Fate::Known, Fate::Refused));
    assert_eq!(reports[1].notes[0].code, Code::PlanIsClosed);
}

fn sample() -> Option<(Vec<Line>, serde_json::Value)> {
    let Some(folder) = std::env::var_os("BESA_REAL_DATA").map(PathBuf::from) else {
        eprintln!("skipped: BESA_REAL_DATA is not set, it is the folder that holds ogp-commitments-sample.csv");
        return None;
    };
    let text = std::fs::read_to_string(folder.join("ogp-commitments-sample.expected.json")).unwrap();
    let mut reader = ::csv::Reader::from_path(folder.join("ogp-commitments-sample.csv")).unwrap();
    assert!(reader.headers().unwrap().iter().eq(COLUMNS.iter().copied()));
    let lines = reader.records().zip(2..).map(|(record, row)| Line {
        row,
        values: record.unwrap().iter().map(str::to_owned).collect(),
    });
    Some((lines.collect(), serde_json::from_str(&text).unwrap()))
}

#[tokio::test]
async fn the_real_sample_comes_in_whole_and_back_without_loss() {
    let Some((lines, expected)) = sample() else { return };
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder).await;
    let mut survey = Survey::default();
    for line in &lines {
        survey.add(line);
    }
    assert_eq!((survey.read, survey.refused.len()), (250, 0));
    assert_eq!(survey.members.len(), expected["members"]);
    let create = Permit::system(crate::TenantId::PLATFORM);
    let origin = || Origin::of("ogp.csv", b"");
    let (mut reports, mut exports, mut coded) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for of_member in &survey.members {
        let (city, is_new) = ogp::home(&db, &create, &of_member.member).await.unwrap();
        assert!(is_new && !city.example, "{}", city.slug);
        let permit = Permit::<ImportPlan>::system(city.id);
        let rows = || -> Vec<Line> { of_member.rows.iter().map(|row| lines[row - 2].clone()).collect() };
        reports.extend(ogp::import_member(&db, &permit, origin(), rows()).await.unwrap());
        let before = state(&db, &permit).await;
        let again = ogp::import_member(&db, &permit, origin(), rows()).await.unwrap();
        assert!(again.iter().all(|report| report.fate == Fate::Known), "{}", city.slug);
        assert_eq!(state(&db, &permit).await, before, "{}", city.slug);
        let places = ogp::places(&db, &permit).await.unwrap();
        let ids: Vec<_> = places.iter().map(|(_, id)| *id).collect();
        let of_city = ogp::export(&db, &permit, &ids).await.unwrap();
        exports.extend(places.iter().map(|(row, id)| (*row, of_city[id].clone())));
        let see = Permit::<SeePlan>::public(city.id);
        for plan in plans::list(&db, &see).await.unwrap() {
            let whole = whole(&db, &see, plan.id).await.unwrap();
            assert!(whole.milestones.is_empty(), "no progress is invented");
            for commitment in &whole.commitments {
                let key = commitment.ogp_id.clone().unwrap();
                coded.insert(key, findings(&whole, commitment));
            }
        }
    }
    assert!(reports.iter().all(|report| report.fate == Fate::Made));
    for line in &lines {
        assert_eq!(exports[&line.row], line.values, "row {}", line.row);
    }

    // The aggregates, from the records where Besa has them, else from the export.
    for scale in &crate::rules::irm::scales().scales {
        let Some(counts) = expected[&scale.column].as_object() else {
            continue;
        };
        for (value, count) in counts
            .iter()
            .filter(|(value, _)| !matches!(value.as_str(), "ND" | "NA"))
        {
            let found = coded.values().filter(|found| found.get(&scale.scheme) == Some(value));
            assert_eq!(found.count(), *count, "{}: {value}", scale.column);
        }
    }
    for (column, counts) in expected.as_object().unwrap() {
        let Some(counts) = counts.as_object() else { continue };
        let values = exports.values().map(|row| &row[at(column)]);
        for (value, count) in counts {
            assert_eq!(
                values.clone().filter(|text| *text == value).count(),
                *count,
                "{column}: {value}"
            );
        }
    }

    // OGP's own figures, computed from the records.
    let (mut stars, mut assessed) = (0, 0);
    for line in &lines {
        let figures = Codings::from_iter(coded[&line.values[0]].clone()).figures();
        for (column, computed) in [
            ("Starred (Current Formula) End of Term", figures.star_end),
            ("Starred (Current Formula) Progress Report", figures.star_progress),
        ] {
            let given = &line.values[at(column)];
            if matches!(given.as_str(), "0" | "1") {
                assert_eq!(computed, Some(given == "1"), "row {} {column}", line.row);
                assessed += 1;
                stars += i32::from(computed == Some(true));
            }
        }
    }
    assert_eq!((assessed, stars), (58 + 77, 9 + 14));
    let flagged = |code: Code| {
        let with = reports
            .iter()
            .filter(|report| report.notes.iter().any(|note| note.code == code));
        with.map(|report| report.ogp_id.as_str()).collect::<BTreeSet<_>>()
    };
    assert_eq!(flagged(Code::ScoredNotReviewed), ["CR0067"].into());
    assert!(flagged(Code::UnknownCoding).is_superset(&["LT0033", "MO0047"].into()));
    let scores = reports.iter().flat_map(|report| &report.notes);
    let scores = scores.filter(|note| note.code == Code::FigureDiffers && note.cell.ends_with(", IRM-Based Score"));
    assert_eq!(scores.count(), 9, "{:?}", flagged(Code::FigureDiffers));
}
