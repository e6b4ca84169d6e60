//! Lanes: each kind of job belongs to a lane, and each lane has slots of its own, so that neither a
//! long report nor a mail server that hangs delays an invitation.

use super::Job;
use crate::coded::coded;
use time::Duration;

/// The longest lease of any lane.
pub const LEASE: Duration = Duration::minutes(5);

coded! {
    /// A group of jobs that share the slots of a worker.
    Lane {
        /// Mails that somebody waits for: invitations, confirmations, receipts.
        Prompt = "prompt",
        /// Reminders, responses, and the questions of reviewers with their answers.
        Reminders = "reminders",
        /// Digests.
        Digests = "digests",
        /// Scheduled jobs of cities and of the platform: planning, figures, clean-up, signing.
        Rounds = "rounds",
        /// Reports: each takes seconds of CPU time.
        Reports = "reports",
        /// Large imports, for which somebody waits.
        Imports = "imports",
    }
}

impl Lane {
    /// The lanes whose jobs are mails.
    pub const MAILS: [Self; 3] = [Self::Prompt, Self::Reminders, Self::Digests];

    /// Returns whether its jobs are mails.
    pub fn is_mail(self) -> bool {
        Self::MAILS.contains(&self)
    }

    /// Returns how many of its jobs one worker runs at the same time. A mail mostly waits for its
    /// server.
    pub fn slots(self) -> usize {
        match self {
            Self::Prompt => 6,
            Self::Reminders | Self::Digests => 4,
            Self::Rounds => 2,
            Self::Reports | Self::Imports => 1,
        }
    }

    /// Returns how many of its jobs are run together in one slot, with one commit before the first mail
    /// and one after the last. When a worker is killed, it is unknown of at most so many mails whether
    /// they arrived.
    pub fn batch(self) -> usize {
        if self == Self::Digests { 10 } else { 1 }
    }

    /// Returns how long a lease lasts. After that, another worker can lease the job.
    pub fn lease(self) -> Duration {
        if self.is_mail() { Duration::minutes(2) } else { LEASE }
    }

    /// Returns how long its jobs are retried after the first attempt: 24 hours for mails, one hour for
    /// others. The last attempt is made when this time is over, not before. A scheduled job that fails
    /// is followed by the next one anyway.
    pub fn patience(self) -> Duration {
        if self.is_mail() {
            Duration::hours(24)
        } else {
            Duration::HOUR
        }
    }
}

impl Job {
    /// Returns the lane to which it belongs.
    pub fn lane(&self) -> Lane {
        match self {
            Self::SendInvitation { .. }
            | Self::ConfirmSubscription { .. }
            | Self::SendConfirmation { .. }
            | Self::SendReceipt { .. }
            | Self::SendModeration { .. } => Lane::Prompt,
            Self::SendReminder { .. }
            | Self::SendObligation { .. }
            | Self::SendResponse { .. }
            | Self::SendQuery { .. }
            | Self::SendAnswer { .. } => Lane::Reminders,
            Self::SendDigest { .. } => Lane::Digests,
            Self::PlanReminders | Self::PlanDigests | Self::RefreshFigures | Self::CleanUp | Self::SignHeads => {
                Lane::Rounds
            }
            Self::BuildReport { .. } => Lane::Reports,
            Self::Import { .. } => Lane::Imports,
        }
    }

    /// Returns the host of the recipient's address, when the job holds the address. For other mails it
    /// is known when they are sent.
    pub(crate) fn host(&self) -> Option<String> {
        match self {
            Self::SendReminder { recipient, .. }
            | Self::SendQuery { recipient, .. }
            | Self::SendObligation { recipient, .. }
            | Self::SendAnswer { recipient, .. } => Some(recipient.host()),
            Self::SendInvitation { .. }
            | Self::SendConfirmation { .. }
            | Self::SendReceipt { .. }
            | Self::SendModeration { .. }
            | Self::SendResponse { .. }
            | Self::ConfirmSubscription { .. }
            | Self::SendDigest { .. }
            | Self::PlanReminders
            | Self::PlanDigests
            | Self::RefreshFigures
            | Self::CleanUp
            | Self::SignHeads
            | Self::BuildReport { .. }
            | Self::Import { .. } => None,
        }
    }
}
