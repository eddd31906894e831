// Words for screen readers: what just happened, spoken once by the shell's live region.
import { untrack } from "svelte";

class Announcer {
  text = $state("");

  say(text: string): void {
    // A repeated sentence is only spoken again when the text changes.
    const now = untrack(() => this.text);
    this.text = now === text ? `${text}\u00a0` : text;
  }
}

export const announcer = new Announcer();
