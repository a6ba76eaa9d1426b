// The study, what is shown of it, and who wants to know when that changes.

import { format, parse, type Other, type State } from "./state";
import type { Field, Study } from "./study";
import type { Case } from "./planes";

export class App {
  private readonly told: (() => void)[] = [];

  constructor(readonly study: Study, readonly state: State) {
    window.addEventListener("hashchange", () => this.set((now) => Object.assign(now, parse(location.hash, study))));
  }

  /** Change what is shown, keep it in the address, and tell everyone. */
  set(change: (state: State) => void): void {
    change(this.state);
    this.keep();
    for (const tell of this.told) tell();
  }

  /** Keep what is shown in the address, without telling anyone. */
  keep(): void {
    history.replaceState(null, "", format(this.state));
  }

  /** Be told of every change. */
  on(tell: () => void): void {
    this.told.push(tell);
  }

  field(id: string): Field {
    return this.study.fields.find((field) => field.id === id) ?? this.study.fields[0]!;
  }

  /** The case of the right side. */
  otherCase(other: Other): Case {
    return { ...this.state.case, mover: other.mover, season: other.season };
  }

  /** Both sides: field and case; the same twice without a swipe. */
  sides(): [{ field: Field; of: Case }, { field: Field; of: Case }] {
    const { other } = this.state;
    const left = { field: this.field(this.state.field), of: this.state.case };
    return [left, other ? { field: this.field(other.field), of: this.otherCase(other) } : left];
  }

  opacity(id: string): number {
    return this.state.opacity.get(id) ?? 1;
  }

  /** What a field shows in a case, in words. */
  caption(field: Field, of: Case): string {
    const said = this.caseOf(field, of);
    return said ? `${field.title}: ${said}` : field.title;
  }

  /** Which case a field shows: the one chosen, or the answer's where there is but that. */
  caseOf(field: Field, of: Case): string {
    if (field.fixed) return "";
    const axes = field.axes.length ? field.axes : (["approach", "mover", "season"] as const).slice(field.kind === "chance" ? 1 : 0);
    const shown = field.axes.length ? of : this.study.headline;
    return axes
      .map((axis) => this.study.cases[axis].find(({ name }) => name === shown[axis])?.label ?? shown[axis])
      .join(", ");
  }
}
