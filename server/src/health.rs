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

/// Longest wait for an answer of the database, and of the file store.
const PATIENCE: Duration = Duration::from_secs(1);

/// Ready when the database takes changes. Without the file store everything but files is served: the
/// body says so.
#[handler]
pub(crate) async fn ready(app: Data<&App>) -> Response {
    let (database, store) = tokio::join!(
        tokio::time::timeout(PATIENCE * 2, app.db.takes_changes()),
        tokio::time::timeout(PATIENCE, app.files.check()),
    );
    match (database, store) {
        (Ok(Ok(())), Ok(Ok(()))) => "ok\n".into_response(),
        (Ok(Ok(())), Ok(Err(_)) | Err(_)) => "degraded: the file store does not answer\n".into_response(),
        (Ok(Err(_)) | Err(_), _) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response(),
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
