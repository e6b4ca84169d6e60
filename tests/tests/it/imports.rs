//! Imports of real plans, as an operator does them.

use besa_tests::Installation;
use serde_json::Value;

/// The folder with real data, if it exists.
fn real(file: &str) -> Option<String> {
    let Ok(folder) = std::env::var("BESA_REAL_DATA") else {
        println!("left out: BESA_REAL_DATA names no folder with {file}");
        return None;
    };
    Some(format!("{folder}/{file}"))
}

async fn json(besa: &Installation, path: &str) -> Value {
    let answer = reqwest::get(besa.url(path)).await.unwrap();
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

#[tokio::test]
async fn every_city_of_a_real_file_is_created_once() {
    let Some(file) = real("local-milestones.csv") else {
        return;
    };
    let mut besa = Installation::new().await;
    let (well, first) = besa.besa(&["import", "plan", &file, "--create-tenants"]);
    assert!(well, "{first}");
    for city in [
        "elbasan",
        "tirana",
        "buenos-aires",
        "scotland",
        "madrid",
        "basque-country",
        "austin",
        "cordoba",
        "sekondi-takoradi",
        "vanadzor",
        "yerevan",
    ] {
        assert!(
            first.lines().any(|line| line.starts_with(&format!("{city}: "))),
            "{city}: {first}"
        );
    }
    let (well, before) = besa.besa(&["log", "verify"]);
    assert!(well, "{before}");
    let (well, second) = besa.besa(&["import", "plan", &file, "--create-tenants"]);
    assert!(
        well && second
            .lines()
            .filter(|line| line.contains(" plans created"))
            .all(|line| line.contains(": 0 plans created")),
        "{second}"
    );
    let (_, after) = besa.besa(&["log", "verify"]);
    assert_eq!(before, after, "importing again changes nothing");

    besa.start().await;
    let commitments = json(&besa, "/api/v1/tenants/buenos-aires/commitments").await;
    let milestones = json(&besa, "/api/v1/tenants/buenos-aires/milestones").await;
    assert_eq!((&commitments["total"], &milestones["total"]), (&1.into(), &8.into()));
    for milestone in milestones["items"].as_array().unwrap() {
        assert_eq!(milestone["state"], "not_reported");
        assert!(milestone["dates_said"].as_str().unwrap().contains(" / "), "{milestone}");
    }
    let page = reqwest::get(besa.url("/buenos-aires/en/")).await.unwrap();
    let page = String::from_utf8(page.bytes().await.unwrap().to_vec()).unwrap();
    let text: String = page
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("No status was reported for 8 of 8 milestones."), "{text}");
}

#[tokio::test]
async fn a_dry_run_creates_nothing() {
    let besa = Installation::new().await;
    let file = besa.folder().join("plans.csv");
    let rows = "member,country,plan_title,plan_end,commitment_id,commitment_title,commitment_start,commitment_end,lead_institution,milestone_seq,milestone_title,milestone_start,milestone_end,milestone_dates_raw,milestone_lead,new_or_ongoing,irm_verifiable,irm_potential_impact,irm_completion_end,irm_diog,source\n\
        \"Sample Town, Albania\",AL,Action plan 2025-2027,2027-02,,Open minutes,2025-06,2027-02,Council office,1,Publish minutes,2025-06,2025-12,June 2025 / December 2025,,New,,,,,https://example.org/plan\n";
    std::fs::write(&file, rows).unwrap();
    let file = file.to_str().unwrap();
    let (success, output) = besa.besa(&["import", "plan", file, "--create-tenants", "--dry-run"]);
    assert!(success && output.contains("sample-town: a new city"), "{output}");
    assert_eq!(besa.line(&["tenant", "list"]), "");
    let (success, output) = besa.besa(&["import", "plan", file, "--create-tenants"]);
    assert!(success && output.contains("sample-town: 1 plans created"), "{output}");
    let (success, output) = besa.besa(&["import", "plan", file]);
    assert!(!success && output.contains("--tenant"), "{output}");
    std::fs::write(besa.folder().join("not.xlsx"), b"PK nothing of the kind").unwrap();
    let broken = besa.folder().join("not.xlsx");
    let (success, output) = besa.besa(&["import", "plan", broken.to_str().unwrap(), "--tenant", "sample-town"]);
    assert!(!success, "{output}");
}
