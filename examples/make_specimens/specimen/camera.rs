//! A camera over a plane: where millimetres on the desk fall in the picture.

use super::sheet::Bounds;

/// How large the page is to be in the picture.
#[derive(Clone, Copy, Debug)]
pub enum Fill {
    /// Its bounding box takes this part of the picture's width; less where it would then be too high.
    Width(f32),
    /// It takes this part of the picture's area.
    Area(f32),
    /// It is the picture.
    Whole,
}

/// Where the page lies before the camera.
#[derive(Clone, Copy, Debug)]
pub struct Pose {
    /// Turn in the plane in degrees, clockwise in the picture.
    pub rotation: f32,
    /// Degrees about the picture's horizontal and vertical axis.
    pub tilt: [f32; 2],
    pub fill: Fill,
    /// Middle of the page's bounding box in fractions of the picture.
    pub center: [f32; 2],
    /// Focal length as a multiple of the picture's long side; 0.75 is a phone's main camera.
    pub focal: f32,
    /// Parts of the page's box that are to lie beyond the left, top, right and bottom edge of the picture.
    pub beyond: [f32; 4],
}

/// Part of the picture's height that a page may take before it is made smaller.
const HIGHEST: f32 = 0.95;

/// Least distance of a page that is not cut from the picture's edge, in parts of the picture.
const MARGIN: f32 = 0.01;

/// Steps towards the wanted size and place; the error falls by a factor of ten or so in each.
const ROUNDS: usize = 16;

type Matrix = [[f32; 3]; 3];

/// A homography from millimetres on a plane to pixels, and back.
#[derive(Clone, Debug)]
pub struct Camera {
    forward: Matrix,
    back: Matrix,
}

