// The bar between two rasters: dragged, or moved with the arrow keys.

import { say } from "./say";
import { h } from "./dom";

/** A bar over the map; it tells where it is, as a share of the width, whenever it moves. */
export class Swipe {
  readonly bar: HTMLElement;
  private share = 0.5;

  constructor(private readonly within: HTMLElement, private readonly moved: (share: number) => void) {
    this.bar = h("div", {
      class: "swipe", role: "slider", tabindex: 0, "aria-label": say("divide_bar"),
      "aria-valuemin": 0, "aria-valuemax": 100, "aria-orientation": "horizontal", hidden: true,
    }, h("span", { class: "grip", "aria-hidden": "true" }, "◂▸"));
    this.bar.addEventListener("pointerdown", (event) => {
      this.bar.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.bar.focus();
    });
    this.bar.addEventListener("pointermove", (event) => {
      if (!this.bar.hasPointerCapture(event.pointerId)) return;
      const { left, width } = this.within.getBoundingClientRect();
      this.set((event.clientX - left) / width);
    });
    this.bar.addEventListener("keydown", (event) => this.key(event));
    within.append(this.bar);
  }

  show(shown: boolean, share: number): void {
    this.bar.hidden = !shown;
    this.place(share);
  }

  private key(event: KeyboardEvent): void {
    const step = event.shiftKey ? 0.1 : 0.02;
    const moves: Record<string, number> = {
      ArrowLeft: this.share - step, ArrowDown: this.share - step,
      ArrowRight: this.share + step, ArrowUp: this.share + step, Home: 0, End: 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.set(to);
  }

  private set(share: number): void {
    this.place(share);
    this.moved(this.share);
  }

  private place(share: number): void {
    this.share = Math.min(Math.max(share, 0), 1);
    this.bar.style.left = `${this.share * 100}%`;
    const left = Math.round(this.share * 100);
    this.bar.setAttribute("aria-valuenow", String(left));
    this.bar.setAttribute("aria-valuetext", say("divide_at", { left }));
  }
}
