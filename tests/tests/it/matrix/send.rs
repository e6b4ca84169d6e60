//! Builds a request from a row of the matrix.

use crate::matrix::rows::Row;
use crate::matrix::world::{Caller, Values};
use poem::http::{Method, header};
use poem::{Body, Request};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU32, Ordering};

const BOUNDARY: &str = "besa-boundary";

/// Every call has a source address of its own, so that rate limits do not apply.
static ADDRESS: AtomicU32 = AtomicU32::new(0x0a00_0000);

/// How a caller authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Correctly: to the API with a token, to pages with a session and its CSRF token.
    Right,
    /// With the session cookie but without the CSRF token.
    WithoutFormToken,
    /// With an Origin header of another site.
    FromElsewhere,
}

/// A method and path, with its row.
pub(super) struct Call<'r> {
    row: &'r Row,
    method: Method,
    path: &'r str,
}

impl<'r> Call<'r> {
    pub(super) fn of(line: &'r str, row: &'r Row) -> Self {
        let (method, path) = line.split_once(' ').unwrap();
        Self {
            row,
            method: method.parse().unwrap(),
            path,
        }
    }

    pub(super) fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    pub(super) fn is_of_city(&self) -> bool {
        self.path.contains("{tenant}") || self.path.contains(":city")
    }

    /// Returns whether the method can change data.
    pub(super) fn changes(&self) -> bool {
        self.method != Method::GET
    }

    /// Returns the status of an allowed call.
    pub(super) fn ok(&self) -> u16 {
        self.row.ok.unwrap_or(match (self.is_api(), self.method.as_str()) {
            (true, "POST") => 201,
            (true, "DELETE") => 204,
            (false, "POST") => 303,
            _ => 200,
        })
    }

    /// Returns the status for a caller without the right: not signed in: 401 or sign-in; no role in the city:
    /// 404; another role: 403.
    pub(super) fn refusal(&self, caller: &Caller) -> u16 {
        match (&caller.keys, caller.role) {
            // Pages of the workspace redirect to sign-in.
            (None, _) if self.row.nobody.is_some() && self.is_api() => self.row.nobody.unwrap_or(404),
            (None, _) if !self.is_api() && !self.changes() => 303,
            (None, _) => 401,
            (Some(_), None) if self.is_of_city() => 404,
            (Some(_), _) => self.row.refused.unwrap_or(403),
        }
    }

    /// Returns whether the path names a record of a plan, which could be a draft.
    pub(super) fn names_plan(&self) -> bool {
        let of_plan = [
            "plan",
            "commitment",
            "milestone",
            "evidence",
            "file",
            "report",
            "comment",
            "answered-comment",
            "proposal",
            "answered-proposal",
            "subject",
        ];
        let about = self.row.about.as_deref().is_some_and(|about| of_plan.contains(&about));
        self.parts().any(|part| part == "plan" || (part == "id" && about))
    }

    /// Returns whether the path names a record.
    pub(super) fn names_record(&self) -> bool {
        let fixed = ["tenant", "city", "lang", "code", "file", "kind", "section"];
        self.parts().any(|part| !fixed.contains(&part))
    }

    /// Returns whether the body names a record.
    pub(super) fn sends_record(&self) -> bool {
        let form = self.row.form.iter().flat_map(|form| form.values());
        form.chain(&self.row.json)
            .flat_map(|text| text.split('$').skip(1))
            .any(|name| !word(name).contains('.'))
    }

