//! `besa spec`: the API's description, as committed in `docs/openapi.json`.

pub(super) fn print() {
    print!("{}", besa_api::spec());
}
