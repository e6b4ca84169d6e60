//! `/livez`: the process runs. `/readyz`: the database and the file store work.

use besa_domain::App;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Endpoint, IntoResponse, Request, Response, handler};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Answers 200 whatever the state of the database.
#[handler]
pub(crate) fn live() -> &'static str {
    "ok\n"
}

/// Timeout for the file store; the database has twice as long.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the last check of the file store failed, so that a failure is logged once.
#[derive(Clone, Default)]
pub(crate) struct StoreState(Arc<AtomicBool>);

impl StoreState {
    fn note(&self, fault: Option<String>) {
        let failed = self.0.swap(fault.is_some(), Ordering::Relaxed);
        match fault {
            Some(error) if !failed => tracing::error!(error, "file store not ready"),
            None if failed => tracing::info!("file store ready"),
            Some(_) | None => {}
        }
    }
}

/// Answers 200 when the database can be written to, otherwise 503. Without the file store everything but
/// files still works, so the status stays 200 and the body begins with `degraded`.
#[handler]
pub(crate) async fn ready(app: Data<&App>, state: Data<&StoreState>) -> Response {
    let (database, store) = tokio::join!(
        tokio::time::timeout(PATIENCE * 2, app.db.takes_changes()),
        tokio::time::timeout(PATIENCE, app.files.check()),
    );
    state.note(match &store {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.reason()),
        Err(_elapsed) => Some(format!("no answer within {} s", PATIENCE.as_secs())),
    });
    match (database, store) {
        (Ok(Ok(())), Ok(Ok(()))) => "ok\n".into_response(),
        (Ok(Ok(())), Ok(Err(_)) | Err(_)) => "degraded: the file store does not take files\n".into_response(),
        (Ok(Err(_)) | Err(_), _) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response(),
    }
}

/// Answers `/readyz` with 503 once the process was told to stop, so that load balancers send new requests
/// elsewhere. All other requests are still answered.
///
/// # Errors
/// Those of `next`.
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
