//! From a row of the matrix to a request.

use crate::matrix::rows::Row;
use crate::matrix::world::{Caller, Values};
use poem::http::{Method, header};
use poem::{Body, Request};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU32, Ordering};

const BOUNDARY: &str = "besa-boundary";

/// Every call comes from an address of its own, so that nothing counts as too many.
static ADDRESS: AtomicU32 = AtomicU32::new(0x0a00_0000);

/// How a caller authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Correctly: to the API by a token, to pages by a session and its CSRF token.
    Right,
    /// By the session cookie alone.
    WithoutFormToken,
    /// From a page of another site.
    FromElsewhere,
}

/// One route.
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

    /// Whether it may change something.
    pub(super) fn changes(&self) -> bool {
        self.method != Method::GET
    }

    /// The status of an allowed call.
    pub(super) fn ok(&self) -> u16 {
        self.row.ok.unwrap_or(match (self.is_api(), self.method.as_str()) {
            (true, "POST") => 201,
            (true, "DELETE") => 204,
            (false, "POST") => 303,
            _ => 200,
        })
    }

    /// The status for somebody who may not: nobody must sign in, who has no role here finds
    /// nothing, who has another role is told so.
    pub(super) fn refusal(&self, caller: &Caller) -> u16 {
        match (&caller.keys, caller.role) {
            // The workspace has nobody sign in first.
            (None, _) if self.row.nobody.is_some() && self.is_api() => self.row.nobody.unwrap_or(404),
            (None, _) if !self.is_api() && !self.changes() => 303,
            (None, _) => 401,
            (Some(_), None) if self.is_of_city() => 404,
            (Some(_), _) => self.row.refused.unwrap_or(403),
        }
    }

    /// Whether the address names a record of a plan, which may be a draft's.
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

    /// Whether the address names a record.
    pub(super) fn names_record(&self) -> bool {
        let fixed = ["tenant", "city", "lang", "code", "file", "kind", "section"];
        self.parts().any(|part| !fixed.contains(&part))
    }

    /// Whether what is sent names a record.
    pub(super) fn sends_record(&self) -> bool {
        let form = self.row.form.iter().flat_map(|form| form.values());
        form.chain(&self.row.json)
            .flat_map(|text| text.split('$').skip(1))
            .any(|name| !word(name).contains('.'))
    }

    /// Names of what varies in the address.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter_map(|part| Some(varies(part)?.0))
    }

    /// The address, with the records of `values`.
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

    /// The request of one person.
    pub(super) fn request(&self, caller: &Caller, key: Key, at: &Values, said: &Values) -> Request {
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
        // `$milestone` is a record; `$milestone.version` is a fact of the one that is addressed.
        let value = |name: &str| {
            if name.contains('.') {
                at.get(name)
            } else {
                said.get(name)
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

/// The name of a part of an address that varies, and how the part ends: `id` and `.json`.
fn varies(part: &str) -> Option<(&str, &str)> {
    let name = part
        .strip_prefix(':')
        .or_else(|| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))?;
    Some(name.split_at(name.find('.').unwrap_or(name.len())))
}

/// A form in parts, with at most one file.
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

/// One transparent dot.
pub(super) const LOGO: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1,
    0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// `$name` becomes the value of that name.
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

/// The letters and dots that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_lowercase() && letter != '.');
    &text[..end.unwrap_or(text.len())]
}
