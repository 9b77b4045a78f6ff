//! What was seen of a network once is judged again offline: recordings of `preflight facts --online`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{fixtures, run_in};

fn judged(recording: &str) -> support::Said {
    let path = format!("network/{recording}.json");
    run_in(&fixtures(), &["check", "--facts", &path, "--only", "network", "--skip", "public-network,browser"], "")
}

/// The picture without the counts of rules, which grow with the pack.
fn picture(recording: &str) -> String {
    judged(recording).out.split("-- Summary").next().unwrap_or_default().to_owned()
}

#[test]
fn a_good_way_is_silent() {
    let said = judged("fine");
    assert_eq!(said.status, 0, "{}", said.out);
    assert!(said.out.contains("0 errors, 0 warnings, 0 advice"), "{}", said.out);
}

#[test]
fn what_follows_from_a_cause_stands_under_it() {
    insta::assert_snapshot!(picture("captive-portal"), @"
    -- The way to each host ------------------------------------------------

    www.huaweicloud.com           dns 1 ms, tcp 46 ms, tls wrong-host, http 200
    reg.huaweicloud.com           dns 1 ms, tcp 52 ms, tls wrong-host, http 200
    auth.huaweicloud.com          dns 1 ms, tcp 52 ms, tls wrong-host, http 200
    id5.cloud.huawei.com          dns 1 ms, tcp 64 ms, tls wrong-host, http 200
    portal-intl.huaweicloud.com   dns 1 ms, tcp 52 ms, tls wrong-host, http 200
    account-intl.huaweicloud.com  dns 1 ms, tcp 52 ms, tls wrong-host, http error
    console-intl.huaweicloud.com  dns 1 ms, tcp 52 ms, tls wrong-host, http error
    support.huaweicloud.com       dns 1 ms, tcp 46 ms, tls wrong-host, http 200
    example.com                   dns 1 ms, tcp 22 ms, tls wrong-host, http 200
    www.iana.org                  dns 1 ms, tcp 38 ms, tls wrong-host, http 200

    -- The way to the portal -----------------------------------------------

    error[net-captive-portal]: The network wants a login first
     |
     = why: A page whose answer is known came back as another one: the Wi-Fi shows its own login page
            in the place of everything else.
     = seen: location: http://wifi.hotel.example/login; pages:
             http://connectivitycheck.gstatic.com/generate_204,
             http://detectportal.firefox.com/success.txt; verdicts: redirect
     = so also: tls-wrong-host: The certificate is for another host
     = so also: http-stall: The page does not come
     = fix: Open http://example.com in the browser, log in to the Wi-Fi there, then run this again;
            public Wi-Fi is no place for a passport
     = leads to: Verification fails or times out on this connection (G0.5)
     = source: https://www.rfc-editor.org/rfc/rfc8952 (A, checked 2026-11-24)
    ");
}

#[test]
fn two_causes_are_two_findings() {
    insta::assert_snapshot!(picture("wrong-clock"), @"
    -- The way to each host ------------------------------------------------

    www.huaweicloud.com           dns 1 ms, tcp 46 ms, tls ok, http 200
    reg.huaweicloud.com           dns 1 ms, tcp 52 ms, tls ok, http 200
    auth.huaweicloud.com          dns 1 ms, tcp 52 ms, tls ok, http 200
    id5.cloud.huawei.com          dns 1 ms, tcp 64 ms, tls ok, http 200
    portal-intl.huaweicloud.com   dns 1 ms, tcp 52 ms, tls ok, http 200
    account-intl.huaweicloud.com  dns 1 ms, tcp 52 ms, tls ok, http 200
    console-intl.huaweicloud.com  dns 1 ms, tcp 52 ms, tls ok, http 200
    support.huaweicloud.com       dns 1 ms, tcp 46 ms, tls expired, http 200
    example.com                   dns 1 ms, tcp 22 ms, tls ok, http 200
    www.iana.org                  dns 1 ms, tcp 38 ms, tls ok, http 200

    -- The way to the portal -----------------------------------------------

    warning[clock-skew]: The clock of this machine is off by 75 s
     |
     = why: Time servers or other hosts agree on another time. An authenticator's code lives 30 s
            (RFC 6238): with a clock further off, every code of this machine is wrong, and with one
            off by days every certificate looks out of date.
     = seen: offset s: 75; source: ntp; uncertainty s: 0.05
     = fix: Set the clock to automatic, here and on the phone with the authenticator
     = leads to: Locked out by the second factor (G5.1, G2.2)
     = source: https://www.rfc-editor.org/rfc/rfc6238#section-5.2 (A, checked 2026-11-24)

    error[tls-expired]: The certificate is out of date
     |
     = why: It is out of date at the true time too: the provider's mistake, or not the provider.
     = seen: hosts: support.huaweicloud.com
     = fix: Enter nothing; wait until the provider has renewed it
     = leads to: Verification fails or times out on this connection (G0.5)
     = source: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 (A, checked 2026-11-24)
    ");
}

#[test]
fn a_recording_gives_the_evidence_to_programs() {
    let path = "network/dns-hijack.json";
    let said = run_in(&fixtures(), &["check", "--facts", path, "--only", "network", "--format", "json"], "");
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let finding = &report["findings"][0];
    assert_eq!((&finding["defect"], said.status), (&serde_json::json!("dns-hijack"), 1));
    assert_eq!(finding["consequences"][0]["defect"], "tls-wrong-host");
    assert_eq!(finding["evidence"]["hosts"].as_array().unwrap().len(), 8);
    let host = &report["network"]["hosts"][0];
    assert_eq!((&host["tls"], &host["reference_tls"]), (&serde_json::json!("wrong-host"), &serde_json::json!("ok")));
    assert!(host["queries"].as_array().unwrap().len() > 4 && host["chain"][0]["fingerprint"].is_string());
}
