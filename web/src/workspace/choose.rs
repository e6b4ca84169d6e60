//! The page that asks which milestone to update.

use askama::Template;
use besa_domain::access::ReportProgress;
use besa_domain::calendar;
use besa_domain::milestones::Milestone;
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;

use super::member_request::MemberRequest;
use super::shell::{self, Open, Shell, desk_week};
use super::week::{Sheet, Todo, no_plan};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;

#[derive(Template)]
#[template(path = "workspace/choose.html")]
struct Choose {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    list: Vec<Todo>,
}

/// Shows which milestones can be updated: open ones first, by due date, then complete and withdrawn ones.
#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<ReportProgress>()?;
    let Some(week) = desk_week(&request).await? else {
        return no_plan(&request, Open::Commitments).await;
    };
    let sheet = Sheet::of(&request, &week).await?;
    let mut open: Vec<&Milestone> = week.plan.milestones.iter().collect();
    let done = |milestone: &Milestone| !milestone.standing(request.today()).is_open();
    // Milestones without a due date come after those with one.
    open.sort_by_key(|milestone| {
        let far = calendar::months_after(request.today(), 12 * 100);
        (done(milestone), milestone.due_on.unwrap_or(far))
    });
    let list = open.into_iter().filter_map(|milestone| sheet.todo(milestone));
    let list = list.filter(|todo| todo.act.is_some()).collect();
    let w = request.w();
    let page = Choose {
        frame: request.frame(&w.update_choose_title()),
        w,
        shell: Shell::with(
            &request,
            Open::Commitments,
            (&week.needs).into(),
            shell::open_queries(&request).await?,
        )
        .await?
        .under(w.week_title(), request.at("")),
        list,
    };
    private(StatusCode::OK, &page)
}
