//! A history for every cause that a journal and an application can tell.

use jiff::{SignedDuration, Timestamp};

use super::history::{History, Known};

/// Makes a history in which this cause is at work.
pub type Make = fn(&mut History) -> Known;

pub const ALL: &[Make] = &[
    typed_late,
    came_late,
    replaced,
    tries_used,
    slip,
    sms_on_the_way,
    sms_missing,
    sms_too_often,
    sms_abroad,
    sms_number,
    mail_on_the_way,
    mail_missing,
    mail_address,
    mail_too_often,
    rejected_name,
    rejected_number,
    rejected_expired,
    rejected_without_fault,
    in_review,
    overdue,
    resubmitted,
    step_missing,
    not_confirmed,
    mainland_portal,
    inactive,
    card_tries,
    card_kind,
    bank,
    login_locked,
    factor_abroad,
    name_malformed,
    country,
    browser,
    public_network,
    arrears,
];

fn later(time: Timestamp, seconds: i64) -> Timestamp {
    time + SignedDuration::from_secs(seconds)
}

/// The resend interval, where it is not over.
fn resend(history: &History, known: Known, request: Timestamp) -> Known {
    let free = later(request, 60);
    if free > history.clock { known.until(free) } else { known }
}

fn step(history: &mut History) -> &'static str {
    history.random.one_of(&["email", "phone"])
}

fn typed_late(history: &mut History) -> Known {
    let step = step(history);
    if step == "phone" {
        history.prelude(&["email"]);
    }
    let request = history.note(step, "code-requested");
    if history.random.chance(50) {
        history.pass(5, 100);
        history.note(step, "code-received");
    }
    history.pass(320, 3000);
    history.note(step, "code-entered");
    history.pass(1, 9);
    if history.random.chance(70) {
        history.note(step, "code-refused");
        history.pass(1, 40);
    }
    resend(history, Known::of("code-expired", "typed-late"), request)
}

fn came_late(history: &mut History) -> Known {
    let step = step(history);
    let request = history.note(step, "code-requested");
    history.pass(301, 2000);
    history.note(step, "code-received");
    history.pass(5, 60);
    history.note(step, "code-entered");
    history.pass(1, 9);
    resend(history, Known::of("code-expired", "came-late"), request)
}

fn replaced(history: &mut History) -> Known {
    let step = step(history);
    history.note(step, "code-requested");
    history.pass(5, 30);
    history.note(step, "code-received");
    history.pass(65, 150);
    let request = history.note(step, "code-requested");
    history.pass(2, 20);
    history.note(step, "code-entered");
    history.pass(1, 5);
    history.note(step, "code-refused");
    history.pass(1, 20);
    resend(history, Known::of("code-expired", "replaced"), request)
}

fn tries_used(history: &mut History) -> Known {
    let step = step(history);
    let request = history.note(step, "code-requested");
    for _ in 0..3 {
        history.pass(8, 40);
        history.note(step, "code-entered");
        history.pass(1, 4);
        history.note(step, "code-refused");
    }
    history.pass(1, 20);
    resend(history, Known::of("code-wrong", "tries-used"), request)
}

fn slip(history: &mut History) -> Known {
    let step = step(history);
    let request = history.note(step, "code-requested");
    history.pass(5, 40);
    history.note(step, "code-received");
    history.pass(5, 90);
    history.note(step, "code-entered");
    history.pass(1, 5);
    history.note(step, "code-refused");
    history.pass(1, 20);
    resend(history, Known::of("code-wrong", "slip"), request)
}

const PHONE: &str = "[account]\nphone = \"+46701740605\"\ncountry = \"SE\"";

fn sms_on_the_way(history: &mut History) -> Known {
    history.section(PHONE);
    history.prelude(&["email"]);
    let request = history.note("phone", "code-requested");
    history.pass(2, 250);
    resend(history, Known::of("sms-not-received", "on-the-way"), request)
}

fn sms_missing(history: &mut History) -> Known {
    history.section(PHONE);
    history.prelude(&["email"]);
    history.note("phone", "code-requested");
    history.pass(310, 9000);
    Known::of("sms-not-received", "carrier")
}

fn often(history: &mut History, step: &str) -> Timestamp {
    let times = history.random.within(4, 7);
    let mut last = history.clock;
    for _ in 0..times {
        history.pass(15, 80);
        last = history.note(step, "code-requested");
    }
    history.pass(1, 30);
    last
}

fn sms_too_often(history: &mut History) -> Known {
    history.prelude(&["email"]);
    let request = often(history, "phone");
    resend(history, Known::of("sms-not-received", "asked-too-often"), request)
}

fn sms_abroad(history: &mut History) -> Known {
    history.section(PHONE);
    history.section("[situation]\ntravelling = true\n[security]\nsecond_factor = \"sms\"");
    history.prelude(&["email"]);
    history.note("phone", "code-requested");
    history.pass(310, 9000);
    Known::of("sms-not-received", "abroad")
}

