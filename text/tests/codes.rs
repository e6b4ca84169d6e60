//! Every code has a text in every language, and no two codes of a kind share one.

use besa_text::codes::*;
use besa_text::{Language, Words, words};

type Say = fn(&Words, &str) -> String;

const CODED: &[(&[&str], Say)] = &[
    (MILESTONE_STATES, milestone_state),
    (MILESTONE_HINTS, milestone_hint),
    (PLAN_STATES, plan_state),
    (COMMITMENT_STATES, commitment_state),
    (EVIDENCE_STATES, evidence_state),
    (EVIDENCE_KINDS, evidence_kind),
    (RESPONSES, response),
    (HIDE_RULES, hide_rule),
    (SHELVES, shelf),
    (REST_DAYS, rest_day),
    (COMPLETIONS, completion),
    (DEGREES, degree),
    (DEGREE_HINTS, degree_hint),
    (ASSESSMENT_KINDS, assessment_kind),
    (ASSESSMENT_STATES, assessment_state),
    (ASSESSMENT_SECTIONS, assessment_section),
    (QUESTIONS, question),
    (CHOICES, choice),
    (REQUIREMENTS, requirement),
    (REQUIREMENT_STATES, requirement_state),
    (LACKS, lack),
    (OBLIGATIONS, obligation),
    (MISSING, missing),
    (OGP_VALUES, ogp_value),
    (ROLES, role),
    (ROLE_HINTS, role_hint),
    (ORGANISATION_KINDS, organisation_kind),
    (PARTS, part),
    (FORUM_KINDS, forum_kind),
    (SEAT_SIDES, seat_side),
    (STRATEGY_KINDS, strategy_kind),
    (MEETING_STATES, meeting_state),
    (PRECISIONS, precision),
    (JOB_STATES, job_state),
    (REVIEW_NEEDS, review_need),
    (REVIEW_SORTS, review_sort),
    (QUERY_STATES, query_state),
    (JOB_KINDS, job_kind),
    (TOKEN_SCOPES, token_scope),
    (POLICY_AREAS, policy_area),
    (COUNTRIES, country),
];

const REFUSAL: Refusal<'_> = Refusal {
    field: "FIELD",
    given: "GIVEN",
    least: "LEAST",
    limit: "LIMIT",
};

#[test]
fn every_code_has_a_text() {
    for language in Language::ALL {
        let w = words(language);
        for (list, say) in CODED {
            let texts: std::collections::BTreeSet<String> = list.iter().map(|code| say(w, code)).collect();
            assert_eq!(texts.len(), list.len(), "two of {list:?} read the same");
            for (code, text) in list.iter().map(|code| (code, say(w, code))) {
                assert_ne!(text, w.common_unknown_code(code));
            }
        }
        for code in FORM_ERRORS {
            let text = form_error(w, code, REFUSAL);
            assert!(text.ends_with('.'), "{code} is no sentence: {text}");
            assert_ne!(text, w.common_unknown_code(code));
        }
        for code in IMPORT_NOTES {
            let text = import_note(
                w,
                code,
                Doubt {
                    given: "GIVEN",
                    used: "USED",
                },
            );
            assert!(text.ends_with('.'), "{code} is no sentence: {text}");
        }
        for status in ERROR_PAGES {
            let (title, text) = error_page(w, *status, "LIMIT");
            assert!(!title.is_empty() && text.ends_with('.'));
        }
    }
}

#[test]
fn roles_and_states_have_the_agreed_texts() {
    assert_eq!(
        ROLES,
        [
            "admin",
            "coordinator",
            "implementer",
            "cocreator",
            "monitor",
            "viewer",
            "reviewer",
            "operator"
        ]
    );
    assert_eq!(ROLE_HINTS, ROLES);
    assert_eq!(milestone_state(words(Language::Sq), "late"), "Me vonesë");
    assert_eq!(milestone_state(words(Language::En), "not_reported"), "Not reported");
}

#[test]
fn countries_and_policy_areas_are_translated() {
    let (en, sq) = (words(Language::En), words(Language::Sq));
    assert_eq!(
        (country(en, "AL"), country(sq, "AL")),
        ("Albania".to_owned(), "Shqipëri".to_owned())
    );
    assert_eq!(
        (country(en, "XK"), country(sq, "XK")),
        ("Kosovo".to_owned(), "Kosovë".to_owned())
    );
    assert_eq!(policy_area(en, "open-data"), "Open Data");
    assert_eq!(policy_area(sq, "open-data"), "Të dhënat e hapura");
}

#[test]
fn an_unknown_code_is_shown() {
    assert_eq!(role(words(Language::En), "mayor"), "Unknown value “mayor”");
}

#[test]
fn arguments_are_in_their_places() {
    let w = words(Language::En);
    assert_eq!(
        form_error(
            w,
            "out_of_range",
            Refusal {
                field: "Percent",
                least: "0",
                limit: "100",
                given: ""
            }
        ),
        "“Percent” must be between 0 and 100."
    );
    assert_eq!(
        form_error(
            w,
            "file_too_large",
            Refusal {
                given: "scan.pdf",
                limit: "20 MB",
                ..Refusal::default()
            }
        ),
        "“scan.pdf” is too large. Files can be up to 20 MB. Save it at a lower resolution, or add a link."
    );
    assert_eq!(
        import_note(
            w,
            "month_only",
            Doubt {
                given: "July 2014",
                used: "31 Jul 2014"
            }
        ),
        "“July 2014” gives only a month. The month’s last day is used: 31 Jul 2014."
    );
}

#[test]
fn inserted_text_has_no_bidi_marks() {
    for language in Language::ALL {
        let text = words(language).common_title_page("a", "b");
        assert_eq!(text, "a – b");
    }
}

#[test]
fn plurals_follow_the_language() {
    let w = words(Language::En);
    assert_eq!(w.common_days_late(1), "1 day late");
    assert_eq!(w.common_days_late(23), "23 days late");
    assert_eq!(w.common_days_left(0), "Due today");
    assert_eq!(
        w.mail_reminder_ahead_subject(7, "Open the register", "30 Nov 2026"),
        "Due in 7 days: Open the register (30 Nov 2026)"
    );
    let w = words(Language::Sq);
    assert_eq!(w.common_milestones(1), "1 pikë kyçe");
    assert_eq!(w.common_milestones(2), "2 pika kyçe");
    assert_eq!(w.form_errors_title(3), "Tri gjëra për të ndrequr para ruajtjes");
}
