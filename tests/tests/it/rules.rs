//! `docs/RULES.md` agrees with the code: every value in its tables is compared with the rule data of
//! `domain/src/rules` or with a constant, and every rule of that data is in a table.

use super::repository::root;
use besa_domain::access::{Role, StaffRole};
use besa_domain::assessments::{AssessmentState, EXHIBIT_BYTES, MAX_EXHIBITS};
use besa_domain::commitments::CommitmentState;
use besa_domain::evidence::MAX_BYTES;
use besa_domain::imports::{MAX_COMMITMENTS, NEW_SCALES, OLD_SCALES};
use besa_domain::milestones::MilestoneState;
use besa_domain::plans::PlanState;
use besa_domain::records::OgpValue;
use besa_domain::reports::{CONSULTATION_DAYS, Section};
use besa_domain::requirements::Requirement;
use besa_domain::review::{ASSESSMENT_EXPIRY_MONTHS, LONG_LATE, SILENT_MONTHS};
use besa_domain::{policy_areas, reminders, review, voices, week};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Display;

/// One row of a table: the rule's id, its value, its source and the path of the code.
struct Row {
    id: String,
    value: String,
    source: String,
    code: String,
}

/// Values by the id of their rule.
type Values = BTreeMap<String, String>;

/// Parses the rows of all rule tables. A row starts with an id in backquotes.
fn rows(document: &str) -> Vec<Row> {
    let rules = document.lines().filter(|line| line.starts_with("| `"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [rule, value, source, _year, code] = cells[..] else {
            panic!("not five cells: {line}");
        };
        Row {
            id: rule.split('`').nth(1).unwrap().to_owned(),
            value: value.trim_matches('`').to_owned(),
            source: source.to_owned(),
            code: code.trim_matches('`').to_owned(),
        }
    };
    rules.map(row).collect()
}

/// Formats a code as an id: `yes_no` becomes `yes-no`.
fn kebab(code: &str) -> String {
    code.replace('_', "-")
}

/// Formats a number with its unit: `1 month`, `2 months`.
fn counted(number: impl Display, unit: &str) -> String {
    let number = number.to_string();
    let end = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{end}")
}

fn listed(codes: impl IntoIterator<Item = impl Display>) -> String {
    let codes: Vec<String> = codes.into_iter().map(|code| code.to_string()).collect();
    codes.join(", ")
}

/// Formats the value of a question: its number, its scale and its special rules.
fn question(question: &Value) -> String {
    let mut parts = vec![question["number"].as_str().unwrap().to_owned()];
    parts.push(
        question["scale"]
            .as_str()
            .map_or_else(|| "text".to_owned(), |scale| format!("scale-{}", kebab(scale))),
    );
    for (flag, words) in [
        ("each", "for each commitment"),
        ("optional", "optional"),
        ("plain", "no explanation"),
    ] {
        if question[flag] == true {
            parts.push(words.to_owned());
        }
    }
    parts.join(", ")
}

/// Collects all rules of the newest rule set. Panics on a part that this test does not know.
fn of_rule_set(values: &mut Values) {
    let text = std::fs::read_to_string(root().join("domain/src/rules/ogp-local-2022.json")).unwrap();
    let set: Value = serde_json::from_str(&text).unwrap();
    let mut put = |id: String, value: String| assert!(values.insert(id, value).is_none());
    for (part, value) in set.as_object().unwrap() {
        match part.as_str() {
            "version" => put("rule-set".to_owned(), value.as_str().unwrap().to_owned()),
            "valid_from" => put("rule-set-from".to_owned(), value.as_str().unwrap().to_owned()),
            "source" => put("rule-set-source".to_owned(), value.as_str().unwrap().to_owned()),
            "reply_days" => put("reply-days".to_owned(), counted(value, "day")),
            "scales" => {
                for (scale, choices) in value.as_object().unwrap() {
                    let choices = choices.as_array().unwrap().iter();
                    put(
                        format!("scale-{}", kebab(scale)),
                        listed(choices.map(|choice| choice.as_str().unwrap())),
                    );
                }
            }
            "questions" => {
                for one in value
                    .as_object()
                    .unwrap()
                    .values()
                    .flat_map(|form| form.as_array().unwrap())
                {
                    let code = one["question"].as_str().unwrap();
                    put(format!("question-{}", kebab(code)), question(one));
                }
            }
            "requirements" => {
                for (bound, number) in value.as_object().unwrap() {
                    let value = if bound.contains("months") {
                        counted(number, "month")
                    } else if bound.contains("days") {
                        counted(number, "day")
                    } else {
                        number.to_string()
                    };
                    put(kebab(bound), value);
                }
            }
            "obligations" => {
                for one in value.as_array().unwrap() {
                    let kind = kebab(one["kind"].as_str().unwrap());
                    put(format!("due-{kind}"), counted(&one["months"], "month"));
                }
            }
            other => panic!("this test does not know {other}"),
        }
    }
}

/// Collects the rules that are constants or lists of codes.
fn of_code(values: &mut Values) {
    let minimum = Requirement::ALL.iter().filter(|one| one.is_minimum());
    let areas = policy_areas::ALL.iter().filter(|area| !area.code.starts_with("local-"));
    for one in Requirement::ALL {
        let id = format!("requirement-{}", kebab(one.code()));
        values.insert(id, one.number().to_owned());
    }
    for (id, value) in [
        ("consultation-days", counted(CONSULTATION_DAYS, "day")),
        ("minimum-requirements", listed(minimum)),
        ("exhibit-count", counted(MAX_EXHIBITS, "file")),
        ("exhibit-bytes", counted(EXHIBIT_BYTES, "byte")),
        ("evidence-bytes", counted(MAX_BYTES, "byte")),
        ("assessment-states", listed(AssessmentState::ALL)),
        ("most-commitments", MAX_COMMITMENTS.to_string()),
        ("ogp-values", listed(OgpValue::ALL)),
        ("policy-areas", areas.count().to_string()),
        ("plan-states", listed(PlanState::ALL)),
        ("commitment-states", listed(CommitmentState::ALL)),
        ("milestone-states", listed(MilestoneState::ALL)),
        ("city-roles", listed(Role::ALL)),
        ("staff-roles", listed(StaffRole::ALL)),
        ("self-assessment-sections", listed(Section::ALL)),
        ("scales-old", OLD_SCALES.to_owned()),
        ("scales-new", NEW_SCALES.to_owned()),
        ("reminder-days", listed(reminders::LADDER)),
        ("reminder-copies-from", counted(reminders::COPIES_FROM, "day")),
        ("reminder-grace", counted(reminders::GRACE, "day")),
        ("reminder-hour", reminders::HOUR.to_string()),
        ("answer-days", counted(voices::Rules::default().reply_days, "day")),
        ("long-overdue-days", counted(LONG_LATE, "day")),
        ("silent-months", counted(SILENT_MONTHS, "month")),
        ("assessment-expiry-months", counted(ASSESSMENT_EXPIRY_MONTHS, "month")),
        ("review-soon-days", counted(review::SOON, "day")),
        ("week-soon-days", counted(week::SOON, "day")),
    ] {
        assert!(values.insert(id.to_owned(), value).is_none(), "{id} twice");
    }
}

/// Lists all differences between the document and the code, one per line.
fn faults(document: &str, mut values: Values) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = Vec::new();
    for row in rows(document) {
        if seen.contains(&row.id) {
            faults.push(format!("{}: twice", row.id));
            continue;
        }
        match values.remove(&row.id) {
            Some(value) if value == row.value => {}
            Some(value) => faults.push(format!("{}: {:?}, but the code has {value:?}", row.id, row.value)),
            None if row.value.is_empty() => {}
            None => faults.push(format!("{}: {:?} is compared with nothing", row.id, row.value)),
        }
        if row.source.is_empty() {
            faults.push(format!("{}: no source", row.id));
        }
        if !root().join(&row.code).is_file() {
            faults.push(format!("{}: there is no file {}", row.id, row.code));
        }
        seen.push(row.id);
    }
    faults.extend(values.keys().map(|id| format!("{id}: not in the document")));
    faults
}

