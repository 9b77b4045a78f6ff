//! `init` without a terminal: a template, or fields from options.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::Desk;

#[test]
fn fields_are_filled_in_and_judged() {
    let desk = Desk::new();
    let said = desk.run(&[
        "init",
        "--set",
        "identity.surname=ＬINDQVIST",
        "--set",
        "billing.wanted=true",
        "--set",
        "documents.file=a.jpg",
    ]);
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    assert!(said.err.contains("type LINDQVIST") && said.err.contains("is written"), "{}", said.err);
    let text = desk.read("application.toml");
    for line in [
        "surname = \"ＬINDQVIST\"",
        "wanted = true",
        "[[documents]]",
        "file = \"a.jpg\"",
        "#: given_names",
        "# The file stays",
    ] {
        assert!(text.lines().any(|known| known.starts_with(line)), "{line}\n{text}");
    }
    assert_eq!(desk.run(&["check"]).status, 1);
}

#[test]
fn sections_that_the_template_does_not_show_are_written_too() {
    let desk = Desk::new();
    let set = ["status.done=email, phone", "status.real_name=0", "status.real_name=-1", "journal.event=done"];
    let args: Vec<&str> = ["init"].into_iter().chain(set.iter().flat_map(|text| ["--set", text])).collect();
    assert_eq!(desk.run(&args).status, 0);
    let text = desk.read("application.toml");
    let end = "\n[status]\ndone = [\"email\", \"phone\"]\nreal_name = -1\n\n[[journal]]\nevent = \"done\"\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn what_cannot_be_written_is_said() {
    let desk = Desk::new().file("there.toml", "x = 1");
    for (args, word) in [
        (&["init", "there.toml"][..], "exists already"),
        (&["init", "--set", "identity.surnam=A"], "did you mean `identity.surname`?"),
        (&["init", "--set", "security.password=x"], "no field"),
        (&["init", "--set", "surname"], "has no `=`"),
        (&["init", "--set", "a.b=c", "--template"], "cannot be used with"),
        (&["init", "missing/a.toml"], "cannot be written"),
        (&["init", "a.yaml"], "is TOML"),
        (&["init", "-"], "not standard output"),
        (&["init", "--set", "billing.wanted=maybe"], "must be true or false"),
    ] {
        let said = desk.run(args);
        assert!(said.status == 2 && said.out.is_empty() && said.err.contains(word), "{args:?}: {said:?}");
    }
    assert_eq!(desk.read("there.toml"), "x = 1");
    assert!(!desk.path().join("application.toml").exists());
}
