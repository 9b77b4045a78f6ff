//! The contract of the command line: what goes where, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{Desk, TODAY, fixtures, run_in};

const CLEAN: &str = "[portal]\nurl = \"https://www.huaweicloud.com/intl/en-us/\"\n";
const BAD: &str = "[billing]\ncard_brand = \"jcb\"\n";

#[test]
fn the_exit_status_says_how_it_ended() {
    let desk =
        Desk::new().file("clean.toml", CLEAN).file("bad.toml", BAD).file("empty.toml", "").file("broken.toml", "[a");
    let status = |args: &[&str]| desk.run(&[&["check", "--today", TODAY], args].concat()).status;
    assert_eq!(status(&["clean.toml"]), 0);
    assert_eq!(status(&["bad.toml"]), 1);
    assert_eq!(status(&["bad.toml", "--fail-on", "never"]), 0);
    assert_eq!(status(&["empty.toml"]), 3);
    assert_eq!(status(&["broken.toml"]), 2);
    assert_eq!(status(&["clean.toml", "empty.toml"]), 3);
    assert_eq!(status(&["bad.toml", "empty.toml"]), 1);
    assert_eq!(status(&["bad.toml", "broken.toml", "clean.toml"]), 2);
    assert_eq!(status(&["--no-such-option"]), 2);
    assert_eq!(desk.run(&["--help"]).status, 0);
    assert_eq!(desk.run(&["--version"]).status, 0);
}

#[test]
fn warnings_fail_where_asked() {
    let desk = Desk::new().file("a.toml", "[situation]\nnetwork = \"public\"\n");
    assert_eq!(desk.run(&["check", "a.toml"]).status, 0);
    assert_eq!(desk.run(&["check", "a.toml", "--fail-on", "warning"]).status, 1);
}

#[test]
fn several_files_give_an_object_a_line_in_order() {
    let desk = Desk::new().file("a.toml", CLEAN).file("b.toml", "[a").file("c.toml", BAD);
    let said = desk.run(&["check", "a.toml", "b.toml", "c.toml", "--format", "json"]);
    let lines: Vec<serde_json::Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["file"], "a.toml");
    assert_eq!(lines[1]["errors"][0]["file"], "b.toml");
    assert_eq!(lines[2]["findings"][0]["defect"], "card-brand-not-accepted");
    assert!(said.err.is_empty(), "{}", said.err);
}

