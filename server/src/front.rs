//! What answers while `serve` starts: alive, and not ready.

use poem::endpoint::BoxEndpoint;
use poem::http::{StatusCode, header};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response};
use std::sync::{Arc, OnceLock};

/// The routes of `serve`, once there are any.
#[derive(Clone, Default)]
pub(crate) struct Front(Arc<OnceLock<BoxEndpoint<'static, Response>>>);

impl Front {
    /// From now on these routes answer.
    pub(crate) fn open(&self, routes: impl Endpoint<Output = Response> + 'static) {
        if self.0.set(routes.boxed()).is_err() {
            tracing::error!("the routes were open already");
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
