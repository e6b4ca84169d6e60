//! The committed description of the API is the one the program gives.

#[test]
fn the_committed_description_is_the_present_one() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == besa_api::spec(),
        "docs/openapi.json is not current: run `make spec`"
    );
}
