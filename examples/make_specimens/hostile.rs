//! Files that are made to exhaust or crash their reader.

use crate::file::{self, deflated, stream, zeros};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder};
use std::error::Error;
use std::path::Path;

type Objects = Vec<Vec<u8>>;

pub fn write_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes);
    for (name, objects) in documents()? {
        write(name, &file::pdf(&objects, ""))?;
    }
    let nested = |open: &str| [b"%PDF-1.4\n1 0 obj\n".to_vec(), open.repeat(50_000).into_bytes()].concat();
    write("nested-arrays.pdf", &nested("["))?;
    write("nested-dictionaries.pdf", &nested("<</X"))?;
    write("nested-objects.pdf", &nested("1 0 obj<<"))?;
    write("open-strings.pdf", &nested("1 0 obj<</X(("))?;
    write("open-streams.pdf", &nested("1 0 obj<</Length 9 0 R>>stream\n"))?;
    let trailers = "trailer\n<</Root 1 0 R/Size 9>>\n".repeat(20_000);
    write("trailers.pdf", &[b"%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj\n", trailers.as_bytes()].concat())?;
    write("cross-references.pdf", &cross_references(&zeros(60)?, "/W[0 1 0]/Size 60000000"))?;
    write("hidden-encryption.pdf", &file::pdf(&pages(""), "/#45ncrypt<</Filter/Standard/V 1/R 2/P -4>>"))?;

    write("twelve-bit.jpg", &jpeg_with(|bytes, frame| bytes[frame + 4] = 12)?)?;
    write("claimed.jpg", &jpeg_with(|bytes, frame| bytes[frame + 5..frame + 9].fill(0xFF))?)?;
    write(
        "forty-megapixels.jpg",
        &jpeg_with(|bytes, frame| {
            bytes[frame + 5..frame + 9].copy_from_slice(&[0x18, 0x6A, 0x18, 0x6A]);
        })?,
    )?;
    let mut cmyk = Vec::new();
    Encoder::new(&mut cmyk, 80).encode(&[90; 4 * 640 * 480], 640, 480, ColorType::Cmyk)?;
    write("cmyk.jpg", &cmyk)?;
    let mut progressive = Vec::new();
    let mut encoder = Encoder::new(&mut progressive, 30);
    encoder.set_progressive(true);
    encoder.encode(&vec![90; 3 * 4000 * 5000], 4000, 5000, ColorType::Rgb)?;
    write("progressive.jpg", &progressive)?;
    write("looping-exif.jpg", &looping_exif()?)?;

    write("huge.png", &file::huge_png()?)?;
    write("sixteen-bit.png", &png(4400, 4400, ExtendedColorType::Rgb16, 6)?)?;
    write("transparent.png", &png(5400, 5400, ExtendedColorType::Rgba8, 4)?)?;
    write("too-deep.png", &png(5400, 5400, ExtendedColorType::Rgba16, 8)?)?;
    write("profile.png", &with_profile(&png(64, 64, ExtendedColorType::Rgb8, 3)?)?)?;
    write("absurd.bmp", &bmp(i32::MAX, i32::MIN))?;
    write("claimed.bmp", &bmp(6_000, 6_000))?;
    Ok(())
}

/// A catalogue, a page tree with the entries `kids`, and one page with a picture of one pixel.
fn pages(kids: &str) -> Objects {
    vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count 1000000/Kids[3 0 R {kids}]>>").into_bytes(),
        b"<</Type/Page/MediaBox[0 0 9 9]/Resources<</XObject<</P 4 0 R>>>>>>".to_vec(),
        stream("/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"x"),
    ]
}

fn with(mut objects: Objects, more: impl IntoIterator<Item = Vec<u8>>) -> Objects {
    objects.extend(more);
    objects
}

