//! `besa serve`: the chosen roles in one process, stopped by one signal.

use crate::config::Settings;
use crate::connections::{self, Limits};
use crate::front::Front;
use crate::kept::{self, KeptPages};
use crate::memory::{self, MemoryBudget};
use crate::proxies::{self, Proxies};
use crate::{claim, demo, headers, health, start, telemetry, watch};
use anyhow::{Context, bail};
use besa_domain::App;
use clap::ValueEnum;
use poem::{EndpointExt, Route, get};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
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

/// How long running requests and jobs may take to finish at shutdown.
const GRACE: Duration = Duration::from_secs(20);
/// How long releasing the leases of the rest may take after that.
const RESERVE: Duration = Duration::from_secs(5);

/// Runs the roles until the signal to stop.
///
/// # Errors
/// What kept it from starting, in one line.
pub async fn serve(settings: Settings, roles: &[ServeRole]) -> anyhow::Result<()> {
    let _claim = claim::claim(&settings)?;
    let mut signals = Signals::new()?;
    // `leaving`: not ready, no new jobs. `stop`: no new connections.
    let (leaving, stop) = (CancellationToken::new(), CancellationToken::new());
    let running = TaskTracker::new();
    let limits = Limits {
        most: settings.connections,
        each: settings.connections.div_ceil(4),
        grace: GRACE,
        proxies: settings.trusted_proxies.clone(),
        ..Limits::default()
    };
    // Before the database is there: probes get an answer, and the address is the first line of the log.
    let listener = bind("listen", settings.listen).await?;
    tracing::info!(listen = %settings.listen, base_url = %settings.base_url, roles = named(roles), "server listening");
    if let Some(address) = settings.metrics_listen {
        let handle = telemetry::metrics()?;
        let metrics = Route::new()
            .at("/metrics", get(telemetry::exposition))
            .data(handle)
            .around(|next, request| headers::added(next, request, false));
        let listener = bind("metrics_listen", address).await?;
        tracing::info!(listen = %address, "metrics listening");
        running.spawn(connections::serve(listener, metrics, limits.clone(), stop.clone()));
    }
    let front = Front::default();
    running.spawn(connections::serve(
        listener,
        front.clone(),
        limits.clone(),
        stop.clone(),
    ));
    let app = tokio::select! {
        app = first(&settings) => app?,
        () = signals.next() => return Ok(()),
    };
    if app.db.is_overpowered().await? {
        bail!(
            "database_url: the app must not connect as owner, superuser or with BYPASSRLS; run `besa migrate` with database_owner_url, which makes the app's role"
        );
    }
    if settings.is_sqlite() && !roles.contains(&ServeRole::Worker) {
        tracing::warn!("no worker: SQLite serves one process, so no mail is sent and no report is built");
    }
    if app.log_key.is_none() && roles.contains(&ServeRole::Worker) {
        tracing::warn!("log_key not set: heads of the log are not signed");
    }
    if roles.contains(&ServeRole::Worker) {
        let mailer = start::mailer(&settings)?;
        running.spawn(besa_worker::run(with_long_timeout(&app), mailer, leaving.clone()));
    }
    let gone = leaving.clone();
    front.open(
        routes(
            &app,
            roles,
            settings.trusted_proxies,
            KeptPages::new(settings.kept_bytes),
        )
        .around(move |next, request| health::until_leaving(next, request, gone.clone())),
    );
    tracing::info!("server ready");
    running.spawn(watch::run(app.clone(), settings.database_url.clone(), leaving.clone()));
    running.close();
    let why = tokio::select! {
        () = running.wait() => return Ok(()),
        why = stopping(&mut signals, settings.shutdown_pause, &leaving, &stop) => why,
    };
    tracing::warn!(
        why,
        "stopped before all work was done: its jobs run again when their leases end"
    );
    Ok(())
}

/// Returns the roles as the option `--roles` has them.
fn named(roles: &[ServeRole]) -> String {
    let names = roles.iter().filter_map(ServeRole::to_possible_value);
    names
        .map(|name| name.get_name().to_owned())
        .collect::<Vec<_>>()
        .join(",")
}

/// Waits for the database and returns the app. A new embedded database is filled with the demo first.
async fn first(settings: &Settings) -> anyhow::Result<App> {
    demo::load_into_new(settings)
        .await
        .context("the demo could not be loaded")?;
    start::serving(settings).await
}

/// The app for jobs, with longer database timeouts: no page waits for them.
fn with_long_timeout(app: &App) -> App {
    App {
        db: app.db.clone().with_long_timeout(),
        ..app.clone()
    }
}

/// Waits for a signal to stop. Then `/readyz` fails, while requests are still taken during `pause`, so that
/// load balancers see it; after that no connection is accepted, and running work has [`GRACE`]. Returns
/// when that is over or a second signal comes, and says which.
async fn stopping(
    signals: &mut Signals,
    pause: Duration,
    leaving: &CancellationToken,
    stop: &CancellationToken,
) -> &'static str {
    const AGAIN: &str = "second signal";
    signals.next().await;
    tracing::info!(
        pause_s = pause.as_secs(),
        "stopping: readiness probe fails, requests are still taken"
    );
    leaving.cancel();
    if tokio::time::timeout(pause, signals.next()).await.is_ok() {
        return AGAIN;
    }
    tracing::info!(grace_s = GRACE.as_secs(), "stopping: no new connections");
    stop.cancel();
    match tokio::time::timeout(GRACE + RESERVE, signals.next()).await {
        Ok(()) => AGAIN,
        Err(_elapsed) => "timeout",
    }
}

/// SIGTERM (service managers) and SIGINT (Ctrl-C).
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

async fn bind(setting: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let port = address.port();
        let why = if error.kind() == ErrorKind::AddrInUse {
            format!("port {port} is in use: stop the other program, or set another port")
        } else if error.kind() == ErrorKind::PermissionDenied {
            format!("port {port} needs root: set a port above 1023, and let a proxy listen on {port}")
        } else if error.kind() == ErrorKind::AddrNotAvailable {
            let ip = address.ip();
            format!("{ip} is not an address of this machine: set one that is, or 0.0.0.0 for all")
        } else {
            error.to_string()
        };
        anyhow::anyhow!("{setting}: cannot listen on {address}: {why}")
    })
}

/// Returns everything served on `BESA_LISTEN`: pages, API, health.
pub fn routes(
    app: &App,
    roles: &[ServeRole],
    proxies: Proxies,
    pages: KeptPages,
) -> impl poem::Endpoint<Output = poem::Response> + use<> {
    let mut routes = Route::new().at("/livez", get(health::live)).at(
        "/readyz",
        get(health::ready).data(app.clone()).data(health::StoreState::default()),
    );
    if roles.contains(&ServeRole::Api) {
        routes = routes.nest_no_strip("/api/v1", besa_api::routes(app.clone()));
    }
    if roles.contains(&ServeRole::Web) {
        routes = routes.nest(
            "/",
            besa_web::routes(app.clone(), besa_web::open::Api::new(besa_api::routes(app.clone()))),
        );
    }
    let budget = MemoryBudget::default();
    let db = app.db.clone();
    let (ids, https) = (app.ids().clone(), app.base_url.starts_with("https://"));
    routes
        .around(move |next, request| memory::within_budget(next, request, budget.clone()))
        .around(move |next, request| kept::kept(next, request, db.clone(), pages.clone()))
        .around(move |next, request| telemetry::traced(next, request, ids.clone()))
        .around(move |next, request| headers::added(next, request, https))
        .around(move |next, request| proxies::addressed(next, request, proxies.clone()))
}
