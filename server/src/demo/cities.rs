//! The real cities of the demo: facts from published plans, each with its source page. Progress is given only
//! where a source gives it.

use anyhow::bail;
use besa_domain::access::{CreateTenant, ImportPlan, Permit};
use besa_domain::figures;
use besa_domain::imports::{self, Edits, Origin, json};
use besa_domain::records::Names;
use besa_domain::tenants::{self, Identity};
use besa_domain::{App, Error, TenantId};

const FACTS: &str = include_str!("cities.json");

/// The appearance of a city: time zone, Albanian name, and a colour that we chose.
struct Look {
    slug: &'static str,
    zone: &'static str,
    colour: &'static str,
    albanian: Option<&'static str>,
}

const LOOKS: [Look; 6] = [
    Look {
        slug: "elbasan",
        zone: "Europe/Tirane",
        colour: "#7a1f2b",
        albanian: Some("Elbasan"),
    },
    Look {
        slug: "tirana",
        zone: "Europe/Tirane",
        colour: "#8a3b12",
        albanian: Some("Tiranë"),
    },
    Look {
        slug: "buenos-aires",
        zone: "America/Argentina/Buenos_Aires",
        colour: "#1f5f8b",
        albanian: None,
    },
    Look {
        slug: "scotland",
        zone: "Europe/London",
        colour: "#23407a",
        albanian: None,
    },
    Look {
        slug: "basque-country",
        zone: "Europe/Madrid",
        colour: "#1d6b4f",
        albanian: None,
    },
    Look {
        slug: "austin",
        zone: "America/Chicago",
        colour: "#5b3a8a",
        albanian: None,
    },
];

/// Creates each city that does not exist, and imports its plans.
pub(super) async fn load(app: &App) -> anyhow::Result<()> {
    let draft = match json::read(FACTS, &Edits::default()) {
        Ok(draft) => draft,
        Err(notes) => bail!("cities.json of the demo is invalid: {notes:?}"),
    };
    for member in imports::members(&draft) {
        let tenant = match tenants::by_slug(&app.db, &member.slug).await {
            Ok(_) => continue,
            Err(Error::NotFound(_)) => {
                let plain = Identity::plain(&member.name, &member.country);
                let identity = LOOKS
                    .iter()
                    .find(|look| look.slug == member.slug)
                    .map_or(plain.clone(), |look| dressed(plain, look));
                let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
                tenants::create(&app.db, &permit, &member.slug, identity, false).await?
            }
            Err(error) => return Err(error.into()),
        };
        let permit = Permit::<ImportPlan>::system(tenant.id);
        let origin = Origin::of("cities.json", FACTS.as_bytes());
        imports::import_now(&app.db, &permit, origin, draft.of_member(&member.slug), true).await?;
        figures::refresh(&app.db, &tenant).await?;
    }
    Ok(())
}

fn dressed(plain: Identity, look: &Look) -> Identity {
    let mut identity = Identity {
        time_zone: look.zone.to_owned(),
        colour: look.colour.to_owned(),
        ..plain
    };
    if let Some(name) = look.albanian {
        identity.languages = vec!["en".to_owned(), "sq".to_owned()];
        let mut names = identity.names.0;
        names.insert("sq".to_owned(), name.to_owned());
        identity.names = Names(names);
    }
    identity
}
