//! The catalogue of open data, as linked data.

use crate::caller::app;
use crate::city::City;
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::SeePlan;
use besa_domain::{Error, catalogue};
use besa_formats::catalogue as linked;
use besa_formats::linked::{Graph, JSON_LD, TURTLE};
use poem::http::header;
use poem::{IntoResponse, Request, Response};
use poem_openapi::param::{Header, Query};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiResponse, OpenApi};

/// Triples, as JSON-LD or as Turtle.
#[derive(Debug)]
pub(crate) struct Linked {
    media_type: &'static str,
    body: Vec<u8>,
}

impl Linked {
    /// As the caller likes it: JSON-LD unless she asks for Turtle.
    fn of(graph: &Graph, accept: Option<&str>) -> Result<Self, Problem> {
        let turtle = accept.is_some_and(|accept| accept.contains("text/turtle"));
        let (media_type, body) = if turtle {
            (TURTLE, graph.turtle())
        } else {
            (JSON_LD, graph.json_ld())
        };
        let body = body.map_err(Error::internal)?;
        Ok(Self { media_type, body })
    }
}

impl IntoResponse for Linked {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type(self.media_type)
            .header(header::VARY, "accept")
            .body(self.body)
    }
}

impl ApiResponse for Linked {
    fn meta() -> MetaResponses {
        let content = |content_type| MetaMediaType {
            content_type,
            schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("string"))),
        };
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The catalogue (DCAT-AP 3).",
                status: Some(200),
                status_range: None,
                content: vec![content(JSON_LD), content("text/turtle")],
                headers: Vec::new(),
            }],
        }
    }

    fn register(_registry: &mut Registry) {}
}

#[derive(Debug)]
pub(crate) struct Catalogue;

#[OpenApi(tag = "Tag::Catalogue")]
impl Catalogue {
    /// Read the catalogue of every city
    ///
    /// Twenty cities at a time, by name. It says where the next part is (`hydra:next`).
    #[oai(path = "/catalogue", method = "get", operation_id = "catalogue_read")]
    async fn platform(
        &self,
        request: &Request,
        /// The number of the part, from 1.
        page: Query<Option<usize>>,
        /// `application/ld+json`, or `text/turtle`.
        #[oai(name = "Accept")]
        accept: Header<Option<String>>,
    ) -> Result<Linked, Problem> {
        let app = app(request)?;
        let part = catalogue::part(&app.db, page.0.unwrap_or(1)).await?;
        Linked::of(&linked::of_platform(&app.base_url, &part), accept.as_deref())
    }

    /// Read the catalogue of a city
    ///
    /// Its tables, how many records each has, and where they are to be had as files. Published
    /// records alone, whoever asks.
    #[oai(path = "/tenants/:tenant/catalogue", method = "get", operation_id = "catalogue_of_city")]
    async fn city(
        &self,
        tenant: City<SeePlan>,
        /// `application/ld+json`, or `text/turtle`.
        #[oai(name = "Accept")]
        accept: Header<Option<String>>,
    ) -> Result<Linked, Problem> {
        let city = &tenant.visit.tenant;
        let holds = catalogue::holdings(tenant.db(), city).await?;
        Linked::of(&linked::of_city(&tenant.app.base_url, city, &holds), accept.as_deref())
    }
}
