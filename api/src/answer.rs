//! What operations answer when all goes well.

use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Json, Payload as _};
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::{ToJSON, Type};

/// A record that can be changed, with its version as `ETag`.
#[derive(Debug)]
pub(crate) struct One<T> {
    pub(crate) body: T,
    pub(crate) version: i32,
}

impl<T> One<T> {
    pub(crate) fn of(version: i32, body: impl Into<T>) -> Self {
        Self {
            body: body.into(),
            version,
        }
    }
}

/// A record that was made, at its own address.
#[derive(Debug)]
pub(crate) struct Made<T> {
    pub(crate) body: T,
    pub(crate) version: i32,
    pub(crate) location: String,
}

/// What has an address of its own and no version: made (201), or asked for (202).
#[derive(Debug)]
pub(crate) struct Placed<T, const STATUS: u16> {
    pub(crate) body: T,
    pub(crate) location: String,
}

/// What was asked for is no longer there.
#[derive(Debug)]
pub(crate) struct Gone;

impl<T: ToJSON> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        Json(self.body)
            .with_header(header::ETAG, etag(self.version))
            .into_response()
    }
}

impl<T: ToJSON> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        Json(self.body)
            .with_status(StatusCode::CREATED)
            .with_header(header::ETAG, etag(self.version))
            .with_header(header::LOCATION, self.location)
            .into_response()
    }
}

impl<T: ToJSON, const STATUS: u16> IntoResponse for Placed<T, STATUS> {
    fn into_response(self) -> Response {
        Json(self.body)
            .with_status(StatusCode::from_u16(STATUS).unwrap_or(StatusCode::CREATED))
            .with_header(header::LOCATION, self.location)
            .into_response()
    }
}

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl<T: ToJSON> ApiResponse for One<T> {
    fn meta() -> MetaResponses {
        let headers = vec![text("ETag", "The version: send it in `If-Match` with a change.")];
        described::<T>(200, "The record as it is now.", headers)
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON> ApiResponse for Made<T> {
    fn meta() -> MetaResponses {
        let headers = vec![
            text("ETag", "The version: send it in `If-Match` with a change."),
            text("Location", "Where the record is."),
        ];
        described::<T>(201, "The record was made.", headers)
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON, const STATUS: u16> ApiResponse for Placed<T, STATUS> {
    fn meta() -> MetaResponses {
        let description = match STATUS {
            202 => "It was asked for; a job does it.",
            _ => "The record was made.",
        };
        described::<T>(STATUS, description, vec![text("Location", "Where it is.")])
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl ApiResponse for Gone {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Done.",
                status: Some(204),
                status_range: None,
                content: Vec::new(),
                headers: Vec::new(),
            }],
        }
    }

    fn register(_registry: &mut Registry) {}
}

/// A version as an entity tag.
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

/// A header of an answer, for the description.
pub(crate) fn text(name: &str, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: true,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("string"))),
    }
}
