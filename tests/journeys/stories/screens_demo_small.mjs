// The same walk in a small window: what shrinks or folds there is judged too.
export { play } from "./screens_demo.mjs";

export const start = { demo: true, size: { width: 1024, height: 700 } };
