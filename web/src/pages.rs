//! The pages' router. It keeps a list of every address it answers, so that a test can ask each.

use poem::http::Method;
use poem::{Endpoint, EndpointExt as _, IntoEndpoint, IntoResponse, Route, get, post};

use crate::limit;

/// A way to ask for a page: `GET` or `POST`, and the address as the router writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, with `:name` for what varies.
    pub path: String,
}

/// Pages, as they are put together.
#[derive(Default)]
pub(crate) struct Pages {
    route: Route,
    list: Vec<Listed>,
}

impl Pages {
    /// A page to read.
    pub(crate) fn page<E>(self, path: impl Into<String>, show: E) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        self.add(path.into(), &[Method::GET], get(show))
    }

    /// A form: the page that shows it, and what takes it.
    pub(crate) fn form<E, F>(self, path: impl Into<String>, show: E, submit: F) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
        F: IntoEndpoint<Endpoint: 'static>,
    {
        self.add(path.into(), &[Method::GET, Method::POST], get(show).post(submit))
    }

    /// A form that brings files: at most `most` bytes in all.
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

    /// A form of a few short lines that anybody may send.
    pub(crate) fn short<E, F>(self, path: impl Into<String>, show: E, submit: F) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
        F: IntoEndpoint<Endpoint: 'static>,
    {
        self.upload(path, limit::SHORT, show, submit)
    }

    /// A button: it has no page of its own.
    pub(crate) fn button<E>(self, path: impl Into<String>, submit: E) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        self.add(path.into(), &[Method::POST], post(submit))
    }

    /// One more address of a page that is listed under another.
    pub(crate) fn alias<E>(mut self, path: &str, endpoint: E) -> Self
    where
        E: Endpoint<Output: IntoResponse> + 'static,
    {
        self.route = self.route.at(path, endpoint);
        self
    }

    /// Lists an address that another page's router answers.
    pub(crate) fn list(mut self, path: String) -> Self {
        self.list.push(Listed { method: "GET", path });
        self
    }

    /// The router, and the list of what it answers.
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
