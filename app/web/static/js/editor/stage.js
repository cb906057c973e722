// The canvas of the editor, on Konva: shows the model's areas and turns gestures into changes.

import "../../vendor/konva/konva.min.js";
import { angleOf, boxBetween, centerOf, heightOf, turned } from "./geometry.js";
import { LEAST_SIDE } from "./model.js";
import { View } from "./view.js";

const { Konva } = globalThis;

const WHEEL_SPEED = 0.0015;
// A press that moves less than this many screen pixels is a click.
const CLICK_PIXELS = 5;
const ANCHOR_PIXELS = matchMedia("(any-pointer: coarse)").matches ? 18 : 11;
// Below this height on the screen corner handles would lie on top of each other.
const ROOM_FOR_CORNERS = 3 * ANCHOR_PIXELS;
const SIDES = ["middle-left", "middle-right", "top-center", "bottom-center"];
const CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"];
// An area chosen in the list is shown at least this high, in screen pixels.
const LEGIBLE_HEIGHT = 36;
// Width and height of an area that is placed rather than drawn, as shares of the picture's width.
const NEW_AREA_SHARE = [0.24, 0.05];
const COLOURS = {
  name: "#2f7de1",
  phone: "#8b5cf6",
  address: "#0f9d8a",
  id_number: "#d946ef",
  waybill_number: "#64748b",
  barcode: "#64748b",
  qr: "#64748b",
  block: "#e08a00",
  added: "#e5484d",
};
const FILL = "rgb(11, 18, 32)";
const FILL_SEEN_THROUGH = "rgba(11, 18, 32, 0.42)";
// A light edge around the coloured one keeps an area visible on dark pictures.
const HALO = "rgba(255, 255, 255, 0.9)";

/** The colour that stands for a kind of area, also in the list beside the canvas. */
export const colourOf = (kind) => COLOURS[kind] ?? COLOURS.block;

/** Draws a model's areas over a picture. `onDrawn` is called when the drawing mode ends. */
export class Stage {
  constructor(container, picture, model, { onDrawn }) {
    this.container = container;
    this.model = model;
    this.onDrawn = onDrawn;
    this.seeThrough = true;
    this.drawing = false;
    this.start = null;
    this.stage = new Konva.Stage({ container });
    this.areas = new Konva.Layer();
    this.handles = new Konva.Transformer({
      flipEnabled: false,
      keepRatio: false,
      ignoreStroke: true,
      rotateAnchorOffset: 28,
      anchorSize: ANCHOR_PIXELS,
      anchorCornerRadius: 3,
      borderStroke: COLOURS.added,
      anchorStroke: COLOURS.added,
      boundBoxFunc: (before, after) => {
        const least = LEAST_SIDE * this.view.scale;
        return after.width < least || after.height < least ? before : after;
      },
    });
    const below = new Konva.Layer({ listening: false });
    below.add(new Konva.Image({ image: picture }));
    this.top = new Konva.Layer();
    this.top.add(this.handles);
    this.stage.add(below, this.areas, this.top);
    this.view = new View(this.stage, container, model.size, () => this.hold());
    this.listen();
    this.sync();
    this.view.fit();
    this.changed = () => this.sync();
    model.addEventListener("change", this.changed);
  }

  dispose() {
    this.view.dispose();
    this.model.removeEventListener("change", this.changed);
    this.stage.destroy();
  }

  /** Draw the areas as the model has them. */
  sync() {
    this.areas.destroyChildren();
    for (const area of this.model.areas) this.areas.add(this.node(area));
    this.hold();
  }

  /** Put the handles on the chosen area. */
  hold() {
    const area = this.model.find(this.model.selected);
    this.handles.nodes(area ? [this.areas.findOne(`#${area.id}`)] : []);
    if (!area) return;
    const high = heightOf(area.points) * this.view.scale;
    this.handles.enabledAnchors(high < ROOM_FOR_CORNERS ? SIDES : [...SIDES, ...CORNERS]);
  }

  node(area) {
    const angle = angleOf(area.points);
    const center = centerOf(area.points);
    const flat = turned(area.points, -angle, center);
    const node = new Konva.Line({
      id: area.id,
      points: flat.flatMap(([x, y]) => [x - center[0], y - center[1]]),
      x: center[0],
      y: center[1],
      rotation: angle,
      closed: true,
      fill: this.seeThrough ? FILL_SEEN_THROUGH : FILL,
      stroke: colourOf(area.kind),
      strokeWidth: 2,
      strokeScaleEnabled: false,
      shadowColor: HALO,
      shadowBlur: 3,
      draggable: !this.drawing,
    });
    node.on("mousedown touchstart dragstart", () => {
      if (!this.drawing && this.model.selected !== area.id) this.choose(area.id);
    });
    node.on("dragend transformend", () => this.model.reshape(area.id, cornersOf(node)));
    return node;
  }

