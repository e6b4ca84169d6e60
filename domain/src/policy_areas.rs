//! OGP's policy areas, as its Support Unit tags commitments (S: domain.md section 4). The list is
//! revised every year; a tag outside it is kept as the source says it and shown as such.

/// A policy area: its code, OGP's English label, and the label of the theme it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyArea {
    /// The stable code.
    pub code: &'static str,
    /// OGP's label.
    pub label: &'static str,
    /// The theme, for an area that is in one.
    pub theme: Option<&'static str>,
}

const fn area(code: &'static str, label: &'static str, theme: Option<&'static str>) -> PolicyArea {
    PolicyArea { code, label, theme }
}

/// Every area, in the order of OGP's sheet.
pub const ALL: &[PolicyArea] = &[
    area("anti-corruption-and-integrity", "Anti-Corruption and Integrity", None),
    area(
        "anti-corruption-institutions",
        "Anti-corruption Institutions",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "anti-corruption-strategies",
        "Anti-Corruption Strategies",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "asset-disclosure",
        "Asset Disclosure",
        Some("Anti-Corruption and Integrity"),
    ),
    area("audits", "Audits", Some("Anti-Corruption and Integrity")),
    area(
        "beneficial-ownership",
        "Beneficial Ownership",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "conflicts-of-interest",
        "Conflicts Of Interest",
        Some("Anti-Corruption and Integrity"),
    ),
    area("elections", "Elections", Some("Anti-Corruption and Integrity")),
    area(
        "political-finance",
        "Political Finance",
        Some("Anti-Corruption and Integrity"),
    ),
    area("lobbying", "Lobbying", Some("Anti-Corruption and Integrity")),
    area(
        "open-contracting",
        "Open Contracting",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "public-procurement",
        "Public Procurement",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "right-to-information",
        "Right To Information",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "whistleblower-protections",
        "Whistleblower Protections",
        Some("Anti-Corruption and Integrity"),
    ),
    area(
        "civic-space-and-enabling-environment",
        "Civic Space and Enabling Environment",
        None,
    ),
    area(
        "freedom-of-assembly",
        "Freedom of Assembly",
        Some("Civic Space and Enabling Environment"),
    ),
    area(
        "freedom-of-association",
        "Freedom of Association",
        Some("Civic Space and Enabling Environment"),
    ),
    area(
        "freedom-of-expression",
        "Freedom of Expression",
        Some("Civic Space and Enabling Environment"),
    ),
    area("democratizing-decision-making", "Democratizing Decision-Making", None),
    area(
        "digital-participation",
        "Digital Participation",
        Some("Democratizing Decision-Making"),
    ),
    area(
        "mainstreaming-participation",
        "Mainstreaming Participation",
        Some("Democratizing Decision-Making"),
    ),
    area(
        "regulatory-governance",
        "Regulatory Governance",
        Some("Democratizing Decision-Making"),
    ),
    area(
        "social-accountability",
        "Social Accountability",
        Some("Democratizing Decision-Making"),
    ),
    area("digital-governance", "Digital Governance", None),
    area(
        "automated-decision-making",
        "Automated Decision-making",
        Some("Digital Governance"),
    ),
    area(
        "data-stewardship-and-privacy",
        "Data Stewardship and Privacy",
        Some("Digital Governance"),
    ),
    area("digital-inclusion", "Digital Inclusion", Some("Digital Governance")),
    area(
        "disinformation-misinformation",
        "Disinformation/Misinformation",
        Some("Digital Governance"),
    ),
    area("online-civic-space", "Online Civic Space", Some("Digital Governance")),
    area("environment-climate", "Environment & Climate", None),
    area("climate-finance", "Climate Finance", Some("Environment & Climate")),
    area(
        "climate-mitigation-and-adaptation",
        "Climate Mitigation and Adaptation",
        Some("Environment & Climate"),
    ),
    area(
        "environmental-regulation",
        "Environmental Regulation",
        Some("Environment & Climate"),
    ),
    area(
        "international-environmental-agreements",
        "International Environmental Agreements",
        Some("Environment & Climate"),
    ),
    area("fiscal-openness", "Fiscal Openness", None),
    area(
        "publication-of-budget-fiscal-information",
        "Publication Of Budget/Fiscal Information",
        Some("Fiscal Openness"),
    ),
    area(
        "public-participation-in-budget-fiscal-policy",
        "Public Participation In Budget/Fiscal Policy",
        Some("Fiscal Openness"),
    ),
    area(
        "oversight-of-budget-fiscal-policies",
        "Oversight Of Budget/Fiscal Policies",
        Some("Fiscal Openness"),
    ),
    area(
        "stimulus-and-economic-recovery",
        "Stimulus and Economic Recovery",
        Some("Fiscal Openness"),
    ),
    area("tax", "Tax", Some("Fiscal Openness")),
    area("debt", "Debt", Some("Fiscal Openness")),
    area("inclusion", "Inclusion", None),
    area("gender", "Gender", Some("Inclusion")),
    area("gender-based-violence", "Gender-Based Violence", Some("Inclusion")),
    area("economic-inclusion", "Economic Inclusion", Some("Inclusion")),
    area("lgbtqia", "LGBTQIA+", Some("Inclusion")),
    area(
        "people-with-disabilities",
        "People with Disabilities",
        Some("Inclusion"),
    ),
    area("youth", "Youth", Some("Inclusion")),
    area("justice", "Justice", None),
    area("access-to-justice", "Access to Justice", Some("Justice")),
    area("open-justice", "Open Justice", Some("Justice")),
    area("policing-corrections", "Policing & Corrections", Some("Justice")),
    area("judiciary", "Judiciary", Some("Justice")),
    area("open-parliaments", "Open Parliaments", None),
    area("public-service-delivery", "Public Service Delivery", None),
    area(
        "citizenship-immigration",
        "Citizenship & Immigration",
        Some("Public Service Delivery"),
    ),
    area("education", "Education", Some("Public Service Delivery")),
    area(
        "health-nutrition",
        "Health & Nutrition",
        Some("Public Service Delivery"),
    ),
    area(
        "infrastructure-transport",
        "Infrastructure & Transport",
        Some("Public Service Delivery"),
    ),
    area(
        "water-sanitation",
        "Water & Sanitation",
        Some("Public Service Delivery"),
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
        Some("Inclusion"),
    ),
    area("local-inter-institutional", "Inter-institutional cooperation", None),
];

/// Whether a code is in the list.
pub fn is_known(code: &str) -> bool {
    ALL.iter().any(|area| area.code == code)
}

/// The area that a source means: by its code or its label, case and spelling of spaces aside.
pub fn named(text: &str) -> Option<&'static PolicyArea> {
    let wanted = crate::input::slug(text);
    ALL.iter()
        .find(|area| area.code == wanted || crate::input::slug(area.label) == wanted)
}

/// An area by its code.
pub fn by_code(code: &str) -> Option<&'static PolicyArea> {
    ALL.iter().find(|area| area.code == code)
}
