//! `tests/matrix/*.toml`: who may do what, written by people, one file a feature.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rows of all files, and the groups that they name.
#[derive(Debug)]
pub(super) struct Matrix {
    /// Names for roles that often occur together.
    groups: BTreeMap<String, Vec<String>>,
    /// The rows.
    pub(super) rows: Vec<Row>,
}

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    row: Vec<Row>,
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
    /// Who may on the commitments that they are assigned to.
    #[serde(default)]
    pub(super) assigned: Vec<String>,
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
    /// The status without a session, where the record does not exist for the public: by default, to sign in.
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
    /// Reads the committed files, and derives the rows of pages that are there for each plan. `routes` are
    /// all that exist.
    pub(super) fn read(routes: &BTreeSet<String>) -> Self {
        // Cargo runs tests in the folder of their crate.
        let folder = Path::new("matrix");
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let mut rows = Vec::new();
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect();
        names.sort();
        for name in names
            .iter()
            .filter_map(|name| name.to_str())
            .filter(|name| *name != "groups.toml")
        {
            let file: File = toml::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            rows.extend(file.row);
        }
        let written: BTreeSet<_> = rows.iter().flat_map(|row| row.calls.clone()).collect();
        let derived: Vec<Row> = rows
            .iter()
            .flat_map(|row| row.calls.iter().filter_map(|call| row.of_each_plan(call)))
            .filter(|row| {
                row.calls
                    .iter()
                    .all(|call| routes.contains(call) && !written.contains(call))
            })
            .collect();
        rows.extend(derived);
        let groups = toml::from_str(&read("groups.toml")).unwrap();
        Self { groups, rows }
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

impl Row {
    /// The row of the page that does for any plan what this call does for the current one.
    fn of_each_plan(&self, call: &str) -> Option<Self> {
        const WORKSPACE: &str = "/:city/:lang/w/";
        const PLAN: &str = "/:city/:lang/plan";
        const COMMITMENT: &str = "/:city/:lang/commitments/";
        let (method, path) = call.split_once(' ')?;
        let (path, earlier) = if let Some(rest) = path.strip_prefix(WORKSPACE) {
            (format!("{WORKSPACE}plans/:plan/{rest}"), self.earlier)
        } else if let Some(rest) = path.strip_prefix(COMMITMENT) {
            (format!("/:city/:lang/plans/:plan/commitments/{rest}"), true)
        } else {
            let rest = path.strip_prefix(PLAN)?;
            (format!("/:city/:lang/plans/:plan{rest}"), true)
        };
        Some(Self {
            calls: vec![format!("{method} {path}")],
            earlier,
            ..self.clone()
        })
    }
}
