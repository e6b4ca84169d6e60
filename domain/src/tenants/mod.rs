//! Cities. Each city is a tenant.

mod logo;
mod state;
pub(crate) mod tables;
mod time_zones;

pub use crate::directory::{LANGUAGES, Totals};
pub use logo::{LOGO_BYTES, remove_logo, set_logo};
pub use state::{PublicState, public_state, public_state_of};

use crate::access::{CreateTenant, EditTenant, ListTenants, Permit};
use crate::calendar::Zone;
use crate::copy_fields;
use crate::db::{Db, Scoped};
use crate::directory;
use crate::error::{Conflict, Error, Result, code};
use crate::ids::TenantId;
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::records::{Names, Texts};
use crate::tenants::tables::tenant;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// A city.
pub type Tenant = tenant::Model;

/// Slugs that no city can have: the platform uses them as the first segment of its own paths.
pub const RESERVED: [&str; 28] = [
    "account",
    "admin",
    "api",
    "assets",
    "about",
    "accessibility",
    "catalogue",
    "compare",
    "contact",
    "data",
    "example-data",
    "favicon.ico",
    "id",
    "invite",
    "livez",
    "log",
    "metrics",
    "operator",
    "platform",
    "privacy",
    "problems",
    "readyz",
    "review",
    "scheme",
    "search",
    "sign-in",
    "sign-out",
    "theme",
];

/// The settings of a city.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Identity {
    /// The name, per language code.
    pub names: Names,
    /// ISO 3166-1 alpha-2, or XK.
    pub country: String,
    /// The IANA time zone in which the city's days and deadlines are computed.
    pub time_zone: String,
    /// The codes of the languages of its pages.
    pub languages: Vec<String>,
    /// The code of the default language; one of `languages`.
    pub default_language: String,
    /// The colour from which the theme is computed, `#rrggbb`.
    pub colour: String,
    /// The decoration under the header: `none` or `battlements`.
    pub motif: String,
    /// The office in charge, which the footer names.
    pub unit: Option<String>,
    /// The e-mail address for residents.
    pub contact_email: Option<String>,
}

impl Tenant {
    /// Returns the city's time zone.
    pub fn zone(&self) -> Zone {
        Zone::named_or_utc(&self.time_zone)
    }

    /// Returns the name in `language`, else in the city's default language.
    pub fn name(&self, language: &str) -> &str {
        self.names.in_language(language, &self.default_language)
    }

    /// Returns what the directory of cities takes from it.
    pub(crate) fn entry(&self) -> directory::City<'_> {
        directory::City {
            id: self.id,
            slug: &self.slug,
            country: &self.country,
            names: &self.names,
            default_language: &self.default_language,
            example: self.example,
        }
    }
}

impl Identity {
    /// Returns default settings for a city: English, the time zone of its country, Besa's own colour, no decoration.
    pub fn plain(name: &str, country: &str) -> Self {
        Self {
            names: Names([("en".to_owned(), name.to_owned())].into()),
            country: country.to_owned(),
            time_zone: time_zones::of_country(country).to_owned(),
            languages: vec!["en".to_owned()],
            default_language: "en".to_owned(),
            colour: "#0b4f63".to_owned(),
            motif: "none".to_owned(),
            unit: None,
            contact_email: None,
        }
    }

    fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let names: std::collections::BTreeMap<_, _> = self
            .names
            .0
            .iter()
            .map(|(language, name)| (language.clone(), check.line("names", name, input::TITLE)))
            .collect();
        check.must(!names.is_empty(), "names", code::REQUIRED);
        check.must(is_country(&self.country), "country", code::UNKNOWN_CHOICE);
        check.must(Zone::named(&self.time_zone).is_ok(), "time_zone", code::UNKNOWN_CHOICE);
        check.must(!self.languages.is_empty(), "languages", code::REQUIRED);
        check.must(
            self.languages.iter().all(|language| is_language(language)),
            "languages",
            code::UNKNOWN_CHOICE,
        );
        check.must(
            self.languages.contains(&self.default_language),
            "default_language",
            code::UNKNOWN_CHOICE,
        );
        check.must(is_colour(&self.colour), "colour", code::UNKNOWN_CHOICE);
        check.must(
            matches!(self.motif.as_str(), "none" | "battlements"),
            "motif",
            code::UNKNOWN_CHOICE,
        );
        let unit = check.maybe_line("unit", self.unit.as_deref(), input::TITLE);
        let contact_email = check.maybe_email("contact_email", self.contact_email.as_deref());
        check.done()?;
        Ok(Self {
            names: Names(names),
            unit,
            contact_email,
            ..self
        })
    }
}

/// Finds a city by its slug.
///
/// # Errors
/// `NotFound("city")` when there is none.
pub async fn by_slug(db: &Db, slug: &str) -> Result<Tenant> {
    let platform = db.platform();
    let select = platform.find::<tenant::Entity>().filter(tenant::Column::Slug.eq(slug));
    platform.one(select).await?.ok_or(Error::NotFound("city"))
}

/// Finds a city by its id.
///
/// # Errors
/// `NotFound("city")` when there is none.
pub async fn by_id(db: &Db, id: TenantId) -> Result<Tenant> {
    let platform = db.platform();
    let select = platform.find::<tenant::Entity>().filter(tenant::Column::Id.eq(id));
    platform.one(select).await?.ok_or(Error::NotFound("city"))
}

