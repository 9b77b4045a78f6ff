//! What is made of data files before compiling: the rule packs under `rules/`, so that a new pack or file needs no line of
//! Rust, and the table of names, so that fifty thousand words cost nothing at start-up.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/text/name/lexicon/fingerprint.rs"]
mod fingerprint;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("packs.rs"), packs(&root.join("rules"))?)?;
    fs::write(out.join("lexicon.rs"), lexicon(&root.join("src/text/data"))?)
}

/// The files of every pack as a slice of slices.
fn packs(root: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", root.display());
    let mut code = String::from("&[\n");
    for pack in sorted(root)? {
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
    Ok(code)
}

/// What is known of a word: lines in which it is a full name, lines in which it is an everyday form, classes of spellings.
#[derive(Default)]
struct Word {
    runs: [Vec<u16>; 3],
    arabic: bool,
}

const FULL: usize = 0;
const SHORT: usize = 1;
const SPELLING: usize = 2;
/// Most numbers of one run: the head of a record has five bits for each.
const MOST: usize = 31;

/// The table of names: fingerprints, where the record of each begins, and the records.
fn lexicon(data: &Path) -> io::Result<String> {
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for file in ["names.txt", "names_arabic.txt", "names_cyrillic.txt", "names_greek.txt"] {
        for word in lines(data, file)?.iter().flat_map(|line| line.split_ascii_whitespace()) {
            words.entry(word.to_owned()).or_default();
        }
    }
    // A class of Arabic names begins with ~.
    let classes = lines(data, "romanizations.txt")?;
    let class = |line: &str| line.trim_start_matches('~').split_ascii_whitespace().map(str::to_owned).collect();
    let classes: Vec<(bool, Vec<String>)> = classes.iter().map(|line| (line.starts_with('~'), class(line))).collect();
    for (number, (arabic, spellings)) in (0..).zip(&classes) {
        for spelling in spellings {
            let word = words.entry(spelling.clone()).or_default();
            word.runs[SPELLING].push(number);
            word.arabic |= arabic;
        }
    }
    for (number, line) in (0..).zip(lines(data, "nicknames.txt")?) {
        let mut forms = line.split_ascii_whitespace();
        let full = forms.next().unwrap_or_default();
        for short in forms {
            words.entry(short.to_owned()).or_default().runs[SHORT].push(number);
        }
        for name in full.split('/') {
            words.entry(name.to_owned()).or_default().runs[FULL].push(number);
            // What stands for a name stands for its other spellings too.
            let known = words[name].runs[SPELLING].clone();
            for other in known.iter().flat_map(|class| &classes[usize::from(*class)].1).filter(|other| *other != name) {
                words.entry(other.clone()).or_default().runs[FULL].push(number);
            }
        }
    }
    table(&words)
}

fn table(words: &BTreeMap<String, Word>) -> io::Result<String> {
    let places = (words.len() * 3 / 2).next_power_of_two();
    let (mut fingerprints, mut at, mut records) = (vec![0u64; places], vec![0usize; places], Vec::<u16>::new());
    let mut known: HashMap<Vec<u16>, usize> = HashMap::new();
    for (word, entry) in words {
        let mut record = vec![u16::from(entry.arabic) << 15];
        for (index, run) in entry.runs.iter().enumerate() {
            let mut run = run.clone();
            run.sort_unstable();
            run.dedup();
            if run.len() > MOST {
                return Err(io::Error::other(format!("{word} stands in more than {MOST} lines of a list")));
            }
            record[0] |= (run.len() as u16) << (5 * index);
            record.extend(run);
        }
        let fingerprint = fingerprint::fingerprint(word.as_bytes());
        let mut place = fingerprint::place(fingerprint, places);
        while fingerprints[place] != 0 {
            if fingerprints[place] == fingerprint {
                return Err(io::Error::other(format!("{word} has the fingerprint of another word")));
            }
            place = (place + 1) % places;
        }
        fingerprints[place] = fingerprint;
        at[place] = *known.entry(record.clone()).or_insert_with(|| {
            records.extend(&record);
            records.len() - record.len()
        });
    }
    Ok(format!(
        "static FINGERPRINTS: [u64; {places}] = {fingerprints:?};\nstatic AT: [u32; {places}] = {at:?};\nstatic RECORDS: [u16; {}] = {records:?};\n",
        records.len()
    ))
}

/// The lines of a list without its comments.
fn lines(data: &Path, file: &str) -> io::Result<Vec<String>> {
    let path = data.join(file);
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path)?;
    let kept = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(kept.map(str::to_owned).collect())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