impl Camera {
    /// Aims at the rectangle `area` of the plane.
    pub fn aim(pose: &Pose, [width, height]: [usize; 2], area: Bounds) -> Self {
        let frame = [width as f32, height as f32];
        let middle = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
        if matches!(pose.fill, Fill::Whole) {
            let [x, y] = [frame[0] / (area[2] - area[0]), frame[1] / (area[3] - area[1])];
            return Self::new([[x, 0.0, -area[0] * x], [0.0, y, -area[1] * y], [0.0, 0.0, 1.0]]);
        }
        let focal = pose.focal * frame[0].max(frame[1]);
        let axes = axes(pose);
        let mut distance = focal * 125.0 / frame[0];
        let mut shift = [0.0; 2];
        let mut camera = Self::new([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
        for _ in 0..ROUNDS {
            camera = Self::pinhole(&axes, middle, [shift[0], shift[1], distance], focal, frame);
            let quad = camera.quad(area);
            let [left, top, right, bottom] = bounding(quad);
            let size = [right - left, bottom - top];
            distance *= match pose.fill {
                Fill::Width(part) => (size[0] / (part * frame[0])).max(size[1] / (HIGHEST * frame[1])),
                Fill::Area(part) => (polygon(quad) / (part * frame[0] * frame[1])).sqrt(),
                Fill::Whole => 1.0,
            };
            let goal: [f32; 2] = std::array::from_fn(|axis| {
                let (low, high) = (pose.beyond[axis], pose.beyond[axis + 2]);
                match (low > 0.0, high > 0.0) {
                    (true, _) => size[axis] * (0.5 - low),
                    (_, true) => frame[axis] - size[axis] * (0.5 - high),
                    _ => {
                        let room = size[axis] / 2.0 + MARGIN * frame[axis];
                        let middle = frame[axis] / 2.0;
                        (pose.center[axis] * frame[axis]).clamp(room.min(middle), (frame[axis] - room).max(middle))
                    }
                }
            });
            shift[0] += (goal[0] - (left + right) / 2.0) * distance / focal;
            shift[1] += (goal[1] - (top + bottom) / 2.0) * distance / focal;
        }
        camera
    }

    fn pinhole(axes: &[[f32; 3]; 2], middle: [f32; 2], at: [f32; 3], focal: f32, frame: [f32; 2]) -> Self {
        let origin: [f32; 3] = std::array::from_fn(|row| at[row] - axes[0][row] * middle[0] - axes[1][row] * middle[1]);
        let column = |vector: [f32; 3]| {
            [focal * vector[0] + frame[0] / 2.0 * vector[2], focal * vector[1] + frame[1] / 2.0 * vector[2], vector[2]]
        };
        let columns = [column(axes[0]), column(axes[1]), column(origin)];
        Self::new(std::array::from_fn(|row| std::array::from_fn(|at| columns[at][row])))
    }

    fn new(forward: Matrix) -> Self {
        Self { forward, back: inverse(forward) }
    }

    /// The pixel position of a place on the plane; `None` behind the camera or close to the horizon.
    pub fn project(&self, [x, y]: [f32; 2]) -> Option<[f32; 2]> {
        let [u, v, w] = apply(&self.forward, [x, y]);
        let nearest = 0.1 * self.forward[2][2].abs().max(1e-6);
        (w > nearest).then(|| [u / w, v / w])
    }

    /// The place on the plane that a pixel position shows; `None` above the horizon.
    #[inline]
    pub fn unproject(&self, x: f32, y: f32) -> Option<[f32; 2]> {
        let [u, v, w] = apply(&self.back, [x, y]);
        let inverse = 1.0 / w;
        (w > 0.0).then_some([u * inverse, v * inverse])
    }

    /// How the place on the plane changes from pixel to pixel: its derivatives by x and by y.
    #[inline]
    pub fn slopes(&self, x: f32, y: f32, [u, v]: [f32; 2]) -> [[f32; 2]; 2] {
        let back = &self.back;
        let inverse = 1.0 / (back[2][0] * x + back[2][1] * y + back[2][2]);
        [0, 1]
            .map(|axis| [(back[0][axis] - u * back[2][axis]) * inverse, (back[1][axis] - v * back[2][axis]) * inverse])
    }

    /// Pixels a millimetre around a place, the geometric mean over all directions.
    pub fn density(&self, at: [f32; 2]) -> f32 {
        let Some([x, y]) = self.project(at) else { return 1.0 };
        let [[a, b], [c, d]] = self.slopes(x, y, at);
        1.0 / (a * d - b * c).abs().sqrt().max(1e-6)
    }

    /// Pixels a millimetre along the plane's first axis.
    pub fn density_across(&self, [x, y]: [f32; 2]) -> f32 {
        match (self.project([x - 0.5, y]), self.project([x + 0.5, y])) {
            (Some(from), Some(to)) => (to[0] - from[0]).hypot(to[1] - from[1]),
            _ => 1.0,
        }
    }

    /// Pixel positions of a rectangle's corners: top left, top right, bottom right, bottom left.
    pub fn quad(&self, [left, top, right, bottom]: Bounds) -> [[f32; 2]; 4] {
        [[left, top], [right, top], [right, bottom], [left, bottom]].map(|corner| {
            let [u, v, w] = apply(&self.forward, corner);
            [u / w, v / w]
        })
    }
}

/// The plane's axes as the camera sees them: turned in the plane, then tilted.
fn axes(pose: &Pose) -> [[f32; 3]; 2] {
    let (sin, cos) = pose.rotation.to_radians().sin_cos();
    let [(sin_x, cos_x), (sin_y, cos_y)] = pose.tilt.map(|angle| angle.to_radians().sin_cos());
    [[cos, sin], [-sin, cos]].map(|[x, y]| {
        let (y, z) = (y * cos_x, y * sin_x);
        [x * cos_y + z * sin_y, y, z * cos_y - x * sin_y]
    })
}

#[inline]
fn apply(matrix: &Matrix, [x, y]: [f32; 2]) -> [f32; 3] {
    [0, 1, 2].map(|row| matrix[row][0] * x + matrix[row][1] * y + matrix[row][2])
}

fn inverse(matrix: Matrix) -> Matrix {
    let m = matrix.map(|row| row.map(f64::from));
    let minor = |row: usize, column: usize| {
        let [r0, r1] = [(row + 1) % 3, (row + 2) % 3];
        let [c0, c1] = [(column + 1) % 3, (column + 2) % 3];
        m[r0][c0] * m[r1][c1] - m[r0][c1] * m[r1][c0]
    };
    let determinant: f64 = (0..3).map(|column| m[0][column] * minor(0, column)).sum();
    std::array::from_fn(|row| std::array::from_fn(|column| (minor(column, row) / determinant) as f32))
}

pub fn bounding(quad: [[f32; 2]; 4]) -> Bounds {
    quad.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |bounds, [x, y]| {
        [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)]
    })
}

