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

/// Every area, in the order of OGP's sheet.
pub const ALL: &[PolicyArea] = &[
    PolicyArea {
        code: "anti-corruption-and-integrity",
        label: "Anti-Corruption and Integrity",
        theme: None,
    },
    PolicyArea {
        code: "anti-corruption-institutions",
        label: "Anti-corruption Institutions",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "anti-corruption-strategies",
        label: "Anti-Corruption Strategies",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "asset-disclosure",
        label: "Asset Disclosure",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "audits",
        label: "Audits",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "beneficial-ownership",
        label: "Beneficial Ownership",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "conflicts-of-interest",
        label: "Conflicts Of Interest",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "elections",
        label: "Elections",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "political-finance",
        label: "Political Finance",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "lobbying",
        label: "Lobbying",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "open-contracting",
        label: "Open Contracting",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "public-procurement",
        label: "Public Procurement",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "right-to-information",
        label: "Right To Information",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "whistleblower-protections",
        label: "Whistleblower Protections",
        theme: Some("Anti-Corruption and Integrity"),
    },
    PolicyArea {
        code: "civic-space-and-enabling-environment",
        label: "Civic Space and Enabling Environment",
        theme: None,
    },
    PolicyArea {
        code: "freedom-of-assembly",
        label: "Freedom of Assembly",
        theme: Some("Civic Space and Enabling Environment"),
    },
    PolicyArea {
        code: "freedom-of-association",
        label: "Freedom of Association",
        theme: Some("Civic Space and Enabling Environment"),
    },
    PolicyArea {
        code: "freedom-of-expression",
        label: "Freedom of Expression",
        theme: Some("Civic Space and Enabling Environment"),
    },
    PolicyArea {
        code: "democratizing-decision-making",
        label: "Democratizing Decision-Making",
        theme: None,
    },
    PolicyArea {
        code: "digital-participation",
        label: "Digital Participation",
        theme: Some("Democratizing Decision-Making"),
    },
    PolicyArea {
        code: "mainstreaming-participation",
        label: "Mainstreaming Participation",
        theme: Some("Democratizing Decision-Making"),
    },
    PolicyArea {
        code: "regulatory-governance",
        label: "Regulatory Governance",
        theme: Some("Democratizing Decision-Making"),
    },
    PolicyArea {
        code: "social-accountability",
        label: "Social Accountability",
        theme: Some("Democratizing Decision-Making"),
    },
    PolicyArea {
        code: "digital-governance",
        label: "Digital Governance",
        theme: None,
    },
    PolicyArea {
        code: "automated-decision-making",
        label: "Automated Decision-making",
        theme: Some("Digital Governance"),
    },
    PolicyArea {
        code: "data-stewardship-and-privacy",
        label: "Data Stewardship and Privacy",
        theme: Some("Digital Governance"),
    },
    PolicyArea {
        code: "digital-inclusion",
        label: "Digital Inclusion",
        theme: Some("Digital Governance"),
    },
    PolicyArea {
        code: "disinformation-misinformation",
        label: "Disinformation/Misinformation",
        theme: Some("Digital Governance"),
    },
    PolicyArea {
        code: "online-civic-space",
        label: "Online Civic Space",
        theme: Some("Digital Governance"),
    },
    PolicyArea {
        code: "environment-climate",
        label: "Environment & Climate",
        theme: None,
    },
    PolicyArea {
        code: "climate-finance",
        label: "Climate Finance",
        theme: Some("Environment & Climate"),
    },
    PolicyArea {
        code: "climate-mitigation-and-adaptation",
        label: "Climate Mitigation and Adaptation",
        theme: Some("Environment & Climate"),
    },
    PolicyArea {
        code: "environmental-regulation",
        label: "Environmental Regulation",
        theme: Some("Environment & Climate"),
    },
    PolicyArea {
        code: "international-environmental-agreements",
        label: "International Environmental Agreements",
        theme: Some("Environment & Climate"),
    },
    PolicyArea {
        code: "fiscal-openness",
        label: "Fiscal Openness",
        theme: None,
    },
    PolicyArea {
        code: "publication-of-budget-fiscal-information",
        label: "Publication Of Budget/Fiscal Information",
        theme: Some("Fiscal Openness"),
    },
    PolicyArea {
        code: "public-participation-in-budget-fiscal-policy",
        label: "Public Participation In Budget/Fiscal Policy",
        theme: Some("Fiscal Openness"),
    },
    PolicyArea {
        code: "oversight-of-budget-fiscal-policies",
        label: "Oversight Of Budget/Fiscal Policies",
        theme: Some("Fiscal Openness"),
    },
    PolicyArea {
        code: "stimulus-and-economic-recovery",
        label: "Stimulus and Economic Recovery",
        theme: Some("Fiscal Openness"),
    },
    PolicyArea {
        code: "tax",
        label: "Tax",
        theme: Some("Fiscal Openness"),
    },
    PolicyArea {
        code: "debt",
        label: "Debt",
        theme: Some("Fiscal Openness"),
    },
    PolicyArea {
        code: "inclusion",
        label: "Inclusion",
        theme: None,
    },
    PolicyArea {
        code: "gender",
        label: "Gender",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "gender-based-violence",
        label: "Gender-Based Violence",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "economic-inclusion",
        label: "Economic Inclusion",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "lgbtqia",
        label: "LGBTQIA+",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "people-with-disabilities",
        label: "People with Disabilities",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "youth",
        label: "Youth",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "justice",
        label: "Justice",
        theme: None,
    },
    PolicyArea {
        code: "access-to-justice",
        label: "Access to Justice",
        theme: Some("Justice"),
    },
    PolicyArea {
        code: "open-justice",
        label: "Open Justice",
        theme: Some("Justice"),
    },
    PolicyArea {
        code: "policing-corrections",
        label: "Policing & Corrections",
        theme: Some("Justice"),
    },
    PolicyArea {
        code: "judiciary",
        label: "Judiciary",
        theme: Some("Justice"),
    },
    PolicyArea {
        code: "open-parliaments",
        label: "Open Parliaments",
        theme: None,
    },
    PolicyArea {
        code: "public-service-delivery",
        label: "Public Service Delivery",
        theme: None,
    },
    PolicyArea {
        code: "citizenship-immigration",
        label: "Citizenship & Immigration",
        theme: Some("Public Service Delivery"),
    },
    PolicyArea {
        code: "education",
        label: "Education",
        theme: Some("Public Service Delivery"),
    },
    PolicyArea {
        code: "health-nutrition",
        label: "Health & Nutrition",
        theme: Some("Public Service Delivery"),
    },
    PolicyArea {
        code: "infrastructure-transport",
        label: "Infrastructure & Transport",
        theme: Some("Public Service Delivery"),
    },
    PolicyArea {
        code: "water-sanitation",
        label: "Water & Sanitation",
        theme: Some("Public Service Delivery"),
    },
    PolicyArea {
        code: "capacity-building",
        label: "Capacity Building",
        theme: None,
    },
    PolicyArea {
        code: "digital-transformation",
        label: "Digital Transformation",
        theme: None,
    },
    PolicyArea {
        code: "legislation",
        label: "Legislation",
        theme: None,
    },
    PolicyArea {
        code: "regulation",
        label: "Regulation",
        theme: None,
    },
    PolicyArea {
        code: "legislative-oversight",
        label: "Legislative Oversight",
        theme: None,
    },
    PolicyArea {
        code: "open-data",
        label: "Open Data",
        theme: None,
    },
    PolicyArea {
        code: "public-participation",
        label: "Public Participation",
        theme: None,
    },
    PolicyArea {
        code: "subnational",
        label: "Subnational",
        theme: None,
    },
    PolicyArea {
        code: "human-rights",
        label: "Human Rights",
        theme: None,
    },
    PolicyArea {
        code: "open-parliament-plan",
        label: "Open Parliament Plan",
        theme: None,
    },
    PolicyArea {
        code: "sustainable-development-goals",
        label: "Sustainable Development Goals",
        theme: None,
    },
    PolicyArea {
        code: "private-sector",
        label: "Private Sector",
        theme: None,
    },
    PolicyArea {
        code: "aid",
        label: "Aid",
        theme: None,
    },
    PolicyArea {
        code: "energy",
        label: "Energy",
        theme: None,
    },
    PolicyArea {
        code: "extractive-industries",
        label: "Extractive Industries",
        theme: None,
    },
    PolicyArea {
        code: "land-and-spatial-planning",
        label: "Land and Spatial Planning",
        theme: None,
    },
    PolicyArea {
        code: "media-telecommunications",
        label: "Media & Telecommunications",
        theme: None,
    },
    PolicyArea {
        code: "science-technology",
        label: "Science & Technology",
        theme: None,
    },
    PolicyArea {
        code: "security-public-safety",
        label: "Security & Public Safety",
        theme: None,
    },
    PolicyArea {
        code: "labor",
        label: "Labor",
        theme: None,
    },
    PolicyArea {
        code: "local-roma-egyptian",
        label: "Roma and Egyptian communities",
        theme: Some("Inclusion"),
    },
    PolicyArea {
        code: "local-inter-institutional",
        label: "Inter-institutional cooperation",
        theme: None,
    },
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
