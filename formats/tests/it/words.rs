//! Every code in the program has a label.

use besa_domain::policy_areas;
use besa_domain::tenants::is_country;
use besa_text::codes::{COUNTRIES, POLICY_AREAS, policy_area};
use besa_text::{Language, words};

#[test]
fn every_country_of_a_city_has_a_name() {
    let letters = || ('A'..='Z').flat_map(|first| ('A'..='Z').map(move |second| format!("{first}{second}")));
    let known: Vec<String> = letters().filter(|code| is_country(code)).collect();
    assert_eq!(known, COUNTRIES);
}

#[test]
fn every_policy_area_has_a_name_and_the_english_one_is_ogps() {
    let w = words(Language::En);
    let named: Vec<(&str, String)> = POLICY_AREAS.iter().map(|code| (*code, policy_area(w, code))).collect();
    let known = policy_areas::ALL.iter().map(|area| (area.code, area.label.to_owned()));
    assert_eq!(named, known.collect::<Vec<_>>());
    for area in policy_areas::ALL {
        assert!(area.theme.is_none_or(policy_areas::is_known), "{area:?}");
    }
}
