//! The open-data catalogue, as linked data (DCAT-AP 3).

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

/// RDF triples, serialised as JSON-LD or Turtle.
#[derive(Debug)]
pub(crate) struct Linked {
    media_type: &'static str,
    body: Vec<u8>,
}

impl Linked {
    /// Serialises `graph` as Turtle when `accept` contains `text/turtle`, otherwise as JSON-LD.
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
    /// Read the catalogue of all cities
    ///
    /// 20 cities per page, ordered by name. `hydra:next` is the address of the next page as a Turtle file;
    /// the last page has none. 404 for a page that does not exist.
    #[oai(path = "/catalogue", method = "get", operation_id = "catalogue_read")]
    async fn platform(
        &self,
        request: &Request,
        /// Page number, from 1. Default 1.
        page: Query<Option<usize>>,
        /// `application/ld+json` (default) or `text/turtle`.
        #[oai(name = "Accept")]
        accept: Header<Option<String>>,
    ) -> Result<Linked, Problem> {
        let app = app(request)?;
        let part = catalogue::page(&app.db, page.0.unwrap_or(1)).await?;
        Linked::of(&linked::of_platform(&app.base_url, &part), accept.as_deref())
    }

    /// Read the catalogue of a city
    ///
    /// Lists the city's datasets with the number of records and the addresses of the CSV and JSON files.
    /// Contains published records only, also for members of a city.
    #[oai(path = "/tenants/:tenant/catalogue", method = "get", operation_id = "catalogue_of_city")]
    async fn city(
        &self,
        tenant: City<SeePlan>,
        /// `application/ld+json` (default) or `text/turtle`.
        #[oai(name = "Accept")]
        accept: Header<Option<String>>,
    ) -> Result<Linked, Problem> {
        let city = &tenant.visit.tenant;
        let holds = catalogue::record_counts(tenant.db(), city).await?;
        Linked::of(&linked::of_city(&tenant.app.base_url, city, &holds), accept.as_deref())
    }
}
