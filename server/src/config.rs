//! Settings: the embedded defaults, then a file, then `BESA_*`. Wrong ones refuse to start, with
//! one clear line.

use crate::proxies::Proxies;
use anyhow::{Context, bail};
use besa_domain::copy_fields;
use besa_domain::log::LogKey;
use besa_domain::ports::FileLimits;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

const DEFAULTS: &str = include_str!("../config.default.toml");

/// Every setting, checked. Each is explained in `config.default.toml`.
#[derive(Clone)]
pub struct Settings {
    /// Where the embedded default keeps everything.
    pub data_dir: PathBuf,
    /// The database.
    pub database_url: Secret,
    /// The owner of the tables on PostgreSQL.
    pub database_owner_url: Option<Secret>,
    /// Most connections to the database.
    pub database_connections: u32,
    /// Redis.
    pub redis_url: Option<Secret>,
    /// The mail server.
    pub smtp_url: Option<Secret>,
    /// The address mails come from.
    pub mail_from: String,
    /// Its name; the city's own where there is none.
    pub mail_name: Option<String>,
    /// A mailbox for mails that stop a digest.
    pub mail_unsubscribe: Option<String>,
    /// Where files are kept.
    pub files_url: Url,
    /// How much a city may store, and how much stays free.
    pub file_limits: FileLimits,
    /// The address people reach this at, without a slash at the end.
    pub base_url: String,
    /// Where pages and the API are served.
    pub listen: SocketAddr,
    /// Most open connections.
    pub connections: usize,
    /// The proxies whose word on a client's address is taken.
    pub trusted_proxies: Proxies,
    /// Where metrics are served.
    pub metrics_listen: Option<SocketAddr>,
    /// How long requests are still taken after the signal to stop.
    pub shutdown_pause: Duration,
    /// The secret seed of the key that signs the heads of the log.
    pub log_key: Option<LogKey>,
    /// JSON or text.
    pub log_format: LogFormat,
    /// A tracing filter.
    pub log: String,
    /// Whether a new embedded database is filled with the demo.
    pub demo: bool,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// An address that may hold a password: never printed whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The address itself.
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
        // Databases take a password there, too.
        if url.query().is_some() {
            url.set_query(Some("***"));
        }
        f.write_str(url.as_str())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    data_dir: PathBuf,
    database_url: String,
    database_owner_url: String,
    database_connections: u32,
    redis_url: String,
    smtp_url: String,
    mail_from: String,
    mail_name: String,
    mail_unsubscribe: String,
    files_url: String,
    city_bytes: i64,
    reserve_bytes: u64,
    base_url: String,
    listen: String,
    connections: usize,
    trusted_proxies: String,
    metrics_listen: String,
    shutdown_pause: u64,
    log_key: String,
    log_format: LogFormat,
    log: String,
    demo: bool,
}

impl Settings {
    /// Reads defaults, file and environment.
    ///
    /// # Errors
    /// One line that names the setting and what is wrong with it.
    pub fn load() -> anyhow::Result<Self> {
        let mut layers = Figment::from(Toml::string(DEFAULTS));
        if let Ok(file) = std::env::var("BESA_CONFIG") {
            if !std::path::Path::new(&file).is_file() {
                bail!("BESA_CONFIG: there is no file {file}");
            }
            layers = layers.merge(Toml::file(file));
        }
        let ours = |key: &figment::value::UncasedStr| {
            let key = key.as_str().to_lowercase();
            key != "config" && !key.starts_with("test_") && key != "real_data" && key != "bin" && key != "chromium"
        };
        layers = layers.merge(Env::prefixed("BESA_").filter(ours).lowercase(true));
        let raw: Raw = layers.extract().map_err(|error| anyhow::anyhow!("{error}"))?;
        Self::checked(raw)
    }

