//! The bodies and plans, besides the action plan, that Elbasan's letter to OGP of 30 September 2020 names.
//! Only facts from the letter, in our own words; nothing about what happened to them later.

use besa_domain::access::{EditForums, EditStrategies, Permit, SeeForums, SeeStrategies};
use besa_domain::forums::{self, ForumDraft, ForumKind};
use besa_domain::strategies::{self, Document, StrategyDraft, StrategyKind};
use besa_domain::{App, tenants};

const SOURCE: &str = "Letter of Elbasan Municipality to the OGP Steering Committee, 30 September 2020";
const COUNCIL: &str = "It joins those who work for the safety of residents: civil society, police, social services and \
religious communities.";

/// A plan that the letter names.
struct Named {
    title: &'static str,
    kind: StrategyKind,
    years: (Option<i32>, Option<i32>),
    summary: &'static str,
    document: Option<&'static str>,
    area: &'static str,
}

const PLANS: [Named; 6] = [
    Named {
        title: "Participatory budgeting",
        kind: StrategyKind::ParticipatoryBudgeting,
        years: (Some(2007), None),
        summary: "Residents and the municipality find, carry out and follow priorities of the budget together.",
        document: None,
        area: "public-participation-in-budget-fiscal-policy",
    },
    Named {
        title: "Local Environmental Plan",
        kind: StrategyKind::Plan,
        years: (Some(2020), Some(2022)),
        summary: "Against pollution, for a clean and healthy environment by the standards of the European Union.",
        document: Some(
            "https://elbasani.gov.al/sq-al/Documents/pl.vendor%20mjedisit%202020%20-%202022%20%20%20perfundimtarpdf.pdf",
        ),
        area: "environment-climate",
    },
    Named {
        title: "Regulation on Waste Management",
        kind: StrategyKind::Regulation,
        years: (Some(2020), Some(2025)),
        summary: "How urban waste is managed in the territory of the municipality.",
        document: Some(
            "https://elbasani.gov.al/sq-al/Documents/Rregullorja%20per%20Mbetjet%202020%20-%20%20%202025.pdf",
        ),
        area: "environment-climate",
    },
    Named {
        title: "Integrity Plan",
        kind: StrategyKind::Plan,
        years: (None, None),
        summary: "Measures for integrity, ethics, transparency and public accountability of the municipality.",
        document: Some("https://elbasani.gov.al/sq-al/Documents/PLANI%20I%20INTEGRITETIT%20BASHKIA.pdf"),
        area: "anti-corruption-and-integrity",
    },
    Named {
        title: "Social Security Plan",
        kind: StrategyKind::Plan,
        years: (Some(2018), Some(2022)),
        summary: "Against poverty, for a better life of people with disabilities, and for services of social care.",
        document: None,
        area: "inclusion",
    },
    Named {
        title: "Local Plan for the Integration of Roma and Egyptian Minorities",
        kind: StrategyKind::Plan,
        years: (Some(2019), Some(2022)),
        summary: "Social inclusion of both minorities, with their communities finding needs and designing measures.",
        document: None,
        area: "inclusion",
    },
];

/// Adds the forum and the strategies, if the city has none.
pub(super) async fn load(app: &App) -> anyhow::Result<()> {
    let city = tenants::by_slug(&app.db, "elbasan").await?;
    let known = forums::forums(&app.db, &Permit::<SeeForums>::system(city.id)).await?;
    if known.is_empty() {
        let council = ForumDraft {
            name: "Local Public Safety Council".to_owned(),
            kind: ForumKind::PublicSafety,
            remit: Some(format!("{COUNCIL}\n\nSource: {SOURCE}.")),
            rules: None,
            rules_link: None,
            founded_on: None,
        };
        forums::create(&app.db, &Permit::<EditForums>::system(city.id), None, council).await?;
    }
    let known = strategies::strategies(&app.db, &Permit::<SeeStrategies>::system(city.id), None).await?;
    if known.is_empty() {
        for plan in PLANS {
            let draft = StrategyDraft {
                title: plan.title.to_owned(),
                first_year: plan.years.0,
                last_year: plan.years.1,
                summary: Some(plan.summary.to_owned()),
                source: Some(SOURCE.to_owned()),
                documents: plan
                    .document
                    .map(|link| Document {
                        title: plan.title.to_owned(),
                        link: link.to_owned(),
                    })
                    .into_iter()
                    .collect(),
                policy_areas: vec![plan.area.to_owned()],
                ..StrategyDraft::of_kind(plan.kind)
            };
            strategies::create(&app.db, &Permit::<EditStrategies>::system(city.id), None, draft).await?;
        }
    }
    Ok(())
}
