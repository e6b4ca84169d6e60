//! OGP's policy areas, with which its Support Unit tags commitments (docs/RULES.md, `policy-areas`). The
//! list is revised every year; a tag that is not in it is stored and shown as the source words it.

/// A policy area: its code, OGP's English label, which files use, and its theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyArea {
    /// The stable code.
    pub code: &'static str,
    /// OGP's label.
    pub label: &'static str,
    /// The code of its theme; `None` when it belongs to none.
    pub theme: Option<&'static str>,
}

const fn area(code: &'static str, label: &'static str, theme: Option<&'static str>) -> PolicyArea {
    PolicyArea { code, label, theme }
}

/// All areas, in the order of OGP's sheet. Besa's own areas, with the prefix `local-`, come last.
pub const ALL: &[PolicyArea] = &[
    area("anti-corruption-and-integrity", "Anti-Corruption and Integrity", None),
    area(
        "anti-corruption-institutions",
        "Anti-corruption Institutions",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "anti-corruption-strategies",
        "Anti-Corruption Strategies",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "asset-disclosure",
        "Asset Disclosure",
        Some("anti-corruption-and-integrity"),
    ),
    area("audits", "Audits", Some("anti-corruption-and-integrity")),
    area(
        "beneficial-ownership",
        "Beneficial Ownership",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "conflicts-of-interest",
        "Conflicts Of Interest",
        Some("anti-corruption-and-integrity"),
    ),
    area("elections", "Elections", Some("anti-corruption-and-integrity")),
    area(
        "political-finance",
        "Political Finance",
        Some("anti-corruption-and-integrity"),
    ),
    area("lobbying", "Lobbying", Some("anti-corruption-and-integrity")),
    area(
        "open-contracting",
        "Open Contracting",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "public-procurement",
        "Public Procurement",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "right-to-information",
        "Right To Information",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "whistleblower-protections",
        "Whistleblower Protections",
        Some("anti-corruption-and-integrity"),
    ),
    area(
        "civic-space-and-enabling-environment",
        "Civic Space and Enabling Environment",
        None,
    ),
    area(
        "freedom-of-assembly",
        "Freedom of Assembly",
        Some("civic-space-and-enabling-environment"),
    ),
    area(
        "freedom-of-association",
        "Freedom of Association",
        Some("civic-space-and-enabling-environment"),
    ),
    area(
        "freedom-of-expression",
        "Freedom of Expression",
        Some("civic-space-and-enabling-environment"),
    ),
    area("democratizing-decision-making", "Democratizing Decision-Making", None),
    area(
        "digital-participation",
        "Digital Participation",
        Some("democratizing-decision-making"),
    ),
    area(
        "mainstreaming-participation",
        "Mainstreaming Participation",
        Some("democratizing-decision-making"),
    ),
    area(
        "regulatory-governance",
        "Regulatory Governance",
        Some("democratizing-decision-making"),
    ),
    area(
        "social-accountability",
        "Social Accountability",
        Some("democratizing-decision-making"),
    ),
    area("digital-governance", "Digital Governance", None),
    area(
        "automated-decision-making",
        "Automated Decision-making",
        Some("digital-governance"),
    ),
    area(
        "data-stewardship-and-privacy",
        "Data Stewardship and Privacy",
        Some("digital-governance"),
    ),
    area("digital-inclusion", "Digital Inclusion", Some("digital-governance")),
    area(
        "disinformation-misinformation",
        "Disinformation/Misinformation",
        Some("digital-governance"),
    ),
    area("online-civic-space", "Online Civic Space", Some("digital-governance")),
    area("environment-climate", "Environment & Climate", None),
    area("climate-finance", "Climate Finance", Some("environment-climate")),
    area(
        "climate-mitigation-and-adaptation",
        "Climate Mitigation and Adaptation",
        Some("environment-climate"),
    ),
    area(
        "environmental-regulation",
        "Environmental Regulation",
        Some("environment-climate"),
    ),
    area(
        "international-environmental-agreements",
        "International Environmental Agreements",
        Some("environment-climate"),
    ),
    area("fiscal-openness", "Fiscal Openness", None),
    area(
        "publication-of-budget-fiscal-information",
        "Publication Of Budget/Fiscal Information",
        Some("fiscal-openness"),
    ),
    area(
        "public-participation-in-budget-fiscal-policy",
        "Public Participation In Budget/Fiscal Policy",
        Some("fiscal-openness"),
    ),
    area(
        "oversight-of-budget-fiscal-policies",
        "Oversight Of Budget/Fiscal Policies",
        Some("fiscal-openness"),
    ),
    area(
        "stimulus-and-economic-recovery",
        "Stimulus and Economic Recovery",
        Some("fiscal-openness"),
    ),
    area("tax", "Tax", Some("fiscal-openness")),
    area("debt", "Debt", Some("fiscal-openness")),
    area("inclusion", "Inclusion", None),
    area("gender", "Gender", Some("inclusion")),
    area("gender-based-violence", "Gender-Based Violence", Some("inclusion")),
    area("economic-inclusion", "Economic Inclusion", Some("inclusion")),
    area("lgbtqia", "LGBTQIA+", Some("inclusion")),
    area(
        "people-with-disabilities",
        "People with Disabilities",
        Some("inclusion"),
    ),
    area("youth", "Youth", Some("inclusion")),
    area("justice", "Justice", None),
    area("access-to-justice", "Access to Justice", Some("justice")),
    area("open-justice", "Open Justice", Some("justice")),
    area("policing-corrections", "Policing & Corrections", Some("justice")),
    area("judiciary", "Judiciary", Some("justice")),
    area("open-parliaments", "Open Parliaments", None),
    area("public-service-delivery", "Public Service Delivery", None),
    area(
        "citizenship-immigration",
        "Citizenship & Immigration",
        Some("public-service-delivery"),
    ),
    area("education", "Education", Some("public-service-delivery")),
    area(
        "health-nutrition",
        "Health & Nutrition",
        Some("public-service-delivery"),
    ),
    area(
        "infrastructure-transport",
        "Infrastructure & Transport",
        Some("public-service-delivery"),
    ),
    area(
        "water-sanitation",
        "Water & Sanitation",
        Some("public-service-delivery"),
    ),
    area("capacity-building", "Capacity Building", None),
    area("digital-transformation", "Digital Transformation", None),
    area("legislation", "Legislation", None),
    area("regulation", "Regulation", None),
    area("legislative-oversight", "Legislative Oversight", None),
    area("open-data", "Open Data", None),
    area("public-participation", "Public Participation", None),
    area("subnational", "Subnational", None),
    area("human-rights", "Human Rights", None),
    area("open-parliament-plan", "Open Parliament Plan", None),
    area("sustainable-development-goals", "Sustainable Development Goals", None),
    area("private-sector", "Private Sector", None),
    area("aid", "Aid", None),
    area("energy", "Energy", None),
    area("extractive-industries", "Extractive Industries", None),
    area("land-and-spatial-planning", "Land and Spatial Planning", None),
    area("media-telecommunications", "Media & Telecommunications", None),
    area("science-technology", "Science & Technology", None),
    area("security-public-safety", "Security & Public Safety", None),
    area("labor", "Labor", None),
    area(
        "local-roma-egyptian",
        "Roma and Egyptian communities",
        Some("inclusion"),
    ),
    area("local-inter-institutional", "Inter-institutional cooperation", None),
];

/// Checks whether a code is in the list.
pub fn is_known(code: &str) -> bool {
    ALL.iter().any(|area| area.code == code)
}

/// Finds the area that a text names by its code or label, ignoring case, accents and punctuation.
pub fn named(text: &str) -> Option<&'static PolicyArea> {
    let wanted = crate::input::slug(text);
    ALL.iter()
        .find(|area| area.code == wanted || crate::input::slug(area.label) == wanted)
}

/// Finds an area by its code.
pub fn by_code(code: &str) -> Option<&'static PolicyArea> {
    ALL.iter().find(|area| area.code == code)
}
