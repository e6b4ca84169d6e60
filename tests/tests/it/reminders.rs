//! Reminders, from a due date to a mail.

use besa_domain::milestones::MilestoneState;
use besa_tests::TestApp;
use mail_parser::MessageParser;
use time::Duration;

#[tokio::test]
async fn a_milestone_due_in_seven_days_sends_one_mail_to_each_responsible_person() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let plan = app.plan(&city, besa_domain::plans::PlanState::Implementing).await;
    let commitment = app.commitment(&plan).await;
    let milestone = app.milestone(&commitment, 7).await;
    app.responsible(&milestone, "ana").await;
    app.run_jobs().await;
    app.run_jobs().await;
    let mails = app.mailer.kept();
    assert_eq!(mails.len(), 1);
    let mail = MessageParser::default().parse(&mails[0]).unwrap();
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("ana@example.org"));
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    for body in [&text, &html] {
        assert!(body.contains("Publish the results map and dataset"), "{body}");
        assert!(body.contains("30 Nov"), "the due date, in the city's time zone: {body}");
    }
    assert_eq!(milestone.state, MilestoneState::NotStarted);
    // No reminder is due six days before, and one whose day has passed is not sent.
    app.app.clock().advance(Duration::days(1));
    app.run_jobs().await;
    assert_eq!(app.mailer.kept().len(), 1);
}
