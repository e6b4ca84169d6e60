//! The questions of the monitoring body's forms.

use crate::coded::coded;

coded! {
    /// The kind of assessment.
    AssessmentKind {
        /// Within two months of a plan's submission.
        Inception = "inception",
        /// Within a month of a commitment's completion.
        EndOfCommitment = "end_of_commitment",
    }
    /// The parts of the forms.
    Section {
        /// Inception 1: requirements of co-creation.
        CoCreation = "co_creation",
        /// Inception 2: recommended practices.
        Practices = "practices",
        /// Inception 3: each commitment.
        Commitments = "commitments",
        /// End of commitment 1: progress.
        Implementation = "implementation",
        /// End of commitment 2: whether it opened government.
        Opening = "opening",
        /// End of commitment 3: lessons.
        Lessons = "lessons",
    }
    /// The questions of both forms. Their numbers, scales and order are data of a rule set.
    Question {
        /// Is there a forum?
        Forum = "forum",
        /// Is it a multi-stakeholder forum?
        MultiStakeholder = "multi_stakeholder",
        /// Was there a meeting with civil society during co-creation?
        Meeting = "meeting",
        /// Did the forum endorse the plan?
        Endorsed = "endorsed",
        /// Is there a website, refreshed every four months?
        Website = "website",
        /// Was information shared before meetings?
        PapersBefore = "papers_before",
        /// Could anybody give input and see decisions?
        OpenInput = "open_input",
        /// Were contributors told what came of their contributions?
        ReportedBack = "reported_back",
        /// Was there a dialogue with shared ownership of decisions?
        Dialogue = "dialogue",
        /// Is the forum inclusive and diverse?
        Inclusive = "inclusive",
        /// Is the commitment verifiable?
        Verifiable = "verifiable",
        /// Is it relevant to open government?
        Relevant = "relevant",
        /// How ambitious is it?
        Ambition = "ambition",
        /// How should its design change?
        Redesign = "redesign",
        /// How far was it implemented?
        Progress = "progress",
        /// What helped and hindered?
        Factors = "factors",
        /// Was it implemented as planned?
        AsPlanned = "as_planned",
        /// Is more or better information disclosed?
        Information = "information",
        /// Are there better opportunities to participate?
        Participation = "participation",
        /// Are there better ways to hold officials accountable?
        Accountability = "accountability",
        /// Did it have other results?
        OtherResults = "other_results",
        /// Did it address the public problem?
        Problem = "problem",
        /// What was learned?
        Lessons = "lessons",
    }
    /// The choices of all scales.
    Choice {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It cannot be determined.
        Unclear = "unclear",
        /// It continues what is done already.
        Continuation = "continuation",
        /// A positive change that is not binding.
        PositiveChange = "positive_change",
        /// It changes rules or practice permanently.
        ChangeOfRules = "change_of_rules",
        /// There is no evidence of progress.
        NoEvidence = "no_evidence",
        /// Not started.
        NotStarted = "not_started",
        /// Limited progress.
        Limited = "limited",
        /// Most of it is done.
        Substantial = "substantial",
        /// All of it is done.
        Complete = "complete",
        /// Most milestones.
        Most = "most",
        /// Some milestones.
        Some = "some",
        /// It made things worse.
        Worsened = "worsened",
        /// It changed nothing.
        NotChanged = "did_not_change",
        /// It changed a little.
        Marginal = "marginal",
        /// It changed much.
        Major = "major",
        /// It changed government as a whole.
        Outstanding = "outstanding",
        /// The question does not apply.
        NotApplicable = "not_applicable",
    }
}
