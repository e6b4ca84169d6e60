//! Dates as officials write them, each with its first and last day and its precision.

use super::*;
use rstest::rstest;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    said: String,
    from: String,
    to: String,
    precision: String,
}

fn shown(text: &str) -> (String, String, &'static str) {
    let read = read(text, Order::DayFirst);
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    (day(read.when.from), day(read.when.to), read.when.precision.code())
}

#[test]
fn deadlines_of_offices() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../tests/08-deadlines.json")).unwrap();
    assert!(cases.len() > 25);
    for case in cases {
        let (from, to, precision) = shown(&case.said);
        assert_eq!(
            (from, to, precision),
            (case.from, case.to, &*case.precision),
            "{}",
            case.said
        );
    }
}

/// Every line: the text, the first day, the last day and the precision.
const TEXTS: &str = include_str!("texts.tsv");

#[test]
fn texts_in_every_language() {
    let mut wrong = Vec::new();
    let lines: Vec<_> = TEXTS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    for line in &lines {
        let parts: Vec<_> = line.split('\t').collect();
        let [text, from, to, precision] = parts[..] else {
            panic!("{line}")
        };
        let text = text.replace("\\n", "\n");
        let read = shown(&text);
        if (read.0.as_str(), read.1.as_str(), read.2) != (from, to, precision) {
            wrong.push(format!("{text:?}: {read:?}, not {from} {to} {precision}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        lines.len(),
        wrong.join("\n")
    );
}

#[rstest]
#[case("Tremujori IV 2026", "quarter_only")]
#[case("Gjashtëmujori i dytë 2026", "half_only")]
#[case("Janar-Mars 2026", "months_only")]
#[case("Vjeshtë 2026 deri pranverë 2027", "season_only")]
#[case("2025-2027", "year_only")]
#[case("mesi i majit 2026", "month_only")]
#[case("15 ose 16 qershor", "date_not_understood")]
#[case("Varet nga buxheti i vitit 2026", "date_not_understood")]
#[case("Subject to funding, 31.12.2026", "date_not_understood")]
#[case("30 ditë pas 1 janarit 2026", "date_not_understood")]
#[case("30 days after 1 January 2026", "date_not_understood")]
#[case("30.06.2026 dhe 31.12.2026", "date_not_understood")]
#[case("Faza I: 30.06.2026\nFaza II: 31.12.2026", "date_not_understood")]
#[case("Draft më 30.06.2026, miratimi më 31.12.2026", "date_not_understood")]
#[case("31.12.2026 – 01.01.2026", "date_not_understood")]
#[case("31.02.2026", "date_not_understood")]
#[case("31 qershor 2026", "date_not_understood")]
#[case("Tremujori V 2026", "date_not_understood")]
#[case("Ligji nr. 119/2014", "date_not_understood")]
#[case("45 trajnime", "date_not_understood")]
#[case("IV 2026", "date_not_understood")]
#[case("dhjetor", "date_not_understood")]
#[case("Strategjia 2030", "date_not_understood")]
#[case("Çdo tremujor", "repeating")]
#[case("Çdo vit", "repeating")]
#[case("Në vazhdim", "open_ended")]
#[case("Në proces", "open_ended")]
#[case("Nga janari 2026 e në vazhdim", "open_ended")]
#[case("From June 2026", "open_ended")]
#[case("Pa afat", "date_missing")]
#[case("–", "date_missing")]
fn what_is_not_a_day_is_noted(#[case] text: &str, #[case] code: &str) {
    let read = read(text, Order::DayFirst);
    assert_eq!(
        read.doubts.iter().map(|code| code.code()).collect::<Vec<_>>(),
        [code],
        "{read:?}"
    );
}

#[test]
fn a_deadline_is_no_period() {
    for (text, period) in [
        ("Tetor – Dhjetor 2026", true),
        ("Tremujori IV 2026", true),
        ("brenda vitit 2026", true),
        ("deri në dhjetor 2026", false),
        ("by end of 2026", false),
        ("fundi i vitit 2026", false),
        ("31.12.2026", false),
        ("nga 1 prilli deri më 30 qershor 2026", true),
    ] {
        assert_eq!(read(text, Order::DayFirst).is_period, period, "{text}");
    }
}
