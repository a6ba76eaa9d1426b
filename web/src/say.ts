// The words of the page, by key: the study brings them in its language.

let known: Record<string, string> = {};

/** Speak with these words from now on. */
export function speak(words: Record<string, string>): void {
  known = words;
}

/** The words of a key, with what stands in braces filled in. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  return (known[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A name of the catalogue or of the scenario as words. */
export function named(name: string): string {
  return known[`name.${name}`] ?? name.replaceAll("_", " ");
}
