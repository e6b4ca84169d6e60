//! `besa spec`: prints the OpenAPI description that is committed as `docs/openapi.json`.

pub(super) fn print() {
    print!("{}", besa_api::spec());
}