/// Returns the city, in a transaction that is already open.
pub(crate) async fn city_of(city: &Scoped) -> Result<Tenant> {
    let platform = city.platform();
    let select = platform
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.eq(city.tenant()));
    platform.one(select).await?.ok_or(Error::NotFound("city"))
}

/// Lists all cities, with and without a published plan, by slug.
///
/// # Errors
/// Database errors.
pub async fn list(db: &Db, _permit: &Permit<ListTenants>) -> Result<Vec<Tenant>> {
    let platform = db.platform();
    let select = platform.find::<tenant::Entity>().order_by_asc(tenant::Column::Slug);
    platform.all(select).await
}

/// Returns the slugs of at most `most` cities, with and without a published plan, in alphabetical order.
///
/// # Errors
/// Database errors.
pub async fn slugs(db: &Db, most: u64) -> Result<Vec<String>> {
    let platform = db.platform();
    let select = platform.find::<tenant::Entity>().order_by_asc(tenant::Column::Slug);
    platform.texts(select, tenant::Column::Slug, most).await
}

/// Returns the revision of a city, which each change increments.
///
/// # Errors
/// Database errors.
pub async fn revision(db: &Db, tenant: TenantId) -> Result<i64> {
    Ok(crate::db::revisions(db, tenant).await?.all)
}

/// Returns the public revision of a city, which each change that public pages may show increments. A public
/// page is valid as long as it stays the same. Changes of drafts do not increment it.
///
/// # Errors
/// Database errors.
pub async fn public_revision(db: &Db, tenant: TenantId) -> Result<i64> {
    Ok(crate::db::revisions(db, tenant).await?.public)
}

/// Creates a city. `example` marks everything in it as example data, on every page.
///
/// # Errors
/// `slug` / `unknown_choice` when it is reserved or malformed, `slug` / `taken` when another city has it,
/// and the field errors of the identity.
pub async fn create(
    db: &Db,
    permit: &Permit<CreateTenant>,
    slug: &str,
    identity: Identity,
    example: bool,
) -> Result<Tenant> {
    let identity = identity.checked()?;
    let mut check = Check::new();
    let fine = !slug.is_empty() && slug.len() <= 60 && input::slug(slug) == slug && !RESERVED.contains(&slug);
    check.must(fine, "slug", code::UNKNOWN_CHOICE);
    check.done()?;
    db.change(permit, None, async |tx| {
        let made = tx
            .platform()
            .add(copy_fields!(identity => Tenant {
                names, country, time_zone, default_language, motif, unit, contact_email,
            } with {
                id: tx.id(),
                slug: slug.to_owned(),
                languages: Texts(identity.languages),
                colour: identity.colour.to_lowercase(),
                logo_key: None,
                logo_type: None,
                example,
                version: 1,
                created_at: tx.now(),
            }))
            .await?;
        directory::write(&tx.platform(), None, directory::blank(made.entry(), tx.now())).await?;
        directory::write_names(&tx.platform(), made.entry(), 0).await?;
        let event = Event::TenantCreate { slug: slug.to_owned() };
        tx.record(event.about(made.id)).await?;
        Ok(made)
    })
    .await
}

/// Changes the settings of a city.
///
/// # Errors
/// `StaleVersion` when it was changed meanwhile, and the field errors of the identity.
pub async fn edit(
    db: &Db,
    permit: &Permit<EditTenant>,
    once: Option<&Once>,
    version: i32,
    identity: Identity,
) -> Result<Tenant> {
    db.change(permit, once, async |tx| {
        let select = tx
            .platform()
            .find::<tenant::Entity>()
            .filter(tenant::Column::Id.eq(tx.tenant()));
        let old = tx.platform().one(select).await?.ok_or(Error::NotFound("city"))?;
        if old.version != version {
            return Err(Conflict::StaleVersion { current: old.version }.into());
        }
        let identity = identity.checked()?;
        let new = copy_fields!(identity => Tenant {
            names, country, time_zone, default_language, motif, unit, contact_email,
        } with {
            languages: Texts(identity.languages),
            colour: identity.colour.to_lowercase(),
            version: old.version + 1,
        } over old);
        let saved = tx.platform().save(new).await?;
        let line = directory::line(&tx.platform(), saved.id).await?;
        let new = line
            .clone()
            .unwrap_or_else(|| directory::blank(saved.entry(), tx.now()));
        let (country, published) = (saved.country.clone(), new.published);
        // Its days may be others now: the round computes them again.
        let new = directory::Line {
            country,
            round_at: tx.now(),
            ..new
        };
        directory::write(&tx.platform(), line.as_ref(), new).await?;
        directory::write_names(&tx.platform(), saved.entry(), published).await?;
        tx.record(Event::TenantEdit {}.about(saved.id).public(true)).await?;
        Ok(saved)
    })
    .await
}

/// Checks whether it is a country code: ISO 3166-1 alpha-2, or XK, which OGP uses for Kosovo (docs/RULES.md,
/// `country-codes`).
pub fn is_country(code: &str) -> bool {
    code == "XK" || rust_iso3166::from_alpha2(code).is_some()
}

/// Returns the three-letter code of a country by its two-letter code; `None` when there is no such country.
/// Kosovo's is the code of the European Union's tables.
pub fn country_alpha3(code: &str) -> Option<&'static str> {
    if code == "XK" {
        return Some("1A0");
    }
    rust_iso3166::from_alpha2(code).map(|country| country.alpha3)
}

fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase())
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()))
}
