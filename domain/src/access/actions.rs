//! The catalogue of actions, each with one sentence. Add an action only when some role needs it without
//! a similar existing one.

/// Something that a caller may do, as a type. `OBJECT` and `VERB` are its names in `policy.csv`.
pub trait Action: Send + Sync + 'static {
    /// What it acts on, such as `plan`.
    const OBJECT: &'static str;
    /// What it does, such as `edit`.
    const VERB: &'static str;
    /// Whether anonymous callers may do it too (on published records only).
    const PUBLIC: bool;
    /// Whether it needs no role, because it affects only the caller's own records.
    const OWN: bool;
}

/// An action that anyone may do, on published records.
pub trait PublicAction: Action {}

/// An action that Besa itself may do: a job, or the operator at the command line.
pub trait SystemAction: Action {}

/// An action that every signed-in person may do, on their own records only.
pub trait OwnAction: Action {}

macro_rules! actions {
    (@public PublicAction) => { true };
    (@public SystemAction) => { false };
    (@public OwnAction) => { false };
    (@own PublicAction) => { false };
    (@own SystemAction) => { false };
    (@own OwnAction) => { true };
    ($($(#[$doc:meta])* $name:ident = $object:literal . $verb:literal $(: $($kind:ident)+)?;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Action for $name {
                const OBJECT: &'static str = $object;
                const VERB: &'static str = $verb;
                const PUBLIC: bool = false $($(|| actions!(@public $kind))+)?;
                const OWN: bool = false $($(|| actions!(@own $kind))+)?;
            }

            $($(impl $kind for $name {})+)?
        )*

        /// Every action as `(object, verb, public, own)`, in catalogue order.
        pub const ALL: &[(&str, &str, bool, bool)] =
            &[$(($object, $verb, <$name as Action>::PUBLIC, <$name as Action>::OWN),)*];
    };
}

actions! {
    /// Read a plan and all records in it.
    SeePlan = "plan"."see": PublicAction SystemAction;
    /// Read records that are not published yet.
    SeeDrafts = "draft"."see";
    /// Create, change, publish and close plans.
    EditPlan = "plan"."edit": SystemAction;
    /// Import a plan from a file.
    ImportPlan = "plan"."import": SystemAction;
    /// Endorse a plan on behalf of an organisation, or decline with a reason.
    Endorse = "endorsement"."give";
    /// Create, change and withdraw commitments, and set which organisations take part.
    EditCommitment = "commitment"."edit": SystemAction;
    /// Create and change milestones, move their due dates, and set who is responsible.
    EditMilestone = "milestone"."edit": SystemAction;
    /// Report progress on a milestone.
    ReportProgress = "milestone"."report": SystemAction;
    /// Add a file or a link as evidence.
    AddEvidence = "evidence"."add": SystemAction;
    /// Withdraw evidence, with a reason.
    WithdrawEvidence = "evidence"."withdraw";
    /// Read which organisations take part.
    SeeStakeholders = "stakeholder"."see": SystemAction;
    /// Create and change organisations and their contacts.
    EditStakeholders = "stakeholder"."edit": SystemAction;
    /// Read the names and e-mail addresses of contacts in organisations.
    SeeContacts = "contact"."see": SystemAction;
    /// Read the municipality's other plans.
    SeeStrategies = "strategy"."see": PublicAction SystemAction;
    /// Create and change the municipality's other plans.
    EditStrategies = "strategy"."edit": SystemAction;
    /// Read forums (standing bodies), their seats and their meetings.
    SeeForums = "forum"."see": PublicAction SystemAction;
    /// Create and change forums, their seats and their meetings.
    EditForums = "forum"."edit": SystemAction;
    /// Read comments, proposals and the city's responses.
    SeeVoices = "voice"."see": PublicAction SystemAction;
    /// Submit comments and proposals.
    Speak = "voice"."speak": PublicAction SystemAction;
    /// Publish and hide comments and proposals, and set the rules for them.
    ModerateVoices = "voice"."moderate": SystemAction;
    /// Respond to comments and proposals on behalf of the city.
    Respond = "voice"."respond": SystemAction;
    /// Read submitted assessments of the monitoring body. Anyone may read published ones.
    SeeAssessments = "assessment"."see": PublicAction SystemAction;
    /// Write assessments and give verdicts on evidence. Drafts are visible only with this right.
    Assess = "assessment"."write": SystemAction;
    /// Reply to the monitoring body on behalf of the city.
    AnswerAssessment = "assessment"."answer": SystemAction;
    /// See OGP's requirements, whether the records meet them, and what is due when.
    SeeStandards = "standard"."see": SystemAction;
    /// Open the first page of the workspace.
    SeeWeek = "week"."see";
    /// Write the city's own reports, open consultations on them, and make them final.
    WriteReports = "report"."write": SystemAction;
    /// Read reports.
    SeeReport = "report"."see": PublicAction SystemAction;
    /// Read the event log.
    SeeLog = "log"."see": PublicAction SystemAction;
    /// Invite people, and assign and remove roles.
    ManagePeople = "people"."manage": SystemAction;
    /// Invite people to the monitoring body. Only its members and operators may, never the city that it
    /// monitors.
    InviteMonitor = "monitor"."invite";
    /// See, create and revoke one's own API tokens.
    KeepTokens = "token"."keep": OwnAction;
    /// Change the city's settings: its names, languages, colours, logo and so on.
    EditTenant = "tenant"."edit": SystemAction;
    /// Read across cities, take notes, and send queries to a city.
    Review = "review"."see";
    /// Read reviewers' queries to a city, and the answers.
    SeeQueries = "query"."see": SystemAction;
    /// Answer a reviewer's query on behalf of the city.
    AnswerQuery = "query"."answer";
    /// List every city, published or not.
    ListTenants = "tenant"."list": SystemAction;
    /// Create a city.
    CreateTenant = "tenant"."create": SystemAction;
    /// Subscribe to a city's plan by e-mail, change or stop the subscription. The secret in a mail's
    /// link identifies it.
    Subscribe = "subscription"."ask": PublicAction;
    /// See the number of subscriptions and the states of their digests, but no subscriber.
    SeeSubscriptions = "subscription"."see";
    /// Plan digests and send them.
    SendDigests = "digest"."send": SystemAction;
    /// See the job queue and its failed jobs, and retry them.
    SeeJobs = "job"."see": SystemAction;
    /// Remove data that nothing refers to any more.
    CleanUp = "leftover"."remove": SystemAction;
    /// Send reminders for a city's milestones.
    SendReminders = "reminder"."send": SystemAction;
}
