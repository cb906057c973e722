// Quads on the picture: four [x, y] corners in image pixels, in order around a convex area.

const COVER_STEPS_ALONG = 12;
const COVER_STEPS_ACROSS = 4;
// Samples keep this share of the side away from the edge, so that equal edges count as covered.
const COVER_INSET = 0.06;

/** Mean of the corners. */
export function centerOf(points) {
  const sum = points.reduce(([x, y], [px, py]) => [x + px, y + py], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** The direction of the text in degrees: from the middle of the left side to that of the right. */
export function angleOf([a, b, c, d]) {
  const dx = (b[0] + c[0] - a[0] - d[0]) / 2;
  const dy = (b[1] + c[1] - a[1] - d[1]) / 2;
  return (Math.atan2(dy, dx) * 180) / Math.PI;
}

/** Mean length of the two sides across the text. */
export function heightOf([a, b, c, d]) {
  return (Math.hypot(d[0] - a[0], d[1] - a[1]) + Math.hypot(c[0] - b[0], c[1] - b[1])) / 2;
}

/** The points turned by `degrees` around `center`. */
export function turned(points, degrees, center = centerOf(points)) {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return points.map(([x, y]) => {
    const [u, v] = [x - center[0], y - center[1]];
    return [center[0] + u * cos - v * sin, center[1] + u * sin + v * cos];
  });
}

/** The points moved. */
export function moved(points, dx, dy) {
  return points.map(([x, y]) => [x + dx, y + dy]);
}

/** The quad made longer along its text and higher across it, by pixels, around its centre. */
export function resized(points, along, across, least) {
  const angle = angleOf(points);
  const center = centerOf(points);
  const flat = turned(points, -angle, center);
  const [left, top, right, bottom] = boundsOf(flat);
  const scale = (size, more) => Math.max(size + more, least) / Math.max(size, 1e-6);
  const [sx, sy] = [scale(right - left, along), scale(bottom - top, across)];
  const scaled = flat.map(([x, y]) => [
    center[0] + (x - center[0]) * sx,
    center[1] + (y - center[1]) * sy,
  ]);
  return turned(scaled, angle, center);
}

/** [left, top, right, bottom]. */
export function boundsOf(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The upright box between two opposite corners. */
export function boxBetween([ax, ay], [bx, by]) {
  const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)];
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

/** The points moved so that their centre is on a picture of this size. */
export function broughtInside(points, [width, height]) {
  const [x, y] = centerOf(points);
  const clamp = (value, most) => Math.min(Math.max(value, 0), most);
  return moved(points, clamp(x, width) - x, clamp(y, height) - y);
}

/** Whether a point lies in a convex area, its edge included. */
export function contains(points, [x, y]) {
  const sides = points.map(([ax, ay], index) => {
    const [bx, by] = points[(index + 1) % points.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  });
  const slack = 1e-6;
  return sides.every((s) => s >= -slack) || sides.every((s) => s <= slack);
}

/** Whether the areas together cover `points`, as far as a grid of samples tells. */
export function isCovered(points, areas) {
  const [a, b, c, d] = points;
  const mix = (p, q, t) => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  const share = (step, steps) => COVER_INSET + ((1 - 2 * COVER_INSET) * step) / steps;
  for (let i = 0; i <= COVER_STEPS_ALONG; i += 1) {
    for (let j = 0; j <= COVER_STEPS_ACROSS; j += 1) {
      const u = share(i, COVER_STEPS_ALONG);
      const sample = mix(mix(a, b, u), mix(d, c, u), share(j, COVER_STEPS_ACROSS));
      if (!areas.some((area) => contains(area, sample))) return false;
    }
  }
  return true;
}
