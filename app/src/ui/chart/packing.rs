//! Circles packed side by side: the largest in the middle, the others around it.

/// A placed circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Circle {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
}

/// Space between circles.
const GAP: f64 = 3.0;
/// What rounding may take from the gap.
const TOLERANCE: f64 = 1e-6;

/// Places circles of these radii so that none overlap, and answers in the order given.
///
/// The largest is in the middle. Each of the others, by size, goes where it touches two that are placed
/// already, as near to the middle as is free. Wide rather than tall, as screens are: a step up counts as
/// two to the side. Meant for a hundred circles at most, since the cost grows with the cube of their count.
pub(super) fn pack(radii: &[f64]) -> Vec<Circle> {
    let mut order: Vec<usize> = (0..radii.len()).collect();
    order.sort_by(|a, b| radii[*b].total_cmp(&radii[*a]));
    let mut placed: Vec<Circle> = Vec::with_capacity(radii.len());
    let mut out = vec![Circle { x: 0.0, y: 0.0, radius: 0.0 }; radii.len()];
    for at in order {
        let circle = free_spot(radii[at].max(1.0), &placed);
        placed.push(circle);
        out[at] = circle;
    }
    out
}

fn free_spot(radius: f64, placed: &[Circle]) -> Circle {
    let far_from_middle = |circle: &Circle| (circle.x / 2.0).hypot(circle.y);
    placed
        .iter()
        .enumerate()
        .flat_map(|(at, a)| placed[..at].iter().flat_map(move |b| touching(radius, *a, *b)))
        .filter(|spot| placed.iter().all(|other| apart(*spot, *other)))
        .min_by(|a, b| far_from_middle(a).total_cmp(&far_from_middle(b)))
        .unwrap_or_else(|| right_of(radius, placed))
}

/// The two spots where a circle touches both others, if these are near enough to each other.
fn touching(radius: f64, a: Circle, b: Circle) -> impl Iterator<Item = Circle> {
    let (to_a, to_b) = (a.radius + radius + GAP, b.radius + radius + GAP);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let distance = dx.hypot(dy);
    let along = (to_a.powi(2) - to_b.powi(2) + distance.powi(2)) / (2.0 * distance);
    let aside = (to_a.powi(2) - along.powi(2)).sqrt();
    let (ux, uy) = (dx / distance, dy / distance);
    [aside, -aside].into_iter().filter(|aside| aside.is_finite()).map(move |aside| Circle {
        x: a.x + ux * along - uy * aside,
        y: a.y + uy * along + ux * aside,
        radius,
    })
}

/// Beside all the others; in the middle where there are none.
fn right_of(radius: f64, placed: &[Circle]) -> Circle {
    let edge = placed.iter().map(|circle| circle.x + circle.radius).reduce(f64::max);
    Circle { x: edge.map_or(0.0, |edge| edge + GAP + radius), y: 0.0, radius }
}

fn apart(a: Circle, b: Circle) -> bool {
    (a.x - b.x).hypot(a.y - b.y) >= a.radius + b.radius + GAP - TOLERANCE
}

/// The box around all circles: left, top, width, height.
pub(super) fn bounds(circles: &[Circle]) -> (f64, f64, f64, f64) {
    let low = |side: fn(&Circle) -> f64| circles.iter().map(side).fold(f64::INFINITY, f64::min);
    let high = |side: fn(&Circle) -> f64| circles.iter().map(side).fold(f64::NEG_INFINITY, f64::max);
    if circles.is_empty() {
        return (0.0, 0.0, 1.0, 1.0);
    }
    let (left, top) = (low(|c| c.x - c.radius), low(|c| c.y - c.radius));
    (left, top, high(|c| c.x + c.radius) - left, high(|c| c.y + c.radius) - top)
}

#[cfg(test)]
mod tests {
    use super::{apart, bounds, pack};

    #[test]
    fn no_two_circles_touch_and_the_largest_is_in_the_middle() {
        let radii: Vec<f64> = (0..60).map(|at| 8.0 + f64::from(at % 13) * 3.0).collect();
        let circles = pack(&radii);
        for (at, circle) in circles.iter().enumerate() {
            assert_eq!(circle.radius, radii[at]);
            assert!(circles[..at].iter().all(|other| apart(*circle, *other)));
        }
        assert!(circles.iter().any(|circle| circle.radius == 44.0 && circle.x == 0.0 && circle.y == 0.0));
    }

    #[test]
    fn bounds_hold_every_circle() {
        let circles = pack(&[10.0, 20.0]);
        let (left, top, width, height) = bounds(&circles);
        assert!(circles.iter().all(|c| c.x - c.radius >= left && c.x + c.radius <= left + width));
        assert!(circles.iter().all(|c| c.y - c.radius >= top && c.y + c.radius <= top + height));
    }
}
