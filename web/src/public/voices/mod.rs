//! Comments and proposals of residents, and the city's responses. The code calls both "voices".

mod confirm;
mod page;
mod proposals;
mod speak;
pub(crate) mod talk;

use crate::media::Format;
use crate::open::What;
use crate::pages::Pages;

pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page("/:city/:lang/voices", page::show)
        .page("/:city/:lang/voices/check-mail", page::check_mail)
        .form("/:city/:lang/voices/confirm/:secret", confirm::show, confirm::submit)
        .record("/:city/:lang/voices/:id", page::one, What::Comment, Format::RECORD)
        .form("/:city/:lang/comments/new/:on", speak::comment, speak::send_comment)
        .page("/:city/:lang/proposals", proposals::list)
        .form("/:city/:lang/proposals/new", speak::proposal, speak::send_proposal)
        .record(
            "/:city/:lang/proposals/:id",
            proposals::one,
            What::Proposal,
            Format::RECORD,
        )
}