  // Choosing must not rebuild the node that is being pressed: its drag would end.
  choose(id) {
    this.model.selected = id;
    this.hold();
    this.model.dispatchEvent(new Event("selection"));
  }

  /** Bring an area into view, large enough to work on. */
  reveal(id) {
    const { points } = this.model.find(id);
    const middle = centerOf(points);
    const high = heightOf(points) * this.view.scale;
    const { x, y } = this.view.toScreen(middle);
    const isInView = x > 0 && y > 0 && x < this.stage.width() && y < this.stage.height();
    if (high >= LEGIBLE_HEIGHT / 2 && isInView) return;
    if (high < LEGIBLE_HEIGHT) this.view.zoom(LEGIBLE_HEIGHT / high, { x, y });
    this.view.center(middle);
  }

  /** Enter or leave the mode in which a drag draws a new area. */
  setDrawing(drawing) {
    this.drawing = drawing;
    this.container.classList.toggle("drawing", drawing);
    this.sync();
    if (!drawing) this.onDrawn();
  }

  /** Show areas with or without what lies below them. */
  setSeeThrough(seeThrough) {
    this.seeThrough = seeThrough;
    this.sync();
  }

  /** Add an area of the usual size around a point of the picture, or in the middle of the view. */
  place([x, y] = this.view.toPicture(this.view.middle)) {
    const [width] = this.model.size;
    const [dx, dy] = NEW_AREA_SHARE.map((share) => (width * share) / 2);
    this.model.add(boxBetween([x - dx, y - dy], [x + dx, y + dy]));
    this.setDrawing(false);
  }

  listen() {
    const { stage, view } = this;
    stage.on("mousedown touchstart", (event) => {
      if (event.evt.touches?.length === 2) {
        this.dropGesture();
        view.followFingers(event.evt.touches);
        return;
      }
      if (!this.drawing && event.target !== stage) return;
      const { x, y } = stage.getPointerPosition();
      this.start = { x, y, at: stage.position() };
      if (this.drawing) this.beginBox();
    });
    stage.on("mousemove touchmove", (event) => {
      if (event.evt.touches?.length === 2) {
        event.evt.preventDefault();
        this.dropGesture();
        view.followFingers(event.evt.touches);
        return;
      }
      if (!this.start) return;
      const now = stage.getPointerPosition();
      if (this.drawing) this.stretchBox(now);
      else {
        const { x, y, at } = this.start;
        view.panTo({ x: at.x + now.x - x, y: at.y + now.y - y });
      }
    });
    stage.on("mouseup touchend mouseleave", () => {
      view.endFingers();
      if (!this.start) return;
      const start = this.start;
      const end = stage.getPointerPosition() ?? start;
      this.start = null;
      const isClick = Math.hypot(end.x - start.x, end.y - start.y) < CLICK_PIXELS;
      if (this.drawing) this.endBox(start, end, isClick);
      else if (isClick) this.model.select(null);
    });
    stage.on("wheel", (event) => {
      event.evt.preventDefault();
      view.zoom(Math.exp(-event.evt.deltaY * WHEEL_SPEED), stage.getPointerPosition());
    });
  }

  // A second finger turns what the first began into a zoom.
  dropGesture() {
    this.start = null;
    this.box?.destroy();
    this.areas.find("Line").forEach((node) => node.stopDrag());
  }

  beginBox() {
    this.box = new Konva.Rect({
      stroke: COLOURS.added,
      strokeWidth: 2,
      strokeScaleEnabled: false,
      dash: [6, 4],
      listening: false,
    });
    this.top.add(this.box);
  }

  stretchBox(now) {
    const [a, , c] = boxBetween(this.view.toPicture(this.start), this.view.toPicture(now));
    this.box.setAttrs({ x: a[0], y: a[1], width: c[0] - a[0], height: c[1] - a[1] });
  }

  endBox(start, end, isClick) {
    this.box?.destroy();
    const from = this.view.toPicture(start);
    const to = this.view.toPicture(end);
    const sides = [Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
    if (isClick || Math.min(...sides) < LEAST_SIDE) {
      this.place(from);
      return;
    }
    this.model.add(boxBetween(from, to));
    this.setDrawing(false);
  }
}

/** The corners of a node in picture pixels, with its position, scale and rotation applied. */
function cornersOf(node) {
  const transform = node.getTransform();
  const local = node.points();
  return [0, 2, 4, 6].map((at) => {
    const { x, y } = transform.point({ x: local[at], y: local[at + 1] });
    return [x, y];
  });
}
