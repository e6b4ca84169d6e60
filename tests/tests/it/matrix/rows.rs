//! `tests/matrix.toml`: who may do what, written by people.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The file: groups of roles, and a row for each route.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Matrix {
    /// Names for roles that often stand together.
    pub(super) groups: BTreeMap<String, Vec<String>>,
    /// The rows.
    pub(super) row: Vec<Row>,
}

/// What is expected of some routes that do the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// Method and address, as the router writes them.
    pub(super) calls: Vec<String>,
    /// Which record `{id}`, `:id`, `:secret` or `:file` is.
    pub(super) about: Option<String>,
    /// Who may: roles of the city, groups of them, `signed-in`, or `anybody`, who then sees what is
    /// published.
    pub(super) may: Vec<String>,
    /// Who may on the commitments she is assigned to alone.
    #[serde(default)]
    pub(super) hers: Vec<String>,
    /// What is sent as JSON, with `$name` for values of the world.
    pub(super) json: Option<String>,
    /// What is sent as a form.
    pub(super) form: Option<BTreeMap<String, String>>,
    /// The form is sent in parts, as one that can bring files.
    #[serde(default)]
    pub(super) parts: bool,
    /// The API is asked by session, as a browser does.
    #[serde(default)]
    pub(super) session: bool,
    /// The secret in the address opens it to whoever holds it, in whatever city.
    #[serde(default)]
    pub(super) secret: bool,
    /// It is about every city alike: no record is another city's.
    #[serde(default)]
    pub(super) everywhere: bool,
    /// Mail programs send it, from nowhere: neither a form's token nor its page is asked for.
    #[serde(default)]
    pub(super) from_anywhere: bool,
    /// The address is of an earlier plan.
    #[serde(default)]
    pub(super) earlier: bool,
    /// Roles that may not, but may other things here, and so are told what is not there.
    #[serde(default)]
    pub(super) told: Vec<String>,
    /// A file of the world that goes with the form.
    pub(super) file: Option<String>,
    /// The version that the caller saw, where no body says it.
    pub(super) if_match: Option<String>,
    /// The status for somebody who is signed in and may not: 403 unless said.
    pub(super) refused: Option<u16>,
    /// The status for nobody, where what is asked for is not there for her: to sign in unless said.
    pub(super) nobody: Option<u16>,
    /// The status of an allowed call: 200, and 303 for a form, unless said.
    pub(super) ok: Option<u16>,
    /// The status for a record that is not there: 404 unless said.
    pub(super) missing: Option<u16>,
    /// The status when what is sent names a record of another city: 404 unless said.
    pub(super) wrong: Option<u16>,
    /// The status of an allowed call by somebody who is signed in, where it differs.
    pub(super) signed_in: Option<u16>,
}

impl Matrix {
    /// The committed file.
    pub(super) fn read() -> Self {
        toml::from_str(include_str!("../../../matrix.toml")).unwrap()
    }

    /// Whether a list of roles and groups names this one.
    pub(super) fn names(&self, list: &[String], who: &str) -> bool {
        list.iter().any(|name| {
            name == who
                || self
                    .groups
                    .get(name)
                    .is_some_and(|group| group.iter().any(|one| one == who))
        })
    }
}
