//! Parses `tests/matrix/*.toml`. `groups.toml` there explains the rows.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rows of all files, and the groups of roles.
#[derive(Debug)]
pub(super) struct Matrix {
    /// Groups of roles by name.
    groups: BTreeMap<String, Vec<String>>,
    /// The rows.
    pub(super) rows: Vec<Row>,
}

/// A file of rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    row: Vec<Row>,
}

/// The expectations for calls that do the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// Method and path, as in the router.
    pub(super) calls: Vec<String>,
    /// The kind of record that `{id}`, `:id`, `:secret` or `:file` stands for.
    pub(super) about: Option<String>,
    /// Who is allowed: roles in the city, groups of roles, `signed-in`, or `anybody`, who sees only published
    /// records.
    pub(super) may: Vec<String>,
    /// Who is allowed only on commitments they are assigned to.
    #[serde(default)]
    pub(super) assigned: Vec<String>,
    /// The JSON body, with `$name` for values of the world.
    pub(super) json: Option<String>,
    /// The form fields.
    pub(super) form: Option<BTreeMap<String, String>>,
    /// Whether the form is multipart, like a form that can have files.
    #[serde(default)]
    pub(super) parts: bool,
    /// Whether the API is called with a session, as a browser does.
    #[serde(default)]
    pub(super) session: bool,
    /// Whether the secret in the path is enough, for any caller from any city.
    #[serde(default)]
    pub(super) secret: bool,
    /// Whether the record belongs to no city, so that there is no record of another city to test.
    #[serde(default)]
    pub(super) everywhere: bool,
    /// Whether mail programs send this form: CSRF token and origin are not checked.
    #[serde(default)]
    pub(super) from_anywhere: bool,
    /// Whether the path is of a draft plan that nobody outside the city works with.
    #[serde(default)]
    pub(super) unseen: bool,
    /// Whether the path is of an earlier plan.
    #[serde(default)]
    pub(super) earlier: bool,
    /// Roles that are not allowed, but may do something else here, and so get `missing` instead of `refused`
    /// for a record that does not exist.
    #[serde(default)]
    pub(super) see_missing: Vec<String>,
    /// The name of a file that is sent with the form.
    pub(super) file: Option<String>,
    /// The version for the header `If-Match`, for calls without a version in the body.
    pub(super) if_match: Option<String>,
    /// The status for a signed-in caller who is not allowed. Default 403.
    pub(super) refused: Option<u16>,
    /// The status without a session, for a record that does not exist for the public. Default: sign-in.
    pub(super) nobody: Option<u16>,
    /// The status of an allowed call. Default: 201 for POST and 204 for DELETE in the API, 303 for a form, otherwise 200.
    pub(super) ok: Option<u16>,
    /// The status for a record that does not exist. Default 404.
    pub(super) missing: Option<u16>,
    /// The status if the body names a record of another city. Default 404.
    pub(super) wrong: Option<u16>,
    /// The status of an allowed call by a signed-in caller, if different.
    pub(super) signed_in: Option<u16>,
}

impl Matrix {
    /// Reads the committed files, and derives the rows for the pages of each plan. `routes`: all existing
    /// routes.
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

    /// Returns whether a list of roles and groups contains `who`.
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
    /// Returns the row for the page of any plan that corresponds to this page of the current plan.
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
