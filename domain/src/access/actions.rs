//! The catalogue of actions: one line and one sentence each. A new one only where some role has
//! one right without the other.

/// Something a person can do, as a type. Its object and verb are what `policy.csv` names.
pub trait Action: Send + Sync + 'static {
    /// What it is done to.
    const OBJECT: &'static str;
    /// What is done.
    const VERB: &'static str;
    /// Whether nobody in particular may do it too (published records only).
    const PUBLIC: bool;
    /// Whether no role is asked, for it is done to one's own alone.
    const OWN: bool;
}

/// May be done by anybody, to what is published.
pub trait PublicAction: Action {}

/// May be done by Besa itself: by a job, or by the operator at the command line.
pub trait SystemAction: Action {}

/// May be done by everybody who is signed in, to what is hers alone.
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

        /// Every action as `(object, verb, public, own)`, in the order of the catalogue.
        pub const ALL: &[(&str, &str, bool, bool)] =
            &[$(($object, $verb, <$name as Action>::PUBLIC, <$name as Action>::OWN),)*];
    };
}

actions! {
    /// Read a plan with all that hangs on it.
    SeePlan = "plan"."see": PublicAction SystemAction;
    /// Read what is not published yet.
    SeeDrafts = "draft"."see";
    /// Make a plan, change it, publish it, close it.
    EditPlan = "plan"."edit": SystemAction;
    /// Bring a plan in from a file.
    ImportPlan = "plan"."import": SystemAction;
    /// Stand behind a plan for an organisation, or say why not.
    Endorse = "endorsement"."give";
    /// Make, change or withdraw a commitment, and say who takes part.
    EditCommitment = "commitment"."edit": SystemAction;
    /// Make or change a milestone, move its due date, say who answers for it.
    EditMilestone = "milestone"."edit": SystemAction;
    /// Report progress on a milestone.
    ReportProgress = "milestone"."report": SystemAction;
    /// Add a file or a link that proves something.
    AddEvidence = "evidence"."add": SystemAction;
    /// Take evidence back, with a reason.
    WithdrawEvidence = "evidence"."withdraw";
    /// Read which organisations take part.
    SeeStakeholders = "stakeholder"."see": SystemAction;
    /// Make or change organisations and the people in them.
    EditStakeholders = "stakeholder"."edit": SystemAction;
    /// Read names and addresses of people in organisations.
    SeeContacts = "contact"."see": SystemAction;
    /// Read the municipality's other plans.
    SeeStrategies = "strategy"."see": PublicAction SystemAction;
    /// Keep the municipality's other plans.
    EditStrategies = "strategy"."edit": SystemAction;
    /// Read standing bodies, their seats and their meetings.
    SeeForums = "forum"."see": PublicAction SystemAction;
    /// Keep standing bodies, their seats and their meetings.
    EditForums = "forum"."edit": SystemAction;
    /// Read comments, proposals and answers.
    SeeVoices = "voice"."see": PublicAction SystemAction;
    /// Comment and propose.
    Speak = "voice"."speak": PublicAction SystemAction;
    /// Publish and hide voices, and set the rules for them.
    ModerateVoices = "voice"."moderate": SystemAction;
    /// Answer voices for the city.
    Respond = "voice"."respond": SystemAction;
    /// Read what the monitoring body handed in. What is published anybody reads.
    SeeAssessments = "assessment"."see": PublicAction SystemAction;
    /// Write assessments, and say of evidence whether it holds. Drafts are seen by this alone.
    Assess = "assessment"."write": SystemAction;
    /// Answer the monitoring body for the city.
    AnswerAssessment = "assessment"."answer": SystemAction;
    /// See what OGP asks for: requirements against the records, and what is due by when.
    SeeStandards = "standard"."see": SystemAction;
    /// Open the workspace's first page.
    SeeWeek = "week"."see";
    /// Write the city's own reports, consult on them, and make them final.
    WriteReports = "report"."write": SystemAction;
    /// Read reports.
    SeeReport = "report"."see": PublicAction SystemAction;
    /// Read the log.
    SeeLog = "log"."see": PublicAction SystemAction;
    /// Invite people, give and take roles.
    ManagePeople = "people"."manage": SystemAction;
    /// Invite people to the monitoring body, which lets nobody in whom it, or an operator, does not
    /// know of.
    InviteMonitor = "monitor"."invite";
    /// See, make and revoke the tokens of programs that act for one.
    KeepTokens = "token"."keep": OwnAction;
    /// Change how the city appears.
    EditTenant = "tenant"."edit": SystemAction;
    /// Read across cities, note what was seen, and ask a city.
    Review = "review"."see";
    /// Read what reviewers asked a city, and the answers.
    SeeQueries = "query"."see": SystemAction;
    /// Answer a reviewer for the city.
    AnswerQuery = "query"."answer";
    /// List every city, published or not.
    ListTenants = "tenant"."list": SystemAction;
    /// Make a city.
    CreateTenant = "tenant"."create": SystemAction;
    /// Follow a city's plan by mail, change that, and stop. The secret of a mail's link says whose.
    Subscribe = "subscription"."ask": PublicAction;
    /// See how many follow the plan by mail, and what became of their digests. Never who.
    SeeSubscriptions = "subscription"."see";
    /// Put digests together and send them.
    SendDigests = "digest"."send": SystemAction;
    /// See the queue and its failures, and have them tried again.
    SeeJobs = "job"."see": SystemAction;
    /// Remove what nothing points at any more.
    CleanUp = "leftover"."remove": SystemAction;
    /// Send reminders for a city's milestones.
    SendReminders = "reminder"."send": SystemAction;
}
