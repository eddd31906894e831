// Many changes in a row, as a billing run makes them, told as few.

/** Commits that follow one another closely are one change to look at. */
const GATHER_MS = 20;
/** A screen that reads again is given this long before it is told of the next change. */
const REST_MS = 300;

export interface Gathered {
  tell: () => void;
  stop: () => void;
}

/** Calls `run` soon after `tell`, once for all that were told meanwhile. */
export function gathered(run: () => void): Gathered {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restsUntil = 0;
  return {
    tell() {
      if (timer !== undefined) return;
      const wait = Math.max(GATHER_MS, restsUntil - performance.now());
      timer = setTimeout(() => {
        timer = undefined;
        restsUntil = performance.now() + REST_MS;
        run();
      }, wait);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
