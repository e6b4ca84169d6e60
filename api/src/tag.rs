//! The tags that group operations in the OpenAPI document.

use poem_openapi::Tags;

/// The tag of an operation.
#[derive(Debug, Tags)]
pub(crate) enum Tag {
    /// Cities: one tenant each.
    Cities,
    /// Action plans.
    Plans,
    /// Commitments of a plan.
    Commitments,
    /// Milestones of a commitment: due dates, progress reports, and moves of due dates.
    Milestones,
    /// Indicators of commitments and milestones: baseline, target, readings.
    Indicators,
    /// Files and links that prove progress.
    Evidence,
    /// Organisations, and the people in them. People are never public.
    Stakeholders,
    /// Standing bodies (forums): their seats, and which side each represents.
    Forums,
    /// Meetings of standing bodies: agenda, papers, attendance, minutes, decisions.
    Meetings,
    /// Strategies: other plans of the municipality, and the commitments they share with action plans.
    Strategies,
    /// Import of plans from files; nothing is created before the import is confirmed.
    Imports,
    /// Comments of residents on plans, commitments, milestones and reports.
    Comments,
    /// Proposals of residents for the plan.
    Proposals,
    /// The city's answers to comments and proposals, and how fast it answers.
    Responses,
    /// Reports that Besa builds from a city's records.
    Reports,
    /// Assessments by the independent monitoring body, and the city's replies.
    Assessments,
    /// OGP's requirements checked against the records, and OGP's deadlines.
    Standards,
    /// For OGP's reviewers: comparison of cities, notes, and questions to a city.
    Review,
    /// Subscriptions to a plan by e-mail, authorised by the secret in an e-mail's link.
    Subscriptions,
    /// The catalogue of data sets, as linked data (DCAT-AP).
    Catalogue,
    /// Members of a city with their roles, and invitations.
    People,
    /// Platform roles, and how operators end sessions and revoke tokens of any account.
    Staff,
    /// The event log, secured by a hash chain.
    Log,
    /// The job queue, for operators.
    Jobs,
    /// Tokens for programs.
    Tokens,
}
