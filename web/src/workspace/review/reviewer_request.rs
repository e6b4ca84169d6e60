//! The extractors for reviewers' pages: across their cities, or for one of them.

use besa_domain::access::{Action, Permit, Review};
use besa_domain::people::Visit;
use besa_domain::tenants::Tenant;
use besa_domain::{Error, db::Db};
use besa_text::{Words, codes, dates};
use poem::{FromRequest, Request, RequestBody, Response};
use time::{Date, OffsetDateTime};

use super::super::shell::{Group, Item, Shell};
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::frame::Frame;
use crate::links;
use crate::page::see_other;
use crate::visitor::Visitor;

/// The menu item of the current page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Queue,
    Compare,
    Queries,
    City,
}

/// A value that a filter offers.
pub(super) struct Choice {
    /// Its code in the URL; empty for no filter.
    pub(super) code: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// A filter with its values.
pub(super) struct FilterField {
    /// Its name in the URL's query.
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

/// A reviewer's request to a page across their cities.
pub(super) struct ReviewerRequest {
    pub(super) visitor: Visitor,
    pub(super) permit: Permit<Review>,
}

/// A reviewer's request to a page about one of their cities.
pub(super) struct CityReviewRequest {
    pub(super) visitor: Visitor,
    visit: Visit,
    id: Option<String>,
}

impl<'a> FromRequest<'a> for ReviewerRequest {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let visitor = Visitor::from_request(req, body).await?;
        let gate = &visitor.app.gate;
        let permit = gate.platform_permit(visitor.db(), visitor.caller()).await;
        let permit = permit.map_err(Fault::Domain)?;
        Ok(Self { visitor, permit })
    }
}

impl<'a> FromRequest<'a> for CityReviewRequest {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let visitor = Visitor::from_request(req, body).await?;
        if visitor.session.is_none() {
            return Err(Fault::Domain(Error::Unauthorized).into());
        }
        let slug = req.raw_path_param("city").unwrap_or_default();
        let visit = visitor.app.gate.visit(visitor.db(), visitor.caller(), slug).await;
        let visit = visit.map_err(Fault::Domain)?;
        // Check the right before reading anything that was sent.
        visit.permit::<Review>().map_err(Fault::Domain)?;
        Ok(Self {
            id: req.raw_path_param("id").map(str::to_owned),
            visitor,
            visit,
        })
    }
}

impl ReviewerRequest {
    pub(super) fn w(&self) -> &'static Words {
        self.visitor.w()
    }
}

impl CityReviewRequest {
    pub(super) fn w(&self) -> &'static Words {
        self.visitor.w()
    }

    pub(super) fn db(&self) -> &Db {
        self.visitor.db()
    }

    pub(super) fn tenant(&self) -> &Tenant {
        &self.visit.tenant
    }

    pub(super) fn name(&self) -> &str {
        self.tenant().name(self.visitor.language.code())
    }

    /// Returns the permit for `A` in the city.
    pub(super) fn permit<A: Action>(&self) -> Result<Permit<A>> {
        Ok(self.visit.permit()?)
    }

    /// Returns the URL of a page of the city's record.
    pub(super) fn at(&self, path: &str) -> String {
        record(&self.tenant().slug, path)
    }

    /// Parses the id of the URL.
    pub(super) fn id<T: std::str::FromStr>(&self) -> Result<T> {
        let id = self.id.as_deref().and_then(|id| id.parse().ok());
        id.ok_or(Fault::Missing)
    }

    /// Returns today's date in the city's time zone.
    pub(super) fn today(&self) -> Date {
        self.tenant().zone().day(self.visitor.app.clock().now())
    }

    /// Formats the day of a moment, in the city's time zone.
    pub(super) fn day_of(&self, at: OffsetDateTime) -> String {
        dates::day(self.visitor.language, self.tenant().zone().day(at))
    }

    /// Redirects to the city's record, which says what was done.
    pub(super) fn done(&self, flash: Flash) -> Response {
        flash.leave(&self.visitor.app, &self.visitor.jar);
        see_other(&self.at(""))
    }

    /// Returns the shell of a page below the city's record.
    pub(super) fn shell(&self) -> Shell {
        shell(&self.visitor, Open::City).under(self.name().to_owned(), self.at(""))
    }
}

/// Returns the URL of a page of a city's record.
pub(super) fn record(slug: &str, path: &str) -> String {
    let slash = if path.is_empty() { "" } else { "/" };
    format!("/review/cities/{slug}{slash}{path}")
}

/// Returns the frame of a reviewer's page; search engines are asked not to index it.
pub(super) fn frame(visitor: &Visitor, title: &str) -> Frame {
    let w = visitor.w();
    let mut frame = visitor.frame(title).hidden();
    frame.window = w.common_title_page(title, w.review_name());
    frame
}

/// Returns the side menu.
pub(super) fn shell(visitor: &Visitor, open: Open) -> Shell {
    let w = visitor.w();
    let item = |page: Open, href: &str, icon, words: String| Item {
        href: href.to_owned(),
        icon,
        words,
        count: 0,
        open: page == open,
    };
    let items = vec![
        item(Open::Queue, links::REVIEW, "inbox", w.review_nav_queue()),
        item(Open::Compare, "/review/compare", "layout-grid", w.review_nav_compare()),
        item(
            Open::Queries,
            "/review/queries",
            "message-square",
            w.review_nav_queries(),
        ),
        Item {
            open: false,
            ..item(Open::City, links::HOME, "building-2", w.review_nav_cities())
        },
    ];
    Shell {
        groups: vec![Group {
            words: w.review_group(),
            items,
        }],
        home: links::REVIEW.to_owned(),
        role: w.review_name(),
        crumbs: Vec::new(),
        trouble: None,
    }
}

/// Returns countries to choose from, by name, with an empty choice first.
pub(super) fn countries(w: &Words, of: &[String], chosen: Option<&str>) -> Vec<Choice> {
    let mut known: Vec<(String, String)> = of.iter().map(|code| (codes::country(w, code), code.clone())).collect();
    known.sort();
    options(w, known.into_iter().map(|(words, code)| (code, words)), chosen)
}

/// Returns codes and labels to choose from, with an empty choice first.
pub(super) fn options(w: &Words, of: impl Iterator<Item = (String, String)>, chosen: Option<&str>) -> Vec<Choice> {
    let all = Choice {
        code: String::new(),
        label: w.common_all(),
        chosen: chosen.is_none(),
    };
    let rest = of.map(|(code, label)| Choice {
        chosen: chosen == Some(code.as_str()),
        code,
        label,
    });
    std::iter::once(all).chain(rest).collect()
}