/// Area of a polygon.
pub fn polygon(quad: [[f32; 2]; 4]) -> f32 {
    let twice: f32 = (0..4).map(|at| quad[at][0] * quad[(at + 1) % 4][1] - quad[(at + 1) % 4][0] * quad[at][1]).sum();
    twice.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Bounds = [0.0, 0.0, 125.0, 88.0];
    const LEVEL: Pose =
        Pose { rotation: 0.0, tilt: [0.0; 2], fill: Fill::Width(0.6), center: [0.5; 2], focal: 0.8, beyond: [0.0; 4] };

    fn box_of(pose: &Pose) -> Bounds {
        let [left, top, right, bottom] = bounding(Camera::aim(pose, [1600, 1200], AREA).quad(AREA));
        [left / 1600.0, top / 1200.0, right / 1600.0, bottom / 1200.0]
    }

    #[test]
    fn a_place_is_found_again() {
        let pose = Pose { rotation: 33.0, tilt: [24.0, -11.0], ..LEVEL };
        let camera = Camera::aim(&pose, [1600, 1200], AREA);
        for place in [[0.0, 0.0], [125.0, 88.0], [40.0, 70.0], [-30.0, 10.0]] {
            let [x, y] = camera.project(place).unwrap();
            let [u, v] = camera.unproject(x, y).unwrap();
            assert!((u - place[0]).hypot(v - place[1]) < 0.01, "{place:?} became {u}, {v}");
        }
    }

    #[test]
    fn the_page_has_the_wanted_size_and_place() {
        let [left, top, right, bottom] = box_of(&Pose { rotation: 5.0, tilt: [10.0, 4.0], ..LEVEL });
        assert!((right - left - 0.6).abs() < 0.01 && ((left + right) / 2.0 - 0.5).abs() < 0.01);
        assert!(((top + bottom) / 2.0 - 0.5).abs() < 0.01);
        let quad = Camera::aim(&Pose { fill: Fill::Area(0.1), ..LEVEL }, [1600, 1200], AREA).quad(AREA);
        assert!((polygon(quad) / (1600.0 * 1200.0) - 0.1).abs() < 0.002);
    }

    #[test]
    fn a_cut_page_lies_beyond_the_edge_by_the_wanted_part() {
        let [left, _, right, _] = box_of(&Pose { beyond: [0.2, 0.0, 0.0, 0.0], ..LEVEL });
        assert!((left + 0.2 * (right - left)).abs() < 0.01);
        let [_, top, _, bottom] = box_of(&Pose { beyond: [0.0, 0.0, 0.0, 0.1], ..LEVEL });
        assert!((bottom - 1.0 - 0.1 * (bottom - top)).abs() < 0.01);
    }

    #[test]
    fn density_is_that_of_the_projection() {
        let camera = Camera::aim(&LEVEL, [1600, 1200], AREA);
        assert!((camera.density([60.0, 40.0]) - 960.0 / 125.0).abs() < 0.02);
        assert!((camera.density_across([60.0, 40.0]) - 960.0 / 125.0).abs() < 0.02);
    }
}
