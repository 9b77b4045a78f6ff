//! The `preflight` command; everything it does lives in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A line that one thread read is let go by another, and its answer by a third: the allocator of the C library makes them wait for
/// each other.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    preflight::cli::main()
}
