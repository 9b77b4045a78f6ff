//! The `preflight` command; everything it does lives in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    preflight::cli::main()
}
