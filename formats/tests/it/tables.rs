//! The choice lists of the workbook match the codes of the records.

use besa_domain::imports::layout::{ORGANISATIONS, PARTS, ROLES, STATES, VALUES};
use besa_domain::milestones::MilestoneState;
use besa_domain::stakeholders::{OrganisationKind, PartKind};
use besa_text::codes;

#[test]
fn the_workbook_has_the_codes_of_the_records() {
    let sorted = |mut codes: Vec<&'static str>| {
        codes.sort_unstable();
        codes
    };
    let records = [
        (STATES, MilestoneState::ALL.iter().map(|state| state.code()).collect()),
        (
            ORGANISATIONS,
            OrganisationKind::ALL.iter().map(|kind| kind.code()).collect(),
        ),
        (PARTS, PartKind::ALL.iter().map(|part| part.code()).collect()),
        (ROLES, PartKind::ALL.iter().map(|part| part.code()).collect()),
        (VALUES, codes::OGP_VALUES.to_vec()),
    ];
    for (offered, known) in records {
        assert_eq!(sorted(offered.to_vec()), sorted(known));
    }
}
