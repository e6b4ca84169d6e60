//! Imports of a plan from a file, in two steps: a dry run to review, then confirmation.

pub mod table;

use crate::coded::coded;

coded! {
    /// Where an import stands.
    ImportState {
        /// Read; waits for somebody to confirm or cancel it.
        Reviewing = "reviewing",
        /// Its records were made.
        Confirmed = "confirmed",
        /// Nothing was made, and nothing will be.
        Cancelled = "cancelled",
    }
}
