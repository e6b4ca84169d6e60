//! Asking the API as nobody in particular: what it says then is what everybody may have.

use std::sync::Arc;

use besa_domain::Error;
use poem::endpoint::BoxEndpoint;
use poem::http::StatusCode;
use poem::{Endpoint, EndpointExt as _, Request, Response};
use serde_json::Value;

use crate::error::{Fault, Result};

/// The API, without a person who asks.
#[derive(Clone)]
pub struct Api(Arc<BoxEndpoint<'static, Response>>);

impl Api {
    /// The API's routes, as they answer under `/api/v1`.
    pub fn new(routes: impl Endpoint<Output = Response> + 'static) -> Self {
        Self(Arc::new(routes.boxed()))
    }

    /// What it says at an address after `/api/v1`, to the byte.
    ///
    /// # Errors
    /// `NotFound` where it finds nothing; what it refuses for another reason is a fault of ours.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let uri = format!("/api/v1{path}");
        let uri = uri.parse().ok().ok_or(Fault::Missing)?;
        let answer = self.0.call(Request::builder().uri(uri).finish()).await;
        let answer = answer.map_err(Error::internal)?;
        match answer.status() {
            StatusCode::OK => {}
            // An address with words that are no id or cursor leads nowhere.
            StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => {
                return Err(Error::NotFound("record").into());
            }
            status => return Err(Error::internal(format!("the API said {status} to {path}")).into()),
        }
        let body = answer.into_body().into_vec().await.map_err(Error::internal)?;
        Ok(body)
    }

    /// The same, read as JSON.
    ///
    /// # Errors
    /// As [`Api::bytes`].
    pub async fn json(&self, path: &str) -> Result<Value> {
        let bytes = self.bytes(path).await?;
        Ok(serde_json::from_slice(&bytes).map_err(Error::internal)?)
    }
}
