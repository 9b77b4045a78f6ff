//! Colours in linear light and the sRGB transfer function (IEC 61966-2-1).

use std::sync::LazyLock;

/// Red, green and blue in linear light; 1 is the sensor's or the paper's white.
pub type Color = [f32; 3];

/// The linear colour of an sRGB triple `0xRRGGBB`.
pub fn srgb(code: u32) -> Color {
    [16, 8, 0].map(|shift| LIGHTS[(code >> shift) as usize % 256])
}

static LIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| (0..256).map(|code| linear(code as f32 / 255.0)).collect());

/// Linear light of an sRGB value between 0 and 1.
pub fn linear(value: f32) -> f32 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

pub fn mix(a: Color, b: Color, share: f32) -> Color {
    std::array::from_fn(|channel| a[channel] + (b[channel] - a[channel]) * share)
}

pub fn scale(color: Color, factor: f32) -> Color {
    color.map(|value| value * factor)
}

/// Rec. 709 luminance.
pub fn luminance(color: Color) -> f32 {
    0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]
}

/// The colour of a hue (in turns), saturation and sRGB value.
pub fn hue(turns: f32, saturation: f32, value: f32) -> Color {
    [0.0, 2.0, 1.0].map(|third| {
        let away = (((turns + third / 3.0).rem_euclid(1.0) * 6.0 - 3.0).abs() - 1.0).clamp(0.0, 1.0);
        linear(value * (1.0 - saturation * (1.0 - away)))
    })
}

const STEPS: usize = 1 << 14;

static CODES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let code = |light: f32| if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (0..=STEPS).map(|step| (code(step as f32 / STEPS as f32) * 255.0).round() as u8).collect()
});

/// The table from light (0 to 1, in [`index`]ed steps) to sRGB codes.
pub fn codes() -> &'static [u8] {
    &CODES
}

/// The place of a light value in [`codes`]; values beyond white are clipped.
#[inline]
pub fn index(light: f32) -> usize {
    (light.clamp(0.0, 1.0) * STEPS as f32) as i32 as usize
}

/// 0 below `low`, 1 above `high`, smooth between.
pub fn step(low: f32, high: f32, at: f32) -> f32 {
    let share = ((at - low) / (high - low)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}