#[test]
fn the_default_file_and_the_way_to_one() {
    let desk = Desk::new();
    let said = desk.run(&["check"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("preflight init"), "{}", said.err);
    assert_eq!(desk.run(&["init"]).status, 0);
    assert_eq!(desk.run(&["init"]).status, 2, "a file that exists is left alone");
    assert_eq!(desk.run(&["check"]).status, 3, "a template holds nothing to judge");
}

#[test]
fn standard_input_is_a_file() {
    let desk = Desk::new();
    for text in [BAD, "billing:\n  card_brand: jcb\n", "{\"billing\": {\"card_brand\": \"jcb\"}}"] {
        let said = desk.run_with(&["check", "-", "--format", "json"], text);
        assert_eq!(said.status, 1, "{text}: {}", said.out);
        assert!(said.out.contains("\"file\":\"-\""));
    }
}

#[test]
fn rules_are_selected_by_id_theme_and_glob() {
    let desk = Desk::new().file("a.toml", BAD);
    let rules = |args: &[&str]| {
        let report = desk.check(&[&["a.toml"], args].concat());
        report["checks"].as_array().unwrap().len()
    };
    assert_eq!(rules(&["--only", "card-brand"]), 1);
    let theme = rules(&["--only", "billing"]);
    assert!(theme > 3);
    assert_eq!(rules(&["--only", "billing", "--skip", "card-*"]), theme - 5);
    let said = desk.run(&["check", "a.toml", "--only", "card-brnad"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("did you mean `card-brand`?"), "{}", said.err);
}

#[test]
fn a_report_is_also_written_to_files() {
    let desk = Desk::new().file("a.toml", BAD);
    let said = desk.run(&["check", "a.toml", "--output", "json=out/report.json"]);
    assert_eq!(said.status, 2, "the folder is not there");
    let said = desk.run(&["check", "a.toml", "--output", "json=report.json", "--output", "human=report.txt"]);
    assert_eq!(said.status, 1);
    let report: serde_json::Value = serde_json::from_str(&desk.read("report.json")).unwrap();
    assert_eq!(report["schema_version"], 1);
    assert!(desk.read("report.txt").contains("card-brand-not-accepted"));
    assert!(!desk.read("report.txt").contains('\u{1b}'));
}

#[test]
fn colour_obeys() {
    let desk = Desk::new().file("a.toml", BAD);
    assert!(!desk.run(&["check", "a.toml"]).out.contains('\u{1b}'), "no terminal, no colour");
    assert!(desk.run(&["check", "a.toml", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!desk.run(&["check", "a.toml", "--color", "never"]).out.contains('\u{1b}'));
}

#[test]
fn the_json_report_keeps_its_shape() {
    let said = run_in(&fixtures(), &["check", "application.toml", "--format", "json", "--today", TODAY], "");
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let keys: Vec<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    insta::assert_snapshot!(keys.join(" "), @"schema_version tool pack today file summary checks findings comparisons documents");
    let findings = report["findings"].as_array().unwrap();
    let mut finding = findings.iter().find(|finding| finding["defect"] == "docnum-o-zero").unwrap().clone();
    // Last digits of a place in the picture are those of the networks' weights.
    for side in ["x", "y", "width", "height"] {
        let place = &mut finding["region"][side];
        *place = ((place.as_f64().unwrap() * 100.0).round() / 100.0).into();
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&finding).unwrap(), @r#"
    {
      "rule": "number-as-printed",
      "defect": "docnum-o-zero",
      "severity": "error",
      "problem": "identity-rejected",
      "guide": [
        "G0.3",
        "G4.2"
      ],
      "field": "identity.document_number",
      "location": {
        "file": "application.toml",
        "start": {
          "line": 15,
          "column": 21
        },
        "end": {
          "line": 15,
          "column": 29
        },
        "byte_range": [
          455,
          463
        ]
      },
      "related": {
        "field": "documents[0].file",
        "location": {
          "file": "application.toml",
          "start": {
            "line": 28,
            "column": 16
          },
          "end": {
            "line": 28,
            "column": 32
          },
          "byte_range": [
            716,
            732
          ]
        }
      },
      "region": {
        "page": 1,
        "x": 0.09,
        "y": 0.8,
        "width": 0.15,
        "height": 0.04
      },
      "message": "Not what the document prints: character 7 is O, where the document prints 0",
      "why": "The name and certificate number that you enter must match the certificate.",
      "fix": {
        "text": "Type it as the document prints it",
        "value": "<number:1>",
        "safe": true
      },
      "evidence": {
        "mrz_place": "line 2, characters 1 to 8",
        "relation": "docnum-o-zero",
        "verdict": "fixable",
        "at": [
          6
        ]
      },
      "source": {
        "url": "https://support.huaweicloud.com/intl/en-us/usermanual-account/en-us_topic_0119621533.html",
        "checked": "2026-11-22",
        "confidence": "A"
      }
    }
    "#);
    insta::assert_snapshot!(serde_json::to_string_pretty(&report["documents"][0]).unwrap(), @r#"
    {
      "file": "images/glare.jpg",
      "format": "jpeg",
      "width": 1200,
      "height": 850,
      "readable": "no",
      "acceptable": "no",
      "reasons": [
        "glare"
      ],
      "quad": [
        [
          0.0648,
          0.043
        ],
        [
          0.9521,
          0.0755
        ],
        [
          0.9475,
          0.971
        ],
        [
          0.0361,
          0.9369
        ]
      ],
      "rotation_degrees": 1.504,
      "pixels_per_character": 21.9367,
      "mrz": {
        "format": "td3",
        "lines": [
          "<mrz:1>",
          "<mrz:2>"
        ],
        "valid": true,
        "repaired": [],
        "confidence": 1.0
      }
    }
    "#);
}

#[test]
fn rules_are_listed_and_tested() {
    let desk = Desk::new();
    let list = desk.run(&["rules", "list"]);
    assert!(list.out.contains("card-brand") && list.status == 0);
    let guide = desk.run(&["rules", "list", "--guide"]);
    assert!(guide.out.contains("H6") && !guide.out.contains("(no rule)"), "{}", guide.out);
    let tests = desk.run(&["rules", "test", "--only", "billing"]);
    assert!(tests.out.contains("0 failed"), "{}", tests.out);
}

#[test]
fn without_a_network_only_what_needs_it_fails() {
    let desk = Desk::new().file("a.toml", CLEAN);
    let report = desk.check(&["a.toml"]);
    let network = report["checks"].as_array().unwrap().iter().find(|check| check["rule"] == "tcp-refused").unwrap();
    assert_eq!(network["outcome"], "skipped");
    assert!(network["reason"].as_str().unwrap().contains("--online"));
}

#[test]
fn what_is_contacted_is_said_first() {
    let desk = Desk::new().file("a.toml", CLEAN);
    let said = desk.run(&["check", "a.toml", "--online", "--only", "tcp-refused,net-offline", "--fail-on", "never"]);
    assert!(said.err.starts_with("asking the network, nothing of yours is sent"), "{}", said.err);
    assert!(said.err.contains("www.huaweicloud.com") && said.err.contains("example.com"), "{}", said.err);
    let quiet = desk.run(&["check", "a.toml", "--online", "--only", "portal", "--fail-on", "never"]);
    assert!(quiet.err.is_empty(), "no rule needs the network: {}", quiet.err);
}

#[test]
fn nothing_steers_the_terminal() {
    let desk = Desk::new().file("a.toml", BAD).file("b\u{202e}.toml", BAD);
    let said = desk.run(&["check", "a.toml", "--only", "\u{1b}[31m"]);
    assert!(said.err.contains("<U+001B>") && !said.err.contains('\u{1b}'), "{}", said.err);
    for format in ["human", "json"] {
        let said = desk.run(&["check", "b\u{202e}.toml", "--format", format]);
        assert!(!said.out.contains('\u{202e}'), "{}", said.out);
    }
    let report: serde_json::Value = desk.check(&["b\u{202e}.toml"]);
    assert_eq!(report["file"], "b\u{202e}.toml", "escaped, not changed");
}

#[test]
fn no_file_is_lost_to_a_report() {
    let desk = Desk::new().file("a.toml", BAD);
    let said = desk.run(&["check", "a.toml", "--output", "json=./a.toml"]);
    assert_eq!(said.status, 2);
    assert_eq!(desk.read("a.toml"), BAD);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_is_lost_is_an_error() {
    let desk = Desk::new().file("a.toml", CLEAN);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_preflight"))
        .args(["check", "a.toml"])
        .current_dir(desk.path())
        .stdout(full)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn the_day_follows_from_the_time_wherever_the_machine_is() {
    let desk = Desk::new().file("a.toml", CLEAN);
    let said = desk.run(&["check", "a.toml", "--format", "json", "--now", "2026-05-19T23:30:00-08:00"]);
    assert!(said.out.contains("\"today\":\"2026-05-19\""), "{}", said.out);
}

#[test]
fn what_the_network_would_be_asked_is_listed_and_not_asked() {
    let said = Desk::new().run(&["network", "--dry-run", "--upload", "3MB"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    for line in [
        "Nothing of yours is sent. These would be contacted:",
        "  https://www.huaweicloud.com/intl/en-us/ (name look-up, TCP and TLS on port 443, GET and HEAD)",
        "  http://connectivitycheck.gstatic.com/generate_204 (GET)",
        "  pool.ntp.org (NTP, UDP port 123)",
        "  the DNS servers of this system (UDP and TCP port 53)",
        "(POST of 3000000 zeros, for at most 10 s after everything else)",
    ] {
        assert!(said.out.contains(line), "{line}\n{}", said.out);
    }
    let without = Desk::new().run(&["network", "--dry-run"]);
    assert!(!without.out.contains("POST"), "{}", without.out);
}

#[test]
fn what_cannot_be_wanted_of_the_network_is_said_before_it_is_asked() {
    let desk = Desk::new().file("roots.pem", "no certificate").file("empty.jpg", "");
    for (args, word) in [
        (&["network", "--ca-file", "missing.pem"][..], "there is no such file"),
        (&["network", "--ca-file", "roots.pem"], "there is no certificate in it"),
        (&["network", "--upload", "3TB"], "neither a size nor a file"),
        (&["network", "--upload", "empty.jpg"], "there is nothing to send"),
        (&["network", "--upload", "900MB"], "at most 100 MiB are sent"),
        (&["network", "--deadline", "0"], "a deadline is 0.2 to 60 seconds"),
        (&["network", "--only", "nothing"], "no rule or theme is called `nothing`"),
    ] {
        let said = desk.run(args);
        assert!(said.status == 2 && said.out.is_empty() && said.err.contains(word), "{args:?}: {said:?}");
    }
    let said = desk.run(&["network", "--ca-file", "roots.pem", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.status, &report["errors"][0]["file"]), (2, &serde_json::Value::from("roots.pem")));
}