fn sms_number(history: &mut History) -> Known {
    let number = history.random.one_of(&["0701740605", "+46 70 174", "+4670174060５", "+46701740605123"]);
    history.section(&format!("[account]\nphone = \"{number}\"\ncountry = \"SE\""));
    history.prelude(&["email"]);
    history.note("phone", "code-requested");
    history.pass(310, 9000);
    Known::of("sms-not-received", "number-wrong")
}

fn mail_on_the_way(history: &mut History) -> Known {
    let request = history.note("email", "code-requested");
    history.pass(2, 250);
    resend(history, Known::of("email-not-received", "on-the-way"), request)
}

fn mail_missing(history: &mut History) -> Known {
    history.section("[account]\nemail = \"elsa.lindqvist@example.com\"");
    history.note("email", "code-requested");
    history.pass(310, 9000);
    Known::of("email-not-received", "filter")
}

fn mail_address(history: &mut History) -> Known {
    let address = history.random.one_of(&["elsa@gmial.com", "elsa@gmail,com", "elsa.gmail.com", "elsa@hotmial.com"]);
    history.section(&format!("[account]\nemail = \"{address}\""));
    history.note("email", "code-requested");
    history.pass(310, 9000);
    Known::of("email-not-received", "address")
}

fn mail_too_often(history: &mut History) -> Known {
    let request = often(history, "email");
    resend(history, Known::of("email-not-received", "asked-too-often"), request)
}

fn refused_review(history: &mut History) {
    history.prelude(&["email", "phone"]);
    history.note("identity", "submitted");
    history.pass(3_600, 250_000);
    history.note("identity", "rejected");
    history.pass(60, 40_000);
}

fn rejected_name(history: &mut History) -> Known {
    let typed = history.random.one_of(&["ＬINDQVIST", "LINDQVlST", "LINDQUIST", "LINDQVIST\u{200b}"]);
    history.section(&format!(
        "[identity]\nsurname = \"{typed}\"\ngiven_names = \"ELSA MARIA\"\n[[documents]]\nkind = \"passport\"\nsurname = \"LINDQVIST\"\ngiven_names = \"ELSA MARIA\""
    ));
    refused_review(history);
    Known::of("identity-rejected", "name")
}

fn rejected_number(history: &mut History) -> Known {
    history.section(
        "[identity]\ndocument_number = \"AA1234568\"\nbirth_date = \"1988-02-11\"\n[[documents]]\nkind = \"passport\"\nnumber = \"AA1234567\"\nbirth_date = \"1988-02-11\"",
    );
    refused_review(history);
    Known::of("identity-rejected", "number")
}

fn rejected_expired(history: &mut History) -> Known {
    history.section("[identity]\nsurname = \"LINDQVIST\"\ngiven_names = \"ELSA\"\ndocument_kind = \"passport\"\nexpiry_date = \"2024-03-01\"");
    refused_review(history);
    Known::of("identity-rejected", "kind")
}

fn rejected_without_fault(history: &mut History) -> Known {
    history.section(
        "[identity]\nsurname = \"LINDQVIST\"\ngiven_names = \"ELSA MARIA\"\n[[documents]]\nkind = \"passport\"\nsurname = \"LINDQVIST\"\ngiven_names = \"ELSA MARIA\"",
    );
    refused_review(history);
    // Of causes without any evidence, the picture that nobody named comes first.
    Known::of("identity-rejected", "picture")
}

fn in_review(history: &mut History) -> Known {
    history.prelude(&["email", "phone"]);
    let submitted = history.note("identity", "submitted");
    let end = History::working_day_end(submitted, 3);
    let most = end.as_second() - submitted.as_second() - 1;
    history.pass(60, most);
    Known::of("activation-pending", "in-review").until(end)
}

fn overdue(history: &mut History) -> Known {
    history.prelude(&["email", "phone"]);
    let submitted = history.note("identity", "submitted");
    let end = History::working_day_end(submitted, 3);
    // The next working day has begun.
    history.clock = later(History::working_day_end(submitted, 4), -history.random.within(1, 80_000));
    assert!(history.clock > end);
    Known::of("activation-pending", "overdue")
}

fn resubmitted(history: &mut History) -> Known {
    history.prelude(&["email", "phone"]);
    let submitted = history.note("identity", "submitted");
    history.pass(600, 20_000);
    history.note("identity", "submitted");
    history.pass(60, 3_000);
    Known::of("activation-pending", "resubmitted").until(History::working_day_end(submitted, 3))
}

