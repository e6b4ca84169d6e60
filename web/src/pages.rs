//! The router of the pages. It also keeps a list of its routes, so that a test can request each.

use poem::http::Method;
use poem::{Endpoint, EndpointExt as _, IntoEndpoint, IntoResponse, Route, get, post};

use crate::limit;

/// A route: the method, and the path as the router writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with `:name` for parameters.
    pub path: String,
}

/// A builder for the router.
#[derive(Default)]
pub(crate) struct Pages {
    route: Route,
    list: Vec<Listed>,
}

impl Pages {
    /// Adds a page.
    pub(crate) fn page<E>(self, path: impl Into<String>, show: E) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        self.add(path.into(), &[Method::GET], get(show))
    }

    /// Adds a form: the page that shows it, and the handler that receives it.
    pub(crate) fn form<E, F>(self, path: impl Into<String>, show: E, submit: F) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
        F: IntoEndpoint<Endpoint: 'static>,
    {
        self.add(path.into(), &[Method::GET, Method::POST], get(show).post(submit))
    }

    /// Adds a form with files: at most `most` bytes in all.
    pub(crate) fn upload<E, F>(self, path: impl Into<String>, most: u64, show: E, submit: F) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
        F: IntoEndpoint<Endpoint: 'static>,
    {
        let form = get(show)
            .post(submit)
            .around(move |next, req| limit::body(next, req, most));
        self.add(path.into(), &[Method::GET, Method::POST], form)
    }

    /// Adds a form with a few short fields, which needs no session.
    pub(crate) fn short<E, F>(self, path: impl Into<String>, show: E, submit: F) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
        F: IntoEndpoint<Endpoint: 'static>,
    {
        self.upload(path, limit::SHORT, show, submit)
    }

    /// Adds a button: a POST route without a page.
    pub(crate) fn button<E>(self, path: impl Into<String>, submit: E) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        self.add(path.into(), &[Method::POST], post(submit))
    }

    /// Adds a route for another URL of a page, without listing it.
    pub(crate) fn alias<E>(mut self, path: &str, endpoint: E) -> Self
    where
        E: Endpoint<Output: IntoResponse> + 'static,
    {
        self.route = self.route.at(path, endpoint);
        self
    }

    /// Lists a path that the route of another page answers.
    pub(crate) fn list(mut self, path: String) -> Self {
        self.list.push(Listed { method: "GET", path });
        self
    }

    /// Returns the router, and the list of its routes.
    pub(crate) fn done(self) -> (Route, Vec<Listed>) {
        (self.route, self.list)
    }

    fn add<E>(mut self, path: String, methods: &[Method], endpoint: E) -> Self
    where
        E: Endpoint<Output: IntoResponse> + 'static,
    {
        self.route = self.route.at(&path, endpoint);
        for method in methods {
            let method = if method == Method::GET { "GET" } else { "POST" };
            self.list.push(Listed {
                method,
                path: path.clone(),
            });
        }
        self
    }
}
