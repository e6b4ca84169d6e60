//! Reads the layers of the settings, and says in one line what is wrong with a value. The errors of the parsers
//! are not shown: they repeat the line or the value, which may contain a password.

use crate::secret::Secret;
use anyhow::{Context as _, anyhow, bail};
use besa_worker::{Mailer, Sender};
use figment::Figment;
use figment::error::Kind;
use figment::providers::{Env, Format, Toml};
use figment::value::{Dict, UncasedStr};
use serde::{Deserialize, Deserializer, de};
use std::fmt::Display;
use std::net::SocketAddr;
use std::str::FromStr;

/// Adds the file that `BESA_CONFIG` names.
///
/// # Errors
/// When it cannot be read or is not valid TOML: one line with the file, the line and the setting, without its
/// value.
pub(crate) fn with_file(layers: Figment, file: &str) -> anyhow::Result<Figment> {
    let text = std::fs::read_to_string(file).map_err(|error| anyhow!("BESA_CONFIG: {file} cannot be read: {error}"))?;
    let Err(error) = <Toml as Format>::from_str::<Dict>(&text) else {
        return Ok(layers.merge(Toml::string(&text)));
    };
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count();
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let name = text.lines().nth(line).and_then(|line| line.split_once('='));
    match name.map(|(name, _)| name.trim()).filter(is_name) {
        Some(name) => bail!(
            "BESA_CONFIG: {file}, line {}: {name} is not valid TOML; text needs quotes: {name} = \"…\"",
            line + 1
        ),
        None => bail!("BESA_CONFIG: {file}, line {}: not valid TOML", line + 1),
    }
}

/// Adds the `BESA_*` variables. Their values stay text: a name such as `2024` is no number.
pub(crate) fn with_environment(layers: Figment) -> Figment {
    let ours = |key: &UncasedStr| {
        let key = key.as_str().to_lowercase();
        key != "config" && !key.starts_with("test_") && key != "real_data" && key != "bin" && key != "chromium"
    };
    let variables = Env::prefixed("BESA_").filter(ours).lowercase(true);
    variables.iter().fold(layers, |layers, (key, value)| {
        layers.merge((key.as_str().to_owned(), value))
    })
}

/// Returns one line for an error of the settings.
pub(crate) fn explained(error: figment::Error) -> anyhow::Error {
    let name = error.path.join(".");
    match error.kind {
        Kind::UnknownField(name, _) => {
            anyhow!("{name}: no such setting; `server/config.default.toml` lists all of them")
        }
        Kind::UnknownVariant(value, options) => {
            anyhow!("{name}: must be {}, not \"{value}\"", options.join(" or "))
        }
        // Only `number` and `flag` write such a text.
        Kind::Message(text) => anyhow!("{name}: {text}"),
        Kind::InvalidType(..)
        | Kind::InvalidValue(..)
        | Kind::InvalidLength(..)
        | Kind::MissingField(_)
        | Kind::DuplicateField(_)
        | Kind::ISizeOutOfRange(_)
        | Kind::USizeOutOfRange(_)
        | Kind::Unsupported(_)
        | Kind::UnsupportedKey(..) => anyhow!("{name}: must be text in quotes"),
    }
}

/// A value as TOML writes it, or as text in a variable.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written<T> {
    Value(T),
    Text(String),
}

fn written<'de, T, D>(from: D, must: &str) -> Result<T, D::Error>
where
    T: FromStr + Deserialize<'de>,
    D: Deserializer<'de>,
{
    match Written::deserialize(from) {
        Ok(Written::Value(value)) => Ok(value),
        Ok(Written::Text(text)) => text
            .replace('_', "")
            .parse()
            .map_err(|_wrong| de::Error::custom(format_args!("must be {must}, not \"{text}\""))),
        Err(_neither) => Err(de::Error::custom(format_args!("must be {must}"))),
    }
}

/// Reads a whole number. Only for settings that are no secrets: the error repeats the value.
pub(crate) fn number<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: FromStr + Deserialize<'de>,
    D: Deserializer<'de>,
{
    written(from, "a whole number, 0 or more")
}

/// Reads `true` or `false`.
pub(crate) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    written(from, "true or false")
}

/// Returns one line that names the setting, what it must be, and what it is. A value with a password is left
/// out.
pub(crate) fn wrong(name: &str, must: impl Display, value: &str) -> anyhow::Error {
    if value.contains('@') && value.contains("//") {
        anyhow!("{name}: must be {must}")
    } else {
        anyhow!("{name}: must be {must}, not \"{value}\"")
    }
}

/// Reads an address and port.
pub(crate) fn address(name: &str, listen: &str) -> anyhow::Result<SocketAddr> {
    listen
        .parse()
        .map_err(|_wrong| wrong(name, "an IP address with a port, such as 127.0.0.1:8080", listen))
}

/// Checks the settings of mail before anything starts. `start::mailer` uses them later.
pub(crate) fn check_mail(
    from: &str,
    unsubscribe: &str,
    base_url: &str,
    smtp_url: Option<&Secret>,
) -> anyhow::Result<()> {
    let mut sender = Sender::new(None, from, base_url).context("mail_from")?;
    if !unsubscribe.is_empty() {
        sender = sender.stopped_by(unsubscribe).context("mail_unsubscribe")?;
    }
    if let Some(url) = smtp_url {
        Mailer::smtp(url.expose(), sender).context("smtp_url")?;
    }
    Ok(())
}
