//! `/livez`: the process runs. `/readyz`: what it needs answers. Neither says more.

use besa_domain::App;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Endpoint, IntoResponse, Request, Response, handler};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Alive, whatever the database does.
#[handler]
pub(crate) fn live() -> &'static str {
    "ok\n"
}

/// Ready when the database takes changes and the file store answers, within two seconds.
#[handler]
pub(crate) async fn ready(app: Data<&App>) -> Response {
    let checks = async { app.db.takes_changes().await.is_ok() && app.files.check().await.is_ok() };
    match tokio::time::timeout(Duration::from_secs(2), checks).await {
        Ok(true) => "ok\n".into_response(),
        Ok(false) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response(),
    }
}

/// Answers `/readyz` with 503 once the process was told to stop, so that load balancers send new
/// requests elsewhere. Everything else is still answered.
///
/// # Errors
/// As what is called.
pub(crate) async fn until_leaving<E>(
    next: Arc<E>,
    request: Request,
    leaving: CancellationToken,
) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    if leaving.is_cancelled() && request.uri().path() == "/readyz" {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response());
    }
    next.call(request).await
}
