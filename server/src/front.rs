//! Answers requests while `serve` is starting: `/livez` with 200, everything else with 503.

use poem::endpoint::BoxEndpoint;
use poem::http::{StatusCode, header};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response};
use std::sync::{Arc, OnceLock};

/// The routes of `serve`; empty until [`Front::open`].
#[derive(Clone, Default)]
pub(crate) struct Front(Arc<OnceLock<BoxEndpoint<'static, Response>>>);

impl Front {
    /// Sets the routes that answer from now on. Called once.
    pub(crate) fn open(&self, routes: impl Endpoint<Output = Response> + 'static) {
        if self.0.set(routes.boxed()).is_err() {
            tracing::error!("routes set twice: the first ones stay");
        }
    }
}

impl Endpoint for Front {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        match self.0.get() {
            Some(routes) => routes.call(request).await,
            None if request.uri().path() == "/livez" => Ok("ok\n".into_response()),
            None => Ok((StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
                .with_header(header::RETRY_AFTER, 1)
                .into_response()),
        }
    }
}
