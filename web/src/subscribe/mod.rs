//! Subscribing to a plan by mail: ask, confirm, change, stop. The secret in the URL is the only proof of
//! identity; a GET changes nothing.

mod ask;
mod manage;
mod stop;
mod wish;

use crate::pages::Pages;

pub(crate) use wish::frequencies;

/// The page of the subscription that a mail's link opens.
const OPEN: &str = "/:city/:lang/subscribe/:secret";
/// Stops the subscription. Mail programs post here themselves: see [`crate::guard`].
const STOP: &str = "/:city/:lang/subscribe/:secret/stop";

pub(crate) fn routes(pages: Pages) -> Pages {
    pages
        .short("/:city/:lang/subscribe", ask::show, ask::submit)
        .short(OPEN, manage::show, manage::submit)
        .short(STOP, stop::show, stop::submit)
}
