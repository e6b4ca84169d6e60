//! The city of a member.

use crate::access::{CreateTenant, Permit};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::imports::draft::Member;
use crate::tenants::{self, Identity, Tenant};

/// Returns the city of a member, and whether it was created. A city with the member's slug that is in another country
/// or holds example data is another one; the member's own then has the code of its country added.
///
/// # Errors
/// As [`tenants::create`].
pub async fn home(db: &Db, permit: &Permit<CreateTenant>, member: &Member) -> Result<(Tenant, bool)> {
    let longer = format!("{}-{}", member.slug, member.country.to_lowercase());
    let mut free = None;
    for slug in [member.slug.as_str(), &longer] {
        match tenants::by_slug(db, slug).await {
            Ok(city) if city.country == member.country && !city.example => return Ok((city, false)),
            Ok(_) => {}
            Err(Error::NotFound(_)) if tenants::RESERVED.contains(&slug) => {}
            Err(Error::NotFound(_)) => free = free.or(Some(slug)),
            Err(error) => return Err(error),
        }
    }
    let slug = free.unwrap_or(&longer);
    let identity = Identity::plain(&member.name, &member.country);
    let city = tenants::create(db, permit, slug, identity, false).await?;
    Ok((city, true))
}
