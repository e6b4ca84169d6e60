//! What operations are about.

use poem_openapi::Tags;

/// What operations are about.
#[derive(Debug, Tags)]
pub(crate) enum Tag {
    /// Cities: one tenant each.
    Cities,
    /// Action plans.
    Plans,
    /// Commitments of a plan.
    Commitments,
    /// Milestones of a commitment: what is promised by when, and what was reported.
    Milestones,
    /// Files and links that prove something.
    Evidence,
    /// Organisations, and the people in them. People are never public.
    Stakeholders,
    /// Standing bodies: who sits in them, for which side.
    Forums,
    /// Meetings of standing bodies: agenda, papers, attendance, minutes, decisions.
    Meetings,
    /// The municipality's other plans, and what they share with action plans.
    Strategies,
    /// Plans from files, reviewed before anything is made.
    Imports,
    /// What residents say of plans, commitments, milestones and reports.
    Comments,
    /// Ideas of residents for the plan.
    Proposals,
    /// What the city answers, and how fast.
    Responses,
    /// Reports that Besa builds from a city's records.
    Reports,
    /// What the independent monitoring body finds, and the city's replies.
    Assessments,
    /// What OGP asks for: requirements against the records, and what is due by when.
    Standards,
    /// Cities side by side for OGP's reviewers, their notes, and their questions to a city.
    Review,
    /// Following a plan by mail, by the secret of a mail's link.
    Subscriptions,
    /// What there is to take away, as linked data (DCAT-AP).
    Catalogue,
    /// Who has which role in a city.
    People,
    /// Who has which role across cities, and what operators end: sessions and tokens of anybody.
    Staff,
    /// What was done, entry after entry, sealed by hashes.
    Log,
    /// The queue, for operators.
    Jobs,
    /// Tokens for programs.
    Tokens,
}
