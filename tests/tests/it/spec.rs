//! The committed API description is the one that the program prints.

#[test]
fn the_committed_api_description_is_current() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == besa_api::spec(),
        "docs/openapi.json is not current: run `make spec`"
    );
}
