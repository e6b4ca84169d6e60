//! Lanes: each kind of job waits in one of them, and each lane has slots of its own, so that neither
//! a long report nor a mail server that hangs keeps an invitation waiting.

use super::Job;
use crate::coded::coded;
use time::Duration;

/// The longest lease of any lane.
pub const LEASE: Duration = Duration::minutes(5);

coded! {
    /// Jobs that share slots of a worker.
    Lane {
        /// Mails that somebody waits for: invitations, confirmations, receipts.
        Prompt = "prompt",
        /// Reminders, responses, and the questions of reviewers.
        Reminders = "reminders",
        /// Digests.
        Digests = "digests",
        /// The rounds of cities and of the platform: planning, figures, clean-up.
        Rounds = "rounds",
        /// Reports: seconds of plain computation each.
        Reports = "reports",
    }
}

impl Lane {
    /// The lanes of mails.
    pub const MAILS: [Self; 3] = [Self::Prompt, Self::Reminders, Self::Digests];

    /// Whether its jobs are mails.
    pub fn is_mail(self) -> bool {
        Self::MAILS.contains(&self)
    }

    /// How many of its jobs one worker runs at a time. A mail mostly waits for its server.
    pub fn slots(self) -> usize {
        match self {
            Self::Prompt => 6,
            Self::Reminders | Self::Digests => 4,
            Self::Rounds => 2,
            Self::Reports => 1,
        }
    }

    /// How long a worker may take before the job is given to another.
    pub fn lease(self) -> Duration {
        if self.is_mail() { Duration::minutes(2) } else { LEASE }
    }

    /// How long its jobs are tried again, from the first attempt on. The last attempt comes when the
    /// time is over, not before. A round that fails is followed by the next one anyway.
    pub fn patience(self) -> Duration {
        if self.is_mail() {
            Duration::hours(24)
        } else {
            Duration::HOUR
        }
    }
}

impl Job {
    /// The lane that it waits in.
    pub fn lane(&self) -> Lane {
        match self {
            Self::SendInvitation { .. }
            | Self::ConfirmSubscription { .. }
            | Self::SendConfirmation { .. }
            | Self::SendReceipt { .. } => Lane::Prompt,
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
        }
    }

    /// The host of the address that its mail goes to, where the job itself holds the address. Of the
    /// others it is known when they are sent.
    pub(crate) fn host(&self) -> Option<String> {
        match self {
            Self::SendReminder { recipient, .. }
            | Self::SendQuery { recipient, .. }
            | Self::SendObligation { recipient, .. }
            | Self::SendAnswer { recipient, .. } => Some(recipient.host()),
            Self::SendInvitation { .. }
            | Self::SendConfirmation { .. }
            | Self::SendReceipt { .. }
            | Self::SendResponse { .. }
            | Self::ConfirmSubscription { .. }
            | Self::SendDigest { .. }
            | Self::PlanReminders
            | Self::PlanDigests
            | Self::RefreshFigures
            | Self::CleanUp
            | Self::SignHeads
            | Self::BuildReport { .. } => None,
        }
    }
}
