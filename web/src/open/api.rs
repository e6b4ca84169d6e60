//! Calls the API without a caller, so that it returns only what is public.

use std::sync::Arc;

use besa_domain::Error;
use poem::endpoint::BoxEndpoint;
use poem::http::StatusCode;
use poem::{Endpoint, EndpointExt as _, Request, Response};
use serde_json::Value;

use crate::error::{Fault, Result};

/// The API, called without a caller.
#[derive(Clone)]
pub struct Api(Arc<BoxEndpoint<'static, Response>>);

impl Api {
    /// Wraps the API's endpoint; it must answer under `/api/v1`.
    pub fn new(routes: impl Endpoint<Output = Response> + 'static) -> Self {
        Self(Arc::new(routes.boxed()))
    }

    /// Returns the exact body of the API's response. `path` is what follows `/api/v1`.
    ///
    /// # Errors
    /// `NotFound` if the record does not exist or is not public; `Internal` for any other status than 200.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let uri = format!("/api/v1{path}");
        let uri = uri.parse().ok().ok_or(Fault::Missing)?;
        let answer = self.0.call(Request::builder().uri(uri).finish()).await;
        let answer = answer.map_err(Error::internal)?;
        match answer.status() {
            StatusCode::OK => {}
            // A URL part that is not a valid id or cursor names no record.
            StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => {
                return Err(Error::NotFound("record").into());
            }
            status => return Err(Error::internal(format!("API returned {status} for {path}")).into()),
        }
        let body = answer.into_body().into_vec().await.map_err(Error::internal)?;
        Ok(body)
    }

    /// Returns the body of the API's response, parsed as JSON.
    ///
    /// # Errors
    /// As [`Api::bytes`].
    pub async fn json(&self, path: &str) -> Result<Value> {
        let bytes = self.bytes(path).await?;
        Ok(serde_json::from_slice(&bytes).map_err(Error::internal)?)
    }
}
