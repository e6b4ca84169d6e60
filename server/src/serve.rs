//! `besa serve`: the chosen roles in one process, with one signal that stops them all.

use crate::config::Settings;
use crate::connections::{self, Limits};
use crate::proxies::{self, Proxies};
use crate::{demo, headers, health, start, telemetry};
use anyhow::{Context, bail};
use besa_domain::App;
use clap::ValueEnum;
use poem::{EndpointExt, Route, get};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
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
    demo::load_into_new(&settings)
        .await
        .context("the demo could not be loaded")?;
    let app = start::app(&settings).await?;
    if app.db.is_overpowered().await? {
        bail!(
            "database_url: the app must not connect as owner, superuser or with BYPASSRLS; run `besa migrate` with database_owner_url, which makes the app's role"
        );
    }
    if settings.is_sqlite() && !roles.contains(&ServeRole::Worker) {
        tracing::warn!("no worker runs in this process, and SQLite serves one process alone: mail and reports wait");
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
    let limits = Limits {
        most: settings.connections,
        grace: GRACE,
        proxies: settings.trusted_proxies.clone(),
        ..Limits::default()
    };
    if let Some(address) = settings.metrics_listen {
        let handle = telemetry::metrics()?;
        let metrics = Route::new()
            .at("/metrics", get(telemetry::exposition))
            .data(handle)
            .around(|next, request| headers::added(next, request, false));
        let listener = bind("metrics_listen", address).await?;
        running.spawn(connections::serve(listener, metrics, limits.clone(), stop.clone()));
    }
    let listener = bind("listen", settings.listen).await?;
    let routes = routes(&app, roles, settings.trusted_proxies);
    tracing::info!(base_url = %app.base_url, listen = %settings.listen, ?roles, "Besa is there");
    tokio::spawn(signal(stop.clone()));
    connections::serve(listener, routes, limits, stop.clone()).await;
    stop.cancel();
    running.close();
    if tokio::time::timeout(GRACE, running.wait()).await.is_err() {
        tracing::warn!("stopped while work was under way: jobs are taken up again when their lease ends");
    }
    Ok(())
}

async fn bind(setting: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("{setting}: {address} is not free"))
}

/// Everything on `BESA_LISTEN`: pages, API, health.
pub fn routes(
    app: &App,
    roles: &[ServeRole],
    proxies: Proxies,
) -> impl poem::Endpoint<Output = poem::Response> + use<> {
    let mut routes = Route::new()
        .at("/livez", get(health::live))
        .at("/readyz", get(health::ready).data(app.clone()));
    if roles.contains(&ServeRole::Api) {
        routes = routes.nest_no_strip("/api/v1", besa_api::routes(app.clone()));
    }
    if roles.contains(&ServeRole::Web) {
        routes = routes.nest(
            "/",
            besa_web::routes(app.clone(), besa_web::open::Api::new(besa_api::routes(app.clone()))),
        );
    }
    let (ids, https) = (app.ids().clone(), app.base_url.starts_with("https://"));
    routes
        .around(move |next, request| telemetry::traced(next, request, ids.clone()))
        .around(move |next, request| headers::added(next, request, https))
        .around(move |next, request| proxies::addressed(next, request, proxies.clone()))
}

async fn stopping(stop: CancellationToken, work: impl Future<Output = ()>) {
    work.await;
    stop.cancel();
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
