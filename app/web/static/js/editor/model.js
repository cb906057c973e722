// The areas being edited and their history. Knows no canvas and no document.

import { broughtInside, isCovered, moved, resized, turned } from "./geometry.js";

/** Least side of an area in image pixels. */
export const LEAST_SIDE = 4;

/**
 * Areas with undo and redo. An area is frozen: {id, points, kind, role, rule, stars, required}.
 * `kind` is "added" for one that the person made.
 */
export class Model extends EventTarget {
  constructor(regions, size) {
    super();
    this.size = size;
    this.count = 0;
    const areas = regions.map((region) => this.area({ ...region, points: region.quad }));
    this.states = [areas];
    this.at = 0;
    this.selected = null;
  }

  area(members) {
    return Object.freeze({ ...members, id: members.id ?? `area-${(this.count += 1)}` });
  }

  /** The areas as they are now. */
  get areas() {
    return this.states[this.at];
  }

  get isChanged() {
    return this.at > 0;
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.states.length - 1;
  }

  find(id) {
    return this.areas.find((area) => area.id === id) ?? null;
  }

  /** Choose an area by its id, or none with null. */
  select(id) {
    this.selected = this.find(id)?.id ?? null;
    this.dispatchEvent(new Event("change"));
  }

  /** Add an area of a person's own and choose it. */
  add(points) {
    const area = this.area({
      points: broughtInside(points, this.size),
      kind: "added",
      role: null,
      rule: "",
      stars: 0,
      required: false,
    });
    this.selected = area.id;
    this.commit([...this.areas, area]);
    return area;
  }

  remove(id) {
    if (this.selected === id) this.selected = null;
    this.commit(this.areas.filter((area) => area.id !== id));
  }

  /** Give an area other corners. */
  reshape(id, points) {
    const inside = broughtInside(points, this.size);
    this.commit(
      this.areas.map((area) => (area.id === id ? this.area({ ...area, points: inside }) : area)),
    );
  }

  move(id, dx, dy) {
    this.reshape(id, moved(this.find(id).points, dx, dy));
  }

  resize(id, along, across) {
    this.reshape(id, resized(this.find(id).points, along, across, LEAST_SIDE));
  }

  turn(id, degrees) {
    this.reshape(id, turned(this.find(id).points, degrees));
  }

  undo() {
    if (this.canUndo) this.go(this.at - 1);
  }

  redo() {
    if (this.canRedo) this.go(this.at + 1);
  }

  /** Areas of the tool that the standard may ask for and that are no longer covered. */
  uncovered() {
    const now = this.areas.map((area) => area.points);
    return this.states[0].filter((area) => area.required && !isCovered(area.points, now));
  }

  commit(areas) {
    this.states = [...this.states.slice(0, this.at + 1), areas];
    this.go(this.at + 1);
  }

  go(at) {
    this.at = at;
    if (!this.find(this.selected)) this.selected = null;
    this.dispatchEvent(new Event("change"));
  }
}
