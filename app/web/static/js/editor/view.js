// What part of the picture the canvas shows: fitting, zooming, panning.

const FIT_SHARE = 0.94;
const ZOOM_STEP = 1.25;
const MOST_ZOOM = 12;

/** Moves and scales a Konva stage over a picture. `onZoom` is called when the scale changed. */
export class View {
  constructor(stage, container, size, onZoom) {
    this.stage = stage;
    this.container = container;
    this.size = size;
    this.onZoom = onZoom;
    this.isFitted = true;
    this.pinch = null;
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(container);
  }

  dispose() {
    this.watcher.disconnect();
  }

  get scale() {
    return this.stage.scaleX();
  }

  get middle() {
    return { x: this.stage.width() / 2, y: this.stage.height() / 2 };
  }

  /** A point of the canvas in picture pixels. */
  toPicture({ x, y }) {
    return [(x - this.stage.x()) / this.scale, (y - this.stage.y()) / this.scale];
  }

  /** A point of the picture in canvas pixels. */
  toScreen([x, y]) {
    return { x: x * this.scale + this.stage.x(), y: y * this.scale + this.stage.y() };
  }

  /** Show the whole picture. */
  fit() {
    const { clientWidth, clientHeight } = this.container;
    this.stage.size({ width: clientWidth, height: clientHeight });
    const scale = this.fitScale();
    this.stage.scale({ x: scale, y: scale });
    this.center([this.size[0] / 2, this.size[1] / 2]);
    this.isFitted = true;
    this.onZoom();
  }

  fitScale() {
    const { clientWidth, clientHeight } = this.container;
    const share = Math.min(clientWidth / this.size[0], clientHeight / this.size[1]);
    return Math.max(share * FIT_SHARE, 1e-3);
  }

  /** Put a point of the picture into the middle of the canvas. */
  center([x, y]) {
    this.isFitted = false;
    const { middle, scale } = this;
    this.stage.position({ x: middle.x - x * scale, y: middle.y - y * scale });
  }

  panTo(position) {
    this.isFitted = false;
    this.stage.position(position);
  }

  zoomIn() {
    this.zoom(ZOOM_STEP);
  }

  zoomOut() {
    this.zoom(1 / ZOOM_STEP);
  }

  /** Scale by a factor; the point of the picture below `around` stays there. */
  zoom(factor, around = this.middle) {
    this.isFitted = false;
    const scale = Math.min(Math.max(this.scale * factor, this.fitScale() / 2), MOST_ZOOM);
    const [x, y] = this.toPicture(around);
    this.stage.scale({ x: scale, y: scale });
    this.stage.position({ x: around.x - x * scale, y: around.y - y * scale });
    this.onZoom();
  }

  /** Follow two fingers. */
  followFingers(touches) {
    const box = this.container.getBoundingClientRect();
    const [a, b] = [...touches].map((t) => [t.clientX - box.left, t.clientY - box.top]);
    const apart = Math.hypot(a[0] - b[0], a[1] - b[1]);
    const middle = { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
    if (this.pinch) {
      this.stage.move({ x: middle.x - this.pinch.middle.x, y: middle.y - this.pinch.middle.y });
      this.zoom(apart / this.pinch.apart, middle);
    }
    this.pinch = { apart, middle };
  }

  endFingers() {
    this.pinch = null;
  }

  resize() {
    const { clientWidth, clientHeight } = this.container;
    if (this.isFitted) this.fit();
    else this.stage.size({ width: clientWidth, height: clientHeight });
  }
}
