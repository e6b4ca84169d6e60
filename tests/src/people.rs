//! Users in tests, who send requests.

use crate::app::TestApp;
use besa_domain::people::Account;
use poem::http::uri::Scheme;
use poem::http::{HeaderMap, Method, StatusCode, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Body, Endpoint, Request};
use serde_json::Value;

/// A user, who sends requests with a token.
pub struct Person<'a> {
    pub(crate) app: &'a TestApp,
    /// Their account.
    pub account: Account,
    pub(crate) token: Option<String>,
}

impl<'a> Person<'a> {
    /// A client that is not signed in.
    pub fn nobody(app: &'a TestApp) -> Nobody<'a> {
        Nobody(app)
    }

    /// Returns the token of the user.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap()
    }

    /// Sends a `GET` request.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    /// Sends a `POST` request with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    /// Sends a `PATCH` request with JSON.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body), &[]).await
    }

    /// Sends a request.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri_str(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request
                .content_type("application/json")
                .body(Body::from_json(body).unwrap()),
            None => request.finish(),
        };
        Answer::to(self.app, request, self.token.as_deref()).await
    }
}

/// A client that is not signed in.
pub struct Nobody<'a>(&'a TestApp);

impl Nobody<'_> {
    /// Sends a request.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri_str(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request
                .content_type("application/json")
                .body(Body::from_json(body).unwrap()),
            None => request.finish(),
        };
        Answer::to(self.0, request, None).await
    }

    /// Sends a `PATCH` request with JSON.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body), &[]).await
    }
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Sends a request directly to the routes, without a network.
    pub async fn to(app: &TestApp, mut request: Request, token: Option<&str>) -> Self {
        if let Some(token) = token {
            let value = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        Self::of(&app.routes, request).await
    }

    /// Sends a request into other routes.
    pub(crate) async fn of(routes: &impl Endpoint<Output = poem::Response>, request: Request) -> Self {
        let answer = match routes.call(arrived(request)).await {
            Ok(answer) => answer,
            Err(error) => error.into_response(),
        };
        let (parts, body) = answer.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: body.into_vec().await.unwrap(),
        }
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Returns a header, or an empty string.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Fails the test unless the status is `status`.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// Fails the test unless this is a problem response with this status; returns its body.
    #[track_caller]
    pub fn problem(self, status: u16) -> Value {
        let answer = self.is(status);
        assert_eq!(
            answer.header("content-type").split(';').next(),
            Some("application/problem+json")
        );
        let body = answer.json();
        assert_eq!(body["status"], status);
        body
    }
}

/// Adds the addresses of both ends, as if the request had come over a connection.
fn arrived(request: Request) -> Request {
    let (from, body) = request.into_parts();
    let mut parts = poem::http::Request::new(()).into_parts().0;
    parts.method = from.method;
    parts.uri = from.uri;
    parts.headers = from.headers;
    parts.extensions = from.extensions;
    let local = LocalAddr::default();
    Request::from_parts((parts, local, RemoteAddr::default(), Scheme::HTTP).into(), body)
}
