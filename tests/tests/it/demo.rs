//! The example city: what is told of it holds on any day, and its mail is truly sent.

use besa_domain::access::{Permit, SeePlan};
use besa_domain::milestones::Tally;
use besa_domain::{plans, tenants};
use besa_tests::TestApp;
use mail_parser::MessageParser;
use time::Duration;

#[tokio::test]
async fn on_any_day_the_example_city_has_the_same_figures_and_mail() {
    // Not a day on which the other late milestone has a weekly reminder too.
    for days in [0, 11] {
        let app = TestApp::new().await;
        app.app.clock().advance(Duration::days(days));
        besa_server::demo::load(&app.app).await.unwrap();
        let db = &app.app.db;
        let city = tenants::by_slug(db, "example").await.unwrap();
        let today = city.zone().day(app.app.clock().now());
        let permit = Permit::<SeePlan>::system(city.id);
        let whole = plans::by_reference(db, &permit, "latest", today).await.unwrap();
        let tally = Tally::of(&whole.milestones, today);
        assert_eq!((tally.all, tally.done, tally.late), (23, 13, 2), "after {days} days");

        app.run_jobs().await;
        app.run_jobs().await;
        let mut mails = Vec::new();
        for mail in app.mailer.kept() {
            let mail = MessageParser::default().parse(&mail).unwrap();
            let to = mail.to().unwrap().first().unwrap().address().unwrap().to_owned();
            let subject = mail.subject().unwrap().split(" (").next().unwrap();
            mails.push(format!("{to}: {subject}"));
        }
        mails.sort();
        insta::allow_duplicates! {
            insta::assert_snapshot!(mails.join("\n"), @"
            banor@example.org: “Deliver winning projects, contracts published” është në 60%. Nisi puna për “Publish a budget in plain language”.
            coordinator@example.org: 7 days late: Publish quarterly collection results
            finance-and-budget-directorate@example.org: Due in 7 days: Deliver winning projects, contracts published
            forum@example.org: Ftesë nga Bashkia Shembull: Bashkëkrijues
            public-services-directorate@example.org: 7 days late: Publish quarterly collection results
            resident@example.org: “Deliver winning projects, contracts published” is at 60%. Work on “Publish a budget in plain language” has begun.
            ");
        }
    }
}
