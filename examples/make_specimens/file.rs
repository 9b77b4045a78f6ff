//! Writing pictures as files, sound and unsound ones.

use crate::canvas::Canvas;
use flate2::{Compression, write::ZlibEncoder};
use image::ImageEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use jpeg_encoder::{ColorType, Encoder};
use std::error::Error;
use std::io::Write;

pub type Bytes = Result<Vec<u8>, Box<dyn Error>>;

/// Photos stay below this size, by lowering the quality where they must.
const LARGEST: usize = 60_000;
const LOWEST_QUALITY: u8 = 40;

/// A JPEG, with an EXIF block when one is given.
pub fn jpeg(canvas: &Canvas, quality: u8, exif: Option<&[u8]>) -> Bytes {
    let mut quality = quality;
    loop {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, quality);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        if let Some(exif) = exif {
            encoder.add_app_segment(1, [b"Exif\0\0", exif].concat())?;
        }
        encoder.encode(&canvas.rgb(), u16::try_from(canvas.width)?, u16::try_from(canvas.height)?, ColorType::Rgb)?;
        if bytes.len() <= LARGEST || quality <= LOWEST_QUALITY {
            return Ok(bytes);
        }
        quality -= 8;
    }
}

/// A TIFF structure with an orientation and, optionally, a program's name.
pub fn exif(orientation: u8, software: &str) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([1, 0x31, 0, 2]);
    tiff.extend((software.len() as u32 + 1).to_be_bytes());
    tiff.extend(38_u32.to_be_bytes());
    tiff.extend([0; 4]);
    tiff.extend(software.bytes());
    tiff.push(0);
    tiff
}

pub fn png(canvas: &Canvas) -> Bytes {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    let (width, height) = (u32::try_from(canvas.width)?, u32::try_from(canvas.height)?);
    encoder.write_image(&canvas.rgb(), width, height, image::ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

/// A 24-bit bitmap.
pub fn bmp(canvas: &Canvas) -> Vec<u8> {
    let stride = (canvas.width * 3).next_multiple_of(4);
    let size = 54 + stride * canvas.height;
    let mut bytes = b"BM".to_vec();
    for value in
        [size as u32, 0, 54, 40, canvas.width as u32, canvas.height as u32, 24 << 16 | 1, 0, 0, 2835, 2835, 0, 0]
    {
        bytes.extend(value.to_le_bytes());
    }
    for row in canvas.rgb().chunks_exact(canvas.width * 3).rev() {
        let start = bytes.len();
        bytes.extend(row.chunks_exact(3).flat_map(|pixel| pixel.iter().rev()));
        bytes.resize(start + stride, 0);
    }
    bytes
}

/// A PDF from the bodies of its objects, numbered from 1; object 1 is the catalogue.
pub fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    let count = objects.len() + 1;
    bytes.extend(format!("trailer\n<</Size {count}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<<{dict}/Length {}>>\nstream\n", data.len()).into_bytes();
    bytes.extend(data);
    bytes.extend(b"\nendstream");
    bytes
}

/// The objects of a PDF with one page that shows one picture.
pub fn one_picture(width: usize, height: usize, filter: &str, data: &[u8]) -> Vec<Vec<u8>> {
    let picture = format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter{filter}"
    );
    let tall = 500 * height / width.max(1);
    vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</P 4 0 R>>>>/Contents 5 0 R>>".to_vec(),
        stream(&picture, data),
        stream("", format!("q 500 0 0 {tall} 47 200 cm /P Do Q").as_bytes()),
    ]
}

/// `megabytes` of zeros, compressed.
pub fn zeros(megabytes: usize) -> Bytes {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..megabytes {
        encoder.write_all(&vec![0; 1 << 20])?;
    }
    Ok(encoder.finish()?)
}

pub fn deflated(data: &[u8]) -> Bytes {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data)?;
    Ok(encoder.finish()?)
}

/// A PNG that claims 50,000 x 50,000 pixels and holds almost none.
pub fn huge_png() -> Bytes {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend(50_000_u32.to_be_bytes());
    header.extend(50_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let data = [b"IDAT".to_vec(), zeros(1)?].concat();
    for chunk in [header, data, b"IEND".to_vec()] {
        bytes.extend((chunk.len() as u32 - 4).to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&chunk);
        bytes.extend(&chunk);
        bytes.extend(crc.sum().to_be_bytes());
    }
    Ok(bytes)
}

/// The beginning of an HEIC file: its brands and an empty picture.
pub fn heic_header() -> Vec<u8> {
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat".to_vec()
}

/// A GIF of one grey pixel.
pub fn gif() -> Vec<u8> {
    b"GIF89a\x01\0\x01\0\x80\0\0\x80\x80\x80\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec()
}
