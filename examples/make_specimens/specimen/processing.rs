//! What a camera's software does before it stores a picture.

/// Sharpens sRGB codes, three a pixel: `strength` is the part by which a pixel moves away from each of its four
/// neighbours. The border stays as it is.
pub fn sharpen(pixels: &mut [u8], width: usize, strength: f32) {
    const ONE: i32 = 256;
    let weight = (strength * ONE as f32) as i32;
    let stride = width * 3;
    if weight == 0 || stride < 9 {
        return;
    }
    let mut above: Vec<u8> = pixels.iter().take(stride).copied().collect();
    let mut own = vec![0; stride];
    for y in 1..(pixels.len() / stride).saturating_sub(1) {
        let (done, below) = pixels.split_at_mut((y + 1) * stride);
        let row = &mut done[y * stride..];
        own.copy_from_slice(row);
        let (inner, end) = (3..stride - 3, stride);
        let neighbours = above[inner.clone()].iter().zip(&below[inner.clone()]).zip(&own[..end - 6]).zip(&own[6..]);
        for ((out, middle), (((up, down), left), right)) in
            row[inner.clone()].iter_mut().zip(&own[inner]).zip(neighbours)
        {
            let around = i32::from(*up) + i32::from(*down) + i32::from(*left) + i32::from(*right);
            let middle = i32::from(*middle);
            *out = (middle + (4 * middle - around) * weight / ONE).clamp(0, 255) as u8;
        }
        std::mem::swap(&mut above, &mut own);
    }
}
