//! The report as HTML.

use besa_domain::reports::Content;
use besa_domain::reports::self_assessment::{SelfAssessment, State};
use besa_formats::{html, sheet::sheet};

use crate::sample::{self, HOSTILE};

fn fragment(report: &SelfAssessment) -> String {
    html::fragment(&sheet(&Content::from(report.clone())), 1).unwrap()
}

pub(crate) fn page(report: &SelfAssessment) -> String {
    html::page(&sheet(&Content::from(report.clone()))).unwrap()
}

#[test]
fn the_fragment_stays_as_it_is() {
    insta::assert_snapshot!(fragment(&sample::full()));
}

#[test]
fn the_empty_page_stays_as_it_is() {
    insta::assert_snapshot!(page(&sample::empty()));
}

#[test]
fn its_figures_are_those_of_the_report() {
    let report = sample::full();
    let html = fragment(&report);
    let counts = report.milestones();
    for (state, class) in [
        (State::Done, "done"),
        (State::Late, "late"),
        (State::NotReported, "none"),
    ] {
        let expected = format!("<span class=\"st st-{class}\"><b>{}</b>", counts.get(state));
        assert!(html.contains(&expected), "{expected}");
        assert_eq!(
            html.matches(&format!("b-{class}\"")).count(),
            usize::try_from(counts.get(state)).unwrap()
        );
    }
    assert!(html.contains("2 of 8 milestones are done. One is late. One is stuck."));
}

#[test]
fn text_is_text() {
    let mut report = sample::full();
    for text in [
        &mut report.plan.title,
        &mut report.city.name,
        &mut report.evidence[1].title,
    ] {
        *text = format!("{HOSTILE}\" onclick=\"x");
    }
    report.evidence[1].place = "javascript:alert(1)".to_owned();
    let html = page(&report);
    assert!(!html.contains("<script"));
    assert!(!html.contains("href=\"javascript:"));
    assert!(!html.contains("\" onclick"));
    assert!(html.contains("&#60;script&#62;alert(1)"));
}

#[test]
fn the_file_stands_alone() {
    let html = page(&SelfAssessment {
        language: "sq".to_owned(),
        ..sample::full()
    });
    assert!(html.starts_with("<!doctype html>\n<html lang=\"sq\">"));
    assert!(!html.contains(" style="), "a style attribute");
    for outside in ["<link", "@import", "src="] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    assert_eq!(html.matches("<main").count(), 1);
}
