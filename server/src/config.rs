//! Settings: the embedded defaults, then a file, then `BESA_*` variables; later ones override. An invalid
//! setting stops the start with one line that names it.

use crate::layers::{address, check_mail, explained, wrong};
use crate::proxies::Proxies;
pub use crate::secret::Secret;
use crate::{layers, telemetry};
use anyhow::{Context, bail};
use besa_domain::log::LogKey;
use besa_domain::ports::FileLimits;
use besa_domain::{copy_fields, db};
use figment::Figment;
use figment::providers::{Format as _, Toml};
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
    /// The filter of log lines, as tracing reads it.
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    data_dir: PathBuf,
    database_url: String,
    database_owner_url: String,
    #[serde(deserialize_with = "layers::number")]
    database_connections: u32,
    redis_url: String,
    smtp_url: String,
    mail_from: String,
    mail_name: String,
    mail_unsubscribe: String,
    files_url: String,
    #[serde(deserialize_with = "layers::number")]
    city_bytes: i64,
    #[serde(deserialize_with = "layers::number")]
    reserve_bytes: u64,
    base_url: String,
    listen: String,
    #[serde(deserialize_with = "layers::number")]
    connections: usize,
    #[serde(deserialize_with = "layers::number")]
    kept_bytes: usize,
    trusted_proxies: String,
    metrics_listen: String,
    #[serde(deserialize_with = "layers::number")]
    shutdown_pause: u64,
    log_key: String,
    log_format: LogFormat,
    log: String,
    #[serde(deserialize_with = "layers::flag")]
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
            layers = layers::with_file(layers, &file)?;
        }
        Self::checked(layers::with_environment(layers).extract().map_err(explained)?)
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
        if db::file(&database_url).is_err() {
            bail!("database_url: not a URL of a database, such as postgres://besa_app:password@db:5432/besa");
        }
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
            url => Url::parse(url)
                .ok()
                .filter(|url| matches!(url.scheme(), "file" | "s3"))
                .ok_or_else(|| wrong("files_url", "file:///… or s3://bucket/prefix", url))?,
        };
        if raw.city_bytes < 0 {
            bail!("city_bytes: must not be negative");
        }
        let base_url = Url::parse(&raw.base_url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| {
                wrong(
                    "base_url",
                    "an http:// or https:// address, such as https://besa.example",
                    &raw.base_url,
                )
            })?;
        let redis_url = secret(raw.redis_url, &["redis", "rediss", "unix"]).context("redis_url")?;
        let smtp_url = secret(raw.smtp_url, &["smtp", "smtps", "smtp+starttls"]).context("smtp_url")?;
        let owner = secret(raw.database_owner_url, &["postgres", "postgresql"]).context("database_owner_url")?;
        check_mail(
            &raw.mail_from,
            &raw.mail_unsubscribe,
            base_url.as_str(),
            smtp_url.as_ref(),
        )?;
        let log = telemetry::filter(&raw.log)?;
        Ok(copy_fields!(raw => Self {
            mail_from, connections, kept_bytes, log_format, demo,
        } with {
            log,
            database_connections: match raw.database_connections {
                0 => connections_by_cores(),
                connections => connections,
            },
            data_dir,
            database_url: Secret::from(database_url),
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
            listen: address("listen", &raw.listen)?,
            trusted_proxies: raw
                .trusted_proxies
                .parse()
                .map_err(|error| anyhow::anyhow!("trusted_proxies: {error}"))?,
            metrics_listen: match raw.metrics_listen.as_str() {
                "" => None,
                listen => Some(address("metrics_listen", listen)?),
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
    let known = Url::parse(&url).is_ok_and(|parsed| schemes.contains(&parsed.scheme()));
    if !known {
        bail!("must be a URL that begins with {}://", schemes.join(":// or "));
    }
    Ok(Some(Secret::from(url)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use figment::value::Dict;

    fn with(lines: &str) -> anyhow::Result<Settings> {
        let layers = Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(lines));
        Settings::checked(layers.extract().map_err(explained)?)
    }

    /// The error of a file with these lines.
    fn file_error(lines: &str) -> String {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), lines).unwrap();
        let layers = Figment::from(Toml::string(DEFAULTS));
        let read = layers::with_file(layers, file.path().to_str().unwrap());
        let settings = read.and_then(|layers| Settings::checked(layers.extract().map_err(explained)?));
        format!("{:#}", settings.err().unwrap())
    }

    #[test]
    fn every_setting_can_be_text_as_in_a_variable() {
        let defaults: Dict = Figment::from(Toml::string(DEFAULTS)).extract().unwrap();
        for (key, value) in defaults {
            let flag = || value.to_bool().map(|flag| flag.to_string());
            let number = || value.to_i128().map(|number| number.to_string());
            let text = value.as_str().map(str::to_owned).or_else(flag).or_else(number).unwrap();
            let layers = Figment::from(Toml::string(DEFAULTS)).merge((key.as_str(), text));
            let read: Result<Raw, _> = layers.extract();
            assert!(read.is_ok(), "{key}: {:#}", read.err().map(explained).unwrap());
        }
    }

    #[test]
    fn an_error_is_one_line_without_the_secret() {
        for (lines, name) in [
            ("smtp_url = smtps://u:geheim@h\n", "line 1: smtp_url"),
            (
                "# first\ndatabase_url = postgres://u:geheim@h/b",
                "line 2: database_url",
            ),
            ("redis_url = 'redis://u:geheim@h", "line 1: redis_url"),
            ("smtp_url = 'http://u:geheim@h'", "smtp_url"),
            ("smtp_url = 'smtp://u:geheim@mail.example'", "smtp_url"),
            ("base_url = 'ftp://u:geheim@h'", "base_url"),
            ("files_url = 'http://u:geheim@h'", "files_url"),
            ("database_url = 'postgres://u:geheim@h:port/b'", "database_url"),
            ("smtp_url = ['geheim']", "smtp_url"),
            ("log_key = 'geheim'", "log_key"),
        ] {
            let message = file_error(lines);
            assert!(message.contains(name), "{lines}: {message}");
            assert!(
                !message.contains("geheim") && !message.contains('\n'),
                "{lines}: {message}"
            );
        }
        let digits = file_error("log_key = 1234567890");
        assert_eq!(digits, "log_key: must be text in quotes");
    }

    #[test]
    fn an_error_says_what_is_possible() {
        for (line, expected) in [
            ("log_format = 'xml'", "log_format: must be text or json, not \"xml\""),
            ("demo = 'perhaps'", "demo: must be true or false, not \"perhaps\""),
            (
                "connections = 'many'",
                "connections: must be a whole number, 0 or more, not \"many\"",
            ),
            ("connections = -1", "connections: must be a whole number, 0 or more"),
            (
                "base_url = 'besa.example'",
                "base_url: must be an http:// or https:// address, such as https://besa.example, not \"besa.example\"",
            ),
            (
                "files_url = '/files'",
                "files_url: must be file:///… or s3://bucket/prefix, not \"/files\"",
            ),
            (
                "log = 'verbose'",
                "log: must be error, warn, info, debug, trace or off, or such a level for a module, as in \"besa_worker=debug\", not \"verbose\"",
            ),
        ] {
            assert_eq!(format!("{:#}", with(line).err().unwrap()), expected);
        }
    }

    #[test]
    fn values_of_variables_stay_text() {
        let layers = Figment::from(Toml::string(DEFAULTS))
            .merge(("mail_name", "2024"))
            .merge(("connections", "1_000"))
            .merge(("demo", "false"))
            .merge(("log", ""));
        let settings = Settings::checked(layers.extract().map_err(explained).unwrap()).unwrap();
        assert_eq!(settings.mail_name.as_deref(), Some("2024"));
        assert_eq!((settings.connections, settings.demo), (1_000, false));
        assert_eq!(settings.log, "info");
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
            ("mail_from = 'nobody'", "mail_from"),
            ("mail_unsubscribe = 'nobody'", "mail_unsubscribe"),
            ("smtp_url = 'smtp://mail.example'", "smtp_url"),
            ("metrics_listen = '9090'", "metrics_listen"),
        ] {
            let message = format!("{:#}", with(line).err().unwrap());
            assert!(message.contains(name), "{line}: {message}");
        }
    }
}
