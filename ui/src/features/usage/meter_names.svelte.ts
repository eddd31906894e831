// What meters are called, for rows that only know their keys.
import { call } from "$lib/backend";

export class MeterNames {
  #names = $state.raw(new Map<string, string>());

  constructor() {
    call("meters.list", {}).then(
      ({ rows }) => (this.#names = new Map(rows.map((one) => [one.key, one.name]))),
      () => undefined, // The rows themselves say what is wrong.
    );
  }

  /** A meter that nobody made is called by its key. */
  readonly of = (key: string): string => this.#names.get(key) ?? key;
}
