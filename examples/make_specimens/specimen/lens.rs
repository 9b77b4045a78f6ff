//! Blur by lens and movement.

use super::frame::Frame;
use std::collections::VecDeque;

/// A weighted place of a point-spread function, in pixels.
type Tap = (isize, isize, f32);

/// Reach in pixels beyond which a blur is made on a picture of half the size.
const REACH: f32 = 3.2;
const LINE_REACH: f32 = 14.0;

/// Out of focus: every point becomes a disc of `radius` pixels.
pub fn defocus(frame: &mut Frame, radius: f32) {
    if radius < 0.15 {
        return;
    }
    if radius > REACH {
        at_half_size(frame, |half| defocus(half, radius / 2.0));
        return;
    }
    const PARTS: isize = 8;
    let reach = radius.ceil() as isize;
    let mut taps = Vec::new();
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let inside = |part: isize| {
                let along = |at: isize, part: isize| at as f32 + (part as f32 + 0.5) / PARTS as f32 - 0.5;
                along(dx, part % PARTS).hypot(along(dy, part / PARTS)) <= radius
            };
            let share = (0..PARTS * PARTS).filter(|part| inside(*part)).count();
            if share > 0 {
                taps.push((dx, dy, share as f32));
            }
        }
    }
    convolve(frame, &taps);
}

/// Moved by `length` pixels in the direction `angle` (radians) during exposure.
pub fn motion(frame: &mut Frame, length: f32, angle: f32) {
    if length < 0.3 {
        return;
    }
    if length > 2.0 * LINE_REACH {
        at_half_size(frame, |half| motion(half, length / 2.0, angle));
        return;
    }
    let steps = (length * 4.0).ceil().max(2.0) as isize;
    let mut taps: Vec<Tap> = Vec::new();
    for step in 0..steps {
        let along = ((step as f32 + 0.5) / steps as f32 - 0.5) * length;
        let (x, y) = (along * angle.cos(), along * angle.sin());
        let (fx, fy) = (x - x.floor(), y - y.floor());
        for (dx, dy, weight) in
            [(0, 0, (1.0 - fx) * (1.0 - fy)), (1, 0, fx * (1.0 - fy)), (0, 1, (1.0 - fx) * fy), (1, 1, fx * fy)]
        {
            let place = (x.floor() as isize + dx, y.floor() as isize + dy);
            match taps.iter_mut().find(|tap| (tap.0, tap.1) == place) {
                Some(tap) => tap.2 += weight,
                None => taps.push((place.0, place.1, weight)),
            }
        }
    }
    taps.retain(|tap| tap.2 > 0.02);
    convolve(frame, &taps);
}

/// The lens's own softness: a Gaussian of deviation `sigma` pixels.
pub fn soften(frame: &mut Frame, sigma: f32) {
    let reach = (sigma * 2.7).ceil().max(1.0) as usize;
    let weights: Vec<f32> = (0..=reach).map(|tap| (-((tap * tap) as f32) / (2.0 * sigma * sigma)).exp()).collect();
    let total: f32 = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
    let weights: Vec<f32> = weights.iter().map(|weight| weight / total).collect();
    let stride = frame.width * 3;
    let mut padded = vec![0.0; stride + 6 * reach];
    for out in frame.light.chunks_exact_mut(stride) {
        pad(out, &mut padded, reach);
        let middle = &padded[3 * reach..][..stride];
        out.iter_mut().zip(middle).for_each(|(out, value)| *out = value * weights[0]);
        for (tap, weight) in weights.iter().enumerate().skip(1) {
            let (before, after) = (&padded[3 * (reach - tap)..][..stride], &padded[3 * (reach + tap)..][..stride]);
            for ((out, before), after) in out.iter_mut().zip(before).zip(after) {
                *out += (before + after) * weight;
            }
        }
    }
    // Rows above are kept as they were before the downward pass changed them.
    let mut above: VecDeque<Vec<f32>> = (0..reach).map(|_| frame.light[..stride].to_vec()).collect();
    for y in 0..frame.height {
        let (done, below) = frame.light.split_at_mut((y + 1) * stride);
        let out = &mut done[y * stride..];
        let mut kept = above.pop_front().unwrap_or_default();
        let last = below.chunks_exact(stride).len();
        let mut sum: Vec<f32> = out.iter().map(|value| value * weights[0]).collect();
        for (tap, weight) in weights.iter().enumerate().skip(1) {
            let over = if tap == reach { &kept } else { &above[reach - 1 - tap] };
            let under = match tap.min(last) {
                0 => &out[..],
                tap => &below[(tap - 1) * stride..tap * stride],
            };
            for ((sum, over), under) in sum.iter_mut().zip(over).zip(under) {
                *sum += (over + under) * weight;
            }
        }
        kept.copy_from_slice(out);
        above.push_back(kept);
        out.copy_from_slice(&sum);
    }
}

