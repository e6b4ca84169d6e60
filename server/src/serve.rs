//! `besa serve`: the chosen roles in one process, with one signal that stops them all.

use crate::config::Settings;
use crate::{demo, health, start, telemetry};
use anyhow::{Context, bail};
use besa_domain::App;
use clap::ValueEnum;
use poem::listener::{Listener as _, TcpListener};
use poem::{EndpointExt, Route, Server, get};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ServeRole {
    /// The API.
    Api,
    /// The pages.
    Web,
    /// The jobs.
    Worker,
}

/// How long answers and jobs that are under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Runs the roles until the signal to stop.
///
/// # Errors
/// One line for what kept it from starting.
pub async fn serve(settings: Settings, roles: &[ServeRole]) -> anyhow::Result<()> {
    let app = start::app(&settings).await?;
    if app.db.is_overpowered().await? {
        bail!(
            "database_url: the app must not connect as owner, superuser or with BYPASSRLS; run `besa migrate` with database_owner_url, which makes the app's role"
        );
    }
    if settings.is_sqlite() && !roles.contains(&ServeRole::Worker) {
        tracing::warn!("no worker runs in this process, and SQLite serves one process alone: mail and reports wait");
    }
    if settings.demo && settings.is_sqlite() {
        demo::load_into_empty(&app)
            .await
            .context("the demo could not be loaded")?;
    }
    let stop = CancellationToken::new();
    let running = TaskTracker::new();
    if roles.contains(&ServeRole::Worker) {
        let mailer = start::mailer(&settings)?;
        running.spawn(stopping(
            stop.clone(),
            besa_worker::run(app.clone(), mailer, stop.clone()),
        ));
    }
    if let Some(address) = settings.metrics_listen {
        let handle = telemetry::metrics()?;
        let metrics = Route::new().at("/metrics", get(telemetry::exposition)).data(handle);
        let server = Server::new(TcpListener::bind(address)).name("metrics");
        running.spawn(server.run_with_graceful_shutdown(metrics, stop.clone().cancelled_owned(), Some(GRACE)));
    }
    let acceptor = TcpListener::bind(settings.listen)
        .into_acceptor()
        .await
        .with_context(|| format!("listen: {} is not free", settings.listen))?;
    let routes = routes(&app, roles);
    let server = Server::new_with_acceptor(acceptor)
        .name("besa")
        .idle_timeout(Duration::from_secs(60));
    tracing::info!(base_url = %app.base_url, listen = %settings.listen, ?roles, "Besa is there");
    tokio::spawn(signal(stop.clone()));
    let served = server
        .run_with_graceful_shutdown(routes, stop.clone().cancelled_owned(), Some(GRACE))
        .await;
    stop.cancel();
    running.close();
    if tokio::time::timeout(GRACE, running.wait()).await.is_err() {
        tracing::warn!("stopped while work was under way: jobs are taken up again when their lease ends");
    }
    served.context("listen")
}

/// Everything on `BESA_LISTEN`: pages, API, health.
pub fn routes(app: &App, roles: &[ServeRole]) -> impl poem::Endpoint<Output = poem::Response> + use<> {
    let mut routes = Route::new()
        .at("/livez", get(health::live))
        .at("/readyz", get(health::ready).data(app.clone()));
    if roles.contains(&ServeRole::Api) {
        routes = routes.nest_no_strip("/api/v1", besa_api::routes(app.clone()));
    }
    if roles.contains(&ServeRole::Web) {
        routes = routes.nest("/", besa_web::routes(app.clone()));
    }
    let ids = app.ids().clone();
    routes.around(move |next, request| telemetry::traced(next, request, ids.clone()))
}

async fn stopping(stop: CancellationToken, work: impl Future<Output = ()>) -> std::io::Result<()> {
    work.await;
    stop.cancel();
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM.
async fn signal(stop: CancellationToken) {
    let interrupted = tokio::signal::ctrl_c();
    let terminated = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        _ = interrupted => {}
        () = terminated => {}
    }
    tracing::info!("stopping");
    stop.cancel();
}
