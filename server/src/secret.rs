//! URLs that may contain a password.

use url::Url;

/// A URL that may contain a password. Its `Debug` form hides the password and the query.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Returns the URL with its password.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(address: String) -> Self {
        Self(address)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Ok(mut url) = Url::parse(&self.0) else {
            return f.write_str("…");
        };
        if url.password().is_some() && url.set_password(Some("***")).is_err() {
            return f.write_str("…");
        }
        // PostgreSQL also accepts a password in the query.
        if url.query().is_some() {
            url.set_query(Some("***"));
        }
        f.write_str(url.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        let secret = Secret("postgres://besa:hunter2@db/besa".to_owned());
        assert_eq!(format!("{secret:?}"), "postgres://besa:***@db/besa");
        let secret = Secret("postgres://db/besa?user=besa&password=hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "postgres://db/besa?***");
    }
}