    fn checked(raw: Raw) -> anyhow::Result<Self> {
        let data_dir = std::path::absolute(&raw.data_dir).context("data_dir")?;
        let database_url = match raw.database_url.as_str() {
            "" => format!("sqlite:{}", data_dir.join("besa.db").display()),
            url if ["sqlite:", "postgres:", "postgresql:"]
                .iter()
                .any(|scheme| url.starts_with(scheme)) =>
            {
                url.to_owned()
            }
            _ => bail!("database_url: begin it with sqlite: or postgres://"),
        };
        if raw.database_connections == 0 || raw.database_connections > 1_000 {
            bail!("database_connections: between 1 and 1000");
        }
        if raw.connections == 0 || raw.connections > 100_000 {
            bail!("connections: between 1 and 100000");
        }
        if raw.shutdown_pause > 300 {
            bail!("shutdown_pause: between 0 and 300 seconds");
        }
        let files_url = match raw.files_url.as_str() {
            "" => Url::from_directory_path(data_dir.join("files"))
                .map_err(|()| anyhow::anyhow!("data_dir: not a folder's path"))?,
            url => Url::parse(url).context("files_url")?,
        };
        if !matches!(files_url.scheme(), "file" | "s3") {
            bail!("files_url: begin it with file:// or s3://");
        }
        if raw.city_bytes < 0 {
            bail!("city_bytes: zero or more");
        }
        let base_url = Url::parse(&raw.base_url).context("base_url")?;
        if !matches!(base_url.scheme(), "http" | "https") || !base_url.has_host() {
            bail!("base_url: an http or https address");
        }
        let redis_url = secret(raw.redis_url, &["redis", "rediss", "unix"]).context("redis_url")?;
        let smtp_url = secret(raw.smtp_url, &["smtp", "smtps", "smtp+starttls"]).context("smtp_url")?;
        let owner = secret(raw.database_owner_url, &["postgres", "postgresql"]).context("database_owner_url")?;
        Ok(copy_fields!(raw => Self {
            database_connections, mail_from, connections, log_format, log, demo,
        } with {
            data_dir,
            database_url: Secret(database_url),
            database_owner_url: owner,
            redis_url,
            smtp_url,
            mail_name: Some(raw.mail_name).filter(|name| !name.is_empty()),
            mail_unsubscribe: Some(raw.mail_unsubscribe).filter(|address| !address.is_empty()),
            files_url,
            file_limits: FileLimits {
                city: raw.city_bytes,
                reserve: raw.reserve_bytes,
            },
            base_url: base_url.as_str().trim_end_matches('/').to_owned(),
            listen: raw
                .listen
                .parse()
                .context("listen: an address and port, such as 127.0.0.1:8080")?,
            trusted_proxies: raw
                .trusted_proxies
                .parse()
                .map_err(|error| anyhow::anyhow!("trusted_proxies: {error}"))?,
            metrics_listen: match raw.metrics_listen.as_str() {
                "" => None,
                address => Some(
                    address
                        .parse()
                        .context("metrics_listen: an address and port, such as 127.0.0.1:9090")?,
                ),
            },
            shutdown_pause: Duration::from_secs(raw.shutdown_pause),
            log_key: match raw.log_key.as_str() {
                "" => None,
                seed => Some(LogKey::of_seed(seed).map_err(|_wrong| {
                    anyhow::anyhow!("log_key: 32 bytes in base64url, as `besa log key` prints them")
                })?),
            },
        }))
    }

    /// The file of the embedded database.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let path = self.database_url.expose().strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let path = path.split('?').next().unwrap_or_default();
        (!path.is_empty() && path != ":memory:").then(|| path.into())
    }

    /// Whether this is the embedded default.
    pub fn is_sqlite(&self) -> bool {
        self.database_url.expose().starts_with("sqlite:")
    }
}

fn secret(url: String, schemes: &[&str]) -> anyhow::Result<Option<Secret>> {
    if url.is_empty() {
        return Ok(None);
    }
    let scheme = Url::parse(&url).context("not an address")?.scheme().to_owned();
    if !schemes.contains(&scheme.as_str()) {
        bail!("begin it with {}://", schemes.join(":// or "));
    }
    Ok(Some(Secret(url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(lines: &str) -> anyhow::Result<Settings> {
        let layers = Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(lines));
        Settings::checked(layers.extract()?)
    }

    #[test]
    fn the_defaults_are_the_embedded_default() {
        let settings = with("").unwrap();
        assert!(settings.is_sqlite());
        assert_eq!(settings.base_url, "http://localhost:8080");
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.files_url.scheme(), "file");
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (line, name) in [
            ("database_url = 'mysql://x'", "database_url"),
            ("listen = 'here'", "listen"),
            ("base_url = 'javascript:1'", "base_url"),
            ("smtp_url = 'http://mail'", "smtp_url"),
            ("redis_url = 'x'", "redis_url"),
            ("database_connections = 0", "database_connections"),
            ("connections = 0", "connections"),
            ("shutdown_pause = 301", "shutdown_pause"),
            ("log_key = 'short'", "log_key"),
            ("city_bytes = -1", "city_bytes"),
            ("trusted_proxies = '10.0.0.0/8, proxy'", "trusted_proxies"),
            ("no_such = 1", "no_such"),
        ] {
            let message = format!("{:#}", with(line).err().unwrap());
            assert!(message.contains(name), "{line}: {message}");
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        let secret = Secret("postgres://besa:hunter2@db/besa".to_owned());
        assert_eq!(format!("{secret:?}"), "postgres://besa:***@db/besa");
        let secret = Secret("postgres://db/besa?user=besa&password=hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "postgres://db/besa?***");
    }
}
