//! Uncompressed pictures in PDF streams (ISO 32000-1 §8.9).

use super::filter::{Allowance, Decoded};
use super::page::Image;
use crate::image::Budget;
use crate::image::chroma::Gatherer;
use crate::image::plane::{self, Plane};
use crate::image::survey::Picture;
use crate::image::trouble::Trouble;
use hayro_syntax::object::{Array, Dict, Object};

/// How the components of a pixel become brightness.
enum ColorSpace {
    Gray,
    Rgb,
    Cmyk,
    /// The colours of the palette.
    Indexed(Vec<[u8; 3]>),
}

impl ColorSpace {
    const fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(_) => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }

    fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Some(Self::Gray),
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Self::Rgb),
            b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
            _ => None,
        }
    }

    fn resolve(space: Object<'_>, nested: bool, allowance: &Allowance) -> Option<Self> {
        let mut parts = match space {
            Object::Name(name) => return Self::named(&name),
            Object::Array(parts) => parts.iter::<Object<'_>>(),
            _ => return None,
        };
        let family = parts.next()?.into_name()?;
        match family.as_ref() {
            b"ICCBased" => match parts.next()?.into_stream()?.dict().get::<u8>("N")? {
                1 => Some(Self::Gray),
                3 => Some(Self::Rgb),
                4 => Some(Self::Cmyk),
                _ => None,
            },
            b"Indexed" | b"I" if !nested => {
                let base = Self::resolve(parts.next()?, true, allowance)?;
                let _highest = parts.next()?;
                let table = lookup(parts.next()?, allowance)?;
                Some(Self::Indexed(table.chunks_exact(base.components()).map(|entry| base.color(entry)).collect()))
            }
            name => Self::named(name),
        }
    }

    /// Red, green and blue.
    fn color(&self, components: &[u8]) -> [u8; 3] {
        match (self, components) {
            (Self::Indexed(palette), &[index]) => palette.get(usize::from(index)).copied().unwrap_or_default(),
            (_, &[gray]) => [gray; 3],
            (_, &[red, green, blue]) => [red, green, blue],
            (_, &[cyan, magenta, yellow, black]) => {
                [cyan, magenta, yellow].map(|ink| ((255 - u16::from(ink)) * (255 - u16::from(black)) / 255) as u8)
            }
            _ => [0; 3],
        }
    }
}

fn lookup(table: Object<'_>, allowance: &Allowance) -> Option<Vec<u8>> {
    match table {
        Object::Stream(stream) => match allowance.decode(&stream).ok()? {
            Decoded::Bytes(bytes) => Some(bytes.into_owned()),
            Decoded::Jpeg(_) => None,
        },
        Object::String(text) => Some(text.as_bytes().to_vec()),
        _ => None,
    }
}

/// Brightness of a picture whose samples stand in `data`.
///
/// # Errors
/// [`Trouble::TooManyPixels`], [`Trouble::UnsupportedEncoding`] or [`Trouble::Truncated`].
pub fn decode(image: &Image<'_>, data: &[u8], budget: &Budget, allowance: &Allowance) -> Result<Picture, Trouble> {
    let count = budget.admit(image.width, image.height)?;
    let dict = image.stream.dict();
    let space = dict
        .get::<Object<'_>>("ColorSpace")
        .or_else(|| dict.get("CS"))
        .and_then(|space| ColorSpace::resolve(space, false, allowance))
        .ok_or(Trouble::UnsupportedEncoding("a colour space of the printing trade"))?;
    let bits = dict.get::<u8>("BitsPerComponent").or_else(|| dict.get("BPC")).map_or(8, usize::from);
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return Err(Trouble::Corrupt("bits per component"));
    }
    let components = space.components();
    let stride = (image.width as usize * components * bits).div_ceil(8);
    let expected = stride.saturating_mul(image.height as usize);
    let whole = data.len() >= expected;
    if data.len() < expected / 2 {
        return Err(Trouble::Truncated);
    }
    let indexed = matches!(space, ColorSpace::Indexed(_));
    let inverted = is_inverted(dict) && !indexed;
    let scale = if indexed { 1 } else { 255 / ((1_u32 << bits.min(8)) - 1) };
    let mut pixels = Vec::with_capacity(count);
    let mut colors = Gatherer::new(image.width as usize, image.height as usize);
    let mut pixel = Vec::with_capacity(components);
    for (y, row) in data.chunks_exact(stride).take(image.height as usize).enumerate() {
        for x in 0..image.width as usize {
            pixel.clear();
            for component in 0..components {
                let value = (u32::from(sample(row, x * components + component, bits)) * scale) as u8;
                pixel.push(if inverted { 255 - value } else { value });
            }
            let color = space.color(&pixel);
            colors.push(x, y, color);
            pixels.push(plane::of_rgb(color[0], color[1], color[2]));
        }
    }
    let luma = Plane::from_parts(image.width as usize, image.height as usize, pixels);
    Ok(Picture { luma, chroma: Some(colors.finish()), reduced: 1, trouble: (!whole).then_some(Trouble::Truncated) })
}

/// The sample at `index`; of 16 bits the upper eight.
fn sample(row: &[u8], index: usize, bits: usize) -> u8 {
    if bits >= 8 {
        return row.get(index * bits / 8).copied().unwrap_or(0);
    }
    let bit = index * bits;
    let byte = row.get(bit / 8).copied().unwrap_or(0);
    (byte >> (8 - bits - bit % 8)) & ((1 << bits) - 1)
}

/// Whether `/Decode` turns all components around.
fn is_inverted(dict: &Dict<'_>) -> bool {
    let Some(decode) = dict.get::<Array<'_>>("Decode") else { return false };
    let mut bounds = decode.iter::<f32>();
    matches!((bounds.next(), bounds.next()), (Some(low), Some(high)) if low > high)
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::*;
    use hayro_syntax::object::{FromBytes, Stream};

    /// Luma of a 2 x 1 picture with the given entries and samples.
    fn luma(entries: &str, data: &[u8]) -> Vec<u8> {
        let object = format!("<<{entries}/Length 0>>stream\n\nendstream");
        let stream = Stream::from_bytes(object.as_bytes()).unwrap();
        let image = Image { stream, width: 2, height: 1, place: Matrix::IDENTITY };
        decode(&image, data, &Budget::default(), &Allowance::new(1_000)).unwrap().luma.into_pixels()
    }

    #[test]
    fn colour_spaces_and_depths() {
        assert_eq!(luma("/ColorSpace/DeviceRGB/BitsPerComponent 8", &[255, 255, 255, 255, 0, 0]), [255, 76]);
        assert_eq!(luma("/ColorSpace/DeviceCMYK/BitsPerComponent 8", &[0, 0, 0, 0, 0, 0, 0, 255]), [255, 0]);
        assert_eq!(luma("/ColorSpace/DeviceGray/BitsPerComponent 1", &[0b0100_0000]), [0, 255]);
        assert_eq!(luma("/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]", &[0b0100_0000]), [255, 0]);
        let indexed = "/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]/BitsPerComponent 4";
        assert_eq!(luma(indexed, &[0x10]), [255, 0]);
    }
}
