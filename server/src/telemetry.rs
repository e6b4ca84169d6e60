//! Logs, request ids and metrics.

use crate::config::{LogFormat, Settings};
use crate::lines::{self, Lines};
use besa_domain::{Ids, masked};
use metrics::Label;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use poem::http::{HeaderName, HeaderValue, Method};
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response, handler};
use std::io::IsTerminal as _;
use std::time::Instant;
use tracing::{Instrument, Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt, registry};

/// The header that carries a request's id.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The route in logs and metrics of a request that matched none.
const UNMATCHED: &str = "unmatched";

/// The levels of the setting `log`.
const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];

/// Upper bounds of the histograms, in seconds.
const SECONDS: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// Checks the setting `log` and returns it as tracing reads it. Modules that it does not name are logged from
/// `info` on; empty is `info`.
///
/// # Errors
/// One line with the possible values. tracing itself takes any word for the name of a module, and then logs
/// nothing else.
pub(crate) fn filter(setting: &str) -> anyhow::Result<String> {
    let is_level = |word: &str| LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word));
    let is_module =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
    let parts: Vec<&str> = setting
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    for part in &parts {
        let known = match part.split_once('=') {
            Some((module, level)) => is_module(module) && is_level(level),
            None => is_level(part),
        };
        if !known {
            anyhow::bail!(
                "log: must be error, warn, info, debug, trace or off, or such a level for a module, as in \"besa_worker=debug\", not \"{part}\""
            );
        }
    }
    if parts.iter().any(|part| is_level(part)) {
        return Ok(parts.join(","));
    }
    Ok([&["info"], parts.as_slice()].concat().join(","))
}

/// Starts logging.
///
/// # Errors
/// When logging has started already.
pub(crate) fn init(settings: &Settings, lines: &Lines) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log).map_err(|error| anyhow::anyhow!("log: {error}"))?;
    let layer = fmt::layer().with_writer(lines.clone());
    let layer = match settings.log_format {
        LogFormat::Text => layer.with_ansi(has_colours()).with_target(false).boxed(),
        LogFormat::Json => layer.json().flatten_event(true).boxed(),
    };
    registry()
        .with(filter)
        .with(filter_fn(is_harmless))
        .with(layer)
        .try_init()?;
    // The default hook writes to standard error by itself, and waits for whoever reads it.
    std::panic::set_hook(Box::new(|panic| {
        let error = masked(panic.payload_as_str().unwrap_or("unknown"));
        match panic.location() {
            Some(location) => tracing::error!(%location, error, "panic"),
            None => tracing::error!(error, "panic"),
        }
    }));
    Ok(())
}

/// Whether log lines have colours: on a terminal that shows them.
fn has_colours() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !dumb && std::env::var_os("NO_COLOR").is_none_or(|none| none.is_empty())
}

/// Whether a line may be logged, whatever the setting says. Other crates write headers, passwords of
/// mail servers and values of queries at `info` and below: of theirs, only `warn` and `error` are logged.
fn is_harmless(of: &Metadata<'_>) -> bool {
    of.target().starts_with("besa") || *of.level() <= Level::WARN
}

/// Starts to record metrics. Called once.
///
/// # Errors
/// When a recorder is installed already.
pub(crate) fn metrics() -> anyhow::Result<PrometheusHandle> {
    Ok(PrometheusBuilder::new().set_buckets(SECONDS)?.install_recorder()?)
}

/// `/metrics`, on its own listener.
#[handler]
pub(crate) fn exposition(handle: poem::web::Data<&PrometheusHandle>) -> String {
    metrics::counter!("besa_log_lines_dropped_total").absolute(lines::dropped());
    handle.render()
}

/// Gives each request an id and a span, logs it once when it is answered, and records its metrics. Paths
/// may hold secrets of links, or anything that a client types: the matched route is logged in their place.
///
/// # Errors
/// None: errors become responses here.
pub(crate) async fn traced<E: Endpoint>(next: E, mut request: Request, ids: Ids) -> poem::Result<Response> {
    // An id of the client's would let it write into our log.
    let id = ids.next::<besa_domain::EventId>().to_string();
    let value = HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unknown"));
    request.headers_mut().insert(REQUEST_ID, value.clone());
    let method = known(request.method());
    let span = tracing::info_span!("request", id = %id);
    let started = Instant::now();
    let mut answer = async {
        match next.call(request).await {
            Ok(answer) => answer.into_response(),
            Err(error) => error.into_response(),
        }
    }
    .instrument(span.clone())
    .await;
    let route = route(&answer);
    let status = answer.status();
    let took = started.elapsed();
    span.in_scope(
        || tracing::info!(method, %route, status = status.as_u16(), ms = took.as_millis(), "request answered"),
    );
    let labels = [
        Label::from_static_parts("method", method),
        Label::new("route", route),
        Label::new("status", status.as_str().to_owned()),
    ];
    metrics::counter!("besa_requests_total", labels.iter()).increment(1);
    metrics::histogram!("besa_request_seconds", labels.iter()).record(took.as_secs_f64());
    answer.headers_mut().insert(REQUEST_ID, value);
    Ok(answer)
}

/// The matched route, as the router writes it: `/invite/:secret`.
fn route(answer: &Response) -> String {
    match answer.data::<PathPattern>() {
        Some(PathPattern(pattern)) if !pattern.is_empty() => pattern.as_ref().to_owned(),
        Some(_) | None => UNMATCHED.to_owned(),
    }
}

/// The method, or `other` for one that is not standard: each label value costs memory.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_levels_and_modules_with_levels() {
        for (setting, expected) in [
            ("", "info"),
            (" ", "info"),
            ("WARN", "WARN"),
            ("off", "off"),
            ("besa=debug", "info,besa=debug"),
            ("error, besa_worker=trace", "error,besa_worker=trace"),
        ] {
            assert_eq!(filter(setting).unwrap(), expected);
            EnvFilter::try_new(expected).unwrap();
        }
        for setting in ["verbose", "besa", "besa=loud", "=info", "besa-web=debug", "info;debug"] {
            let message = filter(setting).err().unwrap().to_string();
            assert!(message.starts_with("log: must be error, warn, info"), "{message}");
        }
    }
}
