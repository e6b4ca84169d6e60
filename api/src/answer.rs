//! Successful responses of operations.

use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Json, Payload as _};
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::{ToJSON, Type};

/// Response 200: a record, with its version as `ETag`.
#[derive(Debug)]
pub(crate) struct Versioned<T> {
    pub(crate) body: T,
    pub(crate) version: i32,
}

impl<T> Versioned<T> {
    pub(crate) fn of(version: i32, body: impl Into<T>) -> Self {
        Self {
            body: body.into(),
            version,
        }
    }
}

/// Response 201: a created record, with its version as `ETag` and its path as `Location`.
#[derive(Debug)]
pub(crate) struct Created<T> {
    pub(crate) body: T,
    pub(crate) version: i32,
    pub(crate) location: String,
}

/// A response without a version, with a path as `Location`: created (201) or accepted (202).
#[derive(Debug)]
pub(crate) struct Located<T, const STATUS: u16> {
    pub(crate) body: T,
    pub(crate) location: String,
}

/// Response 204, without a body.
#[derive(Debug)]
pub(crate) struct NoContent;

impl<T: ToJSON> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        Json(self.body)
            .with_header(header::ETAG, etag(self.version))
            .into_response()
    }
}

impl<T: ToJSON> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        Json(self.body)
            .with_status(StatusCode::CREATED)
            .with_header(header::ETAG, etag(self.version))
            .with_header(header::LOCATION, self.location)
            .into_response()
    }
}

impl<T: ToJSON, const STATUS: u16> IntoResponse for Located<T, STATUS> {
    fn into_response(self) -> Response {
        Json(self.body)
            .with_status(StatusCode::from_u16(STATUS).unwrap_or(StatusCode::CREATED))
            .with_header(header::LOCATION, self.location)
            .into_response()
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl<T: ToJSON> ApiResponse for Versioned<T> {
    fn meta() -> MetaResponses {
        let headers = vec![text("ETag", "The version. Send it in `If-Match` with a change.")];
        described::<T>(200, "The current record.", headers)
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON> ApiResponse for Created<T> {
    fn meta() -> MetaResponses {
        let headers = vec![
            text("ETag", "The version. Send it in `If-Match` with a change."),
            text("Location", "The path at which the record can be read."),
        ];
        described::<T>(201, "The record was created.", headers)
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON, const STATUS: u16> ApiResponse for Located<T, STATUS> {
    fn meta() -> MetaResponses {
        let description = match STATUS {
            202 => "Accepted. A background job does the work.",
            _ => "The record was created.",
        };
        described::<T>(
            STATUS,
            description,
            vec![text("Location", "The path at which it can be read.")],
        )
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl ApiResponse for NoContent {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Done. The response has no body.",
                status: Some(204),
                status_range: None,
                content: Vec::new(),
                headers: Vec::new(),
            }],
        }
    }

    fn register(_registry: &mut Registry) {}
}

/// Formats a version as an entity tag.
fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

fn described<T: Type>(status: u16, description: &'static str, headers: Vec<MetaHeader>) -> MetaResponses {
    MetaResponses {
        responses: vec![MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: Json::<T>::CONTENT_TYPE,
                schema: T::schema_ref(),
            }],
            headers,
        }],
    }
}

/// Describes a response header in the OpenAPI document.
pub(crate) fn text(name: &str, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: true,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("string"))),
    }
}
