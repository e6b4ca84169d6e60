//! Settings: the embedded defaults, then a file, then `BESA_*` variables; later ones override. An invalid
//! setting stops the start with one line that names it.

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

/// Every setting, validated. Each is explained in `config.default.toml`.
#[derive(Clone)]
pub struct Settings {
    /// The folder of the embedded default: database, files and mail.
    pub data_dir: PathBuf,
    /// The database: SQLite or PostgreSQL.
    pub database_url: Secret,
    /// The database as the owner of the tables, for migrations on PostgreSQL.
    pub database_owner_url: Option<Secret>,
    /// Maximum number of connections to the database.
    pub database_connections: u32,
    /// Redis; `None`: the doorbell and the rate limits stay in this process.
    pub redis_url: Option<Secret>,
    /// The mail server; `None`: mails are written into a folder.
    pub smtp_url: Option<Secret>,
    /// The sender's e-mail address.
    pub mail_from: String,
    /// The sender's name; `None`: the name of the city that a mail is about.
    pub mail_name: Option<String>,
    /// The mailbox offered for unsubscribing from digests by mail.
    pub mail_unsubscribe: Option<String>,
    /// The file store: a folder or an S3 bucket.
    pub files_url: Url,
    /// The storage quota of a city, and the space that stays free on the disk.
    pub file_limits: FileLimits,
    /// The public address of this Besa, without a slash at the end.
    pub base_url: String,
    /// The address on which pages and the API are served.
    pub listen: SocketAddr,
    /// Maximum number of open connections.
    pub connections: usize,
    /// Maximum bytes of rendered pages that are kept in memory.
    pub kept_bytes: usize,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Proxies,
    /// The address on which metrics are served; `None`: nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// How long requests are still accepted after the signal to stop.
    pub shutdown_pause: Duration,
    /// The secret key that signs the heads of the log. `None`: on SQLite one is generated and kept in
    /// `data_dir`, on PostgreSQL heads are not signed.
    pub log_key: Option<LogKey>,
    /// The format of log lines.
    pub log_format: LogFormat,
    /// The level of log lines, or a tracing filter.
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
    kept_bytes: usize,
    trusted_proxies: String,
    metrics_listen: String,
    shutdown_pause: u64,
    log_key: String,
    log_format: LogFormat,
    log: String,
    demo: bool,
}

impl Settings {
    /// Reads the defaults, the file that `BESA_CONFIG` names, and the environment.
    ///
    /// # Errors
    /// One line that names the setting and what is wrong with it.
    pub fn load() -> anyhow::Result<Self> {
        let mut layers = Figment::from(Toml::string(DEFAULTS));
        if let Ok(file) = std::env::var("BESA_CONFIG") {
            if !std::path::Path::new(&file).is_file() {
                bail!("BESA_CONFIG: file {file} not found");
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
            _ => bail!("database_url: must begin with sqlite: or postgres://"),
        };
        if raw.database_connections > 1_000 {
            bail!("database_connections: must be between 0 and 1000");
        }
        if raw.connections == 0 || raw.connections > 100_000 {
            bail!("connections: must be between 1 and 100000");
        }
        if raw.shutdown_pause > 300 {
            bail!("shutdown_pause: must be between 0 and 300 seconds");
        }
        let files_url = match raw.files_url.as_str() {
            "" => Url::from_directory_path(data_dir.join("files"))
                .map_err(|()| anyhow::anyhow!("data_dir: not the path of a folder"))?,
            url => Url::parse(url).context("files_url")?,
        };
        if !matches!(files_url.scheme(), "file" | "s3") {
            bail!("files_url: must begin with file:// or s3://");
        }
        if raw.city_bytes < 0 {
            bail!("city_bytes: must not be negative");
        }
        let base_url = Url::parse(&raw.base_url).context("base_url")?;
        if !matches!(base_url.scheme(), "http" | "https") || !base_url.has_host() {
            bail!("base_url: must be an http:// or https:// address");
        }
        let redis_url = secret(raw.redis_url, &["redis", "rediss", "unix"]).context("redis_url")?;
        let smtp_url = secret(raw.smtp_url, &["smtp", "smtps", "smtp+starttls"]).context("smtp_url")?;
        let owner = secret(raw.database_owner_url, &["postgres", "postgresql"]).context("database_owner_url")?;
        Ok(copy_fields!(raw => Self {
            mail_from, connections, kept_bytes, log_format, log, demo,
        } with {
            database_connections: match raw.database_connections {
                0 => connections_by_cores(),
                connections => connections,
            },
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
                .context("listen: must be an address and port, such as 127.0.0.1:8080")?,
            trusted_proxies: raw
                .trusted_proxies
                .parse()
                .map_err(|error| anyhow::anyhow!("trusted_proxies: {error}"))?,
            metrics_listen: match raw.metrics_listen.as_str() {
                "" => None,
                address => Some(
                    address
                        .parse()
                        .context("metrics_listen: must be an address and port, such as 127.0.0.1:9090")?,
                ),
            },
            shutdown_pause: Duration::from_secs(raw.shutdown_pause),
            log_key: match raw.log_key.as_str() {
                "" => None,
                seed => Some(LogKey::of_seed(seed).map_err(|_wrong| {
                    anyhow::anyhow!("log_key: must be 32 bytes in base64url, as printed by `besa log key`")
                })?),
            },
        }))
    }

    /// Returns the file of the SQLite database; `None` for PostgreSQL and in-memory databases.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let path = self.database_url.expose().strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let path = path.split('?').next().unwrap_or_default();
        (!path.is_empty() && path != ":memory:").then(|| path.into())
    }

    /// Checks whether the database is SQLite, the embedded default.
    pub fn is_sqlite(&self) -> bool {
        self.database_url.expose().starts_with("sqlite:")
    }
}

/// Returns two connections for each core, and at least four.
fn connections_by_cores() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    u32::try_from(cores.saturating_mul(2))
        .unwrap_or(u32::MAX)
        .clamp(4, 1_000)
}

fn secret(url: String, schemes: &[&str]) -> anyhow::Result<Option<Secret>> {
    if url.is_empty() {
        return Ok(None);
    }
    let scheme = Url::parse(&url).context("not a URL")?.scheme().to_owned();
    if !schemes.contains(&scheme.as_str()) {
        bail!("must begin with {}://", schemes.join(":// or "));
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
        assert!((4..=1_000).contains(&settings.database_connections));
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (line, name) in [
            ("database_url = 'mysql://x'", "database_url"),
            ("listen = 'here'", "listen"),
            ("base_url = 'javascript:1'", "base_url"),
            ("smtp_url = 'http://mail'", "smtp_url"),
            ("redis_url = 'x'", "redis_url"),
            ("database_connections = 1001", "database_connections"),
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