    /// Lists the parameters of the path.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter_map(|part| Some(varies(part)?.0))
    }

    /// Fills the path with the records of `values`.
    pub(super) fn address(&self, values: &Values) -> String {
        let about = self.row.about.as_deref();
        let fill = |part: &str| {
            let (name, ending) = varies(part)?;
            let value = match name {
                "tenant" | "city" => "elbasan",
                "lang" => "en",
                "code" => "sq",
                "kind" => about.unwrap(),
                "section" if self.path.contains("/reports/") => "introduction",
                "section" => "about",
                "plan" if self.is_api() => &values["plan"],
                "plan" => &values["reference"],
                "number" => &values["number"],
                "commitment" => &values["page"],
                "milestone" => &values["step"],
                "token" => &values["token"],
                _ => &values[about.unwrap()],
            };
            Some(format!("{value}{ending}"))
        };
        let parts: Vec<_> = self
            .path
            .split('/')
            .map(|part| fill(part).unwrap_or_else(|| part.to_owned()))
            .collect();
        parts.join("/")
    }

    /// Builds a caller's request: `at` has the records of the path, `named` those of the body.
    pub(super) fn request(&self, caller: &Caller, key: Key, at: &Values, named: &Values) -> Request {
        let address = IpAddr::V4(Ipv4Addr::from(ADDRESS.fetch_add(1, Ordering::Relaxed)));
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri_str(self.address(at))
            .extension(address);
        let csrf = match (&caller.keys, key) {
            (Some((token, _, _)), Key::Right) if self.is_api() && !self.row.session => {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
                ""
            }
            (Some((_, cookie, csrf)), _) => {
                request = request.header(header::COOKIE, format!("besa_session={cookie}"));
                if key == Key::WithoutFormToken { "" } else { csrf }
            }
            (None, _) => "",
        };
        if self.is_api() && key == Key::Right && !csrf.is_empty() {
            request = request.header("x-csrf-token", csrf);
        }
        if self.changes() && !self.is_api() {
            let origin = if key == Key::FromElsewhere {
                "https://elsewhere.example"
            } else {
                "http://localhost:8080"
            };
            request = request.header(header::ORIGIN, origin);
        }
        // `$milestone` is a record named in the body; `$milestone.version` is a value of the record in the
        // path.
        let value = |name: &str| {
            if name.contains('.') {
                at.get(name)
            } else {
                named.get(name)
            }
        };
        let fill = |text: &str| fill(text, value);
        if let Some(seen) = &self.row.if_match {
            request = request.header(header::IF_MATCH, fill(seen));
        }
        if let Some(json) = &self.row.json {
            return request.content_type("application/json").body(Body::from(fill(json)));
        }
        let sends = self.changes() && (!self.is_api() || self.row.form.is_some() || self.row.file.is_some());
        if !sends {
            return request.finish();
        }
        let mut fields = vec![("csrf", csrf.to_owned()), ("nonce", address.to_string())];
        if self.is_api() {
            fields.clear();
        }
        fields.extend(
            self.row
                .form
                .iter()
                .flatten()
                .map(|(name, value)| (name.as_str(), fill(value))),
        );
        if self.row.parts || self.row.file.is_some() {
            let kind = format!("multipart/form-data; boundary={BOUNDARY}");
            let parts = parts(&fields, self.row.file.as_deref());
            return request.content_type(&kind).body(Body::from(parts));
        }
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        request.content_type(kind).body(Body::from(body.finish()))
    }
}

/// Splits a path parameter into its name and its suffix: `id` and `.json`.
fn varies(part: &str) -> Option<(&str, &str)> {
    let name = part
        .strip_prefix(':')
        .or_else(|| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))?;
    Some(name.split_at(name.find('.').unwrap_or(name.len())))
}

/// Encodes a multipart form with at most one file.
fn parts(fields: &[(&str, String)], file: Option<&str>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.bytes());
    }
    if let Some(name) = file {
        let content: &[u8] = match name {
            "plan.csv" => crate::matrix::world::CSV.as_bytes(),
            "logo.png" => LOGO,
            other => panic!("no file {other}"),
        };
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

/// A PNG of one transparent pixel.
pub(super) const LOGO: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1,
    0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// Replaces each `$name` with its value.
fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v String>) -> String {
    let mut parts = text.split('$');
    let mut filled = parts.next().unwrap().to_owned();
    for part in parts {
        let name = word(part);
        filled += value(name).unwrap_or_else(|| panic!("no value {name}"));
        filled += &part[name.len()..];
    }
    filled
}

/// Returns the leading letters and dots of a text.
fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_lowercase() && letter != '.');
    &text[..end.unwrap_or(text.len())]
}
