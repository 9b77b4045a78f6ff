//! Lists the rule packs under `rules/` for embedding, so that a new pack or file needs no line of Rust.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("rules");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut code = String::from("&[\n");
    for pack in sorted(&root)? {
        if !pack.is_dir() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", pack.display());
        writeln!(code, "(\"{}\", &[", name(&pack)).map_err(io::Error::other)?;
        for file in sorted(&pack)? {
            if file.extension().is_some_and(|ending| ending == "toml") {
                writeln!(code, "(\"{}\", include_str!({:?})),", name(&file), file).map_err(io::Error::other)?;
            }
        }
        code.push_str("]),\n");
    }
    code.push(']');
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("packs.rs"), code)
}

fn sorted(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
