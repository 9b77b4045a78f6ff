//! `diagnose` as its users see it: the picture on the screen, the contract in JSON, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use serde_json::Value;
use support::{Desk, Said, fixtures, run_in};

const NOW: &str = "2026-05-19T10:00:00+02:00";

fn diagnose(args: &[&str]) -> Said {
    run_in(&fixtures(), &[&["diagnose", "--now", NOW], args].concat(), "")
}

fn json(args: &[&str]) -> Value {
    let said = diagnose(&[args, &["--format", "json"]].concat());
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

#[test]
fn a_story_on_one_screen() {
    let said = diagnose(&["stuck.toml"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    assert!(said.out.lines().count() <= 45, "{}", said.out);
    insta::assert_snapshot!(said.out, @r#"
    Identity verification rejected [identity-rejected] (likely, 74 %)
      The details or the pictures of the document were not accepted. Causes that can be checked come
      first; it also happens when all was right.
    For it
      + the message: it speaks of identity verification, and that it was rejected
      + status.real_name, line 18: Identity verification was not approved
      + journal[4].at, line 42: The last answer to identity verification was a refusal
      + identity.surname, line 9: Not the name that the document prints: character 1 is a full-width Ｌ
        (U+FF2C), not L
    Behind it
      > The name is not as printed (identity.surname, line 9)
      ? The picture of the document? Name the pictures under [[documents]] file = "…", and run this
        again
      ? The document's number or a date is not as printed? Copy number, birth_date and expiry_date into
        [[documents]]
    Do now
      1. Type it as the finding shows
      2. Read the opinion that the page shows: it names what was wrong
      3. Type name, number and dates exactly as the document prints them
      4. Choose the kind of document that the picture shows
         and 2 more: `preflight rules explain identity-rejected`
      x Do not submit the same pictures again
      x Do not edit the photo: an original is asked for
      ~ Identity takes minutes to longer; documented are one to three working days
      documented as P3,
      https://support.huaweicloud.com/intl/en-us/usermanual-account/en-us_topic_0119621533.html

    2. Stuck on "pending" [activation-pending] (less likely, 19 %)
      + status.real_name, line 18: Identity verification is not approved
      + status.done, line 19: Still to do: identity verification, where resources in the Chinese
        mainland are wanted
      1. Do the first step that is missing, below

    What is left to do
      + done: registering
      + done: the e-mail check
      + done: binding a mobile number
      - missing: identity verification, where resources in the Chinese mainland are wanted [Identity
        takes minutes to longer; documented are one to three working days]
      - missing: second factor and login notices
      - missing: a payment method, or credit granted by an account manager
      - missing: a small action that proves it: open a console section that was refused before, or
        create a light resource
    "#);
}

#[test]
fn a_code_alone() {
    insta::assert_snapshot!(diagnose(&["--message", "CBC.99007188"]).out, @r#"
    Stuck on "pending" [activation-pending] (almost certain, 97 %)
      A review is running, or a step was missed and keeps the account waiting. Refreshing and submitting
      again change nothing.
    For it
      + the message: CBC.99007188 is documented: verified already, or a review is running
    Behind it
      ? The review is running? When was it submitted? Note it: `preflight journal add --step identity
        --event submitted`
      ? The review takes longer than documented
      ? It was submitted again while the review was running
    Do now
      1. Wait, and do not submit again
      2. Give the review its one to 3 working days
      3. Meanwhile look whether a step is missing: e-mail, phone, identity, security, payment
      4. After that time, open a ticket
      x Do not submit again while it runs: the answer is CBC.99007188, and the waiting may begin anew
      x Do not refresh the page over and over
      ~ Identity takes minutes to longer; documented are one to three working days
      documented as P4, G3.2,
      https://support.huaweicloud.com/intl/en-us/usermanual-account/account_auth_00001_01.html
    "#);
}

#[test]
fn a_message_that_nobody_knows() {
    let said = diagnose(&["--message", "How do I resize a disk and verify my code style?"]);
    assert_eq!((said.status, said.err.as_str()), (3, ""));
    insta::assert_snapshot!(said.out, @r#"
    I do not know this message.
      Nearest, and no more than that:
      - Verification code expired (P1); see `preflight rules explain code-expired`
      - SMS not received (P2); see `preflight rules explain sms-not-received`
      - Stuck on "pending" (P4, G3.2); see `preflight rules explain activation-pending`
      What else the page says, a code beside it, or the whole answer of the server would tell more.
    "#);
    let report = json(&["--message", "the weather is fine"]);
    assert_eq!(
        (&report["problems"], &report["nearest"]),
        (&Value::from(Vec::<Value>::new()), &Value::from(Vec::<Value>::new()))
    );
}

#[test]
fn the_contract_in_json() {
    let report = json(&["stuck.toml", "--message", "identity verification failed"]);
    let first = &report["problems"][0];
    assert_eq!(first["id"], "identity-rejected");
    assert!(first["likelihood"].as_f64().unwrap() > 0.5);
    assert_eq!(first["causes"][0]["id"], "name");
    for key in ["evidence", "rules", "fixes"] {
        assert!(!first[key].as_array().unwrap().is_empty(), "{key}");
    }
    assert_eq!(report["steps"][3]["state"], "missing");
    let waiting = json(&["--message", "-"]);
    assert!(waiting["errors"].is_array(), "{waiting}");
}

#[test]
fn evidence_decides_between_what_a_message_may_mean() {
    let desk = Desk::new()
        .file("a.toml", "[[journal]]\nat = '2026-05-19T09:00:00Z'\nstep = 'email'\nevent = 'code-requested'\n");
    let said = desk.run(&[
        "diagnose",
        "a.toml",
        "--now",
        "2026-05-19T09:00:20Z",
        "--message",
        "no code arrived",
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["problems"][0]["id"], "email-not-received");
    assert_eq!(report["problems"][0]["wait_until"], "2026-05-19T09:01:00+00:00");
}

#[test]
fn how_it_ends() {
    let desk =
        Desk::new().file("empty.toml", "").file("broken.toml", "[a").file("binary.toml", [0xff, 0xfe, 0x00, 0xd8]);
    for (args, status, word) in [
        (&[][..], 2, "nothing to diagnose"),
        (&["empty.toml"], 3, ""),
        (&["broken.toml"], 2, "error"),
        (&["binary.toml"], 2, "error"),
        (&["missing.toml"], 2, "error"),
        (&["--message", "  "], 2, "the message is empty"),
        (&["-", "--message", "-"], 2, "read once only"),
        (&["--message", "验证码已过期"], 0, ""),
        (&["--message", "-"], 2, "the message is empty"),
    ] {
        let said = desk.run(&[&["diagnose"], args].concat());
        assert!(said.status == status && said.err.contains(word), "{args:?}: {said:?}");
    }
    let piped = desk.run_with(&["diagnose", "--message", "-"], "ERR: CBC.99004008\n");
    assert!(piped.status == 0 && piped.out.contains("code-expired"), "{piped:?}");
}

/// What was pasted may hold anything: none of it is repeated to a file or a pipe.
#[test]
fn nothing_that_was_pasted_is_repeated() {
    let secret = "Canaryson 066263 canary@example.com L898902C3";
    for format in ["human", "json"] {
        let said = diagnose(&["stuck.toml", "--format", format, "--message", &format!("{secret}: the code expired")]);
        for word in ["Canaryson", "066263", "canary@", "L898902C3", "LINDQVIST", "ＬINDQVIST", "certificate match"] {
            assert!(!said.out.contains(word) && !said.err.contains(word), "{word}: {}", said.out);
        }
    }
}

#[test]
fn a_problem_and_a_rule_have_pages() {
    let page = diagnose_page("code-expired");
    for word in ["CBC.99004008", "验证码已过期", "What to do", "What not to do", "Sources"] {
        assert!(page.out.contains(word), "{word}: {}", page.out);
    }
    assert!(diagnose_page("card-brand").out.contains("Source"));
    let wrong = diagnose_page("code-expird");
    assert!(wrong.status == 2 && wrong.err.contains("did you mean `code-expired`?"), "{wrong:?}");
}

fn diagnose_page(id: &str) -> Said {
    run_in(&fixtures(), &["rules", "explain", id], "")
}
