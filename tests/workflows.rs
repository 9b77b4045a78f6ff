//! The files by which others use this in their checks: the GitHub Action's own script, and the hooks of pre-commit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::path::Path;
use std::process::Command;

use preflight::source::{Node, Source};
use support::{Desk, run_in};

fn yaml(name: &str) -> Node {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let (node, faults) = Source::new("a.yaml", text).parse();
    assert!(faults.is_empty(), "{name}: {faults:?}");
    node
}

#[test]
fn hooks_name_commands_that_are_there() {
    for hook in yaml(".pre-commit-hooks.yaml").items() {
        let entry = hook.get("entry").unwrap().as_str().unwrap();
        let words: Vec<&str> = entry.split(' ').collect();
        let (program, args) = words.split_first().unwrap();
        assert_eq!(*program, "preflight");
        let mut args: Vec<&str> = args.iter().copied().filter(|arg| *arg != "--rules").collect();
        args.push("--help");
        let said = run_in(Path::new("."), &args, "");
        assert_eq!(said.status, 0, "{entry}: {said:?}");
    }
}

/// Runs the script of the action as a runner does, with these inputs.
#[cfg(unix)]
fn judge(desk: &Desk, inputs: &[(&str, &str)]) -> (String, i32) {
    let action = yaml("action.yml");
    let step = action.get("runs").unwrap().get("steps").unwrap().items().last().unwrap().clone();
    let binary = desk.path().join("temp/preflight/bin/preflight");
    if !binary.exists() {
        std::fs::create_dir_all(binary.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_preflight"), &binary).unwrap();
    }
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", step.get("run").unwrap().as_str().unwrap()]);
    command.current_dir(desk.path()).env("RUNNER_TEMP", desk.path().join("temp"));
    command.env("GITHUB_STEP_SUMMARY", desk.path().join("summary.md"));
    for variable in step.get("env").unwrap().entries() {
        let name = variable.value.as_str().unwrap();
        let name = name.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        let input = action.get("inputs").unwrap().get(name).unwrap_or_else(|| panic!("there is no input {name}"));
        let default = input.get("default").unwrap().as_str().unwrap();
        let given = inputs.iter().find(|(key, _)| *key == name).map_or(default, |(_, value)| value);
        command.env(&variable.key, given);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (said, output.status.code().unwrap())
}

#[cfg(unix)]
#[test]
fn the_action_annotates_sums_up_and_fails() {
    let desk = Desk::new()
        .file("application.toml", "[billing]\ncard_kind = 'debit'\n")
        .file("my other.toml", "[billing]\ncard_kind = 'credit'\n");
    let (said, status) = judge(&desk, &[]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("::error file=application.toml,line=2,"), "{said}");
    assert!(desk.read("summary.md").contains("card-kind-not-accepted"), "{}", desk.read("summary.md"));
    let (said, status) =
        judge(&desk, &[("files", "application.toml\nmy other.toml\n"), ("fail-on", "never"), ("sarif", "out.sarif")]);
    assert_eq!(status, 0, "{said}");
    assert!(desk.read("out.sarif").contains("\"2.1.0\""));
    let (said, status) = judge(&desk, &[("files", "my other.toml")]);
    assert_eq!(status, 0, "{said}");
    // A name that looks like an option is a name.
    let (said, status) = judge(&desk, &[("files", "application.toml\n--show-values")]);
    assert_eq!(status, 2, "{said}");
}

#[cfg(unix)]
#[test]
fn the_action_tests_a_folder() {
    let desk = Desk::new().file("apps/a.toml", "[billing]\ncard_kind = 'debit'\n");
    let (said, status) = judge(&desk, &[("test", "apps")]);
    assert_eq!(status, 1, "{said}");
    desk.run(&["test", "apps", "--update"]);
    let (said, status) = judge(&desk, &[("test", "apps"), ("pack", "huaweicloud-intl")]);
    assert_eq!(status, 0, "{said}");
}
