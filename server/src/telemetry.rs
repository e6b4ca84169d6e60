//! Logs, request ids and metrics.

use crate::config::{LogFormat, Settings};
use besa_domain::Ids;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use poem::http::{HeaderName, HeaderValue};
use poem::{Endpoint, IntoResponse, Request, Response, handler};
use std::time::Instant;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

/// The header that carries a request's id.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Begins to log.
///
/// # Errors
/// When the filter in `log` does not parse.
pub(crate) fn init(settings: &Settings) -> anyhow::Result<()> {
    let filter = format!("{},sqlx=warn,sea_orm=warn,hyper=warn", settings.log);
    let filter = EnvFilter::try_new(filter).map_err(|error| anyhow::anyhow!("log: {error}"))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match settings.log_format {
        LogFormat::Text => lines.with_target(false).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    Ok(())
}

/// Begins to count. Called once.
///
/// # Errors
/// When something counts already.
pub(crate) fn metrics() -> anyhow::Result<PrometheusHandle> {
    Ok(PrometheusBuilder::new().install_recorder()?)
}

/// `/metrics`, for its own listener.
#[handler]
pub(crate) fn exposition(handle: poem::web::Data<&PrometheusHandle>) -> String {
    handle.render()
}

/// Gives each request an id, logs it once when it is answered, and counts it.
///
/// # Errors
/// None: an error is made into an answer here.
pub(crate) async fn traced<E: Endpoint>(next: E, mut request: Request, ids: Ids) -> poem::Result<Response> {
    // An id from outside would let a caller write into our log: it is always made here.
    let id = ids.next::<besa_domain::EventId>().to_string();
    let value = HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unknown"));
    request.headers_mut().insert(REQUEST_ID, value.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
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
    let status = answer.status();
    let took = started.elapsed();
    span.in_scope(|| tracing::info!(%method, path, status = status.as_u16(), ms = took.as_millis(), "answered"));
    metrics::counter!("besa_requests_total", "method" => method.to_string(), "status" => status.as_str().to_owned())
        .increment(1);
    metrics::histogram!("besa_request_seconds").record(took.as_secs_f64());
    answer.headers_mut().insert(REQUEST_ID, value);
    Ok(answer)
}
