//! Large files, decoded some rows at a time and averaged down on the way.

use super::super::chroma::Chroma;
use super::super::plane::Plane;
use super::Planes;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::{JpegDecoder, RawImcuRowStatus};

/// The planes, each pixel the mean of `factor` by `factor` stored ones.
pub fn averaged_planes(decoder: &mut JpegDecoder<ZCursor<&[u8]>>, factor: usize) -> Result<Planes, ()> {
    let mut raw = decoder.raw_output();
    let layout = raw.layout().ok_or(())?;
    let count = raw.num_components().ok_or(())?;
    let layout = layout.get(..count).ok_or(())?;
    let strides: Vec<usize> = layout.iter().map(|plane| plane.width).collect();
    let mut bands: Vec<Vec<u8>> =
        layout.iter().map(|plane| vec![0; plane.width * plane.vertical_sampling_factor * 8]).collect();
    let mut targets: Vec<Averager> = layout.iter().map(|plane| Averager::new(plane.width, factor)).collect();
    loop {
        let mut planes: Vec<&mut [u8]> = bands.iter_mut().map(Vec::as_mut_slice).collect();
        match raw.decode_next_imcu_row(&mut planes, &strides).map_err(drop)? {
            RawImcuRowStatus::RowReady { rows_written } => {
                for ((target, band), (stride, rows)) in
                    targets.iter_mut().zip(&bands).zip(strides.iter().zip(rows_written))
                {
                    band.chunks_exact((*stride).max(1)).take(rows).for_each(|row| target.push(row));
                }
            }
            RawImcuRowStatus::Complete => break,
            _ => return Err(()),
        }
    }
    let mut planes = targets.into_iter().map(Averager::finish);
    let luma = planes.next().ok_or(())?;
    Ok((luma, planes.next().zip(planes.next()).map(|(blue, red)| Chroma::of_planes(blue, red))))
}

/// Averages rows as they come; what is left over at the right and at the bottom is dropped.
struct Averager {
    factor: usize,
    sums: Vec<u32>,
    rows: usize,
    pixels: Vec<u8>,
}

impl Averager {
    fn new(width: usize, factor: usize) -> Self {
        Self { factor, sums: vec![0; width / factor], rows: 0, pixels: Vec::new() }
    }

    fn push(&mut self, row: &[u8]) {
        for (sum, cells) in self.sums.iter_mut().zip(row.chunks_exact(self.factor)) {
            *sum += cells.iter().map(|&cell| u32::from(cell)).sum::<u32>();
        }
        self.rows += 1;
        if self.rows == self.factor {
            let count = (self.factor * self.factor) as u32;
            self.pixels.extend(self.sums.iter().map(|sum| ((sum + count / 2) / count) as u8));
            self.sums.fill(0);
            self.rows = 0;
        }
    }

    fn finish(self) -> Plane {
        let width = self.sums.len();
        Plane::from_parts(width, self.pixels.len() / width.max(1), self.pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jpeg_encoder::{ColorType, Encoder};
    use zune_jpeg::zune_core::colorspace::ColorSpace;
    use zune_jpeg::zune_core::options::DecoderOptions;

    #[test]
    fn rows_average_to_what_the_whole_picture_does() {
        let (width, height) = (203_u16, 117_u16);
        let at = |value: usize| [value % 203, value / 203];
        let pixels: Vec<u8> =
            (0..203 * 117).map(at).flat_map(|[x, y]| [x as u8, y as u8, (x / 2 + y / 2) as u8]).collect();
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, 92).encode(&pixels, width, height, ColorType::Rgb).unwrap();
        let decoder = || {
            let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
            let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes.as_slice()), options);
            decoder.decode_headers().unwrap();
            decoder
        };
        let (luma, chroma) = averaged_planes(&mut decoder(), 3).unwrap();
        let (whole, colors) = super::super::stored_planes(&mut decoder()).unwrap();
        assert_eq!(luma, whole.shrunk(3));
        let [blue, _] = colors.unwrap().stored.unwrap();
        assert_eq!(chroma.unwrap().stored.unwrap()[0], blue.shrunk(3));
    }
}
