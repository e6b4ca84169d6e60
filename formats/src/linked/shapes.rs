//! Maps the fields of each kind of record, as the API returns them, to terms of vocabularies. Fields that are
//! not listed here are not published; names of people are never listed.

/// How a value is converted.
#[derive(Debug, Clone, Copy)]
pub(super) enum As {
    /// A text in the language of the record.
    Words,
    /// A text without a language, such as a code or a name.
    Text,
    /// A date.
    Day,
    /// A date and time.
    Moment,
    /// An integer.
    Number,
    /// A link to another site.
    Link,
    /// A link to another record of the city, of this kind.
    Record(&'static str),
    /// A code of this scheme.
    Concept(&'static str),
    /// A goal or target of the 2030 Agenda.
    Target,
    /// An organisation that takes part.
    Organisation,
    /// A part of the record with fields of its own.
    Part(&'static Shape),
}

/// The path of a field in the API's JSON (`*`: every element of an array), the term, and how the value is
/// converted.
pub(super) type Line = (&'static str, &'static str, As);

/// The mapping of a kind of record.
#[derive(Debug)]
pub(super) struct Shape {
    /// The name of the kind in URLs.
    pub(super) kind: &'static str,
    /// The types (`rdf:type`).
    pub(super) classes: &'static [&'static str],
    /// The fields.
    pub(super) lines: &'static [Line],
}

use As::{Concept, Day, Link, Moment, Number, Organisation, Part, Record, Target, Text, Words};

/// Every kind of record that has an identifier of its own.
pub(super) const ALL: [&Shape; 11] = [
    &PLAN,
    &COMMITMENT,
    &MILESTONE,
    &EVIDENCE,
    &COMMENT,
    &PROPOSAL,
    &FORUM,
    &MEETING,
    &STRATEGY,
    &REPORT,
    &ASSESSMENT,
];

const PLAN: Shape = Shape {
    kind: "plan",
    classes: &["prov:Plan", "schema:Action"],
    lines: &[
        ("title", "schema:name", Words),
        ("reference", "dct:identifier", Text),
        ("language", "dct:language", Text),
        ("state", "adms:status", Concept("plan-state")),
        ("starts_on", "schema:startTime", Day),
        ("ends_on", "schema:endTime", Day),
        ("adopted_on", "dct:dateAccepted", Day),
        ("submitted_on", "dct:dateSubmitted", Day),
        ("vision", "schema:description", Words),
        ("lead_institutions/*", "schema:agent", Text),
        ("monitoring_body", "schema:contributor", Text),
        ("commitments", "schema:numberOfItems", Number),
        ("source", "dct:source", Text),
        ("published_at", "dct:issued", Moment),
        ("updated_at", "dct:modified", Moment),
    ],
};

const COMMITMENT: Shape = Shape {
    kind: "commitment",
    classes: &["schema:Action", "prov:Plan"],
    lines: &[
        ("title", "schema:name", Words),
        ("plan", "dct:isPartOf", Record("plan")),
        ("number", "schema:position", Number),
        ("ogp_id", "dct:identifier", Text),
        ("state", "adms:status", Concept("commitment-state")),
        ("starts_on", "schema:startTime", Day),
        ("ends_on", "schema:endTime", Day),
        ("problem", "schema:description", Words),
        ("action", "dct:abstract", Words),
        ("long_term_goal", "schema:result", Words),
        ("policy_area", "dct:subject", Concept("policy-area")),
        ("policy_area_said", "schema:keywords", Words),
        ("ogp_values/*/value", "dct:subject", Concept("ogp-value")),
        ("sdg_targets/*", "dct:subject", Target),
        ("parts/*", "schema:participant", Organisation),
        ("findings/*", "schema:review", Part(&FINDING)),
        ("source", "dct:source", Text),
        ("updated_at", "dct:modified", Moment),
    ],
};

const FINDING: Shape = Shape {
    kind: "finding",
    classes: &["schema:Review"],
    lines: &[
        ("scheme", "schema:reviewAspect", Text),
        ("value", "schema:reviewBody", Text),
        ("source", "dct:source", Text),
        ("at", "dct:created", Moment),
    ],
};

const MILESTONE: Shape = Shape {
    kind: "milestone",
    classes: &["schema:Action", "prov:Activity"],
    lines: &[
        ("title", "schema:name", Words),
        ("commitment", "dct:isPartOf", Record("commitment")),
        ("number", "schema:position", Number),
        ("code", "dct:identifier", Text),
        ("output", "schema:result", Words),
        ("outcome", "schema:description", Words),
        ("starts_on", "schema:startTime", Day),
        ("due_on", "schema:endTime", Day),
        ("state", "adms:status", Concept("milestone-state")),
        ("completed_on", "prov:endedAtTime", Day),
        ("percent", "schema:value", Number),
        ("responsible/*", "schema:agent", Organisation),
        ("moves/*", "dct:provenance", Part(&MOVE)),
        ("findings/*", "schema:review", Part(&FINDING)),
        ("updated_at", "dct:modified", Moment),
    ],
};

const MOVE: Shape = Shape {
    kind: "move",
    classes: &["schema:UpdateAction"],
    lines: &[
        ("old_due_on", "schema:object", Day),
        ("new_due_on", "schema:result", Day),
        ("reason", "schema:description", Words),
        ("at", "dct:created", Moment),
    ],
};

const EVIDENCE: Shape = Shape {
    kind: "evidence",
    classes: &["prov:Entity", "schema:CreativeWork"],
    lines: &[
        ("title", "schema:name", Words),
        ("commitment", "schema:about", Record("commitment")),
        ("milestone", "prov:wasGeneratedBy", Record("milestone")),
        ("kind", "dct:type", Concept("evidence-kind")),
        ("link", "schema:url", Link),
        ("file/media_type", "schema:encodingFormat", Text),
        ("file/size", "dcat:byteSize", Number),
        ("file/sha256", "schema:sha256", Text),
        ("language", "dct:language", Text),
        ("source", "dct:source", Text),
        ("licence", "dct:rights", Text),
        ("description", "schema:description", Words),
        ("dated_on", "dct:date", Day),
        ("added_at", "dct:created", Moment),
    ],
};

const COMMENT: Shape = Shape {
    kind: "comment",
    classes: &["schema:Comment"],
    lines: SAID,
};

const PROPOSAL: Shape = Shape {
    kind: "proposal",
    classes: &["schema:SuggestAction"],
    lines: SAID,
};

const SAID: &[Line] = &[
    ("title", "schema:name", Words),
    ("body", "schema:text", Words),
    ("language", "dct:language", Text),
    ("plan", "schema:about", Record("plan")),
    ("commitment", "schema:about", Record("commitment")),
    ("milestone", "schema:about", Record("milestone")),
    ("parent", "schema:parentItem", Record("comment")),
    ("became", "schema:result", Record("commitment")),
    ("state", "adms:status", Text),
    ("due_on", "schema:endTime", Day),
    ("received_at", "dct:created", Moment),
    ("response", "schema:suggestedAnswer", Part(&ANSWER)),
];

const ANSWER: Shape = Shape {
    kind: "response",
    classes: &["schema:Answer"],
    lines: &[
        ("outcome", "adms:status", Concept("response")),
        ("reason", "schema:text", Words),
        ("changed", "schema:result", Words),
        ("office", "schema:creditText", Text),
        ("created_at", "dct:created", Moment),
    ],
};

const FORUM: Shape = Shape {
    kind: "forum",
    classes: &["org:Organization"],
    lines: &[
        ("name", "schema:name", Words),
        ("kind", "org:classification", Concept("forum-kind")),
        ("remit", "org:purpose", Words),
        ("rules", "schema:description", Words),
        ("rules_link", "schema:publishingPrinciples", Link),
        ("founded_on", "schema:foundingDate", Day),
        ("seats/*", "org:hasPost", Part(&SEAT)),
        ("created_at", "dct:created", Moment),
    ],
};

const SEAT: Shape = Shape {
    kind: "seat",
    classes: &["org:Post"],
    lines: &[
        ("title", "schema:name", Words),
        ("side", "org:role", Concept("seat-side")),
        ("organisation", "org:heldBy", Organisation),
        ("starts_on", "schema:startDate", Day),
        ("ends_on", "schema:endDate", Day),
    ],
};

const MEETING: Shape = Shape {
    kind: "meeting",
    classes: &["schema:Event"],
    lines: &[
        ("title", "schema:name", Words),
        ("forum", "schema:organizer", Record("forum")),
        ("starts_at", "schema:startDate", Moment),
        ("ends_at", "schema:endDate", Moment),
        ("place", "schema:location", Words),
        ("link", "schema:url", Link),
        ("state", "adms:status", Concept("meeting-state")),
        ("notice", "schema:description", Words),
        ("minutes", "schema:abstract", Words),
        ("papers/*", "schema:workFeatured", Part(&PAPER)),
        ("attended/*", "schema:attendee", Organisation),
        ("decisions/*", "schema:subEvent", Part(&DECISION)),
        ("changed_at", "dct:modified", Moment),
    ],
};

const PAPER: Shape = Shape {
    kind: "paper",
    classes: &["schema:CreativeWork"],
    lines: &[
        ("title", "schema:name", Words),
        ("link", "schema:url", Link),
        ("shared_on", "dct:issued", Day),
    ],
};

const DECISION: Shape = Shape {
    kind: "decision",
    classes: &["schema:Action"],
    lines: &[
        ("text", "schema:name", Words),
        ("organisation", "schema:agent", Organisation),
        ("due_on", "schema:endTime", Day),
        ("done_on", "prov:endedAtTime", Day),
    ],
};

const STRATEGY: Shape = Shape {
    kind: "strategy",
    classes: &["prov:Plan", "schema:CreativeWork"],
    lines: &[
        ("title", "schema:name", Words),
        ("kind", "dct:type", Concept("strategy-kind")),
        ("first_year", "schema:startDate", Number),
        ("last_year", "schema:endDate", Number),
        ("summary", "schema:description", Words),
        ("source", "dct:source", Text),
        ("documents/*/link", "schema:url", Link),
        ("policy_areas/*", "dct:subject", Concept("policy-area")),
        ("sdg_targets/*", "dct:subject", Target),
        ("commitments/*", "dct:relation", Record("commitment")),
        ("rounds/*", "dct:hasPart", Part(&ROUND)),
    ],
};

const ROUND: Shape = Shape {
    kind: "round",
    classes: &["schema:MonetaryGrant"],
    lines: &[
        ("year", "dct:date", Number),
        ("amount", "schema:amount", Number),
        ("currency", "schema:currency", Text),
        ("source", "dct:source", Text),
    ],
};

const REPORT: Shape = Shape {
    kind: "report",
    classes: &["schema:Report", "prov:Entity"],
    lines: &[
        ("plan", "schema:about", Record("plan")),
        ("kind", "dct:type", Text),
        ("author", "schema:creditText", Text),
        ("language", "dct:language", Text),
        ("state", "adms:status", Text),
        ("opens_on", "schema:startTime", Day),
        ("closes_on", "schema:endTime", Day),
        ("published_at", "dct:issued", Moment),
        ("built_at", "dct:created", Moment),
        ("sha256", "schema:sha256", Text),
    ],
};

/// Without the names of the evaluators.
const ASSESSMENT: Shape = Shape {
    kind: "assessment",
    classes: &["schema:Review", "prov:Entity"],
    lines: &[
        ("kind", "dct:type", Concept("assessment-kind")),
        ("plan", "schema:about", Record("plan")),
        ("commitment", "schema:itemReviewed", Record("commitment")),
        ("edition", "schema:version", Number),
        ("replaces", "prov:wasRevisionOf", Record("assessment")),
        ("rules", "schema:reviewAspect", Text),
        ("submitted_on", "dct:dateSubmitted", Day),
        ("published_on", "dct:issued", Day),
        ("answers/*", "dct:hasPart", Part(&ANSWERED)),
        ("reply", "schema:comment", Text),
    ],
};

const ANSWERED: Shape = Shape {
    kind: "answer",
    classes: &["schema:Answer"],
    lines: &[
        ("question", "dct:type", Concept("assessment-question")),
        ("commitment", "schema:itemReviewed", Record("commitment")),
        ("choice", "adms:status", Concept("assessment-answer")),
        ("words", "schema:text", Text),
        ("reference", "dct:source", Text),
    ],
};

/// An organisation's endorsement of a plan, without the name of the person who signed.
pub(super) const ENDORSEMENT: Shape = Shape {
    kind: "endorsement",
    classes: &["schema:EndorseAction"],
    lines: &[
        ("organisation", "schema:agent", Organisation),
        ("stance", "adms:status", Text),
        ("reason", "schema:description", Words),
        ("letter", "schema:url", Link),
        ("given_at", "dct:created", Moment),
    ],
};

/// An entry of the log, without the person who made the change.
pub(super) const ENTRY: Shape = Shape {
    kind: "entry",
    classes: &["prov:Activity"],
    lines: &[
        ("sequence", "schema:position", Number),
        ("action", "dct:type", Text),
        ("body/title", "schema:name", Text),
        ("body/body", "schema:agent", Text),
        ("at", "prov:endedAtTime", Moment),
        ("hash", "schema:sha256", Text),
    ],
};
