//! Writes specimen files of invented documents, sound and unsound: `cargo run --example make_specimens -- FOLDER`
//!
//! With `--hostile` before the folder it writes files that are made to exhaust or crash their reader; with `--set` it
//! writes generated pictures with all that is known about them, `FOLDER [--count N] [--defect NAME] [--strength S]`.
#![allow(clippy::print_stdout, reason = "this program's purpose")]

mod canvas;
mod file;
mod hostile;
mod lettering;
mod page;
mod scene;
mod set;
mod specimen;

use page::{AIGERIM, ASA, ELSA, LAYLA, NADIA, WANG};
use scene::{Reflection, Shot};
use std::error::Error;
use std::path::Path;

/// Pixels a millimetre at which pages are drawn before they are photographed.
const PAGE_SCALE: f32 = 14.0;

/// A reflection over the document number of a passport on a desk.
const ON_NUMBER: Reflection = Reflection { center: [0.72, 0.27], radius: 0.06, light: 330.0 };

fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("--hostile") => hostile::write_all(Path::new(&std::env::args().nth(2).unwrap_or_default())),
        Some("--set") => set::write(&std::env::args().skip(2).collect::<Vec<_>>()),
        Some(folder) if !folder.starts_with('-') => write_all(Path::new(folder)),
        _ => Err("usage: make_specimens FOLDER | --hostile FOLDER | --set FOLDER".into()),
    }
}

fn write_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes);
    let passport = page::passport(&ELSA, PAGE_SCALE);
    let shot = Shot::default();
    let photo = shot.on_desk(&passport);
    let good = file::jpeg(&photo, 82, None)?;

    for (name, holder) in [("passport", &ASA), ("passport-scan", &AIGERIM), ("passport-arabic", &LAYLA)] {
        let page = page::passport(holder, PAGE_SCALE);
        let picture = if name == "passport-scan" { shot.scanned(&page) } else { shot.on_desk(&page) };
        write(&format!("{name}.jpg"), file::jpeg(&picture, 82, None)?)?;
        write(&format!("{name}-handheld.jpg"), file::jpeg(&shot.handheld(&page, holder), 82, None)?)?;
    }
    let other = page::passport(&NADIA, PAGE_SCALE);
    write("passport-nadia.jpg", file::jpeg(&shot.on_desk(&other), 82, None)?)?;
    write("first-handheld.jpg", file::jpeg(&shot.handheld(&passport, &ELSA), 82, None)?)?;
    let card = Shot { height: 800, fill: 0.86, ..shot };
    let front = page::card_front(&WANG, PAGE_SCALE);
    let back = page::card_back(&WANG, PAGE_SCALE);
    write("card-front.jpg", file::jpeg(&card.on_desk(&front), 80, None)?)?;
    write("card-back.jpg", file::jpeg(&card.on_desk(&back), 80, None)?)?;
    write("card-handheld.jpg", file::jpeg(&shot.handheld(&front, &WANG), 80, None)?)?;

    write("blurred.jpg", file::jpeg(&Shot { blur: 5.0, ..shot }.on_desk(&passport), 82, None)?)?;
    write("glare.jpg", file::jpeg(&Shot { reflection: Some(ON_NUMBER), ..shot }.on_desk(&passport), 82, None)?)?;
    write("dark.jpg", file::jpeg(&Shot { exposure: 0.14, ..shot }.on_desk(&passport), 88, None)?)?;
    write("overexposed.jpg", file::jpeg(&Shot { exposure: 2.4, ..shot }.on_desk(&passport), 82, None)?)?;
    write("sideways.jpg", file::jpeg(&photo.turned_left(1), 82, Some(&file::exif(6, "17.4")))?)?;
    write("edited.jpg", file::jpeg(&photo, 82, Some(&file::exif(1, "Adobe Photoshop 25.4 (Windows)")))?)?;

    let small = Shot { width: 300, height: 212, noise: 0.0, ..shot }.on_desk(&passport);
    let small_photo = file::jpeg(&small, 80, None)?;
    write("small.png", file::png(&Shot { width: 150, height: 106, noise: 0.0, ..shot }.on_desk(&passport))?)?;
    write("small.bmp", file::bmp(&Shot { width: 150, height: 106, noise: 0.0, ..shot }.on_desk(&passport)))?;
    write("gif-named.jpg", file::gif())?;
    write("png-named.jpg", file::png(&Shot { width: 150, height: 106, noise: 0.0, ..shot }.on_desk(&passport))?)?;
    write("photo.heic", file::heic_header())?;
    write("empty.jpg", Vec::new())?;
    write("truncated.jpg", good.get(..good.len() * 3 / 5).unwrap_or_default().to_vec())?;
    write("huge.png", file::huge_png()?)?;

    write("scan.pdf", file::pdf(&file::one_picture(photo.width, photo.height, "/DCTDecode", &good), ""))?;
    let picture = file::one_picture(small.width, small.height, "/DCTDecode", &small_photo);
    let lock = "/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>/ID[<00><00>]";
    write("encrypted.pdf", file::pdf(&picture, lock))?;
    write(
        "bomb.pdf",
        file::pdf(
            &file::one_picture(5000, 5000, "[/FlateDecode/FlateDecode]", &file::deflated(&file::zeros(1024)?)?),
            "",
        ),
    )?;
    write(
        "text-only.pdf",
        file::pdf(&picture[..2].iter().cloned().chain([b"<</Type/Page>>".to_vec()]).collect::<Vec<_>>(), ""),
    )?;
    write("looping-pages.pdf", looping_pages())?;
    write("nested.pdf", [b"%PDF-1.4\n1 0 obj\n".to_vec(), b"[".repeat(50_000)].concat())?;
    Ok(())
}

/// A page tree whose nodes contain each other.
fn looping_pages() -> Vec<u8> {
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 1000000>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1000000>>".to_vec(),
    ];
    file::pdf(&objects, "")
}