fn step_missing(history: &mut History) -> Known {
    let done = history.random.one_of(&["\"email\"", "\"email\", \"phone\"", "\"email\", \"phone\", \"billing\""]);
    history.section(&format!("[status]\ntext = \"Account activation required\"\ndone = [\"register\", {done}]"));
    history.pass(60, 4000);
    Known::of("activation-pending", "step-missing")
}

fn not_confirmed(history: &mut History) -> Known {
    history.section(
        "[status]\ndone = [\"register\", \"email\", \"phone\", \"identity\", \"security\", \"billing\", \"login\"]",
    );
    history.prelude(&["email", "phone"]);
    Known::of("no-service-access", "not-confirmed")
}

fn mainland_portal(history: &mut History) -> Known {
    let url = history.random.one_of(&[
        "https://www.huaweicloud.com/",
        "https://console.huaweicloud.com/",
        "https://reg.huaweicloud.com/registerui/cn/register.html",
        "https://account.huaweicloud.com/usercenter/",
    ]);
    history.section(&format!("[portal]\nurl = \"{url}\""));
    history.pass(60, 4000);
    Known::of("wrong-portal", "address")
}

fn inactive(history: &mut History) -> Known {
    let text = history.random.one_of(&["Inactive", "Your account is not active", "账号未激活", "Cuenta inactiva"]);
    history.section(&format!("[status]\ntext = \"{text}\"\ndone = [\"register\", \"email\"]"));
    history.pass(60, 4000);
    Known::of("account-inactive", "step-missing")
}

fn card_tries(history: &mut History) -> Known {
    history.prelude(&["email", "phone"]);
    let mut third = history.clock;
    for _ in 0..3 {
        history.pass(30, 5_000);
        third = history.note("billing", "declined");
    }
    history.pass(10, 80_000);
    Known::of("payment-declined", "tries-used").until(later(third, 86_400))
}

fn card_kind(history: &mut History) -> Known {
    let kind = history.random.one_of(&["debit", "prepaid", "virtual"]);
    history.section(&format!(
        "[billing]\nwanted = true\nmethod = \"card\"\ncard_brand = \"visa\"\ncard_kind = \"{kind}\""
    ));
    history.prelude(&["email", "phone"]);
    history.note("billing", "declined");
    history.pass(10, 4_000);
    Known::of("payment-declined", "card")
}

fn bank(history: &mut History) -> Known {
    history.section("[billing]\nwanted = true\nmethod = \"card\"\ncard_brand = \"visa\"\ncard_kind = \"credit\"");
    history.prelude(&["email", "phone"]);
    history.note("billing", "declined");
    history.pass(10, 4_000);
    Known::of("payment-declined", "bank")
}

fn login_locked(history: &mut History) -> Known {
    history.prelude(&["email", "phone"]);
    let mut fifth = history.clock;
    for _ in 0..5 {
        history.pass(5, 170);
        fifth = history.note("login", "rejected");
    }
    history.pass(5, 600);
    Known::of("login-locked", "tries").until(later(fifth, 900))
}

fn factor_abroad(history: &mut History) -> Known {
    history.section("[situation]\ntravelling = true\n[security]\nsecond_factor = \"sms\"");
    history.prelude(&["email", "phone"]);
    history.note("login", "code-requested");
    history.pass(310, 9000);
    Known::of("mfa-locked-out", "abroad")
}

fn name_malformed(history: &mut History) -> Known {
    let name = history.random.one_of(&["12345678", "op_elsa", "elsa lindqvist", "elsa!lindqvist", "el"]);
    history.section(&format!("[account]\nusername = \"{name}\""));
    history.note("register", "rejected");
    history.pass(10, 4_000);
    Known::of("registration-refused", "malformed")
}

fn country(history: &mut History) -> Known {
    let country = history.random.one_of(&["TR", "CN"]);
    history.section(&format!("[account]\ncountry = \"{country}\""));
    history.note("register", "rejected");
    history.pass(10, 4_000);
    Known::of("registration-refused", "country")
}

fn browser(history: &mut History) -> Known {
    let agent = history.random.one_of(&[
        "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/5.0 (X11; Linux x86_64; rv:52.0) Gecko/20100101 Firefox/52.0",
    ]);
    history.section(&format!("[situation]\nbrowser = \"{agent}\""));
    history.pass(10, 4_000);
    Known::of("unsupported-browser", "old")
}

fn public_network(history: &mut History) -> Known {
    history.section("[situation]\nnetwork = \"public\"");
    history.pass(10, 4_000);
    Known::of("network-unstable", "way")
}

fn arrears(history: &mut History) -> Known {
    history.prelude(&["email", "phone", "billing"]);
    let said =
        history.random.one_of(&["frozen_scene: ARREAR", "Your account is in arrears.", "您的账户已欠费", "SMN.0070"]);
    history.note_with("login", "message", &format!("message = \"{said}\""));
    history.pass(10, 4_000);
    Known::of("unexpected-charges", "usage")
}
