//! A forum of each city, with a seat, a meeting that was held, a paper and a decision; and a strategy of the
//! city.

use super::world::Values;
use besa_domain::CommitmentId;
use besa_domain::access::{EditForums, EditStrategies, ModerateVoices, Permit};
use besa_domain::forums::{
    self, DecisionDraft, ForumDraft, ForumKind, MeetingDraft, MeetingState, PaperDraft, SeatDraft, Side,
};
use besa_domain::strategies::{self, RoundDraft, StrategyDraft, StrategyKind};
use besa_domain::tenants::Tenant;
use besa_domain::voices::{self, HolidayDraft};
use besa_tests::{TestApp, today};
use time::macros::{date, datetime};

pub(super) async fn body(app: &TestApp, city: &Tenant, values: &mut Values, canary: &str) {
    let (db, permit) = (&app.app.db, Permit::<EditForums>::system(city.id));
    let organisation = values["organisation"].parse().ok();
    let draft = ForumDraft {
        name: format!("Open Government Forum {canary}"),
        kind: ForumKind::MultiStakeholder,
        remit: Some(format!("It follows the plan. {canary}")),
        rules: None,
        rules_link: None,
        founded_on: None,
    };
    let forum = forums::create(db, &permit, None, draft).await.unwrap();
    let draft = SeatDraft {
        title: format!("Speaker for the villages {canary}"),
        side: Side::Residents,
        organisation,
        starts_on: None,
        ends_on: None,
    };
    let seat = forums::add_seat(db, &permit, None, forum.id, draft).await.unwrap();
    let draft = MeetingDraft {
        title: format!("Autumn meeting {canary}"),
        state: MeetingState::Held,
        attended: organisation.into_iter().collect(),
        ..MeetingDraft::at(datetime!(2026-11-02 15:00 UTC))
    };
    let meeting = forums::call(db, &permit, None, forum.id, draft).await.unwrap();
    let draft = PaperDraft {
        title: format!("Results {canary}"),
        link: "https://example.org/results".to_owned(),
        shared_on: Some(today()),
    };
    let paper = forums::add_paper(db, &permit, None, meeting.id, today(), draft)
        .await
        .unwrap();
    let draft = DecisionDraft {
        text: format!("Publish every result {canary}"),
        organisation,
        due_on: None,
        done_on: None,
    };
    let decision = forums::add_decision(db, &permit, None, meeting.id, today(), draft)
        .await
        .unwrap();
    values.extend([
        ("forum", forum.id.to_string()),
        ("forum-calendar", format!("{}.ics", forum.id)),
        ("seat", seat.id.to_string()),
        ("meeting", meeting.id.to_string()),
        ("meeting-calendar", format!("{}.ics", meeting.id)),
        ("paper", paper.id.to_string()),
        ("decision", decision.id.to_string()),
    ]);
}

/// Creates a strategy that shares a commitment and has a budget round.
pub(super) async fn strategy(app: &TestApp, city: &Tenant, with: CommitmentId, values: &mut Values, canary: &str) {
    let (db, permit) = (&app.app.db, Permit::<EditStrategies>::system(city.id));
    let draft = StrategyDraft {
        title: format!("Local environmental plan {canary}"),
        commitments: [with].into(),
        ..StrategyDraft::of_kind(StrategyKind::Plan)
    };
    let strategy = strategies::create(db, &permit, None, draft).await.unwrap();
    let draft = RoundDraft {
        year: 2024,
        amount: 1_000_000,
        currency: "ALL".to_owned(),
        source: format!("https://example.org/{canary}"),
        note: None,
    };
    let round = strategies::add_round(db, &permit, None, strategy.id, draft)
        .await
        .unwrap();
    values.insert("strategy", strategy.id.to_string());
    values.insert("round", round.id.to_string());
}

/// Creates the settings from which the deadlines for responses to comments are computed.
pub(super) async fn workdays(app: &TestApp, city: &Tenant, values: &mut Values, canary: &str) {
    let (db, permit) = (&app.app.db, Permit::<ModerateVoices>::system(city.id));
    let rules = voices::Rules::default();
    voices::edit_rules(db, &permit, None, 0, rules).await.unwrap();
    let draft = HolidayDraft {
        day: Some(date!(2026 - 12 - 31)),
        name: format!("The last day {canary}"),
    };
    let holiday = voices::add_holiday(db, &permit, None, draft).await.unwrap();
    values.insert("holiday", holiday.id.to_string());
}
