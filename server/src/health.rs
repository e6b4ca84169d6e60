//! `/livez`: the process runs. `/readyz`: what it needs answers. Neither says more.

use besa_domain::App;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use std::time::Duration;

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