fn documents() -> Result<Vec<(&'static str, Objects)>, Box<dyn Error>> {
    let wide: String = (0..20_000).map(|at| format!("/N{at} 4 0 R")).collect();
    let wide = format!("<<{wide}>>").into_bytes();
    let page = |objects: &str| format!("<</Type/Page/Contents 4 0 R{objects}>>").into_bytes();
    let seven = "/Resources<</XObject 5 0 R/Font 5 0 R/Pattern 5 0 R/Shading 5 0 R/Properties 5 0 R>>";
    let many: Objects = std::iter::repeat_n(page(seven), 1_500).collect();
    let kids: String = (6..1_506).map(|at| format!("{at} 0 R ")).collect();
    let dangling = b"<</Type/Catalog/Pages 9999 0 R>>".to_vec();
    let mut astray = with(pages(""), [wide.clone()].into_iter().chain(many.clone()));
    astray[0] = dangling;
    let pack = |dict: &str, data: Vec<u8>| stream(&format!("/Type/ObjStm/Filter/FlateDecode{dict}"), &data);
    let gigabyte = zeros(1024)?;
    let inline = deflated("<<>>".repeat(12_000_000).as_bytes())?;
    Ok(vec![
        ("image-bomb.pdf", file::one_picture(5000, 5000, "/FlateDecode", &gigabyte)),
        ("nested-bomb.pdf", file::one_picture(5000, 5000, "[/Fl/Fl/Fl]", &deflated(&deflated(&gigabyte)?)?)),
        ("long-chain.pdf", file::one_picture(50, 50, &format!("[{}]", "/Fl".repeat(1_000)), &gigabyte)),
        ("lzw-bomb.pdf", file::one_picture(50, 50, "[/LZW/LZW/LZW]", &[0x80; 9_999])),
        (
            "wide-rows.pdf",
            file::one_picture(5, 5, "/Fl/DecodeParms<</Predictor 12/Columns 99999999999>>", &deflated(b"x")?),
        ),
        ("claimed-pixels.pdf", file::one_picture(60_000, 60_000, "/FlateDecode", &deflated(b"x")?)),
        ("object-bomb.pdf", with(pages(""), [pack("/N 1/First 4", gigabyte.clone())])),
        (
            "object-count.pdf",
            with(pages(""), [pack("/N 9000000/First 4", deflated("1 0 ".repeat(9_000_000).as_bytes())?)]),
        ),
        (
            "hidden-filter.pdf",
            with(pages(""), [stream("/N 1/First 4/Filter 4 0 R", &gigabyte), b"/FlateDecode".to_vec()]),
        ),
        ("inline-pages.pdf", with(pages(&"<<>>".repeat(2_000_000)), [])),
        ("packed-pages.pdf", with(pages(""), [pack("/N 1/First 4", inline)])),
        ("claimed-pages.pdf", pages("")),
        ("looping-pages.pdf", pages("2 0 R 3 0 R 2 0 R")),
        ("wide-pages.pdf", with(pages(&kids), [wide].into_iter().chain(many))),
        ("stray-pages.pdf", astray),
        ("fitting-pages.pdf", fitting(1_900, 50)),
        ("fitting-dictionary.pdf", fitting(2, 45_000)),
        (
            "fitting-objects.pdf",
            with(
                pages(""),
                std::iter::repeat_n(b"<</Type/Page/Contents 4 0 R>>".to_vec(), 1_900)
                    .chain(std::iter::repeat_n(b"<</A<<>>>>".to_vec(), 97_000)),
            ),
        ),
        (
            "fitting-names.pdf",
            with(
                pages(""),
                [format!("<</Root 1 0 R{}>>", (0..49_000).map(|at| format!("/N{at} 1")).collect::<String>())
                    .into_bytes()],
            ),
        ),
        ("loose-bomb.pdf", with(pages(""), [[b"null ".to_vec(), pack("/N 1/First 4", gigabyte.clone())].concat()])),
        ("many-objects.pdf", std::iter::repeat_n(b"null".to_vec(), 400_000).collect()),
        ("many-names.pdf", with(pages(""), [format!("<<{}>>", "/A 1".repeat(3_000_000)).into_bytes()])),
        (
            "circle.pdf",
            with(pages(""), [b"6 0 R".to_vec(), b"5 0 R".to_vec(), b"<</Length 7 0 R>>stream\nx\nendstream".to_vec()]),
        ),
        ("large-scan.pdf", file::one_picture(5_000, 4_200, "/FlateDecode", &deflated(&texture(5_000 * 4_200 * 3))?)),
    ])
}

/// So many pages that refer to a dictionary of so many entries, just within the limits.
fn fitting(count: usize, entries: usize) -> Objects {
    let kids: String = (6..6 + count).map(|at| format!("{at} 0 R ")).collect();
    let wide: String = (0..entries).map(|at| format!("/N{at} 4 0 R")).collect();
    let keys = ["XObject", "Font", "Pattern", "Shading", "Properties", "ExtGState", "ColorSpace"];
    let resources: String = keys.iter().map(|key| format!("/{key} 5 0 R")).collect();
    let page = format!("<</Type/Page/Resources<<{resources}>>>>").into_bytes();
    with(pages(&kids), [format!("<<{wide}>>").into_bytes()].into_iter().chain(std::iter::repeat_n(page, count)))
}

fn texture(length: usize) -> Vec<u8> {
    (0..length).map(|at| if at / 60 % 2 == 0 { 40 } else { 200 + (at % 7) as u8 }).collect()
}

/// A document whose cross-references are a stream.
fn cross_references(data: &[u8], entries: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n1 0 obj<</Pages 2 0 R>>endobj\n2 0 obj<</Kids[]>>endobj\n".to_vec();
    let start = bytes.len();
    bytes.extend(b"3 0 obj");
    bytes.extend(stream(&format!("/Type/XRef/Root 1 0 R/Filter/FlateDecode{entries}"), data));
    bytes.extend(format!("endobj\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// A JPEG whose frame header was tampered with.
fn jpeg_with(tamper: impl Fn(&mut [u8], usize)) -> file::Bytes {
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 80).encode(&[90; 3 * 64 * 64], 64, 64, ColorType::Rgb)?;
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).ok_or("no frame")?;
    tamper(&mut bytes, frame);
    Ok(bytes)
}

/// Sixty thousand entries that lead to their own directory.
fn looping_exif() -> file::Bytes {
    let entry = b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x08";
    let tiff = [&b"Exif\0\0MM\0*\0\0\0\x08\x15\x00"[..], &entry.repeat(5_376), b"\0\0\0\x08"].concat();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    encoder.add_app_segment(1, tiff)?;
    encoder.encode(&[90; 64 * 64], 64, 64, ColorType::Luma)?;
    Ok(bytes)
}

fn png(width: u32, height: u32, color: ExtendedColorType, bytes_per_pixel: usize) -> file::Bytes {
    let mut bytes = Vec::new();
    let data = texture(width as usize * height as usize * bytes_per_pixel);
    PngEncoder::new(&mut bytes).write_image(&data, width, height, color)?;
    Ok(bytes)
}

/// With a colour profile that expands to a gigabyte.
fn with_profile(png: &[u8]) -> file::Bytes {
    let chunk = [b"iCCPx\0\0".to_vec(), zeros(1024)?].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&chunk);
    let (head, tail) = png.split_at(33);
    let length = (chunk.len() as u32 - 4).to_be_bytes();
    Ok([head, &length, &chunk, &crc.sum().to_be_bytes(), tail].concat())
}

fn bmp(width: i32, height: i32) -> Vec<u8> {
    let mut bytes = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    bytes.extend([1, 0, 24, 0]);
    bytes.extend([0; 24]);
    bytes
}