fn document() -> String {
    std::fs::read_to_string(root().join("docs/RULES.md")).unwrap()
}

fn values() -> Values {
    let mut values = Values::new();
    of_rule_set(&mut values);
    of_code(&mut values);
    values
}

#[test]
fn the_document_has_the_rules_of_the_code() {
    let faults = faults(&document(), values());
    assert!(faults.is_empty(), "docs/RULES.md:\n{}", faults.join("\n"));
}

#[test]
fn the_document_names_every_rule_set() {
    let sets = std::fs::read_dir(root().join("domain/src/rules")).unwrap();
    let sets = sets.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let sets: Vec<String> = sets.filter(|name| name.ends_with(".json")).collect();
    assert_eq!(sets, ["ogp-local-2022.json"], "of_rule_set reads only the newest");
}

#[test]
fn a_changed_value_a_missing_rule_and_an_unknown_value_are_found() {
    let document = document();
    let changed = document.replace("| `2 months` |", "| `3 months` |");
    let without = document.lines().filter(|line| !line.starts_with("| `reply-days`"));
    let without: Vec<&str> = without.collect();
    let unknown = format!("{document}\n| `new-rule` Something. | `8` | Nobody | | `Makefile` |\n");
    for (document, fault) in [
        (changed, "due-inception: \"3 months\", but the code has \"2 months\""),
        (without.join("\n"), "reply-days: not in the document"),
        (unknown, "new-rule: \"8\" is compared with nothing"),
    ] {
        assert_eq!(faults(&document, values()), [fault]);
    }
}
