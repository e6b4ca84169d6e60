//! Following a plan by mail: asking for it, confirming, changing, stopping. The secret in the
//! address is all the proof there is; a page that is only looked at changes nothing.

mod ask;
mod manage;
mod stop;
mod wish;

use crate::pages::Pages;

pub(crate) use wish::frequencies;

/// The subscription that a mail's link opens.
const OPEN: &str = "/:city/:lang/subscribe/:secret";
/// Where it stops. Mail programs post here by themselves: see [`crate::guard`].
const STOP: &str = "/:city/:lang/subscribe/:secret/stop";

pub(crate) fn routes(pages: Pages) -> Pages {
    pages
        .short("/:city/:lang/subscribe", ask::show, ask::submit)
        .short(OPEN, manage::show, manage::submit)
        .short(STOP, stop::show, stop::submit)
}
