//! Questions of reviewers and the answers, for the tests.

use super::{city, hostile, hostile_city, person};
use crate::mail::query::QueryText;
use besa_domain::jobs::Recipient;
use besa_domain::tenants::Tenant;
use besa_text::Language;
use time::macros::date;

pub(super) fn all(language: Language) -> Vec<(&'static str, Tenant, Recipient, QueryText)> {
    let asked = QueryText {
        id: "01900000-0000-7000-8000-000000000009".to_owned(),
        commitment: Some((3, "Drinking-water results for every rural village".to_owned())),
        question: "The results of two villages are missing.\n\nWhen will they be there?".to_owned(),
        on: date!(2026 - 11 - 23),
        due_on: Some(date!(2026 - 12 - 07)),
        answer: None,
    };
    let answered = QueryText {
        answer: Some("The laboratory sends them on Friday.".to_owned()),
        ..asked.clone()
    };
    let whole = QueryText {
        commitment: None,
        due_on: None,
        ..asked.clone()
    };
    let sharp = QueryText {
        commitment: Some((1, "</p><script>alert(1)</script>\r\nBcc: x@example.org".to_owned())),
        question: "<svg onload=alert(1)> & \"quotes\"\n.\nQUIT".to_owned(),
        answer: Some("</td></table><a href=\"https://elsewhere.example\">here</a>".to_owned()),
        ..asked.clone()
    };
    let elbasan = || city("Bashkia Elbasan", false);
    vec![
        ("asked", elbasan(), person(language, Some("Zana Hoxha")), asked),
        ("plain", city("Bashkia Shembull", true), person(language, None), whole),
        ("answered", elbasan(), person(language, Some("Zana Hoxha")), answered),
        ("hostile", hostile_city(), hostile(language), sharp),
    ]
}