/// A row with its first and last pixel repeated `reach` times.
fn pad(row: &[f32], padded: &mut [f32], reach: usize) {
    padded[3 * reach..][..row.len()].copy_from_slice(row);
    for at in 0..3 * reach {
        padded[at] = row[at % 3];
        padded[3 * reach + row.len() + at] = row[row.len() - 3 + at % 3];
    }
}

fn convolve(frame: &mut Frame, taps: &[Tap]) {
    let total: f32 = taps.iter().map(|tap| tap.2).sum();
    let reach = taps.iter().map(|tap| tap.0.unsigned_abs()).max().unwrap_or(0);
    let stride = frame.width * 3;
    let wide = stride + 6 * reach;
    let mut padded = vec![0.0; wide * frame.height];
    for (row, padded) in frame.light.chunks_exact(stride).zip(padded.chunks_exact_mut(wide)) {
        pad(row, padded, reach);
    }
    for (y, out) in frame.light.chunks_exact_mut(stride).enumerate() {
        out.fill(0.0);
        for (dx, dy, weight) in taps {
            let row = (y as isize + dy).clamp(0, frame.height as isize - 1) as usize;
            let from = row * wide + (3 * (reach as isize + dx)) as usize;
            let weight = weight / total;
            for (out, value) in out.iter_mut().zip(&padded[from..from + stride]) {
                *out += value * weight;
            }
        }
    }
}

fn at_half_size(frame: &mut Frame, blur: impl Fn(&mut Frame)) {
    let size = [frame.width.div_ceil(2), frame.height.div_ceil(2)];
    let mut half = Frame::new(size);
    for y in 0..size[1] {
        let rows = [2 * y, (2 * y + 1).min(frame.height - 1)];
        for x in 0..size[0] {
            let columns = [2 * x, (2 * x + 1).min(frame.width - 1)];
            for channel in 0..3 {
                let at = |row: usize, column: usize| frame.light[(row * frame.width + column) * 3 + channel];
                let sum = at(rows[0], columns[0])
                    + at(rows[0], columns[1])
                    + at(rows[1], columns[0])
                    + at(rows[1], columns[1]);
                half.light[(y * size[0] + x) * 3 + channel] = sum / 4.0;
            }
        }
    }
    blur(&mut half);
    let near = |at: usize, end: usize| {
        let other = if at.is_multiple_of(2) { (at / 2).saturating_sub(1) } else { (at / 2 + 1).min(end - 1) };
        (at / 2, other)
    };
    for y in 0..frame.height {
        let (row, other_row) = near(y, size[1]);
        for x in 0..frame.width {
            let (column, other_column) = near(x, size[0]);
            for channel in 0..3 {
                let at = |row: usize, column: usize| half.light[(row * size[0] + column) * 3 + channel];
                let same = at(row, column) * 0.75 + at(row, other_column) * 0.25;
                let other = at(other_row, column) * 0.75 + at(other_row, other_column) * 0.25;
                frame.light[(y * frame.width + x) * 3 + channel] = same * 0.75 + other * 0.25;
            }
        }
    }
}
